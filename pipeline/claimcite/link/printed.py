"""One printed reference, as encyclopedias and their mirrors print it: one parser for all of them.

What can be told by its form is taken out first (access date, archived copy, ISBN, language); then the title, by its quotation marks;
what stands before it is authors and date, what stands after it publication, publisher and date.
"""

from __future__ import annotations

import re

from claimcite.link.addresses import Address
from claimcite.link.dates import DATE, csl_date, parse_date
from claimcite.link.entry import Entry
from claimcite.link.marks import BACK, INTRO, Rest, is_leftover, one_of, take_address, take_date, take_marks, take_numbers
from claimcite.link.names import reference_names
from claimcite.link.titles import find_title, segments
from claimcite.records import CslItem

AUTHOR_DATE = re.compile(
    rf"^(?P<names>[^()\[\]\"“]{{2,300}}?),?\s*[(\[](?P<date>{DATE}|n\.\s?d\.)[a-z]?[)\]](?:\s\[?{DATE}\]?)?\s?[.,:]?\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
EDITORS = re.compile(r"\s*[(\[](?:eds?|editors?|hrsg|dir)\.?[)\]],?", re.IGNORECASE)
#: "Ann Roe, The Dam, Pela Press, 2010", "Roe, Ann, The Dam. Pela Press, 2010": authors and title with commas only.
COMMAS = re.compile(
    r"^(?P<names>(?:[A-ZÀ-Þ][\w’'-]+,\s[A-ZÀ-Þ][\w’'-]+(?:\s[A-Z]\.)?|(?:[A-ZÀ-Þ][\w.’'-]*\s){1,3}[A-ZÀ-Þ][\w’'-]+(?:\s(?:and|&)\s(?:[A-ZÀ-Þ][\w.’'-]*\s){1,3}[A-ZÀ-Þ][\w’'-]+)?)),\s(?P<title>[A-ZÀ-Þ“'‘\d][^,]{3,250}(?:,\s[a-z][^,]{3,100})*)"
    r"(?:,\s(?P<more>.*))?$"
)
AUTHOR_POINT = re.compile(r"^(?P<names>[A-ZÀ-Þ][\w’'-]+,\s[A-ZÀ-Þ][\w’'-]+(?:\s[A-Z]\.?){0,2})\.?\s(?=[A-ZÀ-Þ\d])(?<=\.\s)(?P<rest>.*)$")
EDITED = re.compile(r"^(?P<names>[A-ZÀ-Þ][^()\[\]\"“]{2,120}?)\s*\((?:eds?|Hrsg)\.?\)[.,]\s(?P<rest>.*)$", re.DOTALL)
#: "…, Baltimore, Maryland: Oru University Press" at the end of a title, where commas part an entry.
PRINTER = re.compile(r",\s(?:[A-ZÀ-Þ][\w. ]{1,30})(?:,\s[A-Z][\w. ]{1,20})?:\s(?P<name>[A-ZÀ-Þ][^:,]{2,60})$")
NO_NAME = re.compile(
    r"^(?:ch|chap|chapter|issue|no|nr|rev|edn?|sheet|section|table|fig|ibid|op|loc|see|also|note|part|entries|\d+(?:st|nd|rd|th)\sed)\b\.?",
    re.IGNORECASE,
)
#: What stands later in an entry belongs to other citations, or to a note.
ENTRY_MAX = 4000
#: A longer text without quotation marks is an explanatory note.
TITLE_WORDS = 30
PLACE = re.compile(r"^(?P<place>[A-ZÀ-Þ][\w.’' -]{1,40}(?:,\s[A-Z][\w. ]{1,20}){0,2}(?:;\s[A-Z][\w ]{1,20})?):\s(?P<name>\S.*)$")
EDGE = " .,;:|–—-•·\"“”'"


def read_printed(text: str, url: str | None = None) -> Entry:
    """Read one printed reference; ``url`` is its link, where the markup had one.

    >>> entry = read_printed('Roe, Ann (2026-05-03). "Dam fails at Oru". The Pela Post. Retrieved 2026-05-04.')
    >>> entry.csl["title"], entry.csl["container-title"], entry.csl["accessed"]
    ('Dam fails at Oru', 'The Pela Post', {'date-parts': [[2026, 5, 4]]})
    >>> read_printed("1 2").csl
    {'type': 'document'}
    """
    csl: CslItem = {"type": ""}
    rest = Rest(one_of(INTRO.sub("", " ".join(text[:ENTRY_MAX].split()))))
    if is_leftover(rest.text):
        rest.text = ""
    rest.take(BACK)
    address = take_address(rest, csl, url)
    title = find_title(rest.text)
    before, after = Rest(title.before if title else ""), Rest(title.after if title else rest.text)
    via = take_marks(after, csl)
    if title:
        csl["title"] = title.text
        take_authors(before, csl)
        names = read_after(after, csl, by_commas=title.by_commas)
    else:
        names = read_unquoted(after, csl, address)
    if page := address.page or address.archive:
        csl["URL"] = page
    if not csl["type"] and len(csl) == 1:
        csl["type"] = "document"
    return Entry(csl, address, tuple(name for name in (*names, via) if name))


def take_authors(before: Rest, csl: CslItem) -> None:
    """Read authors and date, which stand before a quoted title: "Saad, Hwaida; Gall, Carlotta (2020-10-26)."."""
    take_date(before, csl)
    names = re.sub(r"^by\s", "", before.text.strip(' ,;:|–—()"“”').rpartition(": ")[2], flags=re.IGNORECASE)
    if names and len(names) <= 400 and not re.search(r"\d", names) and (people := reference_names(names)):
        csl["author"] = people


def read_after(after: Rest, csl: CslItem, *, by_commas: bool) -> list[str]:
    """Read publication, publisher and date, which follow a title; return the names that may be the outlet's."""
    after.text = re.sub(r"^\s*\[[^\[\]]{1,300}\]", " ", after.text)
    take_numbers(after, csl)
    parts = segments(after.text)
    if by_commas and parts:
        parts = [*re.split(r",\s+(?=[A-ZÀ-Þ])", parts[0]), *parts[1:]]
    return publication(parts, csl)


def publication(parts: list[str], csl: CslItem) -> list[str]:
    """Set container and publisher from the parts of an entry that follow its title."""
    names: list[str] = []
    for part in parts:
        part = re.sub(r",\s(?:1[5-9]|20)\d\d$", "", re.sub(r"^(?:In|in):?\s+", "", part)).strip(EDGE) + (
            "." if re.search(r"\b(?:Inc|Ltd|Co|Corp|Jr)\.$", part.strip()) else ""
        )
        place = PLACE.match(part)
        # "Open Sources: Voices from the Revolution of the Nets" is a book, "London: Pela Press" is not.
        if place and "publisher" not in csl and len(place["name"].split()) <= 5:
            csl["publisher"] = place["name"].strip(EDGE)
        elif not re.search(r"[^\W\d_]{2}", part) or len(part) > 150 or NO_NAME.match(part):
            continue
        elif "container-title" not in csl:
            csl["container-title"] = part.rstrip("(").rstrip()
        elif "publisher" not in csl:
            csl["publisher"] = part
        names.append(place["name"].strip(EDGE) if place else part)
    return [*([csl["container-title"]] if "container-title" in csl else []), *names]


def read_unquoted(rest: Rest, csl: CslItem, address: Address) -> list[str]:
    """Read an entry whose title has no quotation marks: books, reports, bare links and what comes of broken templates."""
    authored(rest, csl)
    take_numbers(rest, csl)
    parts = segments(rest.text)
    linked = address.page is not None
    dated = "author" in csl or ("issued" in csl and len(parts) > 1) or "accessed" in csl or "ISBN" in csl or "DOI" in csl
    commas = COMMAS.match(parts[0]) if parts and "author" not in csl and not linked and ("issued" in csl or "page" in csl) else None
    if commas:
        csl["author"] = reference_names(commas["names"])
        parts = [commas["title"], *re.split(r",\s", commas["more"] or ""), *parts[1:]]
    elif not parts or not (linked or dated) or len(parts[0]) > 300:
        return []
    elif linked and len(parts) == 1 and (last := re.search(r",\s((?:(?:[A-ZÀ-Þ][\w.’'&-]*|of|the|for|and|&)(?:\s|$)){1,6})$", parts[0])):
        parts = [parts[0][: last.start()], last[1]]
    if len(parts[0].split()) > TITLE_WORDS:
        return []
    csl["title"] = parts[0].strip(EDGE)
    return publication(parts[1:], csl) if not is_book(csl, parts[1:], linked=linked) else book(parts[1:], csl)


def authored(rest: Rest, csl: CslItem) -> None:
    """Take the authors and the year off the front: "Smith, J. (2011)."."""
    text = rest.text.strip()
    dated = AUTHOR_DATE.match(text) or AUTHOR_DATE.match(EDITORS.sub(" ", text, count=1))
    match = dated or AUTHOR_POINT.match(text)
    if match is None or len(match["rest"]) <= 3 or not plausible_names(match["names"]):
        return
    if people := reference_names(match["names"]):
        csl["author"] = people
    if dated and (issued := csl_date(parse_date(dated["date"]))):
        csl["issued"] = issued
    rest.text = match["rest"]
    if (edited := EDITED.match(rest.text)) and plausible_names(edited["names"]):
        csl["editor"], rest.text = reference_names(edited["names"]), edited["rest"]
    if (
        dated
        and text[dated.start("rest") - 3 : dated.start("rest")].rstrip().endswith(",")
        and (printer := PRINTER.search(segments(rest.text)[0] if segments(rest.text) else ""))
    ):
        csl["publisher"] = printer["name"].strip(EDGE)
        rest.text = rest.text.replace(printer.group(), "", 1)


def is_book(csl: CslItem, parts: list[str], *, linked: bool) -> bool:
    """Whether authors, a bare year and a publisher, or an ISBN, make an entry a book's."""
    if "ISBN" in csl:
        return True
    year_only = all(len(day) == 1 for day in csl.get("issued", {"date-parts": [[0, 0]]})["date-parts"])
    placed = any(PLACE.match(part) for part in parts)
    return "author" in csl and year_only and "accessed" not in csl and "volume" not in csl and "DOI" not in csl and (placed or not linked)


def book(parts: list[str], csl: CslItem) -> list[str]:
    """Set the publisher of a book; return the names in it."""
    names = [name for part in parts if (name := PLACE.sub(r"\g<name>", part).strip(EDGE)) and not NO_NAME.match(name)]
    csl["type"] = csl["type"] or "book"
    placed = next((match["name"].strip(EDGE) for part in parts if (match := PLACE.match(part))), None)
    if placed or len(names) == 1 or (len(parts) == 1 and names):
        csl["publisher"] = placed or names[0]
    return names


def plausible_names(text: str) -> bool:
    """Whether the text before "(2011)" may be names: every longer word has a capital, and there are few.

    >>> plausible_names("Smith, J.; van der Berg, K."), plausible_names("The dam that failed in the storm")
    (True, False)
    """
    words = re.findall(r"[^\W\d_][\w’'.-]*", text)
    return 0 < len(words) <= 24 and all(word[0].isupper() or not word[0].islower() or len(word) <= 3 for word in words)
