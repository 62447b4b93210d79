"""Text for a terminal: colours, columns, and words from the web made harmless."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

#: What could steer a terminal or turn the direction of writing: control characters and bidirectional marks.
UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36"}


@dataclass(frozen=True, slots=True)
class Paint:
    """Colours, or none.

    >>> Paint(True)("bold", "x") == chr(27) + "[1mx" + chr(27) + "[0m"
    True
    >>> Paint(False)("bold", "x")
    'x'
    """

    on: bool

    def __call__(self, style: str, text: str) -> str:
        """Return the text in a style of ``CODES``."""
        return f"\x1b[{CODES[style]}m{text}\x1b[0m" if self.on and text else text


def plain(text: str, limit: int | None = None) -> str:
    """Return a text as one line that a terminal can be shown, cut to ``limit`` characters.

    >>> plain("a" + chr(27) + "[2J  b"), plain("abcdef", 4)
    ('a [2J b', 'abc…')
    """
    line = " ".join(UNSAFE.sub(" ", text).split())
    return line if limit is None or len(line) <= limit else line[: limit - 1].rstrip() + "…"


def width(text: str) -> int:
    """Return how many columns a text takes: wide letters two, combining marks none.

    >>> width("abc"), width("日本")
    (3, 4)
    """
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def columns(rows: Sequence[Sequence[str]], *, right: Sequence[int] = (), indent: int = 2) -> list[str]:
    """Return the rows as lines in columns; those whose numbers are in ``right`` end together.

    >>> columns([("news", "12"), ("other", "3")], right=[1])
    ['  news   12', '  other   3']
    >>> columns([])
    []
    """
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [
            " " * (wide - width(cell)) + cell if i in right else cell + " " * (wide - width(cell))
            for i, (cell, wide) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append(" " * indent + "  ".join(cells).rstrip())
    return lines


def wrapped(text: str, *, indent: int, first: int | None = None, columns: int = 100) -> str:
    """Return a text broken into lines of at most ``columns``, indented; ``first`` is the indent of the first line."""
    lines, line = [], " " * (indent if first is None else first)
    empty = True
    for word in text.split(" "):
        if not empty and width(line) + 1 + width(word) > columns:
            lines.append(line)
            line, empty = " " * indent, True
        line += word if empty else f" {word}"
        empty = False
    return "\n".join([*lines, line])


def amount(low: object, high: object, comparator: str, *, approximate: bool = False, unit: str | None = None) -> str:
    """Return a quantity's bounds in a few characters.

    >>> amount(12, 12, "="), amount(78, 105, "="), amount(180, None, ">"), amount(None, 30, "<", approximate=True)
    ('12', '78–105', '> 180', '~ < 30')
    >>> amount(None, None, "=")
    'some'
    """
    one = low if low is not None else high
    sign = "" if comparator == "=" else {">=": "≥ ", "<=": "≤ "}.get(comparator, f"{comparator} ")
    if one is None:
        text = "some"
    elif low is not None and high is not None and low != high:
        text = f"{low}–{high}"
    else:
        text = f"{sign}{one}"
    return ("~ " if approximate else "") + text + ("" if unit is None else f" {unit}")
