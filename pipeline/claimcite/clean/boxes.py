"""Rows of infoboxes and tables in a flattened text: label and value run together, behind a colon or tab, or on two lines."""

from __future__ import annotations

import re

from claimcite.clean.inline import Draft, RawBlock
from claimcite.clean.junk import reason_of
from claimcite.clean.lines import COMMON
from claimcite.clean.mend import ICON
from claimcite.clean.plain import merged
from claimcite.lexicon import Junk
from claimcite.records import Dropped
from claimcite.spans import MappedText, Span

SENTENCE_END = re.compile(r"[.!?…][\"”’'»)\]]*(?:\s*(?:\[[^\[\]]{1,20}\](?::\s?\d+)?|[⁰¹²³⁴-⁹]{1,3}(?![⁰¹²³⁴-⁹])))*$")
#: "IndustrySoftware", "Deaths14", "Water (%)6.97": a small letter or bracket, then the value without a space.
GLUED = re.compile(r"(?:[•·]\s?)?(?!Mc[A-Z]|Mac[A-Z]|De[A-Z]|La[A-Z])[A-Z][\w.()%/’'& -]{1,44}?(?<=[a-z)%])(?=[A-Z0-9“\"$€£¥~≈+])")
#: "• Total", a row below a row.
BELOW = re.compile(r"[•·]\s?\S")
COLON = re.compile(r"[A-Z][\w ().%/’'-]{1,40}:\s+(?=\S)")
#: Lines at the head of a news story that look like rows: "Published: 4 May", "By: Ann Roe".
HEADER = re.compile(r"(?:by|author|reporter|published|updated|posted|last updated|modified|photo|image|source|share|read|tags?|topics?|credit|written|editor|follow)\b", re.IGNORECASE)
#: Labels that the head of a news story has too: alone they make no infobox.
WEAK = frozenset({"date", "time", "location", "place", "author", "language", "type", "website", "country", "region", "city", "editor", "caption", "publisher", "source", "in service", "line"})
ROWS_MIN, NEAR = 2, 12
#: What share of an infobox's lines has a label.
SHARE = 0.2


def mark_infobox(draft: Draft, junk: Junk) -> None:
    """Find the rows of an infobox between the title and the first paragraph: at least two have a label that boxes have."""
    blocks = draft.blocks
    end = end_of_box(blocks, junk)
    rows = [b for b in blocks[1:end] if b.kind in ("paragraph", "list") and b.reason is None]
    found = box_rows(rows, junk)
    seen = False
    for block in rows if found else ():
        label = label_of(block, junk) or other_label(block, colons=True)
        seen = seen or block is found[0]
        if label is not None and len(block.cells) > 1:
            without_edges(block)
            label = block.cells[1].start
        if label is not None or (not SENTENCE_END.search(block.text) and len(block.text) <= 160 and not HEADER.match(block.text)):
            block.kind, block.label, block.level = "infobox", label if seen else None, 0
            without_icon(draft, block)
    join_labels(blocks, end)


def box_rows(rows: list[RawBlock], junk: Junk) -> list[RawBlock]:
    """Return the lines that have a label as infoboxes have it; none where they are too few: a menu has "Religion" and "Education" too."""
    labels = [label_of(b, junk) for b in rows]
    known = [i for i, label in enumerate(labels) if label is not None]
    glued = [i for i, b in enumerate(rows) if labels[i] is None and (GLUED.match(b.text) or BELOW.match(printed(b)))]
    strong = any(rows[i].text[: labels[i]].strip(" :\t").lower() not in WEAK for i in known)
    if not strong or (len(known) < ROWS_MIN and len(glued) <= ROWS_MIN):
        return []
    labelled = sorted([*known, *glued])
    return [rows[i] for i in labelled] if len(labelled) >= SHARE * (labelled[-1] - labelled[0] + 1) else []


def end_of_box(blocks: list[RawBlock], junk: Junk) -> int:
    """Return where the rows at the head of a page may end: at the first paragraph that no more rows with labels stand close behind."""
    at = 0
    while True:
        at = next((i for i in range(at + 1, len(blocks)) if blocks[i].reason is None and is_prose(blocks[i].text) and reason_of(blocks[i].text, junk) is None), len(blocks))
        near = blocks[at + 1 : at + 1 + NEAR]
        stop = next((i for i, b in enumerate(near) if is_prose(b.text)), len(near))
        if sum(label_of(b, junk) is not None for b in near[:stop]) < ROWS_MIN:
            return at


