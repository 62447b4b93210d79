"""Event types: harm, disaster, and PLOVER roots, by the lemma of a predicate, its event noun, or the harm that it counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from spacy.tokens import Token

from claimcite.annotate.ud import case_of, child, is_passive, shared_subject
from claimcite.claims.predicates import Candidate
from claimcite.lexicon import Events
from claimcite.records import EventType, Quantity

#: Event types by the role of those who are counted.
HARM = {"killed": "kill", "wounded": "wound", "missing": "go_missing", "displaced": "displace", "detained": "detain", "rescued": "rescue", "abducted": "detain"}
#: Verbs that mean an event only with some objects.
LOOSE = frozenset({"provide", "deliver", "call", "execute", "meet", "visit", "host", "block", "release", "free"})
#: Verbs whose subject names the event.
HAPPENING = frozenset({"occur", "happen", "erupt", "break", "take", "begin", "start"})


def lemma_of(token: Token, events: Events) -> str:
    """Return the lemma of a predicate; a participle that was tagged as adjective gets its verb's: "were wounded"."""
    lemma = token.lemma_.lower() or token.lower_
    if lemma.endswith("ed") and lemma == token.lower_:
        return next((verb for verb in (lemma[:-2], lemma[:-1]) if verb in events.verbs or verb in events.roles), lemma)
    return lemma


def event_type(candidate: Candidate, events: Events, quantities: Sequence[Quantity]) -> EventType | None:
    """Return the event type of a predicate: that of its lemma, of its event noun, or of the harm that it counts.

    "the Red Cross spoke of 112 dead" tells of killing; "It was the deadliest accident" of an accident.
    """
    lemma = lemma_of(candidate.token, events)
    harm = next((HARM[q.role] for q in quantities if q.role in HARM), None)
    if candidate.kind == "copula":
        own = {"dead": "kill", "missing": "go_missing", "wounded": "wound", "injured": "wound"}.get(candidate.token.lower_)
        known = own or events.nouns.get(candidate.clause.lemma_.lower())
    else:
        known = events.verbs.get(lemma) if candidate.token.pos_ == "VERB" else events.nouns.get(lemma) or events.verbs.get(lemma)
    if known is None and (lemma in events.light or lemma in HAPPENING):
        noun = next((c for c in candidate.clause.children if c.dep_ in ("obj", "nsubj", "nsubj:pass") and c.lemma_.lower() in events.nouns), None)
        known = events.nouns.get(noun.lemma_.lower()) if noun is not None else None
    subject = shared_subject(candidate.clause)[0]
    if lemma in LOOSE and not supported(candidate, lemma, events):
        known = None
    if known == "assault" and subject is not None and events.nouns.get(subject.lemma_.lower()) in ("disaster", "accident"):
        known = events.nouns[subject.lemma_.lower()]  # "an earthquake hit Puerto Rico"
    if known in (None, "toll", "assault") and harm is not None:
        known = harm
    return cast(EventType, known) if known is not None and known != "toll" else None


def supported(candidate: Candidate, lemma: str, events: Events) -> bool:
    """Whether a verb of many meanings has an object that fits its type: "provide food", not "did not provide details"."""
    head = candidate.clause
    obj = child(head, "obj") or child(head, "nsubj:pass")
    if lemma == "call":
        return any(case_of(c) in ("for", "on") for c in head.children)
    if lemma == "meet":
        return not is_passive(head)
    if obj is None:
        return False
    people = obj.pos_ == "PROPN" or obj.lemma_.lower() in events.kinds or obj.lemma_.lower() in ("people", "person", "family", "road", "street", "bridge")
    return people if lemma in ("execute", "visit", "host", "block", "release", "free", "order") else obj.lemma_.lower() not in ("detail", "comment", "information", "evidence", "figure", "name", "statement")
