"""Volume, issue, pages and date of publication, taken out of what follows the title of a printed reference."""

from __future__ import annotations

import re

from claimcite.link.dates import DATE, YEAR, csl_date, parse_date
from claimcite.link.marks import CUT, Rest
from claimcite.records import CslItem

PAGE_ONE = r"[A-Za-z]{0,3}\d{1,7}[A-Za-z]?"
MORE_PAGES = r"(?:\d{1,5}\s?[–—-]\s?\d{1,5}|[A-Z]?\d{1,3}(?![\d/])|(?<=&\s)\d{1,5})"
#: "12", "12–19", "59, 282", "545–627, 553–554", "124 & 133"; not the year in "12–19, 2010".
PAGES = (
    rf"(?:{PAGE_ONE}(?:\s?[–—-]\s?{PAGE_ONE}|[–—-](?=[.,]))?(?:(?:,\s?|;\s?|\s?&\s?){MORE_PAGES}){{0,8}}"
    r"|[ivxlc]{1,7}(?:[–-][ivxlc]{1,7})?)"
)
VOLUME = r"(?:[A-Z]{0,3}-?\d{1,4}[A-Z]?(?:[–/-]\d{1,4})?(?:\s(?:Suppl|Supplement|Spec|Pt|Part)\b\.?(?:\s[\dA-Z]{1,3})?(?:\sNo)?){0,2}|[IVXLC]{1,7})"
ISSUE = r"[\w–/&.-]{1,14}(?:\s[\w–/&.-]{1,10}){0,3}"
#: "Vol. 3, no. 2", "Vol. 34/2011", "Bd. 12, Nr. 4".
WORDED = re.compile(
    rf"\b(?:[Vv]ol|VOL|volumen?|[Vv]olume(?=\s\w{{1,9}},?\s(?:[Ii]ssue|[Nn]o|[Nn]umber))|Bd|Band|Jg)\b\.?\s?(?P<volume>{VOLUME})(?!\w)(?:[,.]?\s(?:[Nn]o|[Nn]umber|[Ii]ssue|[Nn]r|[Ii]ss|[Nn]úm|[Nn]um|Heft|n[°º])\b\.?\s?(?P<issue>[\w–/-]{{1,12}}))?(?::\s?(?P<page>{PAGES}))?"
)
#: "12 (3): 45–67", "12(3), 45-67", "12: 45–67", "(33): 3453–5", "12, 45–67 (2011)", "12 (3)": a journal's volume, issue and pages.
JOURNAL = re.compile(
    rf"(?<![\w/-])(?P<volume>{VOLUME})\s?\((?P<issue>{ISSUE})\)(?::\s?|,\s?)(?P<page>{PAGES})(?:\s\[[^\[\]]{{1,20}}\])?(?=[\s.,;]|$)"
    rf"|(?<![\w/-])(?P<volume2>{VOLUME}):(?:\s(?P<page2>{PAGES})|(?P<range2>{PAGE_ONE}[–-]{PAGE_ONE}))(?:\s\[[^\[\]]{{1,20}}\])?(?=[\s.,;]|$)"
    rf"|\((?P<issue3>{ISSUE})\):\s?(?P<page3>{PAGES})(?=[\s.,;]|$)"
    rf"|(?<![\w/-])(?P<volume5>\d{{1,4}}),\s(?P<page5>{PAGE_ONE}(?:[–-]{PAGE_ONE})?)\s\((?P<year5>{YEAR})\)"
    rf"|(?<![\w/–-])(?P<volume4>\d{{1,4}})\s?\((?P<issue4>(?!{YEAR}\b)\d{{1,4}}(?:[–/-]\d{{1,4}})?|Suppl\.?(?:\s\d{{1,3}})?)\)(?=\s*[.,{CUT}]|\s*$)"
)
#: A journal's pages or volume alone, at the end of its name: "Pela Letters: 45–67", "Pela Letters. 12."
JOURNAL_PAGES = re.compile(rf"(?<=\w):\s(?P<page>{PAGE_ONE}\s?[–-]\s?{PAGE_ONE}|[A-Za-z]?\d{{1,6}})(?=\s*[.,;{CUT}]|\s*$)")
PAGE = re.compile(rf"(?:,\s|\(|\b)(?:pp?|pgs?|pages?|S|str|págs?|p[áa]gina)\b\.?\s?(?P<page>{PAGES})(?:\s\[[^\[\]]{{1,20}}\])?(?!\w)\)?")
NUMBER_ONLY = re.compile(
    rf"(?:^|(?<=[.,;{CUT}]\s))(?:No|no|Nr|Núm|Issue|Iss|#)\b\.?\s?(?P<issue>[\d,–/-]{{1,12}})(?!\w)|(?<=\w\s)\((?P<alone>\d{{1,3}})\)(?=\s*[.,:]|\s*$)"
)
#: Between points, a number alone is a volume: "Pela Letters. 12."
VOLUME_ALONE = re.compile(rf"(?<=[.{CUT}]\s)(?P<volume>[A-Z]?\d{{1,4}}[A-Z]?)(?=\s*(?:[.{CUT}]|$))")
UNDATED = re.compile(rf"(?<=[.,;({CUT}]\s)n\.\s?d\.|\(n\.\s?d\.\)", re.IGNORECASE)
#: A date that stands for itself: in brackets, between points or commas, or at the end.
OWN_DATE = re.compile(
    rf"(?P<edge>^\s*|(?<=[.,;(\[–—{CUT}]\s)|(?<=[.,;(\[–—]))?(?<![\w-])(?P<date>{DATE})(?P<letter>[a-d](?=[)\]]))?(?=\s*(?:[.,;()\]–—\[{CUT}]|$))[)\]]?(?:\s\[{DATE}\])?",
    re.IGNORECASE,
)


