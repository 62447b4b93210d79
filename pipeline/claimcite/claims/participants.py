"""Agent and patient of a claim as the text names them: phrases cut to what they name, the people whom a verb of harm counts."""

from __future__ import annotations

from collections.abc import Sequence

from claimcite.annotate.quantities import Found
from claimcite.claims.event_words import HARM
from claimcite.claims.material import Material
from claimcite.claims.predicates import Candidate
from claimcite.claims.roles import Heads, object_only
from claimcite.records import Participant
from claimcite.spans import Span

#: Roles of those to whom something is done, so that they are the patient.
UNDERGOING = frozenset({*HARM, "casualties", "evacuated"})
#: Words that are counted themselves: "43 dead".
COUNTED = frozenset({"dead", "wounded", "injured", "missing"})


def participants(candidate: Candidate, heads: Heads, pronouns: dict[int, str], silent: frozenset[int], material: Material) -> tuple[Participant | None, Participant | None]:
    """Make agent and patient; a phrase ends before the clause itself, a date, and what goes with the verb."""
    made: list[Participant | None] = []
    for head in (heads.agent, heads.patient):
        if head is None:
            made.append(None)
            continue
        clause = candidate.clause
        cut = set(silent)
        possessor = head.child("nmod:poss")
        if cut and possessor is not None:  # "last year’s offensive" stays whole
            cut.difference_update(w.i for w in possessor.below())
        if clause.head is head and clause.i > head.i:
            cut.update(w.i for w in clause.below() if w.i > head.i)
        if candidate.kind == "verb":
            cut.add(candidate.token.i)
        cut |= object_only(head, clause, material.lexicon)
        made.append(material.namer.participant(head, pronouns, cut))
    return made[0], made[1]


def counted_patient(
    candidate: Candidate, found: Sequence[Found], agent: Participant | None, patient: Participant | None, material: Material
) -> tuple[Participant | None, Participant | None]:
    """Let the people whom a verb of harm counts be its patient, whatever the parse says.

    "78 were killed and over 100 more were wounded": the wounded are not the 78. "the night strike killed at least 22".
    """
    item = next((f for f in found if f.predicate == candidate.token.i and f.quantity.role in UNDERGOING and f.whole is None and f.quantity.change is None), None)
    tolls = material.lexicon.predicates.states["tolls"]
    if item is None or candidate.token.lemma in tolls or (candidate.kind == "noun" and patient is not None) or (patient is not None and patient.span.overlaps(item.quantity.span)):
        return agent, patient
    if item.noun == candidate.token.i or (candidate.token.lemma in COUNTED and item.token == candidate.token.i - 1 and candidate.clause.child("cop") is None):
        return agent, None  # "reported 31 deaths", "spoke of 112 dead": the predicate is what is counted
    parse, clause = material.parse, candidate.clause
    near = item.noun is not None and item.token < item.noun <= item.token + 6
    span = Span(item.quantity.span.start, parse.ends[item.noun] if near and item.noun is not None else item.quantity.span.end)
    counted = Participant(span, span.of(parse.text), None, None, ())
    if clause.dep == "conj" and clause.head.passive and clause.child("nsubj", "nsubj:pass") is None:
        agent = None  # "41 were killed and more than 50 wounded"
    active = not clause.passive and not (clause.tag == "VBN" and clause.child("aux") is None)
    if agent is None and patient is not None and active and patient.span.end <= parse.starts[candidate.token.i]:
        agent = patient
    return (None if agent is not None and agent.span.overlaps(span) else agent), counted
