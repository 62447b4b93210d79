"""References: printed ones, those with named parts, links; the cases are invented, made for these tests."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcite.identity import Counter
from claimcite.lexicon import load_lexicon
from claimcite.link.links import is_cited, unwrapped
from claimcite.link.marks import CUT
from claimcite.link.names import reference_names
from claimcite.link.references import link_references, reference, reference_ids
from claimcite.records import Block, Cleaned, Link, RawReference, Reference
from claimcite.spans import MappedText, Span

CASES = Path(__file__).parent.parent / "cases"
OUTLETS = load_lexicon().outlets


def cases(name):
    return [pytest.param(case, id=case["name"]) for case in map(json.loads, (CASES / name).read_text(encoding="utf8").splitlines())]


def row_of(case) -> Reference:
    raw = RawReference("1", "1", case.get("text", ""), None, case.get("fields"), case.get("url"))
    return reference(raw, Counter("d1"), OUTLETS, 1)


def check(case, row):
    ignored = set(case.get("ignore", ()))
    assert {k: v for k, v in row.csl.items() if k not in ignored} == {k: v for k, v in case["csl"].items() if k not in ignored}
    outlet = row.outlet and (row.outlet.name if case.get("outlet_key") == "name" else row.outlet.id)
    assert outlet == case["outlet"]
    assert (row.archived, row.archive_url, row.status) == (case.get("archived"), case.get("archive_url"), case["status"])


@pytest.mark.parametrize("case", cases("references.jsonl"))
def test_printed(case):
    check(case, row_of(case))


@pytest.mark.parametrize("case", cases("reference_fields.jsonl"))
def test_fields(case):
    check(case, row_of(case))


PEOPLE = st.sampled_from([(), (("Okello", "Ruth"),), (("De la Coste", "Marie"), ("Lind", "Peter B.")), (("O'Neil", "J. R."),)])
TITLES = st.sampled_from(
    ["Dam fails at Oru", "Who opened the gates?", '"Safe" road | Shelling goes on', "Toll: 'at least 12'", "12 held, 3 freed in 2019"]
)
NAMES = st.sampled_from(["Reuters", "The New York Times", "aljazeera", "Corrin Courier", "The Times of Israel", "Pela Rights Observatory"])
DAYS = st.dates(min_value=date(1995, 1, 1), max_value=date(2030, 12, 31))
FORMATS = st.sampled_from(["%d %B %Y", "%Y-%m-%d", "%B %d, %Y"])


@settings(deadline=None)
@given(PEOPLE, TITLES, NAMES, DAYS, FORMATS, st.booleans())
def test_what_is_rendered_is_read_back(people, title, name, day, written, archived):
    printed = day.strftime(written)
    text = f'"{title}". {name}'
    if people:
        text = "; ".join(f"{family}, {given}" for family, given in people) + f" ({printed}). {text}."
    else:
        text += f". {printed}."
    text += f" Archived from the original on {printed}. Retrieved {printed}." if archived else f" Retrieved {printed}."
    row = row_of({"text": text})
    parts = {"date-parts": [[day.year, day.month, day.day]]}
    assert row.csl["title"] == title
    assert row.csl["container-title"] == name
    assert row.csl["issued"] == row.csl["accessed"] == parts
    assert row.csl.get("author", []) == [{"family": family, "given": given} for family, given in people]
    assert row.archived == (day.isoformat() if archived else None)


@settings(deadline=None)
@given(st.text(max_size=300), st.none() | st.text(max_size=80))
def test_never_raises(text, url):
    row = row_of({"text": text, "url": url})
    assert row.status in ("parsed", "empty", "unparsed")
    assert row.csl["type"]
    assert all(row.csl.values())
    assert repr(CUT)[1:-1] not in str(row.csl)


BITS = st.sampled_from(['"', "“", "”", "'", ". ", ", ", "; ", "(", ")", "[", "]", "2020", "12 May 2020", "Retrieved ", "Archived from the original on ", "ISBN ", "978-0-306-40615-7",
                        "doi:10.1000/x", "Roe, Ann", "Reuters", "p. ", "(in Arabic)", "https://a.org/", "Vol. 3", "12 (3): 4–5", " – via ", "1 2", "^ ", "مدير"])  # fmt: skip


@settings(deadline=None)
@given(st.lists(BITS, max_size=25).map("".join))
def test_never_raises_on_parts_of_references(text):
    row = row_of({"text": text})
    assert row.csl["type"]
    assert repr(CUT)[1:-1] not in str(row.csl)


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["cite", "title", "url", "date", "last", "first", "author", "archive-url", "work", "year", "language", "chapter"]),
        st.text(max_size=40),
    )
)
def test_fields_never_raise(fields):
    assert row_of({"fields": fields}).csl["type"]


@pytest.mark.parametrize(
    "unit",
    ['"', '"a ', "Roe, Ann; ", "(2020) ", "https://a.org/ ", ". ", "Archived ", "[", "1 2 ", "12 May 2020, ", "a b ", "In ", "(in ", "((((", "( ( ) ", ", , ,", "et al. ", "Roe A, ",
     "12 (3): 4–5, ", "3, 4, ", "(eds.) ", "In Roe (ed.). ", "– via ", "A: B ", "Sci. ", "(PDF) ", "I (V): x ", "\x00", "\x1f", "A" * 50],
)  # fmt: skip
@pytest.mark.parametrize("front", ["", '"Title". ', "Roe, Ann (2010). ", "Roe, Ann (2010), "])
def test_floods_end(unit, front):
    """An entry of 100 KB of one thing is read at once; were the time not linear, this would not end."""
    row = row_of({"text": front + unit * (100_000 // len(unit))})
    assert row.csl["type"]
    assert repr(CUT)[1:-1] not in str(row.csl)
    assert reference_names(unit * (100_000 // len(unit))) is not None


def page(text, links, markup="html"):
    return Cleaned(markup, MappedText.of_raw(text), (Block("paragraph", Span(0, len(text))),), links=tuple(links))


def link(text, anchor, url):
    at = text.index(anchor)
    return Link(Span(at, at + len(anchor)), url)


TEXT = "The toll rose, Reuters reported. Al Jazeera, too, counted nine. Share this. More of ours here."
LINKS = [
    link(TEXT, "Reuters", "https://www.reuters.com/world/a/"),
    link(TEXT, "Al Jazeera", "https://www.aljazeera.com/b"),
    link(TEXT, "Share", "https://www.facebook.com/sharer/sharer.php?u=x"),
    link(TEXT, "ours", "https://www.theguardian.com/c"),
    link(TEXT, "here", "http://reuters.com/world/a#top"),
    link(TEXT, "More", "mailto:a@b.org"),
]


def test_links_to_other_publishers_are_references():
    rows = link_references(page(TEXT, LINKS), "d1", load_lexicon(), cited={}, own_domain="theguardian.com")
    assert [(r.number, r.text, r.csl["type"], r.outlet.id, r.cited, r.status) for r in rows] == [
        (None, "Reuters", "webpage", "reuters.com", 2, "parsed"),
        (None, "Al Jazeera", "webpage", "aljazeera.com", 1, "parsed"),
    ]
    assert [Span(*r.raw).of(TEXT) for r in rows] == ["Reuters", "Al Jazeera"]


def test_links_of_an_encyclopedia_are_not():
    assert link_references(page(TEXT, LINKS, "mediawiki"), "d1", load_lexicon(), cited={}) == ()


def test_the_domain_of_most_links_is_the_pages_own():
    text = "a b c d e"
    links = [link(text, c, f"https://pela.org/{c}") for c in "abcd"] + [link(text, "e", "https://www.reuters.com/e")]
    assert [r.text for r in link_references(page(text, links), "d1", load_lexicon(), cited={})] == ["e"]


@pytest.mark.parametrize(
    ("url", "anchor", "cited"),
    [
        ("https://www.reuters.com/world/a", "Reuters reported", True),
        ("https://pela.example/2026/05/03/ann-roe-wins-the-dam-prize", "Ann Roe", True),
        ("https://twitter.com/annroe/status/12?ref_src=x", "May 3, 2026", True),
        ("https://taylor.tumblr.com/post/185/for-years-i-asked", "a Tumblr post", True),
        ("https://www.reuters.com/", "Reuters", False),
        ("https://www.oru.example/us-en/index-us.htm", "Oru Pumps", False),
        ("https://t.co/Nc0nKoXGBP", "pic.twitter.com/Nc0n", False),
        ("https://bit.ly/2QqwDZH", "gift cards", False),
        ("https://www.amazon.co.uk/Pump/dp/B07F1T4JFB?tag=x", "a pump", False),
        ("https://pumps.example/shop/us/d/pump", "Pela pumps", False),
        ("https://r.example/u/bdum", "Get it at Pela Mart for $238.99", False),
        ("https://twitter.com/annroe?ref_src=twsrc", "@annroe", False),
        ("https://twitter.com/hashtag/dams?src=hash", "#dams", False),
        ("https://www.youtube.com/user/PelaTV?sub_confirmation=1", "now on YouTube", False),
        ("https://crunchbase.com/organization/oru", "Oru Pumps", False),
        ("https://www.oru.example/faculty/2842908/Roe", "Ann Roe", False),
        ("https://lab.oru.example/h-roe", "Ann Roe", False),
        ("https://www.facebook.com/sharer/sharer.php?u=x", "Share", False),
        ("https://pela.example/a", "", False),
    ],
)
def test_links_that_cite(url, anchor, cited):
    assert is_cited(url, anchor) is cited


def test_a_counter_of_clicks_gives_way_to_where_it_leads():
    link_to = "https://go.redirectingat.com?id=6&xs=1&url=https%3A%2F%2Fwww.reuters.com%2Fa&referrer=pela.example"
    assert unwrapped(link_to) == "https://www.reuters.com/a"
    rows = link_references(page("the toll rose", [link("the toll rose", "toll", link_to)]), "d1", load_lexicon(), cited={})
    assert [(row.csl["URL"], row.outlet.id) for row in rows] == [("https://www.reuters.com/a", "reuters.com")]


@pytest.mark.parametrize(
    ("case", "outlet"),
    [
        ({"text": '"Rain". Corrin Courier. 3 May 2020.', "url": "https://web.archive.org/web/2020/https://www.bbc.co.uk/a"}, "BBC"),
        ({"text": '"Rain". Corrin Courier. 3 May 2020.', "url": "https://news.google.com/articles/x"}, "Corrin Courier"),
        ({"text": '"Rain". Corrin Courier. 3 May 2020.', "url": "https://books.google.de/books?id=x"}, "Corrin Courier"),
        ({"text": '"Rain". Corrin Courier. 3 May 2020.', "url": "https://www.youtube.com/watch?v=x"}, "Corrin Courier"),
        ({"text": '"Rain". YouTube. 3 May 2020.', "url": "https://www.youtube.com/watch?v=x"}, "YouTube"),
        ({"text": 'Army of Oru (3 May 2020). "Rain" (Tweet).', "url": "https://twitter.com/oruarmy/status/1"}, "Army of Oru"),
        ({"text": 'Roe, A. (2011). "Floods". J. Dams. 12 (3): 4–5.', "url": "https://www.jstor.org/stable/1"}, None),
        ({"text": "Roe, Ann (2010). Dams. London: The Guardian. ISBN 0-306-40615-2."}, None),
        ({"text": '"Rain" (Interview).'}, None),
        ({"text": '"Rain". Ministry of Rivers. 3 May 2020.'}, "Ministry of Rivers"),
        ({"text": '"Rain". pelawatch.org. 3 May 2020.'}, "pelawatch.org"),
    ],
)
def test_the_outlet_is_who_a_reader_would_name(case, outlet):
    found = row_of(case).outlet
    assert (found and (found.name or found.domain)) == outlet


def test_a_context_object_may_name_fewer_authors_than_the_print():
    fields = {"title": "Mud", "last": "Roe", "first": "Ann", "date": "2024-05-03"}
    row = row_of({"fields": fields, "text": 'Roe, Ann; Khan, Omar (3 May 2024). "Mud". BBC News.'})
    assert row.csl["author"] == [{"family": "Roe", "given": "Ann"}, {"family": "Khan", "given": "Omar"}]


def test_ids_do_not_depend_on_other_entries():
    raws = [RawReference(str(n), str(n), text, None) for n, text in enumerate(['"A". Reuters.', "", '"A". Reuters.', ""], 1)]
    whole = Cleaned("plain", MappedText.of_raw(""), (), references=tuple(raws))
    less = replace(whole, references=(raws[0], raws[2]))
    rows = link_references(whole, "d1", load_lexicon(), cited={"1": 4})
    assert len({r.id for r in rows}) == 4
    assert [r.id for r in link_references(less, "d1", load_lexicon(), cited={})] == [rows[0].id, rows[2].id]
    assert [r.cited for r in rows] == [4, 0, 0, 0]
    assert reference_ids(whole, rows)["3"] == rows[2].id
