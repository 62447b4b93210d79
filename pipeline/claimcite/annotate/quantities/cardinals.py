"""Cardinal numbers in words: "two hundred and five", "a dozen", "half a million", "nine point four"."""

from __future__ import annotations

from decimal import Decimal

from claimcite.annotate.quantities.number import ARTICLES, SHORT, Number, NumberReader

#: No scale has been read yet.
NO_LIMIT = Decimal(10) ** 18
#: A scale that several of the scale before make up: "95 hundred", "two dozen", "three score", "a pair".
SMALL_SCALES = (100, 12, 20, 2)


def spelled(reader: NumberReader, i: int) -> Number | None:
    """Read a number in words: "two hundred and five", "a dozen", "twenty-one", "two point five"."""
    word = reader.word(i)
    if word in ARTICLES:
        good = reader.words.scales.get(reader.word(i + 1)) is not None and reader.word(i + 1) not in SHORT | {"score", "dozens"}
        return composed(reader, i, i + 1, Decimal(1)) if good else None
    if word in ("hundred", "dozen"):  # "about hundred people", "the dozen men"
        return composed(reader, i, i, Decimal(1)) if reader.word(i - 1) not in ("several", "few", "many") else None
    found = below_hundred(reader, i)
    if found is None:
        return None
    number = composed(reader, i, found[1], found[0])
    return decimal(reader, number) or number


def below_hundred(reader: NumberReader, i: int) -> tuple[Decimal, int] | None:
    """Read "twenty", "twenty-one", "twenty - one" of tokenized text, "seven"."""
    value = reader.words.numbers.get(reader.word(i))
    if value is None:
        return None
    spaced = reader.word(i + 1) == "-" and not reader.glued(i + 1) and not reader.glued(i + 2)
    at = i + 2 if spaced else reader.past_hyphen(i + 1)
    more = reader.words.numbers.get(reader.word(at))
    if value >= 20 and more is not None and 0 < more < 10:
        return Decimal(value + more), at + 1
    return Decimal(value), i + 1


def composed(reader: NumberReader, first: int, at: int, value: Decimal) -> Number:
    """Go on from a number below 100 through hundreds and scales: each scale is smaller than the one before, or multiplies it."""
    total, current, base, limit = Decimal(0), value, value, NO_LIMIT
    while True:
        step = reader.past_hyphen(at)
        factor = None if reader.word(step) in SHORT else reader.words.scales.get(reader.word(step))
        if factor in SMALL_SCALES and 0 < current < 100:
            base, current, at = current, current * Decimal(factor or 1), step + 1
        elif factor is not None and 1000 <= factor < limit and current:
            base, total, current, limit, at = current, total + current * factor, Decimal(0), Decimal(factor), step + 1
        elif factor is not None and factor >= limit and total and not current and at == step:
            base, total, limit, at = total, total * factor, Decimal(1), step + 1  # "three lakh crore"
        elif (more := remainder(reader, at, current, total)) is not None:
            current, at, base = current + more[0], more[1], Decimal(0)
        else:
            value = total + current
            return Number(first, at, value, base or value, "words")


def remainder(reader: NumberReader, at: int, current: Decimal, total: Decimal) -> tuple[Decimal, int] | None:
    """Read what follows a hundred or a scale: "and five", "twenty"; None in "two and three" and "six million and two thirds"."""
    if current % 100 or not (current or total):
        return None
    joined = reader.word(at) == "and"
    step = at + 1 if joined or (reader.word(at) == "," and total and not current) else at
    found = below_hundred(reader, step)
    if found is None or not found[0]:
        return None
    if joined and found[0] < 10 and reader.word(reader.past_hyphen(found[1])) in reader.words.fractions:
        return None
    return None if current and reader.word(found[1]) == "hundred" else found  # "one hundred and two hundred" are two


def decimal(reader: NumberReader, number: Number) -> Number | None:
    """Read on after "point": "two hundred point zero three", "nought point eleven"; not "at one point two men …"."""
    if reader.word(number.last) != "point" or (number.value == 1 and reader.word(number.first - 1) in ("at", "that", "this", "some")):
        return None
    digits, at = "", number.last + 1
    while len(digits) < 9 and (value := reader.words.numbers.get(reader.word(at))) is not None and value < 10:
        digits, at = f"{digits}{value}", at + 1
    if not digits:
        found = below_hundred(reader, at)
        if found is None:
            return None
        digits, at = str(found[0]), found[1]
    value_read = number.value + Decimal(f"0.{digits}")
    return Number(number.first, at, value_read, value_read, "words")
