"""The one place that loads a model and runs texts through it."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial

import msgspec
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from claimcite.config import Config
from claimcite.errors import ModelError
from claimcite.kept import Kept
from claimcite.model.where import SHIPPED, identify, locate
from claimcite.model.writing import certainty_of, set_certainty
from claimcite.records import Block, Cleaned
from claimcite.spans import Span, SpanIndex

#: A pipeline needs one of these components.
PARSERS = ("claimcite_analyzer", "parser")
#: Labels of other pipelines -> ours; labels that are not named are no entities here.
LABELS = {"PER": "PER", "PERSON": "PER", "ORG": "ORG", "NORP_ORG": "ORG", "LOC": "LOC", "GPE": "LOC", "FAC": "LOC"}
#: A model reads at most so many characters at once; texts are cut between blocks.
CHUNK = 60_000
TERMINAL = (".", "!", "?", "…")
CLOSING = ('"', "'", "''", ")", "]", "``")
STRAIGHT = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "\u00a0": " ", "\n": " ", "\u2009": " ", "\u202f": " "})


@dataclass(frozen=True, slots=True)
class Model:
    """A spaCy pipeline with its name, version and the digest of its files."""

    nlp: Language
    name: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its span in the text, its tokens ``[first, last)``, and the block that it stands in."""

    span: Span
    first: int
    last: int
    block: int


@dataclass(frozen=True, slots=True)
class Parse:
    """A parsed document. ``doc`` is read-only; its offsets are those of ``copy``, a text that the model reads better.

    ``starts[i]`` and ``ends[i]`` are where token ``i`` stands in ``text``; ``where`` maps offsets of ``copy`` to ``text``.
    ``certainty[i]`` is 255 times the probability of the head of token ``i``; None where the pipeline does not tell it.
    """

    doc: Doc
    text: str
    copy: str
    where: array[int]
    starts: array[int]
    ends: array[int]
    sentences: tuple[Sentence, ...]
    blocks: tuple[Block, ...]
    certainty: bytes | None = None

    def span(self, first: int, last: int) -> Span:
        """Return the span in ``text`` of the tokens ``[first, last)``."""
        return Span(self.starts[first], self.ends[last - 1])

    def of_tokens(self, tokens: Iterable[Token]) -> Span:
        """Return the smallest span in ``text`` that covers ``tokens``."""
        places = [token.i for token in tokens]
        return self.span(min(places), max(places) + 1)

    def from_copy(self, start: int, end: int) -> Span:
        """Return the span in ``text`` of a range of ``copy``."""
        return Span(self.where[start], self.where[end - 1] + 1)

    def places(self, span: Span) -> range:
        """Return the numbers of the tokens that share a character with ``span``."""
        first = bisect_right(self.ends, span.start)
        return range(first, bisect_left(self.starts, span.end, first))

    def tokens(self, span: Span) -> TokenSpan:
        """Return the tokens that share a character with ``span``."""
        places = self.places(span)
        return self.doc[places.start : places.stop]

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that covers an offset of ``text``, or None."""
        i = bisect_right(self.sentences, offset, key=lambda s: s.span.start) - 1
        return self.sentences[i] if i >= 0 and offset < self.sentences[i].span.end else None

    def block_at(self, offset: int) -> int:
        """Return the number of the last block that starts at or before an offset of ``text``, or -1."""
        return bisect_right(self.blocks, offset, key=lambda b: b.span.start) - 1

    def sentence_of(self, token: Token) -> Sentence | None:
        """Return the sentence of a token."""
        return self.sentence_at(self.starts[token.i])


@lru_cache(maxsize=2)
def load_model(name: str = SHIPPED) -> Model:
    """Load the shipped pipeline, or any installed one by name or folder.

    Raises ``ModelError`` where there is none of that name or it has no dependency parser.
    """
    import claimcite.model.component  # noqa: F401 - registers the factory also where claimcite runs without being installed

    identity = identify(name)
    try:
        nlp = spacy.load(locate(name))
    except (OSError, ValueError, ImportError) as exc:
        raise ModelError(f"model {name!r} cannot be loaded: {exc}. Name an installed spaCy pipeline or a folder that holds one") from exc
    if not set(PARSERS) & set(nlp.pipe_names):
        raise ModelError(f"model {name!r} has no dependency parser: its components are {', '.join(nlp.pipe_names) or 'none'}")
    nlp.max_length = 10 * CHUNK
    use_fast_products(nlp)
    return Model(nlp, name, identity.version, identity.digest)


def use_fast_products(nlp: Language) -> None:
    """Let numpy's BLAS multiply matrices instead of the portable one that thinc ships: a third less time for the same parse."""
    for _, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)
        for node in model.walk() if model is not None and hasattr(model, "walk") else ():
            if hasattr(node.ops, "use_blis"):
                node.ops.use_blis = False


