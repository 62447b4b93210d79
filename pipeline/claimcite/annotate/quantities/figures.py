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

    @property
    def is_figure(self) -> bool:
        """Whether it is written in digits."""
        return self.word[0].isdecimal()


def lex(text: str) -> list[Lexeme]:
    """Split a text into figures, words and signs.

    >>> [x.word for x in lex("Some $1.9bn")]
    ['some', '$', '1.9', 'bn']
    >>> lex(" ")
    []
    """
    return [Lexeme(m.start(), m.end(), m.group().lower()) for m in LEXEME.finditer(text)]


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
