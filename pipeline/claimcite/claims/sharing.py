"""Which clauses share where and when they happened: what a clause gives on to the next, and what it gives back."""

from __future__ import annotations

from collections.abc import Sequence

from claimcite.claims.predicates import Candidate
from claimcite.claims.tree import Word
from claimcite.records import Date, EventType, Place

#: Acts of speech and policy: a place in the phrase of a participant is not where they happen. "welcomed the deal in Oru".
ABSTRACT = frozenset({"agree", "consult", "support", "request", "accuse", "reject", "threaten", "sanction", "cooperate"})
#: Verbs of these types speak of what others did: "…; both sides blamed each other", "…; he denied any link".
SPEAKING = frozenset({"accuse", "reject", "threaten", "support", "request", "consult"})
#: What these announce is still to come: "… and threatened to sell the girls".
INTENDING = frozenset({"threaten", "vow", "promise", "pledge", "plan"})
SUBJECTS = ("nsubj", "nsubj:pass", "expl", "csubj")


def gives_on(first: Candidate, second: Candidate, kind: EventType | None) -> bool:
    """Whether a clause gives its setting to one that hangs on it; ``kind`` is that of the second.

    "shelled the base, killing 15", "were shot and thrown into a pit", "ran aground, but no one was hurt"; not where the second is a
    report of its own, "… and that 600 had been freed", or somebody speaks in it, "…; the mayor blamed the army".
    """
    head = head_of(second)
    if head.dep not in ("conj", "parataxis"):
        return True
    if any(k.dep == "mark" and k.lower == "that" for k in head.kids) or head.lemma in INTENDING:
        return False
    apart = has_subject(head) or has_subject(second.clause)
    if apart and (kind in SPEAKING or (second.kind == "noun" and second.opener is not None)):
        return False
    contrast = any(k.dep == "cc" and k.lower in ("but", "yet") for k in head.kids)
    return not (contrast and apart and tense(first) != tense(second))


def gives_back(second: Candidate, given: Sequence[Date] | Sequence[Place]) -> bool:
    """Whether a clause gives what is given of its setting to the one that it hangs on: "died when a bus crashed near Selm".

    Not "and four were held in Selm"; but "17 drowned and 40 were hurt when a boat sank off Selm": what was itself carried holds for both.
    """
    dep = head_of(second).dep
    return dep not in ("conj", "parataxis") or (dep == "conj" and bool(given) and all(g.carried for g in given))


def head_of(candidate: Candidate) -> Word:
    """Return the word by which a clause hangs on others."""
    return candidate.opener or candidate.clause


def has_subject(word: Word) -> bool:
    """Whether a verb has a subject of its own."""
    return word.child(*SUBJECTS) is not None


def same_time(one: Candidate, other: Candidate) -> bool:
    """Whether two clauses may be of one time: a participle is of any, present and past are not of one."""
    here, there = tense(one), tense(other)
    return here is None or there is None or here == there


def tense(candidate: Candidate) -> str | None:
    """Return whether a clause is finite and past, perfect, present or future; the present of headlines and captions is read as such.

    "Would" is the future of what was said: "200 were in store and another 150 would arrive on Friday".
    """
    head = head_of(candidate)
    copula = head.child("cop")
    finite = next((k for k in head.kids if k.dep in ("aux", "aux:pass") and k.tag in ("VBD", "VBZ", "VBP", "MD")), None) or copula or head
    if finite.lemma == "have" and finite is not head:
        return "perfect" if finite.tag in ("VBZ", "VBP") else "past"
    if finite.tag == "VBD":
        return "past"
    if finite.tag in ("VBZ", "VBP"):
        passive = finite.dep == "aux:pass"
        return None if passive else "present"
    return "future" if finite.tag == "MD" and finite.lower in ("will", "'ll", "’ll", "shall", "would") else None