def parse(cleaned: Cleaned, model: Model, config: Config, kept: Kept | None = None) -> Parse:
    """Run the model over the sentences in languages that it was trained for, but for the stretches that ``kept`` holds.

    It gets a copy: markers left out, quotes straight, one space for each white space, no endless runs, no headings. A block
    starts a sentence, whatever the parser thinks.
    """
    made = run if kept is None else partial(recalled, kept)
    pieces = list(readable(cleaned, config))
    docs, copies, where, starts_of_blocks = [], [], array("q"), set()
    for chunk in chunks(pieces):
        copy = "".join(c for c, _, _ in chunk)
        places = array("q", (w for _, ws, _ in chunk for w in ws))
        boundaries, at = set(), 0
        for text, _, starts in chunk:
            if starts:
                boundaries.add(at)
            at += len(text)
        docs.append(made(model.nlp, copy, boundaries, config.max_sentence_tokens))
        for span in (span for group in docs[-1].spans.values() for span in group):
            span.id_ = f"{len(docs)}.{span.id_}"  # spans of one id belong together; each chunk counts from a0
        starts_of_blocks |= {len(where) + b for b in boundaries}
        copies.append(copy)
        where.extend(places)
    doc = docs[0] if len(docs) == 1 else Doc.from_docs(docs, ensure_whitespace=False) if docs else Doc(model.nlp.vocab)
    assert doc is not None
    first_places = array("q", (where[token.idx] for token in doc))
    ends = array("q", (where[token.idx + len(token) - 1] + 1 for token in doc))
    found = tuple(sentences(doc, first_places, ends, cleaned.blocks))
    return Parse(doc, cleaned.text, "".join(copies), where, first_places, ends, found, cleaned.blocks, certainty_of(doc))


def recalled(kept: Kept, nlp: Language, copy: str, boundaries: set[int], longest: int) -> Doc:
    """Return the Doc of one text: as it was kept, else as the model makes it now."""
    key = kept.key("parse", copy.encode("utf8"), ",".join(map(str, sorted(boundaries))).encode("ascii"), str(longest).encode("ascii"))
    if (made := kept.recall(key)) is not None:
        data, sure = msgspec.msgpack.decode(made, type=tuple[bytes, bytes | None])
        doc = Doc(nlp.vocab).from_bytes(data)
        if sure is not None:
            set_certainty(doc, sure)
        return doc
    doc = run(nlp, copy, boundaries, longest)
    # of what other components of a pipeline leave in user_data, not all can be written
    kept.keep(key, msgspec.msgpack.encode((doc.to_bytes(exclude=["tensor", "user_data"]), certainty_of(doc))))
    return doc


def run(nlp: Language, copy: str, boundaries: set[int], longest: int) -> Doc:
    """Tokenize and annotate one text; tokens at ``boundaries`` start sentences, and none is longer than ``longest``."""
    tokens = nlp.make_doc(copy)
    doc = Doc(nlp.vocab, [t.text for t in tokens], [bool(t.whitespace_) for t in tokens], sent_starts=sentence_starts(tokens, boundaries, longest))
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    return doc


