"""Where a claim happens: the places of its clause, and those that it shares."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast

from claimcite.claims.clauses import NOWHERE, Clauses
from claimcite.claims.dating import word_of
from claimcite.claims.predicates import Candidate
from claimcite.claims.roles import Heads
from claimcite.claims.sharing import ABSTRACT, gives_back, gives_on
from claimcite.claims.tree import Word
from claimcite.lexicon import Lexicon
from claimcite.records import Entity, EventType, Place, PlaceRelation
from claimcite.spans import Span

LOCAL = frozenset({"in", "at", "near", "outside", "inside", "off", "on", "of", "over", "across", "around", "along", "through", "from", "within", "throughout"})
#: An event behind one of these is another one's reason: "marched over the killing in Pela".
REASONS = frozenset({"for", "about", "over", "against", "because of", "due to", "with", "like", "despite", "than", "as"})
COMPASS = frozenset({"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "north-east", "north-west", "south-east", "south-west", "outside"})
ROADS = frozenset({"road", "highway", "route", "motorway", "railway", "street"})
APPOSED = frozenset({"appos", "nmod:unmarked", "list", "flat", "dep", "conj", "nmod", "parataxis"})


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as the text names it: its head, how it lies to the word that it hangs on in the end (``base``'s head); None for no setting."""

    id: str
    span: Span
    name: str | None
    base: Word
    relation: PlaceRelation | None


@dataclass(frozen=True, slots=True)
class Scene:
    """What places are looked for in: the words of the document and of the sentence, and what its claims are."""

    words: Sequence[Word]
    tokens: Sequence[Word]
    clauses: Clauses
    heads: Sequence[Heads]
    types: Sequence[EventType | None]
    lexicon: Lexicon
    new_id: Callable[[str], str]


def places_of(scene: Scene, entities: Sequence[Entity]) -> dict[int, list[Place]]:
    """Return where each candidate happens: what hangs on the predicate itself, on an event noun, or on a body or thing that it happens to."""
    rows: dict[int, list[Place]] = {}
    for spot in spots(scene, entities):
        if spot.relation is None:
            continue
        n, way = scene.clauses.path(spot.base)
        if n != NOWHERE and sets_scene(spot, way, n, scene) and not (spot.name is None and rows.get(n)):  # a name says more than "the border"
            rows.setdefault(n, []).append(Place(spot.id, spot.span, spot.span.of(scene.clauses.parse.text), spot.name, spot.relation, False))
        for k in carriers(spot, n, scene):
            rows.setdefault(k, []).append(Place(spot.id, spot.span, spot.span.of(scene.clauses.parse.text), spot.name, leaving(spot.relation, k, scene), True))
    return rows


# --- what names a place ---------------------------------------------------------------------------------------------


def spots(scene: Scene, entities: Sequence[Entity]) -> Iterator[Spot]:
    """Yield the places that a sentence names, and the phrases that stand for one: "the valley", "the capital of Tolvia"."""
    lexicon, parse = scene.lexicon.places, scene.clauses.parse
    named: set[int] = set()
    for entity in entities:
        if entity.label != "LOC" or entity.text.rsplit(" ", 1)[-1].lower() in lexicon.never:
            continue
        head = word_of(parse, scene.words, entity.span)
        if head is None or (head.case == "of" and stands(head.head, scene)):
            continue
        inside = parse.tokens(entity.span)
        named.update(range(inside.start, inside.end))
        base, apposed = base_of(head, scene)
        yield Spot(entity.id, entity.span, entity.name, base, within(relation_of(base, scene), apposed=apposed))
    for word in scene.tokens:
        if word.i not in named and stands(word, scene) and not (word.case == "of" and stands(word.head, scene)):
            span = standing_span(word, scene)
            base, apposed = base_of(word, scene)
            yield Spot(scene.new_id(span.of(parse.text)), span, None, base, within(relation_of(base, scene), apposed=apposed))


def stands(word: Word, scene: Scene) -> bool:
    """Whether a common noun stands for a place: "the valley", "the Tolvian capital"; not "the town of Kesh", which Kesh names."""
    if word.lemma not in scene.lexicon.places.standing or word.pos != "NOUN" or not word.has("det", "the"):
        return False
    if word.has("amod", "same", "other") or word.dep in ("obj", "nsubj:pass"):
        return False
    behind = next((k for k in word.kids if k.dep in ("nmod", "appos") and k.i > word.i and k.pos == "PROPN"), None)
    return behind is None or (behind.case == "of" and word.lemma not in scene.lexicon.places.kinds)


