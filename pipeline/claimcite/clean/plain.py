"""Plain text: flattened pages, copied stories, mash-ups. Lines and empty lines are all the structure that there is."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence

from claimcite.clean.inline import Draft, Inline, RawBlock
from claimcite.clean.lines import paragraphs
from claimcite.clean.mend import EDITED, mended
from claimcite.config import Config
from claimcite.records import Dropped, Source
from claimcite.spans import MappedText, Span

BULLET = re.compile(r"\s*(?:[-*•·–▪◦●]|\(?\d{1,3}[.)])\s+(?=\S)")
#: Names of the series of notes: "[note 2]", "[n 1]", "[lower-alpha 3]".
SERIES = r"(?:note|nb|n|lower-alpha|upper-alpha|lower-roman|lower-greek|upper-roman|fn|ref|efn)"
#: What editors ask for: "[citation needed]", "[who?]", "[by whom?]".
ASKED = r"citation needed|(?:(?:better )?source|page|clarification|verification|quotation|full citation|additional citation\(s\)) needed|failed verification|(?:by )?(?:whom|who)\?|when\?|where\?|dubious(?: – discuss)?|original research\?|not in citation given|unreliable source\??"
NUMBERS = r"\d{1,4}(?:\s?[,;–—-]\s?\d{1,4}){0,12}"
MARKER = re.compile(
    rf"\[\s?(?P<key>{SERIES}\s{{0,3}}\d{{1,3}}|{NUMBERS}|[a-z]{{1,2}}|{ASKED})\s?\](?P<page>:[\u2009\u200a ]?(?:pp?\.\s?)?\d{{1,4}}(?:[–,-]\s?\d{{1,4}}){{0,4}}(?!\d))?"
    r"|(?P<raised>(?<=[a-z.!?,;:)\]\"”’»])(?<!\b[a-z])(?<!\b[kcmdnf][mt])(?<!\bmi)(?<!\bin)[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?![⁰¹²³⁴⁵⁶⁷⁸⁹\w])|(?<=[⁰¹²³⁴⁵⁶⁷⁸⁹] )[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?![⁰¹²³⁴⁵⁶⁷⁸⁹\w]))",
    re.IGNORECASE,
)
DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
#: A line break that stood before a full stop or behind a bracket: the text was taken node by node.
BREAK = re.compile(r"\s*\n\s*(?=[,.;:!?)\]’”%])|(?<=[(\[“])\s*\n\s*")
#: Edges of cells in a row that was printed as text.
CELL = re.compile(r"\t+| ?\| |(?<=\S)(?<![.!?:]) {3,}(?=\S)")
CELLS_MAX = 40


def clean_plain(source: Source, config: Config) -> Draft:
    """Return a block for each line, or for each paragraph where lines are broken.

    ``structure.structure`` says later what each block is; the lexicons are not needed here.
    """
    draft = Draft([])
    for start, end in paragraphs(source.raw):
        draft.blocks += line_block(source.raw, start, end, draft.dropped)
    return draft


def line_block(raw: str, start: int, end: int, lost: list[Dropped], read: Callable[[Inline, MappedText], None] | None = None) -> Iterator[RawBlock]:
    """Yield the block of one line, or nothing for an empty one; left-over tags go to ``lost``."""
    bullet = BULLET.match(raw, start, end)
    line = Inline()
    cells: list[Span] = []
    piece = mended(MappedText.of_raw(raw, bullet.end() if bullet else start, end), lost)
    if "\n" in piece.text:
        piece = piece.sub(BREAK, "")
    for part in cells_of(piece):
        start = line.length
        (read or add_plain)(line, part)
        if CELL.fullmatch(part.text) is None:
            cells.append(Span(start, line.length))
    block = line.block("list" if bullet else "paragraph")
    block.context = bullet.group().strip() if bullet else ""
    block.cells = cells if len(cells) > 1 else []
    if not bullet and end - start <= 160 and EDITED.search(raw, start, end):
        block.kind, block.level = "heading", 2
    if block.text:
        yield block


def cells_of(piece: MappedText) -> list[MappedText]:
    """Return the cells of a row that was printed as text, and what parts them; or the line as one.

    >>> [cell.text for cell in cells_of(MappedText.of_raw("| Oru\\t49 |"))]
    ['Oru', '\\t', '49']
    >>> len(cells_of(MappedText.of_raw("Two men fled.   Nobody knows where.")))
    1
    """
    if "\t" not in piece.text and "| " not in piece.text and "   " not in piece.text:
        return [piece]
    whole = piece.stripped().stripped("|").stripped()
    edges = [0, *(at for match in CELL.finditer(whole.text) for at in match.span()), len(whole.text)]
    return [whole.slice(a, b) for a, b in itertools.pairwise(edges) if b > a] if 2 < len(edges) <= 2 * CELLS_MAX else [piece]


def add_plain(line: Inline, piece: MappedText) -> None:
    """Add plain text; citation markers are noted."""
    at = 0
    for match in MARKER.finditer(piece.text):
        line.add(piece.slice(at, match.start()))
        line.mark(piece.slice(*match.span()), key_of(match))
        at = match.end()
    line.add(piece.slice(at))


def key_of(match: re.Match[str]) -> str:
    """Return the key that a printed marker names: "5", "note 2", "a".

    >>> key_of(MARKER.search("It fell.[ Note  2 ]")), key_of(MARKER.search("It fell.¹² Then")), key_of(MARKER.search("[5, 6]:45"))
    ('note 2', '12', '5, 6')
    >>> MARKER.search("an area of 12 m², [sic] or [...]") is None
    True
    """
    if match["raised"]:
        return match["raised"].translate(DIGITS)
    return re.sub(r"(?<=[a-z])(?=\d)", " ", " ".join(match["key"].lower().split()))


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


def merged(parts: Sequence[RawBlock]) -> RawBlock:
    """Make one block of several, a space between them; markers and links go with them.

    >>> merged([RawBlock("list", MappedText.of_raw("A fire")), RawBlock("paragraph", MappedText.of_raw("broke out."))]).text
    'A fire broke out.'
    >>> merged([RawBlock("list", MappedText.of_raw("A fire"))]).text
    'A fire'
    """
    whole, contents, at = parts[0], [parts[0].content], len(parts[0].content)
    for part in parts[1:]:
        contents += [MappedText.generated(" "), part.content]
        whole.markers += [(s.shifted(at + 1), key) for s, key in part.markers]
        whole.links += [(s.shifted(at + 1), url) for s, url in part.links]
        at += 1 + len(part.content)
    whole.content = MappedText.joined(contents)
    return whole
