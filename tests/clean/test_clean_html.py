"""Which blocks of a page are its body, and what becomes of the rest: each case is a kind of page, in words of our own."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import source

from claimcite.clean.body import Layout
from claimcite.clean.density import dense_blocks
from claimcite.clean.html import clean_html
from claimcite.clean.tree import scan
from claimcite.config import Config
from claimcite.lexicon import Lexicon
from claimcite.records import Cleaned
from claimcite.report.body_sets import evaluate_body

Cleaner = Callable[..., Cleaned]
DATA = os.environ.get("CLAIMCITE_DATA")
FIRST = "At least 14 people were killed in Oru on Monday when the Lenn dam broke after a week of rain, the ministry said."
SECOND = "Another 30 were taken to hospitals in Pela, where doctors said that most had been pulled out of flooded cellars."
THIRD = "The mayor of Oru said that the warning had come an hour too late for the people who live below the dam."
LAST = "Engineers had called the dam unsafe two years ago, but nothing was done about it, a letter to the province shows."
URL = "<link rel=canonical href='https://www.pelapost.example/dam'>"


def page(body: str, head: str = URL) -> str:
    """A page."""
    return f"<!doctype html><html lang='en'><head><title>Dam breaks in Oru - Pela Post</title>{head}</head><body>{body}</body></html>"


def paragraphs(*texts: str) -> str:
    """Paragraphs."""
    return "".join(f"<p>{text}</p>" for text in texts)


BODY = paragraphs(FIRST, SECOND, THIRD, LAST)


def kept(found: Cleaned) -> list[tuple[str, str]]:
    """Kind and text of each block."""
    return [(b.kind, b.span.of(found.text)) for b in found.blocks]


def texts(found: Cleaned) -> list[str]:
    """The text of each block."""
    return [text for _, text in kept(found)]


def dropped(found: Cleaned) -> dict[str, str]:
    """Text of each piece left out, with its reason."""
    return {d.text or "": d.reason for d in found.dropped}


# --- where the body is ------------------------------------------------------------------------------------------------


def test_of_equal_lines_the_one_in_its_order_is_taken(cleaned: Cleaner) -> None:
    menu = "<div><div>Sirens failed</div><div>Dam breaks again</div></div>"
    raw = page(f"{menu}<article>{paragraphs(FIRST)}<h2>Sirens failed</h2>{paragraphs(SECOND, THIRD)}</article>{menu}{menu}")
    found = cleaned(raw)
    assert texts(found) == [FIRST, "Sirens failed", SECOND, THIRD]
    place = found.mapped.raw_of(found.blocks[1].span)
    assert place is not None
    assert raw.index(FIRST) < place.start < raw.index(SECOND)


def test_a_class_that_speaks_against_the_whole_article_speaks_against_nothing(cleaned: Cleaner) -> None:
    found = cleaned(page(f"<div class='page has-sidebar'><div class='paywall'>{BODY}<div class='share'><p>Send this story to a friend today.</p></div></div></div>"))
    assert texts(found) == [FIRST, SECOND, THIRD, LAST]
    assert dropped(found)["Send this story to a friend today."] in ("share", "navigation", "advert")


@pytest.mark.parametrize("lines", [None, [FIRST, SECOND, THIRD, LAST]])
def test_a_class_that_speaks_against_most_paragraphs_is_no_judge(cleaned: Cleaner, monkeypatch: pytest.MonkeyPatch, lines: list[str] | None) -> None:
    monkeypatch.setattr("claimcite.clean.html.body_lines", lambda *_: lines)
    body = "".join(f"<div class='promo-{i}'><p>{text}</p></div>" for i, text in enumerate((FIRST, SECOND, THIRD, LAST)))
    assert texts(cleaned(page(f"<div>{body}</div>"))) == [FIRST, SECOND, THIRD, LAST]


def test_notices_and_teasers_outside_the_article_are_left_out(cleaned: Cleaner) -> None:
    notice = "This copy is for your own use and not for sale."
    found = cleaned(page(f"<div><p>{notice}</p></div><div><div>{BODY}</div></div><div><p>Rain is forecast for the whole of the week in Tolvia.</p></div>"))
    assert texts(found) == [FIRST, SECOND, THIRD, LAST]


def test_a_long_table_does_not_drive_out_the_text_around_it(cleaned: Cleaner) -> None:
    rows = "".join(f"<tr><td>Village {i}<td>Houses under water: {i}<td>People brought to the school of the next town: {2 * i}" for i in range(1, 80))
    found = cleaned(page(f"<article>{paragraphs(FIRST, SECOND)}<table>{rows}</table>{paragraphs(THIRD)}</article>"))
    assert {FIRST, SECOND, THIRD} <= set(texts(found))
    assert sum(kind == "table" for kind, _ in kept(found)) == 79


def test_text_beside_paragraphs_in_the_element_that_holds_the_text(cleaned: Cleaner) -> None:
    found = cleaned(page(f"<article><div>{FIRST}<br><br>{SECOND}<br><br>{THIRD}<br><br>Use the north road.<br><br>{LAST}</div></article>"))
    assert texts(found) == [FIRST, SECOND, THIRD, "Use the north road.", LAST]


def test_captions_and_embedded_posts_in_the_midst_are_text(cleaned: Cleaner) -> None:
    figure = "<figure><img src=a><figcaption>The square of Oru under water.</figcaption></figure>"
    post = "<div class='social-embed'><blockquote class='post'><p>We are on the roof of the school in Oru.</p>— Ann Roe (@annroe)</blockquote></div>"
    found = cleaned(page(f"<article>{paragraphs(FIRST)}{figure}{paragraphs(SECOND)}{post}{paragraphs(THIRD, LAST)}</article><div class='social'><blockquote>Follow us!</blockquote></div>"))
    assert ("caption", "The square of Oru under water.") in kept(found)
    assert ("quote", "We are on the roof of the school in Oru.") in kept(found)
    assert "Follow us!" not in found.text


def test_the_title_is_told_from_a_heading(cleaned: Cleaner) -> None:
    found = cleaned(page(f"<article><h1>Dam breaks in Oru, 14 dead</h1>{paragraphs(FIRST, SECOND)}<h2>Warnings</h2>{paragraphs(THIRD, LAST)}</article>"))
    assert kept(found)[0] == ("title", "Dam breaks in Oru, 14 dead")
    assert ("heading", "Warnings") in kept(found)
    other = cleaned(page(f"<article>{paragraphs(FIRST, SECOND)}<h1>What comes next</h1>{paragraphs(THIRD, LAST)}</article>"))
    assert ("heading", "What comes next") in kept(other)


# --- what leads elsewhere ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "link",
    [
        "<p><a href='/flood'>Five charts on the flood in Oru</a></p>",
        "<p>Read more: <a href='https://pelapost.example/flood'>Five charts on the flood in Oru</a></p>",
        "<p><b>Lies auch:</b> <a href='https://m.pelapost.example/flood'>Fünf Bilder von der Flut in Oru</a></p>",
        "<a href='/flood'><div>Five charts on the flood in Oru</div></a>",
    ],
)
def test_links_to_other_pages_of_the_site_are_left_out(cleaned: Cleaner, link: str) -> None:
    found = cleaned(page(f"<article>{paragraphs(FIRST, SECOND)}{link}{paragraphs(THIRD, LAST)}</article>"))
    assert texts(found) == [FIRST, SECOND, THIRD, LAST]


def test_links_to_other_sites_in_the_midst_are_text(cleaned: Cleaner) -> None:
    offer = "<p><a href='https://boots.example/rubber'>Rubber boots from Tolvia, 12 crowns</a></p>"
    found = cleaned(page(f"<article>{paragraphs(FIRST, SECOND)}{offer}{paragraphs(THIRD, LAST)}</article>"))
    assert texts(found) == [FIRST, SECOND, "Rubber boots from Tolvia, 12 crowns", THIRD, LAST]
    assert [link.url for link in found.links] == ["https://boots.example/rubber"]


def test_a_heading_that_is_a_link_stays_over_its_text_and_goes_without(cleaned: Cleaner) -> None:
    linked = "<h3><a href='/dams'>{}</a></h3>"
    found = cleaned(page(f"<article>{paragraphs(FIRST)}{linked.format('The dams of Pela')}{paragraphs(SECOND, THIRD, LAST)}{linked.format('Bridge closed')}{linked.format('Roads open')}</article>"))
    assert texts(found) == [FIRST, "The dams of Pela", SECOND, THIRD, LAST]
    assert {"Bridge closed", "Roads open"} <= set(dropped(found))


def test_headlines_of_other_pages_go_with_the_line_below_and_the_heading_above(cleaned: Cleaner) -> None:
    card = "<div><div><a href='/{0}'>Flood reaches village {0}</a></div><div>The river rose by another {0} metres in the night, the province said.</div></div>"
    found = cleaned(page(f"<article>{BODY}<h3>Elsewhere</h3>{''.join(card.format(i) for i in range(2, 6))}</article>"))
    assert texts(found) == [FIRST, SECOND, THIRD, LAST]


def test_a_link_around_blocks_counts_as_theirs() -> None:
    raw = "<a href='https://oru.example/x'><h3>Dam breaks</h3><p>In the night.</p></a><p>After</p>"
    blocks = clean_html(source(raw), Config()).blocks
    assert [(b.text, b.linked, [url for _, url in b.links]) for b in blocks] == [
        ("Dam breaks", 10, ["https://oru.example/x"]),
        ("In the night.", 13, ["https://oru.example/x"]),
        ("After", 0, []),
    ]


# --- without trafilatura ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lines", [None, [], ["This copy is for your own use and not for sale."]])
def test_density_finds_the_body_where_trafilatura_does_not(cleaned: Cleaner, monkeypatch: pytest.MonkeyPatch, lines: list[str] | None) -> None:
    monkeypatch.setattr("claimcite.clean.html.body_lines", lambda *_: lines)
    comments = paragraphs(*[f"Comment {i}: this is what I have always said about that dam, and nobody listened to me." for i in range(40)])
    notice = "<div><p>This copy is for your own use and not for sale.</p></div>"
    found = cleaned(page(f"<ul><li><a href='/'>Home</a></ul>{notice}<div><div>{BODY * 3}</div></div><div id='comments'>{comments}</div><footer>{paragraphs(FIRST)}</footer>"))
    assert set(texts(found)) == {FIRST, SECOND, THIRD, LAST}
    assert [w.code for w in found.warnings] == (["body_by_tags"] if lines is None else [])


def test_a_failure_inside_trafilatura_is_no_failure_of_the_page(cleaned: Cleaner, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AttributeError("'NoneType' object has no attribute 'tag'")

    monkeypatch.setattr("trafilatura.bare_extraction", fail)
    found = cleaned(page(f"<article>{BODY}</article>"))
    assert texts(found) == [FIRST, SECOND, THIRD, LAST]
    assert [w.code for w in found.warnings] == ["body_by_tags"]


def test_comments_are_the_body_only_of_a_page_without_any() -> None:
    comments = paragraphs(*[f"Comment {i}: this is what I have always said about that dam, and nobody listened to me." for i in range(9)])
    for body, wanted in ((BODY, FIRST), ("", "Comment 0")):
        raw = page(f"<div>{body}</div><div class='comments'>{comments}</div>")
        draft = clean_html(source(raw), Config())
        assert next(block for block in draft.blocks if block.reason is None).text.startswith(wanted)


def test_text_of_no_running_kind_is_kept_where_there_is_no_other(cleaned: Cleaner) -> None:
    assert texts(cleaned("<html><body><table><tr><td>Oru<td>14<tr><td>Pela<td>2</table></body></html>")) == ["Oru 14", "Pela 2"]
    assert cleaned("<html><body></body></html>").text == ""


def test_dense_blocks_of_nothing() -> None:
    assert dense_blocks(Layout([], [0], [""])) == set()


# --- markup as it comes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "around",
    [
        "<html><head><title>Dam</title><meta charset=utf8><body>{}",  # </head> may be left out
        "<html><head><title>Dam</title><link rel=x>{}",
        "<html><body><svg><path d=x>{}",
        "<html><body><noscript><img src=x>{}",
        "<html><body><button>{}",
        "<html><body><select><option>a{}",
        "<html><body><plaintext>{}",
        "<html><body><!-- never closed <p>{}",
        "<html><body><title>never closed <p>{}",
        "<html><body><iframe src=x />{}<iframe></iframe>",
        "<html><body><script src=x />{}<script></script>",
        "<html><body><![if !IE]>{}<![endif]><!--[if IE]><p>old</p><![endif]-->",
        "<html><body><p><![CDATA[{}]]></p>",
        "<html><body><p title='a > b < c'>{}",
        "<html><body><a href='x>{}",
        "<html><body><di\0v><p\0>{}",
        "<html><body><b><i><u>{}",
        "<html><body><table><tr>{}",
    ],
)
def test_markup_that_does_not_end_as_it_should_hides_nothing(cleaned: Cleaner, around: str) -> None:
    found = cleaned(around.format(BODY) + paragraphs(FIRST))
    shown = " ".join([found.text, *(d.text for d in found.dropped)])
    assert all(text in shown for text in (FIRST, SECOND, THIRD, LAST))
    if "href='x" not in around:
        assert SECOND in found.text


def test_a_script_without_an_end_is_told(cleaned: Cleaner) -> None:
    found = cleaned(page(f"{BODY}<script>var a = '{LAST}'"))
    assert FIRST in found.text
    assert [w.code for w in found.warnings] == ["unclosed_markup"]


def test_what_is_passed_over_is_told_with_its_place(cleaned: Cleaner) -> None:
    raw = page(f"<article>{BODY}<button>Show all 30 pictures</button><noscript>Turn on &quot;scripts&quot; to see the map.</noscript></article>")
    found = cleaned(raw)
    assert dropped(found)["Show all 30 pictures"] == "markup"
    place = next(d.raw for d in found.dropped if d.text == 'Turn on "scripts" to see the map.')
    assert place is not None
    assert place.of(raw) == "Turn on &quot;scripts&quot; to see the map."


def test_flattened_blocks_part_their_text() -> None:
    raw = "<div>" * 30 + "<p>one</p><p>two</p><h2>three</h2>four" + "</div>" * 30
    draft = clean_html(source(raw), Config(max_depth=10))
    assert [block.text for block in draft.blocks] == ["one", "two", "three", "four"]


def test_a_second_head_is_none() -> None:
    root = scan("<html><head></head><body><p>a</p><head><p>b</p></head><p>c</p></body></html>").root
    assert [p.tag for p in root.find_all("p")] == ["p", "p", "p"]


# --- the benchmark ----------------------------------------------------------------------------------------------------


@pytest.mark.skipif(DATA is None, reason="CLAIMCITE_DATA names no folder of gold sets")
def test_body_text_on_the_article_extraction_benchmark(lexicon: Lexicon, config: Config) -> None:
    scores = evaluate_body(lexicon, config, Path(DATA or ""))
    ours, alone = scores["body text, articles"], scores["body text, articles, trafilatura alone"]
    assert (ours.f1 or 0) >= 0.98
    assert (ours.f1 or 0) > (alone.f1 or 1) + 0.01
    assert (scores["body text: raw"].accuracy or 0) >= 0.999
    assert (scores["body text: copied"].accuracy or 0) >= 0.99


def test_body_text_without_the_set_has_no_rows(lexicon: Lexicon, config: Config, tmp_path: Path) -> None:
    assert evaluate_body(lexicon, config, tmp_path).rows == ()


def test_a_truth_of_our_own(lexicon: Lexicon, config: Config, tmp_path: Path) -> None:
    folder = tmp_path / "article-extraction-half"
    (folder / "html").mkdir(parents=True)
    (folder / "html" / "a.html").write_text(page(f"<nav>Home</nav><article><h1>Dam breaks in Oru</h1>{BODY}</article>"), encoding="utf8")
    (folder / "html" / "b.html").write_text("no truth for this one", encoding="utf8")
    (folder / "ground-truth.json").write_text(json.dumps({"a": {"articleBody": f"{FIRST} {SECOND} {THIRD}"}}), encoding="utf8")
    row = evaluate_body(lexicon, config, tmp_path)["body text, articles"]
    assert row.n == 1
    assert row.recall == 1.0
    assert 0.5 < (row.precision or 0) < 1.0


def test_each_block_stands_where_it_says(cleaned: Cleaner) -> None:
    raw = page(f"<article>{BODY}</article>")
    found = cleaned(raw)
    places = [found.mapped.raw_of(block.span) for block in found.blocks]
    assert [place.of(raw) for place in places if place] == texts(found)
