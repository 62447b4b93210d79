"""Citation templates as encyclopedias and their mirrors print them: text with a known answer, to score the reader of printed references.

Follows the documented conventions of Citation Style 1 and 2 (Help:Citation Style 1, 2): which parts stand in which order, which mark parts
them. ``style_of`` chooses, by a hash of the parameters, one of the forms in which copies of such pages print the same entry. Shares no code
with the readers in ``link``.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from claimcite.report.template import LANGUAGES, MONTHS, Parameters, people, read_days

LABELS: Mapping[str, Mapping[str, str]] = {
    "en": {"archived": "Archived{pdf} from the original{of} on {date}", "read": "Retrieved {date}", "pages": "pp.", "page": "p."},
    "de": {"archived": "Archiviert{pdf} vom Original{of} am {date}", "read": "Abgerufen am {date}", "pages": "S.", "page": "S."},
    "fr": {"archived": "Archivé{pdf} de l'original{of} le {date}", "read": "Consulté le {date}", "pages": "p.", "page": "p."},
    "es": {"archived": "Archivado{pdf} desde el original{of} el {date}", "read": "Consultado el {date}", "pages": "pp.", "page": "p."},
}  # fmt: skip
QUOTES = {"straight": ('"', '"'), "curly": ("“", "”"), "de": ("„", "“"), "fr": ("«\u00a0", "\u00a0»"), "es": ("«", "»")}
FRONTS = ("^ ", "1 2 ", "^ a b ", "a b c ", "↑ 3.0 3.1 ", "^ Jump up to: a b ", "12. ", "[12] ", "^ Jump up ")
#: Identifiers in the order in which they are printed.
IDENTIFIERS = {"arxiv": "arXiv:{}", "bibcode": "Bibcode:{}", "doi": "doi:{}", "hdl": "hdl:{}", "isbn": "ISBN {}", "issn": "ISSN {}", "jstor": "JSTOR {}",
               "lccn": "LCCN {}", "oclc": "OCLC {}", "pmc": "PMC {}", "pmid": "PMID {}", "s2cid": "S2CID {}"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Style:
    """One way to print an entry. ``dates``: as given, dmy, mdy or ymd; ``address``: where that of the page stands, if anywhere;
    ``lost``: which full stop is missing; ``spaced``: a blank before full stops, where an icon stood.
    """

    dates: str = "given"
    words: str = "en"
    quotes: str = "straight"
    address: str = ""
    commas: bool = False
    front: str = ""
    repeated: str = ""
    lost: str = ""
    read: str = ""
    spaced: bool = False


def style_of(fields: Mapping[str, str]) -> Style:
    """Return the style in which an entry is printed; the same parameters always get the same one.

    >>> style_of({"cite": "cite news", "title": "Dam fails"}) == style_of({"cite": "cite news", "title": "Dam fails"})
    True
    >>> style_of({"cite": "citation"}).commas
    True
    """
    seed = hashlib.sha256(json.dumps(fields, sort_keys=True, ensure_ascii=False).encode()).digest()
    words = pick(seed[0], {"de": 7, "fr": 7, "es": 7}, "en")
    dates = pick(seed[1], {"dmy": 50, "mdy": 50, "ymd": 50}, "given") if words == "en" else "dmy"
    return Style(
        dates,
        words,
        words if words != "en" else pick(seed[2], {"curly": 60}, "straight"),
        pick(seed[3], {"after title": 20, "bracket": 20, "end": 20}, ""),
        commas="citation" in fields.get("cite", "") or seed[4] < 16,
        front=FRONTS[seed[6] % len(FRONTS)] if seed[5] < 90 else "",
        repeated=pick(seed[7], {" | ": 12, " - ": 12, " – ": 6, " • ": 4}, ""),
        lost=pick(seed[8], {"last": 40, "title": 20}, ""),
        read=pick(seed[9], {"Retrieved on {date}": 24, "Accessed {date}": 24, "Retrieved: {date}": 8}, "") if words == "en" else "",
        spaced=seed[10] < 40,
    )


def pick(byte: int, shares: Mapping[str, int], usual: str) -> str:
    """Return the choice that a byte of a hash falls on; ``shares`` are out of 256.

    >>> pick(5, {"curly": 10}, "straight"), pick(200, {"curly": 10}, "straight")
    ('curly', 'straight')
    """
    for choice, share in shares.items():
        if byte < share:
            return choice
        byte -= share
    return usual


def render(fields: Mapping[str, str], style: Style) -> str:
    """Return what a citation template prints in a style; "" for one without title.

    >>> render({"cite": "cite news", "last": "Roe", "first": "Ann", "date": "4 May 2026", "title": "Dam breaks", "work": "The Pela Post"}, Style())
    'Roe, Ann (4 May 2026). "Dam breaks". The Pela Post.'
    >>> render({"cite": "cite web"}, Style())
    ''
    """
    given = Parameters(fields)
    if not given.title:
        return ""
    parts = [part for part in sentences(given, style) if part.text]
    text, mark = "", "," if style.commas else "."
    for part in parts:
        text = joined(text, part, mark)
    if not style.commas and style.lost != "last" and not text.endswith("."):
        text += "."
    if style.spaced:
        text = re.sub(r"(?<=[\"”»])\.(?=\s|$)|(?<=ISSN \d{4}-\d{3}[\dX])\.", " .", text)
    return style.front + text


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an entry; ``close`` ones follow the part before without a full stop: "(in Arabic)", "– via Pela Archive"."""

    text: str
    close: bool = False
    bare: bool = False


