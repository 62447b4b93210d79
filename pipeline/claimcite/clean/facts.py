"""What the head of an HTML page says about it: JSON-LD, OpenGraph, meta tags, ``<time>``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup, SoupStrainer, Tag

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
KEPT = SoupStrainer(["html", "meta", "title", "link", "script", "time", "h1"])
HEAD = 2_000_000


def page_facts(raw: str) -> list[Fact]:
    """Return the facts in the head of a page, the most reliable first: JSON-LD, meta tags, then ``<time>`` and ``<title>``.

    >>> page_facts('<meta property="og:site_name" content="The Pela Post">')[0].value
    'The Pela Post'
    >>> page_facts("<p>no head</p>")
    []
    """
    soup = BeautifulSoup(raw[:HEAD], "lxml", parse_only=KEPT)
    return [*json_ld_facts(soup), *meta_facts(soup), *tag_facts(soup)]


def fact(field: str, value: object, origin: EvidenceFrom, text: str) -> Iterator[Fact]:
    """Yield a fact if the value is a non-empty string."""
    if isinstance(value, str) and value.strip():
        yield Fact(field, " ".join(value.split()), origin, text[:200])


def json_ld_facts(soup: BeautifulSoup) -> Iterator[Fact]:
    """Yield what schema.org's ``NewsArticle`` and its relatives say."""
    for script in soup.find_all("script", type=re.compile("ld.json")):
        try:
            data = json.loads(script.get_text().strip().rstrip(";"), strict=False)
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


def meta_facts(soup: BeautifulSoup) -> Iterator[Fact]:
    """Yield what meta tags say."""
    tags: dict[str, list[str]] = {}
    for meta in soup.find_all("meta"):
        content = meta.get("content")
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = meta.get(attribute)
            if isinstance(name, str) and isinstance(content, str) and content.strip():
                tags.setdefault(name.strip().lower(), []).append(content)
    for field, names in META.items():
        for name in names:
            for content in tags.get(name, [])[: 10 if field == "authors" else 1]:
                if field != "authors" or not content.startswith(("http", "@", "/")):
                    yield from fact(field, content, "meta", name)


def tag_facts(soup: BeautifulSoup) -> Iterator[Fact]:
    """Yield what ``<time>``, ``<link rel=canonical>``, ``<html lang>``, the first heading and ``<title>`` say."""
    for link in soup.find_all("link", rel="canonical"):
        yield from fact("url", link.get("href"), "meta", "canonical")
    for time in soup.find_all("time", limit=40):
        marked = time.get("itemprop") == "datePublished" or time.has_attr("pubdate") or "publish" in " ".join(time.get_attribute_list("class", "") or [""]).lower()  # fmt: skip
        yield from fact("published" if marked else "time", time.get("datetime"), "meta", "time")
    root = soup.find("html")
    if isinstance(root, Tag):
        yield from fact("language", root.get("lang"), "meta", "html lang")
    for name in ("h1", "title"):
        tag = soup.find(name)
        if isinstance(tag, Tag):
            yield from fact("title", tag.get_text(" "), "meta", name)
