"""Dates, languages, names and addresses as references and bylines write them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcite.link.addresses import date_in, is_share, is_web, read_address
from claimcite.link.dates import csl_date, parse_date
from claimcite.link.languages import BY_NAME, language_tag
from claimcite.link.names import byline_parts, is_person, reference_names

DATES = Path(__file__).parent.parent / "cases" / "printed_dates.jsonl"


@pytest.mark.parametrize(
    "case", [pytest.param(c, id=c["text"] or "empty") for c in map(json.loads, DATES.read_text(encoding="utf8").splitlines())]
)
def test_dates(case):
    assert parse_date(case["text"]) == case["edtf"]


def test_dates_do_not_depend_on_what_was_read_before():
    texts = ["12 mai 2024", "3 Mai 2024", "maj 2024", "5 mars 2024", "5. marts 2024"]
    assert [parse_date(t) for t in texts] == [parse_date(t) for t in reversed(texts)][::-1]


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=60) | st.text("0123456789-/:.TZ+ apmCETOctobr", max_size=40))
def test_dates_never_raise(text):
    found = parse_date(text)
    assert found is None or csl_date(found)["date-parts"][0][0] >= 1


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Saad, Hwaida; Gall, Carlotta", ["Saad|Hwaida", "Gall|Carlotta"]),
        ("Smith, J., & Jones, K.", ["Smith|J.", "Jones|K."]),
        ("Smith, J., Jones, K. and Lee, P. Q.", ["Smith|J.", "Jones|K.", "Lee|P. Q."]),
        ("Dorn Y, Tusk TA", ["Dorn|Y", "Tusk|TA"]),
        ("Ann Roe and Omar Khan", ["Ann Roe", "Omar Khan"]),
        ("Ann Roe, Omar Khan, Lea Brandt", ["Ann Roe", "Omar Khan", "Lea Brandt"]),
        ("King, Martin, Jr.", ["King|Martin Jr"]),
        ("World Pela Organization", ["World Pela Organization"]),
        ("Haddad, Salma, et al.", ["Haddad|Salma"]),
        ("", []),
        (" ; , & ", []),
    ],
)
def test_reference_names(text, names):
    assert [name.get("literal") or f"{name['family']}|{name['given']}" for name in reference_names(text)] == names


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("By Ann Roe", ["Ann Roe"]),
        ("Ann Roe, Africa correspondent", ["Ann Roe"]),
        ("Ann Roe in Oru and Omar Khan in Selm", ["Ann Roe", "Omar Khan"]),
        ("Ann Roe for AFP", ["Ann Roe"]),
        ("ann@pela.org", []),
        ("Story by: Omar al-Haj @omarhaj", ["Omar al-Haj"]),
        ("Staff writer", []),
        ("Ana María de la Cruz", ["Ana María de la Cruz"]),
        ("محمد علي", ["محمد علي"]),
    ],
)
def test_bylines(text, people):
    assert [name for name in byline_parts(text) if is_person(name) and len(name.split()) > 1] == people


@settings(deadline=None)
@given(st.text(max_size=200))
def test_names_never_raise(text):
    assert all(all(name.values()) for name in reference_names(text))
    assert all(list(byline_parts(text)))


def test_every_language_has_a_code():
    assert len(BY_NAME) > 100
    assert all(2 <= len(code.partition("-")[0]) <= 3 for code in BY_NAME.values())
    assert language_tag("Haitian creole") == "ht"
    assert language_tag("zh-hant-TW") == "zh-Hant-TW"


@settings(deadline=None)
@given(st.text(max_size=80))
def test_addresses_never_raise(text):
    for address in (text, f"https://{text}", f"https://web.archive.org/web/20200101/{text}"):
        read_address(address)
        date_in(address)
        assert is_share(address) in (True, False)
        assert is_web(address) in (True, False)


def test_archived_addresses():
    assert read_address("http://archive.today/2020.10.26-093000/https://pela.org/a").page == "https://pela.org/a"
    assert read_address("https://web.archive.org/web/2020*/pela.org/a").archived == "2020"
    assert read_address("https://archive.ph/Ab1Cd").page is None
    assert read_address("https://archive.org/details/book").archive is None
