"""Polarity and modality (FactBank): what is negated, hedged, possible, to come, supposed, demanded or denied, and by which words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

from claimcite.annotate.attributions import Said
from claimcite.claims.conditions import of_condition, of_protasis
from claimcite.claims.idioms import looks_like
from claimcite.claims.predicates import Candidate
from claimcite.claims.refusals import FINITE, SEEMING, called_for, is_impersonal, subjunctive
from claimcite.claims.signals import NEGATIONS, WOULD, Found, of_clause
from claimcite.claims.tree import SUBJECTS, Word
from claimcite.lexicon import Cues, Lexicon
from claimcite.parse import Parse
from claimcite.records import Modality, Polarity, Signal, SignalKind

#: From the least to the most that takes a claim out of the real: where several apply, the last one holds.
ORDER: tuple[Modality, ...] = get_args(Modality)
OF: dict[SignalKind, Modality] = {"hedge": "hedged", "modal": "possible", "future": "future", "condition": "hypothetical", "demand": "demanded", "denial": "denied"}
DEMANDS = frozenset({"ask", "urge", "call", "beg", "tell", "request", "implore", "instruct", "press", "advise", "want", "demand"})
#: "It is said that", "it turned out that": nothing is hedged.
FACTUAL = frozenset({"say", "turn", "happen"})
#: These open another opener: "is not going to be able to recruit".
CHAINED = frozenset({"go", "expect", "likely", "unlikely", "appear", "seem"})
#: Their "not" is that of what is thought: "I do not think that it leaked".
NEG_RAISING = frozenset({"think", "believe", "expect", "suppose", "imagine"})
#: Verbs of the lexicon's doubt that with a source only attribute: "aid workers estimated that 290 had died".
ATTRIBUTING = frozenset({"estimate", "suggest", "allege"})


def judge(parse: Parse, words: Sequence[Word], candidate: Candidate, said: Sequence[Said], lexicon: Lexicon) -> tuple[Polarity, Modality, tuple[Signal, ...]]:
    """Return polarity and modality of a predicate, with the words that decided them.

    ``said`` are the attributions whose content holds it, nearest first.
    """
    found = list(signals(candidate, [words[s.cue] for s in said], lexicon, words))
    if not found:
        return "affirmed", "asserted", ()
    if candidate.token is candidate.clause.planned:
        found = [(kind, word) for kind, word in found if word is not candidate.token]  # "The goal is to reach everyone"
    if candidate.token.lower == "comment" and any(kind == "negation" for kind, _ in found):
        found = [(kind, word) for kind, word in found if kind == "negation"]  # "would not comment" is a refusal
    if is_told(candidate) and not any(kind == "condition" for kind, _ in found):
        found = [(kind, word) for kind, word in found if word.lower not in WOULD]
    elif unreal(candidate, said, lexicon.cues):
        found = [("condition" if kind == "future" and word.lower in WOULD else kind, word) for kind, word in found]
    modality: Modality = max((OF[kind] for kind, _ in found if kind in OF), key=ORDER.index, default="asserted")
    negations = len({word.i for kind, word in found if kind == "negation"})
    polarity: Polarity = "negated" if negations % 2 else "affirmed"
    rows = sorted({Signal(kind, span := parse.span(word.i, word.i + 1), span.of(parse.text)) for kind, word in found}, key=lambda s: (s.span, s.kind))
    return polarity, modality, tuple(rows)


def is_told(candidate: Candidate) -> bool:
    """Whether a "would" tells what did come: "would later become mayor", "would come to dominate", "would go on to win"."""
    head = candidate.opener or candidate.clause
    main = head.dep in ("ROOT", "conj", "parataxis") or head.dep == "acl:relcl"
    return main and (head.has("advmod", "later") or (head.lemma in ("come", "go") and head is candidate.opener))


def unreal(candidate: Candidate, said: Sequence[Said], cues: Cues) -> bool:
    """Whether a "would" speaks of what is not, and not of what was to come when it was reported.

    "The three would hold 41 seats", "would have prevented these deaths"; but "He said the search would continue", "a bill that would oblige".
    """
    head = main_of(candidate.clause, cues) or candidate.clause
    if head.tag == "VBN" and any(a.lower == "have" for a in head.children("aux")):
        return True
    if head.dep.startswith("acl") or (head.tag == "VB" and head.has("aux", "have")):
        return False
    reported = [s for s in said if not s.act]
    main = (candidate.opener if candidate.opener is not None and head is candidate.clause else head).dep in ("ROOT", "conj", "parataxis")  # "The agreement was that it would not sell": to come, when it was made
    return reported[0].attribution.form == "direct" if reported else main and not said


def signals(candidate: Candidate, cues: Sequence[Word], lexicon: Lexicon, words: Sequence[Word]) -> Iterator[Found]:
    """Yield the words that bear on a predicate."""
    head = candidate.clause
    yield from of_clause(head, lexicon.cues, words)
    if candidate.opener is not None:
        yield from of_opener(candidate.opener, lexicon, words)
        if owes(candidate.opener, head, lexicon):
            yield "demand", candidate.opener
    if head.dep == "conj" and head.head.pos in ("VERB", "AUX") and head.child("aux", "nsubj", "nsubj:pass") is None and not tensed(head):
        yield from ((kind, word) for kind, word in of_clause(head.head, lexicon.cues, words) if kind in ("modal", "future", "demand"))  # "could flood and cut off"
    yield from (("condition", word) for word in (*of_condition(head, lexicon.cues), *of_protasis(head, candidate.opener)))
    yield from of_main(head, lexicon, words)
    yield from of_negated_noun(head)
    yield from of_time(head, lexicon, words)
    yield from of_frame(head, lexicon)
    for hop, cue in enumerate(cues):
        for kind, word in of_cue(cue, head, lexicon.cues):
            if hop == 0 or kind not in ("denial", "demand", "negation"):  # "denied the strike, but said troops should not be there"
                yield kind, word


def tensed(verb: Word) -> bool:
    """Whether a verb without an auxiliary of its own has a tense all the same: "will appeal, and | were fined"; not "could burst and | be lost"."""
    return any(k.dep in ("aux:pass", "cop") and k.tag in FINITE for k in verb.kids)


def main_of(head: Word, cues: Cues) -> Word | None:
    """Return the clause that a participle behind it goes with: "would flood the valley, | destroying 40 barns", "could harm trade | by painting it black".

    Not "will leave | after serving six years", nor one that speaks: "will leave, | citing her health".
    """
    main = head.head
    if head.tag != "VBG" or head.dep != "advcl" or main.i > head.i or any(k.dep in ("aux", *SUBJECTS) for k in head.kids):
        return None
    speaks = head.lemma in cues.say or head.lemma in cues.act or head.lemma in cues.demand
    return None if speaks or any(mark not in ("by", "thereby") for mark in head.marks) else main


def of_main(head: Word, lexicon: Lexicon, words: Sequence[Word]) -> Iterator[Found]:
    """Yield what makes the clause that a participle goes with less than asserted."""
    main = main_of(head, lexicon.cues)
    if main is None:
        return
    opener = main.head if main.dep == "xcomp" and main.infinitive else None
    found = [*of_clause(main, lexicon.cues, words), *(of_opener(opener, lexicon, words) if opener is not None else ())]
    yield from ((kind, word) for kind, word in found if kind in ("modal", "future", "demand"))
    yield from (("condition", word) for word in (*of_condition(main, lexicon.cues), *of_protasis(main, opener)))


def of_negated_noun(head: Word) -> Iterator[Found]:
    """Yield the "not" of what a relative clause hangs on: "This was not a leak | that got out of hand"; not of "the leak", which there was."""
    noun = head.head
    if head.dep == "acl:relcl" and noun.child("cop") is not None and noun.has("det", "a", "an"):
        yield from (("negation", kid) for kid in noun.children("advmod") if kid.lower in ("not", "n't", "n’t"))


def of_time(head: Word, lexicon: Lexicon, words: Sequence[Word]) -> Iterator[Found]:
    """Yield the "until" of a clause in the present that hangs on one that is to come: "will wait until relatives are notified"."""
    if head.dep != "advcl":
        return
    mark = next((k for k in head.kids if k.lower in ("until", "till", "when", "once", "before", "after") and k.dep in ("mark", "advmod") and k.i < head.i), None)
    main = head.head
    if mark is None or main is head:
        return
    finite = next((k for k in head.kids if k.dep in ("aux", "aux:pass", "cop") and k.tag in ("VBZ", "VBP", "VBD", "MD")), head)
    if finite.tag in ("VBZ", "VBP") and any(kind in ("future", "demand", "modal") for kind, _ in of_clause(main, lexicon.cues, words)):
        yield "future", mark


def of_frame(head: Word, lexicon: Lexicon) -> Iterator[Found]:
    """Yield what the clause above says of how sure this one is: "I fear that", "it is believed that", "it is possible that"."""
    if head.dep not in ("ccomp", "csubj", "csubj:pass", "xcomp", "advcl") or (head.dep == "advcl" and head.i < head.head.i):
        return
    above, opening = head.head, lexicon.predicates.opening
    subject = above.child("nsubj", "expl")
    if above.lemma in opening["hedging"] and subject is not None and subject.lower in ("i", "we"):
        yield "hedge", above
        yield from raised_negation(above)
    elif (above.lemma in opening["raising"] or above.lemma in SEEMING) and is_impersonal(above) and above.lemma not in FACTUAL:
        yield ("future" if above.lemma in opening["future"] else "hedge"), above
    elif above.lemma == "wish" and head.dep == "ccomp" and subject is not None:
        yield "condition", above  # "I wish I had pressed charges"
    elif looks_like(above) is head:
        yield "hedge", above
    elif above.lemma in opening["doubtful"] and above.child("cop") is not None:
        yield ("modal" if above.lemma in ("possible", "conceivable", "feasible") else "hedge"), above
    if (head.dep == "ccomp" and above.lemma == "demand" and above.infinitive) or (head.dep == "xcomp" and head.infinitive and above.lemma in DEMANDS and above.child("obj", "iobj") is not None) or called_for(head):
        yield "demand", above  # "blocked the road to demand that the mine reopen"


def of_opener(opener: Word, lexicon: Lexicon, words: Sequence[Word]) -> Iterator[Found]:
    """Yield what a raising or modal word above the predicate says: "appeared to", "is expected to", "is likely to"."""
    lemma, opening = opener.lemma, lexicon.predicates.opening
    if lemma == "have" and (yet := next((k for k in opener.kids if k.lower == "yet"), None)) is not None:
        yield "negation", yet  # "has yet to disclose": nothing is demanded
        return
    yield from of_clause(opener, lexicon.cues, words)
    above = opener.head
    if opener.dep == "xcomp" and opener.infinitive and above.lemma in CHAINED:
        yield from of_opener(above, lexicon, words)  # "is not going | to be able to recruit"
    if lemma == "be" or lemma in opening["future"] or opener.lower in opening["future"]:
        yield "future", opener
    elif lemma in opening["possible"] or (lemma == "able" and opener.has("cop", "is", "are")):
        yield "modal", opener
    elif opener.lower == "supposed":
        yield "demand", opener  # "was supposed to release 180 prisoners"
    elif lemma in lexicon.cues.raising or lemma in opening["hedged"]:
        yield "hedge", opener
    elif lemma in opening["negated"]:
        yield "negation", opener


def owes(opener: Word, head: Word, lexicon: Lexicon) -> bool:
    """Whether a verb says that something is due: "needs to be repaired"; not "had to sign" (it happened), "would have to flee" (if …), "has yet to"."""
    if opener.lower == "got" and opener.has("aux", "have", "has", "'ve", "’ve", "'s", "’s"):
        return head.infinitive  # "you have got to train"
    if opener.lemma not in lexicon.predicates.opening["owed"] or not (head.infinitive or (head.dep == "conj" and head.head.infinitive)) or any(k.lower == "yet" for k in opener.kids):
        return False
    return not (opener.lemma == "have" and (opener.tag == "VBD" or opener.child("aux") is not None))


def finite(word: Word) -> bool:
    """Whether a verb has a subject or an auxiliary of its own: the "have" of "warned that 300 would have to flee"."""
    return word.pos in ("VERB", "AUX") and word.child("nsubj", "nsubj:pass", "aux") is not None


def is_demanded(head: Word, cue: Word) -> bool:
    """Whether a clause is what a cue demands: "urged Oru to free 12 men", "demanded that Oru free them"."""
    if head.dep == "conj" and (head.head.infinitive or (head.child(*SUBJECTS) is None and head.head.dep == "ccomp")):
        head = head.head  # "urged both sides to stop and to allow"
    if head.dep in ("ccomp", "xcomp") and cue is head.head and (subjunctive(head) or (cue.lemma == "demand" and "that" in head.marks)):
        return True
    behind = cue is head.head or (cue is head.head.head and not finite(head.head))
    return head.dep in ("xcomp", "ccomp", "acl") and head.infinitive and behind


def of_cue(cue: Word, head: Word, cues: Cues) -> Iterator[Found]:
    """Yield what the words of an attribution do to its content: "denied that", "urged Oru to", "is believed to"."""
    lemma = cue.lemma
    if cue is head:
        return
    if cue.pos == "NOUN" and cue.dep in ("obj", "nsubj:pass") and cue.head.lemma in cues.deny:
        yield "denial", cue.head  # "rejects claims that it ignored cracks"
        return
    inside = head.dep in ("xcomp", "ccomp", "conj", "advcl", "acl") or cue.dep == "parataxis"
    if lemma in cues.deny and inside:
        negated = any(k.lower in NEGATIONS for k in cue.kids)
        yield ("negation", cue) if negated else ("denial", cue)
    elif lemma in cues.doubt:
        yield "hedge", cue
    elif lemma in cues.demand and is_demanded(head, cue):
        yield ("future" if lemma == "propose" and head.dep == "xcomp" else "demand"), cue  # "proposed to close the mine": himself
    elif lemma in cues.promise and head.dep in ("xcomp", "ccomp"):
        yield "future", cue
    elif lemma in cues.hedge_verbs and (lemma not in ATTRIBUTING or cue.passive):
        yield "hedge", cue
    if cue is head.head and head.dep in ("ccomp", "xcomp"):
        yield from raised_negation(cue)


def raised_negation(verb: Word) -> Iterator[Found]:
    """Yield the "not" that stands by a verb of thinking and is meant for what is thought: "I do not think that it leaked"."""
    if verb.lemma in NEG_RAISING and not verb.passive:
        yield from (("negation", kid) for kid in verb.kids if kid.lower in NEGATIONS)
