"""Span algebra and mapped text."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from claimcite.spans import MappedText, Span, SpanIndex

spans = st.tuples(st.integers(0, 60), st.integers(0, 20)).map(lambda p: Span(p[0], p[0] + p[1]))


@given(st.lists(spans, max_size=12), spans)
def test_index_finds_what_a_scan_finds(items: list[Span], outer: Span) -> None:
    index = SpanIndex(items, lambda s: s)
    assert sorted(index.touching(outer)) == sorted(s for s in items if s.overlaps(outer))
    assert sorted(index.within(outer)) == sorted(s for s in items if outer.covers(s) and (s.start < outer.end))


@given(st.text(alphabet="ab &;<>\n\t\x00é“", max_size=60))
def test_runs_point_at_equal_text_whatever_was_replaced(raw: str) -> None:
    mapped = MappedText.of_raw(raw).sub(re.compile("[&<]+"), "x").sub("\x00", " ").collapsed()
    runs = mapped.runs(raw)
    assert all(mapped.text[t : t + n] == raw[r : r + n] for t, r, n in runs)
    assert [t for t, _, _ in runs] == sorted(t for t, _, _ in runs)
    copied = sum(n for _, _, n in runs)
    assert copied >= sum(c in "abé" for c in raw) - raw.count("&") - raw.count("<")


def test_replacement_stands_for_the_whole_match() -> None:
    mapped = MappedText.of_raw("R&amp;D spent").sub("&amp;", "&")
    assert mapped.text == "R&D spent"
    assert mapped.raw_of(Span(0, 3)) == Span(0, 7)
    assert mapped.raw_of(Span(1, 2)) == Span(1, 6)
    assert MappedText.generated("[1]").raw_of(Span(0, 3)) is None