def joined(text: str, part: Part, mark: str) -> str:
    """Join a part to what stands before it, without doubling a full stop."""
    if not text:
        return part.text
    if part.close or part.bare:
        return text + ("" if part.text.startswith(":") else " ") + part.text
    before = text if text.endswith(mark) or text.rstrip('"”“»\u00a0 ').endswith(mark) else text + mark
    return f"{before} {part.text}"


def sentences(given: Parameters, style: Style) -> Iterator[Part]:
    """Yield the parts of an entry in order."""
    date = written(given["date"], style) + (f" [{given['orig-date']}]" if given["orig-date"] and not given.authors else "")
    names = people(given.authors, amp=given.amp) or given["vauthors"]
    editors = people(given.editors, amp=given.amp)
    if names or (editors and not given.part):
        yield Part(names or f"{editors}, {'eds.' if len(given.editors) > 1 else 'ed.'}")
        if date:
            yield Part(f"({date})" + (f" [{given['orig-date']}]" if given["orig-date"] and names else ""), close=True)
        date = ""
    yield from titles(given, style, editors if given.part or names else "")
    yield from containers(given, style, date)
    yield from ends(given, style)


def titles(given: Parameters, style: Style, editors: str) -> Iterator[Part]:
    """Yield the title with what follows it closely; of a chapter, that of the book and its editors, too."""
    edited = f"{editors} ({'eds.' if len(given.editors) > 1 else 'ed.'})" if editors else ""
    if given.part:
        yield Part(quoted(given.part, style))
        yield Part(f"{'in' if style.commas else 'In'} {edited}" if edited else "", bare=style.lost == "title")
        yield Part(given.title)
    else:
        yield Part(edited)
        title = given.title + (style.repeated + given.site if style.repeated and given.site else "")
        yield Part(quoted(title, style) if given.quotes else title)
    yield Part(f"[{given['trans-title']}]" if given["trans-title"] else "", close=True)
    yield Part(f"({given['format']})" if given["format"] and given["url"] else "", close=True)
    if given["url"] and style.address in ("after title", "bracket"):
        yield Part(f"({given['url']})" if style.address == "bracket" else given["url"], close=True)


