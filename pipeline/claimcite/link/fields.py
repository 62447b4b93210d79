"""References whose parts the markup names: parameters of citation templates, or a context object (COinS)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Literal

from claimcite.link.addresses import Address, is_web, read_address
from claimcite.link.dates import csl_date, parse_date
from claimcite.link.entry import Entry
from claimcite.link.languages import language_tag
from claimcite.link.names import one_name, reference_names
from claimcite.records import CslItem, CslName

#: Citation template -> CSL type; the first that its name contains counts.
TYPES = {"press release": "webpage", "newsgroup": "post", "news": "article-newspaper", "journal": "article-journal", "magazine": "article-magazine", "arxiv": "article",
         "biorxiv": "article", "ssrn": "article", "encyclopedia": "entry-encyclopedia", "encyclopaedia": "entry-encyclopedia", "dictionary": "entry-dictionary",
         "book": "book", "thesis": "thesis", "techreport": "report", "report": "report", "conference": "paper-conference", "interview": "interview",
         "episode": "broadcast", "serial": "broadcast", "podcast": "broadcast", "av media": "motion_picture", "video": "motion_picture", "map": "map",
         "speech": "speech", "sign": "graphic", "tweet": "post", "mailing list": "post", "court": "legal_case", "patent": "patent",
         "dissertation": "thesis"}  # fmt: skip
#: Spellings of parameters that have gone out of use, or that other wikis have.
SPELLINGS = {"accessdate": "access-date", "archiveurl": "archive-url", "archivedate": "archive-date", "lang": "language", "ncid": "id", "surname": "last", "given": "first",
             "forename": "first", "transtitle": "trans-title", "trans_title": "trans-title", "titel": "title", "titre": "title", "título": "title", "titolo": "title",
             "autor": "author", "auteur": "author", "hrsg": "editor", "werk": "work", "datum": "date", "fecha": "date", "abruf": "access-date", "zugriff": "access-date",
             "consulté le": "access-date", "fechaacceso": "access-date", "sprache": "language", "langue": "language", "idioma": "language", "verlag": "publisher",
             "éditeur": "publisher", "editorial": "publisher", "website-title": "website", "publication": "work", "num": "issue", "number": "issue",
             "vol": "volume", "pp": "pages", "p": "page", "seite": "page", "seiten": "pages", "subject": "author", "people": "author"}  # fmt: skip
ROLES: tuple[Literal["author", "editor"], ...] = ("author", "editor")
CONTAINERS = (
    "newspaper",
    "work",
    "website",
    "journal",
    "magazine",
    "periodical",
    "encyclopedia",
    "encyclopaedia",
    "dictionary",
    "program",
)
#: What has a series that is no container: "America at War" is one of books.
BOUND = ("book", "chapter", "report", "thesis", "paper-conference", "article-journal")
PUBLISHERS = ("publisher", "institution", "network", "university", "school")
PARTS = ("chapter", "contribution", "entry", "article", "section")
UNKNOWN = re.compile(r"\s*(?:n\.?\s?a\.?|none|unknown|not stated|staff|staff writers?|n\.\s?d\.)\s*", re.IGNORECASE)
NUMBERED = re.compile(r"(?P<role>author|editor|last|first|editor-last|editor-first)-?(?P<n>\d{1,2})?(?:-(?P<part>last|first))?")
LANGUAGE_PREFIX = re.compile(r"(?P<code>[a-z]{2,3}):(?!/)")


def read_fields(given: Mapping[str, str], url: str | None = None) -> Entry:
    """Read the parameters of a citation template, or of a context object; ``url`` is the entry's first link.

    >>> entry = read_fields({"cite": "cite news", "last": "Roe", "first": "Ann", "title": "Dam fails", "work": "The Pela Post", "date": "3 May 2026"})
    >>> entry.csl["author"], entry.csl["issued"], entry.names
    ([{'family': 'Roe', 'given': 'Ann'}], {'date-parts': [[2026, 5, 3]]}, ('The Pela Post',))
    >>> read_fields({"cite": "cite web"}).csl
    {'type': 'document'}
    """
    fields = spelled(given)
    csl: CslItem = {"type": template_type(fields.get("cite", ""))}
    in_series = csl["type"] not in BOUND and not (csl["type"] == "" and "isbn" in fields)
    container, publisher = some(fields, *CONTAINERS, *(["series"] if in_series else [])), some(fields, *PUBLISHERS)
    address = address_of(fields, url)
    title(fields, csl, container)
    set_text(csl, "publisher", publisher)
    for role in ROLES:
        if people := list(names(fields, role)):
            csl[role] = people
    if issued := csl_date(parse_date(some(fields, "date", "publication-date", "air-date", "year-month") or year_month(fields))):
        csl["issued"] = issued
    if accessed := csl_date(parse_date(fields.get("access-date", ""))):
        csl["accessed"] = accessed
    for name, keys in (
        ("volume", ("volume",)),
        ("issue", ("issue",)),
        ("page", ("pages", "page")),
        ("DOI", ("doi",)),
        ("ISBN", ("isbn",)),
        ("ISSN", ("issn",)),
    ):
        set_text(csl, name, some(fields, *keys))
    set_text(csl, "URL", address.page or address.archive)
    set_text(csl, "language", (fields.get("language") and language_tag(fields["language"])) or script_language(fields))
    if not csl["type"]:
        csl["type"] = "" if len(csl) > 1 else "document"
    outlet_names = (container, publisher, fields.get("via"), fields.get("agency"))
    return Entry(csl, address, tuple(name for name in outlet_names if name))


def spelled(given: Mapping[str, str]) -> dict[str, str]:
    """Return parameters under the names of today, without empty ones."""
    fields: dict[str, str] = {}
    for key, value in given.items():
        name = " ".join(key.lower().split()).replace("_", "-")
        value = " ".join((html.unescape(value) if "&" in value else value).split())  # context objects keep "&#124;" as wikitext has it
        if value and not (UNKNOWN.fullmatch(value) and name not in ("title", "cite")):
            fields.setdefault(SPELLINGS.get(name, name), value)
    return fields


def some(fields: Mapping[str, str], *names_: str) -> str | None:
    """Return the value of the first of these parameters that is there."""
    return next((fields[name] for name in names_ if name in fields), None)


def set_text(csl: CslItem, key: str, value: str | None) -> None:
    """Set a variable of an item if there is a value."""
    if value:
        csl[key] = value  # type: ignore[literal-required]


def template_type(name: str) -> str:
    """Return the CSL type that a template stands for; "" where only its parameters tell.

    >>> template_type("cite news"), template_type("citation")
    ('article-newspaper', '')
    """
    words = name.lower().replace("_", " ").replace("-", " ")
    return next((kind for word, kind in TYPES.items() if re.search(rf"\b{word}\b", words)), "")


def title(fields: Mapping[str, str], csl: CslItem, container: str | None) -> None:
    """Set title and container: of a chapter, the book is the container."""
    script = LANGUAGE_PREFIX.sub("", fields.get("script-title", ""), count=1)
    whole = some(fields, "title") or script or some(fields, "trans-title", "ref-title")
    part = some(fields, *PARTS)
    if part and whole and csl["type"] in ("book", "", "paper-conference", "entry-encyclopedia", "entry-dictionary"):
        csl["type"] = "chapter" if csl["type"] in ("book", "") else csl["type"]
        container, whole = (whole if csl["type"] == "chapter" else container or whole), part
    set_text(csl, "title", (whole or part or "").strip(' "“”') if (whole or "").count('"') == 2 else whole or part)
    if "title" not in csl and container and csl["type"].startswith("entry-"):
        csl["type"], csl["title"] = "book", container  # an encyclopedia cited as a whole
    else:
        set_text(csl, "container-title", container)


def names(fields: Mapping[str, str], role: str) -> Iterator[CslName]:
    """Yield the people of one role, in order of their numbers."""
    stem = "" if role == "author" else "editor-"
    if role == "author" and (listed := some(fields, "vauthors", "authors")):
        yield from reference_names(listed)
    for n in ["", *map(str, range(1, 31))]:
        family = some(fields, f"{stem}last{n}", f"{role}-last{n}", f"{role}{n}-last", f"{stem}surname{n}")
        given = some(fields, f"{stem}first{n}", f"{role}-first{n}", f"{role}{n}-first", f"{stem}given{n}")
        if family and given:
            yield {"family": family, "given": given}
        elif family:
            yield {"literal": family}
        elif whole := some(fields, f"{role}{n}", *([f"{role}s"] if role == "editor" and not n else [])):
            yield from whole_name(whole)


def whole_name(text: str) -> list[CslName]:
    """Read "author=Lang, Andrew" and "author=Ann Roe and Omar Khan"; a name with "and" in it may be a body's.

    >>> whole_name("Lang, Andrew"), whole_name("Committee on Floods and Drought")
    ([{'family': 'Lang', 'given': 'Andrew'}], [{'literal': 'Committee on Floods and Drought'}])
    """
    if ";" in text or (text.count(",") == 1 and " and " not in text):
        return reference_names(text)
    several = [part.split() for part in re.split(r",\s*|\s+and\s+", text)]
    if len(several) > 1 and all(2 <= len(words) <= 3 and all(word[0].isupper() for word in words) for words in several if words):
        return reference_names(text, inverted=False)
    return one_name(text, inverted=False)


def year_month(fields: Mapping[str, str]) -> str:
    """Return the date that stands in parameters of its own."""
    return " ".join(fields[key] for key in ("day", "month", "year") if key in fields)


def script_language(fields: Mapping[str, str]) -> str | None:
    """Return the language that the title in its own script names: "script-title=ar:…"."""
    match = LANGUAGE_PREFIX.match(fields.get("script-title", ""))
    return language_tag(match["code"]) if match else None


def address_of(fields: Mapping[str, str], url: str | None) -> Address:
    """Return the address of the page and of its archived copy."""
    page = read_address(
        next((value for key in ("url", "chapter-url", "article-url", "script-url") if is_web(value := fields.get(key, ""))), None)
        or url
        or ""
    )
    copy = fields.get("archive-url")
    kept = read_address(copy) if copy and is_web(copy) else page
    archived = parse_date(fields.get("archive-date", ""))
    return Address(page.page or kept.page or None, kept.archive or (copy if copy and is_web(copy) else None), archived or kept.archived)
