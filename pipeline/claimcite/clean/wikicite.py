"""The entries of wikitext: the parameters of a citation template, and the line that a reader sees for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from mwparserfromhell import nodes
from mwparserfromhell.wikicode import Wikicode

from claimcite.records import RawReference
from claimcite.spans import Span

CITATION = re.compile(r"\s*(cite\b|citation\b|cite[ _-]|vcite|harvnb|sfn)", re.IGNORECASE)
#: Parameters that name the container of a title, the most usual first.
WORKS = ("work", "newspaper", "journal", "magazine", "website", "periodical", "encyclopedia", "series")
#: Kinds of templates whose title is printed in italics, and so here without quotation marks.
WHOLE_WORKS = ("book", "report", "av media", "map", "thesis")


def ref_name(node: nodes.Tag) -> str | None:
    """Return the name of a ``<ref>``, or None."""
    for attribute in node.attributes:
        if str(attribute.name).strip().lower() == "name" and attribute.value is not None:
            return str(attribute.value).strip().strip("\"'") or None
    return None


def plain(code: Wikicode | None) -> str:
    """Return wikitext as a reader sees it, in one line."""
    return " ".join(str(code.strip_code(normalize=True, collapse=True)).split()) if code is not None else ""


def entry(number: str, node: nodes.Tag, raw: Span) -> RawReference:
    """Make the entry of one ``<ref>``: the parameters of its template, and its text as printed."""
    code = node.contents
    inner = code.nodes if code is not None else []
    template = next((t for t in inner if isinstance(t, nodes.Template) and CITATION.match(str(t.name))), None)
    link = next((e for e in inner if isinstance(e, nodes.ExternalLink)), None)
    fields = None
    if template is not None:
        fields = {"cite": str(template.name).strip().lower()}
        for parameter in template.params:
            value = plain(parameter.value)
            if value:
                fields[str(parameter.name).strip().lower()] = value
    around = plain(code)  # templates leave no text of their own
    text = " ".join(part for part in (printed(fields) if fields else "", around) if part)
    url = str(link.url) if link is not None else None
    return RawReference(number, number, text or url or "", raw, fields, url)  # a bare address is printed as it is


def printed(fields: Mapping[str, str]) -> str:
    """Return what a citation template prints.

    >>> printed({"cite": "cite news", "last": "Roe", "first": "Ann", "date": "4 May 2026", "title": "Dam breaks", "work": "The Pela Post"})
    'Roe, Ann (4 May 2026). "Dam breaks". The Pela Post.'
    >>> printed({"cite": "cite web"})
    ''
    """
    if not fields["cite"].startswith(("cite", "citation", "vcite")):
        return short_form(fields)
    date = fields.get("date") or fields.get("year")
    names = "; ".join(authors(fields))
    title = fields.get("title") or fields.get("chapter") or fields.get("contribution")
    quoted = title and (title if any(kind in fields["cite"] for kind in WHOLE_WORKS) else f'"{title}"')
    parts = [
        f"{names} ({date})" if names and date else names,
        quoted,
        next((fields[key] for key in WORKS if key in fields), None),
        fields.get("agency"),
        fields.get("publisher"),
        None if names else date,
        extent(fields),
        fields.get("archive-date") and f"Archived from the original on {fields['archive-date']}",
        next((f"Retrieved {fields[key]}" for key in ("access-date", "accessdate") if key in fields), None),
    ]
    return " ".join(part if part.endswith(".") else f"{part}." for part in parts if part)


def short_form(fields: Mapping[str, str]) -> str:
    """Return what ``{{harvnb|Roe|2020|p=5}}`` prints.

    >>> short_form({"cite": "harvnb", "1": "Roe", "2": "2020", "p": "5"})
    'Roe 2020, p. 5'
    """
    names = " ".join(value for key, value in fields.items() if key.isdigit())
    page = next((f"{mark} {fields[key]}" for key, mark in (("p", "p."), ("pp", "pp."), ("page", "p."), ("pages", "pp.")) if key in fields), None)
    return ", ".join(part for part in (names, page) if part)


def authors(fields: Mapping[str, str]) -> Iterator[str]:
    """Yield the authors as printed: "Roe, Ann", "Poe, Omar", "World Health Organization"."""
    for number in ("", *map(str, range(1, 31))):
        last = fields.get(f"last{number}") or fields.get(f"surname{number}") or fields.get(f"author{number}")
        first = fields.get(f"first{number}") or fields.get(f"given{number}")
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
