"""The scorers of quantities on public sets and on the project's own sentences."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from claimcite.config import Config
from claimcite.errors import UsageError
from claimcite.lexicon import load_lexicon
from claimcite.parse import load_model
from claimcite.report.counted import evaluate_counted
from claimcite.report.quantity_sets import Wanted, evaluate_quantities, figures_in, interval, wanted_of
from claimcite.report.scores import Scores

GOLD = Path(__file__).parents[1] / "corpus" / "gold" / "counted.jsonl"


def case(text: str, *results: tuple[str, dict[str, Any]], **flags: str) -> dict[str, Any]:
    """A case as Recognizers-Text writes them."""
    found = [{"Text": t, "Start": text.index(t), "End": text.index(t) + len(t) - 1, "Resolution": resolution} for t, resolution in results]
    return {"Input": text, "Results": found, **flags}


def scores(folder: Path) -> Scores:
    """Score the sets in a folder."""
    return evaluate_quantities(load_model(), load_lexicon(), Config(), folder)


def write(folder: Path, model: str, cases: list[dict[str, Any]]) -> None:
    """Write the cases of a model."""
    path = folder / "recognizers" / f"{model}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(cases), encoding="utf8")


def test_values_units_and_cases_that_do_not_apply(tmp_path: Path) -> None:
    write(tmp_path, "NumberWithUnit/CurrencyModel", [
        case("It paid $5 million.", ("$5 million", {"value": "5000000", "unit": "Dollar"})),
        case("It cost 20 euros.", ("20 euros", {"value": "21", "unit": "Euro", "isoCurrency": "EUR"})),
        case("It cost 9 rmb.", ("9 rmb", {"value": "1", "unit": "Chinese yuan"}), NotSupported="java, python"),
        case("convert it to rmb", ("rmb", {"value": None, "unit": "Chinese yuan"})),
    ])  # fmt: skip
    found = scores(tmp_path)
    assert (found["quantities, Recognizers Currency"].precision, found["quantities, Recognizers Currency"].recall) == (1.0, 1.0)
    assert found["quantities, Recognizers Currency: value"].accuracy == 0.5
    assert (found["quantities, Recognizers Currency: unit"].accuracy, found["quantities, Recognizers Currency: unit"].n) == (1.0, 2)


def test_a_model_that_python_lacks_is_scored_whole(tmp_path: Path) -> None:
    write(tmp_path, "Number/NumberRangeModel", [case("It is more than 12.", ("more than 12", {"value": "(12,)"}), NotSupported="python")])
    assert scores(tmp_path)["quantities, Recognizers NumberRange: value"].accuracy == 1.0


def test_what_is_no_quantity_by_contract_is_left_out() -> None:
    def wanted(name: str, text: str, part: str, value: str) -> Wanted | None:
        return wanted_of(name, text, {"Start": text.index(part), "End": text.index(part) + len(part) - 1, "Resolution": {"value": value}})

    assert wanted("Number", "in 3 years", "3", "3") is None
    assert wanted("Number", "192.168.1.2", "192", "192") is None
    assert wanted("Number", "3 men", "3", "3") == Wanted(0, 1, (Decimal(3), Decimal(3)))
    assert wanted("NumberRange", "between the tenth and the fifteenth", "between the tenth and the fifteenth", "[10,15)") is None
    assert interval(0, 4, "(,12]") == Wanted(0, 4, (None, Decimal(12)), None, "<=")


def test_meantime_and_re3d(tmp_path: Path) -> None:
    article = tmp_path / "meantime" / "intra_cross-doc_annotation" / "x" / "1.xml"
    article.parent.mkdir(parents=True)
    words = ["Some", "40", "men", "paid", "$", "5", "billion", "."]
    tokens = "".join(f'<token t_id="{i}" sentence="0">{word}</token>' for i, word in enumerate(words, 1))
    article.write_text(f'<Document>{tokens}<VALUE><token_anchor t_id="5"/><token_anchor t_id="6"/><token_anchor t_id="7"/></VALUE></Document>', encoding="utf8")
    folder = tmp_path / "re3d-half" / "Wire"
    folder.mkdir(parents=True)
    (folder / "documents.jsonl").write_text(json.dumps({"_id": "a", "text": "They hit 12 depots and a truck."}), encoding="utf8")
    rows = [{"type": "Quantity", "confidence": c, "value": v, "documentId": "a", "begin": b, "end": e} for c, v, b, e in ((1, "12", 9, 11), (1, "a", 23, 24), (0.1, "x", 0, 2))]
    (folder / "entities.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf8")
    found = scores(tmp_path)
    assert (found["quantities, MEANTIME VALUE"].precision, found["quantities, MEANTIME VALUE: value"].accuracy) == (0.5, 1.0)
    assert (found["quantities, re3d Quantity, Money"].f1, found["quantities, re3d Quantity, Money: value"].accuracy) == (1.0, 1.0)


@pytest.mark.parametrize(("text", "low", "high"), [
    ("twenty-five", 25, 25), ("two hundred and five", 205, 205), ("between three and seven percent", 3, 7), ("20 to 25", 20, 25), ("about half", 0.5, 0.5),
    ("three thousand", 3000, 3000), ("$ 15bn", 15_000_000_000, 15_000_000_000),
])  # fmt: skip
def test_figures_of_gold_words(text: str, low: float, high: float) -> None:
    figures = figures_in(text)
    assert figures is not None
    assert tuple(float(f or 0) for f in figures) == (low, high)


def test_nine_in_ten_of_our_own_sentences_are_right() -> None:
    found = evaluate_counted(load_model(), load_lexicon(), Config(), GOLD)
    assert found["counted: whole sentences"].n == 50
    assert (found["counted: whole sentences"].accuracy or 0) >= 0.94
    assert (found["counted: noun"].accuracy or 0) >= 0.97


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        evaluate_counted(load_model(), load_lexicon(), Config(), tmp_path / "none.jsonl")
