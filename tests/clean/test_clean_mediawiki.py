"""MediaWiki pages as HTML: markers and the entries that they name, in the forms that wikis of different days print them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from tests.conftest import source

from claimcite.clean import clean
from claimcite.clean.mediawiki import clean_mediawiki
from claimcite.config import Config
from claimcite.lexicon import load_lexicon
from claimcite.records import Cleaned, Source
from claimcite.report.marker_gold import GoldMarker, wikitext_page
from claimcite.report.marker_html import html_page
from claimcite.report.marker_sets import evaluate_markers
from claimcite.spans import Span

DATA = os.environ.get("CLAIMCITE_DATA")
S = "At least 14 people were killed in Oru on Monday, the ministry said."


def read(body: str, head: str = "") -> Cleaned:
    """Clean an article."""
    raw = f"<html><head>{head}</head><body><div id='siteNotice'>Give!</div><div class='mw-parser-output'><p>{S}</p>{body}</div></body></html>"
    plain = source(raw)
    return clean(Source(plain.path, plain.locator, plain.sha256, raw, "utf-8", plain.given, "mediawiki"), load_lexicon(), Config())


def kept(body: str) -> list[tuple[str, str]]:
    """Kind and text of each block but the first."""
    found = read(body)
    return [(b.kind, b.span.of(found.text)) for b in found.blocks][1:]


def mark(key: str, text: str) -> str:
    """A marker as today's pages have it."""
    return f"<sup id='cite_ref-{key}_0' class='reference'><a href='#cite_note-{key}'><span class='cite-bracket'>[</span>{text}<span class='cite-bracket'>]</span></a></sup>"


def note(key: str, text: str) -> str:
    """An entry as today's pages have it."""
    return f"<li id='cite_note-{key}'><span class='mw-cite-backlink'><b><a href='#cite_ref-{key}_0'>^</a></b></span> <span class='reference-text'>{text}</span></li>"


def test_groups_and_notes_that_cite() -> None:
    found = read(
        f"<p>A.{mark('a-1', 'a')} B.{mark('2', '1')}{mark('n-3', 'note 1')} C.{mark('2', '1')}</p><div class='reflist'><ol class='references' style='list-style-type: lower-alpha'>"
        f"{note('a-1', 'But see ' + mark('4', '2'))}{note('a-9', 'Nobody cites this.')}</ol></div><ol class='references'>{note('2', 'Roe 2020')}{note('4', 'Poe 2021')}</ol><ol class='references'>{note('n-3', 'A note.')}</ol>"
    )
    assert found.text.endswith("A.[a] B.[1][note 1] C.[1]")
    assert [(m.text, m.key) for m in found.markers] == [("[a]", "cite_note-a-1"), ("[1]", "cite_note-2"), ("[note 1]", "cite_note-n-3"), ("[1]", "cite_note-2")]
    assert [(r.number, r.text, r.cites) for r in found.references] == [
        ("a", "But see [2]", ("cite_note-4",)), ("b", "Nobody cites this.", ()), ("1", "Roe 2020", ()), ("2", "Poe 2021", ()), ("note 1", "A note.", ()),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("marker", "entry", "number", "text"),
    [
        ("<sup id='cite_ref-0' class='reference'><a href='#cite_note-0'>[1]</a></sup>", "<li id='cite_note-0'><b><a href='#cite_ref-0'>^</a></b> Roe 2020</li>", "1", "Roe 2020"),
        ("<sup class='reference'><a href='#cite_note-x-5'>[5]</a></sup>", "<li id='cite_note-x-5'>↑ <sup><a href='#cite_ref-x_5-0'>5.0</a></sup> <sup><a href='#cite_ref-x_5-1'>5.1</a></sup> Roe 2020</li>", "5", "Roe 2020"),
        ("<sup class='mw-ref reference' typeof='mw:Extension/ref' data-mw='{\"name\":\"ref\",\"attrs\":{}}'><a href='./Oru#cite_note-2'><span class='mw-reflink-text'>[1]</span></a></sup>",
         "<li about='#cite_note-2' id='cite_note-2'><a href='./Oru#cite_ref-2' rel='mw:referencedBy'><span class='mw-linkback-text'>↑ </span></a> <span id='mw-reference-text-cite_note-2' class='mw-reference-text'>Roe 2020</span></li>", "1", "Roe 2020"),
        ("<span class='mw-ref' typeof='mw:Extension/ref'><a href='./Oru#cite_note-2'><span class='mw-reflink-text'>[lower-alpha 2]</span></a></span>", note("2", "Roe 2020"), "b", "Roe 2020"),
        ("<sup><a href='#cite_note-7'>[7]</a></sup>", note("7", "Roe 2020"), "7", "Roe 2020"),
        ("<sup class='reference'><a href='https://en.wiki.example/wiki/Oru#cite_note-%C3%89t%C3%A9-1'>[1]</a></sup>", "<li id='cite_note-Été-1'><span class='reference-text'>Roe 2020</span></li>", "1", "Roe 2020"),
    ],
)  # fmt: skip
def test_markers_and_entries_of_all_days(marker: str, entry: str, number: str, text: str) -> None:
    found = read(f"<p>It fell.{marker} More.</p><ol class='references'>{entry}</ol>")
    (one,) = found.markers
    (only,) = found.references
    assert one.key == only.key
    assert (only.number, only.text) == (number, text)


