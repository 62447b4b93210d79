"""The gold sets as what the network trains on: words, features, and one label of each layer, -1 where a set says nothing."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from numpy.typing import NDArray

from claimcite.model.sets import NAME_LABELS, Article, GoldSentence, GoldText, column_names, kept, polnear, treebank, universal_ner
from claimcite.model.wordpieces import GLUED, NEWLINE, SPACED, WordPieces, shape

#: Of WikiGold's documents, every eighth is never trained on.
WIKIGOLD_EVERY = 8
NAMES = ["O", *(f"{kind}-{label}" for label in ("PER", "LOC", "ORG") for kind in "BIES")]
ROLES = ["O", *(f"{kind}-{label}" for label in ("SOURCE", "CUE", "CONTENT") for kind in "BI")]
ANY = (1 << len(NAMES)) - 1
Ints = NDArray[np.int64]


@dataclass(slots=True)
class Text:
    """A document as arrays over its ``n`` words; ``names`` are sets of permitted labels, as bits."""

    kind: str
    words: list[str]
    pieces: list[tuple[int, ...]]
    gaps: Ints
    starts: Ints
    upos: Ints
    xpos: Ints
    heads: Ints
    deps: Ints
    names: Ints
    roles: Ints
    cues: Ints

    @classmethod
    def of(cls, kind: str, words: list[str], vocabulary: WordPieces) -> Text:
        """Make a text about which nothing is known yet."""
        unknown = [np.full(len(words), -1, dtype=np.int64) for _ in range(7)]
        return cls(kind, words, [vocabulary.pieces(word) for word in words], np.full(len(words), SPACED, dtype=np.int64), *unknown[:5],
                   np.full(len(words), ANY, dtype=np.int64), *unknown[5:])  # fmt: skip


def bits(names: Sequence[tuple[int, int, str]], n: int) -> Ints:
    """Return the one permitted label of each word, BIOES."""
    found = np.full(n, 1, dtype=np.int64)
    for first, last, label in names:
        for i in range(first, last):
            kind = "S" if last - first == 1 else "B" if i == first else "E" if i == last - 1 else "I"
            found[i] = 1 << NAMES.index(f"{kind}-{label}")
    return found


def of_gold(kind: str, gold: GoldText, labels: dict[str, list[str]], vocabulary: WordPieces) -> Text:
    """Return the arrays of a treebank's or names set's document."""
    text = Text.of(kind, [word for sentence in gold.sentences for word in sentence.words], vocabulary)
    at, spaced = 0, True
    index = {layer: {label: i for i, label in enumerate(values)} for layer, values in labels.items()}
    for sentence in gold.sentences:
        n = len(sentence.words)
        here = slice(at, at + n)
        text.starts[here] = 0
        text.starts[at] = 1
        for i in range(n):
            text.gaps[at + i] = SPACED if spaced else GLUED
            spaced = sentence.spaces[i]
        if sentence.paragraph:
            text.gaps[at] = NEWLINE
        if sentence.heads:
            text.upos[here] = [index["upos"].get(tag, -1) for tag in sentence.upos]
            text.xpos[here] = [index["xpos"].get(tag, -1) for tag in sentence.xpos]
            text.heads[here] = [at + head for head in sentence.heads]
            text.deps[here] = [index["deps"].get(dep, -1) for dep in sentence.deps]
        if sentence.names is not None:
            text.names[here] = bits(sentence.names, n)
        at += n
    if kind == "tweets":
        text.starts[:] = -1
    return text


def of_article(article: Article, tokenizer: Any, vocabulary: WordPieces) -> Text:
    """Return the arrays of a PolNeAR article in spaCy's tokens, with CoreNLP's names where its text is no headline."""
    tokens = [token for token in tokenizer(article.text) if not token.is_space]
    text = Text.of("polnear", [token.text for token in tokens], vocabulary)
    begin = [token.idx for token in tokens]
    owner = np.full(len(article.text) + 1, -1, dtype=np.int64)
    for i, token in enumerate(tokens):
        owner[token.idx : token.idx + len(token)] = i
        between = article.text[tokens[i - 1].idx + len(tokens[i - 1]) if i else 0 : token.idx]
        text.gaps[i] = NEWLINE if not i or "\n" in between else SPACED if between else GLUED
    if article.silver:
        text.starts[:] = 0
        for sentence in article.silver:
            first = next((int(owner[at]) for at in range(sentence[0][0], sentence[-1][1]) if owner[at] >= 0), -1)
            if first >= 0:
                text.starts[first] = 1
        text.names[:] = silver_names(article, owner, len(tokens))
    text.starts[text.gaps == NEWLINE] = 1
    text.roles[:] = 0
    for attribution in article.attributions:
        cue = next((int(owner[a]) for a, b in attribution.cue), -1)
        for role, ranges in (("SOURCE", attribution.source), ("CUE", attribution.cue), ("CONTENT", attribution.content)):
            for a, b in ranges:
                covered = sorted({int(i) for i in owner[a:b] if i >= 0})
                for i in covered:
                    text.roles[i] = ROLES.index(("B-" if i == covered[0] else "I-") + role)
                    text.cues[i] = cue
    assert begin == sorted(begin)
    return text


def silver_names(article: Article, owner: Ints, n: int) -> Ints:
    """Return CoreNLP's names over our tokens; a sentence with most words capitalised (a headline) is left open."""
    found = np.full(n, 1, dtype=np.int64)
    for sentence in article.silver:
        words = [article.text[a:b] for a, b, _, _ in sentence if article.text[a:b].isalpha()]
        covered = [int(i) for i in sorted({int(i) for i in owner[sentence[0][0] : sentence[-1][1]]}) if i >= 0]
        if len(words) > 3 and sum(word[:1].isupper() for word in words) > 0.6 * len(words):
            found[covered] = ANY
            continue
        start = 0
        for k in range(1, len(sentence) + 1):
            if k == len(sentence) or sentence[k][3] != sentence[start][3]:
                inside = sorted({int(i) for i in owner[sentence[start][0] : sentence[k - 1][1]]} - {-1})
                if (label := NAME_LABELS.get(sentence[start][3])) and inside:
                    found[inside] = bits([(0, len(inside), label)], len(inside))
                start = k
    return found


