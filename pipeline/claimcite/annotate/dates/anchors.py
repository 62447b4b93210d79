"""What a point of the calendar counts from: the document's date, a date before it in the text, the year of a heading; and which way."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final, Literal

from claimcite.annotate.dates.feasts import feast_day
from claimcite.annotate.dates.forms import Calendar
from claimcite.annotate.dates.timex import (
    GRAINS,
    UNKNOWN_YEAR,
    Value,
    bounds,
    coarser,
    day_of,
    is_day,
    of_century,
    of_day,
    of_decade,
    of_month,
    of_season,
    of_year,
    shifted_day,
)
from claimcite.records import Anchor, Date, Granularity

#: "The council meets on Friday": the present speaks of a day to come, but of a month that is over.
#: "It can get cold in January" speaks of every one of them ("always").
Tense = Literal["past", "present", "future", "open", "always"]
Resolved = tuple[Value, Anchor | None]
#: Tenses in which a day is one to come: "The council meets on Friday", "The polls are open on Sunday".
TO_COME: Final[tuple[Tense, ...]] = ("future", "present", "always")


@dataclass(frozen=True, slots=True)
class Setting:
    """What a form can count from. ``near``: dates of this sentence and the two before, nearest first; ``far``: all before.

    ``opening``: the form stands first in its sentence. In a ``history`` most dates say their year: one without a year is of the year that the text is at.
    """

    document: Anchor | None
    tense: Tense = "open"
    near: tuple[Date, ...] = ()
    far: tuple[Date, ...] = ()
    same: tuple[Date, ...] = ()
    heading: Anchor | None = None
    history: bool = False
    opening: bool = False

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
            if back and not self.nearest and today and date.earliest and date.earliest > today:
                continue
            if date.relation != "compared" and date.earliest and date.latest and not coarser(date.granularity, limit):
                return date, Anchor("text", date.edtf or date.earliest, date.span)
        return None

    def last_told(self, unit: str) -> tuple[Date, Anchor] | None:
        """Return the last date of the text that is fine enough: "In 1920 … (three sentences) … One year later"."""
        limit = GRAINS.get(unit) or "day"
        for date in [d for d in (self.far) if d.type in ("DATE", "TIME")][:1]:
            if date.relation != "compared" and date.earliest and date.latest and not coarser(date.granularity, limit):
                return date, Anchor("text", date.edtf or date.earliest, date.span)
        return None


def full(c: Calendar, year: int) -> Value | None:
    """Return the value of a point in a year; None where there is no such day."""
    if c.feast:
        feast = feast_day(c.feast, year)
        return of_day(feast) if feast else None
    if c.unit == "day" and c.month and c.day:
        return of_day(dt.date(year, c.month, c.day)) if is_day(year, c.month, c.day) else None
    if c.unit == "month" and c.month:
        return of_month(year, c.month)
    if c.unit == "season" and c.season:
        return of_season(year, c.season)
    if c.unit == "decade":
        return of_decade(year)
    if c.unit == "century":
        # "the 1700s" begin with 1700, the 18th century with 1701
        return Value("DATE", f"{year // 100}", f"{year}/{year + 99}", "century") if year % 100 == 0 else of_century((year + 99) // 100)
    return of_year(year)


def partial(c: Calendar) -> Value:
    """Return the value of a point whose year, or week, is not known."""
    grain: Granularity = c.unit
    if c.feast or (c.month is None and c.day is not None):
        return Value("DATE", f"{UNKNOWN_YEAR}-{c.feast[:2] if c.feast and c.feast[0].isdigit() else 'XX'}-{c.day or 'XX':>02}", None, grain)
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
    if c.month is None and c.season is None and c.feast is None:
        return weekday(c, setting) if c.day is None else numbered(c, setting)
    if setting.tense == "always" and c.unit in ("season", "month"):
        # "It can get cold in the winter": no winter of a year
        return partial(c), None
    if setting.history and (found := year_of_text(c, setting)):
        return found
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
        # a weekday that is none of the day's in the years around is a slip
        spans = [s for s in spans if s[0].weekday() == c.weekday and abs(s[0].year - now.year) <= 1] or spans
    if not spans:
        return None
    if (c.weekday is not None and spans[0][0].weekday() == c.weekday) or (setting.nearest and c.unit == "day" and setting.tense not in TO_COME):
        return min(spans, key=lambda s: abs((s[0] - now).days))[2]
    if c.unit == "day":
        return nearest_side(spans, now, ahead=setting.tense in TO_COME)
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

    Days and months say where the story is; years alone ("built in 1984") may be history. January follows on December, but "the
    March truce" does not follow on October. In a text that tells of years gone by the last year that it named is meant.
    """
    told = [d for d in setting.far if d.relation != "compared" and d.edtf and d.earliest and day_of(d.earliest)]
    fine = [d for d in told if d.granularity in ("minute", "part_of_day", "day")] or [d for d in told if d.granularity == "month"] or told
    for date in fine[:1]:
        start = day_of(date.latest) or day_of(date.earliest)
        assert start is not None
        month = c.month or 1
        year = start.year + (date.granularity != "year" and 1 <= month + 12 - start.month <= 3)
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
    if setting.tense in TO_COME:
        steps = (-back) % 7
    elif setting.nearest:
        steps = -back if back <= 3 else 7 - back
    else:
        steps = -back
    found = shifted_day(day, steps)
    return (of_day(found), anchor) if found else (partial(c), None)


def numbered(c: Calendar, setting: Setting) -> Resolved:
    """Return which day "the 22nd" or "Friday the 13th" is: of the month that the text is at, else as a weekday is counted."""
    assert c.day is not None
    if c.weekday is None:
        for date in setting.near:
            told = day_of(date.edtf)
            if told and date.relation != "compared" and is_day(told.year, told.month, c.day):
                return of_day(dt.date(told.year, told.month, c.day)), Anchor("text", told.isoformat(), date.span)
    now = setting.now("day")
    if now is None:
        return partial(c), None
    months = [divmod(12 * now[0].year + now[0].month - 1 + n, 12) for n in range(-24, 25)]
    days = [dt.date(year, month + 1, c.day) for year, month in months if is_day(year, month + 1, c.day)]
    if c.weekday is not None:
        days = [day for day in days if day.weekday() == c.weekday]
    elif setting.tense in TO_COME:
        days = [day for day in days if day >= now[0]]
    elif not setting.nearest:
        days = [day for day in days if day <= now[0]]
    found = min(days, key=lambda day: abs((day - now[0]).days), default=None)
    return (of_day(found), now[1]) if found else (partial(c), None)
