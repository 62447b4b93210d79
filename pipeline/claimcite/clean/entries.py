"""The reference list of a flattened text: where it stands, its entries, and which marker names which entry.

Entries are printed as "1. Title", "[1] Title", "[note 2] Title", "^ a b Title", "1. ^ a b Title", "↑ Title", "1 2 3 Title"; one may have
lost its text ("7. 1 2"). Where a list prints no numbers, its entries count from one, as MediaWiki's do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from claimcite.clean.inline import Draft, RawBlock
from claimcite.clean.plain import SERIES
from claimcite.lexicon import Junk
from claimcite.records import RawReference
from claimcite.spans import Span

LEAD = re.compile(
    rf"\s*(?:\[\s?(?P<label>(?:(?i:{SERIES})\s?)?\d{{1,4}}|[a-z]{{1,2}})\s?\]|(?P<number>\d{{1,4}})[.)](?=\s|$|[\^↑])|(?P<letter>[a-z])\.(?=\s)|(?=[\^↑]))"
    r"\s*(?P<caret>[\^↑])?\s*(?:Jump up(?: to)?:?\s*)?"
)
#: "1 2 3 Title" where the arrow stands before entries that are cited once: "↑ Title".
DIGITS_LEAD = re.compile(r"\s*(?=1 2\b)")
#: What an entry of a list has: a year, an address, quotation marks, "Retrieved".
CITES = re.compile(r"\b(?:1[5-9]|20)\d\d\b|https?://|[\"“«]|\b(?:Retrieved|Archived|pp?\.|ISBN|ISSN|doi|Press|vol\.)", re.IGNORECASE)
ENDED = re.compile(r"[.!?][\"”’)\]]*$")
GOES_ON = re.compile(r"[a-z.,;:(]")
#: The style of a list that prints no numbers.
ARROWS = (False, False, False)
LETTERS = "abcdefghijklmnopqrstuvwxyz"
RAISED = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
SKIP = 10


@dataclass(slots=True)
class Entry:
    """One entry on its way: what is printed before it, its number in the list, its text and place."""

    label: str | None
    number: int
    text: str
    raw: Span | None
    url: str | None


@dataclass(slots=True)
class EntryList:
    """The entries under one heading; ``named`` where labels such as "a" or "note 2" are printed."""

    heading: str
    entries: list[Entry] = field(default_factory=list)

    @property
    def named(self) -> bool:
        """Whether the list prints labels that are no plain numbers."""
        return any(entry.label is not None and not entry.label.isdigit() for entry in self.entries)


def take_references(draft: Draft, junk: Junk) -> None:
    """Take the reference lists out of the text, and tie the markers to their entries."""
    lists: list[EntryList] = []
    at = 0
    while at < len(draft.blocks):
        heading = heading_of(draft.blocks[at], junk)
        if heading is None or not begins(draft.blocks, at + 1):
            at += 1
            continue
        end = end_of(draft.blocks, at + 1, junk)
        draft.blocks[at].kind, draft.blocks[at].level = "heading", 2
        for block in draft.blocks[at:end]:
            block.reason = block.reason or "reference_list"
        lists.append(EntryList(heading, list(entries_of(draft.blocks[at + 1 : end]))))
        at = end
    draft.references += references(lists, series_in(draft.blocks))
    prune(draft)


def heading_of(block: RawBlock, junk: Junk) -> str | None:
    """Return the heading of a reference list, folded; None for any other block."""
    text = block.text.rstrip(":").strip().lower()
    return text if block.reason is None and len(text) < 40 and junk.headings.get(text) == "reference_list" else None


def begins(blocks: list[RawBlock], at: int) -> bool:
    """Whether a list of entries begins at a block, perhaps after a line of another kind."""
    return any(lead_of(block, LEAD) is not None for block in blocks[at : at + 3])


def lead_of(block: RawBlock, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """Return what stands before the text of an entry."""
    return pattern.match(printed(block))


def printed(block: RawBlock) -> str:
    """Return a block as it was printed, its number or bullet before it."""
    return f"{block.context} {block.text}" if block.context else block.text


def end_of(blocks: list[RawBlock], at: int, junk: Junk) -> int:
    """Return where a list ends: at the next heading that every page has, or where running text goes on behind its last entry."""
    end, last = len(blocks), at
    for i in range(at, len(blocks)):
        text = blocks[i].text
        if lead_of(blocks[i], LEAD) is not None:
            last = i
        elif (len(text) < 60 and text.rstrip(":").strip().lower() in junk.headings) or (blocks[i].kind == "heading" and i > at):
            end = i
            break
    return next((i for i in range(last + 1, end) if len(blocks[i].text) > 200 and ENDED.search(blocks[i].text) and not CITES.search(blocks[i].text)), end)


def entries_of(blocks: list[RawBlock]) -> Iterator[Entry]:
    """Yield the entries of a list; a line that does not begin as its first entry does goes on with the entry before it."""
    leads = [lead_of(block, LEAD) for block in blocks]
    style = next((style_of(match) for match in leads if match is not None), None)
    if style == ARROWS:
        leads = [match or lead_of(block, DIGITS_LEAD) for block, match in zip(blocks, leads, strict=True)]
    now: Entry | None = None
    for block, match in zip(blocks[: end_of_last(blocks, leads)], leads, strict=False):
        raw = block.content.raw_of(Span(0, len(block.content)))
        entry = entry_of(block, match, raw, now) if match is not None and style_of(match) == style else None
        if entry is not None:
            if now is not None:
                yield now
            now = entry
        elif now is not None:
            now.text = f"{now.text} {block.text}".strip()
            now.raw = Span(now.raw.start, raw.end) if raw and now.raw else raw
    if now is not None:
        yield now


def end_of_last(blocks: list[RawBlock], leads: list[re.Match[str] | None]) -> int:
    """Return where the last entry ends: what follows it on lines of their own belongs to it only if it reads as part of one."""
    last = max((i for i, match in enumerate(leads) if match is not None), default=-1)
    behind = blocks[last + 1 : last + 1 + SKIP]
    return last + 1 + max((n + 1 for n, block in enumerate(behind) if CITES.search(block.text) or GOES_ON.match(block.text)), default=0)


def style_of(match: re.Match[str]) -> tuple[bool, ...]:
    """Return how a list marks its entries: by a label in brackets, a number, a letter; by an arrow alone where it has none of them."""
    groups = match.groupdict()
    return tuple(groups.get(name) is not None for name in ("label", "number", "letter"))


def entry_of(block: RawBlock, match: re.Match[str], raw: Span | None, before: Entry | None) -> Entry | None:
    """Return the entry that a block begins, or None where its number does not follow the one before: "12. May 2020" goes on."""
    groups = match.groupdict()
    label = groups.get("label") or groups.get("number") or groups.get("letter")
    label = re.sub(r"(?<=[a-z])(?=\d)", " ", label.lower()) if label else None
    last = before.number if before is not None else 0
    number = int(label) if label is not None and label.isdigit() else last + 1
    if before is not None and label is not None and label.isdigit() and not (last < number <= last + SKIP or number == 1):
        return None
    if block.kind == "list" and not block.context[:1].isalnum() and label is None:
        return None
    text = without_backlinks(printed(block)[match.end() :])
    return Entry(label, number, text, raw, next((url for _, url in block.links), None))


def without_backlinks(text: str) -> str:
    """Return an entry without the marks that lead back to the text.

    >>> without_backlinks("a b c Dam breaks"), without_backlinks("3.0 3.1 3.2 Dam breaks"), without_backlinks("1 2")
    ('Dam breaks', 'Dam breaks', '')
    >>> without_backlinks("A dam breaks"), without_backlinks("2 May 2020")
    ('A dam breaks', '2 May 2020')
    """
    text = text.strip().lstrip("^↑").strip()
    words = text.split(" ", 60)
    for marks in (list(LETTERS), [str(n) for n in range(1, 60)], [f"{words[0].partition('.')[0]}.{n}" for n in range(60)]):
        n = 0
        while n < min(len(words), len(marks)) and words[n] == marks[n]:
            n += 1
        if n > 1:
            return " ".join(words[n:]).strip()
    return text


def series_in(blocks: list[RawBlock]) -> Counter[str]:
    """Count the markers of each series in the text: "" for "[5]", "note" for "[note 2]", "letter" for "[a]"."""
    found: Counter[str] = Counter()
    for block in blocks:
        for _, key in block.markers if block.reason is None else ():
            if key is not None:
                found[series_of(key)] += 1
    return found


def series_of(key: str) -> str:
    """Return the series of a marker's key.

    >>> series_of("5, 6"), series_of("note 2"), series_of("a"), series_of("citation needed")
    ('', 'note', 'letter', 'other')
    """
    if key[0].isdigit():
        return ""
    match = re.fullmatch(r"([a-z-]+) \d+", key)
    return match[1] if match else "letter" if len(key) <= 2 else "other"


def references(lists: list[EntryList], series: Counter[str]) -> list[RawReference]:
    """Return the entries of all lists, each with a key of its own.

    The numbers of notes and of references both count from one: where the text has "[n 2]" beside "[2]", the list of notes takes the
    former.
    """
    others = [name for name, _ in series.most_common() if name not in ("", "other")]
    numeric = [one for one in lists if one.entries and not one.named]
    notes: EntryList | None = None
    if others and (len(numeric) > 1 or not series[""]):
        notes = next((one for one in numeric if "note" in one.heading), numeric[0] if numeric else None)
    found: list[RawReference] = []
    taken: set[str] = set()
    for n, one in enumerate(lists):
        for entry in one.entries:
            key = entry.label if entry.label is not None and not entry.label.isdigit() else str(entry.number)
            if one is notes:
                key = LETTERS[(entry.number - 1) % 26] if others[0] == "letter" else f"{others[0]} {entry.number}"
            unique = key if key not in taken else f"{n + 1}:{key}"
            if unique not in taken:
                taken.add(unique)
                found.append(RawReference(unique, key, entry.text, entry.raw, None, entry.url))
    return found


def prune(draft: Draft) -> None:
    """Take back what only looks like a marker: raised digits ("m³") and letters ("he's [a] liar") that name no entry."""
    known = {reference.key for reference in draft.references}
    numbered = sum(key is not None and key[0].isdigit() for block in draft.blocks for _, key in block.markers) >= 3
    for block in draft.blocks:
        block.markers = [(span, key) for span, key in block.markers if stands(span.of(block.text), key, known, numbered=numbered)]


def stands(text: str, key: str | None, known: set[str], *, numbered: bool) -> bool:
    """Whether a marker is one, given the keys of the entries."""
    if key is None or key in known:
        return True
    if RAISED.fullmatch(text):
        return False
    return series_of(key) != "letter" or (numbered and len(key) == 1)
