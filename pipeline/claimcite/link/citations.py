"""Which words a citation marker vouches for (the guide's case 12), and which references it names."""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from claimcite.records import Block, Claim, Cleaned, Marker, MarkerSpan, Notice
from claimcite.spans import Span, SpanIndex

#: What may stand between markers that act together: "[4], [5]", "[4]–[6]", "[4] and [5]".
BETWEEN = re.compile(r"\s*(?:[,;&–-]|and\b)?\s*$")
#: The page that some print behind a marker: "[1]: 45–47".
PAGE = re.compile(r"\s?:\s?\d{1,4}(?:[–-]\d{1,4})?(?=[\s.,;)]|$)")
#: A full stop before a marker: the marker belongs to what it ends. "…" and quotation marks count, the point of "U.S." in mid-sentence does not.
ENDED = re.compile(r"[.!?…。][\"”’»')\]]*\s*$")
ENDS = re.compile(r"\s*[.!?…。;]|\s*$")
#: Where a clause may begin: after a comma (not one in 1,200), a semicolon, a colon, a dash, or before a conjunction.
BOUNDARY = re.compile(
    r"[,;:]\s+|\s[–—-]{1,2}\s+|—|\s(?=(?:and|but|or|while|whereas|although|though|because|after|before|when|where|which|who|as|since|until|so)\s)",
    re.IGNORECASE,
)
#: What a marker before the point leaves to the next stretch: "A fell [1]. B rose [2].", "(A fell [1]) and B rose [2]".
LEAD = re.compile(r"(?:\s?:\s?\d{1,4}(?:[–-]\d{1,4})?(?=[\s.,;)]|$))?[\s.!?…,;:)\]”’»–—-]*")
BRACKETS = re.compile(r"[()]")
#: Rows are one statement whatever stands after the marker: "Casualties78–105 [1] [2] killed".
WHOLE = frozenset({"infobox", "table"})
NO_TEXT = frozenset({"heading", "title"})
RANGE = re.compile(r"(?P<low>\d{1,4})(?:\s?[–—-]\s?(?P<high>\d{1,4}))?")
RANGE_MAX = 40
#: How many names a warning lists.
NAMES_MAX = 8


@dataclass(frozen=True, slots=True)
class Scope:
    """A stretch of text and the markers that vouch for it."""

    span: Span
    markers: tuple[MarkerSpan, ...]


def build_scopes(cleaned: Cleaned, sentences: Sequence[Span], predicates: Sequence[Span] = ()) -> tuple[Scope, ...]:
    """Return the scope of each group of markers, in order of the text.

    Markers side by side ("[4][5]") act together. After a full stop, or at the end of its paragraph, a group covers all back to
    the group before; inside a sentence, the part before it back to the last clause boundary or group; inside brackets, what stands in
    them. Nothing reaches into another block. In a table a cell is a block, but markers that stand alone in a cell, or in the first one,
    vouch for the whole row. With ``predicates`` (verbs and event nouns of the sentences) a comma counts as a clause boundary only if a predicate
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
        yield from row_scopes(text, block, markers) if block.cells else [Scope(block.span, tuple(markers))]
        return
    at = block.span.start
    for group in grouped(text, markers):
        start, end = group[0].span.start, group[-1].span.end
        before, after = text[max(at, start - 12) : start], PAGE.sub("", text[end : min(block.span.end, end + 24)], count=1)
        if closes(before, after):
            since = at
        else:
            sentence = next((s for s in reversed(sentences.touching(Span(max(at, start - 2), start))) if s.start < start), None)
            since = clause_start(text, Span(max(at, sentence.start if sentence else at), start), predicates)
        span = Span(since + len(LEAD.match(text, since, start).group()), start).trimmed(text, " \t\n,;:")  # type: ignore[union-attr]
        if span.start < span.end:
            yield Scope(span, tuple(group))
        at = end


def row_scopes(text: str, block: Block, markers: list[MarkerSpan]) -> Iterator[Scope]:
    """Yield the scopes of a table row, cell by cell: "Oru | 12 [1] | 40 | [2]": 1 vouches for 12, 2 for all of the row."""
    own = [[marker for marker in markers if cell.covers(marker.span)] for cell in block.cells]
    bare = [is_bare(text, cell, inside) for cell, inside in zip(block.cells, own, strict=True)]
    whole = [marker for inside, alone in zip(own, bare, strict=True) if alone for marker in inside]
    for cell, inside, alone in zip(block.cells, own, bare, strict=True):
        found = dict.fromkeys([*inside, *whole, *([] if whole or inside else own[0])])
        span = cell.trimmed(text, " \t\n")
        if found and not alone and span.end > span.start:
            yield Scope(span, tuple(found))


def is_bare(text: str, cell: Span, markers: Sequence[MarkerSpan]) -> bool:
    """Whether a cell holds nothing but markers."""
    ends = [cell.start, *(marker.span.end for marker in markers)]
    starts = [*(marker.span.start for marker in markers), cell.end]
    return bool(markers) and not "".join(text[low:high] for low, high in zip(ends, starts, strict=True)).strip(" ,;\t\n")


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

    The comma right before the marker is no boundary: "jets struck the camp, [3] and left"; a bracket that is still open is one: "nine died
    (two of them children [3]) in Oru".
    """
    part = stretch.of(text).rstrip(" ,;:–—-")
    opened = open_bracket(part)
    if opened is not None and part[opened:].strip(" (,"):
        stretch = Span(stretch.start + opened + 1, stretch.end)
        part = part[opened + 1 :]
    for match in reversed(list(BOUNDARY.finditer(part))):
        left = Span(stretch.start + match.end(), stretch.start + len(part))
        if predicates.touching(left) if predicates is not None else len(left.of(text).split()) >= 3:
            return left.start
    return stretch.start


