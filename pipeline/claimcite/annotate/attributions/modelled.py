"""Attributions that the model marks in ``doc.spans``, as tokens; a model without them gives none."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token


@dataclass(frozen=True, slots=True)
class Modelled:
    """An attribution in tokens; source and content are empty where the model found none."""

    cue: tuple[Token, ...]
    source: tuple[Token, ...]
    content: tuple[Token, ...]


def modelled(doc: Doc) -> tuple[Modelled, ...]:
    """Return the model's attributions in the order of their cues.

    >>> import spacy
    >>> from spacy.tokens import Span
    >>> doc = spacy.blank("en")("She said no.")
    >>> modelled(doc)
    ()
    >>> doc.spans["cue"] = [Span(doc, 1, 2, span_id="a0")]
    >>> doc.spans["content"] = [Span(doc, 2, 3, span_id="a0")]
    >>> modelled(doc)
    (Modelled(cue=(said,), source=(), content=(no,)),)
    """
    parts: dict[str, dict[str, list[int]]] = {}
    for role in ("source", "cue", "content"):
        for span in doc.spans.get(role, ()):
            parts.setdefault(span.id_, {"source": [], "cue": [], "content": []})[role].extend(range(span.start, span.end))
    found = (Modelled(*(tuple(doc[i] for i in sorted(p[role])) for role in ("cue", "source", "content"))) for p in parts.values() if p["cue"])
    return tuple(sorted(found, key=lambda one: one.cue[0].i))
