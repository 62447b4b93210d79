"""What a later sentence says about claims before it: that nobody could verify them, that they were taken back."""

from __future__ import annotations

import re
from dataclasses import replace

from claimcite.parse import Sentence
from claimcite.records import Claim

UNVERIFIED = re.compile(r"\b[Nn]either (?:\w+ ){1,3}could be (?:independently )?(?:verif|confirm)|\bnot (?:been )?possible to (?:independently )?verify|\b(?:could|can|have|has|had|were|was|did)\s?(?:not|n't|n’t)\s(?:yet\s)?(?:be(?:en)?\s)?(?:independently\s|immediately\s)*(?:be\s)?(?:independently\s|immediately\s)*(?:verif|confirm|corroborat)|\b(?:has|have|had)\snever\s(?:been\s)?(?:independently\s)?(?:verif|confirm|corroborat)")
#: A note of the editors that takes back what the page said.
CORRECTION = re.compile(r"^\W{0,3}(?:Correction|Clarification)s?\b|\b[Aa]n? (?:earlier|previous|original) version of (?:this|the) (?:article|story|report|page|post)\b")
RETRACTING = frozenset({"revise", "correct", "withdraw", "retract"})
PRONOUNS = frozenset({"it", "he", "she", "they", "we", "i"})
FIGURE = re.compile(r"\b(?:figure|number|toll|count|total|estimate|statement|claim)s?\b")


def of_sentence(claims: list[Claim], sentence: Sentence | None) -> list[int]:
    """Return the places of a sentence's claims among ``claims``, which stand in order; looked for from the end."""
    found: list[int] = []
    for i in range(len(claims) - 1, -1, -1):
        if sentence is None or claims[i].sentence.start < sentence.span.start:
            break
        if claims[i].sentence == sentence.span:
            found.append(i)
    return found[::-1]


def mark_unverified(claims: list[Claim], before: Sentence | None, here: Sentence) -> None:
    """"The report could not be independently verified" speaks of the claims of the sentence before it, or of its own."""
    own = [i for i in of_sentence(claims, here) if claims[i].attribution]
    target = own or of_sentence(claims, before)
    for i in target:
        claims[i] = replace(claims[i], verification="unverified")


def mark_retracted(claims: list[Claim], before: Sentence | None, here: Sentence, text: str) -> None:
    """"Police first said six, then revised the figure to four": what was said before, in this sentence or the last one, is retracted.

    In the last one it is what the same source said: a monitor that revises its count takes back nobody else's. A correction of the
    editors, "an earlier version of this article said that 34 had died", takes back what it repeats. ``text`` is that of the sentence.
    """
    own = of_sentence(claims, here)
    for taking_back in [claims[i] for i in own if claims[i].predicate.lemma in RETRACTING and claims[i].patient is not None]:
        if not FIGURE.search(taking_back.patient.text if taking_back.patient else ""):
            continue
        in_sentence = [i for i in own if claims[i].predicate.span.start < taking_back.predicate.span.start]
        for i in in_sentence or [i for i in of_sentence(claims, before) if same_source(claims[i], taking_back)]:
            if claims[i].quantities and claims[i].attribution:
                claims[i] = replace(claims[i], verification="retracted")
    if CORRECTION.search(text):
        for i in own:
            if claims[i].attribution and claims[i].quantities:
                claims[i] = replace(claims[i], verification="retracted")


def same_source(claim: Claim, taking_back: Claim) -> bool:
    """Whether who takes back a figure may be who gave it: nobody named, a pronoun, or a word of the source's name."""
    who = taking_back.agent
    sources = [hop.source for hop in claim.attribution if hop.source is not None]
    if who is None or who.text.lower() in PRONOUNS or not sources:
        return True
    given = {word for source in sources for word in f"{source.text} {source.name or ''}".lower().split()}
    return not given.isdisjoint(word for word in f"{who.text} {who.name or ''}".lower().split() if len(word) > 3)
