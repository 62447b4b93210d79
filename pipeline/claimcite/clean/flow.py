"""From an HTML tree to blocks: each stretch of running text between two block elements becomes one."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field

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


@dataclass(slots=True)
class Walk:
    """Walks a tree and collects blocks."""

    raw: str
    judge: Judge
    marker_of: MarkerOf
    row_kind: BlockKind = "table"
    skip_inline: bool = False
    broken: bool = False
    blocks: list[RawBlock] = field(default_factory=list)
    line: Inline = field(default_factory=Inline)

    def flush(self, kind: BlockKind, level: int, reason: DropReason | None, context: str, label: int | None = None) -> None:
        """End the running block."""
        block = self.line.block(kind, level=level, label=label, context=context)
        if block.text:
            block.reason = reason
            self.blocks.append(block)
        self.line = Inline()

    def element(self, element: Element, kind: BlockKind, level: int, reason: DropReason | None, context: str) -> None:
        """Walk one element; ``kind``, ``level`` and ``reason`` come from those above it."""
        if element.tag in SKIPPED:
            return
        own = self.judge(element)
        reason = reason or own
        is_block = element.tag in BLOCKS
        if own and self.skip_inline and not is_block:
            return  # "[edit]" behind a heading
        if is_block:
            self.flush(kind, level, reason, context)
            context = f"{context}/{element.tag}"
            level = HEADINGS.get(element.tag, 0)
            kind = "heading" if level else KINDS.get(element.tag, kind if kind in ("quote", "caption", "list") and element.tag == "p" else "paragraph")
        if element.tag == "tr":
            self.row(element, reason, context)
            return
        is_marker, key = self.marker_of(element)
        if is_marker:
            self.line.mark(self.printed(element), key)
            return
        if element.tag == "br" and self.broken and not is_block:
            self.flush(kind, level, reason, context)  # two line breaks part paragraphs
        if element.tag in ("br", "img", "hr"):
            self.line.space()
        self.broken = element.tag == "br"
        start = self.line.length
        for child in element.children:
            if isinstance(child, Text):
                self.line.add(MappedText.of_raw(self.raw, *child.span))
                self.broken = self.broken and not child.span.of(self.raw).strip()
            else:
                self.element(child, kind, level, reason, context)
        if element.tag == "a" and element.attributes.get("href", "").startswith(("http://", "https://", "//")):
            self.line.link(start, html.unescape(element.attributes["href"]))
        if is_block:
            self.flush(kind, level, reason, context)

    def printed(self, element: Element) -> MappedText:
        """Return the text below an element as one piece: "[", "6" and "]" may stand in elements of their own."""
        return MappedText.joined(MappedText.of_raw(self.raw, *text.span) for text in element.texts())

    def row(self, row: Element, reason: DropReason | None, context: str) -> None:
        """A table row is one block; its label is its first cell."""
        cells = [c for c in row.children if isinstance(c, Element) and c.tag in ("td", "th")]
        if any(True for cell in cells for _ in cell.find_all("table")) or (len(cells) == 1 and len(cells[0].string(self.raw)) > 200):
            for cell in cells:  # a table that lays out the page
                self.element(cell, "paragraph", 0, reason, context)
            return
        spans = []
        for cell in cells:
            start = self.line.length
            self.cell(cell)
            spans.append(Span(start, self.line.length))
            self.line.space()
        label = spans[0].end + 1 if len(cells) > 1 and self.row_kind == "infobox" else None
        before = len(self.blocks)
        self.flush(self.row_kind if len(cells) > 1 else "table", 0, reason, context, label)
        for block in self.blocks[before:]:
            block.cells = spans if self.row_kind == "table" else []

    def cell(self, cell: Element) -> None:
        """Add the text of a table cell, with its markers."""
        for child in cell.children:
            if isinstance(child, Text):
                self.line.add(MappedText.of_raw(self.raw, *child.span))
                continue
            is_marker, key = self.marker_of(child)
            if is_marker:
                self.line.mark(self.printed(child), key)
            elif child.tag not in SKIPPED:
                if child.tag in BLOCKS or child.tag == "br":
                    self.line.space()
                self.cell(child)


def no_marker(element: Element) -> tuple[bool, str | None]:
    """For pages without citation markers."""
    return False, None


def words(element: Element) -> str:
    """Return class, id, role and label of an element, in lower case, to judge it by."""
    a = element.attributes
    return re.sub(r"[_\s]+", "-", " ".join(a[k] for k in ("class", "id", "role", "aria-label", "data-testid", "data-component") if k in a).lower())
