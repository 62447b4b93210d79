"""claimcite's agents, predicates and patients beside textacy's subject–verb–object triples, over the same parse of the same texts.

The gold are MEANTIME's event verbs with both an agent (Arg0) and a patient (Arg1) in their sentence. A triple is right where its two sides hold
the head of a mention of either. Precision is over the triples that a side gives for these verbs, recall over the verbs. textacy knows the labels of
spaCy's own models alone, so it reads a copy of the parse with those: ``obj`` is ``dobj``, "by" heads the agent of a passive; its triples of passives
are read with subject and object changed places. Speed is the stage alone, claims with all their fields against triples; the parse is not counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc
from textacy.extract.triples import subject_verb_object_triples

from claimcite.claims import find_claims
from claimcite.config import Config
from claimcite.lexicon import load_lexicon
from claimcite.parse import Parse, load_model
from claimcite.report.event_sets import EventText, GoldEvent, Read, event_texts, head_of, read_text
from claimcite.report.scores import Count
from claimcite.spans import Span
from clock import seconds
from data import dataset

LABELS = {"obj": "dobj", "nsubj:pass": "nsubjpass", "csubj:pass": "csubjpass", "aux:pass": "auxpass", "compound:prt": "prt"}
#: Agent, predicate, patient: the tokens of each.
Triple = tuple[frozenset[int], frozenset[int], frozenset[int]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """An event verb with the heads of the mentions of its agent and its patient."""

    verb: int
    agents: frozenset[int]
    patients: frozenset[int]


def wanted(text: EventText, parse: Parse) -> Iterator[Wanted]:
    """Yield the verbs of a text that have both, in their sentence."""
    for event in text.events:
        verb = head_of(event.span, parse)
        agents, patients = (in_sentence(event, role, parse) for role in ("arg0", "arg1"))
        if event.row == "event verbs" and agents and patients:
            yield Wanted(verb, agents, patients)


def in_sentence(event: GoldEvent, role: str, parse: Parse) -> frozenset[int]:
    """Return the heads of a participant's mentions in the sentence of its event."""
    sentence = next((s.span for s in parse.sentences if s.span.overlaps(event.span)), event.span)
    return frozenset(head_of(span, parse) for mentions in event.roles.get(role, ()) for span in mentions if sentence.covers(span))


def ours(read: Read) -> Iterator[Triple]:
    """Yield the claims that have an agent and a patient."""
    for claim in read.claims:
        if claim.agent is not None and claim.patient is not None:
            yield (places(read, claim.agent.span), places(read, claim.predicate.span), places(read, claim.patient.span))


def places(read: Read, span: Span) -> frozenset[int]:
    """Return the tokens of a stretch."""
    return frozenset(t.i for t in read.parse.tokens(span))


def theirs(doc: Doc) -> Iterator[Triple]:
    """Yield textacy's triples, those of passives with agent and patient in their places."""
    for subject, verb, obj in subject_verb_object_triples(doc):
        one, other = frozenset(t.i for t in subject), frozenset(t.i for t in obj)
        passive = any(t.dep_ == "nsubjpass" for t in subject)
        yield (other, frozenset(t.i for t in verb), one) if passive else (one, frozenset(t.i for t in verb), other)


def relabelled(doc: Doc) -> Doc:
    """Return a copy of a parse with the labels of spaCy's own models."""
    heads, deps = [t.head.i for t in doc], [LABELS.get(t.dep_, t.dep_) for t in doc]
    for token in doc:
        by = next((k for k in token.children if k.dep_ == "case"), None) if token.dep_ == "obl:agent" else None
        if by is not None:
            heads[by.i], deps[by.i] = token.head.i, "agent"
            heads[token.i], deps[token.i] = by.i, "pobj"
    return Doc(doc.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc], pos=[t.pos_ for t in doc], tags=[t.tag_ for t in doc],
               lemmas=[t.lemma_ for t in doc], heads=heads, deps=deps)  # fmt: skip


def score(gold: list[Wanted], triples: list[Triple], count: Count) -> None:
    """Add the verbs of one text to the count of a side."""
    for want in gold:
        here = [t for t in triples if want.verb in t[1]]
        count.gold += 1
        count.found += len(here)
        count.hits += any(not t[0].isdisjoint(want.agents) and not t[2].isdisjoint(want.patients) for t in here)


def main() -> None:
    """Print one row a side."""
    model, lexicon, config = load_model(), load_lexicon(), Config()
    texts = list(event_texts(dataset("meantime")))
    read = [read_text(text.text, text.written, (model, lexicon, config)) for text in texts]
    docs = [relabelled(r.parse.doc) for r in read]
    words = sum(len(text.text.split()) for text in texts)
    counts = {"claimcite": Count(), "textacy": Count()}
    for text, one, doc in zip(texts, read, docs, strict=True):
        gold = list(wanted(text, one.parse))
        score(gold, list(ours(one)), counts["claimcite"])
        score(gold, list(theirs(doc)), counts["textacy"])
    speeds = {
        "claimcite": words / seconds(lambda: [find_claims(r.parse, r.found, lexicon, document="gold", aggregate=False) for r in read]),
        "textacy": words / seconds(lambda: [list(subject_verb_object_triples(doc)) for doc in docs]),
    }
    for side, count in counts.items():
        row = count.score(side)
        print(f"{side:10} precision {100 * (row.precision or 0):5.1f}  recall {100 * (row.recall or 0):5.1f}  F1 {100 * (row.whole or 0):5.1f}  "
              f"of {count.gold} verbs, {speeds[side]:,.0f} words/s")  # fmt: skip


if __name__ == "__main__":
    main()
