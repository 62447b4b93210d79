"""The word lists of claimcite: TOML for people to edit, loaded once and handed to the stages as one frozen argument."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib import resources
from typing import Any

from claimcite.errors import ConfigError
from claimcite.lexicon.outlets import OutletIndex, load_outlets

FILES = ("junk.toml", "cues.toml", "events.toml", "quantifiers.toml", "dates.toml", "outlets.toml", "outlets.tsv")


@dataclass(frozen=True, slots=True)
class Junk:
    """Lines and sections that are not text of the document."""

    lines: Mapping[str, re.Pattern[str]]
    headings: Mapping[str, str]
    labels: Mapping[str, str]
    label_start: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Cues:
    """Words that attribute, hedge, deny and demand; lemmas."""

    say: frozenset[str]
    clausal: frozenset[str]
    act: frozenset[str]
    either: frozenset[str]
    core: frozenset[str]
    told: frozenset[str]
    of_object: frozenset[str]
    counting: frozenset[str]
    showing: frozenset[str]
    hearsay: frozenset[str]
    deny: frozenset[str]
    doubt: frozenset[str]
    demand: frozenset[str]
    promise: frozenset[str]
    hedge_verbs: frozenset[str]
    retract: frozenset[str]
    nouns: frozenset[str]
    hedge_adverbs: frozenset[str]
    raising: frozenset[str]
    possible: frozenset[str]
    future: frozenset[str]
    demanded: frozenset[str]
    conditions: frozenset[str]
    sources: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Events:
    """Event types, roles and kinds by lemma."""

    verbs: Mapping[str, str]
    nouns: Mapping[str, str]
    roles: Mapping[str, str]
    light: frozenset[str]
    aspectual: frozenset[str]
    stative: frozenset[str]
    cumulative: tuple[str, ...]
    kinds: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Quantifiers:
    """Words of the quantity grammar. Phrases are in lower case. Hashed by identity: tables made of it are kept by it."""

    comparators: Mapping[str, str]
    approximate_comparators: frozenset[str]
    approximate: frozenset[str]
    plain: frozenset[str]
    after: Mapping[str, str]
    numbers: Mapping[str, int]
    scales: Mapping[str, int]
    ordinals: Mapping[str, int]
    fractions: Mapping[str, Decimal]
    """Names of parts: half, quarter, and the ordinals from third on."""
    vague: frozenset[str]
    vague_before: Mapping[str, frozenset[str]]
    none: frozenset[str]
    uncountable: frozenset[str]
    currencies: Mapping[str, str]
    parts: Mapping[str, tuple[frozenset[str], int]]
    """By unit: the words of its part ("cents"), and how many of them make one."""
    measures: Mapping[str, str]
    context: Mapping[str, frozenset[str]]
    """Words by what they say of a number beside them: designators, durations, change, persons, …"""


@dataclass(frozen=True, slots=True)
class DateWords:
    """Words of the date grammar."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    parts_of_day: Mapping[str, str]
    seasons: Mapping[str, str]
    holidays: Mapping[str, str]
    units: Mapping[str, str]
    hedges: Mapping[str, str]
    frequencies: Mapping[str, str]
    zones: Mapping[str, int]
    vague: tuple[str, ...]
    between: tuple[str, ...]
    doubtful: frozenset[str]
    planned: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All word lists. ``digest`` is that of the files they were read from."""

    junk: Junk
    cues: Cues
    events: Events
    quantifiers: Quantifiers
    dates: DateWords
    outlets: OutletIndex
    digest: str


def inverted(table: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Turn ``{kind: [words]}`` into ``{word: kind}``; the first kind that names a word keeps it.

    >>> inverted({"kill": ["die"], "wound": ["hurt", "die"]})
    {'die': 'kill', 'hurt': 'wound'}
    """
    result: dict[str, str] = {}
    for kind, words in table.items():
        for word in words:
            result.setdefault(word, kind)
    return result


def read_text(name: str) -> str:
    """Return the content of a lexicon file."""
    return (resources.files(__name__) / name).read_text(encoding="utf8")


