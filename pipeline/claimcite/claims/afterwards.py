"""What a later sentence says about claims before it: that nobody could verify them, that they were taken back."""

from __future__ import annotations

import re
from dataclasses import replace

from claimcite.parse import Sentence
from claimcite.records import Claim

UNVERIFIED = re.compile(r"\b[Nn]either (?:\w+ ){1,3}could be (?:independently )?(?:verif|confirm)|\bnot (?:been )?possible to (?:independently )?verify|\b(?:could|can|have|has|had|were|was|did)\s?(?:not|n't|n’t)\s(?:yet\s)?(?:be(?:en)?\s)?(?:independently\s|immediately\s)*(?:be\s)?(?:independently\s|immediately\s)*(?:verif|confirm|corroborat)")
RETRACTING = frozenset({"revise", "correct", "withdraw", "retract"})
FIGURE = re.compile(r"\b(?:figure|number|toll|count|total|estimate|statement|claim)s?\b")


def mark_unverified(claims: list[Claim], before: Sentence | None, here: Sentence) -> None:
    """"The report could not be independently verified" speaks of the claims of the sentence before it, or of its own."""
    own = [i for i, c in enumerate(claims) if c.sentence == here.span and c.attribution]
    target = own or [i for i, c in enumerate(claims) if before is not None and c.sentence == before.span]
    for i in target:
        claims[i] = replace(claims[i], verification="unverified")


def mark_retracted(claims: list[Claim], before: Sentence | None, here: Sentence) -> None:
    """"Police first said six, then revised the figure to four": what was said before, in this sentence or the last one, is retracted."""
    for taking_back in [c for c in claims if c.sentence == here.span and c.predicate.lemma in RETRACTING and c.patient is not None]:
        if not FIGURE.search(taking_back.patient.text if taking_back.patient else ""):
            continue
        earlier = [i for i, c in enumerate(claims) if c.sentence == here.span and c.predicate.span.start < taking_back.predicate.span.start]
        earlier = earlier or [i for i, c in enumerate(claims) if before is not None and c.sentence == before.span]
        for i in earlier:
            if claims[i].quantities and claims[i].attribution:
                claims[i] = replace(claims[i], verification="retracted")
