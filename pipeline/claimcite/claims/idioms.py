"""Turns of phrase that read as predicates and say nothing: "as planned", "That's it", "The row looks like", "who asked not to be named"."""

from __future__ import annotations

from claimcite.claims.tree import SUBJECTS, Word
from claimcite.lexicon import Lexicon

LOOKING = frozenset({"look", "seem", "sound", "appear"})
THIN = ("nsubj", "nsubj:pass", "aux", "aux:pass")


def formula(token: Word, lexicon: Lexicon) -> str | None:
    """Why a form that reads as a verb is none: "including", "compared with", "who asked not to be named"; an auxiliary alone."""
    words = lexicon.predicates.speaking["formulas"]
    if token.tag in ("VBN", "VBG") and token.child(*THIN) is None and token.dep in ("advcl", "acl", "xcomp", "parataxis", "conj", "ccomp"):
        based = token.tag == "VBN" and token.dep == "advcl" and f"{token.lemma} on" in words and any(k.case in ("on", "upon") for k in token.kids)
        if token.lemma in words or based:
            return "it works as a preposition"
    if is_anonymity(token) or any(k.dep == "xcomp" and is_anonymity(k) for k in token.kids):
        return "a formula about anonymity"
    if token.tag == "VBN" and token.dep == "advcl" and token.marks in (["as"], ["than"]) and token.child(*THIN, "obl", "obl:agent") is None:
        return "a turn of phrase"  # "as planned", "more than expected"
    if token.lemma == "stand" and token.dep == "advcl" and "as" in token.marks:
        return "a turn of phrase"
    if filler(token) or comes_to_topic(token):
        return "a turn of phrase"
    if token.tag == "MD" or (token.pos == "AUX" and token.child("cop") is None and not any(k.i > token.i and k.pos not in ("PART", "PUNCT") for k in token.kids)):
        return "an auxiliary whose verb is left out"
    return None


def is_anonymity(token: Word) -> bool:
    """Whether a clause says why somebody has no name: "who asked not to be named", "spoke on condition of anonymity"."""
    if token.lemma in ("name", "identify", "quote"):
        return token.infinitive and any(a.lemma in ("ask", "request", "insist", "decline", "want", "wish") for a in token.above())
    if token.lemma == "give":
        return any(k.dep == "obj" and k.lemma == "name" and k.has("amod", "first", "last", "only") for k in token.kids)
    if token.lemma == "speak":
        return any(k.lemma in ("anonymity", "anonymously") or (k.lemma == "condition" and k.case == "on") for k in token.kids)
    return token.lemma in ("authorise", "authorize") and any(k.lemma in ("speak", "talk", "discuss", "comment") for k in token.kids)


def filler(token: Word) -> bool:
    """Whether a verb only fills a pause: "You know, …"."""
    subject = token.child("nsubj")
    return token.lemma == "know" and subject is not None and subject.lower == "you" and token.child("obj", "ccomp", "xcomp", "obl", "aux", "advcl") is None


def comes_to_topic(token: Word) -> bool:
    """Whether a clause only names the topic: "When it comes to cars, Oru leads"."""
    return token.lemma == "come" and token.tag == "VBZ" and token.dep in ("advcl", "obl") and "when" in token.marks and token.has("nsubj", "it") and any(k.case == "to" or "to" in k.marks for k in token.kids)


def looks_like(token: Word) -> Word | None:
    """Return the clause that a verb of seeming only hedges: "The row looks | like it will end"."""
    if token.lemma not in LOOKING:
        return None
    return next((k for k in token.children("advcl", "ccomp") if k.i > token.i and "like" in k.marks and k.child(*SUBJECTS) is not None), None)


def points(token: Word) -> bool:
    """Whether a copula only points at something: "That's it", "That is why | they left"; not "That is why." alone, nor "It is he"."""
    subject = token.child("nsubj")
    if subject is None or subject.lower not in ("that", "this") or any(k.lower in ("not", "n't", "n’t") for k in token.kids):
        return False
    return (token.lower == "it" and token.tag == "PRP" and not any(k.i > token.i and not k.punct for k in token.kids)) or (token.lower in ("why", "when", "where") and token.child("advcl:relcl", "acl:relcl") is not None)
