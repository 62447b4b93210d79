"""Make ``models/en_claimcite`` from the folder of gold sets that ``CLAIMCITE_DATA`` names: ``make model``.

Steps, each of which can be named alone: ``open``, ``full`` and ``again`` train (``train.py``; a stage that was stopped goes on),
``average`` takes the mean of the weights of the last two, ``export`` turns what is shipped into ONNX, ``assemble`` makes the spaCy
pipeline of it, ``check`` holds int8 against fp32 on every score, ``score`` writes the scores into ``meta.json``. ``--open-only``
ships the first stage.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tomllib
from functools import partial
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from claimcite.model.component import NAME
from claimcite.model.scores import evaluate_sets, unpacked

HERE = Path(__file__).parent
TARGET = HERE.parent / "en_claimcite"
#: The stages of training in order.
STAGES = ("open", "full", "again")
#: A score may lose so much in int8.
LOSS = 0.005
#: ``train.py``'s exit code where a part ended before the stage did (importing it would load torch for every step).
STOPPED = 3
#: Where a row has fewer gold items, a handful of names that turn either way is more than that.
ENOUGH = 1000
#: Forms of closed classes that the rule tables do not know.
BE = "am are 'm 're"
FORMS = {
    "aux": {"be": f"{BE} is was were been being 's", "have": "'ve had has having", "do": "did does doing done", "will": "wo 'll", "can": "ca", "would": "'d"},
    "part": {"not": "n't"},
    "det": {"a": "an"},
}  # fmt: skip
SOURCES = (
    ("all-MiniLM-L6-v2", "Apache-2.0"), ("UD English EWT", "CC BY-SA 4.0"), ("GUM, open genres", "CC BY 4.0; texts CC BY or CC BY-SA"),
    ("Universal NER EWT", "CC BY-SA 4.0"), ("WikiGold", "CC BY 4.0"), ("Broad Twitter Corpus", "CC BY 4.0"), ("spacy-lookups-data", "MIT"),
    ("PolNeAR 1.0", "none stated"),
)  # fmt: skip


def step_train(stage: str, work: Path) -> None:
    """Train a stage in a process of its own, in parts of at most an hour."""
    if (work / f"{stage}.pt").exists():
        print(f"{work / stage}.pt is there: remove it to train again")
        return
    command = [sys.executable, str(HERE / "train.py"), stage, "--work", str(work)]
    env = os.environ | {"OMP_NUM_THREADS": str(os.cpu_count() or 1), "CLAIMCITE_DATA": str(data(work))}
    while (code := subprocess.run(command, check=False, env=env).returncode) == STOPPED:
        pass
    if code:
        sys.exit("the training failed")


def step_average(work: Path) -> None:
    """Average the weights of the last two stages: the mean has the parse of the later and keeps the names of the earlier (model soups, Wortsman et al. 2022)."""
    import torch

    share = tomllib.loads((HERE / "config.toml").read_text(encoding="utf8"))["averaged"]["again"]
    before, after = (torch.load(work / f"{stage}.pt", weights_only=True, map_location="cpu") for stage in STAGES[1:])
    torch.save({key: torch.lerp(before[key], value, share) if value.is_floating_point() else value for key, value in after.items()}, work / "averaged.pt")


def step_export(stage: str, work: Path) -> None:
    """Write the component's folder, in int8 and in fp32."""
    from export import export

    config = tomllib.loads((HERE / "config.toml").read_text(encoding="utf8"))
    labels = json.loads((work / "labels.json").read_text(encoding="utf8"))
    for kind in ("int8", "fp32"):
        export(work / f"{stage}.pt", config, labels, work / f"{stage}-{kind}", data(work), attribution=stage != "open", quantized=kind == "int8")


