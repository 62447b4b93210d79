"""Each cleaner: what is text, what is left out and why, what is a marker, a link, a reference, a fact."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.conftest import source

from claimcite.clean.detect import detect
from claimcite.clean.language import languages
from claimcite.records import Cleaned

Cleaner = Callable[..., Cleaned]
BODY = (
    "<p>At least 14 people were killed in Oru on Monday when the Lenn dam broke after a week of rain, the ministry said.</p>"
    "<p>Another 30 were taken to hospitals in Pela, where doctors said that most had been pulled out of flooded cellars.</p>"
    "<p>The mayor of Oru said that the warning had come an hour too late for the people who live below the dam.</p>"
)


def kept(found: Cleaned) -> list[tuple[str, str]]:
    """Kind and text of each block."""
    return [(b.kind, b.span.of(found.text)) for b in found.blocks]


def dropped(found: Cleaned) -> dict[str, str]:
    """Text of each piece left out, with its reason."""
    return {d.text or "": d.reason for d in found.dropped}


def facts(found: Cleaned, field: str) -> list[str]:
    """Values of a field."""
    return [f.value for f in found.facts if f.field == field]


# --- plain text -----------------------------------------------------------------------------------------------------


def test_plain_infobox_rows_have_a_label(cleaned: Cleaner) -> None:
    found = cleaned("Oru dam failure\n\nLocationOru, Pela\nDate4 May 2026\nDeaths14–20 [1] [2]\n\n" + "The Lenn dam broke above Oru in the night of 4 May 2026, and the river swept away two villages, the ministry said. " * 2)
    rows = [(b.label.of(found.text).strip(), b.span.of(found.text)) for b in found.blocks if b.kind == "infobox" and b.label]
    assert rows == [("Location", "LocationOru, Pela"), ("Date", "Date4 May 2026"), ("Deaths", "Deaths14–20 [1] [2]")]
    assert [m.key for m in found.markers] == ["1", "2"]


def test_plain_wrapped_lines_are_one_paragraph(cleaned: Cleaner) -> None:
    raw = "The dam above Oru broke in the night and the river took away\ntwo villages below it, the ministry said in a statement that\nwas read out on the radio by the governor of the province.\n"
    assert kept(cleaned("Oru\n\n" + raw))[1:] == [("paragraph", " ".join(raw.split()))]


def test_plain_left_over_tags_and_broken_references(cleaned: Cleaner) -> None:
    found = cleaned('Oru\n\nThe army& # 39;s <span class="x">jets</span> hit Oru &amp; Pela on <b>Monday</b> night. [do_widget inner_ad] Nine died.\n')
    assert found.text.splitlines()[-1] == "The army's jets hit Oru & Pela on Monday night. Nine died."


def test_plain_dateline_and_credit_are_facts_not_text(cleaned: Cleaner) -> None:
    found = cleaned(
        "Dam breaks in Oru\n\nBy Ann Roe\n\nPELA, May 4 (AP) — At least 14 people were killed when the Lenn dam broke, police said.\n\nRescuers cross the square of Oru, May 4, 2026. (AP Photo/Omar Poe)\n"
    )
    assert ("paragraph", "At least 14 people were killed when the Lenn dam broke, police said.") in kept(found)
    assert ("caption", "Rescuers cross the square of Oru, May 4, 2026.") in kept(found)
    assert facts(found, "authors") == ["Ann Roe"]
    assert facts(found, "place") == ["PELA"]
    assert "AP" in facts(found, "agency")


def test_plain_trailers_are_dropped_with_their_reason(cleaned: Cleaner) -> None:
    found = cleaned(
        "Dam breaks in Oru\n\nAt least 14 people were killed when the Lenn dam broke.\n\nTags: Oru, dam\n\nRead more: Why it broke\n\nShare on Facebook\n\nLeave a comment\n\nYour email address will not be published.\n"
    )
    assert [kind for kind, _ in kept(found)] == ["title", "paragraph"]
    assert set(dropped(found).values()) == {"related", "share", "comment_form"}


def test_plain_reference_list_with_a_lost_entry(cleaned: Cleaner) -> None:
    found = cleaned('Oru\n\nThe dam broke in 2026. [1] [3]\n\nReferences\n1. ^ a b "Dam breaks". Pela Post. 4 May 2026.\n2. 1 2\n3. "Toll rises". Oru Herald.\n\nSee also\nLenn\n')
    assert [(r.number, r.text) for r in found.references] == [("1", '"Dam breaks". Pela Post. 4 May 2026.'), ("2", ""), ("3", '"Toll rises". Oru Herald.')]
    assert "Pela Post" not in found.text
    assert [m.key for m in found.markers] == ["1", "3"]


def test_plain_mash_up_loses_its_share_words_and_shows_what_it_is(cleaned: Cleaner) -> None:
    story = "The army said on Monday that its jets had struck two depots near the town of Oru in the east. "
    other = "Le ministre a déclaré que des dizaines de personnes avaient été blessées dans la province voisine. "
    found = cleaned((story + "Share. Tweet. " + other + "Rebel Commander Killed Near Lenn River Crossing. 12 Shares. " + "Markets Fall After Central Bank Raises Rates Again. ") * 9)
    assert "Tweet" not in found.text
    assert "Shares" not in found.text
    assert len(found.aggregate) >= 2


# --- Markdown -------------------------------------------------------------------------------------------------------


def test_markdown(cleaned: Cleaner) -> None:
    raw = (
        "# Dam breaks in Oru\n\nBy [Ann Roe](https://pelapost.example/roe) for AFP\n\n![Flooded square](https://i.example/1.jpg)\n\n"
        "At least **14** people were killed, the [ministry](https://gov.example/x_(y)) said in _Oru_.\n\n> We saw nothing.\n\n## Warnings\n\n"
        "* Sirens failed \\* twice.\n\n---\n\nOriginal url: <https://pelapost.example/2026/dam>\n"
    )
    found = cleaned(raw)
    assert found.markup == "markdown"
    assert kept(found) == [
        ("title", "Dam breaks in Oru"),
        ("paragraph", "Flooded square"),
        ("paragraph", "At least 14 people were killed, the ministry said in Oru."),
        ("quote", "We saw nothing."),
        ("heading", "Warnings"),
        ("list", "Sirens failed * twice."),
    ]
    assert [(link.span.of(found.text), link.url) for link in found.links] == [("ministry", "https://gov.example/x_(y)")]
    assert facts(found, "authors") == ["Ann Roe"]
    assert facts(found, "agency") == ["AFP"]
    assert facts(found, "url") == ["https://pelapost.example/2026/dam"]


# --- wikitext -------------------------------------------------------------------------------------------------------

WIKI = "'''Oru''' is a [[town]] in [[Pela (province)|Pela]].<ref name=\"census\">{{cite web |last=Roe |first=Ann |title=Census |work=[[Pela Post]] |date=4 May 2026 |url=https://pelapost.example/c |access-date=5 May 2026}}</ref>\n\n"


def test_wikitext_references(cleaned: Cleaner) -> None:
    found = cleaned(
        WIKI + "It has 400 houses.<ref name=census /><ref>[https://oru.example/h Houses], ''Oru Herald''</ref> It lies on the Lenn.<ref name=late/>{{citation needed|date=May 2026}}\n\n"
        "== References ==\n{{reflist|refs=<ref name=late>Late entry, 2020.</ref>}}\n",
        path="oru.wiki",
    )
    assert kept(found)[-1] == ("paragraph", "Oru is a town in Pela.[1]") or found.text.startswith("Oru is a town in Pela.[1]")
    assert "It has 400 houses.[1][2] It lies on the Lenn.[3][citation needed]" in found.text
    assert [(m.text, m.key) for m in found.markers] == [("[1]", "1"), ("[1]", "1"), ("[2]", "2"), ("[3]", "3"), ("[citation needed]", None)]
    assert [r.text for r in found.references] == ['Roe, Ann (4 May 2026). "Census". Pela Post. Retrieved 5 May 2026.', "Houses, Oru Herald", "Late entry, 2020."]
    assert (found.references[0].fields or {})["url"] == "https://pelapost.example/c"
    assert found.references[1].url == "https://oru.example/h"


def test_wikitext_infobox_table_and_picture(cleaned: Cleaner) -> None:
    found = cleaned(
        "{{Infobox flood\n| image = a.jpg\n| deaths = 14–20\n| date = {{start date|2026|5|4}}\n}}\n" + WIKI + "[[File:Oru.jpg|thumb|upright=1.2|The ''old'' bridge]]\n\n"
        '{| class="wikitable"\n! Town !! Dead !! Hurt\n|-\n| Oru || 14 || 30\n|-\n| Pela || 2 || 9\n|}\n[[Category:Towns]]\n== See also ==\n* [[Lenn]]\n',
        path="oru.wiki",
    )
    assert [text for kind, text in kept(found) if kind == "infobox"] == ["deaths 14–20", "date May 4, 2026"]
    assert ("caption", "The old bridge") in kept(found)
    rows = [[cell.of(found.text).strip() for cell in b.cells] for b in found.blocks if b.kind == "table"]
    assert rows == [["Town", "Dead", "Hurt"], ["Oru", "14", "30"], ["Pela", "2", "9"]]
    assert dropped(found) == {"See also": "related", "Lenn": "related"}
    assert "Towns" not in found.text


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{cite book |author=World Health Organization |title=Floods |year=2020 |publisher=WHO |pages=4–9}}", "World Health Organization (2020). Floods. WHO. pp. 4–9."),
        ("{{cite journal |last1=Roe |first1=A. |last2=Poe |title=Dams |journal=Water |volume=12 |issue=3 |page=4}}", 'Roe, A.; Poe. "Dams". Water. 12 (3): 4.'),
        ("{{cite news |title=Dam breaks |agency=AFP |date=4 May 2026}} See p. 3.", '"Dam breaks". AFP. 4 May 2026. See p. 3.'),
        ("{{harvnb|Roe|2020|p=5}}", "Roe 2020, p. 5"),
        ("https://pelapost.example/dam", "https://pelapost.example/dam"),
    ],
)
def test_wikitext_citations_are_printed_as_a_reader_sees_them(cleaned: Cleaner, template: str, text: str) -> None:
    found = cleaned(WIKI + f"It is old.<ref>{template}</ref> [[A]] {{{{b}}}} '''c'''\n", path="oru.wiki")
    assert found.references[-1].text == text


# --- HTML -----------------------------------------------------------------------------------------------------------


def page(body: str, head: str = "") -> str:
    """A page."""
    return f"<!doctype html><html lang='en'><head>{head}</head><body>{body}</body></html>"


def test_html_body_among_navigation_related_and_comments(cleaned: Cleaner) -> None:
    found = cleaned(
        page(
            "<nav><ul><li><a href='/'>Home</a></li><li><a href='/w'>World</a></li></ul></nav><article><h1>Dam breaks in Oru</h1>"
            f"<figure><img src=a><figcaption>The square of Oru under water on Monday.</figcaption></figure>{BODY}"
            "<div class='related-links'><h3><a href='/a'>Five charts on the flood</a></h3></div></article>"
            "<div id='comments'><h3>Comments</h3><p>First! This is what I always said about that dam, and nobody listened.</p></div><footer><p>© 2026 Pela Post</p></footer>"
        )
    )
    assert found.markup == "html"
    texts = [text for _, text in kept(found)]
    assert texts[0] == "Dam breaks in Oru"
    assert [t[:24] for t in texts if t.startswith(("At least", "Another", "The mayor"))] == ["At least 14 people were ", "Another 30 were taken to", "The mayor of Oru said th"]
    assert ("caption", "The square of Oru under water on Monday.") in kept(found)
    assert not {"Five charts on the flood", "Home", "World"} & set(texts)
    assert not any("First!" in t or "©" in t for t in texts)
    assert dropped(found)["Home"] == "navigation"


def test_html_facts(cleaned: Cleaner) -> None:
    head = (
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Dam breaks", "datePublished": "2026-05-04T10:00:00Z", '
        '"author": [{"@type": "Person", "name": "Ann Roe"}], "publisher": {"name": "Pela Post"}}]}</script>'
        '<meta property="og:site_name" content="Pela Post &amp; Herald"><link rel="canonical" href="https://pelapost.example/dam"><meta content="\'Too late\', says mayor" property=og:title>'
    )
    found = cleaned(page(f"<article><h1>Dam breaks</h1>{BODY}</article>", head))
    assert facts(found, "published")[0] == "2026-05-04T10:00:00Z"
    assert facts(found, "authors") == ["Ann Roe"]
    assert facts(found, "outlet") == ["Pela Post", "Pela Post & Herald"]
    assert facts(found, "url") == ["https://pelapost.example/dam"]
    assert facts(found, "title")[:2] == ["Dam breaks", "'Too late', says mayor"]
    assert facts(found, "language") == ["en"]


def test_html_table_rows_have_cells(cleaned: Cleaner) -> None:
    found = cleaned(page(f"<article><h1>Dam</h1>{BODY}<table><tr><th>Town<th>Dead<tr><td>Oru<td>14</table><p>Rain is forecast for the whole of the week, the weather service said on Monday.</p></article>"))
    assert [[cell.of(found.text).strip() for cell in b.cells] for b in found.blocks if b.kind == "table"] == [["Town", "Dead"], ["Oru", "14"]]


def test_html_text_before_a_dropped_block_keeps_its_own_standing(cleaned: Cleaner) -> None:
    found = cleaned("<html><div class='mw-parser-output'><div>The dam broke in 2026.<div class='navbox'>Dams of Pela</div></div></div></html>")
    assert found.text == "The dam broke in 2026."
    assert dropped(found) == {"Dams of Pela": "navigation"}


def test_html_article_that_trafilatura_overlooks(cleaned: Cleaner, monkeypatch: pytest.MonkeyPatch) -> None:
    notice = "This copy is for your own use and not for sale. To order copies for your clients, write to the office of the publisher in Pela."
    monkeypatch.setattr("claimcite.clean.html.body_lines", lambda *_: [notice])
    found = cleaned(page(f"<div class='notice'>{notice}</div><div class='paywall'>{BODY * 3}</div>"))
    assert "14 people were killed" in found.text


# --- MediaWiki ------------------------------------------------------------------------------------------------------


def test_mediawiki(cleaned: Cleaner) -> None:
    found = cleaned(
        "<html><head><title>Oru - Wiki</title></head><body><h1 id='firstHeading'>Oru</h1><div id='mw-content-text'><div class='mw-parser-output'>"
        "<div class='hatnote'>For the river, see Oru River.</div><table class='infobox'><tr><th>Deaths</th><td>14<sup class='reference'><a href='#cite_note-c-1'>&#91;1&#93;</a></sup></td></tr></table>"
        "<p><b>Oru</b> is a town.<sup id='cite_ref-c_1-0' class='reference'><a href='#cite_note-c-1'><span>[</span>1<span>]</span></a></sup> It is old."
        "<sup class='noprint Inline-Template Template-Fact' style='white-space:nowrap'>[<i><a href='/w'><span title='x'>citation needed</span></a></i>]</sup></p>"
        "<div id='toc' class='toc'><ul><li>1 History</li></ul></div><h2>History<span class='mw-editsection'>[edit]</span></h2><p>The dam broke in 2026.</p>"
        "<h2>References</h2><div class='reflist'><ol class='references'><li id='cite_note-c-1'><span class='mw-cite-backlink'>^ <a href='#'>a</a></span> <span class='reference-text'>"
        "<cite>Roe, Ann. <a class='external' href='https://pelapost.example/c?a=1&amp;b=2'>\"Census\"</a>. Pela Post.</cite>"
        "<span class='Z3988' title='ctx_ver=Z39.88-2004&amp;rft.atitle=Census&amp;rft.jtitle=Pela+Post&amp;rft.aulast=Roe&amp;rft.aufirst=Ann&amp;rft.date=2026-05-04'></span></span></li></ol></div>"
        "<div class='navbox'>Towns of Pela</div></div></div></body></html>"
    )
    assert found.markup == "mediawiki"
    assert kept(found) == [("infobox", "Deaths 14[1]"), ("paragraph", "Oru is a town.[1] It is old.[citation needed]"), ("heading", "History"), ("paragraph", "The dam broke in 2026.")]
    assert [(m.text, m.key) for m in found.markers] == [("[1]", "cite_note-c-1"), ("[1]", "cite_note-c-1"), ("[citation needed]", None)]
    (entry,) = found.references
    assert (entry.key, entry.number, entry.text, entry.url) == ("cite_note-c-1", "1", 'Roe, Ann. "Census". Pela Post.', "https://pelapost.example/c?a=1&b=2")
    assert entry.fields == {"title": "Census", "work": "Pela Post", "last": "Roe", "first": "Ann", "date": "2026-05-04"}
    assert dropped(found)["Towns of Pela"] == "navigation"
    assert dropped(found)["1 History"] == "navigation"


# --- what the markup is, what the language is ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "path", "markup"),
    [
        ("<!DOCTYPE html><html><p>x", "a.txt", "html"),
        ("<p>One.</p><p>Two.</p><div>x</div><p>y", "a.txt", "html"),
        ("<html><div class='mw-parser-output'>x", "a.html", "mediawiki"),
        ("'''Oru''' is a [[town]].<ref>a</ref> {{cn}}\n== History ==\n", "a.txt", "wikitext"),
        ("# Oru\n\nBy [A. Roe](https://x.example)\n", "a.txt", "markdown"),
        ("One line alone.", "a.md", "markdown"),
        ("The toll rose to 12 < 14 [5] * 2.", "a.html", "plain"),
    ],
)
def test_content_decides_what_the_markup_is(raw: str, path: str, markup: str) -> None:
    assert detect(source(raw, path=path)) == markup


def test_stretches_of_another_language(cleaned: Cleaner) -> None:
    french = "Le ministre a déclaré que des dizaines de personnes avaient été blessées dans la province voisine."
    found = cleaned(f"Dam breaks in Oru\n\nThe army said that its men had left the town and that nobody was hurt.\n\n{french}\n\nIt was not clear who had given the order to leave the town.\n")
    spans, main = languages(found.text, found.blocks)
    assert main == "en"
    assert [s.span.of(found.text) for s in spans if s.language == "fr"] == [french]
