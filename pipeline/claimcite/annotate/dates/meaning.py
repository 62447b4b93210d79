"""What a form of a time expression means where it stands."""

from __future__ import annotations

from dataclasses import replace

from claimcite.annotate.dates.anchors import Resolved, Setting, full, partial, point
from claimcite.annotate.dates.forms import (
    Ahead,
    Calendar,
    Clock,
    Core,
    Counted,
    Days,
    Fixed,
    Form,
    Hours,
    Named,
    Point,
    Remainder,
    Shift,
    Stretch,
    Within,
)
from claimcite.annotate.dates.parts import at_clock, at_part, modified, set_at
from claimcite.annotate.dates.shift import from_day, named, shift, unresolved
from claimcite.annotate.dates.timex import Value, bounds, day_of, interval, of_day, shifted_day
from claimcite.records import Anchor


def resolve(form: Form, setting: Setting) -> Resolved | None:
    """Return what a form means here, and what it was counted from; None for a day that the calendar does not have.

    >>> monday = Form(0, 6, Calendar("day", weekday=0))
    >>> resolve(monday, Setting(Anchor("given", "2020-10-28", None), "past"))[0].edtf
    '2020-10-26'
    >>> resolve(monday, Setting(None))[0]
    Value(type='DATE', timex3='XXXX-WXX-1', edtf=None, granularity='day')
    """
    core = form.core
    if isinstance(core, (Clock, Hours)):
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
        value = set_at(value, form.clock) if value.type == "SET" else at_clock(value, form.clock)
    return value, anchor


def core_value(core: Core, setting: Setting) -> Resolved | None:
    """Return what the core of a form means here."""
    if isinstance(core, Fixed):
        return core.value, None
    if isinstance(core, (Calendar, Named, Shift)):
        return point_value(core, setting)
    if isinstance(core, Stretch):
        return stretch(core, setting)
    if isinstance(core, Counted):
        return counted_on(core, setting)
    if isinstance(core, Ahead):
        # "will leave in three weeks", not "was built in three weeks"
        ahead = shift(core.shift, setting) if setting.tense == "future" else None
        return ahead if ahead and ahead[0].edtf else (core.lasting, None)
    if isinstance(core, Days):
        return days(core, setting)
    if isinstance(core, Remainder):
        return remainder(core, setting)
    return within(core, setting) if isinstance(core, Within) else None


def point_value(core: Point, setting: Setting) -> Resolved | None:
    """Return what a point means here."""
    if isinstance(core, Calendar):
        return point(core, setting)
    return named(core, setting) if isinstance(core, Named) else shift(core, setting)


def counted_on(core: Counted, setting: Setting) -> Resolved | None:
    """Return "two days after 3 May", "three weeks from tomorrow", "two Sundays from now"."""
    found = point_value(core.point, setting)
    if found is None:
        return None
    value, anchor = found
    day = day_of(value.edtf)
    if day is None:
        return unresolved(core.unit, "", exact=True), None
    return from_day(day, core.unit, float(core.amount) * core.sign, "", exact=True), anchor


def days(core: Days, setting: Setting) -> Resolved | None:
    """Return "from the 4th to the 23rd of next month"."""
    month, anchor = shift(core.whole, setting)
    start, end = (day_of(edge) for edge in bounds(month.edtf))
    if start is None or end is None:
        return Value("DATE", f"XXXX-XX-{core.first:02d}/XXXX-XX-{core.last:02d}", None, "day"), None
    value = interval(of_day(start.replace(day=core.first)), of_day(start.replace(day=core.last))) if core.last <= end.day else None
    return (value, anchor) if value else None


def remainder(core: Remainder, setting: Setting) -> Resolved:
    """Return "the rest of the week": from the day of the document to the end of the unit."""
    whole, anchor = shift(Shift(core.unit, "0", 1, "now"), setting)
    now, end = setting.now("day"), day_of(bounds(whole.edtf)[1])
    value = interval(of_day(now[0]), of_day(end)) if now and end and whole.edtf != now[0].isoformat() else None
    return (replace(value, granularity=whole.granularity), anchor) if value else (whole, anchor)


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
    if core.last is None:
        found = point_value(core.first, setting)
        value = interval(found[0], None) if found else None
        return (value, found[1]) if value and found else None
    first, last = core.first, core.last
    if isinstance(first, Calendar) and isinstance(last, Calendar):
        first, last = shared(first, last)
    one, two = point_value(first, setting), point_value(last, setting)
    if one is None or two is None:
        return None
    if not isinstance(first, Calendar) or not isinstance(last, Calendar):
        value = interval(one[0], two[0])
        return (value, one[1] or two[1]) if value else None
    if setting.tense == "future" and two[0].edtf and first.year is None and first.month and (end := day_of(bounds(two[0].edtf)[1])):
        # "is to run from 23 January to 9 March", told on 28 January
        begun = full(first, end.year - ((first.month, first.day or 0) > (end.month, end.day)))
        one = (begun or one[0], one[1])
    value = interval(one[0], two[0])
    if value is None and two[0].edtf and one[1]:
        # "from Thursday to Sunday", told on a Saturday: the Sunday after that Thursday.
        value = ordered(one[0], last)
    return (value, one[1] or two[1]) if value else None


def shared(first: Calendar, last: Calendar) -> tuple[Calendar, Calendar]:
    """Give each end what the other says for both: the year in "October–November 2015"."""
    if first.year is None and last.year is not None and (first.month or first.season):
        wraps = first.month is not None and (first.month, first.day or 0) > (last.month or 12, last.day or 31)
        first = replace(first, year=last.year - wraps)
    if last.year is None and first.year is not None and last.unit in ("day", "month") and last.month:
        last = replace(last, year=first.year + ((last.month, last.day or 31) < (first.month or 0, first.day or 0)))
    return first, last


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


def clock_alone(core: Clock | Hours, setting: Setting) -> Resolved:
    """Return a time whose day stands elsewhere in its sentence, or nowhere: "At 10:15 he left", "in the morning"."""
    for date in setting.same:
        day = day_of(date.edtf)
        if day is not None and date.relation == "at":
            return on_day(of_day(day), core), Anchor("text", day.isoformat(), date.span)
    told = next((d for d in setting.near if d.relation == "at" and day_of(d.edtf)), None) if isinstance(core, Hours) and setting.opening else None
    if isinstance(core, Hours) and told is not None and (day := day_of(told.edtf)):
        # "On the night of 2 October they came. In the morning they left": the day after
        next_day = shifted_day(day, 1) if core.part == "MO" and told.timex3.endswith(("TNI", "TEV")) else day
        return on_day(of_day(next_day or day), core), Anchor("text", told.edtf or day.isoformat(), told.span)
    if isinstance(core, Clock) and core.zone is not None and (now := setting.now("day")) and not setting.nearest:
        # "The quake struck on Monday. It hit at 0315 GMT": a time for readers of the whole world is one of the story's day.
        told = next((d for d in setting.near if d.relation == "at" and day_of(d.edtf)), None)
        day = day_of(told.edtf) if told else now[0]
        if day is not None:
            return on_day(of_day(day), core), Anchor("text", day.isoformat(), told.span) if told else now[1]
    return replace(on_day(Value("DATE", "XXXX-XX-XX", None, "day"), core), edtf=None), None


def on_day(day: Value, core: Clock | Hours) -> Value:
    """Return a time or a part of a day."""
    return at_clock(day, core) if isinstance(core, Clock) else at_part(day, core.part)
