"""What the lines of a flattened page are: title, infobox rows, headings, sections that are left out, a reference list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcite.clean.inline import Draft, RawBlock
from claimcite.lexicon import Junk
from claimcite.records import DropReason, RawReference
from claimcite.spans import MappedText, Span

ENTRY = re.compile(r"\s*(?:\[(?P<bracket>\d{1,3}|[a-z])\]|(?P<number>\d{1,3})[.)](?=\s)|[\^↑])\s*")
#: Back-link marks before an entry: "1 2 ", "^ a b c", "↑ 3.0 3.1".
BACKLINKS = re.compile(r"(?:[\^↑]\s*)?(?:(?:[a-z]|\d{1,2}(?:\.\d)?)\s+(?=(?:[a-z]|\d{1,2}(?:\.\d)?)(?:\s|$)))*(?:(?:[a-z]|\d{1,2}(?:\.\d)?)(?=\s+[\"“A-Z]|$)\s*)?")
SENTENCE_END = re.compile(r"[.!?…][\"”'’)\]]*(?:\s*\[[^\[\]]{1,20}\])*$")
ICON = re.compile(r"\s*[^.\n]{1,80}\.(?:svg|png|jpe?g|gif)\s+", re.IGNORECASE)
YEAR = re.compile(r"(?:1[5-9]|20)\d\d|(?:January|February|March|April|May|June|July|August|September|October|November|December) (?:19|20)\d\d")
TITLE_MAX, HEADING_MAX = 220, 80


def structure(draft: Draft, junk: Junk) -> None:
    """Give each block of a flattened text its kind, and take the reference list out of it."""
    blocks = draft.blocks
    join_broken(blocks)
    mark_title(blocks)
    mark_infobox(blocks, junk)
    mark_headings(blocks, junk)
    drop_sections(draft, junk)


def join_broken(blocks: list[RawBlock]) -> None:
    """Join a paragraph that an empty line broke: "from their homes in one" / "of the worst humanitarian crises"."""
    joined: list[list[RawBlock]] = []
    for block in blocks:
        if joined and goes_on(joined[-1][-1], block, first=joined[-1][0]):
            joined[-1].append(block)
        else:
            joined.append([block])
    blocks[:] = [merged(parts) if len(parts) > 1 else parts[0] for parts in joined]


def goes_on(before: RawBlock, block: RawBlock, *, first: RawBlock) -> bool:
    """Whether a paragraph that begins with ``first`` and runs to ``before`` goes on in ``block``."""
    long = before is not first or len(before.text) > 80
    return (before.kind == block.kind == "paragraph" and long and not first.reason and re.search(r"[a-z,]$", before.text) is not None
            and re.match(r"[a-z]{1,15}[ ,]", block.text) is not None)  # fmt: skip


def merged(parts: list[RawBlock]) -> RawBlock:
    """Make one block of several, a space between them."""
    whole, contents, at = parts[0], [parts[0].content], len(parts[0].content)
    for part in parts[1:]:
        contents += [MappedText.generated(" "), part.content]
        whole.markers += [(s.shifted(at + 1), key) for s, key in part.markers]
        whole.links += [(s.shifted(at + 1), url) for s, url in part.links]
        at += 1 + len(part.content)
    whole.content = MappedText.joined(contents)
    return whole


def mark_title(blocks: list[RawBlock]) -> None:
    """The first line is the title if it is short and no sentence."""
    if (len(blocks) > 1 and blocks[0].kind == "paragraph" and len(blocks[0].text) <= TITLE_MAX and not re.search(r"[.,;:]$", blocks[0].text)) or (len(blocks) > 1 and blocks[0].kind == "heading"):
        blocks[0].kind = "title"


def mark_infobox(blocks: list[RawBlock], junk: Junk) -> None:
    """Rows with label and value run together ("Casualties78–105 [1] [2] killed"), between the title and the first paragraph."""
    end = next((i for i, b in enumerate(blocks) if i and (len(b.text) > 160 or (len(b.text) > 90 and SENTENCE_END.search(b.text)))), len(blocks))
    rows = [(i, label_of(blocks[i], junk)) for i in range(1, end) if blocks[i].kind == "paragraph"]
    if sum(1 for _, label in rows if label) < 2:
        return
    inside = False
    for i, label in rows:
        inside = inside or bool(label)
        if label:
            blocks[i].kind, blocks[i].label = "infobox", label
            without_icons(blocks[i])
        elif inside and not SENTENCE_END.search(blocks[i].text):
            blocks[i].kind = "infobox"


def without_icons(block: RawBlock) -> None:
    """Take the names of flag pictures out of a row: "TargetSyrian revolution flag.svg Faylaq al-Sham"."""
    start = block.label or 0
    icon = ICON.match(block.text, start)
    if icon:
        block.content = block.content.joined([block.content.slice(0, start), block.content.slice(icon.end())])
        block.markers = [(s.shifted(start - icon.end()) if s.start >= icon.end() else s, key) for s, key in block.markers]


def label_of(block: RawBlock, junk: Junk) -> int | None:
    """Return where the label of an infobox row ends, or None."""
    match = junk.label_start.match(block.text)
    if not match or not match[1][0].isupper():
        return None
    return match.end() + len(re.match(r"[\s:]*", block.text[match.end() :]).group())  # type: ignore[union-attr]


def mark_headings(blocks: list[RawBlock], junk: Junk) -> None:
    """A short line without an end is a heading if text follows, or if it is one of the headings that every page has."""
    for i in range(len(blocks) - 1, 0, -1):
        block = blocks[i]
        if block.kind != "paragraph" or block.reason:
            continue
        text = block.text.rstrip(":").strip()
        if YEAR.fullmatch(text):
            block.kind, block.level = "heading", 3
            continue
        known = text.lower() in junk.headings and len(text) < 40
        following = next((b for b in blocks[i + 1 : i + 3]), None)
        looks = (len(text) <= HEADING_MAX and len(text.split()) <= 10 and re.match(r"[A-Z0-9“\"'À-Þ]", text) and not re.search(r"[.,;:!?…]$", block.text)
                 and not block.markers and not block.links and following is not None and (len(following.text) > 70 or following.kind in ("heading", "list")))  # fmt: skip
        if known or looks:
            block.kind, block.level = "heading", 2


def drop_sections(draft: Draft, junk: Junk) -> None:
    """Leave out the sections that are no text of the page; the reference list becomes references."""
    kept: DropReason | None = None
    level = 0
    for i, block in enumerate(draft.blocks):
        if block.kind == "heading" and block.reason is None:
            reason = junk.headings.get(block.text.rstrip(":").strip().lower())
            if reason == "reference_list" and not any(ENTRY.match(e.context + " " + e.text) for e in draft.blocks[i + 1 : i + 4]):
                reason = None if block.text.lower() != "references" else reason
            if reason is not None:
                kept, level = reason, block.level or 2  # type: ignore[assignment]
            elif kept in ("comment_form", "related") or (kept and block.level > level):
                pass  # what follows "See also" or a comment form is theirs to the end, unless the page goes on with its own sections
            else:
                kept = None
        if kept and block.reason is None:
            block.reason = kept
    entries = [b for b in draft.blocks if b.reason == "reference_list" and b.kind != "heading"]
    draft.references += list(printed_references(entries))


def printed_references(entries: list[RawBlock]) -> Iterator[RawReference]:
    """Yield the entries of a printed list; a line without a number goes on with the entry before it."""
    open_entry: RawReference | None = None
    for block in entries:
        lead = f"{block.context} " if block.context else ""
        match = ENTRY.match(lead + block.text)
        if match is None and open_entry is None:
            continue
        raw = block.content.raw_of(Span(0, len(block.content)))
        if match is None and open_entry is not None:
            joined = Span(open_entry.raw.start, raw.end) if raw and open_entry.raw else raw
            open_entry = RawReference(open_entry.key, open_entry.number, f"{open_entry.text} {block.text}", joined, None, open_entry.url)
            continue
        if open_entry is not None:
            yield open_entry
        assert match is not None
        number = match["number"] or match["bracket"] or str(int(open_entry.number or 0) + 1 if open_entry and (open_entry.number or "").isdigit() else 1)
        text = (lead + block.text)[match.end() :]
        text = text[BACKLINKS.match(text).end() :].strip()  # type: ignore[union-attr]
        open_entry = RawReference(number, number, text, raw, None, next((url for _, url in block.links), None))
    if open_entry is not None:
        yield open_entry
