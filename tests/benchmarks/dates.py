"""claimcite's dates beside dateparser's ``search_dates`` and recognizers-text, over the same articles, in one run.

The articles are MEANTIME's, with its TIMEX3 (``CLAIMCITE_DATA`` names the folder of the sets). Each side gets the day that an article was
written. What is found is counted by overlapping characters; a value is right if it names the day, month or year of a gold DATE that
says one (a coarser gold value asks for no more). The parse is not counted: it is there before claimcite looks for dates, and the
others do not need one. Needs ``dateparser`` and, for its column, ``recognizers-text-date-time`` with ``emoji<2``.
"""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from claimcite.annotate.dates import find_dates
from claimcite.config import Config
from claimcite.lexicon import load_lexicon
from claimcite.parse import load_model, parse
from claimcite.records import Anchor
from claimcite.report.date_gold import DatedText, meantime
from claimcite.report.date_sets import cleaned
from data import dataset

Find = Callable[[DatedText], list[tuple[int, int, str]]]
DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?$")
DAYS = ("DATE", "TIME")


@dataclass
class Side:
    """What one side found and how long it took."""

    name: str
    find: Find
    hits: int = 0
    found: int = 0
    gold: int = 0
    right: int = 0
    dated: int = 0
    seconds: float = 0.0

    def run(self, texts: list[DatedText]) -> None:
        """Find and count the dates of all texts; the last of two turns is timed."""
        for text in texts:
            self.find(text)
        for text in texts:
            start = time.process_time()
            found = self.find(text)
            self.seconds += time.process_time() - start
            self.count(text, found)

    def count(self, text: DatedText, found: list[tuple[int, int, str]]) -> None:
        """Count what overlaps, and the right values."""
        self.found += len(found)
        self.gold += len(text.dates)
        used: set[int] = set()
        for gold in text.dates:
            shared = [i for i, (start, end, _) in enumerate(found) if start < gold.end and gold.start < end]
            new = [i for i in shared if i not in used]
            self.hits += bool(new)
            used.update(new[:1])
            value = gold.said[0]["timex"]
            if gold.kind in DAYS and DATE.match(value):
                self.dated += 1
                self.right += any(found[i][2].startswith(value) for i in shared)

    def line(self, words: int) -> str:
        """One row of the table."""
        precision, recall = self.hits / max(1, self.found), self.hits / max(1, self.gold)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        speed = words / max(1e-9, self.seconds)
        return f"{self.name:14} {100 * precision:8.1f} {100 * recall:8.1f} {100 * f1:8.1f} {100 * self.right / max(1, self.dated):13.1f} {speed:14,.0f}"


def ours(texts: Iterable[DatedText]) -> Find:
    """claimcite's grammar over parses that are ready."""
    model, lexicon, config = load_model(), load_lexicon(), Config()
    parses = {text.text: parse(cleaned(text.text), model, config) for text in texts}

    def find(text: DatedText) -> list[tuple[int, int, str]]:
        dates = find_dates(parses[text.text], lexicon, document_date=Anchor("given", text.written, None) if text.written else None)
        return [(date.span.start, date.span.end, date.edtf or "") for date in dates]

    return find


def search_dates() -> Find:
    """dateparser's search; it gives texts without places, which are looked up in order."""
    from dateparser.search import search_dates as search

    def find(text: DatedText) -> list[tuple[int, int, str]]:
        base = dt.datetime.fromisoformat(text.written) if text.written else dt.datetime(2000, 1, 1)
        settings = {"RELATIVE_BASE": base, "TIMEZONE": "UTC", "PREFER_DATES_FROM": "past"}
        at, found = 0, []
        for words, moment in search(text.text, languages=["en"], settings=settings) or ():
            start = text.text.find(words, at)
            if start >= 0:
                at = start + len(words)
                found.append((start, at, moment.date().isoformat()))
        return found

    return find


def recognizers() -> Find:
    """recognizers-text; of two readings that of the past."""
    from recognizers_date_time import Culture, recognize_datetime

    def find(text: DatedText) -> list[tuple[int, int, str]]:
        base = dt.datetime.fromisoformat(text.written) if text.written else dt.datetime(2000, 1, 1)
        found = []
        for result in recognize_datetime(text.text, Culture.English, reference=base):
            values = (result.resolution or {}).get("values") or [{}]
            first = values[0]
            timex = first.get("timex", "")
            found.append((result.start, result.end + 1, timex if DATE.match(timex) else (first.get("value") or first.get("start") or "")[:10]))
        return found

    return find


def main() -> None:
    """Run the sides and print the table, and how ours compares."""
    texts = [text for text in meantime(dataset("meantime")) if re.fullmatch(r"\d{4}-\d\d-\d\d", text.written or "")]
    words = sum(len(text.text.split()) for text in texts)
    sides = [Side("claimcite", ours(texts))]
    for name, make in (("search_dates", search_dates), ("recognizers", recognizers)):
        try:
            sides.append(Side(name, make()))
        except ImportError as exc:
            print(f"{name}: not installed ({exc})")
    print(f"{len(texts)} articles, {words:,} words\n{'':14} {'precision':>8} {'recall':>8} {'F1':>8} {'right values':>13} {'words/s':>14}")
    for side in sides:
        side.run(texts)
        print(side.line(words))
    for side in sides[1:]:
        print(f"claimcite: {side.seconds / sides[0].seconds:,.0f} times the speed of {side.name}, {sides[0].right / max(1, side.right):.2f} times its right values")


if __name__ == "__main__":
    main()
