"""What JSON-LD says of a page: the article among its items (schema.org's ``NewsArticle`` and its relatives), field by field.

Objects that only name another (``{"@id": "#ann"}``) are looked up in all scripts of the page. Half of the faults in the wild are
of a few kinds (comments, a comma too many, a quote too many in the description): what can be mended is, and from what cannot, the
plain keys are read one by one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from claimcite.clean.json_text import load_json
from claimcite.records import Fact
from claimcite.spans import Span

Item = dict[str, Any]
ARTICLE = re.compile(
    r"(?:https?://schema\.org/|schema:)?(?:(?:News|ReportageNews|AnalysisNews|BackgroundNews|OpinionNews|ReviewNews|AskPublicNews|AdvertiserContent|Satirical|Scholarly|Tech|"
    r"MedicalScholarly)?Article|(?:Live)?Blog(?:Posting)?|SocialMediaPosting|DiscussionForumPosting|LiveBlogPosting|ClaimReview|CriticReview|Report)$"
)
#: What stands in for an article where a page has none: its own description.
PAGE = re.compile(r"(?:https?://schema\.org/|schema:)?(?:Item|Medical)?WebPage$")
PERSON = re.compile(r"(?:https?://schema\.org/|schema:)?Person$", re.IGNORECASE)
#: More than any page has: characters of all its JSON-LD, items looked at, depth to which they may stand, articles, authors.
CHARACTERS_MAX, ITEMS_MAX, DEPTH_MAX, ARTICLES_MAX, AUTHORS_MAX = 400_000, 2_000, 8, 20, 50
VALUE_MAX = 1_000
#: Keys under which an article may stand.
HOLDERS = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "isPartOf", "publisher", "author", "creator", "sourceOrganization", "provider", "editor")
COMMENT = re.compile(r"^\s*//[^\n]*$|(?<=[,{\[]) *//[^\n]*$|/\*[^*]*\*/", re.MULTILINE)
TRAILING = re.compile(r",\s*(?=[}\]])")
#: A key with a plain value, for scripts that are no JSON; the value ends before the next key or the end of its object.
LOOSE = re.compile(
    r'"(?P<key>headline|datePublished|dateModified|author|publisher|url)"\s{0,9}:\s{0,9}(?:\[\s{0,9})?(?:\{[^{}]{0,300}?"name"\s{0,9}:\s{0,9})?"(?P<value>[^"\n]{1,500})"\s{0,9}[,}\]]'
)


def json_ld_facts(scripts: Sequence[Span], raw: str, address: str | None) -> Iterator[Fact]:
    """Yield what the JSON-LD of a page says about its article; of several articles, the one at the page's own address, else the first.

    >>> raw = '{"@type": "NewsArticle", "headline": "Ferry sinks", "author": {"@type": "Person", "name": "Ann Roe"}}'
    >>> [(fact.field, fact.value, fact.raw) for fact in json_ld_facts([Span(0, len(raw))], raw, None)]
    [('title', 'Ferry sinks', Span(start=38, end=49)), ('authors', 'Ann Roe', Span(start=91, end=98))]
    >>> list(json_ld_facts([Span(0, 9)], '["a", NaN', None))
    []
    """
    items: list[tuple[Item, Span]] = []
    named: dict[str, Item] = {}
    left = CHARACTERS_MAX
    for script in scripts:
        left -= script.end - script.start
        if left < 0:
            break
        for item in flattened(loaded(script.of(raw))):
            items.append((item, script))
            key = item.get("@id")
            if isinstance(key, str) and len(item) > 1:
                named.setdefault(key, item)
    for article, script in chosen(items, address):
        yield from article_facts(article, named, script, raw)
    for item, script in items:
        if "WebSite" in types(item):
            yield from fact("outlet", item.get("name"), "WebSite", script, raw)


def loaded(text: str) -> Any:
    """Return the value of a script: as it is, mended, or the plain keys that can still be read in it."""
    text = text.strip().removeprefix("<!--").removeprefix("//<![CDATA[").removesuffix("-->").removesuffix("//]]>").strip().rstrip(";")
    for attempt in (text, TRAILING.sub("", COMMENT.sub("", text))):
        try:
            return load_json(attempt)
        except (ValueError, RecursionError):
            continue
    found: Item = {}
    if '"@type"' in text and ARTICLE.match((re.search(r'"@type"\s{0,9}:\s{0,9}"([^"]{1,80})"', text) or [""] * 2)[1]):
        found["@type"] = "Article"
        for match in LOOSE.finditer(text):
            found.setdefault(match["key"], {"name": match["value"]} if match["key"] == "publisher" else match["value"])
    return found


def flattened(value: Any) -> Iterator[Item]:
    """Yield the objects in a value, outermost first, without recursion; those too deep or beyond the limit are left out."""
    level, seen = [value], 0
    for _ in range(DEPTH_MAX):
        below: list[Any] = []
        for one in level:
            if isinstance(one, list):
                below += one[:ITEMS_MAX]
            elif isinstance(one, dict):
                seen += 1
                if seen > ITEMS_MAX:
                    return
                yield one
                below += [one[key] for key in HOLDERS if isinstance(one.get(key), dict | list)]
        level = below


def types(item: Item) -> list[str]:
    """Return the types of an object."""
    found = item.get("@type")
    return [name for name in (found if isinstance(found, list) else [found]) if isinstance(name, str)]


def chosen(items: Sequence[tuple[Item, Span]], address: str | None) -> list[tuple[Item, Span]]:
    """Return the page's article, with other descriptions of it, else the page's description of itself.

    A list of stories (``ItemList``) is never looked into; where several articles stand side by side, those at other addresses are
    other stories.
    """
    articles = [(item, script) for item, script in items if any(ARTICLE.match(name) for name in types(item))][:ARTICLES_MAX]
    pages = [(item, script) for item, script in items if any(PAGE.match(name) for name in types(item))][:ARTICLES_MAX]
    own = [(item, script) for item, script in articles if address and slug(address) in map(slug, addresses(item))]
    first = [pair for pair in articles[:1] if not own]
    return [*own, *first, *[(item, script) for item, script in pages if item.get("datePublished") or item.get("author")][:1]]


def addresses(item: Item) -> list[str]:
    """Return the addresses that an object gives itself."""
    page = item.get("mainEntityOfPage")
    found = [item.get("url"), page, item.get("@id"), *((page.get("@id"), page.get("url")) if isinstance(page, dict) else ())]
    return [one for one in found if isinstance(one, str)]


def slug(address: str) -> str:
    """Return what two forms of one address share: no protocol, ``www.``, query, fragment or last slash.

    >>> slug("http://www.pela.org/a/?x=1#top") == slug("https://pela.org/a"), slug("https://pela.org/b") == slug("https://pela.org/a")
    (True, False)
    """
    return re.sub(r"^(?:https?:)?//(?:www\.)?", "", re.split(r"[?#]", address.strip().lower(), maxsplit=1)[0]).rstrip("/")


def article_facts(item: Item, named: dict[str, Item], script: Span, raw: str) -> Iterator[Fact]:
    """Yield the facts of one article."""
    is_page = not any(ARTICLE.match(name) for name in types(item))
    kind = "WebPage " if is_page else ""
    if not is_page:
        yield from fact("title", item.get("headline"), "headline", script, raw)
    yield from fact("published", item.get("datePublished"), f"{kind}datePublished", script, raw)
    yield from fact("modified", item.get("dateModified"), f"{kind}dateModified", script, raw)
    for name in addresses(item):
        yield from fact("url", name, "url", script, raw)
    language = item.get("inLanguage")
    yield from fact("language", language.get("alternateName") if isinstance(language, dict) else language, "inLanguage", script, raw)
    yield from fact("outlet", name_of(item.get("publisher"), named), f"{kind}publisher", script, raw)
    for key in ("sourceOrganization", "provider", "creditText"):
        yield from fact("agency", name_of(item.get(key), named), key, script, raw)
    yield from authors(item, named, script, raw)


def authors(item: Item, named: dict[str, Item], script: Span, raw: str) -> Iterator[Fact]:
    """Yield the authors: people and strings; an organisation among them may be the agency. ``creator`` stands in for none."""
    value = item.get("author") or item.get("creator")
    for author in (value if isinstance(value, list) else [value])[:AUTHORS_MAX]:
        whole = resolved(author, named)
        kinds = types(whole) if isinstance(whole, dict) else []
        is_body = any("Organization" in name for name in kinds)
        key = "author Person" if any(PERSON.match(name) for name in kinds) else "author"
        yield from fact("agency" if is_body else "authors", name_of(whole, named), key, script, raw)


def resolved(value: Any, named: dict[str, Item]) -> Any:
    """Return the object that another only points to."""
    key = value.get("@id") if isinstance(value, dict) and "name" not in value else None
    return named.get(key, value) if isinstance(key, str) else value


def name_of(value: Any, named: dict[str, Item]) -> str | None:
    """Return the name of a person or organisation; of a list, that of the first."""
    value = value[0] if isinstance(value, list) and value else value
    value = resolved(value, named)
    if isinstance(value, dict):
        value = value.get("name")
        value = value[0] if isinstance(value, list) and value else value
    return value if isinstance(value, str) and not value.startswith(("http:", "https:")) else None


def fact(field: str, value: Any, key: str, script: Span, raw: str) -> Iterator[Fact]:
    """Yield a fact if the value is a string or a number (of seconds), with the place where it stands."""
    if isinstance(value, int) and not isinstance(value, bool) and field in ("published", "modified"):
        value = str(value) if 0 < value < 10**14 else None
    if isinstance(value, str) and value.strip() and len(value) <= VALUE_MAX:
        yield Fact(field, value, "json_ld", key, place(key.rpartition(" ")[2] if field != "authors" else "author", value, script, raw))


def place(key: str, value: str, script: Span, raw: str) -> Span | None:
    """Return where a value stands in its script: the first string equal to it behind its key, however it is escaped."""
    start = max(raw.find(f'"{key}"', script.start, script.end), script.start)
    for form in dict.fromkeys((value, json.dumps(value, ensure_ascii=False)[1:-1], json.dumps(value)[1:-1], value.replace("/", "\\/"))):
        for at in (start, script.start):
            found = raw.find(f'"{form}"', at, script.end)
            if found >= 0:
                return Span(found + 1, found + 1 + len(form))
    return None
