"""Which of a document's dates is its day of publication, and which that of its last change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from claimcite.lexicon.outlets import HeadWords
from claimcite.link.addresses import date_in
from claimcite.link.candidates import Candidate
from claimcite.link.dates import agree
from claimcite.link.page_dates import Moment, at_home, read_moment

#: What a date is said to be: a printed day beside the headline, or a ``<time>``, may be left without a word.
Kind = Literal["published", "modified", "time", "printed", "url"]
KINDS: dict[str, Kind] = {"published": "published", "modified": "modified", "time": "time", "printed": "printed", "url": "url"}
#: More dates than any head has.
DATES_MAX = 80
#: From this day on, a date would lie in the future of any page.
HORIZON = "2100"


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of a document: what it is said to be, what it was read from, and, of a ``<time>``, what a reader sees of it."""

    kind: Kind
    candidate: Candidate
    moment: Moment
    seen: Moment | None = None


Day = tuple[str, Candidate]


def dates_of(facts: Sequence[Candidate], words: HeadWords, *, day_first: bool | None, latest: str | None) -> list[Dated]:
    """Return the dates that can be read, in the order of ``facts``; none later than ``latest``, the day of retrieval."""
    end = (date.fromisoformat(latest[:10]) + timedelta(days=1)).isoformat() if latest and re.match(r"\d{4}-\d\d-\d\d", latest) else HORIZON
    seen = {fact.text: read_moment(fact.value, day_first=day_first) for fact in facts[: 2 * DATES_MAX] if fact.field == "seen"}
    read = [fact for fact in facts if fact.field in KINDS][:DATES_MAX]
    dates = (dated(fact, words, day_first=day_first) for fact in read)
    return [replace(found, seen=seen.get(found.candidate.text)) for found in dates if found is not None and found.moment.edtf <= end]


def dated(fact: Candidate, words: HeadWords, *, day_first: bool | None) -> Dated | None:
    """Read the date of a candidate; None for what is none."""
    if fact.field == "url":
        day = date_in(fact.value)
        return Dated("url", replace(fact, field="published", origin="url", text=fact.value), Moment(day)) if day else None
    moment = read_moment(fact.value, day_first=day_first)
    if moment is None or (fact.origin == "byline" and len(moment.edtf) < len("2020-10-26")):
        return None
    kind = KINDS[fact.field]
    if fact.field == "time":
        name, _, shown = fact.text.partition(": ")
        kind = "modified" if words.modified.search(shown) else "published" if words.published.search(shown) else kind_of(name)
    return Dated(kind, fact, moment)


def kind_of(name: str) -> Kind:
    """Return what the marks of a ``<time>`` call it.

    >>> kind_of("time published"), kind_of("time")
    ('published', 'time')
    """
    mark = name.rpartition(" ")[2]
    return "modified" if mark == "modified" else "published" if mark == "published" else "time"


def choose_published(dates: Sequence[Dated]) -> Day | None:
    """Return the day of publication, with what says so.

    A date that is called so, in the order of its sources; then ``<time>``, if all of the article name one day; then a day printed
    beside the headline; then the address. The day of a change is none of these, unless it is called both.
    """
    named = [one for one in dates if one.kind == "published"]
    times = [one for one in dates if one.kind == "time"]
    changed = {one.moment.edtf for one in dates if one.kind == "modified"}
    printed = [one for one in dates if one.kind == "printed"]
    agreed = times[:1] if times and all(agree(times[0].moment.edtf, one.moment.edtf) for one in times) else []
    loose = [one for one in (*agreed, *printed) if one.moment.edtf not in changed]
    address = [one for one in dates if one.kind == "url"][:1]
    first = next(iter([*named, *loose, *address]), None)
    return at_newsroom(first, [*named, *printed, *address], dates) if first else None


def choose_modified(dates: Sequence[Dated]) -> Day | None:
    """Return the day of the last change, with what says so; only a date that is called so."""
    named = [one for one in dates if one.kind == "modified"]
    return at_newsroom(named[0], named, dates) if named else None


def at_newsroom(chosen: Dated, same: Sequence[Dated], dates: Sequence[Dated]) -> Day:
    """Return the day of a date in the newsroom's own zone, with what tells it."""
    shown = [(moment, one) for one in same for moment in visible(one)]
    moment = at_home(chosen.moment, [moment for moment, _ in shown], pairs(dates))
    teller = next((one for other, one in shown if other.edtf == moment.edtf != chosen.moment.edtf), chosen)
    return moment.value, teller.candidate


def visible(one: Dated) -> Iterator[Moment]:
    """Yield what a reader sees of a date: a line, the text of a ``<time>``, the address."""
    if one.candidate.origin in ("byline", "url", "text", "dateline"):
        yield one.moment
    elif one.seen is not None:
        yield one.seen


def pairs(dates: Sequence[Dated]) -> Iterator[tuple[Moment, Moment]]:
    """Yield pairs of dates that should be one instant: a ``<time>`` and its text, a head's date and a line's, two of a head."""
    for one in dates:
        if one.seen is not None:
            yield one.moment, one.seen
    for kind in ("published", "modified"):
        named = [one for one in dates if one.kind == kind]
        clocks = [one.seen or one.moment for one in named if one.candidate.origin == "byline" or one.seen is not None or one.moment.offset]
        naive = [one.moment for one in named if one.moment.offset is None]
        for instant in (one.moment for one in named if one.moment.offset == 0):
            yield from ((instant, clock) for clock in (*clocks, *naive))
