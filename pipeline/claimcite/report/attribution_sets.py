"""Scores of the attributions that claimcite finds, on the public gold sets: rows of ``claimcite evaluate --sets FOLDER``.

What is scored is what a run reports: the whole annotate stage, each line of an article a paragraph. Commas, full stops, colons and
white space at the edges of a part do not count, on either side. A quotation that runs on over sentences is one attribution in
PolNeAR, while a run reports one for each sentence: those of one cue are put together again. ``NAME, words`` counts words;
``attributions, overlap`` pairs attributions whose cues share a character, and whose sources and contents do, or which neither has.
PolNeAR has no attribution whose cue stands in the content of another (none among 22,025): ``outermost`` leaves out those that were
found there; the other rows count them as wrong.

On GUM and MEANTIME, where no rule for attributions was tuned, ``speech`` rows say for how many of their attribution relations and
speech events a cue was found there, and with it the content, or the source that is the event's ``Arg0``. ``speaker names`` and ``entity names``
compare names with the longest one in the entity's chain: the share of right ones among all whom the document names (``right of
given``), and of wrong ones among those that were given a name (``wrong``).
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from claimcite.annotate import Annotations, annotate
from claimcite.annotate.names import bare, initials, skeleton
from claimcite.config import Config
from claimcite.lexicon import Lexicon
from claimcite.model.sets import Article, GoldAttribution, Ranges, polnear
from claimcite.parse import Model, Parse, parse
from claimcite.records import Block, Cleaned
from claimcite.report.attribution_gold import Chained, Place, SpokenText, gum, meantime
from claimcite.report.scores import Count, Scores
from claimcite.spans import MappedText, Span

PARTS = {"source": "sources", "cue": "cues", "content": "contents"}
#: What does not count at the edges of a part.
EDGE = " \n\r\t,;:."
#: How much a source and a mention of a chain share where they are the same.
HALF = 0.5
#: "officials of | Oru", "Ann Roe and | Eva Lind"; "| Roe |'s readers", "| Oru | officials".
LEADING = re.compile(r"\b(?:of|for|at|from|by|in|with|to|and|or)(?: the| a)?\s*$", re.IGNORECASE)
FOLLOWING = re.compile(r"[’']s?\s|,? (?:and|or)\b|\s(?!(?:of|for|at|from|by|in|on|with|to|who|that|which)\b)[a-z]\w+")
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
    for name, folder_name, texts in (("GUM", "gum-open", gum), ("MEANTIME", "meantime", meantime)):
        for text in texts(folder / folder_name) if (folder / folder_name).is_dir() else ():
            score_spoken(text, reader, rows, name)
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
    outermost = [one for one in found if not any(stands_in(one.cue, other.content) for other in found if other is not one)]
    for side, kind in ((found, ""), (outermost, ", outermost")):
        add(rows, f"attributions{kind}, {name}", set(side), set(gold))
        rows.setdefault(f"attributions{kind}, overlap, {name}", Count()).items(side, gold, overlap)


def stands_in(cue: Ranges, content: Ranges) -> bool:
    """Whether a cue begins in a content."""
    return any(a <= cue[0][0] < b for a, b in content)


def reported(mentions: Annotations) -> Iterator[GoldAttribution]:
    """Yield what was found in the form of the gold, those of one cue put together."""
    contents: dict[tuple[Ranges, Ranges], list[tuple[int, int]]] = {}
    for said in (s for s in mentions.said if not s.echo):
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
    for part in parts:
        for a, b in part:
            yield from starts[bisect.bisect_left(starts, a) : bisect.bisect_left(starts, b)]


def overlap(found: GoldAttribution, gold: GoldAttribution) -> bool:
    """Whether each part of one attribution shares a character with that of the other, or neither has it."""
    pairs = ((found.source, gold.source), (found.cue, gold.cue), (found.content, gold.content))
    return all(shares(ours, theirs) or (not ours and not theirs) for ours, theirs in pairs)


# --- GUM and MEANTIME ---------------------------------------------------------------------------------------------------


def score_spoken(text: SpokenText, reader: Reader, rows: Rows, name: str) -> None:
    """Add the rows of one document: what is said in it, and the names of those who speak and of those who are named."""
    _, mentions = reader.read(text.text)
    found = list(reported(mentions))
    for speech in text.said:
        at = [one for one in found if shares(one.cue, speech.cue)]
        rows.setdefault(f"speech: cue, {name}", Count()).decide(right=bool(at))
        if speech.content:
            rows.setdefault(f"speech: cue and content, {name}", Count()).decide(right=any(shares(one.content, speech.content) for one in at))
        if speech.sources:
            rows.setdefault(f"speech: cue and source, {name}", Count()).decide(right=any(shares(one.source, speech.sources) for one in at))
    speakers = [(s.attribution.source.span, s.attribution.source.name) for s in mentions.said if s.attribution.source is not None and not s.attribution.carried and not s.echo]
    bodies = [(e.span, e.name) for e in mentions.entities if e.label != "LOC"]
    for kind, ours, gold in (("speaker", speakers, text.mentions), ("entity", bodies, [m for m in text.mentions if m.named])):
        right, wrong = (rows.setdefault(f"{kind} names: {row}, {name}", Count(decisions=True)) for row in ("right of given", "wrong"))
        score_names(ours, gold, text.text, (right, wrong))


def score_names(found: Iterable[tuple[Span, str | None]], mentions: Sequence[Chained], text: str, counts: tuple[Count, Count]) -> None:
    """Add the names of one document that stand at a mention of somebody whom it names to the counts of right and of wrong ones."""
    given, wrong = counts
    for span, ours in found:
        gold = max(mentions, key=lambda m: (likeness(m.place, span), m.place), default=None)
        if gold is None or likeness(gold.place, span) < HALF or is_part(gold.place, span, text):
            continue
        right = ours is not None and same(ours, gold, text[span.start : span.end])
        given.decide(right=right)
        if ours is not None:
            wrong.decide(right=not right)


def is_part(place: Place, span: Span, text: str) -> bool:
    """Whether a mention only says more of another one that ``span`` names: what it belongs to, works for or stands beside.

    >>> text = "Roe's readers, officials of Oru, Oru officials, Ann Roe of Oru"
    >>> [is_part((0, 3), Span(0, 13), text), is_part((28, 31), Span(15, 31), text), is_part((33, 36), Span(33, 46), text)]
    [True, True, True]
    >>> is_part((48, 55), Span(48, 62), text)
    False
    """
    return bool(LEADING.search(text[span.start : max(span.start, place[0])]) or FOLLOWING.match(text[min(span.end, place[1]) : span.end]))


def likeness(place: Place, span: Span) -> float:
    """Return the share of the characters of two stretches that stand in both."""
    both = min(place[1], span.end) - max(place[0], span.start)
    return both / (max(place[1], span.end) - min(place[0], span.start)) if both > 0 else 0.0


def same(ours: str, gold: Chained, text: str) -> bool:
    """Whether a name is that of a chain, but for titles, articles and spelling.

    A person may have an office before the name or a place behind it; a body that the chain names by its initials alone may have its
    words; and a name that stands in ``text`` just so is right where the chain's is a part of it.

    >>> mayor = Chained((0, 3), (0, 3), "Mayor of Pela Ann Roe", "PER", named=True)
    >>> same("Ann Roe", mayor, "she"), same("Roe", mayor, "Roe")
    (True, False)
    """
    one, other = skeleton(bare(ours)), skeleton(bare(gold.full))
    if one == other or (bare(ours) in text and f" {other} " in f" {one} "):
        return True
    if gold.label == "PER":
        return (" " in one and (other.endswith(f" {one}") or other.startswith(f"{one} "))) or one.endswith(f" {other}")
    return gold.full.isupper() and initials(ours) == gold.full


def shares(ours: Iterable[Place], theirs: Iterable[Place]) -> bool:
    """Whether any two stretches share a character."""
    listed = list(theirs)
    return any(a < d and c < b for a, b in ours for c, d in listed)


def add(rows: Rows, name: str, found: set[object], gold: set[object]) -> None:
    """Add what was found to a row."""
    row = rows.setdefault(name, Count())
    row.hits += len(found & gold)
    row.found += len(found)
    row.gold += len(gold)
