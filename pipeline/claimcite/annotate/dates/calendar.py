"""The calendar part of the grammar of time expressions: days, months, years, clock times."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from claimcite.annotate.dates.forms import Calendar, Check, Clock, Core, Fixed, Stretch
from claimcite.annotate.dates.timex import Value
from claimcite.lexicon import DateWords


def written(pattern: str, pieces: Mapping[str, str]) -> re.Pattern[str]:
    """Compile a pattern in which words in capitals stand for pieces; it matches whole words, in any case.

    >>> written(r"DAY MONTH", {"DAY": r"\\d", "MONTH": "(?:may|june)"}).findall("5 June, 25 May")
    ['5 June']
    """
    body = re.sub(r"(?<![A-Z])[A-Z]{3,}(?![A-Z])", lambda m: pieces[m.group()], pattern)
    return re.compile(rf"(?<!\w)(?:{body})(?!\w)", re.IGNORECASE)


def alternatives(words: object) -> str:
    """Return a pattern for one of several phrases, the longest first; a full stop may follow those of up to five letters."""
    assert isinstance(words, (list, tuple, frozenset, dict, set))
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return "(?:" + "|".join(re.escape(word) for word in ordered) + ")"


def calendar_pieces(words: DateWords) -> dict[str, str]:
    """Return the pieces of the calendar rules."""
    long_months, short_months = [m for m in words.months if len(m) > 4 or m in ("may", "june", "july")], [m for m in words.months if len(m) <= 4]
    long_days, short_days = [d for d in words.weekdays if d.endswith("day")], [d for d in words.weekdays if not d.endswith("day")]
    # The offset of "local time", "ET" and "AST" is not known; they are read all the same, to end the form where it ends.
    zone = f"(?:{alternatives([*words.zones, 'local time', 'local', 'ET', 'PT'])}|(?-i:[A-Z]{{1,4}}T))"
    return {
        "MONTHS": alternatives(long_months),
        "MONTH": f"(?:{alternatives(long_months)}|{alternatives(short_months)}\\b\\.?)",
        "WEEKDAYS": alternatives(long_days),
        "WEEKDAY": f"(?:{alternatives(long_days)}|{alternatives(short_days)}\\b\\.?)",
        "DAY": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?",
        "YEAR": r"(?:1\d{3}|20\d\d|2100)",
        # A year at the end of a form is none if it goes on as a number: "March 12,000".
        "STOP": r"(?![\d%]|[.,:/]\d)",
        "DASH": r" ?[-–—] ?",
        "SEASON": alternatives(words.seasons),
        "HOLIDAY": alternatives(words.holidays),
        "ZONE": rf"(?: ?{zone}| \({zone}\))",
        "HALF": r"(?: ?(?:(?P<a>[ap])\.m\.?|(?P<a2>[ap])m(?![\w])))",
        "ORDINAL": r"(?:\d{1,2}(?:st|nd|rd|th)|" + "|".join(ORDINALS) + "|twenty[- ]first)",
    }


ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"]
DECADES = {word: 10 * n for n, word in enumerate(["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"], 2)}


def month_of(text: str, words: DateWords) -> int:
    """Return the number of a month."""
    return words.months[text.lower().rstrip(".")]


def weekday_of(text: str | None, words: DateWords) -> int | None:
    """Return the number of a weekday, Monday 0."""
    return words.weekdays[text.lower().rstrip(".")] if text else None


def number_of(text: str) -> int:
    """Read the figures of "3rd"."""
    return int(re.sub(r"\D", "", text))


def ordinal_of(text: str) -> int:
    """Read an ordinal.

    >>> ordinal_of("19th"), ordinal_of("Third")
    (19, 3)
    """
    low = text.lower()
    if low[0].isdigit():
        return number_of(low)
    return 21 if low.startswith("twenty") else ORDINALS.index(low) + 1


def day_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "Monday, 26 October 2020"."""
    groups = m.groupdict()
    year = int(groups["y"]) if groups.get("y") else None
    month, day = month_of(m["m"], words), number_of(m["d"])
    return Calendar("day", year, month, day, weekday_of(groups.get("w"), words))


