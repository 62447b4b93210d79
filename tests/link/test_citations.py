"""Citation scope: the guide's case 12."""

from __future__ import annotations

import json
import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcite.link.citations import build_scopes, citations_for, count_cited, marker_keys, markers_of
from claimcite.records import Block, Cleaned, MarkerSpan, RawReference
from claimcite.spans import MappedText, Span

CASES = Path(__file__).parent.parent / "cases" / "citation_scopes.jsonl"
MARKER = re.compile(r"\[[^\[\]]+\]")
SENTENCE = re.compile(r"\S.*?(?:[.!?][\"”]?(?=\s|$)(?:\s*\[[^\[\]]+\])*|$)")


def page(blocks):
    text, found = "", []
    for kind, content in blocks:
        text += "\n" if text else ""
        found.append(Block(kind, Span(len(text), len(text) + len(content))))
        text += content
    keys = [(m, None if "needed" in m.group() else m.group()[1:-1]) for m in MARKER.finditer(text)]
    return Cleaned("plain", MappedText.of_raw(text), tuple(found), tuple(MarkerSpan(Span(*m.span()), m.group(), key) for m, key in keys))


def sentences(cleaned):
    return [Span(*m.span()).shifted(b.span.start) for b in cleaned.blocks for m in SENTENCE.finditer(b.span.of(cleaned.text))]


@pytest.mark.parametrize("case", [pytest.param(c, id=c["name"]) for c in map(json.loads, CASES.read_text(encoding="utf8").splitlines())])
def test_scope(case):
    cleaned = page(case["blocks"])
    scopes = build_scopes(cleaned, sentences(cleaned))
    assert [[[m.text for m in s.markers], s.span.of(cleaned.text)] for s in scopes] == case["scopes"]


def test_with_predicates_a_comma_of_a_list_is_no_boundary():
    cleaned = page([["paragraph", "Jets struck Oru, the old Varn fort, Selm [1] and Kesh."]])
    verb = Span(cleaned.text.index("struck"), cleaned.text.index("struck") + 6)
    assert build_scopes(cleaned, sentences(cleaned), [verb])[0].span.of(cleaned.text).startswith("Jets struck")
    assert build_scopes(cleaned, sentences(cleaned))[0].span.of(cleaned.text).startswith("the old Varn fort")


def test_citations_of_a_predicate():
    cleaned = page([["paragraph", "Nine died [1] and two fled. [2–3] It rained. [citation needed] Then calm."]])
    scopes = build_scopes(cleaned, sentences(cleaned))

    def cited(word):
        at = cleaned.text.index(word)
        return [(m.marker, m.reference) for m in citations_for(Span(at, at + len(word)), scopes, {"1": "r1", "2": "r2", "3": "r3"})]

    assert cited("died") == [("[1]", "r1")]
    assert cited("fled") == [("[2–3]", "r2"), ("[2–3]", "r3")]
    assert cited("rained") == [("[citation needed]", None)]
    assert cited("calm") == []


@pytest.mark.parametrize(
    ("text", "key", "keys"),
    [("[5, 6]", "5, 6", ("5", "6")), ("[5–7]", "5–7", ("5", "6", "7")), ("[1,3-4]", "1,3-4", ("1", "3", "4")), ("[a]", "a", ("a",)), ("[12]", "cite_note-x-12", ("cite_note-x-12",)),
     ("[citation needed]", "citation needed", ()), ("[9–2]", "9–2", ("9",)), ("[1–9999]", "1–9999", ("1",))],
)  # fmt: skip
def test_marker_keys(text, key, keys):
    assert marker_keys(MarkerSpan(Span(0, len(text)), text, key)) == keys


def test_orphans_and_counts():
    cleaned = page([["paragraph", "A. [1] B. [1, 2] C. [9]"]])
    cleaned = Cleaned(cleaned.markup, cleaned.mapped, cleaned.blocks, cleaned.markers, references=(RawReference("1", "1", "x", None),))
    assert count_cited(cleaned) == {"1": 2, "2": 1, "9": 1}
    assert [(m.marker, m.reference) for m in markers_of(cleaned, {"1": "r1"})] == [
        ("[1]", "r1"),
        ("[1, 2]", "r1"),
        ("[1, 2]", None),
        ("[9]", None),
    ]


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["paragraph", "list", "infobox", "table", "heading"]), st.lists(st.sampled_from(
    ["A fell", ". ", ", ", "[1]", "[2]", "[1, 2]", " ", "and ", '"', "— ", "U.S. ", "he said"]), max_size=14).map("".join)), max_size=4))  # fmt: skip
def test_scopes_never_overlap_or_leave_their_block(blocks):
    cleaned = page(blocks)
    scopes = build_scopes(cleaned, sentences(cleaned))
    for scope in scopes:
        assert any(b.span.covers(scope.span) for b in cleaned.blocks)
        assert all(b.span.covers(m.span) for b in cleaned.blocks if b.span.covers(scope.span) for m in scope.markers)
    assert all(a.span.end <= b.span.start for a, b in pairwise(scopes))


def test_time_grows_with_length():
    cleaned = page([["paragraph", "Nine men, led by Roe, fled [1] and " * 4000]])
    start = time.perf_counter()
    scopes = build_scopes(cleaned, [Span(0, len(cleaned.text))])
    for scope in scopes:
        citations_for(scope.span, scopes, {"1": "r1"})
    assert len(scopes) == 4000
    assert time.perf_counter() - start < 3.0
