"""Quantities in sentences, read with the shipped model."""

from __future__ import annotations

import json
from decimal import Context, Decimal, localcontext
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.case_files import cases

from claimcite.annotate.quantities import Found, find_quantities
from claimcite.config import Config
from claimcite.flow import process
from claimcite.lexicon import load_lexicon
from claimcite.parse import Parse, load_model, parse
from claimcite.records import Block, BlockKind, Cleaned, Locator, MarkerSpan, Quantity, Record
from claimcite.spans import MappedText, Span

CASES = [json.loads(line) for line in (Path(__file__).parents[1] / "cases" / "quantities.jsonl").read_text(encoding="utf8").splitlines()]
FIGURES = cases("figures")
FIELDS = ("text", "comparator", "approximate", "vague", "unit", "counted", "counted_head", "role", "change", "count")
PIECES = (
    "At least", "12", "people", "were", "killed", "and", "dozens", "of them", "wounded", ",", ".", "including", "two", "of", "the", "40", "toll", "to", "rose from",
    "no", "one", "a woman", "$", "million", "half", "78–105", "more", "nearly as many", "between", "in 2019", "-", "year-old", "%", "(", ")", "9" * 40, "٣٤", "\n",
)  # fmt: skip


@lru_cache(maxsize=512)
def parsed(text: str, kind: BlockKind = "paragraph", label: int = 0, markers: tuple[MarkerSpan, ...] = ()) -> Parse:
    """Parse a text of which each line is a block."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(kind, Span(at, at + len(line)), 0, Span(at, at + label) if label else None))
        at += len(line) + 1
    return parse(Cleaned("plain", MappedText.of_raw(text), tuple(blocks), markers), load_model(), Config())


def quantities(text: str, **options: Any) -> tuple[Found, ...]:
    """Find the quantities of a text."""
    return find_quantities(parsed(text), load_lexicon(), **options)


def row(found: Found, all_found: tuple[Found, ...]) -> dict[str, Any]:
    """Return the fields of a quantity that the cases state."""
    quantity = found.quantity
    numbers = {name: getattr(quantity, name) for name in ("low", "high", "value")}
    plain = {name: None if n is None else float(n) for name, n in numbers.items()}
    whole = all_found[found.whole].quantity.text if found.whole is not None else None
    return {name: getattr(quantity, name) for name in FIELDS} | plain | {"part_of": whole}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_case(case: dict[str, Any]) -> None:
    found = quantities(case["text"])
    assert [row(f, found) for f in found] == case["expected"]


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 150
    assert len(FIGURES) >= 150


def figure(quantity: Quantity) -> dict[str, Any]:
    """Return the fields of a quantity that the sentences of ``figures.jsonl`` state."""
    bounds = {name: None if n is None else round(float(n), 3) for name, n in (("low", quantity.low), ("high", quantity.high))}
    return {name: getattr(quantity, name) for name in ("text", "comparator", "unit", "counted_head", "role")} | bounds


@pytest.mark.parametrize("case", FIGURES)
def test_a_claim_carries_each_figure(case: dict[str, Any]) -> None:
    """Each figure of a sentence is in a claim, with its noun and role; a sentence without one has no quantity at all."""
    data = case["text"].encode()
    record = Record("a.txt", Locator("a.txt"), data, sha256(data).hexdigest(), text=case["text"], markup="plain")
    result = process(record, model=load_model(), lexicon=load_lexicon(), config=Config())
    carried = [figure(q) for claim in result.claims for q in claim.quantities]
    assert [wanted for wanted in case["figures"] if wanted not in carried] == []
    assert case["figures"] or not [m for m in result.mentions if m.kind == "quantity"]


def test_dates_are_left_out() -> None:
    text = "On 12 of them it rained."
    assert quantities(text, taken=[Span(3, 5)]) == ()


def test_an_aggregate_carries_no_noun_to_the_next_sentence() -> None:
    text = "The raid killed 12 rebels. More than 90 were wounded."
    assert [f.quantity.counted for f in quantities(text)] == ["rebels", "rebels"]
    assert [f.quantity.counted for f in quantities(text, aggregate=True)] == ["rebels", None]


def test_markers_and_curly_quotes_stay_in_the_text() -> None:
    text = "The death of a “large number” of its [3] fighters was announced."
    (found,) = find_quantities(parsed(text, markers=(MarkerSpan(Span(37, 40), "[3]", "3"),)), load_lexicon())
    assert found.quantity.text == "a “large number”"
    assert found.quantity.counted_head == "fighter"


def test_an_infobox_label_gives_the_role() -> None:
    (found,) = find_quantities(parsed("Deaths 41–63", "infobox", len("Deaths")), load_lexicon())
    assert (found.quantity.text, found.quantity.low, found.quantity.high, found.quantity.role) == ("41–63", Decimal(41), Decimal(63), "killed")


def test_a_found_quantity_points_into_the_parse() -> None:
    text = "At least 14 miners were killed."
    doc = parsed(text).doc
    (found,) = quantities(text)
    assert found.noun is not None
    assert found.predicate is not None
    assert (doc[found.token].text, doc[found.noun].text, doc[found.predicate].text) == ("14", "miners", "killed")


def test_kinds_come_from_the_noun() -> None:
    (found,) = quantities("The strike killed 12 female soldiers.")
    assert found.quantity.counted_kinds == ("combatant", "woman")


@pytest.mark.parametrize("text", ["", ".", "1" * 5000, "1e99999999 people", "٣٤ people died.", "12 " * 2000, "and " * 3000, "between 1 and " * 800, "(" * 200, "0^-1", "1e-99999 km",
                                  "-" * 3000, "٣1१" * 1000, "1/0 of it", "½½ 1½½", "ⅷ ² ①", "İ 12 men", "31 February of year 0 and 10000", "$" * 500, "1." * 2000])
def test_hostile_text_raises_nothing(text: str) -> None:
    p = parsed(text)
    assert all(f.quantity.text == f.quantity.span.of(p.text) for f in find_quantities(p, load_lexicon()))


def test_the_precision_that_another_library_set_does_not_matter() -> None:
    with localcontext(Context(prec=3)):
        (found,) = quantities("Some 123,456,789,012,345 ants live there.")
    assert found.quantity.low == Decimal(123456789012345)


@pytest.mark.parametrize("text", [
    "Ryanair bought the 737-800 range.", "He gave the owners of a new iPhone 4 a free case.", "They also demonstrated iOS 5, a new version.",
    "It had, at one point, set a low.", "Boeing delivered the final 717 to AirTran.",
])  # fmt: skip
def test_a_number_in_a_name_counts_nothing(text: str) -> None:
    assert quantities(text) == ()


@pytest.mark.parametrize(("text", "heads"), [
    ("The line bought five new 737 aircraft.", ["aircraft"]),
    ("It fell to below the 5000 mark.", ["mark"]),
    ("Claims rose 15,000 last week.", [None]),
    ("A family of five drowned.", ["family"]),
    ("Only one of the three bridges is open.", ["bridge", "bridge"]),
    ("At least 900 sought shelter in schools.", [None]),
    ("More than half the population fled.", ["population"]),
    ("That brings to 88 the number of infected staff.", ["staff"]),
])  # fmt: skip
def test_what_is_counted(text: str, heads: list[str | None]) -> None:
    assert [f.quantity.counted_head for f in quantities(text)] == heads


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_properties_of_any_text(pieces: list[str]) -> None:
    p = parsed(" ".join(pieces))
    found = find_quantities(p, load_lexicon())
    assert [f.quantity.span for f in found] == sorted(f.quantity.span for f in found)
    for f in found:
        quantity = f.quantity
        assert quantity.text == quantity.span.of(p.text)
        assert quantity.text
        assert quantity.text == quantity.text.strip()
        assert f.whole is None or 0 <= f.whole < len(found)
        assert f.token < len(p.doc)
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high
        assert not quantity.vague or (quantity.low, quantity.high, quantity.value) == (None, None, None)
        assert "E" not in f"{quantity.low}{quantity.high}{quantity.value}".replace("None", "")
