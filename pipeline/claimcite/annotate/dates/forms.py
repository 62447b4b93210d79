"""What the grammar of time expressions reads: forms, before anything is known about when the text was written."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from claimcite.annotate.dates.timex import Value
from claimcite.lexicon import DateWords

Base = Literal["now", "text", "either"]
#: What must be checked against the parse before a form counts.
Check = Literal["none", "month", "weekday", "year", "early", "season", "one", "bare", "duration", "named", "clock", "after", "set", "day", "edge", "slashed", "part", "told", "ahead"]
#: Kinds of words and figures; a rule is tried only where one of its kind stands.
Near = Literal["month", "weekday", "year", "figures", "ordinal", "spoken", "unit", "season", "quarter", "holiday", "era", "clock", "part", "word", "often", "decade"]


@dataclass(frozen=True, slots=True)
class Calendar:
    """A point of the calendar as far as the text says it. ``unit`` is how fine it is; ``season`` also holds quarters and halves
    (Q1, H2); ``feast`` is the rule of a holiday that moves ("11-thu4").
    """

    unit: Literal["day", "month", "season", "year", "decade", "century"]
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None
    feast: str | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """So many units on from now or from a date of the text: "last week", "three days later".

    An ``exact`` one counts days ("a week ago"), the others whole units of the calendar ("last week").
    """

    unit: str
    amount: str
    sign: Literal[-1, 0, 1]
    base: Base
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A point of the calendar before or after now or a date of the text: "last October", "the following Monday".

    ``week``: "next Monday" is that of the next week.
    """

    point: Calendar
    sign: Literal[-1, 0, 1]
    base: Base
    week: bool = False


Point = Calendar | Shift | Named


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one point to another; ``last`` is None in "December 2022–present"."""

    first: Point
    last: Point | None


@dataclass(frozen=True, slots=True)
class Counted:
    """So many units before or after a point that is named: "two days after 3 May", "three weeks from tomorrow"."""

    unit: str
    amount: str
    sign: Literal[-1, 1]
    point: Point


@dataclass(frozen=True, slots=True)
class Ahead:
    """ "in three weeks": a point where the text looks ahead ("will leave in three weeks"), else it says how long something took."""

    shift: Shift
    lasting: Value


@dataclass(frozen=True, slots=True)
class Fixed:
    """What has its value whenever it was written: durations, sets, "recent months"."""

    value: Value


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of the day, or from one to another; ``zone`` is in minutes east of Greenwich."""

    minute: int
    zone: int | None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """A part of a day that the text names elsewhere: "in the morning"."""

    part: str


@dataclass(frozen=True, slots=True)
class Within:
    """A point in a stretch that counts from something: "in March last year", "on Monday of last week"."""

    point: Calendar
    whole: Shift


@dataclass(frozen=True, slots=True)
class Days:
    """Days of a month that counts from something: "from the 4th to the 23rd of next month"."""

    first: int
    last: int
    whole: Shift


@dataclass(frozen=True, slots=True)
class Remainder:
    """What is left of a unit: "for the rest of the week"."""

    unit: str


Core = Calendar | Stretch | Shift | Named | Fixed | Clock | Within | Counted | Ahead | Hours | Days | Remainder


@dataclass(frozen=True, slots=True)
class Form:
    """A form with its place in the copy that is read.

    ``part`` is a part of the day (TIMEX3 code), ``mod`` START, MID, END, WHOLE, WEEK or a part as "nth 1 3 month".
    """

    start: int
    end: int
    core: Core
    check: Check = "none"
    part: str | None = None
    clock: Clock | None = None
    mod: str | None = None


Build = Callable[[re.Match[str], DateWords], Core | None]
#: A rule as it is written: pattern, how its match is read (None: it is no time expression after all), check, and near what it is tried.
RuleText = tuple[str, Build, Check, Near]


class Rule(NamedTuple):
    """A compiled rule."""

    pattern: re.Pattern[str]
    build: Build
    check: Check
    near: Near
