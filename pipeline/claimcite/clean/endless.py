"""Pages that lost all their line breaks: their reference list, headings and contents are found inside one endless line."""

from __future__ import annotations

import re

from claimcite.clean.inline import Draft, RawBlock
from claimcite.clean.plain import split_block
from claimcite.lexicon import Junk

ENDLESS = 300
#: What stands before an entry in a running list: " 12. ^ a b ", " 12. ", " [12] ", " ^ ".
ENTRY = re.compile(r"(?<=\s)(?:(?P<number>\d{1,4})\.(?:\s?[\^↑])?|\[\s?(?P<label>\d{1,4})\s?\]|[\^↑])(?=\s)")
EDITED = re.compile(r"(?<=[.!?\])”\"] )(?P<heading>[A-ZÀ-Þ0-9][^.!?\[\]]{1,80}?)\s?(?=\[\s?edit\s?\])")


def split_endless(draft: Draft, junk: Junk) -> None:
    """Cut a block of more than a screen where a reference list begins in it, and into its entries."""
    kept: list[RawBlock] = []
    for block in draft.blocks:
        kept += split_list(block, junk) if len(block.text) >= ENDLESS else [block]
    draft.blocks = kept


def split_list(block: RawBlock, junk: Junk) -> list[RawBlock]:
    """Cut a block at its reference list and at each of its entries; return it whole where there is none."""
    text = block.text
    for heading in reversed(list(list_headings(junk).finditer(text))):
        starts = entry_starts(text, heading.end())
        if len(starts) >= 2:
            tail = tails(junk).search(text, starts[-1])
            cuts = [heading.start(), *starts, *([tail.start(), tail.end()] if tail else [])]
            parts = split_block(block, sorted({cut for cut in cuts if 0 < cut < len(text)}))
            for part in parts:
                part.context = ""
            return parts
    return [block]


def list_headings(junk: Junk) -> re.Pattern[str]:
    """Return the pattern of a reference list's heading inside a line, an entry behind it."""
    names = "|".join(re.escape(name.title()) + "|" + re.escape(name.capitalize()) for name, reason in junk.headings.items() if reason == "reference_list")
    return re.compile(rf"(?:^|(?<=\s))(?:{names}):?(?=\s(?:1\.|\[\s?1\s?\]|[\^↑])\s)")


def tails(junk: Junk) -> re.Pattern[str]:
    """Return the pattern of a heading that may follow a reference list in a line."""
    names = "|".join(re.escape(name.capitalize()) for name, reason in junk.headings.items() if reason in ("related", "reference_list") and " " in name)
    return re.compile(rf"(?<=[.)] )(?:{names})(?=\s[A-Z])")


def entry_starts(text: str, at: int) -> list[int]:
    """Return where the entries of a running list begin: numbers that count from one, or carets.

    >>> entry_starts("References 1. Dam, 4. May 2. Rain 3. ^ Toll", 10)
    [11, 26, 34]
    >>> entry_starts("It rose by 12. Then it fell.", 0)
    []
    """
    starts: list[int] = []
    expected = 1
    for match in ENTRY.finditer(text, at):
        number = match["number"] or match["label"]
        if number is None or int(number) == expected:
            starts.append(match.start())
            expected += 1
    return starts
