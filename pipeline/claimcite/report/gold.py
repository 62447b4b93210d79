"""The annotated samples, as far as they are scored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import msgspec

from claimcite.errors import UsageError

Row = TypeVar("Row", bound=msgspec.Struct)
OutletFacts = dict[str, str | None]


class Named(msgspec.Struct):
    """A stretch of text in the gold, and the full name that it goes by."""

    text: str
    name: str | None = None


class GoldQuantity(msgspec.Struct):
    """A quantity of the gold."""

    low: Decimal | None
    high: Decimal | None
    comparator: str
    counted_head: str | None
    role: str | None


class GoldDate(msgspec.Struct):
    """A date of the gold."""

    edtf: str | None


class GoldHop(msgspec.Struct):
    """One attribution of the gold."""

    source: Named | None


class GoldMarker(msgspec.Struct):
    """A citation of the gold; ``reference`` is the number in the list."""

    reference: str | None


class GoldPredicate(msgspec.Struct):
    """A predicate of the gold."""

    text: str
    lemma: str
    event_type: str | None


class GoldClaim(msgspec.Struct):
    """A claim of the gold."""

    path: str
    line: int | None
    sentence_text: str
    predicate: GoldPredicate
    agent: Named | None
    patient: Named | None
    polarity: str
    modality: str
    verification: str | None
    quantities: list[GoldQuantity]
    dates: list[GoldDate]
    places: list[Named]
    attribution: list[GoldHop]
    citations: list[GoldMarker]


class GoldReference(msgspec.Struct):
    """A reference of the gold."""

    path: str
    line: int | None
    number: str | None
    csl: dict[str, object] | None
    outlet: OutletFacts | None
    status: str


class GoldDocument(msgspec.Struct):
    """The facts of a document of the gold."""

    path: str
    line: int | None
    kind: str
    title: str | None
    outlet: OutletFacts | None
    agency: OutletFacts | None
    authors: list[str]
    published: str | None
    language: str | None
    not_in_text: list[str]


@dataclass(slots=True)
class Item:
    """A document of the gold with its rows. ``whole``: all its claims are annotated, so that any other one is wrong."""

    document: GoldDocument
    whole: bool
    claims: list[GoldClaim] = field(default_factory=list)
    references: list[GoldReference] = field(default_factory=list)


def load_gold(gold: Path) -> dict[tuple[str, int | None], Item]:
    """Read the gold, by path and line; raises ``UsageError`` where it cannot be read."""
    try:
        whole = set(json.loads((gold / "annotated.json").read_text(encoding="utf8"))["paths"])
        items = {(row.path, row.line): Item(row, row.path in whole) for row in rows(gold / "documents.jsonl", GoldDocument)}
        for claim in rows(gold / "claims.jsonl", GoldClaim):
            items[claim.path, claim.line].claims.append(claim)
        for reference in rows(gold / "references.jsonl", GoldReference):
            items[reference.path, reference.line].references.append(reference)
    except (OSError, ValueError, KeyError, msgspec.MsgspecError) as exc:
        raise UsageError(f"{gold}: the gold cannot be read: {type(exc).__name__}: {exc}") from exc
    return items


def rows(path: Path, kind: type[Row]) -> Iterator[Row]:
    """Yield the rows of a file of the gold."""
    with path.open(encoding="utf8") as file:
        for line in file:
            if line.strip():
                yield msgspec.json.decode(line, type=kind)
