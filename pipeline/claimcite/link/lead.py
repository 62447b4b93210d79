"""What stands before the title of a printed reference: authors or editors, and the date behind them."""

from __future__ import annotations

import re

from claimcite.link.dates import DATE, YEAR, csl_date, parse_date
from claimcite.link.extent import take_date
from claimcite.link.marks import CUT, Rest
from claimcite.link.names import plausible_names, reference_names
from claimcite.records import CslItem

WORD = r"[A-ZÀ-Þ][\w’'-]+"
#: "Ann Roe", "J. R. Roe".
NATURAL = rf"(?:[A-ZÀ-Þ][\w.’'-]*\s){{1,3}}{WORD}"
#: "Roe, A. B.", "De Roe, J.-P."
INITIALS = rf"{WORD}(?:\s{WORD})?,\s(?:[A-ZÀ-Þ]\.[\s-]?){{1,4}}"
#: "Roe AB", "de la Roe J-P".
VANCOUVER = rf"(?:[a-z]{{1,3}}\s){{0,2}}{WORD}(?:\s{WORD})?\s[A-ZÀ-Þ](?:-?[A-ZÀ-Þ]){{0,3}}"
#: "De la Roe, Ann B."
FULL = rf"(?:[\w’'-]{{1,20}}\s){{0,3}}{WORD},\s(?:{WORD}|[A-Z]\.)(?:\s(?:{WORD}|[A-Z]\.?)){{0,2}}"
#: How entries begin whose title has no quotation marks: "Smith, J. (2011).", "Smith, John. Dams", "Smith J, Roe A. Dams", "Smith, J. & Roe, A. Dams".
LEADS = (
    re.compile(
        rf"(?P<names>[^()\[\]\"“]{{2,300}}?),?\s*[(\[](?P<date>{DATE}|n\.\s?d\.)[a-z]?[)\]](?:\s\[[^\[\]]{{1,60}}\])?\s?(?P<mark>[.,:]?)\s*(?P<rest>.*)$",
        re.IGNORECASE,
    ),
    re.compile(rf"(?P<names>{WORD},\s{WORD}(?:\s[A-Z]\.?){{0,2}})\.?\s(?=[A-ZÀ-Þ\d])(?<=\.\s)(?:(?P<date>{YEAR})\.\s)?(?P<rest>.*)$"),
    re.compile(rf"(?P<names>{FULL}(?:;\s{FULL}){{1,30}})(?P<mark>[.,]?)\s(?<=[.,]\s)(?P<rest>[A-ZÀ-Þ\d].*)$"),
    re.compile(rf"(?P<names>{VANCOUVER}(?:,\s{VANCOUVER}){{0,30}}(?:,\set\sal)?)\.\s(?P<rest>[A-ZÀ-Þ\d].*)$"),
    re.compile(rf"(?P<names>{INITIALS}(?:,?\s?(?:(?:&|and)\s)?{INITIALS}){{0,30}}(?:\s?et\sal\.)?)\s?(?P<rest>[A-ZÀ-Þ\d].*)$"),
)
#: German pages: "Ann Roe: Der Damm. In: Pela Post.", "Ann Roe, Bo Lind: Der Damm. Dammverlag, Berlin 2010."
COLON = re.compile(
    rf"(?P<names>{NATURAL}(?:,\s{NATURAL}){{0,3}}):\s(?P<rest>.{{3,300}}(?:\.\sIn:\s|,\s[A-ZÀ-Þ][\w./-]{{2,30}}\s{YEAR}\b).*)$"
)
EDITOR = re.compile(r",?\s*[(\[]?\b(?:eds?|editors?|hrsg|dir)\b\.?[)\]]?,?(?=\s|$)", re.IGNORECASE)
#: Remarks behind a name: "[@annroe]", "(interviewer)".
ROLE = re.compile(
    r"\s*\[[^\[\]]*\]|\s*\((?:interviewee|interviewer|host|narrator|director|writer|producer|presenter|n\.\s?d\.)\)", re.IGNORECASE
)


def take_authors(before: Rest, csl: CslItem) -> None:
    """Read what stands before a quoted title: "Saad, Hwaida; Gall, Carlotta (2020-10-26).".

    >>> item = CslItem(type="")
    >>> take_authors(Rest("Roe, Ann [@annroe] (3 May 2020)."), item)
    >>> item
    {'type': '', 'issued': {'date-parts': [[2020, 5, 3]]}, 'author': [{'family': 'Roe', 'given': 'Ann'}]}
    """
    take_date(before, csl)
    text = ROLE.sub("", before.text.replace(CUT, " ")).strip(' ,;:|–—"“”').rpartition(": ")[2]
    text = re.sub(r"^by\s|^\((?=[^()]*$)|\bin$|\s\($", "", text, flags=re.IGNORECASE).strip(" ,;:")
    text = re.sub(r"\s+\.$", "", text)
    figures = re.search(r"\d", text) and len(text.split()) > 4
    if text and len(text) <= 600 and not figures:
        set_people(text, csl)


def take_lead(rest: Rest, csl: CslItem) -> bool:
    """Take authors or editors and the year off the front of an entry without quotation marks; return whether a comma follows them."""
    text = rest.text.strip()
    match, edited = lead(text), False
    if match is None and EDITOR.search(text[:300]):
        match, edited = lead(EDITOR.sub(" ", text, count=1)), True
    natural = COLON.match(text) if match is None else None
    match = match or natural
    if match is None or len(match["rest"]) <= 3:
        return False
    set_people(match["names"], csl, edited=edited, inverted=natural is None)
    found = match.groupdict()
    if issued := csl_date(parse_date(found.get("date") or "")):
        csl["issued"] = issued
    rest.text = match["rest"]
    return found.get("mark") == ","


def lead(text: str) -> re.Match[str] | None:
    """Return the names that an entry begins with, and the year behind them.

    >>> lead("Smith, J. & Roe, A. Dams of Oru. Nature 12.")["rest"], lead("Dams of Oru. Nature 12.")
    ('Dams of Oru. Nature 12.', None)
    """
    return next((match for form in LEADS if (match := form.match(text)) and plausible_names(match["names"])), None)


def set_people(text: str, csl: CslItem, *, edited: bool = False, inverted: bool = True) -> None:
    """Set authors, or editors where a mark behind the names says so."""
    text = text.replace(CUT, " ")
    mark = re.search(rf"{EDITOR.pattern}$", text, re.IGNORECASE)
    if people := reference_names(text[: mark.start()] if mark else text, inverted=inverted):
        csl["editor" if edited or mark else "author"] = people
