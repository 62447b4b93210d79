"""The grammar of amounts: numbers with their hedges, ranges and units, and the numbers that are none. It needs no model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from claimcite.annotate.quantities.figures import has_decimal_comma, lex, normal
from claimcite.annotate.quantities.hedges import HedgeReader, Hedges, bounds
from claimcite.annotate.quantities.numbers import Number, NumberReader, numbers
from claimcite.annotate.quantities.strangers import DASHES, foreign
from claimcite.annotate.quantities.units import UnitReader
from claimcite.lexicon import Quantifiers
from claimcite.records import Change, Comparator

QUOTES = frozenset({'"', "'", "“", "”", "‘", "’"})


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in a text: the span ``[start, end)`` with hedges and unit, and ``core``, the number alone."""

    start: int
    end: int
    core: tuple[int, int]
    low: Decimal | None
    high: Decimal | None
    value: Decimal | None
    kind: str
    """``count``, ``money``, ``measure``, ``percent``, ``fraction``, ``vague`` or ``none``."""
    comparator: Comparator = "="
    approximate: bool = False
    unit: str | None = None
    change: Change | None = None
    plain: bool = False
    """Bare digits: it may be a year, a page, a part of a name."""
    hedge: str = ""
    """The words before the number, in lower case."""
    spelling: str = ""
    """The number alone, in lower case."""


