"""Time expressions that count on: "last October", "three days later", "the same month a year ago"."""

from __future__ import annotations

import datetime as dt

from claimcite.annotate.dates.anchors import Resolved, Setting, Tense, full, partial
from claimcite.annotate.dates.forms import Calendar, Named, Shift
from claimcite.annotate.dates.parts import at_part
from claimcite.annotate.dates.timex import (
    GRAINS,
    MONTHS,
    OPEN,
    Value,
    between,
    bounds,
    coarser,
    day_of,
    moved,
    of_century,
    of_day,
    of_decade,
    of_month,
    of_season,
    of_week,
    of_weekend,
    of_year,
    shifted_day,
)
from claimcite.records import Anchor, Date, Granularity


def named(core: Named, setting: Setting) -> Resolved | None:
    """Return the value of "last October", "next Monday", "the following summer"."""
    c = core.point
    start: tuple[dt.date, Anchor] | None
    if core.base == "text":
        found = setting.before("month" if c.unit != "day" else "day")
        day = day_of(found[0].latest if core.sign > 0 else found[0].earliest) if found else None
        start = (day, found[1]) if found and day else None
    else:
        start = setting.now("day" if c.unit == "day" else "month")
    if start is None:
        return partial(c), None
    if core.week and c.weekday is not None:
        # "next Monday": that of the week after this
        found_day = shifted_day(start[0], 7 - start[0].weekday() + c.weekday)
        return (of_day(found_day), start[1]) if found_day else (partial(c), None)
    value = stepped(c, start[0], core.sign, setting.tense)
    return (value, start[1]) if value else (partial(c), None)


def stepped(c: Calendar, day: dt.date, sign: int, tense: Tense) -> Value | None:
    """Return the point of its kind that lies before (-1), around (0) or after (1) a day."""
    if c.unit == "day" and c.weekday is not None:
        if sign == 0:
            steps = (c.weekday - day.weekday()) % 7 if tense == "future" else -((day.weekday() - c.weekday) % 7)
        else:
            steps = (c.weekday - day.weekday()) % 7 or 7 if sign > 0 else -((day.weekday() - c.weekday) % 7 or 7)
        found = shifted_day(day, steps)
        return of_day(found) if found else None
    if sign == 0:
        winter = c.season == "WI" and day.month <= 2
        value = full(c, day.year - winter)
        # "a job that we did this summer", told in January
        ahead = value is not None and tense == "past" and day.month <= 3 and (bounds(value.edtf)[0] or "") > day.isoformat()
        return full(c, day.year - 1) if ahead and day.year > 1 else value
    values = [v for year in range(max(1, day.year - 2), min(9998, day.year + 2) + 1) if (v := full(c, year))]
    text = day.isoformat()
    if sign < 0:
        over = [v for v in values if (bounds(v.edtf)[1] or text) < text]
        return over[-1] if over else None
    return next((v for v in values if (bounds(v.edtf)[0] or text) > text), None)


def shift(core: Shift, setting: Setting) -> Resolved:
    """Return the value of "last week", "three days later", "the same month", "two weeks ago"."""
    unit, _, part = core.unit.partition(" ")
    amount = float(core.amount) * core.sign
    if unit == "same":
        return year_before(part, setting)
    if unit == "now":
        today = setting.now("day")
        return (Value("DATE", "PRESENT_REF", today[0].isoformat(), "day"), today[1]) if today and not setting.nearest else (Value("DATE", "PRESENT_REF"), None)
    if core.base in ("text", "either"):
        found = setting.before(unit, back=amount < 0) or (setting.last_told(unit) if amount > 0 and core.exact else None)
        if found:
            return from_date(found[0], unit, amount, part, exact=core.exact), found[1]
        # "the previous year" may count from now; "the following day", "a year later" and "that year" do not.
        if core.base == "text" and (unit not in MONTHS or amount >= 0):
            return unresolved(unit, part, exact=core.exact), None
    grain = GRAINS.get(unit) or "day"
    limit: Granularity = "day" if not coarser(grain, "week") else "month" if grain == "season" else grain
    now = setting.now(limit)
    if now is None or (setting.nearest and limit == "day" and unit in ("day", "night", "overnight", "hour", "minute")):
        return unresolved(unit, part, word=core if core.base == "now" else None, exact=core.exact), None
    # "at the weekend", told of on a Tuesday, is over.
    if unit == "weekend" and not amount and setting.tense == "past" and now[0].weekday() < 5:
        amount = -1.0
    value = from_day(now[0], unit, amount, part, exact=core.exact)
    return value, now[1] if value.edtf else None


