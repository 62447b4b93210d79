"""Fits the weights of ``confidence`` again: ``calibrate.py READ`` writes ``lexicon/confidence.toml`` and prints how well they hold.

READ holds ``pages``, a folder of inputs that no rule was tuned on, and ``verdicts.jsonl``: rows of ``claims.jsonl`` as somebody has
read them, each with ``"right": true`` or ``false`` added, those read last at the end. A verdict holds for a claim that says the same
in every field that a reader judges. Where rules have changed a claim since, the last verdict on its predicate stands in; without
any it is left out. The claims of the gold count too, a third each: they are of the kind of text that users bring, but rules were
tuned on them, so each set of gold has a level of its own and the level that is written is that of the pages.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from claimcite.claims.confidence import NAMES, Features
from claimcite.config import Config
from claimcite.diff import plainly
from claimcite.evaluate import judged
from claimcite.flow import process
from claimcite.lexicon import load_lexicon
from claimcite.parse import load_model
from claimcite.read import read
from claimcite.records import Record, Result
from claimcite.report.gold import load_gold
from claimcite.report.trust import among_surest, area, brier, calibration_error, reliability
from claimcite.store.rows import encode, tidy_claim

ROOT = Path(__file__).parents[2]
WRITTEN = ROOT / "pipeline" / "claimcite" / "lexicon" / "confidence.toml"
GOLD = {"gold": (ROOT / "corpus/gold", ROOT / "corpus/samples"), "development": (ROOT / "corpus/development/gold", ROOT / "corpus/development/samples")}
#: What a reader judges; that a claim has other citations or another outlet says nothing about it.
JUDGED = ("document", "sentence_text", "predicate", "agent", "patient", "polarity", "modality", "verification", "quantities", "dates", "places", "attribution")
FOLDS, RIDGE, GOLD_WEIGHT = 10, 10.0, 1 / 3
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A claim that was judged: of which set and document, what is known of it, and whether it is right."""

    origin: str
    document: str
    features: Features
    right: bool


class Verdicts:
    """What was said of claims: by all that a reader judges, and by sentence and predicate alone."""

    def __init__(self, path: Path) -> None:
        self.whole: dict[bytes, bool] = {}
        self.near: dict[bytes, bool] = {}
        self.unchanged = self.changed = self.unread = 0
        for line in path.read_bytes().splitlines():
            row = msgspec.json.decode(line)
            whole, near = keys(row)
            self.whole[whole] = self.near[near] = row["right"]

    def of(self, row: dict[str, Any]) -> bool | None:
        """Return the last verdict on a claim, or on what it was before rules changed; None where nobody has read it."""
        whole, near = keys(row)
        found = self.whole.get(whole)
        self.unchanged += found is not None
        if found is None:
            found = self.near.get(near)
            self.changed += found is not None
            self.unread += found is None
        return found


def keys(row: dict[str, Any]) -> tuple[bytes, bytes]:
    """Return what a claim is known by: all that is judged, and its sentence and predicate."""
    whole = {name: plainly(row[name]) for name in JUDGED if name != "document"}
    near = [row["document"], row["sentence_text"], row["predicate"]["text"]]
    return msgspec.json.encode([row["document"], whole], order="sorted"), msgspec.json.encode(near)


def examples(folder: Path, verdicts: Verdicts) -> Iterator[Example]:
    """Yield the claims of the pages that were read, then those of the gold."""
    config, lexicon, model = Config(), load_lexicon(), load_model()

    def results(path: Path) -> Iterator[tuple[Record, Result]]:
        for record in read([str(path)], config):
            if isinstance(record, Record):
                yield record, process(record, model=model, lexicon=lexicon, config=config)

    for record, result in results(folder / "pages"):
        for claim in result.claims:
            right = verdicts.of(msgspec.json.decode(encode(tidy_claim(claim))))
            if right is not None:
                yield Example("pages", record.locator.path, result.features[claim.id], right)
    for origin, (gold, samples) in GOLD.items():
        items = load_gold(gold)
        for record, result in results(samples):
            item = items.get((record.locator.path, record.locator.line))
            for claim, right in judged(result, item) if item is not None else ():
                yield Example(origin, f"{record.locator.path}:{record.locator.line}", result.features[claim.id], right)


