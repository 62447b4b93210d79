"""Builds the text of one block out of pieces, and keeps where its markers and links stand."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from functools import lru_cache

from claimcite.records import BlockKind, Dropped, DropReason, Fact, Notice, RawReference
from claimcite.spans import COPIED, NOWHERE, MappedText, Piece, Span

#: Character references as pages print them, and as machine translation breaks them: "& # 39;" "&quot ;".
REFERENCE = re.compile(r"& ?#\s?(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6})\s?;|&[A-Za-z][A-Za-z0-9]{1,30};|& ?(?:amp|quot|lt|gt|nbsp|apos|rsquo|lsquo|ldquo|rdquo|mdash|ndash|hellip) ?;")
SPACES = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b\ufeff]+")
#: What cannot be copied as it is.
UNEVEN = re.compile(r"&|  |[^\S ]|[\x00-\x1f\x7f-\x9f\u200b\ufeff]")


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """An element whose tag, class or id speaks against the text in it; ``outer`` is the nearest such element around it."""

    reason: DropReason
    outer: Ground | None
    depth: int = 0
    """How many such elements are around it."""


@dataclass(slots=True)
class RawBlock:
    """A block on its way into the document, or, with ``reason``, one that is left out."""

    kind: BlockKind
    content: MappedText
    level: int = 0
    label: int | None = None
    markers: list[tuple[Span, str | None]] = field(default_factory=list)
    links: list[tuple[Span, str]] = field(default_factory=list)
    reason: DropReason | None = None
    context: str = ""
    part: int = 0
    cells: list[Span] = field(default_factory=list)
    linked: int = 0
    """How many characters of it are links, those within the site too."""
    box: int = 0
    """The block element that it stands in, as ``Walk.boxes`` counts them."""
    ground: Ground | None = None

    @property
    def text(self) -> str:
        """The text of the block."""
        return self.content.text


@dataclass(slots=True)
class Draft:
    """What a cleaner makes of a source: blocks in order of the text, and what else the markup says."""

    blocks: list[RawBlock]
    references: list[RawReference] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    warnings: list[Notice] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    """What was cut out of the midst of a block: left-over tags, the picture of a flag."""


def unescape(match: re.Match[str]) -> str:
    """Return the character that a character reference stands for, white space inside it forgiven."""
    return character(match.group())


@lru_cache(maxsize=2048)
def character(reference: str) -> str:
    """Return the character that a character reference stands for; the reference itself where it stands for none."""
    compact = "".join(reference.split())
    decoded = html.unescape(compact)
    return reference if decoded == compact else decoded


def decoded(text: MappedText) -> MappedText:
    """Decode character references.

    >>> decoded(MappedText.of_raw("it & # 39;s R&amp;D")).text
    "it 's R&D"
    >>> decoded(MappedText.of_raw("Barnes & Noble; a & b")).text
    'Barnes & Noble; a & b'
    """
    return text.sub(REFERENCE, unescape) if "&" in text.text else text


class Inline:
    """Collects the pieces of one block; white space is collapsed across pieces.

    >>> line = Inline()
    >>> line.add(MappedText.of_raw("A  b "))
    >>> line.mark(MappedText.of_raw("[1]"), "n1")
    >>> block = line.block("paragraph")
    >>> block.text, block.markers
    ('A b [1]', [(Span(start=4, end=7), 'n1')])
    >>> Inline().block("paragraph").text
    ''
    """

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._pieces: list[Piece] = []
        self._length = 0
        self._spaced = True
        self.markers: list[tuple[Span, str | None]] = []
        self.links: list[tuple[Span, str]] = []
        self.linked = 0

    @property
    def length(self) -> int:
        """How many characters there are so far."""
        return self._length

    def add(self, piece: MappedText) -> None:
        """Append a piece of text, its character references not yet decoded."""
        self._append(decoded(piece).sub(SPACES, " "))

    def copy(self, raw: str, start: int, end: int) -> None:
        """Append ``raw[start:end]``, as ``add`` does; most of a page is white space between tags, or text that needs no change."""
        text = raw[start:end]
        if text.isspace():
            if not self._spaced:
                self._put(" ", start, end - start)
        elif UNEVEN.search(text):
            self.add(MappedText.of_raw(raw, start, end))
        elif self._spaced and text[0] == " ":
            self._put(text[1:], start + 1, COPIED)
        else:
            self._put(text, start, COPIED)

    def mark(self, piece: MappedText, key: str | None) -> None:
        """Append a citation marker."""
        start = self._length
        self._append(decoded(piece).sub(SPACES, " ").stripped())
        if self._length > start:
            self.markers.append((Span(start, self._length), key))

    def link(self, start: int, url: str) -> None:
        """Say that what was appended since ``start`` is a link."""
        if self._length > start:
            self.links.append((Span(start, self._length), url))

    def space(self) -> None:
        """Append a space that stands for a line break or a cell's edge."""
        if not self._spaced:
            self._put(" ", NOWHERE, 0)

    def block(self, kind: BlockKind, *, level: int = 0, label: int | None = None, context: str = "") -> RawBlock:
        """Return the block."""
        content = MappedText("".join(self._texts), tuple(self._pieces))
        content = content.slice(0, len(content.text.rstrip()))
        end = len(content)
        links = [(Span(s.start, min(s.end, end)), url) for s, url in self.links if s.start < end]
        return RawBlock(kind, content, level, label, self.markers, links, None, context, linked=self.linked)

    def _append(self, piece: MappedText) -> None:
        if self._spaced and piece.text.startswith(" "):
            piece = piece.slice(1)
        if piece.text:
            self._pieces += [Piece(at + self._length, start, width) for at, start, width in piece.pieces]
            self._texts.append(piece.text)
            self._length += len(piece)
            self._spaced = piece.text[-1] == " "

    def _put(self, text: str, start: int, width: int) -> None:
        self._pieces.append(Piece(self._length, start, width))
        self._texts.append(text)
        self._length += len(text)
        self._spaced = text[-1] == " "
