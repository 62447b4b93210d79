"""What a clause hangs on: "if" and "unless", "Should she resign", "without the loan", "until relatives are notified"."""

from __future__ import annotations

from collections.abc import Iterator

from claimcite.claims.tree import SUBJECTS, Word
from claimcite.lexicon import Cues

MODALS = frozenset({"may", "can", "should", "must", "would", "could", "might", "'d", "’d", "will", "’ll", "'ll"})
#: An auxiliary before its subject opens a condition: "Should she resign", "Had the guards closed the gate".
INVERTED = frozenset({"should", "had", "were"})


def condition_of(clause: Word, conditions: frozenset[str]) -> Word | None:
    """Return the word that makes a clause a condition: "if", "unless", the "as if" of what only seems, an auxiliary before its subject."""
    marks = [m for mark in clause.children("mark") for m in (mark, *mark.children("fixed"))]
    return next((m for m in marks if m.lower in conditions and m.lower != "whether"), None) or inverted(clause)


def inverted(clause: Word) -> Word | None:
    """Return the auxiliary that stands first in its clause, before the subject, where another clause follows: "Had they closed it, …"."""
    first = next((k for k in clause.kids if k.dep in ("aux", "aux:pass", "cop")), None)
    if first is None or first.lower not in INVERTED:
        return None
    subject = clause.child(*SUBJECTS)
    if subject is None or subject.i < first.i or any(k.i < first.i and not k.punct for k in clause.kids):
        return None
    led = clause.dep == "advcl" or (clause.dep == "parataxis" and clause.i > clause.head.i and has_modal(clause.head)) or any(k.dep in ("parataxis", "ccomp") and k.i > clause.i and has_modal(k) for k in clause.kids)
    return first if led else None


def has_modal(clause: Word) -> bool:
    """Whether a clause says what may, would or will be."""
    return any(a.lower in MODALS for a in clause.children("aux"))


def of_condition(head: Word, cues: Cues) -> Iterator[Word]:
    """Yield "if" and "unless" of the clause itself or one that it is coordinated with."""
    above = head
    for _ in range(4):
        mark = condition_of(above, cues.conditions)
        if mark is not None:
            yield mark
        if above.dep not in ("conj", "xcomp") or above.head is above:
            break
        above = above.head


def of_protasis(head: Word, opener: Word | None) -> Iterator[Word]:
    """Yield the "if" of the condition that a clause with a modal has, also where the parser hung it on the cue: "If she stays, they will flee, he said"."""
    main = opener if opener is not None and opener.child("aux") is not None else head
    helpers = [a.lower for a in main.children("aux")]
    if not helpers and head.planned is None:
        return
    lacking = next((k for k in main.kids if k.dep == "obl" and k.i < main.i and k.case in ("without", "but for")), None)
    if lacking is not None and any(a in ("will", "would", "'ll", "’ll") for a in helpers):
        yield lacking.child("case") or lacking
    if MODALS.isdisjoint(helpers) and head.planned is None:
        return
    if main.dep == "parataxis" and (mark := inverted(main.head)) is not None:
        yield mark
    cue = main.head if main.dep == "ccomp" and main.i < main.head.i else None
    for kid in [*main.kids, *(k for k in (cue.kids if cue is not None else ()) if k.i < main.i)]:
        for clause in (kid, *kid.children("nmod")) if kid.dep in ("advcl", "obl", "obl:unmarked", "ccomp") else ():  # a plain verb may pass for a noun
            mark = next((k for k in clause.kids if k.dep == "mark" and k.lower in ("if", "unless")), None) or inverted(clause)
            if mark is not None:
                yield mark
