"""Which words a citation marker vouches for (the guide's case 12), and which references it names."""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from claimcite.records import Block, Cleaned, Marker, MarkerSpan
from claimcite.spans import Span, SpanIndex

BETWEEN = re.compile(r"[\s,;]*$")
#: A full stop before a marker: the marker belongs to what it ends. "…" and quotation marks count, the point of "U.S." in mid-sentence does not.
ENDED = re.compile(r"[.!?…。][\"”’»')\]]*\s*$")
ENDS = re.compile(r"\s*[.!?…。;]|\s*$")
#: Where a clause may begin: after a comma (not one in 1,200), a semicolon, a colon, a dash, or before a conjunction.
BOUNDARY = re.compile(
    r"[,;:]\s+|\s[–—-]{1,2}\s+|—|\s(?=(?:and|but|or|while|whereas|although|though|because|after|before|when|where|which|who|as|since|until|so)\s)",
    re.IGNORECASE,
)
#: What a marker before the point leaves to the next stretch: "A fell [1]. B rose [2]."
LEAD = re.compile(r"[\s.!?…,;:]*")
#: Rows are one statement whatever stands after the marker: "Casualties78–105 [1] [2] killed".
WHOLE = frozenset({"infobox", "table"})
NO_TEXT = frozenset({"heading", "title"})
RANGE = re.compile(r"(?P<low>\d{1,4})(?:\s?[–—-]\s?(?P<high>\d{1,4}))?")
RANGE_MAX = 40


@dataclass(frozen=True, slots=True)
class Scope:
    """A stretch of text and the markers that vouch for it."""

    span: Span
    markers: tuple[MarkerSpan, ...]


def build_scopes(cleaned: Cleaned, sentences: Sequence[Span], predicates: Sequence[Span] = ()) -> tuple[Scope, ...]:
    """Return the scope of each group of markers, in order of the text.

    Markers side by side ("[4][5]") act together. After a full stop, or at the end of its paragraph, a group covers all back to
    the group before; inside a sentence, the part before it back to the last clause boundary or group. Nothing reaches into another
    block. With ``predicates`` (verbs and event nouns of the sentences) a comma counts as a clause boundary only if a predicate
    stands between it and the marker; without, if three words do.

    >>> from claimcite.records import Block
    >>> from claimcite.spans import MappedText
    >>> text = "It fell. [1] Two died [2] and one fled. [3] More."
    >>> marks = tuple(MarkerSpan(Span(m.start(), m.end()), m.group(), m.group()[1]) for m in re.finditer(r"\\[\\d\\]", text))
    >>> page = Cleaned("plain", MappedText.of_raw(text), (Block("paragraph", Span(0, len(text))),), marks)
    >>> [(scope.span.of(text), scope.markers[0].key) for scope in build_scopes(page, [Span(0, 12), Span(13, 44), Span(45, 50)])]
    [('It fell.', '1'), ('Two died', '2'), ('and one fled.', '3')]
    >>> build_scopes(Cleaned("plain", MappedText.of_raw("x"), ()), [])
    ()
    """
    if not cleaned.markers:
        return ()
    markers = SpanIndex(cleaned.markers, lambda marker: marker.span)
    by_start = SpanIndex(list(sentences), lambda span: span)
    heads = SpanIndex(list(predicates), lambda span: span)
    scopes: list[Scope] = []
    for block in cleaned.blocks:
        if block.kind not in NO_TEXT and (inside := markers.within(block.span)):
            scopes += block_scopes(cleaned.text, block, inside, by_start, heads if predicates else None)
    return tuple(scopes)


def block_scopes(
    text: str, block: Block, markers: list[MarkerSpan], sentences: SpanIndex[Span], predicates: SpanIndex[Span] | None
) -> Iterator[Scope]:
    """Yield the scopes of one paragraph, item or row."""
    if block.kind in WHOLE:
        yield Scope(block.span, tuple(markers))
        return
    at = block.span.start
    for group in grouped(text, markers):
        start, end = group[0].span.start, group[-1].span.end
        before, after = text[max(at, start - 12) : start], text[end : min(block.span.end, end + 12)]
        if closes(before, after):
            since = at
        else:
            sentence = next((s for s in reversed(sentences.touching(Span(max(at, start - 2), start))) if s.start < start), None)
            since = clause_start(text, Span(max(at, sentence.start if sentence else at), start), predicates)
        span = Span(since + len(LEAD.match(text, since, start).group()), start).trimmed(text, " \t\n,;:")  # type: ignore[union-attr]
        if span.start < span.end:
            yield Scope(span, tuple(group))
        at = end


