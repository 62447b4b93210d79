"""Whether a clause is a question within a sentence: what somebody asks, does not say, has yet to decide."""

from __future__ import annotations

from claimcite.claims.tree import PLACE, SUBJECTS, Word

QUESTIONS = frozenset({"when", "whether", "why", "how", "where", "if", "what", "who", "which"})
ASKING = QUESTIONS - {"if"}
#: What is a question itself: "The issue is | how they will pay".
ASKERS = frozenset({"question", "issue", "problem", "mystery", "puzzle", "debate", "dilemma"})
ASKED_IF = frozenset({"figure", "tell", "assess", "investigate", "examine", "unclear", "uncertain", "clear", "sure", "unsure", "unknown", "ask", "wonder", "know", "see", "determine", "decide", "question", "check"})
WONDERING = frozenset({"decide", "know", "consider", "discuss", "determine", "learn", "see", "wonder", "debate", "assess", "understand", "investigate", "examine", "choose"})
#: Behind these "how" tells what happened: "described how the boat began to list".
RECOUNTING = frozenset({"describe", "recount", "recall", "relate", "tell", "show"})
#: They stand before the word that asks: "just how much".
PASSED = frozenset({"just", "exactly", "precisely", "even"})


def embedded_question(token: Word, asking: frozenset[str]) -> bool:
    """Whether a clause is what somebody asks or does not say: "refused to say when the sirens had been sounded"."""
    head = token.head
    if "whether" in token.marks and token.child("nsubj:outer") is not None:
        return True  # "The question is whether voters will follow"
    outer = token.child("nsubj:outer")
    if outer is not None and outer.lemma in ASKERS and any(k.lower in ASKING and k.i > outer.i for k in token.kids):
        return True  # "The question is who gets the seat"
    if token.dep == "conj" and head.pos in ("VERB", "AUX", "ADJ") and token.child(*SUBJECTS) is None and "that" not in token.marks:
        return head.dep != "conj" and embedded_question(head, asking)  # "when it might change and decide"
    if token.dep in ("acl:relcl", "advcl:relcl"):
        return asks_what(head) and not (head.lower == "how" and head.head.lemma in RECOUNTING)
    if token.dep in ("csubj", "csubj:pass", "csubj:outer", "nsubj", "obj") or (token.dep in ("ccomp", "conj", "obl", "nmod") and opens_how(token)):
        return is_question(token)
    if token.i < head.i or token.dep not in ("ccomp", "advcl"):
        return False  # "If she stays, …, he said"
    if token.dep == "advcl":
        asked = head.lemma in asking or (head.lemma in ASKED_IF and head.pos == "ADJ") or any(k.dep == "xcomp" and k.lemma in asking and k.i < token.i for k in head.kids)
        if not asked or head.child("ccomp", "parataxis") is not None:
            return False  # "said 50 were wounded when jets bombed a camp"
    return any(kid.i < token.i and asks(kid, token) for kid in token.kids)


def is_question(clause: Word) -> bool:
    """Whether a clause opens with a word that asks: "whether", "just how much"."""
    return opening_word(clause) in ASKING


def opening_word(clause: Word) -> str:
    """Return the word that a clause opens with, in small letters, past "and" and "just"; "" where it is the verb."""
    opening = min((w for w in clause.subtree() if not (w.punct or w.dep == "cc" or w.lower in PASSED)), key=PLACE, default=clause)
    return opening.lower if opening is not clause else ""


def opens_how(clause: Word) -> bool:
    """Whether "how", "why", "what" or "whether" opens a complement; not of verbs that recount: "described how the boat began to list"."""
    opening = opening_word(clause)
    return opening in ASKING - {"when"} and not (opening == "how" and clause.head.lemma in RECOUNTING)


def asks_what(noun: Word) -> bool:
    """Whether what a relative clause hangs on asks itself: "knows | how much disruption | the wars will have"; so does "what they ignored"."""
    return noun.lower in ("how", "what") or any(k.lower in ("how", "what") or any(g.lower == "how" for g in k.kids) for k in noun.children("advmod", "amod", "det"))


def asks(kid: Word, token: Word) -> bool:
    """Whether a word opens an embedded question: "whether", "how many were hurt"; "if" behind verbs of asking alone."""
    if any(k.lower in ("how", "which", "what") and k.dep in ("advmod", "det") for k in kid.kids):
        return True
    if kid.lower not in QUESTIONS or kid.dep not in ("advmod", "mark"):
        return False
    if kid.lower in ("where", "when") and any(k.text == "," and k.i < kid.i for k in token.kids):
        return False  # "was seen in Pela, where two men held her"
    return kid.lower != "if" or token.head.lemma in ASKED_IF


def asks_itself(token: Word) -> bool:
    """Whether a verb taken for a saying asks: "is expected to decide whether", "before they knew who"; its complement is a question."""
    told = token.child("ccomp", "advcl")
    return token.lemma in WONDERING and told is not None and told.i > token.i and is_question(told)
