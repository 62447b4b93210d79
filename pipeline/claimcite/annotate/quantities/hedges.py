"""The words around a number that say how far it is meant: "at least", "or so", "up by". They need no model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from claimcite.annotate.quantities.figures import lex
from claimcite.annotate.quantities.numbers import NumberReader
from claimcite.records import Change, Comparator

#: A change verb governs the "from", "to" and "by" of so many words after it, within the sentence.
CHANGE_REACH = 14
#: A hedge has so many words at most: "greater than or equal to".
LONGEST = 5
#: After some words they are places, not comparators: "control over 12 villages".
PLACES = frozenset({"over", "under", "above", "below", "beyond"})


class Hedges(NamedTuple):
    """What the words around a number say of its bounds. ``edge`` is the lexeme that they begin or end at."""

    edge: int
    comparator: Comparator = "="
    approximate: bool = False


class HedgeReader:
    """Reads the hedges before and after numbers, and what "from", "to" and "by" say of change."""

    def __init__(self, reader: NumberReader) -> None:
        self.reader = reader
        words = reader.words
        self.before = phrases([*words.comparators, *words.approximate, *words.plain])

    def hedges(self, i: int) -> Hedges:
        """Read the hedges before ``i``, one after the other: "well over", "up to about", "only some"."""
        comparator: Comparator = "="
        approximate = False
        for _ in range(4):
            found = self.phrase_before(i)
            if found is None:
                break
            phrase, edge = found
            if phrase in PLACES and self.reader.word(edge - 1) in self.reader.words.context["places_before"]:
                break
            if phrase in ("just", "only", "all") and comparator == "=" and not approximate and phrase == "all":
                break
            if phrase in self.reader.words.comparators and comparator == "=":
                comparator = as_comparator(self.reader.words.comparators[phrase])
            approximate = approximate or phrase in self.reader.words.approximate or phrase in self.reader.words.approximate_comparators
            i = edge
        return Hedges(i, comparator, approximate)

    def phrase_before(self, i: int) -> tuple[str, int] | None:
        """Return the longest hedge that ends right before ``i``, and where it begins."""
        words = [x.word for x in self.reader.lexemes[max(0, i - LONGEST) : i]]
        for length in range(len(words), 0, -1):
            phrase = self.before.get(tuple(words[-length:]))
            if phrase is not None:
                return phrase, i - length
        return None

    def hedge_after(self, i: int) -> Hedges:
        """Read the hedge after a number: "100+", "12 or more", "20-odd", "a dozen or so"."""
        if self.reader.word(i) == "+" and (self.reader.glued(i) or not self.reader.word(i + 1)[:1].isdecimal()):
            return Hedges(i + 1, ">=")
        at = i + 1 if self.reader.word(i) == "-" and self.reader.glued(i) and self.reader.glued(i + 1) else i
        for length in (2, 1):
            phrase = " ".join(x.word for x in self.reader.lexemes[at : at + length])
            sign = self.reader.words.after.get(phrase) if at + length <= len(self.reader.lexemes) else None
            if sign is None or (phrase in ("plus", "odd") and at == i and not self.reader.glued(i)):
                continue
            return Hedges(at + length, approximate=True) if sign == "~" else Hedges(at + length, as_comparator(sign))
        return Hedges(i)

    def change(self, edge: int, kind: str = "count") -> Change | None:
        """Return what "from", "to" or "by" before an amount says of a change: "rose from 12 to 19", "up by 7", "fell 12%"."""
        word = self.reader.word(edge - 1)
        if word == "from":
            return "from" if self.changes(edge - 1, ("change", "revise")) else None
        if word == "to":
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
    return {tuple(x.word for x in lex(spelling)): spelling for spelling in spellings}
