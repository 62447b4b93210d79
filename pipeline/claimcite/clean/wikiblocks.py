"""What is mended in the blocks of an encyclopedia's page: brackets that hold nothing, sections of references, lists of works."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from itertools import accumulate

from claimcite.clean.inline import RawBlock
from claimcite.clean.wikishort import PRINTED, Work, Works, anchor
from claimcite.spans import MappedText, Span

HOLES = re.compile(r"\s\([\s,;/–-]{0,20}\)")
ENTRY = re.compile(r"\b(?:ISBN|ISSN|doi:|Retrieved|Archived|Press|Verlag|pp?\.\s?\d)|\((?:1[5-9]|20)\d\d[a-z]?\)|,\s(?:1[5-9]|20)\d\d\b")


def fill_holes(block: RawBlock) -> None:
    """Take out brackets that held nothing but templates without text: "Oru (, ) is a town"."""
    if "(" not in block.text:
        return
    holes = [match.span() for match in HOLES.finditer(block.text)]
    if not holes:
        return
    starts = [start for start, _ in holes]
    gone = [0, *accumulate(end - start for start, end in holes)]

    def moved(at: int) -> int:
        i = bisect.bisect_right(starts, at)
        return at - gone[i] + (max(0, holes[i - 1][1] - at) if i else 0)

    kept = zip([0, *(end for _, end in holes)], [*starts, len(block.content)], strict=True)
    block.content = MappedText.joined(block.content.slice(low, high) for low, high in kept)
    block.markers = [(Span(moved(span.start), moved(span.end)), key) for span, key in block.markers]
    block.links = [(Span(moved(span.start), moved(span.end)), url) for span, url in block.links if moved(span.end) > moved(span.start)]


def take_printed_works(blocks: Sequence[RawBlock], works: Works) -> None:
    """Take in the items of lists that read as entries of works: "Roe, Ann (2020). The Dam. Pela Press."."""
    for block in blocks:
        match = PRINTED.match(block.text) if block.kind == "list" and len(block.text) < 1000 else None
        if match:
            raw = block.content.raw_of(Span(0, len(block.content)))
            url = next((url for _, url in block.links), None)
            works.add([anchor([match["name"]], match["year"])], match["name"], match["year"], Work(block.text, None, raw, url))


def drop_reference_sections(blocks: Sequence[RawBlock]) -> None:
    """Leave out a section that begins with its list of references, with the lists in its own sections.

    "Notes and references" over a list, "Sources" below it, with a list of works.
    """
    at = 0
    while at < len(blocks):
        heading = blocks[at]
        at += 1
        if heading.kind != "heading" or heading.reason is not None:
            continue
        end = next((i for i in range(at, len(blocks)) if ends(blocks[i], heading.level)), len(blocks))
        inner = [b for b in blocks[at:end] if not (b.reason == "markup" or b.kind == "heading")]
        if inner and inner[0].reason == "reference_list" and all(b.reason is not None or is_entry(b) for b in inner):
            for block in (heading, *blocks[at:end]):
                block.reason = block.reason or "reference_list"
            at = end


def is_entry(block: RawBlock) -> bool:
    """Whether an item of a list reads as an entry: it names a work, a page, an address or a year in brackets."""
    return block.kind == "list" and (ENTRY.search(block.text) is not None or bool(block.links))


def ends(block: RawBlock, level: int) -> bool:
    """Whether a block begins a section beside or above one of this level."""
    return block.kind == "heading" and (block.level or 2) <= (level or 2)
