"""The tree that a scan of wikitext builds: what is open stands on a stack, what is closed becomes a node."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from claimcite.clean.wikinodes import Kind, Node, Part

#: Nothing real is nested deeper (MediaWiki's own limit for templates); what is deeper is kept flat.
MAX_DEPTH = 40
#: What may be undone by what is around it: brackets that nobody closed.
LOOSE = frozenset(["link", "external"])


@dataclass(slots=True)
class Frame:
    """Something that is open.

    ``limit`` is where it must end, if that is known, and ``after`` where the text goes on then; ``base`` is the kind of the innermost
    open thing that is not loose; a ``flat`` frame makes no node, its parts are those of the frame around it.
    """

    kind: Kind
    start: int
    parts: list[Part]
    name: str = ""
    attributes: str = ""
    braces: int = 0
    limit: int | None = None
    after: int = 0
    base: Kind = "tag"
    flat: bool = False
    outer_limit: int = 0
    outside: Counter[Kind] = field(default_factory=Counter)


class Tree:
    """Nodes of a page while it is scanned. ``limit`` is where the innermost frame with a known end ends."""

    def __init__(self, end: int) -> None:
        self.limit = end
        self.top = Frame("tag", 0, [Part([], 0)], limit=end, after=end)
        self.stack = [self.top]
        self.open: Counter[Kind] = Counter()
        self.unclosed = self.flattened = self.count = 0

    def leaf(self, kind: Kind, start: int, end: int, name: str = "", attributes: str = "") -> None:
        """Add a leaf to what is open."""
        if end > start:
            self.count += 1
            self.top.parts[-1].nodes.append(Node(kind, start, end, name, attributes))

    def push(self, frame: Frame) -> None:
        """Open something."""
        if len(self.stack) >= MAX_DEPTH:
            frame.flat, frame.parts = True, self.top.parts
            self.flattened += 1
        frame.base = self.top.base if frame.kind in LOOSE else frame.kind
        if frame.limit is None:
            self.open[frame.kind] += 1
        else:
            frame.outside, self.open = self.open, Counter()
            frame.outer_limit, self.limit = self.limit, frame.limit
        self.stack.append(frame)
        self.top = frame

    def pop(self) -> Frame:
        """Take the innermost open thing off the stack."""
        frame = self.stack.pop()
        self.top = self.stack[-1]
        if frame.limit is None:
            self.open[frame.kind] -= 1
        else:
            self.open, self.limit = frame.outside, frame.outer_limit
        return frame

    def close(self, inner: int, end: int) -> None:
        """Close the innermost open thing: it becomes a node. Its last part ends at ``inner``, its closing bracket at ``end``."""
        frame = self.pop()
        if not frame.flat:
            self.add(frame, inner, end)

    def add(self, frame: Frame, inner: int, end: int) -> None:
        """Add what was open as a node of what is open now."""
        self.count += len(frame.parts)
        frame.parts[-1].end = inner
        self.top.parts[-1].nodes.append(Node(frame.kind, frame.start, end, frame.name, frame.attributes, frame.parts))

    def give_back(self) -> None:
        """Undo the innermost open thing: what is in it belongs to what is around it, its brackets and bars are left out."""
        frame = self.pop()
        self.unclosed += frame.kind == "template"
        if frame.flat:
            return
        if frame.kind == "external":  # an address in a bracket that nobody closed is text
            self.leaf("text", frame.start, frame.parts[0].start)
        for i, part in enumerate(frame.parts):
            if i:
                self.leaf("pipe", part.start - 1, part.start)
            self.top.parts[-1].nodes += part.nodes

    def loosen(self) -> None:
        """Undo brackets that are still open at a place where they cannot be."""
        while self.top.kind in LOOSE:
            self.give_back()

    def end_inner(self) -> None:
        """End what is still open in the innermost frame whose end is known: tables as they stand, anything else is undone."""
        while self.top.limit is None:
            if self.top.kind == "table":
                self.close(self.limit, self.limit)
            else:
                self.give_back()
