"""What a time expression counts from: the document's date, a date before it in the text, the year of a heading; and which way."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal

from claimcite.annotate.date_forms import Calendar, Clock, Core, Fixed, Form, Named, Shift, Stretch, Within
from claimcite.annotate.date_parts import at_clock, at_part, modified
from claimcite.annotate.timex import (
    GRAINS,
    MONTHS,
    OPEN,
    UNKNOWN_YEAR,
    Value,
    between,
    bounds,
    coarser,
    day_of,
    interval,
    is_day,
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

#: "The council meets on Friday": the present speaks of a day to come, but of a month that is over.
Tense = Literal["past", "present", "future", "open"]
Resolved = tuple[Value, Anchor | None]


@dataclass(frozen=True, slots=True)
class Setting:
    """What a form can count from. ``near``: dates of this sentence and the two before, nearest first; ``far``: all before."""

    document: Anchor | None
    tense: Tense = "open"
    near: tuple[Date, ...] = ()
    far: tuple[Date, ...] = ()
    same: tuple[Date, ...] = ()
    heading: Anchor | None = None

    def now(self, unit: Granularity) -> tuple[dt.date, Anchor] | None:
        """Return the document's date if it is known as finely as ``unit`` asks.

        >>> Setting(Anchor("given", "2020-10", None)).now("day") is None
        True
        >>> Setting(Anchor("given", "2020-10", None)).now("year")[0]
        datetime.date(2020, 10, 1)
        """
        if self.document is None:
            return None
        grain: Granularity = "day" if "-" in self.document.date[5:].partition("T")[0] else "month" if "-" in self.document.date else "year"
        day = day_of(bounds(self.document.date)[0])
        return None if day is None or coarser(grain, unit) else (day, self.document)

    @property
    def nearest(self) -> bool:
        """Whether days lie around the document's date: a caption's date is not the story's."""
        return self.document is not None and self.document.kind in ("caption", "text")

    def before(self, unit: str, *, back: bool = False) -> tuple[Date, Anchor] | None:
        """Return the nearest date before in the text that is fine enough to count such units from.

        "Another 800 will arrive on Friday. … up from nine a week earlier": nobody counts ``back`` from what is to come.
        """
        today = bounds(self.document.date)[1] if self.document else None
        limit: Granularity = "day" if unit in ("second", "minute", "hour", "day", "night", "weekend") else GRAINS.get(unit) or "day"
        if limit == "season":
            limit = "month"
        for date in self.near:
            if back and today and date.earliest and date.earliest > today:
                continue
            if date.relation != "compared" and date.earliest and date.latest and not coarser(date.granularity, limit):
                return date, Anchor("text", date.edtf or date.earliest, date.span)
        return None


def resolve(form: Form, setting: Setting) -> Resolved | None:
    """Return what a form means here, and what it was counted from; None for a day that the calendar does not have.

    >>> monday = Form(0, 6, Calendar("day", weekday=0))
    >>> resolve(monday, Setting(Anchor("given", "2020-10-28", None), "past"))[0].edtf
    '2020-10-26'
    >>> resolve(monday, Setting(None))[0]
    Value(type='DATE', timex3='XXXX-WXX-1', edtf=None, granularity='day')
    """
    core = form.core
    if isinstance(core, Clock):
        return clock_alone(core, setting)
    found = core_value(core, setting)
    if found is None:
        return None
    value, anchor = found
    if form.mod:
        value = modified(value, form.mod)
    if form.part:
        value = at_part(value, form.part)
    if form.clock:
        value = at_clock(value, form.clock)
    return value, anchor


def core_value(core: Core, setting: Setting) -> Resolved | None:
    """Return what the core of a form means here."""
    if isinstance(core, Fixed):
        return core.value, None
    if isinstance(core, Calendar):
        return point(core, setting)
    if isinstance(core, Stretch):
        return stretch(core, setting)
    if isinstance(core, Named):
        return named(core, setting)
    if isinstance(core, Shift):
        return shift(core, setting)
    return within(core, setting) if isinstance(core, Within) else None


# --- points of the calendar -----------------------------------------------------------------------------------------


