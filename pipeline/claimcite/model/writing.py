"""A sheet written to a Doc: heads, tags, sentence starts, names, attributions, and how sure the heads are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD, MORPH, POS, SENT_START, TAG
from spacy.parts_of_speech import IDS as POS_IDS
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from claimcite.errors import ModelError
from claimcite.model.features import features
from claimcite.model.files import Labels
from claimcite.model.sheet import Sheet
from claimcite.model.windows import Words

#: The groups of ``doc.spans``, and the labels of their spans.
GROUPS = {"source": "SOURCE", "cue": "CUE", "content": "CONTENT"}
#: The extension of the span of a whole Doc that holds how sure its heads are: one byte a token, 255 times the probability. An
#: extension of a span, since spaCy keeps it where Docs are joined.
CERTAINTY = ("._.", "claimcite_certainty")
Hashes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Symbols:
    """The labels as the numbers that stand for them in a vocabulary; those of ``morph`` by tag and part of speech."""

    vocab: Vocab
    upos: Hashes
    xpos: Hashes
    deps: Hashes
    morph: Hashes
    space: tuple[int, int, int, int]

    @classmethod
    def of(cls, labels: Labels, vocab: Vocab) -> Symbols:
        """Add the labels to a vocabulary; a UPOS that is none raises ``ModelError``."""
        if wrong := sorted(set(labels.upos) - set(POS_IDS)):
            raise ModelError(f"labels.json: no parts of speech of Universal Dependencies: {', '.join(wrong)}")

        def numbers(values: Iterable[str]) -> Hashes:
            return np.array([vocab.strings.add(value) for value in values], dtype=np.uint64)

        for label in (*GROUPS.values(), *(tag[2:] for tag in labels.names)):
            vocab.strings.add(label)
        morph = np.array([[vocab.morphology.add(features(tag, upos)) for upos in labels.upos] for tag in labels.xpos], dtype=np.uint64)
        tag, dep = numbers(["_SP", "dep"]).tolist()
        upos = np.array([POS_IDS[name] for name in labels.upos], dtype=np.uint64)
        return cls(vocab, upos, numbers(labels.xpos), numbers(labels.deps), morph, (dep, POS_IDS["SPACE"], tag, vocab.morphology.add("")))


def write_tokens(doc: Doc, words: Words, sheet: Sheet, symbols: Symbols) -> None:
    """Set heads, relations, tags, features and sentence starts; white space hangs on the word that it belongs to.

    A Doc of white space alone is one sentence, whose root is its first token.
    """
    n = len(doc)
    heads = np.zeros(n, dtype=np.int64)
    heads[words.tokens] = words.tokens[sheet.heads]
    columns: Any = np.empty((n, 5), dtype=np.uint64)  # spaCy's stubs ask for a type of array that thinc alone knows
    columns[words.spaces, 1:] = symbols.space
    if len(words.tokens):
        heads[words.spaces] = words.tokens[words.beside]
    else:
        columns[0, 1] = doc.vocab.strings.add("ROOT")
    columns[:, 0] = (heads - np.arange(n)).view(np.uint64)
    columns[words.tokens, 1] = symbols.deps[sheet.deps]
    columns[words.tokens, 2] = symbols.upos[sheet.upos]
    columns[words.tokens, 3] = symbols.xpos[sheet.xpos]
    columns[words.tokens, 4] = symbols.morph[sheet.xpos, sheet.upos]
    doc.from_array([HEAD, DEP, POS, TAG, MORPH], columns)
    starts: Any = np.full(n, -1, dtype=np.int64)
    starts[words.openings[sheet.starts]] = 1
    starts[0] = 1
    # spaCy takes sentence starts from the trees, in at most eleven rounds: too few for some trees with many crossing arcs
    doc.from_array([SENT_START], starts.view(np.uint64))


def by_token(words: Words, sheet: Sheet) -> bytes:
    """Return how sure the heads are, one byte a token: white space hangs on its word without doubt."""
    found = np.full(len(words.tokens) + len(words.spaces), 255, dtype=np.uint8)
    found[words.tokens] = sheet.sure
    return found.tobytes()


def set_certainty(doc: Doc, sure: bytes) -> None:
    """Keep on a Doc how sure its heads are."""
    data: dict[Any, Any] = doc.user_data  # spaCy's stubs know none but keys of users
    data[*CERTAINTY, 0, len(doc.text)] = sure


def certainty_of(doc: Doc) -> bytes | None:
    """Return how sure the heads of the tokens of a Doc are, one byte each; None where this component has not made it, or not all of it.

    >>> from spacy.vocab import Vocab
    >>> made, other = Doc(Vocab(), ["Oru", "fell"]), Doc(Vocab(), ["Oru"])
    >>> set_certainty(made, bytes([255, 200]))
    >>> certainty_of(made), certainty_of(other)
    (b'\\xff\\xc8', None)
    """
    found = sorted((key[2], value) for key, value in doc.user_data.items() if isinstance(key, tuple) and key[:2] == CERTAINTY)
    sure = b"".join(value for _, value in found)
    return sure if len(sure) == len(doc) else None


def write_spans(doc: Doc, words: Words, sheet: Sheet, *, attributed: bool) -> None:
    """Set the entities and, where the model knows attributions, the groups of ``GROUPS``; one attribution's spans share an id."""
    tokens = words.tokens.tolist()
    doc.set_ents([Span(doc, tokens[first], tokens[last - 1] + 1, label) for first, last, label in sheet.names])
    if not attributed:
        return
    found: dict[str, list[Span]] = {group: [] for group in GROUPS}
    for k, attribution in enumerate(sheet.attributions):
        parts = {"source": (attribution.source,) if attribution.source else (), "cue": attribution.cue, "content": attribution.content}
        for group, ranges in parts.items():
            for first, last in ranges:
                found[group].append(Span(doc, tokens[first], tokens[last - 1] + 1, GROUPS[group], span_id=f"a{k}"))
    for group, members in found.items():
        doc.spans[group] = members
