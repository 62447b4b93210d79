"""News and other HTML pages: trafilatura and the density of text choose which blocks are the body, the text comes from our own tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from claimcite.clean.body import Layout, choose_body, unlinked
from claimcite.clean.cover import covered
from claimcite.clean.density import dense_blocks
from claimcite.clean.extractor import body_lines
from claimcite.clean.facts import page_facts
from claimcite.clean.flow import Place, Walk, no_marker, words
from claimcite.clean.inline import Draft, RawBlock, decoded
from claimcite.clean.teasers import part_teasers
from claimcite.clean.tree import SKIPPED, Element, Scan, scan
from claimcite.config import Config
from claimcite.records import DropReason, Fact, Notice, Source

#: What the class or id of an element says about the text in it.
CONTEXT = re.compile(
    r"\b(?:(?P<comment_form>comments?-(?!count)|comments?\b|respond|reply-|disqus|livefyre)"
    r"|(?P<share>share|sharing|soc|social|sharedaddy|follow-us|addtoany)"
    r"|(?P<related>related|read-?more|also-read|recommended|more-from|most-(?:read|popular)|trending|teaser|promo|more\b(?!-)|see-also|up-next|outbrain|taboola)"
    r"|(?P<advert>advert|ad-slot|adsbox|sponsor|newsletter|subscribe|signup|sign-up|paywall|cookie|consent|gdpr|donat)"
    r"|(?P<navigation>(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|pagination|site-(?:header|footer)|masthead|skip-link|topics|tags|tag-list)\b))"
)
TAGS: dict[str, DropReason] = {"nav": "navigation", "footer": "navigation", "aside": "related", "form": "comment_form", "menu": "navigation"}
#: Elements that hold the page or a paragraph: their class says nothing about their text.
UNJUDGED = frozenset(["#root", "html", "body", "article", "main", "p", "a", "b", "br", "em", "i", "img", "strong"])
#: Elements whose text is passed over, but told.
WORDED = SKIPPED - {"head", "script", "style"}
#: A body by trafilatura with less text than this is none; and running text elsewhere that is this many times as much overrules it.
BODY_MIN, OVERLOOKED_MIN, OVERLOOKED_TIMES = 100, 800, 3


def clean_html(source: Source, config: Config) -> Draft:
    """Return the blocks of a page, those outside its body with a reason, and what its markup says about it.

    Raises ``CleanError`` for a page with too many elements.
    """
    found = scan(source.raw, max_depth=config.max_depth, max_elements=config.max_elements)
    walk = Walk(source.raw, Judge(), no_marker)
    walk.element(found.root)
    walk.flush(Place())
    facts = page_facts(found.root, source.raw)
    layout = Layout(walk.blocks, walk.boxes, walk.tags)
    lines = body_lines(found, source.raw)
    votes = body_votes(layout, lines or [])
    if votes:
        body = choose_body(layout, votes)
        part_teasers(layout, body, source.given.url or next((fact.value for fact in facts if fact.field == "url"), None))
    else:
        by_tags(walk.blocks)
    mark_title(walk.blocks, facts)
    return Draft([*walk.blocks, *unseen(walk)], facts=facts, warnings=list(notices(found, config, read=lines is not None)))


def notices(found: Scan, config: Config, *, read: bool) -> Iterator[Notice]:
    """Yield what may have been lost, or chosen less well: ``read`` says whether trafilatura could read the page."""
    if found.flattened:
        yield Notice("too_deep", f"{found.flattened} elements nested deeper than {config.max_depth} were flattened")
    if found.unclosed:
        yield Notice("unclosed_markup", f"{found.unclosed} comments or scripts have no end: text that follows them may be hidden, or shown")
    if not read:
        yield Notice("body_by_tags", "trafilatura could not read the page: its body was chosen by the density of text alone")


class Judge:
    """Tells why the text of an element is no body text; the names of classes are few, each is looked at once."""

    def __init__(self) -> None:
        self.known: dict[str, DropReason | None] = {"": None}

    def __call__(self, element: Element) -> DropReason | None:
        """Return the reason that the tag, class or id of an element gives, or None."""
        tag = element.tag
        if tag in TAGS:
            return TAGS[tag]
        if not element.head or tag in UNJUDGED:
            return None
        name = words(element)
        if name not in self.known:
            match = CONTEXT.search(name)
            self.known[name] = cast(DropReason, match.lastgroup) if match else None
        return self.known[name]


def body_votes(layout: Layout, lines: list[str]) -> set[int]:
    """Return the blocks that hold the lines; where those are hardly any, or running text elsewhere is several times as long, the dense ones.

    "This copy is for your personal, non-commercial use only" is no article.
    """
    votes = covered([block.text for block in layout.blocks], lines)
    dense = dense_blocks(layout)
    voted, running = (sum(unlinked(layout.blocks[i]) for i in chosen) for chosen in (votes, dense))
    if voted < max(BODY_MIN, 0.5 * sum(map(len, lines))) or running >= max(OVERLOOKED_MIN, OVERLOOKED_TIMES * voted):
        return dense or votes
    return votes


def by_tags(blocks: list[RawBlock]) -> None:
    """Where there is no running text: all of some length that no tag or class speaks against."""
    for block in blocks:
        if block.reason is None and block.kind in ("paragraph", "list") and len(block.text) < 40 and not re.search(r"[.!?]$", block.text):
            block.reason = "navigation"


def unseen(walk: Walk) -> Iterator[RawBlock]:
    """Yield what was passed over and may hold words, as blocks that are left out."""
    for element in walk.unseen:
        if element.tag in WORDED:
            content = decoded(walk.printed(element)).collapsed()
            if content.text:
                yield RawBlock("paragraph", content, reason="markup", context=element.tag)


def mark_title(blocks: list[RawBlock], facts: list[Fact]) -> None:
    """Tell the page's own title from a heading: the first ``<h1>`` of the body, if it shares half of its words with a title of the page."""
    heading = next((block for block in blocks if block.reason is None and block.level == 1), None)
    if heading is None:
        return
    own = words_of(heading.text)
    titles = [words_of(fact.value) for fact in facts if fact.field == "title" and fact.text != "h1"]
    if not titles or any(len(own & title) >= 0.5 * min(len(own), len(title)) for title in titles):
        heading.kind = "title"


def words_of(text: str) -> set[str]:
    """Return the words of a title."""
    return set(re.findall(r"\w+", text.lower()))
