"""Wikitext: mwparserfromhell reads the markup; each text keeps its place, for the parts of a node spell its source exactly."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import mwparserfromhell as mw
from mwparserfromhell import nodes
from mwparserfromhell.wikicode import Wikicode

from claimcite.clean.inline import Draft, Inline
from claimcite.clean.wikicite import entry, ref_name
from claimcite.config import Config
from claimcite.records import BlockKind, Fact, Notice, Source
from claimcite.spans import MappedText, Span

NOT_TEXT = re.compile(r"^\s*(file|image|category|datei|bild|fichier|media)\s*:", re.IGNORECASE)
NEEDED = re.compile(r"\s*(citation needed|cn|fact|citation-needed)\s*$", re.IGNORECASE)
#: Templates whose value is text that a reader sees; the number is the parameter that holds it.
TEXT_TEMPLATES = {"nowrap": "1", "lang": "2", "start date": "*", "end date": "*", "convert": "*", "flag": "1", "flagcountry": "1", "small": "1",
                  "as of": "*", "abbr": "1", "ill": "1", "interlanguage link": "1", "quote": "1", "blockquote": "1", "flagicon": "", "ubl": "*",
                  "plainlist": "1", "unbulleted list": "*", "nobold": "1", "snd": "", "spaced ndash": "", "circa": "1", "date": "*", "start date and age": "*"}  # fmt: skip
BLOCK_TAGS = {"br", "hr", "p", "div", "table", "blockquote", "gallery"}
TAG = re.compile(r"<(/?)([a-zA-Z]{1,20})\b(?:[^<>]{0,300}?(/)?>)?")
QUOTES = re.compile("''+")
#: Tags that are never closed.
SINGLE = {"br", "hr", "wbr", "img", "nowiki"}
#: mwparserfromhell's time grows with the square of unclosed tags and braces.
UNCLOSED = 2_000


class Reader:
    """Walks the parsed page once and collects blocks, references and warnings."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.draft = Draft([])
        self.line = Inline()
        self.kind: BlockKind = "paragraph"
        self.level = 0
        self.numbers: dict[str, str] = {}

    def flush(self) -> None:
        """End the running block."""
        block = self.line.block(self.kind, level=self.level)
        if block.text:
            self.draft.blocks.append(block)
        self.line, self.kind, self.level = Inline(), "paragraph", 0

    def code(self, code: Wikicode, at: int) -> int:
        """Walk nodes that stand at raw offset ``at``; return where they end."""
        for node in code.nodes:
            length = len(str(node))
            self.node(node, at)
            at += length
        return at

    def node(self, node: nodes.Node, at: int) -> None:
        """Walk one node."""
        if isinstance(node, nodes.Text):
            self.text(Span(at, at + len(str(node))))
        elif isinstance(node, nodes.Heading):
            self.flush()
            self.kind, self.level = "heading", node.level
            self.code(node.title, at + node.level)
            self.flush()
        elif isinstance(node, nodes.Wikilink):
            self.wikilink(node, at)
        elif isinstance(node, nodes.ExternalLink):
            self.external(node, at)
        elif isinstance(node, nodes.Tag):
            self.tag(node, at)
        elif isinstance(node, nodes.Template):
            self.template(node, at)
        elif isinstance(node, nodes.HTMLEntity):
            self.line.add(MappedText.of_raw(self.raw, at, at + len(str(node))))

    def text(self, span: Span) -> None:
        """Add text; an empty line ends a paragraph, the end of a line ends an item of a list."""
        for match in re.finditer(r"\n\s*\n|\n|[^\n]+", span.of(self.raw)):
            if not match.group().startswith("\n"):
                self.line.add(MappedText.of_raw(self.raw, span.start + match.start(), span.start + match.end()))
            elif len(match.group()) > 1 or self.kind != "paragraph":
                self.flush()
            else:
                self.line.space()

    def wikilink(self, node: nodes.Wikilink, at: int) -> None:
        """Add the text of a link; pictures give their caption, categories nothing."""
        title = str(node.title)
        if NOT_TEXT.match(title):
            if node.text is not None and not re.match(r"\s*(category|media)", title, re.IGNORECASE):
                caption = str(node.text).rpartition("|")[2]
                start = at + len(str(node)) - 2 - len(caption)
                self.caption(mw.parse(caption), start)
            return
        if node.text is None:
            self.line.add(MappedText.of_raw(self.raw, at + 2, at + 2 + len(title)))
        else:
            self.code(node.text, at + 2 + len(title) + 1)

    def caption(self, code: Wikicode, at: int) -> None:
        """Add the caption of a picture as a block of its own; the paragraph around it goes on."""
        outer, kind, level = self.line, self.kind, self.level
        self.line, self.kind, self.level = Inline(), "caption", 0
        self.code(code, at)
        if re.fullmatch(r"\s*(thumb|left|right|upright(=[\d.]+)?|center|\d+px|frame(less)?|alt=.*)?\s*", self.line.block("caption").text):
            self.line = Inline()
        self.flush()
        self.line, self.kind, self.level = outer, kind, level

    def external(self, node: nodes.ExternalLink, at: int) -> None:
        """Add the title of an external link."""
        if node.title is None:
            return
        start = self.line.length
        self.code(node.title, at + str(node).rindex(str(node.title)))
        self.line.link(start, str(node.url))

    def tag(self, node: nodes.Tag, at: int) -> None:
        """Walk a tag: references become markers, lists and tables blocks."""
        name = str(node.tag).strip().lower()
        if name == "ref":
            self.reference(node, at)
            return
        if name == "references":
            self.listed_references(node, at)
            return
        if name in ("li", "dt", "dd") and node.wiki_markup:
            if not self.line.block("list").text:
                self.kind = "list"
            return
        if name in ("math", "nowiki", "gallery", "syntaxhighlight", "timeline", "score", "imagemap"):
            return
        if name in BLOCK_TAGS:
            self.line.space() if name == "br" else self.flush()
        if node.contents is None:
            return
        inner = str(node.contents)
        start = at + str(node).rindex(inner) if inner else at
        if name == "table":
            self.table(node.contents, start)
        else:
            self.code(node.contents, start)
        if name in BLOCK_TAGS and name != "br":
            self.flush()

    def table(self, code: Wikicode, at: int) -> None:
        """Rows of a table; the cells of its first row may stand in no row of their own."""
        loose: list[tuple[nodes.Tag, int]] = []
        for child in code.nodes:
            name = str(child.tag) if isinstance(child, nodes.Tag) else ""
            if not isinstance(child, nodes.Tag):
                pass
            elif name in ("td", "th"):
                loose.append((child, at))
            elif name == "tr":
                self.row(loose)
                loose = []
                self.row(list(self.cells(child, at)))
            elif name == "caption":
                self.tag(child, at)
                self.flush()
            at += len(str(child))
        self.row(loose)

    def cells(self, row: nodes.Tag, at: int) -> Iterator[tuple[nodes.Tag, int]]:
        """Yield the cells of a row with their places."""
        if row.contents is None or not str(row.contents):
            return
        at += str(row).rindex(str(row.contents))
        for child in row.contents.nodes:
            if isinstance(child, nodes.Tag) and str(child.tag) in ("td", "th"):
                yield child, at
            at += len(str(child))

    def row(self, cells: list[tuple[nodes.Tag, int]]) -> None:
        """A table row is one block, its cells apart by spaces."""
        self.flush()
        spans = []
        for cell, at in cells:
            start = self.line.length
            inner = str(cell.contents) if cell.contents is not None else ""
            if inner:
                self.code(cell.contents, at + str(cell).rindex(inner))
            spans.append(Span(start, self.line.length))
            self.line.space()
        block = self.line.block("table")
        block.cells = spans
        if block.text:
            self.draft.blocks.append(block)
        self.line, self.kind, self.level = Inline(), "paragraph", 0

    def reference(self, node: nodes.Tag, at: int) -> None:
        """Number a ``<ref>`` by its first use and leave its marker in the text."""
        raw = Span(at, at + len(str(node)))
        name = ref_name(node)
        contents = str(node.contents) if node.contents is not None else ""
        key = name or contents.strip() or f"@{at}"
        number = self.numbers.setdefault(key, str(len(self.numbers) + 1))
        self.line.mark(MappedText.generated(f"[{number}]", raw), number)
        known = int(number) - 1  # entries stand in the order of their numbers
        if known == len(self.draft.references):
            self.draft.references.append(entry(number, node, raw))
        elif contents.strip() and not self.draft.references[known].text:
            self.draft.references[known] = entry(number, node, raw)

    def listed_references(self, node: nodes.Tag, at: int) -> None:
        """Take the entries that stand inside ``<references>``."""
        if node.contents is None:
            return
        at += str(node).rindex(str(node.contents)) if str(node.contents) else 0
        self.refs_in(node.contents, at)

    def refs_in(self, code: Wikicode, at: int) -> None:
        """Take list-defined references: they give entries but leave no marker."""
        for child in code.nodes:
            if isinstance(child, nodes.Tag) and str(child.tag).strip().lower() == "ref":
                line, self.line = self.line, Inline()
                self.reference(child, at)
                self.line = line
            at += len(str(child))

    def template(self, node: nodes.Template, at: int) -> None:
        """Walk a template: infoboxes become rows, some give text, most nothing."""
        name = str(node.name).strip().lower().replace("_", " ")
        if name.startswith(("infobox", "taxobox")) or name.endswith("infobox"):
            self.infobox(node, at)
        elif NEEDED.match(name):
            self.line.mark(MappedText.generated("[citation needed]", Span(at, at + len(str(node)))), None)
        elif name in ("sfn", "harvnb", "refn", "efn", "r"):
            return
        elif name.startswith("reflist"):
            offset = at + 2 + len(str(node.name)) + 1
            for parameter in node.params:
                inner = str(parameter.value)
                if str(parameter.name).strip().lower() == "refs":
                    self.refs_in(parameter.value, offset + str(parameter).rindex(inner))
                offset += len(str(parameter)) + 1
        elif name in TEXT_TEMPLATES:
            self.text_template(node, at, TEXT_TEMPLATES[name])

    def text_template(self, node: nodes.Template, at: int, which: str) -> None:
        """Add the parameter of a template that a reader sees; "*" stands for all, read as words."""
        name = str(node.name).strip().lower().replace("_", " ")
        if "date" in name:
            numbers = [str(p.value).strip() for p in node.params if not p.showkey][:3]
            if numbers and all(re.fullmatch(r"\d{1,4}", n) for n in numbers):
                iso = "-".join(n.zfill(4 if i == 0 else 2) for i, n in enumerate(numbers))
                self.line.add(MappedText.generated(iso, Span(at, at + len(str(node)))))
                return
        offset = at + 2 + len(str(node.name)) + 1
        for i, parameter in enumerate(node.params, 1):
            if not parameter.showkey and which in ("*", str(i)):
                self.code(parameter.value, offset)
                self.line.space()
            offset += len(str(parameter)) + 1
        if which == "":
            self.line.space()

    def infobox(self, node: nodes.Template, at: int) -> None:
        """Each parameter with a value is a row: label, then value."""
        self.flush()
        offset = at + 2 + len(str(node.name)) + 1
        for parameter in node.params:
            label, value = str(parameter.name), str(parameter.value)
            if value.strip() and not re.match(r"\s*(image|logo|caption|alt|map|coordinates|website|url|flag|mapframe|pushpin)", label, re.IGNORECASE):
                self.line.add(MappedText.of_raw(self.raw, offset, offset + len(label)))
                self.line.space()
                mark = self.line.length
                self.code(parameter.value, offset + len(str(parameter)) - len(value))
                block = self.line.block("infobox", label=mark)
                if len(block.text) > mark:
                    self.draft.blocks.append(block)
                self.line, self.kind, self.level = Inline(), "paragraph", 0
            offset += len(str(parameter)) + 1


