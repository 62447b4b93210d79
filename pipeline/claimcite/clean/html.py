"""News and other HTML pages: trafilatura chooses which blocks are the body, the text comes from our own tree."""

from __future__ import annotations

import re
from collections import Counter

import trafilatura

from claimcite.clean.facts import page_facts
from claimcite.clean.flow import Place, Walk, no_marker, words
from claimcite.clean.inline import Draft, RawBlock
from claimcite.clean.tree import Element, scan
from claimcite.config import Config
from claimcite.records import DropReason, Notice, Source

#: lxml, and so trafilatura, loses the text of deeper pages without an exception.
LXML_DEPTH = 250
#: trafilatura takes over 25 s for 100,000 paragraphs, 15 s for 50,000 cells.
TRAFILATURA_ELEMENTS = 25_000
#: lxml's time grows with the square of the attributes of one tag: 200,000 take over 60 s.
LXML_ATTRIBUTES = 2_000
#: What the class or id of an element says about the text in it.
CONTEXT: tuple[tuple[DropReason, re.Pattern[str]], ...] = (
    ("comment_form", re.compile(r"\b(comments?-(?!count)|comments?\b|respond|reply-|disqus|livefyre)")),
    ("share", re.compile(r"\b(share|sharing|soc|social|sharedaddy|follow-us|addtoany)")),
    ("related", re.compile(r"\b(related|read-?more|also-read|recommended|more-from|most-(read|popular)|trending|teaser|promo|more\b(?!-)|see-also|up-next|outbrain|taboola)")),
    ("advert", re.compile(r"\b(advert|ad-slot|adsbox|sponsor|newsletter|subscribe|signup|sign-up|paywall|cookie|consent|gdpr|donat)")),
    ("navigation", re.compile(r"\b(nav|navbar|navigation|menu|breadcrumbs?|sidebar|pagination|site-(header|footer)|masthead|skip-link|topics|tags|tag-list)\b")),
)  # fmt: skip
SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*$")
TAGS: dict[str, DropReason] = {"nav": "navigation", "footer": "navigation", "aside": "related", "form": "comment_form", "menu": "navigation"}


def clean_html(source: Source, config: Config) -> Draft:
    """Return the blocks of a page, those outside its body with a reason, and what its markup says about it.

    Raises ``CleanError`` for a page with too many elements.
    """
    found = scan(source.raw, max_depth=config.max_depth, max_elements=config.max_elements)
    walk = Walk(source.raw, judge, no_marker)
    walk.element(found.root)
    walk.flush(Place())
    warnings = []
    if found.flattened:
        warnings.append(Notice("too_deep", f"{found.flattened} elements nested deeper than {config.max_depth} were flattened"))
    if found.depth < LXML_DEPTH and found.count < TRAFILATURA_ELEMENTS and found.attributes < LXML_ATTRIBUTES:
        body = choose(source.raw)
        own = [block.reason for block in walk.blocks]
        if not mark_body(walk.blocks, body) or overlooked(walk.blocks, own):
            by_tags(walk.blocks)
        else:
            mend_body(walk.blocks, own)
    else:
        warnings.append(Notice("body_by_tags", "the page is too deep or too large for trafilatura: its body was chosen by tags alone"))
        by_tags(walk.blocks)
    return Draft(walk.blocks, facts=page_facts(found.root, source.raw), warnings=warnings)


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
    """Return the text without white space, for comparison; and without "|", with which trafilatura parts the cells of a table."""
    return "".join(text.replace("|", " ").split())


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
    return True


def is_prose(block: RawBlock) -> bool:
    """Whether a block reads as running text: a paragraph of some length that ends as a sentence does, and is no link."""
    return block.kind == "paragraph" and len(block.text) >= 80 and SENTENCE_END.search(block.text) is not None and block.linked < 0.5 * len(block.text)


def overlooked(blocks: list[RawBlock], own: list[DropReason | None]) -> bool:
    """Whether trafilatura chose a notice or a teaser and left the article: other paragraphs, all in one place, are several times as long.

    The reasons of the blocks are then set anew: "This copy is for your personal, non-commercial use only." is no article.
    """
    sizes: Counter[str] = Counter()
    for block, reason in zip(blocks, own, strict=True):
        if is_prose(block) and reason in (None, "advert"):  # an article may stand in class "paywall"
            sizes[block.context] += len(block.text)
    kept = sum(len(block.text) for block in blocks if block.reason is None and block.kind != "heading")
    if not sizes or sizes.most_common(1)[0][1] < max(800, 3 * kept):
        return False
    place = sizes.most_common(1)[0][0]
    for block, reason in zip(blocks, own, strict=True):
        block.reason = None if is_prose(block) and block.context == place and reason in (None, "advert") else reason or "navigation"
    return True


def mend_body(blocks: list[RawBlock], own: list[DropReason | None]) -> None:
    """Take back what stands between two blocks of the body and belongs to it, and leave out links that lead elsewhere."""
    body = [i for i, block in enumerate(blocks) if block.reason is None]
    for i in range(body[0], body[-1]) if body else ():
        if blocks[i].reason == "navigation" and blocks[i].kind == "caption":
            blocks[i].reason = None
    for i in body:  # trafilatura loses a paragraph now and then: its neighbour in the same place goes on
        at = i + 1
        while at < len(blocks) and own[at] is None and blocks[at].reason and is_prose(blocks[at]) and blocks[at].context == blocks[i].context:
            blocks[at].reason = None
            at += 1
    for i in body:
        if blocks[i].kind in ("heading", "list") and blocks[i].level != 1 and blocks[i].linked >= 0.9 * len(blocks[i].text):
            blocks[i].reason = "related"
    for block in reversed(blocks):  # a heading that nothing follows
        if block.reason is None and block.kind != "heading":
            break
        if block.reason is None and block.level != 1:
            block.reason = "related"


def by_tags(blocks: list[RawBlock]) -> None:
    """Where trafilatura finds no body: paragraphs of some length that no tag or class speaks against."""
    for block in blocks:
        if block.reason is None and block.kind in ("paragraph", "list") and len(block.text) < 40 and not re.search(r"[.!?]$", block.text):
            block.reason = "navigation"
