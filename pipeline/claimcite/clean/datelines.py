"""Datelines at the front of a paragraph, credits at its end: what they say is kept as facts, the words leave the text."""

from __future__ import annotations

import re

from claimcite.clean.inline import Draft, RawBlock
from claimcite.lexicon.outlets import OutletIndex
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
DAY = r"(?:[A-ZÀ-Þ][A-Za-zÀ-ÿ]{2,8}\.?\s\d{1,2}(?:,\s\d{4})?|\d{1,2}\s[A-ZÀ-Þ][A-Za-zÀ-ÿ]{2,8}\.?(?:\s\d{4})?)"
DASH = r"(?:–|—|--|-|\.-)\s"
#: "GENEVA (Reuters) – ", "BEIRUT, May 4 (AP) — ", "GOMA, Congo —", "MOSCOW. Oct 26 (Interfax) - ", "ROMA, 26 OTT - (ANSA) - ",
#: "MOSCOW, October 26. /TASS/. ": a place in capitals, perhaps its country, a day, the agency, and a dash.
DATELINE = re.compile(
    r"(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ'’.-]*[A-ZÀ-Þ](?:[ /][A-ZÀ-Þ'’.-]+){0,3})(?:,\s(?P<region>[A-Z][\w.]+(?:\s[A-Z][\w.]+){0,2}))??"
    rf"(?:[.,]\s(?P<date>{DAY}))?"
    rf"(?:(?:\s?[–—-])?\s?\((?P<agency>[A-ZČ][A-Za-zČčé /-]{{1,30}})\)\s?{DASH}|\.?\s/(?P<slashed>[A-Z][A-Za-z-]{{1,20}})/\.\s|\s?{DASH})"
)
#: The same with a place in small letters, or none: only with the name of an agency that the lexicon knows.
WIRED = re.compile(
    rf"(?:(?P<place>[A-ZÀ-Þ][\w’'.-]{{1,30}}(?:[ /][A-ZÀ-Þ][\w’'.-]{{1,30}}){{0,3}}(?:,\s[A-Z][\w. ]{{1,30}})?)(?:,\s(?P<date>{DAY}))?\s?|(?P<day>{DAY})\s?)?"
    rf"\((?P<agency>[\w/ -]{{2,40}})\)\s?(?:{DASH}|:\s)"
)
#: "…, the ministry said. (ANI)" at the very end.
SIGNED = re.compile(r"(?<=[.!?\"”’])\s?[(\[](?P<agency>[\w/ -]{2,40})[)\]]\.?$")
#: How far into the text a story may begin, in blocks.
HEAD = 6


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
    """Cut "(AP Photo)" off the end of a block. A short paragraph that ends so is a caption: its credit is that of the picture."""
    tail = CREDIT_TAIL.search(block.text)
    if tail and tail.start() > 20:
        if block.kind == "paragraph" and tail.start() < 500:
            block.kind = "caption"
        keep_fact(draft, block, Span(*tail.span()), "agency", "caption" if block.kind == "caption" else "credit")
        block.content = block.content.slice(0, tail.start())


def cut_dateline(draft: Draft, block: RawBlock) -> list[RawBlock]:
    """Cut "GENEVA (Reuters) – " off the front of a paragraph; return it as a block that is left out, or nothing."""
    line = DATELINE.match(block.text) if block.kind == "paragraph" else None
    if not line or not (line["agency"] or line["slashed"] or line["date"] or line["region"] or len(line["place"]) > 3):
        return []
    return split_dateline(draft, block, line, (("agency", "agency"), ("slashed", "agency"), ("date", "published"), ("place", "place")))


def trim_wire(draft: Draft, outlets: OutletIndex) -> None:
    """Cut datelines and signatures that only the name of a known agency gives away: "Berlin (dpa) - ", "(Reuters) - ", "… said. (ANI)"."""
    body = [block for block in draft.blocks if block.reason is None and block.kind == "paragraph"]
    for block in body[:HEAD]:
        line = WIRED.match(block.text)
        if line and DATELINE.match(block.text) is None and known_agency(line["agency"], outlets):
            dropped = split_dateline(draft, block, line, (("agency", "agency"), ("date", "published"), ("place", "place")))
            at = next(i for i, other in enumerate(draft.blocks) if other is block)
            draft.blocks[at:at] = dropped
            break
    signed = SIGNED.search(body[-1].text) if len(body) > 1 else None
    if signed and known_agency(signed["agency"], outlets):
        keep_fact(draft, body[-1], Span(*signed.span("agency")), "agency", "credit")
        body[-1].content = body[-1].content.slice(0, signed.start())


def known_agency(name: str, outlets: OutletIndex) -> bool:
    """Whether a name, or one of two, is that of an agency: "dpa/AFP"."""
    return any(outlets.agency(part.strip()) is not None for part in (name, *name.split("/")))


def split_dateline(draft: Draft, block: RawBlock, line: re.Match[str], fields: tuple[tuple[str, str], ...]) -> list[RawBlock]:
    """Note the parts of a dateline and cut it off; nothing if hardly any text would be left."""
    if len(block.text) <= line.end() + 40:
        return []
    for name, field in fields:
        if line[name]:
            keep_fact(draft, block, Span(*line.span(name)), field, "dateline")
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
