"""Whether a date that was found has the value that a gold set says.

Where a set's convention differs from claimcite's, it is converted here and nowhere else:

- **Recognizers** gives a weekday or month without a year twice, in the past and in the future: either is right. Its periods end
  on the day after the last ("2016-10" ends on 2016-11-01) or, where two ends are named, on the last: either is right. "since
  August" and "before 2015" are a date with a ``relation`` here, an open period there. "Two years ago" is a year here, a day
  there: the year that holds the day is right. "The next three days" is a duration here, a period there: the same length is right.
  "Early next week" is the week with a mod here, its first half there. "A few", "several" and "a couple" are 2 or 3 there, no
  figure here (a guess is none): the unit must be right. "03/07/2017" is March there and open here: a value that leaves open what
  the figures leave open is right. A night is a day there. Cases that it marks as not for Python are left out.
- **MEANTIME** has no intervals: each end of one is a TIMEX3 of its own, so that an interval here is its two ends there; its mods
  stand beside the value, ours in it; its weeks are counted from 1 January, so that their numbers may differ by one; "now" is
  PRESENT_REF or the day. Only the six first sentences were annotated, the rest is not read.
- **GUM** writes the days that a date covers: a decade, a century, a season are compared by their days, of which a century here
  starts a year later; "the past three years" is a duration here, and right if it is as long. Each end of an interval is a date of
  its own. ``notBefore`` and ``notAfter`` bound a date: one between them is right, and a vague one ("recent years") that points that
  way. It writes half of what is "early" or "late", here a mod, four months for a season, weeks from Sunday on. It annotates neither durations nor sets nor
  "now", so that no precision is counted.
- **re3d** has spans and no values, whole phrases ("the past two weeks of fighting").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from claimcite.annotate.dates.timex import bounds, day_of
from claimcite.records import Date
from claimcite.report.date_gold import GoldDate

SECONDS: Final = {"S": 1.0, "H": 3600.0, "D": 86400.0, "NI": 86400.0, "W": 604800.0, "WE": 172800.0, "M": 2592000.0, "Q": 7776000.0,
           "Y": 31536000.0, "DE": 315360000.0, "CE": 3153600000.0, "TM": 60.0, "TS": 1.0, "TH": 3600.0}  # fmt: skip
VAGUE: Final = re.compile(r"\b(?:few|several|couple|some|many)\b", re.IGNORECASE)
COUNTED_ON: Final = re.compile(r"\b(?P<unit>day|week|month|year|decade)s?\b.*\b(?:ago|later|from (?:now|today)|hence|earlier|back)\b|\bin\b.*\b(?P<unit2>week|month|year)s?$", re.IGNORECASE)


def is_interval(date: Date) -> bool:
    """Whether a date runs from one point to another, both named."""
    return "/" in date.timex3


def same_days(date: Date, gold: GoldDate, words: str) -> bool:
    """Whether a date covers the days that GUM says."""
    said = gold.said[0]
    when, first, last = (said.get(key) for key in ("when", "from", "to"))
    if "--" in (when or "", (first or "")[:2]):
        return False
    if (when or first or last or "").startswith("--"):
        return same_yearless(date, (when or first or "")[2:], (when or last or "")[2:])
    if when:
        return any(same_ends(date, year, year) for year in astronomical(when)) or ago(date, when, words)
    if first or last:
        return same_ends(date, first, last) or as_long(date, first, last) or part_of(date, first, last)
    return bounded(date, said.get("notBefore"), said.get("notAfter"))


def bounded(date: Date, first: str | None, last: str | None) -> bool:
    """Whether a date lies between GUM's bounds; one that has no days must be as long, or point the same way ("recent years")."""
    lower, upper = bounds(first)[0], bounds(last)[1]
    if date.earliest is not None and date.latest is not None:
        return ((lower or "") <= date.earliest and date.latest <= (upper or "9")) or (not first and date.latest == upper) or (not last and date.earliest == lower)
    if first and last:
        return as_long(date, first, last)
    return date.timex3 == ("FUTURE_REF" if first else "PAST_REF") or (date.type == "DURATION" and "X" in date.timex3)


def ago(date: Date, when: str, words: str) -> bool:
    """Whether "two years ago" is the year that holds the day of GUM."""
    counted, (early, late) = COUNTED_ON.search(words), bounds(when)
    unit = (counted["unit"] or counted["unit2"] or "").lower() if counted else ""
    return bool(early and late and date.earliest and date.latest) and date.granularity == unit and str(date.earliest) <= str(early) and str(late) <= str(date.latest)


def part_of(date: Date, first: str | None, last: str | None) -> bool:
    """Whether GUM writes a part of what claimcite gives whole: "early 1980s" until 1985, "this week" until the day of writing.

    Weeks begin on Sunday there.
    """
    early, late = bounds(first)[0], bounds(last)[1]
    if early is None or late is None or date.earliest is None or date.latest is None:
        return False
    if date.granularity == "week":
        return (before(date.earliest) or "") <= early <= late <= date.latest or early == date.earliest
    return ";mod=" in date.timex3 and date.earliest <= early and late <= date.latest


