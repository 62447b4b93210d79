"""The model as one component of a spaCy pipeline: sentences, tags, heads, names and attributions of a Doc."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD, MORPH, POS, SENT_START, TAG
from spacy.language import Language
from spacy.parts_of_speech import IDS as POS_IDS
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from claimcite.errors import ModelError
from claimcite.model.attribution import Attribution, attributions, log_softmax
from claimcite.model.features import features
from claimcite.model.files import DIGESTS, FILES, Bundle, Labels, content, load
from claimcite.model.sequences import TaggedSpan, spans
from claimcite.model.trees import certainty, heads_within, relations
from claimcite.model.windows import Floats, Window, Words, read_words, windows
from claimcite.model.wordpieces import encode

NAME = "claimcite_analyzer"
ASSIGNS = ["token.pos", "token.tag", "token.morph", "token.head", "token.dep", "token.is_sent_start", "token.ent_type", "token.ent_iob",
           "doc.sents", "doc.ents", "doc.spans"]  # fmt: skip
#: The groups of ``doc.spans``, and the labels of their spans.
GROUPS = {"source": "SOURCE", "cue": "CUE", "content": "CONTENT"}
#: The extension of the span of a whole Doc that holds how sure its heads are: one byte a token, 255 times the probability. An
#: extension of a span, since spaCy keeps it where Docs are joined.
CERTAINTY = ("._.", "claimcite_certainty")
#: The group of ``doc.spans`` with the words that tell of an event: ``label_`` is its type, ``kb_id_`` its probability in percent.
EVENT = "event"
#: An event less likely than this is not kept: the rules ask for more.
LIKELY = 0.3
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

        for label in (*GROUPS.values(), *(tag[2:] for tag in labels.names), *labels.events):
            vocab.strings.add(label)
        morph = np.array([[vocab.morphology.add(features(tag, upos)) for upos in labels.upos] for tag in labels.xpos], dtype=np.uint64)
        tag, dep = numbers(["_SP", "dep"]).tolist()
        upos = np.array([POS_IDS[name] for name in labels.upos], dtype=np.uint64)
        return cls(vocab, upos, numbers(labels.xpos), numbers(labels.deps), morph, (dep, POS_IDS["SPACE"], tag, vocab.morphology.add("")))


@dataclass(slots=True)
class Sheet:
    """What was found out about the ``m`` words of a Doc; ``heads`` are words, ``names`` and ``attributions`` ranges of words.

    ``sure`` is how probable each head is, in 255ths.
    """

    starts: NDArray[np.bool_]
    heads: NDArray[np.int64]
    deps: NDArray[np.int64]
    upos: NDArray[np.int64]
    xpos: NDArray[np.int64]
    sure: NDArray[np.uint8]
    names: list[TaggedSpan] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    events: list[tuple[int, str, float]] = field(default_factory=list)

    @classmethod
    def blank(cls, size: int) -> Sheet:
        """Return a sheet on which nothing is filled in."""
        heads, deps, upos, xpos = np.zeros((4, size), dtype=np.int64)
        return cls(np.zeros(size, dtype=bool), heads, deps, upos, xpos, np.zeros(size, dtype=np.uint8))

    def fill(self, window: Window, bundle: Bundle) -> None:
        """Decode the scores of one window."""
        first, size, scores = window.first, window.last - window.first, window.scores
        here = slice(first, window.last)
        arcs = scores["arcs"][:size, : size + 1]
        heads = heads_within(arcs, window.starts)
        self.sure[here] = certainty(arcs, window.starts, heads)
        self.starts[here] = window.starts
        self.heads[here] = np.where(heads > 0, heads - 1, np.arange(size)) + first
        self.deps[here] = relations(scores["left"][:size], scores["right"], heads, bundle.labels.deps.index("ROOT"))
        self.upos[here] = scores["upos"][:size].argmax(axis=1)
        self.xpos[here] = scores["xpos"][:size].argmax(axis=1)
        tags = bundle.names.decode(scores["names"][:size])
        found = spans([bundle.names.tags[tag] for tag in tags], window.starts)
        self.names.extend((first + a, first + b, label) for a, b, label in found)
        if bundle.roles:
            roles = spans([bundle.roles.tags[tag] for tag in bundle.roles.decode(scores["roles"][:size])])
            self.attributions.extend(found.moved(first) for found in attributions(roles, scores["cues"][:size, :size]))
        if bundle.labels.events:
            self.events.extend((first + i, bundle.labels.events[k], p) for i, k, p in likely(scores["events"][:size]))


def likely(scores: Floats) -> Iterator[tuple[int, int, float]]:
    """Yield word, label and probability where an event is likely; ``scores`` is ``[n, labels]``, the first label that of none.

    >>> list(likely(np.array([[0.0, 0.0], [9.0, 0.0]], dtype=np.float32)))
    [(0, 1, 0.5)]
    """
    chances = np.exp(log_softmax(scores))
    best = chances[:, 1:].argmax(axis=1) + 1
    for i in np.flatnonzero(chances[np.arange(len(best)), best] >= LIKELY).tolist():
        yield i, int(best[i]), float(chances[i, best[i]])


class Analyzer:
    """The component. It is loaded with ``from_disk`` or ``from_bytes``, or given a ``bundle``; before that it cannot be used."""

    def __init__(self, vocab: Vocab, name: str = "claimcite_analyzer", bundle: Bundle | None = None) -> None:
        self.name = name
        self.vocab = vocab
        self.files: Path | dict[str, bytes] = {}
        self.bundle = bundle
        self.symbols = Symbols.of(bundle.labels, vocab) if bundle else None

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a Doc and return it. Sentence starts that are set stay as they are, all other annotation is replaced.

        Raises ``ModelError`` where no model is loaded.
        """
        bundle = self.bundle
        if bundle is None or self.symbols is None:
            raise ModelError(f"{self.name}: no model is loaded; load the pipeline with spacy.load, or call from_disk with the model's folder")
        pieces = bundle.vocabulary.pieces
        words = read_words(doc, lambda word: len(pieces(word)))
        sheet = Sheet.blank(len(words.texts))
        for window in windows(words, partial(encode, bundle.vocabulary), bundle.scorer, bundle.limits):
            sheet.fill(window, bundle)
        symbols = self.symbols if doc.vocab is self.vocab else Symbols.of(bundle.labels, doc.vocab)
        if len(doc):
            write_tokens(doc, words, sheet, symbols)
        write_spans(doc, words, sheet, attributed=bundle.roles is not None)
        set_certainty(doc, by_token(words, sheet))
        if bundle.labels.events:
            doc.spans[EVENT] = [Span(doc, at := int(words.tokens[i]), at + 1, kind, kb_id=f"{100 * chance:.0f}") for i, kind, chance in sheet.events]
        return doc

    def alone(self, doc: Doc) -> Callable[[], None]:
        """Return what runs the encoder alone over the words of a Doc, each once, in windows of full size: the yardstick of speed.

        Raises ``ModelError`` where no model is loaded.
        """
        bundle = self.bundle
        if bundle is None:
            raise ModelError(f"{self.name}: no model is loaded")
        words = read_words(doc, lambda word: len(bundle.vocabulary.pieces(word)))
        at, given = 0, []
        while at < len(words.texts):
            end = max(at + 1, int(np.searchsorted(words.pieces, words.pieces[at] + bundle.limits.window, side="right")) - 1)
            given.append(encode(bundle.vocabulary, words.texts[at:end], words.gaps[at:end]))
            at = end

        def run() -> None:
            for features_, places in given:
                bundle.scorer(features_, places)

        return run

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 1) -> Iterator[Doc]:  # noqa: ARG002 - spaCy's interface, as below
        """Annotate Docs one by one; ``batch_size`` changes nothing."""
        failed: Callable[..., None] | None = getattr(self, "error_handler", None)
        for doc in stream:
            try:
                self(doc)
            except Exception as exc:
                if failed is None:
                    raise
                failed(self.name, self, [doc], exc)
            else:
                yield doc

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Analyzer:  # noqa: ARG002
        """Load the model's folder; raises ``ModelError`` where a file is missing, differs from its digest or cannot be used."""
        return self.take(Path(path))

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Analyzer:  # noqa: ARG002
        """Load what ``to_bytes`` returned; raises ``ModelError`` like ``from_disk``."""
        try:
            return self.take(msgspec.msgpack.decode(data, type=dict[str, bytes]))
        except msgspec.MsgspecError as exc:
            raise ModelError(f"{self.name}: not what to_bytes returns: {exc}") from exc

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002
        """Write the model's files to a folder; raises ``ModelError`` where they cannot be read any more, or none are loaded."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in self.contents():
            (folder / name).write_bytes(data)

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:  # noqa: ARG002
        """Return the model's files as MessagePack; raises ``ModelError`` like ``to_disk``."""
        return msgspec.msgpack.encode(dict(self.contents()))

    def contents(self) -> Iterator[tuple[str, bytes]]:
        """Yield the model's files and their contents."""
        if not self.files:
            raise ModelError(f"{self.name}: no model is loaded from files, there is nothing to write")
        for name in (*FILES, DIGESTS):
            yield name, content(self.files, name)

    def take(self, files: Path | dict[str, bytes]) -> Analyzer:
        """Use the model of a folder or of contents by name."""
        bundle = load(files)
        self.symbols = Symbols.of(bundle.labels, self.vocab)
        self.bundle, self.files = bundle, files
        return self


@Language.factory("claimcite_analyzer", assigns=ASSIGNS, default_config={})
def make_analyzer(nlp: Language, name: str) -> Analyzer:
    """Return the component for a pipeline, without a model until the pipeline is loaded from disk."""
    return Analyzer(nlp.vocab, name)


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
