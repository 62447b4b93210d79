"""Quotations: what stands between quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claimcite.parse import Parse
from claimcite.spans import Span, SpanIndex

DOUBLE = re.compile('[“„«”»"]')
OPENING, CLOSING = "“„«", "”»"
#: A single mark opens before a word and behind none, "'The dam", not "James' dam"; it closes behind one and before none. The mark comes
#: first in the pattern, so that the search passes over all other characters at once.
SINGLE = re.compile(r"""[‘'’](?:(?<=(?<![\w'’])[‘'])(?=[\w"“\[(…$£€])(?P<open>)|(?<=(?<=[\w.,;!?…"”\])])['’])(?![\w'’])(?P<close>))""")


@dataclass(frozen=True, slots=True)
class Quotes:
    """The quotations of a text, without their marks, and those that stand in another one."""

    outer: SpanIndex[Span]
    inner: SpanIndex[Span]


def quoted(parse: Parse) -> Quotes:
    """Return the quotations of a text: what stands between quotation marks, within one block.

    A quotation that is not closed runs to the end of its block, since one that goes on opens the next paragraph again; one in
    single marks has to be closed, for it may be an apostrophe.
    """
    outer, inner = list[Span](), list[Span]()
    for block in parse.blocks:
        found = in_marks(block.span.of(parse.text))
        for spans, kept in zip(found, (outer, inner), strict=True):
            kept.extend(span.shifted(block.span.start) for span in spans)
    return Quotes(SpanIndex(outer, lambda s: s), SpanIndex(inner, lambda s: s))


def in_marks(text: str) -> tuple[list[Span], list[Span]]:
    """Return the outermost quotations of a stretch of text, and those that stand in them.

    >>> text = "“He said ‘no’,” she said."
    >>> [[span.of(text) for span in spans] for spans in in_marks(text)]
    [['He said ‘no’,'], ['no']]
    >>> in_marks("The miners' wages and the '90s.")
    ([], [])
    """
    double, single = list(in_double(text)), list(in_single(text))
    if not single:
        return double, []
    doubles, singles = SpanIndex(double, lambda s: s), SpanIndex(single, lambda s: s)
    outer = {s for s in single if all(s.covers(d) for d in doubles.touching(s))}
    around = {d for d in double if outer.isdisjoint(singles.touching(d))}
    inner = [s for s in single if any(d.covers(s) for d in doubles.touching(s))] + [d for d in double if d not in around]
    return sorted(outer | around), sorted(inner)


def in_double(text: str) -> Iterator[Span]:
    """Yield what stands in double marks; within them only a mark that closes counts."""
    start = None
    for mark in DOUBLE.finditer(text):
        if start is None and mark.group() == '"' and text[mark.start() - 1 : mark.start()].isdigit():
            continue  # inches: a 70" screen
        if start is None and mark.group() not in CLOSING:
            start = mark.end()
        elif start is not None and mark.group() not in OPENING:
            if mark.start() > start:
                yield Span(start, mark.start())
            start = None
    if start is not None and start < len(text):
        yield Span(start, len(text))


def in_single(text: str) -> Iterator[Span]:
    """Yield what stands in single marks."""
    start = None
    for mark in SINGLE.finditer(text):
        if start is None and mark.lastgroup == "open":
            start = mark.end()
        elif start is not None and mark.lastgroup == "close":
            yield Span(start, mark.start())
            start = None