def days_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "7–19 October 2020"."""
    year = int(m["y"]) if m["y"] else None
    month, first, last = month_of(m["m"], words), number_of(m["d"]), number_of(m["e"])
    if first >= last:
        return None
    return Stretch(Calendar("day", year, month, first), Calendar("day", year, month, last))


def figures_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "26/10/2020": only where it can be read in one way."""
    one, two, year = int(m["a"]), int(m["b"]), int(m["y"])
    if m["s"] != "." and one <= 12 and two <= 12 and one != two:
        return Fixed(Value("DATE", f"{year}-XX-XX", None, "day"))
    day, month = (one, two) if two <= 12 else (two, one)
    return Calendar("day", year, month, day) if month <= 12 and day <= 31 and (m["s"] != "." or two <= 12) else None


def iso_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "2020-10-26"."""
    month, day = int(m["m"]), int(m["d"])
    return Calendar("day", int(m["y"]), month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def month_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "March 2019" and "March"."""
    return Calendar("month", int(m["y"]) if m.groupdict().get("y") else None, month_of(m["m"], words))


def weekday_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "Monday"."""
    return Calendar("day", weekday=weekday_of(m["w"], words))


def year_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "2020" and "'82"."""
    year = int(m["y"])
    return Calendar("year", year if year >= 100 else year + (2000 if year < 30 else 1900))


def years_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "2018–19"; "2020-10" is a month where it can be one."""
    first, last = int(m["y"]), int(m["z"])
    if last <= first % 100:
        return Calendar("month", first, last) if m["s"] == "-" and 1 <= last <= 12 else None
    return Stretch(Calendar("year", first), Calendar("year", first - first % 100 + last))


def decade_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "the 1990s", "the '90s", "the nineties"."""
    groups = m.groupdict()
    text = (groups["n"] or groups["k"]).lower()
    if text in DECADES:
        return Calendar("decade", 1900 + DECADES[text])
    number = int(text)
    return Calendar("decade", number if number >= 1000 else number + (1900 if number >= 20 else 2000))


def century_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "the 19th century"."""
    number = ordinal_of(m["n"])
    return Calendar("century", 100 * number - 99) if 1 <= number <= 21 else None


def season_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "the summer of 2015", "the third quarter of 2009" and "Q3 2009"."""
    groups = m.groupdict()
    year = int(groups["y"]) if groups.get("y") else None
    if groups.get("x"):
        return Calendar("season", int(m["v"]), season=m["x"].upper())
    if groups.get("q"):
        text = groups["q"].lower()
        number = int(text[1]) if text[0] == "q" else 4 if text in ("last", "final") else ordinal_of(text)
        return Calendar("season", year, season=f"Q{number}") if number <= 4 else None
    return Calendar("season", year, season=words.seasons[m["s"].lower()])


def holiday_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "Christmas Day 2019"."""
    month, _, day = words.holidays[m["h"].lower()].partition("-")
    return Calendar("day", int(m["y"]) if m["y"] else None, int(month), int(day))


def era_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "44 BC" and "AD 79"; the year before 1 is 0."""
    if m["b"]:
        return Calendar("year", 1 - int(m["b"].replace(",", ""))) if 0 < int(m["b"].replace(",", "")) <= 9999 else None
    return Calendar("year", int(m["a"] or m["c"])) if int(m["a"] or m["c"]) else None


