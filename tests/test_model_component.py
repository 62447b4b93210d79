"""The component of the pipeline, with a scorer that knows a few words instead of the encoder."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from claimcite.errors import ModelError
from claimcite.model import files
from claimcite.model.attribution import Attribution, attributions
from claimcite.model.component import Analyzer
from claimcite.model.features import features
from claimcite.model.files import Bundle, Labels
from claimcite.model.wordpieces import NEWLINE, WordPieces
from claimcite.model.writing import certainty_of

#: word: UPOS, Penn tag, relation, tag of names, tag of roles; a word that is not here is a NOUN
WORDS = {
    "Rami": ("PROPN", "NNP", "nsubj", "B-PER", "B-SOURCE"),
    "Khan": ("PROPN", "NNP", "flat", "I-PER", "I-SOURCE"),
    "said": ("VERB", "VBD", "ccomp", "O", "B-CUE"),
    "fled": ("VERB", "VBD", "ccomp", "O", "B-CONTENT"),
    "Aleppo": ("PROPN", "NNP", "obl", "B-LOC", "O"),
    "they": ("PRON", "PRP", "nsubj", "O", "B-CONTENT"),
    ".": ("PUNCT", ".", "punct", "O", "O"),
}
OTHER = ("NOUN", "NN", "obl", "O", "O")
PIECES = ["[PAD]", *(word.lower() for word in WORDS), "\n", *(f"w{i}" for i in range(10))]


def distinct(column: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row[column] for row in (OTHER, *WORDS.values())))


def labels(**changes: Any) -> Labels:
    names, roles = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC"), ("O", "B-SOURCE", "I-SOURCE", "B-CUE", "I-CUE", "B-CONTENT", "I-CONTENT")
    given = {"upos": distinct(0), "xpos": distinct(1), "deps": ("ROOT", *distinct(2)), "window": 24, "longest": 40}
    for layer, tags in (("names", names), ("roles", roles)):
        n = len(tags)
        given |= {layer: tags, f"{layer}_transitions": [[0.0] * n] * n, f"{layer}_start": [0.0] * n, f"{layer}_end": [0.0] * n}
    return Labels(**(given | changes))


class Fake:
    """Scores by word: a sentence starts after a full stop, its first verb, else its first word, is the head of all."""

    def __init__(self, given: Labels, seed: int | None = None) -> None:
        self.labels, self.seen, self.gaps, self.seed = given, [], [], seed

    def __call__(self, given: np.ndarray, places: np.ndarray) -> dict[str, np.ndarray]:
        known = {PIECES.index(word.lower()): (word, row) for word, row in WORDS.items()}
        words, rows = zip(*(known.get(int(piece), ("", OTHER)) for piece in given[0, places]), strict=True)
        n = len(words)
        self.seen.append(given[0].tolist())
        self.gaps.append((given[2, places] - 1).tolist())
        starts = np.array([-5.0 if not i or words[i - 1] != "." else 5.0 for i in range(n)])
        bounds = [0, *np.flatnonzero(starts > 0).tolist(), n]
        arcs, cues = np.zeros((n, n + 1)), np.zeros((n, n))
        for first, last in pairwise(bounds):
            root = next((i for i in range(first, last) if rows[i][0] == "VERB"), first)
            arcs[first:last, root + 1] = 5
            arcs[root, 0] = 9
            cues[first:last, [i for i in range(first, last) if words[i] == "said"]] = 5
        if self.seed is not None:
            arcs = np.random.default_rng(self.seed).normal(size=(n, n + 1))
        out = {"starts": starts, "arcs": arcs, "cues": cues, "right": np.ones((n + 1, 1)), "left": self.hot("deps", rows, 2)[:, :, None]}
        out |= {layer: self.hot(layer, rows, k) for layer, k in (("upos", 0), ("xpos", 1), ("names", 3))}
        out |= {"roles": self.hot("roles", rows, 4)} if self.labels.roles else {}
        return {name: value.astype(np.float32) for name, value in out.items()}

    def hot(self, layer: str, rows: tuple[Any, ...], column: int) -> np.ndarray:
        """One where a word has a label."""
        found = getattr(self.labels, layer)
        return np.array([[float(row[column] == label) for label in found] for row in rows])


@pytest.fixture
def nlp() -> Language:
    return spacy.blank("en")


def analyzer(nlp: Language, seed: int | None = None, **changes: Any) -> tuple[Analyzer, Fake]:
    given = labels(**changes)
    fake = Fake(given, seed)
    return Analyzer(nlp.vocab, bundle=Bundle.of(given, WordPieces(PIECES), fake)), fake


def sound(doc: Doc) -> Doc:
    """Check what must hold for every Doc."""
    assert doc.has_annotation("DEP")
    assert doc.has_annotation("TAG")
    assert [token for sent in doc.sents for token in sent] == list(doc)
    for sent in doc.sents:
        assert [token.i for token in sent if token.head == token] == [sent.root.i]
        assert all(token.head in sent for token in sent)
        assert {token.i for token in sent.root.subtree} == {token.i for token in sent}
    for token in doc:
        assert (token.dep_ == "ROOT") == (token.head == token)
        assert token.is_space == (token.pos_ == "SPACE") == (token.tag_ == "_SP")
        assert not token.is_space or token.dep_ == ("dep" if token.head != token else "ROOT")
    assert not any(span[0].is_space or span[-1].is_space for span in [*doc.ents, *(span for group in doc.spans.values() for span in group)])
    return doc


def test_every_annotation(nlp: Language) -> None:
    doc = sound(analyzer(nlp)[0](nlp.make_doc("Rami Khan said they fled Aleppo. they fled.")))
    assert [sent.text for sent in doc.sents] == ["Rami Khan said they fled Aleppo.", "they fled."]
    assert [token.head.text for token in doc][:7] == ["said"] * 7
    assert [(token.dep_, token.pos_, token.tag_) for token in doc[:3]] == [("nsubj", "PROPN", "NNP"), ("flat", "PROPN", "NNP"), ("ROOT", "VERB", "VBD")]
    assert [str(token.morph) for token in doc[1:4]] == ["Number=Sing", "Tense=Past|VerbForm=Fin", "PronType=Prs"]
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Rami Khan", "PER"), ("Aleppo", "LOC")]
    assert [token.text for token in doc[2].children] == ["Rami", "Khan", "they", "fled", "Aleppo", "."]
    assert (doc[2].left_edge.i, doc[2].right_edge.i) == (0, 6)
    found = {group: [(span.text, span.label_, span.id_) for span in doc.spans[group]] for group in doc.spans}
    assert found["source"] == [("Rami Khan", "SOURCE", "a0")]
    assert found["cue"] == [("said", "CUE", "a0")]
    assert found["content"][:2] == [("they", "CONTENT", "a0"), ("fled", "CONTENT", "a0")]


@pytest.mark.parametrize("text", ["", " ", "\n \t\n", "x", ".", "😀😀 😀 👩‍👩‍👧", "1 2 3 4 5", "9" * 50, "x" * 100_000, "\u0301 \u200b \x00", "a\n\n\nb", ". . . . ."])
def test_odd_texts(nlp: Language, text: str) -> None:
    doc = sound(analyzer(nlp)[0](nlp.make_doc(text)))
    assert set(doc.spans) == {"source", "cue", "content"}
    assert doc.text == text


def test_white_space_hangs_on_the_word_before(nlp: Language) -> None:
    doc = sound(analyzer(nlp)[0](nlp.make_doc("  they  fled .\n\n Aleppo \n Aleppo . ")))
    assert [(token.text, token.head.text) for token in doc if token.is_space] == [("  ", "they"), (" ", "they"), ("\n\n ", "."), ("\n ", "Aleppo")]
    assert [sent.text for sent in doc.sents] == ["  they  fled .\n\n ", "Aleppo \n Aleppo ."]
    assert [ent.text for ent in doc.ents] == ["Aleppo", "Aleppo"]


def test_preset_sentence_starts(nlp: Language) -> None:
    words = ["they", "fled", ".", "they", "fled", "\n", "x", "x", " "]
    presets = [None, True, None, False, None, True, None, True, True]
    doc = sound(analyzer(nlp)[0](Doc(nlp.vocab, words, [False] * 9, sent_starts=presets)))
    assert [token.i for token in doc if token.is_sent_start] == [0, 1, 5, 7]
    assert doc[5].head == doc[6]


def test_gaps_that_the_encoder_sees(nlp: Language) -> None:
    component, fake = analyzer(nlp)
    component(Doc(nlp.vocab, ["x", "x", "x", "\n", "x", " ", "x", "x"], [False, True, False, False, False, False, False, False], sent_starts=[None] * 7 + [True]))
    assert fake.gaps == [[NEWLINE, 0, 1, NEWLINE, 1, NEWLINE]]


def test_windows_see_each_sentence_whole(nlp: Language) -> None:
    component, fake = analyzer(nlp)
    words = [w for n in (3, 9, 20, 5, 30, 1, 2, 12, 38, 4) for w in [f"w{k % 10}" for k in range(n)] + ["."]]
    doc = sound(component(Doc(nlp.vocab, words)))
    ids = [PIECES.index(word) for word in words]
    for sent in doc.sents:
        here = ids[sent.start : sent.end]
        assert any(here == seen[k : k + len(here)] for seen in fake.seen for k in range(len(seen))), sent.text
    assert [len(sent) - 1 for sent in doc.sents] == [3, 9, 20, 5, 30, 1, 2, 12, 38, 4]
    assert all(len(seen) <= 42 for seen in fake.seen)


def test_a_sentence_without_end_is_cut(nlp: Language) -> None:
    component, fake = analyzer(nlp)
    doc = sound(component(Doc(nlp.vocab, ["x"] * 100)))
    assert [sent.start for sent in doc.sents] == [0, 40, 80]
    assert [len(seen) - 2 for seen in fake.seen] == [24, 40, 24, 40, 20]


def test_a_window_ends_where_a_block_starts(nlp: Language) -> None:
    component, fake = analyzer(nlp)
    component(Doc(nlp.vocab, ["x"] * 60, sent_starts=[k in (5, 20, 31, 45) or None for k in range(60)]))
    assert [len(seen) - 2 for seen in fake.seen] == [20, 24, 14, 15]  # 5 and 31 stand in the first half of their windows


def test_a_second_word_that_always_starts_a_sentence_does_not_have_it_all_read_again(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    component, fake = analyzer(nlp)
    plain = Fake.__call__
    monkeypatch.setattr(Fake, "__call__", lambda self, *given: plain(self, *given) | {"starts": np.eye(1, len(given[1]), 1, dtype=np.float32)[0]})
    sound(component(Doc(nlp.vocab, ["x"] * 400)))
    assert sum(len(seen) - 2 for seen in fake.seen) < 2 * 400


@pytest.mark.parametrize("seed", range(4))
def test_trees_with_many_crossing_arcs_keep_their_sentences(nlp: Language, seed: int) -> None:
    component, _ = analyzer(nlp, seed, window=192, longest=448)
    words = (["x"] * 440 + ["."] + ["x"] * 5 + ["."]) * 2
    doc = sound(component(Doc(nlp.vocab, words)))
    assert [sent.start for sent in doc.sents] == [0, 441, 447, 888]


def test_round_trips(nlp: Language) -> None:
    component, _ = analyzer(nlp)
    docs = [component(nlp.make_doc(text)) for text in ("Rami Khan said they fled.\n\n", "Aleppo . Khan said they fled .", "")]
    joined = Doc.from_docs(docs, ensure_whitespace=False)
    assert joined is not None
    assert [sent.text for sent in joined.sents] == [sent.text for doc in docs for sent in doc.sents]
    assert certainty_of(joined) == b"".join(certainty_of(doc) or b"" for doc in docs)
    again = next(DocBin(docs=docs[:1], store_user_data=True).get_docs(nlp.vocab))
    assert [(span.text, span.id_) for span in again.spans["cue"]] == [("said", "a0")]
    assert certainty_of(again) == certainty_of(docs[0])


def test_how_sure_the_heads_are(nlp: Language) -> None:
    component, _ = analyzer(nlp)
    found = certainty_of(component(nlp.make_doc("they  fled .\n\n Aleppo")))
    assert found is not None
    sure = np.exp(5.0) / (np.exp(5.0) + 2)  # they: the verb, for the best; the root and two others have 0
    assert [round(255 * value) for value in (sure, 1, sure)] == [found[0], found[1], found[3]]
    assert found[-1] == 255  # alone in its sentence
    assert certainty_of(Doc.from_docs([component(nlp.make_doc("they fled")), nlp.make_doc("they")])) is None  # of one part nothing is known


def test_a_text_is_read_alike_after_any_other(nlp: Language) -> None:
    component, _ = analyzer(nlp)
    text = "Rami Khan said they fled Aleppo . " * 20
    alone = component(nlp.make_doc(text)).to_bytes()
    assert [doc.to_bytes() for doc in component.pipe(nlp.pipe(["x " * 99, text]), batch_size=7)][1] == alone


def test_docs_of_another_vocabulary_and_memory_zones(nlp: Language) -> None:
    component, _ = analyzer(nlp)
    other = spacy.blank("en")
    assert [ent.label_ for ent in sound(component(other.make_doc("they fled Aleppo."))).ents] == ["LOC"]
    with nlp.memory_zone():
        assert component(nlp.make_doc("they fled Aleppo."))[1].dep_ == "ROOT"
    assert component(nlp.make_doc("they fled Aleppo."))[1].tag_ == "VBD"


def test_without_roles_there_are_no_groups(nlp: Language) -> None:
    component, _ = analyzer(nlp, roles=(), roles_transitions=[], roles_start=[], roles_end=[])
    assert not sound(component(nlp.make_doc("Rami Khan said they fled."))).spans


def test_given_entities_are_replaced(nlp: Language) -> None:
    doc = Doc(nlp.vocab, ["they", "fled", "Aleppo"], ents=["B-ORG", "O", "B-ORG"])
    assert [(ent.text, ent.label_) for ent in analyzer(nlp)[0](doc).ents] == [("Aleppo", "LOC")]


def test_sources_and_cues_in_parts() -> None:
    cues = np.zeros((8, 8))
    cues[[0, 1], 2], cues[2, 2], cues[4, 2], cues[5, 5], cues[6, 5], cues[7, 5] = [4, 3], 9, 9, 9, 2, 9
    cues[1, 5] = 2
    spans = [(0, 1, "SOURCE"), (1, 2, "SOURCE"), (2, 3, "CUE"), (3, 4, "CONTENT"), (4, 5, "CUE"), (5, 6, "CUE"), (6, 7, "CONTENT"), (7, 8, "CONTENT")]
    assert attributions(spans, cues) == [
        Attribution(((2, 3), (4, 5)), (0, 1), ((3, 4),)),
        Attribution(((5, 6),), (1, 2), ((6, 7), (7, 8))),
    ]
    assert attributions([(0, 1, "SOURCE"), *spans[:1], (2, 3, "CUE")], cues)[0].source == (0, 1)
    assert attributions([(0, 1, "SOURCE"), (3, 4, "CONTENT")], cues) == []


@pytest.mark.parametrize(("word", "tag", "upos", "base"), [
    ("dog", "NN", "NOUN", True), ("dogs", "NNS", "NOUN", False), ("go", "VB", "VERB", True), ("go", "VBP", "VERB", True), ("goes", "VBZ", "VERB", False),
    ("went", "VBD", "VERB", False), ("gone", "VBN", "VERB", False), ("going", "VBG", "VERB", False), ("big", "JJ", "ADJ", True),
    ("bigger", "JJR", "ADJ", False), ("wounded", "VBN", "ADJ", True), ("n't", "RB", "PART", False), ("are", "VBP", "AUX", False),
])  # fmt: skip
def test_base_forms_for_the_lemmatizer(nlp: Language, word: str, tag: str, upos: str, base: bool) -> None:  # noqa: FBT001
    doc = Doc(nlp.vocab, [word], tags=[tag], pos=[upos], morphs=[features(tag, upos)])
    assert EnglishLemmatizer(nlp.vocab, None, mode="rule").is_base_form(doc[0]) == base


def test_importing_the_component_is_light_and_registers_it() -> None:
    code = "import sys, claimcite.model.component, spacy; print(spacy.blank('en').has_factory('claimcite_analyzer'), 'onnxruntime' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": str(Path(files.__file__).parents[2])})
    assert done.stdout.split() == ["True", "False"]


def test_nothing_works_before_a_model_is_loaded(nlp: Language) -> None:
    component = nlp.add_pipe("claimcite_analyzer")
    for attempt in (lambda: nlp("x"), nlp.to_bytes, lambda: component.from_bytes(b"\xc1")):
        with pytest.raises(ModelError, match="claimcite_analyzer"):
            attempt()


@pytest.mark.parametrize(("change", "message"), [
    ({"window": 500}, "window"), ({"longest": 600}, "longest"), ({"deps": ("obl",)}, "ROOT"), ({"names": ("O",)}, "names"),
    ({"roles": ("O", "B-WHO"), "roles_transitions": [[0, 0], [0, 0]], "roles_start": [0, 0], "roles_end": [0, 0]}, "WHO"),
    ({"names": ("O", "X"), "names_transitions": [[0, 0], [0, 0]], "names_start": [0, 0], "names_end": [0, 0]}, "BIO"),
    ({"upos": ("THING",)}, "THING"),
])  # fmt: skip
def test_labels_that_contradict_themselves(nlp: Language, change: dict[str, Any], message: str) -> None:
    with pytest.raises(ModelError, match=message):
        analyzer(nlp, **change)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / files.ENCODER).write_bytes(b"no graph")
    (tmp_path / files.VOCABULARY).write_text("\n".join(PIECES), encoding="utf8")
    given = labels(roles=(), roles_transitions=[], roles_start=[], roles_end=[])
    (tmp_path / files.LABELS).write_text(json.dumps({name: getattr(given, name) for name in given.__struct_fields__}), encoding="utf8")
    files.write_digests(tmp_path)
    return tmp_path


def test_each_file_is_checked(folder: Path) -> None:
    for name in files.FILES:
        kept = (folder / name).read_bytes()
        (folder / name).write_bytes(kept + b" ")
        with pytest.raises(ModelError, match=f"{name} has SHA-256"):
            files.load(folder)
        (folder / name).unlink()
        with pytest.raises(ModelError, match=f"{name} cannot be read: No such file"):
            files.load(folder)
        (folder / name).write_bytes(kept)
    (folder / files.DIGESTS).write_text("{}")
    with pytest.raises(ModelError, match="does not name"):
        files.load(folder)
    (folder / files.DIGESTS).write_text("[1]")
    with pytest.raises(ModelError, match="digests"):
        files.load(folder)
    with pytest.raises(ModelError, match="missing"):
        files.load({})


def test_weights_in_other_files_are_refused(folder: Path) -> None:
    (folder / files.ENCODER).write_bytes(b"x" * (files.CHUNK - 5) + b"\n\x08location\x12\x03a.b")
    files.write_digests(folder)
    with pytest.raises(ModelError, match="weights in other files"):
        files.load(folder)


def test_a_file_that_is_no_graph(folder: Path) -> None:
    pytest.importorskip("onnxruntime")
    with pytest.raises(ModelError, match="cannot be loaded by onnxruntime"):
        files.load(folder)


def graph(given: Labels) -> bytes:
    """An encoder that has no opinion, with all outputs but those of attribution."""
    onnx = pytest.importorskip("onnx")
    helper, kind = onnx.helper, onnx.TensorProto
    node, constant = helper.make_node, lambda name, value: onnx.numpy_helper.from_array(np.array(value), name)
    sizes = {"upos": len(given.upos), "xpos": len(given.xpos), "names": len(given.names)}
    shapes = {"starts": ["n"], "arcs": ["n", "m"], "left": ["n", len(given.deps), 2], "right": ["m", 2]} | {name: ["n", size] for name, size in sizes.items()}
    nodes = [node("Cast", ["places"], ["starts"], to=kind.FLOAT), node("Unsqueeze", ["starts", "one"], ["x"]), node("Transpose", ["x"], ["across"]),
             node("MatMul", ["x", "across"], ["pairs"]), node("Concat", ["x", "pairs"], ["arcs"], axis=1), node("Unsqueeze", ["x", "one"], ["deep"]),
             node("Mul", ["deep", "w left"], ["left"]), node("MatMul", ["x", "w right"], ["down"]), node("Concat", ["zero", "down"], ["right"], axis=0),
             *(node("MatMul", ["x", f"w {name}"], [name]) for name in sizes)]  # fmt: skip
    weights = [constant("one", [1]), constant("zero", np.zeros((1, 2), np.float32)), constant("w right", np.ones((1, 2), np.float32)),
               constant("w left", np.ones((1, len(given.deps), 2), np.float32)), *(constant(f"w {k}", np.zeros((1, n), np.float32)) for k, n in sizes.items())]  # fmt: skip
    inputs = [helper.make_tensor_value_info("features", kind.INT64, [3, "p"]), helper.make_tensor_value_info("places", kind.INT64, ["n"])]
    outputs = [helper.make_tensor_value_info(name, kind.FLOAT, shape) for name, shape in shapes.items()]
    made = helper.make_model(helper.make_graph(nodes, "g", inputs, outputs, weights), opset_imports=[helper.make_opsetid("", 17)])
    made.ir_version = 8
    return bytes(made.SerializeToString())


def test_a_model_goes_through_files_and_bytes(folder: Path, nlp: Language, tmp_path: Path) -> None:
    given = labels(roles=(), roles_transitions=[], roles_start=[], roles_end=[])
    (folder / files.ENCODER).write_bytes(graph(given))
    files.write_digests(folder)
    nlp.add_pipe("claimcite_analyzer").from_disk(folder)
    doc = sound(nlp("they fled ."))
    nlp.to_disk(tmp_path / "saved")
    again = spacy.load(tmp_path / "saved")
    assert again("they fled .").to_bytes() == doc.to_bytes()
    copy = spacy.blank("en")
    copy.add_pipe("claimcite_analyzer")
    copy.from_bytes(again.to_bytes())
    copy.to_disk(tmp_path / "third")
    assert spacy.load(tmp_path / "third")("they fled .").to_bytes() == doc.to_bytes()
    (folder / files.LABELS).write_text((folder / files.LABELS).read_text().replace('"flat"', '"flat", "more"'))
    files.write_digests(folder)
    with pytest.raises(ModelError, match="left"):
        files.load(folder)
