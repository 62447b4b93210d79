"""Scores of event types on predicates that were coded by hand (``corpus/events``): in passages of our own, and in articles of Wikinews and PolNeAR.

Our passages hold their codes as marks; an article's stand apart from it, by place. A code is matched by a claim whose predicate starts where it
does; predicates that only one side has are not scored. Two rows for each set:

- ``event types``: of the matched predicates, those of the right type, or rightly of none.
- ``event types, typed``: precision and recall over those that have a type, on one side or on both.

Word lists were mended on half of the articles: only the other half is scored. They were mended with our own passages at hand.
"""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from re import compile as pattern
from typing import TypeVar, get_args

from claimcite.config import Config
from claimcite.errors import UsageError
from claimcite.lexicon import Lexicon
from claimcite.parse import Model
from claimcite.records import Claim, EventType
from claimcite.report.event_sets import read_text
from claimcite.report.scores import Count, Scores

Row = TypeVar("Row")
#: A type by the place where the predicate starts.
Types = Mapping[int, str]
NONE = "-"
KINDS = frozenset({NONE, *get_args(EventType)})
MARK = pattern(r"\[([^\[\]|\s]+)\|([a-z_-]+)\]")


@dataclass(frozen=True, slots=True)
class Coded:
    """A text with the types of its predicates."""

    text: str
    types: Types


def evaluate_event_types(model: Model, lexicon: Lexicon, config: Config, folder: Path, codes: Path) -> Scores:
    """Score event types by the folder ``codes``: on its own passages, and on the articles of the sets that stand in ``folder``.

    >>> from claimcite.lexicon import load_lexicon
    >>> from claimcite.parse import load_model
    >>> evaluate_event_types(load_model(), load_lexicon(), Config(), Path("no such folder"), Path("no such folder"))
    Scores(rows=())
    """
    sources = {
        "Wikinews": (codes / "wikinews.tsv", folder / "wikinews", wikinews),
        "PolNeAR train part": (codes / "polnear.tsv", folder / "polnear", polnear),
    }
    sets = {name: only_scored(path, articles(place)) for name, (path, place, articles) in sources.items() if path.exists() and place.is_dir()}
    if (written := codes / "written.txt").exists():
        sets["own passages"] = of_lines(written, unmarked)
    scores = Scores(())
    for name, texts in sets.items():
        right, typed = Count(decisions=True), Count()
        for coded in texts:
            count(read_text(coded.text, None, (model, lexicon, config)).claims, coded.types, right, typed)
        scores += Scores((right.score(f"event types, {name}"), typed.score(f"event types, typed, {name}")))
    return scores


def count(claims: tuple[Claim, ...], types: Types, right: Count, typed: Count) -> None:
    """Add the predicates of a text that are coded and are those of claims, each once, as its first claim has it."""
    for start, found in {c.predicate.span.start: c.predicate.event_type or NONE for c in reversed(claims)}.items():
        if start in types:
            same = found == types[start]
            right.decide(right=same)
            typed.hits += same and found != NONE
            typed.found += found != NONE
            typed.gold += types[start] != NONE


# --- our own passages -----------------------------------------------------------------------------------------------


def unmarked(line: str) -> Coded:
    """Return a passage without its marks, and their types; raises ``ValueError``.

    >>> unmarked("It [fell|assault] when the last of them [left|-].[2]")
    Coded(text='It fell when the last of them left.[2]', types={3: 'assault', 30: '-'})
    >>> unmarked("It [fell in|assault].")
    Traceback (most recent call last):
    ValueError: a mark is [word|type]
    """
    text, *rest = MARK.split(line)
    types: dict[int, str] = {}
    for word, kind, after in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        types[len(text)] = known(kind)
        text += word + after
    if "|" in text:
        raise ValueError("a mark is [word|type]")
    return Coded(text, types)


def known(kind: str) -> str:
    """Return a type; raises ``ValueError`` for what is none.

    >>> known("kill")
    'kill'
    >>> known("murder")
    Traceback (most recent call last):
    ValueError: there is no type 'murder'
    """
    if kind not in KINDS:
        raise ValueError(f"there is no type {kind!r}")
    return kind


# --- articles -------------------------------------------------------------------------------------------------------


def only_scored(path: Path, articles: Iterator[tuple[str, str]]) -> Iterator[Coded]:
    """Yield the coded articles, given by their names and texts, on which no word list was mended."""
    types: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for name, start, kind in of_lines(path, code):
        types[name][start] = kind
    return (Coded(text, types[name]) for name, text in articles if name in types and not is_development(name))


def code(line: str) -> tuple[str, int, str]:
    """Return a code's article, its start and its type; raises ``ValueError``.

    >>> code("oru_talks\\t10\\t13\\tconsult")
    ('oru_talks', 10, 'consult')
    >>> code("oru_talks\\t10\\tconsult")
    Traceback (most recent call last):
    ValueError: a code is an article, a start, an end and a type, with tabs between
    """
    match line.split("\t"):
        case [name, start, end, kind] if name and 0 <= int(start) < int(end):
            return name, int(start), known(kind)
    raise ValueError("a code is an article, a start, an end and a type, with tabs between")


def is_development(name: str) -> bool:
    """Whether word lists are mended on an article: half of them, by the SHA-1 of the name, so that nobody chooses.

    >>> is_development("oru_flood"), is_development("pela_flood")
    (True, False)
    """
    return hashlib.sha1(name.encode("utf8"), usedforsecurity=False).digest()[0] % 2 == 1


def wikinews(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield address and text of the articles of Wikinews."""
    for path in sorted((folder / "data").glob("*.csv")):
        with path.open(encoding="utf8", newline="") as file:
            yield from ((row["url"], paragraphs(row["text"])) for row in csv.DictReader(file))


def paragraphs(text: str) -> str:
    r"""Return the paragraphs of an article, which stand on a line each, with one space for each white space and an empty line between them.

    >>> paragraphs("Rain  fell.\n \nOru flooded.\n")
    'Rain fell.\n\nOru flooded.'
    """
    return "\n\n".join(" ".join(line.split()) for line in text.split("\n") if line.strip())


def polnear(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield name and text of the articles of PolNeAR's train part."""
    for path in sorted((folder / "train" / "text").glob("*.txt")):
        with path.open(encoding="utf8", newline="") as file:
            yield path.stem, file.read()


def of_lines(path: Path, parse: Callable[[str], Row]) -> Iterator[Row]:
    """Yield what the lines of a file hold, those that are not empty; raises ``UsageError`` with the number of a line that cannot be read."""
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            if line:
                yield parse(line.decode())
        except ValueError as exc:
            raise UsageError(f"{path}:{number}: {exc}") from exc
