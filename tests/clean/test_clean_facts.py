"""What the markup of a page says, and pages made to break those who read it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcite.clean import clean
from claimcite.clean.bylines import read_line
from claimcite.clean.facts import page_facts
from claimcite.clean.json_ld import json_ld_facts
from claimcite.clean.tree import scan
from claimcite.config import Config
from claimcite.lexicon import load_lexicon
from claimcite.link.facts import DocumentFacts, document_facts
from claimcite.records import Fact, Given, Locator, Source
from claimcite.spans import Span

LEXICON = load_lexicon()
BODY = "".join(
    f"<p>Paragraph {n}: twelve people died when the upper dam at Oru gave way after three days of rain, the ministry said.</p>"
    for n in range(4)
)


def page(head: str, body: str = f"<h1>Dam fails at Oru</h1>{BODY}") -> str:
    return f"<html><head><title>Dam fails at Oru</title>{head}</head><body>{body}</body></html>"


def facts(raw: str) -> list[Fact]:
    return page_facts(scan(raw).root, raw)


def values(raw: str, field: str) -> list[str]:
    return [fact.value for fact in facts(raw) if fact.field == field]


def document(raw: str, **given_values: Any) -> DocumentFacts:
    source = Source("a.html", Locator("a.html"), "0", raw, "utf-8", Given(**given_values), None)
    return document_facts(clean(source, LEXICON, Config()), source, LEXICON)


def ld(value: Any) -> str:
    return f'<script type="application/ld+json">{value if isinstance(value, str) else json.dumps(value)}</script>'


ARTICLE = {
    "@type": "NewsArticle",
    "headline": "Dam fails at Oru",
    "datePublished": "2026-05-04T10:00:00Z",
    "author": {"@type": "Person", "name": "Ann Roe"},
}


# --- where things stand ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "field", "value", "printed"),
    [
        ('<meta property="og:site_name" content="Pela &amp; Oru">', "outlet", "Pela & Oru", "Pela &amp; Oru"),
        ("<link rel=canonical href=https://pela.org/a>", "url", "https://pela.org/a", None),
        ('<meta content=2026-05-04 name="publishdate">', "published", "2026-05-04", None),
        (
            ld({"@type": "Article", "headline": 'The "old" dam\u2019s fall'}),
            "title",
            'The "old" dam\u2019s fall',
            'The \\"old\\" dam\\u2019s fall',
        ),
        (ld('{"@type": "Article", "headline": "A\\/B falls"}'), "title", "A/B falls", "A\\/B falls"),
        (ld({"@type": "Article", "author": [{"name": "Ann Roe"}, {"name": "Lea Brandt"}]}), "authors", "Lea Brandt", None),
        ("<!-- saved from url=(0021)https://pela.org/dam/ --><p>x", "url", "https://pela.org/dam/", None),
        ('<time itemprop="datePublished" datetime="2026-05-04">Monday</time>', "time", "2026-05-04", None),
        ('<span itemprop="author"><b itemprop="name">Ann Roe</b></span>', "authors", "Ann Roe", None),
        ('<p class="story-byline">By <i>Ann Roe</i></p>', "authors", "By | Ann Roe", "By <i>Ann Roe"),
        ('<div data-pubdate="2026-05-04T10:00">', "published", "2026-05-04T10:00", None),
        ('<abbr class="published" title="2026-05-04">May 4</abbr>', "published", "2026-05-04", None),
        ('<span property="schema:datePublished" content="2026-05-04">May</span>', "published", "2026-05-04", None),
    ],
)
def test_a_fact_knows_where_it_stands(markup: str, field: str, value: str, printed: str | None) -> None:
    raw = f"<html><body>{markup}</body></html>"
    found = next(fact for fact in facts(raw) if fact.field == field and fact.value == value)
    assert found.raw is not None
    assert found.raw.of(raw) == (printed or value)


def test_what_belongs_to_comments_and_other_stories_is_left_out() -> None:
    time, author = '<time datetime="2026-05-09">9 May</time>', '<span itemprop="author">Karl Vos</span>'
    for outside in ('<div class="comments">{}</div>', "<aside>{}</aside>", '<ul id="related-stories">{}</ul>', "<footer>{}</footer>"):
        raw = page("", f"<h1>Dam fails at Oru</h1>{BODY}{outside.format(time + author)}")
        assert values(raw, "time") == values(raw, "authors") == []
    assert values(page("", f"<div class=comment-count>{time}</div>"), "time") == ["2026-05-09"]


def test_json_ld_points_to_itself() -> None:
    graph = {
        "@graph": [
            {**ARTICLE, "author": {"@id": "#ann"}, "publisher": {"@id": "#org"}},
            {"@id": "#ann", "@type": "Person", "name": "Ann Roe"},
        ]
    }
    other = {"@id": "#org", "@type": "Organization", "name": "Pela Post"}
    raw = page(ld(graph) + ld(other))
    assert values(raw, "authors") == ["Ann Roe"]
    assert values(raw, "outlet") == ["Pela Post"]


def test_the_article_at_the_pages_own_address_counts() -> None:
    stories = [{**ARTICLE, "headline": f"Story {n}", "url": f"https://pela.org/{n}"} for n in range(5)]
    raw = page('<link rel="canonical" href="https://www.pela.org/3/">' + ld(stories))
    assert [value for value in values(raw, "title") if value.startswith("Story")] == ["Story 3"]


@pytest.mark.parametrize(
    "broken",
    [
        '{"@type": "NewsArticle", "headline": "Dam fails", "datePublished": "2026-05-04",}',
        '// made by a plug-in\n{"@type": "NewsArticle", "headline": "Dam fails", "datePublished": "2026-05-04"}',
        '{"@type": "NewsArticle", "description": "The "old" dam", "headline": "Dam fails", "datePublished": "2026-05-04"}',
        '<!-- {"@type": "NewsArticle", "headline": "Dam fails", "datePublished": "2026-05-04"} -->',
        '{"@type": "NewsArticle", "headline": "Dam fails", "datePublished": "2026-05-04"};',
    ],
)
def test_broken_json_ld_is_mended(broken: str) -> None:
    assert values(page(ld(broken)), "published") == ["2026-05-04"]


def test_half_a_character_in_json_ld_costs_itself_alone() -> None:
    raw = page(ld('{"@type": "NewsArticle", "headline": "Dam \\ud800 fails", "datePublished": "2026-05-04", "author": "Ann \\udc00Roe"}'))
    assert "Dam \ufffd fails" in values(raw, "title")
    assert values(raw, "authors") == ["Ann \ufffdRoe"]
    assert values(raw, "published") == ["2026-05-04"]


def test_broken_json_of_something_else_says_nothing() -> None:
    assert values(page(ld('{"@type": "Event", "name": "Fair", "datePublished": "2026-05-04",, }')), "published") == []


# --- lines ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("By Ann Roe and Omar Khan for AFP", [("authors", "Ann Roe and Omar Khan for AFP")]),
        ("Von Lea Brandt publiziert am 25. September 2026", [("published", "25. September 2026"), ("authors", "Lea Brandt")]),
        (
            "Updated May 5, 2026 8:21 am ET / Original May 4, 2026 8:02 am ET",
            [("modified", "May 5, 2026 8:21 am ET"), ("published", "May 4, 2026 8:02 am ET")],
        ),
        ("05/10/2026 - Publicado por: Clara Borges - Categoria: Saúde", [("dated", "05/10/2026"), ("authors", "Clara Borges")]),
        ("기사입력 :[ 2026-08-25 15:24 ]", [("published", "2026-08-25 15:24")]),
        ("Nov 20, 20264:29 AM EST", [("dated", "Nov 20, 20264:29 AM EST")]),
        ("Updated 0339 GMT (1139 HKT) November 19, 2026", [("modified", "0339 GMT (1139 HKT) November 19, 2026")]),
        ("By the time the ferry sank", []),
        ("By Monday, 12 were dead", []),
        ("He was killed on 4 May 2026 when the upper dam at Oru gave way after rain.", []),
        ("Bypass closed", []),
    ],
)
def test_lines_at_the_head(line: str, said: list[tuple[str, str]]) -> None:
    assert [(part.field, part.value) for part in read_line(line, LEXICON.outlets.words).said] == said


# --- hostile pages --------------------------------------------------------------------------------------------------

HOSTILE = {
    "deep lists": ld("[" * 100_000 + "]" * 100_000),
    "deep objects": ld('{"@graph":' * 100_000 + "1" + "}" * 100_000),
    "deep but parsed": ld('{"@graph":' * 900 + "{}" + "}" * 900),
    "five megabytes": ld('{"@type": "NewsArticle", "headline": "' + "x" * 5_000_000 + '"}'),
    "five megabytes of items": ld('{"@graph": [' + '{"@type": "NewsArticle"},' * 200_000 + "{}]}"),
    "not a number": ld('{"@type": "NewsArticle", "datePublished": NaN, "headline": Infinity}'),
    "huge number": ld('{"@type": "NewsArticle", "datePublished": ' + "9" * 5_000 + "}"),
    "doubled keys": ld('{"@type": "NewsArticle", ' + '"headline": "Dam fails",' * 10_000 + '"headline": 7}'),
    "many authors": ld({**ARTICLE, "author": [{"@type": "Person", "name": f"Ann Roe{'abcdefghij'[n % 10]} Lind"} for n in range(10_000)]}),
    "long author": ld({**ARTICLE, "author": "Ann " + "Roe " * 2_500}),
    "wrong types": ld(
        {
            "@type": [3, None, "NewsArticle"],
            "author": [[], 7, {"name": {"@value": "x"}}],
            "publisher": [[]],
            "datePublished": {},
            "url": [1],
        }
    ),
    "loops": ld({"@graph": [{"@id": "#a", "@type": "NewsArticle", "author": {"@id": "#a"}}]}),
    "loose keys": ld('{"@type": "NewsArticle", "headline": ' + '"headline": {' * 50_000),
    "zero day": '<meta property="article:published_time" content="0000-00-00">',
    "year 99999": '<meta property="article:published_time" content="99999-01-01T00:00:00Z">',
    "no such day": '<meta property="article:published_time" content="2026-02-31T25:61:00+99:99">',
    "epochs": "".join(f'<meta name="date" content="{n}">' for n in (0, -1, 10**12, 10**18, 10**30)),
    "broken host": '<link rel="canonical" href="http://[::1"><meta property="og:url" content="https://[">',
    "nul host": '<link rel="canonical" href="http://\x00/a">',
    "punycode": f'<link rel="canonical" href="https://xn--{"a9" * 5_000}.org/"><link rel="canonical" href="https://xn--.xn--{"9" * 60}/">',
    "many points": f'<link rel="canonical" href="https://{"a." * 5_000}org/">',
    "many metas": "".join(f'<meta name="author" content="Ann Roe {n}">' for n in range(20_000)),
    "many times": "".join(f'<time datetime="2026-05-{n % 28 + 1:02}">x</time>' for n in range(20_000)),
    "many bylines": '<div class="byline">' * 5_000 + "Ann Roe" + "</div>" * 5_000,
    "bylines of text": f'<div class="byline">{"Ann Roe and " * 50_000}</div>',
    "foreign dates": "".join(f'<meta name="date" property="article:published_time" content="{n} mars{n} 20{n:02}">' for n in range(99)),
    "line of dates": "<h1>Dam fails at Oru</h1><p>" + "4 May 2026 " * 15 + "</p>",
    "line of labels": "<h1>Dam fails at Oru</h1><p>" + "updated by " * 17 + "</p>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_markup_is_read(name: str) -> None:
    found = document(page(HOSTILE[name]))
    assert found.title is not None
    assert len(found.title) <= 600
    assert len(found.authors) <= 50
    assert all(len(author) <= 60 for author in found.authors)
    for date in (found.published, found.modified):
        assert date is None or re.fullmatch(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\dZ)?)?)?", date)
    assert all(len(row["others"]) <= 8 and len(row["text"]) <= 1_000 for row in found.evidence.values())


@pytest.mark.parametrize(
    "value",
    [
        "0000-00-00",
        "99999-01-01T00:00:00Z",
        "0001-01-01T00:00:00Z",
        "2026-02-31",
        "2 days ago",
        "03/04/2026",
        "Monday",
        "13:45",
        "2026-05-04/2026",
    ],
)
def test_no_date_is_better_than_a_wrong_one(value: str) -> None:
    assert (document(page(f'<meta name="date" content="{value}">')).published or "2026")[:4] == "2026"
    if value != "2026-05-04/2026":
        assert document(page(f'<meta name="date" content="{value}">')).published is None


def test_nothing_later_than_the_day_of_retrieval() -> None:
    raw = page('<meta property="article:published_time" content="2026-05-04T10:00:00Z">')
    assert document(raw, retrieved="2026-05-10").published == "2026-05-04T10:00:00Z"
    assert document(raw, retrieved="2026-05-01").published is None


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Dam \u202efails\u202c at\u2066 Oru", "Dam fails at Oru"),
        ("Dam \x1b[31mfails\x1b[0m at Oru", "Dam fails at Oru"),
        ("Dam \x1b]0;rm -rf\x07fails at Oru", "Dam fails at Oru"),
        ("Dam\x00 fails\x9b at Oru", "Dam fails at Oru"),
        ("\ufeffDam fails at\u200b Oru\u200f", "Dam fails at Oru"),
    ],
)
def test_nothing_that_a_terminal_obeys(title: str, shown: str) -> None:
    found = document(f"<html><head><meta property='og:title' content='{title}'></head><body>{BODY}</body></html>")
    assert found.title == shown


def test_two_times_in_a_footer_do_not_date_a_story() -> None:
    raw = page(
        "", f'<h1>Dam fails at Oru</h1>{BODY}<p><time datetime="2026-05-01">1 May</time> <time datetime="2026-05-02">2 May</time></p>'
    )
    assert document(raw).published is None


def test_the_day_of_a_change_is_no_day_of_publication() -> None:
    raw = page(
        '<meta property="article:modified_time" content="2026-05-06T10:00:00Z">',
        f"<h1>Dam fails at Oru</h1><p>Updated May 6, 2026</p>{BODY}",
    )
    found = document(raw)
    assert (found.published, found.modified) == (None, "2026-05-06T10:00:00Z")


KEYS = st.sampled_from(
    [
        "@type",
        "@id",
        "@graph",
        "headline",
        "author",
        "creator",
        "publisher",
        "name",
        "datePublished",
        "url",
        "mainEntityOfPage",
        "inLanguage",
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=20,
)


@settings(deadline=None, max_examples=60)
@given(JSON | st.dictionaries(KEYS, JSON, max_size=8))
def test_any_json_is_read(value: Any) -> None:
    article = {"@type": "NewsArticle", **value} if isinstance(value, dict) else value
    raw = json.dumps(article)
    for fact in json_ld_facts([Span(0, len(raw))], raw, None):
        assert fact.value.strip()
        assert fact.raw is None or fact.raw.end <= len(raw)


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet=st.sampled_from("<>/=\"' abmeta timedlinkhrefcontentitempropauthordatetime2026-05-04&;"), max_size=300))
def test_any_markup_is_read(markup: str) -> None:
    raw = page(markup)
    assert all(fact.value and len(fact.value) <= 1_000 for fact in facts(raw))


# --- text without markup --------------------------------------------------------------------------------------------

PROSE = (
    "Twelve people died when the upper dam at Oru gave way after three days of rain, the interior ministry said, and thirty more were taken to hospital in Pela.\n\n"
    "Engineers had warned the water board in March that the eastern sluice no longer closed, according to two letters that the board has now published.\n"
)


@pytest.mark.parametrize(
    ("head", "outlet", "title", "authors", "published"),
    [
        (
            "The Pela Courier\n\nDam fails at Oru\n\nBy Ann Roe, Staff Writer\n\n4 May 2026",
            "The Pela Courier",
            "Dam fails at Oru",
            ["Ann Roe"],
            "2026-05-04",
        ),
        ("PELA COURIER | News | Local\n\nDam fails at Oru\n\nAnn Roe, Pela Courier", "PELA COURIER", "Dam fails at Oru", ["Ann Roe"], None),
        ("Dam fails at Oru - BBC News\n\n4 May 2026", "BBC", "Dam fails at Oru", [], "2026-05-04"),
        ("Dam fails at Oru\n\nBy Ann Roe\n\nBBC News, Oru", "BBC", "Dam fails at Oru", ["Ann Roe"], None),
        (
            "Dam fails at Oru\n\nAnn Roe | Pela Daily News\n\nPublished 9:30 a.m. May 4, 2026",
            "Pela Daily News",
            "Dam fails at Oru",
            ["Ann Roe"],
            "2026-05-04",
        ),
        ("Dam fails at Oru\n\nBy Ann Roe in Oru\n\n4 May 2026", None, "Dam fails at Oru", ["Ann Roe"], "2026-05-04"),
        ("Post Office closes at Oru\n\nBy Ann Roe\n\n4 May 2026", None, "Post Office closes at Oru", ["Ann Roe"], "2026-05-04"),
        ("Timeline\n\n4 May 2026", None, "Timeline", [], "2026-05-04"),
    ],
)
def test_the_head_of_plain_text(head: str, outlet: str | None, title: str, authors: list[str], published: str | None) -> None:
    found = document(f"{head}\n\n{PROSE}")
    assert (found.outlet.name if found.outlet else None) == outlet
    assert (found.title, list(found.authors), found.published) == (title, authors, published)


def test_front_matter_of_markdown() -> None:
    head = '---\ntitle: "Dam fails at Oru"\nauthor: Ann Roe\ndate: 2026-05-04\nsource: Pela Post\nurl: https://www.pelapost.example/dam\ntags: [dam, rain]\n---\n'
    found = document(f"{head}\n# Dam fails at Oru\n\n> First.\n\n{PROSE}")
    assert found.outlet is not None
    assert (found.outlet.name, found.outlet.domain) == ("Pela Post", "pelapost.example")
    assert (found.title, found.authors, found.published) == ("Dam fails at Oru", ("Ann Roe",), "2026-05-04")
    assert found.evidence["published"]["text"] == "front matter date"


def test_a_single_key_is_no_front_matter() -> None:
    found = document(f"Dam fails at Oru\n\nDate: 4 May 2026\n\n{PROSE}")
    assert found.evidence["published"]["from"] == "byline"
    assert found.title == "Dam fails at Oru"


@pytest.mark.parametrize(
    ("front", "agency", "rest"),
    [
        ("Oru (dpa) - ", "dpa.com", "Twelve people"),
        ("(Reuters) - ", "reuters.com", "Twelve people"),
        ("PELA. May 4 (Interfax) - ", "interfax.com", "Twelve people"),
        ("PELA, May 4. /TASS/. ", "tass.com", "Twelve people"),
        ("PELA CITY, May 4 (Xinhua) -- ", "xinhuanet.com", "Twelve people"),
        ("The Lurra Relief Group (LRG) - ", None, "The Lurra Relief Group (LRG)"),
        ("Oru (population 900) - ", None, "Oru (population 900)"),
    ],
)
def test_datelines_of_agencies(front: str, agency: str | None, rest: str) -> None:
    raw = f"Dam fails at Oru\n\n{front}{PROSE}"
    source = Source("a.txt", Locator("a.txt"), "0", raw, "utf-8", Given(), None)
    cleaned = clean(source, LEXICON, Config())
    found = document_facts(cleaned, source, LEXICON)
    assert (found.agency.id if found.agency else None) == agency
    assert f"\n{rest}" in cleaned.text


def test_a_signature_at_the_end() -> None:
    assert (document(f"Dam fails at Oru\n\n{PROSE.rstrip()} (ANI)").agency or Given()).id == "aninews.in"
    assert document(f"Dam fails at Oru\n\n{PROSE.rstrip()} (LRG)").agency is None
