"""What the confidence of claims is reckoned with: a weight for each feature, fitted on claims that were read by eye (``make calibrate``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from claimcite.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Calibration:
    """The weights of the features, in log-odds, and what each feature is as a rule; ``bias`` are the log-odds of a claim that is so.

    It holds for the claims of one pipeline, whose digest ``model`` is.
    """

    model: str
    bias: float
    weights: Mapping[str, float]
    usual: Mapping[str, float]

    def of(self, model: str) -> Calibration | None:
        """Return the calibration where it was fitted on the claims of this pipeline; None for any other.

        >>> fitted = Calibration("5a1e", 0.7, {}, {})
        >>> fitted.of("5a1e") is fitted, fitted.of("0c0c")
        (True, None)
        """
        return self if model == self.model else None


def load_calibration(data: Mapping[str, Any]) -> Calibration:
    """Return the calibration that a file holds; raises ``ConfigError`` where it names no usual value for a weight.

    >>> load_calibration({"model": "5a1e", "bias": 0.7, "weights": {"dates": -0.4}, "usual": {"dates": 0.1}}).weights["dates"]
    -0.4
    >>> load_calibration({"model": "5a1e", "bias": 0.7, "weights": {"dates": -0.4}, "usual": {}})
    Traceback (most recent call last):
    claimcite.errors.ConfigError: lexicon/confidence.toml: [weights] and [usual] name different features: dates
    """
    if apart := set(data["weights"]) ^ set(data["usual"]):
        raise ConfigError(f"lexicon/confidence.toml: [weights] and [usual] name different features: {', '.join(sorted(apart))}")
    return Calibration(data["model"], data["bias"], data["weights"], data["usual"])