def astronomical(when: str) -> tuple[str, ...]:
    """Return a year before our era as GUM counts (3000 BC is -3000) and as EDTF does (-2999); any other value as it is.

    >>> astronomical("-3000"), astronomical("2019-05")
    (('-3000', '-2999'), ('2019-05',))
    """
    return (when, f"-{int(when[1:5]) - 1:04d}{when[5:]}") if re.match(r"-\d{4}", when) else (when,)


def same_yearless(date: Date, first: str, last: str) -> bool:
    """Whether a date that belongs to no year has GUM's month and day, be it alone or as an end of an interval.

    A season runs over four months there, over three here.
    """
    if not date.timex3.startswith("XXXX"):
        return False
    ends = [part.removeprefix("XXXX-") for part in date.timex3.partition(";")[0].split("/")]
    seasons = {"SP": "03", "SU": "06", "FA": "09", "WI": "12"}
    return first in (*ends, *(seasons.get(end) for end in ends)) or (first == last and first in ends)


def same_ends(date: Date, first: str | None, last: str | None) -> bool:
    """Whether a date begins and ends as GUM says, or an interval does so with one of its ends.

    A century begins in its year 1 here and in the year before there; "the end of 1990" is its December here.
    """
    early, late = bounds(first)[0], bounds(last)[1]
    if (date.earliest, date.latest) == (early, late) or (first is None and date.latest == late) or (last is None and date.earliest == early):
        return True
    if is_interval(date) and first == last:
        return early == date.earliest or late == date.latest
    if first == last and ";mod=" in date.timex3:
        return date.timex3.partition(";")[0] == first
    if date.granularity == "season" and date.earliest and early == date.earliest:
        # four months there, three here
        return True
    if date.granularity == "decade" and date.earliest and early and date.earliest[:3] == early[:3]:
        return True
    return date.granularity == "century" and early is not None and date.earliest is not None and abs(int(date.earliest[:4]) - int(early[:4])) <= 1


def as_long(date: Date, first: str | None, last: str | None) -> bool:
    """Whether a duration ("the past three years") is as long as the stretch that GUM writes, a fiftieth more or less."""
    start, end, length = day_of(bounds(first)[0]), day_of(bounds(last)[1]), seconds(date.timex3.partition(";")[0])
    return bool(date.type == "DURATION" and start and end and length and abs((end - start).days + 1 - length / 86400) <= max(1, length / 86400 / 50))


def same_timex(date: Date, gold: GoldDate, words: str) -> bool:
    """Whether a date has MEANTIME's value; an interval may have it as one of its ends, or be as long ("from 2009 to 2011": P2Y)."""
    value, ours = iso(gold.said[0].get("timex", "").strip()), date.timex3.partition(";")[0]
    if gold.kind == "DURATION" and is_interval(date):
        first, last = (day_of(edge and edge[:4] + "-01-01") for edge in (date.earliest, date.latest))
        return bool(first and last and same_length(f"P{last.year - first.year}Y", value))
    if (weeks := [re.match(r"(\d{4})-W(\d\d)(-WE)?$", week) for week in (ours, value)]) and weeks[0] and weeks[1]:
        return weeks[0][1] == weeks[1][1] and weeks[0][3] == weeks[1][3] and abs(int(weeks[0][2]) - int(weeks[1][2])) <= 1
    ends = {ours, *ours.split("/"), *(ends_of(date) if is_interval(date) else ()), *([date.edtf] if ours == "PRESENT_REF" and date.edtf else [])}
    return value in ends or value.rstrip("X-") in {end.rstrip("X-") for end in ends if "W" not in end} or same_length(ours, value)


def ends_of(date: Date) -> Iterator[str]:
    """Yield the ends of an interval as days and as months."""
    for day in (date.earliest, date.latest):
        if day:
            yield from (day, day[:7])


def iso(value: str) -> str:
    """Turn round what MEANTIME's annotators wrote in another order.

    >>> iso("03-02-2009"), iso("PM6"), iso("P6M")
    ('2009-02-03', 'P6M', 'P6M')
    """
    value = re.sub(r"^(\d\d)-(\d\d)-(\d{4})$", r"\3-\2-\1", value)
    return re.sub(r"^P([YMWD])(\d+)$", r"P\2\1", value)


def same_length(one: str, other: str) -> bool:
    """Whether two durations are as long.

    >>> same_length("PT1.5H", "PT90M"), same_length("P2W", "P2M"), same_length("PXY", "PXY")
    (True, False, True)
    """
    lengths = seconds(one), seconds(other)
    return one == other or (lengths[0] is not None and lengths[0] == lengths[1])


