"""Scores of a spaCy pipeline on the public gold sets, and its speed: what ``claimcite evaluate --sets FOLDER`` prints.

Tags and parse are scored on gold words and sentences; sentence starts, names and attributions on raw text, by characters.
"""

from __future__ import annotations

import json
import resource
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from claimcite.model.component import Analyzer
from claimcite.model.sets import (
    Article,
    GoldAttribution,
    GoldText,
    Ranges,
    column_names,
    kept,
    own_sentences,
    polnear,
    treebank,
    universal_ner,
    unpacked,
)
from claimcite.parse import LABELS
from claimcite.report.scores import Count, Scores

NAMES = ("PER", "LOC", "ORG")
PARTS = ("source", "cue", "content")
RE3D = {"Person": "PER", "Organisation": "ORG", "Location": "LOC"}
Rows = dict[str, Count]
Spans = set[tuple[int, int, str]]


def count(rows: Rows, name: str, found: set[Any], gold: set[Any]) -> None:
    """Add what was found to a row."""
    row = rows.setdefault(name, Count())
    row.hits += len(found & gold)
    row.found += len(found)
    row.gold += len(gold)


def given(nlp: Language, text: GoldText) -> Doc:
    """Run a pipeline over gold words and sentences."""
    words = [word for sentence in text.sentences for word in sentence.words]
    spaces = [space for sentence in text.sentences for space in sentence.spaces]
    starts: list[bool | int | None] = [i == 0 for sentence in text.sentences for i in range(len(sentence.words))]
    doc = Doc(nlp.vocab, words, spaces, sent_starts=starts)
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    return doc


def score_parse(nlp: Language, texts: Iterable[GoldText], name: str, rows: Rows) -> None:
    """Score tags and parse on gold words, and sentence starts on raw text."""
    for text in texts:
        doc, at = given(nlp, text), 0
        for sentence in text.sentences:
            for i, (upos, lemma, head, dep) in enumerate(zip(sentence.upos, sentence.lemmas, sentence.heads, sentence.deps, strict=True)):
                token = doc[at + i]
                attached = token.head.i == at + head
                rows.setdefault(f"UPOS, {name}", Count()).decide(right=token.pos_ == upos)
                rows.setdefault(f"lemma, {name}", Count()).decide(right=token.lemma_.lower() == lemma.lower())
                rows.setdefault(f"UAS, {name}", Count()).decide(right=attached)
                rows.setdefault(f"LAS, {name}", Count()).decide(right=attached and token.dep_ == dep)
            at += len(sentence.words)
        raw = nlp(text.text())
        count(rows, f"sentences, {name}", {s[0].idx for s in sentences(raw)}, {places[0][0] for places in text.places()})


def sentences(doc: Doc) -> Iterator[list[Any]]:
    """Yield the sentences without white space."""
    for sent in doc.sents:
        if tokens := [token for token in sent if not token.is_space]:
            yield tokens


def score_names(nlp: Language, texts: Iterable[GoldText], name: str, rows: Rows) -> None:
    """Score names on raw text, by exact characters and label."""
    for text in texts:
        gold = {(places[a][0], places[b - 1][1], label) for places, sentence in zip(text.places(), text.sentences, strict=True) for a, b, label in sentence.names or ()}
        add_names(names_in(nlp(text.text())), gold, name, rows)


def names_in(doc: Doc) -> Spans:
    """Return the names of a Doc in characters."""
    return {(ent.start_char, ent.end_char, LABELS[ent.label_]) for ent in doc.ents if ent.label_ in LABELS}


def add_names(found: Spans, gold: Spans, name: str, rows: Rows) -> None:
    """Add the names of one text to the row of all and to that of each label."""
    count(rows, f"names, {name}", found, gold)
    for label in NAMES:
        count(rows, f"names {label}, {name}", {x for x in found if x[2] == label}, {x for x in gold if x[2] == label})


def score_re3d(nlp: Language, folder: Path, rows: Rows) -> None:
    """Score names on re3d, whose spans are whole noun phrases: a name is right when it stands in one of its kind, and each counts once."""
    for path in sorted(folder.glob("*/documents.jsonl")):
        entities: dict[str, set[tuple[int, int, str]]] = {}
        for line in (path.parent / "entities.jsonl").read_text(encoding="utf-8-sig").splitlines():
            row = json.loads(line)
            if row["type"] in RE3D and row["confidence"] >= 0.5 and any(c.isupper() for c in row["value"]):
                entities.setdefault(row["documentId"], set()).add((row["begin"], row["end"], RE3D[row["type"]]))
        for line in path.read_text(encoding="utf-8-sig").splitlines():
            row = json.loads(line)
            gold = entities.get(row["_id"], set())
            outer = {a for a in gold if not any(b != a and b[2] == a[2] and b[0] <= a[0] and a[1] <= b[1] for b in gold)}
            placed = {next((g for g in sorted(outer) if g[2] == x[2] and g[0] <= x[0] and x[1] <= g[1]), x) for x in names_in(nlp(row["text"]))}
            add_names(placed, outer, "re3d", rows)


