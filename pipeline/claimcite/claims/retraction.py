"""What is taken back: "first said six, then revised the figure to four", "The post was later deleted", "an earlier version said"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from claimcite.claims.told import FIGURE, PRONOUNS, is_act, of_sentence
from claimcite.claims.verification import WITHDRAWING
from claimcite.parse import Sentence
from claimcite.records import Claim
from claimcite.spans import Span

#: Verbs that replace a figure, and verbs that take back all that was said.
REPLACING = frozenset({"revise", "correct", "withdraw", "retract", "lower"})
TAKING_BACK = WITHDRAWING | {"delete", "backtrack", "walk", "take"}
#: Of these, the ones that do so with a particle alone: "walked back the claim", "has taken down the post".
PARTICLES = {"walk": " back", "take": " down"}
STATEMENT = re.compile(r"\b(?:statement|claim|report|account|allegation|accusation|story|article|remark|comment|testimony|confession|post|tweet|message)s?\b", re.IGNORECASE)
AGE = re.compile(r"\bages?\b")
PAGE = re.compile(r"\b(?:version|article|story|page|post)\b", re.IGNORECASE)
#: A note of the editors that takes back what the page said.
CORRECTING = re.compile("Correction|Clarification|version|[Tt]his (?:article|story|report|page|post)")
CORRECTION = re.compile(
    r"^\W{0,3}(?:Correction|Clarification)s?\b|\b[Aa]n? (?:earlier|previous|original) version of (?:this|the) (?:article|story|report|page|post)\b|\b[Aa]n (?:earlier|original) version (?:said|stated|gave|misstated)\b"
    r"|\b[Tt]his (?:article|story|report|page|post) (?:originally|previously|initially|incorrectly|mistakenly|wrongly|erroneously)\b"
)
#: A count that its source has replaced since: "initially reported 31 deaths", "had earlier put the number at 180".
INITIALLY = re.compile(r"\b(?:initially|originally|at first) (?:said|put|gave|reported|counted|spoke|estimated|announced)\b|\bhad (?:earlier|previously|initially|first) (?:put|given|estimated|counted)\b")


def mark_retracted(claims: list[Claim], before: Sentence | None, here: Sentence, text: str) -> None:
    """"Police first said six, then revised the figure to four": what was said before, in this sentence or the last one, is retracted.

    In the last one it is what the same source said: a monitor that revises its count takes back nobody else's. A correction of the
    editors, "an earlier version of this article said that 34 had died", takes back what it repeats. ``text`` is that of the sentence.
    """
    own = of_sentence(claims, here)
    taken = [i for n in own if claims[n].modality == "asserted" and claims[n].polarity == "affirmed" for i in taken_back(claims, n, own, before)]
    if CORRECTING.search(text) and CORRECTION.search(text):
        taken += [i for i in own if claims[i].attribution and (claims[i].quantities or by_document(claims[i]))]
    taken += [i for m in INITIALLY.finditer(text) for i in own if counts(claims[i]) and said_by(claims[i], here.span.start + m.start(), here.span.start + m.end())]
    for i in taken:
        claims[i] = replace(claims[i], verification="retracted")


def taken_back(claims: list[Claim], n: int, own: list[int], before: Sentence | None) -> Iterator[int]:
    """Yield what one claim takes back: "withdrew its report that …" what the report says, else what was said before."""
    verb, what = claims[n], claims[n].patient
    lemma, text = verb.predicate.lemma, what.text if what is not None else ""
    withdraws = lemma in TAKING_BACK and PARTICLES.get(lemma, "") in verb.text and (STATEMENT.search(text) or (lemma == "backtrack" and what is None))
    if withdraws and what is not None:
        content = [i for i in own if claims[i].predicate.span.start > what.span.start and any(what.span.start <= s.start < what.span.end + 3 for s in origins(claims[i]))]
        if content:
            yield from content
            return
    earlier = [i for i in own if claims[i].predicate.span.start < verb.predicate.span.start]
    figures = lemma in REPLACING and (FIGURE.search(text) or STATEMENT.search(text) or AGE.search(text) or (text == "it" and any(claims[i].quantities and FIGURE.search(claims[i].text) for i in earlier)))
    if not (withdraws or figures):
        return
    for i in earlier or [i for i in of_sentence(claims, before) if same_source(claims[i], verb)]:
        said = claims[i].attribution and not is_act(claims[i])
        if (withdraws and said) or (counts(claims[i]) and (claims[i].attribution or (i in earlier and claims[i].agent is not None))):
            yield i


def origins(claim: Claim) -> Iterator[Span]:
    """Yield where the sources and cues of a claim stand."""
    for hop in claim.attribution:
        yield hop.cue.spans[0]
        if hop.source is not None:
            yield hop.source.span


def counts(claim: Claim) -> bool:
    """Whether a claim gives a count or a toll that may be replaced."""
    return any(q.role is not None for q in claim.quantities) or (bool(claim.quantities) and FIGURE.search(claim.text) is not None)


def by_document(claim: Claim) -> bool:
    """Whether a page says it, "An earlier version of this article said"."""
    return any(hop.source is not None and (hop.source.kind == "document" or PAGE.search(hop.source.text)) for hop in claim.attribution)


def said_by(claim: Claim, start: int, end: int) -> bool:
    """Whether a cue of a claim stands in a stretch."""
    return any(start <= span.start < end for hop in claim.attribution for span in hop.cue.spans)


def same_source(claim: Claim, taking_back: Claim) -> bool:
    """Whether who takes back a figure may be who gave it: nobody named, a pronoun, or a word of the source's name."""
    who = taking_back.agent
    sources = [hop.source for hop in claim.attribution if hop.source is not None]
    if who is None or who.text.lower() in PRONOUNS or not sources:
        return True
    given = {word for source in sources for word in f"{source.text} {source.name or ''}".lower().split()}
    return not given.isdisjoint(word for word in f"{who.text} {who.name or ''}".lower().split() if len(word) > 3)
