"""The calendar part of the grammar of time expressions: days, months, seasons, years, decades, centuries in words."""

from __future__ import annotations

import re
from dataclasses import replace

from claimcite.annotate.dates.forms import Calendar, Core, RuleText, Stretch
from claimcite.annotate.dates.pieces import DECADES, month_of, number_of, ordinal_of, spoken_year, weekday_of
from claimcite.lexicon import DateWords

#: What goes from one figure to another: "rose from 120 to 190".
CHANGING = re.compile(r"(?<!\w)(?:ris|rose|fall|fell|climb|drop|jump|grow|grew|increas|decreas|declin|widen|rais|cut|went|go|rang|number|count|figure)\w{0,4} (?:\w{1,20} ){0,4}from $", re.IGNORECASE)


def year_of(text: str | None) -> int | None:
    """Read a year; "87" and "'04" are of the century that is nearest.

    >>> year_of("1987"), year_of("'87"), year_of("04"), year_of(None)
    (1987, 1987, 2004, None)
    """
    if not text:
        return None
    if not text[-1].isdigit():
        return spoken_year(text)
    year = number_of(text)
    return year if len(text.strip("'")) > 2 else year + (2000 if year < 30 else 1900)


def day_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "Monday, 26 October 2020"."""
    groups = m.groupdict()
    month, day = month_of(m["m"], words), ordinal_of(m["d"])
    return Calendar("day", year_of(groups.get("y") or groups.get("y2")), month, day, weekday_of(groups.get("w"), words))


def days_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "7–19 October 2020"."""
    year = year_of(m["y"])
    month, first, last = month_of(m["m"], words), number_of(m["d"]), number_of(m["e"])
    if first >= last:
        return None
    return Stretch(Calendar("day", year, month, first), Calendar("day", year, month, last))


def number_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "Friday the 13th" and "the 22nd": the month is told elsewhere."""
    groups = m.groupdict()
    return Calendar("day", day=ordinal_of(m["d"]), weekday=weekday_of(groups.get("w"), words))


def numbers_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "from Friday the 11th until Tuesday the 15th": one month for both."""
    first, last = (Calendar("day", day=ordinal_of(m[d]), weekday=weekday_of(m[w], words)) for d, w in (("d", "w"), ("e", "v")))
    return Stretch(first, last) if (first.day or 0) < (last.day or 0) else None


def month_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "March 2019", "2019 March", "April of fifteen eighteen" and "March"."""
    return Calendar("month", year_of(m.groupdict().get("y")), month_of(m["m"], words))


def months_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "Jan-Feb 2017"."""
    first, last = month_of(m["m"], words), month_of(m["e"], words)
    year = year_of(m["y"])
    if year is None:
        return None
    return Stretch(Calendar("month", year - (first > last), first), Calendar("month", year, last)) if first != last else None


def weekday_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "Monday"."""
    return Calendar("day", weekday=weekday_of(m["w"], words))


def year_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "2020", "'82", "nineteen ninety-six", "348"."""
    return Calendar("year", year_of(m["y"]))


def span_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "from 1598 to 1722", "(837–908)"."""
    if m.string[: m.start()].endswith("from ") and len(m["z"]) < 4 and CHANGING.search(m.string, max(0, m.start() - 60), m.start()):
        return None  # "rose from 120 to 190"
    first, last = Calendar("year", int(m["y"])), Calendar("year", int(m["z"]))
    return Stretch(first, last) if 0 < int(m["z"]) - int(m["y"]) <= 400 else None


def years_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "2018–19"; "2020-10" is a month where it can be one."""
    first, last = int(m["y"]), int(m["z"])
    if last <= first % 100:
        return Calendar("month", first, last) if m["s"] == "-" and 1 <= last <= 12 else None
    return Stretch(Calendar("year", first), Calendar("year", first - first % 100 + last))


def decade_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "the 1990s", "the '90s", "the nineties"; "the 1700s" are a century."""
    groups = m.groupdict()
    text = (groups["n"] or groups["k"]).lower()
    if text in DECADES:
        return Calendar("decade", 1900 + DECADES[text])
    number = int(text)
    if 1000 <= number <= 1800 and number % 100 == 0:
        return Calendar("century", number)
    return Calendar("decade", number if number >= 1000 else number + (1900 if number >= 20 else 2000))


def century_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "the 19th century" and "the fifth century BC"."""
    number = ordinal_of(m["n"])
    if m.groupdict().get("bc"):
        return Calendar("century", 1 - 100 * number) if number <= 21 else None
    return Calendar("century", 100 * number - 99) if 1 <= number <= 21 else None


def season_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "the summer of 2015"."""
    return Calendar("season", year_of(m.groupdict().get("y")), season=words.seasons[m["s"].lower()])


def quarter_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "the third quarter of 2009", "Q3 2009", "2016 H2"."""
    groups = m.groupdict()
    year, text = year_of(groups.get("y") or groups.get("v")), (groups.get("q") or groups.get("x") or "").lower()
    if text[0] in "qh":
        return Calendar("season", year, season=text.upper()) if text not in ("h3", "h4") else None
    number = 4 if text in ("last", "final") else ordinal_of(text)
    return Calendar("season", year, season=f"Q{number}")