def score_attributions(nlp: Language, articles: Iterable[Article], name: str, rows: Rows) -> None:
    """Score sources, cues and contents by exact spans, contents by words too, and whole relations."""
    for article in articles:
        doc = nlp(article.text)
        found, gold = relations(doc), [trimmed(a, article.text) for a in article.attributions if a.cue]
        for part in PARTS:
            count(rows, f"{part}, {name}", {getattr(a, part) for a in found if getattr(a, part)}, {getattr(a, part) for a in gold if getattr(a, part)})
        count(rows, f"relations, {name}", {(a.source, a.cue, a.content) for a in found}, {(a.source, a.cue, a.content) for a in gold})
        words = [{t.idx for t in doc if not t.is_space and any(a <= t.idx < b for a, b in inside)} for inside in (ranges(found), ranges(gold))]
        count(rows, f"words of contents, {name}", *words)


def ranges(attributions: Iterable[GoldAttribution]) -> list[tuple[int, int]]:
    """Return the ranges of all contents."""
    return [pair for attribution in attributions for pair in attribution.content]


def trimmed(attribution: GoldAttribution, text: str) -> GoldAttribution:
    """Leave out white space at the edges of the annotators' spans."""

    def inner(part: Ranges) -> Ranges:
        cut = ((a + len(text[a:b]) - len(text[a:b].lstrip()), a + len(text[a:b].rstrip())) for a, b in part)
        return tuple((a, b) for a, b in cut if a < b)

    return GoldAttribution(inner(attribution.source), inner(attribution.cue), inner(attribution.content))


def relations(doc: Doc) -> list[GoldAttribution]:
    """Return the attributions of ``doc.spans``: spans of one id belong together.

    >>> import spacy
    >>> relations(spacy.blank("en")("No pipeline, no spans."))
    []
    """
    found: dict[str, dict[str, list[tuple[int, int]]]] = {}
    for part in PARTS:
        for span in doc.spans.get(part, ()):
            found.setdefault(span.id_, {p: [] for p in PARTS})[part].append((span.start_char, span.end_char))
    return [GoldAttribution(*(tuple(sorted(parts[p])) for p in PARTS)) for parts in found.values()]


def evaluate_sets(nlp: Language, data: Path) -> Scores:
    """Score a pipeline on every set that stands in ``data``."""
    rows: Rows = {}
    steps: dict[str, Callable[[], None]] = {
        "ud-ewt": lambda: score_parse(nlp, treebank(data / "ud-ewt/test.conllu"), "EWT test", rows),
        "gum-open": lambda: score_parse(nlp, (text for path in kept(data / "gum-open") for text in treebank(path)), "GUM part", rows),
        "uner-ewt": lambda: score_names(nlp, treebank(data / "ud-ewt/test.conllu", universal_ner(data / "uner-ewt/test.iob2")), "UNER-EWT test", rows),
        "wikigold": lambda: score_names(nlp, list(column_names(data / "wikigold/wikigold.conll.txt"))[::8], "WikiGold part", rows),
        "re3d-half": lambda: score_re3d(nlp, data / "re3d-half", rows),
        "polnear": lambda: score_attributions(nlp, polnear(data / "polnear", "dev"), "PolNeAR dev", rows),
    }
    there = [name for name in steps if (data / name).is_dir()]
    for name in there:
        steps[name]()
    return Scores(tuple(row.score(name) for name, row in rows.items()))


def evaluate_own(nlp: Language, path: Path) -> Scores:
    """Score a pipeline on the project's own annotated sentences."""
    rows: Rows = {}
    texts, attributions = own_sentences(path)
    score_parse(nlp, texts, "own sentences", rows)
    score_names(nlp, texts, "own sentences", rows)
    score_attributions(nlp, attributions, "own sentences", rows)
    return Scores(tuple(row.score(name) for name, row in rows.items()))


@dataclass(frozen=True, slots=True)
class Speed:
    """Words a second of text to Doc, the share of what the encoder alone would do, and the peak memory of the process in MB."""

    words: float
    share: float | None
    memory: int

    def line(self) -> str:
        """Return it as a line for a reader."""
        share = "" if self.share is None else f", {100 * self.share:.0f} % of the encoder's own speed"
        return f"{self.words:,.0f} words a second on one core{share}; peak memory {self.memory:,} MB"


def measure_speed(nlp: Language, texts: list[str]) -> Speed:
    """Time the pipeline over texts, and its encoder alone over the same words; the faster of two turns counts."""
    analyzer = next((pipe for _, pipe in nlp.pipeline if isinstance(pipe, Analyzer)), None)
    words = sum(len(text.split()) for text in texts)
    whole = min(timed(lambda: [nlp(text) for text in texts]) for _ in range(2))
    runs = [analyzer.alone(nlp.make_doc(text)) for text in texts] if analyzer else []
    alone = min(timed(lambda: [run() for run in runs]) for _ in range(2)) if runs else None
    return Speed(words / whole, alone and alone / whole, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def timed(work: Callable[[], object]) -> float:
    """Return the CPU seconds of the process that something takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def news_texts(data: Path, most: int = 40) -> list[str]:
    """Return articles to time on: PolNeAR's dev part, or the treebank's."""
    if (data / "polnear").is_dir():
        return [article.text for article in polnear(data / "polnear", "dev")][:most]
    return [text.text() for text in treebank(data / "ud-ewt/test.conllu")]


__all__ = ["Speed", "evaluate_own", "evaluate_sets", "measure_speed", "news_texts", "unpacked"]
