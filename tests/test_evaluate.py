"""Scores: which claims are matched, what counts as right, and a whole evaluation of the samples."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from claimcite.config import Config
from claimcite.errors import UsageError
from claimcite.evaluate import NAMES, evaluate
from claimcite.flow import process
from claimcite.lexicon import Lexicon
from claimcite.parse import Model
from claimcite.records import Claim, Outlet, Record, Reference, Result
from claimcite.report.gold import GoldReference
from claimcite.report.scores import Score, Scores

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


def found_claim(**changes: object) -> Claim:
    """The same claim as claimcite would find it."""
    at = SENTENCE.index
    span = lambda text: [at(text), at(text) + len(text)]
    row: dict[str, Any] = {"id": "c1", "document": "d1", "span": [0, 45], "text": SENTENCE[:45], "sentence": [0, len(SENTENCE)]}
    row |= {"sentence_text": SENTENCE, "raw": None, "raw_reason": "generated", "section": [], "block": "paragraph"}
    row |= {"predicate": {"text": "killed", "lemma": "kill", "span": span("killed"), "event_type": "kill"}, "agent": None}
    row |= {"patient": {"span": [0, 10], "text": "Ten miners", "name": None, "owner": None, "members": []}}
    row |= {"polarity": "affirmed", "modality": "asserted", "verification": None, "signals": [], "dates": [], "entities": []}
    row |= {"quantities": [found_quantity()], "citations": [], "outlet": None, "agency": None}
    row |= {"places": [{"id": "m2", "span": span("Oru"), "text": "Oru", "name": None, "relation": "near", "carried": False}]}
    source = {"span": span("the ministry"), "text": "the ministry", "name": None, "kind": "state", "named": True, "affiliation": None}
    cue = {"spans": [span("said")], "text": "said", "lemma": "say"}
    row |= {
        "attribution": [
            {"id": "m3", "source": source, "cue": cue, "content": [], "form": "indirect", "addressee": None, "said": None, "carried": False}
        ]
    }
    return msgspec.convert({**row, **changes}, Claim)


def found_quantity(**changes: object) -> dict[str, object]:
    """The same quantity as claimcite would find it."""
    quantity: dict[str, object] = {"id": "m1", "span": [0, 3], "text": "Ten", "low": 10, "high": 10, "value": 10, "comparator": "="}
    quantity |= {"approximate": False, "vague": False, "unit": None, "counted": "miners", "counted_head": "miner", "counted_kinds": []}
    return {**quantity, "role": "killed", "count": "incident", "part_of": None, "change": None, **changes}


def scores(folder: Path, gold: list[dict[str, object]], found: list[Claim], *, whole: bool = True) -> Scores:
    """Score what was found against the gold."""
    paths = write_gold(folder, gold, whole=whole)
    return evaluate(*paths, lambda _: Result(None, claims=tuple(found)), Config())


def test_the_same_claim_is_right_in_every_field(tmp_path: Path) -> None:
    rows = scores(tmp_path, [gold_claim()], [found_claim()])
    for name in ("claims", "claims: quantity", "claims: place", "claims: patient", "claims: source", "figures with noun and role"):
        assert rows[name].whole == 1, name
    assert rows["claims: date"] == Score("claims: date", None, None, None, None, 0)
    assert [row.name for row in rows.rows] == list(NAMES)


def test_confidence_is_scored_over_what_was_found(tmp_path: Path) -> None:
    """The claim that the gold lacks is a wrong one, and less sure; the one that was missed has no confidence."""
    missed = gold_claim(predicate={"text": "said", "lemma": "say", "event_type": None}, quantities=[])
    junk = found_claim(confidence=0.3, predicate={"text": "near", "lemma": "near", "span": [22, 26], "event_type": None}, quantities=[])
    for n, (whole, area, sure) in enumerate(((True, 1.0, 0.75), (False, None, 0.8))):
        (tmp_path / str(n)).mkdir()
        rows = scores(tmp_path / str(n), [gold_claim(), missed], [found_claim(confidence=0.8), junk], whole=whole)
        assert rows["confidence: area under ROC"].accuracy == area
        assert rows["confidence: calibration"].accuracy == sure
    (tmp_path / "none").mkdir()
    assert scores(tmp_path / "none", [gold_claim()], [found_claim()])["confidence: calibration"].whole is None, "no claim says how sure it is"


def test_a_claim_too_many_counts_where_all_are_annotated(tmp_path: Path) -> None:
    more = found_claim(predicate={"text": "said", "lemma": "say", "span": [57, 61], "event_type": None}, quantities=[])
    (tmp_path / "1").mkdir()
    (tmp_path / "2").mkdir()
    assert scores(tmp_path / "1", [gold_claim()], [more, found_claim()])["claims"].precision == 0.5
    assert scores(tmp_path / "2", [gold_claim()], [more, found_claim()], whole=False)["claims"].precision == 1


def test_a_claim_of_another_sentence_is_no_match(tmp_path: Path) -> None:
    rows = scores(tmp_path, [gold_claim()], [found_claim(sentence_text="Others were killed.")])
    assert rows["claims"].recall == 0
    assert rows["figures with noun and role"].accuracy == 0


def test_markers_white_space_and_a_longer_sentence_do_not_matter(tmp_path: Path) -> None:
    longer = f"ORU — {SENTENCE} [3] [citation needed]".replace(" ", "  ")
    assert scores(tmp_path, [gold_claim()], [found_claim(sentence_text=longer)])["claims"].f1 == 1


def test_a_shared_figure_matches_another_predicate(tmp_path: Path) -> None:
    toll = {"text": "toll", "lemma": "toll", "span": [0, 4], "event_type": "kill"}
    (tmp_path / "1").mkdir()
    (tmp_path / "2").mkdir()
    assert scores(tmp_path / "1", [gold_claim()], [found_claim(predicate=toll)])["claims"].f1 == 1
    assert scores(tmp_path / "2", [gold_claim()], [found_claim(predicate=toll, quantities=[])])["claims"].f1 == 0


def test_the_better_of_two_claims_is_matched(tmp_path: Path) -> None:
    eleven = found_claim(quantities=[found_quantity(low=11, high=11, value=11)])
    rows = scores(tmp_path, [gold_claim()], [eleven, found_claim()])
    assert rows["claims: quantity"].f1 == 1
    assert rows["claims"].precision == 0.5


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"low": None}, "claims: quantity"),
        ({"comparator": ">="}, "claims: quantity"),
        ({"counted_head": "man"}, "claims: counted noun"),
        ({"role": "wounded"}, "claims: role"),
        ({"role": "wounded"}, "figures with noun and role"),
    ],
)
def test_a_wrong_part_of_a_quantity_shows_in_its_row(tmp_path: Path, change: dict[str, object], name: str) -> None:
    row = scores(tmp_path, [gold_claim()], [found_claim(quantities=[found_quantity(**change)])])[name]
    assert row.whole == 0


def test_a_source_by_name_or_text(tmp_path: Path) -> None:
    by_name = {"text": "officials there", "name": "the Ministry"}
    source = found_claim().attribution[0].source
    assert source is not None
    hop = replace(found_claim().attribution[0], source=replace(source, text="It", name="The ministry"))
    claim = replace(found_claim(), attribution=(hop,))
    rows = scores(tmp_path, [gold_claim(attribution=[{"source": by_name}])], [claim])
    assert rows["claims: source"].f1 == 1


def test_junk_in_a_claim_is_counted(tmp_path: Path) -> None:
    assert scores(tmp_path, [gold_claim()], [found_claim(text="Share  this Ten miners")])["junk kept out of claims"].accuracy == 0


def test_references_and_documents_are_scored_by_field(tmp_path: Path) -> None:
    paths = write_gold(tmp_path, [gold_claim(citations=[{"marker": "[1]", "reference": "1"}])])
    csl = {"title": "Ten dead", "URL": "https://a.example/x", "issued": {"date-parts": [[2026, 5, 13]]}}
    row = GoldReference("a.txt", None, "1", dict(csl), {"name": "Post", "domain": "post.example"}, "parsed")
    (paths[0] / "references.jsonl").write_text(msgspec.json.encode(row).decode() + "\n", encoding="utf8")
    found: Any = {**csl, "title": "Ten Dead", "URL": "https://a.example/x/", "issued": {"date-parts": [[2026, 5]]}}
    reference = Reference("r1", "d1", "1", "Ten dead", None, found, Outlet(None, "The Post", "post.example"), None, None, 1, "parsed")
    claim = found_claim(citations=[{"marker": "[1]", "span": [0, 3], "reference": "r1"}])
    rows = evaluate(*paths, lambda _: Result(None, (reference,), (claim,)), Config())
    right = {name: rows[f"references: {name}"].accuracy for name in ("title", "URL", "issued", "outlet", "author")}
    assert right == {"title": 1, "URL": 1, "issued": 0, "outlet": 1, "author": None}
    assert rows["references"].f1 == rows["claims: citation"].f1 == 1
    assert rows["documents processed"].accuracy == rows["documents: kind"].accuracy == 0, "there was no document"


def test_samples_that_are_not_there(tmp_path: Path) -> None:
    gold, samples = write_gold(tmp_path, [gold_claim()])
    (samples / "a.txt").unlink()
    with pytest.raises(UsageError, match=r"not there: a\.txt; name their folder with --samples"):
        evaluate(gold, samples, lambda _: Result(None), Config())


def test_a_gold_that_cannot_be_read(tmp_path: Path) -> None:
    gold, samples = write_gold(tmp_path, [gold_claim()])
    (gold / "claims.jsonl").write_text('{"path": 3}\n', encoding="utf8")
    with pytest.raises(UsageError, match="the gold cannot be read: ValidationError"):
        evaluate(gold, samples, lambda _: Result(None), Config())


def test_the_samples_through_the_real_pipeline(model: Model, lexicon: Lexicon, config: Config) -> None:
    def run(record: Record) -> Result:
        return process(record, model=model, lexicon=lexicon, config=config)

    found = evaluate(ROOT / "corpus" / "gold", ROOT / "corpus" / "samples", run, config)
    assert found["documents processed"].accuracy == 1
    assert found["claims"].n > 400
    assert all(row.n >= 0 and (row.whole is None or 0 <= row.whole <= 1) for row in found.rows)
    assert [line.split("  ")[0] for line in found.table().splitlines()[1:]] == list(NAMES)
    assert [row["name"] for row in json.loads(found.json())] == list(NAMES)
