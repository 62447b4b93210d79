"""What a document's head and foot say about it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcite.lexicon import load_lexicon
from claimcite.link.candidates import tidy
from claimcite.link.facts import document_facts
from claimcite.records import Block, Cleaned, Dropped, Fact, Given, Locator, MarkerSpan, RawReference, Source
from claimcite.spans import MappedText, Span

CASES = Path(__file__).parent.parent / "cases" / "document_facts.jsonl"
LEXICON = load_lexicon()
EDTF = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\dZ)?)?)?[~?]?(/\d{4}(-\d\d(-\d\d)?)?)?")


def facts_of(case):
    text = case["text"]
    blocks = [Block("paragraph", Span(0, len(text)))] + [Block("infobox", Span(0, 4), label=Span(0, 2))] * case.get("boxes", 0)
    cleaned = Cleaned(
        case["markup"],
        MappedText.of_raw(text),
        tuple(blocks),
        tuple(MarkerSpan(Span(0, 1), "[1]", "1") for _ in range(case.get("markers", 0))),
        references=tuple(RawReference(str(n), str(n), "x", None) for n in range(case.get("refs", 0))),
        facts=tuple(Fact(field, value, origin, *(text or [value])) for field, origin, value, *text in case["facts"]),
        dropped=tuple(Dropped(None, "credit", line) for line in case.get("dropped", ())),
        aggregate=tuple(case.get("aggregate", ())),
    )
    given_values = {**case.get("given", {})}
    given_values["authors"] = tuple(given_values.get("authors", ()))
    return document_facts(cleaned, Source("a", Locator("a"), "0", case.get("raw", ""), "utf-8", Given(**given_values), None), LEXICON)


@pytest.mark.parametrize("case", [pytest.param(c, id=c["name"]) for c in map(json.loads, CASES.read_text(encoding="utf8").splitlines())])
def test_facts(case):
    found = facts_of(case)
    for field, want in case["want"].items():
        value = getattr(found, field, None)
        if field == "outlet":
            value = value and [value.id, value.name]
        elif field == "agency":
            value = value and value.id
        elif field == "authors":
            value = list(value)
        elif field == "warnings":
            value = [notice.message.partition(":")[0] for notice in value]
        elif field == "others":
            value = {name: [other["value"] for other in row["others"]] for name, row in found.evidence.items() if row["others"]}
        assert value == want, field
        if field in found.evidence:
            assert want, f"{field} is not there, yet has evidence"
    assert {"from", "text", "raw", "others"} == set().union(*found.evidence.values()) or not found.evidence


FIELDS = st.sampled_from(["title", "outlet", "agency", "authors", "published", "modified", "url", "language", "time", "place"])
ORIGINS = st.sampled_from(["json_ld", "meta", "byline", "dateline", "caption", "credit", "text"])
VALUES = st.text(max_size=60) | st.sampled_from(
    ["Reuters", "AFP", "By Ann Roe, AFP", "https://www.reuters.com/2020/01/02/", "2020-13-45", "http://[", "Pela | CNN", "99 May 2020"]
)


@settings(deadline=None)
@given(st.lists(st.tuples(FIELDS, ORIGINS, VALUES), max_size=8), st.sampled_from(["html", "mediawiki", "plain", "wikitext"]))
def test_never_raises_and_invents_nothing(facts, markup):
    found = facts_of({"facts": facts, "markup": markup, "text": "x"})
    for field in ("published", "modified"):
        assert getattr(found, field) is None or EDTF.fullmatch(getattr(found, field))
    values = " ".join(tidy(value) for _, _, value in facts).casefold()  # names in capitals come out as people write them
    assert all(name.casefold() in values or len(name.split()) == 2 for name in found.authors)
    assert all(row["text"] for row in found.evidence.values())
    for name in (found.title, found.url, found.language, *found.authors):
        assert name != ""
