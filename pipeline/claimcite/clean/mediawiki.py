"""MediaWiki pages as HTML, today's and Parsoid's: article text, infobox, markers; ``wikinotes`` reads the list of references."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import unquote

from claimcite.clean.facts import page_facts
from claimcite.clean.flow import Place, Walk
from claimcite.clean.inline import Draft
from claimcite.clean.tree import BLOCKS, Element, Text, scan
from claimcite.clean.wikiblocks import drop_reference_sections
from claimcite.clean.wikinotes import marker_of, read_notes, target
from claimcite.config import Config
from claimcite.records import DropReason, Notice, Source

IS_MEDIAWIKI = re.compile(r"""mw-parser-output|id=["']mw-content-text|content=["']MediaWiki|typeof=["']mw:|class=["'][^"']*\bmw-references""")
DROPPED: tuple[tuple[DropReason, re.Pattern[str]], ...] = (
    ("reference_list", re.compile(r"\b(references|reflist|mw-references|mw-references-wrap|refbegin)\b")),
    ("related", re.compile(r"\b(hatnote|dablink|rellink|sistersitebox|side-box|portalbox|portal-bar|noprint-related)\b")),
    ("navigation", re.compile(r"\b(navbox|vertical-navbox|sidebar|toc|mw-editsection|mw-jump-link|catlinks|printfooter|navigation-not-searchable|authority-control|stub|asbox|ambox|"
                              r"ombox|tmbox|metadata|noprint|mw-indicators|mw-empty-elt|collapsible-nav|geo-nondefault|geo-multi-punct|navbar|mbox-small|shortdescription|magnify|"
                              r"pcs-collapse-table-collapsed-container|pcs-collapse-table-collapsed-bottom|pcs-edit-section-link)\b")),
)  # fmt: skip
#: Parts of a page around the article, by their ids.
OUTSIDE = frozenset(["toc", "catlinks", "siteSub", "contentSub", "contentSub2", "jump-to-nav", "mw-navigation", "mw-panel", "mw-head", "footer", "siteNotice", "p-lang", "mw-page-base", "mw-head-base", "vector-toc"])
CAPTIONS = frozenset(["thumbcaption", "gallerytext", "infobox-caption"])
HIDDEN = re.compile(r"display\s{0,9}:\s{0,9}none", re.IGNORECASE)


@dataclass(slots=True)
class Page:
    """What one pass over the tree of a page notes: why its parts are no article text, and where its notes and works stand."""

    reasons: dict[int, DropReason] = field(default_factory=dict)
    box_rows: set[int] = field(default_factory=set)
    contents: list[Element] = field(default_factory=list)
    notes: list[tuple[Element, Element]] = field(default_factory=list)
    """Each entry, with the list that it stands in."""
    works: dict[str, tuple[Element, Element]] = field(default_factory=dict)
    """What short footnotes lead to, by anchor, with the element that it stands in."""


@dataclass(slots=True)
class ArticleWalk(Walk):
    """Walks an article; rows of infoboxes become infobox blocks."""

    box_rows: set[int] = field(default_factory=set)

    def row(self, row: Element, place: Place) -> list[Element | Text] | None:
        """Read a row as one of a table, or of an infobox."""
        self.row_kind = "infobox" if id(row) in self.box_rows else "table"
        return Walk.row(self, row, place)


def clean_mediawiki(source: Source, config: Config) -> Draft:
    """Return the blocks of a saved MediaWiki page and its references."""
    raw = source.raw
    found = scan(raw, max_depth=config.max_depth, max_elements=config.max_elements)
    facts = [f for f in page_facts(found.root, raw) if f.field != "authors"]
    page = survey(found.root)
    walk = ArticleWalk(raw, lambda e: page.reasons.get(id(e)), marker_of, skip_inline=True, box_rows=page.box_rows)
    walk.element(article(found.root, page.contents))
    walk.flush(Place())
    references = read_notes(page.notes, page.works, walk.blocks, raw)
    drop_reference_sections(walk.blocks)
    warnings = [Notice("too_deep", "deeply nested elements were flattened")] if found.flattened else []
    return Draft(walk.blocks, references, facts, warnings)


def article(root: Element, contents: Sequence[Element]) -> Element:
    """Return the element that holds the article: the largest of those that say so."""
    return max(contents, key=lambda e: e.end - e.start, default=None) or root.find("body") or root


def survey(root: Element) -> Page:
    """Go over the tree once, in order: judge its elements, leave out those in running text that are no text, note entries and works."""
    page = Page()
    stack: list[tuple[Element, bool]] = [(root, False)]
    while stack:
        element, box = stack.pop()
        kept: list[Element | Text] = []
        below: list[tuple[Element, bool]] = []
        for child in element.children:
            if isinstance(child, Element) and child.head:
                if inspect(page, child, element):
                    continue
                child.tag = "figcaption" if child.tag == "div" and child.classes & CAPTIONS else child.tag
            kept.append(child)
            if isinstance(child, Element):
                inside = "infobox" in child.classes if child.tag == "table" and child.head else box
                if inside and child.tag == "tr":
                    page.box_rows.add(id(child))
                below.append((child, inside))
        element.children = kept
        stack += reversed(below)
    return page


def inspect(page: Page, element: Element, around: Element) -> bool:
    """Judge an element that has attributes; True if it stands in running text and is no part of it."""
    a = element.attributes
    name = a.get("id", "")
    if name.startswith("cite_note") and element.tag == "li":
        page.notes.append((element, around))
    elif name.startswith("CITEREF"):
        page.works.setdefault(unquote(name), (element, around))
    elif name == "mw-content-text" or (element.tag == "div" and "mw-parser-output" in element.classes):
        page.contents.append(element)
    reason = judge(element)
    if reason is None:
        return False
    if element.tag not in BLOCKS and not marker_of(element)[0]:
        return "Z3988" not in a.get("class", "")  # context objects are read with their entry
    page.reasons[id(element)] = reason
    return False


def judge(element: Element) -> DropReason | None:
    """Return why the text of an element is no article text."""
    a = element.attributes
    if element.tag in ("style", "nav") or a.get("role") == "navigation" or a.get("id") in OUTSIDE:
        return "navigation"
    if "style" in a and HIDDEN.search(a["style"]):
        return "markup"
    if element.tag == "sup" and "reference" in element.classes and not target(element):
        return "markup"  # ": 45", the page behind a marker
    if "toccolours" in a.get("class", "") and mostly_links(element):
        return "navigation"
    return reason_of(a["class"]) if "class" in a else None


def mostly_links(element: Element) -> bool:
    """Whether most of the text below an element is links: a box that leads to other pages, not one of figures."""
    linked = sum(text.end - text.start for link in element.find_all("a") for text in link.texts())
    return linked * 2 > sum(text.end - text.start for text in element.texts())


@lru_cache(maxsize=4096)
def reason_of(classes: str) -> DropReason | None:
    """Return why an element of these classes is no article text.

    >>> reason_of("reflist columns"), reason_of("wikitable sortable")
    ('reference_list', None)
    """
    return next((reason for reason, pattern in DROPPED if pattern.search(classes)), None)