def read_toml(name: str) -> dict[str, Any]:
    """Return a lexicon file's tables; raises ``ConfigError`` where it is no TOML."""
    try:
        return tomllib.loads(read_text(name))
    except tomllib.TOMLDecodeError as exc:
        raise ConfigError(f"lexicon/{name}: {exc}") from exc


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Load the word lists that are shipped."""
    digest = hashlib.sha256("\0".join(read_text(name) for name in FILES).encode("utf8")).hexdigest()
    return Lexicon(
        load_junk(read_toml("junk.toml")),
        load_cues(read_toml("cues.toml")),
        load_events(read_toml("events.toml")),
        load_quantifiers(read_toml("quantifiers.toml")),
        load_dates(read_toml("dates.toml")),
        load_outlets(read_text("outlets.tsv"), read_toml("outlets.toml")),
        digest,
    )


def load_junk(data: dict[str, Any]) -> Junk:
    """Compile the patterns of lines that are no text."""
    lines = {reason: re.compile("(?:" + "|".join(patterns) + ")", re.IGNORECASE) for reason, patterns in data.items() if isinstance(patterns, list)}
    labels = inverted(data["infobox"])
    longest = sorted(labels, key=len, reverse=True)
    forms = "|".join(re.escape(form) for label in longest for form in (label.capitalize(), label.title()))
    start = re.compile(rf"({forms})(?=\s*[:\t]|\s+[\dA-Z~]|[A-Z\d~(–]|\s*$)")
    return Junk(lines, inverted(data["headings"]), labels, start)


def load_cues(data: dict[str, Any]) -> Cues:
    """Freeze the cue lists."""
    hedges = data["hedges"]
    plain = ("say", "clausal", "act", "either", "core", "told", "of_object", "counting", "showing", "hearsay", "deny", "doubt", "demand", "promise", "hedge_verbs", "retract", "nouns")
    words: dict[str, frozenset[str]] = {name: frozenset(data[name]) for name in plain}
    kinds = {kind: frozenset(listed) for kind, listed in data["sources"].items()}
    return Cues(
        **words,
        hedge_adverbs=frozenset(hedges["adverbs"]),
        raising=frozenset(hedges["verbs"]),
        possible=frozenset(hedges["possible"]),
        future=frozenset(hedges["future"]),
        demanded=frozenset(hedges["demanded"]),
        conditions=frozenset(hedges["conditions"]),
        sources=kinds,
    )


def load_events(data: dict[str, Any]) -> Events:
    """Turn the event lists into tables by lemma."""
    kinds: dict[str, tuple[str, ...]] = {}
    for kind, words in data["kinds"].items():
        for word in words:
            kinds[word] = (*kinds.get(word, ()), kind)
    return Events(
        inverted(data["verbs"]),
        inverted(data["nouns"]),
        inverted(data["roles"]),
        frozenset(data["light"]["verbs"]),
        frozenset(data["light"]["aspectual"]),
        frozenset(data["light"]["stative"]),
        tuple(data["counts"]["cumulative"]),
        kinds,
    )


def load_quantifiers(data: dict[str, Any]) -> Quantifiers:
    """Turn the number words into tables by spelling."""
    words = data["words"]
    numbers = {word: n for n, word in enumerate(words["units"])} | {word: 10 * n for n, word in enumerate(words["tens"], 2)}
    numbers |= dict.fromkeys(words["zeros"], 0)
    after = {kind: sign for sign, table in ((">=", "after_at_least"), ("<=", "after_at_most"), ("~", "after_about")) for kind in data[table]}
    ordinals: dict[str, int] = data["ordinals"]
    fractions = {word: Decimal(f) for word, f in data["fractions"].items()}
    fractions |= {word + s: 1 / Decimal(n) for word, n in ordinals.items() if n > 2 for s in ("", "s")}
    return Quantifiers(
        inverted(data["comparators"]),
        frozenset(data["approximate_comparators"]),
        frozenset(data["approximate"]),
        frozenset(data["plain"]),
        after,
        numbers,
        data["scales"],
        ordinals,
        fractions,
        frozenset(words["vague"]),
        {phrase: frozenset(following) for phrase, following in words["vague_before"].items()},
        frozenset(words["none"]),
        frozenset(words["uncountable"]),
        inverted(data["currencies"]),
        {unit: (frozenset(part["words"]), part["count"]) for unit, part in data["parts"].items()},
        inverted(data["measures"]),
        {kind: frozenset(words) for kind, words in data["context"].items()},
    )


def load_dates(data: dict[str, Any]) -> DateWords:
    """Turn the date words into tables by spelling."""
    return DateWords(
        {word: n for n, words in enumerate(data["months"], 1) for word in words},
        {word: n for n, words in enumerate(data["weekdays"]) for word in words},
        inverted(data["parts_of_day"]),
        inverted(data["seasons"]),
        inverted(data["holidays"]),
        inverted(data["units"]),
        inverted(data["hedges"]),
        inverted(data["frequencies"]),
        data["zones"],
        tuple(data["vague"]),
        tuple(data["between"]),
        frozenset(data["doubtful"]),
        frozenset(data["planned"]),
    )
