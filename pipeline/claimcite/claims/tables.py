"""Rows of simple tables as claims, where the header says what a number counts: "Municipality | Deaths | Displaced"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from claimcite.annotate import Annotations
from claimcite.claims.infobox import LEMMAS, TYPES, role_word
from claimcite.lexicon import Lexicon
from claimcite.parse import Parse
from claimcite.records import Block, Place, Predicate, Quantity, QuantityRole
from claimcite.spans import Span, SpanIndex

TOTALS = frozenset({"total", "totals", "all", "sum", "overall"})


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of a table: its row, the header that names it, the place that its row is about."""

    block: Block
    predicate: Predicate
    quantity: Quantity
    places: tuple[Place, ...]


def table_cells(parse: Parse, found: Annotations, lexicon: Lexicon) -> Iterator[Cell]:
    """Yield the figures that a header names by a word for harm or displacement.

    A total is cumulative, and the figures above it are parts of it.
    """
    quantities = SpanIndex([f.quantity for f in found.quantities], lambda q: q.span)
    header: Block | None = None
    columns: dict[int, list[Cell]] = {}
    for block in [*parse.blocks, None]:
        if block is None or block.kind != "table" or len(block.cells) < 2:
            yield from closed(columns)
            header, columns = None, {}
            continue
        if header is None or len(header.cells) != len(block.cells):
            yield from closed(columns)
            header, columns = block, {}
            continue
        for n in range(1, len(block.cells)):
            quantity = next(iter(quantities.within(block.cells[n])), None)
            predicate, role = named(header.cells[n], parse, lexicon)
            if quantity is not None and predicate is not None:
                total = block.cells[0].of(parse.text).strip(" :").lower() in TOTALS
                counted = replace(quantity, role=quantity.role or role, count="cumulative" if total else quantity.count or "incident")
                columns.setdefault(n, []).append(Cell(block, predicate, counted, row_place(block.cells[0], found)))


def named(header: Span, parse: Parse, lexicon: Lexicon) -> tuple[Predicate | None, QuantityRole | None]:
    """Return the predicate that a header names, with its role."""
    text = header.of(parse.text)
    role = role_word(text.lower().split(), lexicon)
    if role is None:
        return None, None
    return Predicate(text, LEMMAS[role], header, TYPES.get(role)), role


def row_place(cell: Span, found: Annotations) -> tuple[Place, ...]:
    """Return the place that a row is about."""
    entity = next((e for e in found.entities if cell.covers(e.span) and e.label == "LOC"), None)
    return (Place(entity.id, entity.span, entity.text, entity.name, "in", False),) if entity is not None else ()


def closed(columns: dict[int, list[Cell]]) -> Iterator[Cell]:
    """Yield the cells of a table row by row, those above a total as its parts."""
    cells = []
    for column in columns.values():
        total = column[-1].quantity if column and column[-1].quantity.count == "cumulative" else None
        cells += [c if total is None or c.quantity is total else replace(c, quantity=replace(c.quantity, part_of=total.id)) for c in column]
    yield from sorted(cells, key=lambda c: c.quantity.span)
