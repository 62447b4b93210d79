"""The role that the predicate which governs counted persons gives to them, by the parse."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from claimcite.annotate.quantities.lemmas import lemma_of
from claimcite.annotate.quantities.person_words import STATES
from claimcite.annotate.quantities.role_words import CLIMBED, CONTAINERS, PATIENT_DEPS, UNDERGOING
from claimcite.annotate.quantities.site import Site
from claimcite.records import QuantityRole


@dataclass(frozen=True, slots=True)
class Role:
    """A role, and the token of the predicate that gives it."""

    name: QuantityRole | None
    predicate: int | None = None


NO_ROLE = Role(None)
#: Nouns that persons are said to be one by one.
TALLIED = frozenset({"death", "fatality", "casualty", "dead"})


def of_predicate(site: Site) -> Role | None:
    """Climb the parse from what is counted to the predicate that it is the patient of."""
    token = site.argument
    for _ in range(6):
        dep, head = token.dep_, token.head
        if head.i == token.i:
            return None
        if dep in PATIENT_DEPS or (dep == "nsubj" and is_patient_of(head)):
            return by_head(site, head)
        if dep in ("nsubj", "obl:agent", "obl"):
            return None
        nominal = dep in CLIMBED and head.pos_ in ("NOUN", "PROPN", "NUM", "PRON", "ADJ", "SYM")
        if nominal or (dep == "nmod" and (lemma_of(head) in CONTAINERS or head.pos_ == "NUM")):
            token = head
        elif dep == "nmod":
            name = site.named(lemma_of(head))
            return (
                Role(name, head.i)
                if name and name != "rescued" and any(c.lower_ == "of" for c in token.children if c.dep_ == "case")
                else None
            )
        else:
            return None
    return None


def of_tally(site: Site) -> Role | None:
    """ "The confirmed deaths are fourteen civilians": what persons are said to be."""
    head = site.argument
    if site.counted is None or not site.counts_persons or not any(c.dep_ == "cop" for c in head.children):
        return None
    subject = next((c for c in head.children if c.dep_ == "nsubj" and c.tag_ == "NNS"), None)
    name = site.named(lemma_of(subject)) if subject is not None and lemma_of(subject) in TALLIED else None
    return Role(name, subject.i) if name is not None and subject is not None else None


def is_patient_of(head: Token) -> bool:
    """Whether the subject of a predicate undergoes it: "died", "are missing", "were hurt" read as an adjective."""
    if head.lemma_ in UNDERGOING or any(c.dep_ == "aux:pass" for c in head.children):
        return True
    return head.pos_ == "ADJ" or (
        head.lower_ in STATES and head.tag_ in ("VBN", "JJ") and any(c.dep_ in ("cop", "aux:pass") for c in head.children)
    )


def by_head(site: Site, head: Token) -> Role | None:
    """Return the role that the governing verb or adjective gives, or an adjective that completes it ("shot dead")."""
    for child in head.children:
        if child.lower_ in ("dead", "missing", "homeless", "hostage") and child.dep_ in ("xcomp", "advmod", "obj", "acl", "amod", "obl"):
            return Role(site.named(child.lower_), child.i)
    name = site.named(head.lower_) if head.lower_ in STATES else None
    name = name or site.named(head.lemma_)
    if head.lemma_ == "lose" and site.counts_persons and site.counted is not None and site.counted.head is not None:
        name = "killed"  # "lost her husband and two sons"
    if name is None:
        return None
    return Role(widened(site, head, name), head.i)


def widened(site: Site, token: Token, name: QuantityRole | None) -> QuantityRole | None:
    """ "120 men have been killed or wounded": both told apart by nobody are casualties."""
    if name in ("killed", "wounded") and site.lower(token.i + 1) in ("or", "and"):
        other = site.lexicon.events.roles.get(site.lower(token.i + 2))
        final = site.lower(token.i + 3) in ("", ".", ",", ";", "in", "on", "by", "when", "since", "at", "after", "during", "as", '"', ")")
        if other in ("killed", "wounded") and other != name and final:
            return "casualties"
    return name
