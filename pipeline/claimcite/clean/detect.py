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
#: One of these stands in all that ``IS_MEDIAWIKI`` looks for.
SIGNS = ("mw-", "mw:", "MediaWiki")
HEAD = 60_000


def detect(source: Source) -> Markup:
    """Return the markup of a source; what its container says wins, then its content, then the ending of its name."""
    head = source.raw[:HEAD]
    if source.markup is not None and source.markup != "html":
        return source.markup
    if source.markup == "html" or HTML_START.match(head):
        return kind_of_html(source.raw)
    wiki = len(set(WIKITEXT.findall(head))) >= 4
    if not wiki and len(HTML_TAGS.findall(head)) >= 4:
        return kind_of_html(source.raw)
    if wiki:
        return "wikitext"
    if looks_like_markdown(head):
        return "markdown"
    for ending, markup in ENDINGS.items():
        if source.locator.path.lower().endswith(ending):
            return markup
    return "plain"


def kind_of_html(raw: str) -> Markup:
    """Tell a MediaWiki page from others; the signs are looked for before the pattern, which takes 2 ms a page."""
    return "mediawiki" if any(sign in raw for sign in SIGNS) and IS_MEDIAWIKI.search(raw) else "html"
