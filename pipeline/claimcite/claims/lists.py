"""Lists whose items carry on their lead-in: "The blast hit: – a school (4 dead) – a bakery (7 dead)"."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from claimcite.claims.infobox import LEMMAS, TYPES
from claimcite.claims.tables import PLACED, TOTALS
from claimcite.claims.tree import NOMINAL
from claimcite.parse import Parse, Sentence
from claimcite.records import Participant, Place, Predicate, Quantity, QuantityRole
from claimcite.spans import Span

if TYPE_CHECKING:
    from claimcite.claims.material import Material


@dataclass(frozen=True, slots=True)
class Item:
    """A list item, and the sentence that leads in to its list."""

    span: Span
    lead: Span
    sentence: Sentence

    def patient(self, material: Material) -> Participant | None:
        """Return what the item names: the phrase that it begins with."""
        words = material.words[self.sentence.first : self.sentence.last]
        head = next((w for w in words if w.pos in NOMINAL and not (words[0].i <= w.head.i <= words[-1].i and w.head is not w)), None)
        brackets = frozenset(w.i for w in words if w.text in ("(", ":", "–", "—", ";"))
        return None if head is None else material.namer.participant(head, {}, brackets)


@dataclass(frozen=True, slots=True)
class Counted:
    """An item that gives no more than a figure of what its lead-in counts, and where: "Kesh: 14"."""

    predicate: Predicate
    quantity: Quantity
    places: tuple[Place, ...]


def counted_item(item: Item, material: Material) -> Counted | None:
    """Return the figure of an item whose lead-in counts people and has no verb: "Confirmed deaths by district, according to the agency:"."""
    parse, events = material.parse, material.lexicon.events
    lead = [material.words[i] for i in parse.places(item.lead)]
    noun = next((w for w in lead if w.pos == "NOUN" and w.lemma in events.roles and events.roles[w.lemma] in LEMMAS), None)
    label, colon, _ = item.span.of(parse.text).partition(":")
    if noun is None or not colon or any(w.pos == "VERB" and w.tag in ("VBD", "VBZ", "VBP") for w in lead):
        return None
    value = Span(item.span.start + len(label), item.span.end)
    figure = next(iter(material.quantities_within(value)), None)
    if figure is None or figure.unit is not None or label.strip().lower() in TOTALS:
        return None
    role = cast(QuantityRole, events.roles[noun.lemma])
    quantity = replace(figure, role=role, counted=figure.counted or noun.lower, counted_head=figure.counted_head or noun.lemma, count=figure.count or "incident")
    span = parse.span(noun.i, noun.i + 1)
    named = Span(item.span.start, item.span.start + len(label))
    places = tuple(Place(e.id, e.span, e.text, e.name, "in", False) for e in material.entities.within(named) if e.label == "LOC")[:1]
    if not places and any(w.lemma in PLACED for w in lead):
        places = (Place(material.ids.new("m", "place", item.span.of(parse.text), label), named, label, label, "in", False),)
    return Counted(Predicate(noun.text, noun.lemma, span, TYPES.get(role)), quantity, places)


def items(parse: Parse) -> dict[int, Item]:
    """Return the items by the number of their sentence: those of a list right behind a sentence that ends with a colon.

    An item of more than one sentence stands for itself.
    """
    found: dict[int, Item] = {}
    lead: Sentence | None = None
    sizes = Counter(sentence.block for sentence in parse.sentences)
    for number, sentence in enumerate(parse.sentences):
        if parse.blocks[sentence.block].kind != "list":
            lead = sentence if sentence.span.of(parse.text).rstrip().endswith(":") else None
        elif lead is not None and sizes[sentence.block] == 1:
            found[number] = Item(sentence.span, lead.span, sentence)
    return found