@dataclass(frozen=True, slots=True)
class Window:
    """Words ``[first, last)`` of a text; from ``whole`` on they belong to a sentence that is cut."""

    text: Text
    first: int
    last: int
    whole: int
    size: int
    plain: int
    case: int


def windows(text: Text, config: dict[str, Any], draw: random.Random) -> Iterator[Window]:
    """Cut a text into windows of whole sentences, of random length; some end inside a sentence."""
    starts = [i for i in range(len(text.words)) if text.starts[i] == 1 or i == 0] + [len(text.words)]
    lengths = [len(pieces) for pieces in text.pieces]
    k = 0
    while k < len(starts) - 1:
        first, room = starts[k], draw.randint(config["shortest"], config["window"])
        size, end = 0, k
        while end < len(starts) - 1 and (end == k or size + sum(lengths[starts[end] : starts[end + 1]]) <= room):
            size += sum(lengths[starts[end] : starts[end + 1]])
            end += 1
        last = starts[end]
        while size > config["window"] + 60:  # one endless sentence
            last -= 1
            size -= lengths[last]
        whole = last if last == starts[end] else first
        if end < len(starts) - 1 and last == starts[end] and draw.random() < config["tail"]:
            for i in range(starts[end], min(starts[end + 1] - 1, starts[end] + draw.randint(1, 30))):
                if size + lengths[i] > config["window"]:
                    break
                size += lengths[i]
                last = i + 1
        case = 0 if draw.random() >= config["hide_case"] else draw.choice((1, 2))
        yield Window(text, first, last, whole, size + 2, int(draw.random() < config["hide_paragraphs"]), case)
        k = end


def batches(found: list[Window], most: int, draw: random.Random) -> list[list[Window]]:
    """Group windows of like length, so that a batch has at most ``most`` pieces with its padding."""
    made: list[list[Window]] = []
    for window in sorted(found, key=lambda w: (w.size + draw.randint(0, 12), draw.random())):
        if made and max(window.size, *(w.size for w in made[-1])) * (len(made[-1]) + 1) <= most:
            made[-1].append(window)
        else:
            made.append([window])
    draw.shuffle(made)
    return made


