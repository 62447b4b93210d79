"""Scores of the attributions that claimcite finds, on the public gold sets: rows of ``claimcite evaluate --sets FOLDER``.

What is scored is what a run reports: the whole annotate stage, each line of an article a paragraph. Commas, full stops, colons and
white space at the edges of a part do not count, on either side. A quotation that runs on over sentences is one attribution in
PolNeAR, while a run reports one for each sentence: those of one cue are put together again. ``NAME, words`` counts words;
``attributions, overlap`` pairs attributions whose cues share a character, and whose sources and contents do, or which neither has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from claimcite.annotate import Annotations, annotate
from claimcite.config import Config
from claimcite.lexicon import Lexicon
from claimcite.model.sets import Article, GoldAttribution, Ranges, polnear
from claimcite.parse import Model, Parse, parse
from claimcite.records import Block, Cleaned
from claimcite.report.scores import Count, Scores
from claimcite.spans import MappedText, Span

PARTS = {"source": "sources", "cue": "cues", "content": "contents"}
#: What does not count at the edges of a part.
EDGE = " \n\r\t,;:."
Rows = dict[str, Count]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads a gold text as a run reads a document; ``parsed`` gives its parse."""

    parsed: Callable[[str], Parse]
    lexicon: Lexicon

    def read(self, text: str) -> tuple[Parse, Annotations]:
        """Return the parse of a text, and all its mentions."""
        found = self.parsed(text)
        return found, annotate(found, self.lexicon, document_date=None, aggregate=False)


def evaluate_attributions(model: Model, lexicon: Lexicon, config: Config, folder: Path) -> Scores:
    """Score the attributions on every set that stands in ``folder``; a set that is not there gives no rows.

    >>> from claimcite.lexicon import load_lexicon
    >>> from claimcite.parse import load_model
    >>> evaluate_attributions(load_model(), load_lexicon(), Config(), Path("no such folder"))
    Scores(rows=())
    """
    return score_sets(Reader(lambda text: parse(lines(text), model, config), lexicon), folder)


def score_sets(reader: Reader, folder: Path) -> Scores:
    """Score a reader on each of the sets that stands in ``folder``."""
    rows: Rows = {}
    if (folder / "polnear").is_dir():
        for article in polnear(folder / "polnear", "dev"):
            score_article(article, reader, rows)
    return Scores(tuple(row.score(name) for name, row in rows.items()))


def lines(text: str) -> Cleaned:
    """Wrap a text of which each line is a paragraph."""
    found = (m.span() for m in re.finditer(r"[^\n\r]+", text))
    return Cleaned("plain", MappedText.of_raw(text), tuple(Block("paragraph", Span(*line)) for line in found if text[slice(*line)].strip()))


# --- PolNeAR ----------------------------------------------------------------------------------------------------------


def score_article(article: Article, reader: Reader, rows: Rows, name: str = "PolNeAR dev") -> None:
    """Add the rows of one article: exact parts, their words, whole attributions exact and by overlap."""
    read, mentions = reader.read(article.text)
    gold = [trimmed(a, article.text) for a in article.attributions if a.cue]
    found = [trimmed(a, article.text) for a in reported(mentions)]
    starts = list(read.starts)
    for part, plural in PARTS.items():
        ours, theirs = ([getattr(a, part) for a in side if getattr(a, part)] for side in (found, gold))
        add(rows, f"{plural}, {name}", set(ours), set(theirs))
        add(rows, f"{plural}, words, {name}", set(words(ours, starts)), set(words(theirs, starts)))
    add(rows, f"attributions, {name}", set(found), set(gold))
    rows.setdefault(f"attributions, overlap, {name}", Count()).items(found, gold, overlap)


def reported(mentions: Annotations) -> Iterator[GoldAttribution]:
    """Yield what was found in the form of the gold, those of one cue put together."""
    contents: dict[tuple[Ranges, Ranges], list[tuple[int, int]]] = {}
    for said in mentions.said:
        a = said.attribution
        source: Ranges = ((a.source.span.start, a.source.span.end),) if a.source is not None else ()
        contents.setdefault((source, tuple((s.start, s.end) for s in a.cue.spans)), []).extend((s.start, s.end) for s in a.content)
    for (source, cue), content in contents.items():
        yield GoldAttribution(source, cue, tuple(sorted(set(content))))


def trimmed(attribution: GoldAttribution, text: str) -> GoldAttribution:
    """Leave out what does not count at the edges; ranges that nothing else parts are one.

    >>> trimmed(GoldAttribution(((0, 3),), ((3, 7),), ((8, 11), (12, 16))), "Roe said, \\"a\\" \\"bc.")
    GoldAttribution(source=((0, 3),), cue=((4, 7),), content=((10, 11), (12, 16)))
    """

    def inner(part: Ranges) -> Ranges:
        joined: list[tuple[int, int]] = []
        for a, b in part:
            if joined and not text[joined[-1][1] : a].strip(EDGE):
                joined[-1] = (joined[-1][0], max(b, joined[-1][1]))
            else:
                joined.append((a, b))
        cut = [Span(a, b).trimmed(text, EDGE) for a, b in joined]
        kept = [s for s in cut if s.start < s.end] or [Span(a, b).trimmed(text, " \n\r\t") for a, b in joined]  # a cue may be a colon
        return tuple((s.start, s.end) for s in kept if s.start < s.end)

    return GoldAttribution(inner(attribution.source), inner(attribution.cue), inner(attribution.content))


def words(parts: Iterable[Ranges], starts: list[int]) -> Iterator[int]:
    """Yield the places of the words that stand in any of the parts."""
    import bisect

    for part in parts:
        for a, b in part:
            yield from starts[bisect.bisect_left(starts, a) : bisect.bisect_left(starts, b)]


def overlap(found: GoldAttribution, gold: GoldAttribution) -> bool:
    """Whether each part of one attribution shares a character with that of the other, or neither has it."""
    pairs = ((found.source, gold.source), (found.cue, gold.cue), (found.content, gold.content))
    return all(any(a < d and c < b for a, b in ours for c, d in theirs) or (not ours and not theirs) for ours, theirs in pairs)


def add(rows: Rows, name: str, found: set[object], gold: set[object]) -> None:
    """Add what was found to a row."""
    row = rows.setdefault(name, Count())
    row.hits += len(found & gold)
    row.found += len(found)
    row.gold += len(gold)