def pipeline(component: Path) -> Language:
    """Return a pipeline of the component in a folder and spaCy's rule lemmatizer."""
    nlp = spacy.blank("en")
    nlp.add_pipe(NAME).from_disk(component)
    ruler: Any = nlp.add_pipe("attribute_ruler")  # the lemmatizer takes a present form for a base form: "there are 12" gave "are"
    ruler.add([[{"LOWER": {"IN": BE.split()}, "POS": "VERB"}]], {"LEMMA": "be"})
    lemmatizer: Any = nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    lemmatizer.initialize(list, nlp=nlp)
    exceptions = lemmatizer.lookups.get_table("lemma_exc")
    for pos, lemmas in FORMS.items():
        exceptions[pos] = {form: [lemma] for lemma, forms in lemmas.items() for form in forms.split()}
    return nlp


def step_assemble(stage: str, work: Path) -> None:
    """Write the pipeline that is shipped."""
    nlp = pipeline(work / f"{stage}-int8")
    nlp.meta |= {
        "name": "claimcite", "version": "0.3.0", "license": "CC BY-SA 4.0",
        "description": "Tags, lemmas, Universal Dependencies, names (PER, LOC, ORG) and attributions for English news and encyclopedia text.",
        "sources": [{"name": name, "license": licence} for name, licence in SOURCES if stage != "open" or name != "PolNeAR 1.0"],
    }  # fmt: skip
    nlp.to_disk(TARGET)


def data(work: Path) -> Path:
    """Return the folder of the gold sets, unpacked into ``work`` where they are archives."""
    if not (folder := os.environ.get("CLAIMCITE_DATA")):
        sys.exit("set CLAIMCITE_DATA to the folder that holds the gold sets, as folders or as .tar.xz")
    return unpacked(Path(folder), work / "sets")


def step_check(stage: str, work: Path) -> None:
    """Score both precisions; exit where int8 loses more than ``LOSS`` on any score."""
    rows = {kind: evaluate_sets(pipeline(work / f"{stage}-{kind}"), data(work)).rows for kind in ("int8", "fp32")}
    (work / f"{stage}-check.json").write_text(json.dumps({kind: {row.name: row.whole for row in found} for kind, found in rows.items()}, indent=1))
    worst = 0.0
    for small, row in zip(rows["int8"], rows["fp32"], strict=True):
        lost = (row.whole or 0) - (small.whole or 0)
        held = row.n >= ENOUGH
        worst = max(worst, lost * held)
        print(f"{row.name:40} {-lost:+.4f}{'' if held else f'  ({row.n} items: too few to hold)'}")
    if worst > LOSS:
        sys.exit(f"int8 loses {worst:.4f}: more than {LOSS}")


def step_score(stage: str, work: Path) -> None:
    """Score the shipped pipeline and keep the scores in its ``meta.json``; those of the open stage stand beside them."""
    scores = evaluate_sets(spacy.load(TARGET), data(work))
    print(scores.table())
    path = TARGET / "meta.json"
    meta = json.loads(path.read_text(encoding="utf8"))
    meta["performance"] = {"stage": stage} | {row.name: row.whole for row in scores.rows}
    path.write_text(json.dumps(meta, indent=2) + "\n", encoding="utf8")


def main() -> None:
    """Run the steps that are named, or all of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("steps", nargs="*", metavar="STEP", help="all by default")
    parser.add_argument("--open-only", action="store_true", help="train without PolNeAR: no attributions")
    parser.add_argument("--work", type=Path, default=HERE.parents[1] / "build" / "model", help="folder for checkpoints")
    arguments = parser.parse_args()
    work: Path = arguments.work
    stage = "open" if arguments.open_only else "averaged"
    steps = {name: partial(step_train, name, work) for name in STAGES} | {
        "average": lambda: step_average(work), "export": lambda: step_export(stage, work),
        "assemble": lambda: step_assemble(stage, work), "check": lambda: step_check(stage, work), "score": lambda: step_score(stage, work),
    }  # fmt: skip
    for name in arguments.steps or [name for name in steps if stage != "open" or name not in (*STAGES[1:], "average")]:
        if name not in steps:
            parser.error(f"no step {name!r}; there are {', '.join(steps)}")
        print(f"== {name}", flush=True)
        steps[name]()


if __name__ == "__main__":
    main()
