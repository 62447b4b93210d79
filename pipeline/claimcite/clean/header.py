"""What the lines around a text say about it: byline, date line, "Original url", agency credit, copyright."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcite.clean.bylines import Line, Said, names_in, read_line
from claimcite.clean.datelines import trim_wire
from claimcite.clean.inline import Draft, RawBlock
from claimcite.clean.masthead import read_masthead
from claimcite.lexicon.outlets import HeadWords, OutletIndex
from claimcite.records import Fact
from claimcite.spans import Span

ADDRESS = re.compile(r"<?(https?://[^\s<>\"]{4,500}?)[>.,)]?$")
#: Lines that name the wire service and nothing else.
AGENCY_LINE = re.compile(r"[(\[—–-]*\s*(?:source|agency|with|from|—|–)?:?\s*([A-Z][A-Za-zé /-]{1,30}?)\s*[)\]]*$")
COPYRIGHT = re.compile(
    r"(?<!image )(?<!photo )(?:copyright\b|©|\(c\)\s)[\s©ⓒ(c):–—-]{0,12}(?:(?:19|20)\d\d)?(?:\s?[-–—]\s?(?:19|20)?\d\d)?(?:\sby)?[\s,]{0,3}(?P<holder>[^\W\d_][^|©•·\n]{2,60}?)"
    r"(?:[,.]?\s(?:all\srights|inc\b|ltd|llc|limited|gmbh|terms|privacy|reproduction|the\s\S{1,20}\sis\snot)|[.,|]\s|[.|]?\s*$)",
    re.IGNORECASE,
)
#: How many blocks around the headline, and at the end, may be such lines; the length of one; that of a paragraph of the story.
BEFORE, BEHIND, FOOT, LINE_MAX, PROSE_MIN, TITLE_MIN, PAPER_MAX = 2, 12, 12, 200, 160, 5, 70


def read_header(draft: Draft, outlets: OutletIndex) -> None:
    """Take bylines, date lines and "Original url" lines out of the text, as facts."""
    drop_names(draft)
    read_masthead(draft, outlets)
    seen: set[int] = set()
    for block, label, title_seen in head_lines(draft):
        seen.add(id(block))
        line = head_line(block, label, outlets.words, title_seen=title_seen)
        for part in line.said:
            note(draft, block, part)
        if title_seen:
            address_alone(draft, block)
            publisher(draft, block, line.left if line.said else block.text, outlets)
    kept = [block for block in draft.blocks if block.reason in (None, "credit", "navigation", "repeated")]
    for before, block in zip([None, *kept[-FOOT:-1]], kept[-FOOT:], strict=False):
        if len(block.text) <= LINE_MAX and block.kind not in ("infobox", "table"):
            original_address(draft, block, before.text if before else "")
            agency_line(draft, block, outlets)
            copyright_line(draft, block)
    for block in foot_lines(draft):
        if id(block) not in seen:
            for part in read_line(block.text, outlets.words).said:
                if part.field in ("published", "modified") or (part.field == "authors" and outlets.words.author.match(block.text)):
                    note(draft, block, part)
    trim_wire(draft, outlets)


def drop_names(draft: Draft) -> None:
    """Drop the visible byline of a page whose markup names its authors: "Helen Marsh in Port Corrin and Joao Tavel"."""
    authors = [fact.value for fact in draft.facts if fact.field == "authors" and fact.origin != "byline"]
    for block in draft.blocks[:30]:
        if authors and block.reason is None and block.kind != "title" and len(block.text) < 50 + sum(map(len, authors)):
            if all(name in block.text for name in authors) and not re.search(r"[.!?]$", block.text):
                block.reason = "credit"


def head_lines(draft: Draft) -> Iterator[tuple[RawBlock, str, bool]]:
    """Yield the short blocks around the headline, each with the block before it, and whether the headline came before.

    Where no block of a text without markup is the headline, the first that may be text are taken; a page begins with its frame.
    """
    titles = {squeezed(fact.value) for fact in draft.facts if fact.field == "title"}
    longest, firsts = 2 * max(map(len, titles), default=0), {title[:1] for title in titles}
    spots = [
        i
        for i, block in enumerate(draft.blocks)
        if block.kind == "title" or (TITLE_MIN < len(block.text) < longest and first_letter(block.text) in firsts and is_title(squeezed(block.text), titles))
    ]
    at = next((i for i in spots if draft.blocks[i].level == 1 or draft.blocks[i].kind == "title"), spots[0] if spots else None)
    if at is None and any(fact.origin == "meta" for fact in draft.facts):
        return
    if at is None:
        blocks, first = [block for block in draft.blocks if block.reason in (None, "credit", "navigation", "repeated")][:BEHIND], 0
    else:
        first = min(at, BEFORE)
        blocks = draft.blocks[at - first : at + BEHIND]
    prose, label = 0, ""
    for i, block in enumerate(blocks):
        prose += len(block.text) >= PROSE_MIN and block.reason is None
        if prose > 1 or (prose and block.reason in ("comment_form", "related")):
            break
        if len(block.text) <= LINE_MAX and block.kind not in ("infobox", "table", "title") and i != (first if at is not None else -1):
            yield block, label, i > first
        label = block.text if len(block.text) <= 40 else ""


def is_title(text: str, titles: set[str]) -> bool:
    """Whether a block is the headline, or a title without the name of the site behind it."""
    return text in titles or (len(text) > 2 * TITLE_MIN and any(title.startswith(text) for title in titles))


def first_letter(text: str) -> str:
    """Return the first letter or figure of a text, in small letters: most blocks are told from a title by it."""
    return next((char.lower() for char in text if char.isalnum()), "")


def squeezed(text: str) -> str:
    """Return the letters and figures of a text in small letters."""
    return "".join(re.findall(r"\w", text.lower()))


def head_line(block: RawBlock, label: str, words: HeadWords, *, title_seen: bool) -> Line:
    """Read one line; before the headline, a day without a time of day may be the site's today."""
    line = read_line(block.text, words, label=label if words.published.search(label) or words.modified.search(label) else "")
    if not line.said and words.by.fullmatch(f"{label.strip()} ") and len(block.text) < 60:
        line = read_line(f"{label.strip()} {block.text}", words)
        return Line(tuple(Said(part.field, part.value, Span(0, len(block.text))) for part in line.said), line.left)
    if not title_seen and all(part.field == "dated" and ":" not in part.value for part in line.said):
        return Line()
    return line