def open_bracket(text: str) -> int | None:
    """Return where the last bracket stands that is opened in a text and not closed.

    >>> open_bracket("nine died (two (both boys) in Oru"), open_bracket("nine (9) died")
    (10, None)
    """
    closed = 0
    for match in reversed(list(BRACKETS.finditer(text))):
        if match.group() == "(" and not closed:
            return match.start()
        closed += 1 if match.group() == ")" else -1
    return None


def citations_of(claim: Claim, scopes: Sequence[Scope], reference_ids: Mapping[str, str]) -> tuple[Marker, ...]:
    """Return the markers that vouch for a claim: those of its predicate, or, where the predicate is that of a header or a lead-in, those
    of its first figure, else of the claim itself. ``reference_ids`` is as for ``citations_for``.
    """
    span = claim.predicate.span
    if not claim.span.covers(span) and not claim.sentence.covers(span):
        span = next((q.span for q in claim.quantities if claim.span.covers(q.span)), claim.span)
    return citations_for(span, scopes, reference_ids)


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
        return (marker.key,) if marker.key is not None and not marker.key.endswith("needed") else ()
    keys: list[str] = []
    for match in RANGE.finditer(text):
        low, high = int(match["low"]), int(match["high"] or match["low"])
        keys += [str(n) for n in range(low, high + 1)] if low <= high <= low + RANGE_MAX else [match["low"]]
    return tuple(dict.fromkeys(keys))


def count_cited(cleaned: Cleaned) -> dict[str, int]:
    """Return how often each key is cited, by the text and by other entries: a note may have markers of its own.

    >>> from claimcite.spans import MappedText
    >>> marks = tuple(MarkerSpan(Span(0, 3), "[1]", "1") for _ in range(2))
    >>> count_cited(Cleaned("plain", MappedText.of_raw("[1]"), (), marks))
    {'1': 2}
    >>> count_cited(Cleaned("plain", MappedText.of_raw(""), ()))
    {}
    """
    known = {raw.key for raw in cleaned.references}
    return dict(Counter([*(key for marker in cleaned.markers for key in marker_keys(marker, known)), *(key for raw in cleaned.references for key in raw.cites)]))


def citation_notices(cleaned: Cleaned) -> tuple[Notice, ...]:
    """Return a warning for markers that name no entry, and one for entries that nothing cites; none where a page has no entries or markers.

    >>> from claimcite.records import RawReference
    >>> from claimcite.spans import MappedText
    >>> mark = MarkerSpan(Span(0, 3), "[2]", "2")
    >>> page = Cleaned("plain", MappedText.of_raw("[2]"), (), (mark,), references=(RawReference("1", "1", "Roe 2020", None),))
    >>> [notice.code for notice in citation_notices(page)]
    ['orphan_markers', 'uncited_references']
    >>> citation_notices(Cleaned("plain", MappedText.of_raw("x"), ()))
    ()
    """
    known = {raw.key for raw in cleaned.references}
    cited = count_cited(cleaned)
    named = [(marker.text, key) for marker in cleaned.markers for key in marker_keys(marker, known)]
    orphans = [text for text, key in named if key not in known]
    uncited = [raw.number or raw.key for raw in cleaned.references if not cited.get(raw.key)]
    notices = []
    if orphans:
        notices.append(Notice("orphan_markers", f"{len(orphans)} of {len(named)} markers name no entry: {listed(orphans)}"))
    if uncited and cleaned.markers:
        notices.append(Notice("uncited_references", f"nothing cites {len(uncited)} of {len(known)} entries: {listed(uncited)}"))
    return tuple(notices)


def listed(names: Sequence[str]) -> str:
    """Return the first few of some names."""
    different = list(dict.fromkeys(names))
    return ", ".join(different[:NAMES_MAX]) + (", …" if len(different) > NAMES_MAX else "")
