"""Scores of cleaning on flattened text: rows of ``claimcite evaluate --sets FOLDER``.

The gold comes for free: saved MediaWiki pages are printed as text in the styles of ``flat_styles``, and each line knows what it
was. A line has the kind that cleaning gave to most of its characters. News pages are printed with a line for each block; what is
text of them stands in the benchmark's article bodies.

``flattened, KIND``: F1 of a kind over the lines of all styles. ``flattened, text kept``: share of the characters of what is text
that stays. ``flattened, markers``: markers tied to the entry that they point to. The rows with a style's name hold for it alone.
"""

from __future__ import annotations

import bisect
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from claimcite.clean import clean
from claimcite.config import Config
from claimcite.errors import UsageError
from claimcite.lexicon import Lexicon
from claimcite.link.citations import marker_keys
from claimcite.records import Cleaned, Given, Locator, Source
from claimcite.report.flat_pages import Item, blocks, items
from claimcite.report.flat_styles import STYLES, Flattened, Style, render
from claimcite.report.scores import Count, Scores
from claimcite.spans import Span

#: Kinds that are scored.
KINDS = ("paragraph", "heading", "infobox", "table", "list", "caption", "reference", "junk")
TEXT = frozenset({"title", "paragraph", "heading", "infobox", "table", "list", "caption"})
Rows = dict[str, Count]
#: The longest number that stands before an entry: "  1234. ^ ".
NUMBER_MAX = 12


def evaluate_flattened(lexicon: Lexicon, config: Config, folder: Path, *, styles: Sequence[Style] = STYLES) -> Scores:
    """Score cleaning on flattened pages of the sets in ``folder``; a set that is not there gives no rows."""
    rows: Rows = {}
    for path in sorted((folder / "wikipedia-half" / "html").glob("*.html")):
        page = items(read_page(path))
        for style in styles:
            gold = render(page, style)
            score_page(gold, cleaned(gold.text, lexicon, config), style, rows)
    pages = folder / "article-extraction-half"
    if (pages / "ground-truth.json").is_file():
        bodies = json.loads((pages / "ground-truth.json").read_text(encoding="utf8"))
        for name, page_gold in sorted(bodies.items()):
            if (pages / "html" / f"{name}.html").is_file():
                score_news(list(blocks(read_page(pages / "html" / f"{name}.html"))), page_gold["articleBody"], lexicon, config, rows)
    return Scores(tuple(row.score(name) for name, row in rows.items()))


def read_page(path: Path) -> str:
    """Read a saved page; one that cannot be read raises ``UsageError``."""
    try:
        return path.read_text(encoding="utf8", errors="replace")
    except OSError as exc:
        raise UsageError(f"{path}: it cannot be read: {exc}") from exc


def cleaned(text: str, lexicon: Lexicon, config: Config) -> Cleaned:
    """Clean a text as a file that says nothing about itself."""
    return clean(Source("page.txt", Locator("page.txt"), "0" * 64, text, "utf-8", Given(), None), lexicon, config)


# --- encyclopedia pages ---------------------------------------------------------------------------------------------


def score_page(gold: Flattened, found: Cleaned, style: Style, rows: Rows) -> None:
    """Add one flattened page to the rows."""
    made = Regions(found)
    for span, item in gold.items:
        shares = made.shares(span)
        length = span.end - span.start
        if item.kind in TEXT:
            kept = sum(n for name, n in shares.items() if name not in ("junk", "reference"))
            add(rows, "text kept", style, min(kept, length), length)
        elif item.kind == "junk":
            add(rows, "junk dropped", style, min(length, shares["junk"] + shares["reference"]), length)
        if shows(item, style):
            score_kind(item, max(sorted(shares), key=lambda name: shares[name], default="none"), rows)
    score_entries(gold, found, style, rows)


def shows(item: Item, style: Style) -> bool:
    """Whether a style lets a reader see what a line was: no bullet, no list; no cell's edge, no table; one line, nothing at all."""
    if item.kind == "list":
        return bool(style.bullet)
    return item.kind in KINDS and style.lines != "none" and (item.kind != "table" or style.cell not in (" ", "\n"))


def score_kind(item: Item, label: str, rows: Rows) -> None:
    """Count one line: right, or found as another kind."""
    rows.setdefault(f"flattened, {item.kind}", Count()).gold += 1
    rows[f"flattened, {item.kind}"].hits += label == item.kind
    if label in KINDS:
        rows.setdefault(f"flattened, {label}", Count()).found += 1


def score_entries(gold: Flattened, found: Cleaned, style: Style, rows: Rows) -> None:
    """Count the entries that were found, and the markers that are tied to the right one."""
    places = {item.key: span for span, item in gold.items if item.kind == "reference" and item.key}
    entries = Count()
    matched = entries.items([r.raw for r in found.references], list(places.values()), same_place)
    merge(rows, "references", style, entries)
    keys = {place: {r.key for r in found.references if r.raw is not None and same_place(r.raw, place)} for _, place in matched}
    known = {r.key for r in found.references}
    at = {found.mapped.raw_of(mark.span): marker_keys(mark, known) for mark in found.markers}
    starts = {raw.start: named for raw, named in at.items() if raw is not None}
    marks = Count(gold=sum(len(mark.targets) for mark in gold.marks), found=sum(max(1, len(named)) for named in starts.values()))
    for mark in gold.marks:
        named = starts.get(mark.span.start, ())
        marks.hits += sum(bool(keys.get(places[target], set()) & set(named)) for target in mark.targets if target in places)
    marks.found = max(marks.found, marks.hits)
    merge(rows, "markers", style, marks)


