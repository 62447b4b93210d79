"""Polarity and modality (FactBank): what is negated, hedged, possible, to come, supposed, demanded or denied, and by which words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

from claimcite.annotate.attributions import Said
from claimcite.claims.predicates import Candidate
from claimcite.claims.refusals import SEEMING, is_impersonal, subjunctive
from claimcite.claims.tree import Word
from claimcite.lexicon import Cues, Lexicon
from claimcite.parse import Parse
from claimcite.records import Modality, Polarity, Signal, SignalKind

#: From the least to the most that takes a claim out of the real: where several apply, the last one holds.
ORDER: tuple[Modality, ...] = get_args(Modality)
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "without", "nobody", "none", "nothing", "hardly", "barely", "scarcely", "no-one", "noone"})
OF: dict[SignalKind, Modality] = {"hedge": "hedged", "modal": "possible", "future": "future", "condition": "hypothetical", "demand": "demanded", "denial": "denied"}
WILL = frozenset({"will", "'ll", "’ll", "wo", "shall", "would", "'d", "’d"})
#: "We can hear knocking" says that it is heard.
SENSES = frozenset({"hear", "see", "feel", "smell", "confirm", "say", "tell", "remember", "imagine", "understand"})
DEMANDS = frozenset({"ask", "urge", "call", "beg", "tell", "request", "implore", "instruct", "press", "advise", "want", "demand"})
SCHEDULED = frozenset({"plan", "schedule", "expect", "slate", "set", "forecast"})
WOULD = frozenset({"would", "'d", "’d"})
#: Verbs of the lexicon's doubt that with a source only attribute: "aid workers estimated that 290 had died".
ATTRIBUTING = frozenset({"estimate", "suggest", "allege"})
MODALS = frozenset({"may", "can", "should", "must", "would", "could", "might", "'d", "’d", "will", "’ll", "'ll"})
LIKING = frozenset({"like", "love", "prefer", "hate"})
Found = tuple[SignalKind, Word]


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
    if unreal(candidate, said):
        found = [("condition" if kind == "future" and word.lower in WOULD else kind, word) for kind, word in found]
    modality: Modality = max((OF[kind] for kind, _ in found if kind in OF), key=ORDER.index, default="asserted")
    negations = len({word.i for kind, word in found if kind == "negation"})
    polarity: Polarity = "negated" if negations % 2 else "affirmed"
    rows = sorted({Signal(kind, span := parse.span(word.i, word.i + 1), span.of(parse.text)) for kind, word in found}, key=lambda s: (s.span, s.kind))
    return polarity, modality, tuple(rows)


def unreal(candidate: Candidate, said: Sequence[Said]) -> bool:
    """Whether a "would" speaks of what is not, and not of what was to come when it was reported.

    "The three would hold 41 seats", "would have prevented these deaths"; but "He said the search would continue", "a bill that would oblige".
    """
    head = candidate.clause
    if head.tag == "VBN" and any(a.lower == "have" for a in head.children("aux")):
        return True
    if head.dep.startswith("acl") or (head.tag == "VB" and head.has("aux", "have")):
        return False
    reported = [s for s in said if not s.act]
    main = (candidate.opener or head).dep in ("ROOT", "conj", "parataxis")  # "The agreement was that it would not sell": to come, when it was made
    return reported[0].attribution.form == "direct" if reported else main and not said


def signals(candidate: Candidate, cues: Sequence[Word], lexicon: Lexicon, words: Sequence[Word]) -> Iterator[Found]:
    """Yield the words that bear on a predicate."""
    head = candidate.clause
    yield from of_clause(head, lexicon.cues, words)
    if candidate.opener is not None:
        yield from of_opener(candidate.opener, lexicon, words)
        if owes(candidate.opener, head, lexicon):
            yield "demand", candidate.opener
    if head.dep == "conj" and head.head.pos in ("VERB", "AUX") and head.child("aux", "nsubj", "nsubj:pass") is None:
        yield from ((kind, word) for kind, word in of_clause(head.head, lexicon.cues, words) if kind in ("modal", "future", "demand"))  # "could flood and cut off"
    yield from of_condition(head, lexicon.cues)
    yield from of_protasis(head, candidate.opener)
    yield from of_time(head, lexicon, words)
    yield from of_frame(head, lexicon)
    for hop, cue in enumerate(cues):
        for kind, word in of_cue(cue, head, lexicon.cues):
            if hop == 0 or kind not in ("denial", "demand", "negation"):  # "denied the strike, but said troops should not be there"
                yield kind, word


def of_condition(head: Word, cues: Cues) -> Iterator[Found]:
    """Yield "if" and "unless": of the clause itself or one that it is coordinated with, and of the condition that it has."""
    above = head
    for _ in range(4):
        mark = above.child("mark")
        if mark is not None and mark.lower in cues.conditions and mark.lower != "whether":
            yield "condition", mark
        if above.dep not in ("conj", "xcomp") or above.head is above:
            break
        above = above.head


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


def of_protasis(head: Word, opener: Word | None) -> Iterator[Found]:
    """Yield the "if" of the condition that a clause with a modal has, also where the parser hung it on the cue: "If she stays, they will flee, he said"."""
    main = opener if opener is not None and opener.child("aux") is not None else head
    helpers = [a.lower for a in main.children("aux")]
    if not helpers and head.planned is None:
        return
    lacking = next((k for k in main.kids if k.dep == "obl" and k.i < main.i and k.case in ("without", "but for")), None)
    if lacking is not None and any(a in ("will", "would", "'ll", "’ll") for a in helpers):
        yield "condition", lacking.child("case") or lacking
    if MODALS.isdisjoint(helpers) and head.planned is None:
        return
    cue = main.head if main.dep == "ccomp" and main.i < main.head.i else None
    for kid in [*main.kids, *(k for k in (cue.kids if cue is not None else ()) if k.i < main.i)]:
        for clause in (kid, *kid.children("nmod")) if kid.dep in ("advcl", "obl", "obl:unmarked", "ccomp") else ():  # a plain verb may pass for a noun
            mark = next((k for k in clause.kids if k.dep == "mark" and k.lower in ("if", "unless")), None)
            if mark is not None:
                yield "condition", mark


def of_frame(head: Word, lexicon: Lexicon) -> Iterator[Found]:
    """Yield what the clause above says of how sure this one is: "I fear that", "it is believed that", "it is possible that"."""
    if head.dep not in ("ccomp", "csubj", "csubj:pass", "xcomp", "advcl"):
        return
    above, opening = head.head, lexicon.predicates.opening
    subject = above.child("nsubj", "expl")
    if above.lemma in opening["hedging"] and subject is not None and subject.lower in ("i", "we"):
        yield "hedge", above
    elif (above.lemma in opening["raising"] or above.lemma in SEEMING) and is_impersonal(above) and above.lemma != "say":
        yield ("future" if above.lemma in opening["future"] else "hedge"), above
    elif above.lemma in opening["doubtful"] and above.child("cop") is not None:
        yield ("modal" if above.lemma in ("possible", "conceivable", "feasible") else "hedge"), above
    if (head.dep == "ccomp" and above.lemma == "demand" and above.infinitive) or (head.dep == "xcomp" and head.infinitive and above.lemma in DEMANDS and above.child("obj", "iobj") is not None):
        yield "demand", above  # "blocked the road to demand that the mine reopen"


def of_clause(head: Word, cues: Cues, words: Sequence[Word]) -> Iterator[Found]:
    """Yield negation, modals and adverbs of one clause."""
    if head.pos == "VERB" and (planned := head.planned) is not None:
        yield "future", planned
    elif is_due(head):
        yield "future", head
    for kid in head.kids:
        lower, dep = kid.lower, kid.dep
        if lower == "longer" and kid.i and words[kid.i - 1].lower == "no":
            yield "negation", kid
        if lower in NEGATIONS and dep in ("advmod", "neg", "det", "cc:preconj", "obj", "nsubj", "nsubj:pass", "mark", "obl"):
            if not (lower == "not" and only(kid, words)) and not compares(kid, words):
                yield "negation", kid
        elif dep in ("nsubj", "nsubj:pass", "obj"):
            no = next((k for k in kid.kids if (k.dep in ("det", "advmod", "cc:preconj") and k.lower in ("no", "neither", "not")) and not compares(k, words)), None)
            if no is not None:
                yield "negation", no
        if dep in ("aux", "aux:pass"):
            yield from of_auxiliary(kid, head, cues)
        elif dep in ("advmod", "obl") and lower in cues.hedge_adverbs:
            yield ("modal" if lower in cues.possible else "hedge"), kid


def compares(word: Word, words: Sequence[Word]) -> bool:
    """Whether "no" belongs to a figure: "no fewer than 30 men"."""
    return word.lower == "no" and word.i + 1 < len(words) and words[word.i + 1].lower in ("fewer", "less", "more")


def is_due(head: Word) -> bool:
    """Whether a state or a passive speaks of a day to come: "is due in court", "is planned for June"; not "is due to rain"."""
    if head.lower == "due":
        return head.child("fixed") is None and head.child("cop") is not None
    return head.tag == "VBN" and head.lemma in SCHEDULED and head.has("aux:pass", "is", "are") and any(k.case == "for" for k in head.children("obl", "nmod"))


def only(word: Word, words: Sequence[Word]) -> bool:
    """Whether "not" belongs to "not only", "not just"."""
    return word.i + 1 < len(words) and words[word.i + 1].lower in ("only", "just", "merely", "least")


def of_auxiliary(word: Word, head: Word, cues: Cues) -> Iterator[Found]:
    """Yield what an auxiliary says: will, may, must."""
    lower = word.lower
    if lower in WILL:
        past = lower in ("'d", "’d") and head.tag in ("VBN", "VBD")  # "we'd seen"
        if not past and head.lemma not in LIKING:
            yield "future", word
    elif lower == "can" and head.child("aux:pass", "cop") is None:
        return  # "The tram can carry 90 people": it is able to
    elif lower in cues.possible:
        sensed = lower in ("can", "could") and head.lemma in SENSES
        negated = lower in ("could", "can", "ca") and any(k.lower in ("not", "n't", "n’t") for k in head.kids)
        if not sensed and not negated:
            yield "modal", word
    elif lower in cues.demanded:
        yield "demand", word


def of_opener(opener: Word, lexicon: Lexicon, words: Sequence[Word]) -> Iterator[Found]:
    """Yield what a raising or modal word above the predicate says: "appeared to", "is expected to", "is likely to"."""
    lemma, opening = opener.lemma, lexicon.predicates.opening
    if lemma == "have" and (yet := next((k for k in opener.kids if k.lower == "yet"), None)) is not None:
        yield "negation", yet  # "has yet to disclose": nothing is demanded
        return
    yield from of_clause(opener, lexicon.cues, words)
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
    if opener.lemma not in lexicon.predicates.opening["owed"] or not head.infinitive or any(k.lower == "yet" for k in opener.kids):
        return False
    return not (opener.lemma == "have" and (opener.tag == "VBD" or opener.child("aux") is not None))


def finite(word: Word) -> bool:
    """Whether a verb has a subject or an auxiliary of its own: the "have" of "warned that 300 would have to flee"."""
    return word.pos in ("VERB", "AUX") and word.child("nsubj", "nsubj:pass", "aux") is not None


def is_demanded(head: Word, cue: Word) -> bool:
    """Whether a clause is what a cue demands: "urged Oru to free 12 men", "demanded that Oru free them"."""
    if head.dep == "ccomp" and cue is head.head and subjunctive(head):
        return True
    if head.dep == "conj" and head.head.infinitive:
        head = head.head  # "urged both sides to stop and to allow"
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
        yield "demand", cue
    elif lemma in cues.promise and head.dep in ("xcomp", "ccomp"):
        yield "future", cue
    elif lemma in cues.hedge_verbs and (lemma not in ATTRIBUTING or cue.passive):
        yield "hedge", cue
