"""What names a place in a sentence, and how it lies to what it hangs on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from claimcite.claims.clauses import Clauses
from claimcite.claims.dating import word_of
from claimcite.claims.roles import Heads
from claimcite.claims.tree import Word
from claimcite.lexicon import Lexicon
from claimcite.records import Entity, EventType, PlaceRelation
from claimcite.spans import Span

COMPASS = frozenset({"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "north-east", "north-west", "south-east", "south-west", "outside"})
ROADS = frozenset({"road", "highway", "route", "motorway", "railway", "street"})
#: "in states such as Ohio"
EXAMPLES = frozenset({"such as", "like", "including"})
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


def spots(scene: Scene, entities: Sequence[Entity]) -> Iterator[Spot]:
    """Yield the places that a sentence names, and the phrases that stand for one: "the valley", "the capital of Tolvia"."""
    parse = scene.clauses.parse
    named: set[int] = set()
    for entity in entities:
        head = word_of(parse, scene.words, entity.span)
        if head is None or not names_place(entity, head, scene) or (head.case == "of" and not beside(head.head, scene) and (stands(head.head, scene) or explains(head.head))):
            continue
        span, head = widened(entity.span, head, scene)
        named.update(parse.places(span))
        base, apposed = base_of(head, scene)
        yield Spot(entity.id, span, entity.name, base, within(relation_of(base, scene), apposed=apposed))
    lexicon = scene.lexicon.places
    standing, landmarks = lexicon.standing, lexicon.limits["landmarks"]
    for word in scene.tokens:
        if not (word.lemma in standing or word.lemma in landmarks or word.lemma in ROADS) or word.i in named:
            continue
        phrase = landmark(word, scene)
        if phrase is None and stands(word, scene) and not (word.case == "of" and stands(word.head, scene)):
            phrase = standing_span(word, scene)
        if phrase is not None:
            base, apposed = base_of(word, scene)
            yield Spot(scene.new_id(phrase.of(parse.text)), phrase, None, base, within(relation_of(base, scene), apposed=apposed))


def names_place(entity: Entity, head: Word, scene: Scene) -> bool:
    """Whether a name is that of a place, by its label or by what stands before it: "shut its factory in Dell", a town taken for a firm."""
    lexicon = scene.lexicon.places
    last = entity.text.rsplit(" ", 1)[-1].lower()
    if last in lexicon.never:
        return False
    if entity.label == "LOC":
        return not (last in lexicon.standing and named_behind(head))  # "the Belmaran capital, Lorvane": Lorvane
    bare = head.case in ("in", "near", "outside") and head.child("det") is None and head.pos == "PROPN"
    return bare and head.head.lemma not in lexicon.limits["invested"] and head.dep in ("obl", "nmod")


def named_behind(word: Word) -> bool:
    """Whether a name stands behind a common noun that it explains: "the Oru capital | Pela", "the Oru capital, Pela"."""
    return any(k.dep in ("appos", "compound", "flat") and k.pos == "PROPN" and k.i > word.i for k in word.kids)


def explains(word: Word) -> bool:
    """Whether a noun only says what a place is: "in Selm, the second city of Oru"."""
    return word.dep == "appos" and word.head.pos == "PROPN"


def widened(span: Span, head: Word, scene: Scene) -> tuple[Span, Word]:
    """Return a name with the kind of place that it stands before: "in Qasr | state", "the Sahri | region"; not "the Qasr suburb of Dell"."""
    kind = head.head
    if any(k.case == "of" and k.pos == "PROPN" for k in kind.kids):
        return span, head
    if head.dep == "compound" and kind.i == head.i + 1 and kind.pos in ("NOUN", "PROPN") and not named_behind(kind) and kind.lemma in scene.lexicon.places.kinds | scene.lexicon.places.standing:
        return Span(span.start, scene.clauses.parse.ends[kind.i]), kind
    return span, head


def landmark(word: Word, scene: Scene) -> Span | None:
    """Return the name of a mine, a river, a road that no entity is: "at the Bekoro gold mine", "on Route 9"."""
    lexicon, parse = scene.lexicon.places, scene.clauses.parse
    if word.pos == "PROPN" and word.lemma in ROADS and word.case and any(k.pos == "NUM" for k in word.kids):
        return parse.span(word.i, max(k.i for k in word.kids if k.pos == "NUM") + 1)
    if word.lemma not in lexicon.limits["landmarks"] or word.pos not in ("NOUN", "PROPN") or word.case not in lexicon.prepositions:
        return None
    first = next((k.i for k in word.kids if k.dep in ("compound", "flat") and k.pos == "PROPN" and k.i < word.i), None)
    return parse.span(first, word.i + 1) if first is not None else None


def stands(word: Word, scene: Scene) -> bool:
    """Whether a common noun stands for a place: "the valley", "the Tolvian capital"; not "the town of Kesh", which Kesh names."""
    if word.lemma not in scene.lexicon.places.standing or word.pos != "NOUN" or not word.has("det", "the"):
        return False
    if word.lemma == "state" and word.case not in ("in", "across", "throughout"):
        return False  # "returned the mines to the state"
    if word.has("amod", "same", "other") or (word.dep in ("obj", "nsubj:pass") and word.head.lemma not in scene.lexicon.places.limits["taking"]):
        return False
    if named_behind(word):
        return False
    behind = next((k for k in word.kids if k.dep == "nmod" and k.case in ("of", "with", "") and k.i > word.i and k.pos == "PROPN"), None)
    return behind is None or (behind.case == "of" and word.lemma not in scene.lexicon.places.kinds)


def beside(word: Word, scene: Scene) -> bool:
    """Whether a quarter of the sky lies outside what it is of: "hovered to the east of Selm", not "moved to the east of Oru"."""
    named = any(k.case == "of" and k.pos == "PROPN" for k in word.kids)
    return named and word.case == "to" and word.lemma in COMPASS and not moves(word.head, scene)


def standing_span(word: Word, scene: Scene) -> Span:
    """Return "the north of the country" without what follows."""
    first = min((k.i for k in word.kids if k.dep in ("det", "amod", "compound", "nmod:poss") and k.i < word.i), default=word.i)
    of = next((k for k in word.kids if k.dep == "nmod" and k.case == "of"), None)
    last = max((w.i for w in of.below({k.i for k in of.kids if k.dep in ("acl:relcl", "appos", "conj")})), default=word.i) if of is not None else word.i
    return scene.clauses.parse.span(first, last + 1)


def base_of(word: Word, scene: Scene) -> tuple[Word, bool]:
    """Return the word that bears the preposition of a place: of "the town of Kesh" and "Port Corrin, Luzara" the first; and whether it was another."""
    apposed, kinds = False, scene.lexicon.places.kinds | scene.lexicon.places.limits["sites"]
    for _ in range(4):
        head, case = word.head, word.case
        if head is word:
            break
        listing = scene.words[word.i - 2] if word.i > 1 and scene.words[word.i - 1].text == ":" else head
        if not case and word.dep in APPOSED and listing is not head and listing.lemma in kinds:
            return listing, apposed  # "an ad in three states: Ohio …" with "Ohio" on "ad"
        if case == "as" and (listed := listing_before(word, scene)) is not None:
            return listed, apposed
        if (case == "of" and (head.lemma in kinds or head.pos == "NUM")) or (case == "with" and head.lemma == "border") or (case in EXAMPLES and head.lemma in kinds | scene.lexicon.places.standing):
            word = head
        elif not case and (word.dep in APPOSED or (word.dep == "compound" and word.i > head.i)) and (head.pos == "PROPN" or head.lemma in scene.lexicon.places.standing | scene.lexicon.places.kinds):
            word, apposed = head, apposed or (word.dep != "conj" and head.pos == "PROPN")
        else:
            break
    return word, apposed


def listing_before(word: Word, scene: Scene) -> Word | None:
    """Return the noun that a place is an example of: "in such | states as Ohio"."""
    case = word.child("case")
    noun = scene.words[case.i - 1] if case is not None and case.i else None
    return noun if noun is not None and noun.has("amod", "such") and noun.lemma in scene.lexicon.places.kinds | scene.lexicon.places.standing else None


def within(relation: PlaceRelation | None, *, apposed: bool) -> PlaceRelation | None:
    """Return the relation of an apposed place: "off Port Corrin, Luzara" is near the one and in the other."""
    return "in" if apposed and relation == "near" else relation


def relation_of(base: Word, scene: Scene) -> PlaceRelation | None:
    """Return how a place lies to what it hangs on; None where it is no setting."""
    lexicon, case, head = scene.lexicon.places, base.case, base.head
    if not case:
        if base.dep == "nmod:poss":
            return "in" if head.lemma in lexicon.owned else None
        if base.dep == "compound" and base.i < head.i and head.pos == "NOUN":
            return "in" if hosts(base, head, scene) else None
        moved = base.dep in ("obj", "nsubj:pass") and lexicon.objects.get(head.lemma)
        return cast(PlaceRelation, moved) if moved else None
    if tells_distance(base, scene):
        return None
    if case == "of" and head.lemma in COMPASS:
        return "near"
    if case == "of" and head.lemma in lexicon.limits["befalling"]:
        return "in"  # "the siege of Kesh"
    found = lexicon.prepositions.get(case)
    if found is None or not allowed(case, base, scene):
        return None
    relation = cast(PlaceRelation, found)
    if relation in ("from", "to"):
        before = before_preposition(base, scene)
        if case == "from" and before.lemma.lstrip("0123456789.,") in lexicon.distances:
            return "near"  # "less than 3 km from Pela"
        if (case == "to" and head.case == "from") or (head.dep == "advmod" and head.lower in ("back", "home", "over", "down", "up", "out")):
            head = head.head  # "on its way from Tamar to Pela", "went back to Pela"
        if before.lemma in ROADS and (case == "to" or not any(k.case == "to" for k in (*head.kids, *base.kids))):
            return "near" if before.case in ("on", "along", "at", "near", "from") else None  # "on the road to Selm", not "cut off the road to"
        return relation if moves(head, scene) or case in ("into", "onto", "out of") else None
    return relation


def before_preposition(base: Word, scene: Scene) -> Word:
    """Return the word before the preposition of a place, "a | memo | on Syria"; the place itself where a text begins with it."""
    first = next((k.i for k in base.kids if k.dep == "case"), base.i)
    return scene.words[first - 1] if first else base


def hosts(base: Word, head: Word, scene: Scene) -> bool:
    """Whether a name stands before what happened there, or before a house where it happened: "a Pela car bombing", "at a Pela hospital".

    Not "a Pela man", and not "an Oru air strike", which says whose it is.
    """
    limits = scene.lexicon.places.limits
    if head.lemma in limits["houses"]:
        return head.case in ("in", "at", "near", "outside", "inside", "from") and not head.has("det", "the")
    happened = scene.lexicon.events.nouns.get(head.lemma) in ("accident", "disaster", "assault", "kill")
    subject = head.dep.startswith("nsubj") or (head.dep in ("obl", "nmod") and head.case in ("in", "during"))
    return happened and subject and not (head.lemma in limits["striking"] and base.lower in limits["powers"])


def tells_distance(base: Word, scene: Scene) -> bool:
    """Whether a place only says where another one lies: "at Keld, 34 km north of Selm"."""
    first = next((k.i for k in base.kids if k.dep == "case"), base.i)
    before = [w.lemma for w in scene.words[max(first - 2, 0) : first]]
    if not before or not (before[-1] in COMPASS or before[-1].lstrip("0123456789.,") in scene.lexicon.places.distances):
        return False
    comma = next((w for w in reversed(scene.words[max(first - 7, 0) : first]) if w.text == ","), None)
    if comma is None or not comma.i:
        return False
    named = scene.words[comma.i - 1]
    return named.pos == "PROPN" and named.case != "" and named.lower not in (*scene.lexicon.dates.weekdays, *scene.lexicon.dates.months)


def moves(head: Word, scene: Scene) -> bool:
    """Whether a verb or noun is of motion, so that "to" and "from" lead to places: "appealed to Oru" is no journey."""
    return head.lemma in scene.lexicon.places.motion


def allowed(case: str, base: Word, scene: Scene) -> bool:
    """Whether a preposition of many meanings is local here: "on the island", "raids on Selm", "flew over Pela"; not "believes in"."""
    limits, head = scene.lexicon.places.limits, base.head
    if case == "around" or (case == "above" and head.lemma in limits["land"]):
        return base.pos == "PROPN" or any(k.pos == "PROPN" for k in base.kids)
    if case in ("on", "over", "upon", "around", "above"):
        fits = base.lemma in limits.get(case, ()) or any(part in limits["on"] for part in base.text.lower().split("-"))
        named = any(k.lemma in limits["on"] for k in base.kids)
        struck = [head, *(k for k in head.kids if k.i < base.i and k.dep in ("obl", "obj"))]  # "killed in a raid by troops on Kesh"
        before = before_preposition(base, scene)
        aimed = any(word.lemma in limits["aimed"] for word in (head, before))  # "signed a memo on Syria", whatever the parser hangs it on
        lies = case == "on" and base.pos == "PROPN" and not aimed and head.pos != "PROPN"  # "dykes on the lower Tarn"
        return fits or named or lies or any(word.lemma in limits["striking"] for word in struck)
    if case == "between":
        return (head.pos == "VERB" and head.lemma not in limits["parties"]) or head.lemma in scene.lexicon.places.distances or head.lemma in limits["land"]
    if case == "for":
        return head.lemma in limits["leaving"]
    if case in ("in", "to", "at") and base.dep == "obl":
        return case not in scene.lexicon.predicates.prepositional.get(head.lemma, ()) or case == "at" or moves(head, scene)
    return True
