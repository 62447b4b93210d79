"""Citation templates: their parameters under the names of today's English ones (CS1), and the entry that they print."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from claimcite.clean.wikinodes import Node, Parameter, normal, parameters
from claimcite.clean.wikirefs import Notes
from claimcite.clean.wikiscan import scan
from claimcite.clean.wikishort import YEAR, Work, anchor
from claimcite.lexicon.wiki import load_wiki
from claimcite.spans import MappedText

if TYPE_CHECKING:
    from claimcite.clean.wikireader import Reader

#: Parameters that name the container of a title, the most usual first.
WORKS = ("work", "newspaper", "journal", "magazine", "website", "periodical", "encyclopedia", "series")
#: Kinds of templates whose title is printed in italics, and so here without quotation marks.
WHOLE_WORKS = ("book", "report", "av media", "video", "map", "thesis")
#: Parameters that are no words of the entry: addresses are taken as they stand.
ADDRESSES = frozenset(["url", "archive-url", "chapter-url", "article-url", "section-url", "script-url"])
NUMBERED = re.compile(r"(?P<stem>[^\W\d_][^\d]*?)(?P<number>\d{1,2})")
MARKUP = re.compile(r"[\[{<&]|''|__")
ANCHORS = frozenset(["sfnref", "harvid"])
AUTHORS_MAX = 30


def citation(reader: Reader, node: Node, name: str) -> None:
    """Read a citation template: print its entry, keep its parameters, and remember the work for short footnotes.

    ``name`` is the template of English wikis that means the same.
    """
    given = list(parameters(node, reader.text))
    fields = {"cite": name}
    for parameter in given:
        key = today(parameter.key, reader.words.parameters)
        value = address(reader, parameter) if key in ADDRESSES else reader.aside(parameter.nodes).text
        if value:
            fields.setdefault(key, value.replace("((", "").replace("))", "") if "((" in value and "))" in value else value)  # "((Oru Council))": as it is
    fields.pop("ref", None)
    text = printed(fields)
    if not text and given and given[0].key == "1":  # French pages: {{citation|so they said}}
        reader.value(given[0].nodes)
        return
    reader.cited.append(fields)
    start = reader.line.length
    reader.printed(text, node)
    reader.cited_length += reader.line.length - start
    names, year = authors_last(fields), year_of(fields)
    own = next((p for p in given if p.key == "ref"), None)
    reader.notes.works.add(anchors(reader, own, names, year), names[0] if names else "", year, Work(text, fields, reader.raw(node.span), fields.get("url")))


def parsoid_fields(data: Mapping[str, Any]) -> dict[str, str] | None:
    """Return the parameters of the citation template in the data that Parsoid keeps of a transclusion, or None.

    >>> parsoid_fields({"parts": [{"template": {"target": {"wt": "cite news"}, "params": {"title": {"wt": "''Dam'' fails"}, "accessdate": {"wt": "4 May 2026"}}}}]})
    {'cite': 'cite news', 'title': 'Dam fails', 'access-date': '4 May 2026'}
    >>> parsoid_fields({"parts": [{"template": {"target": {"wt": "nowrap"}, "params": {}}}]}) is None
    True
    """
    words = load_wiki()
    parts = data.get("parts")
    for part in parts if isinstance(parts, list) else ():
        template = part.get("template") if isinstance(part, dict) else None
        target, given = (template.get(key) if isinstance(template, dict) else None for key in ("target", "params"))
        role = words.role(normal(str(target.get("wt", "")))) if isinstance(target, dict) else None
        if role is None or role.kind != "citation" or not isinstance(given, dict):
            continue
        fields = {"cite": role.value}
        for key, value in given.items():
            text = plain_text(str(value.get("wt", ""))) if isinstance(value, dict) else ""
            if text:
                fields.setdefault(today(normal(key), words.parameters), text)
        fields.pop("ref", None)
        return fields
    return None


def plain_text(wikitext: str) -> str:
    """Return a few words of wikitext as a reader sees them."""
    if MARKUP.search(wikitext) is None:
        return " ".join(wikitext.split())
    from claimcite.clean.wikireader import Reader

    return Reader(MappedText.of_raw(wikitext), load_wiki(), Notes(), unchanged=True).aside(scan(wikitext).root.nodes).text


def address(reader: Reader, parameter: Parameter) -> str:
    """Return the address that a parameter holds: bare, or in a link ("online=[https://… Online]")."""
    aside = reader.aside(parameter.nodes)
    return aside.links[0] if aside.links else aside.text if "." in aside.text and " " not in aside.text else ""


def today(key: str, names: Mapping[str, str]) -> str:
    """Return the name of a parameter in today's English templates; a number at its end is kept.

    >>> today("apellidos2", {"apellidos": "last"}), today("accessdate", {"accessdate": "access-date"}), today("quux", {})
    ('last2', 'access-date', 'quux')
    """
    if key in names:
        return names[key]
    dashed = key.replace(" ", "-")
    match = NUMBERED.fullmatch(dashed)
    if match and match["stem"] in names:
        return names[match["stem"]] + match["number"]
    return names.get(dashed, dashed)


def anchors(reader: Reader, own: Parameter | None, names: list[str], year: str) -> list[str]:
    """Return the anchors by which short footnotes name a work: its own (``ref={{sfnref|Oru|2020}}``), or names and year."""
    found = [anchor(names, year)] if names else []
    for node in own.nodes if own is not None else ():
        if node.kind == "template" and reader.name(node) in ANCHORS:
            parts = [reader.aside(p.nodes).text for p in parameters(node, reader.text) if p.key.isdecimal()]
            found.insert(0, "CITEREF" + "".join(parts))
        elif node.kind == "text" and normal(reader.text[node.start : node.end]) not in ("harv", "none", ""):
            found.insert(0, reader.text[node.start : node.end].strip())
    return found


def authors_last(fields: Mapping[str, str]) -> list[str]:
    """Return the names that short footnotes go by: last names of the first four authors, else of the editors."""
    for stem in (("last", "surname", "author"), ("editor-last", "editor-surname", "editor")):
        numbered = [fields.get(f"{key}{n}") or fields.get(f"{key.partition('-')[0]}{n}-{key.partition('-')[2]}" if "-" in key else "") for n in ("", 1, 2, 3, 4) for key in stem]
        found = [name for name in numbered if name]
        if found:
            return found[:4]
    return []


def year_of(fields: Mapping[str, str]) -> str:
    """Return the year that short footnotes go by.

    >>> year_of({"date": "4 May 2026"}), year_of({"year": "2020a"}), year_of({})
    ('2026', '2020a', '')
    """
    match = YEAR.search(fields.get("year") or fields.get("date") or fields.get("publication-date") or "")
    return match.group() if match else ""


def printed(fields: Mapping[str, str]) -> str:
    """Return what a citation template prints.

    >>> printed({"cite": "cite news", "last": "Roe", "first": "Ann", "date": "4 May 2026", "title": "Dam breaks", "work": "The Pela Post"})
    'Roe, Ann (4 May 2026). "Dam breaks". The Pela Post.'
    >>> printed({"cite": "cite web"})
    ''
    """
    date = fields.get("date") or " ".join(fields[key] for key in ("day", "month", "year") if key in fields)
    names = "; ".join(authors(fields))
    archived = fields.get("archive-date")
    parts = [
        f"{names} ({date})" if names and date else names,
        *titles(fields),
        next((fields[key] for key in WORKS if key in fields), None),
        fields.get("agency"),
        fields.get("publisher"),
        None if names else date,
        extent(fields),
        f"Archived from the original on {archived}" if archived else None,
        f"Retrieved {fields['access-date']}" if "access-date" in fields else None,
    ]
    return " ".join(part if part.endswith((".", '."', "?", "!")) else f"{part}." for part in parts if part)


def titles(fields: Mapping[str, str]) -> Iterator[str]:
    """Yield the titles as printed: of a part in quotation marks, of a whole work without."""
    part = fields.get("chapter") or fields.get("contribution") or fields.get("entry")
    whole = fields.get("title") or fields.get("script-title", "").partition(":")[2] or fields.get("trans-title")
    if part:
        yield f'"{part}"'
    if whole:
        italic = part or any(kind in fields["cite"] for kind in WHOLE_WORKS)
        yield whole if italic else f'"{whole}"'


def authors(fields: Mapping[str, str]) -> Iterator[str]:
    """Yield the authors as printed: "Roe, Ann", "Poe, Omar", "World Health Organization"."""
    for number in ("", *map(str, range(1, AUTHORS_MAX + 1))):
        last = next((fields[key] for key in (f"last{number}", f"author-last{number}", f"author{number}-last", f"surname{number}", f"author{number}") if key in fields), None)
        first = next((fields[key] for key in (f"first{number}", f"author-first{number}", f"author{number}-first", f"given{number}") if key in fields), None)
        if last:
            yield f"{last}, {first}" if first else last
    for key in ("authors", "vauthors"):
        if key in fields:
            yield fields[key]


def extent(fields: Mapping[str, str]) -> str | None:
    """Return volume, issue and pages as printed: "12 (3): 4–9"."""
    issue = fields.get("issue") or fields.get("number")
    where = " ".join(part for part in (fields.get("volume"), f"({issue})" if issue else None) if part)
    pages = fields.get("pages") or fields.get("page")
    if pages and not where:
        return f"{'p.' if 'page' in fields else 'pp.'} {pages}"
    return f"{where}: {pages}" if pages else where or None
