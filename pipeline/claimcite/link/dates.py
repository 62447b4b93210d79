"""Dates of references and page heads as EDTF: an own grammar first, dateparser for short strings in other languages."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from claimcite.link.months import MONTH, month_number
from claimcite.records import CslDate

WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?,?\s+)"
SEASON = r"(?:Spring|Summer|Autumn|Fall|Winter|Christmas|Easter)"
NTH = r"(?:st|nd|rd|th|er|\.º|º|\.)?"
OF = r"(?:of\s|del?\s|d[’'])?"
YEAR = r"(?:1[5-9]|20)\d\d"
TO = r"\s?[–—/-]\s?"
#: From one year into the next: "December 2020 – January 2021".
OVER_YEARS = rf"(?:\d{{1,2}}\s)?{MONTH}\s(?:\d{{1,2}},\s)?{YEAR}{TO}(?:\d{{1,2}}\s)?{MONTH}\s(?:\d{{1,2}},\s)?{YEAR}"
#: What may be a date in a printed reference; the last branch is one in a language whose months are not listed.
DATE = (
    rf"(?:{WEEKDAY}?(?:{OVER_YEARS}|{YEAR}-\d{{1,2}}-\d{{1,2}}(?!\d)|{YEAR}-\d\d(?!\d)"
    rf"|\d{{1,2}}{NTH}(?:{TO}\d{{1,2}}{NTH})?\s{OF}{MONTH}(?:{TO}\d{{1,2}}{NTH}\s{OF}{MONTH})?,?\s{OF}{YEAR}"
    rf"|{MONTH}\s\d{{1,2}}{NTH}(?:{TO}\d{{1,2}}{NTH})?,?\s{YEAR}|{MONTH}(?:{TO}{MONTH})?,?\s{OF}{YEAR}|{SEASON}(?:{TO}{SEASON})?,?\s{YEAR}(?:{TO}\d{{2,4}})?"
    rf"|{YEAR},\s{MONTH}(?:\s\d{{1,2}})?"
    rf"|\d{{1,2}}[./]\d{{1,2}}[./]{YEAR}|{YEAR}年(?:\d{{1,2}}月(?:\d{{1,2}}日)?)?|(?:c\.\s?)?{YEAR}(?:{TO}(?:{YEAR}|\d\d))?"
    rf"|\d{{1,2}}\.?\s(?:de\s)?[^\W\d_]{{3,12}}\.?\s(?:de\s)?{YEAR})\b)"
)
ISO = re.compile(
    r"(?P<year>\d{4})(?:[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?)?"
    r"(?:(?:T|,?\s+)(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?:[.,]\d{1,9})?\s*(?P<zone>[A-Za-z]{1,5}|[+-]\d\d:?\d\d)?)?$"
)
COMPACT = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)$")
EPOCH = re.compile(r"1\d{9}(?:\d{3})?$")
SLASHED = re.compile(r"(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<year>(?:19|20)\d\d)\b")
DMY = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}}){NTH}(?:{TO}(?P<to>\d{{1,2}}){NTH})?\s{OF}(?P<month>{MONTH}),?\s{OF}(?P<year>{YEAR})\b", re.IGNORECASE
)
MDY = re.compile(rf"\b(?P<month>{MONTH})\s(?P<day>\d{{1,2}}){NTH}(?:{TO}(?P<to>\d{{1,2}}){NTH})?,?\s(?P<year>{YEAR})\b", re.IGNORECASE)
CROSS = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}}){NTH}\s{OF}(?P<month>{MONTH}){TO}(?P<to>\d{{1,2}}){NTH}\s{OF}(?P<month2>{MONTH}),?\s{OF}(?P<year>{YEAR})\b",
    re.IGNORECASE,
)
YMD = re.compile(rf"(?P<year>{YEAR}),\s(?P<month>{MONTH})(?:\s(?P<day>\d{{1,2}}))?$", re.IGNORECASE)
FULL = re.compile(rf"[^\W\d_]{{3}}.*\b{YEAR}\b")
MY = re.compile(rf"\b(?P<month>{MONTH})(?:{TO}(?P<month2>{MONTH}))?,?\s{OF}(?P<year>{YEAR})\b", re.IGNORECASE)
YEARS = re.compile(
    rf"(?P<circa>c(?:irca|a)?\.?\s)?(?:{SEASON}(?:{TO}{SEASON})?,?\s)?(?P<year>{YEAR})(?:{TO}(?P<to>{YEAR}|\d\d))?(?P<mark>[?~])?$",
    re.IGNORECASE,
)
CLOCK = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d)(?::(?P<second>\d\d))?\s*(?P<half>[ap]\.?m\b\.?)?|\s?(?P<only>[ap]\.?m\b\.?))\s*\(?"
    r"(?P<zone>Z\b|(?:UTC|GMT)?[+-]\d\d:?\d\d|[A-Z]{2,5}\b)?",
    re.IGNORECASE,
)
#: Minutes east of Greenwich of zone names that mean one thing only: not CST, IST, or ET, whose offset depends on the season.
ZONES = {"Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 60, "CET": 60, "WEST": 60, "CEST": 120, "EET": 120, "SAST": 120, "EEST": 180, "MSK": 180,
         "PKT": 300, "WIB": 420, "HKT": 480, "SGT": 480, "JST": 540, "KST": 540, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
         "EST": -300, "EDT": -240, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420}  # fmt: skip
FOREIGN_MAX = 60
FOREIGN = ("en", "fr", "de", "es", "it", "pt", "nl", "ru", "uk", "pl", "tr", "ar", "fa", "he", "sv", "da", "cs", "el", "ro", "hu", "id", "zh", "ja",
           "ko")  # fmt: skip


def parse_date(text: str) -> str | None:
    """Return a date as EDTF, with the time in UTC where the text has time and zone; None for what is no full year at least.

    Nothing is filled in: a month without a year, or 03/04/2020, which may be March or April, give None; a time without a zone is left out.

    >>> parse_date("Oct. 26, 2020 at 9:30 p.m. GMT"), parse_date("17–18 August 2024"), parse_date("2020-10")
    ('2020-10-26T21:30:00Z', '2024-08-17/2024-08-18', '2020-10')
    >>> parse_date("last Tuesday") is None, parse_date("03/04/2020") is None
    (True, True)
    """
    text = re.sub(rf"^{WEEKDAY}", "", " ".join(text.split()).strip(" ,.;()[]|·"), flags=re.IGNORECASE)
    if not re.search(r"\d{4}", text) or len(text) > 200:
        return foreign(text) if re.search(r"[^\W\d_]", text) and re.search(r"\d", text) and not text.isascii() else None
    if EPOCH.match(text):
        return datetime.fromtimestamp(int(text[:10]), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    iso = ISO.match(text) or COMPACT.match(text)
    if iso and (day := from_iso({"month": None, "day": None, "hour": None, **iso.groupdict()})):
        return day
    return in_words(text) or slashed(text) or foreign(text)


def from_iso(part: dict[str, str | None]) -> str | None:
    """Put the parts of an ISO date together, if they make one."""
    day = joined(part["year"], part["month"], part["day"])
    if day is None or part.get("hour") is None or part["day"] is None:
        return day
    return with_clock(day, CLOCK.match(f"{part['hour']}:{part['minute']}:{part['second'] or '00'} {part['zone'] or ''}"))


def in_words(text: str) -> str | None:
    """Read an English date, or a range within a year, and the clock time beside it."""
    halves = re.split(TO, text)
    if len(halves) == 2 and all(FULL.search(half) for half in halves):
        return interval(*(in_words(half) for half in halves))
    if match := YMD.match(text):
        return joined(match["year"], month(match["month"]), match["day"])
    if match := CROSS.search(text):
        return interval(
            joined(match["year"], month(match["month"]), match["day"]), joined(match["year"], month(match["month2"]), match["to"])
        )
    if match := DMY.search(text) or MDY.search(text):
        day = joined(match["year"], month(match["month"]), match["day"])
        if match["to"]:
            return interval(day, joined(match["year"], month(match["month"]), match["to"]))
        rest = f"{text[: match.start()]} {text[match.end() :]}"
        return with_clock(day, CLOCK.search(rest)) if day else None
    if match := MY.search(text):
        first = joined(match["year"], month(match["month"]), None)
        return interval(first, joined(match["year"], month(match["month2"]), None)) if match["month2"] else first
    if match := YEARS.match(text):
        end = match["to"]
        if end:
            return interval(match["year"], end if len(end) == 4 else match["year"][:2] + end)
        return match["year"] + ("~" if match["circa"] else match["mark"] or "")
    return None


def slashed(text: str) -> str | None:
    """Read 26/10/2020 or 10/26/2020 where only one reading makes a date."""
    match = SLASHED.match(text)
    if not match:
        return None
    readings = {joined(match["year"], match["b"], match["a"]), joined(match["year"], match["a"], match["b"])} - {None}
    return readings.pop() if len(readings) == 1 else None


def month(name: str) -> str:
    """Return the number of a month."""
    return str(month_number(name))


def joined(year: str | None, of_month: str | None, day: str | None) -> str | None:
    """Return year, month and day as EDTF, or None if there is no such day."""
    try:
        known = date(int(year or 0), int(of_month or 1), int(day or 1))
    except ValueError:
        return None
    if known.year < 1000:  # "0001-01-01T00:00:00Z" is how some systems print that they know no date
        return None
    return f"{known.year:04}" + (f"-{known.month:02}" if of_month else "") + (f"-{known.day:02}" if of_month and day else "")


def interval(start: str | None, end: str | None) -> str | None:
    """Return an interval, or None where it would run backwards."""
    return f"{start}/{end}" if start and end and start < end else start


def with_clock(day: str, clock: re.Match[str] | None) -> str:
    """Return a day with its time in UTC; the day alone if there is no time, none that a clock shows, or none with a known zone."""
    offset = zone(clock["zone"] or "") if clock else None
    if clock is None or offset is None:
        return day
    hour, half = int(clock["hour"]), (clock["half"] or clock["only"] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    try:
        local = datetime.combine(date.fromisoformat(day), time(hour, int(clock["minute"] or 0), int(clock["second"] or 0)))
        return (local - timedelta(minutes=offset)).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError):
        return day


def zone(name: str) -> int | None:
    """Return a zone's minutes east of Greenwich; None for one that is not known.

    >>> zone("BST"), zone("-0230"), zone("IST")
    (60, -150, None)
    """
    offset = re.fullmatch(r"(?:UTC|GMT)?(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d)", name, re.IGNORECASE)
    if offset is None:
        return ZONES.get(name.upper())
    minutes = int(offset["hours"]) * 60 + int(offset["minutes"])
    return (-minutes if offset["sign"] == "-" else minutes) if minutes <= 14 * 60 else None


@lru_cache(maxsize=1)
def reader() -> Any:
    """Return dateparser's reader: absolute dates only, a fixed base, no memory of the language that it met before."""
    from dateparser.date import DateDataParser

    settings: dict[str, Any] = {"RELATIVE_BASE": datetime(2000, 1, 1), "PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["year", "month"],
                                "TIMEZONE": "UTC", "PREFER_DAY_OF_MONTH": "first", "RETURN_TIME_AS_PERIOD": True}  # fmt: skip
    return DateDataParser(languages=list(FOREIGN), try_previous_locales=False, settings=settings)


