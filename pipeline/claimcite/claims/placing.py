"""Where a claim happens: the places of its clause, and those that it shares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from claimcite.claims.clauses import NOWHERE
from claimcite.claims.dating import REACH
from claimcite.claims.sharing import ABSTRACT, gives_back, gives_on, same_scene
from claimcite.claims.spots import APPOSED, COMPASS, ROADS, Scene, Spot, moves, spots
from claimcite.claims.tree import Word
from claimcite.records import Entity, Place, PlaceRelation

LOCAL = frozenset({"in", "at", "near", "outside", "inside", "off", "on", "of", "over", "across", "around", "along", "through", "from", "within", "throughout"})
#: What these count is where they change: "the number of cases in Selm rose".
COUNTS = frozenset({"number", "total", "share", "proportion", "percentage"})
#: Where a thing is, it happens to it: "the bridge at Selm, which collapsed in May".
HAPPENING = frozenset({"accident", "disaster", "assault", "kill", "wound"})
#: An event behind one of these is another one's reason: "marched over the killing in Pela".
REASONS = frozenset({"since", "before", "until", "for", "about", "over", "against", "because of", "due to", "with", "like", "despite", "than", "as"})


def places_of(scene: Scene, entities: Sequence[Entity]) -> dict[int, list[Place]]:
    """Return where each candidate happens: what hangs on the predicate itself, on an event noun, or on a body or thing that it happens to."""
    rows: dict[int, list[Place]] = {}
    for spot in spots(scene, entities):
        if spot.relation is None:
            continue
        n, way = scene.clauses.path(spot.base)
        if n != NOWHERE and not spoken(spot, n, scene) and sets_scene(spot, way, n, scene) and not (spot.name is None and rows.get(n)):  # a name says more than "the border"
            goal = spot.relation == "in" and any(w.case in ("to", "into") and moves(w.head, scene) and w.lemma not in scene.lexicon.events.nouns for w in way[1:])  # "taken to hospitals in Selm", not "led to riots in"
            rows.setdefault(n, []).append(Place(spot.id, spot.span, spot.span.of(scene.clauses.parse.text), spot.name, "to" if goal else spot.relation, False))
        for k in carriers(spot, n, scene):
            rows.setdefault(k, []).append(Place(spot.id, spot.span, spot.span.of(scene.clauses.parse.text), spot.name, leaving(spot.relation, k, scene), True))
    return rows


# --- whose it is ----------------------------------------------------------------------------------------------------


def spoken(spot: Spot, n: int, scene: Scene) -> bool:
    """Whether somebody speaks there: "We will win,” she told supporters in Selm", with "Selm" on "win"."""
    verb = scene.clauses.candidates[n].token
    return any(w.i in scene.clauses.silent and w.pos == "VERB" and verb.i < w.i for w in scene.words[max(verb.i, spot.base.i - REACH) : spot.base.i])


def sets_scene(spot: Spot, way: Sequence[Word], n: int, scene: Scene) -> bool:
    """Whether a place is where its predicate happens; ``way`` leads from the place up to it.

    "appealed for $48 million to help victims of the floods in Sarovia" does not say where the appeal was made.
    """
    nouns = [w for w in way[1:] if w.pos in ("NOUN", "PROPN", "NUM", "PRON", "ADJ") and not (w.case == "from" and spot.base.case == "to")]
    if nouns and nouns[0].lemma in COMPASS and spot.relation == "near":
        nouns = nouns[1:]  # "hovered to the east of Selm"
    if not nouns:
        return not any(w.pos in ("VERB", "AUX") and w.dep in ("acl", "advcl") and w.tag != "VB" for w in way[1:])
    events, top = scene.lexicon.events.nouns, nouns[-1]
    if spot.base.dep == "nmod" and any(k.dep == "nmod" and k.case == "from" and k.i < spot.base.i for k in spot.base.head.kids):
        return False  # "seven people from Selm | in southern Oru"
    if top.lemma in ROADS and top.case not in ("on", "along", "at"):
        return False  # "cut off the road to Selm"
    if top.dep.startswith("nsubj") and (top.lemma in COUNTS or (top.lemma in events and top.case == "")) and not any(w.case in REASONS for w in nouns[:-1]):
        return True  # "the number of people held in Oru has tripled", "attacks on schools in Oru are common"
    if nouns[0].pos == "NUM" and top.pos == "NUM" and top.dep == "conj":
        return True  # "nine in Pela and | seven in Selm", the latter hung on the verb
    if any(w.dep in ("appos", "acl:relcl") and w.pos != "NUM" for w in nouns) or any(w.pos == "VERB" and w.dep.startswith(("acl", "advcl")) for w in way[1:]):
        return False
    if top.case == "after" and scene.types[n] not in HAPPENING:
        return False  # "the rally was put off after the shooting in Orra"
    if any(w.lemma in events and w.case in ("on", "over", "about") for w in nouns[:-1]):
        return False  # "were asked 13 questions on the war in Oru"
    if all(w.lemma in events for w in nouns) and top.case not in REASONS:
        return True
    if all(w.lemma in events or moves(w, scene) for w in nouns) and top.case not in REASONS and top.dep.startswith("obl"):
        return True
    if top.dep.startswith("obl") and top.case in LOCAL:
        return all(w.case in LOCAL or w.dep in ("conj", "compound") or w.pos == "NUM" for w in nouns[:-1])  # "in the courtyard of a hospital in Selm"
    if (spot.relation in ("from", "to") and not moves(nouns[0], scene)) or nouns[0].lemma in ROADS:
        return False  # nor is a road that is blocked where it leads to
    inner = all(w.case in LOCAL - {"from"} or w.dep in ("conj", "compound") or w.pos == "NUM" for w in nouns[:-1])
    return inner and (is_participant(top, n, scene) or stands_behind(top, spot, n, scene))


def stands_behind(top: Word, spot: Spot, n: int, scene: Scene) -> bool:
    """Whether a thing behind its verb is where it happens: "set fire to two vans near Selm", "were taken to hospitals in Selm"; not "asked the mayor of"."""
    if scene.types[n] in ABSTRACT or spot.base.case == "of" or spot.relation not in ("in", "near"):
        return False
    physical = top.case in ("to", "into", "onto", "by", "through", "under", "behind") and (top.case != "to" or moves(top.head, scene) or top.head.child("obj") is not None)
    return top.dep.startswith("obl") and physical and top.i > scene.clauses.candidates[n].token.i


def is_participant(top: Word, n: int, scene: Scene) -> bool:
    """Whether a noun is a participant of an event in the world, so that where it is is where that happens: "destroyed houses in Ostal"."""
    heads, candidate = scene.heads[n], scene.clauses.candidates[n]
    if scene.types[n] in ABSTRACT or (top.case in REASONS and top.lemma in scene.lexicon.events.nouns):
        return False  # "voted for the war in Oru"
    if heads.patient is not None and top.i == heads.patient.i:
        return True
    acts = candidate.clause.lemma not in scene.lexicon.events.stative | scene.lexicon.cues.say | scene.lexicon.predicates.opening["raising"] or candidate.kind == "copula"
    return heads.agent is not None and top.i == heads.agent.i and acts


def carriers(spot: Spot, n: int, scene: Scene) -> Iterator[int]:
    """Yield the relative clauses that say more of a place, or of an event at it: "Brenik, where …", "floods in Sarovia, which killed …"."""
    end = scene.clauses.parse.places(spot.span).stop
    ends = {end, *(k.i + 1 for k in spot.base.kids if k.dep == "appos" and k.pos == "PROPN" and k.i == end + 1)}  # "Selm, Oru, where"
    for k, candidate in enumerate(scene.clauses.candidates):
        clause = candidate.clause
        if k == n:
            continue
        if any(w.lower == "where" and (w.i in ends or w.i - 1 in ends) for w in clause.kids):
            yield k  # "common in Belvane, where roads are poor", whatever the parser hung it on
            continue
        if not clause.dep.startswith("acl"):
            continue
        where = any(w.lower == "where" or (w.lower == "which" and w.case == "in") for w in clause.kids)
        if where and clause.head.i in (spot.base.i, *(w.i for w in spot.base.kids if w.dep in APPOSED)):
            yield k
        agent = scene.heads[k].agent
        of_event = agent is not None and spot.base.head is agent and agent.lemma in scene.lexicon.events.nouns and agent.i < clause.i
        if of_event or (clause.head is spot.base.head and clause.dep == "acl:relcl" and clause.head.pos == "NOUN" and scene.types[k] in HAPPENING):
            yield k


def leaving(relation: PlaceRelation, k: int, scene: Scene) -> PlaceRelation:
    """Return the relation of a place to a clause that says more of it: "Brenik, where trains were leaving"."""
    lemma = scene.clauses.candidates[k].clause.lemma
    return "from" if lemma in scene.lexicon.places.limits["leaving"] else "near" if relation == "near" else "in"


def carry_places(rows: dict[int, list[Place]], pairs: Sequence[tuple[int, int]], scene: Scene) -> None:
    """Give a clause without a place that of its partner, marked as carried; journeys and copulas keep theirs; not across tenses."""
    candidates, types = scene.clauses.candidates, scene.types
    for a, b in [*pairs, *reversed(pairs)]:
        if not same_scene(candidates[a], candidates[b]):
            continue
        ways = [(a, b)] * gives_on(candidates[a], candidates[b], types[b]) + [(b, a)] * gives_back(candidates[b], rows.get(b, ()))
        for here, there in ways:
            if not rows.get(here) or rows.get(there) or (candidates[here].kind == "copula" and moves(candidates[there].clause, scene)):
                continue  # "was 90 miles south of the coast and moving north"
            shared = [p if p.carried else replace(p, carried=True) for p in rows[here] if p.relation in ("in", "near")]
            if shared and (candidates[there].kind != "copula" or types[there] is not None):
                rows.setdefault(there, []).extend(shared)
