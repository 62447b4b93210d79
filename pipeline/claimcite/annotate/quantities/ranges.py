"""Two numbers that are one amount: "78–105", "between 10 and 15", "more than 10 and fewer than 40", "5 feet 2 inches"."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from claimcite.annotate.quantities.amount import Amount
from claimcite.annotate.quantities.figures import normal
from claimcite.annotate.quantities.number import Number, NumberReader, divided
from claimcite.annotate.quantities.strangers import DASHES
from claimcite.annotate.quantities.units import UnitReader

#: Units that may stand between the two numbers of a range: "5% to 10%".
BETWEEN = frozenset({"%", "percent", "$", "€", "£", "km", "per", "cent"})
#: Lexemes between two numbers of a range, at most.
REACH = 5


def link(reader: NumberReader, units: UnitReader, number: Number, middle: list[str]) -> str | None:
    """Return the kind of range that the words between two numbers make, or None."""
    inner = [w for w in middle if w not in BETWEEN and w not in ("minus", "negative")]
    if len(inner) != 1:
        return None
    start = units.sign(number.first)[0] - 1
    start -= reader.word(start) in ("minus", "negative")
    before = reader.word(start)
    if inner[0] == "and":
        return "between" if before == "between" else None
    if inner[0] in DASHES:
        at = number.last + middle.index(inner[0])
        tight = reader.glued(at) and reader.glued(at + 1)
        loose = not reader.glued(at) and not reader.glued(at + 1)
        return "dash" if tight or (loose and inner[0] != "—") else None
    if inner[0] in ("to", "through"):
        return "from" if before == "from" else "to"
    return "or" if inner[0] == "or" else None


def bounds_of(number: Number, other: Number, kind: str, *, negative: bool) -> tuple[Decimal, Decimal] | None:
    """Return both ends of a range: "3 to 4 million", "two or three"; None where they are none ("20 or 300")."""
    low, high = number.value, other.value
    if number.scale == 1 and low * other.scale < high and low < other.value / other.scale and number.kind == other.kind:
        low *= other.scale
    low = -low if negative else low
    if low >= high or (kind == "or" and high - low > max(Decimal(5), low)):
        return None
    return normal(low), normal(high)


def is_score(reader: NumberReader, number: Number, other: Number | None) -> bool:
    """Whether two numbers with a hyphen between them are no range: "3-1", "2019-20"."""
    if other is None or other.first != number.last + 1 or number.kind == "fraction":
        return False
    return reader.word(number.last) in DASHES and reader.glued(number.last) and reader.glued(other.first)


def enclosed(text: str, low: Amount, high: Amount) -> Amount | None:
    """Join two bounds: "more than 10 and fewer than 40", "higher or equal than 100, lower or equal than 300"."""
    if low.comparator not in (">", ">=") or high.comparator not in ("<", "<=") or high.kind != low.kind or high.start - low.end > REACH:
        return None
    if text[low.end : high.start].strip() not in ("and", "but", ",", "&") or low.unit not in (None, high.unit):
        return None
    if low.value is None or high.value is None or low.value >= high.value:
        return None
    core = (low.core[0], high.core[1])
    return replace(
        high, start=low.start, core=core, low=low.value, high=high.value, value=None, comparator="=", plain=False,
        approximate=low.approximate or high.approximate, change=low.change, hedge=low.hedge, spelling=text[slice(*core)].lower(),
    )  # fmt: skip


def with_part(reader: NumberReader, amount: Amount, place: int, other: Number) -> tuple[Amount, int] | None:
    """Add the smaller unit behind a larger one: "13 dollars forty-five cents", "5 feet and 2 inches"; the place after it comes with it."""
    part = reader.words.parts.get(amount.unit or "")
    between = reader.spellings[place : other.first]
    if part is None or between not in ([], ["and"], [","]) or amount.value is None or amount.comparator != "=" or amount.value != amount.high:
        return None
    names, count = part
    at = other.last
    if reader.word(at) not in names or not 0 < other.value < count or amount.value != amount.value.to_integral_value():
        return None
    value = normal(amount.value + divided(other.value, Decimal(count)))
    end = reader.ends[at]
    return replace(amount, end=end, core=(amount.core[0], end), low=value, high=value, value=value, spelling=reader.text[amount.core[0] : end].lower()), at + 1
