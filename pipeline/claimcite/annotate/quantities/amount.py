"""What the grammar of amounts gives: a number with its hedges and unit, before anything is known of its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

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
