"""The grammar of amounts: numbers with their hedges, ranges and units, and the numbers that are none. It needs no model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from claimcite.annotate.numbers import Number, NumberReader, has_decimal_comma, lex, normal, numbers
from claimcite.lexicon import Quantifiers
from claimcite.records import Change, Comparator

DASHES = frozenset({"-", "–", "—", "‒", "−", "~"})
QUOTES = frozenset({'"', "'", "“", "”", "‘", "’"})
#: A change verb governs the "from", "to" and "by" of so many words after it, within the sentence.
CHANGE_REACH = 14
#: A hedge has so many words at most: "in the region of".
LONGEST = 5


class Hedges(NamedTuple):
    """What the words around a number say of its bounds. ``edge`` is the lexeme that they begin or end at."""

    edge: int
    comparator: Comparator = "="
    approximate: bool = False


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
    """Reads the amounts of one text."""

    def __init__(self, text: str, words: Quantifiers) -> None:
        self.text = text
        self.words = words
        self.lexemes = lex(text)
        self.reader = NumberReader(self.lexemes, words, decimal_comma=has_decimal_comma(text))
        self.word = self.reader.word
        self.glued = self.reader.glued
        self.before = phrases([*words.comparators, *words.approximate, *words.plain])
        self.vague = phrases(words.vague)
        self.units = phrases([*words.measures, *(c for c in words.currencies if c[-1].isalpha() or len(c) == 1)])
        self.signs = phrases(c for c in words.currencies if not c[-1].isalpha() or c in ("rs", "rs.") or (len(c) == 3 and c.isascii()))

    def amounts(self) -> Iterator[Amount]:
        """Yield the amounts from left to right."""
        found: list[Number] = [n for n in numbers(self.reader) if not self.foreign(n)]
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

    # --- numbers that are none ----------------------------------------------------------------------------------------

    def foreign(self, number: Number) -> bool:
        """Whether the number is a part of something else: a name, an ordinal, a time of day, an adjective, a list's number."""
        first, last = number.first, number.last
        before, after = self.word(first - 1), self.word(last)
        if self.glued(first) and ((before[:1].isalpha() and not self.is_sign(first)) or before in "/\\@#_=&:.," or (before in "-'" and self.hangs(first))):
            return True  # "M4", "Su-24", "COVID-19", "#12", "9/11", "'80s"
        if self.glued(last) and self.clings(last):
            return True  # "4chan", "21st", "9/11", "10:30", "nine-year", "two-storey"
        clock = {after, after + self.word(last + 1) + self.word(last + 2), after + " " + self.word(last + 1)} & self.words.context["clock"]
        if clock and not (after in ("hours", "hrs") or (after in ("am", "et") and not self.glued(last) and number.value > 12)):
            return True  # "9 a.m.", "1500 GMT"
        return (before, after) == ("[", "]") or self.chained(first, last)

    def hangs(self, i: int) -> bool:
        """Whether the hyphen or apostrophe before a number ties it to a word: "Su-24", "mid-2019"; not a range or "-5"."""
        return self.glued(i - 1) and not self.word(i - 2)[:1].isdecimal() and self.word(i - 2)[:1].isalnum() and self.word(i - 2) not in self.words.numbers and not (self.word(i - 2) in self.words.scales and self.word(i - 3)[:1].isdecimal())

    def clings(self, i: int) -> bool:
        """Whether what sticks to the end of a number makes it no number."""
        word, after = self.word(i), self.word(i + 1)
        if word[:1].isalpha():
            return not self.unit(i) and word != "odd"
        if word in ("/", "_", "@", "°") or (word == ":" and after[:1].isdecimal() and self.glued(i + 1)):
            return not (word == "°" or (word == "/" and not after[:1].isdecimal()))
        if word in DASHES and self.glued(i + 1) and after[:1].isalpha():
            ages = after in ("year", "month", "week", "day") and self.word(i + 3) in ("old", "olds")
            joins = after in ("odd", "plus", "strong") or after in self.words.numbers or after in ARTICLED or (word != "-" and after not in self.words.measures)
            return not (ages or joins)
        return word == "." and after[:1].isdecimal() and self.glued(i + 1)

    def chained(self, first: int, last: int) -> bool:
        """Whether the number is one of a chain of three ("555-01-23"), has a plus before it or is an item's number ("1)")."""
        if self.glued(first) and self.word(first - 1) == "+":
            return True
        links = 0
        for step, edge in ((-1, first - 1), (1, last)):
            if self.word(edge) in DASHES and self.word(edge + step)[:1].isdecimal() and self.glued(max(edge, edge + 1)) and self.glued(edge):
                links += 1 + (self.word(edge + 2 * step) in DASHES and self.glued(edge + 2 * step + (step < 0)) and self.word(edge + 3 * step)[:1].isdecimal())
        return links > 1

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
            first -= 1 + (self.sign(number.first)[0] < number.first)
        if link == "from" and self.changes(first, ("change", "revise")):
            return None
        base = self.single(replace(other, first=number.first) if link not in ("between", "from") else other, high_only=True)
        if base is None:
            return None
        start = min(first, self.sign(number.first)[0])
        around = self.hedges(start) if link != "from" else Hedges(start)
        change = self.change(around.edge)
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
        start = self.sign(number.first)[0] - 1
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
        start, money = self.sign(number.first)
        end, unit, kind = self.measured(number, money)
        if kind == "scaled":
            number, kind, end = replace(number, value=number.value * self.words.scales[self.word(end)], base=number.value), "money", end + 1
        value = number.value / number.scale if unit == "m" and number.short == "m" else number.value
        if self.word(start - 1) in ("-", "−") and self.glued(start) and not self.glued(start - 1) and kind in ("percent", "measure"):
            start, value = start - 1, -value
        before = Hedges(start) if high_only else self.hedges(start)
        after = self.hedge_after(end)
        comparator = after.comparator if before.comparator == "=" else before.comparator
        low, high = bounds(value := normal(value), comparator)
        plain = number.kind == "figure" and number.last - number.first == 1 and kind == "count" and value == value.to_integral_value()
        core_end = self.lexemes[number.last - 1].end
        return Amount(
            self.lexemes[before.edge].start, self.lexemes[after.edge - 1].end, (self.lexemes[number.first].start, core_end), low, high, value,
            kind, comparator, before.approximate or after.approximate, unit, self.change(before.edge, kind),
            plain and self.word(number.first).isdecimal(), " ".join(x.word for x in self.lexemes[before.edge : number.first]),
            self.text[self.lexemes[number.first].start : core_end].lower(),
        )  # fmt: skip

    def sign(self, i: int) -> tuple[int, str | None]:
        """Return where a currency sign before a number begins, and the currency: "$", "US $", "EUR"."""
        for length in (3, 2, 1):
            words = tuple(x.word for x in self.lexemes[max(0, i - length) : i])
            if len(words) == length and words in self.signs:
                spelling = self.signs[words]
                original = self.text[self.lexemes[i - length].start : self.lexemes[i - 1].end]
                letters = any(c.isalpha() for c in original)
                if not letters or spelling.startswith("rs") or (original.isupper() and (" " not in original or spelling == "us $")):  # not "a $48 million"
                    return i - length, self.words.currencies[spelling]
        return i, None

    def is_sign(self, i: int) -> bool:
        """Whether a currency stands right before ``i``: "USD5m"."""
        return self.sign(i)[1] is not None

    def measured(self, number: Number, money: str | None) -> tuple[int, str | None, str]:
        """Return where the number ends with its unit, the unit, and the kind of amount."""
        last, kind = number.last, "fraction" if number.kind == "fraction" else "count"
        if money is not None:
            return last, None if money == "?" else money, "money"
        if number.short == "m" and self.metres(number):
            return last, "m", "measure"
        at = last + 1 if self.word(last) == "-" and self.glued(last) and self.glued(last + 1) else last
        found = self.unit(at)
        if found is not None and self.words.scales.get(self.word(found[0]), 0) >= 1_000_000 and found[1] in self.words.currencies and self.word(found[0]) not in ("m", "b"):
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
        return number.base < 10_000 and self.unit(number.last) is None and not ((len(after) > 3 and after.endswith("s")) or after in ("people", "children", "men", "women", "of"))

    def unit(self, i: int) -> tuple[int, str] | None:
        """Return where a unit that begins at ``i`` ends, and its spelling."""
        for length in (4, 3, 2, 1):
            words = tuple(x.word for x in self.lexemes[i : i + length])
            spelling = self.units.get(words) if len(words) == length else None
            if spelling is None:
                continue
            original = self.text[self.lexemes[i].start : self.lexemes[i + length - 1].end]
            if len(spelling) == 1 and spelling in self.words.currencies and self.word(i + 1)[:1].isdecimal():
                continue  # "in 2019 $5" is no 2019 dollars
            if len(spelling) == 3 and spelling in CODES and not original.isupper():
                continue  # "try", "all" are words; TRY is a currency
            if spelling in ("m", "g", "t", "mi", "ha", "l", "in") and not (self.word(i - 1)[:1].isdecimal() and original.islower()):
                continue
            if spelling in ("won", "rand", "marks", "dong", "quid") and self.word(i - 1) not in self.words.scales and "," not in self.word(i - 1):
                continue  # "12 won"
            return i + length, spelling
        return None

    # --- hedges -----------------------------------------------------------------------------------------------------------

    def hedges(self, i: int) -> Hedges:
        """Read the hedges before ``i``, one after the other: "well over", "up to about", "only some"."""
        comparator: Comparator = "="
        approximate = False
        for _ in range(4):
            found = self.phrase_before(i)
            if found is None:
                break
            phrase, edge = found
            if phrase in PLACES and self.word(edge - 1) in self.words.context["places_before"]:
                break
            if phrase in ("just", "only", "all") and comparator == "=" and not approximate and phrase == "all":
                break
            if phrase in self.words.comparators and comparator == "=":
                comparator = as_comparator(self.words.comparators[phrase])
            approximate = approximate or phrase in self.words.approximate or phrase in self.words.approximate_comparators
            i = edge
        return Hedges(i, comparator, approximate)

    def phrase_before(self, i: int) -> tuple[str, int] | None:
        """Return the longest hedge that ends right before ``i``, and where it begins."""
        words = [x.word for x in self.lexemes[max(0, i - LONGEST) : i]]
        for length in range(len(words), 0, -1):
            phrase = self.before.get(tuple(words[-length:]))
            if phrase is not None:
                return phrase, i - length
        return None

    def hedge_after(self, i: int) -> Hedges:
        """Read the hedge after a number: "100+", "12 or more", "20-odd", "a dozen or so"."""
        if self.word(i) == "+" and (self.glued(i) or not self.word(i + 1)[:1].isdecimal()):
            return Hedges(i + 1, ">=")
        at = i + 1 if self.word(i) == "-" and self.glued(i) and self.glued(i + 1) else i
        for length in (2, 1):
            phrase = " ".join(x.word for x in self.lexemes[at : at + length])
            sign = self.words.after.get(phrase) if at + length <= len(self.lexemes) else None
            if sign is None or (phrase in ("plus", "odd") and at == i and not self.glued(i)):
                continue
            return Hedges(at + length, approximate=True) if sign == "~" else Hedges(at + length, as_comparator(sign))
        return Hedges(i)

    # --- change -----------------------------------------------------------------------------------------------------------

    def change(self, edge: int, kind: str = "count") -> Change | None:
        """Return what "from", "to" or "by" before an amount says of a change: "rose from 12 to 19", "up by 7", "fell 12%"."""
        word = self.word(edge - 1)
        if word == "from":
            return "from" if self.changes(edge - 1, ("change", "revise")) else None
        if word == "to":
            return "to" if self.changes(edge - 1, ("change",)) or (self.changes(edge - 1, ("revise",)) and self.came_from(edge - 1)) else None
        if word == "by":
            return "by" if self.changes(edge - 1, ("change",)) else None
        return "by" if kind == "percent" and word in self.words.context["change"] else None

    def changes(self, i: int, kinds: tuple[str, ...]) -> bool:
        """Whether one of the words of change stands before ``i`` in its clause."""
        for k in range(i - 1, max(-1, i - 1 - CHANGE_REACH), -1):
            word = self.word(k)
            if word in (".", ";", "?", "!", ":"):
                return False
            if any(word in self.words.context[kind] for kind in kinds):
                return True
        return False

    def came_from(self, i: int) -> bool:
        """Whether a "from" with a number stands right before the "to" at ``i``."""
        return any(self.word(k) == "from" for k in range(i - 1, max(-1, i - 8), -1))


