"""Wikitext to a tree whose parts know where they stand: one pass in linear time, with a stack of its own.

It follows MediaWiki's preprocessor (templates, arguments, comments, extension tags) and its tables, lists and headings, which begin a
line. What is opened and never closed is given back to what is around it, and counted.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass

from claimcite.clean.wikinodes import Node, Part
from claimcite.clean.wikitokens import (
    ADDRESS,
    ATTRIBUTES,
    BLANK,
    BRACES_MAX,
    BROKEN,
    BROKEN_HEADING,
    HEADING,
    KNOWN,
    LINE,
    LIST,
    NEXT_CELL,
    PAIRED,
    PLAIN,
    TOKEN,
    VERBATIM,
    lost_lines,
    odd_apostrophe,
)
from claimcite.clean.wikitree import Frame, Tree
from claimcite.errors import CleanError


@dataclass(slots=True)
class Scan:
    """What a scan found: the tree, how much was opened and never closed, how much was nested too deep."""

    root: Node
    unclosed: int
    flattened: int


def scan(text: str, *, max_nodes: int = 2_000_000) -> Scan:
    """Scan a page of wikitext; raises ``CleanError`` (``too_large``) for one with more than ``max_nodes`` parts.

    >>> [node.kind for node in scan("''A'' [[b|c]]{{d}}<ref>e</ref>").root.nodes]
    ['text', 'text', 'link', 'template', 'tag']
    >>> [node.kind for node in scan("no markup").root.nodes]
    ['text']
    """
    return Scanner(text).scan(max_nodes)


class Scanner:
    """Reads a page once: each ``on_…`` takes a token and returns where the text goes on."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.broken = lost_lines(text)
        self.token = BROKEN if self.broken else TOKEN
        self.tree = Tree(len(text))
        self.places: dict[str, list[tuple[int, int]]] = {}
        self.header = False
        self.quoted = self.apostrophe = 0

    def scan(self, max_nodes: int) -> Scan:
        """Read the page to its end."""
        tree, at = self.tree, self.line(0)
        while tree.count <= max_nodes:
            match = self.token.search(self.text, at, tree.limit) if at < tree.limit else None
            tree.leaf("text", at, match.start() if match else tree.limit)
            if match is not None:
                at = getattr(self, f"on_{match.lastgroup}")(match)
                continue
            tree.end_inner()
            if len(tree.stack) == 1:
                tree.top.parts[-1].end = len(self.text)
                return Scan(Node("tag", 0, len(self.text), parts=tree.top.parts), tree.unclosed, tree.flattened)
            at = tree.top.after
            tree.close(tree.limit, at)
        raise CleanError("too_large", f"more than {max_nodes} parts of wikitext", limit=max_nodes)

    # --- tags -------------------------------------------------------------------------------------------------------

    def on_comment(self, match: re.Match[str]) -> int:
        """Skip a comment; where it fills a line, with that line."""
        end = self.text.find("-->", match.end(), self.tree.limit)
        self.tree.unclosed += end < 0
        end = self.tree.limit if end < 0 else end + 3
        self.tree.leaf("comment", match.start(), end)
        first = match.start() == 0 or self.text[match.start() - 1] == "\n"
        alone = BLANK.match(self.text, end, self.tree.limit) if first else None
        return self.line(alone.end()) if alone else end

    def on_tag(self, match: re.Match[str]) -> int:
        """Read a tag: a mark in the text, or the beginning of a pair."""
        name, closing = match["tag"].lower(), match.group().startswith("</")
        rest = ATTRIBUTES.match(self.text, match.end(), self.tree.limit) if name in KNOWN else None
        if rest is None:  # "a <b c", "<John>"
            self.tree.leaf("text", match.start(), match.end())
            return match.end()
        attributes, end = rest.group()[:-1], rest.end()
        if name in PLAIN:
            self.tree.leaf("close" if closing else "open", match.start(), end, name, attributes)
        elif attributes.rstrip().endswith("/") and name in PAIRED and not closing:
            self.tree.leaf("tag", match.start(), end, name, attributes)
        elif not closing and not attributes.rstrip().endswith("/"):
            return self.pair(name, attributes, match.start(), end)
        return end

    def pair(self, name: str, attributes: str, start: int, end: int) -> int:
        """Read a tag that begins at ``start`` with its content; one that is never closed is left out."""
        close = self.next_place(rf"</{name}\s{{0,9}}>", end)
        if name == "ref" and attributes.strip() and close and (other := self.next_place(r"<ref\b[^<>]{0,500}(?<!/)>", end)) and other < close:
            close = None  # "<ref name=x>" for "<ref name=x />": another begins before it ends
            self.tree.leaf("tag", start, end, name, attributes + "/")
        elif close is None:
            self.tree.unclosed += 1
        if close is None:
            return end
        if name in PAIRED:
            self.tree.push(Frame("tag", start, [Part([], end)], name, attributes, limit=close[0], after=close[1]))
            return self.line(end)
        self.tree.leaf("opaque", start, close[1], name, attributes)
        if name in VERBATIM and close[0] > end:
            self.tree.top.parts[-1].nodes[-1].parts = [Part([Node("text", end, close[0])], end, close[0])]
        return close[1]

    def next_place(self, pattern: str, at: int) -> tuple[int, int] | None:
        """Return the first match of a pattern behind ``at`` that lies within the limit; all places are looked up once."""
        if pattern not in self.places:
            self.places[pattern] = [m.span() for m in re.finditer(pattern, self.text, re.IGNORECASE)]
        places = self.places[pattern]
        i = bisect.bisect_left(places, (at, 0))
        return places[i] if i < len(places) and places[i][1] <= self.tree.limit else None

    # --- braces and brackets ----------------------------------------------------------------------------------------

    def on_open(self, match: re.Match[str]) -> int:
        """Open a template or an argument: which of them, its end tells."""
        start = max(match.start(), match.end() - BRACES_MAX)
        self.tree.leaf("text", match.start(), start)
        self.tree.push(Frame("template", start, [Part([], match.end())], braces=match.end() - start))
        return match.end()

    def on_close(self, match: re.Match[str]) -> int:
        """Close templates and arguments: three braces an argument, two a template."""
        at, end, tree = match.start(), match.end(), self.tree
        while end - at >= 2 and tree.open["template"]:
            while tree.top.kind != "template":
                tree.close(at, at) if tree.top.kind == "table" else tree.give_back()
            at += self.close_braces(at, 3 if end - at >= 3 and tree.top.braces >= 3 else 2)
        return end

    def close_braces(self, at: int, braces: int) -> int:
        """Make a node of the open run of braces; what is left of the run is open again. Return how many were closed."""
        frame = self.tree.pop()
        left = frame.braces - braces
        if frame.flat:
            return braces
        inner = Frame("template" if braces == 2 else "argument", frame.start + left, frame.parts)
        if left >= 2:
            self.tree.push(Frame("template", frame.start, [Part([], inner.start)], braces=left))
        else:
            self.tree.leaf("text", frame.start, inner.start)
        self.tree.add(inner, at, at + braces)
        return braces

    def on_link(self, match: re.Match[str]) -> int:
        """Open a link."""
        self.tree.push(Frame("link", match.start(), [Part([], match.end())]))
        return match.end()

    def on_external(self, match: re.Match[str]) -> int:
        """Open an external link, behind its address."""
        address = ADDRESS.match(self.text, match.end(), self.tree.limit)
        if address is None:
            self.tree.leaf("text", match.start(), match.end())
            return match.end()
        self.tree.push(Frame("external", match.start(), [Part([], address.end())], address.group()))
        return address.end()

    def on_unlink(self, match: re.Match[str]) -> int:
        """Close a link."""
        if self.tree.top.kind == "external":
            self.tree.close(match.start(), match.start() + 1)
            return match.start() + 1
        if self.tree.top.kind == "link" and match.group() == "]]":
            self.tree.close(match.start(), match.end())
        else:
            self.tree.leaf("text", match.start(), match.end())
        return match.end()

    def on_bar(self, match: re.Match[str]) -> int:
        """Begin the next part of a template or link, or a cell of a table."""
        top = self.tree.top
        if top.kind == "table":
            self.tree.leaf("pipe" if match.end() - match.start() == 1 else "cell", match.start(), match.end())
        elif top.kind in ("template", "link") and not top.flat:
            for at in range(match.start(), match.end()):
                top.parts[-1].end = at
                top.parts.append(Part([], at + 1))
            listed = LIST.match(self.text, match.end(), self.tree.limit)
            return self.line(listed.end()) if listed and top.kind == "template" else match.end()
        else:
            self.tree.leaf("pipe" if top.flat or top.name == "gallery" else "text", match.start(), match.end())
        return match.end()

    def on_mark(self, match: re.Match[str]) -> int:
        """Read "!!", or a bar of a table that is written as a template."""
        mark, table = match.group(), self.tree.top.kind == "table"
        if mark == "!!":
            self.tree.leaf("header" if table and self.header else "text", *match.span())
        elif table:
            self.tree.leaf("pipe" if mark == "{{!}}" else "cell", *match.span())
        else:
            self.tree.leaf("bar", *match.span())
        return match.end()

    def on_quotes(self, match: re.Match[str]) -> int:
        """Skip the marks of italic and bold type; of other numbers of apostrophes the first are text."""
        if match.start() >= self.quoted:
            end = self.text.find("\n", match.end(), self.tree.limit)
            self.quoted = end if end >= 0 else self.tree.limit
            self.apostrophe = odd_apostrophe(self.text[match.start() : self.quoted]) + match.start()
        count = match.end() - match.start()
        text = 1 if count == 4 or match.start() == self.apostrophe else max(0, count - 5)
        self.tree.leaf("text", match.start(), match.start() + text)
        return match.end()

    # --- lines ------------------------------------------------------------------------------------------------------

    def on_newline(self, match: re.Match[str]) -> int:
        """End a line, and the external links in it; an empty line ends links too."""
        if self.tree.top.kind == "external" or (self.tree.top.kind == "link" and BLANK.match(self.text, match.end())):
            self.tree.loosen()
        self.tree.leaf("newline", *match.span())
        return self.line(match.end())

    def line(self, at: int) -> int:
        """Read what begins a line."""
        match = LINE.match(self.text, at, self.tree.limit)
        kind = match.lastgroup if match else None
        if match is None or kind is None:
            return at
        if kind in ("row", "caption", "cell", "end"):
            return self.table_line(match, kind) if self.tree.top.base == "table" else at
        if kind == "heading":
            return self.heading(at)
        if kind == "begin":
            end = self.end_of_line(match.end())
            self.tree.push(Frame("table", match.start("begin"), [Part([], end)], attributes=self.text[match.end() : end]))
            return end
        self.tree.leaf("rule" if kind == "rule" else "item", match.start(kind), match.end(), match[kind])
        return match.end()

    def table_line(self, match: re.Match[str], kind: str) -> int:
        """Read a line that begins with a mark of the open table."""
        self.tree.loosen()
        if kind == "end":
            self.tree.close(match.start("end"), match.end())
            return match.end()
        end = self.end_of_line(match.end()) if kind == "row" else match.end()
        self.header = match[kind] == "!"
        self.tree.leaf("header" if self.header else kind, match.start(kind), end)  # type: ignore[arg-type]
        return end

    def end_of_line(self, at: int) -> int:
        """Return where the attributes of a table or row end."""
        if not self.broken:
            end = self.text.find("\n", at, self.tree.limit)
            return end if end >= 0 else self.tree.limit
        match = NEXT_CELL.search(self.text, at, self.tree.limit)
        return match.start() if match else self.tree.limit

    def heading(self, at: int) -> int:
        """Open a heading if the line is one."""
        match = (BROKEN_HEADING if self.broken else HEADING).match(self.text, at, self.tree.limit)
        if match is None:
            return at
        level = min(len(match["level"]), len(match["last"]))
        self.tree.push(Frame("heading", at, [Part([], match.end("level"))], str(level), limit=match.start("last"), after=match.end()))
        return match.end("level")
