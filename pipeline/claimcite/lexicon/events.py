"""The words of claims: event types by verb and noun, what predicates, where something happens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Reading:
    """One entry of a lemma: its event type ("" for none), the words that must stand beside the verb, and the class that its object or subject must be of."""

    type: str
    entry: str
    beside: tuple[str, ...] = ()
    object: str = ""
    subject: str = ""

    @property
    def conditions(self) -> int:
        """How much must hold besides the lemma."""
        return len(self.beside) + bool(self.object) + bool(self.subject)


@dataclass(frozen=True, slots=True)
class Events:
    """Event types, roles and kinds by lemma."""

    verbs: Mapping[str, tuple[Reading, ...]]
    nouns: Mapping[str, str]
    states: Mapping[str, str]
    """By preposition and noun: "in custody"."""
    classes: Mapping[str, frozenset[str]]
    actors: frozenset[str]
    """Types of acts between actors."""
    impact: frozenset[str]
    happening: frozenset[str]
    figures: frozenset[str]
    roles: Mapping[str, str]
    light: frozenset[str]
    stative: frozenset[str]
    cumulative: tuple[str, ...]
    kinds: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Predicates:
    """What predicates and with what; lemmas."""

    opening: Mapping[str, frozenset[str]]
    speaking: Mapping[str, frozenset[str]]
    states: Mapping[str, frozenset[str]]
    prepositional: Mapping[str, frozenset[str]]
    """By verb: the prepositions that lead to its patient."""
    transport: frozenset[str]


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Words that say where something happens."""

    prepositions: Mapping[str, str]
    limits: Mapping[str, frozenset[str]]
    motion: frozenset[str]
    objects: Mapping[str, str]
    standing: frozenset[str]
    kinds: frozenset[str]
    owned: frozenset[str]
    distances: frozenset[str]
    never: frozenset[str]


def inverted(table: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Turn ``{kind: [words]}`` into ``{word: kind}``; the first kind that names a word keeps it.

    >>> inverted({"kill": ["die"], "wound": ["hurt", "die"]})
    {'die': 'kill', 'hurt': 'wound'}
    >>> inverted({})
    {}
    """
    result: dict[str, str] = {}
    for kind, words in table.items():
        for word in words:
            result.setdefault(word, kind)
    return result


def reading(type_: str, entry: str) -> tuple[str, Reading]:
    """Return an entry of ``[verbs]`` under its lemma.

    >>> reading("assault", "open fire")
    ('open', Reading(type='assault', entry='open fire', beside=('fire',), object='', subject=''))
    >>> reading("protest", "@crowd march")[1].subject, reading("concede", "free @prisoner")[1].object, reading("kill", "kill")[1].conditions
    ('crowd', 'prisoner', 0)
    """
    words = entry.split()
    subject = words.pop(0)[1:] if words[0].startswith("@") else ""
    lemma, rest = words[0], words[1:]
    wanted = next((word[1:] for word in rest if word.startswith("@")), "")
    beside = tuple(word for word in rest if not word.startswith("@"))
    return lemma, Reading("" if type_ == "none" else type_, entry, beside, wanted, subject)


def readings(table: Mapping[str, Iterable[str]]) -> dict[str, tuple[Reading, ...]]:
    """Return the readings of each lemma, those with the most conditions first, else in the order of the file."""
    found: dict[str, list[Reading]] = {}
    for type_, entries in table.items():
        for entry in entries:
            lemma, one = reading(type_, entry)
            found.setdefault(lemma, []).append(one)
    return {lemma: tuple(sorted(listed, key=lambda r: -r.conditions)) for lemma, listed in found.items()}


def load_events(data: Mapping[str, Any], persons: Iterable[str]) -> Events:
    """Turn the event lists into tables by lemma; ``persons`` are persons of no kind of their own."""
    kinds: dict[str, tuple[str, ...]] = {}
    for kind, words in data["kinds"].items():
        for word in words:
            kinds[word] = (*kinds.get(word, ()), kind)
    classes = {name: frozenset(words) for name, words in data["classes"].items()}
    classes["person"] = classes["person"] | frozenset(kinds) | frozenset(persons)
    impact, light = data["impact"], data["light"]
    return Events(
        readings(data["verbs"]),
        inverted(data["nouns"]),
        inverted(data["states"]),
        classes,
        frozenset(data["actors"]["types"]),
        frozenset(impact["verbs"]),
        frozenset(impact["happening"]),
        frozenset(impact["figures"]),
        inverted(data["roles"]),
        frozenset(light["verbs"]),
        frozenset(light["stative"]),
        tuple(data["counts"]["cumulative"]),
        kinds,
    )


def load_predicates(data: Mapping[str, Any]) -> Predicates:
    """Freeze the lists of words that predicate."""

    def frozen(name: str) -> dict[str, frozenset[str]]:
        return {kind: frozenset(words) for kind, words in data[name].items()}

    by_verb: dict[str, set[str]] = {}
    for preposition, verbs in data["prepositional"].items():
        for verb in verbs:
            by_verb.setdefault(verb, set()).add(preposition)
    prepositional = {verb: frozenset(found) for verb, found in by_verb.items()}
    return Predicates(frozen("opening"), frozen("speaking"), frozen("states"), prepositional, frozenset(data["means"]["transport"]))


def load_places(data: Mapping[str, Any]) -> PlaceWords:
    """Turn the lists of places into tables by word."""
    standing = data["standing"]
    return PlaceWords(
        inverted(data["prepositions"]),
        {name: frozenset(words) for name, words in data["limits"].items()},
        frozenset(data["motion"]["verbs"]) | frozenset(data["motion"]["nouns"]),
        inverted(data["objects"]),
        frozenset(standing["nouns"]),
        frozenset(standing["kinds"]),
        frozenset(standing["owned"]),
        frozenset(standing["distances"]),
        frozenset(data["never"]["words"]),
    )
