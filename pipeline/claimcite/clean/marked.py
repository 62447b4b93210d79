"""The elements of a page that say something about it, gathered in one walk; those of comments and of other stories are left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from claimcite.clean.tree import Element, Text

#: Elements whose dates and names belong to something else than the article.
OUTSIDE_TAGS = frozenset(["nav", "footer", "aside", "form", "select", "template", "noscript"])
OUTSIDE = re.compile(
    r"(?:^|\s)(?:comments?|comment-(?!count)\S{1,40}|commentlist|disqus\S{0,20}|respond|replies|reply\S{0,20}|related\S{0,40}|recommend\S{0,40}|read-?more\S{0,20}|more-(?:from|stories|news)\S{0,20}|"
    r"most-(?:read|popular)\S{0,20}|trending\S{0,20}|teasers?\S{0,20}|promos?(?:-\S{0,30})?|sidebar\S{0,20}|latest\S{0,20}|outbrain\S{0,20}|taboola\S{0,20}|up-?next\S{0,20})(?=\s|$)",
    re.IGNORECASE,
)
#: Classes of the element that holds the names of the authors.
BYLINE = re.compile(
    r"(?:^|\s)(?:\S{0,40}[_-])?(?:bylines?|authors?|author-?names?|byline-?names?|writers?|contributors?|creator)(?:__?(?:name|text|inner|block))?(?=\s|$)",
    re.IGNORECASE,
)
#: Attributes from which the caller reads dates.
DATED = re.compile(r"data-(?:pubdate|published|publish-date|published-date|date-published|modified|updated|last-updated)$")
#: More of one kind than any page has: what follows is not read. How long a byline, and a label before a date, may be.
KEPT_MAX, BYLINES_MAX, BYLINE_MAX, LABEL_MAX = 500, 6, 200, 40


@dataclass(slots=True)
class Page:
    """The elements, by what they are good for, in the order of the page."""

    raw: str
    roots: list[Element] = field(default_factory=list)
    metas: list[Element] = field(default_factory=list)
    links: list[Element] = field(default_factory=list)
    scripts: list[Element] = field(default_factory=list)
    """Those with JSON-LD."""
    titles: list[Element] = field(default_factory=list)
    headings: list[Element] = field(default_factory=list)
    """Of the first level."""
    times: list[tuple[Element, str]] = field(default_factory=list)
    """Each with the short text before it: "Updated"."""
    properties: list[tuple[Element, str, str]] = field(default_factory=list)
    """Elements of microdata ("itemprop") and RDFa ("property"), meta tags apart, with the property's name."""
    dated: list[Element] = field(default_factory=list)
    bylines: list[Element] = field(default_factory=list)


def collected(root: Element, raw: str) -> Page:
    """Walk a page once and return what says something about it.

    >>> from claimcite.clean.tree import scan
    >>> raw = '<p class="byline">Ann Roe</p><div class="comments"><time datetime="2026-05-04">now</time></div>'
    >>> page = collected(scan(raw).root, raw)
    >>> len(page.bylines), len(page.times)
    (1, 0)
    """
    page = Page(raw)
    kinds = {"html": page.roots, "meta": page.metas, "link": page.links, "title": page.titles, "h1": page.headings}
    before = ""
    stack: list[tuple[Element | Text, bool]] = [(root, False)]
    while stack:
        item, outside = stack.pop()
        if isinstance(item, Text):
            if item.span.end - item.span.start > LABEL_MAX:
                before = ""
            elif shown := item.span.of(raw).strip():
                before = shown
            continue
        attributes = item.attributes
        outside = outside or is_outside(item)
        if item.tag in kinds:
            if len(kinds[item.tag]) < KEPT_MAX and not (outside and "itemprop" in attributes):
                kinds[item.tag].append(item)
        elif item.tag == "script":
            if "ld+json" in attributes.get("type", "").lower() and len(page.scripts) < KEPT_MAX:
                page.scripts.append(item)
            continue
        elif not outside and attributes:
            note(item, before, page)
        elif not outside and item.tag == "time" and len(page.times) < KEPT_MAX:
            page.times.append((item, before))
        stack += [(child, outside) for child in reversed(item.children)]
    return page


def is_outside(element: Element) -> bool:
    """Whether an element holds comments, links to other stories or the frame of the site."""
    if element.tag in OUTSIDE_TAGS:
        return True
    if element.tag in ("html", "body", "main", "article", "h1", "meta", "time") or not element.attributes:
        return False
    attributes = element.attributes
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    return (len(names) > 1 and OUTSIDE.search(names[:300]) is not None) or "Comment" in attributes.get("itemtype", "")


def note(element: Element, before: str, page: Page) -> None:
    """Put an element with attributes where it belongs."""
    attributes = element.attributes
    if element.tag in ("time", "amp-timeago") and len(page.times) < KEPT_MAX:
        page.times.append((element, before))
    elif len(page.properties) < KEPT_MAX and (kind := next((key for key in ("itemprop", "property") if key in attributes), None)):
        for name in attributes[kind].split()[:3]:
            page.properties.append((element, kind, name.rpartition(":")[2].rpartition("/")[2].lower()))
    if any(DATED.match(key) for key in attributes) and len(page.dated) < KEPT_MAX:
        page.dated.append(element)
    named = BYLINE.search(attributes.get("class", "")[:200]) or "author" in attributes.get("rel", "").lower().split()
    if named and len(page.bylines) < BYLINES_MAX and not element.longer_than(BYLINE_MAX, page.raw):
        page.bylines.append(element)
