"""Citation scope: the guide's case 12."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcite.link.citations import build_scopes, citation_notices, citations_for, citations_of, count_cited, marker_keys, markers_of
from claimcite.records import Block, Cleaned, MarkerSpan, RawReference
from claimcite.spans import MappedText, Span

CASES = Path(__file__).parent.parent / "cases" / "citation_scopes.jsonl"
MARKER = re.compile(r"\[[^\[\]]+\]")
SENTENCE = re.compile(r"\S.*?(?:[.!?][\"”]?(?=\s|$)(?:\s*\[[^\[\]]+\])*|$)")


def page(blocks):
    """Cleaned text of blocks; a table row may be given as the list of its cells."""
    text, found = "", []
    for kind, content in blocks:
        text += "\n" if text else ""
        cells, at = [], len(text)
        for cell in content if isinstance(content, list) else ():
            cells.append(Span(at, at + len(cell)))
            at += len(cell) + 1
        content = " ".join(content) if isinstance(content, list) else content
        found.append(Block(kind, Span(len(text), len(text) + len(content)), cells=tuple(cells)))
        text += content
    keys = [(m, None if "needed" in m.group() else m.group()[1:-1]) for m in MARKER.finditer(text)]
    return Cleaned("plain", MappedText.of_raw(text), tuple(found), tuple(MarkerSpan(Span(*m.span()), m.group(), key) for m, key in keys))


def sentences(cleaned):
    return [Span(*m.span()).shifted(b.span.start) for b in cleaned.blocks for m in SENTENCE.finditer(b.span.of(cleaned.text))]


@pytest.mark.parametrize("case", [pytest.param(c, id=c["name"]) for c in map(json.loads, CASES.read_text(encoding="utf8").splitlines())])
def test_scope(case):
    cleaned = page(case["blocks"])
    verbs = [Span(*m.span()) for word in case.get("predicates", ()) for m in re.finditer(rf"\b{word}\b", cleaned.text)]
    scopes = build_scopes(cleaned, sentences(cleaned), verbs)
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


def test_a_note_with_a_marker_of_its_own_cites():
    cleaned = page([["paragraph", "A. [a]"]])
    entries = (RawReference("a", "a", "But see B. [1]", None, cites=("1",)), RawReference("1", "1", "Roe 2020", None), RawReference("2", "2", "Poe 2021", None))
    cleaned = Cleaned(cleaned.markup, cleaned.mapped, cleaned.blocks, cleaned.markers, references=entries)
    assert count_cited(cleaned) == {"a": 1, "1": 1}
    assert [(n.code, n.message) for n in citation_notices(cleaned)] == [("uncited_references", "nothing cites 1 of 3 entries: 2")]


def test_warnings_of_orphans_on_both_sides():
    cleaned = page([["paragraph", "A. [1] B. [7][9] C. [7] D. [citation needed]"]])
    entries = (RawReference("1", "1", "x", None), RawReference("2", "2", "y", None))
    cleaned = Cleaned(cleaned.markup, cleaned.mapped, cleaned.blocks, cleaned.markers, references=entries)
    assert [(n.code, n.message) for n in citation_notices(cleaned)] == [
        ("orphan_markers", "3 of 4 markers name no entry: [7], [9]"),
        ("uncited_references", "nothing cites 1 of 2 entries: 2"),
    ]
    assert citation_notices(page([["paragraph", "No marker."]])) == ()


def test_a_claim_whose_predicate_stands_in_a_header_has_the_markers_of_its_figure():
    cleaned = page([["table", ["Town", "Deaths"]], ["table", ["Oru", "14 [1]"]], ["table", ["Pela", "2 [2]"]]])
    scopes = build_scopes(cleaned, [])
    header, row, figure = (Span(cleaned.text.index(w), cleaned.text.index(w) + len(w)) for w in ("Deaths", "Pela 2 [2]", "2 [2]"))
    quantity = SimpleNamespace(span=Span(figure.start, figure.start + 1))
    claim = SimpleNamespace(predicate=SimpleNamespace(span=header), span=row, sentence=row, quantities=(quantity,))
    assert [m.reference for m in citations_of(claim, scopes, {"1": "r1", "2": "r2"})] == ["r2"]
    lead = SimpleNamespace(predicate=SimpleNamespace(span=header), span=header, sentence=header, quantities=())
    assert citations_of(lead, scopes, {"1": "r1", "2": "r2"}) == ()


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


def test_a_paragraph_of_thousands_of_markers_is_read():
    cleaned = page([["paragraph", "Nine men, led by (Roe, fled [1] and " * 4000]])  # minutes, if the time grew with the square of the length
    scopes = build_scopes(cleaned, [Span(0, len(cleaned.text))])
    for scope in scopes:
        citations_for(scope.span, scopes, {"1": "r1"})
    assert len(scopes) == 4000
