"""Parts of a stretch of time: the end of a year, the first week of a month, the night of a day, a time of the day."""

from __future__ import annotations

from dataclasses import replace

from claimcite.annotate.dates.feasts import WEEKDAYS
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
    of_week,
    of_weekend,
    of_year,
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
    if kind == "WEEK":
        day = day_of(value.edtf)
        return of_week(day) if day else replace(value, granularity="week")
    if kind == "edge":
        year = value.edtf if value.granularity == "year" else None
        month = {"END": "-12", "START": "-01"}.get(rest)
        edtf = year + month if year and month and len(year) == 4 else value.edtf
        return replace(value, timex3=f"{value.timex3};mod={rest}", edtf=edtf)
    if kind == "half":
        return half(value, rest)
    if kind == "nth":
        return nth(value, *rest.split(" "))
    grain: Granularity | None = "part_of_day" if value.granularity == "day" and kind != "MID" else value.granularity
    return replace(value, timex3=f"{value.timex3};mod={kind}", granularity=grain)


def half(value: Value, which: str) -> Value:
    """Return "the first half of 2016", "the second half of the 19th century", "the first half of March".

    >>> from claimcite.annotate.dates.timex import of_century, of_year
    >>> half(of_year(2016), "2").timex3, half(of_century(19), "2").edtf, half(of_month(2020, 3), "1").edtf
    ('2016-H2', '1851/1900', '2020-03-01/2020-03-15')
    """
    early, late = (day_of(edge) for edge in bounds(value.edtf))
    if value.granularity == "year" and early:
        return of_season(early.year, f"H{which}")
    if early is None or late is None or value.granularity not in ("century", "decade", "month"):
        return replace(value, timex3=f"{value.timex3};mod={'START' if which == '1' else 'END'}")
    if value.granularity == "month":
        middle = early.replace(day=15 if which == "1" else 16)
        edtf = between(early, middle) if which == "1" else between(middle, late)
    else:
        middle_year = (early.year + late.year + 1) // 2
        edtf = f"{early.year:04d}/{middle_year - 1:04d}" if which == "1" else f"{middle_year:04d}/{late.year:04d}"
    return replace(value, timex3=edtf, edtf=edtf)


def nth(value: Value, which: str, count: str, unit: str) -> Value:
    """Return "the first three months of 2024", "the last week of March", "the first Friday of July", "the 20th of next month".

    The first week of a month or year is the first that has most of its days in it, as in ISO 8601.
    """
    early, late = (day_of(edge) for edge in bounds(value.edtf))
    weekday = WEEKDAYS.index(unit[:3]) if unit.endswith("day") and unit != "day" else None
    grain: Granularity | None = "day" if weekday is not None else GRAINS[unit]
    if early is None or late is None or count == "X":
        return Value(value.type, f"{value.timex3};mod={'END' if which == '-1' else 'START'}", None, grain)
    number, size = int(which), max(1, int(float(count)))
    if unit in ("month", "quarter", "year", "decade"):
        return nth_months(value, number, size, unit)
    if weekday is not None:
        found = shifted_day(early, (weekday - early.weekday()) % 7 + 7 * (number - 1)) if number > 0 else shifted_day(late, -((late.weekday() - weekday) % 7))
        return of_day(found) if found and found <= late else value
    if unit in ("week", "weekend"):
        return nth_week(value, number, size, unit)
    start = shifted_day(early, number - 1) if number > 0 else shifted_day(late, 1 - size)
    end = shifted_day(start, size - 1) if start else None
    if start is None or end is None or end > late:
        # "the 31st of this month", said in June
        return Value(value.type, f"{value.timex3}-XX" if value.granularity == "month" else value.timex3, None, grain)
    return of_day(start) if size == 1 else Value("DATE", between(start, end), between(start, end), grain)


def nth_months(value: Value, number: int, size: int, unit: str) -> Value:
    """Return the first or last so many months, quarters or years of a value."""
    early, late = (day_of(edge) for edge in bounds(value.edtf))
    assert early is not None
    assert late is not None
    months = size * MONTHS[unit]
    year, month = moved(early.year, early.month, (number - 1) * months) if number > 0 else moved(late.year, late.month, 1 - months)
    first, last = of_month(year, month), of_month(*moved(year, month, months - 1))
    if unit == "quarter" and size == 1 and month % 3 == 1:
        return of_season(year, f"Q{(month + 2) // 3}")
    if unit in ("year", "decade"):
        return replace(interval(of_year(year), of_year(year + months // 12 - 1)) or value, granularity="year") if months > 12 else of_year(year)
    return replace(first if months == 1 else interval(first, last) or value, granularity=GRAINS[unit])


def nth_week(value: Value, number: int, size: int, unit: str) -> Value:
    """Return the first or last so many weeks of a month or year, a week belonging to where its Thursday lies."""
    early, late = (day_of(edge) for edge in bounds(value.edtf))
    assert early is not None
    assert late is not None
    thursday = shifted_day(early, (3 - early.weekday()) % 7 + 7 * (number - 1)) if number > 0 else shifted_day(late, -((late.weekday() - 3) % 7) - 7 * (size - 1))
    monday = shifted_day(thursday, -3) if thursday else None
    end = shifted_day(monday, 7 * size - 1) if monday else None
    if monday is None or end is None or thursday is None or thursday > late:
        return value
    if size == 1:
        return of_weekend(monday) if unit == "weekend" else of_week(monday)
    return Value("DATE", between(monday, end), between(monday, end), "week")


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
    stem = value.timex3.partition(";")[0].partition("T")[0]
    day = day_of(value.edtf)
    edtf = value.edtf
    if day is not None and clock.zone is not None and clock.last is None:
        minutes = clock.minute - clock.zone
        there = shifted_day(day, minutes // 1440)
        edtf = f"{there.isoformat()}T{minutes % 1440 // 60:02d}:{minutes % 60:02d}:00Z" if there else edtf
    utc = "Z" if clock.zone == 0 else ""
    times = [f"{stem}T{minute // 60:02d}:{minute % 60:02d}{utc}" for minute in (clock.minute, clock.last) if minute is not None]
    return Value("TIME", "/".join(times), edtf, "minute")


def set_at(value: Value, clock: Clock) -> Value:
    """Return "every Monday at 4 p.m.", "every morning at 9".

    >>> set_at(Value("SET", "XXXX-WXX-1", None, "day"), Clock(960, None)).timex3
    'XXXX-WXX-1T16:00'
    """
    stem = value.timex3.partition("T")[0] if value.timex3.startswith("XXXX") else "XXXX-XX-XX"
    return Value("SET", f"{stem}T{clock.minute // 60:02d}:{clock.minute % 60:02d}", None, "minute")
