"""An independent reader of saved MediaWiki pages in HTML: it shares nothing with ``clean``, but reads with the standard library's parser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import unquote

from claimcite.report.marker_gold import GoldMarker, GoldPage, within
from claimcite.spans import Span

#: Elements that part the words of a cell.
APART = frozenset({"br", "li", "div", "p"})


def html_page(raw: str) -> GoldPage:
    """Read a saved MediaWiki page: each ``sup`` that links to a note, each ``li`` that is one.

    >>> page = html_page('<sup class="reference"><a href="#cite_note-1">[1]</a></sup><ol><li id="cite_note-1">Roe</li></ol>')
    >>> page.markers[0].entry == page.entries[0]
    True
    >>> html_page("<p>2<sup>nd</sup></p>").markers
    []
    """
    scan = PageScan(raw)
    page = GoldPage()
    notes = {key: span for key, span in scan.items.items() if key.startswith("cite_note")}
    page.entries = list(notes.values())
    inside = sorted(page.entries)
    page.markers = [GoldMarker(span, notes.get(key)) for span, key in scan.markers if not within(span, inside)]
    page.rows = scan.rows
    works = {key: "".join(text) for key, text in scan.works.items()}
    page.shorts = {notes[key]: works[work] for key, work in scan.shorts.items() if key in notes and works.get(work)}
    return page


class PageScan(HTMLParser):
    """Notes the places of markers and ``li`` elements, the rows of infoboxes, and what short footnotes point to."""

    def __init__(self, raw: str) -> None:
        super().__init__(convert_charrefs=True)
        self.lines = [0, *(m.end() for m in re.finditer("\n", raw))]
        self.open_items: list[tuple[str, int]] = []
        self.sups: list[Mark] = []
        self.items: dict[str, Span] = {}
        self.markers: list[tuple[Span, str]] = []
        self.rows: list[tuple[str, str]] = []
        self.box = 0
        self.cells: list[tuple[str, list[str]]] = []
        self.shorts: dict[str, str] = {}
        self.works: dict[str, list[str]] = {}
        self.work: tuple[str, str] | None = None
        self.hidden: list[str] = []
        self.feed(raw)

    def place(self) -> int:
        """Return where the parser stands."""
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        a = {key: value or "" for key, value in attrs}
        classes, link = set(a.get("class", "").split()), unquote(a.get("href", "").partition("#")[2])
        if tag == "li":
            self.open_items.append((unquote(a.get("id", "")), self.place()))
        elif tag == "sup":
            self.sups.append(Mark(self.place(), marks=bool(classes & {"reference", "mw-ref", "Template-Fact"}), needed="Template-Fact" in classes))
        elif tag == "a" and link.startswith("cite_note") and self.sups:
            self.sups[-1].target = link
        elif tag == "a" and link.startswith("CITEREF") and self.open_items:
            self.shorts.setdefault(self.open_items[-1][0], link)
        elif tag == "table":
            self.box = self.box + 1 if self.box or "infobox" in classes else 0
        elif self.box == 1 and tag == "tr":
            self.cells = []
        elif self.box == 1 and tag in ("th", "td"):
            self.cells.append((tag, []))
        if tag in APART and self.cells:
            self.cells[-1][1].append(" ")
        hides = tag in ("style", "script") or "geo-nondefault" in classes or "none" in a.get("style", "").partition("display:")[2][:6]
        if tag in self.hidden[:1] or (hides and tag not in APART):
            self.hidden.append(tag)
        if a.get("id", "").startswith("CITEREF"):
            self.work = (tag, unquote(a["id"]))
            self.works.setdefault(self.work[1], [])

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if tag == "li" and self.open_items:
            key, start = self.open_items.pop()
            self.items.setdefault(key, Span(start, self.place() + len("</li>")))
        elif tag == "sup" and self.sups:
            mark = self.sups.pop()
            if mark.target or mark.needed:
                self.markers.append((Span(mark.start, self.place()), mark.target))
        elif tag == "table":
            self.box = max(0, self.box - 1)
        elif tag == "tr" and self.box == 1:
            values = [" ".join("".join(text).split()) for _, text in self.cells]
            if [kind for kind, _ in self.cells] == ["th", "td"] and all(values):
                self.rows.append((values[0], values[1]))
            self.cells = []
        if tag in self.hidden[-1:]:
            self.hidden.pop()
        if self.work and tag == self.work[0]:
            self.work = None

    def handle_data(self, data: str) -> None:
        """Take text of a cell, or of a work that is cited."""
        if self.cells and not self.hidden and not any(mark.marks for mark in self.sups):
            self.cells[-1][1].append(data)
        if self.work:
            self.works[self.work[1]].append(data)


@dataclass(slots=True)
class Mark:
    """A ``sup`` that is open."""

    start: int
    marks: bool
    needed: bool
    target: str = ""