def standing_span(word: Word, scene: Scene) -> Span:
    """Return "the north of the country" without what follows."""
    first = min((k.i for k in word.kids if k.dep in ("det", "amod", "compound", "nmod:poss") and k.i < word.i), default=word.i)
    of = next((k for k in word.kids if k.dep == "nmod" and k.case == "of"), None)
    last = max((w.i for w in of.below({k.i for k in of.kids if k.dep in ("acl:relcl", "appos", "conj")})), default=word.i) if of is not None else word.i
    return scene.clauses.parse.span(first, last + 1)


def base_of(word: Word, scene: Scene) -> tuple[Word, bool]:
    """Return the word that bears the preposition of a place: of "the town of Kesh" and "Port Corrin, Luzara" the first; and whether it was another."""
    apposed = False
    for _ in range(4):
        head, case = word.head, word.case
        if head is word:
            break
        if case == "of" and (head.lemma in scene.lexicon.places.kinds or head.pos == "NUM"):
            word = head
        elif not case and word.dep in APPOSED and (head.pos == "PROPN" or head.lemma in scene.lexicon.places.standing | scene.lexicon.places.kinds):
            word, apposed = head, apposed or word.dep != "conj"
        else:
            break
    return word, apposed


def within(relation: PlaceRelation | None, *, apposed: bool) -> PlaceRelation | None:
    """Return the relation of an apposed place: "off Port Corrin, Luzara" is near the one and in the other."""
    return "in" if apposed and relation == "near" else relation


def relation_of(base: Word, scene: Scene) -> PlaceRelation | None:
    """Return how a place lies to what it hangs on; None where it is no setting."""
    lexicon, case, head = scene.lexicon.places, base.case, base.head
    if not case:
        if base.dep == "nmod:poss":
            return "in" if head.lemma in lexicon.owned else None
        moved = base.dep in ("obj", "nsubj:pass") and lexicon.objects.get(head.lemma)
        return cast(PlaceRelation, moved) if moved else None
    if case == "of" and head.lemma in COMPASS:
        return "near"
    found = lexicon.prepositions.get(case)
    if found is None or not allowed(case, base, scene):
        return None
    relation = cast(PlaceRelation, found)
    if relation in ("from", "to"):
        before = scene.words[next(k.i for k in base.kids if k.dep == "case") - 1] if base.i else base
        if case == "from" and before.lemma in lexicon.distances:
            return "near"  # "less than 3 km from Pela"
        if case == "to" and head.case == "from":
            head = head.head  # "on its way from Tamar to Pela"
        if before.lemma in ROADS and case == "to":
            return "near"  # "on the road to Selm"
        return relation if moves(head, scene) or case in ("into", "onto", "out of") else None
    return relation


def moves(head: Word, scene: Scene) -> bool:
    """Whether a verb or noun is of motion, so that "to" and "from" lead to places: "appealed to Oru" is no journey."""
    return head.lemma in scene.lexicon.places.motion


def allowed(case: str, base: Word, scene: Scene) -> bool:
    """Whether a preposition of many meanings is local here: "on the island", "raids on Selm", "flew over Pela"; not "believes in"."""
    limits, head = scene.lexicon.places.limits, base.head
    if case in ("on", "over", "upon", "around", "above"):
        fits = base.lemma in limits.get(case, ()) or any(part in limits["on"] for part in base.text.lower().split("-"))
        named = any(k.lemma in limits["on"] for k in base.kids)
        struck = [head, *(k for k in head.kids if k.i < base.i and k.dep in ("obl", "obj"))]  # "killed in a raid by troops on Kesh"
        return fits or named or any(word.lemma in limits["striking"] for word in struck)
    if case == "for":
        return head.lemma in limits["leaving"]
    if case in ("in", "to", "at") and base.dep == "obl":
        return case not in scene.lexicon.predicates.prepositional.get(head.lemma, ()) or case == "at" or moves(head, scene)
    return True


# --- whose it is ----------------------------------------------------------------------------------------------------


