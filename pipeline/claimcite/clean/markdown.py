"""Markdown: headings, lists, quotes, links, pictures and emphasis; the rest is read as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcite.clean.inline import Draft, Inline, RawBlock
from claimcite.clean.lines import paragraphs
from claimcite.clean.plain import add_plain, line_block
from claimcite.config import Config
from claimcite.records import Dropped, Source
from claimcite.spans import MappedText

HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+")
QUOTE = re.compile(r" {0,3}>[ \t]?")
RULE = re.compile(r" {0,3}([-*_=])(?:[ \t]*\1){2,}[ \t]*")
#: A picture, a link (its address may be in angle brackets), a bare address in angle brackets, emphasis, code, an escape.
INLINE = re.compile(
    r"(?P<image>!\[(?P<alt>[^\[\]\n]{0,500})\]\([^()\n]{0,1000}\))"
    r"|(?P<link>\[(?P<label>[^\[\]\n]{1,500})\]\(<?(?P<url>[^()<>\s]{0,1000}(?:\([^()\s]{0,200}\))?[^()<>\s]{0,500})>?(?:\s\"[^\"\n]{0,300}\")?\))"
    r"|<(?P<bare>https?://[^<>\s]{1,1000})>"
    r"|(?P<mark>\*\*|__|(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\w*])|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)|`+|~~)"
    r"|\\(?P<escaped>[\\`*_{}\[\]()#+.!>-])"
)
LOOKS = re.compile(r"^#{1,6} \S|\]\((?:https?://|#|/)[^()\s]*\)|^[ \t]*\[[^\]\n]{1,200}\]:[ \t]*http|^> \S|\*\*[^*\n]{2,80}\*\*", re.MULTILINE)


def looks_like_markdown(raw: str) -> bool:
    """Whether at least two marks of Markdown stand in the text.

    >>> looks_like_markdown("# Flood\\n\\nBy [A. Roe](#)\\n")
    True
    >>> looks_like_markdown("The toll rose [5] to 12 * 2.")
    False
    """
    return sum(1 for _, _ in zip(LOOKS.finditer(raw), range(2), strict=False)) == 2


def clean_markdown(source: Source, config: Config) -> Draft:
    """Return a block for each paragraph, heading and item."""
    draft = Draft([])
    for start, end in paragraphs(source.raw):
        draft.blocks += line_blocks(source.raw, start, end, draft.dropped)
    return draft


def line_blocks(raw: str, start: int, end: int, lost: list[Dropped]) -> Iterator[RawBlock]:
    """Yield the block of one line, its block mark removed."""
    if RULE.fullmatch(raw, start, end) or parts_table(raw[start:end]):
        return
    heading, quote = HEADING.match(raw, start, end), QUOTE.match(raw, start, end)
    for block in line_block(raw, (heading or quote).end() if heading or quote else start, end, lost, add_markdown):  # type: ignore[union-attr]
        if heading:
            block.kind, block.level = "heading", len(heading[1])
        elif quote:
            block.kind = "quote"
        yield block


def parts_table(line: str) -> bool:
    """Whether a line only parts the header of a table from its rows.

    >>> parts_table("|---|:--:|"), parts_table("Deaths | 12"), parts_table("---")
    (True, False, False)
    """
    return "|" in line and "--" in line and not line.strip("|-: \t")


def add_markdown(line: Inline, piece: MappedText) -> None:
    """Add inline Markdown: marks are left out, links are noted, a picture leaves its description."""
    at = 0
    for match in INLINE.finditer(piece.text):
        add_plain(line, piece.slice(at, match.start()))
        start = line.length
        if match["link"]:
            add_markdown(line, piece.slice(*match.span("label")))
            if match["url"].startswith(("http://", "https://")):
                line.link(start, match["url"])
        elif match["image"]:
            line.add(piece.slice(*match.span("alt")))
        elif match["bare"]:
            line.add(piece.slice(*match.span("bare")))
            line.link(start, match["bare"])
        elif match["escaped"]:
            line.add(piece.slice(*match.span("escaped")))
        at = match.end()
    add_plain(line, piece.slice(at))
