"""What the markup of an HTML page says about it: JSON-LD, OpenGraph and meta tags, microdata and RDFa, ``<time>``, headings, bylines.

A fact's ``text`` names what it was read from: a key of JSON-LD ("datePublished"), a meta tag ("og:title"), a property ("itemprop
author"), a tag ("h1", "canonical"); for ``<time>`` also what stands before and in it, as a reader sees it. ``link.candidates`` knows
these names, and has the order in which they are believed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from claimcite.clean.bylines import DATE
from claimcite.clean.json_ld import json_ld_facts
from claimcite.clean.marked import Page, collected
from claimcite.clean.tree import Element
from claimcite.records import EvidenceFrom, Fact
from claimcite.spans import Span

#: Field -> names of meta tags (``property``, ``name`` or ``itemprop``), the most reliable first.
META: dict[str, tuple[str, ...]] = {
    "title": ("og:title", "twitter:title", "sailthru.title", "parsely-title", "dc.title", "citation_title", "headline"),
    "outlet": ("og:site_name", "application-name", "apple-mobile-web-app-title", "citation_journal_title", "dc.publisher", "publisher", "copyright"),
    "agency": ("agency", "source", "dc.source", "article.source", "content-source", "page.content.source", "sailthru_pubname", "news_source", "provider"),
    "url": ("og:url", "twitter:url", "parsely-link", "original-source", "syndication-source"),
    "published": ("article:published_time", "og:article:published_time", "article:published", "article.published", "datepublished", "publishdate", "publisheddate", "published",
                  "published_time", "pubdate", "pub_date", "og:pubdate", "parsely-pub-date", "sailthru.date", "article_date_original", "originalpublicationdate", "dateposted",
                  "displaydate", "ptime", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date", "date", "publish-date", "publication_date",
                  "citation_publication_date", "cxenseparse:recs:publishtime"),
    "modified": ("article:modified_time", "og:updated_time", "article:modified", "article.updated", "datemodified", "last-modified", "lastmod", "utime", "article_date_updated",
                 "updated-date", "updated_time", "dcterms.modified", "dc.date.modified", "revised"),
    "authors": ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl", "byline", "article_author", "citation_author"),
    "language": ("og:locale", "dc.language", "content-language", "inlanguage"),
}  # fmt: skip
#: Properties of microdata and RDFa (without their prefix, in lower case) -> field.
PROPERTIES = {"headline": "title", "datepublished": "published", "published": "published", "date": "published", "datemodified": "modified",
              "dateupdated": "modified", "author": "authors", "creator": "authors", "byline": "authors", "publisher": "outlet"}  # fmt: skip
#: Attributes that tell a program when a story was published, whatever element has them.
DATA = {"data-pubdate": "published", "data-published": "published", "data-publish-date": "published", "data-published-date": "published",
        "data-date-published": "published", "data-modified": "modified", "data-updated": "modified", "data-last-updated": "modified"}  # fmt: skip
SAVED = re.compile(r"<!--\s{0,5}saved from url=\(\d{1,5}\)(?P<url>https?://[^\s<>]{4,1000})")
#: Marks of a ``<time>`` that say what its date is.
MODIFIED, PUBLISHED = re.compile(r"modif|updat", re.IGNORECASE), re.compile(r"publish|pubdate|pub-date|posted|created", re.IGNORECASE)
#: How much of the two texts must be the same for a heading to be the headline that the head gives; and how long values may be.
LIKENESS, SAME, VALUE_MAX, NAMES_MAX, HEADINGS_MAX = 0.35, 0.8, 1_000, 10, 20


def page_facts(root: Element, raw: str) -> list[Fact]:
    """Return what the markup of a page says about it; the first title is the headline that its readers see.

    >>> from claimcite.clean.tree import scan
    >>> raw = '<meta property="og:site_name" content="The Pela Post">'
    >>> page_facts(scan(raw).root, raw)
    [Fact(field='outlet', value='The Pela Post', origin='meta', text='og:site_name', raw=Span(start=39, end=52))]
    >>> page_facts(scan("<p>no head</p>").root, "<p>no head</p>")
    []
    """
    page = collected(root, raw)
    meta = list(meta_facts(page))
    address = next((fact.value for fact in meta if fact.field == "url"), None)
    facts = [*json_ld_facts([text.span for script in page.scripts for text in script.texts()], raw, address), *meta, *marked_facts(page), *time_facts(page)]
    facts += text_fact("title", page.titles[:1], page, "title")
    seen = list(headline(page, facts))
    return [*seen, *(fact for fact in facts if fact.field != "title" or not any(fact.value == one.value for one in seen))]


def fact(field: str, value: str | None, name: str, raw: Span | None, *, origin: EvidenceFrom = "meta") -> Iterator[Fact]:
    """Yield a fact if there is a value, and one of sensible length."""
    shown = " ".join(html.unescape(value).split()) if value and len(value) <= VALUE_MAX else ""
    if shown:
        yield Fact(field, shown, origin, name, raw)


def attribute(element: Element, name: str, page: Page) -> Span | None:
    """Return where the value of an attribute stands."""
    value = element.attributes.get(name)
    at = page.raw.find(value, element.span.start, element.span.end) if value else -1
    return Span(at, at + len(value)) if value and at >= 0 else None


def text_fact(field: str, elements: list[Element], page: Page, name: str, *, origin: EvidenceFrom = "meta") -> Iterator[Fact]:
    """Yield the text of each element."""
    for element in elements:
        yield from fact(field, element.string(page.raw), name, extent(element), origin=origin)


def extent(element: Element) -> Span | None:
    """Return where the text below an element stands."""
    texts = [text.span for text in element.texts()]
    return Span(texts[0].start, texts[-1].end) if texts else None


def meta_facts(page: Page) -> Iterator[Fact]:
    """Yield what meta tags, ``<link rel=canonical>``, ``<html lang>`` and a browser's "saved from" say."""
    for link in page.links:
        if "canonical" in link.attributes.get("rel", "").lower().split():
            yield from fact("url", link.attributes.get("href"), "canonical", attribute(link, "href", page))
    tags: dict[str, list[Element]] = {}
    for meta in page.metas:
        for key in ("property", "name", "itemprop", "http-equiv"):
            if meta.attributes.get(key) and meta.attributes.get("content", "").strip():
                tags.setdefault(meta.attributes[key].strip().lower(), []).append(meta)
    for field, names in META.items():
        for name in names:
            for meta in tags.get(name, [])[: NAMES_MAX if field == "authors" else 1]:
                value = meta.attributes["content"]
                if field not in ("authors", "outlet") or not value.startswith(("http", "@", "/")):
                    yield from fact(field, value, name, attribute(meta, "content", page))
    for top in page.roots[:1]:
        for key in ("lang", "xml:lang"):
            yield from fact("language", top.attributes.get(key), f"html {key}", attribute(top, key, page))
    if (saved := SAVED.search(page.raw, 0, 5_000)) is not None:
        yield from fact("url", saved["url"], "saved from", Span(*saved.span("url")))


