"""The lexicon of wikitext: what its templates print, which of them are footnotes and citations, what their parameters are called."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, NamedTuple

FORMAT = re.compile(r"\{(?P<field>[^{}]*)\}|\[(?P<group>[^\[\]]*)\]|(?P<text>[^{}\[\]]+)")


class Field(NamedTuple):
    """The parameter that a template prints: the first of these names that is there."""

    names: tuple[str, ...]


class Group(NamedTuple):
    """What is printed only if one of its parameters is there."""

    parts: tuple[str | Field, ...]


Format = tuple[str | Field | Group, ...]


class Role(NamedTuple):
    """What a template is for, and what more there is to say of it: the name of a rule, the group of a footnote, …"""

    kind: str
    value: str = ""
    format: Format = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Affixes:
    """Beginnings and endings that names have in common."""

    beginnings: tuple[str, ...]
    endings: tuple[str, ...]

    def fit(self, name: str) -> bool:
        """Whether a name begins or ends so."""
        return name.startswith(self.beginnings) or name.endswith(self.endings)


@dataclass(frozen=True, slots=True)
class WikiWords:
    """What names in wikitext mean. All names are in lower case, with spaces for "_"."""

    templates: Mapping[str, Role]
    families: Mapping[str, Role]
    boxes: Affixes
    silent: Affixes
    hidden_rows: tuple[str, ...]
    caption_rows: frozenset[str]
    files: frozenset[str]
    hidden: frozenset[str]
    framed: frozenset[str]
    options: frozenset[str]
    parameters: Mapping[str, str]
    archive_url: tuple[str, ...]
    archive_date: tuple[str, ...]

    def role(self, name: str) -> Role | None:
        """Return what a template is for, or None where nothing is known of it.

        >>> words = load_wiki()
        >>> words.role("cita noticia").value, words.role("Infobox flood".lower()).kind
        ('cite news', 'box')
        >>> words.role("floods of pela") is None
        True
        """
        known = self.templates.get(name)
        if known is not None:
            return known
        if self.boxes.fit(name):
            return Role("box")
        if name.startswith(("cite ", "vcite ")):
            return Role("citation", name)
        family = next((role for start, role in self.families.items() if name.startswith(start)), None)
        return family or (Role("silent") if self.silent.fit(name) else None)


def parse_format(text: str) -> Format:
    """Read a format of the lexicon.

    >>> parse_format("c. {1|date}[ – {2}]")
    ('c. ', Field(names=('1', 'date')), Group(parts=(' – ', Field(names=('2',)))))
    >>> parse_format("")
    ()
    """
    parts: list[str | Field | Group] = []
    for match in FORMAT.finditer(text):
        if match["field"] is not None:
            parts.append(Field(tuple(match["field"].split("|"))))
        elif match["group"] is not None:
            parts.append(Group(tuple(part for part in parse_format(match["group"]) if not isinstance(part, Group))))
        else:
            parts.append(match["text"])
    return tuple(parts)


@lru_cache(maxsize=1)
def load_wiki() -> WikiWords:
    """Load the lexicon that is shipped."""
    return wiki_words(tomllib.loads((resources.files("claimcite.lexicon") / "wiki.toml").read_text(encoding="utf8")))


def wiki_words(data: Mapping[str, Any]) -> WikiWords:
    """Turn the tables of the file into one by name."""
    pictures, infobox, archive = data["pictures"], data["infobox"], data["archive"]
    return WikiWords(
        roles(data),
        {start: Role("built", form) if form in data["built"] else Role("printed", form, parse_format(form)) for start, form in data["families"].items()},
        Affixes(tuple(infobox["beginnings"]), tuple(infobox["endings"])),
        Affixes(tuple(data["silent"]["beginnings"]), tuple(data["silent"]["endings"])),
        tuple(infobox["hidden"]),
        frozenset(infobox["captions"]),
        frozenset(pictures["namespaces"]),
        frozenset(pictures["hidden"]),
        frozenset(pictures["framed"]),
        frozenset(pictures["options"]),
        {name: ours for ours, names in data["parameters"].items() for name in (ours, *names)},
        tuple(archive["url"]),
        tuple(archive["date"]),
    )


def roles(data: Mapping[str, Any]) -> dict[str, Role]:
    """Return what each template is for; a name that stands in several tables has the first of these roles."""
    found: dict[str, Role] = {}

    def add(names: Iterable[str], role: Role) -> None:
        for name in names:
            found.setdefault(name, role)

    for ours, names in data["citation"].items():
        add((ours, *names), Role("citation", ours))
    for kind, names in data["short"].items():
        add(names, Role("short", kind))
    for group, names in data["notes"].items():
        add(names, Role("note", group))
    for printed, names in data["needed"].items():
        add(names, Role("needed", printed))
    add(data["archive"]["dead"], Role("silent"))
    add(data["archive"]["names"], Role("archive"))
    add(data["lists"]["names"], Role("list"))
    for rule, names in data["built"].items():
        add(names, Role("built", rule))
    for name, names in data["captions"].items():
        add([name], Role("captions", names=tuple(names)))
    for text, names in data["literal"].items():
        add(names, Role("printed", format=(text,)))
    for form, names in data["printed"].items():
        add(names, Role("printed", form, parse_format(form)))
    add(data["related"]["names"], Role("related"))
    add(data["silent"]["names"], Role("silent"))
    return found
