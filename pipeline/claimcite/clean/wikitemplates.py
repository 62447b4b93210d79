"""Templates in running text: what they print, by the lexicon; quotations, captions and lists; what is not known is left out, or guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from claimcite.clean import wikicite, wikirefs, wikitables
from claimcite.clean.wikibuilt import BUILT, fill, given_of
from claimcite.clean.wikinodes import Node
from claimcite.lexicon.wiki import Role

if TYPE_CHECKING:
    from claimcite.clean.wikireader import Reader

#: The value of an unknown template that stands in a sentence is taken for text if it is made like a name.
NAME = re.compile(r"[A-ZÀ-Þ][\w'’.,()& -]{0,60}")
CASES = ("lc", "uc", "lcfirst", "ucfirst", "formatnum", "plural")


def template(reader: Reader, node: Node) -> None:
    """Read a template by its role in the lexicon."""
    name = reader.name(node)
    head, colon, _ = name.partition(":")
    if colon and (head in CASES or head.startswith("#if")):
        function(reader, node, head)
        return
    role = reader.role(node)
    if role is None:
        unknown(reader, node)
    else:
        HANDLERS[role.kind](reader, node, role)


def function(reader: Reader, node: Node, head: str) -> None:
    """Read a parser function: the first arm of a condition, the text of "{{lc:…}}"."""
    first = node.parts[0]
    colon = reader.text.index(":", first.start)
    if head in CASES:
        inner = [n if n.start > colon else Node("text", colon + 1, n.end) for n in first.nodes if n.end > colon + 1]
        reader.value(inner)
    elif len(node.parts) > 1:
        holds = head != "#if" or reader.text[colon + 1 : first.end].strip()
        arm = node.parts[1 if holds else 2] if holds or len(node.parts) > 2 else None
        if arm is not None:
            reader.value(arm.nodes)


# --- by role --------------------------------------------------------------------------------------------------------


def printed(reader: Reader, node: Node, role: Role) -> None:
    """Print a template by its format."""
    fill(reader, node, role.format, given_of(reader, node))


def built(reader: Reader, node: Node, role: Role) -> None:
    """Print a template by a rule of its own."""
    BUILT[role.value](reader, node, given_of(reader, node))


def needed(reader: Reader, node: Node, role: Role) -> None:
    """Leave the marker that says that a statement has no source: it names no entry."""
    given = given_of(reader, node)
    if reader.name(node).endswith("span") and "1" in given:
        reader.value(given["1"].nodes)
    reader.mark(f"[{role.value}]", None, node)


def captions(reader: Reader, node: Node, role: Role) -> None:
    """Add the captions of a template that shows pictures."""
    given = given_of(reader, node)
    if reader.fresh:
        reader.flush()
    for name in role.names:
        if name in given:
            reader.caption(given[name].nodes)


def archive(reader: Reader, node: Node, role: Role) -> None:
    """Keep the address of an archived copy beside a reference."""
    given = given_of(reader, node)
    words = reader.words
    url = next((reader.aside(given[name].nodes) for name in words.archive_url if name in given), None)
    day = next((reader.aside(given[name].nodes).text for name in words.archive_date if name in given), "")
    if url is None or reader.archive is not None:
        return
    address = url.links[0] if url.links else ""
    if re.fullmatch(r"\d{8,14}", day) and "archive.org" not in address:  # {{wayback|url=https://…|date=20260504}}
        address = f"https://web.archive.org/web/{day}/{address}"
    if address:
        reader.archive = (address, day)


def short(reader: Reader, node: Node, role: Role) -> None:
    """Read short footnotes, and uses of notes by their names."""
    if role.value == "named":
        wikirefs.uses(reader, node)
    else:
        wikirefs.short(reader, node, role.value)


def unknown(reader: Reader, node: Node) -> None:
    """Keep a template that the lexicon does not know as left out; in a sentence or a cell, a value that is made like a name is its text."""
    given = given_of(reader, node)
    if "1" in given and (reader.flat or not reader.fresh) and "\n" not in reader.text[node.start : node.end] and node.end - node.start < 160:
        value = reader.aside(given["1"].nodes).text
        if NAME.fullmatch(value) and re.search(r"[a-zà-þ]", value) and not re.search(r"[a-z][A-Z]|\.\w{3,4}$|=", value):
            reader.value(given["1"].nodes)
            return
    reader.drop(node, "markup")


HANDLERS: Mapping[str, Callable[[Reader, Node, Role], None]] = {
    "printed": printed,
    "built": built,
    "needed": needed,
    "captions": captions,
    "archive": archive,
    "short": short,
    "citation": lambda reader, node, role: wikicite.citation(reader, node, role.value),
    "note": lambda reader, node, role: wikirefs.note_template(reader, node, role.value),
    "list": lambda reader, node, _role: wikirefs.list_template(reader, node),
    "box": lambda reader, node, _role: wikitables.infobox(reader, node),
    "related": lambda reader, node, _role: reader.drop(node, "related"),
    "silent": lambda _reader, _node, _role: None,
}