def grouped(text: str, markers: Sequence[MarkerSpan]) -> Iterator[list[MarkerSpan]]:
    """Yield runs of markers that stand side by side."""
    group: list[MarkerSpan] = []
    for marker in markers:
        if group and not BETWEEN.match(text[group[-1].span.end : marker.span.start]):
            yield group
            group = []
        group.append(marker)
    if group:
        yield group


def closes(before: str, after: str) -> bool:
    """Whether a marker stands at the end of a sentence or paragraph.

    >>> closes("He fled.", " They"), closes("He fled", ". They"), closes("in the U.S. ", " army")
    (True, True, False)
    """
    if ENDED.search(before):
        return not re.match(r"\s*[a-z]", after)
    return ENDS.match(after) is not None


def clause_start(text: str, stretch: Span, predicates: SpanIndex[Span] | None) -> int:
    """Return where the last clause of a stretch begins.

    The comma right before the marker is no boundary: "jets struck the camp, [3] and left".
    """
    part = stretch.of(text).rstrip(" ,;:–—-")
    for match in reversed(list(BOUNDARY.finditer(part))):
        left = Span(stretch.start + match.end(), stretch.start + len(part))
        if predicates.touching(left) if predicates is not None else len(left.of(text).split()) >= 3:
            return left.start
    return stretch.start


def citations_for(span: Span, scopes: Sequence[Scope], reference_ids: Mapping[str, str]) -> tuple[Marker, ...]:
    """Return the markers whose scope covers the middle of ``span``: best the span of a claim's predicate.

    ``reference_ids`` maps keys to ids (``references.reference_ids``); a marker without an entry, or "[citation needed]", has None. A
    marker that names several entries ("[5, 6]") is given once for each.

    >>> scope = Scope(Span(0, 20), (MarkerSpan(Span(21, 27), "[5, 6]", "5, 6"),))
    >>> [(c.marker, c.reference) for c in citations_for(Span(3, 8), [scope], {"5": "r5"})]
    [('[5, 6]', 'r5'), ('[5, 6]', None)]
    >>> citations_for(Span(30, 32), [scope], {})
    ()
    """
    middle = (span.start + span.end) // 2
    at = bisect.bisect_right(scopes, middle, key=lambda scope: scope.span.start) - 1  # scopes never overlap
    if at < 0 or middle >= scopes[at].span.end:
        return ()
    return tuple(dict.fromkeys(marker for one in scopes[at].markers for marker in marker_rows(one, reference_ids)))


def markers_of(cleaned: Cleaned, reference_ids: Mapping[str, str]) -> tuple[Marker, ...]:
    """Return every marker of a document with its reference, in order of the text."""
    return tuple(row for marker in cleaned.markers for row in marker_rows(marker, reference_ids))


def marker_rows(marker: MarkerSpan, reference_ids: Mapping[str, str]) -> list[Marker]:
    """Return a row for each entry that a marker names; one without a reference where it names none."""
    keys = marker_keys(marker, reference_ids) or (None,)
    return [Marker(marker.text, marker.span, reference_ids.get(key) if key is not None else None) for key in keys]


def marker_keys(marker: MarkerSpan, known: Collection[str] = ()) -> tuple[str, ...]:
    """Return the keys of the entries that a marker names.

    >>> marker_keys(MarkerSpan(Span(0, 5), "[5–7]", "5–7"))
    ('5', '6', '7')
    >>> marker_keys(MarkerSpan(Span(0, 17), "[citation needed]", None))
    ()
    """
    text = marker.text.strip("[]() ")
    if marker.key in known or not re.fullmatch(r"\d{1,4}(?:\s?[,;–—-]\s?\d{1,4})+", text):
        return (marker.key,) if marker.key is not None and "needed" not in marker.key else ()
    keys: list[str] = []
    for match in RANGE.finditer(text):
        low, high = int(match["low"]), int(match["high"] or match["low"])
        keys += [str(n) for n in range(low, high + 1)] if low <= high <= low + RANGE_MAX else [match["low"]]
    return tuple(dict.fromkeys(keys))


def count_cited(cleaned: Cleaned) -> dict[str, int]:
    """Return how often each key is cited.

    >>> from claimcite.spans import MappedText
    >>> marks = tuple(MarkerSpan(Span(0, 3), "[1]", "1") for _ in range(2))
    >>> count_cited(Cleaned("plain", MappedText.of_raw("[1]"), (), marks))
    {'1': 2}
    >>> count_cited(Cleaned("plain", MappedText.of_raw(""), ()))
    {}
    """
    known = {raw.key for raw in cleaned.references}
    return dict(Counter(key for marker in cleaned.markers for key in marker_keys(marker, known)))
