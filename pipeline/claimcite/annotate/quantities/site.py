"""Where an amount stands in its sentence, and the words around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from spacy.tokens import Doc, Token

from claimcite.annotate.quantities.counted import Counted
from claimcite.annotate.quantities.lemmas import is_person, lemma_of
from claimcite.annotate.quantities.role_words import PERSONS_ONLY, RUNAWAYS
from claimcite.lexicon import Lexicon
from claimcite.records import QuantityRole


@dataclass(frozen=True, slots=True)
class Site:
    """Where an amount stands: its tokens ``[first, last)``, the tokens ``[start, stop)`` of its sentence, what it counts."""

    doc: Doc
    lexicon: Lexicon
    first: int
    last: int
    start: int
    stop: int
    counted: Counted | None
    nested: bool = False
    """Whether it stands in what another amount counts: the three in "two of her three children"."""
    nesting: bool = False
    """Whether another amount stands in what it counts."""
    epidemic: bool = False
    """Whether the text is about a disease: its patients and cases are infected."""

    @property
    def end(self) -> int:
        """The token after the amount and the noun that it counts."""
        return max(self.last, self.counted.last) if self.counted else self.last

    @property
    def argument(self) -> Token:
        """The token that stands in the clause for what is counted."""
        head = self.counted.head if self.counted else None
        if head is None or (self.counted is not None and self.counted.of and self.doc[head].head.i in range(self.first, self.last)):
            return self.doc[self.last - 1]
        return self.doc[head]

    def lower(self, i: int) -> str:
        """Return a word of the sentence in lower case, "" outside."""
        return self.doc[i].lower_ if self.start <= i < self.stop else ""

    def named(self, key: str) -> QuantityRole | None:
        """Return the role that a lemma or a form gives, where what is counted can have it."""
        name = self.lexicon.events.roles.get(key)
        if name is None or (key in PERSONS_ONLY and not self.counts_persons):
            return None
        if key == "flee" and self.counted is not None and self.counted.head is not None and lemma_of(self.doc[self.counted.head]) in RUNAWAYS:
            return None
        return next(role for role in get_args(QuantityRole) if role == name)

    @property
    def counts_persons(self) -> bool:
        """Whether persons are counted, or nothing is named."""
        if self.counted is None or self.counted.head is None or self.counted.state:
            return True
        return is_person(lemma_of(self.doc[self.counted.head]), self.lexicon)
