"""Values of time expressions: TIMEX3, EDTF and the days that they span. Calendar arithmetic, and nothing about texts."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import Final

from claimcite.records import DateType, Granularity

UNKNOWN_YEAR: Final = "XXXX"
#: TIMEX3 code, granularity and months of the units that are counted in months.
MONTHS: Final = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
#: How a unit is written in a TIMEX3 duration. ISO 8601 has no nights, quarters, decades and centuries; these are TIMEX3's.
PERIODS: Final = {
    "second": "PT{}S", "minute": "PT{}M", "hour": "PT{}H", "day": "P{}D", "night": "P{}NI", "week": "P{}W", "weekend": "P{}WE",
    "month": "P{}M", "quarter": "P{}Q", "season": "P{}SE", "year": "P{}Y", "decade": "P{}DE", "century": "P{}CE",
}  # fmt: skip
GRAINS: Final[dict[str, Granularity | None]] = {
    "second": None, "minute": "minute", "hour": None, "day": "day", "night": "part_of_day", "week": "week", "weekend": "week",
    "month": "month", "quarter": "season", "season": "season", "year": "year", "decade": "decade", "century": "century",
}  # fmt: skip
#: Timeless values of what cannot be counted out.
OPEN = {
    "day": "XXXX-XX-XX", "night": "XXXX-XX-XXTNI", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "month": "XXXX-XX", "quarter": "XXXX-QX",
    "season": "XXXX-XX", "year": "XXXX", "decade": "XXX", "century": "XX", "hour": "XXXX-XX-XXTXX", "minute": "XXXX-XX-XXTXX:XX",
    "second": "XXXX-XX-XXTXX:XX:XX",
}  # fmt: skip
#: First month of each season (of the northern half of the earth), quarter and half; a half has six months, the others three.
SEASONS: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12, "Q1": 1, "Q2": 4, "Q3": 7, "Q4": 10, "H1": 1, "H2": 7}
#: From the finest to the coarsest.
ORDER: Final[tuple[Granularity, ...]] = ("minute", "part_of_day", "day", "week", "month", "season", "year", "decade", "century")
EDTF_PART: Final = re.compile(r"(-?\d{3}[\dX])(?:-(\d\d)(?:-(\d\d))?)?(?:T\S*)?[~?]?$")


@dataclass(frozen=True, slots=True)
class Value:
    """What a time expression means: TIMEX3 as far as the text goes, EDTF as far as it is known."""

    type: DateType
    timex3: str
    edtf: str | None = None
    granularity: Granularity | None = None


def is_day(year: int, month: int, day: int) -> bool:
    """Whether there is such a day.

    >>> is_day(2024, 2, 29), is_day(2023, 2, 29), is_day(0, 1, 1)
    (True, False, False)
    """
    return 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def year_text(year: int) -> str:
    """Write a year with four digits; 1 BC is year 0.

    >>> year_text(79), year_text(-43)
    ('0079', '-0043')
    """
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def of_day(day: dt.date) -> Value:
    """Make the value of a day.

    >>> of_day(dt.date(2020, 10, 26)).edtf
    '2020-10-26'
    """
    return Value("DATE", day.isoformat(), day.isoformat(), "day")


def of_month(year: int, month: int) -> Value:
    """Make the value of a month.

    >>> of_month(2020, 3).timex3
    '2020-03'
    """
    text = f"{year_text(year)}-{month:02d}"
    return Value("DATE", text, text, "month")


def of_year(year: int) -> Value:
    """Make the value of a year.

    >>> of_year(2020)
    Value(type='DATE', timex3='2020', edtf='2020', granularity='year')
    """
    return Value("DATE", year_text(year), year_text(year), "year")


def of_decade(year: int) -> Value:
    """Make the value of the decade that ``year`` lies in.

    >>> of_decade(1995).edtf, of_decade(1995).timex3
    ('199X', '199')
    """
    text = year_text(year)[:-1]
    return Value("DATE", text, text + "X", "decade")


def of_century(number: int) -> Value:
    """Make the value of a century: EDTF level 0 has none, so that it is an interval. Those before our era have numbers below 1.

    >>> of_century(19).edtf, of_century(19).timex3, of_century(-4).edtf
    ('1801/1900', '18', '-0499/-0400')
    """
    if number < 1:
        return Value("DATE", f"BC{-number:02d}", f"{year_text(100 * number - 99)}/{year_text(100 * number)}", "century")
    return Value("DATE", f"{number - 1:02d}", f"{100 * number - 99:04d}/{min(9999, 100 * number):04d}", "century")


def of_week(day: dt.date) -> Value:
    """Make the value of the week, Monday to Sunday, that ``day`` lies in.

    >>> of_week(dt.date(2020, 10, 21))
    Value(type='DATE', timex3='2020-W43', edtf='2020-10-19/2020-10-25', granularity='week')
    """
    year, week, _ = day.isocalendar()
    monday = day - dt.timedelta(days=day.weekday())
    return Value("DATE", f"{year:04d}-W{week:02d}", between(monday, shifted_day(monday, 6) or dt.date.max), "week")


def of_weekend(day: dt.date) -> Value:
    """Make the value of the weekend of the week that ``day`` lies in.

    >>> of_weekend(dt.date(2020, 10, 21)).edtf
    '2020-10-24/2020-10-25'
    """
    week = of_week(day)
    saturday = shifted_day(day, 5 - day.weekday()) or dt.date.max
    return Value("DATE", week.timex3 + "-WE", between(saturday, shifted_day(saturday, 1) or dt.date.max), "week")


def of_season(year: int, code: str) -> Value:
    """Make the value of a season, quarter or half; winter runs into the year after.

    >>> of_season(2015, "WI").edtf, of_season(2009, "Q3").timex3, of_season(2016, "H2").edtf
    ('2015-12/2016-02', '2009-Q3', '2016-07/2016-12')
    """
    first = SEASONS[code]
    last_year, last = moved(year, first, 5 if code[0] == "H" else 2) if year < 9999 or code != "WI" else (year, 12)
    return Value("DATE", f"{year_text(year)}-{code}", f"{year_text(year)}-{first:02d}/{year_text(last_year)}-{last:02d}", "season")


def between(first: dt.date, last: dt.date) -> str:
    """Write an interval of days."""
    return f"{first.isoformat()}/{last.isoformat()}"


def moved(year: int, month: int, months: int) -> tuple[int, int]:
    """Count months on from a month.

    >>> moved(2019, 12, 1), moved(2020, 1, -13)
    ((2020, 1), (2018, 12))
    """
    total = 12 * year + month - 1 + months
    return total // 12, total % 12 + 1


def shifted_day(day: dt.date, days: int) -> dt.date | None:
    """Count days on from a day; None where the calendar ends.

    >>> shifted_day(dt.date(2020, 2, 28), 2)
    datetime.date(2020, 3, 1)
    >>> shifted_day(dt.date(1, 1, 1), -1) is None
    True
    """
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        return None


def duration(unit: str, amount: str, *, mod: str | None = None) -> Value:
    """Make the value of a duration; ``amount`` is a number or ``X``.

    >>> duration("hour", "6").timex3, duration("month", "X").timex3
    ('PT6H', 'PXM')
    """
    return Value("DURATION", PERIODS[unit].format(amount) + (f";mod={mod}" if mod else ""), None, GRAINS[unit])


def interval(first: Value, last: Value | None) -> Value | None:
    """Join two values into the stretch from the one to the other; without a second one it is open.

    >>> interval(of_year(2018), of_year(2019)).edtf, interval(of_month(2022, 12), None).edtf
    ('2018/2019', '2022-12/..')
    >>> interval(of_year(2019), of_year(2018)) is None
    True
    """
    if first.edtf is None or (last is not None and last.edtf is None):
        return replace(first, timex3=f"{first.timex3}/{last.timex3 if last else '..'}", edtf=None)
    if last is None:
        return replace(first, timex3=f"{first.timex3}/..", edtf=f"{first_part(first.edtf)}/..")
    end = last.edtf or ""
    (early, _), (_, late) = bounds(first.edtf), bounds(end)
    if early is None or late is None or (int(early[:-6]), early[-6:]) > (int(late[:-6]), late[-6:]):
        return None
    return replace(first, timex3=f"{first.timex3}/{last.timex3}", edtf=f"{first_part(first.edtf)}/{last_part(end)}")


def first_part(edtf: str) -> str:
    """Return where an EDTF value begins."""
    return edtf.partition("/")[0].partition("T")[0]


def last_part(edtf: str) -> str:
    """Return where an EDTF value ends."""
    return edtf.rpartition("/")[2].partition("T")[0]


def bounds(edtf: str | None) -> tuple[str | None, str | None]:
    """Return the first and the last day of an EDTF value, inclusive; None where it is open or unknown.

    Days before the year 1 are left out: as text they sort the wrong way, and no calendar was kept by them.

    >>> bounds("2020-02"), bounds("199X"), bounds("2019-12/..")
    (('2020-02-01', '2020-02-29'), ('1990-01-01', '1999-12-31'), ('2019-12-01', None))
    >>> bounds(None), bounds("-0599/-0500")
    ((None, None), (None, None))
    """
    if edtf is None:
        return None, None
    first, last = edge(first_part(edtf), last=False), edge(last_part(edtf), last=True)
    return first if first and first >= "0" else None, last if last and last >= "0" else None


def edge(part: str, *, last: bool) -> str | None:
    """Return the first or last day of an EDTF value that is no interval."""
    match = EDTF_PART.match(part)
    if not match:
        return None
    year, month, day = match.groups()
    year = year.replace("X", "9" if last else "0")
    if day:
        return f"{year}-{month}-{day}"
    if not last:
        return f"{year}-{month or '01'}-01"
    number = int(month or 12)
    # Years before 1 have the months of a leap year's cycle just the same: 0 is one, as 2000 is.
    return f"{year}-{number:02d}-{calendar.monthrange(int(year) % 400 + 2000, number)[1]:02d}"


def day_of(text: str | None) -> dt.date | None:
    """Read a day; None for anything that the calendar of the computer does not hold.

    >>> day_of("2020-10-26"), day_of("-0043-03-15")
    (datetime.date(2020, 10, 26), None)
    """
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None


def coarser(one: Granularity | None, other: Granularity) -> bool:
    """Whether ``one`` is coarser than ``other``; an unknown one is.

    >>> coarser("year", "day"), coarser("minute", "day"), coarser(None, "day")
    (True, False, True)
    """
    return one is None or ORDER.index(one) > ORDER.index(other)
