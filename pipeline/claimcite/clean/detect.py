"""Which markup a text is in: content decides, the file's ending is a hint."""

from __future__ import annotations

import re

from claimcite.clean.markdown import looks_like_markdown
from claimcite.clean.mediawiki import IS_MEDIAWIKI
from claimcite.records import Markup, Source

HTML_START = re.compile(r"\s*(?:<!doctype html|<html\b|<\?xml[^>]{0,100}\?>\s*<!doctype html)", re.IGNORECASE)
HTML_TAGS = re.compile(r"<(?:p|div|body|head|meta|article|section|table|li|h[1-6])\b[^<>]{0,300}>", re.IGNORECASE)
WIKITEXT = re.compile(r"^==+[^=\n]{1,120}==+\s*$|\[\[[^\[\]\n]{1,200}\]\]|\{\{[^{}\n]{2,200}[}|\n]|'''[^'\n]{1,120}'''|<ref[ >]|^\{\|", re.MULTILINE)
ENDINGS: dict[str, Markup] = {".md": "markdown", ".markdown": "markdown", ".wiki": "wikitext", ".mediawiki": "wikitext", ".wikitext": "wikitext"}
HEAD = 60_000


def detect(source: Source) -> Markup:
    """Return the markup of a source; what its container says wins, then its content, then the ending of its name."""
    head = source.raw[:HEAD]
    if source.markup == "html":
        return "mediawiki" if IS_MEDIAWIKI.search(source.raw) else "html"
    if source.markup is not None:
        return source.markup
    wiki = len(set(WIKITEXT.findall(head))) >= 4
    if HTML_START.match(head) or (not wiki and len(HTML_TAGS.findall(head)) >= 4):
        return "mediawiki" if IS_MEDIAWIKI.search(source.raw) else "html"
    if wiki:
        return "wikitext"
    if looks_like_markdown(head):
        return "markdown"
    for ending, markup in ENDINGS.items():
        if source.locator.path.lower().endswith(ending):
            return markup
    return "plain"
