"""Stretches of a page that are no text of it: contents, related pages, comment forms, navigation before and behind the body."""

from __future__ import annotations

import re
from collections import Counter
from typing import cast

from claimcite.clean.boxes import SENTENCE_END, is_prose
from claimcite.clean.inline import Draft, RawBlock
from claimcite.lexicon import Junk
from claimcite.records import DropReason

#: A line of a table of contents: "3.1 History", "3.1", "12 References".
CONTENTS = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,4}\.?(?:\s+\S.{0,90})?")
HEADING_MAX, LABEL_MAX = 40, 90


def drop_sections(draft: Draft, junk: Junk) -> None:
    """Leave out the sections of a page with markup that are no text of it: its headings are known for what they are."""
    kept: DropReason | None = None
    level = 0
    for block in draft.blocks:
        if block.kind == "heading" and block.reason is None:
            reason = section_of(block, junk)
            if reason == "reference_list" and block.text.lower() != "references":
                reason = None  # "Notes", "Sources": the entries stand apart, what is left is text
            if reason is not None:
                kept, level = reason, block.level or 2
            elif kept in ("comment_form", "related") or (kept and block.level > level):
                pass  # what follows "See also" or a comment form is theirs to the end, unless the page goes on with its own sections
            else:
                kept = None
        if kept and block.reason is None:
            block.reason = kept


def section_of(block: RawBlock, junk: Junk) -> DropReason | None:
    """Return why the section below a line is left out; None where it is no such heading."""
    text = block.text.rstrip(":").strip().lower()
    return cast(DropReason, junk.headings[text]) if len(text) < HEADING_MAX and text in junk.headings else None


def mark_sections(draft: Draft, junk: Junk) -> None:
    """Leave out the sections of a flattened text that are no text of it.

    Its headings are lines like others, so that each section needs a sign of where it ends: contents, where their pattern does;
    related pages, at the next such heading, in a news story where running text goes on; a comment form, at the end of the page, if
    more of the page's text stands before it than after.
    """
    blocks = draft.blocks
    prose = [len(b.text) if b.reason is None and b.kind in ("paragraph", "quote") and is_prose(b.text) else 0 for b in blocks]
    encyclopedic = bool(draft.references)
    total, before = sum(prose), 0
    at = 0
    while at < len(blocks):
        reason = section_of(blocks[at], junk) if blocks[at].reason is None and blocks[at].kind not in ("title", "infobox") else None
        before += prose[at]
        if reason is None:
            at += 1
            continue
        late = 2 * before >= total
        if reason == "navigation":
            end = end_of_contents(blocks, at + 1)
        elif reason == "reference_list":
            end = len(blocks) if late and not encyclopedic and blocks[at].text.lower().startswith("reference") else at
            end = next((i for i in range(at + 1, end) if section_of(blocks[i], junk)), end)
        else:
            over = (encyclopedic and before >= min(500, 0.2 * total)) or (reason == "comment_form" and late)
            end = end_of_section(blocks, at + 1, junk, prose, over=over)
        for block in blocks[at:end]:
            block.reason = block.reason or reason
        before += sum(prose[at + 1 : end])
        at = max(end, at + 1)


def end_of_contents(blocks: list[RawBlock], at: int) -> int:
    """Return where a table of contents ends: its lines are numbered, or stand again as headings."""
    left = Counter(b.text for b in blocks[at:])
    while at < len(blocks) and blocks[at].kind != "heading":
        block, number = blocks[at], blocks[at - 1].text.replace(".", "")
        text = f"{block.context} {block.text}".strip() if block.context else block.text
        named = len(block.text) <= LABEL_MAX and not SENTENCE_END.search(block.text) and (number.isdigit() or left[block.text] > 1)
        if not (CONTENTS.fullmatch(text) or named):
            break
        left[block.text] -= 1
        at += 1
    return at


def end_of_section(blocks: list[RawBlock], at: int, junk: Junk, prose: list[int], *, over: bool) -> int:
    """Return where a section ends: at the next heading that every page has, unless ``over`` where running text goes on."""
    while at < len(blocks):
        reason = section_of(blocks[at], junk)
        if reason is not None or blocks[at].kind == "heading" or blocks[at].reason == "reference_list" or (prose[at] and not over):
            return at
        at += 1
    return at
