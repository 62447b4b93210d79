"""Which claims of the sentences before a word on what was said speaks of: "Neither account could be verified", "withdrew the figure"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcite.parse import Sentence
from claimcite.records import Claim

PRONOUNS = frozenset({"it", "he", "she", "they", "we", "i"})
#: What is counted or estimated, and may be doubted or taken back.
FIGURE = re.compile(r"\b(?:figure|number|toll|count|total|tally|estimate)s?\b", re.IGNORECASE)


def of_sentence(claims: list[Claim], sentence: Sentence | None) -> list[int]:
    """Return the places of a sentence's claims among ``claims``, which stand in order; looked for from the end."""
    found: list[int] = []
    for i in range(len(claims) - 1, -1, -1):
        if sentence is None or claims[i].sentence.start < sentence.span.start:
            break
        if claims[i].sentence == sentence.span:
            found.append(i)
    return found[::-1]


def told_before(claims: list[Claim], before: Sequence[Sentence], *, sides: int, whole: object) -> list[int]:
    """Return the claims with a source in the sentences before, of so many sources; not ``whole``: of the nearest such sentence alone."""
    found: list[int] = []
    speakers: set[str] = set()
    for sentence in before:
        here = [i for i in of_sentence(claims, sentence) if any(hop.source is not None for hop in claims[i].attribution) and not is_act(claims[i])]
        if found and not here and sides > 1:
            break
        named = {speaker for i in here if (speaker := speaker_of(claims[i])) is not None}
        if len(speakers | named) > sides:
            break
        speakers |= named
        found += here
        if found and not whole:
            break
    return found


def is_act(claim: Claim) -> bool:
    """Whether a claim is the saying itself: "accused the army of using bombs" can be verified, the using is in doubt.

    Not where the cue stands in for what is said: "claimed responsibility", "spoke of 22 dead".
    """
    return claim.predicate.lemma != "claim" and not claim.quantities and any(claim.predicate.span in hop.cue.spans for hop in claim.attribution)


def speaker_of(claim: Claim) -> str | None:
    """Return who said a claim, nearest hop first: a name, else the words; None for a pronoun without a name."""
    source = next((hop.source for hop in claim.attribution if hop.source is not None), None)
    if source is None or (source.name is None and source.text.lower() in PRONOUNS):
        return None
    return (source.name or source.text).lower()
