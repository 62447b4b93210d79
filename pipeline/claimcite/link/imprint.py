"""What follows the title of a printed reference: publication, publisher, editors; and what follows them."""

from __future__ import annotations

import re

from claimcite.lexicon.outlets import OutletIndex
from claimcite.link.entry import is_body
from claimcite.link.extent import take_numbers
from claimcite.link.marks import CUT, Rest
from claimcite.link.names import plausible_names, reference_names
from claimcite.link.places import is_place
from claimcite.link.titles import BETWEEN, EDGE, cuts, first_segment, segments
from claimcite.records import CslItem

#: A part that names nobody: "ch. 3", "2nd ed", "Translated by Ann Roe", "Originally published".
NO_NAME = re.compile(
    r"^(?:(?:ch|chap|chapter|issue|no|nr|sheet|section|sec|table|fig|note|part|season|episode|scene)\b\.?(?:\s?[\dA-Z][\w.–-]{0,6})?$"
    r"|(?:ed|eds|edn|rev|ibid|op|loc|see|also|entries|event|\d+(?:st|nd|rd|th)\sed)\b\.?"
    r"|(?:original(?:ly)?|first)\s(?:published|work)|retrieved|accessed|archived|abgerufen|\w+(?:,?\s(?:and|&)\s\w+)?\sby\s[A-ZÀ-Þ]|forthcoming|in press|free to read|closed access)",
    re.IGNORECASE,
)
PLACE = re.compile(
    r"^(?P<place>[A-ZÀ-Þ][\w.’' -]{1,40}(?:,\s[A-Z][\w. ]{1,20}){0,2}(?:(?:;\s|,\s|\s&\s|\s?/\s?)[A-ZÀ-Þ][\w. -]{1,30}){0,3})\s?:\s(?P<name>\S.*)$"
)
CONTAINED = re.compile(r"^(?:in|sur|auf|bei)\s?:\s+|^(?:in|sur)\s+(?=[A-ZÀ-Þ“\"])", re.IGNORECASE)
#: "In Roe, Ann; Khan, Omar (eds.). The Book of Dams."
EDITOR_MARK = re.compile(r"\s*[(\[](?:eds?|editors?|hrsg|dir)\.?[)\]][.,]?\s?", re.IGNORECASE)
IN = re.compile(r"(?:^|[.,\x00]\s?|\s)in\s?:?\s+(?=[A-ZÀ-Þ])", re.IGNORECASE)
EDITED_BY = re.compile(
    r"(?:^|(?<=[.,\x00]\s))(?:edited by|ed\. by|hrsg\. von)\s(?P<names>[A-ZÀ-Þ][^;()\x00]{2,100}?)(?=\.(?:\s|$)|,\s[A-ZÀ-Þ][\w]+:|\x00|$)",
    re.IGNORECASE,
)
#: Commas that part an entry: not those of "Abrams, Inc.", "Holicong, PA: Wildside", "Washington, D.C."
COMMA = re.compile(r",\s+(?=[A-ZÀ-Þ“\"'])(?!(?:Inc|Ltd|LLC|Jr|Sr|Co|S\.A|L\.P|D\.C|U\.K|U\.S)\b|[A-Z]{2}:)")
CLOSES = re.compile(r"[\"”“»][\s.,)]*$")
TRANSLATED = re.compile(r"^\s*\[[^\[\]]{1,300}\]")
#: The title in another language behind a title: "Die Dämme von Varn [The Dams of Varn]".
TRANSLATION = re.compile(r"(?<=\S)\s\[(?!sic)[^\[\]]*[^\W\d_]{2}[^\[\]]*\]$")
NAME_MAX = 150


def read_imprint(after: Rest, csl: CslItem, outlets: OutletIndex | None, *, by_commas: bool) -> list[str]:
    """Read publication, publisher, editors, date and extent, which follow a title; return the names that may be the outlet's."""
    after.text = TRANSLATED.sub(" ", after.text)
    without_quotation(after)
    take_editors(after, csl)
    take_numbers(after, csl)
    return publication(parts_of(after.text, csl, by_commas=by_commas), csl, outlets)


def parts_of(text: str, csl: CslItem, *, by_commas: bool) -> list[str]:
    """Cut what follows a title into its parts."""
    parts = segments(text, clipped="volume" in csl or "issue" in csl or "DOI" in csl)
    return [piece for part in parts for piece in pieces_of(part)] if by_commas else parts


def pieces_of(part: str) -> list[str]:
    """Cut a part at its commas, but not within one name.

    >>> pieces_of("Dams of Pela, Volume 2, Department for Rivers, Dams and Canals")
    ['Dams of Pela, Volume 2', 'Department for Rivers, Dams and Canals']
    >>> pieces_of("Harry N. Dorn, Inc.")
    ['Harry N. Dorn, Inc.']
    """
    pieces: list[str] = []
    for piece in COMMA.split(part):
        several = re.search(r",\s(?:and|&)\s|^[A-Z]\w+\s(?:and|&)\s[A-Z]\w+(?:\s[A-Z]\w+)?$", piece)
        within = re.match(r"(?:Volume|Vol\.|Part|Book)\s\w{1,6}$", piece) or (
            several and (", and " in piece or is_body(pieces[-1] if pieces else ""))
        )
        if pieces and within:
            pieces[-1] = f"{pieces[-1]}, {piece}"
        else:
            pieces.append(piece)
    return pieces