def same_place(found: Span | None, gold: Span) -> bool:
    """Whether an entry is the gold's: each covers most of the other, but for the number before it.

    >>> same_place(Span(6, 40), Span(0, 42)), same_place(Span(0, 90), Span(0, 42)), same_place(None, Span(0, 42))
    (True, False, False)
    """
    if found is None:
        return False
    shared = min(found.end, gold.end) - max(found.start, gold.start)
    whole = shared > 0.7 * (gold.end - gold.start) or (found.start - gold.start <= NUMBER_MAX and gold.end - found.end <= 1)
    return whole and shared > 0.7 * (found.end - found.start)


def merge(rows: Rows, name: str, style: Style, count: Count) -> None:
    """Add a count to the row of all styles and to that of one."""
    for row in (rows.setdefault(f"flattened, {name}", Count()), rows.setdefault(f"flattened, {name}, {style.name}", Count())):
        row.hits += count.hits
        row.found += count.found
        row.gold += count.gold


def add(rows: Rows, name: str, style: Style, right: int, among: int) -> None:
    """Count characters in the row of all styles and in that of one."""
    for row in (f"flattened, {name}", f"flattened, {name}, {style.name}"):
        row_of = rows.setdefault(row, Count(decisions=True))
        row_of.hits += right
        row_of.gold += among


class Regions:
    """What cleaning made of each stretch of a flattened text."""

    def __init__(self, found: Cleaned) -> None:
        kinds = [(found.mapped.raw_of(block.span), "paragraph" if block.kind == "quote" else str(block.kind)) for block in found.blocks]
        entries = [r.raw for r in found.references if r.raw is not None]
        inside = sorted(entries)
        dropped = [(row.raw, "reference" if row.raw is not None and overlapped(row.raw, inside) else "junk") for row in found.dropped]
        self.regions: list[tuple[Span, str]] = []
        for raw, kind in sorted((raw, kind) for raw, kind in [*kinds, *dropped] if raw is not None):
            if not self.regions or raw.end > self.regions[-1][0].end:  # what was cut out of a block lies inside it
                self.regions.append((raw, kind))
        self.starts = [raw.start for raw, _ in self.regions]

    def shares(self, span: Span) -> Counter[str]:
        """Return how many characters of ``span`` each kind has."""
        counts: Counter[str] = Counter()
        at = max(0, bisect.bisect_right(self.starts, span.start) - 1)
        while at < len(self.regions) and self.regions[at][0].start < span.end:
            raw, kind = self.regions[at]
            shared = min(raw.end, span.end) - max(raw.start, span.start)
            if shared > 0:
                counts[kind] += shared
            at += 1
        return counts


def overlapped(raw: Span, entries: Sequence[Span]) -> bool:
    """Whether one of ``entries``, in order, shares a character with ``raw``."""
    at = bisect.bisect_right(entries, raw.start, key=lambda entry: entry.start) - 1
    return any(entry.overlaps(raw) for entry in entries[max(0, at) : at + 2])


# --- news pages -----------------------------------------------------------------------------------------------------


def score_news(lines: list[str], body: str, lexicon: Lexicon, config: Config, rows: Rows) -> None:
    """Add a news page: its body alone, then all of its lines."""
    text = "\n\n".join(line for line in body.split("\n") if line.strip())
    score_lines(text, [(span, True) for span in spans_of(text)], cleaned(text, lexicon, config), "news as text, body alone", rows)
    squeezed = "".join(body.split())
    page = "\n".join(lines)
    gold = [(span, is_body(span.of(page), squeezed)) for span in spans_of(page)]
    score_lines(page, [row for row in gold if row[1] is not None], cleaned(page, lexicon, config), "news as text, whole page", rows)


def spans_of(text: str) -> Iterator[Span]:
    """Yield the place of each line."""
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield Span(at, at + len(line))
        at += len(line) + 1


def is_body(line: str, body: str) -> bool | None:
    """Whether a line belongs to the body (without white space); None for a short one that stands in it by chance.

    >>> is_body("Nine people died in Oru.", "NinepeoplediedinOru.Policesaid"), is_body("Home", "x"), is_body("Oru", "NineinOru")
    (True, False, None)
    """
    squeezed = "".join(line.split())
    inside = squeezed in body
    return None if inside and len(squeezed) < 20 else inside


def score_lines(page: str, gold: list[tuple[Span, bool | None]], found: Cleaned, name: str, rows: Rows) -> None:
    """Count the characters of text that stay and of junk that goes; a line that stands twice is scored by its better half."""
    made, best = Regions(found), dict[tuple[str, bool | None], Span]()
    for span, text in gold:
        line = (span.of(page), text)
        if line not in best or made.shares(best[line])["junk"] > made.shares(span)["junk"]:
            best[line] = span
    for (_, text), span in best.items():
        shares = made.shares(span)
        gone = min(span.end - span.start, shares["junk"] + shares["reference"])
        row = rows.setdefault(f"{name}, {'text kept' if text else 'junk dropped'}", Count(decisions=True))
        row.hits += span.end - span.start - gone if text else gone
        row.gold += span.end - span.start