def is_prose(text: str) -> bool:
    """Whether a line is running text: long, or a sentence of some length.

    >>> is_prose("The Lenn dam broke above Oru in the night of 4 May, and the river took two villages.")
    True
    >>> is_prose("Deaths14–20 [1] [2]")
    False
    """
    if len(text) <= 60 or len(COMMON.findall(text)) < 2:
        return False
    return len(text) > 160 or (len(text.split()) >= 9 and SENTENCE_END.search(text) is not None)


def printed(block: RawBlock) -> str:
    """Return a block with its bullet."""
    return f"{block.context} {block.text}" if block.context else block.text


def label_of(block: RawBlock, junk: Junk) -> int | None:
    """Return where the label of a row ends, if it is one that boxes have; None if not."""
    match = junk.label_start.match(block.text)
    if match is None:
        return None
    return match.end() + len(re.match(r"[\s:]*", block.text[match.end() :]).group())  # type: ignore[union-attr]


def other_label(block: RawBlock, *, colons: bool) -> int | None:
    """Return where a label ends that no list has: at the edge of a cell, where two words run together, at a colon."""
    if len(block.cells) > 1 and block.cells[0].end < len(block.text):
        return block.cells[1].start
    match = GLUED.match(block.text) or (COLON.match(block.text) if colons and not HEADER.match(block.text) else None)
    return match.end() if match else None


def without_icon(draft: Draft, block: RawBlock) -> None:
    """Take the name of a flag's picture out of a row: "TargetOru flag.svg Harat Brigade"."""
    icon = ICON.search(block.text, block.label or 0)
    if icon is None or icon.start() > (block.label or 0) + 2 or icon.end() == len(block.text):
        return
    draft.dropped.append(Dropped(block.content.raw_of(Span(*icon.span())), "markup", icon.group()[:200]))
    start, end = icon.start(), icon.end() + 1
    block.content = block.content.joined([block.content.slice(0, start), block.content.slice(end)])
    block.markers = [(s.shifted(start - end) if s.start >= end else s, key) for s, key in block.markers]
    block.links = [(s.shifted(start - end) if s.start >= end else s, url) for s, url in block.links if s.end <= start or s.start >= end]


def join_labels(blocks: list[RawBlock], end: int) -> None:
    """Join a label with the value on the line below it."""
    kept: list[RawBlock] = []
    for i, block in enumerate(blocks):
        before = kept[-1] if kept and i < end else None
        if (before is not None and block.kind == before.kind == "infobox" and before.label == len(before.text)
                and block.label is None and not before.cells and not BELOW.match(printed(block))):  # fmt: skip
            label = len(before.text) + 1
            kept[-1] = merged([before, block])
            kept[-1].label = label
        else:
            kept.append(block)
    blocks[:] = kept


def mark_tables(blocks: list[RawBlock]) -> None:
    """Rows that follow one another with as many cells each are a table; other lines with tabs are none."""
    at = 0
    while at < len(blocks):
        end = at
        while end < len(blocks) and is_row(blocks[end]) and len(blocks[end].cells) == len(blocks[at].cells):
            end += 1
        if end - at >= 2:
            for block in blocks[at:end]:
                block.kind = "table"
                without_edges(block)
        elif end - at == 1:
            blocks[at].cells = []
        at = max(end, at + 1)
    for block in blocks:
        if block.kind == "infobox":
            block.cells = []


def without_edges(block: RawBlock) -> None:
    """Put one space where "|" stood between the cells of a row."""
    parts: list[MappedText] = []
    cells: list[Span] = []
    at = 0
    markers: list[tuple[Span, str | None]] = []
    for cell in block.cells:
        parts += [MappedText.generated(" "), block.content.slice(*cell)] if parts else [block.content.slice(*cell)]
        at = at + 1 if cells else at
        markers += [(s.shifted(at - cell.start), key) for s, key in block.markers if cell.covers(s)]
        cells.append(Span(at, at + cell.end - cell.start))
        at = cells[-1].end
    block.links = [(s.shifted(new.start - old.start), url) for s, url in block.links for old, new in zip(block.cells, cells, strict=True) if old.covers(s)]
    block.content, block.cells, block.markers = MappedText.joined(parts), cells, markers


def is_row(block: RawBlock) -> bool:
    """Whether a block has cells and is not yet something else."""
    return block.reason is None and block.kind in ("paragraph", "list") and len(block.cells) > 1
