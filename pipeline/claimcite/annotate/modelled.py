"""Attributions that the model marks in ``doc.spans``, as tokens; a model without them gives none."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from claimcite.parse import Parse
from claimcite.spans import Span

RELATIVE = frozenset({"who", "which", "whose", "whom"})
CLOSING = (",", ";", ":")


@dataclass(frozen=True, slots=True)
class Modelled:
    """An attribution in tokens; the source is empty where the model found none."""

    cue: tuple[Token, ...]
    source: tuple[Token, ...]
    content: tuple[Token, ...]

    def spans(self, parse: Parse) -> tuple[Span, ...]:
        """Return the stretches of the content."""
        runs: list[list[int]] = []
        for token in self.content:
            if runs and token.i == runs[-1][1]:
                runs[-1][1] += 1
            else:
                runs.append([token.i, token.i + 1])
        return tuple(parse.span(first, last) for first, last in runs)


def modelled(doc: Doc) -> dict[int, Modelled]:
    """Return the model's attributions by the first token of their cue.

    >>> import spacy
    >>> from spacy.tokens import Span
    >>> doc = spacy.blank("en")("She said no.")
    >>> modelled(doc)
    {}
    >>> doc.spans["cue"] = [Span(doc, 1, 2, span_id="a0")]
    >>> doc.spans["content"] = [Span(doc, 2, 3, span_id="a0")]
    >>> modelled(doc)
    {1: Modelled(cue=(said,), source=(), content=(no,))}
    """
    parts: dict[str, dict[str, list[Token]]] = {}
    for role in ("source", "cue", "content"):
        for span in doc.spans.get(role, ()):
            parts.setdefault(span.id_, {"source": [], "cue": [], "content": []})[role].extend(span)
    found = (Modelled(tuple(p["cue"]), tuple(p["source"]), tuple(p["content"])) for p in parts.values() if p["cue"] and p["content"])
    return {one.cue[0].i: one for one in found}


def reach_of(one: Modelled) -> range:
    """Return the tokens of a source up to a relative clause, without the comma that closes it.

    PolNeAR counts both in: "Corrin Lines, which operates five ferries, denied that …".
    """
    first, last = one.source[0].i, one.source[-1].i + 1
    clause = next((t.i for t in one.source if t.i > first + 1 and t.lower_ in RELATIVE and t.nbor(-1).text == ","), last)
    last = min(last, clause)
    while last > first + 1 and one.source[0].doc[last - 1].text in CLOSING:
        last -= 1
    return range(first, last)
