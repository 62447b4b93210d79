"""Scores as they are counted and shown: precision and recall over items, or accuracy over decisions."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import TypeVar

from claimcite.report.text import columns

Found = TypeVar("Found")
Gold = TypeVar("Gold")


@dataclass(frozen=True, slots=True)
class Score:
    """One row: precision, recall and F1, or accuracy alone; None where there was nothing to score. ``n`` counts the gold items."""

    name: str
    precision: float | None
    recall: float | None
    f1: float | None
    accuracy: float | None
    n: int

    @property
    def whole(self) -> float | None:
        """F1 or accuracy, whichever the row has."""
        return self.f1 if self.accuracy is None else self.accuracy


@dataclass(slots=True)
class Count:
    """Right items among those found and those of the gold; ``decisions`` for one answer each, right or wrong."""

    hits: int = 0
    found: int = 0
    gold: int = 0
    decisions: bool = False

    def items(self, found: Sequence[Found], gold: Sequence[Gold], same: Callable[[Found, Gold], bool]) -> list[tuple[Found, Gold]]:
        """Count the items, each gold one matched once; return the pairs.

        >>> Count().items(["a", "b"], ["b", "b"], str.__eq__)
        [('b', 'b')]
        """
        left, pairs = list(gold), list[tuple[Found, Gold]]()
        for one in found:
            match = next((i for i, other in enumerate(left) if same(one, other)), None)
            if match is not None:
                pairs.append((one, left.pop(match)))
        self.hits += len(pairs)
        self.found += len(found)
        self.gold += len(gold)
        return pairs

    def decide(self, *, right: bool) -> None:
        """Count one answer."""
        self.decisions = True
        self.hits += right
        self.gold += 1

    def score(self, name: str) -> Score:
        """Return the row.

        >>> Count(hits=1, found=2, gold=4).score("claims")
        Score(name='claims', precision=0.5, recall=0.25, f1=0.3333, accuracy=None, n=4)
        >>> Count().score("claims").f1 is None
        True
        """
        if self.decisions:
            return Score(name, None, None, None, share(self.hits, self.gold), self.gold)
        f1 = share(2 * self.hits, self.found + self.gold)
        return Score(name, share(self.hits, self.found), share(self.hits, self.gold), f1, None, self.gold)


def share(part: int, whole: int) -> float | None:
    """Return a share with four decimals, or None of nothing."""
    return round(part / whole, 4) if whole else None


@dataclass(frozen=True, slots=True)
class Scores:
    """All rows of an evaluation."""

    rows: tuple[Score, ...]

    def __add__(self, other: Scores) -> Scores:
        """Return the rows of both."""
        return Scores(self.rows + other.rows)

    def __getitem__(self, name: str) -> Score:
        """Return the row of this name; raises ``KeyError``."""
        for row in self.rows:
            if row.name == name:
                return row
        raise KeyError(name)

    def table(self) -> str:
        """Return the rows as one table."""
        head = ("", "precision", "recall", "F1 or accuracy", "gold")
        body = [(row.name, *map(percent, (row.precision, row.recall, row.whole)), f"{row.n:,}") for row in self.rows]
        return "\n".join(columns([head, *body], right=(1, 2, 3, 4), indent=0))

    def json(self) -> str:
        """Return the rows as JSON."""
        return json.dumps([asdict(row) for row in self.rows], indent=2)


def percent(value: float | None) -> str:
    """Return a share as it stands in the table.

    >>> percent(0.8337), percent(None)
    ('83.4', '-')
    """
    return "-" if value is None else f"{100 * value:.1f}"
