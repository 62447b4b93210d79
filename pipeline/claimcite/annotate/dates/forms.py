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
Check = Literal["none", "month", "weekday", "year", "season", "one", "bare", "duration", "named", "clock", "after", "set", "day", "edge"]


@dataclass(frozen=True, slots=True)
class Calendar:
    """A point of the calendar as far as the text says it. ``unit`` is how fine it is; ``season`` also holds quarters (Q1)."""

    unit: Literal["day", "month", "season", "year", "decade", "century"]
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one point to another; ``last`` is None in "December 2022–present"."""

    first: Calendar
    last: Calendar | None


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
    """A point of the calendar before or after now or a date of the text: "last October", "the following Monday"."""

    point: Calendar
    sign: Literal[-1, 0, 1]
    base: Base


@dataclass(frozen=True, slots=True)
class Fixed:
    """What has its value whenever it was written: durations, sets, "recent months"."""

    value: Value


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of the day; ``zone`` is in minutes east of Greenwich."""

    minute: int
    zone: int | None


@dataclass(frozen=True, slots=True)
class Within:
    """A point in a stretch that counts from something: "in March last year", "on Monday of last week"."""

    point: Calendar
    whole: Shift


Core = Calendar | Stretch | Shift | Named | Fixed | Clock | Within


@dataclass(frozen=True, slots=True)
class Form:
    """A form with its place in the copy that is read.

    ``part`` is a part of the day (TIMEX3 code), ``mod`` START, MID, END, WHOLE or a part as "first 3 month".
    """

    start: int
    end: int
    core: Core
    check: Check = "none"
    part: str | None = None
    clock: Clock | None = None
    mod: str | None = None


class Rule(NamedTuple):
    """A pattern, how its match is read (None: it is no time expression after all), and what is to be checked."""

    pattern: re.Pattern[str]
    build: Callable[[re.Match[str], DateWords], Core | None]
    check: Check = "none"
