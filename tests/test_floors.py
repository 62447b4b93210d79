"""Scores on the gold do not fall: ``floors.json`` holds each one just under what was reached; lowering one needs a reason in the CHANGELOG."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claimcite.config import Config
from claimcite.evaluate import evaluate
from claimcite.flow import process
from claimcite.lexicon import Lexicon
from claimcite.parse import Model
from claimcite.report.scores import Scores

ROOT = Path(__file__).parents[1]
FLOORS: dict[str, float] = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf8"))


@pytest.fixture(scope="module")
def scores(model: Model, lexicon: Lexicon, config: Config) -> Scores:
    """The samples, processed and scored."""
    return evaluate(ROOT / "corpus" / "gold", ROOT / "corpus" / "samples", lambda record: process(record, model=model, lexicon=lexicon, config=config), config)


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_floor(name: str, scores: Scores) -> None:
    reached = {row.name: row.whole or 0.0 for row in scores.rows}
    assert reached[name] >= FLOORS[name]


def test_every_score_has_a_floor(scores: Scores) -> None:
    assert {row.name for row in scores.rows} == set(FLOORS)