def containers(given: Parameters, style: Style, date: str) -> Iterator[Part]:
    """Yield work, type, series, language, volume, edition, publisher, date and pages; of a journal, the volume stands last."""
    bare = style.lost == "title" and given.quotes and not given["format"]
    where = ": ".join(part for part in (given["location"], given["publisher"]) if part)
    imprint = (Part(where, bare=bare and not given["work"]), Part(given["agency"]))
    edition = Part(f"({given['edition']} ed.)" if given["edition"] else "", close=True)
    yield Part(given["work"], bare=bare)
    yield Part(f"({given.genre})" if given.genre else "", close=True)
    yield Part(given["series"])
    yield Part(language(given["language"], style), close=True)
    pages = dashed(given["pages"] or given["page"])
    if given.kind == "journal":
        issue = f"({dashed(given['issue'])})" if given["issue"] else ""
        yield from (edition, *imprint, Part(" ".join(part for part in (given["volume"], issue) if part)))
        yield from (Part(f": {pages}" if pages else "", close=True), Part(date))
        return
    numbers = (given["volume"] and f"Vol. {given['volume']}", given["issue"] and f"no. {given['issue']}")
    yield from (Part(", ".join(part for part in numbers if part)), Part(given["others"]), edition, *imprint, Part(date))
    yield Part(f"{LABELS[style.words]['pages' if given['pages'] else 'page']} {pages}" if pages else "")


def ends(given: Parameters, style: Style) -> Iterator[Part]:
    """Yield identifiers, addresses, archived copy, access date, provider and quotation."""
    for name, form in IDENTIFIERS.items():
        yield Part(form.format(given[name]) if given[name] else "")
    if style.address == "end":
        yield Part(given["url"])
    labels = LABELS[style.words]
    if given["archive-date"] and given["archive-url"]:
        yield Part(lowered(labels["archived"].format(date=written(given["archive-date"], style), **copy(given, style)), style))
    if given["access-date"] and given["url"]:
        yield Part(lowered((style.read or labels["read"]).format(date=written(given["access-date"], style)), style))
    yield Part(f"– via {given['via']}" if given["via"] else "", close=True)
    yield Part("(subscription required)" if given["subscription"] or given["url-access"] == "subscription" else "", close=True)
    yield Part(quoted(given["quote"], style) if given["quote"] else "")


def copy(given: Parameters, style: Style) -> dict[str, str]:
    """Return what stands behind "Archived" and behind "the original": of a PDF, and where addresses are printed."""
    pdf = " (PDF)" if given["format"].upper() == "PDF" else ""
    at = f" ({given['archive-url']})" if style.address == "bracket" else ""
    return {"pdf": pdf + at, "of": ""} if given["url-status"] in ("live", "no") else {"pdf": at, "of": pdf}


def quoted(text: str, style: Style) -> str:
    """Return a text in quotation marks; marks of the same kind inside it stay."""
    left, right = QUOTES[style.quotes]
    return f"{left}{text}{right}"


def lowered(text: str, style: Style) -> str:
    """Return a part as it stands after a comma."""
    return text[:1].lower() + text[1:] if style.commas else text


def language(name: str, style: Style) -> str:
    """Return the remark on the language of a page; there is none for English."""
    known = next((full.title() for full, code in LANGUAGES.items() if name.lower() in (full, code)), name)
    return f"(in {known})" if known not in ("", "English") and style.words == "en" else ""


def dashed(pages: str) -> str:
    """Return pages with a dash between numbers.

    >>> dashed("12-19"), dashed("A12")
    ('12–19', 'A12')
    """
    return re.sub(r"(?<=[\dA-Za-z])\s?-\s?(?=\d)", "–", pages)


def written(date: str, style: Style) -> str:
    """Return a day in the form and language of a style; what is no full day as it is, with the month in the language.

    >>> written("2026-05-04", Style("mdy")), written("4 May 2026", Style("dmy", "es")), written("Spring 2020", Style("ymd"))
    ('May 4, 2026', '4 de mayo de 2026', 'Spring 2020')
    """
    days = read_days(date)
    if style.dates == "given" or days is None or len(days) > 1 or len(days[0]) == 1:
        return date
    year, month, day = (*days[0], 0)[:3]
    name = MONTHS[style.words][month - 1]
    if style.dates == "ymd":
        return f"{year}-{month:02}-{day:02}" if day else date
    if not day:
        return f"{name} de {year}" if style.words == "es" else f"{name} {year}"
    if style.dates == "mdy":
        return f"{name} {day}, {year}"
    return {"de": f"{day}. {name} {year}", "es": f"{day} de {name} de {year}"}.get(style.words, f"{day} {name} {year}")
