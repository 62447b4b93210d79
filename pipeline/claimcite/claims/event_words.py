"""The words by which event types are read: harm by role and state, verbs of figures, and the lemma that a predicate is looked up by."""

from __future__ import annotations

from claimcite.claims.tree import Word
from claimcite.lexicon import Lexicon

#: Event types by the role of those who are counted.
HARM = {"killed": "kill", "wounded": "wound", "missing": "go_missing", "displaced": "displace", "detained": "detain", "rescued": "rescue", "abducted": "detain"}
NATURAL = frozenset({"disaster", "accident"})
#: Classes of what nature does.
NATURE = ("water", "weather", "slide", "disease", "fire", "volcano", "slope")
#: What only somebody can do.
WILLED = frozenset({"assault", "protest", "coerce"})
#: Types of events that a copula tells of: "It was a massacre"; not "It is a good deal".
HAPPENED = frozenset({"kill", "wound", "displace", "detain", "rescue", "disaster", "accident", "protest", "assault", "toll"})
STATES = {"dead": "kill", "missing": "go_missing", "wounded": "wound", "injured": "wound", "hurt": "wound", "homeless": "displace", "trapped": "go_missing", "unaccounted": "go_missing"}
BODIES = frozenset({"body", "corpse", "survivor"})
#: Verbs of figures: a toll that rises is of those who died.
COUNTING = frozenset({"rise", "climb", "reach", "stand", "increase", "grow", "mount", "jump", "exceed", "pass", "surpass", "top", "double", "triple", "soar", "hit", "bring", "total", "number", "be", "speak", "raise", "lower", "report", "put", "remain", "fall", "drop", "lose"})  # fmt: skip
#: Endings of words for people: "predecessor", "unionist".
HUMAN = ("er", "or", "ist", "ian", "man", "woman", "ee", "people", "folk", "ant")
#: These carry no disaster: "Nobody should take this storm lightly", "gave the fire a name".
HOLDING = frozenset({"take", "make", "hold", "give"})
PRONOUNS = frozenset({"this", "that", "which", "what", "these", "those"})


def lemma_of(token: Word, lexicon: Lexicon) -> str:
    """Return the lemma of a predicate; a participle that was tagged as adjective gets its verb's: "were wounded"."""
    lemma = token.lemma
    if lemma.endswith("ed") and lemma == token.lower:
        return next((verb for verb in (lemma[:-2], lemma[:-1]) if verb in lexicon.events.verbs or verb in lexicon.events.roles), lemma)
    return lemma


def worsens(verb: Word) -> bool:
    """Whether a verb says how it makes its object: "would make the threat | worse" makes no threat; "made it the worst flood" does."""
    made = verb.child("xcomp")
    return made is not None and made.pos == "ADJ"