def full(c: Calendar, year: int) -> Value | None:
    """Return the value of a point in a year; None where there is no such day."""
    if c.unit == "day" and c.month and c.day:
        return of_day(dt.date(year, c.month, c.day)) if is_day(year, c.month, c.day) else None
    if c.unit == "month" and c.month:
        return of_month(year, c.month)
    if c.unit == "season" and c.season:
        return of_season(year, c.season)
    if c.unit == "decade":
        return of_decade(year)
    return of_century((year + 99) // 100) if c.unit == "century" else of_year(year)


def partial(c: Calendar) -> Value:
    """Return the value of a point whose year, or week, is not known."""
    grain: Granularity = c.unit
    if c.month is None and c.weekday is not None:
        return Value("DATE", f"{UNKNOWN_YEAR}-WXX-{c.weekday + 1}", None, grain)
    if c.season:
        return Value("DATE", f"{UNKNOWN_YEAR}-{c.season}", None, grain)
    return Value("DATE", f"{UNKNOWN_YEAR}-{c.month:02d}" + (f"-{c.day:02d}" if c.day else ""), None, grain)


def point(c: Calendar, setting: Setting) -> Resolved | None:
    """Return what a point of the calendar means; what the text leaves out comes from the setting."""
    if c.unit == "day" and c.month and c.day and not is_day(c.year or 2024, c.month, c.day):
        # "31 February" is no day at all, not a February.
        return None
    if c.year is not None:
        value = full(c, c.year)
        return (value, None) if value else None
    if c.month is None and c.season is None:
        return weekday(c, setting)
    if setting.heading is not None and (value := full(c, int(setting.heading.date[:4]))):
        return value, setting.heading
    now = setting.now("day" if c.unit == "day" else "month")
    if now is not None and (value := in_some_year(c, now[0], setting)):
        return value, now[1]
    if now is None and setting.document is None and (found := year_of_text(c, setting)):
        return found
    return partial(c), None


def in_some_year(c: Calendar, now: dt.date, setting: Setting) -> Value | None:
    """Return the point in the year that tense and weekday ask for: the last one, in the future the next."""
    values = [v for year in range(max(1, now.year - 8), min(9999, now.year + 9)) if (v := full(c, year))]
    days = [(day_of(first), day_of(last), v) for v in values for first, last in [bounds(v.edtf)]]
    spans = [(first, last, v) for first, last, v in days if first and last]
    if c.weekday is not None:
        spans = [s for s in spans if s[0].weekday() == c.weekday] or spans
    if not spans:
        return None
    if c.weekday is not None or (setting.nearest and c.unit == "day" and setting.tense not in ("future", "present")):
        return min(spans, key=lambda s: abs((s[0] - now).days))[2]
    if c.unit == "day":
        return nearest_side(spans, now, ahead=setting.tense in ("future", "present"))
    if setting.tense == "future":
        return next((v for _, last, v in spans if last >= now), None)
    # "in the third quarter": a quarter that is told of is over.
    over = [v for first, last, v in spans if (last if c.season and c.season[0] == "Q" else first) <= now]
    return over[-1] if over else None


def nearest_side(spans: list[tuple[dt.date, dt.date, Value]], now: dt.date, *, ahead: bool) -> Value | None:
    """Return the last such day, or the next where the text looks ``ahead``.

    A day of this month is meant all the same where the other is most of a year away: a trial "was set for 3 March" on 1 March.
    """
    last = next((s for s in reversed(spans) if s[0] <= now), None)
    following = next((s for s in spans if s[0] >= now), None)
    chosen, other = (following, last) if ahead else (last, following)
    if chosen and other and abs((chosen[0] - now).days) > 300 and abs((other[0] - now).days) <= 31:
        chosen = other
    return chosen[2] if chosen else None


def year_of_text(c: Calendar, setting: Setting) -> Resolved | None:
    """Return a point in the year of the date before it in an undated text: "on 3 May 2026 ... on 9 May".

    Days and months say where the story is; years alone ("built in 1984") may be history. January follows on December.
    """
    told = [d for d in setting.far if d.relation != "compared" and d.edtf and d.earliest and day_of(d.earliest)]
    fine = [d for d in told if d.granularity in ("minute", "part_of_day", "day")] or [d for d in told if d.granularity == "month"] or told
    for date in fine[:1]:
        start = day_of(date.latest) or day_of(date.earliest)
        assert start is not None
        month = c.month or 1
        year = start.year + (date.granularity != "year" and start.month >= 10 and month <= 3)
        value = full(c, year)
        return (value, Anchor("text", date.edtf or str(year), date.span)) if value else None
    return None


def weekday(c: Calendar, setting: Setting) -> Resolved:
    """Return which day a weekday is: the last one, the day itself included; in the future the next; around a caption the nearest."""
    now = setting.now("day")
    if now is None or c.weekday is None:
        return partial(c), None
    day, anchor = now
    back = (day.weekday() - c.weekday) % 7
    if setting.tense in ("future", "present"):
        steps = (-back) % 7
    elif setting.nearest:
        steps = -back if back <= 3 else 7 - back
    else:
        steps = -back
    found = shifted_day(day, steps)
    return (of_day(found), anchor) if found else (partial(c), None)


def within(core: Within, setting: Setting) -> Resolved | None:
    """Return "March last year" and "Monday of last week"."""
    whole = shift(core.whole, setting)
    start = day_of(bounds(whole[0].edtf)[0])
    if start is None:
        return partial(core.point), None
    if core.whole.unit == "week":
        day = shifted_day(start, core.point.weekday or 0)
        return (of_day(day), whole[1]) if day else None
    value = full(core.point, start.year)
    return (value, whole[1]) if value else None


def stretch(core: Stretch, setting: Setting) -> Resolved | None:
    """Return the value of "7–19 October", "between March and May 2019", "2018–2019", "December 2022–present"."""
    first, last = core.first, core.last
    if last is None:
        begun = point(first, setting)
        value = interval(begun[0], None) if begun else None
        return (value, begun[1]) if value and begun else None
    if first.year is None and last.year is not None:
        wraps = (first.month or 0, first.day or 0) > (last.month or 12, last.day or 31) and first.month is not None
        first = replace(first, year=last.year - wraps)
    if last.year is None and first.year is not None and last.unit in ("day", "month") and last.month:
        last = replace(last, year=first.year + ((last.month, last.day or 31) < (first.month or 0, first.day or 0)))
    if first.unit == "day" and first.month is None and last.month is not None and first.weekday is None:
        first = replace(first, month=last.month, year=last.year)
    one, two = point(first, setting), point(last, setting)
    if one is None or two is None:
        return None
    if setting.tense == "future" and two[0].edtf and first.year is None and first.month and (end := day_of(bounds(two[0].edtf)[1])):
        # "is to run from 23 January to 9 March", told on 28 January
        begun = full(first, end.year - ((first.month, first.day or 0) > (end.month, end.day)))
        one = (begun or one[0], one[1])
    value = interval(one[0], two[0])
    if value is None and two[0].edtf and one[1]:
        # "from Thursday to Sunday", told on a Saturday: the Sunday after that Thursday.
        value = ordered(one[0], last)
    return (value, one[1] or two[1]) if value else None


def ordered(first: Value, last: Calendar) -> Value | None:
    """Return the stretch from a day to the next weekday or day of the year that ``last`` names."""
    start = day_of(first.edtf)
    if start is None:
        return None
    if last.month is None and last.weekday is not None:
        end = shifted_day(start, (last.weekday - start.weekday()) % 7)
        return interval(first, of_day(end)) if end else None
    values = [v for year in (start.year, min(9999, start.year + 1)) if (v := full(last, year))]
    return next((joint for v in values if (joint := interval(first, v))), None)


# --- counted from something -----------------------------------------------------------------------------------------


def named(core: Named, setting: Setting) -> Resolved | None:
    """Return the value of "last October", "next Monday", "the following summer"."""
    c = core.point
    start: tuple[dt.date, Anchor] | None
    if core.base == "text":
        found = setting.before("month" if c.unit != "day" else "day")
        day = day_of((found[0].latest if core.sign > 0 else found[0].earliest)) if found else None
        start = (day, found[1]) if found and day else None
    else:
        start = setting.now("day" if c.unit == "day" else "month")
    if start is None:
        return partial(c), None
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
        return full(c, day.year - winter)
    values = [v for year in range(max(1, day.year - 2), min(9998, day.year + 2) + 1) if (v := full(c, year))]
    text = day.isoformat()
    if sign < 0:
        over = [v for v in values if (bounds(v.edtf)[1] or text) < text]
        return over[-1] if over else None
    return next((v for v in values if (bounds(v.edtf)[0] or text) > text), None)


def shift(core: Shift, setting: Setting) -> Resolved | None:
    """Return the value of "last week", "three days later", "the same month", "two weeks ago"."""
    unit, _, part = core.unit.partition(" ")
    amount = float(core.amount) * core.sign
    if unit == "same":
        return year_before(part, setting)
    if core.base in ("text", "either"):
        found = setting.before(unit, back=amount < 0)
        if found:
            return from_date(found[0], unit, amount, core.exact, part), found[1]
        # "the previous year" may count from now; "the following day" and "that year" do not.
        if core.base == "text" and (unit not in MONTHS or not amount):
            return unresolved(unit, part, exact=core.exact), None
    grain = GRAINS.get(unit) or "day"
    limit: Granularity = "day" if not coarser(grain, "week") else "month" if grain == "season" else grain
    now = setting.now(limit)
    if now is None or (setting.nearest and limit == "day" and unit in ("day", "night", "overnight", "hour", "minute")):
        return unresolved(unit, part, word=core if core.base == "now" else None, exact=core.exact), None
    # "at the weekend", told of on a Tuesday, is over.
    if unit == "weekend" and not amount and setting.tense == "past" and now[0].weekday() < 5:
        amount = -1.0
    value = from_day(now[0], unit, amount, core.exact, part)
    return value, now[1] if value.edtf else None


def year_before(unit: str, setting: Setting) -> Resolved:
    """Return "the same month a year ago": the date before in the text, a year back."""
    found = setting.before("month" if unit in ("month", "period", "time", "point") else unit)
    day = day_of(found[0].earliest) if found else None
    if found is None or day is None or day.year < 2:
        return unresolved("year", ""), None
    grain = found[0].granularity
    if grain == "season" and found[0].timex3[4:6] == "-Q":
        return of_season(day.year - 1, found[0].timex3[5:7]), found[1]
    if unit == "day" or grain == "day":
        return (of_day(day.replace(year=day.year - 1)) if (day.month, day.day) != (2, 29) else of_month(day.year - 1, 2)), found[1]
    return of_month(day.year - 1, day.month), found[1]


def unresolved(unit: str, part: str, *, word: Shift | None = None, exact: bool = False) -> Value:
    """Return the value of a shift that nothing is there to count from."""
    if word is not None and word.amount == "0" and unit in ("day", "week", "month", "year") and not part:
        return Value("DATE", "PRESENT_REF", None, GRAINS[unit])
    if word is None and exact and unit == "week":
        unit = "day"
    if part or unit in ("night", "overnight"):
        return Value("TIME", f"XXXX-XX-XXT{part or 'NI'}", None, "part_of_day")
    return Value("TIME" if unit in ("hour", "minute", "second") else "DATE", OPEN[unit], None, GRAINS[unit])


def from_date(date: Date, unit: str, amount: float, exact: bool, part: str) -> Value:
    """Count on from a date of the text; backwards from its first day, forwards from its last."""
    day = day_of(date.earliest if amount <= 0 else date.latest)
    if day is None:
        return unresolved(unit, part)
    if unit in ("second", "minute", "hour"):
        return later_today(date, day, unit, amount)
    if amount == 0 and unit == "day" and date.edtf and "/" in date.edtf:
        return unresolved(unit, part)
    return from_day(day, unit, amount, exact and not (unit == "week" and date.granularity == "week"), part)


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


def from_day(day: dt.date, unit: str, amount: float, exact: bool, part: str) -> Value:
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


def clock_alone(core: Clock, setting: Setting) -> Resolved:
    """Return a time whose day stands elsewhere in its sentence, or nowhere: "At 10:15 he left"."""
    for date in setting.same:
        day = day_of(date.edtf)
        if day is not None and date.relation == "at":
            return at_clock(of_day(day), core), Anchor("text", day.isoformat(), date.span)
    if core.zone is not None and (now := setting.now("day")) and not setting.nearest:
        # "The quake struck on Monday. It hit at 0315 GMT": a time for readers of the whole world is one of the story's day.
        told = next((d for d in setting.near if d.relation == "at" and day_of(d.edtf)), None)
        day = day_of(told.edtf) if told else now[0]
        if day is not None:
            return at_clock(of_day(day), core), Anchor("text", day.isoformat(), told.span) if told else now[1]
    return replace(at_clock(Value("DATE", "XXXX-XX-XX", None, "day"), core), edtf=None), None
