"""Source to clean text that still knows where it came from.

Add a markup: a module with a cleaner that returns a ``Draft``, and one line in ``CLEANERS``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from claimcite.clean.aggregate import is_headline, signs_of_aggregate
from claimcite.clean.detect import detect
from claimcite.clean.header import read_header
from claimcite.clean.html import clean_html
from claimcite.clean.inline import Draft, RawBlock
from claimcite.clean.junk import mark_junk, trim_credits
from claimcite.clean.language import languages
from claimcite.clean.markdown import clean_markdown
from claimcite.clean.mediawiki import clean_mediawiki
from claimcite.clean.plain import clean_plain
from claimcite.clean.repeated import mark_repeated, mark_wordless
from claimcite.clean.sections import drop_sections
from claimcite.clean.structure import structure
from claimcite.clean.wikitext import clean_wikitext
from claimcite.config import Config
from claimcite.errors import CleanError
from claimcite.lexicon import Lexicon
from claimcite.records import Block, Cleaned, Dropped, Fact, Link, MarkerSpan, Markup, Notice, Source
from claimcite.spans import MappedText, Span

__all__ = ["CLEANERS", "clean", "is_headline"]

CLEANERS: dict[Markup, Callable[[Source, Config], Draft]] = {
    "html": clean_html,
    "mediawiki": clean_mediawiki,
    "wikitext": clean_wikitext,
    "markdown": clean_markdown,
    "plain": clean_plain,
}
#: Markups whose structure is known from the markup alone.
STRUCTURED: frozenset[Markup] = frozenset({"html", "mediawiki", "wikitext"})
BETWEEN_BLOCKS = "\n"
#: So many signs make an aggregate.
SIGNS_MIN = 2
#: What has no place in the raw input comes last.
AT_END = Span(sys.maxsize, sys.maxsize)


def clean(source: Source, lexicon: Lexicon, config: Config) -> Cleaned:
    """Turn a source into clean text: body blocks in order, references apart, all else dropped with a reason.

    Raises ``CleanError`` for a document that is too large to process.
    """
    markup = detect(source)
    draft = CLEANERS[markup](source, config)
    if markup in STRUCTURED:
        drop_sections(draft, lexicon.junk)
    else:
        structure(draft, lexicon.junk)
    title = title_of(draft, source)
    read_header(draft, lexicon.outlets)
    trim_credits(draft)
    cut = mark_junk(draft, lexicon.junk, title)
    size = sum(len(block.text) for block in draft.blocks if block.reason is None)
    if size > config.max_characters:
        raise CleanError("too_large", f"more than {config.max_characters} characters of text", limit=config.max_characters)
    mark_wordless(draft.blocks)
    if cut < 2:  # in a mash-up a sentence that stands twice is two statements, and a sign of what it is
        mark_repeated(draft.blocks)
    return assemble(draft, markup, title, cut, config)


def title_of(draft: Draft, source: Source) -> str | None:
    """Return the title: as given, as the markup says, else the first line that looks like one."""
    given = source.given.title or next((fact.value for fact in draft.facts if fact.field == "title"), None)
    if given:
        return given
    kept = [b for b in draft.blocks if b.reason is None]
    block = next((b for b in kept if b.kind == "title"), None) or next((b for b in kept if b.kind == "heading"), None)
    if block is None or (block.kind == "heading" and block.level > 1):
        return None
    draft.facts.append(Fact("title", block.text, "text", block.text[:200], block.content.raw_of(Span(0, len(block.content)))))
    block.kind = "title"
    return block.text


def assemble(draft: Draft, markup: Markup, title: str | None, cut: int, config: Config) -> Cleaned:
    """Put the kept blocks together, one a line."""
    parts: list[MappedText] = []
    blocks: list[Block] = []
    markers: list[MarkerSpan] = []
    links: list[Link] = []
    dropped: list[Dropped] = list(draft.dropped)
    at = 0
    for raw_block in draft.blocks:
        if raw_block.reason is not None or not raw_block.text.strip():
            whole = raw_block.content.raw_of(Span(0, len(raw_block.content)))
            if raw_block.reason is not None:
                dropped.append(Dropped(whole, raw_block.reason, raw_block.text[:200]))
            continue
        if parts:
            parts.append(MappedText.generated(BETWEEN_BLOCKS))
            at += len(BETWEEN_BLOCKS)
        raw_block.content = trimmed(raw_block)
        span = Span(at, at + len(raw_block.content))
        label = Span(at, at + raw_block.label) if raw_block.label else None
        cells = tuple(Span(s.start + at, min(s.end, len(raw_block.content)) + at) for s in raw_block.cells)
        blocks.append(Block(raw_block.kind, span, raw_block.level, label, cells))
        markers += [MarkerSpan(s.shifted(at), s.of(raw_block.text), key) for s, key in raw_block.markers if s.end <= len(raw_block.content)]
        links += [Link(s.shifted(at), url) for s, url in raw_block.links if s.end <= len(raw_block.content)]
        parts.append(raw_block.content)
        at = span.end
    mapped = MappedText.joined(parts)
    spoken, main = languages(mapped.text, tuple(blocks))
    signs = () if markup in STRUCTURED else signs_of_aggregate(mapped.text, blocks, spoken, cut=cut, facts=draft.facts)
    if len(signs) >= SIGNS_MIN:
        draft.warnings.append(Notice("aggregate", "unrelated stories in one text: " + "; ".join(signs)))
    dropped.sort(key=lambda row: row.raw or AT_END)
    return Cleaned(markup, mapped, tuple(blocks), tuple(markers), tuple(links), tuple(draft.references), tuple(draft.facts), tuple(dropped),
                   tuple(draft.warnings), signs, spoken, main)  # fmt: skip


def trimmed(block: RawBlock) -> MappedText:
    """Return a block's text without white space at its end (its front is trimmed when it is built)."""
    return block.content.slice(0, len(block.content.text.rstrip()))
