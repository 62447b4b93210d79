"""Finds the lines and trailers that are no text of the document, and what they say about it on the way out."""

from __future__ import annotations

import itertools
import re
from typing import cast

from claimcite.clean.inline import Draft, RawBlock
from claimcite.clean.plain import split_block
from claimcite.lexicon import Junk
from claimcite.records import DropReason, Fact
from claimcite.spans import Span

LINE_MAX = 260
#: "(AP Photo)", "(Photo by X/AFP)", "[AP Photo]", "(Reuters)" at the end of a caption; "NAME / AFP" in capitals.
CREDIT_TAIL = re.compile(
    r"\s*(?:[(\[](?:Photo(?:graph)?:? by |Photo: |Image: |File )?[^()\[\]]{0,60}?(?:AP|AFP|Reuters|REUTERS|Getty Images|EPA|Anadolu)\b[^()\[\]]{0,40}[)\]]"
    r"|(?<=[.!?\"”] )(?:[A-Z][\w’'-]+ |[A-Z]\. ){1,4}/ ?(?:AFP|AP|Reuters|REUTERS|EPA|Getty Images|Anadolu)(?: via Getty Images)?"
    r"|(?:Photo(?:graph)?|Picture|Image|Credit)s?(?: credit)?: ?[^:\n]{2,80})\.?$"
)
CAPTION_HEAD = re.compile(r"(?:PHOTO|FILE PHOTO|FILE|CAPTION|Caption|Image|Photo caption|IMAGE|Pictured)\s?[:–—-]\s+(?=\S)")
#: The BBC's hidden word before a caption: "Image caption Rescuers cross the flooded square".
BBC_CAPTION = re.compile(r"(?:Image|Media) caption\s+(?=[A-Z])")
#: "GENEVA (Reuters) – ", "BEIRUT, May 4 (AP) — ", "GOMA, Congo —".
DATELINE = re.compile(
    r"(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ'’.-]+(?:[ /][A-ZÀ-Þ'’.-]+){0,3})(?:, (?P<region>[A-Z][\w.]+(?: [A-Z][\w.]+)?))??"
    r"(?:, (?P<date>[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z][a-z]{2,8}(?: \d{4})?))?(?: ?\((?P<agency>[A-Z][A-Za-z /-]{1,30})\))?\s?(?:–|—|--|-)\s"
)
#: Where a sentence of a mash-up may end.
CUT = re.compile(r"(?<=[.!?…])[\"”’']*\s+(?=[A-Z“\"‘'\d©])")
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
        if title and block.kind != "infobox" and same(block.text, title):
            if seen_title or (block.kind == "paragraph" and block is not draft.blocks[0]):
                block.reason = "repeated"
            else:
                block.kind, seen_title = "title", True
        elif block.kind not in ("title", "infobox") and (reason := reason_of(block.text, junk)):
            block.reason = reason
    return cut


def reason_of(text: str, junk: Junk) -> DropReason | None:
    """Return why a line is no text of the document, or None.

    >>> from claimcite.lexicon import load_lexicon
    >>> reason_of("0 Shares.", load_lexicon().junk), reason_of("Shares fell by 3 %.", load_lexicon().junk)
    ('share', None)
    """
    line = text.strip().rstrip(".…").rstrip()
    if len(line) > LINE_MAX:
        return None
    return next((cast(DropReason, reason) for reason, pattern in junk.lines.items() if pattern.fullmatch(line)), None)


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


def trim_credits(draft: Draft) -> None:
    """Cut the dateline and the credit off the blocks that they belong to, and keep what they say as facts."""
    kept: list[RawBlock] = []
    for block in draft.blocks:
        if block.reason is None:
            cut_credit(draft, block)
            head = CAPTION_HEAD.match(block.text) or (BBC_CAPTION.match(block.text) if block.kind == "caption" else None)
            if head:
                cut_head(block, head.end())
                block.kind = "caption"
            kept += cut_dateline(draft, block)
        kept.append(block)
    draft.blocks = kept


def cut_credit(draft: Draft, block: RawBlock) -> None:
    """Cut "(AP Photo)" off the end of a block."""
    tail = CREDIT_TAIL.search(block.text)
    if tail and tail.start() > 20:
        keep_fact(draft, block, Span(*tail.span()), "agency", "caption" if block.kind == "caption" else "credit")
        block.content = block.content.slice(0, tail.start())
        if block.kind == "paragraph" and tail.start() < 500:
            block.kind = "caption"


def cut_dateline(draft: Draft, block: RawBlock) -> list[RawBlock]:
    """Cut "GENEVA (Reuters) – " off the front of a paragraph; return it as a block that is left out, or nothing."""
    line = DATELINE.match(block.text) if block.kind == "paragraph" else None
    if not line or not (line["agency"] or line["date"] or line["region"] or len(line["place"]) > 3) or len(block.text) <= line.end() + 40:
        return []
    for name, fact in (("agency", "agency"), ("date", "published"), ("place", "place")):
        if line[name]:
            keep_fact(draft, block, Span(*line.span(name)), fact, "dateline")
    dropped = RawBlock("paragraph", block.content.slice(0, line.end()), reason="credit")
    cut_head(block, line.end())
    return [dropped]


def cut_head(block: RawBlock, length: int) -> None:
    """Take ``length`` characters off the front of a block."""
    block.content = block.content.slice(length)
    block.markers = [(s.shifted(-length), key) for s, key in block.markers if s.start >= length]
    block.links = [(s.shifted(-length), url) for s, url in block.links if s.start >= length]


def keep_fact(draft: Draft, block: RawBlock, span: Span, field: str, origin: str) -> None:
    """Note a fact that stands at ``span`` of a block."""
    text = span.of(block.text).strip()
    draft.facts.append(Fact(field, text.strip("()[] "), origin, text, block.content.raw_of(span)))  # type: ignore[arg-type]
