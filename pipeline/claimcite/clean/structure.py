"""What the lines of a flattened page are.

The kinds, and what each is told by:

``title``      the first line, if it is short and no sentence
``infobox``    rows between the title and the first paragraph: label and value, run together or apart (``boxes``)
``heading``    a short line without an end before running text, a year or time mark alone, a heading that every page has, a line
               before "[edit]"
``caption``    a line without an end that describes a picture ("The bridge of Oru in 1921")
``list``       an item behind a bullet or number
``table``      rows of as many cells each (``boxes``)
``quote``      only where Markdown marks it
``paragraph``  all else

Left out, with a reason: reference lists (``entries``), contents, related pages and comment forms (``sections``), and the lines of
``junk.toml`` (``junk``).
"""

from __future__ import annotations

import re

from claimcite.clean.boxes import label_of, mark_infobox, mark_tables
from claimcite.clean.edges import drop_edges
from claimcite.clean.endless import split_endless
from claimcite.clean.entries import take_references
from claimcite.clean.inline import Draft, RawBlock
from claimcite.clean.junk import in_menu, reason_of
from claimcite.clean.plain import merged
from claimcite.clean.sections import mark_sections
from claimcite.lexicon import Junk

YEAR = re.compile(r"(?:1[5-9]|20)\d\d|(?:January|February|March|April|May|June|July|August|September|October|November|December) (?:19|20)\d\d")
#: A time mark of a live blog: "14:32 GMT", "2.05pm BST".
CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: (?:GMT|BST|UTC|EST?|EDT|ET|CES?T|PT|IST|local time))?", re.IGNORECASE)
#: What only captions say: "(left)", "pictured in 2014", "Map of Oru", "A view of the dam", "Ann Roe, mayor of Oru".
PICTURED = re.compile(
    r"\((?:left|right|centre|center|top|bottom|above|below|\d{4}(?:[–-]\d{2,4})?)\)|\b(?:pictured|seen here|file photo|aerial view|logo$|portrait of|map of|"
    r"map showing|diagram of|flag of|view of|location of|locations of|poster for|statue of|photograph of|sketch of)\b"
    r"|\b(?:in|on|at|near|during|from|by|c\.|circa) [^,.]{0,40}\b(?:1[0-9]|20)\d\d$|, (?:1[0-9]|20)\d\d$",
    re.IGNORECASE,
)
#: The end of a sentence or of a clause, perhaps with markers behind it.
ENDED = re.compile(r"[.!?…,;:][\"”’'»)\]]*(?:\s*(?:\[[^\[\]]{1,20}\](?::\s?\d+)?|[⁰¹²³⁴-⁹]{1,3}(?![⁰¹²³⁴-⁹])))*$")
CAPTION_MAX = 300
TITLE_MAX, HEADING_MAX, HEADING_WORDS, CAPTION_WORDS, FEW = 220, 80, 10, 7, 5


def structure(draft: Draft, junk: Junk) -> None:
    """Give each block of a flattened text its kind; take the reference lists and what belongs to other pages out of it."""
    split_endless(draft, junk)
    join_broken(draft.blocks)
    drop_edges(draft, junk)
    mark_title(draft.blocks, junk)
    take_references(draft, junk)
    mark_sections(draft, junk)
    mark_infobox(draft, junk)
    mark_lines(draft, junk)
    mark_tables(draft.blocks)
    mark_headings(draft, junk)


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


def mark_title(blocks: list[RawBlock], junk: Junk) -> None:
    """The first line is the title if it is short and no sentence; a share button before it is none."""
    if any(block.kind == "title" for block in blocks):
        return
    first = next((b for b in blocks[:FEW] if not is_button(b.text, junk)), None)
    if first is None or len(blocks) < 2:
        return
    if first.kind == "heading" or (first.kind == "paragraph" and len(first.text) <= TITLE_MAX and not re.search(r"[.,;:]$", first.text)):
        first.kind = "title"


def is_button(text: str, junk: Junk) -> bool:
    """Whether a line is something to click on. "Explainer: Why dams break" may be a title."""
    reason = reason_of(text, junk)
    return in_menu(text, junk) or (reason not in (None, "credit") and junk.teaser.fullmatch(text) is None)


def mark_lines(draft: Draft, junk: Junk) -> None:
    """Leave out the lines that are no text, so that no heading stands before them; credits stay until they are read."""
    menu = not is_encyclopedic(draft)
    for block in draft.blocks:
        if block.reason is None and block.kind not in ("title", "infobox"):
            reason = reason_of(block.text, junk) or ("navigation" if menu and in_menu(block.text, junk) else None)
            block.reason = reason if reason != "credit" else None


def mark_headings(draft: Draft, junk: Junk) -> None:
    """Tell headings and captions from the other short lines that do not end as a sentence does."""
    encyclopedic = is_encyclopedic(draft)
    following: list[RawBlock] = []
    for block in reversed(draft.blocks[1:]):
        if block.reason is None:
            if block.kind == "paragraph":
                mark_line(block, following, junk, encyclopedic=encyclopedic)
            following = [block, *following[:2]]


def is_encyclopedic(draft: Draft) -> bool:
    """Whether a text has what articles of an encyclopedia have: entries that markers point to, or an infobox."""
    return len(draft.references) >= 3 or any(b.kind == "infobox" for b in draft.blocks) or sum(len(b.markers) for b in draft.blocks) >= 5


def mark_line(block: RawBlock, following: list[RawBlock], junk: Junk, *, encyclopedic: bool) -> None:
    """Make a line a heading or a caption, if it is one."""
    text = block.text.rstrip(":").strip()
    if YEAR.fullmatch(text) or CLOCK.fullmatch(text):
        block.kind, block.level = "heading", 3
    elif text.lower() in junk.headings and len(text) < 40:
        block.kind, block.level = "heading", 2
    elif ENDED.search(block.text) or not following:
        return
    elif PICTURED.search(text) or (encyclopedic and len(text.split()) >= CAPTION_WORDS):
        if len(text) <= CAPTION_MAX and not re.search(r"[a-z)\]][.!?] [A-Z]", text):
            block.kind = "caption"
    elif looks_like_heading(block, following) and (":" not in text or label_of(block, junk) is None):
        block.kind, block.level = "heading", 2


def looks_like_heading(block: RawBlock, following: list[RawBlock]) -> bool:
    """Whether a line is short, begins as a heading does, and has text below it."""
    short = len(block.text) <= HEADING_MAX and len(block.text.split()) <= HEADING_WORDS
    stacked = [b.kind for b in following[:2]] == ["heading", "heading"]  # three lines in a row are a list
    return (short and not stacked and re.match(r"[A-Z0-9“\"'À-Þ]", block.text) is not None and not block.markers and not block.links
            and (len(following[0].text) > 70 or following[0].kind in ("heading", "list", "caption", "table")))  # fmt: skip