@lru_cache(maxsize=4096)
def foreign(text: str) -> str | None:
    """Read a short date in another language; a clock time in it is left out, since dateparser does not tell a zone from none.

    >>> foreign("26. Oktober 2020"), foreign("octobre 2020")
    ('2020-10-26', '2020-10')
    >>> foreign("Nummer 2020") is None
    True
    """
    if not 6 <= len(text) <= FOREIGN_MAX or not re.search(r"[^\W\d_]{2}|[年月日년월일]", text):
        return None
    try:
        found = reader().get_date_data(text)
    except (ValueError, OverflowError, TypeError, AttributeError, RecursionError):  # dateparser's own parsers raise these on odd input
        return None
    if found.date_obj is None or found.period not in ("day", "month", "time"):
        return None
    return str(found.date_obj.strftime("%Y-%m" if found.period == "month" else "%Y-%m-%d"))


def day_of(edtf: str) -> str:
    """Return the part of an EDTF date that is no clock time.

    >>> day_of("2020-10-26T09:30:00Z"), day_of("2020")
    ('2020-10-26', '2020')
    """
    return edtf.partition("T")[0]


def agree(a: str, b: str) -> bool:
    """Whether two EDTF dates may be the same day: one may be coarser.

    >>> agree("2020-10-26T23:30:00Z", "2020-10"), agree("2020-10-26", "2020-10-27")
    (True, False)
    """
    a, b = day_of(a), day_of(b)
    return a.startswith(b) or b.startswith(a)


def csl_date(edtf: str | None) -> CslDate | None:
    """Return an EDTF date as CSL-JSON has it.

    >>> csl_date("2020-10-26")
    {'date-parts': [[2020, 10, 26]]}
    >>> csl_date(None) is None
    True
    """
    if not edtf:
        return None
    ends = [day_of(end).rstrip("~?%") for end in edtf.split("/")]
    return {"date-parts": [[int(number) for number in end.split("-")] for end in ends]}