def test_pages_behind_markers_and_notes_of_editors_are_no_text() -> None:
    body = (
        f"<p>It fell.{mark('1', '1')}<sup class='reference nowrap'><span title='Page: 45'>:&#8202;45&#8202;</span></sup> It rose.<sup class='noprint Inline-Template Template-Fact'>[<i><a>citation needed</a></i>]</sup>"
        "<sup class='noprint Inline-Template'>[<i><a>when?</a></i>]</sup> 5 km<sup>2</sup>.</p>"
    )
    assert kept(body) == [("paragraph", "It fell.[1] It rose.[citation needed] 5 km2.")]
    assert [(m.text, m.key) for m in read(body).markers] == [("[1]", "cite_note-1"), ("[citation needed]", None)]


def test_short_footnotes_have_the_work_that_they_link_to() -> None:
    work = (
        "<cite id='CITEREFRoe2020' class='citation book cs1'>Roe, Ann (2020). <i>The Dam</i>. Pela Press.</cite>"
        "<span title='ctx_ver=Z39.88-2004&amp;rft.btitle=The+Dam&amp;rft.aulast=Roe&amp;rft.aufirst=Ann&amp;rft.date=2020&amp;rft.pub=Pela+Press' class='Z3988'></span>"
    )
    plain = "<cite id='CITEREFPoe1998' class='citation'>Poe, Omar (1998). <i>Rivers</i>. Oru.</cite>"
    found = read(
        f"<p>A.{mark('1', '1')}{mark('2', '2')}{mark('3', '3')}{mark('4', '4')}</p><ol class='references'>"
        + note("1", "<a href='#CITEREFRoe2020'>Roe 2020</a>, p. 41.") + note("2", "<a href='#CITEREFPoe1998'>Poe 1998</a>, pp. 7–9.") + note("3", "Roe 2020, p. 5.")
        + note("4", "<a href='#CITEREFGone1900'>Gone 1900</a>.") + f"</ol><h2>Sources</h2><ul><li>{work}</li><li>{plain}</li></ul>"
    )  # fmt: skip
    one, two, three, four = found.references
    assert one.text == "Roe 2020, p. 41."
    assert one.fields == {"title": "The Dam", "last": "Roe", "first": "Ann", "date": "2020", "publisher": "Pela Press", "genre": "cite book", "pages": "41"}
    assert (two.fields, two.full) == (None, "Poe, Omar (1998). Rivers. Oru.")
    assert (three.fields or {})["title"] == "The Dam"
    assert (four.fields, four.full) == (None, None)


def test_templates_that_parsoid_kept_are_the_fields() -> None:
    data = {"parts": [{"template": {"target": {"wt": "Cite web\n", "href": "./T"}, "params": {"title": {"wt": "''Dam'' [[fails]]"}, "accessdate": {"wt": "4 May 2026"}, "url": {"wt": "http://a.example/?a=1&b=2"}}}}]}
    attribute = json.dumps(data).replace("&", "&amp;").replace("'", "&#39;")
    found = read(f"<p>A.{mark('1', '1')}</p><ol class='references'>{note('1', f'''<cite class='citation' typeof='mw:Transclusion' data-mw='{attribute}'>Dam</cite>''')}</ol>")
    assert found.references[0].fields == {"cite": "cite web", "title": "Dam fails", "access-date": "4 May 2026", "url": "http://a.example/?a=1&b=2"}


def test_broken_data_of_parsoid_is_passed_over() -> None:
    for data in ("{", "[]", '{"parts": 3}', '{"parts": [{"template": 1}]}', '{"parts": ["x"]}', "{&quot;parts&quot;:[" + "[" * 3000):
        found = read(f"<p>A.{mark('1', '1')}</p><ol class='references'>{note('1', f'<cite data-mw={chr(39)}{data}{chr(39)}>Dam</cite>')}</ol>")
        assert (found.references[0].text, found.references[0].fields) == ("Dam", None)


