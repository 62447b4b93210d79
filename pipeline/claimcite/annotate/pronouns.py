"""Whom "he", "she", "his" and "her" stand for: one person of those named shortly before, or nobody.

A pronoun goes on with the latest subject (centering); where no subject is a person, with the only person named. Within a quotation
it has no name: there the speaker is "I", and whom he speaks of may be anybody.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
from spacy.attrs import LOWER
from spacy.tokens import Token

from claimcite.annotate.ud import SUBJECTS, child
from claimcite.lexicon import NameWords
from claimcite.parse import Parse
from claimcite.records import Entity
from claimcite.spans import Span, SpanIndex

MALE, FEMALE = frozenset({"he", "him", "his"}), frozenset({"she", "her", "hers"})
MARKS = "\"“”'‘’ \n"
#: How many sentences back a pronoun reaches; those of quotation alone do not count.
REACH = 2


@dataclass(frozen=True, slots=True)
class Heard:
    """A person that was named or spoken of; ``name`` is empty for a surname that two people have."""

    sentence: int
    name: str
    subject: bool
    token: Token


@dataclass(slots=True)
class People:
    """Who was spoken of, while a document is read from front to back."""

    words: NameWords
    heard: list[Heard] = field(default_factory=list)
    women: dict[str, bool] = field(default_factory=dict)

    def note(self, sentence: int, name: str, head: Token, beside: Iterable[str], *, quoted: bool) -> None:
        """Remember a person that is named, and what the words beside the name and the given name say of the sex.

        Whom a quotation speaks of is not whom the text goes on with: "“Roe was late.” She said no more."
        """
        around = set(beside)
        if name and name not in self.women:
            given = name.split(maxsplit=1)[0].lower()
            man = bool(around & self.words.men_words) or given in self.words.men
            woman = bool(around & self.words.women_words) or given in self.words.women
            if man != woman:
                self.women[name] = woman
        self.heard.append(Heard(sentence, name, is_subject(head) and not modifies(head) and not quoted, head))

    def near(self, sentence: int, pronoun: Token) -> Iterator[Heard]:
        """Yield those whom a pronoun may stand for, the latest first."""
        woman = pronoun.lower_ in FEMALE
        for one in reversed(self.heard):
            if sentence - one.sentence > REACH:
                return
            if self.women.get(one.name, woman) == woman:
                yield one

    def resolve(self, sentence: int, pronoun: Token) -> str | None:
        """Return the one person that a pronoun stands for, or None."""
        found = list(self.near(sentence, pronoun))
        subjects = [one for one in found if one.subject]
        names = {one.name for one in subjects if one.sentence == subjects[0].sentence} or {one.name for one in found}
        return (names.pop() or None) if len(names) == 1 else None


def pronouns(parse: Parse, entities: Iterable[Entity], quotes: SpanIndex[Span], words: NameWords) -> dict[int, str]:
    """Return the full names of the persons that pronouns stand for, by token; a pronoun that may stand for two has none."""
    persons = {parse.places(e.span)[-1]: e for e in entities if e.label == "PER"}
    people, found = People(words), dict[int, str]()
    lower = parse.doc.to_array(LOWER)
    said = np.isin(lower, np.array([parse.doc.vocab.strings[word] for word in MALE | FEMALE], dtype=np.uint64))
    noted = sorted({*np.flatnonzero(said).tolist(), *persons})
    number = 0
    for sentence in parse.sentences:
        number += not any(q.covers(sentence.span.trimmed(parse.text, MARKS)) for q in quotes.touching(sentence.span))
        here = noted[bisect_left(noted, sentence.first) : bisect_left(noted, sentence.last)]
        for place in here:
            token = parse.doc[place]
            if place in persons:
                tokens = parse.tokens(persons[token.i].span)
                before = (t.lower_ for t in parse.doc[max(sentence.first, tokens[0].i - 3) : tokens[0].i])
                quoted = bool(quotes.touching(persons[token.i].span))
                people.note(number, persons[token.i].name or "", root_of(tokens), before, quoted=quoted)
            elif token.lower_ in MALE | FEMALE and token.pos_ in ("PRON", "DET") and not is_object(token):
                at = parse.starts[token.i]
                behind = {e.name for i in here if i > place and (e := persons.get(i)) and is_done_to(root_of(parse.tokens(e.span)), token)}
                name = None if quotes.touching(Span(at, at + 1)) else people.resolve(number, token)
                name = None if name in behind else name  # "he called Roe a liar": he is not Roe
                if name is not None:
                    found[token.i] = name
                    people.women.setdefault(name, token.lower_ in FEMALE)
                    people.heard.append(Heard(number, name, is_subject(token), token))
    return found


def root_of(tokens: Iterable[Token]) -> Token:
    """Return the token of a name that hangs on something outside it."""
    listed = list(tokens)
    inside = {t.i for t in listed}
    return next((t for t in listed if t.head.i not in inside or t.head.i == t.i), listed[-1])


def is_subject(head: Token) -> bool:
    """Whether a mention is what its clause speaks of: "Ann Roe", "the mayor, Ann Roe" and "spokesman Jo Roe" before a verb."""
    while head.dep_ in ("appos", "flat", "compound", "nmod:desc", "conj") and head.head.pos_ not in ("VERB", "AUX") and head.head.i != head.i:
        head = head.head
    return head.dep_ in SUBJECTS


def modifies(head: Token) -> bool:
    """Whether a name only says more of a noun: "Ann Lind, a | Roe | supporter"."""
    return head.dep_ == "compound" and head.head.i > head.i and head.head.pos_ == "NOUN"


def is_done_to(name: Token, pronoun: Token) -> bool:
    """Whether somebody named is the object of what a pronoun does: "he asked about the mill and called Roe a liar"."""
    verb = name.head
    return name.dep_ in ("obj", "iobj") and (verb.i == pronoun.head.i or (verb.dep_ == "conj" and verb.head.i == pronoun.head.i))


def is_object(token: Token) -> bool:
    """Whether a pronoun is an object, which the subject of its own clause never is, and many others may be."""
    return token.lower_ == "him" or (token.lower_ == "her" and token.dep_ != "nmod:poss" and child(token, "case") is None)
