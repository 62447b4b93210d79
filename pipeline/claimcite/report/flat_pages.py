"""Gold for flattened text that comes for free: saved pages as lists of items, each of which says what it is.

``items`` reads the element tree of a page; nothing of ``claimcite.clean`` but the scanner is used, so that no rule sees the gold.
``flat_styles`` prints the items as scrapers do.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal
from urllib.parse import unquote

from claimcite.clean.tree import BLOCKS, Element, Text, scan

ItemKind = Literal["title", "heading", "paragraph", "infobox", "table", "list", "caption", "reference", "junk", "unscored"]
PieceKind = Literal["text", "mark", "cell", "break", "edit"]
SKIPPED = frozenset(["style", "script", "noscript", "template", "head", "math", "svg", "iframe", "select", "textarea", "button", "form", "object"])
LINES: dict[str, ItemKind] = {"li": "list", "dd": "list", "dt": "list", "figcaption": "caption", "caption": "caption"}
JUNK = re.compile(
    r"\b(navbox|vertical-navbox|sidebar|toc|toccolours|catlinks|printfooter|hatnote|dablink|rellink|ambox|ombox|mbox-small|sistersitebox|"
    r"portalbox|portal-bar|portal|side-box|authority-control|mw-jump-link|stub|noprint|navbar|metadata|refbegin|mw-indicators|geo-nondefault|shortdescription)\b"
)
#: Sections whose lists are summaries of other pages or addresses, and headings that belong to the reference list.
RELATED = frozenset(["see also", "external links", "further reading", "related", "bibliography"])
LISTS = frozenset(["references", "notes", "footnotes", "citations", "notes and references", "sources"])


@dataclass(frozen=True, slots=True)
class Piece:
    """A text node of an item; ``target`` is the entry that a marker points to."""

    kind: PieceKind
    text: str = ""
    target: str | None = None


@dataclass(slots=True)
class Item:
    """A line of a page. ``key`` names a reference entry, ``number`` is what its list prints, ``backlinks`` how often it is cited."""

    kind: ItemKind
    pieces: list[Piece] = field(default_factory=list)
    key: str | None = None
    number: int = 0
    backlinks: int = 1

    @property
    def text(self) -> str:
        """The text of the item, white space collapsed."""
        return " ".join("".join(p.text for p in self.pieces if p.kind != "edit").split())


@dataclass(frozen=True, slots=True)
class Place:
    """What an element hands down; ``whole`` where all below is one item: a row, an entry."""

    kind: ItemKind = "paragraph"
    junk: bool = False
    whole: bool = False
    box: bool = False


@dataclass(slots=True)
class Reader:
    """Collects the items of a page. It keeps its own stack: no depth of a page can exhaust Python's."""

    raw: str
    done: list[Item] = field(default_factory=list)
    now: Item = field(default_factory=lambda: Item("paragraph"))
    section: str = ""

    def flush(self, kind: ItemKind = "paragraph") -> None:
        """End the running item; the next one is a ``kind``."""
        if self.now.text or (self.now.kind == "reference" and self.now.key):
            if self.now.kind == "heading":
                self.section = self.now.text.lower()
            if self.now.text.startswith("Coordinates:"):
                self.now.kind = "unscored"
            elif self.section in RELATED and self.now.kind in ("list", "paragraph", "heading", "table"):
                self.now.kind = "junk"
            elif self.section in LISTS and self.now.kind in ("heading", "paragraph", "list"):
                self.now.kind = "unscored"
            self.done.append(self.now)
        self.now = Item(kind)

    def read(self, element: Element) -> None:
        """Read an element and all below it."""
        stack: list[tuple[Element | Text | None, Place, ItemKind | None]] = [(element, Place(), None)]
        while stack:
            node, place, ends = stack.pop()
            if isinstance(node, Text):
                self.now.pieces.append(Piece("text", html.unescape(node.span.of(self.raw))))
            elif node is None:
                self.flush(ends or "paragraph")
            elif not self.leaf(node):
                stack += reversed(self.open(node, place))

    def leaf(self, element: Element) -> bool:
        """Take an element that is a piece by itself, or none at all."""
        hidden = "display:none" in element.attributes.get("style", "").replace(" ", "")
        if element.tag in SKIPPED or hidden or (element.classes & {"mw-cite-backlink", "Z3988"}) or element.attributes.get("rel") == "mw:referencedBy":
            return True
        if element.tag == "br":
            self.now.pieces.append(Piece("break"))
        elif "mw-editsection" in element.classes:
            self.now.pieces.append(Piece("edit", "[edit]"))
        elif element.tag in ("sup", "span") and (element.classes & {"reference", "mw-ref"}):
            target = next((e.attributes["href"] for e in element.find_all("a") if "#" in e.attributes.get("href", "")), "")
            printed = html.unescape(element.string(self.raw))
            self.now.pieces.append(Piece("mark", re.sub(r"\s+", " ", printed), unquote(target.partition("#")[2]) or None))
        else:
            return False
        return True

    def open(self, element: Element, place: Place) -> list[tuple[Element | Text | None, Place, ItemKind | None]]:
        """Begin an element; return what is to be read next."""
        inside = place
        if element.tag == "table":
            inside = replace(place, box="infobox" in element.classes, whole=place.whole)
        if not place.junk and JUNK.search(" ".join((element.attributes.get("class", ""), element.attributes.get("role", "")))):
            inside = replace(inside, junk=True)
        children: list[tuple[Element | Text | None, Place, ItemKind | None]]
        if place.whole:
            self.inner(element)
            return [(child, inside, None) for child in element.children]
        own = kind_of(element, inside)
        whole = element.tag == "tr" or own == "reference"
        if element.tag not in BLOCKS:
            return [(child, inside, None) for child in element.children]
        self.flush("junk" if inside.junk and own != "reference" else own)
        if own == "reference":
            self.now.key = unquote(element.attributes.get("id", ""))
        inside = replace(inside, whole=whole, kind=own)
        children = [(child, inside, None) for child in element.children]
        after: ItemKind = "junk" if place.junk else place.kind
        return [*children, (None, place, after)]

    def inner(self, element: Element) -> None:
        """Note the edge of a cell, or of a block inside a row or entry."""
        if element.tag in ("td", "th"):
            self.now.pieces.append(Piece("cell"))
        elif element.tag in BLOCKS:
            self.now.pieces.append(Piece("break"))


