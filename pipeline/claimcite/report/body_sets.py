"""Scores of the body text of news pages on the article extraction benchmark: rows of ``claimcite evaluate --sets FOLDER``.

Precision and recall are the benchmark's own, as its ``evaluate.py`` counts them: a text is the multiset of its runs of four words
(``\\w+``, case kept; a shorter text is one run), each page has its precision and recall, both are averaged over the pages that have
something to score, and F1 is that of the two averages.

Its truth is the body alone: neither title nor captions, but the headings between the paragraphs, lists and tables. By claimcite's contract titles and captions are text as well, in blocks of their own: ``body text, articles``
leaves out those two kinds of blocks, ``body text, articles, all blocks`` does not. Datelines are facts by contract and stand in no block,
though the truth has them.

``body text: raw`` is the share of the characters of the text, line breaks between blocks aside, that stand for a place in the raw page;
``body text: copied`` that of the characters that the alignment gives as copied from it *and* that do stand there.
"""

from __future__ import annotations

import json
import re
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from claimcite.clean import BETWEEN_BLOCKS, clean
from claimcite.clean.extractor import alone
from claimcite.config import Config
from claimcite.lexicon import Lexicon
from claimcite.read import decode, read
from claimcite.records import Cleaned, Quarantined, Source
from claimcite.report.scores import Count, Score, Scores
from claimcite.spans import NOWHERE, Span

FOLDER = "article-extraction-half"
#: Kinds of blocks that the benchmark's truth leaves out.
ASIDE = frozenset(["title", "caption"])
RUN = 4
WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Pages:
    """Precision and recall of each page, where there is something to score."""

    precision: list[float] = field(default_factory=list)
    recall: list[float] = field(default_factory=list)

    def add(self, found: str, gold: str) -> None:
        """Count a page.

        >>> pages = Pages()
        >>> pages.add("a b c d e", "a b c d")
        >>> pages.precision, pages.recall
        ([0.5], [1.0])
        >>> pages.add("", "")
        >>> pages.precision
        [0.5]
        """
        ours, theirs = runs_of(found), runs_of(gold)
        hits = (ours & theirs).total()
        if ours:
            self.precision.append(hits / ours.total())
        if theirs:
            self.recall.append(hits / theirs.total())

    def score(self, name: str) -> Score:
        """Return the row."""
        precision, recall = (statistics.fmean(values) if values else 0.0 for values in (self.precision, self.recall))
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return Score(name, round(precision, 4), round(recall, 4), round(f1, 4), None, len(self.recall))


def evaluate_body(lexicon: Lexicon, config: Config, folder: Path) -> Scores:
    """Score the body text of the pages in ``folder``, beside that of trafilatura alone; no rows where the set is not there."""
    pages = folder / FOLDER
    if not pages.is_dir():
        return Scores(())
    gold = {name: page["articleBody"] for name, page in json.loads((pages / "ground-truth.json").read_text(encoding="utf8")).items()}
    rows = {name: Pages() for name in ("body text, articles", "body text, articles, all blocks", "body text, articles, trafilatura alone")}
    raw, copied = Count(decisions=True), Count(decisions=True)
    for name, source in sources(pages / "html", gold, config):
        cleaned = clean(source, lexicon, config)
        texts = body_of(cleaned), cleaned.text, alone(source.raw)
        for row, text in zip(rows.values(), texts, strict=True):
            row.add(text, gold[name])
        count_raw(cleaned, source.raw, raw, copied)
    return Scores((*(row.score(name) for name, row in rows.items()), raw.score("body text: raw"), copied.score("body text: copied")))


def sources(folder: Path, names: Iterable[str], config: Config) -> Iterator[tuple[str, Source]]:
    """Yield the decoded pages that have a truth, with their names."""
    wanted = set(names)
    for record in read([str(folder)], config):
        name = Path(record.path).name.partition(".")[0]
        if name in wanted and not isinstance(record, Quarantined):
            yield name, decode(record, config)


def body_of(cleaned: Cleaned) -> str:
    """Return the text of the blocks that are body in the benchmark's sense."""
    return "\n".join(block.span.of(cleaned.text) for block in cleaned.blocks if block.kind not in ASIDE)


def runs_of(text: str) -> Counter[tuple[str, ...]]:
    """Return how often each run of four words stands in a text; a shorter one is a run by itself.

    >>> runs_of("It rained.")
    Counter({('It', 'rained'): 1})
    >>> runs_of("…")
    Counter()
    """
    words = WORD.findall(text)
    return Counter(tuple(words[i : i + RUN]) for i in range(max(1, len(words) - RUN + 1)) if words)


def count_raw(cleaned: Cleaned, raw: str, known: Count, copied: Count) -> None:
    """Count the characters of a text that have a place in the raw page, and those that are copied from it and stand there."""
    whole = len(cleaned.text) - len(BETWEEN_BLOCKS) * max(0, len(cleaned.blocks) - 1)
    for piece, end in zip(cleaned.mapped.pieces, [*(p.at for p in cleaned.mapped.pieces[1:]), len(cleaned.text)], strict=True):
        known.hits += (end - piece.at) * (piece.start != NOWHERE)
    copied.hits += sum(length for at, start, length in cleaned.mapped.runs(raw) if Span(at, at + length).of(cleaned.text) == raw[start : start + length])
    known.gold += whole
    copied.gold += whole

