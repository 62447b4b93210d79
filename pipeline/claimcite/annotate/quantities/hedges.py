"""The words around a number that say how far it is meant: "at least", "or so", "up by". They need no model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from claimcite.annotate.quantities.figures import lex
from claimcite.annotate.quantities.number import ARTICLES, NumberReader
from claimcite.lexicon import Quantifiers
from claimcite.records import Change, Comparator

#: A change verb governs the "from", "to" and "by" of so many words after it, within the sentence.
CHANGE_REACH = 14
#: A hedge has so many words at most: "greater than or equal to".
LONGEST = 5
#: After some words they are places, not comparators: "control over 12 villages".
PLACES = frozenset({"over", "under", "above", "below", "beyond"})
#: Behind these "up to" says how much, not how much at most.
ADDING = frozenset({"add", "adds", "added", "adding"})
#: Behind these it says what something has come to.
GOING = frozenset({"go", "goes", "gone", "going", "went", "climbed", "climbs", "crept", "pushed", "inched"})
#: Money is raised from donors, a price from one level to another.
RAISING = frozenset({"raise", "raised", "raises", "raising"})


class Hedges(NamedTuple):
    """What the words around a number say of its bounds. ``edge`` is the lexeme that they begin or end at."""

    edge: int
    comparator: Comparator = "="
    approximate: bool = False


class HedgeReader:
    """Reads the hedges before and after numbers, and what "from", "to" and "by" say of change."""

    def __init__(self, reader: NumberReader) -> None:
        self.reader = reader
        self.before, self.closing = phrases_before(reader.words)

    def hedges(self, i: int) -> Hedges:
        """Read the hedges before ``i``, one after the other: "well over", "up to about", "only some"."""
        comparator: Comparator = "="
        approximate = False
        for _ in range(4):
            found = self.phrase_before(i)
            if found is None:
                break
            phrase, edge = found
            if phrase in PLACES and (approximate or self.reader.word(edge - 1) in self.reader.words.context["places_before"]):
                break  # "took over about a third of the country"
            if phrase == "up to" and self.reader.word(edge - 1) in ADDING | GOING:
                break  # "they add up to $8 million", "dues have gone up to $8,400"
            if phrase == "all" and comparator == "=" and not approximate:
                break
            if phrase in self.reader.words.comparators and comparator == "=":
                comparator = as_comparator(self.reader.words.comparators[phrase])
            approximate = approximate or phrase in self.reader.words.approximate or phrase in self.reader.words.approximate_comparators
            i = edge
        if comparator == "=" and self.reader.word(i - 1) in self.reader.words.context["exceeding"]:
            comparator = ">"  # "the toll exceeded 3,000": the verb is no part of the amount
        return Hedges(i, comparator, approximate)

    def phrase_before(self, i: int) -> tuple[str, int] | None:
        """Return the longest hedge that ends right before ``i``, and where it begins."""
        if self.reader.word(i - 1) not in self.closing:
            return None
        words = self.reader.spellings[max(0, i - LONGEST) : i]
        if words[-2:] in (["<", ">"], ["=", ">"]):
            return None  # "<>30", "=>30": other signs
        for length in range(len(words), 0, -1):
            phrase = self.before.get(tuple(words[-length:]))
            if phrase is not None:
                return phrase, i - length
        return None

    def hedge_after(self, i: int) -> Hedges:
        """Read the hedge after a number: "100+", "12 or more", "20-odd", "a dozen or so"; not the "or more" of "5 or more than 4"."""
        word, words = self.reader.word, self.reader.words
        if word(i) == "+" and (self.reader.glued(i) or not word(i + 1)[:1].isdecimal()):
            return Hedges(i + 1, ">=")
        at = self.reader.past_hyphen(i)
        for length in (3, 2, 1):
            end = at + length
            phrase = " ".join(self.reader.spellings[at:end]) if end <= self.reader.size else ""
            sign = words.after.get(phrase)
            loose = phrase in ("plus", "odd") and at == i and not self.reader.glued(i)
            compares = word(end) == "than" or (at == i and (self.is_number(end) or word(end) in ARTICLES) and length > 1)
            if sign is None or loose or compares:
                continue
            return Hedges(end, approximate=True) if sign == "~" else Hedges(end, as_comparator(sign))
        return Hedges(i)

    def or_equal(self, i: int, comparator: Comparator) -> Hedges | None:
        """Read the end of "more than 5000 or equal to"; not of "more than 5000 or equal to 6000"."""
        if comparator not in ("<", ">") or self.reader.spellings[i : i + 3] != ["or", "equal", "to"] or self.is_number(i + 3):
            return None
        return Hedges(i + 3, "<=" if comparator == "<" else ">=")

    def is_number(self, i: int) -> bool:
        """Whether a number begins at ``i``."""
        return self.reader.word(i)[:1].isdecimal() or self.reader.word(i) in self.reader.words.numbers

    def change(self, edge: int, kind: str = "count") -> Change | None:
        """Return what "from", "to" or "by" before an amount says of a change: "rose from 12 to 19", "up by 7", "fell 12%"."""
        word = self.reader.word(edge - 1)
        if word == "from":
            return "from" if self.changes(edge - 1, ("change", "revise")) and not self.is_raised(edge - 1) else None
        if word == "to":
            if self.reader.word(edge - 2) == "up" and self.reader.word(edge - 3) in ADDING | GOING:
                return "to" if self.reader.word(edge - 3) in GOING else None
            return (
                "to" if self.changes(edge - 1, ("change",)) or (self.changes(edge - 1, ("revise",)) and self.came_from(edge - 1)) else None
            )
        if word == "by":
            return "by" if self.changes(edge - 1, ("change",)) else None
        return "by" if kind == "percent" and word in self.reader.words.context["change"] else None

    def changes(self, i: int, kinds: tuple[str, ...]) -> bool:
        """Whether one of the words of change stands before ``i`` in its clause."""
        for k in range(i - 1, max(-1, i - 1 - CHANGE_REACH), -1):
            word = self.reader.word(k)
            if word in (".", ";", "?", "!", ":"):
                return False
            if any(word in self.reader.words.context[kind] for kind in kinds):
                return True
        return False

    def is_raised(self, i: int) -> bool:
        """Whether the "from" at ``i`` says where money comes from: "raised $185,000 from two emails"; not "raised from 12 to 15"."""
        raised = any(self.reader.word(k) in RAISING for k in range(i - CHANGE_REACH, i))
        return raised and not any(self.reader.word(k) == "to" for k in range(i - 4, i + 6))

    def came_from(self, i: int) -> bool:
        """Whether a "from" with a number stands right before the "to" at ``i``."""
        return any(self.reader.word(k) == "from" for k in range(i - 1, max(-1, i - 8), -1))


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
    return {tuple(lex(spelling).spellings): spelling for spelling in spellings}


@lru_cache(maxsize=4)
def phrases_before(words: Quantifiers) -> tuple[Mapping[tuple[str, ...], str], frozenset[str]]:
    """Return the hedges that stand before a number by their lexemes, and the last lexemes of all."""
    found = phrases([*words.comparators, *words.approximate, *words.plain])
    return found, frozenset(key[-1] for key in found)
