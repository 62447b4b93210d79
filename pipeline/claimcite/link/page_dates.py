"""Days of publication and of change, as pages write them: in their own time zone.

A reader of "Tuesday" means the Tuesday of the newsroom. So the day of a date with an offset is the day as printed
("2026-10-26T23:30:00-05:00" is 26 October), and an instant in UTC that stands in a page's head is brought to the day that the page
shows its readers, where one of these tells: the same instant printed on the newsroom's clock ("Nov. 18, 2019 7:04 pm ET" for
"2019-11-19T00:04:00Z"), or a printed day, or one in the address, next to that of the instant and within the reach of a zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from claimcite.link.dates import CLOCK, EPOCH, ISO, SLASHED, agree, joined, parse_date, zone

#: Languages that write the year first: for them 03/04/2020 is not known to begin with the day.
YEAR_FIRST = frozenset({"zh", "ja", "ko", "hu", "lt", "mn", "fa"})
#: Endings of domains in whose English the day comes first, and in whose English the month does.
DAY_FIRST = frozenset(
    re.findall(
        r"\w+",
        "ae at au bd be bg bh br bw by ch cl cm cy cz de dk ee eg es et eu fi fr gh gr hk hr id ie il in iq ir is it jm jo ke kw kz lb lk lu lv ly ma mt mx my "
        "ng nl no np nz om pe pk pl ps pt qa ro rs ru sa sd se sg si sk so sy th tn tr tt tz ua ug uk uz ve vn ye za zm zw",
    )
)
MONTH_FIRST = frozenset({"us", "gov", "mil", "edu"})
#: A year with a clock time behind it and no space: what stood in two elements, "Nov 20, 2019" and "4:29 AM".
GLUED = re.compile(r"((?<!\d)(?:19|20)\d\d)(?=\d{1,2}:\d\d)")
#: Newsrooms' zones, in minutes: from that of Los Angeles to that of Auckland in its summer.
WEST, EAST = -8 * 60, 13 * 60
#: How far two clocks may be apart, in minutes, when both are printed: some systems convert twice.
REACH = 14 * 60
#: Two statements of one instant differ by a multiple of a quarter of an hour, give or take the seconds that one of them leaves out.
QUARTER, SLACK = timedelta(minutes=15), timedelta(seconds=90)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as printed: ``edtf`` without time of day; ``clock`` and ``offset`` (minutes east) where they are stated."""

    edtf: str
    clock: datetime | None = None
    offset: int | None = None

    @property
    def instant(self) -> datetime | None:
        """The moment in UTC, where the zone is known."""
        return self.clock - timedelta(minutes=self.offset) if self.clock is not None and self.offset is not None else None

    @property
    def value(self) -> str:
        """EDTF: the instant in UTC if it falls on the printed day, else the day alone."""
        instant = self.instant
        if instant is None or instant.date().isoformat() != self.edtf:
            return self.edtf
        return instant.strftime("%Y-%m-%dT%H:%M:%SZ")


