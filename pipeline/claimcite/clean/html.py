"""News and other HTML pages: trafilatura chooses which blocks are the body, the text comes from our own tree."""

from __future__ import annotations

import re

import trafilatura

from claimcite.clean.facts import page_facts
from claimcite.clean.flow import Walk, no_marker, words
from claimcite.clean.inline import Draft, RawBlock
from claimcite.clean.tree import Element, scan
from claimcite.config import Config
from claimcite.records import DropReason, Notice, Source

#: lxml, and so trafilatura, loses the text of deeper pages without an exception.
LXML_DEPTH = 250
#: trafilatura takes over 25 s for 100,000 paragraphs.
TRAFILATURA_ELEMENTS = 60_000
#: What the class or id of an element says about the text in it.
CONTEXT: tuple[tuple[DropReason, re.Pattern[str]], ...] = (
    ("comment_form", re.compile(r"\b(comments?-(?!count)|comments?\b|respond|reply-|disqus|livefyre)")),
    ("share", re.compile(r"\b(share|sharing|social|sharedaddy|follow-us|addtoany)")),
    ("related", re.compile(r"\b(related|read-?more|also-read|recommended|more-from|most-(read|popular)|trending|teaser|promo|see-also|up-next|outbrain|taboola)")),
    ("advert", re.compile(r"\b(advert|ad-slot|adsbox|sponsor|newsletter|subscribe|signup|sign-up|paywall|cookie|consent|gdpr|donat)")),
    ("navigation", re.compile(r"\b(nav|navbar|navigation|menu|breadcrumbs?|sidebar|pagination|site-(header|footer)|masthead|skip-link|topics|tags|tag-list)\b")),
)  # fmt: skip
TAGS: dict[str, DropReason] = {"nav": "navigation", "footer": "navigation", "aside": "related", "form": "comment_form", "menu": "navigation"}


def clean_html(source: Source, config: Config) -> Draft:
    """Return the blocks of a page, those outside its body with a reason, and what its markup says about it.

    Raises ``CleanError`` for a page with too many elements.
    """
    found = scan(source.raw, max_depth=config.max_depth, max_elements=config.max_elements)
    walk = Walk(source.raw, judge, no_marker)
    walk.element(found.root, "paragraph", 0, None, "")
    walk.flush("paragraph", 0, None, "")
    warnings = []
    if found.flattened:
        warnings.append(Notice("too_deep", f"{found.flattened} elements nested deeper than {config.max_depth} were flattened"))
    if found.depth < LXML_DEPTH and walk_count(found.root) < TRAFILATURA_ELEMENTS:
        body = choose(source.raw)
        if not mark_body(walk.blocks, body):
            by_tags(walk.blocks)
    else:
        warnings.append(Notice("body_by_tags", "the page is too deep or too large for trafilatura: its body was chosen by tags alone"))
        by_tags(walk.blocks)
    return Draft(walk.blocks, facts=page_facts(source.raw), warnings=warnings)


def walk_count(root: Element) -> int:
    """Return the number of elements."""
    return sum(1 for _ in root.walk())


def judge(element: Element) -> DropReason | None:
    """Return why the text of an element is no body text, by its tag, class and id."""
    if element.tag in TAGS:
        return TAGS[element.tag]
    if element.tag in ("body", "html", "article", "main", "p", "#root") or not element.attributes:
        return None
    name = words(element)
    return next((reason for reason, pattern in CONTEXT if pattern.search(name)), None) if name else None


def choose(raw: str) -> list[str]:
    """Return the lines that trafilatura takes for body text."""
    text = trafilatura.extract(raw, fast=True, favor_precision=True, include_comments=False, include_tables=True, deduplicate=False)
    return [re.sub(r"^[-|]\s|\s?\|$", "", line.strip()) for line in (text or "").split("\n") if line.strip()]


def squeezed(text: str) -> str:
    """Return the text without white space, for comparison."""
    return "".join(text.split())


def mark_body(blocks: list[RawBlock], lines: list[str]) -> bool:
    """Give a reason to each block that is not among ``lines``; False where hardly any block is.

    Blocks and lines stand in the same order; a third of the lines of a page stand on it more than once, so each line is looked
    for behind the one before.
    """
    joined = "".join(squeezed(line) for line in lines)
    whole = {squeezed(line) for line in lines}
    cursor, kept = 0, 0
    for block in blocks:
        text = squeezed(block.text)
        at = joined.find(text, cursor) if len(text) >= 25 or text in whole else -1
        if at < 0 and len(text) >= 80:
            at = next((k for k in (joined.find(text[:60], cursor), joined.find(text[-60:], cursor)) if k >= 0), -1)
        if at >= 0 and (at - cursor < 4000 or len(text) >= 60):
            cursor = at + min(len(text), 60)
            block.reason = None
            kept += len(text)
        elif block.reason is None:
            block.reason = "navigation"
    if kept < 0.5 * len(joined) or kept < 100:
        return False
    keep_captions(blocks)
    return True


def keep_captions(blocks: list[RawBlock]) -> None:
    """Take back captions and headings that stand between two blocks of the body."""
    body = [i for i, block in enumerate(blocks) if block.reason is None]
    for i in range(body[0], body[-1]) if body else ():
        if blocks[i].reason == "navigation" and blocks[i].kind == "caption":
            blocks[i].reason = None


def by_tags(blocks: list[RawBlock]) -> None:
    """Where trafilatura finds no body: paragraphs of some length that no tag or class speaks against."""
    for block in blocks:
        if block.reason is None and block.kind in ("paragraph", "list") and len(block.text) < 40 and not re.search(r"[.!?]$", block.text):
            block.reason = "navigation"
