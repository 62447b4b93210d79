"""Walks a scanned page of wikitext and collects what a reader sees, block by block, each text with its place."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence

from claimcite.clean import wikilinks, wikirefs, wikitables, wikitemplates
from claimcite.clean.inline import Inline, RawBlock
from claimcite.clean.wikiblocks import fill_holes
from claimcite.clean.wikinodes import Node, attribute, normal, trimmed, visible
from claimcite.clean.wikirefs import Aside
from claimcite.clean.wikishort import Short
from claimcite.lexicon.wiki import Role, WikiWords
from claimcite.records import BlockKind, DropReason
from claimcite.spans import MappedText, Span

#: Elements that begin and end a block.
BLOCKS = frozenset(["p", "div", "center", "table", "tbody", "thead", "tr", "ul", "ol", "dl", "li", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "blockquote", "caption"])
LISTED = frozenset(["li", "dt", "dd"])
MAGIC = re.compile(r"__[A-Z]{4,30}__")
ADDRESS = re.compile(r"https?://[^\s<>\[\]|{}\"]{1,2000}")
#: An item that is printed by citation templates to this share is an entry of a list of works.
CITED_SHARE = 0.7


class Reader:
    """Collects the blocks of a page. Inside a cell, a value or a note (``flat``) the ends of blocks are spaces.

    ``page`` is the raw input, or, where that had to be decoded first (not ``unchanged``), what came of it.
    """

    def __init__(self, page: MappedText, words: WikiWords, notes: wikirefs.Notes, *, unchanged: bool = False) -> None:
        self.page, self.text, self.unchanged = page, page.text, unchanged
        self.words, self.notes = words, notes
        self.blocks: list[RawBlock] = []
        self.line = Inline()
        self.kind: BlockKind = "paragraph"
        self.base: BlockKind = "paragraph"
        self.level = self.flat = self.items = 0
        self.fresh, self.broke, self.gap, self.works_listed = True, False, False, False
        self.cited: list[Mapping[str, str]] = []
        self.cited_length = 0
        self.links: list[str] = []
        self.shorts: list[Short] = []
        self.archive: tuple[str, str] | None = None
        self.boxes: list[Node] = []

    # --- what is collected ------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """End the running block."""
        if self.flat:
            self.gap = True
            return
        self.gap = False
        block = self.line.block(self.kind, level=self.level)
        fill_holes(block)
        if block.text:
            listed = self.kind == "list" and self.cited_length >= CITED_SHARE * len(block.text)
            block.reason = "reference_list" if listed or (self.works_listed and self.kind != "heading") else None
            self.blocks.append(block)
        self.line, self.kind, self.level, self.cited_length = Inline(), self.base, 0, 0

    def add(self, start: int, end: int) -> None:
        """Add a stretch of the page."""
        text = self.text[start:end]
        if not text:
            return
        self.fill_gap()
        if "__" in text:
            self.line.add(self.page.slice(start, end).sub(MAGIC, ""))
        elif self.unchanged:
            self.line.copy(self.text, start, end)
        else:
            self.line.add(self.page.slice(start, end))
        if self.fresh or self.broke:
            blank = text.isspace()
            self.fresh, self.broke = self.fresh and blank, self.broke and blank

    def printed(self, text: str, node: Node) -> None:
        """Add text that a template prints."""
        if text:
            self.fill_gap()
            self.line.add(MappedText.generated(text, self.raw(node.span)))
            self.fresh = self.broke = False

    def mark(self, text: str, key: str | None, node: Node) -> None:
        """Leave a marker."""
        self.fill_gap()
        self.line.mark(MappedText.generated(text, self.raw(node.span)), key)
        self.fresh = self.broke = False

    def fill_gap(self) -> None:
        """Add the space that the end of a line stands for, unless something else parts what follows."""
        if self.gap:
            self.line.space()
            self.gap = False

    def raw(self, span: Span) -> Span | None:
        """Return the place of a stretch of the page in the raw input."""
        return span if self.unchanged else self.page.raw_of(span)

    def drop(self, node: Node, reason: DropReason) -> None:
        """Keep something that is left out, with its reason; it stands behind what comes before it."""
        self.blocks.append(RawBlock("paragraph", self.page.slice(node.start, min(node.end, node.start + 2000)), reason=reason))

    def name(self, node: Node) -> str:
        """Return the name of a template as it is looked up."""
        first = node.parts[0]
        return normal(self.text[first.start : min(first.end, first.start + 300)])

    def role(self, node: Node) -> Role | None:
        """Return what a template is for."""
        return self.words.role(self.name(node))

    def separate(self, node: Node) -> None:
        """Begin an item: a block, or in a cell or value what a comma parts from the item before."""
        if self.flat:
            self.gap = False
            self.printed(", " if self.items else " ", node)
            self.items += 1
        else:
            self.flush()
            self.kind = "list"

    def value(self, nodes: Sequence[Node]) -> None:
        """Add nodes without the white space at their ends."""
        self.walk(trimmed(nodes, self.text))

    def inside(self, nodes: Sequence[Node]) -> None:
        """Add nodes in which the end of a block is a space: a cell, a value."""
        kind, base, items = self.kind, self.base, self.items
        self.flat, self.items = self.flat + 1, 0
        self.value(nodes)
        self.kind, self.base, self.items, self.flat = kind, base, items, self.flat - 1

    def aside(self, nodes: Sequence[Node]) -> Aside:
        """Read nodes that are no part of the running text."""
        if all(node.kind == "text" for node in nodes):
            raw = "".join(self.text[node.start : node.end] for node in nodes)
            text = " ".join((html.unescape(raw) if "&" in raw else raw).split())
            return Aside(text, links=tuple(m.group().rstrip(".,;)") for m in ADDRESS.finditer(text)) if "://" in text else ())
        reader = Reader(self.page, self.words, self.notes, unchanged=self.unchanged)
        reader.flat = 1
        reader.walk(nodes)
        block = reader.line.block("paragraph")
        cites = tuple(dict.fromkeys(key for _, key in block.markers if key is not None))
        return Aside(block.text, cites, reader.cited[0] if reader.cited else None, tuple(reader.links), tuple(reader.shorts), reader.archive)

    def caption(self, nodes: Sequence[Node]) -> None:
        """Add the caption of a picture as a block of its own; the text around it goes on."""
        outer = self.line, self.kind, self.base, self.level, self.flat, self.fresh, self.items, self.gap
        self.line, self.kind, self.base, self.level, self.flat, self.items = Inline(), "caption", "caption", 0, 0, 0
        self.gap = False
        self.value(nodes)
        self.flush()
        self.line, self.kind, self.base, self.level, self.flat, self.fresh, self.items, self.gap = outer

    # --- nodes ------------------------------------------------------------------------------------------------------

    def walk(self, nodes: Sequence[Node]) -> None:
        """Walk nodes in order."""
        for node in visible(nodes):
            HANDLERS[node.kind](self, node)

    def on_text(self, node: Node) -> None:
        """Add text; addresses in it are links."""
        self.add(node.start, node.end)
        if "://" in (text := self.text[node.start : node.end]):
            self.links += [m.group().rstrip(".,;)") for m in ADDRESS.finditer(text)]

    def on_newline(self, _node: Node) -> None:
        """End a line: an item or a heading ends with it, a paragraph with an empty one."""
        if not self.flat and (self.fresh or self.kind in ("list", "heading")):
            self.flush()
        else:
            self.gap = True
        self.fresh = True

    def on_item(self, node: Node) -> None:
        """Begin an item of a list."""
        self.separate(node)

    def on_tag_mark(self, node: Node) -> None:
        """Read an HTML tag: line breaks, blocks, quotations."""
        opened = node.kind == "open"
        if node.name == "br":
            self.flush() if self.broke and not self.flat else self.line.space()
            self.broke = True
        elif node.name in ("td", "th"):
            self.line.space()
        elif node.name in LISTED and opened:
            self.separate(node)
        elif node.name in BLOCKS:
            self.flush()
            if node.name == "blockquote":
                self.base = self.kind = "quote" if opened else "paragraph"
            elif node.name[0] == "h" and opened and node.name[1:].isdecimal():
                self.kind, self.level = "heading", int(node.name[1:])
            elif opened and node.name in ("tr", "caption"):
                self.kind = "table" if node.name == "tr" else "caption"

    def on_opaque(self, node: Node) -> None:
        """Keep verbatim text as it is; formulas, code and maps are no text."""
        if node.parts:
            for part in node.parts:
                self.walk(part.nodes)
        else:
            self.drop(node, "markup")

    def on_heading(self, node: Node) -> None:
        """Add a heading."""
        if self.flat:
            self.walk(node.nodes)
            return
        self.flush()
        self.kind, self.level, self.works_listed = "heading", int(node.name), False
        self.value(node.nodes)
        self.flush()

    def on_link(self, node: Node) -> None:
        """Add the text of a link."""
        wikilinks.link(self, node)

    def on_external(self, node: Node) -> None:
        """Add the title of an external link."""
        wikilinks.external(self, node)

    def on_argument(self, node: Node) -> None:
        """Add the default of an argument of a template."""
        if len(node.parts) > 1:
            self.walk(node.parts[1].nodes)

    def on_tag(self, node: Node) -> None:
        """Read a paired tag: references leave a marker, galleries captions."""
        if node.name == "ref":
            wikirefs.ref(self, node)
        elif node.name == "references":
            wikirefs.listed(self, node.nodes if node.parts else [], attribute(node.attributes, "group") or "")
            self.flush()
            self.drop(node, "reference_list")
        elif node.name == "gallery":
            wikilinks.gallery(self, node)
        else:
            self.walk(node.nodes)

    def on_template(self, node: Node) -> None:
        """Read a template."""
        wikitemplates.template(self, node)

    def on_table(self, node: Node) -> None:
        """Read a table."""
        wikitables.table(self, node)

    def on_pipe(self, _node: Node) -> None:
        """A bar that belongs to nothing parts words."""
        self.line.space()

    def on_bar(self, node: Node) -> None:
        """A template that stands for a bar: "Dam fails {{!}} The Pela Post"."""
        self.printed("|", node)

    def on_comment(self, node: Node) -> None:
        """Skip a comment; one that nobody closed hides the rest of the page, which is kept as left out."""
        if not self.text.endswith("-->", node.start, node.end):
            self.drop(node, "markup")

    def on_rule(self, _node: Node) -> None:
        """A line across the page ends a block."""
        self.flush()

    def on_nothing(self, _node: Node) -> None:
        """A mark of a table outside of one."""


HANDLERS: Mapping[str, Callable[[Reader, Node], None]] = {
    "text": Reader.on_text, "newline": Reader.on_newline, "item": Reader.on_item, "open": Reader.on_tag_mark, "close": Reader.on_tag_mark,
    "rule": Reader.on_rule, "opaque": Reader.on_opaque, "comment": Reader.on_comment, "template": Reader.on_template, "argument": Reader.on_argument,
    "link": Reader.on_link, "external": Reader.on_external, "tag": Reader.on_tag, "heading": Reader.on_heading, "table": Reader.on_table,
    "pipe": Reader.on_pipe, "bar": Reader.on_bar, "row": Reader.on_nothing, "caption": Reader.on_nothing, "cell": Reader.on_pipe, "header": Reader.on_pipe,
}  # fmt: skip
