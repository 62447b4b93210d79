"""Attributions that the model marks: taken over where the rules find none, and with its edges where both do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc, Span

from claimcite.annotate.attributions import find_attributions
from claimcite.annotate.entities import find_entities
from claimcite.annotate.modelled import modelled, reach_of
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


def said(parse: Parse, lexicon: Lexicon) -> list[tuple[str | None, str, list[str]]]:
    """Source, cue and content of each attribution."""
    entities, names = find_entities(parse)
    found = [s.attribution for s in find_attributions(parse, entities, names, (), lexicon, aggregate=False)]
    return [(a.source and a.source.text, a.cue.text, [span.of(parse.text) for span in a.content]) for a in found]


def test_a_cue_that_no_rule_knows(parsed: Callable[..., Parse], lexicon: Lexicon) -> None:
    parse = parsed("Haddad mused to friends that peace had come to Selm.")
    mark(parse.doc)
    assert said(parse, lexicon) == []
    mark(parse.doc, source="Haddad", cue="mused", content="that peace had come to Selm")
    assert said(parse, lexicon) == [("Haddad", "mused", ["that peace had come to Selm"])]


def test_a_source_without_a_noun(parsed: Callable[..., Parse], lexicon: Lexicon) -> None:
    parse = parsed("Many mused that peace had come to Selm.")
    mark(parse.doc, source="Many", cue="mused", content="that peace had come to Selm")
    assert said(parse, lexicon) == [("Many", "mused", ["that peace had come to Selm"])]


def test_an_act_without_a_saying(parsed: Callable[..., Parse], lexicon: Lexicon) -> None:
    parse = parsed("The house impeached the governor.")
    mark(parse.doc, source="The house", cue="impeached", content="the governor")
    assert said(parse, lexicon) == []


def test_the_edges_of_the_model_where_a_rule_finds_the_same(parsed: Callable[..., Parse], lexicon: Lexicon) -> None:
    parse = parsed("The governor said that the bridge was closed on Monday.")
    mark(parse.doc, source="The governor", cue="said", content="that the bridge was closed")
    assert said(parse, lexicon) == [("The governor", "said", ["that the bridge was closed"])]


@pytest.mark.parametrize(("text", "source", "kept"), [
    ("Corrin Lines, which owns it, denied that.", "Corrin Lines, which owns it,", "Corrin Lines"),
    ("Stefan Arlo, the governor, denied that.", "Stefan Arlo, the governor,", "Stefan Arlo, the governor"),
    ("Who knows denied that.", "Who knows", "Who knows"),
])  # fmt: skip
def test_a_source_is_the_phrase_with_apposition(text: str, source: str, kept: str, parsed: Callable[..., Parse]) -> None:
    doc = parsed(text).doc
    mark(doc, source=source, cue="denied", content="that")
    (one,) = modelled(doc).values()
    reach = reach_of(one)
    assert doc[reach.start : reach.stop].text == kept


def test_parts_without_a_cue_or_content_give_nothing(parsed: Callable[..., Parse]) -> None:
    doc = parsed("Haddad said no.").doc
    mark(doc, source="Haddad", content="no")
    assert modelled(doc) == {}
    doc.spans["cue"] = [Span(doc, 1, 2, span_id="a9")]
    assert modelled(doc) == {}