def test_infoboxes_captions_and_hidden_text() -> None:
    body = (
        "<section><table class='infobox'><tbody><tr><td colspan='2'>Picture<div class='infobox-caption'>The bridge</div></td></tr><tr><th>Deaths</th><td>14<style>.x{}</style>"
        f"{mark('1', '1')}<span style='display:none'>00014</span></td></tr></tbody></table><table class='wikitable'><tr><th>Town<th>Dead<tr><td>Oru<td>14</table></section>"
        "<div class='thumb'><div class='thumbinner'><div class='thumbcaption'><div class='magnify'><a>zoom</a></div>The square of Oru.</div></div></div>"
        "<ul class='gallery'><li class='gallerybox'><div class='gallerytext'>The dam.</div></li></ul>"
    )
    found = kept(body)
    assert ("caption", "The square of Oru.") in found
    assert ("caption", "The dam.") in found
    assert ("infobox", "Deaths 14[1]") in found
    assert ("table", "Oru 14") in found


def test_boxes_of_figures_stay_and_boxes_of_links_go() -> None:
    figures = "<table class='toccolours'><tr><td>1990</td><td>1,200</td></tr></table>"
    links = "<table class='toccolours'><tr><td><a href='/a'>Dams of Pela</a></td><td><a href='/b'>Rivers of Pela</a></td></tr></table>"
    assert kept(figures + links + "<div class='navbox'><a href='/x'>x</a></div>") == [("table", "1990 1,200")]


def test_headings_over_lists_of_notes_go_with_them() -> None:
    body = f"<p>A.{mark('1', '1')}</p><h2>Notes</h2><div class='reflist'><ol class='references'>{note('1', 'Roe 2020')}</ol></div><h3>Sources</h3><ul><li>Roe, Ann (2020). The Dam.</li></ul><h2>Legacy</h2><p>It is remembered.</p>"
    assert kept(body) == [("paragraph", "A.[1]"), ("heading", "Legacy"), ("paragraph", "It is remembered.")]


def test_the_article_is_the_largest_part_that_says_so() -> None:
    raw = f"<html><body><div class='mw-parser-output'>Short notice.</div><div id='mw-content-text'><div class='mw-parser-output'><p>{S}</p></div></div><div id='footer'>Foot.</div></body></html>"
    draft = clean_mediawiki(source(raw), Config())
    assert [b.text for b in draft.blocks] == [S]


@pytest.mark.parametrize("body", [
    note("1", "<span class='Z3988' title='rft.atitle=Dam" + "&amp;rft.au=Roe" * 3000 + "'></span>x"),
    "<li id='cite_note-1'>" * 3000, f"{mark('1', '1')}" * 3000, "<sup class='reference'>" * 5000, "<ol class='references'>" + note("1", "x") * 3000,
    "<table class='infobox'><tr><td>" * 3000, "<a href='#CITEREFa'>" * 5000, "<cite id='CITEREFa'>" * 3000, "<div class='toccolours'>" * 2000,
])  # fmt: skip
def test_hostile_pages_are_read(body: str) -> None:  # minutes, if their time grew with the square of their length
    assert S in read(body).text


# --- the independent readers of the public set -----------------------------------------------------------------------


def test_the_gold_of_pages() -> None:
    page = html_page(f"<p>A{mark('1', '1')}<sup>2</sup></p><ol>{note('1', 'x' + mark('2', '2'))}{note('2', 'y')}</ol>")
    assert len(page.entries) == 2
    assert [marker.entry == page.entries[0] for marker in page.markers] == [True]
    raw = "A<ref name=a>x</ref>{{cn}} B{{efn|y<ref>z</ref>}} <!-- <ref>no</ref> --> C{{sfn|Roe|2020}}\n{{reflist|refs=<ref name=b>w</ref>}}\n* {{cite book|last=Roe|year=2020|title=T}}"
    gold = wikitext_page(raw)
    assert [raw[slice(*m.span)][:5] for m in gold.markers] == ["<ref ", "{{cn}", "{{efn", "{{sfn"]
    assert gold.markers[1] == GoldMarker(Span(20, 26), None)
    assert list(gold.shorts.values()) == ["T"]
    assert len(gold.entries) == 5


@pytest.mark.skipif(DATA is None, reason="CLAIMCITE_DATA names no folder of gold sets")
def test_markers_of_saved_pages() -> None:
    scores = evaluate_markers(load_lexicon(), Config(), Path(DATA or ""))
    for name in ("markers", "marker to reference", "references", "short footnotes"):
        assert (scores[f"{name}, HTML"].whole or 0) >= 0.99
    for name in ("markers", "marker to reference", "references"):
        assert (scores[f"{name}, wikitext"].whole or 0) >= 0.99
    assert (scores["words of the prose, wikitext"].whole or 0) >= 0.995
    assert (scores["free of debris, wikitext"].whole or 0) >= 0.9995