def clock_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "10:15 GMT", "3 p.m.", "0800 UTC", "noon"."""
    groups = m.groupdict()
    if groups.get("word"):
        return Clock(0 if m["word"].lower() == "midnight" else 720, None)
    hour, minute = int(m["h"]), int(groups.get("n") or 0)
    half = (groups.get("a") or groups.get("a2") or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + 12 * (half == "p") if half else hour
    zone = (groups.get("z") or "").strip(" ()").upper()
    return Clock(60 * hour + minute, words.zones.get(zone))


CALENDAR_RULES: tuple[tuple[str, Callable[[re.Match[str], DateWords], Core | None], Check], ...] = (
    # "2020-10-26", with or without the time of a time stamp.
    (r"(?P<y>YEAR)-(?P<m>\d\d)-(?P<d>\d\d)(?:T\d\d:\d\d(?::\d\d)?(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)?STOP", iso_form, "none"),
    (r"(?<![\d./])(?P<a>\d{1,2})(?P<s>[/.])(?P<b>\d{1,2})(?P=s)(?P<y>YEAR)STOP", figures_form, "none"),
    # "7–19 October 2020", "October 7–19, 2020"
    (r"(?P<d>DAY)(?:DASH| to | and | until | through | till )(?P<e>DAY)(?: of)? (?P<m>MONTH)(?:,? (?P<y>YEAR)STOP)?", days_form, "none"),
    (r"(?P<m>MONTH) (?P<d>DAY)(?:DASH| to | and | until | through | till )(?P<e>DAY)STOP(?:,? (?P<y>YEAR)STOP)?", days_form, "none"),
    # "Monday, 26 October 2020", "Monday, October 26, 2020"; "In March 12 people died" is checked.
    (r"(?<!\d[.,:/])(?:(?P<w>WEEKDAY),? (?:the )?)?(?P<d>DAY)(?: of)? (?P<m>MONTH)(?:,? (?:of )?(?P<y>YEAR)STOP)?", day_form, "day"),
    (r"(?:(?P<w>WEEKDAY),? )?(?P<m>MONTH) (?P<d>DAY)STOP(?!-\w)(?:,? (?P<y>YEAR)STOP)?", day_form, "day"),
    (r"(?P<m>MONTH)(?:,| of| in)? (?P<y>YEAR)STOP", month_form, "none"),
    (r"(?P<m>MONTH)", month_form, "month"),
    (r"(?P<w>WEEKDAY)", weekday_form, "weekday"),
    (r"(?<![$€£¥])(?<!\d[.,:/])(?P<y>YEAR)(?P<s>[-–/])(?P<z>\d\d)(?![\d%]|[-–.,:/]\d)", years_form, "year"),
    (r"(?<![$€£¥])(?<!\d[.,:/])(?P<y>YEAR)STOP(?! ?[°%])", year_form, "year"),
    # "'82", after a preposition
    (r"(?:(?<=in )|(?<=of )|(?<=since ))'(?P<y>\d\d)", year_form, "none"),
    (r"(?:the )?(?P<n>[12]\d\d0)(?:s|'s)", decade_form, "none"),
    (r"the (?:early |late |mid-?)?'?(?P<n>[1-9]0)(?:s|'s)|'(?P<k>[1-9]0)s", decade_form, "none"),
    (r"(?:(?<=0s and )|(?<=0s or ))'?(?P<n>[2-9]0)s", decade_form, "none"),
    ("the (?P<n>" + "|".join(DECADES) + ")", decade_form, "none"),
    (r"(?:the )?(?P<n>ORDINAL)[- ]centur(?:y|ies)(?! bce?)", century_form, "none"),
    (r"(?:the )?(?P<s>SEASON)(?:,| of)? (?P<y>YEAR)(?:[-–/](?:YEAR|\d\d))?STOP", season_form, "none"),
    (r"(?:the )?(?P<s>SEASON)", season_form, "season"),
    (r"(?:the )?(?P<q>first|second|third|fourth|last|final)[- ]quarter(?: (?:of )?(?P<y>YEAR)STOP)?(?![- ]final)|(?P<x>q[1-4]) (?P<v>YEAR)STOP", season_form, "none"),
    (r"(?P<h>HOLIDAY)(?:,? (?P<y>YEAR)STOP)?", holiday_form, "named"),
    (r"(?<![\d.,])(?P<b>\d{1,4}|\d,\d{3}) (?:bc|bce)|ad (?P<a>\d{1,4})STOP|(?<![\d.,])(?P<c>\d{1,4}) (?:ad|ce)", era_form, "named"),
    # "10:15", "10:15 p.m.", "10:15 GMT"; "3 p.m."; "0800 GMT"; "at 5.40"; "10 o'clock"; "at noon"
    (r"(?<![\d.,:/])(?P<h>[01]?\d|2[0-3]):(?P<n>[0-5]\d)(?::[0-5]\d)?(?![\d:])HALF?(?P<z>ZONE)?", clock_form, "clock"),
    (r"(?<![\d.,:/])(?P<h>1[0-2]|0?[1-9])(?:[.:](?P<n>[0-5]\d))?HALF(?P<z>ZONE)?", clock_form, "none"),
    (r"(?<![\d.,:/])(?P<h>[01]\d|2[0-3])(?P<n>[0-5]\d)(?: ?(?:hours|hrs|h)(?P<y>ZONE)?|(?P<z>ZONE))", clock_form, "none"),
    (r"(?:(?<=at )|(?<=at around )|(?<=at about ))(?P<h>[01]?\d|2[0-3])\.(?P<n>[0-5]\d)(?![\d%]|\.\d)", clock_form, "clock"),
    (r"(?P<h>1[0-2]|[1-9]) ?o'clock", clock_form, "none"),
    (r"(?:(?<=at )|(?<=by )|(?<=until )|(?<=before )|(?<=after )|(?<=around )|(?<=since ))(?P<word>noon|midday|midnight)", clock_form, "none"),
)  # fmt: skip
