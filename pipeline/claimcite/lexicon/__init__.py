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
from pathlib import Path
from typing import Any

from claimcite.errors import ConfigError
from claimcite.lexicon.calibration import Calibration, load_calibration
from claimcite.lexicon.events import Events, PlaceWords, Predicates, inverted, load_events, load_places, load_predicates
from claimcite.lexicon.outlets import OutletIndex, load_outlets

FILES = ("junk.toml", "cues.toml", "events.toml", "predicates.toml", "places.toml", "quantifiers.toml", "dates.toml", "names.toml", "outlets.toml", "outlets.tsv", "wiki.toml", "confidence.toml")
#: Those that a folder of the user's own may add to.
OPEN = ("cues.toml", "events.toml", "names.toml", "places.toml", "predicates.toml", "quantifiers.toml")


@dataclass(frozen=True, slots=True)
class Junk:
    """Lines and sections that are not text of the document."""

    lines: Mapping[str, re.Pattern[str]]
    headings: Mapping[str, str]
    labels: Mapping[str, str]
    label_start: re.Pattern[str]
    menu: frozenset[str]
    """Entries of a site's menu, in lower case."""
    teaser: re.Pattern[str]
    """A label and the headline of another story: "Explainer: Why dams break"."""
    author: re.Pattern[str]
    """A notice on an author: "Ann Roe is a staff writer at the Pela Post."""


@dataclass(frozen=True, slots=True)
class Cues:
    """Words that attribute, hedge, deny and demand; lemmas."""

    say: frozenset[str]
    clausal: frozenset[str]
    act: frozenset[str]
    either: frozenset[str]
    act_of: Mapping[str, frozenset[str]]
    """Verbs that are acts of speech with certain objects, particles or what is asked for; "*" for any."""
    core: frozenset[str]
    told: frozenset[str]
    of_object: frozenset[str]
    counting: frozenset[str]
    showing: frozenset[str]
    hearsay: frozenset[str]
    silent: frozenset[str]
    mental: frozenset[str]
    forms: Mapping[str, str]
    deny: frozenset[str]
    doubt: frozenset[str]
    demand: frozenset[str]
    promise: frozenset[str]
    hedge_verbs: frozenset[str]
    retract: frozenset[str]
    nouns: frozenset[str]
    reported: frozenset[str]
    hedge_adverbs: frozenset[str]
    raising: frozenset[str]
    possible: frozenset[str]
    future: frozenset[str]
    demanded: frozenset[str]
    conditions: frozenset[str]
    sources: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class RolePhrases:
    """Phrases, word by word, that say what happened to counted persons, with the role that they give."""

    after: Mapping[tuple[str, ...], str]
    before: Mapping[tuple[str, ...], str]
    around: Mapping[str, Mapping[str, frozenset[str]]]
    """By verb: the roles, each with the words of which one must stand behind the persons."""
    of_persons: frozenset[tuple[str, ...]]


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
    role_phrases: RolePhrases


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
class NameWords:
    """Words about names, in lower case: what stands beside them, and given names by sex."""

    titles: frozenset[str]
    offices: frozenset[str]
    ships: frozenset[str]
    letters: frozenset[str]
    bodies: frozenset[str]
    places: frozenset[str]
    directions: frozenset[str]
    where: frozenset[str]
    reaching: frozenset[str]
    attached: frozenset[str]
    calendar: frozenset[str]
    men: frozenset[str]
    women: frozenset[str]
    men_words: frozenset[str]
    women_words: frozenset[str]
    persons: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All word lists, and the weights of confidence. ``digest`` is that of the files they were read from."""

    junk: Junk
    cues: Cues
    events: Events
    predicates: Predicates
    places: PlaceWords
    quantifiers: Quantifiers
    dates: DateWords
    names: NameWords
    outlets: OutletIndex
    calibration: Calibration
    digest: str


def read_text(name: str) -> str:
    """Return the content of a lexicon file."""
    return (resources.files(__name__) / name).read_text(encoding="utf8")


def read_own(folder: Path | None) -> dict[str, str]:
    """Return the files of a user's own folder by name; raises ``ConfigError`` for one that cannot be read or that no lexicon has."""
    found: dict[str, str] = {}
    try:
        paths = sorted(folder.iterdir()) if folder is not None else []
        for path in paths:
            if path.name not in OPEN:
                raise ConfigError(f"{path}: no lexicon has this name; those that can be added to: {', '.join(OPEN)}")
            found[path.name] = path.read_text(encoding="utf8")
    except (OSError, UnicodeDecodeError) as exc:
        raise ConfigError(f"{folder}: the lexicons in it cannot be read: {exc}") from exc
    return found


def tables(text: str, name: str) -> dict[str, Any]:
    """Return a lexicon file's tables; raises ``ConfigError`` where it is no TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as exc:
        raise ConfigError(f"lexicon/{name}: {exc}") from exc


def merged(shipped: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Add a user's tables to the shipped ones: lists are joined, the user's entries first, so that his reading of a word wins.

    >>> merged({"verbs": {"aid": ["fund"]}}, {"verbs": {"aid": ["sponsor"], "cyber": ["hack"]}})
    {'verbs': {'aid': ['sponsor', 'fund'], 'cyber': ['hack']}}
    >>> merged({"verbs": {"aid": ["fund"]}}, {})
    {'verbs': {'aid': ['fund']}}
    """
    joined: dict[str, Any] = {}
    for key in dict.fromkeys([*own, *shipped]):
        theirs, ours = own.get(key), shipped.get(key)
        if isinstance(theirs, dict):
            joined[key] = merged(ours if isinstance(ours, dict) else {}, theirs)
        elif isinstance(theirs, list):
            joined[key] = [*theirs, *(ours if isinstance(ours, list) else [])]
        else:
            joined[key] = ours if theirs is None else theirs
    return joined


