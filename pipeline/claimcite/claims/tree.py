"""The parse as the rules of claims read it: words with plain attributes, and the phrases that they head.

spaCy makes a new object at each look at a token; the rules look often, so each document's tokens are read once (``words.words_of``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "expl"})
CLAUSES = frozenset(
    {"ROOT", "conj", "ccomp", "advcl", "advcl:relcl", "acl", "acl:relcl", "parataxis", "csubj", "csubj:pass", "xcomp", "csubj:outer"}
)
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
VERBAL = frozenset({"VERB", "AUX"})
#: Dependents that are no part of the noun phrase that a reader would name.
OUTSIDE_PHRASE = frozenset(
    {"acl:relcl", "parataxis", "advcl", "advcl:relcl", "cop", "aux", "aux:pass", "mark", "punct", "discourse", "cc:preconj", "dislocated", "vocative"}
)  # fmt: skip
#: Days, months and the like, which own nothing and do nothing.
TIMES = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "tomorrow", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "year", "month", "week", "day", "night", "summer", "winter", "spring", "autumn"])
#: A climb is no longer than this: no sentence is deeper, and a parse with a loop ends.
DEPTH = 100
PLACE = attrgetter("i")


class Word:
    """A token: its place ``i`` in the document, what the model says of it, its head (itself for a root) and its dependents in order."""

    __slots__ = ("dep", "head", "i", "kids", "lemma", "lower", "pos", "punct", "space", "tag", "text")

    def __init__(self, i: int, text: str, lemma: str, tags: tuple[str, str, str]) -> None:
        self.i = i
        self.text = text
        self.lower = text.lower()
        self.lemma = lemma.lower() or self.lower
        self.pos, self.tag, self.dep = tags
        self.punct = self.space = False
        self.head = self
        self.kids: Sequence[Word] = ()  # most words have none

    def __repr__(self) -> str:
        return f"{self.text}/{self.dep}"

    def child(self, *deps: str) -> Word | None:
        """Return the first dependent with one of these labels."""
        for kid in self.kids:
            if kid.dep in deps:
                return kid
        return None

    def children(self, *deps: str) -> list[Word]:
        """Return the dependents with one of these labels, in order."""
        return [kid for kid in self.kids if kid.dep in deps]

    def has(self, dep: str, *words: str) -> bool:
        """Whether a dependent with this label is one of these words."""
        return any(kid.dep == dep and kid.lower in words for kid in self.kids)

    @property
    def case(self) -> str:
        """The preposition in small letters, fixed parts included, or ""."""
        for kid in self.kids:
            if kid.dep == "case":
                fixed = [k.lower for k in kid.kids if k.dep == "fixed"]
                return " ".join([kid.lower, *fixed]) if fixed else kid.lower
        return ""

    @property
    def marks(self) -> list[str]:
        """The words that open the clause, in small letters: "after", "that", "when"."""
        return [k.lower for k in self.kids if (k.dep in ("mark", "case") or (k.dep == "advmod" and k.tag == "WRB")) and k.i < self.i]

    @property
    def passive(self) -> bool:
        """Whether a verb is in the passive voice; "have given up" is not, whatever the label of its subject."""
        if self.child("aux:pass") is not None:
            return True
        return self.child("nsubj:pass") is not None and self.child("aux") is None and self.bare_object is None

    @property
    def bare_object(self) -> Word | None:
        """A phrase without preposition behind a verb, whatever its label: "The flood killed at least 87 people", taken for a passive."""
        behind = ("obj", "obl", "obl:agent", "obl:unmarked")
        for kid in self.kids:
            if kid.i > self.i and kid.dep in behind and not kid.case and (kid.dep == "obj" or (kid.tag != "NNP" and kid.child("nummod", "det", "nmod:poss") is not None)):
                return kid if kid.pos in ("NOUN", "PRON", "PROPN", "NUM") else None
        return None

    @property
    def to(self) -> Word | None:
        """The "to" of an infinitive."""
        for kid in self.kids:
            if kid.lower == "to" and kid.dep in ("mark", "aux"):
                return kid
        return None

    @property
    def infinitive(self) -> bool:
        """Whether "to" stands before a verb."""
        return self.to is not None

    @property
    def planned(self) -> Word | None:
        """The "was" of "the town was to be evacuated"; None for other verbs."""
        to = self.to
        if to is None:
            return None
        return next((k for k in self.kids if k.i < to.i and k.lemma == "be" and k.dep in ("aux", "cop", "aux:pass")), None)

    def above(self) -> Iterator[Word]:
        """Yield the heads above, nearest first."""
        word = self
        for _ in range(DEPTH):
            if word.head is word:
                return
            word = word.head
            yield word

    def below(self, without: Iterable[int] = ()) -> list[Word]:
        """Return the word and all below it in order, leaving out the subtrees of the words at ``without``."""
        return sorted(self.subtree(without), key=PLACE)

    def subtree(self, without: Iterable[int] = ()) -> list[Word]:
        """Return the same words as ``below``, in no order that counts."""
        closed, found, stack = set(without), [], [self]
        while stack:
            here = stack.pop()
            found.append(here)
            if here.kids:
                stack += [kid for kid in here.kids if kid.i not in closed] if closed else here.kids
        return found


# --- phrases --------------------------------------------------------------------------------------------------------


def phrase(head: Word, words: Sequence[Word], *, conj: bool = True) -> list[Word]:
    """Return a noun phrase without relative clauses: a contiguous stretch around its head.

    "one of its positions that was hit on Monday" -> "one of its positions"
    """
    closed = set()
    for kid in head.kids:
        behind = kid.dep == "acl" and kid.i > head.i and (kid.tag != "VBN" or kid.child("nsubj", "nsubj:pass", "aux:pass") is not None)
        before = kid.dep == "case" or (kid.dep == "cc" and kid.i < head.i)
        if kid.dep in OUTSIDE_PHRASE or (not conj and kid.dep in ("conj", "cc")) or behind or before:
            closed.add(kid.i)
    if head.child("cop") is not None:  # the subject and adverbials of a predicate noun are not in its phrase
        outside = ("obl", "advmod", "ccomp", "conj", "cc", "obl:unmarked", "obl:tmod")
        closed |= {kid.i for kid in head.kids if kid.dep in SUBJECTS or kid.dep in outside}
    places, stack = {head.i}, [kid for kid in head.kids if kid.i not in closed]
    while stack:
        here = stack.pop()
        if here.dep != "acl:relcl" and not (here.dep == "acl" and here.child("nsubj") is not None):
            places.add(here.i)
            stack += here.kids
    return contiguous(head, places, words)


def contiguous(head: Word, places: set[int], words: Sequence[Word]) -> list[Word]:
    """Return the stretch around ``head`` that has no gap but commas, hyphens and quotation marks."""
    first = last = head.i
    while first - 1 in places or (first - 2 in places and first > 0 and bridges(words[first - 1])):
        first -= 1
    while last + 1 in places or (last + 2 in places and last + 1 < len(words) and bridges(words[last + 1])):
        last += 1
    while first < head.i and ((words[first].punct and words[first].text not in ('"', "'", "(")) or words[first].space):
        first += 1
    while last > head.i and ((words[last].punct and words[last].text not in ('"', "'", ")", "%")) or words[last].space):
        last -= 1
    return list(words[first : last + 1])


def bridges(word: Word) -> bool:
    """Whether a word may stand between two parts of a phrase without belonging to it by the parse."""
    return word.space or word.text in (",", "-", "–", '"', "'", "(", ")")
