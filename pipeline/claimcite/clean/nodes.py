"""Elements and texts of a page, each with its place in the raw input; attributes are read when somebody asks for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from claimcite.spans import Span

#: Names with values, as browsers read them; a value without its closing quote ends at white space.
ATTRIBUTE = re.compile(r"""[\s/]*+([^\s=>/"'][^\s=>/]{0,200})(?:\s{0,50}=\s{0,50}("[^"]*"|'[^']*'|[^\s>]+))?""")
QUOTES = ('"', "'")
#: More attributes than any tag has, and more text: what follows is not read.
ATTRIBUTES_MAX, HEAD_MAX = 100, 200_000


@dataclass(slots=True)
class Text:
    """A run of character data, ``[start, end)`` of the raw input."""

    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


@dataclass(slots=True)
class Element:
    """An element from the start of its opening tag to the end of its closing tag; ``head`` is what its tag holds after its name.

    >>> Element("p", ' class="a b" hidden', 0, 24).attributes
    {'class': 'a b', 'hidden': ''}
    >>> Element("p", "", 0, 3).attributes
    {}
    """

    tag: str
    head: str
    start: int
    end: int
    children: list[Element | Text] = field(default_factory=list)
    nests_table: bool = False
    torn: bool = False
    """Whether it has no end tag of its own: it ended where an element around it did."""
    _attributes: dict[str, str] | None = None

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)

    @property
    def attributes(self) -> dict[str, str]:
        """The first hundred attributes, names in lower case, character references in the values not decoded."""
        if self._attributes is None:
            self._attributes = read_attributes(self.head) if self.head else {}
        return self._attributes

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
            stack.extend([child for child in reversed(element.children) if isinstance(child, Element)])

    def find(self, tag: str | None = None, class_: str | None = None) -> Element | None:
        """Return the first element below with this tag and class."""
        return next(self.find_all(tag, class_), None)

    def find_all(self, tag: str | None = None, class_: str | None = None) -> Iterator[Element]:
        """Yield the elements below with this tag and class, in order."""
        for element in self.walk():
            if (tag is None or element.tag == tag) and element is not self and (class_ is None or class_ in element.classes):
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
            length += len(" ".join(raw[text.start : text.end].split()))
            if length > limit:
                return True
        return False

    def string(self, raw: str) -> str:
        """Return the text below, character references not decoded, white space collapsed."""
        return " ".join("".join([raw[text.start : text.end] for text in self.texts()]).split())


def read_attributes(head: str) -> dict[str, str]:
    """Return the attributes of a tag, without quotes around the values; of equal names the first counts.

    >>> read_attributes(" A=1 a=2 b='c d' e='open")
    {'a': '1', 'b': 'c d', 'e': 'open'}
    >>> read_attributes(" = ")
    {}
    """
    found: dict[str, str] = {}
    for name, value in ATTRIBUTE.findall(head, 0, HEAD_MAX):
        found.setdefault(name.lower(), value[1:-1] if value[:1] in QUOTES and value[1:].endswith(value[0]) else value.strip("\"'"))
        if len(found) >= ATTRIBUTES_MAX:
            break
    return found
