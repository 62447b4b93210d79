"""Holidays that move: the fourth Thursday of November, the Friday before Easter."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Final

RULE: Final = re.compile(r"(?P<easter>easter)(?P<days>[+-]\d+)?|(?P<month>\d\d)-(?P<weekday>[a-z]{3})(?P<nth>-?\d)(?P<on>[+-]\d+)?")
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def feast_day(rule: str, year: int) -> dt.date | None:
    """Return the day of a holiday in a year by its rule in the lexicon.

    >>> feast_day("11-thu4", 2019), feast_day("11-thu4+1", 2010), feast_day("05-mon-1", 2021), feast_day("easter-2", 2024)
    (datetime.date(2019, 11, 28), datetime.date(2010, 11, 26), datetime.date(2021, 5, 31), datetime.date(2024, 3, 29))
    >>> feast_day("11-thu4", 0) is None
    True
    """
    match = RULE.fullmatch(rule)
    if match is None or not 1 <= year <= 9999:
        return None
    if match["easter"]:
        return easter(year) + dt.timedelta(days=int(match["days"] or 0)) if year > 1582 else None
    month, weekday, nth = int(match["month"]), WEEKDAYS.index(match["weekday"]), int(match["nth"])
    return nth_weekday(year, month, weekday, nth) + dt.timedelta(days=int(match["on"] or 0))


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> dt.date:
    """Return the first to fourth such weekday of a month, or the last (-1).

    >>> nth_weekday(2016, 7, 4, 1), nth_weekday(2016, 7, 4, -1)
    (datetime.date(2016, 7, 1), datetime.date(2016, 7, 29))
    """
    if nth < 0:
        last = dt.date(year, month, calendar.monthrange(year, month)[1])
        return last - dt.timedelta(days=(last.weekday() - weekday) % 7)
    first = dt.date(year, month, 1)
    return first + dt.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def easter(year: int) -> dt.date:
    """Return Easter Sunday of the western churches (Butcher's rule of 1876).

    >>> easter(2024), easter(1961)
    (datetime.date(2024, 3, 31), datetime.date(1961, 4, 2))
    """
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return dt.date(year, month, day + 1)