ARTICLED = frozenset({"million", "billion", "trillion", "thousand", "hundred", "bn", "m", "dozen"})
PLACES = frozenset({"over", "under", "above", "below", "beyond", "around", "about"})
CODES = frozenset({"try", "all", "php", "gel", "inr", "sar", "sek", "nok", "mad", "cop", "usd", "eur", "gbp", "jpy", "cny", "rub", "aud", "cad", "chf", "pln", "zar"})


def as_comparator(sign: str) -> Comparator:
    """Return the sign as a comparator.

    >>> as_comparator(">="), as_comparator("~")
    ('>=', '=')
    """
    signs: Mapping[str, Comparator] = {"<": "<", "<=": "<=", ">": ">", ">=": ">="}
    return signs.get(sign, "=")


def bounds(value: Decimal, comparator: Comparator) -> tuple[Decimal | None, Decimal | None]:
    """Return the lowest and the highest number that the comparator leaves.

    >>> bounds(Decimal(12), ">=")
    (Decimal('12'), None)
    >>> bounds(Decimal(12), "=")
    (Decimal('12'), Decimal('12'))
    """
    return None if comparator in ("<", "<=") else value, None if comparator in (">", ">=") else value


def phrases(spellings: Iterable[str]) -> dict[tuple[str, ...], str]:
    """Index phrases by their lexemes.

    >>> phrases(["c.", "up to"])
    {('c', '.'): 'c.', ('up', 'to'): 'up to'}
    """
    return {tuple(x.word for x in lex(spelling)): spelling for spelling in spellings}