class Grammar:
    """Reads the amounts of one text.

    >>> from claimcite.lexicon import load_lexicon
    >>> [(a.spelling, str(a.low), a.unit) for a in Grammar("Over 12 men paid $1.9bn", load_lexicon().quantifiers).amounts()]
    [('12', '12', None), ('1.9bn', '1900000000', 'USD')]
    >>> list(Grammar("The M4, a Su-24, at 10:30", load_lexicon().quantifiers).amounts())
    []
    """

    def __init__(self, text: str, words: Quantifiers) -> None:
        self.text = text
        self.words = words
        self.lexemes = lex(text)
        self.reader = NumberReader(self.lexemes, words, decimal_comma=has_decimal_comma(text))
        self.word = self.reader.word
        self.glued = self.reader.glued
        self.hedging = HedgeReader(self.reader)
        self.units = UnitReader(text, self.reader)

    def amounts(self) -> Iterator[Amount]:
        """Yield the amounts from left to right."""
        found: list[Number] = [n for n in numbers(self.reader) if not foreign(self.reader, self.units, n)]
        at = 0
        while at < len(found):
            number, other = found[at], found[at + 1] if at + 1 < len(found) else None
            joined = self.range(number, other) if other is not None else None
            if joined is None and self.is_score(number, other):
                at += 2
                continue
            amount = joined or self.single(number)
            if amount is not None:
                yield amount
            at += 2 if joined else 1

    def is_score(self, number: Number, other: Number | None) -> bool:
        """Whether two numbers with a hyphen between them are no range: "3-1", "2019-20"."""
        if other is None or other.first != number.last + 1 or number.kind == "fraction":
            return False
        return self.word(number.last) in DASHES and self.glued(number.last) and self.glued(other.first)

    # --- ranges ---------------------------------------------------------------------------------------------------------

    def range(self, number: Number, other: Number) -> Amount | None:
        """Join "78–105", "between 10 and 15", "10 to 15", "15–20 km", "two or three", "$3-4 million"."""
        middle = [x.word for x in self.lexemes[number.last : other.first]] if other.first - number.last < 5 else []
        first, link = number.first, self.link(number, middle)
        if link is None or "fraction" in (number.kind, other.kind):
            return None
        low, high = number.value, other.value
        if number.scale == 1 and low * other.scale < high and low < other.value / other.scale and number.kind == other.kind:
            low *= other.scale  # "3 to 4 million"
        if low >= high or (link == "or" and high - low > max(Decimal(5), low)):
            return None
        if link in ("between", "from"):
            first -= 1 + (self.units.sign(number.first)[0] < number.first)
        if link == "from" and self.hedging.changes(first, ("change", "revise")):
            return None
        base = self.single(replace(other, first=number.first) if link not in ("between", "from") else other, high_only=True)
        own = self.measured(number, None)[1]
        if base is None or (own is not None and own != base.unit) or (own is None and "%" in middle):
            return None
        if (
            base.kind == "money"
            and own is None
            and self.units.sign(number.first)[1] is None
            and self.units.sign(other.first)[1] is not None
        ):
            return None  # "fell 2.5 percent to € 2.73"
        start = min(first, self.units.sign(number.first)[0])
        around = self.hedging.hedges(start) if link != "from" else Hedges(start)
        change = self.hedging.change(around.edge)
        low, high = normal(low), normal(high)
        hedge = " ".join(x.word for x in self.lexemes[around.edge : number.first])
        core = (self.lexemes[number.first].start, base.core[1])
        return replace(
            base, start=self.lexemes[around.edge].start, core=core, low=low, high=high, value=None, comparator="=", plain=False,
            approximate=around.approximate, change=change, hedge=hedge, spelling=self.text[core[0] : core[1]].lower(),
        )  # fmt: skip

    def link(self, number: Number, middle: list[str]) -> str | None:
        """Return the kind of range that the words between two numbers make, or None."""
        inner = [w for w in middle if w not in ("%", "percent", "$", "€", "£", "km", "per", "cent")]
        if len(inner) != 1:
            return None
        start = self.units.sign(number.first)[0] - 1
        before, dash = self.word(start), inner[0] in DASHES
        if inner[0] == "and":
            return "between" if before == "between" else None
        if dash:
            at = number.last + middle.index(inner[0])
            tight = self.glued(at) and self.glued(at + 1)
            loose = not self.glued(at) and not self.glued(at + 1)
            return "dash" if tight or (loose and inner[0] != "—") else None
        if inner[0] in ("to", "through"):
            return "from" if before == "from" else "to"
        return "or" if inner[0] == "or" else None

    # --- one number -----------------------------------------------------------------------------------------------------

    def single(self, number: Number, *, high_only: bool = False) -> Amount | None:
        """Make an amount of one number: its hedges on both sides, its unit, its bounds."""
        start, money = self.units.sign(number.first)
        end, unit, kind = self.measured(number, money)
        if kind == "scaled":
            number, kind, end = replace(number, value=number.value * self.words.scales[self.word(end)], base=number.value), "money", end + 1
        value = number.value / number.scale if unit == "m" and number.short == "m" else number.value
        if self.word(start - 1) in ("-", "−") and self.glued(start) and not self.glued(start - 1) and kind in ("percent", "measure"):
            start, value = start - 1, -value
        before = Hedges(start) if high_only else self.hedging.hedges(start)
        after = self.hedging.hedge_after(end)
        comparator = after.comparator if before.comparator == "=" else before.comparator
        low, high = bounds(value := normal(value), comparator)
        plain = number.kind == "figure" and number.last - number.first == 1 and kind == "count" and value == value.to_integral_value()
        core_end = self.lexemes[number.last - 1].end
        return Amount(
            self.lexemes[before.edge].start, self.lexemes[after.edge - 1].end, (self.lexemes[number.first].start, core_end), low, high, value,
            kind, comparator, before.approximate or after.approximate, unit, self.hedging.change(before.edge, kind),
            plain and self.word(number.first).isdecimal(), " ".join(x.word for x in self.lexemes[before.edge : number.first]),
            self.text[self.lexemes[number.first].start : core_end].lower(),
        )  # fmt: skip

    def measured(self, number: Number, money: str | None) -> tuple[int, str | None, str]:
        """Return where the number ends with its unit, the unit, and the kind of amount."""
        last, kind = number.last, "fraction" if number.kind == "fraction" else "count"
        if money is not None:
            return last, None if money == "?" else money, "money"
        if number.short == "m" and self.metres(number):
            return last, "m", "measure"
        at = last + 1 if self.word(last) == "-" and self.glued(last) and self.glued(last + 1) else last
        found = self.units.unit(at)
        if (
            found is not None
            and self.words.scales.get(self.word(found[0]), 0) >= 1_000_000
            and found[1] in self.words.currencies
            and self.word(found[0]) not in ("m", "b")
        ):
            return found[0], self.words.currencies[found[1]], "scaled"  # "75 USD million"
        if found is None or at > last:
            return last, "fraction" if kind == "fraction" else None, kind
        end, spelling = found
        if spelling in self.words.measures:
            unit = self.words.measures[spelling]
            return end, unit, "percent" if unit == "percent" else "measure"
        unit = self.words.currencies[spelling]
        if spelling == "pounds" and self.word(end) in ("of", "in"):
            return end, "[lb_av]", "measure"
        return end, None if unit == "?" else unit, "money"

    def metres(self, number: Number) -> bool:
        """Whether the m of "38m" is metres, not millions: no money and no plural after it."""
        after = self.word(number.last)
        if self.text[self.lexemes[number.last - 1].start] == "M":
            return False
        return (
            number.base < 10_000
            and self.units.unit(number.last) is None
            and not ((len(after) > 3 and after.endswith("s")) or after in ("people", "children", "men", "women", "of"))
        )
