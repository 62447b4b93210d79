"""Polarity and modality (FactBank): what is negated, hedged, possible, to come, supposed, demanded or denied, and by which words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from spacy.tokens import Token

from claimcite.annotate.attributions import Said
from claimcite.annotate.ud import child, children
from claimcite.claims.predicates import Candidate
from claimcite.lexicon import Cues
from claimcite.parse import Parse
from claimcite.records import Modality, Polarity, Signal, SignalKind

#: From the least to the most that takes a claim out of the real: where several apply, the last one holds.
ORDER: tuple[Modality, ...] = get_args(Modality)
NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor", "without", "nobody", "none", "nothing", "hardly", "barely", "scarcely"})
OF: dict[SignalKind, Modality] = {"hedge": "hedged", "modal": "possible", "future": "future", "condition": "hypothetical", "demand": "demanded", "denial": "denied"}


def judge(parse: Parse, candidate: Candidate, said: list[Said], cues: Cues) -> tuple[Polarity, Modality, tuple[Signal, ...]]:
    """Return polarity and modality of a predicate, with the words that decided them.

    ``said`` are the attributions whose content holds it, nearest first.
    """
    found = list(signals(candidate, said, cues, parse))
    kinds = {kind for kind, _ in found}
    modality: Modality = max((OF[kind] for kind in kinds if kind in OF), key=ORDER.index, default="asserted")
    negations = sum(kind == "negation" for kind, _ in found)
    polarity: Polarity = "negated" if negations % 2 else "affirmed"
    rows = sorted({Signal(kind, span := parse.span(token.i, token.i + 1), span.of(parse.text)) for kind, token in found}, key=lambda s: (s.span, s.kind))
    return polarity, modality, tuple(rows)


def signals(candidate: Candidate, said: list[Said], cues: Cues, parse: Parse) -> Iterator[tuple[SignalKind, Token]]:
    """Yield the words that bear on a predicate."""
    head = candidate.clause
    yield from of_clause(head, cues)
    if candidate.opener is not None:
        yield from of_opener(candidate.opener, cues)
    if head.dep_ == "conj" and head.head.pos_ in ("VERB", "AUX") and child(head, "aux", "nsubj", "nsubj:pass") is None:
        yield from ((kind, token) for kind, token in of_clause(head.head, cues) if kind in ("modal", "future", "demand"))  # "could flood and cut off"
    for above in above_of(head):
        mark = child(above, "mark")
        if mark is not None and mark.lower_ in cues.conditions and mark.lower_ != "whether":
            yield "condition", mark
    conditional = [c for c in head.children if c.dep_ == "advcl" and any(k.dep_ == "mark" and k.lower_ in ("if", "unless") for k in c.children)]
    if conditional and any(a.lower_ in ("would", "could", "might", "'d", "will") for a in children(head, "aux")):
        yield "condition", child(conditional[0], "mark") or conditional[0]
    for hop, attribution in enumerate(said):
        for kind, token in of_cue(parse.doc[attribution.cue], head, cues):
            if hop == 0 or kind not in ("denial", "demand", "negation"):  # "denied the strike, but said troops should not be there"
                yield kind, token


def above_of(head: Token) -> Iterator[Token]:
    """Yield the clause and those that it is coordinated with, up to the one that a conjunction opens."""
    yield head
    while head.dep_ in ("conj", "xcomp") and head.head.i != head.i:
        head = head.head
        yield head


def of_clause(head: Token, cues: Cues) -> Iterator[tuple[SignalKind, Token]]:
    """Yield negation, modals and adverbs of one clause."""
    for c in head.children:
        lower, lemma = c.lower_, c.lemma_.lower()
        if lower == "longer" and c.i and head.doc[c.i - 1].lower_ == "no":
            yield "negation", c
        if c.dep_ in ("advmod", "neg", "det", "cc:preconj", "obj", "nsubj", "nsubj:pass", "mark") and lower in NEGATIONS:
            yield "negation", c
        elif c.dep_ in ("nsubj", "nsubj:pass", "obj", "obl") and (no := next((k for k in c.children if k.dep_ in ("det", "advmod") and k.lower_ in ("no", "neither", "not")), None)):
            if c.dep_ != "obl":
                yield "negation", no
        if c.dep_ in ("aux", "aux:pass"):
            if lower in ("will", "'ll", "wo", "shall", "would", "'d"):
                yield "future", c
            elif lower in cues.possible and not (lower == "could" and any(k.lower_ in ("not", "n't") for k in head.children)):
                yield "modal", c
            elif lower in cues.demanded:
                yield "demand", c
        elif c.dep_ in ("advmod", "obl") and lower in cues.hedge_adverbs:
            yield ("modal" if lower in cues.possible else "hedge"), c
        elif c.dep_ == "cop" and lemma == "be" and any(k.lower_ == "to" for k in head.children):
            yield "future", c


def of_opener(opener: Token, cues: Cues) -> Iterator[tuple[SignalKind, Token]]:
    """Yield what a raising or modal word above the predicate says: "appeared to", "is expected to", "is likely to"."""
    lemma = opener.lemma_.lower()
    yield from of_clause(opener, cues)
    if lemma in ("expect", "schedule", "set", "due", "plan", "intend", "go", "aim", "prepare", "vow", "pledge", "promise", "threaten", "hope", "seek"):
        yield "future", opener
    elif lemma in cues.raising | {"likely", "unlikely"}:
        yield "hedge", opener
    elif lemma in ("fail", "stop", "cease", "unable"):
        yield "negation", opener


def of_cue(cue: Token, head: Token, cues: Cues) -> Iterator[tuple[SignalKind, Token]]:
    """Yield what the words of an attribution do to its content: "denied that", "urged Oru to", "is believed to"."""
    lemma = cue.lemma_.lower()
    negated = any(c.lower_ in NEGATIONS for c in cue.children)
    inside = head.dep_ in ("xcomp", "ccomp", "conj", "advcl", "acl") or cue.dep_ == "parataxis"
    if cue.i == head.i:
        return
    if lemma in cues.deny and inside:
        yield ("negation", cue) if negated else ("denial", cue)
    elif lemma in cues.doubt:
        yield "hedge", cue
    elif lemma in cues.demand and head.dep_ in ("xcomp", "ccomp", "acl") and cue.i in (head.head.i, head.head.head.i) and any(c.lower_ == "to" for c in head.children):
        yield "demand", cue
    elif lemma in cues.promise and head.dep_ in ("xcomp", "ccomp"):
        yield "future", cue
    elif lemma in cues.hedge_verbs:
        yield "hedge", cue
