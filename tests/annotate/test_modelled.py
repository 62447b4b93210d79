"""Attributions that the model marks: completed by the parse, and reported beside those that the rules find."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc, Span

from claimcite.annotate.attributions import Said, find_attributions
from claimcite.annotate.attributions.modelled import modelled
from claimcite.annotate.attributions.phrases import without_relative
from claimcite.annotate.entities import find_entities
from claimcite.lexicon import Lexicon
from claimcite.parse import Parse


def mark(doc: Doc, **texts: str) -> None:
    """Mark stretches of a Doc as one attribution."""
    for group in ("source", "cue", "content"):
        doc.spans[group] = []
    for group, text in texts.items():
        start = doc.text.index(text)
        span = doc.char_span(start, start + len(text), group.upper(), span_id="a0")
        assert span is not None
        doc.spans[group] = [span]


def found(parse: Parse, lexicon: Lexicon, *, aggregate: bool = False) -> tuple[Said, ...]:
    """The attributions of a text."""
    entities, names = find_entities(parse, lexicon.names)
    return find_attributions(parse, entities, names, (), lexicon, aggregate=aggregate)


def said(parse: Parse, lexicon: Lexicon) -> list[tuple[str | None, str, list[str]]]:
    """Source, cue and content of each attribution."""
    return [(a.source and a.source.text, a.cue.text, [span.of(parse.text) for span in a.content]) for a in (s.attribution for s in found(parse, lexicon))]


def test_a_cue_that_no_rule_knows(parsed: Callable[..., Parse], lexicon: Lexicon) -> None:
    parse = parsed("Haddad mused to friends that peace had come to Selm.")
    mark(parse.doc)
    assert said(parse, lexicon) == []
    mark(parse.doc, source="Haddad", cue="mused", content="that peace had come to Selm")
    assert said(parse, lexicon) == [("Haddad", "mused", ["that peace had come to Selm"])]
    assert [(s.silent, s.stance) for s in found(parse, lexicon)] == [(False, False)]


def test_a_source_without_a_noun(parsed: Callable[..., Parse], lexicon: Lexicon) -> None:
    parse = parsed("Many mused that peace had come to Selm.")
    mark(parse.doc, source="Many", cue="mused", content="that peace had come to Selm")
    assert said(parse, lexicon) == [("Many", "mused", ["that peace had come to Selm"])]


@pytest.mark.parametrize(("text", "cue", "content"), [
    ("The house impeached the governor.", "impeached", "the governor"),
    ("The governor refused to leave the harbour.", "refused", "to leave the harbour"),
])  # fmt: skip
def test_what_nobody_says_is_a_mention_that_attributes_nothing(text: str, cue: str, content: str, parsed: Callable[..., Parse], lexicon: Lexicon) -> None:
    parse = parsed(text)
    mark(parse.doc, source=text.partition(f" {cue}")[0], cue=cue, content=content)
    (one,) = found(parse, lexicon)
    assert one.stance
    assert not one.silent
    assert not one.covers(one.attribution.content[0].start)


def test_the_source_that_two_cues_share(parsed: Callable[..., Parse], lexicon: Lexicon) -> None:
    parse = parsed("The governor hinted at a deal and implied that the bridge would open.")
    mark(parse.doc, cue="implied", content="that the bridge would open")
    assert said(parse, lexicon) == [("The governor", "implied", ["that the bridge would open"])]


def test_the_content_that_the_model_leaves_out(parsed: Callable[..., Parse], lexicon: Lexicon) -> None:
    parse = parsed("The governor said that the bridge was closed.")
    mark(parse.doc, source="The governor", cue="said")
    assert said(parse, lexicon) == [("The governor", "said", ["that the bridge was closed"])]


def test_the_edges_of_the_model_where_a_rule_finds_the_same(parsed: Callable[..., Parse], lexicon: Lexicon) -> None:
    parse = parsed("The governor said that the bridge was closed on Monday.")
    mark(parse.doc, source="The governor", cue="said", content="that the bridge was closed")
    assert said(parse, lexicon) == [("The governor", "said", ["that the bridge was closed"])]


def test_two_cues_that_the_model_takes_for_one(parsed: Callable[..., Parse], lexicon: Lexicon) -> None:
    parse = parsed("Two boats sank, the coast guard said, according to the agency Orupress.")
    mark(parse.doc, source="the coast guard", content="Two boats sank")
    parse.doc.spans["cue"] = [Span(parse.doc, *at, "CUE", span_id="a0") for at in ((7, 8), (9, 11))]
    assert [(source, cue) for source, cue, _ in said(parse, lexicon)] == [("the coast guard", "said"), ("the agency Orupress", "according to")]


def test_a_quotation_over_sentences_is_carried_but_not_in_a_mash_up(parsed: Callable[..., Parse], lexicon: Lexicon) -> None:
    parse = parsed("“The dam is full. Nobody listens to us,” said Ann Roe.")
    mark(parse.doc, source="Ann Roe", cue="said", content='"The dam is full. Nobody listens to us,"')
    records = [(s.attribution.content[0].of(parse.text), s.attribution.carried) for s in found(parse, lexicon)]
    assert records == [("“The dam is full.", True), ("Nobody listens to us,”", False)]
    assert [s.attribution.carried for s in found(parse, lexicon, aggregate=True)] == [False]


@pytest.mark.parametrize(("text", "source", "kept"), [
    ("Corrin Lines, which owns it, denied that.", "Corrin Lines, which owns it,", "Corrin Lines"),
    ("Stefan Arlo, the governor, denied that.", "Stefan Arlo, the governor,", "Stefan Arlo, the governor"),
    ("Who knows denied that.", "Who knows", "Who knows"),
])  # fmt: skip
def test_a_source_is_the_phrase_with_apposition(text: str, source: str, kept: str, parsed: Callable[..., Parse]) -> None:
    doc = parsed(text).doc
    mark(doc, source=source, cue="denied", content="that")
    (one,) = modelled(doc)
    tokens = without_relative(one.source)
    assert doc[tokens[0].i : tokens[-1].i + 1].text == kept
    assert without_relative(()) == ()


def test_parts_without_a_cue_give_nothing(parsed: Callable[..., Parse], lexicon: Lexicon) -> None:
    parse = parsed("Haddad left no note.")
    mark(parse.doc, source="Haddad", content="no note")
    assert modelled(parse.doc) == ()
    parse.doc.spans["cue"] = [Span(parse.doc, 3, 4, span_id="a9")]
    assert said(parse, lexicon) == []
