"""Joins neighbours into one time expression: "10:15" and "Monday", "March" and "May 2019", "two days" and "after 3 May"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from claimcite.annotate.dates.forms import Calendar, Clock, Counted, Fixed, Form, Named, Shift, Stretch, Within
from claimcite.annotate.dates.timex import Value

SEPARATOR: Final = re.compile(r" ?[-–—] ?| to (?:the )?| until (?:the )?| through (?:the )?| till (?:the )?")
#: "Monday at 10:15", "10:15 on Monday", "Tuesday from 2:00 to 2:30"
TIME_AFTER: Final = re.compile(
    r",? (?:(?:at|around|about|shortly after|just after|just before|shortly before|before|after|from|between|for) (?:about |around )?)?|,? at (?:about|around) "
)
TIME_BEFORE: Final = re.compile(r",? (?:on (?:the )?)?|,? (?:local time )?on ")
TO_PRESENT: Final = re.compile(r"(?: ?[-–—] ?| to (?:the )?)(?:present|now)(?: day)?(?!\w)", re.IGNORECASE)
COUNTED: Final = re.compile(r"P(T?)([\d.]+)([A-Z]+)")
#: From the longest unit to the shortest: "two years and six months" is one duration.
DESCENDING: Final = ["CE", "DE", "Y", "Q", "M", "W", "D", "NI", "TH", "TM", "TS"]


def joined(forms: list[Form], copy: str) -> Iterator[Form]:
    """Join what belongs together; "December 2022" and the present too."""
    at = 0
    while at < len(forms):
        form = forms[at]
        at += 1
        while at < len(forms):
            both = pair(form, forms[at], copy)
            if both is None:
                break
            form = both
            at += 1
        open_end = TO_PRESENT.match(copy, form.end) if isinstance(form.core, Calendar) and form.core.year else None
        if open_end and isinstance(form.core, Calendar):
            form = replace(form, end=open_end.end(), core=Stretch(form.core, None))
        yield form


def pair(one: Form, two: Form, copy: str) -> Form | None:
    """Join two neighbours into one form, or None."""
    if two.start - one.end > 24:
        return None
    gap = copy[one.end : two.start]
    if isinstance(two.core, Clock) or isinstance(one.core, Clock):
        return timed(one, two, gap)
    if isinstance(one.core, Fixed):
        return lasting_pair(one, two, gap, copy)
    if isinstance(two.core, Shift) and isinstance(one.core, Calendar) and (whole := within(one, two, gap)):
        return whole
    if isinstance(one.core, Shift) and isinstance(two.core, Calendar) and one.core.unit == "week" and not one.core.exact:
        # "next week Sunday", "next week on Friday", "this week - Monday"
        fits = two.core.weekday is not None and two.core.month is None and two.core.day is None and not one.mod and gap.lower() in (" ", " on ", " - ")
        return replace(two, start=one.start, core=Within(two.core, one.core)) if fits else None
    return stretched(one, two, gap, copy)


def timed(one: Form, two: Form, gap: str) -> Form | None:
    """Join a day and a time of the day: "Monday at 10:15", "10:15 on Monday", "every Monday at 4 p.m.", "8 a.m. this morning"."""
    if isinstance(two.core, Clock) and (is_daylike(one) or is_set(one)) and one.clock is None and TIME_AFTER.fullmatch(gap):
        return replace(one, end=two.end, clock=on_the_half(two.core, one))
    if isinstance(one.core, Clock) and isinstance(two.core, Clock) and gap == " (" and two.core.zone is not None:
        return replace(one, end=two.end, core=replace(one.core, zone=None))  # "5 a.m. (0200 GMT)": the day is that of the first
    if isinstance(one.core, Clock) and (is_daylike(two) or is_set(two)) and two.clock is None and TIME_BEFORE.fullmatch(gap.removeprefix(")")):
        return replace(two, start=one.start, clock=on_the_half(one.core, two))
    return None


def on_the_half(clock: Clock, day: Form) -> Clock:
    """Return "six o'clock this afternoon" as 18:00."""
    part = day.part or (day.core.unit.partition(" ")[2] if isinstance(day.core, Shift) else "")
    late = part in ("AF", "EV") or (part == "NI" and clock.minute >= 300) or (isinstance(day.core, Shift) and day.core.unit == "night" and clock.minute >= 300)
    return replace(clock, minute=clock.minute + 720) if late and 60 <= clock.minute < 720 and clock.last is None else clock


def within(one: Form, two: Form, gap: str) -> Form | None:
    """Join "in March last year", "on Monday of last week", "in June the same year", "Q3 this year"."""
    assert isinstance(one.core, Calendar)
    assert isinstance(two.core, Shift)
    unit = "week" if one.core.month is None and one.core.weekday is not None else "year"
    told = one.core.year is not None or (one.core.unit == "day" and one.core.day is not None and one.core.month is None)
    fits = two.core.unit == unit and not two.core.exact and not told and two.mod is None and gap in (" ", " of ", ", ", " in ")
    return replace(one, end=two.end, core=Within(one.core, two.core)) if fits else None


def stretched(one: Form, two: Form, gap: str, copy: str) -> Form | None:
    """Join two points to a stretch: "between March and May 2019", "from 1 August until today"."""
    if not isinstance(one.core, (Calendar, Shift, Named)) or not isinstance(two.core, (Calendar, Shift, Named)) or one.clock or two.clock or one.part or two.part:
        return None
    between = gap in (" and ", " and the ") and copy[max(0, one.start - 12) : one.start].lower().rstrip().endswith("between")
    if not between and not SEPARATOR.fullmatch(gap):
        return None
    if isinstance(one.core, Calendar) and isinstance(two.core, Calendar):
        return replace(one, end=two.end, core=Stretch(one.core, two.core), mod=None) if alike(one.core, two.core) else None
    if "-" in gap or one.mod or two.mod or not (is_daylike(one) and is_daylike(two)):
        return None
    return replace(one, end=two.end, core=Stretch(one.core, two.core))


def lasting_pair(one: Form, two: Form, gap: str, copy: str) -> Form | None:
    """Join "two years and six months", "two days after 3 May", "three weeks from tomorrow"."""
    assert isinstance(one.core, Fixed)
    length = COUNTED.fullmatch(one.core.value.timex3) if one.core.value.type == "DURATION" else None
    if length is None:
        return None
    if isinstance(two.core, Fixed) and gap in (" and ", " "):
        return added(one, two)
    if gap.lower() not in (" from ", " after ", " before ", " prior to ", " on ") or not is_daylike(two) or two.part or two.clock:
        return None
    if copy[max(0, one.start - 5) : one.start].lower().endswith("for ") or not isinstance(two.core, (Calendar, Shift, Named)) or length[1] or "." in length[2]:
        # "for three days from Monday" lasts three days
        return None
    unit = {"D": "day", "W": "week", "M": "month", "Y": "year"}.get(length[3])
    weekday = isinstance(two.core, Calendar) and two.core.month is None
    if unit is None or (gap == " on " and not (weekday and unit == "week")) or (isinstance(two.core, Calendar) and two.core.unit != "day"):
        return None
    return replace(one, end=two.end, core=Counted(unit, length[2], -1 if gap.lower() in (" before ", " prior to ") else 1, two.core), check="none")


def added(one: Form, two: Form) -> Form | None:
    """Join two durations, the longer unit first."""
    assert isinstance(one.core, Fixed)
    assert isinstance(two.core, Fixed)
    first, second = (COUNTED.fullmatch(form.core.value.timex3) for form in (one, two) if isinstance(form.core, Fixed))
    if first is None or second is None or two.core.value.type != "DURATION" or first[1]:
        return None
    units = [m[1] + m[3] for m in (first, second)]
    if any(unit not in DESCENDING for unit in units) or DESCENDING.index(units[0]) >= DESCENDING.index(units[1]):
        return None
    timex = f"P{first[2]}{first[3]}" + (f"T{second[2]}{second[3]}" if second[1] else f"{second[2]}{second[3]}")
    return replace(one, end=two.end, core=Fixed(Value("DURATION", timex, None, two.core.value.granularity)))


def is_daylike(form: Form) -> bool:
    """Whether a form is a day, so that it can have a night."""
    core = form.core
    if isinstance(core, Shift):
        return core.unit.partition(" ")[0] in ("day", "night", "now")
    point = core.point if isinstance(core, (Named, Within)) else core
    return isinstance(point, Calendar) and point.unit == "day"


def is_set(form: Form) -> bool:
    """Whether a form recurs on days: "every Monday", "mornings"."""
    return isinstance(form.core, Fixed) and form.core.value.type == "SET" and form.core.value.granularity in ("day", "part_of_day")


def alike(one: Calendar, two: Calendar) -> bool:
    """Whether one can be the first and the other the last of a stretch: "March–May 2019", not "2019–May"."""
    if one.unit == "year" and two.unit == "year":
        return (one.year or 0) < (two.year or 0)
    if one.unit in ("decade", "century", "season") or two.unit in ("decade", "century", "season"):
        return one.unit == two.unit and (one.season is None or two.year is not None)
    return (one.unit != "year" and two.unit != "year") or (one.year is not None and two.unit == "year" and two.year is not None)