def features(window: Window) -> tuple[list[list[int]], list[int]]:
    """Return pieces, shapes and gaps of a window as ``claimcite.model.wordpieces.encode`` gives them, and the words' places."""
    text = window.text
    rows: list[list[int]] = [[101], [0], [0]]
    places = []
    for i in range(window.first, window.last):
        pieces, gap, form = text.pieces[i], int(text.gaps[i]), text.words[i]
        if window.case:
            form = form.lower() if window.case == 1 else form.upper()
        if gap == NEWLINE and window.plain and i > window.first:
            gap = SPACED
        if i == window.first and not window.plain:
            gap = max(gap, SPACED)
        places.append(len(rows[0]))
        rows[0].extend(pieces)
        rows[1].extend([shape(form)] * len(pieces))
        rows[2].extend([gap + 1] + [0] * (len(pieces) - 1))
    for row, value in zip(rows, (102, 0, 0), strict=True):
        row.append(value)
    return rows, places


def open_sets(data: Path) -> dict[str, list[GoldText]]:
    """Read the open sets; those whose names end in ``dev`` are not trained on."""
    apart = kept(data / "gum-open")
    train = [path for path in sorted((data / "gum-open" / "conllu").glob("*.conllu")) if path not in apart]
    ewt = {part: list(treebank(data / f"ud-ewt/{part}.conllu", universal_ner(data / f"uner-ewt/{part}.iob2"))) for part in ("train", "dev")}
    wikigold = list(column_names(data / "wikigold/wikigold.conll.txt"))
    tokenizer = spacy.blank("en").tokenizer
    return {
        "treebanks": [*ewt["train"], *(text for path in train for text in treebank(path))],
        "names": [retokenized(text, tokenizer) for i, text in enumerate(wikigold) if i % WIKIGOLD_EVERY],
        "tweets": [retokenized(text, tokenizer) for part in "egh" for text in column_names(data / f"wikigold/btc/{part}.conll")],
        "treebanks dev": [*ewt["dev"], *(text for path in apart for text in treebank(path))],
        "names dev": [text for i, text in enumerate(wikigold) if i % WIKIGOLD_EVERY == 0],
    }


def retokenized(text: GoldText, tokenizer: Any) -> GoldText:
    """Cut the words as spaCy does, so that the model learns names from the tokens that it will see."""
    sentences = []
    for sentence in text.sentences:
        parts = [[token.text for token in tokenizer(word)] or [word] for word in sentence.words]
        at = np.cumsum([0, *map(len, parts)])
        spaces = [space for part, end in zip(parts, sentence.spaces, strict=True) for space in [False] * (len(part) - 1) + [end]]
        names = tuple((int(at[a]), int(at[b]), label) for a, b, label in sentence.names or ())
        sentences.append(GoldSentence(tuple(word for part in parts for word in part), tuple(spaces), sentence.paragraph, names=names))
    return GoldText(text.name, tuple(sentences))


def label_lists(texts: list[GoldText]) -> dict[str, list[str]]:
    """Return the labels of each layer, in alphabetical order, rare relations left out."""
    counts: dict[str, dict[str, int]] = {"upos": {}, "xpos": {}, "deps": {}}
    for sentence in (sentence for text in texts for sentence in text.sentences):
        for layer, values in (("upos", sentence.upos), ("xpos", sentence.xpos), ("deps", sentence.deps)):
            for value in values:
                counts[layer][value] = counts[layer].get(value, 0) + 1
    return {layer: sorted(label for label, n in found.items() if n > 4 and label != "_") for layer, found in counts.items()} | {"names": NAMES, "roles": ROLES}


def polnear_texts(data: Path, part: str, vocabulary: WordPieces) -> list[Text]:
    """Read PolNeAR with its silver."""
    tokenizer = spacy.blank("en").tokenizer
    return [of_article(article, tokenizer, vocabulary) for article in polnear(data / "polnear", part, data / "polnear-silver.jsonl")]