def unclosed(raw: str) -> int:
    """Return how many tags, templates, links and tables are opened and never closed, or closed and never opened.

    >>> unclosed("{{a|[[b]]<ref>c</ref>}}<br><ref name=d />")
    0
    >>> unclosed("<div><i>{{")
    3
    """
    tags: Counter[str] = Counter()
    for match in TAG.finditer(raw):
        name = match[2].lower()
        if name not in SINGLE and not match[3]:
            tags[name] += -1 if match[1] else 1
    pairs = [raw.count(a) - raw.count(b) for a, b in (("{{", "}}"), ("[[", "]]"), ("<!--", "-->"))]
    tables = max(0, raw.count("\n{|") - raw.count("\n|}"))  # "|}}" ends a template
    addresses = max(0, raw.count("[http") - (raw.count("]") - 2 * raw.count("]]")))
    quotes = max((len(QUOTES.findall(line)) for line in raw.split("\n") if line.count("''") > UNCLOSED), default=0)
    return sum(map(abs, [*tags.values(), *pairs])) + addresses + quotes + tables


def clean_wikitext(source: Source, config: Config) -> Draft:
    """Return the blocks and references of a page of wikitext.

    A page with thousands of unclosed tags or braces is not parsed (mwparserfromhell would hang): its text is kept as plain text,
    with a warning.
    """
    raw = source.raw
    if unclosed(raw) > UNCLOSED:
        from claimcite.clean.plain import clean_plain

        draft = clean_plain(source, config)
        draft.warnings.append(Notice("unbalanced_wikitext", "too many unclosed tags or braces: read as plain text"))
        return draft
    reader = Reader(raw)
    reader.code(mw.parse(raw), 0)
    reader.flush()
    title = re.match(r"\s*(?:\{\{[^{}]*\}\}\s*)*'''([^'\n]{2,100})'''", raw)
    if title:
        reader.draft.facts.append(Fact("title", title[1].strip(), "text", title[1].strip(), Span(*title.span(1))))
    return reader.draft
