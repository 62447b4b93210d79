"""Ways of flattening a page to text, as scrapers and copies do it, each line knowing what it was.

Gold for the cleaning of flattened text: ``flat_pages`` gives the items, ``render`` prints them in a style.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from claimcite.report.flat_pages import Item, Piece
from claimcite.spans import Span

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Style:
    """One way of flattening.

    ``lines``: a line for each block, for each text node, or none at all. ``row``: what stands between label and value, ``cell``: between
    the cells of a table. ``mark``: how "[5]" is printed, ``entry``: how a reference list numbers its entries, ``bullet``: what stands
    before the items of a list. ``junk``: with navigation, contents and edit links; ``lost``: entries that are cited often lose their text ("7. 1 2").
    """

    name: str
    lines: Literal["block", "node", "none"] = "block"
    row: str = ""
    cell: str = " "
    mark: Literal["[n]", "[ n ]", " [n]", "split", "superscript", "together"] = "[n]"
    entry: Literal["number", "caret", "number caret", "bracket", "arrow"] = "number"
    junk: bool = False
    lost: bool = False
    bullet: str = ""
    between: str = "\n\n"


STYLES = (
    Style("copied", mark=" [n]", lost=True),
    Style("nodes, navigation", lines="node", entry="caret", junk=True, between="\n"),
    Style("nodes, split markers", lines="node", mark="split", entry="caret"),
    Style("colons", row=": ", cell=" | ", mark="[ n ]", entry="bracket", bullet="- ", between="\n"),
    Style("tabs, navigation", row="\t", cell="\t", entry="number caret", junk=True, bullet="• ", between="\n"),
    Style("lines of cells", row="\n", cell="\n", mark="together", entry="arrow", bullet="* "),
    Style("superscript", row=" ", mark="superscript", entry="number", bullet="• "),
    Style("endless", lines="none", row=" ", entry="number caret", between=" "),
)


@dataclass(frozen=True, slots=True)
class GoldMark:
    """A marker in a flattened text and the keys of the entries that it points to."""

    span: Span
    targets: tuple[str, ...]


@dataclass(slots=True)
class Flattened:
    """A flattened page: its text, where each item and marker stands in it, and the keys of its entries by the item's place."""

    text: str = ""
    items: list[tuple[Span, Item]] = field(default_factory=list)
    marks: list[GoldMark] = field(default_factory=list)


def render(page: Iterable[Item], style: Style) -> Flattened:
    """Print the items of a page in a style.

    >>> page = [Item("paragraph", [Piece("text", "It "), Piece("text", "fell."), Piece("mark", "[1]", "note")]), Item("junk", [Piece("text", "Home")])]
    >>> render(page, Style("x", mark="[ n ]")).text
    'It fell.[ 1 ]'
    >>> render(page, Style("x", lines="node", junk=True)).text
    'It\\nfell.\\n[1]\\n\\nHome'
    >>> render([], Style("x")).text
    ''
    """
    out = Flattened()
    page = [item for item in page if style.junk or item.kind != "junk"]
    numbers = {item.key: item.number for item in page if item.key}
    parts: list[str] = []
    at = 0
    for item in page:
        printed = line_of(item, style, numbers)
        if not printed.text.strip():
            continue
        if parts:
            between = "\n" if item.kind == "infobox" and style.between == "\n\n" else style.between
            parts.append(between)
            at += len(between)
        out.items.append((Span(at, at + len(printed.text)), item))
        if item.kind != "reference":  # what stands in an entry is no text of the page, nor are its markers
            out.marks += [GoldMark(mark.span.shifted(at), mark.targets) for mark in printed.marks]
        parts.append(printed.text)
        at += len(printed.text)
    out.text = "".join(parts)
    return out


