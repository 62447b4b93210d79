"""What the head of an HTML page says about it: JSON-LD, OpenGraph, meta tags, ``<time>``."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from claimcite.clean.tree import Element
from claimcite.records import EvidenceFrom, Fact

ARTICLE_TYPES = re.compile(r"(News|Reportage|Analysis|Background|Opinion|Review|Live|Blog|Social)?(Article|Posting|BlogPosting|NewsArticle)$")
#: Field -> names of meta tags (``property``, ``name`` or ``itemprop``), the most reliable first.
META: dict[str, tuple[str, ...]] = {
    "title": ("og:title", "twitter:title", "dc.title", "citation_title"),
    "outlet": ("og:site_name", "application-name", "citation_journal_title", "dc.publisher", "source", "publisher"),
    "url": ("og:url",),
    "published": ("article:published_time", "og:article:published_time", "datepublished", "publishdate", "publisheddate", "pubdate", "parsely-pub-date",
                  "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date", "date", "publish-date", "citation_publication_date"),
    "modified": ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified"),
    "authors": ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl", "citation_author"),
    "language": ("og:locale", "dc.language", "content-language"),
}  # fmt: skip
KEPT = ("html", "meta", "title", "link", "script", "time", "h1")
#: More tags of one kind than any page has: what follows is not read.
TAGS_MAX = 500


class Head:
    """The elements of a page that say something about it, by tag; character references are decoded."""

    def __init__(self, root: Element, raw: str) -> None:
        self.raw = raw
        self.found: dict[str, list[Element]] = {tag: [] for tag in KEPT}
        for element in root.walk():
            if element.tag in self.found and len(self.found[element.tag]) < TAGS_MAX:
                self.found[element.tag].append(element)

    def tags(self, name: str) -> list[dict[str, str]]:
        """Return the attributes of each element of this name, in order."""
        return [{key: html.unescape(value) for key, value in element.attributes.items()} for element in self.found[name]]

    def text(self, element: Element) -> str:
        """Return the text below an element."""
        return html.unescape(element.string(self.raw))


def page_facts(root: Element, raw: str) -> list[Fact]:
    """Return the facts in the head of a page, the most reliable first: JSON-LD, meta tags, then ``<time>`` and ``<title>``.

    >>> from claimcite.clean.tree import scan
    >>> raw = '<meta property="og:site_name" content="The Pela Post">'
    >>> page_facts(scan(raw).root, raw)[0].value
    'The Pela Post'
    >>> page_facts(scan("<p>no head</p>").root, "<p>no head</p>")
    []
    """
    head = Head(root, raw)
    return [*json_ld_facts(head), *meta_facts(head), *tag_facts(head)]


def fact(field: str, value: object, origin: EvidenceFrom, text: str) -> Iterator[Fact]:
    """Yield a fact if the value is a non-empty string."""
    if isinstance(value, str) and value.strip():
        yield Fact(field, " ".join(value.split()), origin, text[:200])


def json_ld_facts(head: Head) -> Iterator[Fact]:
    """Yield what schema.org's ``NewsArticle`` and its relatives say."""
    for script in head.found["script"]:
        if "ld+json" not in script.attributes.get("type", "").lower():
            continue
        try:
            data = json.loads("".join(t.span.of(head.raw) for t in script.texts()).strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        for item in articles(data):
            yield from fact("title", item.get("headline"), "json_ld", "headline")
            yield from fact("published", item.get("datePublished"), "json_ld", "datePublished")
            yield from fact("modified", item.get("dateModified"), "json_ld", "dateModified")
            yield from fact("outlet", name_of(item.get("publisher")), "json_ld", "publisher")
            yield from fact("language", item.get("inLanguage"), "json_ld", "inLanguage")
            page = item.get("mainEntityOfPage")
            yield from fact("url", item.get("url") or (page.get("@id") if isinstance(page, dict) else page), "json_ld", "url")
            authors = item.get("author")
            for author in authors if isinstance(authors, list) else [authors]:
                yield from fact("authors", name_of(author), "json_ld", "author")


def articles(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the article objects in JSON-LD, in ``@graph`` and lists too."""
    if isinstance(data, list) and depth < 4:
        for item in data[:50]:
            yield from articles(item, depth + 1)
    elif isinstance(data, dict) and depth < 4:
        types = data.get("@type")
        if any(isinstance(t, str) and ARTICLE_TYPES.match(t) for t in (types if isinstance(types, list) else [types])):
            yield data
        yield from articles(data.get("@graph"), depth + 1)


def name_of(value: Any) -> str | None:
    """Return the name of a person or organisation in JSON-LD."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
        value = value[0] if isinstance(value, list) and value else value
    return value if isinstance(value, str) and not value.startswith("http") else None


def meta_facts(head: Head) -> Iterator[Fact]:
    """Yield what meta tags say."""
    tags: dict[str, list[str]] = {}
    for meta in head.tags("meta"):
        content = meta.get("content")
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = meta.get(attribute)
            if name and content and content.strip():
                tags.setdefault(name.strip().lower(), []).append(content)
    for field, names in META.items():
        for name in names:
            for content in tags.get(name, [])[: 10 if field == "authors" else 1]:
                if field != "authors" or not content.startswith(("http", "@", "/")):
                    yield from fact(field, content, "meta", name)


def tag_facts(head: Head) -> Iterator[Fact]:
    """Yield what ``<time>``, ``<link rel=canonical>``, ``<html lang>``, the first heading and ``<title>`` say."""
    for link in head.tags("link"):
        if "canonical" in link.get("rel", "").lower().split():
            yield from fact("url", link.get("href"), "meta", "canonical")
    for time in head.tags("time")[:40]:
        marked = time.get("itemprop") == "datePublished" or "pubdate" in time or "publish" in time.get("class", "").lower()
        yield from fact("published" if marked else "time", time.get("datetime"), "meta", "time")
    for page in head.tags("html")[:1]:
        yield from fact("language", page.get("lang"), "meta", "html lang")
    for name in ("h1", "title"):
        for element in head.found[name][:1]:
            yield from fact("title", head.text(element), "meta", name)
