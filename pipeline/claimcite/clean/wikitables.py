"""Tables and infoboxes of wikitext: a row is a block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from claimcite.clean.inline import Inline
from claimcite.clean.wikinodes import Node, Parameter, parameters, split
from claimcite.records import BlockKind
from claimcite.spans import Span

if TYPE_CHECKING:
    from claimcite.clean.wikireader import Reader

BOX = re.compile(r"class\s*=\s*[\"']?[^\"'|]*\binfobox\b", re.IGNORECASE)
NAVIGATION = re.compile(r"class\s*=\s*[\"']?[^\"'|]*\b(?:navbox|toc|metadata|noprint|mbox|ambox)\b", re.IGNORECASE)
#: A single cell with more text lays out the page.
CELL_MAX = 200
#: Values of a parameter of an infobox that are for its template, not for a reader.
SETTING = re.compile(r"#?[0-9a-fA-F]{6}|\d{1,4}\s?px|(?:yes|no|y|n|auto|true|false|none|show|hide|increase|decrease|steady|_\w*)", re.IGNORECASE)
#: Of a pair of parameters one is the label of the other: leader_title1 = Mayor, leader_name1 = Ann Roe.
PAIRS = tuple((re.compile(value), label) for value, label in (
    (r"(.*\b|)name(\d{0,2}[a-z]?)", r"\1title\2"), (r"(.*\b|)date(\d{0,2}[a-z]?)", r"\1event\2"), (r"(.*\b|)date(\d{0,2}[a-z]?)", r"\1title\2"),
    (r"data(\d{1,2}[a-z]?)", r"label\1"), (r"subdivision name(\d{0,2})", r"subdivision type\1"), (r"blank(\d{0,2}) info(.*)", r"blank\1 name\2"),
    (r"(.*) code", r"\1 code type"), (r"(.*) name", r"\1 label"), (r"data(\d{1,2})", r"header\1"),
))  # fmt: skip
FILE = re.compile(r"[^\n|\[\]]{1,200}\.(?:svg|png|jpe?g|gif|ogg|oga|webm|tiff?|pdf)", re.IGNORECASE)


# --- tables ---------------------------------------------------------------------------------------------------------


def table(reader: Reader, node: Node) -> None:
    """Add the rows of a table; its caption before them. A table of links to other pages is left out."""
    if NAVIGATION.search(node.attributes):
        reader.drop(node, "navigation")
        return
    kind: BlockKind = "infobox" if BOX.search(node.attributes) else "table"
    reader.flush()
    for row in split(node.nodes, "row"):
        cells = list(cells_of(row, reader))
        if cells and not reader.flat and lays_out(cells, reader.text):
            for cell in cells:
                reader.value(cell)
                reader.flush()
        elif cells:
            add_row(reader, cells, kind)


def cells_of(row: Sequence[Node], reader: Reader) -> Iterator[list[Node]]:
    """Yield the content of each cell of a row, without its attributes; a caption is added on the way."""
    cell: list[Node] | None = None
    caption: list[Node] | None = None
    for node in row:
        if node.kind in ("cell", "header"):
            if cell is not None:
                yield cell
            cell = []
        elif node.kind == "caption":
            caption = []
        elif node.kind == "pipe" and cell is not None and not any(n.kind == "link" for n in cell):
            cell.clear()  # what stands before the bar are attributes
        elif cell is not None:
            cell.append(node)
        elif caption is not None:
            caption.clear() if node.kind == "pipe" else caption.append(node)
        elif node.kind not in ("newline", "comment", "pipe") and (node.kind != "text" or reader.text[node.start : node.end].strip()):
            cell = [node]  # what a template makes a row of
    if caption:
        reader.caption(caption)
    if cell is not None:
        yield cell


def lays_out(cells: Sequence[Sequence[Node]], text: str) -> bool:
    """Whether a row only lays out the page: it holds a table, or a single cell with a list or with much text."""
    if any(node.kind == "table" for cell in cells for node in cell):
        return True
    if len(cells) > 1:
        return False
    return any(node.kind in ("item", "heading") for node in cells[0]) or sum(node.end - node.start for node in cells[0] if node.kind == "text") > CELL_MAX


def add_row(reader: Reader, cells: Sequence[Sequence[Node]], kind: BlockKind) -> None:
    """Add a row as one block, its cells apart by spaces."""
    spans = []
    for cell in cells:
        start = reader.line.length
        reader.inside(cell)
        spans.append(Span(start, reader.line.length))
        reader.line.space()
    if reader.flat:
        return
    box = kind == "infobox" and len(cells) > 1
    block = reader.line.block("infobox" if box else "table", label=spans[1].start if box else None)
    block.cells = [] if box else spans
    if block.text:
        reader.blocks.append(block)
    reader.line, reader.kind = Inline(), reader.base


# --- infoboxes ------------------------------------------------------------------------------------------------------


def infobox(reader: Reader, node: Node) -> None:
    """Add each parameter of an infobox as a row, label and value; captions as captions; boxes inside it behind it."""
    if reader.flat:
        reader.boxes.append(node)
        return
    reader.flush()
    given = {p.key: p for p in parameters(node, reader.text) if not p.key.isdecimal()}
    partners = {key: label_of(key, given) for key in given}
    labels = set(partners.values())
    for key, parameter in given.items():
        if key in labels:
            continue
        if is_caption(key, reader):
            reader.caption(parameter.nodes)
        elif is_hidden(key, parameter, reader):
            reader.boxes += [n for n in parameter.nodes if n.kind == "template" and (role := reader.role(n)) is not None and role.kind == "box"]
        else:
            partner = partners[key]
            add_fact(reader, parameter, given[partner] if partner else None)
    inner, reader.boxes = reader.boxes, []
    for box in inner:
        infobox(reader, box)


def label_of(key: str, given: dict[str, Parameter]) -> str | None:
    """Return the parameter that holds the label of another one, where there is one with a value.

    >>> empty = Parameter("", None, [Node("text", 0, 1)], 0, 1)
    >>> label_of("leader name1", {"leader name1": empty, "leader title1": empty}), label_of("deaths", {"deaths": empty})
    ('leader title1', None)
    """
    for value, label in PAIRS:
        match = value.fullmatch(key) if key not in ("name", "date") else None
        partner = match.expand(label) if match else None
        if partner in given and given[partner].nodes:
            return partner
    return None


def is_caption(key: str, reader: Reader) -> bool:
    """Whether a parameter is the caption of the box's picture."""
    name = re.sub(r"\d+$", "", key).replace(" ", "_").rstrip("_")
    return name.endswith("caption") or name in reader.words.caption_rows


def is_hidden(key: str, parameter: Parameter, reader: Reader) -> bool:
    """Whether a parameter is none that a reader sees: a picture, a colour, a place on a map, an empty one."""
    value = reader.text[parameter.start : parameter.end].strip()
    if not value or SETTING.fullmatch(value) or FILE.fullmatch(value):
        return True
    name = key.replace(" ", "_")
    return any(name.startswith(word) and not name[len(word) : len(word) + 1].isalpha() for word in reader.words.hidden_rows)


def add_fact(reader: Reader, parameter: Parameter, label: Parameter | None) -> None:
    """Add one row: the label, as the parameter is called or as another parameter says, then the value."""
    if label is not None:
        reader.inside(label.nodes)
    elif parameter.label is not None:
        reader.line.add(reader.page.slice(*parameter.label).stripped())
    reader.line.space()
    start = reader.line.length
    reader.inside(parameter.nodes)
    block = reader.line.block("infobox", label=start)
    if len(block.text) > start > 0:
        reader.blocks.append(block)
    reader.line, reader.kind = Inline(), reader.base

