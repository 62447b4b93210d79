"""Scores of what claimcite says about whole news pages, on stored pages annotated by hand: rows of ``claimcite evaluate --sets FOLDER``.

The annotation (``corpus/gold/pages.jsonl``, facts alone) has two parts: ``tune`` are the first 40 pages of the set in order of their
names, ``check`` the rest. Both were annotated from the pages themselves before any rule was tuned; no rule was made for a page of
the second part. What the annotator did:

- ``title``: the headline that a reader sees; compared by its words.
- ``outlet``: who publishes this copy; the same by domain, or by name where a side has no domain. ``agency``: the wire service that
  the page names as where its words come from, in byline, dateline, credit or as the maker in its head.
- ``authors``: people only, one item each; desks, outlets and agencies are none.
- ``published``, ``modified``: the day that the page prints for its readers, else the day in its head as written there. A list holds
  days of which each is right: an instant in UTC where the page shows no zone, or two heads that differ.
- ``url``: the canonical address that the page names; ``language``: that of the text.

``page facts: published, wrong`` is the share of all pages that were given a day which is not theirs: the lower the better.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from claimcite.clean import clean
from claimcite.config import Config
from claimcite.errors import DocumentError, UsageError
from claimcite.lexicon import Lexicon
from claimcite.lexicon.outlets import OutletIndex
from claimcite.link.dates import day_of
from claimcite.link.facts import document_facts
from claimcite.read import decode, read
from claimcite.records import Outlet, Record
from claimcite.report.same import fold, words
from claimcite.report.scores import Count, Scores

T = TypeVar("T")
FOLDER = Path("article-extraction-half", "html")
PARTS = {"tune": "", "check": ", check pages"}
FIELDS = ("title", "outlet", "agency", "authors", "published", "published, wrong", "modified", "url", "language")


class GoldOutlet(msgspec.Struct):
    """A publisher as annotated."""

    name: str
    domain: str | None


class GoldPage(msgspec.Struct):
    """The facts of a page as annotated; ``page`` is the name of its file without ending."""

    page: str
    part: Literal["tune", "check"]
    title: str
    outlet: GoldOutlet
    agency: GoldOutlet | None
    authors: list[str]
    published: str | list[str] | None
    modified: str | list[str] | None
    url: str | list[str] | None
    language: str


@dataclass(frozen=True, slots=True)
class FoundPage:
    """What somebody says about a page."""

    title: str | None = None
    outlet: Outlet | None = None
    agency: Outlet | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    url: str | None = None
    language: str | None = None


def evaluate_pages(lexicon: Lexicon, config: Config, folder: Path, gold: Path) -> Scores:
    """Score the facts of the pages in ``folder``; a folder without them gives no rows.

    Raises ``UsageError`` for a gold that cannot be read.
    """
    pages = load_pages(gold)
    counts: dict[str, Count] = {}
    for name, record in records(folder / FOLDER, config):
        if name in pages:
            score_page(found_page(record, lexicon, config), pages[name], lexicon.outlets, counts)
    return Scores(tuple(counts[name].score(name) for part in PARTS for name in names(part) if name in counts))


def load_pages(gold: Path) -> dict[str, GoldPage]:
    """Read the annotation by page; raises ``UsageError`` where it cannot be read."""
    try:
        rows = [msgspec.json.decode(line, type=GoldPage) for line in gold.read_text(encoding="utf8").splitlines()]
    except (OSError, ValueError, msgspec.MsgspecError) as exc:
        raise UsageError(f"{gold}: the pages cannot be read: {type(exc).__name__}: {exc}") from exc
    return {row.page: row for row in rows}


def records(folder: Path, config: Config) -> Iterator[tuple[str, Record]]:
    """Yield the stored pages with their names."""
    for record in read([str(folder)], config) if folder.is_dir() else ():
        if isinstance(record, Record):
            yield Path(record.locator.path).name.partition(".")[0], record


def found_page(record: Record, lexicon: Lexicon, config: Config) -> FoundPage:
    """Return what claimcite says about a page; nothing for one that it refuses."""
    try:
        source = decode(record, config)
        cleaned = clean(source, lexicon, config)
    except DocumentError:
        return FoundPage()
    facts = document_facts(cleaned, source, lexicon)
    language = cleaned.language or facts.language
    return FoundPage(facts.title, facts.outlet, facts.agency, facts.authors, facts.published, facts.modified, facts.url, language)


def score_page(found: FoundPage, gold: GoldPage, outlets: OutletIndex, counts: dict[str, Count]) -> None:
    """Add one page to the counts."""
    for name in names(gold.part):
        counts.setdefault(name, Count())
    row = {name.removeprefix("page facts: ").removesuffix(PARTS[gold.part]): counts[name] for name in names(gold.part)}
    row["title"].decide(right=words(found.title or "") == words(gold.title))
    row["outlet"].decide(right=same_outlet(found.outlet, gold.outlet, outlets))
    row["agency"].items(listed(found.agency), listed(gold.agency), lambda ours, theirs: same_outlet(ours, theirs, outlets))
    row["authors"].items(found.authors, gold.authors, lambda ours, theirs: fold(ours) == fold(theirs))
    for field, ours in (("published", found.published), ("modified", found.modified), ("url", found.url)):
        wanted = any_of(getattr(gold, field))
        given = day_of(ours) if ours and field != "url" else ours
        row[field].items(listed(given), listed(wanted), lambda one, these: one in these)
        if field == "published":
            row["published, wrong"].decide(right=given is not None and given not in wanted)
    row["language"].decide(right=found.language == gold.language)


def names(part: str) -> list[str]:
    """Return the names of the rows of a part, in order."""
    return [f"page facts: {field}{PARTS[part]}" for field in FIELDS]


def any_of(value: str | list[str] | None) -> list[str]:
    """Return the values of which each is right."""
    return value if isinstance(value, list) else [value] if value else []


def listed(value: T | None) -> list[T]:
    """Return a value as a list of one, or of none."""
    return [value] if value else []


def same_outlet(found: Outlet | None, gold: GoldOutlet, outlets: OutletIndex) -> bool:
    """Whether an outlet is the one annotated: one publisher's domains (bbc.co.uk, bbc.com) are the same.

    >>> index = OutletIndex({}, {}, frozenset())
    >>> same_outlet(Outlet("pela.org", None, "pela.org"), GoldOutlet("Pela Post", "pela.org"), index), same_outlet(None, GoldOutlet("Pela", None), index)
    (True, False)
    """
    if found is None:
        return False
    if found.domain and gold.domain:
        one, other = (outlets.from_url(domain) for domain in (found.domain, gold.domain))
        return one is not None and other is not None and one.id == other.id
    return fold(found.name) == fold(gold.name)
