"""Span algebra, and text that knows where each of its characters stood in the raw input.

A span is half-open, ``[start, end)``, in code points (W3C TextPositionSelector).
"""

from __future__ import annotations

import bisect
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

NOWHERE, COPIED = -1, -1
T = TypeVar("T")


class Span(NamedTuple):
    """A half-open range of code points.

    >>> Span(2, 5).of("claimcite")
    'aim'
    >>> Span(2, 2).of("claimcite")
    ''
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the text that the span covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> Span:
        """Return the span moved by ``by`` characters."""
        return Span(self.start + by, self.end + by)

    def trimmed(self, text: str, edge: str) -> Span:
        """Return the span without characters of ``edge`` at either end.

        >>> Span(0, 7).trimmed(" (one) ", " ()")
        Span(start=2, end=5)
        """
        start, end = self
        while start < end and text[start] in edge:
            start += 1
        while end > start and text[end - 1] in edge:
            end -= 1
        return Span(start, end)


class SpanIndex(Generic[T]):
    """Finds the items whose span overlaps a given one, without a scan of all of them."""

    def __init__(self, items: Sequence[T], span: Callable[[T], Span]) -> None:
        pairs = sorted(((span(item), i) for i, item in enumerate(items)))
        self._items = [items[i] for _, i in pairs]
        self._spans = [s for s, _ in pairs]
        self._starts = [s.start for s in self._spans]
        self._longest = max((s.end - s.start for s in self._spans), default=0)

    def within(self, outer: Span) -> list[T]:
        """Return the items that lie inside ``outer``, in order."""
        start, end = outer
        return [self._items[i] for i in self._near(outer) if start <= self._spans[i].start and self._spans[i].end <= end]

    def touching(self, outer: Span) -> list[T]:
        """Return the items that share a character with ``outer``, in order."""
        start, end = outer
        return [self._items[i] for i in self._near(outer) if start < self._spans[i].end and self._spans[i].start < end]

    def _near(self, outer: Span) -> range:
        low = bisect.bisect_left(self._starts, outer[0] - self._longest)
        return range(low, bisect.bisect_left(self._starts, outer[1], low))


class Piece(NamedTuple):
    """A part of a text, from ``at`` to the next piece: where it stands in the raw input, and how wide it is there.

    The width is ``COPIED`` for text that was copied unchanged, character by character; else each character stands for the whole range.
    """

    at: int
    start: int
    width: int

    def raw(self, low: int, high: int) -> tuple[int, int]:
        """Return the raw range of the characters from ``low`` to ``high`` of the text."""
        if self.width == COPIED:
            return self.start + low - self.at, self.start + high - self.at
        return self.start, self.start + self.width


@dataclass(frozen=True, slots=True)
class MappedText:
    """A text that knows the raw range of each of its characters (none for a generated one). Its size is that of its pieces.

    >>> t = MappedText.of_raw("a&amp;b  c").sub("&amp;", "&").collapsed()
    >>> t.text, t.raw_of(Span(1, 2))
    ('a&b c', Span(start=1, end=6))
    >>> MappedText.generated("[1]").raw_of(Span(0, 3)) is None
    True
    """

    text: str
    pieces: tuple[Piece, ...]

    @classmethod
    def of_raw(cls, raw: str, start: int = 0, end: int | None = None) -> MappedText:
        """Copy ``raw[start:end]`` unchanged."""
        text = raw[start:end]
        return cls(text, (Piece(0, start, COPIED),) if text else ())

    @classmethod
    def generated(cls, text: str, raw: Span | None = None) -> MappedText:
        """Make text that does not stand in the raw input; ``raw`` is the range that it stands for, if there is one."""
        start, end = raw or (NOWHERE, NOWHERE)
        return cls(text, (Piece(0, start, end - start),) if text else ())

    @classmethod
    def joined(cls, parts: Iterable[MappedText]) -> MappedText:
        """Concatenate ``parts``."""
        texts: list[str] = []
        pieces: list[Piece] = []
        length = 0
        for part in parts:
            texts.append(part.text)
            pieces.extend([Piece(at + length, start, width) for at, start, width in part.pieces] if length else part.pieces)
            length += len(part.text)
        return cls("".join(texts), tuple(pieces))

    def __len__(self) -> int:
        return len(self.text)

    def slice(self, start: int, end: int | None = None) -> MappedText:
        """Return the part ``[start, end)``."""
        text = self.text[start:end]
        if len(text) == len(self.text):
            return self
        pieces = self._within(start, start + len(text))
        return MappedText(text, tuple(Piece(low - start, piece.raw(low, high)[0], piece.width) for low, high, piece in pieces))

    def sub(self, pattern: str | re.Pattern[str], replacement: str | Callable[[re.Match[str]], str]) -> MappedText:
        """Replace each match; every character of a replacement stands for the raw range of the whole match."""
        parts: list[MappedText] = []
        at = 0
        for match in re.finditer(pattern, self.text):
            new = replacement if isinstance(replacement, str) else replacement(match)
            if new == match.group():
                continue
            parts += [self.slice(at, match.start()), MappedText.generated(new, self.raw_of(Span(*match.span())))]
            at = match.end()
        return MappedText.joined([*parts, self.slice(at)]) if parts else self

    def collapsed(self) -> MappedText:
        """Return the text with runs of white space as one space, and none at the ends."""
        text = self.sub(re.compile(r"\s+"), " ")
        return text.stripped()

    def stripped(self, edge: str | None = None) -> MappedText:
        """Return the text without characters of ``edge`` (white space) at the ends."""
        start = len(self.text) - len(self.text.lstrip(edge))
        return self.slice(start, max(start, len(self.text.rstrip(edge))))

    def raw_of(self, span: Span) -> Span | None:
        """Return the smallest raw range that covers ``span``, or None where nothing of it stands in the raw input."""
        known = [piece.raw(low, high) for low, high, piece in self._within(*span) if piece.start != NOWHERE]
        return Span(min(known)[0], max(end for _, end in known)) if known else None

    def runs(self, raw: str) -> list[tuple[int, int, int]]:
        """Return the alignment: ``(text_start, raw_start, length)`` of each run that is copied unchanged."""
        runs: list[tuple[int, int, int]] = []
        for low, high, piece in self._within(0, len(self.text)):
            start, end = piece.raw(low, high)
            if end - start != high - low or start == NOWHERE or raw[start:end] != self.text[low:high]:
                continue
            if runs and runs[-1][0] + runs[-1][2] == low and runs[-1][1] + runs[-1][2] == start:
                runs[-1] = (runs[-1][0], runs[-1][1], runs[-1][2] + end - start)
            else:
                runs.append((low, start, end - start))
        return runs

    def _within(self, start: int, end: int) -> Iterator[tuple[int, int, Piece]]:
        """Yield the pieces that lie in ``[start, end)``, with the stretch of the text that each fills there."""
        end = min(end, len(self.text))
        if start >= end:
            return
        first = max(0, bisect.bisect_right(self.pieces, (start, sys.maxsize)) - 1) if start else 0
        for i in range(first, len(self.pieces)):
            piece = self.pieces[i]
            if piece.at >= end:
                break
            yield max(start, piece.at), min(end, self.pieces[i + 1].at if i + 1 < len(self.pieces) else end), piece
