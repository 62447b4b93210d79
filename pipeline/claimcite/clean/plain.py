"""Plain text: flattened pages, copied stories, mash-ups. Lines and empty lines are all the structure that there is."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator

from claimcite.clean.inline import Draft, Inline, RawBlock
from claimcite.config import Config
from claimcite.records import Source
from claimcite.spans import MappedText, Span

#: Tags that a scraper left in text: whole, or cut off at the end of the line: '<img class = "caas-img has preview" alt = …'.
LEFT_OVER = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,15}(?:\s[^<>\n]{0,800})?/?>|<(?:img|a|div|span|iframe|figure)\s[^<>\n]{1,2000}$", re.MULTILINE)
#: Shortcodes of templates: "[do_widget_area inner_adsbar]", "[/caption]".
SHORTCODE = re.compile(r"\[/?[a-z]+_[a-z_]+(?:\s[^\[\]\n]{0,200})?\]|\[/?(?:caption|embed|gallery|adsense|youtube|video)(?:\s[^\[\]\n]{0,200})?\]")
MARKER = re.compile(r"\[(?:(?:note|nb|n|lower-alpha)\s?)?(?:\d{1,3}|[a-z])\]|\[citation needed\]|\[\d{1,3}(?:\s?[,–-]\s?\d{1,3}){1,8}\]", re.IGNORECASE)
BULLET = re.compile(r"\s*(?:[-*•·–]|\(?\d{1,2}[.)])\s+(?=\S)")
WRAP_MIN, WRAP_SLACK = 55, 22


def clean_plain(source: Source, config: Config) -> Draft:
    """Return a block for each line, or for each paragraph where lines are wrapped."""
    return Draft([block for start, end in paragraphs(source.raw) for block in line_block(source.raw, start, end)])


def paragraphs(raw: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of lines, wrapped ones joined to a paragraph.

    >>> raw = "Head\\n\\nOne line.\\nAnother line.\\n"
    >>> [raw[a:b] for a, b in paragraphs(raw)]
    ['Head', 'One line.', 'Another line.']
    """
    for chunk in re.finditer(r"[^\r\n]+(?:\r?\n[^\S\r\n]*[^\s][^\r\n]*)*", raw):
        lines = [(chunk.start() + m.start(), chunk.start() + m.end()) for m in re.finditer(r"[^\r\n]+", chunk.group())]
        lengths = [end - start for start, end in lines[:-1]]
        even = lengths and min(lengths) >= WRAP_MIN and max(lengths) - min(lengths) <= WRAP_SLACK and max(lengths) <= 110
        if even and any(not raw[start:end].rstrip().endswith((".", "!", "?", ":", '"', "”")) for start, end in lines[:-1]):
            yield lines[0][0], lines[-1][1]
        else:
            yield from lines


def line_block(raw: str, start: int, end: int, read: Callable[[Inline, MappedText], None] | None = None) -> Iterator[RawBlock]:
    """Yield the block of one line, or nothing for an empty one."""
    bullet = BULLET.match(raw, start, end)
    line = Inline()
    piece = MappedText.of_raw(raw, bullet.end() if bullet else start, end)
    (read or add_plain)(line, piece)
    block = line.block("list" if bullet else "paragraph")
    block.context = bullet.group().strip() if bullet else ""
    if block.text:
        yield block


def add_plain(line: Inline, piece: MappedText) -> None:
    """Add plain text: left-over tags and shortcodes become a space, markers are noted."""
    if "<" in piece.text:
        piece = piece.sub(LEFT_OVER, " ")
    if "_" in piece.text or "[" in piece.text:
        piece = piece.sub(SHORTCODE, " ")
    at = 0
    for match in MARKER.finditer(piece.text):
        line.add(piece.slice(at, match.start()))
        line.mark(piece.slice(*match.span()), match.group()[1:-1])
        at = match.end()
    line.add(piece.slice(at))


def split_block(block: RawBlock, cuts: list[int]) -> list[RawBlock]:
    """Cut a block at offsets of its text; markers and links go with their part."""
    edges = [0, *cuts, len(block.text)]
    parts = []
    for part, (start, end) in enumerate(itertools.pairwise(edges)):
        content = block.content.slice(start, end)
        lead = len(content.text) - len(content.text.lstrip())
        content, origin = content.stripped(), start + lead
        whole = Span(origin, origin + len(content))
        parts.append(RawBlock(block.kind, content, block.level, None,
                              [(s.shifted(-origin), key) for s, key in block.markers if whole.covers(s)],
                              [(s.shifted(-origin), url) for s, url in block.links if whole.covers(s)], block.reason, block.context, part))  # fmt: skip
    return [part for part in parts if part.text]
