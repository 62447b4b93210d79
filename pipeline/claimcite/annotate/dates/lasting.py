"""The grammar of what lasts and what recurs: "nine years", "three-month", "every day", "twice a week"; and its numbers and units."""

from __future__ import annotations

import re
from collections.abc import Callable

from claimcite.annotate.dates.calendar import alternatives, calendar_pieces, month_of, weekday_of
from claimcite.annotate.dates.forms import Check, Core, Fixed
from claimcite.annotate.dates.timex import GRAINS, PERIODS, Value, duration
from claimcite.lexicon import DateWords

NUMBERS = {
    word: n
    for n, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"], 1
    )
}
TENS = {word: 10 * n for n, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)}
SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1000000, "billion": 1000000000}


def word_pieces(words: DateWords) -> dict[str, str]:
    """Return the pieces of the rules for words."""
    small = alternatives(NUMBERS)
    word = rf"(?:{alternatives(TENS)}(?:[- ]{small})?|{small})"
    scale = alternatives(SCALES)
    singular = {word for word, unit in words.units.items() if not word.endswith("s") and word != "centuries"}
    plural = set(words.units) - singular
    return calendar_pieces(words) | {
        # "12", "2.5", "2 million", "twenty-five", "a hundred", "two dozen", "a", "another", "half a"
        "NUM": rf"(?:(?<![\d.,$€£])(?:\d{{1,3}},\d{{3}}|\d{{1,4}}(?:\.\d{{1,2}})?)(?:[ -]{scale})?|(?:(?:{word}|a) )?{scale}|{word}|another|half an?|an?)",
        "VAGUE": alternatives(words.vague),
        "HEDGE": rf"(?:(?P<hedge>{alternatives(words.hedges)}) )",
        "BETWEEN": rf"(?:{alternatives(words.between)} )",
        "UNITS": alternatives(plural),
        "UNIT": alternatives(words.units),
        "ONE": alternatives(singular),
        "PART": alternatives(words.parts_of_day),
        # "three days before." is a date, "three days before the vote" is none.
        "END": r"(?= ?[.,;:!?)\"—–]| ?$| (?:and|but|when|in|at|on|as|with|while|by|to|from|was|were|had|for|after)(?!\w))",
        "FREQUENCY": alternatives(words.frequencies),
    }


def amount_of(text: str) -> str:
    """Write a number as TIMEX3 does; X where there is no figure.

    >>> amount_of("twenty-five"), amount_of("two dozen"), amount_of("an"), amount_of("several")
    ('25', '24', '1', 'X')
    """
    total = 1.0
    found = False
    for part in re.split(r"[ -]", text.lower().replace(",", "")):
        if part in ("a", "an", "another"):
            found = True
        elif part in SCALES:
            total, found = total * SCALES[part], True
        elif part in TENS or part in NUMBERS or re.fullmatch(r"\d{1,6}(?:\.\d+)?", part):
            number = float(TENS.get(part) or NUMBERS.get(part) or part)
            total = total + number if found and part in NUMBERS and total in TENS.values() else total * number
            found = True
        elif part == "half":
            total, found = total * 0.5, True
        else:
            return "X"
    return f"{total:g}" if total < 1e6 else str(int(total)) if found else "X"


def unit_of(text: str, words: DateWords) -> tuple[str, int]:
    """Return the unit that a word names, and how many of them: a fortnight is two weeks."""
    unit = words.units[text.lower()]
    return ("week", 2) if unit == "fortnight" else (unit, 1)


def counted(m: re.Match[str], words: DateWords) -> tuple[str, str, str | None]:
    """Read ``n``, ``u`` and ``hedge`` of a match: the amount, the unit, the mod."""
    groups = m.groupdict()
    unit, times = unit_of(m["u"], words)
    amount = amount_of(m["n"]) if groups.get("n") else "X"
    if amount != "X" and (groups.get("half") or groups.get("half2")):
        amount = f"{float(amount) + 0.5:g}"
    if amount != "X" and times > 1:
        amount = f"{float(amount) * times:g}"
    hedge = groups.get("hedge")
    return amount, unit, words.hedges[hedge.lower()] if hedge else None


def duration_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "nine years", "three-month", "more than two and a half hours", "several days", "months-long"."""
    amount, unit, mod = counted(m, words)
    text = m.group().lower()
    if text.endswith(("-old", " old")) or (unit == "season" and amount == "X"):
        return None
    if not m["u"].lower().endswith("s") and "-" not in text and amount not in ("1", "0.5", "1.5"):
        return None
    return Fixed(duration(unit, amount, mod=mod))


def first_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "in the first week"."""
    return Fixed(duration(unit_of(m["u"], words)[0], "1"))


def half_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "half an hour" and "three quarters of an hour"."""
    text, unit = m.group().lower(), m["u"].lower()
    quarters = 2 if "half" in text else 3 if text.startswith("three") else 1
    if unit == "hour":
        return Fixed(duration("minute", str(15 * quarters)))
    return Fixed(duration(unit, f"{quarters / 4:g}"))


def set_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "every day", "each Monday", "twice a week", "annually", "on Mondays"."""
    groups = m.groupdict()
    if groups.get("f"):
        value = words.frequencies[m["f"].lower()]
        grain = next((unit for unit, code in PERIODS.items() if code.format(1) == value), "week" if value == "P2W" else "year")
        return Fixed(Value("SET", value, None, GRAINS[grain]))
    if groups.get("w"):
        return Fixed(Value("SET", f"XXXX-WXX-{(weekday_of(m['w'], words) or 0) + 1}", None, "day"))
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


LASTING_RULES: tuple[tuple[str, Callable[[re.Match[str], DateWords], Core | None], Check], ...] = (
    # durations
    (r"HEDGE?(?P<n>NUM)(?P<half> and a half)?[ -]BETWEEN?(?P<u>UNIT)(?P<half2> and a half)?(?:[- ](?:long|old))?(?!-(?!long)[a-z])", duration_form, "one"),
    (r"HEDGE?(?P<n>VAGUE) BETWEEN?(?P<u>UNITS)(?: old)?", duration_form, "duration"),
    (r"(?P<u>UNITS)-long", duration_form, "none"),
    (r"(?:half an?|a quarter of an|three[- ]quarters of an) (?P<u>hour|day|century|year|decade)", half_form, "none"),
    (r"(?P<n>a) single (?P<u>ONE)", duration_form, "none"),
    (r"(?P<u>UNITS)", duration_form, "bare"),
    # "in the first week": of what, the text says elsewhere
    (r"(?:(?<=in )|(?<=over )|(?<=during )|(?<=within ))the (?:first|opening|second|third|final) (?P<u>ONE)(?! (?:of|in))", first_form, "none"),
    # sets
    (r"(?:every|each) (?:(?P<n>NUM|VAGUE|other|second) )?(?:single |working )?(?P<u>UNIT)", set_form, "set"),
    (r"(?:every|each) (?:single )?(?:(?P<w>WEEKDAYS)|(?P<m>MONTHS)|(?P<s>SEASON)|(?P<p>PART))", set_form, "set"),
    (r"(?:once|twice|thrice|(?:NUM|VAGUE) times) (?:an?|per|each|every) (?P<u>ONE)", set_form, "none"),
    (r"(?P<f>FREQUENCY)", set_form, "set"),
    (r"(?P<w>WEEKDAYS)s(?: PART)?", set_form, "weekday"),
)  # fmt: skip