def seconds(timex: str) -> float | None:
    """Return how long a duration is, a month of 30 days, a year of 365; None where it has no figure.

    >>> seconds("P1DT12H"), seconds("PXM") is None
    (129600.0, True)
    """
    if not re.fullmatch(r"P(?=.)(?:[\d.]+[A-Z]+?)*(?:T(?:[\d.]+[HMS])+)?", timex):
        return None
    days, _, clock = timex[1:].partition("T")
    parts = re.findall(r"([\d.]+)([A-Z]+)", days) + [(n, "T" + unit) for n, unit in re.findall(r"([\d.]+)([HMS])", clock)]
    return sum(float(n) * SECONDS[unit] for n, unit in parts) if parts and all(unit in SECONDS for _, unit in parts) else None


def same_recognized(date: Date, gold: GoldDate, words: str) -> bool:
    """Whether a date has one of the values that Recognizers gives."""
    return any(same_resolution(date, gold.kind, said, words) for said in gold.said)


def same_resolution(date: Date, kind: str, said: Mapping[str, str], words: str) -> bool:
    """Whether a date has one value of Recognizers."""
    timex, ours = said.get("timex", ""), date.timex3.partition(";")[0]
    if kind == "duration":
        return same_length(ours, timex) or (VAGUE.search(words) is not None and "X" in ours and ours.strip("PTX") == re.sub(r"[PT\d.]", "", timex))
    if kind == "set":
        return clocked(ours.removeprefix("XXXX-XX-XX")) == clocked(timex) or same_length(ours, timex)
    if "time" in kind:
        return same_time(date, ours, said)
    if kind == "daterange":
        return same_period(date, ours, said)
    return same_day(date, said, words)


def same_day(date: Date, said: Mapping[str, str], words: str) -> bool:
    """Whether a date is a day of Recognizers, or holds it where the text counts in longer units, or leaves open what figures do."""
    day = said.get("value") or said.get("start")
    if not day or day_of(day) is None or day in ("0001-01-01", "not resolved"):
        # there is no such day
        return day is not None and date.edtf is None
    if date.earliest == day == date.latest:
        return True
    if date.edtf is None and re.fullmatch(r"[\d/., -]+", words):
        return re.fullmatch(date.timex3.replace("X", r"\d"), day) is not None
    counted = COUNTED_ON.search(words)
    if counted and date.earliest and date.latest:
        return date.granularity == (counted["unit"] or counted["unit2"] or "").lower() and date.earliest <= day <= date.latest
    return VAGUE.search(words) is not None and date.edtf is None and counted is not None and date.granularity == (counted["unit"] or "").lower()


def same_period(date: Date, ours: str, said: Mapping[str, str]) -> bool:
    """Whether a date covers a period of Recognizers, whose end may be the day after the last."""
    mod, timex = said.get("Mod", ""), said.get("timex", "")
    length = timex.rstrip(")").rpartition(",")[2] if timex.startswith("(") else ""
    if date.type == "DURATION":
        return bool(length) and (same_length(ours, length) or ("X" in ours and ours.strip("PTX") == re.sub(r"[PT\d.]", "", length)))
    if not said.get("start") and not said.get("end"):
        return ours == timex or (date.edtf is not None and timex in (ours[5:], ours))
    start, end = said.get("start"), said.get("end")
    lasts = (end, before(end))
    if ours == timex and (mod in ("start", "mid", "end") or ";mod=" in date.timex3):
        return True
    if start and end:
        return date.earliest == start and date.latest in lasts
    if start:
        return date.relation in ("since", "after", "at") and (date.earliest == start or before(start) == date.latest)
    return date.relation in ("until", "before", "at") and (date.earliest == end or date.latest in lasts)


def before(day: str | None) -> str | None:
    """Return the day before."""
    read = day_of(day)
    return read.fromordinal(read.toordinal() - 1).isoformat() if read and read.toordinal() > 1 else None


def same_time(date: Date, ours: str, said: Mapping[str, str]) -> bool:
    """Whether a date has a time of the day, or runs from one to another, on the day that Recognizers names, to the minute."""
    timex = said.get("timex", "")
    day = (said.get("value") or said.get("start") or "")[:10]
    ends, theirs = [end.partition("T")[2] for end in ours.split("/")], [end.partition("T")[2] for end in timex.strip("()").split(",")[:2] if "T" in end]
    if timex == "PRESENT_REF":
        return ours == timex
    same = [clocked(end) for end in ends] == [clocked(end) for end in theirs] != [""]
    return same and (day_of(day) is None or timex.strip("(")[0] == "T" or day in ours)


def clocked(text: str) -> str:
    """Write a time to the minute, without its zone.

    >>> clocked("T16"), clocked("08:00:31"), clocked("T10:15Z"), clocked("TMO")
    ('16:00', '08:00', '10:15', 'MO')
    """
    found = re.search(r"T?(\d\d)(?::(\d\d))?(?::\d\d)?(?:Z|[+-]\d.*)?$", text)
    if text.startswith(("P", "XXXX")) and "T" not in text:
        return text
    head = text.rpartition("T")[0]
    return (head + " " if head else "") + f"{found[1]}:{found[2] or '00'}" if found else text.removeprefix("T")
