"""References of wikitext: footnotes by name and group, where they are defined, short ones, and the works that those stand for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from claimcite.clean.wikinodes import Node, Parameter, attribute, parameters
from claimcite.clean.wikishort import Short, Work, Works, short_of, shorts_of
from claimcite.records import RawReference
from claimcite.spans import Span

if TYPE_CHECKING:
    from claimcite.clean.wikireader import Reader

#: Groups whose notes are marked with signs of their own; those of any other are marked with its name: "note 2".
SIGNS = {"", "decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman", "lower-greek"}
WORD = re.compile(r"[^\W_]")
GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class Aside:
    """The content of a note, or the value of a parameter: its text, and what it cites."""

    text: str
    cites: tuple[str, ...] = ()
    fields: Mapping[str, str] | None = None
    links: tuple[str, ...] = ()
    shorts: tuple[Short, ...] = ()
    archive: tuple[str, str] | None = None


NOTHING = Aside("")


@dataclass(slots=True)
class Note:
    """A footnote. ``number`` is what its marker shows, None until it is used; ``raw`` the place where it is defined."""

    group: str
    number: str | None = None
    raw: Span | None = None
    content: Aside = NOTHING


@dataclass(slots=True)
class Notes:
    """All footnotes of a page, in the order in which they are met."""

    met: list[Note] = field(default_factory=list)
    named: dict[tuple[str, str], Note] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    works: Works = field(default_factory=Works)
    seen: set[int] = field(default_factory=set)
    """Where the parts of the page begin that have been read as notes."""

    def note(self, name: str | None, group: str) -> Note:
        """Return the footnote of this name and group; one without a name is new."""
        note = self.named.get((group, name)) if name else None
        if note is None:
            note = Note(group)
            self.met.append(note)
            if name:
                self.named[group, name] = note
        return note

    def number(self, note: Note) -> str:
        """Return what the marker of a footnote shows: the first that is used gets the first number of its group."""
        if note.number is None:
            self.counts[note.group] += 1
            note.number = sign(self.counts[note.group], note.group)
        return note.number

    def references(self) -> list[RawReference]:
        """Return the entries: footnotes that are defined, in the order of their first use, and works that the text cites in brackets."""
        for note in self.met:
            if note.raw is not None and not note.content.shorts and short_of(note.content.text) is None:
                self.works.take(Work(note.content.text, note.content.fields, note.raw))
        used = [n for n in self.met if n.number is not None]
        unused = [n for n in self.met if n.number is None]
        found = [entry(self.number(n), n.raw, n.content, self.works) for n in (*used, *unused) if n.raw is not None]
        return [*found, *self.works.cited_in_text()]


def entry(number: str, raw: Span | None, content: Aside, works: Works) -> RawReference:
    """Return the entry of a footnote; a short one has the fields of the work that it stands for."""
    url = content.links[0] if content.links else None
    fields = dict(content.fields) if content.fields else None
    full = None
    shorts = content.shorts or ((short,) if not fields and not url and (short := short_of(content.text)) else ())
    if fields is None and shorts and (work := works.find(shorts[0])) is not None:
        fields = {**work.fields, **({"pages": shorts[0].pages} if shorts[0].pages else {})} if work.fields else None
        full = work.text or None
    if content.archive is not None:
        address, day = content.archive
        if fields is not None:
            fields.setdefault("archive-url", address)
            if day:
                fields.setdefault("archive-date", day)
        elif "/http" in address:  # it holds the address of the page, and the day
            url = address
    return RawReference(number, number, content.text or url or "", raw, fields, url, content.cites, full)


def sign(number: int, group: str) -> str:
    """Return the sign of a note: of each group in its own way.

    >>> sign(5, ""), sign(2, "note"), sign(28, "lower-alpha"), sign(9, "lower-roman")
    ('5', 'note 2', 'ab', 'ix')
    >>> sign(1, "upper-alpha")
    'A'
    """
    if group not in SIGNS:
        return f"{group} {number}"
    style = group.rpartition("-")[2]
    text = str(number)
    if style == "alpha":
        text = ""
        while number > 0:
            number, letter = divmod(number - 1, 26)
            text = chr(ord("a") + letter) + text
    elif style == "roman":
        text = ""
        for value, letters in ROMAN:
            text += letters * (number // value)
            number %= value
    elif style == "greek" and number <= len(GREEK):
        text = GREEK[number - 1]
    return text.upper() if group.startswith("upper") else text


def as_written(reader: Reader, nodes: Sequence[Node]) -> str:
    """Return the templates of a note that print nothing we know, as they are written: "SEP entry: dams, Ann Roe"."""
    parts = []
    for node in nodes:
        if node.kind == "template":
            values = [text for p in parameters(node, reader.text) if (text := reader.aside(p.nodes).text)]
            parts.append(f"{' '.join(reader.text[node.parts[0].start : node.parts[0].end].split())}: {', '.join(values)}")
    return "; ".join(parts)


# --- what the page says ---------------------------------------------------------------------------------------------


def ref(reader: Reader, node: Node, group: str = "", *, listed: bool = False) -> None:
    """Read a ``<ref>``: define its note if it has a content, and leave a marker unless it stands in the list of notes."""
    name = attribute(node.attributes, "name")
    group = attribute(node.attributes, "group") or group
    foot(reader, node, (name, group), node.nodes if node.parts else [], listed=listed)


def foot(reader: Reader, node: Node, key: tuple[str | None, str], nodes: Sequence[Node], *, listed: bool = False) -> None:
    """Use a note, and define it by ``nodes`` if it is not yet defined."""
    reader.notes.seen.add(node.start)
    note = reader.notes.note(*key)
    number = None if listed else reader.notes.number(note)
    if note.raw is None and any(n.kind != "text" or reader.text[n.start : n.end].strip() for n in nodes):
        note.raw = reader.raw(node.span)  # before its content is read: a note that cites itself
        content = reader.aside(nodes)
        note.content = content if WORD.search(content.text) or content.links else replace(content, text=as_written(reader, nodes))
    if number is not None:
        reader.mark(f"[{number}]", number, node)


def listed(reader: Reader, nodes: Sequence[Node], group: str) -> None:
    """Read the notes that a list of notes defines: they leave no marker."""
    for node in nodes:
        if node.kind == "tag" and node.name == "ref":
            ref(reader, node, group, listed=True)
        elif node.kind == "template":
            role = reader.role(node)
            if role is not None and role.kind == "note":
                note_template(reader, node, role.value, listed=True)


def unseen(reader: Reader, root: Node) -> None:
    """Read the notes that stand in what is left out: a table of figures that the lexicon does not know may define what the text cites."""
    stack = [root]
    while stack:
        node = stack.pop()
        role = reader.role(node) if node.kind == "template" else None
        if node.kind == "tag" and node.name == "ref" and node.parts and node.start not in reader.notes.seen:
            ref(reader, node, listed=True)
        elif role is not None and role.kind == "note" and node.start not in reader.notes.seen:
            note_template(reader, node, role.value, listed=True)
        stack.extend(child for part in reversed(node.parts) for child in reversed(part.nodes) if child.parts)


def note_template(reader: Reader, node: Node, group: str, *, listed: bool = False) -> None:
    """Read ``{{efn|…}}``, ``{{refn|…}}``, ``{{#tag:ref|…}}``: a note of a group."""
    given = {p.key: p for p in parameters(node, reader.text)}
    name = unquoted(plain(reader, given.get("name"))) or None
    group = unquoted(plain(reader, given.get("group"))) or group
    content = given.get("1") or given.get("text")
    foot(reader, node, (name, group), content.nodes if content else [], listed=listed)


def list_template(reader: Reader, node: Node) -> None:
    """Read ``{{reflist|refs=…}}``: notes may be defined in it."""
    given = {p.key: p for p in parameters(node, reader.text)}
    group = unquoted(plain(reader, given.get("group")))
    for parameter in given.values():
        if parameter.key in ("refs", "notes", "liste", "references") or parameter.key.isdecimal():
            listed(reader, parameter.nodes, group)
    reader.flush()
    reader.drop(node, "reference_list")


def uses(reader: Reader, node: Node) -> None:
    """Read ``{{r|toll|census|p=5}}``: notes that are defined elsewhere."""
    given = {p.key: p for p in parameters(node, reader.text)}
    group = unquoted(plain(reader, given.get("group") or given.get("g") or given.get("grp")))
    for key in (str(n) for n in range(1, 40)):
        name = unquoted(plain(reader, given.get(key)))
        if name:
            foot(reader, node, (name, group), [])


def short(reader: Reader, node: Node, kind: str) -> None:
    """Read a short footnote (``{{sfn|Roe|2020|p=5}}``), or what prints one (``{{harvnb|Roe|2020}}``, ``{{harv|Roe|2020}}``)."""
    given = {key: plain(reader, p) for key, p in ((p.key, p) for p in parameters(node, reader.text))}
    found = shorts_of(given)
    name = reader.name(node)
    printed = "; ".join(one.printed(year_in_brackets=name in ("sfnp", "harvtxt", "harvp", "sfnmp")) for one in found)
    if not found:
        return
    if kind == "foot":
        note = reader.notes.note(f"FOOTNOTE {printed}", given.get("group", ""))
        if note.raw is None:
            note.raw, note.content = reader.raw(node.span), Aside(printed, shorts=tuple(found))
        number = reader.notes.number(note)
        reader.mark(f"[{number}]", number, node)
    elif kind == "marker":
        reader.mark(f"({printed})", found[0].work, node)
        reader.notes.works.in_text(found[0])
    else:
        reader.printed(printed, node)
        reader.shorts += found


def plain(reader: Reader, parameter: Parameter | None) -> str:
    """Return the value of a parameter as a reader sees it."""
    return reader.aside(parameter.nodes).text if parameter is not None else ""


def unquoted(value: str) -> str:
    """Return a name without the quotation marks that some write around it."""
    return value.strip().strip("\"'").strip()
