"""A light HTML tree whose elements and texts know where they stand in the raw input.

lxml and Beautiful Soup keep a line number at most, and lxml loses deep text; so the page is scanned here once, in linear time.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from claimcite.errors import CleanError
from claimcite.spans import Span

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "param"])
RAW_TEXT = frozenset(["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"])
BLOCKS = frozenset(
    ["address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "section", "select", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"]
)
#: Opening one of these closes the open elements named, as far up as the nearest element in the third place.
CLOSES = {
    "li": ({"li", "p"}, {"ul", "ol", "menu"}), "dt": ({"dt", "dd", "p"}, {"dl"}), "dd": ({"dt", "dd", "p"}, {"dl"}),
    "tr": ({"tr", "td", "th", "p"}, {"table"}), "td": ({"td", "th", "p"}, {"tr", "table"}), "th": ({"td", "th", "p"}, {"tr", "table"}),
    "option": ({"option"}, {"select"}),
}  # fmt: skip
TAG_END = re.compile("[<>]")
TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]{0,60})")
ATTRIBUTE = re.compile(r"""[\s/]*([^\s=>/"'][^\s=>/]{0,200})(?:\s{0,50}=\s{0,50}("[^"]*"|'[^']*'|[^\s>]+))?""")


@dataclass(slots=True)
class Text:
    """A run of character data."""

    span: Span


@dataclass(slots=True)
class Element:
    """An element; ``span`` runs from its opening tag to the end of its closing tag."""

    tag: str
    attributes: dict[str, str]
    span: Span
    children: list[Element | Text] = field(default_factory=list)
    nests_table: bool = False

    @property
    def classes(self) -> frozenset[str]:
        """The class names."""
        return frozenset(self.attributes.get("class", "").split())

    def walk(self) -> Iterator[Element]:
        """Yield the element and all below it, in order."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(child for child in reversed(element.children) if isinstance(child, Element))

    def find(self, tag: str | None = None, class_: str | None = None) -> Element | None:
        """Return the first element below with this tag and class."""
        return next(self.find_all(tag, class_), None)

    def find_all(self, tag: str | None = None, class_: str | None = None) -> Iterator[Element]:
        """Yield the elements below with this tag and class, in order."""
        for element in self.walk():
            if element is not self and (tag is None or element.tag == tag) and (class_ is None or class_ in element.classes):
                yield element

    def texts(self) -> Iterator[Text]:
        """Yield the texts below, in order."""
        stack: list[Element | Text] = [self]
        while stack:
            item = stack.pop()
            if isinstance(item, Text):
                yield item
            else:
                stack.extend(reversed(item.children))

    def longer_than(self, limit: int, raw: str) -> bool:
        """Whether the text below has more than ``limit`` characters, white space collapsed; reads no further than it must."""
        length = 0
        for text in self.texts():
            length += len(" ".join(text.span.of(raw).split()))
            if length > limit:
                return True
        return False

    def string(self, raw: str) -> str:
        """Return the text below, character references not decoded, white space collapsed."""
        return " ".join("".join(text.span.of(raw) for text in self.texts()).split())


@dataclass(slots=True)
class Scan:
    """What a scan found: the tree, how many elements were flattened, how deep it is, how many elements it has."""

    root: Element
    flattened: int
    depth: int
    count: int
    attributes: int
    """The most attributes that one tag has."""


class Scanner:
    """Reads a page once. Elements beyond ``max_depth`` are flattened into their parent, so that no text is lost."""

    def __init__(self, raw: str, *, max_depth: int, max_elements: int) -> None:
        self.raw = raw
        self.max_depth = max_depth
        self.max_elements = max_elements
        self.root = Element("#root", {}, Span(0, len(raw)))
        self.stack = [self.root]
        self.opened: Counter[str] = Counter()
        self.flat: Counter[str] = Counter()
        self.flattened = self.count = self.depth = self.most_attributes = 0

    def scan(self) -> Scan:
        """Build the tree; raises ``CleanError`` (``too_large``) for more than ``max_elements`` elements."""
        raw, at = self.raw, 0
        while at < len(raw):
            lt = raw.find("<", at)
            if lt < 0:
                self.text(at, len(raw))
                break
            tag = TAG.match(raw, lt)
            if tag:
                self.text(at, lt)
                at = self.close(tag) if tag[1] else self.open(tag)
            elif raw.startswith(("<!--", "<!", "<?"), lt):
                self.text(at, lt)
                end = raw.find("-->" if raw.startswith("<!--", lt) else ">", lt + 2)
                at = len(raw) if end < 0 else end + (3 if raw.startswith("<!--", lt) else 1)
            else:
                self.text(at, lt + 1)
                at = lt + 1
        self.cut(1, len(raw))
        return Scan(self.root, self.flattened, self.depth, self.count, self.most_attributes)

    def text(self, start: int, end: int) -> None:
        """Append a run of character data to the open element."""
        if end > start:
            children = self.stack[-1].children
            if children and isinstance(last := children[-1], Text) and last.span.end == start:
                last.span = Span(last.span.start, end)
            else:
                children.append(Text(Span(start, end)))

    def open(self, tag: re.Match[str]) -> int:
        """Open an element; return where its content starts."""
        name = tag[2].lower()
        attributes, at = self.attributes(tag.end())
        self.imply_ends(name, tag.start())
        self.count += 1
        if self.count > self.max_elements:
            raise CleanError("too_large", f"more than {self.max_elements} elements", limit=self.max_elements)
        element = Element(name, attributes, Span(tag.start(), at))
        closed = self.raw.startswith("/>", at - 2) and name not in BLOCKS
        if len(self.stack) > self.max_depth and name not in RAW_TEXT and name not in VOID:
            self.flattened += 1
            self.flat[name] += not closed
            return at
        self.stack[-1].children.append(element)
        if name == "table":
            self.note_table()
        if name in RAW_TEXT:
            end = self.raw_text_end(name, at)
            element.children.append(Text(Span(at, end)))
            gt = self.raw.find(">", end)
            at = len(self.raw) if gt < 0 else gt + 1
            element.span = Span(tag.start(), at)
        elif name not in VOID and not closed:
            self.stack.append(element)
            self.opened[name] += 1
            self.depth = max(self.depth, len(self.stack))
        return at

    def note_table(self) -> None:
        """Tell the open elements that a table stands in them; those above the first that knows it know it too."""
        for element in reversed(self.stack):
            if element.nests_table:
                break
            element.nests_table = True

    def cut(self, index: int, end: int) -> None:
        """Close the open elements from ``index`` on; their spans end at ``end``."""
        for element in self.stack[index:]:
            element.span = Span(element.span.start, end)
            self.opened[element.tag] -= 1
        del self.stack[index:]
        self.flat.clear()

    def raw_text_end(self, name: str, at: int) -> int:
        """Return where the closing tag of a script, style or title starts."""
        end = re.compile(rf"</{name}\b", re.IGNORECASE).search(self.raw, at)
        return end.start() if end else len(self.raw)

    def attributes(self, at: int) -> tuple[dict[str, str], int]:
        """Parse attributes from ``at``; return them and where the tag ends."""
        found: dict[str, str] = {}
        count = 0
        while match := ATTRIBUTE.match(self.raw, at):
            count += 1
            if len(found) < 100:
                found.setdefault(match[1].lower(), unquoted(match[2] or ""))
            at = match.end()
        self.most_attributes = max(self.most_attributes, count)
        edge = TAG_END.search(self.raw, at)
        end = edge.start() if edge else len(self.raw)
        return found, end + 1 if edge and edge.group() == ">" else end

    def imply_ends(self, name: str, at: int) -> None:
        """Close what opening ``name`` at ``at`` closes: a paragraph before a block, an item before an item."""
        if name in CLOSES:
            closed, barrier = CLOSES[name]
            first = None
            for i in range(len(self.stack) - 1, 0, -1) if any(self.opened[tag] for tag in closed) else ():
                if self.stack[i].tag in barrier:
                    break
                if self.stack[i].tag in closed:
                    first = i
            if first is not None:
                self.cut(first, at)
        elif name in BLOCKS and self.stack[-1].tag == "p":
            self.cut(len(self.stack) - 1, at)

    def close(self, tag: re.Match[str]) -> int:
        """Close an element if it is open; return where the closing tag ends."""
        name = tag[2].lower()
        end = self.raw.find(">", tag.end())
        end = len(self.raw) if end < 0 else end + 1
        if self.flat[name]:  # the end of an element that was flattened
            self.flat[name] -= 1
            return end
        for i in range(len(self.stack) - 1, 0, -1) if self.opened[name] else ():
            if self.stack[i].tag == name:
                self.cut(i, end)
                break
            if self.stack[i].tag == "table" and name not in ("table", "div", "body", "html"):
                break
        return end


def unquoted(value: str) -> str:
    """Return the value of an attribute without its quotes; a quote that belongs to it stays.

    >>> unquoted("'a day'"), unquoted("plain"), unquoted("'open")
    ('a day', 'plain', 'open')
    """
    whole = len(value) > 1 and value[0] in "\"'" and value[-1] == value[0]
    return value[1:-1] if whole else value.strip("\"'")


def scan(raw: str, *, max_depth: int = 500, max_elements: int = 400_000) -> Scan:
    """Scan a page.

    >>> scan("<p>a<b>c</b><p>d").root.children[1].span
    Span(start=12, end=16)
    >>> scan("no markup").root.find("p") is None
    True
    """
    return Scanner(raw, max_depth=max_depth, max_elements=max_elements).scan()
