"""Which words belong to which claim of a sentence, and which claims share their setting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claimcite.annotate.quantities import Found
from claimcite.claims.predicates import Candidate
from claimcite.claims.tree import Word
from claimcite.lexicon import Lexicon
from claimcite.parse import Parse
from claimcite.spans import Span

#: Conjunctions at the edge of a clause that are no part of it.
EDGES = frozenset({"and", "but", "or", "that", ",", "while", "whether", "nor"})
NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Clauses:
    """Which candidate each word of a sentence belongs to, by its number; ``NOWHERE`` for those of sources and cues."""

    parse: Parse
    candidates: Sequence[Candidate]
    silent: frozenset[int]
    heads: dict[int, int]
    owners: dict[int, int]
    owned: list[list[Word]]

    @classmethod
    def of(cls, parse: Parse, words: Sequence[Word], candidates: Sequence[Candidate], silent: frozenset[int]) -> Clauses:
        """``words`` are those of the sentence; those in ``silent``, of sources and cues, belong to no clause."""
        heads: dict[int, int] = {}
        for n, candidate in enumerate(candidates):
            for token in (candidate.opener, candidate.clause, candidate.token):
                if token is not None:
                    heads.setdefault(token.i, n)
        owners: dict[int, int] = dict(heads)
        owned: list[list[Word]] = [[] for _ in candidates]
        for word in words:
            n = owners[word.i] if word.i in owners else owner(word, owners, silent)
            if n != NOWHERE and word.i not in silent and not word.space:
                owned[n].append(word)
        return cls(parse, candidates, silent, heads, owners, owned)

    def path(self, word: Word) -> tuple[int, list[Word]]:
        """Return the candidate that a word belongs to, and the words on the way up to it.

        What stands in a source is of what the source tells of itself: "Roe, who moved to Pela | in May, said …".
        """
        way: list[Word] = []
        inside = word.i in self.silent
        for above in (word, *word.above()):
            if above.i in self.heads:
                return (self.heads[above.i] if not inside or above.i in self.silent else NOWHERE), way
            if (above.i in self.silent) != inside:
                break
            way.append(above)
        return NOWHERE, way

    def span(self, n: int) -> Span:
        """Return the span of a clause: from its first to its last word, conjunctions and punctuation at the edges left out."""
        anchor = self.candidates[n].token
        tokens = self.owned[n] or [anchor]
        first, last = 0, len(tokens) - 1
        while first < last and is_edge(tokens[first]) and tokens[first] is not anchor:
            first += 1
        while last > first and is_edge(tokens[last]) and tokens[last] is not anchor:
            last -= 1
        return self.parse.span(tokens[first].i, tokens[last].i + 1)


def owner(word: Word, owners: dict[int, int], silent: frozenset[int]) -> int:
    """Return the candidate that a word belongs to, and note it for all words on the way up."""
    way: list[int] = []
    found = NOWHERE
    while True:
        if word.i in owners:
            found = owners[word.i]
            break
        if word.i in silent:
            break
        way.append(word.i)
        owners[word.i] = NOWHERE  # a loop ends here
        if word.head is word:
            break
        word = word.head
    for i in way:
        owners[i] = found
    return found


def is_edge(word: Word) -> bool:
    """Whether a word at the edge of a clause is no part of it."""
    return (word.punct and word.text != "%") or (word.dep in ("cc", "mark") and word.lower in EDGES)


def quantities_of(clauses: Clauses, found: Sequence[Found], words: Sequence[Word]) -> dict[int, list[Found]]:
    """Return the quantities of each candidate: those that it governs, or whose predicate it is."""
    rows: dict[int, list[Found]] = {}
    by_token = {c.clause.i: n for n, c in enumerate(clauses.candidates) if c.kind != "noun"}
    by_token |= {c.token.i: n for n, c in enumerate(clauses.candidates)}
    for item in found:
        if item.token in clauses.silent:
            n = in_silence(clauses, words, item)
            if n != NOWHERE:
                rows.setdefault(n, []).append(item)
            continue
        n = by_token.get(item.predicate, NOWHERE) if item.predicate is not None else NOWHERE
        if n == NOWHERE:
            n = clauses.owners.get(item.token, NOWHERE)
        if n == NOWHERE:
            n = behind_cue(clauses, words[item.token])
        if n != NOWHERE:
            rows.setdefault(n, []).append(item)
    return rows


def share_or(quantities: dict[int, list[Found]], chosen: Sequence[Candidate], lexicon: Lexicon) -> None:
    """Give both verbs of "60 were killed or wounded" the figure."""
    places = {c.clause.i: n for n, c in enumerate(chosen)}
    for n, candidate in enumerate(chosen):
        clause = candidate.clause
        other = places.get(clause.head.i) if clause.dep == "conj" and clause.has("cc", "or") else None
        if other is None or quantities.get(n) or clause.child("nsubj", "nsubj:pass", "obj") is not None:
            continue
        shared = [f for f in quantities.get(other, ()) if f.quantity.role == "casualties"]
        if shared and clause.lemma in lexicon.events.roles:
            quantities[n] = shared


def in_silence(clauses: Clauses, words: Sequence[Word], item: Found) -> int:
    """Return the clause inside a source or behind a cue that a figure belongs to: "the union, which has | 900 members, said".

    An age goes with what is told of the person: "said Ann Roe, | 61, whose house burned", "Bea Orr, a mother of | six who walked".
    """
    word = words[item.token]
    aged = item.quantity.role == "age" or item.noun is None
    behind = item.token + 1 + (item.token + 1 < len(words) and words[item.token + 1].text == ",")
    if aged and behind < len(words) and words[behind].lower in ("who", "whose"):
        return clauses.owners.get(words[behind].i, NOWHERE)
    for above in word.above():
        if above.i in clauses.heads:
            return clauses.heads[above.i] if above.i in clauses.silent else NOWHERE
        if above.i not in clauses.silent:
            break
        told = next((k for k in above.kids if k.dep.startswith("acl") and k.i in clauses.heads and k.i > word.i), None) if aged else None
        if told is not None:
            return clauses.heads[told.i]
    return NOWHERE


def behind_cue(clauses: Clauses, word: Word) -> int:
    """Return the clause of what is said where the parse hangs its figure on the cue: "the union says | 3,000 of its members voted"."""
    cue = next((above for above in word.above() if above.i in clauses.silent), None)
    verb = next((k for k in cue.kids if k.i > word.i and k.dep in ("ccomp", "xcomp") and k.i in clauses.heads), None) if cue is not None else None
    return clauses.heads[verb.i] if verb is not None else NOWHERE
