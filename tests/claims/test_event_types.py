"""Event types: the lexicon first, and the model's reading of the context where the lexicon is silent."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Span

from claimcite.annotate import annotate
from claimcite.claims import find_claims
from claimcite.lexicon import Lexicon
from claimcite.parse import Parse


def types(parse: Parse, lexicon: Lexicon) -> dict[str, str | None]:
    """The event type of each predicate of a text."""
    found = annotate(parse, lexicon, document_date=None, aggregate=False)
    return {c.predicate.text: c.predicate.event_type for c in find_claims(parse, found, lexicon, document="d", aggregate=False)[0]}


def mark(parse: Parse, word: str, label: str, chance: str) -> None:
    """Let the model have read a word so, and no other."""
    place = next(token.i for token in parse.doc if token.text == word)
    parse.doc.spans["event"] = [Span(parse.doc, place, place + 1, label, kb_id=chance)]


@pytest.mark.parametrize(("label", "chance", "wanted"), [("detain", "90", "detain"), ("detain", "31", None), ("PERSON", "90", None), ("detain", "", None)])
def test_a_word_that_no_list_has_is_typed_by_its_context(label: str, chance: str, wanted: str | None, parsed: Callable[..., Parse], lexicon: Lexicon) -> None:
    parse = parsed("The clerk was led through the gate at noon on Tuesday.")
    parse.doc.spans["event"] = []
    assert types(parse, lexicon) == {"led": None}
    mark(parse, "led", label, chance)
    assert types(parse, lexicon) == {"led": wanted}


def test_the_lexicon_goes_before_the_model(parsed: Callable[..., Parse], lexicon: Lexicon) -> None:
    parse = parsed("The army shelled the harbour of Oru on Tuesday.")
    mark(parse, "shelled", "accident", "99")
    assert types(parse, lexicon) == {"shelled": "assault"}
