"""Dates that templates build of numbers: ``{{start date|2026|5|4|df=yes}}`` prints "4 May 2026"."""

from __future__ import annotations

import re
from collections.abc import Mapping

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
YES = frozenset(["y", "yes", "1", "true", "on"])


def printed_date(values: Mapping[str, str]) -> str | None:
    """Return the date that the parameters without names give as a reader sees it; None where they are no numbers.

    A year has three or four digits; it comes first, or, in templates of other wikis, last. Only the first date of two is printed.

    >>> printed_date({"1": "2026", "2": "5", "3": "4"}), printed_date({"1": "2026", "2": "05", "3": "4", "df": "y"})
    ('May 4, 2026', '4 May 2026')
    >>> printed_date({"3": "1810"}), printed_date({"2": "10", "3": "17"}), printed_date({"1": "2026-05-04"})
    ('1810', 'October 17', 'May 4, 2026')
    >>> printed_date({"1": "spring 2026"}) is None
    True
    """
    first = re.split("-", values.get("1", "")) if re.fullmatch(r"\d{4}-\d{1,2}(?:-\d{1,2})?", values.get("1", "")) else None
    parts = [*first, "", ""][:3] if first else [values.get(str(n), "") for n in (1, 2, 3)]
    if re.fullmatch(r"\d{3,4}", parts[2]):  # day, month, year
        parts.reverse()
    year, month, day = parts
    if not re.fullmatch(r"\d{3,4}|", year) or not (year or month):
        return None
    name = month_name(month)
    if (month and name is None) or not re.fullmatch(r"0?[1-9]|[12]\d|3[01]|", day) or (day and not month):
        return None
    number = day.lstrip("0")
    if values.get("df", values.get("day-first", "")).lower() in YES:
        return " ".join(part for part in (number, name, year) if part)
    return f"{name} {number}, {year}".removesuffix(", ") if number else " ".join(part for part in (name, year) if part)


def month_name(text: str) -> str | None:
    """Return the name of a month that is given by number or by name.

    >>> month_name("05"), month_name("may"), month_name("13")
    ('May', 'May', None)
    """
    if text.isdecimal():
        return MONTHS[int(text) - 1] if 1 <= int(text) <= len(MONTHS) else None
    return next((name for name in MONTHS if len(text) >= 3 and name.lower().startswith(text.lower().rstrip("."))), None)
