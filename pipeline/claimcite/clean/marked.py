"""The elements of a page that say something about it, gathered in one walk; those of comments and of other stories are left out."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from claimcite.clean.tree import Element, Text

#: Elements whose dates and names belong to something else than the article.
OUTSIDE_TAGS = frozenset(["nav", "footer", "aside", "form", "select", "template", "noscript"])
INSIDE_TAGS = frozenset(["html", "body", "main", "article", "h1", "meta", "time", "span", "a", "link", "script"])
OUTSIDE = re.compile(
    r"(?:^|\s)(?:comments?|comment-(?!count)\S{1,40}|commentlist|disqus\S{0,20}|respond|replies|reply\S{0,20}|related\S{0,40}|recommend\S{0,40}|read-?more\S{0,20}|more-(?:from|stories|news)\S{0,20}|"
    r"most-(?:read|popular)\S{0,20}|trending\S{0,20}|teasers?\S{0,20}|promos?(?:-\S{0,30})?|sidebar\S{0,20}|latest\S{0,20}|outbrain\S{0,20}|taboola\S{0,20}|up-?next\S{0,20})(?=\s|$)",
    re.IGNORECASE,
)
#: Classes of the element that holds the names of the authors.
BYLINE = re.compile(
    r"(?:^|\s)(?:\S{0,40}[_-])?(?:bylines?|authors?|author-?names?|byline-?names?|writers?|contributors?|creator)(?:[-_]\d{1,2}|__?(?:name|text|inner|block))?(?=\s|$)",
    re.IGNORECASE,
)
#: Microformats and their kin: ``<abbr class="published" title="2026-05-04">``, ``<span id="publishDate">``; with "dtstart" it is the
#: day of an event ("bday dtstart published updated" in MediaWiki's infoboxes).
MICROFORMAT = re.compile(r"(?:^|\s)(?:(?:dt-)?published|publish-?date|pub-?date|(?P<modified>(?:dt-)?updated|mod-?date))(?=\s|$)", re.IGNORECASE)
#: Attributes that tell a program when a story was published or changed, whatever element has them; the caller reads them.
DATED = frozenset(["data-pubdate", "data-published", "data-publish-date", "data-published-date", "data-date-published", "data-modified", "data-updated", "data-last-updated"])
#: More of one kind than any page has: what follows is not read. How long a byline, and a label before a date, may be;
#: how many texts before a date are looked at for one (most are white space).
KEPT_MAX, BYLINES_MAX, BYLINE_MAX, LABEL_MAX, LABELS_MAX, NAMES_MAX = 500, 6, 200, 40, 6, 300


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
    before: deque[Text] = deque(maxlen=LABELS_MAX)
    stack: list[Element | Text] = [root]
    while stack:
        item = stack.pop()
        if isinstance(item, Text):
            before.append(item)
        elif is_outside(item):
            for below in item.walk():
                if below.tag in kinds or below.tag == "script":
                    gather(below, kinds, page, outside=True)
        elif item.tag in kinds or item.tag == "script":
            gather(item, kinds, page, outside=False)
            stack += reversed(item.children)
        else:
            if item.attributes or item.tag == "time":
                note(item, before, page)
            stack += reversed(item.children)
    return page


def gather(element: Element, kinds: dict[str, list[Element]], page: Page, *, outside: bool) -> None:
    """Put an element of the head, or a heading, where it belongs; outside of the article, microdata is about something else."""
    if element.tag == "script":
        if "ld+json" in element.attributes.get("type", "").lower() and len(page.scripts) < KEPT_MAX:
            page.scripts.append(element)
    elif len(kinds[element.tag]) < KEPT_MAX and not (outside and "itemprop" in element.attributes):
        kinds[element.tag].append(element)


class Signs(NamedTuple):
    """What class and id say of an element."""

    outside: bool
    byline: bool
    day: str | None


@lru_cache(maxsize=4096)
def signs(names: str) -> Signs:
    """Read class and id; those of a page's parts are the same over and over.

    >>> signs("story-byline "), signs("related-posts "), signs("text lead")
    (Signs(outside=False, byline=True, day=None), Signs(outside=True, byline=False, day=None), Signs(outside=False, byline=False, day=None))
    """
    mark = MICROFORMAT.search(names) if "dtstart" not in names else None
    day = ("datemodified" if mark["modified"] else "datepublished") if mark else None
    return Signs(OUTSIDE.search(names) is not None, BYLINE.search(names) is not None, day)


def names_of(attributes: dict[str, str]) -> str:
    """Return class and id as they are looked at."""
    return f"{attributes.get('class', '')} {attributes.get('id', '')}"[:NAMES_MAX]


def is_outside(element: Element) -> bool:
    """Whether an element holds comments, links to other stories or the frame of the site."""
    if element.tag in OUTSIDE_TAGS:
        return True
    attributes = element.attributes
    if not attributes or element.tag in INSIDE_TAGS:
        return False
    return signs(names_of(attributes)).outside or "Comment" in attributes.get("itemtype", "")


def note(element: Element, before: Sequence[Text], page: Page) -> None:
    """Put an element where it belongs."""
    attributes = element.attributes
    if element.tag in ("time", "amp-timeago"):
        if len(page.times) < KEPT_MAX:
            page.times.append((element, label(before, page.raw)))
    elif ("itemprop" in attributes or "property" in attributes) and len(page.properties) < KEPT_MAX:
        kind = "itemprop" if "itemprop" in attributes else "property"
        for name in attributes[kind].split()[:3]:
            page.properties.append((element, kind, name.rpartition(":")[2].rpartition("/")[2].lower()))
    if not DATED.isdisjoint(attributes) and len(page.dated) < KEPT_MAX:
        page.dated.append(element)
    found = signs(names_of(attributes))
    if found.day and element.tag not in ("time", "body", "div") and len(page.properties) < KEPT_MAX:
        page.properties.append((element, "class", found.day))
    if found.byline or "author" in attributes.get("rel", "").lower().split():
        if len(page.bylines) < BYLINES_MAX and not element.longer_than(BYLINE_MAX, page.raw):
            page.bylines.append(element)


def label(before: Sequence[Text], raw: str) -> str:
    """Return the short text just before an element, such as "Updated"."""
    shown = next((text for item in reversed(before) if (text := raw[item.start : item.end].strip())), "")
    return shown if len(shown) <= LABEL_MAX else ""
