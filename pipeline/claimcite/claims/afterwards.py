"""What the rest of a document says about a claim: that nobody could verify it, that it was taken back, what destroyed the houses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from claimcite.parse import Sentence
from claimcite.records import Claim

AGAINST = r"(?:could|can|have|has|had|were|was|did)\s?(?:not|n't|n’t)\s(?:yet\s)?(?:be(?:en)?\s)?(?:independently\s|immediately\s|fully\s)*(?:be\s)?(?:independently\s|immediately\s|fully\s)*"
#: To confirm somebody is to appoint him: "the senate has not confirmed her", "was not confirmed as judge".
NOT_APPOINT = r"(?!(?:ed)?\s(?:him|her|them|me|as|nominees?)\b)"
UNVERIFIED = re.compile(
    r"\b[Nn]either (?:[\w'’]+ ){1,4}could be (?:independently )?(?:verif|confirm)|\b(?:not (?:been )?possible|unable) to (?:independently )?(?:verif|confirm)"
    rf"|\b{AGAINST}(?:verif|confirm{NOT_APPOINT}|corroborat|ascertain|authenticat)|\b(?:has|have|had)\snever\s(?:been\s)?(?:independently\s)?(?:verif|confirm|corroborat)"
)
#: One of these stands in whatever ``UNVERIFIED`` finds.
VERIFYING = re.compile("verif|confirm|corroborat|ascertain|authenticat")
PASSIVE = re.compile(r"\bbe(?:en)?\b")
#: What speaks of more than one side, and of all that one has told.
SIDES = re.compile(r"\b(?:either|neither|both|accounts|claims|figures|versions|reports|allegations|statements|accusations)\b", re.IGNORECASE)
TOLD = re.compile(r"\b(?:account|version|testimony|story|his claim|her claim|their claim)\b", re.IGNORECASE)
#: So many sentences back a "could not be verified" may reach.
REACH = 8
#: A note of the editors that takes back what the page said.
CORRECTING = re.compile("Correction|Clarification|version")
CORRECTION = re.compile(r"^\W{0,3}(?:Correction|Clarification)s?\b|\b[Aa]n? (?:earlier|previous|original) version of (?:this|the) (?:article|story|report|page|post)\b")
RETRACTING = frozenset({"revise", "correct", "withdraw", "retract", "lower"})
#: What both people and floods do.
DAMAGING = frozenset({"destroy", "damage", "level", "flatten", "ruin", "wreck", "devastate"})
PRONOUNS = frozenset({"it", "he", "she", "they", "we", "i"})
FIGURE = re.compile(r"\b(?:figure|number|toll|count|total|estimate|statement|claim|report)s?\b")


def unverified(text: str) -> re.Match[str] | None:
    """Return where a sentence says that nobody could verify something.

    >>> unverified("The report could not be verified.") is not None, unverified("The report was verified.")
    (True, None)
    """
    return UNVERIFIED.search(text) if VERIFYING.search(text) else None


def of_sentence(claims: list[Claim], sentence: Sentence | None) -> list[int]:
    """Return the places of a sentence's claims among ``claims``, which stand in order; looked for from the end."""
    found: list[int] = []
    for i in range(len(claims) - 1, -1, -1):
        if sentence is None or claims[i].sentence.start < sentence.span.start:
            break
        if claims[i].sentence == sentence.span:
            found.append(i)
    return found[::-1]


def mark_unverified(claims: list[Claim], before: Sequence[Sentence], here: Sentence, text: str) -> None:
    """"The report could not be independently verified" speaks of the claims of its own sentence that stand before it, else of the nearest with a source.

    "Neither account could be verified": of all that two sides said; "Her account …": of all that she told. ``before`` are the sentences before, the nearest first.
    """
    found = unverified(text)
    passive = found is not None and PASSIVE.search(found.group()) is not None
    end = here.span.start + (found.start() if found is not None and passive else len(text))
    target = [i for i in of_sentence(claims, here) if claims[i].attribution and claims[i].predicate.span.start < end]
    for i in target or told_before(claims, before[:REACH], sides=2 if SIDES.search(text) else 1, whole=SIDES.search(text) or TOLD.search(text)):
        claims[i] = replace(claims[i], verification="unverified")


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
    """Whether a claim is the saying itself: "accused the army of using bombs" can be verified, the using is in doubt."""
    return any(claim.predicate.span in hop.cue.spans for hop in claim.attribution)


def speaker_of(claim: Claim) -> str | None:
    """Return who said a claim, nearest hop first: a name, else the words; None for a pronoun without a name."""
    source = next((hop.source for hop in claim.attribution if hop.source is not None), None)
    if source is None or (source.name is None and source.text.lower() in PRONOUNS):
        return None
    return (source.name or source.text).lower()


def mark_retracted(claims: list[Claim], before: Sentence | None, here: Sentence, text: str) -> None:
    """"Police first said six, then revised the figure to four": what was said before, in this sentence or the last one, is retracted.

    In the last one it is what the same source said: a monitor that revises its count takes back nobody else's. A correction of the
    editors, "an earlier version of this article said that 34 had died", takes back what it repeats. ``text`` is that of the sentence.
    """
    own = of_sentence(claims, here)
    for taking_back in [claims[i] for i in own if claims[i].predicate.lemma in RETRACTING and claims[i].patient is not None]:
        in_sentence = [i for i in own if claims[i].predicate.span.start < taking_back.predicate.span.start]
        taken = taking_back.patient.text if taking_back.patient else ""
        if not FIGURE.search(taken) and not (taken == "it" and any(claims[i].quantities and FIGURE.search(claims[i].text) for i in in_sentence)):
            continue
        for i in in_sentence or [i for i in of_sentence(claims, before) if same_source(claims[i], taking_back)]:
            counts = any(q.role is not None for q in claims[i].quantities) or (claims[i].quantities and FIGURE.search(claims[i].text))
            if counts and (claims[i].attribution or (i in in_sentence and claims[i].agent is not None)):
                claims[i] = replace(claims[i], verification="retracted")
    if CORRECTING.search(text) and CORRECTION.search(text):
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
