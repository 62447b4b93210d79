"""Printed references whose title has no quotation marks: books, reports, bare links and what comes of broken templates."""

from __future__ import annotations

import re

from claimcite.lexicon.outlets import OutletIndex
from claimcite.link.dates import DATE, YEAR, csl_date, parse_date
from claimcite.link.extent import PAGE, take_numbers
from claimcite.link.imprint import COMMA, NO_NAME, PLACE, TRANSLATION, parts_of, pieces_of, publication, take_editors, without_quotation
from claimcite.link.lead import take_lead
from claimcite.link.marks import CUT, Rest
from claimcite.link.months import month_number
from claimcite.link.names import reference_names
from claimcite.link.places import is_place
from claimcite.link.titles import EDGE, bare, cuts, first_segment
from claimcite.records import CslDate, CslItem

#: "Ann Roe, The Dam, Pela Press, 2010", "Roe, Ann, The Dam. Pela Press, 2010": authors and title with commas only.
COMMAS = re.compile(
    r"^(?P<names>(?:[A-ZÀ-Þ][\w’'-]+,\s[A-ZÀ-Þ][\w’'-]+(?:\s[A-Z]\.)?|(?:[A-ZÀ-Þ][\w.’'-]*\s){1,3}[A-ZÀ-Þ][\w’'-]+(?:\s(?:and|&)\s(?:[A-ZÀ-Þ][\w.’'-]*\s){1,3}[A-ZÀ-Þ][\w’'-]+)?)),\s(?P<title>(?!Vol)[A-ZÀ-Þ“'‘\d][^,]{3,250}(?:,\s[a-z][^,]{3,100})*)"
    r"(?:,\s(?P<more>.*))?$"
)
LAST_COMMA = re.compile(r",\s((?:(?:[A-ZÀ-Þ][\w.’'&-]*|of|the|for|and|&)(?:\s|$)){1,6})$")
#: "Dammverlag, Berlin 2010"
PLACE_YEAR = re.compile(rf",\s(?P<place>[A-ZÀ-Þ][\w./-]{{2,30}})\s(?P<year>{YEAR})(?=[,.]|\s*$|\s{CUT})")
COMPANY = re.compile(r"(?:Inc|Ltd|Co|Corp|LLC|Jr)\b")
TITLE_DATE = re.compile(rf"\s?[(\[](?P<date>{DATE})[)\]]$", re.IGNORECASE)
#: A longer text without quotation marks is an explanatory note.
TITLE_WORDS = 30
WORKS = frozenset({"report", "thesis", "map", "broadcast"})


def read_unquoted(rest: Rest, csl: CslItem, outlets: OutletIndex | None, *, linked: bool) -> list[str]:
    """Read an entry whose title has no quotation marks; return the names that may be the outlet's.

    >>> item = CslItem(type="")
    >>> read_unquoted(Rest("Roe, Ann (2010). Dams of Oru. London: Pela House. p. 7."), item, None, linked=False)
    ['Pela House']
    >>> item["title"], item["publisher"], item["page"]
    ('Dams of Oru', 'Pela House', '7')
    >>> read_unquoted(Rest("This leaves out the islands."), CslItem(type=""), None, linked=False)
    []
    """
    without_quotation(rest)
    by_commas = take_lead(rest, csl) or (("ISBN" in csl or csl["type"] in WORKS) and is_by_commas(rest.text))
    take_editors(rest, csl)
    title, parts = by_comma(rest, csl) if by_commas else by_point(rest, csl, outlets, linked=linked)
    if not title:
        return []
    csl["title"] = title
    if ("editor" in csl and "author" in csl and len(parts) > 1) or not is_book(csl, parts, linked=linked):
        return publication(parts, csl, outlets)
    return book(parts, csl)


def is_by_commas(text: str) -> bool:
    """Whether commas, and no points, part an entry.

    >>> is_by_commas("Dams of Oru, Pela House"), is_by_commas("Dams of Oru. Pela House, Inc.")
    (True, False)
    """
    return COMMA.search(text) is not None and not any(text[end] == "." for end, _ in cuts(text.rstrip(" .")))