def take_numbers(rest: Rest, csl: CslItem) -> None:
    """Take volume, issue, pages and date out of what follows a title.

    >>> rest, item = Rest("Journal of Dams. 12 (3): 45–67. May 2010."), {"type": ""}
    >>> take_numbers(rest, item)
    >>> item["volume"], item["issue"], item["page"], item["issued"]
    ('12', '3', '45–67', {'date-parts': [[2010, 5]]})
    >>> rest, item = Rest("The 12 (dams) of Oru"), {"type": ""}
    >>> take_numbers(rest, item)
    >>> item
    {'type': ''}
    """
    rest.take(UNDATED)
    match = rest.take(WORDED) or rest.take(JOURNAL)
    page = rest.take(PAGE)
    take_date(rest, csl)
    if match is None and page is None and "DOI" in csl:
        match = rest.take(JOURNAL_PAGES) or rest.take(VOLUME_ALONE)
    for name, value in (match.groupdict() if match else {}).items():
        key = name.rstrip("0123456789").replace("range", "page")
        if value and key == "year":
            csl.setdefault("issued", {"date-parts": [[int(value)]]})
        elif value:
            csl[key] = re.sub(r"\s?([–—-])\s?", r"\1", value)  # type: ignore[literal-required]
    if page:
        csl.setdefault("page", page["page"].strip())
    if "issue" not in csl and (issue := rest.take(NUMBER_ONLY)):
        csl["issue"] = issue["issue"] or issue["alone"]


def take_date(rest: Rest, csl: CslItem) -> None:
    """Take the date of publication out; of several, the finest, else the first; a day goes before the bare year that stood in front.

    A month or year counts only between points, commas or brackets: "Report on the floods of August 2024. March 2025."
    """
    found = [(day, match) for match in OWN_DATE.finditer(rest.text) if (day := parse_date(match["date"]))]
    found = [(day, match) for day, match in found if match["edge"] is not None or len(day) >= 10]
    if known := csl.get("issued"):  # 'Roe, Ann. 2020. "Dam fails." The Oru Times, May 3, 2020'
        found = [(day, match) for day, match in found if len(day) == 10 and known["date-parts"] == [[int(day[:4])]]]
    if not found:
        return
    day, best = max(found, key=lambda pair: (len(pair[0].partition("/")[0]), -pair[1].start()))
    if issued := csl_date(day):
        csl["issued"] = issued
    rest.text = f"{rest.text[: best.start()].rstrip(' ([')} {CUT} {rest.text[best.end() :]}"