def holiday_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "Christmas Day 2019", "Thanksgiving"; the lexicon says when each is."""
    rule, year = words.holidays[re.sub(r"\s+", " ", m["h"].lower())], year_of(m["y"])
    if re.fullmatch(r"\d{4}-\d\d-\d\d", rule):
        return Calendar("day", int(rule[:4]), int(rule[5:7]), int(rule[8:])) if year in (None, int(rule[:4])) else None
    point = Calendar("day", year)
    return replace(point, month=int(rule[:2]), day=int(rule[3:])) if re.fullmatch(r"\d\d-\d\d", rule) else replace(point, feast=rule)


def era_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "44 BC" and "AD 79"; the year before 1 is 0."""
    if m["b"]:
        return Calendar("year", 1 - int(m["b"].replace(",", ""))) if 0 < int(m["b"].replace(",", "")) <= 9999 else None
    return Calendar("year", int(m["a"] or m["c"])) if int(m["a"] or m["c"]) else None


CALENDAR_RULES: tuple[RuleText, ...] = (
    # "7–19 October 2020", "October 7–19, 2020", "april 9th through 17th"
    (r"(?P<d>DAY)RANGE(?P<e>DAY)(?: of)? (?P<m>MONTH)(?:,?(?: of| in)? (?P<y>YEAR)STOP)?", days_form, "none", "month"),
    (r"(?P<m>MONTH) (?:the )?(?P<d>DAY)RANGE(?P<e>DAY)STOP(?:,? (?P<y>YEAR)STOP)?", days_form, "none", "month"),
    # "from 4 to January 22, 1995"
    (r"(?:(?<=from )|(?<=between ))(?:the )?(?P<d>DAY)RANGE(?P<m>MONTH) (?P<e>DAY)STOP(?:,? (?P<y>YEAR)STOP)?", days_form, "none", "month"),
    # "Monday, 26 October 2020", "Monday, October 26, 2020", "15 April of 87"; "In March 12 people died" is checked.
    (r"(?<![$€£])(?<![$€£] )(?<!\d[.,:/])(?:(?P<w>WEEKDAY),? (?:the )?)?(?P<d>DAY)(?: of)? (?P<m>MONTH)(?:(?:,|,? of| in)? (?P<y>YEAR)STOP|,? of (?P<y2>'?\d\d)STOP)?", day_form, "day", "month"),
    (r"(?:(?P<w>WEEKDAY),? )?(?P<m>MONTH),? (?:the )?(?P<d>DAY)STOP(?!-(?!MONTH)\w)(?:(?:,| of| in)? (?P<y>YEAR)STOP)?", day_form, "day", "month"),
    # "16. Nov. 2016"
    (r"(?<!\d[.,:/])(?P<d>DAY)\. (?P<m>MONTH) (?P<y>YEAR)STOP", day_form, "none", "month"),
    # "the twenty-second of June", "May twenty-first", "January first 2019", "May twenty one"
    (r"(?:(?P<w>WEEKDAY),? )?(?:the )?(?P<d>NTHWORD)(?: day)? of (?P<m>MONTH)(?:,? (?:of )?(?P<y>YEAR|SPOKEN)STOP)?", day_form, "day", "month"),
    (r"(?:(?P<w>WEEKDAY),? )?(?P<m>MONTH) (?:the )?(?P<d>NTHWORD|twenty[- ](?:one|two|three|four|five|six|seven|eight|nine)|thirty(?:[- ]one)?)(?:,? (?P<y>YEAR|SPOKEN)STOP)?(?! of)", day_form, "day", "month"),
    # "30 September 420)"
    (r"(?P<d>DAY) (?P<m>MONTHS) (?P<y>[1-9]\d\d)(?=[).;]|, [^\d])", day_form, "none", "month"),
    # "Friday the 13th", "on the 22nd"
    (r"(?P<w>WEEKDAY),? (?:the )?(?P<d>NTHFIGURE|NTHWORD)(?! (?:of|MONTH|floor|street|avenue|birthday))", number_form, "none", "weekday"),
    (r"(?P<w>WEEKDAY),? the (?P<d>NTHFIGURE)RANGE(?P<v>WEEKDAY),? the (?P<e>NTHFIGURE)", numbers_form, "none", "weekday"),
    (r"(?:(?<=on )|(?<=by )|(?<=until )|(?<=since )|(?<=from )|(?<=before )|(?<=after )|(?<=for ))the (?P<d>NTHFIGURE)(?! (?:to|and) (?:the )?\w+ centur)END", number_form, "none", "ordinal"),
    (r"(?:(?<=on )|(?<=for ))the (?P<d>1[1-9]|2\d|3[01]|NTHWORD|(?:twenty|thirty)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)(?=\s*$| ?[.?!;])", number_form, "none", "ordinal"),
    (r"(?<=on )(?P<d>[12]\d|3[01]|[1-9])(?=[.?!]?\s*$| at \d)", number_form, "none", "ordinal"),
    # "Jan-Feb 2017", "March 2019", "December of 384", "June of nineteen ninety-nine", "2017 april", "March"
    (r"(?P<m>MONTH)DASH(?P<e>MONTH),? (?P<y>YEAR)STOP", months_form, "none", "month"),
    (r"(?P<m>MONTH)(?: ?,| of| in)? (?P<y>YEAR)STOP", month_form, "none", "month"),
    (r"(?P<m>MONTHS)(?: of)? (?P<y>SPOKEN)", month_form, "none", "month"),
    (r"(?P<m>MONTHS) of (?P<y>[1-9]\d\d)(?=[).,;])", month_form, "none", "month"),
    (r"(?<![\d$€£.,])(?P<y>YEAR),? (?P<m>MONTHS|MONTH)END", month_form, "month", "month"),
    # "August '99", "August 99"
    (r"(?P<m>MONTHS) (?P<y>'\d\d|(?:3[2-9]|[4-9]\d))STOP(?! [a-z]+s )", month_form, "none", "month"),
    (r"(?P<m>MONTH)", month_form, "month", "month"),
    (r"(?P<w>WEEKDAY)", weekday_form, "weekday", "weekday"),
    (r"(?<![$€£¥])(?<!\d[.,:/])(?P<y>YEAR)(?P<s>[-–/])(?P<z>\d\d)(?![\d%]|[-–.,:/]\d)", years_form, "year", "year"),
    # "photograph, c. 1871 – 72"
    (r"(?<![$€£¥])(?<!\d[.,:/])(?P<y>YEAR)(?P<s> [–—] )(?P<z>\d\d)(?=[).,;]|$)", years_form, "year", "year"),
    (r"(?<![$€£¥])(?<!\d[.,:/])(?P<y>YEAR)STOP(?! ?[°%])", year_form, "year", "year"),
    # "from 1598 to 1722", "between 1656 and 1662"
    (r"(?:(?<=from )|(?<=between ))(?P<y>1\d{3})(?: to | and | until | till )(?P<z>YEAR)STOP(?! [a-z]+s(?!\w))", span_form, "none", "year"),
    # "in 348", "c. 314 – 368", "Sikong Tu (837–908)"
    (r"(?<![\d.,:/$€£-])(?P<y>[1-9]\d\d)STOP(?![-\w])", year_form, "early", "era"),
    (r"(?:(?<=\()|(?<=c\. )|(?<=ca\. )|(?<=circa )|(?<=about )|(?<=around )|(?<=from ))(?P<y>[1-9]\d\d)(?:DASH| to )(?P<z>\d{3,4})(?=[).,;])", span_form, "none", "era"),
    # "'82", after a preposition
    (r"(?:(?<=in )|(?<=of )|(?<=since ))(?P<y>'\d\d)", year_form, "none", "ordinal"),
    # "in nineteen ninety-six", "two thousand and fifteen"
    (r"(?P<y>SPOKEN)", year_form, "year", "spoken"),
    (r"(?:the )?(?P<n>[12]\d\d0)(?:s|'s)", decade_form, "none", "decade"),
    (r"the (?:early |late |mid-?)?'?(?P<n>[1-9]0)(?:s|'s)|'(?P<k>[1-9]0)s", decade_form, "none", "decade"),
    (r"(?:(?<=0s and )|(?<=0s or ))'?(?P<n>[2-9]0)s", decade_form, "none", "decade"),
    ("the (?P<n>" + "|".join(DECADES) + ")", decade_form, "none", "decade"),
    (r"(?:the )?(?P<n>ORDINAL)[- ]centur(?:y|ies)(?P<bc> bce?)?", century_form, "none", "unit"),
    # "the summer of 2015", "winter 1776-77", "summer"
    (r"(?:the )?(?P<s>SEASON)(?:,| of)? (?P<y>YEAR)(?:[-–/](?:YEAR|\d\d))?STOP", season_form, "none", "season"),
    (r"(?:the )?(?P<s>SEASON)(?: months)?", season_form, "season", "season"),
    (r"(?:the )?(?P<q>first|second|third|fourth|final|1st|2nd|3rd|4th|last(?= quarter of))[- ]quarter(?:,? (?:of )?(?P<y>YEAR)STOP)?(?![- ]final)", quarter_form, "none", "quarter"),
    (r"(?P<x>[qh][1-4])(?:[ ,-]{1,2}(?P<v>YEAR)STOP)?|(?P<y>YEAR)[ -](?P<q>[qh][1-4])", quarter_form, "none", "quarter"),
    (r"(?P<h>HOLIDAY)(?:(?:,| of| in)? (?P<y>YEAR)STOP)?", holiday_form, "named", "holiday"),
    (r"(?<![\d.,])(?P<b>\d{1,4}|\d,\d{3}) (?:bc|bce)|ad (?P<a>\d{1,4})STOP|(?<![\d.,])(?P<c>\d{1,4}) (?:ad|ce)", era_form, "named", "era"),
)  # fmt: skip
