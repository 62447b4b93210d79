"""Fractions: "two-thirds", "a third of", "half the houses", "3/4", "one in three", "two and a half", "half a million"."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from claimcite.annotate.quantities.cardinals import NO_LIMIT, below_hundred, spelled
from claimcite.annotate.quantities.number import ARTICLES, SHORT, Number, NumberReader, divided

#: Words before "half" and "a third" that show that they are amounts: "by a third", "more than half".
HEDGED = frozenset(
    ["than", "about", "around", "nearly", "almost", "roughly", "over", "by", "some", "least", "to", "under", "below", "above", "approximately", "exactly", "only", "just", "up", "down", "fell", "rose"]
)
#: What "half" is a half of without "of": "half the houses", "half its staff".
HALVED = frozenset(["of", "the", "its", "their", "his", "her", "our", "my", "your", "all", "those", "these"])
#: "the second half", "in half", "one and a half"; but "took in half of the gains".
NO_HALF = frozenset(["second", "first", "other", "in", "and", "last", "latter"])
#: A ratio stands at the beginning of its clause, or behind one of these: "nearly one in three"; not "killed one in two attacks".
OPENING = frozenset(["that", "nearly", "about", "almost", "roughly", "around", "than", "is", "was", "only", "every", "just", ",", ".", ":", ";", "("]) | {""}
#: "3/4" alone is a fraction only of these, a day of a month otherwise.
COMMON = frozenset({2, 3, 4, 5, 8, 10, 16, 32})
DATED = frozenset(["on", "since", "until", "till", "by", "from", "of", "and", "to"])


class Denominator(NamedTuple):
    """The lower part of a fraction in words, the place after it, and whether it is a plural."""

    value: Decimal
    last: int
    plural: bool


def fraction(reader: NumberReader, i: int) -> Number | None:
    """Read a fraction in words at ``i``: "two-thirds", "a third of", "half", "quarter million", "one in three"."""
    word = reader.word(i)
    if word == "half" or (word in ARTICLES and reader.word(i + 1) == "half"):
        return half(reader, i, i + (2 if word in ARTICLES else 1))
    if word == "quarter":
        return scaled_part(reader, i, i + 1, Decimal("0.25"))
    top = spelled(reader, i)
    if top is None and word not in ARTICLES:
        return None
    value, at = (top.value, top.last) if top is not None else (Decimal(1), i + 1)
    below = denominator(reader, reader.past_hyphen(at))
    if below is None or not value or (reader.word(at) == "quarters" and not is_three_quarters(reader, i, value)) or below.plural != (value != 1):
        return ratio(reader, top) if top is not None else None
    part = divided(value, below.value)
    scaled = scaled_part(reader, i, below.last, part)
    if scaled is not None:
        return scaled
    if value == 1 and not is_part(reader, i, below.last):
        return None
    return Number(i, below.last, part, part, "fraction" if part < 1 else "words")


def is_three_quarters(reader: NumberReader, first: int, value: Decimal) -> bool:
    """Whether "three quarters" is a part and no nine months: not "for three quarters", "the first three quarters"."""
    return value == 3 and reader.word(first - 1) not in ("for", "first", "last", "past", "next", "consecutive", "straight", "in")


def is_part(reader: NumberReader, first: int, last: int) -> bool:
    """Whether "a third" is a part, not the third of several: "a third of", "by a third", "one-eighth"; not "A third, Issa Dembe, 19"."""
    if reader.word(last) == "of" or reader.word(first - 1) in HEDGED or reader.alone(first, last):
        return True
    return reader.word(first) == "one" and reader.word(last - 1) != "quarter" and reader.word(last) not in ("party", "grade", "grader", "floor")


def denominator(reader: NumberReader, i: int) -> Denominator | None:
    """Read "third", "quarters", "twenty-firsts", "one hundred and fifth"."""
    word = reader.word(i)
    ordinal = reader.words.ordinals.get(word.removesuffix("s"), 0)
    if word in reader.words.fractions:
        value = Decimal(ordinal) if ordinal else divided(Decimal(1), reader.words.fractions[word])
        return Denominator(value, i + 1, word.endswith("s") or word == "halves")
    tens = reader.words.numbers.get(word)
    if tens is None:
        return None
    if reader.word(i + 1) == "hundred":
        at = i + 2 + (reader.word(i + 2) == "and")
        rest = reader.words.ordinals.get(reader.word(at).removesuffix("s"), 0)
        return Denominator(Decimal(100 * tens + rest), at + 1, reader.word(at).endswith("s")) if tens < 10 and 2 < rest < 100 else None
    at = reader.past_hyphen(i + 1)
    unit = reader.words.ordinals.get(reader.word(at).removesuffix("s"), 0)
    return Denominator(Decimal(tens + unit), at + 1, reader.word(at).endswith("s")) if tens >= 20 and 0 < unit < 10 else None


def scaled_part(reader: NumberReader, first: int, at: int, part: Decimal) -> Number | None:
    """Read on to the scale that a part is of: "two thirds of a million", "quarter million", "three quarters billion"."""
    of = reader.word(at) == "of" and reader.word(at + 1) in ("a", "one")
    step = at + 2 if of else at
    if reader.word(step) not in ("million", "billion", "trillion") or (not of and reader.word(first) in ARTICLES):
        return None
    value = part * reader.words.scales[reader.word(step)]
    return Number(first, step + 1, value, part, "words")


def half(reader: NumberReader, i: int, at: int) -> Number | None:
    """Read "half a million", "half of", "half the houses"; none in "the second half", "half an hour", "half-time"."""
    step = reader.past_hyphen(at)
    step += reader.word(step) in ARTICLES
    step = reader.past_hyphen(step)
    factor = reader.words.scales.get(reader.word(step))
    if factor is not None and factor != 20 and reader.word(step) not in SHORT:
        return Number(i, step + 1, Decimal(factor) / 2, Decimal("0.5"), "words")
    shown = reader.word(i - 1) in HEDGED or reader.word(at) in HALVED or reader.alone(i, at)
    numbered = reader.word(i - 1) in NO_HALF and not (reader.word(i - 1) in ("in", "and") and reader.word(at) in HALVED)
    if reader.word(at) in ("-", "an") or not shown or numbered:
        return None
    if i + 1 < at and reader.word(at) not in ("of", "") and reader.word(at).isalpha():
        return None  # "about a half dollar"
    return Number(i, at, Decimal("0.5"), Decimal("0.5"), "fraction")


def mixed(reader: NumberReader, number: Number) -> Number | None:
    """Read a part behind a number: "two and a half", "twenty and three fifths", "one million and a half", "one billion and a half million"."""
    at = number.last
    if reader.word(at) != "and" or number.kind == "fraction":
        return None
    found = part(reader, at + 1)
    if found is None:
        return None
    value, last = found
    own = reader.words.scales.get(reader.word(last), 0)
    if number.scale >= 1000 and 1000 <= own < number.scale:
        return Number(number.first, last + 1, number.value + value * own, number.value, number.kind)
    if number.scale >= 1000:
        return Number(number.first, last, number.value + value * number.scale, number.base, number.kind)
    return replace(number, last=last, value=number.value + value, base=number.value + value)


def part(reader: NumberReader, i: int) -> tuple[Decimal, int] | None:
    """Read the part of "… and a half", "… and three quarters", "… and fifty-four hundredths"; not "two and a third of them"."""
    if reader.word(i) in ARTICLES or reader.word(i) == "half":
        top, at = Decimal(1), i + (reader.word(i) != "half")
    else:
        found = below_hundred(reader, i)
        if found is None:
            return None
        top, at = found
    below = denominator(reader, reader.past_hyphen(at))
    if below is None or not 0 < top < below.value or below.plural != (top != 1) or reader.word(below.last) == "of":
        return None
    return divided(top, below.value), below.last


def ratio(reader: NumberReader, top: Number) -> Number | None:
    """Read "one in three (children)", "2 in 5", "two out of five"; "2000 over 3" where nothing else is said."""
    first, at = top.first, top.last
    out = (reader.word(at), reader.word(at + 1)) == ("out", "of")
    over = reader.word(at) == "over"
    if not (out or over or reader.word(at) == "in"):
        return None
    at += 1 + out
    bottom = whole(reader, at + (reader.word(at) == "every"), big=over)
    if bottom is None or reader.word(first - 1) not in OPENING:
        return None
    value, last = bottom
    if over:
        return Number(first, last, divided(top.value, value), top.value, "fraction") if reader.alone(first, last) and value else None
    after = reader.word(last)
    plain = (after.isalpha() and after not in ("of", "and", "or", "the", "in", "to", "more")) or last >= reader.size or after in (".", "?", ",")
    hedged = after == "or" and reader.word(last + 1) in ("more", "fewer", "less")
    timed = after.removesuffix("s") in reader.words.context["durations"]
    if not (plain or hedged) or timed or after in reader.words.scales or not 0 < top.value < value <= 100:
        return None
    share = divided(top.value, value)
    return Number(first, last, share, share, "fraction")


def whole(reader: NumberReader, i: int, *, big: bool) -> tuple[Decimal, int] | None:
    """Read the lower number of a ratio."""
    word = reader.word(i)
    if word.isdecimal() and word.isascii() and len(word) < 10:
        return Decimal(word), i + 1
    if big:
        found = spelled(reader, i)
        return (found.value, found.last) if found is not None and found.value < NO_LIMIT else None
    return below_hundred(reader, i)


def slashed(reader: NumberReader, i: int, slash: int) -> Number | None:
    """Read "1/3 of", "1/4 mile", "3/4"; "9/11", "24/7" and "on 3/4" are none."""
    top, bottom, last = reader.word(slash - 1), reader.word(slash + 1), slash + 2
    if not (top.isdecimal() and bottom.isdecimal() and top.isascii() and bottom.isascii() and len(top) < 3 and len(bottom) < 4):
        return None
    after = reader.word(last)
    if not 0 < int(top) < int(bottom) or after == "/" or (after in (".", "-") and reader.glued(last) and reader.glued(last + 1)):
        return None
    shown = after == "of" or after in reader.words.measures or after in reader.words.scales
    common = int(bottom) in COMMON and reader.word(i - 1) not in DATED and not reader.word(slash + 1).startswith("0")
    if not shown and not common:
        return None
    value = divided(Decimal(int(top)), Decimal(int(bottom)))
    scale = reader.words.scales.get(after, 0)
    if scale >= 1000 and after not in SHORT:
        return Number(i, last + 1, value * scale, value, "words")  # "3/4 million"
    return Number(i, last, value, value, "fraction")
