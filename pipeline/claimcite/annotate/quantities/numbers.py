"""The grammar of numbers: figures, number words, scales and fractions. It needs no model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation, Overflow
from functools import lru_cache

from claimcite.annotate.quantities.cardinals import spelled
from claimcite.annotate.quantities.figures import MAX_DIGITS, read_figure
from claimcite.annotate.quantities.fractions import fraction, mixed, ratio, slashed
from claimcite.annotate.quantities.number import ARTICLES, DIGITS, SHORT, Number, NumberReader, divided
from claimcite.lexicon import Quantifiers

GLYPHS = {glyph: divided(Decimal(top), Decimal(bottom)) for glyph, top, bottom in (
    ("½", 1, 2), ("⅓", 1, 3), ("⅔", 2, 3), ("¼", 1, 4), ("¾", 3, 4), ("⅕", 1, 5), ("⅖", 2, 5), ("⅗", 3, 5), ("⅘", 4, 5), ("⅙", 1, 6), ("⅚", 5, 6),
    ("⅛", 1, 8), ("⅜", 3, 8), ("⅝", 5, 8), ("⅞", 7, 8))}  # fmt: skip
#: Words before a figure that show that it is a value, so that its comma may be a decimal one: "is 1,3".
STATED = frozenset({"is", "was", "be", "equals", "=", "or", "about", "of"})
COMMA = re.compile(r"\d{1,3},\d{1,2}")
RAISING = frozenset("e^x×*")
#: Beyond these exponents a number counts nothing.
MOST, LEAST = 27, -15


def numbers(reader: NumberReader) -> Iterator[Number]:
    """Yield the numbers of a text from left to right.

    >>> from claimcite.lexicon import load_lexicon
    >>> words = load_lexicon().quantifiers
    >>> [str(n.value) for n in numbers(NumberReader("two hundred and five, half a dozen", words))]
    ['205', '6']
    >>> list(numbers(NumberReader("a third, Issa Dembe, half an hour", words)))
    []
    """
    at, starts = 0, starters(reader.words)
    for i in [i for i, word in enumerate(reader.spellings) if word in starts or word[0].isdecimal()]:
        found = read(reader, i) if i >= at else None
        if found is not None:
            yield found
            at = found.last


@lru_cache(maxsize=4)
def starters(words: Quantifiers) -> frozenset[str]:
    """Return the words and signs that a number may begin with."""
    return frozenset({*words.numbers, *ARTICLES, *GLYPHS, "half", "quarter", "hundred", "dozen"})


def read(reader: NumberReader, i: int) -> Number | None:
    """Read the longest number that starts at ``i``, or None."""
    word = reader.word(i)
    if word[0].isdecimal():
        return figure(reader, i)
    if word in GLYPHS:
        return Number(i, i + 1, GLYPHS[word], GLYPHS[word], "fraction")
    found = fraction(reader, i)
    if found is not None:
        return found
    number = spelled(reader, i)
    if number is None or number.kind == "fraction":
        return number
    whole = mixed(reader, number)
    return scaled(reader, whole.first, whole.last, whole.value, "words") if whole is not None and number.scale < 1000 else whole or number


def figure(reader: NumberReader, i: int) -> Number | None:
    """Read digits, a part behind them ("3½", "3 and a half", "1 4/5"), a power and the scale ("3.6 million")."""
    if is_point(reader, i):
        return scaled(reader, i - 1, i + 1, Decimal("0." + reader.word(i)), "figure")  # ".08"
    value = value_of(reader, i)
    if value is None:
        return None
    last = i + 1
    while last < i + 4 and spaced_group(reader, last):
        value, last = value * 1000 + Decimal(reader.word(last)), last + 1
    if reader.word(last) == "/" and reader.glued(last) and reader.glued(last + 1):
        return slashed(reader, i, last)
    if reader.word(last) in RAISING and (power := raised(reader, i, last, value)) is not None:
        return power
    if reader.word(last) in GLYPHS and (reader.glued(last) or last == i + 1):
        value, last = value + GLYPHS[reader.word(last)], last + 1
    elif (part := slashed_part(reader, last)) is not None:
        value, last = value + part.value, part.last
    plain = Number(i, last, value, value, "figure")
    shared = ratio(reader, plain)
    if shared is not None:
        return shared
    if (whole := mixed(reader, plain)) is not None:
        value, last = whole.value, whole.last
    return followed(reader, scaled(reader, i, last, value, "figure"))


def is_point(reader: NumberReader, i: int) -> bool:
    """Whether the digits at ``i`` stand behind a bare decimal point: ".08"."""
    bare = reader.word(i - 1) == "." and reader.glued(i) and not reader.glued(i - 1)
    return bare and reader.word(i).isdecimal() and len(reader.word(i)) < MAX_DIGITS


def value_of(reader: NumberReader, i: int) -> Decimal | None:
    """Return the value of the digits at ``i``; a comma is a decimal one where the document or the phrase shows it ("is 1,3")."""
    word = reader.word(i)
    value = read_figure(word, decimal_comma=reader.decimal_comma)
    if value is None and reader.word(i - 1) in STATED and COMMA.fullmatch(word):
        value = read_figure(word, decimal_comma=True)
    return value


def spaced_group(reader: NumberReader, i: int) -> bool:
    """Whether ``i`` goes on with a figure in groups of three: "1 234 567" (two groups at least, or one after one)."""

    def group(k: int) -> bool:
        word = reader.word(k)
        return len(word) == 3 and word.isdecimal() and word.isascii() and not reader.glued(k)

    def head(k: int) -> bool:
        return len(reader.word(k)) <= 3 and reader.word(k).isdecimal()

    return group(i) and head(i - 1) and (group(i + 1) or (group(i - 1) and head(i - 2)))


def slashed_part(reader: NumberReader, i: int) -> Number | None:
    """Read the part of "1 4/5", "101 1/4" behind its whole."""
    if not reader.word(i).isdecimal() or reader.glued(i) or reader.word(i + 1) != "/" or not (reader.glued(i + 1) and reader.glued(i + 2)):
        return None
    return slashed(reader, i, i + 1)


def raised(reader: NumberReader, first: int, last: int, value: Decimal) -> Number | None:
    """Read "1e10", "12.32e+14", "1.1^23", "1.3x10^6"; None beyond what can be counted ("1e99999999")."""
    factor, word = Decimal(1), reader.word(last)
    if word == "e" and reader.glued(last):
        factor, value, at = value, Decimal(10), last + 1
    elif word in ("x", "×", "*") and reader.word(last + 1) == "10" and reader.word(last + 2) == "^":
        factor, value, at = value, Decimal(10), last + 3
    elif word == "^" and reader.glued(last):
        at = last + 1
    else:
        return None
    sign = reader.word(at) if reader.word(at) in ("+", "-", "−") else ""
    at += bool(sign)
    digits = reader.word(at)
    if not (digits.isdecimal() and digits.isascii() and len(digits) < 4 and reader.glued(at)):
        return None
    try:
        result = DIGITS.multiply(factor, DIGITS.power(value, int(digits) * (1 if sign in ("", "+") else -1)))
    except (InvalidOperation, Overflow):  # 0^-1
        return None
    countable = result.is_finite() and (not result or LEAST <= result.adjusted() <= MOST)
    return Number(first, at + 1, result, result, "power") if countable else None


def scaled(reader: NumberReader, first: int, last: int, value: Decimal, kind: str) -> Number:
    """Read the scales behind a number: "3.6 million", "1.9bn", "$1.9-billion", "two hundred thousand"."""
    base, short = value, ""
    while last - first <= 6:
        at = reader.past_hyphen(last)
        word = reader.word(at)
        factor = reader.words.scales.get(word)
        if factor is None or word == "score" or (word in SHORT and not sticks(reader, at)):
            break
        if word == "dozens" and reader.word(at + 1) == "of" and kind == "figure" and value == 1:
            break
        base, value, last = value, value * factor, at + 1
        if word in SHORT:
            short = word
            break
    return Number(first, last, value, base, kind, short)


def sticks(reader: NumberReader, at: int) -> bool:
    """Whether a letter is a scale: "85m", "1.9b", "2.33 k", "1,674.5 M"; not "5G", "85m2", "38.5 m"."""
    if reader.word(at) == "m" and reader.glued(at + 1) and reader.word(at + 1) in ("2", "3", "²", "³"):
        return False
    broken = "." in reader.word(at - 1) or "," in reader.word(at - 1)
    if reader.glued(at):
        return reader.word(at) != "g" or (broken and reader.original(at) == "G")
    return broken and (reader.word(at) == "k" or reader.original(at).isupper())


def followed(reader: NumberReader, number: Number) -> Number:
    """Read on after a scale in words: "3 hundred and 21", "4 thousand 3 hundred and 21", "6 crore and two hundred"."""
    if number.short or number.scale < 100 or reader.word(number.last - 1) not in reader.words.scales:
        return number
    joined = reader.word(number.last) == "and"
    at = number.last + joined
    word = reader.word(at)
    more: Number | None
    if joined and number.scale == 100 and word.isdecimal() and word.isascii() and len(word) < 3 and int(word):
        more = Number(at, at + 1, Decimal(word), Decimal(word), "figure")
    elif not joined and word.isdecimal() and reader.word(at + 1) in ("hundred", "thousand"):
        more = figure(reader, at)
    elif joined and number.scale >= 1000 and word in reader.words.numbers:
        more = spelled(reader, at)
        more = more if more is not None and not more.value % 100 else None
    else:
        more = None
    if more is None or more.value >= number.scale:
        return number
    return replace(number, last=more.last, value=number.value + more.value, base=Decimal(0))
