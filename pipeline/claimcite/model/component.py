"""The model as one component of a spaCy pipeline: sentences, tags, heads, names and attributions of a Doc."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import msgspec
import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from claimcite.errors import ModelError
from claimcite.model.files import DIGESTS, FILES, Bundle, content, load
from claimcite.model.sheet import Sheet
from claimcite.model.windows import read_words, windows
from claimcite.model.wordpieces import encode
from claimcite.model.writing import Symbols, by_token, set_certainty, write_spans, write_tokens

NAME = "claimcite_analyzer"
ASSIGNS = ["token.pos", "token.tag", "token.morph", "token.head", "token.dep", "token.is_sent_start", "token.ent_type", "token.ent_iob",
           "doc.sents", "doc.ents", "doc.spans"]  # fmt: skip


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