def line_of(item: Item, style: Style, numbers: Mapping[str, int]) -> Flattened:
    """Print one item."""
    out = Flattened(entry_head(item, style) if item.kind == "reference" else style.bullet if item.kind == "list" else "")
    if item.kind == "reference" and style.lost and item.backlinks > 2:
        return out
    pieces = [piece for piece in item.pieces if style.junk or piece.kind != "edit"]
    for run in marked(pieces, together=style.mark == "together"):
        piece = run[0]
        if piece.kind == "cell":
            join(out, " " if style.lines == "none" else style.row if item.kind == "infobox" else style.cell, edge=True)
        elif piece.kind == "break":
            join(out, "\n" if item.kind == "infobox" and style.lines == "block" else " ", edge=True)
        elif piece.kind == "mark":
            add_mark(out, run, style, numbers)
        else:
            join(out, " ".join(re.sub(r"\s+", " ", f"|{piece.text}|").split())[1:-1], node=style.lines == "node")
    out.text = out.text.rstrip()
    return out


def join(out: Flattened, text: str, *, edge: bool = False, node: bool = False) -> None:
    """Append a piece; no two spaces meet, and an edge is none at the front or beside another."""
    if edge:
        out.text = out.text.rstrip() + text if out.text.strip() else ""
    elif node:
        if text.strip():
            out.text = (out.text.rstrip() + "\n" if out.text.strip() else out.text) + text.strip()
    else:
        out.text += text.lstrip() if not out.text or out.text[-1].isspace() else text


def marked(pieces: Iterable[Piece], *, together: bool) -> Iterator[list[Piece]]:
    """Yield the pieces one by one; with ``together``, markers side by side in one list."""
    run: list[Piece] = []
    for piece in pieces:
        if run and not (together and piece.kind == run[-1].kind == "mark"):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def add_mark(out: Flattened, run: list[Piece], style: Style, numbers: Mapping[str, int]) -> None:
    """Append a marker, or a run of them as one: "[5, 6]", "[5–7]"."""
    label = label_of([piece.text.strip("[]") for piece in run])
    printed = {"[ n ]": f"[ {label} ]", " [n]": f" [{label}]", "split": f"[\n{label}\n]"}.get(style.mark, f"[{label}]")
    if style.mark == "superscript" and label.isdigit():
        printed = (" " if out.marks and out.marks[-1].span.end == len(out.text) else "") + label.translate(SUPERSCRIPT)
    if style.lines == "node" or style.mark == "split":
        join(out, "\n", edge=True)
    start = len(out.text) + len(printed) - len(printed.lstrip())
    join(out, printed)
    targets = tuple(piece.target for piece in run if piece.target is not None and piece.target in numbers)
    if targets:
        out.marks.append(GoldMark(Span(min(start, len(out.text) - 1), len(out.text)), targets))
    if style.lines == "node":
        out.text += "\n"


def label_of(labels: list[str]) -> str:
    """Return what stands in the brackets of one marker or of several as one.

    >>> label_of(["5"]), label_of(["5", "9"]), label_of(["5", "6", "7"]), label_of(["a", "6"])
    ('5', '5, 9', '5–7', 'a, 6')
    >>> label_of([])
    ''
    """
    row = all(label.isdigit() for label in labels) and len(labels) > 2
    if row and all(int(b) - int(a) == 1 for a, b in itertools.pairwise(labels)):
        return f"{labels[0]}–{labels[-1]}"
    return ", ".join(labels)


def entry_head(item: Item, style: Style) -> str:
    """Return what stands before the text of an entry: its number, and its back-links where there are several."""
    many = item.backlinks > 1
    letters = " ".join(LETTERS[: min(item.backlinks, 26)]) + " " if many else ""
    digits = " ".join(str(n) for n in range(1, item.backlinks + 1)) + " " if many else ""
    caret = "\n".join(f"^ {letters}".split()) + "\n" if style.lines == "node" else f"^ {letters}"
    heads = {
        "number": f"  {item.number}. {digits}",
        "caret": caret,
        "number caret": f"{item.number}. ^ {letters}",
        "bracket": f"[{item.number}] {letters}",
        "arrow": digits or "↑ ",
    }
    return heads[style.entry]
