"""How far the confidence of claims can be trusted: whether it puts right ones before wrong ones, and whether it says how many are right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from claimcite.report.scores import Score

#: Confidences, each with whether the claim was right.
Rated = Sequence[tuple[float, bool]]
NAMES = ("confidence: area under ROC", "confidence: calibration")
BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Claims of about the same confidence: how many, their mean confidence, the share of them that is right."""

    n: int
    mean: float
    right: float


def trust(rated: Rated) -> tuple[Score, ...]:
    """Return the rows ``NAMES``: the area under the ROC curve, and one minus the expected calibration error.

    The area is the chance that of a right and a wrong claim the right one has the higher confidence: .5 is a coin. The error is how
    far confidence and share of right claims lie apart on average, over ten bins of equal width (Naeini, Cooper and Hauskrecht 2015).
    Found claims count, also those that the gold does not have; a claim that was missed has no confidence.

    >>> [row.accuracy for row in trust([(0.9, True), (0.9, True), (0.6, True), (0.2, False)])]
    [1.0, 0.8]
    >>> [row.accuracy for row in trust([])]
    [None, None]
    """
    values = (area(rated), None if not rated else 1 - calibration_error(rated))
    return tuple(Score(name, None, None, None, None if value is None else round(value, 4), len(rated)) for name, value in zip(NAMES, values, strict=True))


def area(rated: Rated) -> float | None:
    """Return the area under the ROC curve; None where all claims are right, or all wrong.

    >>> area([(0.8, True), (0.3, False), (0.3, True)]), area([(0.8, True)])
    (0.75, None)
    """
    tally: defaultdict[float, list[int]] = defaultdict(lambda: [0, 0])
    for confidence, right in rated:
        tally[confidence][right] += 1
    wrong_below, won = 0, 0.0
    for _, (wrong, good) in sorted(tally.items()):
        won += good * (wrong_below + wrong / 2)
        wrong_below += wrong
    pairs = wrong_below * (len(rated) - wrong_below)
    return won / pairs if pairs else None


def brier(rated: Rated) -> float:
    """Return the mean squared distance between confidence and truth (Brier 1950): 0 is perfect, always .5 gives .25.

    >>> brier([(0.5, True), (0.5, False)]), brier([(1.0, True)])
    (0.25, 0.0)
    """
    return sum((confidence - right) ** 2 for confidence, right in rated) / len(rated)


def calibration_error(rated: Rated) -> float:
    """Return how far confidence and share of right claims lie apart on average.

    >>> round(calibration_error([(0.9, True), (0.9, False)]), 3), calibration_error([(1.0, True)])
    (0.4, 0.0)
    """
    return sum(found.n * abs(found.mean - found.right) for found in reliability(rated)) / len(rated)


def reliability(rated: Rated) -> list[Bin]:
    """Return the bins that are not empty, the least sure first.

    >>> reliability([(0.92, True), (0.12, False), (0.14, True)])
    [Bin(n=2, mean=0.13, right=0.5), Bin(n=1, mean=0.92, right=1.0)]
    """
    bins: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, is_right in rated:
        bins[min(int(confidence * BINS + 1e-9), BINS - 1)].append((confidence, is_right))
    return [Bin(n := len(found), sum(c for c, _ in found) / n, sum(r for _, r in found) / n) for _, found in sorted(bins.items())]


def among_surest(rated: Rated, share: float) -> float:
    """Return how many of the surest claims are right, ``share`` of them all; of equally sure ones, the wrong first.

    >>> among_surest([(0.9, True), (0.8, False), (0.2, False), (0.1, False)], 0.5), among_surest([(0.9, True), (0.2, False)], 0.5)
    (0.5, 1.0)
    """
    first = sorted(rated, key=lambda one: (-one[0], one[1]))[: max(1, int(len(rated) * share))]
    return sum(right for _, right in first) / len(first)
