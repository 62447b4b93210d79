"""Whom "he", "she", "his" and "her" stand for: one person of those named shortly before, or nobody.

A pronoun goes on with the subject of the clause that it hangs on, "Ann Roe said she …", else with the latest subject (centering); where
no subject is a person, with the only person named. Somebody without a name is a subject too: "Ann Roe found a boy. A guard said …, and
he …" is not about her. Within a quotation a pronoun has no name: there the speaker is "I", and whom he speaks of may be anybody.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

import numpy as np
from spacy.attrs import LOWER
from spacy.tokens import Token

from claimcite.annotate.roles import Roles
from claimcite.annotate.ud import SUBJECTS, child, children
from claimcite.lexicon import Lexicon, NameWords
from claimcite.parse import Parse
from claimcite.records import Entity
from claimcite.spans import Span, SpanIndex

MALE, FEMALE = frozenset({"he", "him", "his"}), frozenset({"she", "her", "hers"})
MEN, WOMEN = frozenset({"man", "boy", "gentleman"}), frozenset({"woman", "girl"})
MARKS = "\"“”'‘’ \n"
#: How many sentences back a pronoun reaches; those of quotation alone do not count.
REACH = 2
DOUBTFUL = "?"


#: What opens a clause that sets its subject beside that of the main one: "Roe left, while Lind stayed".
CONTRAST = frozenset({"while", "whereas", "with"})


@dataclass(frozen=True, slots=True)
class Heard:
    """A person that was named or spoken of; ``name`` is empty for one who has none and for a surname that two people have, and
    ``DOUBTFUL`` for a pronoun that may stand for two.

    ``place`` is that of the token which hangs on the verb; ``woman`` says the sex of somebody without a name, None where nobody knows.
    """

    sentence: int
    name: str
    subject: bool
    place: int
    main: bool = True
    woman: bool | None = None


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
        top = top_of(head)
        self.heard.append(Heard(sentence, name, is_subject(head) and not modifies(head) and not quoted, top.i, is_main(top)))

    def note_unnamed(self, sentence: int, noun: Token, name: str) -> None:
        """Remember somebody who has no name where he is spoken of, and whose name only a description may tell: "the minister"."""
        man, woman = noun.lower_ in MEN | self.words.men_words, noun.lower_ in WOMEN | self.words.women_words
        self.heard.append(Heard(sentence, name, noun.dep_ in SUBJECTS, noun.i, is_main(noun), woman if man != woman else None))

    def near(self, sentence: int, pronoun: Token) -> Iterator[Heard]:
        """Yield those whom a pronoun may stand for, the latest first."""
        woman = pronoun.lower_ in FEMALE
        for one in reversed(self.heard):
            if sentence - one.sentence > REACH:
                return
            known = one.woman if one.name in ("", DOUBTFUL) else self.women.get(one.name)
            if known is None or known == woman:
                yield one

    def resolve(self, sentence: int, pronoun: Token) -> str | None:
        """Return the one person that a pronoun stands for, empty for one without a name, or None where there is nobody or two fit."""
        found = list(self.near(sentence, pronoun))
        subjects = [one for one in found if one.subject]
        here: dict[int, set[str]] = {}
        for one in subjects:
            if one.sentence == sentence:
                here.setdefault(one.place, set()).add(one.name)
        above = next((here[c.i] for c in subjects_above(pronoun) if c.i in here), set[str]()) if here else set()
        if above:
            return the_one(above)
        if subjects and subjects[0].name in ("", DOUBTFUL) and (since := {one.name for one in found if one.sentence > subjects[0].sentence}):
            return the_one(since)  # "A guard spoke. The council asked Ann Roe to stay, but | she | left."
        latest = [one for one in subjects if one.sentence == subjects[0].sentence]
        main = [one for one in latest if one.main] if latest and latest[0].sentence < sentence else []
        return the_one({one.name for one in main or latest} or {one.name for one in found})


def the_one(names: set[str]) -> str | None:
    """Return the only one of some names, or None where there are more or it is in doubt.

    >>> the_one({"Ann Roe"}), the_one({"Ann Roe", "Eva Lind"}), the_one({DOUBTFUL})
    ('Ann Roe', None, None)
    """
    return next(iter(names)) if len(names) == 1 and DOUBTFUL not in names else None


def pronouns(parse: Parse, entities: Iterable[Entity], quotes: SpanIndex[Span], lexicon: Lexicon, roles: Roles) -> dict[int, str]:
    """Return the full names of the persons that pronouns stand for, by token, empty for somebody without a name.

    A pronoun that may stand for two is not among them.
    """
    persons = {parse.places(e.span)[-1]: e for e in entities if e.label == "PER"}
    people, found = People(lexicon.names), dict[int, str]()
    nouns = lexicon.cues.sources["person"] | lexicon.events.kinds.keys() | lexicon.names.persons
    lower, strings = parse.doc.to_array(LOWER), parse.doc.vocab.strings
    said = np.isin(lower, np.array([strings[word] for word in MALE | FEMALE | nouns | {"one"}], dtype=np.uint64))
    noted = sorted({*np.flatnonzero(said).tolist(), *persons})
    number = 0
    for sentence in parse.sentences:
        number += not any(q.covers(sentence.span.trimmed(parse.text, MARKS)) for q in quotes.touching(sentence.span))
        here = noted[bisect_left(noted, sentence.first) : bisect_left(noted, sentence.last)]
        for place in here:
            token = parse.doc[place]
            quoted = bool(quotes.touching(Span(parse.starts[place], parse.starts[place] + 1)))
            if place in persons:
                tokens = parse.tokens(persons[token.i].span)
                before = (t.lower_ for t in parse.doc[max(sentence.first, tokens[0].i - 3) : tokens[0].i])
                people.note(number, persons[token.i].name or "", root_of(tokens), before, quoted=quoted)
            elif token.lower_ not in MALE | FEMALE:
                if not quoted and is_unnamed(token, nouns):
                    people.note_unnamed(number, token, roles.name(token) or "")
            elif token.pos_ in ("PRON", "DET") and not is_object(token):
                behind = {e.name for i in here if i > place and (e := persons.get(i)) and is_done_to(root_of(parse.tokens(e.span)), token)}
                name = None if quoted else people.resolve(number, token)
                name = None if name in behind else name  # "he called Roe a liar": he is not Roe
                if name is not None:
                    found[token.i] = name
                if name:
                    people.women.setdefault(name, token.lower_ in FEMALE)
                if not quoted and (name or token.dep_ in SUBJECTS):
                    people.heard.append(Heard(number, DOUBTFUL if name is None else name, is_subject(token), token.i, is_main(token), token.lower_ in FEMALE))
    return found


def subjects_above(pronoun: Token) -> Iterator[Token]:
    """Yield the subjects of the clauses that a pronoun stands in, the nearest first: Lind in "When Roe came, | Lind | said he would go".

    Not that of a clause beside: "Lind said it was late; the | radio | said he was ill".
    """
    for verb in pronoun.ancestors:
        found = [c for c in verb.children if c.dep_ in SUBJECTS and c.i <= pronoun.i]
        yield from found
        if verb.dep_ in ("conj", "parataxis") and any(c.i != pronoun.i for c in found):
            return


def is_unnamed(noun: Token, nouns: AbstractSet[str]) -> bool:
    """Whether a noun speaks of one person without the name: "a guard" who does something or is met, "one of the guards"."""
    kids = list(noun.children)
    if noun.lower_ == "one":
        return noun.dep_ in SUBJECTS and any(c.dep_ == "nmod" and c.lemma_.lower() in nouns for c in kids)
    new = noun.dep_ in SUBJECTS or (noun.dep_ == "obj" and any(c.lower_ in ("a", "an", "another") for c in kids))
    named = noun.i + 1 < len(noun.doc) and noun.nbor().pos_ == "PROPN"
    return new and noun.tag_ in ("NN", "NNP") and not named and not any(c.dep_ == "nummod" or (c.pos_ == "PROPN" and c.dep_ in ("appos", "flat", "nmod:desc")) for c in kids)


def root_of(tokens: Iterable[Token]) -> Token:
    """Return the token of a name that hangs on something outside it."""
    listed = list(tokens)
    inside = {t.i for t in listed}
    return next((t for t in listed if t.head.i not in inside or t.head.i == t.i), listed[-1])


def top_of(head: Token) -> Token:
    """Return the token by which a mention hangs on its clause: the mayor of "the | mayor |, Ann Roe"."""
    while head.dep_ in ("appos", "flat", "compound", "nmod:desc", "conj") and head.head.pos_ not in ("VERB", "AUX") and head.head.i != head.i:
        head = head.head
    return head


def is_subject(head: Token) -> bool:
    """Whether a mention is what its clause speaks of: "Ann Roe", "the mayor, Ann Roe" and "spokesman Jo Roe" before a verb."""
    return top_of(head).dep_ in SUBJECTS


def is_main(top: Token) -> bool:
    """Whether a subject is not that of a clause which only says more of another: "Roe left | when Lind came"."""
    verb = top.head
    return not verb.dep_.startswith(("advcl", "acl")) or any(c.lower_ in CONTRAST for c in children(verb, "mark", "case"))


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