def marked_facts(page: Page) -> Iterator[Fact]:
    """Yield what properties of microdata and RDFa, ``rel=author``, ``data-`` attributes and the classes of bylines say."""
    for element, kind, name in page.properties:
        field = PROPERTIES.get(name)
        if field is None:
            continue
        inner = named_part(element) if field in ("authors", "outlet") else element
        for key in ("content", "datetime", "title") if kind == "class" else ("content", "datetime"):
            if inner.attributes.get(key):
                yield from fact(field, inner.attributes[key], f"{kind} {name}", attribute(inner, key, page))
                break
        else:
            yield from text_fact(field, [inner], page, f"{kind} {name}")
    for element in page.dated:
        for key, field in DATA.items():
            yield from fact(field, element.attributes.get(key), key, attribute(element, key, page))
    for element in page.bylines:
        yield from fact("authors", pieces(element, page.raw), "byline", extent(element), origin="byline")


def named_part(element: Element) -> Element:
    """Return the part of an author or publisher that is the name: the first ``name`` below it, else the element itself."""
    inside = (below for below in element.walk() if below is not element and below.attributes.get("itemprop", below.attributes.get("property", "")).lower() == "name")
    return next(inside, element)


def pieces(element: Element, raw: str) -> str:
    """Return the text of a byline with " | " between what stands in elements of its own: name, office, paper."""
    return " | ".join(shown for text in element.texts() if (shown := " ".join(text.span.of(raw).split())))


def time_facts(page: Page) -> Iterator[Fact]:
    """Yield each ``<time>`` of the article, with the words before and in it; "seen" is what it prints for the same moment."""
    for element, before in page.times:
        shown = " ".join(html.unescape(f"{before} {element.string(page.raw)}").split())[:160]
        marks = f"{element.attributes.get('itemprop', '')} {element.attributes.get('class', '')} {'pubdate' if 'pubdate' in element.attributes else ''}"
        kind = "published" if PUBLISHED.search(marks) else "modified" if MODIFIED.search(marks) else ""  # WordPress: "published updated"
        name = f"{f'time {kind}'.strip()}: {shown}"
        key = next((key for key in ("datetime", "content", "data-pubdate", "title") if re.search(r"\d{4}", element.attributes.get(key, ""))), None)
        if key:
            yield from fact("time", element.attributes[key], name, attribute(element, key, page))
            yield from fact("seen", match.group() if (match := DATE.search(shown)) else None, name, extent(element))
        elif match := DATE.search(shown):
            yield from fact("time", match.group(), name, extent(element))


def headline(page: Page, facts: list[Fact]) -> Iterator[Fact]:
    """Yield the heading that a reader takes for the headline: of those of the first level, the one most like a title of the head.

    Some sites set their own name as a heading of the first level, some a search box's; a head may have another headline than the
    page, for search engines. Where the head has no title at all, a single such heading is the headline.
    """
    titles = [fact.value for fact in facts if fact.field == "title"]
    sites = [fact.value for fact in facts if fact.field == "outlet"]
    found = [next(text_fact("title", [element], page, "h1", origin="text"), None) for element in page.headings[:HEADINGS_MAX]]
    headings = [one for one in found if one is not None and len(one.value) > 5 and not any(likeness(one.value, site) > SAME for site in sites)]
    if titles:
        ranked = [(max(likeness(one.value, title) for title in titles), -i) for i, one in enumerate(headings)]
        best = max(ranked, default=(0.0, 0))
        yield from [headings[-best[1]]] if best[0] >= LIKENESS else []
    else:
        yield from headings if len(headings) == 1 else []


def likeness(one: str, other: str) -> float:
    """Return how much two titles have in common: the share of their pairs of letters (Dice's coefficient), in any script.

    >>> round(likeness("Ferry sinks off Luzara", "Ferry sinks off Luzara | Pela Post"), 2), likeness("Pela Post", "Ferry sinks")
    (0.84, 0.0)
    """
    pairs = [{text[i : i + 2] for i in range(len(text) - 1)} for text in (re.sub(r"\W+", "", title.lower())[:300] for title in (one, other))]
    return 2 * len(pairs[0] & pairs[1]) / max(1, len(pairs[0]) + len(pairs[1]))

