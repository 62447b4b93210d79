"""Questions that rules ask of a Universal Dependencies parse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter

from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "expl"})
CLAUSES = frozenset({"ROOT", "conj", "ccomp", "advcl", "advcl:relcl", "acl", "acl:relcl", "parataxis", "csubj", "csubj:pass", "xcomp", "csubj:outer"})
#: Dependents that are no part of the noun phrase that a reader would name.
OUTSIDE_PHRASE = frozenset({"acl:relcl", "parataxis", "advcl", "advcl:relcl", "cop", "aux", "aux:pass", "mark", "punct", "discourse", "cc:preconj", "dislocated", "vocative"})
SUBJECT_PRONOUNS = frozenset({"he", "she", "it", "they", "i", "we", "you", "who", "which", "that", "this", "these", "those"})
PLACE = attrgetter("i")


def children(token: Token, *deps: str) -> list[Token]:
    """Return the dependents with one of these labels, in order."""
    return [child for child in token.children if child.dep_ in deps]


def child(token: Token, *deps: str) -> Token | None:
    """Return the first dependent with one of these labels."""
    for kid in token.children:
        if kid.dep_ in deps:
            return kid
    return None


def subtree(token: Token, without: Iterable[int] = ()) -> list[Token]:
    """Return the token and all below it, leaving out the subtrees of the tokens at ``without``."""
    closed, found, stack = set(without), [], [token]
    while stack:
        here = stack.pop()
        found.append(here)
        stack += [c for c in here.children if c.i not in closed] if closed else here.children
    found.sort(key=PLACE)
    return found


def phrase(head: Token, *, conj: bool = True, appos: bool = True) -> list[Token]:
    """Return a noun phrase without relative clauses: a contiguous stretch around its head.

    "one of its positions that was hit on Monday" -> "one of its positions"
    """
    closed = set()
    for c in head.children:
        if c.dep_ in OUTSIDE_PHRASE or (not conj and c.dep_ in ("conj", "cc")) or (not appos and c.dep_ == "appos") or (c.dep_ == "acl" and c.i > head.i and c.tag_ != "VBN"):
            closed.add(c.i)
    if child(head, "cop") is not None:  # the subject and adverbials of a predicate noun are not in its phrase
        closed |= {c.i for c in head.children if c.dep_ in SUBJECTS or c.dep_ in ("obl", "advmod", "ccomp", "conj", "cc", "obl:unmarked", "obl:tmod")}
    closed |= {c.i for c in head.children if c.dep_ == "case" or (c.dep_ == "cc" and c.i < head.i)}
    inner = list(subtree(head, closed))
    return contiguous(head, [t for t in inner if t.dep_ != "acl:relcl"])


def contiguous(head: Token, tokens: list[Token]) -> list[Token]:
    """Return the stretch of ``tokens`` around ``head`` that has no gap but commas, hyphens and quotation marks."""
    places = {t.i for t in tokens}
    first = last = head.i
    doc = head.doc
    while first - 1 in places or (first - 2 in places and first - 1 >= 0 and bridges(doc[first - 1])):
        first -= 1
    while last + 1 in places or (last + 2 in places and last + 1 < len(doc) and bridges(doc[last + 1])):
        last += 1
    while first < head.i and ((doc[first].is_punct and doc[first].text not in ('"', "'", "(")) or doc[first].is_space):
        first += 1
    while last > head.i and ((doc[last].is_punct and doc[last].text not in ('"', "'", ")", "%")) or doc[last].is_space):
        last -= 1
    return list(doc[first : last + 1])


def bridges(token: Token) -> bool:
    """Whether a token may stand between two parts of a phrase without belonging to it by the parse."""
    return token.is_space or token.text in (",", "-", "–", '"', "'", "(", ")")


def shared_subject(verb: Token, depth: int = 0) -> tuple[Token | None, bool]:
    """Return the subject and whether it is a patient (passive subject)."""
    own = child(verb, "nsubj", "nsubj:pass", "csubj", "nsubj:outer", "csubj:pass")
    if own is not None:
        if own.lower_ in ("who", "which", "that") and verb.dep_ in ("acl:relcl", "acl", "conj"):
            above = verb if verb.dep_ != "conj" else verb.head
            if above.dep_ in ("acl:relcl", "acl"):
                return above.head, own.dep_.endswith(":pass")
        return own, own.dep_.endswith(":pass") or is_passive(verb)
    if depth > 4 or verb.dep_ == "ROOT":
        return None, False
    head = verb.head
    if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX", "ADJ", "NOUN") and child(verb, "aux:pass") is None:
        subject, _ = shared_subject(head, depth + 1)
        return subject, verb.tag_ == "VBN" and is_passive(head)
    if verb.dep_ == "conj":
        return shared_subject(head, depth + 1)[0], True
    if verb.dep_ == "xcomp":
        controller = child(head, "obj", "iobj")
        if controller is not None and head.lemma_ not in ("promise", "vow", "threaten", "help"):
            return controller, is_passive(verb)
        return shared_subject(head, depth + 1)[0], is_passive(verb)
    if verb.dep_ in ("advcl", "parataxis") and verb.tag_ in ("VBG", "VBN") and child(verb, "mark") is None:
        return shared_subject(head, depth + 1)[0], verb.tag_ == "VBN"
    if verb.tag_ in ("VBD", "VBZ") and child(verb, "aux", "aux:pass", "mark") is None and (left := left_phrase(verb)) is not None:
        return left, False
    if verb.dep_ in ("acl", "acl:relcl") and head.pos_ in ("NOUN", "PROPN", "PRON", "NUM"):
        if verb.dep_ == "acl:relcl" and child(verb, "nsubj") is None and verb.tag_ not in ("VBG", "VBN"):
            return None, False
        return head, verb.tag_ == "VBN" and child(verb, "aux") is None
    return None, False


def complements(verb: Token) -> list[Token]:
    """Return the clauses that a verb governs, those too that the parser hung on its object: "told the Guardian that they had …"."""
    kids = [(c, c.dep_) for c in verb.children]
    found = [c for c, dep in kids if dep in ("ccomp", "xcomp")]
    for c in (c for c, dep in kids if dep in ("obl", "nmod", "obl:unmarked", "obl:tmod")):  # "told reporters at a news conference that officials …"
        found += [k for k in c.children if k.dep_ == "acl:relcl" and k.left_edge.lower_ == "that" and any(m.dep_.startswith("nsubj") and m.lower_ != "that" for m in k.children)]
    for c in (c for c, dep in kids if dep in ("obj", "iobj")):
        found += [k for k in c.children if k.dep_ in ("acl", "acl:relcl", "ccomp") and any(m.dep_ == "mark" and m.lower_ in ("that", "to") and m.i < k.i for m in k.children)]
    return found


def is_passive(verb: Token) -> bool:
    """Whether a verb is in the passive voice."""
    return child(verb, "aux:pass", "nsubj:pass") is not None


def left_phrase(verb: Token) -> Token | None:
    """Return the noun whose phrase or relative clause ends right before a finite verb that the parser left without a subject.

    "the Electoral Commission, which runs the vote, issued …"
    """
    if verb.i == 0 or verb.doc[verb.i - 1].text != ",":
        return None
    last = verb.doc[verb.i - 2] if verb.i > 1 else None
    found = None
    while last is not None and last.right_edge.i < verb.i and last.sent.start <= last.i:
        if last.pos_ in ("NOUN", "PROPN") and any(c.dep_ in ("acl:relcl", "appos", "acl") for c in last.children):
            found = last
        if last.head.i == last.i or last.head.i >= verb.i:
            break
        last = last.head
    return found


def by_agent(verb: Token) -> Token | None:
    """Return the agent of a passive: "run by Faylaq al-Sham"."""
    for c in verb.children:
        if c.dep_ in ("obl", "obl:agent", "nmod") and any(k.dep_ == "case" and k.lower_ == "by" for k in c.children) and (c.pos_ in ("NOUN", "PROPN", "PRON", "NUM") or c.tag_.startswith("NN")):
            return c
    return None


def case_of(token: Token) -> str:
    """Return the preposition of a noun phrase in lower case, fixed parts included, or ""."""
    case = child(token, "case")
    if case is None:
        return ""
    return " ".join(t.lower_ for t in [case, *children(case, "fixed")])


def ancestors(token: Token) -> Iterator[Token]:
    """Yield the heads above a token, nearest first."""
    seen = 0
    while token.head.i != token.i and seen < 100:
        token = token.head
        seen += 1
        yield token
