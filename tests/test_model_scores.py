"""Scores of a pipeline: what counts as right, on gold made for it, and floors on the project's own sentences."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, Span

from claimcite.model.scores import Rows, add_names, evaluate_own, measure_speed, relations, score_attributions, score_parse, trimmed
from claimcite.model.sets import Article, GoldAttribution, GoldSentence, GoldText
from claimcite.parse import Model
from claimcite.report.scores import Scores

ROOT = Path(__file__).parents[1]
FLOORS: dict[str, float] = json.loads((Path(__file__).parent / "floors_model.json").read_text(encoding="utf8"))


@pytest.fixture(scope="module")
def own(model: Model) -> Scores:
    """The shipped pipeline on our own sentences."""
    return evaluate_own(model.nlp, ROOT / "corpus" / "gold" / "sentences.conllu")


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_floor(name: str, own: Scores) -> None:
    assert (own[name].whole or 0.0) >= FLOORS[name]


def test_every_row_has_a_floor(own: Scores) -> None:
    assert {row.name for row in own.rows} == set(FLOORS)


def test_a_pipeline_that_knows_nothing_scores_nothing() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    sentence = GoldSentence(("Go", "home"), (True, False), True, ("go", "home"), ("VERB", "ADV"), ("VB", "RB"), (0, 0), ("ROOT", "advmod"))
    rows: Rows = {}
    score_parse(nlp, [GoldText("x", (sentence,))], "x", rows)
    assert rows["UPOS, x"].score("").accuracy == 0.0
    assert rows["sentences, x"].score("").f1 == 1.0


def test_names_count_by_label_and_by_exact_characters() -> None:
    rows: Rows = {}
    add_names({(0, 4, "LOC"), (9, 12, "PER")}, {(0, 4, "LOC"), (9, 13, "PER")}, "x", rows)
    assert rows["names, x"].score("").f1 == 0.5
    assert rows["names PER, x"].score("").f1 == 0.0


def attributed(doc: Doc) -> Doc:
    """Say that she said it."""
    doc.spans["source"] = [Span(doc, 0, 1, "SOURCE", span_id="a0")]
    doc.spans["cue"] = [Span(doc, 1, 2, "CUE", span_id="a0")]
    doc.spans["content"] = [Span(doc, 2, 4, "CONTENT", span_id="a0")]
    return doc


def test_attributions_are_spans_of_one_id() -> None:
    doc = attributed(spacy.blank("en")("She said it rained."))
    assert relations(doc) == [GoldAttribution(((0, 3),), ((4, 8),), ((9, 18),))]


@pytest.mark.parametrize(("content", "exact", "words"), [(((9, 18),), 1.0, 1.0), (((9, 11),), 0.0, 0.6667)])
def test_contents_are_scored_by_span_and_by_word(content: tuple[tuple[int, int], ...], exact: float, words: float) -> None:
    nlp = spacy.blank("en")
    spacy.Language.component("say_so", func=attributed)
    nlp.add_pipe("say_so")
    rows: Rows = {}
    article = Article("x", "She said it rained.", (GoldAttribution(((0, 3),), ((4, 8),), content),))
    score_attributions(nlp, [article], "x", rows)
    assert rows["content, x"].score("").f1 == exact
    assert rows["words of contents, x"].score("").f1 == words
    assert rows["relations, x"].score("").f1 == exact


def test_white_space_at_an_annotators_edge_is_no_error() -> None:
    assert trimmed(GoldAttribution(((0, 4),), ((3, 4),), ()), "she said") == GoldAttribution(((0, 3),), (), ())


def test_speed_counts_words(model: Model) -> None:
    speed = measure_speed(model.nlp, ["Two people died in Oslo on Monday."] * 3)
    assert speed.words > 0
    assert speed.share is None or speed.share > 0
    assert "words a second" in speed.line()
