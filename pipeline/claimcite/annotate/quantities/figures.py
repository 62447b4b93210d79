"""Lexemes, and numbers that are written in digits. Each character is read once."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

#: A longer number is no count: nobody counts beyond it, and arithmetic on it costs time.
MAX_DIGITS = 28
LEXEME = re.compile(r"\d+(?:[.,]\d+|[\u00a0\u2009\u202f]\d{3}(?!\d))*|[^\W\d_]+|\S")
NARROW = str.maketrans("\u00a0\u2009\u202f", ",,,")
ENGLISH = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}|\d+)(?:\.\d+)?")
CONTINENTAL = re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")
COMMA_DECIMAL = re.compile(
    r"(?<![\d.,])(?:\d{1,3}(?:\.\d{3})+,\d{1,2}|\d{1,3},\d{1,2})(?=\s?(?:%|percent\b|per cent\b|million\b|billion\b|k?m\b|€|euros?\b))"
)
POINT_DECIMAL = re.compile(
    r"(?<![\d.,])\d{1,3}(?:,\d{3}(?![\d.,]\d)|\.\d{1,2}(?=\s?(?:%|percent\b|per cent\b|million\b|billion\b|k?m\b|€|euros?\b)))"
)


class Lexeme(NamedTuple):
    """A figure, a word or a sign, with its place; ``word`` is in lower case."""

    start: int
    end: int
    word: str


class Lexemes(NamedTuple):
    """A text's figures, words and signs: their spellings in lower case, and their places. Lists of plain values, which are fast."""

    spellings: list[str]
    starts: list[int]
    ends: list[int]


def lex(text: str) -> Lexemes:
    """Split a text into figures, words and signs. What lies between two of them is white space.

    >>> lex("Some $1.9bn").spellings
    ['some', '$', '1.9', 'bn']
    >>> lex(" ")
    Lexemes(spellings=[], starts=[], ends=[])
    """
    lower = text.lower()
    if len(lower) != len(text):  # a letter whose small form is longer
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    spellings = LEXEME.findall(lower)
    starts, ends, at, find = [], [], 0, lower.index
    for spelling in spellings:
        at = find(spelling, at)
        starts.append(at)
        at += len(spelling)
        ends.append(at)
    return Lexemes(spellings, starts, ends)


def has_decimal_comma(text: str) -> bool:
    """Whether a text clearly writes decimals with a comma ("3,5 percent") and nowhere thousands.

    >>> has_decimal_comma("Prices rose by 3,5 percent."), has_decimal_comma("Some 3,500 people; 3,5 percent")
    (True, False)
    """
    return COMMA_DECIMAL.search(text) is not None and POINT_DECIMAL.search(text) is None


def normal(value: Decimal) -> Decimal:
    """Return the number without an exponent or trailing zeros.

    >>> normal(Decimal("12.0")), normal(Decimal("1E+3"))
    (Decimal('12'), Decimal('1000'))
    """
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if value == whole and whole.adjusted() < 27 else Decimal(format(value.normalize(), "f"))


def read_figure(figure: str, *, decimal_comma: bool = False) -> Decimal | None:
    """Return the value of a number in digits, or None where it is none.

    >>> read_figure("12,34,567"), read_figure("1.234,5", decimal_comma=True)
    (Decimal('1234567'), Decimal('1234.5'))
    >>> read_figure("1.2.3"), read_figure("3,5"), read_figure("007")
    (None, None, None)
    """
    if len(figure) > MAX_DIGITS:
        return None
    digits = [c for c in figure if c.isdecimal()]
    if len({ord(c) - unicodedata.decimal(c) for c in digits}) != 1:
        return None  # "1٢": digits of two scripts are no number
    pattern, group, point = (CONTINENTAL, ".", ",") if decimal_comma else (ENGLISH, ",", ".")
    plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in figure).translate(NARROW)
    if pattern.fullmatch(plain) is None or re.match(r"0\d", plain):
        return None
    return Decimal(plain.replace(group, "").replace(point, "."))