@lru_cache(maxsize=8)
def load_lexicon(own: Path | None = None) -> Lexicon:
    """Load the word lists that are shipped, with those in the folder ``own`` added; raises ``ConfigError`` for a folder that will not do."""
    theirs = read_own(own)

    def read_toml(name: str) -> dict[str, Any]:
        shipped = tables(read_text(name), name)
        return merged(shipped, tables(theirs[name], name)) if name in theirs else shipped

    texts = [read_text(name) for name in FILES] + [f"{name}\n{text}" for name, text in theirs.items()]
    quantifiers = load_quantifiers(read_toml("quantifiers.toml"))
    return Lexicon(
        load_junk(read_toml("junk.toml")),
        load_cues(read_toml("cues.toml")),
        load_events(read_toml("events.toml"), quantifiers.context["persons"]),
        load_predicates(read_toml("predicates.toml")),
        load_places(read_toml("places.toml")),
        quantifiers,
        load_dates(read_toml("dates.toml")),
        NameWords(**{kind: frozenset(words) for kind, words in read_toml("names.toml").items()}),
        load_outlets(read_text("outlets.tsv"), read_toml("outlets.toml")),
        load_calibration(read_toml("confidence.toml")),
        hashlib.sha256("\0".join(texts).encode("utf8")).hexdigest(),
    )


def load_junk(data: dict[str, Any]) -> Junk:
    """Compile the patterns of lines that are no text."""
    lines = {reason: re.compile("(?:" + "|".join(patterns) + ")", re.IGNORECASE) for reason, patterns in data.items() if isinstance(patterns, list)}
    labels = inverted(data["infobox"])
    longest = sorted(labels, key=len, reverse=True)
    forms = "|".join(re.escape(form) for label in longest for form in (label.capitalize(), label.title()))
    start = re.compile(rf"({forms})(?=\s*[:\t]|\s+[\dA-Z~]|[A-Z\d~(–]|\s*$)")
    before = "|".join(re.escape(word) for word in sorted(data["labels"]["words"], key=len, reverse=True))
    teaser = re.compile(rf"(?:{before}) ?[:|»>–—] ?\S[^.!?]{{3,140}}[?!]?", re.IGNORECASE)
    return Junk(lines, inverted(data["headings"]), labels, start, frozenset(data["menu"]["words"]), teaser, author_notice(data["authors"]["words"]))


def author_notice(roles: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of a sentence that says what an author is, where, and perhaps what he covers."""
    names = "|".join(re.escape(role) for role in roles)
    return re.compile(
        rf"(?:About the author:? ?)?(?:[A-Z][\w.’'-]*,? ){{2,4}}(?:is|was|has been) (?:a|an|the|our)(?: [\w’'&-]+){{0,6}} (?:{names})"
        r"(?!.*\b(?:killed|died|dead|arrested|detained|missing|shot|wounded|injured|jailed|said|told|accused)\b)"
        r"(?: and [\w’' -]{3,40})?,? (?:at|for|with|of|based|who|covering|in|on|focus\w*|specialis\w*|specializ\w*|report\w*|whose|where)\b.{2,300}"
    )


def load_cues(data: dict[str, Any]) -> Cues:
    """Freeze the cue lists."""
    hedges = data["hedges"]
    plain = ("say", "clausal", "act", "either", "core", "told", "of_object", "counting", "showing", "hearsay", "silent", "mental", "deny", "doubt", "demand", "promise", "hedge_verbs", "retract", "nouns", "reported")
    words: dict[str, frozenset[str]] = {name: frozenset(data[name]) for name in plain}
    kinds = {kind: frozenset(listed) for kind, listed in data["sources"].items()}
    return Cues(
        **words,
        forms=data["forms"],
        act_of={verb: frozenset(objects) for verb, objects in data["act_of"].items()},
        hedge_adverbs=frozenset(hedges["adverbs"]),
        raising=frozenset(hedges["verbs"]),
        possible=frozenset(hedges["possible"]),
        future=frozenset(hedges["future"]),
        demanded=frozenset(hedges["demanded"]),
        conditions=frozenset(hedges["conditions"]),
        sources=kinds,
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
        load_role_phrases(data.get("role_phrases", {})),
    )


def load_role_phrases(data: dict[str, Any]) -> RolePhrases:
    """Turn the phrases of roles into tables by their words."""

    def by_words(table: Mapping[str, list[str]]) -> dict[tuple[str, ...], str]:
        return {tuple(phrase.split()): role for phrase, role in inverted(table).items()}

    around: dict[str, dict[str, frozenset[str]]] = {}
    for role, frame in data.get("around", {}).items():
        for verb in frame["verbs"]:
            around.setdefault(verb, {})[role] = frozenset(frame["words"])
    persons = frozenset(tuple(phrase.split()) for phrases in data.get("of_persons", {}).values() for phrase in phrases)
    return RolePhrases(by_words(data.get("after", {})), by_words(data.get("before", {})), around, persons)


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
