"""The shipped pipeline in a plain spaCy user's hands: what it sets, that nothing depends on its neighbours, and hostile texts."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from claimcite.errors import ModelError
from claimcite.model.where import shipped
from claimcite.parse import load_model

TEXTS = (
    "At least 14 people were killed in Idlib on Monday, the Syrian Observatory for Human Rights said.",
    "“We do not know who did it,” said Rami Abdel Rahman, who heads the monitor. “Nobody does.”\n\nHe spoke to AFP in London.",
    "The committee meets on 3 May. Its report, according to Reuters, runs to 1,200 pages.",
    "Yes",
)
#: Hostile texts; what must come out is a Doc, each token with a part of speech, a head in its sentence, and a sentence.
HOSTILE = {
    "nothing": "", "a space": " ", "lines": "\n\n\n", "a letter": "x", "a stop": ".", "emoji": "😀" * 500, "digits": "7 " * 2000, "one word": "a" * 100_000,
    "no space": "word," * 5000, "brackets": "(" * 3000, "marks": "e\u0301" * 2000, "bidi": "\u202e" * 100 + "abc", "nul": "a\x00b " * 50,
    "no sentence ends": "the man and " * 3000, "sentences of a word": "No. " * 2000, "other scripts": "数百人が死亡した。" * 200, "headlines": "UN SAYS NO\n" * 300,
}  # fmt: skip


@pytest.fixture(scope="module")
def nlp() -> Language:
    """The pipeline as spaCy loads it."""
    return spacy.load(shipped())


def facts(doc: Doc) -> list[object]:
    """All that the pipeline sets."""
    tokens = [(t.text, t.pos_, t.tag_, str(t.morph), t.lemma_, t.dep_, t.head.i, t.is_sent_start, t.ent_iob_, t.ent_type_) for t in doc]
    return [*tokens, [(group, s.start, s.end, s.id_) for group in sorted(doc.spans) for s in doc.spans[group]]]


def test_all_is_set(nlp: Language) -> None:
    doc = nlp(TEXTS[0])
    assert all(doc.has_annotation(name) for name in ("SENT_START", "POS", "TAG", "MORPH", "LEMMA", "DEP", "HEAD", "ENT_IOB"))
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Idlib", "LOC"), ("Syrian Observatory for Human Rights", "ORG")]
    assert [token.text for token in doc if token.dep_ == "ROOT"] == ["said"]
    assert {group: [span.text for span in doc.spans[group]] for group in ("source", "cue")} == {
        "source": ["the Syrian Observatory for Human Rights"], "cue": ["said"]}  # fmt: skip
    assert len({span.id_ for group in doc.spans.values() for span in group}) == 1


def test_a_text_gives_the_same_alone_and_among_others(nlp: Language) -> None:
    alone = [facts(nlp(text)) for text in TEXTS]
    among = [facts(doc) for doc in nlp.pipe([*TEXTS[::-1], HOSTILE["one word"]], batch_size=2)]
    assert among[:4] == alone[::-1]
    code = (
        "import sys, json, spacy; from tests.test_model_shipped import facts, TEXTS;"
        "nlp = spacy.load(sys.argv[1]); print(json.dumps([facts(nlp(text)) for text in TEXTS[2:]]))"
    )
    env = {"PYTHONPATH": f"{Path(__file__).parents[1]}:{Path(__file__).parents[1] / 'pipeline'}", "PYTHONHASHSEED": "7", "OMP_NUM_THREADS": "2"}
    done = subprocess.run([sys.executable, "-c", "import claimcite.model.component;" + code, str(shipped())], capture_output=True, text=True, check=True, env=env)
    assert json.loads(done.stdout) == json.loads(json.dumps(alone[2:]))


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_texts_give_a_whole_doc(name: str, nlp: Language) -> None:
    text = HOSTILE[name]
    doc = nlp(text)
    assert doc.text == text
    sentence = {token.i: k for k, sent in enumerate(doc.sents) for token in sent}
    for token in doc:
        assert token.pos_
        assert token.dep_
        assert sentence[token.i] == sentence[token.head.i]
    assert all(sum(token.head.i == token.i for token in sent) == 1 for sent in doc.sents)


def test_a_pipeline_survives_bytes_and_disk(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "copy")
    assert facts(spacy.load(tmp_path / "copy")(TEXTS[1])) == facts(nlp(TEXTS[1]))


@pytest.mark.parametrize(("name", "damage", "said"), [
    ("encoder.onnx", b"", "encoder.onnx has SHA-256"),
    ("labels.json", b"{}", "labels.json has SHA-256"),
    ("vocab.txt", None, "vocab.txt cannot be read"),
    ("digests.json", b"[]", "digests.json must map"),
])  # fmt: skip
def test_a_damaged_model_says_which_file(name: str, damage: bytes | None, said: str, tmp_path: Path) -> None:
    shutil.copytree(shipped(), tmp_path / "model")
    path = tmp_path / "model" / "claimcite_analyzer" / name
    path.unlink() if damage is None else path.write_bytes(damage)
    with pytest.raises(ModelError, match=said):
        load_model(str(tmp_path / "model"))