def sentence_starts(tokens: Doc, boundaries: set[int], longest: int) -> list[bool | int | None]:
    """Return what is known before the parser runs: True and False are sure, None is the parser's to decide.

    (spaCy's ``is_sent_start`` looks through the whole Doc each time that it is set.)
    """
    found: list[bool | int | None] = []
    started = 0
    for token in tokens:
        if token.idx in boundaries or token.i - started >= longest:
            found.append(True)
            started = token.i
        else:
            found.append(None if token.i == 0 or may_start(tokens, token.i) else False)
    return found


def may_start(doc: Doc, i: int) -> bool:
    """Whether a sentence may start at token ``i`` inside a block.

    Only after a full stop, with the quotation marks and brackets that close behind it: the parser alone would cut "Observatory
    head | Rami Abdel Rahman described" and leave a closing quotation mark to the sentence after.
    """
    if not doc[i - 1].whitespace_ and not doc[i - 1].is_space and doc[i].text in CLOSING:
        return False
    before = i - 1
    while before > 0 and doc[before].is_space:
        before -= 1
    while before > 0 and doc[before].text in CLOSING and not doc[before - 1].whitespace_:
        before -= 1
    if not doc[before].text.endswith(TERMINAL):
        return False
    return not doc[i].text[:1].islower()


def readable(cleaned: Cleaned, config: Config) -> Iterator[tuple[str, list[int], bool]]:
    """Yield ``(text, its places, whether a sentence starts)`` for each stretch that the model is to read.

    The texts of two stretches do not run together: each ends with a space.
    """
    skipped = [s.span for s in cleaned.languages if s.language not in config.languages]
    markers = [(m.span.start - (cleaned.text[m.span.start - 1 : m.span.start] == " "), m.span.end) for m in cleaned.markers]
    runs = [m.span() for m in re.finditer(rf"\S{{{config.max_run},}}", cleaned.text)]
    stops = set(skipped)
    gaps = SpanIndex([Span(a, b) for a, b in [*skipped, *markers, *runs]], lambda s: s)
    for block in cleaned.blocks:
        if block.kind in ("heading", "title"):
            continue
        start = block.label.end if block.label else block.span.start
        holes = gaps.touching(Span(start, block.span.end))
        first, at = True, start
        for a, b in [*holes, (block.span.end, block.span.end)]:
            piece = cleaned.text[at : max(at, a)]
            other = (a, b) in stops
            if piece.strip():
                lead = len(piece) - len(piece.lstrip()) if first else 0
                for start_at in range(lead, len(piece), CHUNK // 2):  # a block without end is read in parts
                    part = piece[start_at : start_at + CHUNK // 2]
                    yield part.translate(STRAIGHT), list(range(at + start_at, at + start_at + len(part))), first or start_at > lead
                first = other
            at = max(at, b)
        yield " ", [max(start, block.span.end - 1)], False


def chunks(pieces: list[tuple[str, list[int], bool]]) -> Iterator[list[tuple[str, list[int], bool]]]:
    """Group stretches into texts that the model can read at once, cut where a block starts."""
    chunk: list[tuple[str, list[int], bool]] = []
    size = 0
    for piece in pieces:
        if chunk and piece[2] and size + len(piece[0]) > CHUNK:
            yield chunk
            chunk, size = [], 0
        chunk.append(piece)
        size += len(piece[0])
    if chunk:
        yield chunk


def sentences(doc: Doc, starts: array[int], ends: array[int], blocks: tuple[Block, ...]) -> Iterator[Sentence]:
    """Yield the sentences with their places; those of white space alone are left out."""
    at = 0
    for sent in doc.sents:
        first, last = sent.start, sent.end
        while first < last and doc[first].is_space:
            first += 1
        while last > first and doc[last - 1].is_space:
            last -= 1
        if first == last:
            continue
        span = Span(starts[first], ends[last - 1])
        while at + 1 < len(blocks) and blocks[at].span.end <= span.start:
            at += 1
        yield Sentence(span, first, last, at)
