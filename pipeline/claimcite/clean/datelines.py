"""Datelines at the front of a paragraph, credits at its end: what they say is kept as facts, the words leave the text."""

from __future__ import annotations

import re

from claimcite.clean.inline import Draft, RawBlock
from claimcite.records import EvidenceFrom, Fact
from claimcite.spans import Span

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


def keep_fact(draft: Draft, block: RawBlock, span: Span, field: str, origin: EvidenceFrom) -> None:
    """Note a fact that stands at ``span`` of a block."""
    text = span.of(block.text).strip()
    draft.facts.append(Fact(field, text.strip("()[] "), origin, text, block.content.raw_of(span)))
