"""What trafilatura takes for the body of a page. It reads our own tree, not the page: lxml's parser loses deep text without a word."""

from __future__ import annotations

import logging
import re

import trafilatura
from lxml import etree
from lxml.html import HtmlElement, html_parser

from claimcite.clean.inline import REFERENCE, unescape
from claimcite.clean.tree import SKIPPED, Element, Text

#: What its rules look at.
ATTRIBUTES = ("class", "id", "href", "style", "role", "itemprop", "rel", "hidden", "aria-hidden", "data-testid", "data-component")
ATTRIBUTE_MAX = 500
#: What is deeper stands side by side: the time of trafilatura grows with the square of the depth of tables.
DEPTH_MAX = 120
#: libxml2 takes no control characters, and etree no names that XML does not know.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
NAME = re.compile(r"[a-z][a-z0-9_.-]{0,40}")
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def body_lines(root: Element, raw: str) -> list[str]:
    """Return the lines of text that trafilatura takes for the body, in its order; none where it finds no body.

    Of its modes ``fast`` loses least of the articles' own text; what it takes too much of is left out by ``body``.

    >>> from claimcite.clean.tree import scan
    >>> page = "<body><nav>Home</nav><article><p>" + "The dam broke in the night, police said. " * 9 + "</p></article>"
    >>> [line[:13] for line in body_lines(scan(page).root, page)]
    ['The dam broke']
    >>> body_lines(scan("<p>").root, "<p>")
    []
    """
    found = trafilatura.bare_extraction(lxml_tree(root, raw), fast=True, include_comments=False, include_tables=True, deduplicate=False)
    text = found.text if isinstance(found, trafilatura.settings.Document) else None
    return [line for line in (text or "").split("\n") if line.strip()]


def lxml_tree(root: Element, raw: str) -> HtmlElement:
    """Return the page as lxml's tree, without what has no text.

    >>> from claimcite.clean.tree import scan
    >>> page = "<body class=a>R&amp;D<br>b<script>c</script></body>"
    >>> etree.tostring(lxml_tree(scan(page).root, page))
    b'<html><body class="a">R&amp;D<br/>b</body></html>'
    """
    page: HtmlElement = html_parser.makeelement("html")
    body = etree.SubElement(page, "body")
    stack = [(iter(root.children), body)]
    texts: list[str] = []
    while stack:
        children, parent = stack[-1]
        for child in children:
            if isinstance(child, Text):
                texts.append(raw[child.start : child.end])
            elif child.tag in ("html", "body"):
                set_attributes(body, child)
                stack.append((iter(child.children), parent))
                break
            elif child.tag not in SKIPPED or child.torn:
                append(parent, texts)
                element = etree.SubElement(parent, child.tag if NAME.fullmatch(child.tag) else "span")
                set_attributes(element, child)
                if child.children:
                    stack.append((iter(child.children), element if len(stack) < DEPTH_MAX else parent))
                    break
        else:
            append(parent, texts)
            stack.pop()
    return page


def append(parent: etree._Element, texts: list[str]) -> None:
    """Append the texts read so far after the last child of an element, and forget them."""
    if texts:
        text = CONTROLS.sub("", REFERENCE.sub(unescape, "".join(texts)))
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + text
        else:
            parent.text = (parent.text or "") + text
        texts.clear()


def set_attributes(element: etree._Element, source: Element) -> None:
    """Copy the attributes that matter."""
    if not source.head:
        return
    attributes = source.attributes
    for name in ATTRIBUTES:
        if name in attributes:
            element.set(name, CONTROLS.sub("", attributes[name][:ATTRIBUTE_MAX]))
