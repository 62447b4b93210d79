"""Scores of what numbers count, on the project's own sentences (``corpus/gold/counted.jsonl``)."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import msgspec

from claimcite.annotate.dates import find_dates
from claimcite.annotate.quantities import Found, find_quantities
from claimcite.config import Config
from claimcite.errors import UsageError
from claimcite.lexicon import Lexicon
from claimcite.parse import Model, parse
from claimcite.records import Block, Cleaned
from claimcite.report.same import fold, same_quantity
from claimcite.report.scores import Count, Scores
from claimcite.spans import MappedText, Span

NAMES = ("counted: whole sentences", "counted: quantities", "counted: unit", "counted: noun", "counted: role", "counted: part of")


class Expected(msgspec.Struct):
    """A quantity of a sentence; ``part_of`` is the text of its whole."""

    text: str
    low: Decimal | None
    high: Decimal | None
    comparator: str
    unit: str | None
    counted_head: str | None
    role: str | None
    part_of: str | None


class Row(msgspec.Struct):
    """A sentence with all its quantities."""

    text: str
    quantities: list[Expected]


def evaluate_counted(model: Model, lexicon: Lexicon, config: Config, path: Path) -> Scores:
    """Score the sentences of a file: each field of a quantity, and whether all of a sentence is right and nothing else is found.

    Raises ``UsageError`` for a file that cannot be read.
    """
    counts = {name: Count() for name in NAMES}
    try:
        rows = [msgspec.json.decode(line, type=Row) for line in path.read_text(encoding="utf8").splitlines()]
    except (OSError, ValueError, msgspec.MsgspecError) as exc:
        raise UsageError(f"{path}: the sentences cannot be read: {type(exc).__name__}: {exc}") from exc
    for row in rows:
        counts[NAMES[0]].decide(right=score_row(row, read(row.text, model, lexicon, config), counts))
    return Scores(tuple(count.score(name) for name, count in counts.items()))


def read(text: str, model: Model, lexicon: Lexicon, config: Config) -> tuple[Found, ...]:
    """Return the quantities of a sentence, found as in a run: dates first."""
    parsed = parse(Cleaned("plain", MappedText.of_raw(text), (Block("paragraph", Span(0, len(text))),)), model, config)
    dates = find_dates(parsed, lexicon, document_date=None, caption_date=None)
    return find_quantities(parsed, lexicon, taken=[d.span for d in dates])


def score_row(row: Row, found: tuple[Found, ...], counts: dict[str, Count]) -> bool:
    """Add one sentence; return whether all of it is right."""

    def same(ours: Found, theirs: Expected) -> bool:
        return ours.quantity.text == theirs.text and same_quantity(ours.quantity, theirs)

    pairs = counts[NAMES[1]].items(found, row.quantities, same)
    right = len(pairs) == len(found) == len(row.quantities)
    for ours, theirs in pairs:
        whole = found[ours.whole].quantity.text if ours.whole is not None else None
        answers = (
            ours.quantity.unit == theirs.unit,
            fold(ours.quantity.counted_head) == fold(theirs.counted_head),
            ours.quantity.role == theirs.role,
            whole == theirs.part_of,
        )
        for name, answer in zip(NAMES[2:], answers, strict=True):
            counts[name].decide(right=answer)
        right = right and all(answers)
    return right
