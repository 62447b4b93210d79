"""Wikitext: what a reader sees of it, its notes and what they cite, its tables and boxes; whatever comes in, each character knows its place."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import SAMPLES, source

from claimcite.clean import clean
from claimcite.clean.wikinodes import Node
from claimcite.clean.wikiscan import scan
from claimcite.clean.wikitext import clean_wikitext
from claimcite.clean.wikitree import MAX_DEPTH
from claimcite.config import Config
from claimcite.errors import CleanError
from claimcite.lexicon import load_lexicon
from claimcite.records import Cleaned, RawReference, Source

DATA = os.environ.get("CLAIMCITE_DATA")
PAGES = sorted(Path(DATA or "", "wikipedia-half").glob("*/*")) if DATA else []
S = "At least 14 people were killed in Oru on Monday, the ministry said."


def read(raw: str) -> Cleaned:
    """Clean a text as wikitext."""
    plain = source(raw)
    return clean(Source(plain.path, plain.locator, plain.sha256, raw, "utf-8", plain.given, "wikitext"), load_lexicon(), Config())


def kept(raw: str) -> list[tuple[str, str]]:
    """Kind and text of each block."""
    found = read(raw)
    return [(b.kind, b.span.of(found.text)) for b in found.blocks]


def notes(raw: str) -> list[RawReference]:
    """The entries of a page."""
    return list(read(raw).references)


def marks(raw: str) -> list[tuple[str, str | None]]:
    """Text and key of each marker."""
    return [(m.text, m.key) for m in read(raw).markers]


# --- what a reader sees ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("'''Oru''' is a ''small'' '''''town'''''.", "Oru is a small town."),
        ("It is the ''Lenn'''s bank.", "It is the Lenn's bank."),
        ("The ''''bold''' quote.", "The 'bold quote."),
        ("See [[Pela]], [[Pela (province)|the province]] and [[dam]]s.", "See Pela, the province and dams."),
        ("[[:Category:Dams|Dams]], [[s:Oru|the text]] and [[sv:Oru]][[Category:Towns]]it.", "Dams, the text and it."),
        ("The [https://oru.example/a town site] and https://oru.example/b.", "The town site and https://oru.example/b."),
        ("Empty [[ ]][[:]][[|]]links and [[the {{nowrap|dam}}]].", "Empty links and the dam."),
        ("A<!-- [[hidden]] {{x}} --> town.", "A town."),
        ("Some <nowiki>[[brackets]] and '''marks'''</nowiki> stay.", "Some [[brackets]] and '''marks''' stay."),
        ("H<sub>2</sub>O, 5 km<sup>2</sup> and <small>small</small><br />print &amp; &nbsp;more.", "H2O, 5 km2 and small print & more."),
        ("__NOTOC__A town.__NOEDITSECTION__", "A town."),
        ("It has <math>x^2</math> houses.", "It has houses."),
        ('<span style="display:none">05</span>May and <span style="color:red">red</span>.', "May and red."),
        ("a < b and <John> said 3 > 2.", "a < b and <John> said 3 > 2."),
        ("The toll [1, [2, 3]] rose.", "The toll [1, [2, 3]] rose."),
        # templates that print text
        ("{{nowrap|14 May}}, {{lang|fr|Oru-sur-Lenn}}, {{small|east}}.", "14 May, Oru-sur-Lenn, east."),
        ("{{convert|120|mm|in}} and {{convert|5|to|10|km|mi}}, {{cvt|6|ft|2|in|m}}.", "120 mm and 5 to 10 km, 6 ft 2 in."),
        ("It began on {{start date|2026|5|4|df=yes}}, {{start date|2026|5}}.", "It began on 4 May 2026, May 2026."),
        ("{{birth date and age|1980|12|31}} or {{dts||10|17}} or {{dts|1810}}", "December 31, 1980 or October 17 or 1810"),
        ("Le {{date|4|mai|2026}}, {{citation|tout va bien}}{{br}}dit-il.", "Le 4 mai 2026, tout va bien dit-il."),
        ("{{As of|2026|5}} it had, {{as of|2026|lc=y}}, {{as of|2025|since=y|lc=y}}.", "As of May 2026 it had, as of 2026, since 2025."),
        ("{{flag|Tolvia}} and {{flagicon|Oru}} [[Pela]].", "Tolvia and Pela."),
        ("{{ill|Ann Roe|de|Ann Roe (Autorin)}} and {{ill|Omar Poe|fr|lt=Poe}}.", "Ann Roe and Poe."),
        ("{{HMS|Lenn|1910|6}} sank; {{abbr|mph|miles per hour}}{{snd}}{{circa|1500}}.", "HMS Lenn sank; mph – c. 1500."),
        ("{{US$|5 million}}, {{frac|5|1|2}}, {{val|5|1|u=km}}.", "US$5 million, 5 1/2, 5 ± 1 km."),
        ("It is '''Oru''' ({{IPAc-en|ˈ|oʊ|r|uː}}, {{lang-fr|Orou}}).", "It is Oru (/ˈoʊruː/, Orou)."),
        ("The town of Oru ({{coord|5|N|6|E}}, {{audio|oru.ogg}}) is old.", "The town of Oru is old."),
        ("{{lc:ORU}} {{#if:x|then {{nowrap|so}}|else}} {{#if: |then|else}} {{{1|default}}}.", "ORU then so else default."),
        ("{{cita requerida}}{{clarify|date=May 2026}}{{use dmy dates}}A town.", "[citation needed]A town."),
        ("{{nowrap|{{lang|fr|{{small|[[Oru|the town]]}}}}}} is old.", "the town is old."),
        ("They sailed the {{Unknown ship|Lenn Queen}} to Pela.", "They sailed the Lenn Queen to Pela."),
        ("The ground has {{stadium figures|oru}} seats.", "The ground has seats."),
        ("A title with {{!}} a bar.", "A title with | a bar."),
    ],
)
def test_running_text(raw: str, text: str) -> None:
    assert read(f"{raw}\n").text == text


def test_blocks_end_where_a_reader_sees_them_end() -> None:
    assert kept("One\nline\n\nTwo\n* item ''a''\n* item b\n# first\n:indented\n;term\n----\n== H ==\n=== {{nowrap|Sub}} [[x|heading]] ===\nlast<br><br>line\n") == [
        ("paragraph", "One line"), ("paragraph", "Two"), ("list", "item a"), ("list", "item b"), ("list", "first"), ("list", "indented"), ("list", "term"),
        ("heading", "H"), ("heading", "Sub heading"), ("paragraph", "last"), ("paragraph", "line"),
    ]  # fmt: skip
    levels = {b.span.of(found.text): b.level for found in [read("== A ==\n\nx\n\n==== B ====\n\ny\n")] for b in found.blocks if b.kind == "heading"}
    assert levels == {"A": 2, "B": 4}


def test_a_comment_of_its_own_line_ends_no_paragraph() -> None:
    assert kept("One sentence.\n<!-- note -->\nAnother one.\n") == [("paragraph", "One sentence. Another one.")]


def test_quotations_and_pictures_are_blocks_of_their_own() -> None:
    raw = (
        "He wrote:\n{{quote|We saw [[Lenn|nothing]].<ref>Roe</ref>|Ann Roe|''Diary''}}\nThen.\n\n<blockquote>It is over.</blockquote>\n"
        "[[File:Oru.jpg|thumb|left|200px|alt=A bridge|The ''old'' [[bridge]]]] The text goes on [[File:flag.svg|20px|Flag]] here.\n"
        "<gallery>\nFile:a.jpg|The [[dam]]\nb.jpg\n</gallery>\n{{multiple image|image1=a.jpg|caption1=Left|image2=b.jpg|caption2=Right}}\n"
    )
    assert kept(raw) == [
        ("paragraph", "He wrote:"), ("quote", "We saw nothing.[1]"), ("quote", "— Ann Roe, Diary"), ("paragraph", "Then."), ("quote", "It is over."),
        ("caption", "The old bridge"), ("paragraph", "The text goes on here."), ("caption", "The dam"), ("caption", "Left"), ("caption", "Right"),
    ]  # fmt: skip


def test_poems_keep_their_words() -> None:
    assert read("<poem>\nThe ''river''\ntook all\n</poem>").text == "The river took all"


def test_what_is_left_out_is_kept_with_its_reason() -> None:
    found = read(f"{{{{Main|Floods}}}}\n{S}\n\n{{{{Towns of Pela|state=open}}}}\n<math>x</math>\n\n== See also ==\n* [[Lenn]]\n\n== References ==\n{{{{reflist}}}}\n")
    assert found.text == S
    reasons = {d.text: d.reason for d in found.dropped}
    assert reasons["{{Main|Floods}}"] == "related"
    assert reasons["{{Towns of Pela|state=open}}"] == reasons["<math>x</math>"] == "markup"
    assert (reasons["Lenn"], reasons["References"], reasons["{{reflist}}"]) == ("related", "reference_list", "reference_list")
    assert all(d.raw is not None for d in found.dropped)


def test_sections_of_references_are_left_out_with_their_lists() -> None:
    raw = (
        f"{S}<ref>Roe 2020</ref>\n\n== Notes and references ==\n{{{{reflist}}}}\n=== Sources ===\n* Roe, Ann (2020). ''The Dam''. Pela Press.\n"
        "* {{cite book|last=Poe|first=Omar|title=Rivers|year=2019}}\n\n== Legacy ==\nIt is remembered.\n\n== Works ==\n{{refbegin}}\n* A list of works\n{{refend}}\nThe end.\n"
    )
    found = read(raw)
    assert [b.span.of(found.text) for b in found.blocks] == [S + "[1]", "Legacy", "It is remembered.", "Works", "The end."]
    assert {d.text for d in found.dropped if d.reason == "reference_list"} >= {"Notes and references", "Sources", "A list of works"}


# --- notes ----------------------------------------------------------------------------------------------------------


def test_notes_by_name_and_group() -> None:
    raw = (
        'A<ref name="x y">One</ref> B<ref name=z /> C<ref name = \'x y\'/>{{rp|45}} D<ref group="note">Two<ref name="x y"/></ref>\n'
        "E{{efn|Three<ref>Four</ref>}} F{{efn|name=k|Five}}{{efn|name=k}} G{{refn|Six|group=note}} H{{#tag:ref|Seven|group=lower-roman}} I{{r|z|x y|p=4}}\n"
        '<references>\n<ref name=z>Late</ref>\n<ref name="never">Unused</ref>\n</references>'
    )
    assert read(raw).text == "A[1] B[2] C[1] D[note 1] E[a] F[b][b] G[note 2] H[i] I[2][1]"
    entries = {r.number: (r.text, r.cites) for r in notes(raw)}
    assert entries == {
        "1": ("One", ()), "2": ("Late", ()), "note 1": ("Two[1]", ("1",)), "3": ("Four", ()), "a": ("Three[3]", ("3",)), "b": ("Five", ()),
        "note 2": ("Six", ()), "i": ("Seven", ()), "4": ("Unused", ()),
    }  # fmt: skip
    assert all(r.raw is not None and raw[r.raw.start] in "<{" for r in notes(raw))


def test_a_note_without_a_definition_has_no_entry_and_citation_needed_none_either() -> None:
    raw = "A<ref name=lost /> B{{citation needed|date=May 2026}} C{{cn}} D{{failed verification}} E{{citation needed span|so they say}} F"
    assert marks(raw) == [("[1]", "1"), ("[citation needed]", None), ("[citation needed]", None), ("[failed verification]", None), ("[citation needed]", None)]
    assert notes(raw) == []
    assert "E so they say[citation needed] F" in read(raw).text.replace("Eso", "E so")


def test_equal_notes_without_a_name_are_two() -> None:
    assert [(r.number, r.text) for r in notes("A<ref>Roe</ref> B<ref>Roe</ref>")] == [("1", "Roe"), ("2", "Roe")]


def test_a_slash_that_was_forgotten_swallows_no_text() -> None:
    raw = "A<ref name=x>Roe</ref> B<ref name=x> and more text<ref>Poe</ref>."
    assert read(raw).text == "A[1] B[1] and more text[2]."


@pytest.mark.parametrize("lists", ["{{reflist|refs=<ref name=a>One</ref>}}", "{{reflist|\n<ref name=a>One</ref>}}", "<references><ref name=a>One</ref></references>",
                                   "{{reflist|30em|refs=\n<ref name='a'>One</ref>\n}}", "{{unknown box|source=<ref name=a>One</ref>}}"])  # fmt: skip
def test_a_note_may_be_defined_where_it_leaves_no_marker(lists: str) -> None:
    raw = f"Text.<ref name=a />\n\n{lists}\n"
    assert marks(raw) == [("[1]", "1")]
    (entry,) = notes(raw)
    assert (entry.number, entry.text) == ("1", "One")
    assert raw[entry.raw.start : entry.raw.end].startswith("<ref name")  # type: ignore[union-attr]


def test_short_footnotes_have_the_fields_of_the_work_that_they_stand_for() -> None:
    raw = (
        "A{{sfn|Roe|Poe|2020|p=5}} B{{sfn|Roe|Poe|2020|p=5}} C{{sfnp|Lind|2019|pp=7–9}} D<ref>{{harvnb|Oru Council|1998}}, map 2.</ref> E<ref>Marsh 2015, p. 12.</ref> F{{sfn|Gone|1900}}"
        " G{{sfnm|1a1=Roe|1a2=Poe|1y=2020|2a1=Lind|2y=2019}} H {{harv|Lind|2019|p=3}}\n\n== Sources ==\n* {{cite book|last1=Roe|first1=Ann|last2=Poe|first2=O.|title=The Dam|year=2020}}\n"
        "* {{cite journal|last=Lind|first=K.|title=Rivers|journal=Water|date=May 2019|ref=harv}}\n* {{cite report|title=Survey|author=Council of Oru|year=1998|ref={{sfnref|Oru Council|1998}}}}\n"
        "* Marsh, Ida (2015). ''Stones''. Pela Press.\n"
    )
    found = {r.number or r.key: r for r in notes(raw)}
    assert [found[n].text for n in ("1", "2", "3", "4", "5", "6")] == ["Roe & Poe 2020, p. 5", "Lind (2019), pp. 7–9", "Oru Council 1998, map 2.", "Marsh 2015, p. 12.", "Gone 1900", "Roe & Poe 2020; Lind 2019"]
    assert [(found[n].fields or {}).get("title") for n in ("1", "2", "3", "5", "6")] == ["The Dam", "Rivers", "Survey", None, "The Dam"]
    assert (found["1"].fields or {})["pages"] == "5"
    assert found["4"].full == "Marsh, Ida (2015). Stones. Pela Press."
    assert (found["CITEREFLind2019"].number, (found["CITEREFLind2019"].fields or {})["title"]) == (None, "Rivers")
    assert [m for m in marks(raw) if m[1] and m[1].startswith("CITEREF")] == [("(Lind 2019, p. 3)", "CITEREFLind2019")]


def test_notes_of_a_name_and_a_page_stand_for_the_only_bound_work_of_that_author() -> None:
    raw = (
        "A<ref>Ann Roe, ''The Dam'', Pela Press, 2020, p. 1.</ref> B<ref>Roe, p. 12.</ref> C<ref>{{cite news|last=Poe|first=O.|title=Rain|work=Pela Post|date=4 May 2026}}</ref> D<ref>Poe, pp. 4–5.</ref>"
        " E<ref>{{cite book|last=Lind|title=Rivers|year=2019}}</ref><ref>{{cite book|last=Lind|title=Stones|year=2018}}</ref> F<ref>Lind, p. 3</ref> G<ref>Lind 2018, p. 3</ref>"
    )
    found = {r.text: r for r in notes(raw)}
    assert found["Roe, p. 12."].full == "Ann Roe, The Dam, Pela Press, 2020, p. 1."
    assert (found["Poe, pp. 4–5."].fields, found["Poe, pp. 4–5."].full) == (None, None)
    assert (found["Lind, p. 3"].fields, found["Lind, p. 3"].full) == (None, None)
    assert (found["Lind 2018, p. 3"].fields or {})["title"] == "Stones"


def test_a_note_of_templates_that_nobody_knows_is_kept_as_written() -> None:
    assert [r.text for r in notes("A<ref>{{SEP entry|dams|Ann Roe}}.</ref> B<ref>{{Film page|4711}}</ref>")] == ["SEP entry: dams, Ann Roe", "Film page: 4711"]


def test_archived_copies_and_dead_links_beside_a_reference() -> None:
    copy = "https://web.archive.org/web/20120207154832/http://oru.example/a"
    raw = (
        f"A<ref>[http://oru.example/a The dam] {{{{webarchive|url={copy}|date=7 February 2012}}}}</ref> B<ref>http://oru.example/b {{{{dead link|date=May 2026}}}}</ref>"
        f" C<ref>{{{{cite web|title=T|url=http://oru.example/c}}}} {{{{webarchive|url={copy}|date=7 February 2012}}}}</ref> D<ref>{{{{wayback|url=http://oru.example/d|date=20120207}}}} ''Oru''</ref>"
    )
    a, b, c, d = notes(raw)
    assert (a.text, a.url) == ("The dam", copy)
    assert (b.text, b.url) == ("http://oru.example/b", "http://oru.example/b")
    assert ((c.fields or {})["archive-url"], (c.fields or {})["archive-date"]) == (copy, "7 February 2012")
    assert d.url == "https://web.archive.org/web/20120207/http://oru.example/d"


@pytest.mark.parametrize(
    ("template", "fields"),
    [
        ("{{Cite_news |last=Roe |title=A |accessdate=4 May 2026 |archiveurl=http://a.example |lang=de}}", {"cite": "cite news", "last": "Roe", "title": "A", "access-date": "4 May 2026", "archive-url": "http://a.example", "language": "de"}),
        ("{{cite journal |vauthors=((Oru Council)), Roe A |title=T}}", {"cite": "cite journal", "vauthors": "Oru Council, Roe A", "title": "T"}),
        ("{{Internetquelle |autor=Ann Roe |titel=Der Damm |url=http://a.example |werk=Pela Post |datum=2026-05-04 |abruf=2026-05-05 |hrsg=X}}",
         {"cite": "cite web", "author": "Ann Roe", "title": "Der Damm", "url": "http://a.example", "work": "Pela Post", "date": "2026-05-04", "access-date": "2026-05-05", "editor": "X"}),
        ("{{Literatur |Autor=Ann Roe |Titel=Flüsse |Verlag=Pela |Ort=Oru |Datum=2020 |ISBN=1 |Seiten=4–5 |Online=[http://a.example Online]}}",
         {"cite": "cite book", "author": "Ann Roe", "title": "Flüsse", "publisher": "Pela", "location": "Oru", "date": "2020", "isbn": "1", "pages": "4–5", "url": "http://a.example"}),
        ("{{Lien web |nom1=Roe |prénom1=Ann |nom2=Poe |titre=Le barrage |url=http://a.example |site=Pela |consulté le=5 mai 2026}}",
         {"cite": "cite web", "last": "Roe", "first": "Ann", "last2": "Poe", "title": "Le barrage", "url": "http://a.example", "work": "Pela", "access-date": "5 mai 2026"}),
        ("{{cita noticia |apellidos=Roe |nombre=Ana |título=La presa |periódico=Correo de Pela |fecha=4 de mayo de 2026 |fechaacceso=5 de mayo}}",
         {"cite": "cite news", "last": "Roe", "first": "Ana", "title": "La presa", "newspaper": "Correo de Pela", "date": "4 de mayo de 2026", "access-date": "5 de mayo"}),
    ],
)  # fmt: skip
def test_citation_templates_of_other_wikis_and_days(template: str, fields: dict[str, str]) -> None:
    (entry,) = notes(f"A<ref>{template}</ref>")
    assert dict(entry.fields or {}) == fields


def test_a_reference_of_several_parts_is_printed_whole() -> None:
    raw = "A<ref>See {{cite web|title=[[Dam]] ''fails''|url=http://a.example/x?a=1|date=4 May 2026}}; also {{cite book|author=Ann Roe|title=Rivers {{!}} Dams}}, p. 4.</ref>"
    (entry,) = notes(raw)
    assert entry.text == 'See "Dam fails". 4 May 2026.; also Ann Roe. Rivers | Dams., p. 4.'
    assert (entry.fields or {})["title"] == "Dam fails"


# --- tables and boxes -----------------------------------------------------------------------------------------------


def rows(raw: str) -> list[list[str]]:
    """The cells of each row."""
    found = read(raw)
    return [[cell.of(found.text).strip() for cell in b.cells] for b in found.blocks if b.kind == "table"]


@pytest.mark.parametrize(
    ("raw", "cells"),
    [
        ('{| class="wikitable"\n|+ style="x" | Toll\n! Town !! Dead\n|-\n| [[Oru|The town]] || align=right | 14\n|-\n! Pela\n| 2\n|}', [["Town", "Dead"], ["The town", "14"], ["Pela", "2"]]),
        ("{|\n|-\n|a<br>b\n|\n* c\n* d\n|}", [["a b", "c, d"]]),
        ("{|\n! a\n|-\n| {{nowrap|x{{!}}y}} || [[File:f.svg|20px]] z\n|}", [["a"], ["x|y", "z"]]),
        ("{|\n| '''Total''' || 9<ref>Roe</ref>\n|}", [["Total", "9[1]"]]),
        ("{{(!}}\n{{!-}}\n{{!}} a {{!!}} b\n{{!)}}", [["a", "b"]]),
        ("<table><tr><td>a</td><td>b</td></tr></table>", [[]]),
    ],
)
def test_tables(raw: str, cells: list[list[str]]) -> None:
    assert rows(f"Text.\n\n{raw}\n") == cells


def test_tables_in_tables_and_layout() -> None:
    raw = f"{{|\n| valign=top |\n{S} {S} {S} {S}\n* item\n|\n{{|\n| a || b\n|}}\n|}}\n\n{{| class=navbox\n| [[x]] || [[y]]\n|}}\n"
    assert kept(raw) == [("paragraph", f"{S} {S} {S} {S}"), ("list", "item"), ("table", "a b")]


def test_infobox_rows() -> None:
    raw = (
        "{{Infobox flood\n| name = Oru flood\n| image = a.jpg\n| caption = The [[bridge]]\n| deaths = 14–20<ref>Roe</ref>\n| leader_title1 = Mayor\n| leader_name1 = [[Ann Roe]]\n"
        "| languages = {{hlist|Oruan|Pelan}}\n| towns = {{plainlist|\n* Oru\n* Pela\n}}\n| bgcolor = #ff0000\n| website = http://oru.example\n| empty =\n"
        "| module = {{Infobox dam|dam_height=38 m}}\n| label1 = Opened\n| data1 = {{start date|1950|6|1|df=y}}\n}}\n"
    )
    found = read(raw)
    boxes = [(b.label.of(found.text).strip(), b.span.of(found.text)[b.label.end - b.span.start :]) for b in found.blocks if b.kind == "infobox" and b.label]
    assert boxes == [("name", "Oru flood"), ("deaths", "14–20[1]"), ("Mayor", "Ann Roe"), ("languages", "Oruan, Pelan"), ("towns", "Oru, Pela"), ("Opened", "1 June 1950"), ("dam_height", "38 m")]
    assert ("caption", "The bridge") in kept(raw)


# --- pages as they come ---------------------------------------------------------------------------------------------


def test_a_page_escaped_as_in_a_dump() -> None:
    raw = "'''Oru''' is a [[town]].&lt;ref name=&quot;a&quot;&gt;{{cite web|title=R &amp;amp; D|url=http://a.example}}&lt;/ref&gt; It is old&amp;nbsp;too.&lt;ref name=&quot;a&quot; /&gt;&lt;!-- x --&gt;"
    found = read(raw)
    assert found.text == "Oru is a town.[1] It is old too.[1]"
    assert (found.references[0].fields or {})["title"] == "R & D"
    assert found.references[0].raw is not None
    defined = raw[slice(*found.references[0].raw)]
    assert defined.startswith("&lt;ref name")
    assert defined.endswith("&lt;/ref&gt;")


def test_a_page_that_has_lost_its_line_ends() -> None:
    raw = f"'''Oru''' is a town. {S * 60} == History == {S} === Floods === {S} * one * two {{| class=x ! Town ! Dead |- | Oru | 14 |}} == References == {{{{reflist}}}}"
    texts = kept(raw)
    assert [t for t in texts if t[0] in ("heading", "list", "table")] == [("heading", "History"), ("heading", "Floods"), ("list", "one"), ("list", "two"), ("table", "Town Dead"), ("table", "Oru 14")]


def test_the_title_is_the_bold_beginning_of_the_first_paragraph() -> None:
    for raw, title in ((f"{{{{x|{{{{y}}}}}}}}\nThe '''[[Oru|Oru Dam]]''' is a dam. {S}", "Oru Dam"), ("'''Oru''' (Pela)", "Oru"), ("Rain made the '''Lenn''' rise.", None)):
        assert next((f.value for f in read(raw).facts if f.field == "title"), None) == title


def test_unbalanced_markup_loses_no_text_and_is_told() -> None:
    found = read(f"{{{{quote|{S}\n\nMore [[text and ''so'' on.\n\n== H ==\nThe end.<ref>lost")
    assert found.text.replace("\n", " ").split() == ["quote", *S.split(), "More", "text", "and", "so", "on.", "H", "The", "end.lost"]
    assert [w.code for w in found.warnings] == ["unbalanced_wikitext"]
    assert read(f"{S} <!-- never closed").text == S
    assert read("Fine {{nowrap|text}}.").warnings == ()


# --- hostile input, and places --------------------------------------------------------------------------------------

#: Each grows with ``n``; minutes, if its time grew with the square of its length.
HOSTILE: dict[str, Callable[[int], str]] = {
    "refs": lambda n: "<ref>" * 20 * n,
    "named refs": lambda n: "<ref name=x>" * 8 * n + "</ref>",
    "templates": lambda n: "{{a|" * 25 * n,
    "links": lambda n: "[[" * 50 * n,
    "quotes": lambda n: "'''" * 33 * n,
    "tables": lambda n: "\n{|" * 33 * n,
    "comments": lambda n: "<!--" * 25 * n,
    "equals": lambda n: "==" * 50 * n,
    "headings": lambda n: "\n==a" * 25 * n,
    "nested templates": lambda n: "{{nowrap|" * 10 * n + "x" + "}}" * 10 * n,
    "nested boxes": lambda n: "{{infobox a|b=" * 3 * n + "x" + "}}" * 3 * n,
    "nested notes": lambda n: "{{efn|a" * 3 * n + "}}" * 3 * n,
    "cycles": lambda n: "<ref name=a>x <ref name=b /></ref><ref name=b>y {{r|a}}</ref>" * n,
    "nested refs": lambda n: "<ref>" * n + "x" + "</ref>" * n,
    "many refs": lambda n: "a<ref>b</ref>" * 20 * n,
    "mixed brackets": lambda n: "{{[[" * 20 * n + "}}]]" * 20 * n,
    "braces": lambda n: "{" * 50 * n + "}" * 50 * n,
    "bars": lambda n: "{{a" + "|" * 50 * n + "}}",
    "external links": lambda n: "[http://a " * 10 * n,
    "hidden": lambda n: '<span style="display:none">' * 4 * n,
    "line ends": lambda n: "\n" * 100 * n,
    "holes": lambda n: "a ( )<ref>x</ref>" * 5 * n,
    "lines lost": lambda n: " == a == * b {| | c |- | d |} " * 2 * n,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_wikitext_is_read(name: str) -> None:
    draft = clean_wikitext(source(f"'''Oru'''\n\n{S}\n\n" + HOSTILE[name](1000)), Config())
    assert any("14 people were killed" in block.text for block in draft.blocks)


def test_a_page_of_too_many_parts_is_refused_with_a_type() -> None:
    with pytest.raises(CleanError) as caught:
        clean_wikitext(source("[[a]]" * 1000), Config(max_elements=100))
    assert caught.value.code == "too_large"
    assert caught.value.limit == 500


def nodes(root: Node, depth: int = 0) -> Iterator[tuple[Node, int]]:
    """All nodes with their depth."""
    stack = [(root, depth)]
    while stack:
        node, deep = stack.pop()
        yield node, deep
        stack += [(child, deep + 1) for part in node.parts for child in part.nodes]


PIECES = ["{{", "}}", "{{{", "}}}", "[[", "]]", "[http://a.example ", "]", "|", "=", "''", "'''''", "\n", "\n\n", "\n* ", "\n{|", "\n|}", "\n|-", "\n| ", "\n! ", "||", "!!", "{{!}}", "\n== H ==\n", "<ref>", "</ref>",
          "<ref name=a />", "<ref name=a>", "<references>", "</references>", "<!--", "-->", "<nowiki>", "</nowiki>", "<br>", "<div>", "text ", "cite web|title=T", "Infobox x|a=b", "sfn|Roe|2020", "efn|", "reflist|refs="]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_every_node_lies_in_its_parent_and_text_is_read_once(raw: str) -> None:
    root = scan(raw).root
    seen: list[tuple[int, int]] = []
    for node, depth in nodes(root):
        assert depth <= MAX_DEPTH + 1
        assert 0 <= node.start <= node.end <= len(raw)
        for part in node.parts:
            places = [(child.start, child.end) for child in part.nodes]
            assert places == sorted(places)
            assert all(node.start <= low <= high <= node.end for low, high in places)
        if node.kind == "text":
            seen.append((node.start, node.end))
    seen.sort()
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(seen)), "a text stands twice in the tree"


@pytest.mark.parametrize("path", [*sorted(p for p in SAMPLES.iterdir() if p.suffix in (".wiki", ".txt", ".html")), *PAGES], ids=lambda p: p.name)
def test_each_run_of_the_alignment_is_raw(path: Path) -> None:
    raw = path.read_bytes().decode("utf-8-sig")
    found = clean(source(raw, path=path.name), load_lexicon(), Config())
    runs = found.mapped.runs(raw)
    assert all(found.text[text : text + n] == raw[start : start + n] for text, start, n in runs)
    for marker in found.markers:
        assert found.mapped.raw_of(marker.span) is not None
    for entry in found.references:
        assert entry.raw is None or 0 <= entry.raw.start < entry.raw.end <= len(raw)
    assert sum(n for _, _, n in runs) > 0.75 * len(found.text.replace("\n", "")), "most of a text is copied"
