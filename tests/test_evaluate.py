"""Scores: which claims are matched, what counts as right, and a whole evaluation of the samples."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from claimcite.config import Config
from claimcite.errors import UsageError
from claimcite.evaluate import NAMES, evaluate
from claimcite.lexicon import Lexicon
from claimcite.parse import Model
from claimcite.records import Record, Result

ROOT = Path(__file__).parents[1]
SENTENCE = "Ten miners were killed near Oru on Tuesday, the ministry said."


def gold_claim(**changes: object) -> dict[str, object]:
    """A claim of the gold."""
    quantity = {"text": "Ten", "low": 10, "high": 10, "value": 10, "comparator": "=", "counted_head": "miner", "role": "killed"}
    return {
        "path": "a.txt",
        "line": None,
        "sentence_text": SENTENCE,
        "predicate": {"text": "killed", "lemma": "kill", "event_type": "kill"},
        "agent": None,
        "patient": {"text": "Ten miners", "name": None},
        "polarity": "affirmed",
        "modality": "asserted",
        "verification": None,
        "quantities": [quantity],
        "dates": [],
        "places": [{"text": "Oru", "relation": "near", "carried": False}],
        "attribution": [{"source": {"text": "the ministry", "name": None}, "cue": {"text": "said", "lemma": "say"}}],
        "citations": [],
        "block": "paragraph",
        **changes,
    }


def write_gold(folder: Path, claims: list[dict[str, object]], *, whole: bool = True) -> tuple[Path, Path]:
    """Write a gold and its samples; return their folders."""
    gold, samples = folder / "gold", folder / "samples"
    gold.mkdir()
    samples.mkdir()
    (samples / "a.txt").write_text(f"{SENTENCE}\n", encoding="utf8")
    (samples / "README.md").write_text("A data sheet, which is no sample.\n", encoding="utf8")
    document = {"path": "a.txt", "line": None, "kind": "other", "title": None, "outlet": None, "agency": None, "authors": []}
    document |= {"published": None, "language": "en", "not_in_text": ["Share this"]}
    (gold / "documents.jsonl").write_text(json.dumps(document) + "\n", encoding="utf8")
    (gold / "claims.jsonl").write_text("".join(json.dumps(claim) + "\n" for claim in claims), encoding="utf8")
    (gold / "references.jsonl").write_text("", encoding="utf8")
    (gold / "annotated.json").write_text(json.dumps({"paths": ["a.txt"] if whole else []}), encoding="utf8")
    return gold, samples
