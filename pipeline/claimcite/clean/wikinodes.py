"""The parts of a scanned page of wikitext, and how the parameters of a template are read from them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from claimcite.spans import Span

Kind = Literal[
    "text", "newline", "item", "open", "close", "rule",  # leaves: text, line ends, "*", tags that are not paired, "----"
    "row", "caption", "cell", "header", "pipe", "bar",  # the marks of a table, "|" that parts something, "{{!}}" that prints one
    "opaque", "comment",  # what is no text: <math>, <!-- -->
    "template", "argument", "link", "external", "tag", "heading", "table",
]  # fmt: skip
HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


@dataclass(slots=True)
class Part:
    """What stands between two bars of a template or link; ``start`` and ``end`` are its place."""

    nodes: list[Node]
    start: int
    end: int = 0


@dataclass(slots=True)
class Node:
    """A part of a page. ``name`` is that of a tag, the marks of an item or heading, the address of an external link."""

    kind: Kind
    start: int
    end: int
    name: str = ""
    attributes: str = ""
    parts: list[Part] = field(default_factory=list)

    @property
    def nodes(self) -> list[Node]:
        """What stands inside, the bars left out."""
        return self.parts[0].nodes if len(self.parts) == 1 else [node for part in self.parts for node in part.nodes]

    @property
    def span(self) -> Span:
        """The place of the node."""
        return Span(self.start, self.end)


class Parameter(NamedTuple):
    """A parameter of a template: a number for one without a name, the place of its name and of its value."""

    key: str
    label: Span | None
    nodes: list[Node]
    start: int
    end: int


def parameters(node: Node, text: str) -> Iterator[Parameter]:
    """Yield the parameters of a template, names in lower case with spaces for "_"."""
    number = 0
    for part in node.parts[1:]:
        equals = sign(part, text)
        if equals is None:
            number += 1
            yield Parameter(str(number), None, part.nodes, part.start, part.end)
            continue
        at, index = equals
        first = part.nodes[index]
        nodes = [Node("text", at + 1, first.end), *part.nodes[index + 1 :]] if first.end > at + 1 else part.nodes[index + 1 :]
        key = normal(text[part.start : at])
        yield Parameter(key, Span(part.start, at), nodes, at + 1, part.end)


def sign(part: Part, text: str) -> tuple[int, int] | None:
    """Return where the name of a parameter ends, and in which of its nodes; None for a parameter without a name.

    "see [//a.example?x=1 b]" and '<span style="x">' have no name: their "=" belongs to the link and the tag.
    """
    for i, node in enumerate(part.nodes):
        if node.kind not in ("text", "newline", "comment"):
            return None
        at = text.find("=", node.start, node.end) if node.kind == "text" else -1
        if at >= 0:
            return (at, i) if at - part.start <= 200 else None
    return None


def normal(name: str) -> str:
    """Return the name of a template or parameter as it is looked up.

    >>> normal(" Cite_Web\\n<!-- x -->"), normal("Template:Cn")
    ('cite web', 'cn')
    >>> normal("")
    ''
    """
    if "<!--" in name:
        name = re.sub(r"<!--.*?(?:-->|$)", "", name, flags=re.DOTALL)
    name = " ".join(name.replace("_", " ").split()).lower()
    return name.removeprefix("template:").removeprefix("vorlage:").removeprefix("subst:").strip()


def attribute(attributes: str, name: str) -> str | None:
    """Return the value of an attribute of a tag, or None.

    >>> attribute(' name = "a b" group=note', "group"), attribute("name='x'/", "name"), attribute(" name=x /", "name")
    ('note', 'x', 'x')
    >>> attribute(" name=x", "group") is None
    True
    """
    match = re.search(rf"""(?:^|[\s"']){name}\s{{0,9}}=\s{{0,9}}(?:"([^"]*)"|'([^']*)'|([^\s"'/>]+(?:/(?=[^\s>])[^\s"'/>]+)*))""", attributes, re.IGNORECASE)
    if match is None:
        return None
    value = next(v for v in match.groups() if v is not None)
    return " ".join(value.split()) or None


def visible(nodes: Sequence[Node]) -> Iterator[Node]:
    """Yield nodes without those that a style hides: ``<span style="display:none">05</span>``."""
    hidden, depth = "", 0
    last: dict[str, int] | None = None
    for i, node in enumerate(nodes):
        if depth:
            depth += (node.kind == "open") - (node.kind == "close") if node.name == hidden and not node.attributes.endswith("/") else 0
            continue
        if node.kind == "open" and node.attributes and HIDDEN.search(node.attributes):
            last = last if last is not None else {n.name: at for at, n in enumerate(nodes) if n.kind == "close"}
            if last.get(node.name, 0) > i:
                hidden, depth = node.name, 1
                continue
        yield node


def split(nodes: Sequence[Node], kind: Kind) -> Iterator[list[Node]]:
    """Yield the stretches between the nodes of a kind."""
    part: list[Node] = []
    for node in nodes:
        if node.kind == kind:
            yield part
            part = []
        else:
            part.append(node)
    yield part


def trimmed(nodes: Sequence[Node], text: str) -> list[Node]:
    """Return nodes without white space at their ends."""

    def blank(node: Node) -> bool:
        return node.kind in ("newline", "comment") or (node.kind == "text" and not text[node.start : node.end].strip())

    low, high = 0, len(nodes)
    while low < high and blank(nodes[low]):
        low += 1
    while high > low and blank(nodes[high - 1]):
        high -= 1
    left = list(nodes[low:high])
    if left and left[0].kind == "text":
        first = text[left[0].start : left[0].end]
        left[0] = Node("text", left[0].start + len(first) - len(first.lstrip()), left[0].end)
    if left and left[-1].kind == "text":
        left[-1] = Node("text", left[-1].start, left[-1].start + len(text[left[-1].start : left[-1].end].rstrip()))
    return left