def by_point(rest: Rest, csl: CslItem, outlets: OutletIndex | None, *, linked: bool) -> tuple[str | None, list[str]]:
    """Return the title of an entry whose parts end in points, and the parts behind it; no title where nothing shows that there is one."""
    if not {"author", "editor"} & csl.keys() and (found := by_names(rest.text, csl, outlets, linked=linked)):
        return found
    title, following = first_segment(rest.text)
    tail = Rest(following)
    if "issued" not in csl and (
        printed := tail.take(PLACE_YEAR, lambda found: month_number(found["place"]) is None and not COMPANY.match(found["place"]))
    ):
        csl["issued"] = {"date-parts": [[int(printed["year"])]]}
    take_numbers(tail, csl)
    dated = TITLE_DATE.search(title) if "issued" not in csl else None
    if dated and (issued := csl_date(parse_date(dated["date"]))):
        title, csl["issued"] = title[: dated.start()], issued
    parts = parts_of(tail.text, csl, by_commas=False)
    shown = linked or bool({"author", "editor", "accessed", "ISBN", "DOI"} & csl.keys()) or ("issued" in csl and bool(parts))
    shown = shown or csl["type"] in WORKS or ("page" in csl and len(title.split()) > 3)
    if not shown or len(title) > 300 or len(title.split()) > TITLE_WORDS or NO_NAME.match(title) or PAGE.match(title):
        take_numbers(Rest(rest.text), csl)
        return None, []
    if linked and not parts and (last := LAST_COMMA.search(title)):
        title, parts = title[: last.start()], [last[1]]
    return bare(TRANSLATION.sub("", title)) or None, parts


def by_names(text: str, csl: CslItem, outlets: OutletIndex | None, *, linked: bool) -> tuple[str, list[str]] | None:
    """Read an entry that only commas part: "Ann Roe, The Dam, Pela Press, 2010, p. 4", "Dam fails at Oru, BBC News, 3 May 2020"."""
    rest, item = Rest(text), csl.copy()
    take_numbers(rest, item)
    first, following = first_segment(rest.text)
    pieces = pieces_of(first)
    if len(pieces) > 1 and outlets is not None and outlets.from_name(pieces[-1]) and len(first.split()) <= TITLE_WORDS:
        csl.update(item)
        return bare(", ".join(pieces[:-1])), [pieces[-1], *parts_of(following, csl, by_commas=False)]
    match = COMMAS.match(first) if not linked and ("issued" in item or "page" in item) else None
    if match is None:
        return None
    csl.update(item)
    csl["author"] = reference_names(match["names"])
    return bare(match["title"]), [*filter(None, re.split(r",\s", match["more"] or "")), *parts_of(following, csl, by_commas=False)]


def by_comma(rest: Rest, csl: CslItem) -> tuple[str | None, list[str]]:
    """Return title and parts of an entry whose parts end in commas: the last name before numbers and remarks is the publisher."""
    comma = COMMA.search(rest.text)
    first, rest.text = (rest.text[: comma.start()], rest.text[comma.start() :]) if comma else ("", rest.text)
    take_numbers(rest, csl)
    head, _, tail = f"{first}{rest.text}".partition(CUT)  # an address or edition behind a title parts it from the publisher
    pieces, parts = pieces_of(head.strip(EDGE)), parts_of(tail, csl, by_commas=True)
    pieces = [piece for i, piece in enumerate(pieces) if not (i and NO_NAME.match(piece))]
    if not any(re.search(r"[^\W\d_]{2}", part) and not NO_NAME.match(part) for part in parts):
        parts = [pieces.pop()] if len(pieces) > 1 else []
        while len(pieces) > 1 and is_place(pieces[-1]):
            pieces.pop()
    return bare(TRANSLATION.sub("", ", ".join(pieces))) or None, parts


def is_book(csl: CslItem, parts: list[str], *, linked: bool) -> bool:
    """Whether authors, a bare year and a publisher, or an ISBN, make an entry a book's."""
    if "ISBN" in csl or csl["type"] in WORKS or ("ISSN" in csl and not {"author", "volume"} & csl.keys()):
        return True
    unknown: CslDate = {"date-parts": [[0] if "author" in csl else [0, 0]]}
    year_only = all(len(day) == 1 for day in csl.get("issued", unknown)["date-parts"])
    places = [match["place"] for part in parts if (match := PLACE.match(part))]
    if any(map(is_place, places)) and "DOI" not in csl:
        return True
    named = "author" in csl or "editor" in csl or ("issued" in csl and not linked)
    in_journal = "volume" in csl and ("issue" in csl or "page" in csl)
    return named and year_only and "accessed" not in csl and not in_journal and "DOI" not in csl and (bool(places) or not linked)


def book(parts: list[str], csl: CslItem) -> list[str]:
    """Set the publisher of a book, the last name behind its title or its series; return the names in it."""
    names = [
        name for part in parts if (name := PLACE.sub(r"\g<name>", part).strip(EDGE)) and not NO_NAME.match(name) and not is_place(name)
    ]
    csl["type"] = csl["type"] or "book"
    placed = next((match["name"].strip(EDGE) for part in parts if (match := PLACE.match(part)) and not NO_NAME.match(part)), None)
    if placed or names:
        csl["publisher"] = placed or names[-1]
    return names