def year_before(unit: str, setting: Setting) -> Resolved:
    """Return "the same month a year ago": the date before in the text, a year back."""
    found = setting.before("month" if unit in ("month", "period", "time", "point") else unit)
    day = day_of(found[0].earliest) if found else None
    if found is None or day is None or day.year < 2:
        return unresolved("year", ""), None
    grain = found[0].granularity
    if unit in ("period", "time", "point") and grain in ("day", "part_of_day", "minute") and "/" not in (found[0].edtf or ""):
        return of_year(day.year - 1), found[1]  # no day is a period
    if grain == "season" and found[0].timex3[4:6] == "-Q":
        return of_season(day.year - 1, found[0].timex3[5:7]), found[1]
    if unit == "day" or grain == "day":
        return (of_day(day.replace(year=day.year - 1)) if (day.month, day.day) != (2, 29) else of_month(day.year - 1, 2)), found[1]
    return of_month(day.year - 1, day.month), found[1]


def unresolved(unit: str, part: str, *, word: Shift | None = None, exact: bool = False) -> Value:
    """Return the value of a shift that nothing is there to count from."""
    if word is not None and word.amount == "0" and unit in ("day", "week", "month", "year") and not part:
        return Value("DATE", "PRESENT_REF", None, GRAINS[unit])
    if exact and unit == "week":
        unit = "day"
    if part or unit in ("night", "overnight"):
        return Value("TIME", f"XXXX-XX-XXT{part or 'NI'}", None, "part_of_day")
    return Value("TIME" if unit in ("hour", "minute", "second") else "DATE", OPEN[unit], None, GRAINS[unit])


def from_date(date: Date, unit: str, amount: float, part: str, *, exact: bool) -> Value:
    """Count on from a date of the text; backwards from its first day, forwards from its last."""
    day = day_of(date.earliest if amount <= 0 else date.latest)
    if day is None:
        return unresolved(unit, part)
    if unit in ("second", "minute", "hour"):
        return later_today(date, day, unit, amount)
    if amount == 0 and unit == "day" and date.edtf and "/" in date.edtf:
        return unresolved(unit, part)
    return from_day(day, unit, amount, part, exact=exact and not (unit == "week" and date.granularity == "week"))


def later_today(date: Date, day: dt.date, unit: str, amount: float) -> Value:
    """Return "half an hour later" where the text has said the time of the day before."""
    clock = date.timex3.partition("T")[2][:5]
    if len(clock) != 5 or clock[2] != ":" or not (clock[:2] + clock[3:]).isdigit():
        return unresolved(unit, "")
    seconds = min(amount, 1e6) * {"second": 1, "minute": 60, "hour": 3600}[unit]
    try:
        moment = dt.datetime(day.year, day.month, day.day, int(clock[:2]), int(clock[3:])) + dt.timedelta(seconds=seconds)
    except (ValueError, OverflowError):
        return unresolved(unit, "")
    return Value("TIME", moment.strftime("%Y-%m-%dT%H:%M"), moment.date().isoformat(), "minute")


def from_day(day: dt.date, unit: str, amount: float, part: str, *, exact: bool) -> Value:
    """Count units on from a day; whole units of the calendar unless ``exact``."""
    if abs(amount) > 1e7:
        return unresolved(unit, part)
    if unit == "overnight":
        before = shifted_day(day, -1)
        return Value("TIME", f"{(before or day).isoformat()}TNI", between(before or day, day), "part_of_day")
    if unit in ("hour", "minute", "second", "season"):
        # "last season" is sport's more often than the weather's.
        return unresolved(unit, part)
    if unit in MONTHS:
        return whole_months(day, unit, amount, exact=exact)
    days = int(amount * {"week": 7, "weekend": 7}.get(unit, 1))
    found = shifted_day(day, days)
    if found is None:
        return unresolved(unit, part)
    if unit == "week" and not exact:
        return of_week(found)
    if unit == "weekend":
        return of_weekend(found)
    value = of_day(found)
    return at_part(value, part or "NI") if part or unit == "night" else value


def whole_months(day: dt.date, unit: str, amount: float, *, exact: bool) -> Value:
    """Count months, quarters, years, decades or centuries on from a day."""
    year, month = moved(day.year, day.month, int(amount * MONTHS[unit]))
    if not 1 <= year <= 9999:
        return unresolved(unit, "")
    if unit == "month":
        return of_month(year, month)
    if unit == "quarter":
        return of_season(year, f"Q{(month + 2) // 3}")
    if unit == "century":
        return of_century((year + 99) // 100)
    # "a decade ago" is a year, "last decade" is a decade.
    return of_decade(year) if unit == "decade" and not exact else of_year(year)
