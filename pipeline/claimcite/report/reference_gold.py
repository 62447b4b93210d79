"""The right answer for an entry that was rendered from a template, or that carries a context object: one comparable string a field.

A print does not say everything that its template says. Where one name alone stands behind a title in quotation marks, nothing tells
whether it was the work or its publisher; it counts as right in either place.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence

from claimcite.records import CslItem, CslName, Reference
from claimcite.report.rendered import Style
from claimcite.report.template import LANGUAGES, Parameters, Person, read_days

#: The fields that are scored, in the order of the table.
FIELDS = ("title", "author", "editor", "container-title", "publisher", "issued", "accessed", "archived", "URL", "volume", "issue", "page", "ISBN", "ISSN",
          "DOI", "language")  # fmt: skip
Answer = dict[str, str]


def template_answer(fields: Mapping[str, str]) -> Answer:
    """Return the fields that the parameters of a template give.

    >>> template_answer({"cite": "cite news", "title": "Dam fails", "work": "The Pela Post", "date": "4 May 2026"})
    {'title': 'dam fails', 'container-title': 'the pela post', 'issued': '[[2026, 5, 4]]'}
    >>> template_answer({"cite": "cite web"})
    {}
    """
    given = Parameters(fields)
    book = given.kind == "book" or (given.kind == "citation" and not given["work"])
    values = {
        "title": given.part or given.title,
        "author": names_of(given.authors or vancouver(given["vauthors"])),
        "editor": names_of(given.editors),
        "container-title": given.title if given.part and book else given["work"],
        "publisher": given["publisher"],
        "issued": days(given["date"]),
        "accessed": days(given["access-date"]),
        "archived": days(given["archive-date"]),
        "URL": given["url"] or given["chapter-url"],
        **{name: given[name] for name in ("volume", "issue")},
        "page": given["pages"] or given["page"],
        **{name: given[name.lower()] for name in ("ISBN", "ISSN", "DOI")},
        "language": LANGUAGES.get(given["language"].lower(), given["language"].lower()),
    }
    return {name: value for name in FIELDS if (value := comparable(name, values[name]))}


def printed_answer(fields: Mapping[str, str], style: Style) -> Answer:
    """Return the fields that can be read off the print of a template.

    >>> printed_answer({"cite": "cite web", "title": "Dam fails", "publisher": "Pela Post", "url": "http://a.example"}, Style())
    {'title': 'dam fails', 'container-title': 'pela post'}
    """
    given, answer = Parameters(fields), template_answer(fields)
    if style.repeated and given.site:
        answer["title"] = comparable("title", f"{given.title}{style.repeated}{given.site}")
    if not style.address or not given["url"]:
        answer.pop("URL", None)
    if not given["url"]:
        answer.pop("accessed", None)
    if not given["archive-url"]:
        answer.pop("archived", None)
    if style.words != "en" or answer.get("language", "").startswith("en"):
        answer.pop("language", None)
    if given.quotes and given["agency"] and not given["work"] and not given["publisher"]:
        answer["container-title"] = comparable("container-title", given["agency"])
    return alone(answer) if given.quotes and not given["location"] else answer


def context_answer(fields: Mapping[str, str]) -> Answer:
    """Return the fields that the context object (COinS) of a printed entry gives; values in a broken encoding are left out.

    >>> context_answer({"title": "Dam fails", "work": "The Pela Post", "url": "http://a.example"})
    {'title': 'dam fails', 'container-title': 'the pela post'}
    """
    sound = {name: html.unescape(html.unescape(value)) for name, value in fields.items() if "\ufffd" not in value}
    unsaid = ("URL", "accessed", "archived", "language", "editor")
    return {name: value for name, value in template_answer({"cite": "", **sound}).items() if name not in unsaid}


def read_answer(csl: CslItem, archived: str | None) -> Answer:
    """Return the fields that a reader found, in the same form.

    >>> read_answer({"type": "webpage", "title": "Dam Fails.", "issued": {"date-parts": [[2026, 5]]}}, None)
    {'title': 'dam fails', 'issued': '[[2026, 5]]'}
    """
    values: dict[str, str] = {}
    for name in FIELDS:
        value = csl.get(name)
        if isinstance(value, dict):
            values[name] = str(value["date-parts"])
        elif isinstance(value, list):
            values[name] = names_of([whole(one) for one in value])
        else:
            values[name] = str(value or "")
    values["archived"] = days(archived or "")
    return {name: found for name in FIELDS if (found := comparable(name, values[name]))}


def alone(answer: Answer) -> Answer:
    """Move a publisher that stands without a container to the container's place."""
    if "container-title" in answer or "publisher" not in answer:
        return answer
    return {("container-title" if name == "publisher" else name): value for name, value in answer.items()}


def whole(name: CslName) -> Person:
    """Return a name of a CSL item as (family, given)."""
    return (name["family"], name.get("given", "")) if "family" in name else (name.get("literal", ""), "")


def names_of(people: Sequence[Person]) -> str:
    """Return names as one string."""
    return "; ".join(f"{family}, {given}" if given else family for family, given in people)


def vancouver(names: str) -> list[Person]:
    """Return the names of ``vauthors``.

    >>> vancouver("Dorn Y, de la Tusk TA, et al."), vancouver("")
    ([('Dorn', 'Y'), ('de la Tusk', 'TA')], [])
    """
    listed = re.sub(r",?\s*\bet\.? al\b.*", "", names)
    parts = [re.match(r"(.+)\s([A-ZÀ-Þ](?:-?[A-ZÀ-Þ]){0,3}(?:\s(?:Jr|2nd|3rd))?)$", part.strip()) for part in listed.split(",")]
    return [(part[1], part[2]) if part else (name.strip(), "") for part, name in zip(parts, listed.split(","), strict=True) if name.strip()]


def days(text: str) -> str:
    """Return a date as one string."""
    return str(read_days(text) or "")


def comparable(name: str, value: str) -> str:
    """Return a value without what two right answers may differ in: case, kinds of dashes and quotes, marks at its ends.

    >>> comparable("page", "12–19"), comparable("title", "“Why?” she asked."), comparable("ISBN", "978-0-306-40615-7")
    ('12-19', 'why?" she asked', '9780306406157')
    """
    text = " ".join(re.sub(r"[‐-―−]", "-", re.sub(r"[“”„«»″]", '"', re.sub(r"[‘’ʼ]", "'", value))).casefold().split())
    if name in ("ISBN", "ISSN"):
        return re.sub(r"[\s-]", "", text)
    if name == "title":
        text = re.sub(r"\s?\|\s?", " ", text)  # a template's "{{!}}" is lost where its parameters are read
    if name == "page":
        return re.sub(r"\s|\[.*", "", text)  # "19–35 [p. 29]": the remark is no page range
    if name in ("author", "editor"):
        text = re.sub(r"(?<=[^,;\s])(?=\s[^\W\d_]{1,3}(?:;|$))", ",", text)  # "author=Dorn YA" is a family name and initials
        return re.sub(r",?\s(?=(?:jr|sr)\b)", " ", text).strip(" .,;")
    if name == "URL":
        return re.sub(r"^https?://(?:www\.)?|/$", "", text)
    return text if text.startswith("[[") else text.strip(" .,;:\"'")


def row_answer(row: Reference) -> Answer:
    """Return the fields of an exported reference."""
    return read_answer(row.csl, row.archived)