class Data:
    """The examples as numbers: ``given`` are the features, each less what it is on a usual page; ``weight`` is how much an example counts."""

    def __init__(self, found: Sequence[Example]) -> None:
        values = np.array([[example.features[name] for name in NAMES] for example in found])
        self.pages = np.array([example.origin == "pages" for example in found])
        self.usual: Numbers = values[self.pages].mean(axis=0)
        self.spread: Numbers = values.std(axis=0) + 1e-9
        self.given: Numbers = values - self.usual
        self.levels: Numbers = np.array([[example.origin == name for name in GOLD] for example in found], dtype=float)
        self.right: Numbers = np.array([example.right for example in found], dtype=float)
        self.weight: Numbers = np.where(self.pages, 1.0, GOLD_WEIGHT)

    def fit(self, use: NDArray[np.bool_]) -> Numbers:
        """Return the log-odds of a usual claim and the weights of the features, fitted on some of the examples."""
        columns = np.hstack([np.ones((int(use.sum()), 1)), self.given[use] / self.spread, self.levels[use]])
        ridge = np.full(columns.shape[1], RIDGE)
        ridge[0] = ridge[-len(GOLD) :] = 1e-6
        found = logistic(columns, self.right[use], self.weight[use], ridge)
        return np.concatenate([found[:1], found[1 : 1 + len(NAMES)] / self.spread])

    def rated(self, fitted: Numbers, use: NDArray[np.bool_]) -> list[tuple[float, bool]]:
        """Return the confidence of some of the examples, and whether they are right."""
        odds = fitted[0] + self.given[use] @ fitted[1:]
        return list(zip((1 / (1 + np.exp(-odds))).tolist(), (self.right[use] == 1).tolist(), strict=True))


def logistic(columns: Numbers, right: Numbers, weight: Numbers, ridge: Numbers) -> Numbers:
    """Return the coefficients of a logistic regression with a ridge, by Newton's method."""
    found = np.zeros(columns.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-columns @ found))
        slope = columns.T @ (weight * (right - chance)) - ridge * found
        bend = columns.T @ (columns * (weight * chance * (1 - chance))[:, None]) + np.diag(ridge)
        step = np.linalg.solve(bend, slope)
        found += step
        if np.abs(step).max() < 1e-9:
            break
    return found


def crossed(data: Data, found: Sequence[Example]) -> list[tuple[float, bool]]:
    """Return the confidence of the claims of the pages, each from weights that no claim of its page had a part in."""
    documents = sorted({example.document for example in found if example.origin == "pages"})
    np.random.default_rng(0).shuffle(documents)
    fold = {document: n % FOLDS for n, document in enumerate(documents)}
    of = np.array([fold[example.document] if example.origin == "pages" else -1 for example in found])
    return [one for n in range(FOLDS) for one in data.rated(data.fit(of != n), of == n)]


def told(rated: list[tuple[float, bool]]) -> list[str]:
    """Return how well confidences hold, line by line."""
    share = sum(right for _, right in rated) / len(rated)
    head = f"{len(rated)} claims of pages, {share:.3f} right; each rated by weights fitted without its page:"
    scores = f"area under ROC {area(rated):.3f}, Brier score {brier(rated):.4f} (always the mean: {share * (1 - share):.4f}), expected calibration error {calibration_error(rated):.3f}"
    surest = f"right among the surest third {among_surest(rated, 1 / 3):.3f}, among the surest half {among_surest(rated, 1 / 2):.3f}"
    return [head, scores, surest, "confidence  claims  right", *(f"      {row.mean:.2f}  {row.n:6}   {row.right:.2f}" for row in reliability(rated))]


def toml(data: Data, fitted: Numbers, model: str, notes: Sequence[str]) -> str:
    """Return the file of the weights, with what it was fitted on."""

    def table(values: Numbers) -> list[str]:
        return [f"{name} = {value:.4f}" for name, value in zip(NAMES, values, strict=True)]

    first = ["Made by `make calibrate`, not by hand: what `confidence` is reckoned with. A weight is in log-odds for one more of a feature;", "[usual] is its mean over the pages, `bias` the log-odds of a claim that is so. `model` is the digest of the pipeline that it holds for.", ""]
    comments = [f"# {line}".rstrip() for line in (*first, *notes)]
    return "\n".join([*comments, f'model = "{model}"', f"bias = {fitted[0]:.4f}", "", "[weights]", *table(fitted[1:]), "", "[usual]", *table(data.usual), ""])


def main(folder: Path) -> None:
    """Fit, write and print."""
    verdicts = Verdicts(folder / "verdicts.jsonl")
    found = list(examples(folder, verdicts))
    data = Data(found)
    sizes = ", ".join(f"{sum(example.origin == name for example in found)} of {name}" for name in GOLD)
    notes = [
        f"Fitted on {dt.datetime.now(dt.UTC).date()}; beside the pages on the gold, {sizes}, a third each.",
        f"Verdicts: {verdicts.unchanged} on claims as they are, {verdicts.changed} on their predicates before rules changed; {verdicts.unread} claims unread.",
        *told(crossed(data, found)),
    ]
    WRITTEN.write_text(toml(data, data.fit(np.ones(len(found), dtype=bool)), load_model().digest, notes), encoding="utf8")
    print("\n".join([*notes, f"written: {WRITTEN.relative_to(ROOT)}"]))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: calibrate.py READ, a folder that holds pages/ and verdicts.jsonl")
    main(Path(sys.argv[1]))
