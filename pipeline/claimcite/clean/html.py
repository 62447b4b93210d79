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
    ("share", re.compile(r"\b(share|sharing|soc|social|sharedaddy|follow-us|addtoany)")),
    ("related", re.compile(r"\b(related|read-?more|also-read|recommended|more-from|most-(read|popular)|trending|teaser|promo|more\b(?!-)|see-also|up-next|outbrain|taboola)")),
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

    A third of the lines of a page stand on it more than once, in teasers and lists of links: of equal blocks, those nearest to the
    midst of the body are taken, as many as the body has.
    """
    joined = "".join(squeezed(line) for line in lines)
    whole = {squeezed(line) for line in lines}
    places: dict[str, list[int]] = {}
    for i, block in enumerate(blocks):
        text = squeezed(block.text)
        found = text in joined if len(text) >= 25 else text in whole
        if found or (len(text) >= 80 and (text[:60] in joined or text[-60:] in joined)):
            places.setdefault(text, []).append(i)
    sure = sorted(i for same in places.values() if len(same) == 1 for i in same)
    middle = sure[len(sure) // 2] if sure else 0
    body: set[int] = set()
    for text, same in places.items():
        body.update(sorted(same, key=lambda i: abs(i - middle))[: max(1, joined.count(text))])
    kept = sum(len(squeezed(blocks[i].text)) for i in body)
    if kept < 0.5 * len(joined) or kept < 100:
        return False
    for i, block in enumerate(blocks):
        block.reason = None if i in body else block.reason or "navigation"
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
