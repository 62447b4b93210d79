"""Coded event types as what the network trains on: texts of our own with marks in them, and codes that stand apart from articles.

``events/written.txt``: passages between blank lines; each predicate as ``[word|type]``, ``-`` where it has none.
``events/wikinews.tsv``: address, start and end of the predicate in the article's text (its paragraphs with one space for each white
space and an empty line between them), type. ``events/polnear.tsv``: the same, by the name of the article, in its file.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, get_args

import numpy as np
import spacy

from claimcite.model.wordpieces import GLUED, NEWLINE, SPACED, WordPieces
from claimcite.records import EventType
from data import Text

HERE = Path(__file__).parent / "events"
EVENTS = ["-", *get_args(EventType)]
MARK = re.compile(r"\[([^\[\]|\s]+)\|([a-z_-]+)\]")
#: Every so manieth text is kept for measuring.
EVERY = 9
Coded = tuple[str, dict[int, str]]


def written(path: Path) -> Iterator[Coded]:
    """Yield each passage without its marks, and the type of the predicate that starts at each place."""
    for passage in re.split(r"\n\s*\n", path.read_text(encoding="utf8")):
        text, types, at = "", dict[int, str](), 0
        for mark in MARK.finditer(passage):
            text += passage[at : mark.start()]
            types[len(text)] = mark[2]
            text += mark[1]
            at = mark.end()
        text += passage[at:]
        if types:
            yield text, types


def plain(article: str) -> str:
    """Return an article's paragraphs with one space for each white space and an empty line between them."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in article.split("\n") if paragraph.strip())


def codes(path: Path) -> dict[str, dict[int, str]]:
    """Return the types of a file of codes: by article, by the place where the predicate starts."""
    types: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for line in path.read_text(encoding="utf8").splitlines():
        article, start, _, kind = line.split("\t")
        types[article][int(start)] = kind
    return types


def wikinews(data: Path) -> Iterator[Coded]:
    """Yield the coded articles of Wikinews."""
    types = codes(HERE / "wikinews.tsv")
    for path in sorted((data / "wikinews" / "data").glob("*.csv")):
        with path.open(newline="", encoding="utf8") as handle:
            for row in csv.DictReader(handle):
                if row["url"] in types:
                    yield plain(row["text"]), types.pop(row["url"])


def of_polnear(data: Path) -> Iterator[Coded]:
    """Yield the coded articles of PolNeAR."""
    for name, types in codes(HERE / "polnear.tsv").items():
        with (data / "polnear" / "train" / "text" / f"{name}.txt").open(newline="", encoding="utf8") as handle:
            yield handle.read(), types


def of_coded(coded: Coded, tokenizer: Any, vocabulary: WordPieces) -> Text:
    """Return the arrays of a coded text; where its sentences start is guessed, to cut it into windows, and not learned."""
    source, types = coded
    tokens = [token for token in tokenizer(source) if not token.is_space]
    text = Text.of("events", [token.text for token in tokens], vocabulary)
    text.starts[:] = 0
    for i, token in enumerate(tokens):
        between = source[tokens[i - 1].idx + len(tokens[i - 1]) if i else 0 : token.idx]
        text.gaps[i] = NEWLINE if not i or "\n" in between else SPACED if between else GLUED
        ended = i > 0 and (tokens[i - 1].text in ".!?" or (tokens[i - 1].text in '"”’' and i > 1 and tokens[i - 2].text in ".!?"))
        text.starts[i] = int(text.gaps[i] == NEWLINE or (ended and token.text[:1].isupper()))
        if token.idx in types:
            text.events[i] = EVENTS.index(types[token.idx])
    return text


def event_texts(data: Path, vocabulary: WordPieces) -> dict[str, list[Text]]:
    """Return the coded texts, those that are trained on and those that are kept for measuring."""
    tokenizer = spacy.blank("en").tokenizer
    sources: list[Iterable[Coded]] = [written(HERE / "written.txt"), wikinews(data), of_polnear(data)]
    texts = [of_coded(coded, tokenizer, vocabulary) for source in sources for coded in source]
    kept = np.arange(len(texts)) % EVERY == 0
    return {"events": [text for text, dev in zip(texts, kept, strict=True) if not dev], "events dev": [text for text, dev in zip(texts, kept, strict=True) if dev]}
