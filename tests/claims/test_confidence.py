"""How sure a claim is: what it is reckoned from, for which pipeline, and how its weights are fitted."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest

from claimcite.claims.confidence import NAMES, REASONS, features_of, lowered_by, with_confidence
from claimcite.lexicon import Lexicon
from claimcite.model.where import SHIPPED, identify
from claimcite.parse import Model, Parse
from claimcite.records import Result

sys.path.insert(0, str(Path(__file__).parents[2] / "models" / "train"))

from calibrate import Verdicts, logistic

FILLER = "This line stands before the case so that nothing is taken for a title of the text."
PLAIN = "The army shelled the town."
TANGLED = "Reportedly seen as having, on Monday, been, two of the 14 that they, officials say, said, left, it was killed."


def features(result: Result, lemma: str) -> dict[str, float]:
    """The features of the claim with this predicate."""
    claim = next(c for c in result.claims if c.predicate.lemma == lemma)
    return dict(result.features[claim.id])


def test_the_shipped_weights_are_for_the_shipped_pipeline_and_for_these_features(lexicon: Lexicon) -> None:
    assert lexicon.calibration.model == identify(SHIPPED).digest, "the pipeline has changed: fit the weights again with make calibrate"
    assert list(lexicon.calibration.weights) == list(lexicon.calibration.usual) == list(NAMES)
    assert all(lexicon.calibration.weights[name] < 0 for name in REASONS), "a reason tells what lowers the confidence"


def test_a_plain_claim_is_surer_than_a_tangled_one(processed: Callable[..., Result]) -> None:
    plain = [c.confidence for c in processed(f"{FILLER}\n\n{PLAIN}\n").claims if c.sentence_text == PLAIN]
    tangled = [c.confidence for c in processed(f"{FILLER}\n\n{TANGLED}\n").claims if c.sentence_text == TANGLED]
    assert plain
    assert tangled
    assert all(value is not None and 0.7 < value <= 0.99 for value in plain)
    assert all(value is not None and value < 0.5 for value in tangled)


def test_what_is_seen_of_a_claim(processed: Callable[..., Result]) -> None:
    result = processed(f"{FILLER}\n\nOn 3 May 2026 the army shelled a camp in which 14 people were killed, the ministry said. Resolution 2254 was adopted.\n")
    shelled, killed, adopted = (features(result, lemma) for lemma in ("shell", "kill", "adopt"))
    assert (shelled["figures"], shelled["dates"], shelled["passive"], shelled["no_agent"], shelled["verb"]) == (0, 1, 0, 0, 1)
    assert (killed["figures"], killed["passive"], killed["no_agent"], killed["no_participant"], killed["modifying"]) == (1, 1, 1, 0, 1)
    assert (shelled["source_unnamed"], adopted["source_unnamed"]) == (1, 0)
    assert (shelled["unread_number"], adopted["unread_number"]) == (0, 1)
    assert killed["deep"] > shelled["deep"] > adopted["deep"] == 0
    for found in (shelled, killed, adopted):
        assert all(0 <= found[name] < 1 for name in NAMES if name.startswith("unsure"))


def test_words_whose_heads_are_unsure_lower_the_confidence(parsed: Callable[..., Parse], processed: Callable[..., Result], lexicon: Lexicon) -> None:
    text = f"{FILLER}\n\n{PLAIN}\n"
    claims, parse = processed(text).claims, parsed(text)
    sure, unsure = (features_of(claims, replace(parse, certainty=bytes([byte]) * len(parse.doc))) for byte in (255, 51))
    assert [f["unsure_words"] for f in (*sure, *unsure)] == [0.0] * len(sure) + [0.8] * len(unsure)
    high, low = (with_confidence(claims, told, lexicon.calibration) for told in (sure, unsure))
    assert all(a.confidence > b.confidence for a, b in zip(high, low, strict=True) if a.confidence and b.confidence)
    assert REASONS["unsure_sentence"] in lowered_by(unsure[0], lexicon.calibration)
    assert REASONS["unsure_sentence"] not in lowered_by(sure[0], lexicon.calibration)


def test_cells_are_judged_by_what_stands_in_them(processed: Callable[..., Result]) -> None:
    name = "02_santa_irena_mediawiki.html"
    result = processed((Path(__file__).parents[2] / "corpus" / "samples" / name).read_bytes(), path=name)
    cells = [result.features[c.id] for c in result.claims if c.block == "infobox"]
    assert cells
    for found in cells:
        assert found["cell"] == 1
        assert {name for name, value in found.items() if value} <= {"cell", "figures", "dates", "unread_number"}


def test_without_a_calibration_for_the_pipeline_nothing_is_said(processed: Callable[..., Result], model: Model, lexicon: Lexicon, parsed: Callable[..., Parse]) -> None:
    text = f"{FILLER}\n\n{PLAIN}\n"
    result = processed(text)
    told = features_of(result.claims, parsed(text))
    assert all(c.confidence is not None for c in result.claims)
    unsaid = [replace(c, confidence=None) for c in result.claims]
    assert lexicon.calibration.of("another pipeline") is None
    assert list(with_confidence(unsaid, told, None)) == unsaid
    assert features_of(result.claims, replace(parsed(text), certainty=None)) == ()
    assert list(with_confidence(unsaid, (), lexicon.calibration.of(model.digest))) == unsaid


# --- how the weights are fitted -------------------------------------------------------------------------------------


def test_the_regression_finds_the_weights_that_made_the_data() -> None:
    random = np.random.default_rng(1)
    columns = np.column_stack([np.ones(4000), random.normal(size=(4000, 2))])
    right = (random.random(4000) < 1 / (1 + np.exp(-columns @ np.array([0.5, -1.0, 0.0])))).astype(float)
    found = logistic(columns, right, np.ones(4000), np.full(3, 1e-6))
    assert np.allclose(found, [0.5, -1.0, 0.0], atol=0.12)
    assert abs(logistic(columns, right, np.ones(4000), np.array([1e-6, 4000, 4000]))[1]) < 0.5, "a ridge draws weights to nothing"


def test_a_verdict_holds_for_what_it_was_said_of(tmp_path: Path, processed: Callable[..., Result]) -> None:
    result = processed(f"{FILLER}\n\n{PLAIN}\n")
    row = next(msgspec.json.decode(msgspec.json.encode(c)) for c in result.claims if c.predicate.lemma == "shell")
    read = [row | {"right": True}, row | {"right": False, "agent": None}]
    (tmp_path / "verdicts.jsonl").write_bytes(b"\n".join(map(msgspec.json.encode, read)))
    verdicts = Verdicts(tmp_path / "verdicts.jsonl")
    assert verdicts.of(row | {"span": [7, 9], "confidence": 0.1}) is True, "where it stands and how sure it is, is not what was read"
    assert verdicts.of(row | {"agent": None}) is False
    assert verdicts.of(row | {"modality": "denied"}) is False, "the last verdict on its predicate stands in"
    assert verdicts.of(row | {"sentence_text": "Another one."}) is None
    assert (verdicts.unchanged, verdicts.changed, verdicts.unread) == (2, 1, 1)


@pytest.mark.parametrize("name", sorted(REASONS))
def test_each_reason_is_of_a_feature(name: str) -> None:
    assert name in NAMES
