"""What a document's events play in, as far as single clauses leave it open: which names are storms', and whether its fires burn in the wild."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from claimcite.claims.tree import Word

#: In front of a name, these make it a storm's: "Hurricane Mora"; from then on "Mora" alone is one.
STORMS = frozenset({"hurricane", "typhoon", "cyclone", "storm", "depression"})
#: Where one of these burns, the fire is nature's; else it is a house, a ship, a factory: "acres of brush burned".
WILD = frozenset({"wildfire", "bushfire", "brushfire", "wildland", "forest", "woodland", "acre", "hectare", "brush", "scrubland", "grassland", "bushland"})
#: Nouns of fires that may be either; "wildfire" is always nature's.
FIRES = frozenset({"fire", "blaze", "flame", "inferno"})


@dataclass(frozen=True, slots=True)
class Nature:
    """The names of storms in a document, and whether it tells of fires in the wild."""

    storms: frozenset[str] = frozenset()
    wild: bool = False

    @classmethod
    def of(cls, words: Sequence[Word]) -> Nature:
        """Read it off the words of a document, in one pass."""
        named = (after.lower for word, after in pairwise(words) if word.text.istitle() and word.lower in STORMS and after.pos == "PROPN" and after.lower not in STORMS)
        return cls(frozenset(named), any(word.lemma in WILD for word in words))

    def is_storm(self, word: Word) -> bool:
        """Whether a word is or has the name of a storm: "Mora", "Hurricane Mora"."""
        return word.pos == "PROPN" and (word.lower in self.storms or (word.lower in STORMS and word.text.istitle()))

    def settled(self, kind: str | None, *told: Word | None) -> str | None:
        """Return a type that was read off the lexicon, or an accident where a fire that is told of is not the wild's: "the | fire | broke out in a hotel"."""
        fires = kind == "disaster" and not self.wild and any(word is not None and word.lemma in FIRES for word in told)
        return "accident" if fires else kind
