"""Verbs that look like cues and attribute nothing: orders, names, embedded questions, deeds, and what is left unsaid."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from claimcite.annotate.attributions.content import Text, cue_lemma
from claimcite.annotate.ud import SUBJECTS, ancestors, by_agent, case_of, child, children, is_passive
from claimcite.lexicon import Cues

UNNAMED = frozenset({"name", "identify", "quote"})
#: Who speaks for nobody: "as you know", "we believe that …" of a text's own voice.
PARTIES = frozenset({"i", "we", "you"})
#: Things that a pronoun stands for show and mean much, and say nothing.
THINGS = frozenset({"it", "this", "that", "these", "those", "what"})
QUESTIONS = frozenset({"who", "whom", "whose", "what", "which", "how", "why", "when", "where", "whether"})
#: "decided | to leave" tells a deed, as "decided | what to do" does.
ASKED = QUESTIONS | {"to"}
REFUSING = frozenset({"decline", "refuse", "fail", "try"})


def says_nothing(verb: Token, text: Text) -> bool:
    """Whether a verb attributes nothing, whatever stands behind it.

    "Add two eggs: …", "a ferry called Irena", "before they knew who had won", "You were told to expect", "declined to say when",
    "who asked not to be named", "That said, …", "their demands include that …", "files relating to the fire".
    """
    lemma = cue_lemma(verb, text.cues)
    return (
        lemma in text.cues.silent
        or is_formula(verb)
        or is_order(verb)
        or is_phrase(verb)
        or names(verb, lemma)
        or asks_within(verb, lemma, text.cues)
        or is_unsaid(verb)
        or is_withheld(verb, lemma)
        or (lemma == "relate" and any(case_of(c) == "to" for c in children(verb, "obl")))
        or (is_passive(verb) and told_to_party(verb, lemma))
    )


def is_formula(verb: Token) -> bool:
    """Whether a verb only says that somebody stays unnamed, "who asked not to be named", or turns to something else, "That said, …"."""
    if verb.lemma_.lower() == "say" and verb.tag_ in ("VBD", "VBN") and verb.i and verb.nbor(-1).lower_ == "that" and verb.nbor(-1).is_sent_start:
        return True
    return verb.lemma_.lower() in ("ask", "request") and any(c.lemma_.lower() in UNNAMED for c in children(verb, "xcomp", "ccomp", "advcl"))


def is_order(verb: Token) -> bool:
    """Whether a verb is an imperative: "Add more salt: …"."""
    if verb.tag_ not in ("VB", "VBP") or child(verb, *SUBJECTS, "aux", "mark") is not None:
        return False
    return verb.is_sent_start or (verb.dep_ in ("ROOT", "parataxis") and verb.i > 0 and verb.nbor(-1).text in (":", '"', ";", "-", "—"))


def is_phrase(verb: Token) -> bool:
    """Whether a verb of saying only introduces or joins: "let's say", "say the dam breaks", "having said that", "it goes without saying"."""
    if verb.lemma_.lower() != "say" or any(c.dep_ in SUBJECTS for c in verb.children):
        return False
    if verb.tag_ == "VB":
        return verb.head.lemma_.lower() == "let" or (verb.i == verb.sent.start and verb.nbor().text != ":")
    without = any(c.lower_ == "without" for c in children(verb, "mark", "case"))
    return without or any(c.lower_ == "having" for c in children(verb, "aux"))


def names(verb: Token, lemma: str) -> bool:
    """Whether a verb only gives the name of a thing: "a ferry called Irena", "it is called a bore", "is known to be cold"."""
    if lemma == "call" and any(c.lower_.endswith(("self", "selves")) for c in children(verb, "obj")):
        return True  # "a man who calls himself Roe"
    if lemma == "know":
        return is_passive(verb)
    if lemma == "find":
        told = child(verb, "xcomp")
        return is_passive(verb) and told is not None and told.pos_ != "VERB"  # "was found guilty"
    if lemma != "call" or verb.tag_ != "VBN" or by_agent(verb) is not None:
        return False
    return verb.dep_ == "acl" or (is_passive(verb) and not any(k.lower_ in ("for", "on") for c in children(verb, "obl") for k in children(c, "case")))


def asks_within(verb: Token, lemma: str, cues: Cues) -> bool:
    """Whether a verb of knowing opens a question, which nobody answers: "knows how many fled", "decide what to do"."""
    if lemma not in cues.mental:
        return False
    openers = QUESTIONS if is_passive(verb) else ASKED  # "is considered | to be"
    return any(c.i > verb.i and c.left_edge.lower_ in openers and not is_relative(c) for c in children(verb, "ccomp", "xcomp", "advcl", "obj"))


def is_relative(clause: Token) -> bool:
    """Whether a clause hangs on a noun."""
    return clause.dep_.endswith("relcl")


def is_unsaid(verb: Token) -> bool:
    """Whether somebody only failed to say a thing: "declined to say when", "is trying to explain why"."""
    above = verb.head
    if verb.dep_ != "xcomp" or above.lemma_.lower() not in REFUSING or child(above, *SUBJECTS) is None:
        return False
    return any(c.i > verb.i and c.left_edge.lower_ in QUESTIONS for c in children(verb, "ccomp", "xcomp", "advcl", "obj"))


def is_withheld(verb: Token, lemma: str) -> bool:
    """Whether a verb of denying keeps a thing from somebody: "denied the men food", "denies water to the camp"."""
    if lemma != "deny" or child(verb, "ccomp") is not None:
        return False
    return child(verb, "iobj") is not None or (child(verb, "obj") is not None and any(k.lower_ == "to" for c in children(verb, "obl") for k in children(c, "case")))


def told_to_party(verb: Token, lemma: str) -> bool:
    """Whether the text's own voice was only told or asked: "I am asked to speak", "the dish that we were told to expect"."""
    subject = child(verb, "nsubj:pass", "nsubj")
    return lemma in ("tell", "ask", "advise") and child(verb, "ccomp") is None and subject is not None and subject.lower_ in PARTIES and by_agent(verb) is None


def states(content: Sequence[Token]) -> bool:
    """Whether a content is a clause with a subject or a quotation, not one with a relative clause: "that peace had come", not "the man who left"."""
    inside = {t.i for t in content}
    return any(t.is_quote for t in content) or any(t.dep_ in SUBJECTS and t.head.i in inside and not in_relative(t.head, inside) for t in content)


def in_relative(verb: Token, inside: set[int]) -> bool:
    """Whether a verb stands in a clause that hangs on a noun of the same content."""
    chain = [verb, *ancestors(verb)]
    return any(t.dep_ in ("acl:relcl", "acl", "advcl:relcl") and t.head.i in inside for t in chain if t.i in inside)


def voices(main: Token, content: Sequence[Token]) -> bool:
    """Whether a verb that no list knows says its content: it governs a clause of it, or a quotation is all of it."""
    inside = {t.i for t in content}
    clause = next((c for c in children(main, "ccomp") if c.i in inside and c.left_edge.lower_ not in QUESTIONS), None)
    whole = [t for t in content if not t.is_punct or t.is_quote]
    return clause is not None or (len(whole) > 3 and whole[0].is_quote and whole[0].sent == main.sent)
