"""Rows of simple tables as claims, where the header says what a number counts: "Municipality | Deaths | Displaced"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from claimcite.annotate import Annotations
from claimcite.claims.infobox import LEMMAS, TYPES, role_word
from claimcite.identity import Counter
from claimcite.lexicon import Lexicon
from claimcite.parse import Parse
from claimcite.records import Block, Participant, Place, Predicate, Quantity, QuantityRole
from claimcite.spans import Span, SpanIndex

#: Participles of columns that count things: "Houses destroyed".
DAMAGED = {"destroyed": "destroy", "damaged": "damage", "flooded": "flood", "burned": "burn", "burnt": "burn", "collapsed": "collapse", "affected": "affect"}
TOTALS = frozenset({"total", "totals", "all", "sum", "overall"})
#: Headers of columns whose cells are places, whether the model knows their names or not.
PLACED = frozenset({"town", "city", "municipality", "village", "district", "province", "region", "county", "state", "country", "place", "location", "area", "governorate", "department", "island", "settlement", "territory"})


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of a table: its row, the header that names it, the place that its row is about."""

    block: Block
    predicate: Predicate
    quantity: Quantity
    places: tuple[Place, ...]
    patient: Participant | None = None


def table_cells(parse: Parse, found: Annotations, lexicon: Lexicon, ids: Counter) -> Iterator[Cell]:
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
        about = block.cells[0].of(parse.text).strip(" :")
        places = row_place(block, header.cells[0].of(parse.text), parse, found, ids)
        for n in range(1, len(block.cells)):
            quantity = next(iter(quantities.within(block.cells[n])), None)
            predicate, role = named(header.cells[n], parse, lexicon)
            if quantity is None or predicate is None:
                continue
            total = about.lower() in TOTALS
            counted = replace(quantity, role=quantity.role or role, count="cumulative" if total else quantity.count or ("incident" if role else None))
            counted, patient = counted_row(headed(counted, header.cells[n], predicate, parse), block.cells[0], parse, lexicon)
            columns.setdefault(n, []).append(Cell(block, predicate, counted, () if total else places, patient))


def counted_row(quantity: Quantity, cell: Span, parse: Parse, lexicon: Lexicon) -> tuple[Quantity, Participant | None]:
    """Let a row that names people say who is counted: "Passengers | 43 | 65"."""
    text = cell.of(parse.text).strip(" :")
    lemma = next((form for form in (text.lower(), text.lower().removesuffix("s"), text.lower().removesuffix("es")) if form in lexicon.events.classes["person"]), None)
    if lemma is None:
        return quantity, None
    counted = quantity if quantity.counted is not None else replace(quantity, counted=text, counted_head=lemma, counted_kinds=lexicon.events.kinds.get(lemma, ()))
    return counted, Participant(cell, cell.of(parse.text), None, None, ())


def named(header: Span, parse: Parse, lexicon: Lexicon) -> tuple[Predicate | None, QuantityRole | None]:
    """Return the predicate that a header names, with its role: "Killed", "Suspected cases"; of "Houses destroyed" the participle."""
    text = header.of(parse.text)
    words = text.lower().split()
    last = Span(header.end - len(text.rsplit(None, 1)[-1]), header.end) if words else header
    if words and words[-1].strip(".:") in ("cases", "infections"):
        return Predicate(last.of(parse.text), "case", last, None), "infected"
    if len(words) == 2 and words[1] in DAMAGED:
        return Predicate(last.of(parse.text), DAMAGED[words[1]], last, "disaster"), None
    role = role_word(words, lexicon)
    if role is None:
        return None, None
    return Predicate(text, LEMMAS[role], header, TYPES.get(role)), role


def headed(quantity: Quantity, header: Span, predicate: Predicate, parse: Parse) -> Quantity:
    """Let a header that names what is counted say so: the houses of "Houses destroyed", the cases of "New cases"."""
    if predicate.lemma == "case":
        return replace(quantity, counted=predicate.text.lower(), counted_head="case")
    noun = header.of(parse.text)[: predicate.span.start - header.start].strip().lower()
    if not noun or predicate.lemma not in DAMAGED.values():
        return quantity
    return replace(quantity, counted=noun, counted_head=noun.removesuffix("s"))


def row_place(row: Block, header: str, parse: Parse, found: Annotations, ids: Counter) -> tuple[Place, ...]:
    """Return the place that a row is about: a name in its first cell, or all of it where the header says that it is a place."""
    cell = row.cells[0]
    entity = next((e for e in found.entities if cell.covers(e.span) and e.label == "LOC"), None)
    if entity is not None:
        return (Place(entity.id, entity.span, entity.text, entity.name, "in", False),)
    text = cell.of(parse.text)
    if header.strip(" :").lower() in PLACED and text.strip() and not any(c.isdigit() for c in text):
        other = next((e for e in found.entities if cell.covers(e.span)), None)
        return (Place(other.id if other is not None else ids.new("m", "place", row.span.of(parse.text), text), cell, text, text, "in", False),)
    return ()


def closed(columns: dict[int, list[Cell]]) -> Iterator[Cell]:
    """Yield the cells of a table row by row, those above a total as its parts."""
    cells = []
    for column in columns.values():
        total = column[-1].quantity if column and column[-1].quantity.count == "cumulative" else None
        cells += [c if total is None or c.quantity is total else replace(c, quantity=replace(c.quantity, part_of=total.id)) for c in column]
    yield from sorted(cells, key=lambda c: c.quantity.span)
