"""Quotations: what stands between quotation marks."""

from __future__ import annotations

from claimcite.parse import Parse
from claimcite.spans import Span, SpanIndex


def quoted(parse: Parse) -> SpanIndex[Span]:
    """Return the quotations of a text: what stands between quotation marks, within one block.

    A quotation that is not closed runs to the end of its block, since one that goes on opens the next paragraph again.
    """
    found: list[Span] = []
    for block in parse.blocks:
        text = block.span.of(parse.text)
        start = None
        for i, char in enumerate(text):
            if char in "“„«" or (char == '"' and start is None):
                start = i + 1 if start is None else start
            elif char in '”»"' and start is not None:
                if i > start:
                    found.append(Span(start, i).shifted(block.span.start))
                start = None
        if start is not None and start < len(text):
            found.append(Span(start, len(text)).shifted(block.span.start))
    return SpanIndex(found, lambda s: s)
