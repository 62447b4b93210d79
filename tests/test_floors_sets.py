"""Floors under the scores on the public gold sets, where the folder that ``CLAIMCITE_DATA`` names is there (about three minutes)."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from claimcite.config import Config
from claimcite.lexicon import Lexicon
from claimcite.model.scores import unpacked
from claimcite.parse import Model
from claimcite.report.scores import Scores
from claimcite.report.sets import evaluate_sets

ROOT = Path(__file__).parents[1]
DATA = os.environ.get("CLAIMCITE_DATA")
FLOORS: dict[str, float] = json.loads((Path(__file__).parent / "floors_sets.json").read_text(encoding="utf8"))
pytestmark = pytest.mark.skipif(DATA is None, reason="CLAIMCITE_DATA names no folder of gold sets")


@pytest.fixture(scope="module")
def scores(model: Model, lexicon: Lexicon, config: Config, tmp_path_factory: pytest.TempPathFactory) -> Scores:
    """All rows of the public sets."""
    sets = unpacked(Path(DATA or ""), tmp_path_factory.mktemp("sets"))
    return evaluate_sets(sets, ROOT / "corpus" / "gold", model, lexicon, config)


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_floor(name: str, scores: Scores) -> None:
    assert (scores[name].whole or 0.0) >= FLOORS[name]
