"""Scores of the dates that claimcite finds, on the public gold sets: rows of ``claimcite evaluate --sets FOLDER``.

``dates, SET`` counts what was found, by overlapping characters; ``values, SET`` counts right values among *all* gold dates, the
ones that were missed included, and ``values of found, SET`` (MEANTIME's and TempEval's own measure) among those that were found.

``date_same`` says which value is the same as a set's, and converts where conventions differ.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from claimcite.annotate.dates import find_dates
from claimcite.config import Config
from claimcite.lexicon import Lexicon
from claimcite.parse import Model, parse
from claimcite.records import Anchor, Block, Cleaned, Date
from claimcite.report.date_gold import DatedText, GoldDate, gum, meantime, re3d, recognizers
from claimcite.report.date_same import is_interval, same_days, same_recognized, same_timex
from claimcite.report.scores import Count, Scores
from claimcite.spans import MappedText, Span

Finder = Callable[[DatedText], tuple[Date, ...]]
Found = tuple[DatedText, tuple[Date, ...]]
Same = Callable[[Date, GoldDate, str], bool]
Rows = dict[str, Count]
#: Rows of Recognizers-Text: the file of each, and what is counted in it.
PARSERS: Mapping[str, str] = {
    "single dates": "DateParser",
    "periods": "DatePeriodParser",
    "durations": "DurationParser",
    "sets": "SetParser",
    "holidays": "HolidayParser",
}
#: Kinds of the model's file that are one row.
MODEL_ROWS = {"date": "dates", "daterange": "periods", "duration": "durations", "set": "sets"}


def evaluate_dates(model: Model, lexicon: Lexicon, folder: Path) -> Scores:
    """Score the dates on every set that stands in ``folder``; a set that is not there gives no rows."""
    finder = finder_of(model, lexicon)
    rows: Rows = {}
    recognized = folder / "recognizers" / "DateTime"
    if recognized.is_dir():
        for name, file in PARSERS.items():
            score(read(recognizers(recognized / f"{file}.json"), finder), same_recognized, rows, f"Recognizers {name}")
        whole = list(read(recognizers(recognized / "DateTimeModel.json"), finder))
        score(whole, same_recognized, rows, "Recognizers model")
        score_kinds(whole, rows)
    if (folder / "meantime").is_dir():
        score(read(meantime(folder / "meantime"), finder), same_timex, rows, "MEANTIME")
    if (folder / "gum-open").is_dir():
        documents = list(read(gum(folder / "gum-open"), finder))
        score(documents, same_days, rows, "GUM", precision=False)
        score_years(documents, rows)
    if (folder / "re3d-half").is_dir():
        score(read(re3d(folder / "re3d-half"), finder), None, rows, "re3d")
    return Scores(tuple(row.score(name) for name, row in rows.items()))


def finder_of(model: Model, lexicon: Lexicon) -> Finder:
    """Return a function that finds the dates of a gold text, as in a document that was given its date."""
    config = Config()

    def find(text: DatedText) -> tuple[Date, ...]:
        read = parse(cleaned(text.text), model, config)
        return find_dates(read, lexicon, document_date=Anchor("given", text.written, None) if text.written else None)

    return find


def cleaned(text: str) -> Cleaned:
    """Wrap a gold text; a blank line ends a paragraph."""
    blocks = [Block("paragraph", Span(*m.span())) for m in re.finditer(r"\S(?:(?!\n\s*\n)[\s\S])*", text)]
    return Cleaned("plain", MappedText.of_raw(text), tuple(blocks))


def read(texts: Iterable[DatedText], find: Finder) -> Iterator[Found]:
    """Yield each text with what was found in it."""
    for text in texts:
        yield text, find(text)


def score(texts: Iterable[Found], same: Same | None, rows: Rows, name: str, *, precision: bool = True) -> None:
    """Add the rows of a set: what was found, the values of all, the values of those found."""
    for text, found in texts:
        pairs = list(paired(found, text.dates))
        overlap = rows.setdefault(f"dates, {name}", Count())
        overlap.hits += len(pairs)
        overlap.gold += len(text.dates)
        # an interval that is both of its ends there counts for two
        twice = len(pairs) - len({id(date) for date, _ in pairs})
        overlap.found += len(found) + twice if precision else len(pairs)
        if same is None:
            continue
        right = sum(same(date, gold, text.text[gold.start : gold.end]) for date, gold in pairs)
        for row, among in ((f"values, {name}", len(text.dates)), (f"values of found, {name}", len(pairs))):
            add(rows, row, right, among)


def score_kinds(texts: Iterable[Found], rows: Rows) -> None:
    """Add the values of each kind in the file of the whole model; what is no day and no duration is a time."""
    for text, found in texts:
        pairs = list(paired(found, text.dates))
        for gold in text.dates:
            right = any(other is gold and same_recognized(date, gold, text.text[gold.start : gold.end]) for date, other in pairs)
            add(rows, f"values, Recognizers model, {MODEL_ROWS.get(gold.kind, 'times')}", int(right), 1)


def score_years(texts: Iterable[Found], rows: Rows) -> None:
    """Add the values of GUM's plain years, which no day of writing is needed for."""
    for text, found in texts:
        right = {id(gold) for date, gold in paired(found, text.dates) if same_days(date, gold, text.text[gold.start : gold.end])}
        years = [gold for gold in text.dates if re.fullmatch(r"\d{4}", gold.said[0].get("when", ""))]
        add(rows, "values, GUM years", sum(id(gold) in right for gold in years), len(years))


def add(rows: Rows, name: str, right: int, among: int) -> None:
    """Count right answers in a row of decisions."""
    row = rows.setdefault(name, Count(decisions=True))
    row.hits += right
    row.gold += among


def paired(found: tuple[Date, ...], gold: tuple[GoldDate, ...]) -> Iterator[tuple[Date, GoldDate]]:
    """Yield each gold date with the found one that shares most characters; an interval is paired with both of its ends.

    >>> gold = GoldDate(3, 7, "date")
    >>> list(paired((), (gold,)))
    []
    """
    taken: set[int] = set()
    for one in gold:
        shared = [(min(date.span.end, one.end) - max(date.span.start, one.start), -i) for i, date in enumerate(found) if i not in taken or is_interval(date)]
        if shared and max(shared)[0] > 0:
            best = -max(shared)[1]
            taken.add(best)
            yield found[best], one
