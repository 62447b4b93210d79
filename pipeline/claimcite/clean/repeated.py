"""Sentences that stand twice on a page: a teaser that is the lead, a pull quote, a summary cut off with "…"; and lines without a word."""

from __future__ import annotations

import re
from collections import defaultdict

from claimcite.clean.boxes import SENTENCE_END
from claimcite.clean.inline import RawBlock

#: Shorter lines may be alike by chance: "No one was hurt."
LONG, HEAD = 60, 40
RUNNING = frozenset({"paragraph", "quote"})
CUT_OFF = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])$")
LETTER, WORD = re.compile(r"[^\W\d_]"), re.compile(r"[^\W_]")


def mark_repeated(blocks: list[RawBlock]) -> None:
    """Give the reason "repeated" to sentences of some length that stand elsewhere too, whole or cut off.

    Of equal lines the one that has running text beside it stays, else the first. A caption that says the same as the lead stays: it
    says so of a picture.
    """
    kept = [block for block in blocks if block.reason is None]
    alike: defaultdict[str, list[int]] = defaultdict(list)
    for i, block in enumerate(kept):
        if block.kind in RUNNING and len(block.text) >= LONG and SENTENCE_END.search(block.text):
            alike[folded(block.text)[:HEAD]].append(i)
    for places in alike.values():
        if len(places) > 1:
            mark_alike(kept, places)


def mark_alike(kept: list[RawBlock], places: list[int]) -> None:
    """Mark the repeats among lines that begin alike."""
    texts = {i: folded(CUT_OFF.sub("", kept[i].text)) for i in places}
    whole: dict[str, int] = {}
    for i in sorted(places, key=lambda i: (-len(texts[i]), not beside_text(kept, i), i)):
        text = texts[i]
        if text in whole or (CUT_OFF.search(kept[i].text) and any(longer.startswith(text) for longer in list(whole)[:50])):
            kept[i].reason = "repeated"
        else:
            whole[text] = i


def beside_text(kept: list[RawBlock], i: int) -> bool:
    """Whether running text stands before or behind a line."""
    near = [kept[n] for n in (i - 1, i + 1) if 0 <= n < len(kept)]
    return any(block.kind == "paragraph" and len(block.text) >= LONG and block.text != kept[i].text for block in near)


def mark_wordless(blocks: list[RawBlock]) -> None:
    """Leave out the lines without a letter or figure ("* * *", "——"); and all of a page that has figures alone."""
    kept = [block for block in blocks if block.reason is None]
    said = any(LETTER.search(block.text) for block in kept)
    for block in kept:
        if not said or (block.kind not in ("infobox", "table") and WORD.search(block.text) is None):
            block.reason = "navigation"


def folded(text: str) -> str:
    """Return a line as it is compared: case and punctuation do not count.

    >>> folded("“Nobody came,” she said.") == folded('"Nobody came", she said')
    True
    >>> folded("Nine died.") == folded("Ten died.")
    False
    """
    return " ".join(re.findall(r"\w+", text.casefold()))