def kind_of(element: Element, place: Place) -> ItemKind:
    """Return what a block element is."""
    if element.tag == "li" and element.attributes.get("id", "").startswith("cite_note"):
        return "reference"
    if element.attributes.get("id") == "coordinates" or (element.tag == "caption" and place.box):
        return "unscored"  # neither text nor junk: the page's own place on the map, the name over its box
    if re.fullmatch(r"h[1-6]", element.tag):
        return "title" if "firstHeading" in element.classes else "heading"
    if element.tag == "tr":
        return "infobox" if place.box else "table"
    if "thumbcaption" in element.classes or "gallerytext" in element.classes:
        return "caption"
    return LINES.get(element.tag, place.kind if place.kind in ("caption", "list") else "paragraph")


def items(raw: str) -> list[Item]:
    """Return the items of a saved MediaWiki page, its title first; ``[]`` for a page without an article.

    >>> page = "<h1 class=firstHeading>Oru</h1><div class=mw-parser-output><p>A <b>town</b>.<sup class=reference><a href='#cite_note-1'>[1]</a></sup>"
    >>> [(item.kind, item.text) for item in items(page)]
    [('title', 'Oru'), ('paragraph', 'A town.[1]')]
    >>> items("<p>A page</p>")
    []
    """
    root = scan(raw).root
    title = next((e for e in root.walk() if "firstHeading" in e.classes), None) or root.find("title")
    body = root.find("div", "mw-parser-output") or next((e for e in root.walk() if e.attributes.get("id") == "mw-content-text" or "mw-parser-output" in e.classes), None)
    if body is None:
        return []
    reader = Reader(raw)
    reader.read(body)
    reader.flush()
    name = re.sub(r" [-–—] Wikipedia$", "", " ".join(html.unescape(title.string(raw)).split())) if title else ""
    return numbered([Item("title", [Piece("text", name)]), *reader.done] if name else reader.done)


def numbered(found: list[Item]) -> list[Item]:
    """Give each entry its number in its list, and the count of the markers that point to it."""
    marks = [p.target for item in found for p in item.pieces if p.kind == "mark" and item.kind != "junk"]
    before = 0
    for item in found:
        before = before + 1 if item.kind == "reference" else 0
        if item.kind == "reference":
            item.number, item.backlinks = before, max(1, marks.count(item.key))
    return found


def blocks(raw: str) -> Iterator[str]:
    """Yield the lines of any page, as a scraper sees them that knows block elements and nothing else.

    >>> list(blocks("<ul><li>Home<li>News</ul><p>Nine <i>died</i>.</p>"))
    ['Home', 'News', 'Nine died.']
    >>> list(blocks("<script>x</script>"))
    []
    """
    reader = Reader(raw)
    reader.read(scan(raw).root)
    reader.flush()
    for item in reader.done:
        yield item.text
