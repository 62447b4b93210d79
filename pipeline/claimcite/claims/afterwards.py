"""What the rest of a document says about a claim: what destroyed the houses."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from claimcite.records import Claim

#: What both people and floods do.
DAMAGING = frozenset({"destroy", "damage", "level", "flatten", "ruin", "wreck", "devastate"})


def settle_damage(claims: list[Claim]) -> None:
    """Let damage that nobody is said to have done be that of the disaster that a document tells of: "two-thirds of the houses were destroyed"."""
    types = Counter(claim.predicate.event_type for claim in claims)
    if types["disaster"] <= types["assault"] - sum(is_damage(claim) for claim in claims):
        return
    for i, claim in enumerate(claims):
        if is_damage(claim):
            claims[i] = replace(claim, predicate=replace(claim.predicate, event_type="disaster"))


def is_damage(claim: Claim) -> bool:
    """Whether a claim tells of damage without saying who or what did it."""
    kinds = ("assault",) if claim.predicate.lemma == "destroy" else (None, "assault")  # "her career was destroyed" has none
    return claim.predicate.lemma in DAMAGING and claim.agent is None and claim.predicate.event_type in kinds
