"""Scores of markers and references on saved encyclopedia pages: rows of ``claimcite evaluate --sets FOLDER``.

What is right is read off the pages' own markup by ``marker_gold``, which shares nothing with the cleaners; places are compared in
the raw input. *markers*: each marker outside the notes is found (a find inside the gold's range counts) and nothing else is.
*marker to reference*: among all gold markers, those whose entry is the gold's. *references*: the entries, by where they begin.
*short footnotes*: those whose reference has the title of the work they stand for. *infobox rows*: label and value stand together.
*words of the prose*: those of the plain lines of a page that the text keeps; *free of debris*: characters of the text that are no
left-over markup.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from claimcite.clean import clean
from claimcite.config import Config
from claimcite.lexicon import Lexicon
from claimcite.link.citations import marker_keys
from claimcite.records import Cleaned, Given, Locator, RawReference, Source
from claimcite.report.marker_gold import GoldPage, wikitext_page
from claimcite.report.marker_html import html_page
from claimcite.report.scores import Count, Scores
from claimcite.spans import Span

Rows = dict[str, Count]
#: What no reader of a page sees.
DEBRIS = re.compile(r"\{\{|\}\}|\[\[|\]\]|'{2,}|\|+|</?[a-z]{1,12}\b[^<>\n]{0,100}>|<!--|-->|={2,}|\b(?:thumb|upright|frameless)\b(?=\s*[|=])|__[A-Z]{4,}__|&[a-z]{2,8};")
#: A line of wikitext that is plain prose: no list, table, template or heading.
PROSE = re.compile(r"^(?![\s*#:;|!{}<=\[_]).{80,}$", re.MULTILINE)
TAKEN_OUT = re.compile(r"<!--.*?-->|<ref\b[^<>]*/>|<ref\b[^<>]*>.*?</ref>|<(math|timeline|gallery)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
INNERMOST = re.compile(r"\{\{[^{}]*\}\}|\[\[\s*(?:file|image|category)\s*:[^\[\]]*\]\]|</?\w[^<>]*>", re.IGNORECASE)


def evaluate_markers(lexicon: Lexicon, config: Config, folder: Path) -> Scores:
    """Score the saved pages that stand in ``folder/wikipedia-half``; a set that is not there gives no rows.

    >>> from claimcite.lexicon import load_lexicon
    >>> evaluate_markers(load_lexicon(), Config(), Path("no such folder"))
    Scores(rows=())
    """
    rows: Rows = {}
    base = folder / "wikipedia-half"
    for path in sorted(base.glob("html/*.html")):
        found = cleaned(path, lexicon, config)
        score(found, html_page(raw_of(path)), rows, "HTML")
    for path in sorted(base.glob("wikitext/*.txt")):
        raw, found = raw_of(path), cleaned(path, lexicon, config)
        score(found, wikitext_page(raw), rows, "wikitext")
        score_text(found, raw, rows)
    return Scores(tuple(count.score(name) for name, count in rows.items()))


def raw_of(path: Path) -> str:
    """Return a page as a run reads it: its line ends are kept."""
    return path.read_bytes().decode("utf-8-sig")


def cleaned(path: Path, lexicon: Lexicon, config: Config) -> Cleaned:
    """Clean a saved page."""
    return clean(Source(path.name, Locator(path.name), "", raw_of(path), "utf-8", Given(), None), lexicon, config)


def score(found: Cleaned, gold: GoldPage, rows: Rows, kind: str) -> None:
    """Add one page to the rows of its kind."""
    marks = {raw.start: key for raw, key in marker_places(found)}
    places = sorted(marks)
    markers, right = row(rows, f"markers, {kind}"), row(rows, f"marker to reference, {kind}", decisions=True)
    entries = {raw.key: raw.raw for raw in found.references}
    markers.found += len(marks)
    for marker in gold.markers:
        at = next((p for p in places if marker.span.start <= p < marker.span.end), None)
        markers.gold += 1
        markers.hits += at is not None
        ours = entries.get(marks[at] or "") if at is not None else None
        right.decide(right=at is not None and (ours.start if ours else None) == (marker.entry.start if marker.entry else None))
    starts = {raw.raw.start: raw for raw in found.references if raw.raw is not None}
    references = row(rows, f"references, {kind}")
    references.items(sorted(starts), [span.start for span in gold.entries], int.__eq__)
    for span, work in gold.shorts.items():
        row(rows, f"short footnotes, {kind}", decisions=True).decide(right=span.start in starts and stands_for(starts[span.start], work))
    boxes = Counter((words(label), tuple(words(value))) for label, value in box_rows(found))
    for label, value in gold.rows:
        wanted = (words(label), tuple(words(value)))
        row(rows, f"infobox rows, {kind}", decisions=True).decide(right=wanted in boxes)


def stands_for(entry: RawReference, work: str) -> bool:
    """Whether a short footnote was given the work that it names: its title, or the whole entry as printed."""
    given = words(getattr(entry, "full", None) or (entry.fields or {}).get("title", ""))
    return bool(given) and " ".join(given) in " ".join(words(work))


def row(rows: Rows, name: str, *, decisions: bool = False) -> Count:
    """Return the row of this name."""
    return rows.setdefault(name, Count(decisions=decisions))


def marker_places(found: Cleaned) -> Iterator[tuple[Span, str | None]]:
    """Yield the raw range of each marker, with the key of the first entry that it names."""
    known = {raw.key for raw in found.references}
    for marker in found.markers:
        raw = found.mapped.raw_of(marker.span)
        if raw is not None:
            yield raw, next(iter(marker_keys(marker, known)), None)


def box_rows(found: Cleaned) -> Iterator[tuple[str, str]]:
    """Yield label and value of each infobox row, without its markers."""
    text = list(found.text)
    for marker in found.markers:
        text[marker.span.start : marker.span.end] = " " * (marker.span.end - marker.span.start)
    for block in found.blocks:
        if block.kind == "infobox" and block.label is not None:
            yield "".join(text[block.span.start : block.label.end]), "".join(text[block.label.end : block.span.end])


def words(text: str) -> tuple[str, ...]:
    """Return the words and numbers of a text, in lower case."""
    return tuple(re.findall(r"\w+", text.lower().replace("_", " ")))


def score_text(found: Cleaned, raw: str, rows: Rows) -> None:
    """Add what of the prose is kept, and what of the text is left-over markup."""
    prose = row(rows, "words of the prose, wikitext", decisions=True)
    ours = Counter(words(found.text))
    wanted = Counter(word for line in prose_lines(raw) for word in words(line))
    prose.hits += sum((ours & wanted).values())
    prose.gold += sum(wanted.values())
    debris = row(rows, "free of debris, wikitext", decisions=True)
    debris.gold += len(found.text)
    debris.hits += len(found.text) - sum(len(m.group()) for m in DEBRIS.finditer(found.text))


def prose_lines(raw: str) -> Iterator[str]:
    """Yield the plain lines of a page of wikitext as a reader sees them, templates left out.

    >>> line = "The '''Lenn''' is a [[river]] in [[Pela (province)|Pela]] {{small|east}} that flooded two towns.<ref>Roe</ref> " * 2
    >>> next(prose_lines("{{x}}\\n* item\\n" + line))[:64]
    'The Lenn is a river in Pela   that flooded two towns. The Lenn i'
    >>> list(prose_lines("== Heading =="))
    []
    """
    text = TAKEN_OUT.sub("", unescape(raw) if "&lt;ref" in raw else raw)
    for _ in range(6):
        text = INNERMOST.sub(" ", text)
    for match in PROSE.finditer(text):
        line = re.sub(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]", r"\1", match.group())
        line = re.sub(r"\[(?:https?:)?//\S+\s?([^\[\]]*)\]", r"\1", line)
        line = re.sub(r"'{2,}|\{\{.*|.*\}\}", "", line).replace("&nbsp;", " ")
        if "[[" not in line and "|" not in line:
            yield line