def foot_lines(draft: Draft) -> list[RawBlock]:
    """Return the short blocks behind the text: "First published on November 20, 2026 / 1:07 AM"."""
    last = max((i for i, block in enumerate(draft.blocks) if block.reason is None), default=-1)
    return [block for block in draft.blocks[max(0, last - 1) : last + 6] if len(block.text) <= LINE_MAX / 2] if last >= 0 else []


def note(draft: Draft, block: RawBlock, part: Said) -> None:
    """Note what a part of a line says, and drop the line."""
    raw = block.content.raw_of(part.span) if part.span.end <= len(block.content) else None
    for field, value in names_in(part.value) if part.field == "authors" else [(part.field, part.value)]:
        draft.facts.append(Fact("printed" if field == "dated" else field, value, "byline", block.text[:LINE_MAX], raw))
    if block.reason is None:
        block.reason = "credit"


def publisher(draft: Draft, block: RawBlock, text: str, outlets: OutletIndex) -> None:
    """Read a line below the headline that is the name of the paper, with a place or behind an author: "BBC News, Oru", "Ann Roe, Pela Post"."""
    first, _, second = (part.strip() for part in text.partition(" | " if " | " in text else ","))
    if len(text) > PAPER_MAX or block.kind not in ("paragraph", "heading") or text.endswith((".", "?", "!")):
        return
    if first and outlets.is_paper(first) and len(second.split()) <= 3:
        keep(draft, block, Fact("paper", first, "byline", block.text, block.content.raw_of(Span(0, len(block.content)))))
    elif second and outlets.is_paper(second) and any(field == "authors" for field, _ in names_in(first)):
        keep(draft, block, Fact("authors", first, "byline", block.text, block.content.raw_of(Span(0, len(block.content)))))
        keep(draft, block, Fact("paper", second, "byline", block.text, block.content.raw_of(Span(0, len(block.content)))))


def original_address(draft: Draft, block: RawBlock, before: str) -> None:
    """Read "Original url:" and the address behind it."""
    match = ADDRESS.search(block.text)
    if match and re.match(r"(original|source|url|link|via|read the original)\b", f"{block.text if not ADDRESS.fullmatch(block.text) else before}", re.IGNORECASE):
        keep(draft, block, Fact("url", match[1], "text", block.text[:LINE_MAX], block.content.raw_of(Span(*match.span(1)))))


def address_alone(draft: Draft, block: RawBlock) -> None:
    """Read an address alone on a line below the headline of a scraped text: it is where the text was found. A page says that in its head."""
    match = ADDRESS.fullmatch(block.text.strip())
    if match and not any(fact.field == "url" or fact.origin == "meta" for fact in draft.facts):
        keep(draft, block, Fact("url", match[1], "text", block.text[:LINE_MAX], block.content.raw_of(Span(*ADDRESS.search(block.text).span(1)))))  # type: ignore[union-attr]


def agency_line(draft: Draft, block: RawBlock, outlets: OutletIndex) -> None:
    """Read a last line that names a wire service and nothing else, such as "Associated Press"."""
    match = AGENCY_LINE.match(block.text)
    if match and len(block.text) < 40 and block.kind in ("paragraph", "heading") and outlets.agency(match[1]) is not None:
        keep(draft, block, Fact("agency", match[1].strip(), "credit", block.text, block.content.raw_of(Span(*match.span(1)))))


def copyright_line(draft: Draft, block: RawBlock) -> None:
    """Read "© 2026 The Pela Post. All rights reserved."; the line itself is left to the rules for junk."""
    match = COPYRIGHT.search(block.text)
    if match:
        draft.facts.append(Fact("copyright", match["holder"].strip(), "credit", block.text[:LINE_MAX], block.content.raw_of(Span(*match.span("holder")))))


def keep(draft: Draft, block: RawBlock, fact: Fact) -> None:
    """Note a fact that a line gives, and drop the line."""
    draft.facts.append(fact)
    if block.reason is None:
        block.reason = "credit"
