"""Parts of a stretch of time: the end of a year, the first week of a month, the night of a day, a time of the day."""

from __future__ import annotations

from dataclasses import replace

from claimcite.annotate.dates.forms import Clock
from claimcite.annotate.dates.timex import (
    GRAINS,
    MONTHS,
    Value,
    between,
    bounds,
    day_of,
    interval,
    moved,
    of_day,
    of_month,
    of_season,
    shifted_day,
)
from claimcite.records import Granularity


def modified(value: Value, mod: str) -> Value:
    """Return a part of a value: "early March" keeps the month, "the end of 2024" is its last month, "the first half" six of them.

    >>> from claimcite.annotate.dates.timex import of_year
    >>> modified(of_month(2020, 3), "START").timex3, modified(of_year(2024), "edge END").edtf
    ('2020-03;mod=START', '2024-12')
    """
    kind, _, rest = mod.partition(" ")
    if kind == "WHOLE":
        return value
    if kind == "edge":
        year = value.edtf if value.granularity == "year" else None
        month = {"END": "-12", "START": "-01"}.get(rest)
        edtf = year + month if year and month and len(year) == 4 else value.edtf
        return replace(value, timex3=f"{value.timex3};mod={rest}", edtf=edtf)
    if kind == "nth":
        return nth(value, *rest.split(" "))
    grain: Granularity | None = "part_of_day" if value.granularity == "day" and kind != "MID" else value.granularity
    return replace(value, timex3=f"{value.timex3};mod={kind}", granularity=grain)


def nth(value: Value, which: str, count: str, unit: str) -> Value:
    """Return "the first three months of 2024", "the second half of last year", "the last week of March"."""
    early, late = (day_of(edge) for edge in bounds(value.edtf))
    grain = GRAINS[unit]
    if early is None or late is None or count == "X":
        return Value(value.type, f"{value.timex3};mod={'END' if which == '-1' else 'START'}", None, grain)
    number, size = int(which), max(1, int(float(count)))
    if unit in ("month", "quarter"):
        months = size * MONTHS[unit]
        year, month = moved(early.year, early.month, (number - 1) * months) if number > 0 else moved(late.year, late.month, 1 - months)
        first, last = of_month(year, month), of_month(*moved(year, month, months - 1))
        if unit == "quarter" and size == 1 and month % 3 == 1:
            return of_season(year, f"Q{(month + 2) // 3}")
        return replace(first if months == 1 else interval(first, last) or value, granularity=grain)
    days = size * (7 if unit == "week" else 1)
    start = shifted_day(early, (number - 1) * days) if number > 0 else shifted_day(late, 1 - days)
    end = shifted_day(start, days - 1) if start else None
    if start is None or end is None or end > late:
        return value
    if days == 1:
        return of_day(start)
    return Value("DATE", between(start, end), between(start, end), grain)


def at_part(value: Value, part: str) -> Value:
    """Return a part of a day: "Thursday night" is known to the day.

    >>> import datetime as dt
    >>> monday = of_day(dt.date(2020, 10, 26))
    >>> at_part(monday, "NI")
    Value(type='TIME', timex3='2020-10-26TNI', edtf='2020-10-26', granularity='part_of_day')
    """
    if value.granularity not in ("day", "part_of_day"):
        return value
    stem, mod = value.timex3.partition(";")[::2]
    return Value("TIME", f"{stem.partition('T')[0]}T{part}" + (f";{mod}" if mod else ""), value.edtf, "part_of_day")


def at_clock(value: Value, clock: Clock) -> Value:
    """Return a time of a day; without a zone EDTF knows the day alone.

    >>> import datetime as dt
    >>> monday = of_day(dt.date(2020, 10, 26))
    >>> at_clock(monday, Clock(615, 0)).edtf, at_clock(monday, Clock(615, None)).edtf
    ('2020-10-26T10:15:00Z', '2020-10-26')
    """
    if value.granularity not in ("day", "part_of_day"):
        return value
    time = f"{clock.minute // 60:02d}:{clock.minute % 60:02d}"
    stem = value.timex3.partition(";")[0].partition("T")[0]
    day = day_of(value.edtf)
    edtf = value.edtf
    if day is not None and clock.zone is not None:
        minutes = clock.minute - clock.zone
        there = shifted_day(day, minutes // 1440)
        edtf = f"{there.isoformat()}T{minutes % 1440 // 60:02d}:{minutes % 60:02d}:00Z" if there else edtf
    utc = "Z" if clock.zone == 0 else ""
    return Value("TIME", f"{stem}T{time}{utc}", edtf, "minute")
