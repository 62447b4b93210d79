"""From an HTML tree to blocks: each stretch of running text between two block elements becomes one."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple, TypeGuard

from claimcite.clean.inline import Inline, RawBlock
from claimcite.clean.tree import BLOCKS, Element, Text
from claimcite.records import BlockKind, DropReason
from claimcite.spans import MappedText, Span

SKIPPED = frozenset(["script", "style", "template", "noscript", "head", "svg", "math", "iframe", "object", "textarea", "select", "option", "datalist", "title", "button"])
HEADINGS = {f"h{n}": n for n in range(1, 7)}
KINDS: dict[str, BlockKind] = {"li": "list", "dd": "list", "dt": "list", "blockquote": "quote", "figcaption": "caption", "caption": "caption"}

#: What an element means for the text below it: a reason to drop it, "skip" for no text at all, or None.
Judge = Callable[[Element], DropReason | None]
#: Takes an inline element that is a citation marker and returns its key; ``(False, None)`` for any other element.
MarkerOf = Callable[[Element], tuple[bool, str | None]]


class Place(NamedTuple):
    """What an element inherits from those above it."""

    kind: BlockKind = "paragraph"
    level: int = 0
    reason: DropReason | None = None
    context: str = ""


class End(NamedTuple):
    """The end of an element that was opened; ``start`` is where its text began in the running block."""

    element: Element
    start: int


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

    def flush(self, place: Place, label: int | None = None) -> None:
        """End the running block."""
        block = self.line.block(place.kind, level=place.level, label=label, context=place.context)
        if block.text:
            block.reason = place.reason
            self.blocks.append(block)
        self.line = Inline()

    def element(self, element: Element, place: Place = Place()) -> None:  # noqa: B008  (a tuple)
        """Walk one element and all below it."""
        stack: list[tuple[Element | Text | End, Place]] = [(element, place)]
        while stack:
            item, place = stack.pop()
            if isinstance(item, Text):
                self.line.add(MappedText.of_raw(self.raw, *item.span))
                self.broken = self.broken and not item.span.of(self.raw).strip()
            elif isinstance(item, End):
                self.close(item, place)
            else:
                stack += reversed(self.open(item, place))

    def open(self, element: Element, place: Place) -> list[tuple[Element | Text | End, Place]]:
        """Begin an element; return what is to be walked next: its children and its end."""
        if element.tag in SKIPPED:
            return []
        is_marker, key = self.marker_of(element)
        if is_marker:  # before it is judged: MediaWiki's "[citation needed]" has the class "noprint"
            self.line.mark(self.printed(element), key)
            return []
        own = self.judge(element)
        is_block = element.tag in BLOCKS
        if own and self.skip_inline and not is_block:
            return []  # "[edit]" behind a heading
        if is_block:
            self.flush(place)
            place = below(place, element.tag)
        place = place._replace(reason=place.reason or own)
        if element.tag == "tr" and (follow := self.row(element, place)) is not None:
            return follow
        if element.tag == "br" and self.broken and not is_block:
            self.flush(place)  # two line breaks part paragraphs
        if element.tag in ("br", "img", "hr"):
            self.line.space()
        self.broken = element.tag == "br"
        return [*((child, place) for child in element.children), (End(element, self.line.length), place)]

    def close(self, end: End, place: Place) -> None:
        """End an element: a link is noted, a block is done."""
        address = end.element.attributes.get("href", "") if end.element.tag == "a" else ""
        if address and not address.startswith("#"):
            self.line.linked += self.line.length - end.start
        if address.startswith(("http://", "https://", "//")):
            self.line.link(end.start, html.unescape(address))
        if end.element.tag in BLOCKS:
            self.flush(place)

    def printed(self, element: Element) -> MappedText:
        """Return the text below an element as one piece: "[", "6" and "]" may stand in elements of their own."""
        return MappedText.joined(MappedText.of_raw(self.raw, *text.span) for text in element.texts())

    def row(self, row: Element, place: Place) -> list[tuple[Element | Text | End, Place]] | None:
        """A table row is one block; its label is its first cell. None for a row that only lays out the page, or has no cells."""
        cells = [c for c in row.children if is_cell(c)]
        if not cells:
            return None
        stray: list[tuple[Element | Text | End, Place]] = [(c, place._replace(kind="paragraph")) for c in row.children if not is_cell(c)]
        if any(cell.nests_table for cell in cells) or (len(cells) == 1 and cells[0].longer_than(200, self.raw)):
            return [(c, place._replace(kind="paragraph")) for c in row.children]
        spans = []
        for cell in cells:
            start = self.line.length
            self.cell(cell)
            spans.append(Span(start, self.line.length))
            self.line.space()
        label = spans[0].end + 1 if len(cells) > 1 and self.row_kind == "infobox" else None
        before = len(self.blocks)
        self.flush(place._replace(kind=self.row_kind if len(cells) > 1 else "table", level=0), label)
        for block in self.blocks[before:]:
            block.cells = spans if self.row_kind == "table" else []
        return stray

    def cell(self, cell: Element) -> None:
        """Add the text of a table cell, with its markers."""
        stack: list[Element | Text] = list(reversed(cell.children))
        while stack:
            child = stack.pop()
            if isinstance(child, Text):
                self.line.add(MappedText.of_raw(self.raw, *child.span))
                continue
            is_marker, key = self.marker_of(child)
            if is_marker:
                self.line.mark(self.printed(child), key)
            elif child.tag not in SKIPPED:
                if child.tag in BLOCKS or child.tag == "br":
                    self.line.space()
                stack += reversed(child.children)


def is_cell(child: Element | Text) -> TypeGuard[Element]:
    """Whether a child of a row is a cell."""
    return isinstance(child, Element) and child.tag in ("td", "th")


def below(place: Place, tag: str) -> Place:
    """Return what a block element hands down: a paragraph in a quote is a quote, in a caption a caption."""
    level = HEADINGS.get(tag, 0)
    inherited: BlockKind = place.kind if place.kind in ("quote", "caption", "list") and tag == "p" else "paragraph"
    return Place("heading" if level else KINDS.get(tag, inherited), level, place.reason, f"{place.context}/{tag}")


def no_marker(element: Element) -> tuple[bool, str | None]:
    """For pages without citation markers."""
    return False, None


def words(element: Element) -> str:
    """Return class, id, role and label of an element, in lower case, to judge it by."""
    a = element.attributes
    return re.sub(r"[_\s]+", "-", " ".join(a[k] for k in ("class", "id", "role", "aria-label", "data-testid", "data-component") if k in a).lower())