def without_quotation(after: Rest) -> None:
    """Drop what an entry quotes from its source, which stands last: 'Retrieved 3 May 2026. "The dam had been inspected twice."'"""
    if not CLOSES.search(after.text):
        return
    start = re.search(rf"(?:^|[.,{CUT}])\s*[\"“„«]\s?(?=\S+(?:\s\S+){{3}})", after.text)
    if start:
        after.text = after.text[: start.start() + 1]


def take_editors(after: Rest, csl: CslItem) -> None:
    """Take out the editors of the book that a chapter stands in.

    >>> rest, item = Rest(". In Khan, Omar (ed.). Dams. Pela Press."), CslItem(type="", title="Varn")
    >>> take_editors(rest, item)
    >>> item["editor"], item["container-title"]
    ([{'family': 'Khan', 'given': 'Omar'}], 'Dams')
    >>> rest, item = Rest("The editors of Oru"), CslItem(type="")
    >>> take_editors(rest, item)
    >>> item
    {'type': ''}
    """
    mark = EDITOR_MARK.search(after.text)
    if mark is None:
        by = after.take(EDITED_BY, lambda found: plausible_names(found["names"]))
        names = by["names"] if by else ""
    else:
        head, tail = after.text[: mark.start()], after.text[mark.end() :]
        before, start = max([(0, 0), *(found.span() for found in IN.finditer(head))])
        before, start = (before, start) if start else max([(0, 0), *cuts(head)])
        names = head[start:] if plausible_names(head[start:]) else ""
        if names and "title" in csl and head[before:start].strip(" ,.").lower().startswith("in"):
            csl["container-title"], tail = book_title(tail, by_commas=mark.group().rstrip().endswith(","))
        after.text = f"{head[:before] if names else head} {CUT} {tail}"
    if names and "editor" not in csl and (people := reference_names(names.replace(CUT, " "))):
        csl["editor"] = people


def book_title(text: str, *, by_commas: bool) -> tuple[str, str]:
    """Return the title of a book behind its editors, in which nothing is a number or a date, and what follows it.

    >>> book_title(" No. 10 and Other Dams [Nr. 10]. Pela Press.", by_commas=False)
    ('No. 10 and Other Dams', ' Pela Press.')
    """
    comma = COMMA.search(text) if by_commas else None
    book, following = (text[: comma.start()], text[comma.start() :]) if comma else first_segment(text)
    return TRANSLATION.sub("", book.strip(BETWEEN)), following


def publication(parts: list[str], csl: CslItem, outlets: OutletIndex | None) -> list[str]:
    """Set container and publisher from the parts of an entry that follow its title; return the names in them.

    >>> item = CslItem(type="")
    >>> publication(["The Oru Times", "London", "Berlin: Dam Press"], item, None), item["container-title"], item["publisher"]
    (['The Oru Times', 'The Oru Times', 'Dam Press'], 'The Oru Times', 'Dam Press')
    >>> publication(["ch. 3", "London"], CslItem(type=""), None)
    []
    """
    names: list[str] = []
    placed = False
    for given in parts:
        part = without_agency(without_place(CONTAINED.sub("", given).strip(EDGE)), outlets)
        place = PLACE.match(part)
        if not re.search(r"[^\W\d_]{2}", part) or len(part) > NAME_MAX or NO_NAME.match(part) or is_place(part):
            continue
        # "Open Sources: Voices from the Revolution of the Nets" is a book, "London: Pela Press" is not.
        if place and not placed and (is_place(place["place"]) or (names and len(place["name"].split()) <= 6)):
            csl["publisher"] = part = place["name"].strip(EDGE)
            placed = True
        elif "container-title" not in csl:
            csl["container-title"] = part
        elif "publisher" not in csl and not (outlets and outlets.agency(part)):
            csl["publisher"] = part
        names.append(part)
    return [*([csl["container-title"]] if "container-title" in csl else []), *names]


def without_place(part: str) -> str:
    """Return a publication's name without the town behind it: "The Oru Times, London"; an institution's belongs to it.

    >>> without_place("The Oru Times, London"), without_place("The Oru Times (London)"), without_place("University of Oru, Berlin")
    ('The Oru Times', 'The Oru Times', 'University of Oru, Berlin')
    """
    bracket = re.search(r"\s\((?P<place>[^()]{2,40})\)$", part)
    if bracket and is_place(bracket["place"]):
        return part[: bracket.start()]
    name, _, place = part.rpartition(", ")
    return name if name and is_place(place) and not is_body(name) and not is_place(part) else part


def without_agency(part: str, outlets: OutletIndex | None) -> str:
    """Return a publication's name without the wire service behind it: "The Oru Times, Reuters"."""
    name, _, agency = part.rpartition(", ")
    return name if name and outlets is not None and outlets.agency(agency) else part
