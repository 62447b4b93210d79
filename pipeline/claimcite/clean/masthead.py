"""What stands above a story in text without markup: the name of the paper, or front matter of keys and values."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcite.clean.inline import Draft, RawBlock
from claimcite.lexicon.outlets import OutletIndex
from claimcite.records import Fact
from claimcite.spans import Span

#: Keys of front matter -> field; others are known, and say nothing of the document.
KEYS = {"title": "title", "headline": "title", "author": "authors", "authors": "authors", "byline": "authors", "creator": "authors", "date": "published",
        "published": "published", "pubdate": "published", "publishdate": "published", "publish_date": "published", "lastmod": "modified", "updated": "modified",
        "modified": "modified", "source": "outlet", "publisher": "outlet", "site": "outlet", "sitename": "outlet", "site_name": "outlet", "outlet": "outlet",
        "publication": "outlet", "newspaper": "outlet", "url": "url", "link": "url", "permalink": "url", "canonical_url": "url", "lang": "language",
        "language": "language"}  # fmt: skip
SILENT = frozenset(["tags", "tag", "categories", "category", "description", "summary", "excerpt", "slug", "layout", "draft", "section", "keywords", "image", "id", "type"])
KEY = re.compile(r"(?P<key>[A-Za-z_-]{2,20})\s?:\s*(?P<value>\S.{0,500})?$")
#: Fewer such lines may be anything; more are no front matter.
KEYS_MIN, KEYS_MAX = 2, 25
#: "PELA COURIER | News | Local": what stands behind the name of a paper at its head.
PARTS = re.compile(r"\s+[|•·–—-]\s+")
HEADLINE_MIN, HEADLINE_MAX = 3, 160


def read_masthead(draft: Draft, outlets: OutletIndex) -> None:
    """Read front matter, else the name of the paper above the headline, in text whose first line was taken for the title."""
    kept = [block for block in draft.blocks[:KEYS_MAX] if block.reason is None]
    matter = list(front_matter(kept))
    if len(matter) >= KEYS_MIN and any(KEYS.get(key) in ("title", "published") for _, key, _ in matter):
        take_front_matter(draft, matter)
        return
    title = next((fact for fact in draft.facts if fact.field == "title"), None)
    if title is None or title.origin != "text" or title.text == "h1":
        return
    at = next((i for i, block in enumerate(kept[:3]) if block.kind == "title"), None)
    if at is None or at + 1 >= len(kept):
        return
    name = PARTS.split(kept[at].text)[0].strip()
    if outlets.is_paper(name) and is_headline(kept[at + 1]):
        draft.facts.remove(title)
        kept[at].kind, kept[at].reason = "paragraph", "navigation"
        note(draft, kept[at], "outlet", name, "masthead")
        take_title(draft, kept[at + 1])


def front_matter(blocks: list[RawBlock]) -> Iterator[tuple[RawBlock, str, str]]:
    """Yield the lines at the very beginning that are a known key and its value."""
    for block in blocks:
        match = KEY.match(block.text)
        key = match["key"].lower().replace("-", "_") if match else ""
        if match is None or (key not in KEYS and key not in SILENT):
            return
        yield block, key, (match["value"] or "").strip().strip("\"'[]")


def take_front_matter(draft: Draft, matter: list[tuple[RawBlock, str, str]]) -> None:
    """Note what front matter says, and drop it; a heading that repeats its title is the headline."""
    lines = {block.text for block, _, _ in matter}
    draft.facts[:] = [fact for fact in draft.facts if not (fact.field == "title" and fact.value in lines)]
    titles = set()
    for block, key, value in matter:
        block.kind, block.reason = "paragraph", "markup"
        if key in KEYS and value:
            note(draft, block, KEYS[key], value, f"front matter {key}")
            titles |= {value} if KEYS[key] == "title" else set()
    for block in draft.blocks[:KEYS_MAX]:
        if block.reason is None and block.text in titles:
            block.kind = "title"
            return


def is_headline(block: RawBlock) -> bool:
    """Whether a block may be the headline: some words, no sentence, no byline."""
    words = len(block.text.split())
    return words >= HEADLINE_MIN and len(block.text) <= HEADLINE_MAX and not block.text.endswith((".", ":")) and not re.match(r"by\s", block.text, re.IGNORECASE)


def take_title(draft: Draft, block: RawBlock) -> None:
    """Make a block the title."""
    block.kind = "title"
    draft.facts.append(Fact("title", block.text, "text", block.text[:200], block.content.raw_of(Span(0, len(block.content)))))


def note(draft: Draft, block: RawBlock, field: str, value: str, name: str) -> None:
    """Note what a line says, with the place of the value."""
    at = block.text.find(value)
    draft.facts.append(Fact(field, value, "meta" if name != "masthead" else "text", name, block.content.raw_of(Span(at, at + len(value)))))
