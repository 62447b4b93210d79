"""The grammar of what recurs: "every day", "twice a week", "on Mondays", "every other Friday", "annually"."""

from __future__ import annotations

import re

from claimcite.annotate.dates.forms import Core, Fixed, RuleText
from claimcite.annotate.dates.pieces import amount_of, month_of, unit_of, weekday_of
from claimcite.annotate.dates.timex import GRAINS, PERIODS, Value
from claimcite.lexicon import DateWords


def set_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "every day", "each Monday", "twice a week", "annually", "on Mondays", "Friday mornings"."""
    groups = m.groupdict()
    if groups.get("f"):
        return Fixed(often(words.frequencies[m["f"].lower()]))
    if groups.get("w"):
        day = f"XXXX-WXX-{(weekday_of(m['w'], words) or 0) + 1}"
        part = f"T{words.parts_of_day[groups['p'].lower()]}" if groups.get("p") else ""
        return Fixed(Value("SET", day + part, None, "part_of_day" if part else "day"))
    if groups.get("p"):
        return Fixed(Value("SET", f"XXXX-XX-XXT{words.parts_of_day[m['p'].lower()]}", None, "part_of_day"))
    if groups.get("m"):
        return Fixed(Value("SET", f"XXXX-{month_of(m['m'], words):02d}", None, "month"))
    if groups.get("s"):
        return Fixed(Value("SET", f"XXXX-{words.seasons[m['s'].lower()]}", None, "season"))
    unit, times = unit_of(m["u"], words)
    number = (groups.get("n") or "").lower()
    amount = "2" if number in ("other", "second") else amount_of(number) if number else str(times)
    if not number and m["u"].lower() in ("second", "quarter", "minute"):
        return None
    return Fixed(Value("SET", PERIODS[unit].format(amount), None, GRAINS[unit]))


def often(period: str) -> Value:
    """Return the set of a frequency.

    >>> often("P1W").granularity, often("P2W").granularity, often("P2Y").granularity
    ('week', 'week', 'year')
    """
    grain = next((unit for unit, code in PERIODS.items() if code.format(1) == period), "week" if period == "P2W" else "year")
    return Value("SET", period, None, GRAINS[grain])


def daily_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "everyday"."""
    return Fixed(often("P1D"))


def weekend_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "on weekends"."""
    return Fixed(Value("SET", "XXXX-WXX-WE", None, "week"))


RECURRING_RULES: tuple[RuleText, ...] = (
    (r"(?:every|each) (?:(?P<n>NUM|VAGUE|other|second) )?(?:single |working )?(?P<u>UNIT)", set_form, "set", "often"),
    (r"(?:every|each) (?:single |other |second )?(?:(?P<w>WEEKDAYS)(?: (?P<p>PART))?|(?P<m>MONTHS)|(?P<s>SEASON))", set_form, "set", "often"),
    (r"(?:every|each) (?:single )?(?P<p>PART)", set_form, "set", "often"),
    (r"everyday(?! [a-z])", daily_form, "set", "often"),
    (r"(?:once|twice|thrice|(?:NUM|VAGUE) times) (?:an?|per|each|every) (?P<u>ONE)", set_form, "none", "often"),
    (r"(?P<f>FREQUENCY)", set_form, "set", "often"),
    # "on Mondays", "Friday mornings", "in the mornings"
    (r"(?P<w>WEEKDAYS)s?(?: (?P<p>mornings|afternoons|evenings|nights))", set_form, "weekday", "often"),
    (r"(?P<w>WEEKDAYS)s(?: PART)?", set_form, "weekday", "weekday"),
    (r"(?:(?<=in the )|(?<=on ))(?P<p>mornings|afternoons|evenings)", set_form, "none", "often"),
    (r"(?:(?<=on )|(?<=at )|(?<=during ))(?:the )?weekends", weekend_form, "none", "often"),
)  # fmt: skip
