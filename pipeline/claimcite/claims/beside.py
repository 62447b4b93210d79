"""What stands beside a verb, by which its senses are told apart: objects, particles, prepositions, complements."""

from __future__ import annotations

from collections.abc import Iterator

from claimcite.claims.roles import Heads
from claimcite.claims.subjects import core
from claimcite.claims.tree import Word

#: "marched on Friday": the preposition of a date says nothing of the verb.
DAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "day", "week", "month", "year", "night", "morning", "evening", "afternoon", "weekend", "today", "yesterday"])


def objects_of(verb: Word, heads: Heads) -> list[Word]:
    """Return what a verb acts on: its patient, its object where that is another, and what is coordinated with them."""
    found: list[Word] = []
    for head in (heads.patient, verb.child("obj")):
        if head is not None and head not in found:
            found += [head, *(k for k in head.kids if k.dep == "conj")]
    return found


def beside_of(verb: Word, heads: Heads) -> set[str]:
    """Return the particles, prepositions and complements of a verb, and the heads of its objects with the words before them."""
    return set(words_beside(verb)) | {w for o in objects_of(verb, heads) for w in phrase_words(o)}


def words_beside(verb: Word) -> Iterator[str]:
    """Yield particles (once more as "+in"), prepositions, and the lemmas of complements and adverbials: "crack down", "fire on", "burn to death"."""
    for kid in verb.kids:
        if kid.dep in ("compound:prt", "advmod", "xcomp", "advcl"):
            yield kid.lemma
            yield kid.lower
            yield f"+{kid.lower}"
        elif kid.dep in ("obl", "obl:agent", "nmod", "obl:arg", "obl:unmarked"):
            if not (kid.i < verb.i or kid.pos == "NUM" or kid.lower in DAYS or (kid.child("compound") or kid).lower in DAYS):
                yield from kid.case.split()
            if kid.dep != "obl:agent":
                yield kid.lemma  # "is used by the Air Force" uses no force


def phrase_words(head: Word) -> Iterator[str]:
    """Yield the lemma of an object, in full where a noun stands before it: "gas", "tear gas"; of an amount, what it is an amount of."""
    for word in {head.i: head, core(head).i: core(head)}.values():
        yield word.lemma
        yield word.lower
        for kid in word.kids:
            if kid.dep == "compound":
                yield f"{kid.lemma} {word.lemma}"
