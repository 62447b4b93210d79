"""Nouns that stand elsewhere than behind their number: "of the dead, 12", "the most seats - 123 -", "vacancies stand at 1,900"."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from claimcite.annotate.quantities.ledger import Entry, Ledger
from claimcite.annotate.quantities.lemmas import is_person, lemma_of
from claimcite.annotate.quantities.levels import level_of
from claimcite.annotate.quantities.person_words import STATES

#: "them" is so far from what it stands for at most.
PRONOUN_REACH = 40
#: What stands around a number that is put beside its noun.
ASIDES = frozenset({",", ".", "-", "--", "–", "—", "(", ")", ""})


def antecedent(ledger: Ledger, entry: Entry) -> Token | None:
    """Return the plural that "them" stands for where it was not counted: "the girls were marched off, and 22 of them fled"."""
    if entry.site.lower(entry.site.last + 1) != "them" or ledger.aggregate:
        return None
    before = ledger.doc[entry.first - 2] if entry.first >= 2 else None
    if before is not None and before.tag_ == "NNS" and ledger.doc[entry.first - 1].text == ",":
        return before  # "is dominated by men, most of them white"
    for k in range(entry.first - 1, max(-1, entry.first - PRONOUN_REACH), -1):
        token = ledger.doc[k]
        if token.tag_ == "NNS" and token.dep_ in ("nsubj", "nsubj:pass", "obj"):
            return token
    return None


def without_noun(entry: Entry) -> Entry:
    """Leave out what an amount counts."""
    counted = entry.site.counted
    bare = replace(counted, head=None) if counted is not None and counted.state else None
    return replace(entry, site=replace(entry.site, counted=bare), counted=None, head=None, kinds=(), persons=False)


def counting(ledger: Ledger, entry: Entry, noun: Token) -> Entry:
    """Let an amount count a noun that stands elsewhere."""
    head = noun.lower_ if noun.tag_ == "VBG" else lemma_of(noun)  # "spending was cut by a third"
    kinds = ledger.lexicon.events.kinds.get(head, ())
    return replace(entry, counted=ledger.parse.span(noun.i, noun.i + 1).of(ledger.parse.text), head=head, kinds=kinds, persons=is_person(head, ledger.lexicon))


def named_before(entry: Entry) -> Token | None:
    """Return the state that a bare number is put beside: "put the dead at 35", "of the dead, 12 were children"."""
    site = entry.site
    at = site.first - 2
    if site.counted is not None or site.lower(at) not in STATES or site.lower(at - 1) != "the":
        return None
    opened = site.lower(at + 1) == "," and site.lower(at - 2) == "of"
    return site.doc[at] if opened or site.lower(at + 1) in ("at", "to", "as") else None


def apposed_to(entry: Entry) -> Token | None:
    """Return the plural that a bare number stands beside: "has the greatest number of women, 102, in its history", "the most seats - 123 -"."""
    site = entry.site
    token = site.doc[site.last - 1]
    if site.counted is not None or token.dep_ != "appos" or site.lower(site.first - 1) not in ASIDES or site.lower(site.last) not in ASIDES:
        return None
    return token.head if token.head.tag_ == "NNS" and token.head.i == site.first - 2 else None


def predicated(entry: Entry) -> Token | None:
    """Return what a part is said to be: "of these, 418 were civilians"; not where the rest is spoken of."""
    token = entry.site.doc[entry.site.last - 1]
    noun = token.head
    if token.dep_ != "nsubj" or noun.tag_ != "NNS" or entry.amount.hedge.startswith("the other"):
        return None
    return noun if any(c.dep_ == "cop" for c in noun.children) else None


def plural_level(ledger: Ledger, entry: Entry) -> Token | None:
    """Return the plural that a bare number is a level of: "vacancies stand at 1,900", "cases rose from 94 to 870"."""
    if entry.amount.kind != "count" or ledger.toll(entry) is not None:
        return None
    noun = level_of(ledger, entry)
    return noun if noun is not None and noun.tag_ == "NNS" else None
