"""When a value that was found counts as the one that was annotated."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Protocol

MARKER = re.compile(r"\[(?:[^\]\s]{1,12}|citation needed)\]")
DETERMINERS = frozenset({"a", "an", "the", "its", "his", "her", "their", "this", "that", "these", "those"})


class Named(Protocol):
    """A stretch of text, and the full name that it goes by."""

    @property
    def text(self) -> str:
        """As written."""
        ...

    @property
    def name(self) -> str | None:
        """In full."""
        ...


class Bounds(Protocol):
    """A quantity, as far as its figures go."""

    @property
    def low(self) -> Decimal | None:
        """At least so many."""
        ...

    @property
    def high(self) -> Decimal | None:
        """At most so many."""
        ...

    @property
    def comparator(self) -> str:
        """How the bounds are meant."""
        ...


def squeeze(text: str) -> str:
    """Return a text without white space and citation markers: how a table's cells are joined is no matter here.

    >>> squeeze("Casualties 41 [1] killed") == squeeze("Casualties41[1] killed")
    True
    """
    return "".join(MARKER.sub("", text).split())


def words(text: str) -> list[str]:
    """Return the words of a text in small letters, without a determiner in front.

    >>> words("The two depots"), words("the")
    (['two', 'depots'], ['the'])
    """
    found = re.findall(r"\w+", text.casefold())
    return found[1:] if len(found) > 1 and found[0] in DETERMINERS else found


def fold(text: str | None) -> str | None:
    """Return a value as it is compared: small letters, single white space, no quotes around it."""
    return None if text is None else " ".join(text.casefold().split()).strip("\"'“”‘’.")


def contains(one: list[str], other: list[str]) -> bool:
    """Whether either list of words stands in the other.

    >>> contains(["two", "depots"], ["depots"]), contains(["depots"], ["depot"])
    (True, False)
    """
    small, large = sorted((one, other), key=len)
    return bool(small) and any(large[i : i + len(small)] == small for i in range(len(large) - len(small) + 1))


def same_name(found: Named, gold: Named) -> bool:
    """Whether two participants, places or sources are the same: by full name, else by text that contains the other's."""
    if found.name is not None and fold(found.name) == fold(gold.name):
        return True
    return contains(words(found.text), words(gold.text))


def same_source(found: Named | None, gold: Named | None) -> bool:
    """Whether two sources are the same; a saying of nobody named ("reportedly") has none on both sides."""
    return found is gold if found is None or gold is None else same_name(found, gold)


def rounded(value: Decimal | None) -> float | None:
    """Return a bound as it is compared: a third is 0.33, however many digits were written."""
    return None if value is None else round(float(value), 2)


def same_bounds(found: Bounds, gold: Bounds) -> bool:
    """Whether two quantities give the same figures; two without any do not."""
    ours, theirs = (rounded(found.low), rounded(found.high)), (rounded(gold.low), rounded(gold.high))
    return ours == theirs and ours != (None, None)


def same_quantity(found: Bounds, gold: Bounds) -> bool:
    """Whether two quantities say the same: figures and comparator; vague ones have no figures."""
    ours, theirs = (rounded(found.low), rounded(found.high)), (rounded(gold.low), rounded(gold.high))
    return ours == theirs and found.comparator == gold.comparator
