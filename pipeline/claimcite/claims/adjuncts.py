"""What belongs to a clause: its tokens, quantities, dates and places, and what it shares with the clauses beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from claimcite.annotate.quantities import Found
from claimcite.annotate.ud import case_of, child
from claimcite.claims.predicates import Candidate
from claimcite.lexicon import Events
from claimcite.parse import Parse, Sentence
from claimcite.records import Date, Entity, Place, PlaceRelation
from claimcite.spans import Span

PLACE_RELATIONS: dict[str, PlaceRelation] = {
    "in": "in", "at": "in", "on": "in", "inside": "in", "across": "in", "throughout": "in", "within": "in", "over": "in", "along": "near", "near": "near",
    "off": "near", "outside": "near", "around": "near", "close to": "near", "next to": "near", "beside": "near", "from": "from", "out of": "from", "to": "to",
    "into": "to", "toward": "to", "towards": "to", "onto": "to",
}  # fmt: skip
#: Verbs and nouns of motion: behind them "to" and "from" lead to places.
TRAVEL = frozenset(["go", "come", "send", "flee", "move", "withdraw", "transfer", "transport", "cross", "return", "deport", "travel", "evacuate", "fly", "ship", "bring", "take", "drive", "march", "sail", "run", "retreat", "advance", "relocate", "carry", "arrive", "way", "road", "trip", "flight", "journey", "convoy", "launch", "fire"])
#: Verbs whose object is a place: "fled Upper Sarn", "reached Ostal".
MOTION: dict[str, PlaceRelation] = {"leave": "from", "flee": "from", "quit": "from", "evacuate": "from", "reach": "to", "visit": "in", "enter": "to", "approach": "to", "hit": "in"}
#: A clause opened by one of these has its own time: "after the camp was hit on Monday".
OWN_TIME = frozenset({"after", "before", "since", "until", "till", "because", "if", "unless", "although", "though", "whereas", "once"})


@dataclass(frozen=True, slots=True)
class Clauses:
    """Which candidate each token of a sentence belongs to."""

    parse: Parse
    sentence: Sentence
    candidates: Sequence[Candidate]
    silent: frozenset[int]
    heads: dict[int, int]
    owned: dict[int, list[Token]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, parse: Parse, sentence: Sentence, candidates: Sequence[Candidate], silent: frozenset[int]) -> Clauses:
        """``silent`` are the tokens of sources and cues: they belong to no clause."""
        heads: dict[int, int] = {}
        for n, candidate in enumerate(candidates):
            for token in (candidate.opener, candidate.clause, candidate.token):
                if token is not None:
                    heads.setdefault(token.i, n)
        clauses = cls(parse, sentence, candidates, silent, heads)
        for token in parse.doc[sentence.first : sentence.last]:
            owner = clauses.owner(token)
            if owner is not None and token.i not in silent and not token.is_space:
                clauses.owned[owner].append(token)
        return clauses

    def path(self, token: Token) -> tuple[int | None, list[Token]]:
        """Return the candidate that a token belongs to, and the tokens on the way up to it."""
        way: list[Token] = []
        for _ in range(200):
            if token.i in self.heads:
                return self.heads[token.i], way
            if token.i in self.silent:
                return None, way
            way.append(token)
            if token.head.i == token.i:
                return None, way
            token = token.head
        return None, way

    def owner(self, token: Token) -> int | None:
        """Return the candidate that a token belongs to."""
        return self.path(token)[0]

    def span(self, n: int) -> Span:
        """Return the span of a clause: from its first to its last token, conjunctions and punctuation at the edges left out."""
        anchor = self.candidates[n].token
        tokens = list(self.owned[n]) or [anchor]
        while len(tokens) > 1 and is_edge(tokens[0]) and tokens[0].i != anchor.i:
            tokens.pop(0)
        while len(tokens) > 1 and is_edge(tokens[-1]) and tokens[-1].i != anchor.i:
            tokens.pop()
        return self.parse.of_tokens(tokens)


def is_edge(token: Token) -> bool:
    """Whether a token at the edge of a clause is no part of it."""
    return (token.is_punct and token.text != "%") or (token.dep_ in ("cc", "mark") and token.lower_ in ("and", "but", "or", "that", ",", "while", "whether"))


def root_of(parse: Parse, span: Span) -> Token | None:
    """Return the token of a stretch that hangs on something outside it."""
    tokens = parse.tokens(span)
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), tokens[0] if len(tokens) else None)


def quantities_of(clauses: Clauses, found: Sequence[Found]) -> dict[int, list[Found]]:
    """Return the quantities of each candidate: those that it governs, or whose predicate it is."""
    rows: dict[int, list[Found]] = {}
    by_token = {c.token.i: n for n, c in enumerate(clauses.candidates)} | {c.clause.i: n for n, c in enumerate(clauses.candidates) if c.kind != "noun"}
    for item in found:
        n = by_token.get(item.predicate) if item.predicate is not None else None
        if item.token in clauses.silent:
            continue
        if n is None:
            n = clauses.owner(clauses.parse.doc[item.token])
        if n is not None:
            rows.setdefault(n, []).append(item)
    return rows


def dates_of(clauses: Clauses, dates: Sequence[Date], events: Events, said: frozenset[str]) -> dict[int, list[Date]]:
    """Return the dates of each candidate. A date inside a noun phrase counts if the noun is an event.

    "the March 5 Idlib cease-fire agreement" is not dated 5 March by the clause that it stands in. ``said`` are the ids of dates
    that belong to sayings.
    """
    rows: dict[int, list[Date]] = {}
    for date in dates:
        root = root_of(clauses.parse, date.span)
        if root is None or date.id in said:
            continue
        n, way = clauses.path(root)
        nouns = [t for t in way[1:] if t.pos_ in ("NOUN", "PROPN")]
        adverbial = case_of(root) == "on" and date.type in ("DATE", "TIME")  # "envoy X on Wednesday condemned the raid"
        if n is not None and (date.relation == "compared" or adverbial or all(t.lemma_.lower() in events.nouns or t.dep_.startswith("obl") for t in nouns)):
            rows.setdefault(n, []).append(date)
    return rows


def places_of(clauses: Clauses, entities: Sequence[Entity], events: Events, heads: dict[int, tuple[Token | None, Token | None]]) -> dict[int, list[Place]]:
    """Return where each candidate happens: places behind a preposition that hang on the predicate, its patient or an event noun."""
    rows: dict[int, list[Place]] = {}
    for entity in entities:
        if entity.label != "LOC":
            continue
        root = root_of(clauses.parse, entity.span)
        if root is None:
            continue
        n, way = clauses.path(root)
        relation = relation_of(way) if root.dep_ not in ("compound", "amod") else None
        if n is None or relation is None:
            continue
        if not sets_scene(way, heads.get(n, (None, None)), events):
            continue
        rows.setdefault(n, []).append(Place(entity.id, entity.span, entity.text, entity.name, relation, False))
    return rows


def sets_scene(way: Sequence[Token], heads: tuple[Token | None, Token | None], events: Events) -> bool:
    """Whether a place is where its predicate happens: all nouns above it hang on the predicate itself, are events or the patient.

    "appealed for $48 million to help victims of the floods in Sarovia" does not say where the appeal was made.
    """
    agent, patient = heads
    for token in way:
        if agent is not None and token.i == agent.i and agent.lemma_.lower() not in events.nouns:
            return False
    nouns = [t for t in way[1:] if t.pos_ in ("NOUN", "PROPN")]
    if nouns and nouns[-1].dep_ == "obl" and case_of(nouns[-1]) in ("in", "at", "near", "outside", "inside") and not any(t.pos_ == "VERB" for t in way):
        return True  # "saw bodies in the courtyard of a hospital in Selm"
    inside = all(case_of(t) in ("in", "near", "of", "at", "outside") for t in nouns[:-1])
    if nouns and patient is not None and nouns[-1].i == patient.i and inside:
        return True  # "targeted a camp of the faction in the area of Duwayli in Idlib province"
    return all(t.dep_.startswith("obl") or t.lemma_.lower() in events.nouns or (patient is not None and t.i == patient.i) or t.dep_ in ("appos", "flat", "compound", "conj") for t in nouns)


def relation_of(way: Sequence[Token]) -> PlaceRelation | None:
    """Return how a place lies to its event, by the first telling preposition on the way up; None where it is no setting."""
    for token in way:
        case = case_of(token)
        if token.dep_ == "obj" and not case and token.head.lemma_ in MOTION:
            return MOTION[token.head.lemma_]  # "left the island of Tamar"
        if case in PLACE_RELATIONS:
            relation = PLACE_RELATIONS[case]
            moving = token.head.lemma_ in TRAVEL or case in ("into", "onto", "out of")
            return relation if relation in ("in", "near") or moving else None  # "appealed to Russia" is no journey
        if token.dep_ in ("nmod:poss", "nsubj", "nsubj:pass", "obj", "iobj") or (case and case != "of"):
            return None
        if token.dep_ == "amod":
            return None
    return None


def partners(candidates: Sequence[Candidate]) -> list[tuple[int, int]]:
    """Return pairs of clauses that share date and place: coordination, participles, "when", "as", "in which"."""
    places = {c.clause.i: n for n, c in enumerate(candidates)} | {c.opener.i: n for n, c in enumerate(candidates) if c.opener is not None}
    pairs = []
    for n, candidate in enumerate(candidates):
        head = candidate.opener or candidate.clause
        other = places.get(head.head.i)
        if other is None or other == n:
            continue
        mark = child(head, "mark")
        opened = (mark.lower_ if mark is not None else "") or next((t.lower_ for t in head.children if t.dep_ == "advmod" and t.lower_ in ("when", "where")), "")
        relative = any((t.lower_ == "which" and case_of(t) == "in") or t.lower_ in ("when", "where") for t in head.children)
        if (head.dep_ in ("conj", "advcl", "parataxis", "xcomp") and opened not in OWN_TIME) or (head.dep_.startswith("acl") and relative):
            pairs.append((other, n))
    return pairs


def carry_dates(rows: dict[int, list[Date]], pairs: Sequence[tuple[int, int]]) -> None:
    """Give a clause without a date that of its partner, marked as carried."""
    for a, b in [*pairs, *reversed(pairs)]:
        for here, there in ((a, b), (b, a)):
            given = [d for d in rows.get(here, []) if d.relation == "at" and d.type in ("DATE", "TIME")]
            if given and not any(d.type in ("DATE", "TIME") for d in rows.get(there, [])):
                rows.setdefault(there, []).extend(replace(d, carried=True) for d in given)


def carry_places(rows: dict[int, list[Place]], pairs: Sequence[tuple[int, int]]) -> None:
    """Give a clause without a place that of its partner, marked as carried."""
    for a, b in [*pairs, *reversed(pairs)]:
        for here, there in ((a, b), (b, a)):
            if rows.get(here) and not rows.get(there):
                rows.setdefault(there, []).extend(replace(p, carried=True) for p in rows[here] if p.relation in ("in", "near"))
