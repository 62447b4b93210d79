"""Infobox rows as claims: label and value, with date, place, patient and agent from the rows beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from claimcite.annotate import Annotations
from claimcite.identity import Counter
from claimcite.lexicon import Lexicon
from claimcite.parse import Parse
from claimcite.records import Block, Date, EventType, Participant, Place, Predicate, Quantity, QuantityRole
from claimcite.spans import Span, SpanIndex

#: The sides of a battle, and what each lost, in a template's words: "combatant1", "casualties1".
SIDE, LOST = re.compile(r"combatant ?(\d)"), re.compile(r"casualties ?(\d)")
#: Labels of rows that tell of the event though they count nobody.
HAPPENED = frozenset({"damage", "damages", "cost", "losses", "property damage", "affected"})
#: Roles of rows that fill the claims of the other rows.
SETTING = frozenset({"date", "place", "patient", "agent", "other"})
LEMMAS: dict[str, str] = {"killed": "kill", "wounded": "wound", "missing": "missing", "detained": "detain", "displaced": "displace", "casualties": "casualty", "rescued": "rescue", "evacuated": "evacuate", "abducted": "abduct", "infected": "case"}
TYPES: dict[str, EventType] = {"killed": "kill", "wounded": "wound", "missing": "go_missing", "detained": "detain", "displaced": "displace", "rescued": "rescue", "evacuated": "displace", "abducted": "detain"}


@dataclass(frozen=True, slots=True)
class Row:
    """One infobox claim before it is made a record."""

    block: Block
    predicate: Predicate
    quantities: tuple[Quantity, ...]
    patient: Participant | None = None

    @property
    def happened(self) -> bool:
        """Whether it tells of the event of the box, of people or of damage, and not of a thing: "dam height 38 m"."""
        return any(q.role for q in self.quantities) or self.predicate.lemma in HAPPENED or any(q.unit is None for q in self.quantities)


@dataclass(slots=True)
class Box:
    """One infobox: its claims, and what its other rows say of all of them."""

    rows: list[Row] = field(default_factory=list)
    agent: Participant | None = None
    patient: Participant | None = None
    dates: list[Date] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    sides: dict[str, Participant] = field(default_factory=dict)


def boxes(parse: Parse, found: Annotations, lexicon: Lexicon, ids: Counter) -> Iterator[Box]:
    """Yield the infoboxes of a document: stretches of infobox rows."""
    box: Box | None = None
    label = ""
    quantities = SpanIndex([f.quantity for f in found.quantities], lambda q: q.span)
    for block in parse.blocks:
        if block.kind != "infobox":
            if box is not None:
                yield box
            box = None
            continue
        box = box or Box()
        if block.label is not None:
            label = block.label.of(parse.text).strip(" :_").replace("_", " ").lower()
        read_row(box, block, label, Reader(parse, found, lexicon, quantities, ids))
    if box is not None:
        yield box


@dataclass(frozen=True, slots=True)
class Reader:
    """What reading a row needs."""

    parse: Parse
    found: Annotations
    lexicon: Lexicon
    quantities: SpanIndex[Quantity]
    ids: Counter


def read_row(box: Box, block: Block, label: str, reader: Reader) -> None:
    """Take a row into its box: as claims where it counts something, else as what it says of the others."""
    kind = reader.lexicon.junk.labels.get(label) or role_word(label.split(), reader.lexicon) or "other"
    text = reader.parse.text
    value = Span(block.label.end if block.label else block.span.start, block.span.end).trimmed(text, " :")
    if (side := SIDE.fullmatch(label)) and value.end > value.start:
        box.sides[side[1]] = named_in(value, reader)
    if (lost := LOST.fullmatch(label)) is not None:
        kind = "casualties"
    if kind == "date":
        box.dates += [d for d in reader.found.dates if value.covers(d.span) and d.type in ("DATE", "TIME")][:1]
    elif kind == "place":
        box.places += list(places_in(value, reader))[:3]
    elif kind in ("agent", "patient") and value.end > value.start:
        setattr(box, kind, named_in(value, reader))
    unknown = label not in reader.lexicon.junk.labels
    if kind not in SETTING or (kind == "other" and block.label is not None):
        first: Row | None = None
        for quantity in reader.quantities.within(value):
            predicate, role = predicate_of(block, value, quantity, kind, reader)
            if kind == "other" and role is None and not (unknown and quantity.unit):
                continue
            counted = replace(quantity, role=quantity.role or role, count=quantity.count or ("incident" if role else None))
            if first is not None and predicate == first.predicate and bracketed(text[first.block.span.start : quantity.span.start]):
                part = replace(counted, part_of=first.quantities[0].id)  # "Deaths 58 (including 2 attackers)"
                first = box.rows[-1] = replace(first, quantities=(*first.quantities, part))
                continue
            first = Row(block, predicate, (counted,), counted_in(quantity, reader) or (box.sides.get(lost[1]) if lost is not None else None))
            box.rows.append(first)


def named_in(value: Span, reader: Reader) -> Participant:
    """Return the participant that a row names."""
    text = value.of(reader.parse.text)
    name = next((e.name for e in reader.found.entities if value.covers(e.span) and e.label != "LOC"), None)
    return Participant(value, text, name or text, None, ())


def counted_in(quantity: Quantity, reader: Reader) -> Participant | None:
    """Return the people whom a row names behind its figure: "17 civilians killed"."""
    if quantity.counted is None or not quantity.counted_kinds:
        return None
    found = reader.parse.text.find(quantity.counted, quantity.span.end, quantity.span.end + len(quantity.counted) + 3)
    if found < 0:
        return None
    span = Span(quantity.span.start, found + len(quantity.counted))
    return Participant(span, span.of(reader.parse.text), None, None, ())


def bracketed(before: str) -> bool:
    """Whether what follows a text stands in brackets that it opens.

    >>> bracketed("Deaths 58 (including "), bracketed("Deaths 58 (civilians), ")
    (True, False)
    """
    return before.rfind("(") > before.rfind(")")


def places_in(value: Span, reader: Reader) -> Iterator[Place]:
    """Yield the places of a row: in each part between commas that which the model knows, else the part itself where it is written like a name."""
    known = [e for e in reader.found.entities if value.covers(e.span) and e.label == "LOC"]
    at, text = value.start, reader.parse.text
    for part in value.of(text).split(","):
        span = Span(at, at + len(part)).trimmed(text, " \n")
        at += len(part) + 1
        here = [e for e in known if span.covers(e.span)]
        yield from (Place(e.id, e.span, e.text, e.name, "in", False) for e in here)
        named = span.end - span.start > 1 and text[span.start].isupper() and (not known or span.of(text).istitle()) and not any(c.isdigit() for c in span.of(text))
        if named and not any(span.overlaps(e.span) for e in known):
            yield Place(reader.ids.new("m", "place", value.of(text), span.of(text)), span, span.of(text), span.of(text), "in", False)


def role_word(words: Sequence[str], lexicon: Lexicon) -> QuantityRole | None:
    """Return the role that one of these words names."""
    for word in words:
        role = lexicon.events.roles.get(word) or lexicon.events.roles.get(word.removesuffix("s")) or lexicon.junk.labels.get(word)
        if role in LEMMAS:
            return cast(QuantityRole, role)
    return None


def predicate_of(block: Block, value: Span, quantity: Quantity, kind: str, reader: Reader) -> tuple[Predicate, QuantityRole | None]:
    """Return the predicate of a row, the word behind the number or else the label, and the role that it gives."""
    text = reader.parse.text
    behind = Span(quantity.span.end, value.end)
    for token in reader.parse.tokens(behind) if behind.end > behind.start else ():
        role = role_word([token.lower_], reader.lexicon)
        if role is not None:
            span = reader.parse.span(token.i, token.i + 1)
            return Predicate(span.of(text), LEMMAS[role], span, TYPES.get(role)), role
    span = (block.label or block.span).trimmed(text, " :")
    role = cast(QuantityRole, kind) if kind in LEMMAS else None
    return Predicate(span.of(text), LEMMAS.get(kind, span.of(text).lower().replace("_", " ")), span, TYPES.get(kind)), role
