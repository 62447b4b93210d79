"""Lists whose items carry on their lead-in: "The blast hit: – a school (4 dead) – a bakery (7 dead)"."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimcite.claims.tree import NOMINAL
from claimcite.parse import Parse, Sentence
from claimcite.records import Participant
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
