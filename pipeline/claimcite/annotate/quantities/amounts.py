"""The grammar of amounts: numbers with their hedges, ranges and units, and the numbers that are none. It needs no model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from claimcite.annotate.quantities.amount import Amount
from claimcite.annotate.quantities.figures import has_decimal_comma, normal
from claimcite.annotate.quantities.hedges import HedgeReader, Hedges, bounds
from claimcite.annotate.quantities.number import Number, NumberReader
from claimcite.annotate.quantities.numbers import numbers
from claimcite.annotate.quantities.ranges import REACH, bounds_of, enclosed, is_score, link, with_part
from claimcite.annotate.quantities.strangers import foreign
from claimcite.annotate.quantities.units import UnitReader
from claimcite.lexicon import Quantifiers

MINUS = frozenset({"-", "−"})
DEGREES = frozenset({"Cel", "[degF]", "deg"})
#: Words that make pounds a weight, behind them and before their number: "12 pounds lighter", "weighs more than 100,000 pounds".
WEIGHED = frozenset({"of", "in", "heavier", "lighter", "overweight"})
WEIGHING = frozenset({"weigh", "weighs", "weighed", "weighing", "weight"})
WEIGHT_REACH = 5
#: What a percentage is of where the word stands first: "percents of twenty".
PERCENTS = frozenset({"percent", "percents", "percentage", "pct", "cent"})


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
        self.reader = NumberReader(text, words, decimal_comma=has_decimal_comma(text))
        self.word = self.reader.word
        self.glued = self.reader.glued
        self.hedging = HedgeReader(self.reader)
        self.units = UnitReader(self.reader)

    def amounts(self) -> Iterator[Amount]:
        """Yield the amounts from left to right."""
        before: Amount | None = None
        for amount in self.separate():
            joined = enclosed(self.text, before, amount) if before is not None else None
            if before is not None and joined is None:
                yield before
            before = joined or amount
        if before is not None:
            yield before

    def separate(self) -> Iterator[Amount]:
        """Yield the amounts from left to right, a lower and an upper bound each by itself."""
        found: list[Number] = [n for n in numbers(self.reader) if not foreign(self.reader, self.units, n)]
        at = end = 0
        while at < len(found):
            if self.reader.starts[found[at].first] < end:
                at += 1  # the zero of "10 degrees below zero"
                continue
            number, other = found[at], found[at + 1] if at + 1 < len(found) else None
            joined = self.range(number, other) if other is not None and other.first - number.last < REACH else None
            if joined is None and is_score(self.reader, number, other):
                at += 2
                continue
            amount, used = (joined, 2) if joined is not None else self.single_with_part(number, other)
            yield amount
            at, end = at + used, amount.end

    # --- ranges ---------------------------------------------------------------------------------------------------------

    def range(self, number: Number, other: Number) -> Amount | None:
        """Join "78–105", "between 10 and 15", "10 to 15", "15–20 km", "two or three", "$3-4 million"."""
        middle = self.reader.spellings[number.last : other.first]
        first, kind = number.first, link(self.reader, self.units, number, middle)
        if kind is None or "fraction" in (number.kind, other.kind):
            return None
        minus = self.minus(self.units.sign(first)[0], number)
        ends = bounds_of(number, other, kind, negative=minus is not None)
        if ends is None:
            return None
        first = first if minus is None else minus
        if kind in ("between", "from"):
            first = self.units.sign(first)[0] - 1
        if kind == "from" and self.hedging.changes(first, ("change", "revise")):
            return None
        base = self.single(replace(other, first=number.first) if kind not in ("between", "from") else other, high_only=True)
        if not self.matches(number, other, base, middle):
            return None
        start = min(first, self.units.sign(number.first)[0])
        around = self.hedging.hedges(start) if kind != "from" else Hedges(start)
        hedge = " ".join(self.reader.spellings[around.edge : number.first])
        core = (self.reader.starts[number.first], base.core[1])
        return replace(
            base, start=self.reader.starts[around.edge], core=core, low=ends[0], high=ends[1], value=None, comparator="=", plain=False,
            approximate=around.approximate, change=self.hedging.change(around.edge), hedge=hedge, spelling=self.text[slice(*core)].lower(),
        )  # fmt: skip

    def matches(self, number: Number, other: Number, whole: Amount, middle: list[str]) -> bool:
        """Whether the units of the two ends fit: not "fell 2.5 percent to € 2.73", "from £90 in 2021 to £95"."""
        own = self.measured(number, None)[1]
        if (own is not None and own != whole.unit) or (own is None and "%" in middle):
            return False
        signs = [self.units.sign(n.first)[1] for n in (number, other)]
        return not (own is None and signs[0] is None and signs[1] is not None)

    # --- one number -----------------------------------------------------------------------------------------------------

    def single_with_part(self, number: Number, other: Number | None) -> tuple[Amount, int]:
        """Make an amount of one number, or of two: "13 dollars forty-five cents"; how many were used comes with it."""
        amount = self.single(number)
        if other is not None and amount.kind == "count" and self.is_against(number, other):
            return replace(amount, unit="percent", kind="percent"), 1
        if other is None or amount.unit not in self.words.parts:
            return amount, 1
        place = self.measured(number, self.units.sign(number.first)[1])[0]
        joined = with_part(self.reader, amount, place, other)
        return (joined[0], 2) if joined is not None else (amount, 1)

    def is_against(self, number: Number, other: Number) -> bool:
        """Whether a share is set against a smaller one: "leads Solan 50.1 to 42.9 percent"."""
        beside = self.reader.spellings[number.last : other.first] == ["to"] and number.value > other.value
        return beside and self.measured(other, None)[1] == "percent"

    def single(self, number: Number, *, high_only: bool = False) -> Amount:
        """Make an amount of one number: its hedges on both sides, its unit, its bounds."""
        start, money = self.units.sign(number.first)
        end, unit, kind = self.measured(number, money)
        if kind == "scaled":
            number, kind, end = replace(number, value=number.value * self.words.scales[self.word(end)], base=number.value), "money", end + 1
        value = number.value / number.scale if unit == "m" and number.short == "m" else number.value
        minus = None if high_only else self.minus(start, number, unit)
        if unit in DEGREES and self.reader.spellings[end : end + 2] == ["below", "zero"]:
            end, value = end + 2, -value
        elif minus is not None:
            start, value = minus, -value
        elif unit is None and (of := self.percents_of(start, end)) is not None:
            start, unit, kind = of, "percent", "percent"
        before = Hedges(start) if high_only else self.hedging.hedges(start)
        after = self.hedging.or_equal(end, before.comparator) or self.hedging.hedge_after(end)
        comparator = before.comparator if after.comparator == "=" else after.comparator
        edge = after.edge
        if unit is None and edge > end and (late := self.units.unit(edge)) is not None and late[1] in self.words.measures:
            edge, unit = late[0], self.words.measures[late[1]]  # "1,000 or more kilograms"
            kind = "percent" if unit == "percent" else "measure"
        low, high = bounds(value := normal(value), comparator)
        bare = number.kind == "figure" and number.last - number.first == 1 and kind == "count" and value == value.to_integral_value()
        core = (self.reader.starts[number.first], self.reader.ends[number.last - 1])
        return Amount(
            self.reader.starts[before.edge], self.reader.ends[edge - 1], core, low, high, value, kind, comparator,
            before.approximate or after.approximate, unit, self.hedging.change(before.edge, kind), bare and self.word(number.first).isdecimal(),
            " ".join(self.reader.spellings[before.edge : number.first]), self.text[slice(*core)].lower(),
        )  # fmt: skip

    def minus(self, start: int, number: Number, unit: str | None = None) -> int | None:
        """Return the place of a minus before a number: "-5 °C", "(-366.94 points)", "minus four"; a bullet or a dash is none."""
        sign = self.word(start - 1)
        if sign in ("minus", "negative"):
            return start - 1
        if sign not in MINUS or self.word(start - 2)[:1].isdecimal():
            return None
        if not self.glued(start):  # "- 20 degrees"
            return start - 1 if unit in DEGREES or self.reader.alone(start - 1, number.last) else None
        if self.glued(start - 1) and self.word(start - 2) not in ("(", "=", "<", ">", "^"):
            return None
        after = self.word(number.last)
        whole = number.value == number.value.to_integral_value()
        return None if unit is None and whole and after.isalpha() and (after.endswith("s") or after in ("people", "men", "women", "children")) else start - 1

    def percents_of(self, start: int, end: int) -> int | None:
        """Return the place of "percent of" before a number that nothing follows: "percents of twenty", "per cent of 22"."""
        if self.word(start - 1) != "of" or self.word(start - 2) not in PERCENTS or self.word(end).isalpha():
            return None
        first = start - 2 - (self.word(start - 2) == "cent" and self.word(start - 3) == "per")
        quantified = self.word(first - 1)[:1].isdecimal() or self.word(first - 1) in self.words.numbers or self.word(first - 1) in self.words.scales
        return None if quantified else first

    def measured(self, number: Number, money: str | None) -> tuple[int, str | None, str]:
        """Return where the number ends with its unit, the unit, and the kind of amount."""
        last, kind = number.last, "fraction" if number.kind == "fraction" else "count"
        if money is not None:
            again = self.units.unit(last)  # "$ 249 USD"
            end = again[0] if again is not None and self.words.currencies.get(again[1]) == money else last
            return end, None if money == "?" else money, "money"
        if number.short == "m" and self.metres(number):
            return last, "m", "measure"
        at = self.reader.past_hyphen(last)
        found = self.units.unit(at)
        if found is None or (at > last and len(found[1]) == 1):
            return last, "fraction" if kind == "fraction" else None, kind
        end, spelling = found
        if spelling in self.words.currencies and self.words.scales.get(self.word(end), 0) >= 1_000_000 and len(self.word(end)) > 1:
            return end, self.words.currencies[spelling], "scaled"  # "75 USD million"
        if spelling in self.words.measures:
            unit = self.words.measures[spelling]
            return end, unit, "percent" if unit == "percent" else "measure"
        if spelling == "pounds" and (self.word(end) in WEIGHED or any(self.word(k) in WEIGHING for k in range(number.first - WEIGHT_REACH, number.first))):
            return end, "[lb_av]", "measure"
        unit = self.words.currencies[spelling]
        return end, None if unit == "?" else unit, "money"

    def metres(self, number: Number) -> bool:
        """Whether the m of "38m" is metres, not millions: no money and no plural after it."""
        after = self.word(number.last)
        if self.text[self.reader.starts[number.last - 1]] == "M" or number.base >= 10_000 or self.units.unit(number.last) is not None:
            return False
        return not ((len(after) > 3 and after.endswith("s")) or after in ("people", "children", "men", "women", "of"))
