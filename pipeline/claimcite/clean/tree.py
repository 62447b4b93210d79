"""A light HTML tree whose elements and texts know where they stand in the raw input.

lxml and Beautiful Soup keep a line number at most, and lxml loses deep text; so the page is scanned here once, in linear time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimcite.clean.nodes import ATTRIBUTE, Element, Text
from claimcite.errors import CleanError

__all__ = ["BLOCKS", "RAW_TEXT", "SKIPPED", "VOID", "Element", "Scan", "Text", "scan"]

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "param"])
RAW_TEXT = frozenset(["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"])
BLOCKS = frozenset(
    ["address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "li", "listing", "main", "menu", "nav", "ol", "option", "p", "plaintext", "pre", "search", "section", "select", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "xmp"]
)
#: Elements whose text a reader does not see as text.
SKIPPED = frozenset(["script", "style", "template", "noscript", "head", "svg", "math", "iframe", "object", "textarea", "select", "option", "datalist", "title", "button", "noembed", "noframes"])
#: What may stand in ``<head>``; anything else ends it.
IN_HEAD = frozenset(["base", "basefont", "bgsound", "link", "meta", "noframes", "noscript", "script", "style", "template", "title"])
#: Opening one of these closes the open elements named, as far up as the nearest element in the third place.
CLOSES = {
    "li": ({"li", "p"}, {"ul", "ol", "menu"}), "dt": ({"dt", "dd", "p"}, {"dl"}), "dd": ({"dt", "dd", "p"}, {"dl"}),
    "tr": ({"tr", "td", "th", "p"}, {"table"}), "td": ({"td", "th", "p"}, {"tr", "table"}), "th": ({"td", "th", "p"}, {"tr", "table"}),
    "option": ({"option"}, {"select"}),
}  # fmt: skip
#: Elements that end others when they open, and those that others end.
ENDING, ENDABLE = frozenset([*CLOSES, "a", "body"]), frozenset(["head", "p"])
TAG_END = re.compile("[<>]")
TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]{0,60})")
#: A well-formed opening tag: its name, and all that follows up to ">".
OPENING = re.compile(
    r"""<([a-zA-Z][^\s/<>]{0,60})((?:[\s/]*+[^\s=<>/"'][^\s=<>/"']*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>][^\s"'<>]*+))?+)*+[\s/]*+)>"""
)
CDATA = "<![CDATA["


@dataclass(slots=True)
class Scan:
    """What a scan found: the tree, how many elements were flattened, how deep it is, how many elements it has."""

    root: Element
    flattened: int
    depth: int
    count: int
    unclosed: int
    """How many scripts, styles and comments have no end: what follows them may be text that nobody sees."""


class Scanner:
    """Reads a page once. Elements beyond ``max_depth`` are flattened into their parent, so that no text is lost."""

    def __init__(self, raw: str, *, max_depth: int, max_elements: int) -> None:
        self.raw = raw
        self.max_depth = max_depth
        self.max_elements = max_elements
        self.root = Element("#root", "", 0, len(raw))
        self.stack = [self.root]
        self.opened: dict[str, int] = {}
        self.flat: dict[str, int] = {}
        self.missing: set[str] = set()
        self.ends: dict[str, int] = {}
        self.flattened = self.count = self.depth = self.unclosed = 0

    def scan(self) -> Scan:
        """Build the tree; raises ``CleanError`` (``too_large``) for more than ``max_elements`` elements."""
        raw, at = self.raw, 0
        while (lt := raw.find("<", at)) >= 0:
            if lt > at:
                self.text(at, lt)
            tag = OPENING.match(raw, lt)
            at = self.open(Element(tag[1].lower(), tag[2], lt, tag.end())) if tag else self.sign(lt)
        self.text(at, len(raw))
        self.cut(1, len(raw))
        return Scan(self.root, self.flattened, self.depth, self.count, self.unclosed)

    def sign(self, lt: int) -> int:
        """Read what begins with "<" and is no well-formed opening tag; return where it ends."""
        tag = TAG.match(self.raw, lt)
        if tag is None:
            if self.raw.startswith(("<!", "<?"), lt):
                return self.declaration(lt)
            self.text(lt, lt + 1)
            return lt + 1
        if tag[1]:
            return self.close(tag)
        at = self.tag_end(tag.end())
        return self.open(Element(tag[2].lower(), self.raw[tag.end() : at - (self.raw[at - 1] == ">")], lt, at))

    def find(self, sign: str, at: int) -> int:
        """Return where a sign stands next, or -1; what is nowhere is not looked for again, or 400 KB of "<!--" took minutes."""
        if sign in self.missing:
            return -1
        found = self.raw.find(sign, at)
        if found < 0:
            self.missing.add(sign)
        return found

    def text(self, start: int, end: int) -> None:
        """Append a run of character data to the open element."""
        if end <= start:
            return
        top = self.stack[-1]
        if top.tag == "head" and not self.raw[start:end].isspace():
            self.cut(len(self.stack) - 1, start)  # text ends an open head
            top = self.stack[-1]
        last = top.children[-1] if top.children else None
        if isinstance(last, Text) and last.end == start:
            last.end = end
        else:
            top.children.append(Text(start, end))

    def declaration(self, lt: int) -> int:
        """Pass a comment, doctype or processing instruction and return where it ends; the text of a CDATA section is text.

        A comment without an end hides nothing: it ends at the next ">".
        """
        if self.raw.startswith(CDATA, lt):
            end = self.find("]]>", lt)
            stop = len(self.raw) if end < 0 else end
            self.text(lt + len(CDATA), stop)
            return min(stop + 3, len(self.raw))
        if self.raw.startswith("<!--", lt):
            end = self.find("-->", lt + 2)
            if end >= 0:
                return end + 3
            self.unclosed += 1
        end = self.find(">", lt)
        return end + 1 if end >= 0 else max(lt + 2, self.find("<", lt + 2))

    def open(self, element: Element) -> int:
        """Open an element whose tag was read; return where its content starts."""
        name, stack = element.tag, self.stack
        if name in ENDING or stack[-1].tag in ENDABLE:
            self.imply_ends(name, element.start)
        self.count += 1
        if self.count > self.max_elements:
            raise CleanError("too_large", f"more than {self.max_elements} elements", limit=self.max_elements)
        if name == "head" and self.opened.get("body"):
            return element.end  # a page has one, in front
        if name in RAW_TEXT:
            stack[-1].children.append(element)
            return self.raw_text(element, element.end)
        if len(stack) > self.max_depth and name not in VOID:
            self.flatten(element)
            return element.end
        stack[-1].children.append(element)
        if name == "table":
            self.note_table()
        if name not in VOID and (element.head[-1:] != "/" or name in BLOCKS):
            stack.append(element)
            self.opened[name] = self.opened.get(name, 0) + 1
            self.depth = max(self.depth, len(stack))
        return element.end

    def tag_end(self, at: int) -> int:
        """Return where a tag ends that is not well-formed: after its attributes, at the next ">" or before the next "<"."""
        while match := ATTRIBUTE.match(self.raw, at):
            at = match.end()
        edge = TAG_END.search(self.raw, at)
        return len(self.raw) if edge is None else edge.end() if edge.group() == ">" else edge.start()

    def flatten(self, element: Element) -> None:
        """Leave out an element that is too deep: its text goes to the open element, parted where a block begins or ends."""
        self.flattened += 1
        if element.head[-1:] != "/" or element.tag in BLOCKS:
            self.flat[element.tag] = self.flat.get(element.tag, 0) + 1
        if element.tag in BLOCKS:
            self.stack[-1].children.append(element)

    def raw_text(self, element: Element, at: int) -> int:
        """Take in the content of a script, style or title; return where its end tag ends.

        Without an end tag, a script or style takes all that follows, as in browsers; any other ends before the next tag.
        ``<script src="a"/>`` of XHTML is empty where another one opens before the next end tag.
        """
        end = self.end_tag(element.tag, at)
        if element.head.endswith("/") and (end < 0 or self.raw.find(f"<{element.tag}", at, end) >= 0):
            return at
        if end < 0:
            self.unclosed += 1
            end = len(self.raw) if element.tag in ("script", "style") else max(at, self.find("<", at))
            element.end = end
        else:
            element.end = self.find(">", end) + 1 or len(self.raw)
        element.children.append(Text(at, end))
        return element.end

    def end_tag(self, name: str, at: int) -> int:
        """Return where the next end tag of this name starts, or -1."""
        found = self.ends.get(name, 0)
        if 0 <= found < at:
            found = self.raw.find("</", at)
            while found >= 0 and not ((tag := TAG.match(self.raw, found)) and tag[2].lower() == name):
                found = self.raw.find("</", found + 2)
            self.ends[name] = found
        return found

    def note_table(self) -> None:
        """Tell the open elements that a table stands in them; those above the first that knows it know it too."""
        for element in reversed(self.stack):
            if element.nests_table:
                break
            element.nests_table = True

    def cut(self, index: int, end: int, *, own: bool = False) -> None:
        """Close the open elements from ``index`` on; their spans end at ``end``. ``own`` if the first has its end tag."""
        for element in self.stack[index:]:
            element.end = end
            element.torn = True
            self.opened[element.tag] -= 1
        if own:
            self.stack[index].torn = False
        del self.stack[index:]
        self.flat.clear()

    def imply_ends(self, name: str, at: int) -> None:
        """Close what opening ``name`` at ``at`` closes: a paragraph before a block, an item before an item, an open head."""
        if self.stack[-1].tag == "head" and name not in IN_HEAD:
            self.cut(len(self.stack) - 1, at)
        if name in CLOSES:
            closed, barrier = CLOSES[name]
            first = None
            for i in range(len(self.stack) - 1, 0, -1) if any(self.opened.get(tag) for tag in closed) else ():
                if self.stack[i].tag in barrier:
                    break
                if self.stack[i].tag in closed:
                    first = i
            if first is not None:
                self.cut(first, at)
        elif self.stack[-1].tag == "p":
            if name in BLOCKS:
                self.cut(len(self.stack) - 1, at)
        elif name == "a" and self.opened.get("a"):
            index = next(i for i in range(len(self.stack) - 1, -1, -1) if self.stack[i].tag == "a" or self.stack[i].tag in BLOCKS)
            if self.stack[index].tag == "a":
                self.cut(index, at)
        elif name == "body" and self.opened.get("head"):
            self.cut(next(i for i, element in enumerate(self.stack) if element.tag == "head"), at)

    def close(self, tag: re.Match[str]) -> int:
        """Close an element if it is open; return where the closing tag ends."""
        name = tag[2].lower()
        end = tag.end() + 1 if self.raw.startswith(">", tag.end()) else self.find(">", tag.end()) + 1 or tag.end()
        if self.flat.get(name):  # the end of an element that was flattened
            self.flat[name] -= 1
            if name in BLOCKS:
                self.stack[-1].children.append(Element(name, "", tag.start(), end))
            return end
        for i in range(len(self.stack) - 1, 0, -1) if self.opened.get(name) else ():
            if self.stack[i].tag == name:
                self.cut(i, end, own=True)
                break
            if self.stack[i].tag == "table" and name not in ("table", "div", "body", "html"):
                break
        return end


def scan(raw: str, *, max_depth: int = 500, max_elements: int = 400_000) -> Scan:
    """Scan a page.

    >>> scan("<p>a<b>c</b><p>d").root.children[1].span
    Span(start=12, end=16)
    >>> scan("no markup").root.find("p") is None
    True
    """
    return Scanner(raw, max_depth=max_depth, max_elements=max_elements).scan()
