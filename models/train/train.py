"""Make ``models/en_claimcite``: ``CLAIMCITE_DATA=folder python models/train/train.py`` (``make model``).

Four steps, each of which can be named alone: ``prepare`` (training files and word vectors), ``train`` (syntax and names, side by
side, one thread each: about an hour on two cores), ``assemble`` (one pipeline with a rule lemmatizer), ``score`` (the held-out
sets, into ``meta.json`` and the table of the model card).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import spacy
from spacy.scorer import Scorer
from spacy.tokens import DocBin
from spacy.training import Example

from prepare import prepare, word_vectors

HERE = Path(__file__).parent
TARGET = HERE.parent / "en_claimcite"
SETS = ("ud-ewt", "gum-open", "uner-ewt", "wikigold")
PARTS = ("syntax", "ner")
#: Forms that the rule tables do not know.
AUXILIARIES = {"be": ["am", "is", "are", "was", "were", "been", "being", "'m", "'re"], "have": ["'ve", "had", "has"], "will": ["wo", "'ll"], "can": ["ca"], "not": ["n't"]}
#: Held-out set -> what is scored on it.
TESTS = {
    "syntax_test_ewt": ("tag_acc", "pos_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f"),
    "syntax_test_gum": ("tag_acc", "pos_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f"),
    "ner_test_ewt": ("ents_p", "ents_r", "ents_f"),
    "ner_test_wiki": ("ents_p", "ents_r", "ents_f"),
}


def step_prepare(work: Path) -> None:
    """Write training files and vectors into ``work``."""
    work.mkdir(parents=True, exist_ok=True)
    data = os.environ.get("CLAIMCITE_DATA")
    if not data or not Path(data).is_dir():
        sys.exit("set CLAIMCITE_DATA to the folder that holds ud-ewt, gum-open, uner-ewt and wikigold, unpacked or as .tar.xz")
    prepare({name: unpacked(Path(data), name, work) for name in SETS}, work)
    nlp = spacy.blank("en")
    word_vectors(nlp)
    nlp.to_disk(work / "vectors")


def unpacked(data: Path, name: str, work: Path) -> Path:
    """Return the folder of a data set, unpacked into ``work`` where it is an archive."""
    archive = data / f"{name}.tar.xz"
    if not (data / name).is_dir() and archive.exists():
        with tarfile.open(archive) as tar:
            tar.extractall(work, filter="data")
        return work / name
    return data / name


def step_train(work: Path) -> None:
    """Train both parts, each in a process of its own with one thread."""
    env = os.environ | dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    running = []
    for part in PARTS:
        command = [sys.executable, "-m", "spacy", "train", str(HERE / f"{part}.cfg"), "-o", str(work / part), "--paths.train",
                   str(work / f"{part}_train.spacy"), "--paths.dev", str(work / f"{part}_dev.spacy"), "--paths.vectors", str(work / "vectors")]  # fmt: skip
        running.append(subprocess.Popen(command, env=env, stdout=(work / f"{part}.log").open("w"), stderr=subprocess.STDOUT))
    if any(process.wait() for process in running):
        sys.exit(f"a training failed: see {work}/*.log")


def step_assemble(work: Path) -> None:
    """Put the trained parts and a rule lemmatizer into one pipeline."""
    nlp = spacy.load(work / "syntax/model-best")
    names = spacy.load(work / "ner/model-best", vocab=nlp.vocab)
    nlp.add_pipe("ner", source=names)
    nlp.add_pipe("lemmatizer", config={"mode": "rule"}, after="morphologizer").initialize(list, nlp=nlp)  # type: ignore[attr-defined]
    ruler = nlp.add_pipe("attribute_ruler", before="lemmatizer")
    for lemma, forms in AUXILIARIES.items():
        ruler.add(patterns=[[{"LOWER": form, "POS": {"IN": ["AUX", "PART", "VERB"]}}] for form in forms], attrs={"LEMMA": lemma})  # type: ignore[attr-defined]
    nlp.meta |= {
        "name": "claimcite", "version": "0.1.0", "license": "CC BY-SA 4.0",
        "description": "Tags, lemmas, Universal Dependencies and names (PER, LOC, ORG) for English news and encyclopedia text.",
        "sources": [{"name": name, "license": licence} for name, licence in (
            ("UD English EWT", "CC BY-SA 4.0"), ("GUM, open genres", "CC BY 4.0; texts CC BY or CC BY-SA"), ("Universal NER EWT", "CC BY-SA 4.0"),
            ("WikiGold", "CC BY 4.0"), ("Broad Twitter Corpus", "CC BY 4.0"), ("all-MiniLM-L6-v2 input embeddings", "Apache-2.0"),
            ("spacy-lookups-data", "MIT"))],
    }  # fmt: skip
    nlp.to_disk(TARGET)
    drop_addresses(TARGET / "vocab" / "strings.json")


def drop_addresses(path: Path) -> None:
    """Leave the web and mail addresses of the training texts out of the table of strings: the model needs none of them."""
    strings = json.loads(path.read_text(encoding="utf8"))
    path.write_text(json.dumps([s for s in strings if not re.search(r"[/\\@]|www\.|\.(?:com|org|net)\b", s)], ensure_ascii=False) + "\n", encoding="utf8")


def step_score(work: Path) -> None:
    """Score the pipeline on the held-out sets; raw text goes in, so tokens and sentences are its own."""
    nlp = spacy.load(TARGET)
    table: dict[str, dict[str, float]] = {}
    for test, keys in TESTS.items():
        examples = [Example(nlp(doc.text), doc) for doc in DocBin().from_disk(work / f"{test}.spacy").get_docs(nlp.vocab)]
        scores: dict[str, Any] = Scorer(nlp).score(examples)
        table[test] = {key: round(scores[key], 3) for key in keys if scores.get(key) is not None}
        print(f"{test:18}", "  ".join(f"{key} {value:.3f}" for key, value in table[test].items()))
    meta = json.loads((TARGET / "meta.json").read_text(encoding="utf8"))
    meta["performance"] = table
    (TARGET / "meta.json").write_text(json.dumps(meta, indent=2) + "\n", encoding="utf8")


def main() -> None:
    """Run the steps that are named, or all of them."""
    steps = {"prepare": step_prepare, "train": step_train, "assemble": step_assemble, "score": step_score}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("steps", nargs="*", metavar="STEP", help=f"of {', '.join(steps)}; all by default")
    parser.add_argument("--work", type=Path, default=HERE.parents[1] / "build" / "model", help="folder for training files and checkpoints")
    arguments = parser.parse_args()
    for name in arguments.steps or list(steps):
        if name not in steps:
            parser.error(f"no step {name!r}; there are {', '.join(steps)}")
        print(f"== {name}")
        steps[name](arguments.work)


if __name__ == "__main__":
    main()
