"""MediaWiki pages as HTML, today's and Parsoid's: article text, infobox, markers, reference list."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qsl, unquote

from claimcite.clean.facts import page_facts
from claimcite.clean.flow import Place, Walk
from claimcite.clean.inline import Draft, Inline
from claimcite.clean.tree import Element, scan
from claimcite.config import Config
from claimcite.records import DropReason, Notice, RawReference, Source
from claimcite.spans import MappedText

IS_MEDIAWIKI = re.compile(r"""mw-parser-output|id=["']mw-content-text|content=["']MediaWiki|typeof=["']mw:|class=["'][^"']*\bmw-references""")
DROPPED: tuple[tuple[DropReason, re.Pattern[str]], ...] = (
    ("reference_list", re.compile(r"\b(references|reflist|mw-references|mw-references-wrap|refbegin)\b")),
    ("related", re.compile(r"\b(hatnote|sistersitebox|side-box|portalbox|portal-bar|noprint-related|rellink)\b")),
    ("navigation", re.compile(r"\b(navbox|vertical-navbox|sidebar|toc|toccolours|mw-editsection|mw-jump-link|catlinks|printfooter|navigation-not-searchable|"
                              r"authority-control|stub|asbox|ambox|ombox|metadata|noprint|mw-indicators|mw-empty-elt|collapsible-nav|geo-nondefault|navbar|mbox-small)\b")),
)  # fmt: skip
#: Keys of an OpenURL context object (COinS) -> parameters of citation templates.
COINS = {
    "rft.atitle": "title", "rft.btitle": "title", "rft.title": "title", "rft.jtitle": "work", "rft.pub": "publisher", "rft.date": "date",
    "rft.au": "author", "rft.aulast": "last", "rft.aufirst": "first", "rft.issn": "issn", "rft.isbn": "isbn", "rft.volume": "volume",
    "rft.issue": "issue", "rft.pages": "pages",
}  # fmt: skip


def clean_mediawiki(source: Source, config: Config) -> Draft:
    """Return the blocks of a saved MediaWiki page and its references."""
    raw = source.raw
    found = scan(raw, max_depth=config.max_depth, max_elements=config.max_elements)
    content = found.root.find("div", "mw-parser-output") or next((e for e in found.root.walk() if e.attributes.get("id") == "mw-content-text"), None)
    walk = Walk(raw, judge, marker_of, skip_inline=True)
    for table in found.root.find_all("table", "infobox"):
        table.tag = "infobox"  # rows of an infobox are another kind of block than rows of a table
    body(walk, content or found.root.find("body") or found.root)
    warnings = [Notice("too_deep", "deeply nested elements were flattened")] if found.flattened else []
    facts = [f for f in page_facts(found.root, raw) if f.field != "authors"]
    return Draft(walk.blocks, references(found.root, raw), facts, warnings)


def body(walk: Walk, content: Element) -> None:
    """Walk the article; rows of infoboxes become infobox blocks."""
    for child in content.children:
        box = isinstance(child, Element) and (child.tag == "infobox" or child.find("infobox") is not None)
        walk.row_kind = "infobox" if box else "table"
        if isinstance(child, Element):
            walk.element(child)
        else:
            walk.line.add(MappedText.of_raw(walk.raw, *child.span))
    walk.flush(Place())


def judge(element: Element) -> DropReason | None:
    """Return why the text of an element is no article text."""
    if element.tag in ("style", "nav"):
        return "navigation"
    names = " ".join((element.attributes.get("class", ""), element.attributes.get("role", ""), element.attributes.get("id", "")))
    if element.attributes.get("style", "").replace(" ", "").find("display:none") >= 0:
        return "markup"
    return next((reason for reason, pattern in DROPPED if pattern.search(names)), None) if names.strip() else None


def marker_of(element: Element) -> tuple[bool, str | None]:
    """Tell ``<sup class="reference">`` and "citation needed", and the entry that the first points to."""
    if element.tag not in ("sup", "span", "a"):
        return False, None
    if "reference" in element.classes or element.attributes.get("typeof") == "mw:Extension/ref" or "mw-ref" in element.classes:
        target = next((e.attributes["href"] for e in element.find_all("a") if "#" in e.attributes.get("href", "")), "")
        return True, unquote(target.partition("#")[2]) or None
    return "Template-Fact" in element.classes, None


def references(root: Element, raw: str) -> list[RawReference]:
    """Return the entries of all reference lists of the page, in order."""
    found: list[RawReference] = []
    for entry in root.find_all("li"):
        key = entry.attributes.get("id", "")
        if not key.startswith("cite_note"):
            continue
        holder = next((e for e in entry.walk() if "reference-text" in e.classes or "mw-reference-text" in e.classes), entry)
        line = Inline()
        add_text(line, holder, raw)
        block = line.block("paragraph")
        link = next((e.attributes["href"] for e in holder.find_all("a", "external") if "href" in e.attributes), None)
        found.append(RawReference(unquote(key), str(len(found) + 1), block.text, entry.span, coins(holder), html.unescape(link) if link else None))
    return found


def add_text(line: Inline, holder: Element, raw: str) -> None:
    """Add the printed text of an entry: no back-links, no hidden parts."""
    stack = list(reversed(holder.children))
    while stack:
        child = stack.pop()
        if not isinstance(child, Element):
            line.add(MappedText.of_raw(raw, *child.span))
        elif child.tag not in ("style", "script") and not child.classes & {"mw-cite-backlink", "Z3988", "cs1-maint", "cs1-hidden-error", "error"}:
            stack += reversed(child.children)


def coins(entry: Element) -> dict[str, str] | None:
    """Return the parameters that the context object of an entry carries, named as citation templates name them."""
    for span in entry.find_all("span", "Z3988"):
        pairs = parse_qsl(html.unescape(span.attributes.get("title", "")), max_num_fields=200)
        fields: dict[str, str] = {}
        authors = [value for key, value in pairs if key == "rft.au"]
        for key, value in pairs:
            name = COINS.get(key)
            if name and name != "author" and value.strip():
                fields.setdefault(name, value.strip())
            if key == "rft_id" and value.startswith("http"):
                fields.setdefault("url", value)
        for i, author in enumerate(authors, 1):
            fields[f"author{i}"] = author
        if "last" in fields:
            fields.pop("author1", None)
        return fields
    return None
