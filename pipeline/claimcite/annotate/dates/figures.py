"""The grammar of dates in figures: "2020-10-26", "26/10/2020", "3/2015", "2019-Sep-01", "20201026"."""

from __future__ import annotations

import re

from claimcite.annotate.dates.calendar import year_of
from claimcite.annotate.dates.forms import Calendar, Core, Fixed, RuleText, Stretch
from claimcite.annotate.dates.pieces import month_of, number_of, weekday_of
from claimcite.annotate.dates.timex import Value, is_day
from claimcite.lexicon import DateWords


def figures_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "26/10/2020": only where it can be read in one way; "03/04/2020" stays open."""
    one, two, year = int(m["a"]), int(m["b"]), year_of(m["y"])
    if m["s"] != "." and one <= 12 and two <= 12 and one != two:
        return Fixed(Value("DATE", f"{year}-XX-XX", None, "day"))
    day, month = (one, two) if two <= 12 else (two, one)
    if m["s"] == "." and two > 12:
        return None
    return Calendar("day", year, month, day) if year and is_day(year, month, day) else None


def days_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "from 10/25 to 01/25": the one end says in which order the other is written."""
    first, last = (int(m["a"]), int(m["b"])), (int(m["c"]), int(m["d"]))
    year = year_of(m["y"])
    ends = [(two, one) if max(first[1], last[1]) > 12 else (one, two) for one, two in (first, last)]
    if (max(first[1], last[1]) > 12) == (max(first[0], last[0]) > 12) or not all(is_day(year or 2024, month, day) for day, month in ends):
        return None
    return Stretch(*(Calendar("day", year, month, day) for day, month in ends))


def day_month_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "on 4/22": only where it can be read in one way."""
    one, two = int(m["a"]), int(m["b"])
    day, month = (one, two) if two <= 12 else (two, one)
    if (one <= 12 and two <= 12 and one != two) or not is_day(2024, month, day):
        return None
    return Calendar("day", None, month, day, weekday_of(m["w"], words))


def iso_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "2020-10-26" and "20201026"."""
    month, day = int(m["m"]), int(m["d"])
    return Calendar("day", int(m["y"]), month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def named_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "2019-Sep-01", "26-Oct-2020", "Jan-1", "Oct/2"."""
    year = year_of(m.groupdict().get("y"))
    day = number_of(m["d"])
    return Calendar("day", year, month_of(m["m"], words), day) if 1 <= day <= 31 else None


def month_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "3/2015", "2016 / 11"; "2011/12" is a season of two years."""
    year, month = int(m["y"]), int(m["m"])
    return Calendar("month", year, month) if 1 <= month <= 12 and not (m["s"].strip() == "/" and year % 100 + 1 == month and m.start("y") < m.start("m")) else None


FIGURE_RULES: tuple[RuleText, ...] = (
    # "2020-10-26", with or without the time of a time stamp; "20201026"
    (r"(?P<y>YEAR)-(?P<m>\d\d)-(?P<d>\d\d)(?:T\d\d:\d\d(?::\d\d)?(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)?STOP", iso_form, "none", "year"),
    (r"(?<![\d./,$€£])(?P<y>20[0-4]\d|19\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])STOP", iso_form, "slashed", "figures"),
    # "2015/08/12", "2015.08.12"
    (r"(?<![\d./])(?P<y>YEAR)(?P<s>[/.])(?P<m>\d\d?)(?P=s)(?P<d>\d\d?)STOP", iso_form, "none", "figures"),
    # "26/10/2020", "08/12, 2015", "24.12.1944", "05-05-1989"
    (r"(?<![\d./])(?P<a>\d{1,2})(?P<s>[/.])(?P<b>\d{1,2})(?:(?P=s)|, ?)(?P<y>YEAR)STOP", figures_form, "none", "figures"),
    (r"(?<![\d./-])(?P<a>\d{1,2})(?P<s>-)(?P<b>\d{1,2})-(?P<y>YEAR)STOP(?!-)", figures_form, "none", "year"),
    # "21/04/16"
    (r"(?<![\d./])(?P<a>\d{1,2})(?P<s>/)(?P<b>\d{1,2})/(?P<y>\d\d)STOP", figures_form, "none", "figures"),
    # "from 10/25 to 01/25", "2/29-3/1/2019"
    (r"(?<![\d./])(?P<a>\d{1,2})/(?P<b>\d{1,2})(?:DASH| to | until | and )(?P<c>\d{1,2})/(?P<d>\d{1,2})(?:[/,] ?(?P<y>YEAR))?STOP", days_form, "slashed", "figures"),
    # "on 4/22", "Thursday 29/03"
    (r"(?<![\d./])(?:(?P<w>WEEKDAY),? )?(?P<a>\d{1,2})/(?P<b>\d{1,2})STOP", day_month_form, "slashed", "figures"),
    # "2019-Sep-01", "26-Oct-2020", "Sep-23-2020", "Jan-1", "Oct/2"
    (r"(?P<y>YEAR)[-/](?P<m>MONTH)[-/](?P<d>\d{1,2})STOP", named_form, "none", "month"),
    (r"(?<![\d./])(?P<d>\d{1,2})[-/](?P<m>MONTH)(?:[-/](?P<y>YEAR|\d\d))?STOP(?!-)", named_form, "none", "month"),
    (r"(?P<m>MONTH)[-/](?P<d>\d{1,2})(?:[-/](?P<y>YEAR))?(?!-)STOP", named_form, "none", "month"),
    # "3/2015", "2016/11", "2016 - 11"
    (r"(?<![\d./-])(?<![\d./-] )(?P<m>0?[1-9]|1[0-2])(?P<s>/)(?P<y>20\d\d|19\d\d)STOP(?![-/–])", month_form, "slashed", "figures"),
    (r"(?<![\d./-])(?<![\d./-] )(?P<y>20\d\d|19\d\d)(?P<s>/)(?P<m>0?[1-9]|1[0-2])STOP(?![-/–])", month_form, "slashed", "figures"),
    (r"(?<![\d./-])(?<![\d./-] )(?P<m>0?[1-9]|1[0-2])(?P<s> ?/ ?|-|- )(?P<y>20\d\d|19\d\d)STOP(?![-/–]| [-/–])(?=END| ?$)", month_form, "slashed", "year"),
    (r"(?<![\d./-])(?<![\d./-] )(?P<y>20\d\d|19\d\d)(?P<s> ?/ ?| ?- ?)(?P<m>0?[1-9]|1[0-2])STOP(?![-/–]| [-/–])(?=END| ?$)", month_form, "slashed", "year"),
)  # fmt: skip
