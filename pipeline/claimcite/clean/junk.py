"""Finds the lines and trailers that are no text of the document, and what they say about it on the way out."""

from __future__ import annotations

import itertools
import re
from typing import cast

from claimcite.clean.aggregate import CUT
from claimcite.clean.datelines import trim_credits
from claimcite.clean.inline import Draft, RawBlock
from claimcite.clean.plain import split_block
from claimcite.lexicon import Junk
from claimcite.records import DropReason

__all__ = ["in_menu", "mark_junk", "reason_of", "trim_credits"]
LINE_MAX = 260
#: So many blocks are the foot of a story.
FOOT = 4
MASH_MIN = 1500


def mark_junk(draft: Draft, junk: Junk, title: str | None) -> int:
    """Give a reason to each block that is a junk line; return how many were cut out of the midst of a long line."""
    cut = 0
    for i in range(len(draft.blocks) - 1, -1, -1):
        block = draft.blocks[i]
        if block.reason is None and len(block.text) >= MASH_MIN:
            parts = without_junk(block, junk)
            cut += sum(1 for part in parts if part.reason)
            draft.blocks[i : i + 1] = parts
    seen_title = False
    for block in draft.blocks:
        if block.reason is not None:
            continue
        if title and block.label is None and same(block.text, title):
            if seen_title or (block.kind == "paragraph" and block is not draft.blocks[0]):
                block.reason = "repeated"
            else:
                block.kind, seen_title = "title", True
        elif block.kind not in ("title", "infobox") and (reason := reason_of(block.text, junk)):
            block.reason = reason
    mark_authors(draft, junk)
    return cut


def mark_authors(draft: Draft, junk: Junk) -> None:
    """Leave out what the foot of a story says about its author."""
    kept = [block for block in draft.blocks if block.reason is None]
    for block in kept[-FOOT:] if len(kept) > FOOT else ():
        if block.kind in ("paragraph", "list", "caption", "quote") and junk.author.fullmatch(block.text):
            block.reason = "credit"


def reason_of(text: str, junk: Junk) -> DropReason | None:
    """Return why a line is no text of the document, or None.

    >>> from claimcite.lexicon import load_lexicon
    >>> reason_of("0 Shares.", load_lexicon().junk), reason_of("Shares fell by 3 %.", load_lexicon().junk)
    ('share', None)
    """
    line = text.strip().rstrip(".…").rstrip()
    if len(line) > LINE_MAX:
        return None
    reason = next((reason for reason, pattern in junk.lines.items() if pattern.fullmatch(line)), None)
    return cast(DropReason, reason) if reason is not None else "related" if junk.teaser.fullmatch(text.strip()) else None


def in_menu(text: str, junk: Junk) -> bool:
    """Whether a line is an entry of a site's menu. In an encyclopedia "Culture" is a heading.

    >>> from claimcite.lexicon import load_lexicon
    >>> in_menu("Culture", load_lexicon().junk), in_menu("Culture wars", load_lexicon().junk)
    (True, False)
    """
    return text.strip(" .:›»").lower() in junk.menu


def same(a: str, b: str) -> bool:
    """Whether two titles are the same but for case and punctuation; a site's name may follow the one."""
    a, b = (re.sub(r"\W+", " ", x).strip().lower() for x in (a, b))
    return a == b or (len(a) > 24 and b.startswith(a))


def without_junk(block: RawBlock, junk: Junk) -> list[RawBlock]:
    """Cut the junk lines out of a text that has lost its line breaks."""
    edges = [0, *(m.end() for m in CUT.finditer(block.text)), len(block.text)]
    cuts: list[int] = []
    reasons: dict[int, DropReason] = {}
    for start, end in itertools.pairwise(edges):
        reason = reason_of(block.text[start:end], junk)
        if reason:
            reasons[start] = reason
            cuts += [cut for cut in (start, end) if 0 < cut < len(block.text)]
    parts = split_block(block, sorted(set(cuts)))
    starts = [0, *sorted(set(cuts))]
    for part in parts:
        part.reason = reasons.get(starts[part.part])
    return parts
