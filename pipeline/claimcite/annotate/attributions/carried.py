"""What is said over several sentences: one record for each of them, all but that of the cue's own sentence marked as carried."""

from __future__ import annotations

import bisect
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from claimcite.annotate.attributions.content import Text
from claimcite.annotate.attributions.leads import Said
from claimcite.parse import Sentence
from claimcite.spans import Span

EDGE = " ,;:–—\n"
HALF, NEARLY_ALL = 0.5, 0.9


def by_sentence(said: Said, text: Text, *, aggregate: bool) -> Iterator[Said]:
    """Yield a saying once for each sentence in which it is quoted; in an aggregate for its own sentence alone.

    A content that begins only behind the cue's sentence stands in the record of the cue too: "He added: | “We will stay.”" So does
    what is reported in other sentences without quotation marks, unless the cue's sentence quotes all of it: "| The man went home. |
    As he related, “it took a year.”" A quotation says whose it is, a report may be the writer's own. What other sentences part from the
    cue's is nobody's.
    """
    parts: dict[int, list[Span]] = {}
    for span in said.attribution.content:
        for number in range(sentence_number(span.start, text), sentence_number(span.end - 1, text) + 1):
            whole = text.parse.sentences[max(0, number)].span
            cut = Span(max(span.start, whole.start), min(span.end, whole.end)).trimmed(text.parse.text, EDGE)
            if cut.start < cut.end:
                parts.setdefault(number, []).append(cut)
    own = sentence_number(text.parse.starts[said.cue], text)
    if aggregate:
        parts = {number: spans for number, spans in parts.items() if number == own}
        if not parts:
            return
    if own in parts:
        parts = {n: parts[n] for n in run_about(own, parts)}
    on = {n for n in parts if n != own and said.attribution.form != "indirect" and quoted_share(text.parse.sentences[n].span, text) > HALF}
    quoting = own in parts and all(quoted_share(span, text) >= NEARLY_ALL for span in parts[own])
    kept = tuple(parts[own]) if quoting else tuple(span for number, spans in sorted(parts.items()) if number not in on for span in spans)
    if kept and kept != said.attribution.content:
        said = replace(said, attribution=replace(said.attribution, content=kept, form="direct" if quoting else said.attribution.form))
    yield said
    for number in sorted(on):
        yield carried_to(said, tuple(parts[number]))


def run_about(number: int, numbers: Container[int]) -> range:
    """Return the run of numbers without a gap that one stands in.

    >>> run_about(4, {1, 3, 4, 5, 7}), run_about(2, {2})
    (range(3, 6), range(2, 3))
    """
    first = last = number
    while first - 1 in numbers:
        first -= 1
    while last + 1 in numbers:
        last += 1
    return range(first, last + 1)


def carried_to(said: Said, content: tuple[Span, ...]) -> Said:
    """Return the record of a saying for another sentence."""
    return Said(replace(said.attribution, content=content, carried=True), said.cue, frozenset(), stance=said.stance, echo=said.echo)


def sentence_number(offset: int, text: Text) -> int:
    """Return the number of the last sentence that starts at or before an offset."""
    return bisect.bisect_right(text.parse.sentences, offset, key=lambda s: s.span.start) - 1


def quoted_on(found: Sequence[Said], text: Text) -> list[Said]:
    """Return what the sentences say that stand in quotation marks from end to end and that nobody says yet: the speaker beside them."""
    sentences = text.parse.sentences
    found = [said for said in found if not said.echo]
    speaking = {sentence_number(s.start, text): said for said in found for s in said.attribution.content if said.attribution.form != "indirect"}
    for said in found:
        at = text.parse.starts[said.cue]
        if said.attribution.form != "indirect" and not said.attribution.carried and not text.quotes.touching(Span(at, at + 1)):
            speaking[sentence_number(at, text)] = said
    new: list[Said] = []
    for i, sentence in enumerate(sentences):
        if i in speaking or not all_quoted(sentence, text):
            continue
        for j in (i - 1, i + 1):
            beside = speaking.get(j)
            if beside is not None and 0 <= j < len(sentences) and (sentences[j].block == sentence.block or (j < i and opens_block(sentence, text))):
                on = carried_to(beside, (sentence.span.trimmed(text.parse.text, " \n"),))
                speaking[i] = replace(on, attribution=replace(on.attribution, form="direct"))
                new.append(speaking[i])
                break
    return new


def opens_block(sentence: Sentence, text: Text) -> bool:
    """Whether a sentence opens its paragraph with a quotation mark, as a quotation that goes on does."""
    block = text.parse.blocks[sentence.block]
    return block.kind == "paragraph" and sentence.span.start <= block.span.start + 1 and text.parse.text[block.span.start] in '"“'


def all_quoted(sentence: Sentence, text: Text) -> bool:
    """Whether a sentence stands within quotation marks from end to end."""
    return quoted_share(sentence.span, text) >= NEARLY_ALL


def quoted_share(span: Span, text: Text) -> float:
    """Return how much of a stretch stands in quotation marks, which count too, from 0 to 1."""
    inside = sum(max(0, min(span.end, q.end + 1) - max(span.start, q.start - 1)) for q in text.quotes.touching(span))
    return inside / (span.end - span.start)
