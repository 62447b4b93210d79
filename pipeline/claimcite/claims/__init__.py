"""Claims: one for each checkable predication, with its roles (``corpus/guide/claims.md`` says what is one, case by case)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from claimcite.annotate import Annotations
from claimcite.annotate.attributions import Said
from claimcite.claims.afterwards import settle_damage
from claimcite.claims.infobox import Box, boxes
from claimcite.claims.lists import Counted, Item, counted_item, items
from claimcite.claims.material import Material
from claimcite.claims.retraction import mark_retracted
from claimcite.claims.sentences import sentence_claims
from claimcite.claims.tables import Cell, table_cells
from claimcite.claims.verification import REACH, mark_checked
from claimcite.clean import is_headline
from claimcite.lexicon import Lexicon
from claimcite.parse import Parse, Sentence
from claimcite.records import Attribution, Claim, Rejected
from claimcite.spans import SpanIndex

__all__ = ["find_claims"]


def find_claims(parse: Parse, found: Annotations, lexicon: Lexicon, *, document: str, aggregate: bool) -> tuple[tuple[Claim, ...], tuple[Rejected, ...]]:
    """Return the claims of a document in order, id, citations and outlet not yet given, and the sentences and verbs that gave none, with the reason.

    ``found`` are its mentions with their ids.
    """
    material = Material.of(parse, found, lexicon, document)
    claims: list[Claim] = []
    rejected: list[Rejected] = []
    for box in boxes(parse, found, lexicon, material.ids):
        claims += infobox_claims(box, material)
    claims += [table_claim(cell, material) for cell in table_cells(parse, found, lexicon, material.ids)]
    said = SpanIndex([s for s in found.said if not s.attribution.carried], lambda s: parse.span(s.cue, s.cue + 1))
    carried = SpanIndex([s for s in found.said if s.attribution.carried], lambda s: s.attribution.content[0])
    listed = items(parse)
    for number, sentence in enumerate(parse.sentences):
        reason = left_out(sentence, material, aggregate=aggregate)
        if reason:
            rejected.append(Rejected(sentence.span, sentence.span.of(parse.text), reason))
            continue
        if parse.blocks[sentence.block].kind not in ("infobox", "table"):
            here, dropped = sentence_claims(sentence, material, [*said.within(sentence.span), *carried.touching(sentence.span)])
            claims += list_claims(listed[number], here, claims, material, found.said) if number in listed else here
            rejected += dropped
        text = sentence.span.of(parse.text)
        mark_checked(claims, parse.sentences[max(number - REACH, 0) : number][::-1], sentence, text)
        mark_retracted(claims, parse.sentences[number - 1] if number else None, sentence, text)
    if not aggregate:
        settle_damage(claims)
    return tuple(sorted(claims, key=lambda c: (c.span, c.predicate.span))), tuple(rejected)


def left_out(sentence: Sentence, material: Material, *, aggregate: bool) -> str | None:
    """Return why a sentence gives no claims: a question, an order, a headline in a mash-up."""
    text = sentence.span.of(material.parse.text)
    closed = text.rstrip("\"”’' )")
    if closed.endswith("?"):
        return "a question asserts nothing"
    if closed.endswith("!") and material.words[sentence.first].tag == "VB":
        return "an order or a wish asserts nothing"
    if closed.endswith(":") and material.words[sentence.first].lower == "here":
        return "it only announces what follows"
    if aggregate and is_headline(text):
        return "a headline in a mash-up belongs to another story"
    return None


# --- what is no running text ----------------------------------------------------------------------------------------


def infobox_claims(box: Box, material: Material) -> Iterator[Claim]:
    """Yield the claims of one infobox; date, place, agent and patient are carried over from its other rows."""
    parse = material.parse
    dates = tuple(replace(d, carried=True) for d in box.dates)
    places = tuple(replace(p, carried=True) for p in box.places)
    for row in box.rows:
        span = row.block.span
        index = parse.block_at(span.start)
        yield Claim("", material.document, span, span.of(parse.text), span, span.of(parse.text), None, None, material.sections[index], "infobox",
                    row.predicate, box.agent, row.patient or box.patient, "affirmed", "asserted", None, (), row.quantities, dates, places if row.happened else (),
                    tuple(material.entities.within(span)), (), (), None, None)  # fmt: skip


def table_claim(cell: Cell, material: Material) -> Claim:
    """Return the claim of one figure of a table; the header is its predicate."""
    parse, span = material.parse, cell.block.span
    return Claim("", material.document, span, span.of(parse.text), span, span.of(parse.text), None, None,
                 material.sections[parse.block_at(span.start)], "table", cell.predicate, None, cell.patient, "affirmed", "asserted", None, (), (cell.quantity,), (),
                 cell.places, tuple(material.entities.within(span)), (), (), None, None)  # fmt: skip


def counted_claim(counted: Counted, item: Item, hops: tuple[Attribution, ...], material: Material) -> Claim:
    """Return the claim of an item that gives the figure of what its lead-in counts: "Confirmed deaths by district: – Kesh: 14"."""
    parse, span = material.parse, item.span
    text = span.of(parse.text)
    return Claim("", material.document, span, text, span, text, None, None, material.sections[parse.block_at(span.start)], "list", counted.predicate, None, None,
                 "affirmed", "asserted", None, (), (counted.quantity,), (), counted.places, tuple(material.entities.within(span)), hops, (), None, None)  # fmt: skip


def list_claims(item: Item, own: list[Claim], before: Sequence[Claim], material: Material, said: Sequence[Said]) -> list[Claim]:
    """Return the claims of a list item: one with the predicate of its lead-in, "The blast hit: – a school (4 dead)", and its own."""
    counted = counted_item(item, material)
    if counted is not None:
        hops = tuple(replace(s.attribution, carried=True) for s in said if item.lead.covers(s.attribution.cue.spans[0]))
        return [*(c for c in own if not any(q.id == counted.quantity.id for q in c.quantities)), counted_claim(counted, item, hops, material)]
    lead = next((c for c in reversed(before) if c.sentence == item.lead and c.predicate.span.end > item.lead.end - 60), None)
    if lead is None or any(c.agent is not None or c.dates for c in own):
        return own
    quantities = tuple(q for c in own for q in c.quantities) or tuple(material.quantities_within(item.span))
    patient = item.patient(material) if lead.patient is None else lead.patient
    return [replace(lead, span=item.span, text=item.span.of(material.parse.text), sentence=item.span, sentence_text=item.span.of(material.parse.text),
                    block="list", patient=patient, quantities=quantities, dates=tuple(replace(d, carried=True) for d in lead.dates),
                    places=tuple(replace(p, carried=True) for p in lead.places), entities=tuple(material.entities.within(item.span)), signals=())]  # fmt: skip