def sets_scene(spot: Spot, way: Sequence[Word], n: int, scene: Scene) -> bool:
    """Whether a place is where its predicate happens; ``way`` leads from the place up to it.

    "appealed for $48 million to help victims of the floods in Sarovia" does not say where the appeal was made.
    """
    nouns = [w for w in way[1:] if w.pos in ("NOUN", "PROPN", "NUM", "PRON", "ADJ") and not (w.case == "from" and spot.base.case == "to")]
    if not nouns:
        return not any(w.pos in ("VERB", "AUX") and w.dep in ("acl", "advcl", "xcomp", "ccomp") and w.tag != "VB" for w in way[1:])
    events, top = scene.lexicon.events.nouns, nouns[-1]
    if any(w.dep in ("appos", "acl:relcl") and w.pos != "NUM" for w in nouns) or any(w.pos == "VERB" and w.dep.startswith(("acl", "advcl")) for w in way[1:]):
        return False
    if all(w.lemma in events for w in nouns) and top.case not in REASONS:
        return True
    if all(w.lemma in events or moves(w, scene) for w in nouns) and top.case not in REASONS and top.dep.startswith("obl"):
        return True
    if top.dep.startswith("obl") and top.case in LOCAL:
        return all(w.case in LOCAL or w.dep in ("conj", "compound") for w in nouns[:-1])  # "in the courtyard of a hospital in Selm"
    if (spot.relation in ("from", "to") and not moves(nouns[0], scene)) or nouns[0].lemma in ROADS:
        return False  # nor is a road that is blocked where it leads to
    return is_participant(top, n, scene) and all(w.case in LOCAL or w.dep in ("conj", "compound") for w in nouns[:-1])


def is_participant(top: Word, n: int, scene: Scene) -> bool:
    """Whether a noun is a participant of an event in the world, so that where it is is where that happens: "destroyed houses in Ostal"."""
    heads, candidate = scene.heads[n], scene.clauses.candidates[n]
    if scene.types[n] in ABSTRACT:
        return False
    if heads.patient is not None and top.i == heads.patient.i:
        return True
    acts = candidate.clause.lemma not in scene.lexicon.events.stative | scene.lexicon.cues.say | scene.lexicon.predicates.opening["raising"] or candidate.kind == "copula"
    return heads.agent is not None and top.i == heads.agent.i and acts


def carriers(spot: Spot, n: int, scene: Scene) -> Iterator[int]:
    """Yield the relative clauses that say more of a place, or of an event at it: "Brenik, where …", "floods in Sarovia, which killed …"."""
    end = scene.clauses.parse.tokens(spot.span).end
    for k, candidate in enumerate(scene.clauses.candidates):
        clause = candidate.clause
        if k == n:
            continue
        if any(w.lower == "where" and w.i - end in (0, 1) for w in clause.kids):
            yield k  # "common in Belvane, where roads are poor", whatever the parser hung it on
            continue
        if not clause.dep.startswith("acl"):
            continue
        where = any(w.lower == "where" or (w.lower == "which" and w.case == "in") for w in clause.kids)
        if where and clause.head.i in (spot.base.i, *(w.i for w in spot.base.kids if w.dep in APPOSED)):
            yield k
        agent = scene.heads[k].agent
        if agent is not None and spot.base.head is agent and agent.lemma in scene.lexicon.events.nouns and agent.i < clause.i:
            yield k


def leaving(relation: PlaceRelation, k: int, scene: Scene) -> PlaceRelation:
    """Return the relation of a place to a clause that says more of it: "Brenik, where trains were leaving"."""
    lemma = scene.clauses.candidates[k].clause.lemma
    return "from" if lemma in scene.lexicon.places.limits["leaving"] else "near" if relation == "near" else "in"


def carry_places(rows: dict[int, list[Place]], pairs: Sequence[tuple[int, int]], candidates: Sequence[Candidate], types: Sequence[EventType | None]) -> None:
    """Give a clause without a place that of its partner, marked as carried; journeys and copulas keep theirs."""
    for a, b in [*pairs, *reversed(pairs)]:
        ways = [(a, b)] * gives_on(candidates[a], candidates[b], types[b]) + [(b, a)] * gives_back(candidates[b], rows.get(b, ()))
        for here, there in ways:
            if not rows.get(here) or rows.get(there):
                continue
            shared = [p if p.carried else replace(p, carried=True) for p in rows[here] if p.relation in ("in", "near")]
            if shared and (candidates[there].kind != "copula" or types[there] is not None):
                rows.setdefault(there, []).extend(shared)
