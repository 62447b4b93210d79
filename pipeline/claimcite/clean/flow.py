"""From an HTML tree to blocks: each stretch of running text between two block elements becomes one."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeGuard

from claimcite.clean.inline import Ground, Inline, RawBlock
from claimcite.clean.tree import BLOCKS, SKIPPED, Element, Text
from claimcite.records import BlockKind, DropReason
from claimcite.spans import MappedText, Span

SPACES = frozenset(["br", "img", "hr"])
#: Attributes that name what an element is.
NAMING = ("class", "id", "role", "aria-label", "data-testid", "data-component")
#: How an address begins that may lead to another site.
ABROAD = ("http://", "https://", "//")
HEADINGS = {f"h{n}": n for n in range(1, 7)}
KINDS: dict[str, BlockKind] = {"li": "list", "dd": "list", "dt": "list", "blockquote": "quote", "figcaption": "caption", "caption": "caption"}

#: What an element means for the text below it: a reason to drop it, "skip" for no text at all, or None.
Judge = Callable[[Element], DropReason | None]
#: Takes an inline element that is a citation marker and returns its key; ``(False, None)`` for any other element.
MarkerOf = Callable[[Element], tuple[bool, str | None]]


class Place(NamedTuple):
    """What an element inherits from those above it: the block element that it stands in, by its tag and as ``Walk.boxes`` counts."""

    kind: BlockKind = "paragraph"
    level: int = 0
    reason: DropReason | None = None
    tag: str = ""
    box: int = 0
    ground: Ground | None = None
    link: str = ""


class Open(NamedTuple):
    """An element that is being walked, and what is left of it."""

    element: Element
    place: Place
    rest: Iterator[Element | Text]


@dataclass(slots=True)
class Walk:
    """Walks a tree and collects blocks. It keeps its own stack: no depth of a page can exhaust Python's."""

    raw: str
    judge: Judge
    marker_of: MarkerOf
    row_kind: BlockKind = "table"
    skip_inline: bool = False
    broken: bool = False
    blocks: list[RawBlock] = field(default_factory=list)
    line: Inline = field(default_factory=Inline)
    boxes: list[int] = field(default_factory=lambda: [0])
    tags: list[str] = field(default_factory=lambda: [""])
    """The box around each box, and the tag of each; the first is the page."""
    unseen: list[Element] = field(default_factory=list)
    """What was passed over: scripts, buttons, text for readers without scripts."""
    link_start: int = 0
    """Where the open link began in the running block."""

    def flush(self, place: Place, label: int | None = None) -> None:
        """End the running block."""
        if not self.line.length:
            return
        if place.link:  # <a> around a heading and its picture
            self.end_link(place.link)
            self.link_start = 0
        block = self.line.block(place.kind, level=place.level, label=label, context=place.tag)
        if block.text:
            block.reason, block.box, block.ground = place.reason, place.box, place.ground
            self.blocks.append(block)
        self.line = Inline()

    def element(self, element: Element, place: Place = Place()) -> None:  # noqa: B008  (a tuple)
        """Walk one element and all below it."""
        opened: list[Open] = []
        self.open(element, place, opened)
        while opened:
            parent = opened[-1]
            for child in parent.rest:
                if isinstance(child, Element):
                    if self.open(child, parent.place, opened):
                        break
                else:
                    self.line.copy(self.raw, child.start, child.end)
                    self.broken = self.broken and self.raw[child.start : child.end].isspace()
            else:
                self.close(opened.pop())

    def open(self, element: Element, place: Place, opened: list[Open]) -> bool:
        """Begin an element; False if there is nothing in it to be walked."""
        tag = element.tag
        if tag in SKIPPED and not element.torn:
            self.unseen.append(element)
            return False
        is_marker, key = self.marker_of(element)
        if is_marker:  # before it is judged: MediaWiki's "[citation needed]" has the class "noprint"
            self.line.mark(self.printed(element), key)
            return False
        own = self.judge(element)
        is_block = tag in BLOCKS
        if own and self.skip_inline and not is_block:
            return False  # "[edit]" behind a heading
        if is_block:
            self.flush(place)
            self.boxes.append(place.box)
            self.tags.append(tag)
            place = below(place, tag, len(self.boxes) - 1)
        elif tag == "br" and self.broken:
            self.flush(place)  # two line breaks part paragraphs
        self.broken = tag == "br"
        if tag in SPACES:
            self.line.space()
        if not element.children:
            return False
        if own:
            outer = place.ground
            place = place._replace(reason=place.reason or own, ground=Ground(own, outer, outer.depth + 1 if outer else 0))
        children = element.children
        if tag == "tr" and (follow := self.row(element, place)) is not None:
            children = follow
            place = place._replace(kind="paragraph")
        elif tag == "a" and (address := address_of(element)):
            place = place._replace(link=address)
            self.link_start = self.line.length
        opened.append(Open(element, place, iter(children)))
        return True

    def close(self, end: Open) -> None:
        """End an element: a link is noted, a block is done."""
        tag = end.element.tag
        if tag == "a" and end.place.link:
            self.end_link(end.place.link)
        if tag in BLOCKS:
            self.flush(end.place)

    def end_link(self, address: str) -> None:
        """Note that the running block is a link from where the open link began."""
        self.line.linked += self.line.length - self.link_start
        if address.startswith(ABROAD):
            self.line.link(self.link_start, html.unescape(address))

    def printed(self, element: Element) -> MappedText:
        """Return the text below an element as one piece: "[", "6" and "]" may stand in elements of their own."""
        return MappedText.joined(MappedText.of_raw(self.raw, text.start, text.end) for text in element.texts())

    def row(self, row: Element, place: Place) -> list[Element | Text] | None:
        """A table row is one block; its label is its first cell. What is left to walk is returned: text that stands between cells.

        None for a row without cells; all of a row that only lays out the page.
        """
        cells = [c for c in row.children if is_cell(c)]
        if not cells:
            return None
        if any(cell.nests_table for cell in cells) or (len(cells) == 1 and cells[0].longer_than(200, self.raw)):
            return row.children
        spans = []
        for cell in cells:
            start = self.line.length
            self.cell(cell)
            spans.append(Span(start, self.line.length))
            self.line.space()
        label = spans[1].start if len(cells) > 1 and self.row_kind == "infobox" else None
        before = len(self.blocks)
        self.flush(place._replace(kind=self.row_kind if len(cells) > 1 else "table", level=0), label)
        for block in self.blocks[before:]:
            block.cells = spans if self.row_kind == "table" else []
        return [c for c in row.children if not is_cell(c)]

    def cell(self, cell: Element) -> None:
        """Add the text of a table cell, with its markers and links."""
        stack: list[Element | Text | str] = list(reversed(cell.children))
        while stack:
            child = stack.pop()
            if isinstance(child, Text):
                self.line.copy(self.raw, child.start, child.end)
                continue
            if isinstance(child, str):
                self.end_link(child)
                continue
            is_marker, key = self.marker_of(child)
            if is_marker:
                self.line.mark(self.printed(child), key)
            elif child.tag in SKIPPED and not child.torn:
                self.unseen.append(child)
            else:
                if child.tag in BLOCKS or child.tag == "br":
                    self.line.space()
                if address := address_of(child):
                    self.link_start = self.line.length
                    stack.append(address)
                stack += reversed(child.children)


def is_cell(child: Element | Text) -> TypeGuard[Element]:
    """Whether a child of a row is a cell."""
    return isinstance(child, Element) and child.tag in ("td", "th")


def below(place: Place, tag: str, box: int) -> Place:
    """Return what a block element hands down: a paragraph in a quote is a quote, in a caption a caption."""
    level = HEADINGS.get(tag, 0)
    inherited: BlockKind = place.kind if place.kind in ("quote", "caption", "list") and tag == "p" else "paragraph"
    return Place("heading" if level else KINDS.get(tag, inherited), level, place.reason, tag, box, place.ground, place.link)


def address_of(element: Element) -> str:
    """Return where a link leads, if it leads to another page."""
    address = element.attributes.get("href", "") if element.tag == "a" else ""
    return "" if address.startswith("#") else address


def no_marker(element: Element) -> tuple[bool, str | None]:
    """For pages without citation markers."""
    return False, None


def words(element: Element) -> str:
    """Return class, id, role and label of an element, in lower case, to judge it by."""
    attributes = element.attributes
    text = " ".join([attributes[name] for name in NAMING if name in attributes]).lower().replace("_", " ")
    return "-".join(text.split())
