"""The words of a clause itself that bear on it: negation, modals, adverbs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimcite.claims.conditions import inverted
from claimcite.claims.tree import Word
from claimcite.lexicon import Cues
from claimcite.records import SignalKind

NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "without", "nobody", "none", "nothing", "hardly", "barely", "scarcely", "no-one", "noone"})
WOULD = frozenset({"would", "'d", "’d"})
WILL = WOULD | {"will", "'ll", "’ll", "wo", "shall"}
#: "We can hear knocking" says that it is heard.
SENSES = frozenset({"hear", "see", "feel", "smell", "confirm", "say", "tell", "remember", "imagine", "understand"})
#: What a thing could hold it was able to hold: "The ferry could carry 12 lorries"; what can cause a fire may or may not.
CAPACITY = frozenset({"carry", "hold", "seat", "accommodate", "house", "store", "fit"})
CHANCES = frozenset({"cause", "lead", "result", "happen", "occur", "trigger", "arise", "vary", "worsen"})
SCHEDULED = frozenset({"plan", "schedule", "expect", "slate", "set", "forecast"})
LIKING = frozenset({"like", "love", "prefer", "hate"})
Found = tuple[SignalKind, Word]


def of_clause(head: Word, cues: Cues, words: Sequence[Word]) -> Iterator[Found]:
    """Yield negation, modals and adverbs of one clause."""
    if head.pos == "VERB" and (planned := head.planned) is not None:
        yet = yet_to(head)
        yield ("future", planned) if yet is None else ("negation", yet)
    elif is_due(head):
        yield "future", head
    for kid in head.kids:
        lower, dep = kid.lower, kid.dep
        if lower == "longer" and kid.i and words[kid.i - 1].lower == "no":
            yield "negation", kid
        if lower in NEGATIONS and dep in ("advmod", "neg", "det", "cc:preconj", "obj", "nsubj", "nsubj:pass", "mark", "obl"):
            astray = dep == "advmod" and head.dep == "acl:relcl" and kid.i < head.head.i < head.i  # "This was | not | the first time it had failed"
            if not (lower == "not" and only(kid, words)) and not compares(kid, words) and not astray:
                yield "negation", kid
        elif dep in ("nsubj", "nsubj:pass", "obj"):
            no = next((k for k in kid.kids if (k.dep in ("det", "advmod", "cc:preconj") and k.lower in ("no", "neither", "not")) and not compares(k, words)), None)
            if no is not None:
                yield "negation", no
        if dep in ("aux", "aux:pass") and not (lower == "should" and inverted(head) is kid):
            yield from of_auxiliary(kid, head, cues)
        elif dep in ("advmod", "obl") and lower in cues.hedge_adverbs:
            yield ("modal" if lower in cues.possible else "hedge"), kid


def yet_to(head: Word) -> Word | None:
    """Return the "yet" of what has not happened: "The car is | yet | to be tested"."""
    to = head.to
    near = (*head.kids, head.head)
    return next((w for w in near if to is not None and w.lower == "yet" and w.i == to.i - 1), None)


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
    elif (lower == "can" and head.lemma not in CHANCES and head.child("aux:pass", "cop") is None) or (lower in ("can", "could") and head.lemma in CAPACITY):
        return  # "The tram can carry 90 people": it is able to
    elif lower in cues.possible:
        sensed = lower in ("can", "could") and head.lemma in SENSES
        negated = lower in ("could", "can", "ca") and any(k.lower in ("not", "n't", "n’t") for k in head.kids)
        if not sensed and not negated:
            yield "modal", word
    elif lower in cues.demanded:
        yield "demand", word