def read_moment(text: str, *, day_first: bool | None = None) -> Moment | None:
    """Return the date that a text prints, or None for one that names no year, no such day, or may be read in two ways.

    >>> read_moment("2020-10-26T23:30:00-05:00").value, read_moment("26 Oct 2020 21:30 GMT").value
    ('2020-10-26', '2020-10-26T21:30:00Z')
    >>> read_moment("05/10/2018"), read_moment("05/10/2018", day_first=True).value, read_moment("0000-00-00"), read_moment("2 days ago")
    (None, '2018-10-05', None, None)
    """
    text = GLUED.sub(r"\1 ", re.sub(r"(?<=\d)@(?=\d)", " ", " ".join(text.split()).strip(" ,.;()[]|·"))[:200])
    if re.match(r"0\d{3}-", text):  # how some systems print that they know no date: "0001-01-01T00:00:00Z"
        return None
    if EPOCH.match(text):
        stamp = datetime.fromtimestamp(int(text[:10]), UTC).replace(tzinfo=None)
        return Moment(stamp.date().isoformat(), stamp, 0)
    value, found = in_order(text, day_first=day_first) or parse_date(text) or "", clock_in(text)
    if found is not None and found[1] is not None and "T" in value:  # in UTC: back to the printed day
        value = (datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ") + timedelta(minutes=found[1])).date().isoformat()
    day = value.partition("T")[0]
    if not re.match(r"(?:1[89]|20)\d\d", day):
        return None
    if found is None or len(day) != len("2020-10-26"):
        return Moment(day)
    return Moment(day, datetime.combine(date.fromisoformat(day), datetime.min.time()) + timedelta(seconds=found[0]), found[1])


def in_order(text: str, *, day_first: bool | None) -> str | None:
    """Read 03/04/2020 in the order that the language or the site's country gives."""
    match = SLASHED.match(text)
    if match is None or day_first is None:
        return None
    return joined(match["year"], *((match["b"], match["a"]) if day_first else (match["a"], match["b"])))


def clock_in(text: str) -> tuple[int, int | None] | None:
    """Return the time of day in seconds, and the minutes east of Greenwich if the zone is known.

    >>> clock_in("2020-10-26T23:30:00-05:00"), clock_in("Nov. 18, 2019 7:04 pm ET"), clock_in("2016.12.01")
    ((84600, -300), (68640, None), None)
    """
    iso = ISO.match(text)
    rest = re.sub(r"(?<!\d)(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{4})(?!\d)", " ", text)
    match = CLOCK.search(rest) if iso is None else CLOCK.match(f"{iso['hour']}:{iso['minute']}:{iso['second'] or '00'} {iso['zone'] or ''}") if iso["hour"] else None
    if match is None:
        return None
    hour, half = int(match["hour"]), (match["half"] or match["only"] or "").lower()
    hour = hour % 12 + (12 if half.startswith("p") else 0) if half and 1 <= hour <= 12 else hour
    seconds = hour * 3600 + int(match["minute"] or 0) * 60 + int(match["second"] or 0)
    return (seconds, zone(match["zone"] or "")) if seconds < 86_400 else None


def order_of(languages: Iterable[str | None], host: str | None) -> bool | None:
    """Return whether a page writes the day before the month; None where neither its languages nor its domain tell.

    >>> order_of(["pt"], "pela.org"), order_of(["en"], "pela.co.uk"), order_of(["en", None], "pela.com"), order_of(["ja"], None)
    (True, True, None, None)
    """
    known = {language for language in languages if language is not None}
    if known - {"en"}:
        return None if known & YEAR_FIRST else True
    ending = (host or "").rpartition(".")[2]
    return True if ending in DAY_FIRST else False if ending in MONTH_FIRST else None


def at_home(stated: Moment, shown: Sequence[Moment], pairs: Iterable[tuple[Moment, Moment]]) -> Moment:
    """Return a moment of a page's head on the day of the newsroom.

    ``shown`` is what the page prints for the same event, the surest first; ``pairs`` are instants with what the page prints for them,
    from which the newsroom's offset can be told. The same instant on another clock tells first, then the offset, then a day alone.

    >>> utc, printed = read_moment("2019-11-19T00:04:00Z"), read_moment("Nov. 18, 2019 7:04 pm ET")
    >>> at_home(utc, [printed], []).value, at_home(utc, [read_moment("14 November 2019")], []).value
    ('2019-11-18', '2019-11-19T00:04:00Z')
    """
    instant = stated.instant
    if instant is None:
        return stated
    for other in shown:
        if other.clock is not None and same_moment(other.clock - instant, REACH, REACH):
            return stated if other.edtf == stated.edtf else Moment(other.edtf)
    if stated.offset:
        return stated
    for moment, printed in pairs:
        if (offset := offset_between(moment, printed)) is not None:
            return Moment((instant + offset).date().isoformat(), instant + offset, int(offset.total_seconds() // 60))
    return next((stated if other.edtf == stated.edtf else Moment(other.edtf) for other in shown if may_be_day_of(instant, other.edtf)), stated)


def may_be_day_of(instant: datetime, day: str) -> bool:
    """Whether an instant falls on a day in some newsroom's zone."""
    if len(day) != len("2020-10-26"):
        return False
    start = datetime.fromisoformat(day)
    return instant + timedelta(minutes=WEST) < start + timedelta(days=1) and instant + timedelta(minutes=EAST) >= start


def may_agree(one: Moment, other: Moment) -> bool:
    """Whether two dates may be the same day: one may be coarser, or an instant in UTC whose newsroom's day is the other.

    >>> may_agree(read_moment("2019-11-18"), read_moment("2019-11-19T00:04:00Z")), may_agree(read_moment("2019-11-18"), read_moment("2019-11-20"))
    (True, False)
    """
    pairs = ((one, other), (other, one))
    return agree(one.edtf, other.edtf) or any(a.instant is not None and may_be_day_of(a.instant, b.edtf) for a, b in pairs)


def same_moment(difference: timedelta, west: int, east: int) -> bool:
    """Whether a difference between two clocks may be that of their zones: a multiple of a quarter of an hour, within bounds in minutes."""
    quarters = round(difference / QUARTER)
    return abs(difference - quarters * QUARTER) <= SLACK and -west <= quarters * 15 <= east


def offset_between(moment: Moment, printed: Moment) -> timedelta | None:
    """Return the offset of the zone in which ``printed`` is the same instant, if there is such a zone."""
    if moment.instant is None or printed.clock is None or not same_moment(printed.clock - moment.instant, -WEST, EAST):
        return None
    return round((printed.clock - moment.instant) / QUARTER) * QUARTER or None
