"""Navigation around the body of a news page that was flattened whole: short lines that are no sentences, many together.

The body is the stretch with most running text. Before it stand the title, the byline and the date; what else is short there, and
behind it, is left out where it is much: a list of the story is shorter, or its lines tell something.
"""

from __future__ import annotations

import re
from collections import Counter

from claimcite.clean.boxes import box_rows, is_prose
from claimcite.clean.inline import Draft, RawBlock
from claimcite.clean.junk import in_menu, reason_of
from claimcite.lexicon import Junk
from claimcite.records import Dropped
from claimcite.spans import Span

#: Fewer lines may be a list of the story.
MENU_MIN = 8
#: So many lines of a menu behind the body are known for that.
KNOWN = 0.1
LABEL_MAX, LABEL_WORDS, TITLE_WORDS = 110, 16, 4
#: So many lines may stand between two paragraphs of one body: pictures, links, an advertisement.
GAP = 6
#: The title is among so many lines before the body.
HEAD = 12
#: A sentence in a list of headlines ends so too: "Is the dam safe?"
ENDED = re.compile(r"[.…:][\"”’')\]]*$")
#: "Ann Roe, 34", "Oru – Pela 3:1", "Lenn: second time": a line of a list that says something.
TELLS = re.compile(r"\d|\S: \S|\s(?:--|–|—)\s")
#: A byline or a date: "By Ann Roe", "Published 4 May 2026, 10:15 GMT", "Nov. 20, 2019".
HEADER = re.compile(
    r"(?:(?i:by|written by|reported by|story by)[:\s]\s?[A-ZÀ-Þ]"
    r"|.{0,40}\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d"
    r"|.{0,40}\b\d{1,2}(?:st|nd|rd|th)? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?,? (?:19|20)\d\d|.{0,20}\b(?:19|20)\d\d-\d\d-\d\d)"
)
#: Words that a title shares with its story.
WORD = re.compile(r"[^\W\d_]{4,}")


def drop_edges(draft: Draft, junk: Junk) -> None:
    """Take the menus before the body and behind it out of a text; the title, byline and date stay.

    Pages of an encyclopedia are left alone: rows of an infobox look like menus.
    """
    blocks = draft.blocks
    first, last = body_of(blocks)
    if first == last or sum(len(b.markers) for b in blocks) >= 5 or box_rows(blocks[:first], junk):
        return
    away = menu(blocks, range(first), junk)
    if away:
        title = title_of(blocks, (first, last), junk)
        away -= {i for i in range(first) if is_header(blocks[i])}
        if title is not None:
            blocks[title].kind = "title"
            away = (away | {i for i in range(title) if not is_prose(blocks[i].text)}) - {title}
    behind = menu(blocks, range(last + 1, len(blocks)), junk)
    if sum(reason_of(blocks[i].text, junk) is not None or in_menu(blocks[i].text, junk) for i in behind) >= max(2, KNOWN * len(behind)):
        away |= behind
    draft.dropped += [dropped(blocks[i], junk) for i in sorted(away)]
    draft.blocks = [block for i, block in enumerate(blocks) if i not in away]


def body_of(blocks: list[RawBlock]) -> tuple[int, int]:
    """Return where the body begins and ends: the first and last paragraph of the stretches that hold most running text.

    A paragraph alone is no body: ``(0, 0)``.
    """
    stretches: list[list[int]] = []
    for i, block in enumerate(blocks):
        if is_prose(block.text):
            if stretches and i - stretches[-1][-1] <= GAP:
                stretches[-1].append(i)
            else:
                stretches.append([i])
    sizes = [sum(len(blocks[i].text) for i in stretch) for stretch in stretches]
    large = [stretch for stretch, size in zip(stretches, sizes, strict=True) if size >= 0.3 * max(sizes)]
    return (large[0][0], large[-1][-1]) if large else (0, 0)


def menu(blocks: list[RawBlock], where: range, junk: Junk) -> set[int]:
    """Return the lines of a menu among ``where``; none where they are few. Lines side by side that tell something stay."""
    lines = {i for i in where if is_label(blocks[i], junk)}
    telling = {i for i in lines if TELLS.search(blocks[i].text) is not None and reason_of(blocks[i].text, junk) is None}
    lines -= {i for i in telling if {i - 1, i + 1} <= telling or {i - 2, i - 1} <= telling or {i + 1, i + 2} <= telling}
    return lines if len(lines) >= MENU_MIN else set()


def is_label(block: RawBlock, junk: Junk) -> bool:
    """Whether a line may be an entry of a menu or a headline of another story; a line of ``junk.toml`` always may."""
    text = block.text
    if len(text) > LABEL_MAX or len(text.split()) > LABEL_WORDS or block.markers or len(block.cells) > 1:
        return False
    return ENDED.search(text) is None or reason_of(text, junk) is not None


def is_header(block: RawBlock) -> bool:
    """Whether a line is a byline or a date."""
    return len(block.text) <= LABEL_MAX and HEADER.match(block.text) is not None


def title_of(blocks: list[RawBlock], body: tuple[int, int], junk: Junk) -> int | None:
    """Return which line before the body is the title: most of its words stand in the body; one that stands twice is preferred.

    Of equals the first is taken: behind the title stand a standfirst, captions and headlines that say the same.
    """
    known = Counter(word for block in blocks[body[0] : body[1] + 1] for word in set(WORD.findall(block.text.lower())))
    doubled = Counter(block.text for block in blocks)
    best, best_rank = None, 0.5
    for i in range(body[0]):
        words = WORD.findall(blocks[i].text.lower())
        shared = sum(word in known for word in words)
        if shared >= 2 and is_title(blocks[i]) and reason_of(blocks[i].text, junk) is None:
            rank = round(3 * shared / len(words)) / 3 + 0.3 * (doubled[blocks[i].text] > 1)
            if rank > best_rank:
                best, best_rank = i, rank
    return best


def is_title(block: RawBlock) -> bool:
    """Whether a line may be a title."""
    text = block.text
    return len(text.split()) > TITLE_WORDS and len(text) <= 220 and not is_header(block) and not is_prose(text) and ENDED.search(text) is None


def dropped(block: RawBlock, junk: Junk) -> Dropped:
    """Return a block as it is kept among what was left out."""
    return Dropped(block.content.raw_of(Span(0, len(block.content))), reason_of(block.text, junk) or "navigation", block.text[:200])
