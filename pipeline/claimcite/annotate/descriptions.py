"""Which body "the agency", "the company" and "the group" stand for: the only one that the text has just spoken of, or none."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

import numpy as np
from spacy.attrs import LOWER
from spacy.tokens import Token

from claimcite.annotate.names import BODIES, KIND_WORDS
from claimcite.annotate.pronouns import is_subject, root_of
from claimcite.lexicon import NameWords
from claimcite.parse import Parse
from claimcite.records import Entity

#: How many sentences back a description reaches.
REACH = 2
NARROWING = frozenset({"amod", "compound", "nmod", "nmod:poss", "acl", "acl:relcl", "nummod"})


def descriptions(parse: Parse, entities: Iterable[Entity], words: NameWords) -> dict[int, str]:
    """Return the names of the bodies that plain descriptions stand for, by token.

    Where the last sentence that names bodies has one as its subject, that one; else the only one that the sentences within reach
    name; where two fit, none: a wrong name is worse than none.
    """
    bodies = {parse.places(e.span)[-1]: e for e in entities if e.label == "ORG" and e.name}
    heard: list[tuple[int, str, bool]] = []
    found: dict[int, str] = {}
    strings = parse.doc.vocab.strings
    plain = np.flatnonzero(np.isin(parse.doc.to_array(LOWER), np.array([strings[word] for word in sorted(words.bodies)], dtype=np.uint64)))
    noted = sorted({*plain.tolist(), *bodies})
    for number, sentence in enumerate(parse.sentences):
        for place in noted[bisect_left(noted, sentence.first) : bisect_left(noted, sentence.last)]:
            token = parse.doc[place]
            if token.i in bodies:
                heard.append((number, str(bodies[token.i].name), is_subject(root_of(parse.tokens(bodies[token.i].span)))))
            elif token.lower_ in words.bodies and is_plain(token) and (name := the_one([h for h in near(heard, number) if fits(token, h[1])])) is not None:
                found[token.i] = name
                heard.append((number, name, is_subject(token)))
    return found


def is_plain(noun: Token) -> bool:
    """Whether a noun is only "the agency", which any other word would narrow down."""
    kids = list(noun.children)
    return any(c.lower_ == "the" for c in kids) and not any(c.dep_ in NARROWING for c in kids) and noun.dep_ not in ("compound", "appos")


def fits(noun: Token, name: str) -> bool:
    """Whether a body may go by a description: a firm is no ministry, an agency no firm."""
    words = set(name.split())
    if noun.lower_ == "agency":
        return words.isdisjoint(KIND_WORDS)
    return {w.lower() for w in words}.isdisjoint(BODIES - {"company", "group", "bank", "network", "corporation"})


def near(heard: list[tuple[int, str, bool]], number: int) -> Iterator[tuple[int, str, bool]]:
    """Yield the bodies that were heard of within reach of a sentence, the latest first."""
    for one in reversed(heard):
        if number - one[0] > REACH:
            return
        yield one


def the_one(heard: list[tuple[int, str, bool]]) -> str | None:
    """Return the one body that a description can stand for, or None; the latest comes first."""
    last = heard[0][0] if heard else None
    subjects = {name for at, name, subject in heard if at == last and subject}
    names = subjects if len(subjects) == 1 and len({n for at, n, _ in heard if at == last}) == 1 else {name for _, name, _ in heard}
    return names.pop() if len(names) == 1 else None
