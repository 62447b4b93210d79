"""Which clauses share where and when they happened: what a clause gives on to the next, and what it gives back.

Two clauses share a date or place where they tell one scene: one hangs on the other (``partners``), both are of one time
(``same_time``), and neither is somebody's word about the other. A clause then takes what it lacks itself, never anything else:
on to what hangs on it (``gives_on``), and back from a participle, "when" or "as" to its main clause (``gives_back``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimcite.claims.clauses import Clauses
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
#: A clause opened by one of these has its own time: "after the camp was hit on Monday".
OWN_TIME = frozenset({"after", "before", "since", "until", "till", "because", "if", "unless", "although", "though", "whereas", "once", "than", "whether", "that"})
#: "As we know all too well in Oru": what is known, hoped or promised is not where and when that is done.
MINDED = frozenset({"know", "see", "hope", "expect", "believe", "think", "understand", "remember", "recall", "learn", "fear", "suspect", "assume", "promise", "predict", "say", "tell", "put", "note", "mention", "show", "suggest", "describe"})  # fmt: skip
#: What may be has no day yet: "was invented in May and could serve the army".
ABLE = frozenset({"can", "could", "may", "might", "must", "should"})
CLOSING = ('"', "”", "’’", "''")
OPENING = ('"', "“", "‘‘", "''")
TIMELY = ("when", "as", "while")


# --- which clauses may share anything -------------------------------------------------------------------------------


def partners(clauses: Clauses) -> list[tuple[int, int]]:
    """Return pairs of clauses that tell one scene: coordination, participles, "when", "as", "in which"; the second hangs on the first."""
    return [(a, b) for a, b in linked(clauses.candidates) if not (reports(clauses.candidates[b]) or beside_speech(a, b, clauses))]


def linked(candidates: Sequence[Candidate]) -> Iterator[tuple[int, int]]:
    """Yield each clause with the one that it hangs on, where nothing gives it a time of its own."""
    places = {c.clause.i: n for n, c in enumerate(candidates)} | {c.opener.i: n for n, c in enumerate(candidates) if c.opener is not None}
    for n, candidate in enumerate(candidates):
        head = head_of(candidate)
        if head.head is head:
            continue
        opened = opener_of(head)
        relative = opened in ("when", "where") or any(k.lower == "which" and k.case == "in" for k in head.kids)
        other = places.get(head.head.i)
        if other is None and opened in ("when", "where", "as"):  # the parser hung the clause on a noun: "problems last week when …"
            other = next((places[above.i] for above in head.above() if above.i in places), None)
            relative = True
        if other is None or other == n:
            continue
        contrast = opened == "while" and head.child("nsubj", "nsubj:pass") is not None
        apart = contrast or any(k.dep == "mark" and k.lower in OWN_TIME for k in head.kids)
        if (head.dep in ("conj", "advcl", "parataxis", "xcomp") and not apart) or (head.dep.startswith("acl") and relative):
            yield other, n


def opener_of(head: Word) -> str:
    """Return the word that opens a clause: "when", "as", "where", "after"; "" for none."""
    return next((k.lower for k in head.kids if k.dep == "mark"), "") or next((k.lower for k in head.kids if k.dep == "advmod" and k.lower in ("when", "where")), "")


def reports(candidate: Candidate) -> bool:
    """Whether a clause with "as" only says how something is known or what is like it: "as we know all too well in Oru", "just as he went to Selm"."""
    head = head_of(candidate)
    if head.dep != "advcl" or opener_of(head) != "as":
        return False
    return head.has("advmod", "just", "much") or (head.lemma in MINDED and head.child("obj") is None)


def beside_speech(first: int, second: int, clauses: Clauses) -> bool:
    """Whether a clause says when the other was said, behind closing quotation marks: "… will grow,” said Roe, as the wind tore roofs off"."""
    a, b = (clauses.candidates[n].token.i for n in (first, second))
    cue = next((i for i in range(a + 1, b) if i in clauses.silent), None)
    if cue is None:
        return False
    text, starts = clauses.parse.text, clauses.parse.starts
    between, behind = text[starts[a] : starts[cue]], text[starts[cue] : starts[b]]
    return any(mark in between for mark in CLOSING) and not any(mark in behind for mark in OPENING)


# --- what they share ------------------------------------------------------------------------------------------------


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
    if tense(first) == "past" and any(k.tag == "MD" and k.lower in ABLE for k in head.children("aux")):
        return False
    apart = has_subject(head) or has_subject(second.clause)
    if apart and (kind in SPEAKING or (second.kind == "noun" and second.opener is not None)):
        return False
    contrast = any(k.dep == "cc" and k.lower in ("but", "yet") for k in head.kids)
    state = first.kind == "copula"  # "was the mayor there in the 1990s, but she resigned"
    return not (contrast and apart and (state or tense(first) != tense(second)))


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
    """Whether two clauses may be of one time: a participle is of any, present and past are not of one; "having fought" comes before.

    So does "where she had been a judge". "When" and "as" open a time of both: "will sing when he arrives"; "is held in Selm, where he
    spent Saturday" does not.
    """
    if any(k.lower == "having" for c in (one, other) for k in head_of(c).children("aux")):
        return False
    here, there = tense(one), tense(other)
    opened = opener_of(head_of(other))
    if here == there or (opened != "where" and (here is None or there is None)) or (here, there) == ("pluperfect", "past") or elliptic(other, here):
        return True
    return opened in TIMELY and head_of(other).dep == "advcl" and {here, there} in ({"future", "present"}, {"pluperfect", "past"})


def same_scene(one: Candidate, other: Candidate) -> bool:
    """Whether two clauses may be at one place: those of one time, and what had come of the one before: "covered Selm, and 60 bridges had gone"."""
    here, there = tense(one), tense(other)
    return same_time(one, other) or {here, there} == {"past", "pluperfect"} or (here is None and opener_of(head_of(other)) == "where")


def elliptic(second: Candidate, first: str | None) -> bool:
    """Whether a clause leaves out the "have" of the one before: "which have killed 87 and driven thousands from their homes"."""
    head = head_of(second)
    return first in ("perfect", "pluperfect") and head.dep == "conj" and head.tag in ("VBN", "VBD") and not has_subject(head) and head.child("aux") is None


def tense(candidate: Candidate) -> str | None:
    """Return whether a clause is finite and past, perfect, pluperfect, present or future; the present of headlines and captions is read as such.

    "Would" is the future of what was said: "200 were in store and another 150 would arrive on Friday".
    """
    head = head_of(candidate)
    copula = head.child("cop")
    finite = next((k for k in head.kids if k.dep in ("aux", "aux:pass") and k.tag in ("VBD", "VBZ", "VBP", "MD")), None) or copula or head
    if finite.lemma == "have" and finite is not head:
        return "perfect" if finite.tag in ("VBZ", "VBP") else "pluperfect"
    if finite.tag == "VBD":
        return "past"
    if finite.tag in ("VBZ", "VBP"):
        passive = finite.dep == "aux:pass"
        return None if passive else "present"
    return "future" if finite.tag == "MD" and finite.lower in ("will", "'ll", "’ll", "shall", "would") else None
