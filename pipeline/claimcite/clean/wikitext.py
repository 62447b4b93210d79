"""Wikitext: scanned once into a tree whose parts know their place, then walked as a reader reads it."""

from __future__ import annotations

import html
import re

from claimcite.clean.inline import Draft, RawBlock
from claimcite.clean.wikiblocks import drop_reference_sections, take_printed_works
from claimcite.clean.wikireader import Reader
from claimcite.clean.wikirefs import Notes, unseen
from claimcite.clean.wikiscan import scan
from claimcite.config import Config
from claimcite.lexicon.wiki import load_wiki
from claimcite.records import Fact, Notice, Source
from claimcite.spans import MappedText, Span

#: What a dump of pages in XML escapes.
ESCAPED = re.compile(r"&(?:lt|gt|quot|amp);")
#: A page begins with its title in bold type: "'''Oru''' is a town", "The '''Lenn''' is …".
TITLE = re.compile(r"[\s'\"“(]*(?:(?:The|A|An|Der|Die|Das|Le|La|Les|L’|L'|El|Los|Las|Il|O|Os|As|De|Het)\s?)?'''\s*(?:\[\[(?:[^\[\]|\n]{1,100}\|)?)?([^'\n\[\]{}|]{2,100})")


def clean_wikitext(source: Source, config: Config) -> Draft:
    """Return the blocks and references of a page of wikitext.

    Takes a page as it is stored, or as a dump in XML escapes it. What is opened and never closed, or nested too deep, is kept as text,
    with a warning. Raises ``CleanError`` for a page with too many parts.
    """
    raw = source.raw
    escaped = "&lt;ref" in raw and "<ref" not in raw
    page = MappedText.of_raw(raw).sub(ESCAPED, lambda m: html.unescape(m.group())) if escaped else MappedText.of_raw(raw)
    found = scan(page.text, max_nodes=config.max_elements * 5)
    reader = Reader(page, load_wiki(), Notes(), unchanged=not escaped)
    reader.walk(found.root.nodes)
    reader.flush()
    unseen(reader, found.root)
    take_printed_works(reader.blocks, reader.notes.works)
    drop_reference_sections(reader.blocks)
    draft = Draft(reader.blocks, reader.notes.references())
    if found.unclosed:
        draft.warnings.append(Notice("unbalanced_wikitext", f"{found.unclosed} templates, tags or comments are opened and never closed"))
    if found.flattened:
        draft.warnings.append(Notice("too_deep", f"{found.flattened} templates, links or tables nested too deep were flattened"))
    draft.facts += title_of(reader.blocks, raw)
    return draft


def title_of(blocks: list[RawBlock], raw: str) -> list[Fact]:
    """Return the title: the source of a page does not hold it, but its first paragraph begins with it in bold type."""
    first = next((b for b in blocks if b.kind == "paragraph" and b.reason is None), None)
    place = first.content.raw_of(Span(0, len(first.content))) if first is not None else None
    match = TITLE.match(raw, raw.rfind("\n", 0, place.start) + 1, place.end) if place is not None else None
    return [Fact("title", match[1].strip(), "text", match[1].strip(), Span(*match.span(1)))] if match else []
