"""Numbers that are a part of something else: names, ordinals, times of day, adjectives, chains. They need no model."""

from __future__ import annotations

from claimcite.annotate.quantities.number import Number, NumberReader
from claimcite.annotate.quantities.units import UnitReader

DASHES = frozenset({"-", "–", "—", "‒", "−", "~"})
#: A hyphen before them is a part of the number: "$1.9-billion".
SCALED = frozenset({"million", "billion", "trillion", "thousand", "hundred", "bn", "m", "dozen"})


def foreign(reader: NumberReader, units: UnitReader, number: Number) -> bool:
    """Whether the number is a part of something else: a name, an ordinal, a time of day, an adjective, a list's number."""
    first, last, word = number.first, number.last, reader.word
    before, after = word(first - 1), word(last)
    if number.kind == "words" and number.value >= 20 and after in reader.words.ordinals:
        return True  # "the one hundred fifth"
    if reader.glued(first) and (before in "/\\@#_=&:.,°′″^" or (before[:1].isalpha() and units.sign(first)[1] is None)):
        return True  # "M4", "#12", "9/11"
    if reader.glued(first) and before in "-'" and hangs(reader, first):
        return True  # "Su-24", "COVID-19", "'80s"
    if reader.glued(last) and clings(reader, units, last):
        return True  # "4chan", "21st", "9/11", "10:30", "nine-year", "two-storey"
    if number.short == "b" and units.sign(first)[1] is None and units.unit(last) is None and not after.endswith("s"):
        return True  # "at the top of 3b"
    return is_clock(reader, number) or (before, after) == ("[", "]") or is_chained(reader, first, last)


def is_clock(reader: NumberReader, number: Number) -> bool:
    """Whether a time of day ends after the number: "9 a.m.", "1500 GMT"; not "the 40 am here"."""
    last, word = number.last, reader.word
    after = word(last)
    endings = {after, after + word(last + 1) + word(last + 2), f"{after} {word(last + 1)}"}
    if not endings & reader.words.context["clock"] or after in ("hours", "hrs"):
        return False
    return not (after in ("am", "et") and not reader.glued(last) and number.value > 12)


def hangs(reader: NumberReader, i: int) -> bool:
    """Whether the hyphen or apostrophe before a number ties it to a word: "Su-24", "mid-2019"; not a range or "-5"."""
    before = reader.word(i - 2)
    if not reader.glued(i - 1) or before in reader.words.numbers:
        return False
    if not before[:1].isalpha():
        return before[:1].isdecimal() and reader.glued(i - 2) and reader.word(i - 3)[:1].isalpha()  # "scp2-173m"
    return not (before in reader.words.scales and reader.word(i - 3)[:1].isdecimal())


def clings(reader: NumberReader, units: UnitReader, i: int) -> bool:
    """Whether what sticks to the end of a number makes it no number."""
    word, after = reader.word(i), reader.word(i + 1)
    if word[:1].isalpha():
        return units.unit(i) is None and word != "odd"
    if word == "°":
        return units.unit(i) is None
    if word in ("/", ":", "."):
        return after[:1].isdecimal() and reader.glued(i + 1)
    if word in DASHES and reader.glued(i + 1) and after[:1].isalpha():
        ages = after in ("year", "years", "month", "months", "week", "day") and reader.word(i + 3) in ("old", "olds")
        joins = after in ("odd", "plus", "strong") or after in reader.words.numbers or after in SCALED
        aside = word != "-" and after not in reader.words.measures
        measured = len(after) > 1 and units.unit(i + 1) is not None  # "a six-mile trip", "a one-yen bid"
        return not (ages or joins or aside or measured)
    return word in ("_", "@", "′", "″", "^")


def is_chained(reader: NumberReader, first: int, last: int) -> bool:
    """Whether the number is one of a chain of three or has a plus before it: "555-01-23", "+1 555"."""
    if reader.glued(first) and reader.word(first - 1) == "+":
        return True
    return links(reader, first - 1, -1) + links(reader, last, 1) > 1


def links(reader: NumberReader, edge: int, step: int) -> int:
    """Return how many figures follow one another with dashes between them, two at most."""
    count = 0
    while (
        count < 2
        and reader.word(edge) in DASHES
        and reader.word(edge + step)[:1].isdecimal()
        and reader.glued(edge)
        and reader.glued(edge + 1)
    ):
        count, edge = count + 1, edge + 2 * step
    return count
