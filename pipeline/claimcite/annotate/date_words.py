"""The grammar of time expressions that count from something, last, or recur: "last week", "three days later", "nine years"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Literal

from claimcite.annotate.date_forms import (
    CALENDAR_RULES,
    Base,
    Calendar,
    Check,
    Core,
    Fixed,
    Named,
    Rule,
    Shift,
    alternatives,
    calendar_pieces,
    month_of,
    ordinal_of,
    weekday_of,
    written,
)
from claimcite.annotate.timex import GRAINS, OPEN, PERIODS, Value, duration
from claimcite.lexicon import DateWords

Sign = Literal[-1, 0, 1]
UNITS = "second minute hour day night week fortnight weekend month quarter season year decade century".split()
NUMBERS = {
    word: n
    for n, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), 1
    )
}
TENS = {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
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


def half_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "half an hour" and "three quarters of an hour"."""
    text, unit = m.group().lower(), m["u"].lower()
    quarters = 2 if "half" in text else 3 if text.startswith("three") else 1
    if unit == "hour":
        return Fixed(duration("minute", str(15 * quarters)))
    return Fixed(duration(unit, f"{quarters / 4:g}"))


def away_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "two weeks ago", "three days later", "a year earlier", "years ago"."""
    amount, unit, mod = counted(m, words)
    direction = m["dir"].lower()
    sign: Sign = -1 if direction in ("ago", "earlier", "before", "previously", "prior", "previous", "back") else 1
    if amount == "X":
        value = "PAST_REF" if direction in ("ago", "previously", "back") else OPEN[unit]
        return Fixed(Value("DATE", value, None, GRAINS[unit]))
    base: Base = "now" if direction in ("ago", "hence", "from now", "back") else "either" if direction == "earlier" else "text"
    return Shift(unit, amount, sign, base, exact=True)


def word_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "yesterday", "tonight", "the day before yesterday"."""
    text = m.group().lower()
    if text == "overnight":
        return Shift("overnight", "0", 0, "now")
    if text in ("tonight", "last night"):
        return Shift("night", "1" if text.startswith("last") else "0", -1, "now")
    days = {"today": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}[text]
    return Shift("day", str(abs(days)), -1 if days < 0 else 1, "now")


#: How a word before a unit, weekday or month points: the sign, and from where. With "the" some count from the text.
POINTERS: Mapping[str, tuple[Sign, Base]] = {
    "last": (-1, "now"), "next": (1, "now"), "this": (0, "now"), "current": (0, "now"), "coming": (1, "now"), "upcoming": (1, "now"),
    "past": (-1, "now"), "previous": (-1, "text"), "preceding": (-1, "text"), "prior": (-1, "text"), "following": (1, "text"),
    "same": (0, "text"), "that": (0, "text"), "the following": (1, "text"), "the ensuing": (1, "text"),
}  # fmt: skip


def pointer_of(text: str, unit: str) -> tuple[Sign, Base]:
    """Return the sign and the base of "last", "the following", "that very".

    >>> pointer_of("the next", "day"), pointer_of("next", "week"), pointer_of("this past", "week")
    ((1, 'text'), (1, 'now'), (-1, 'now'))
    """
    words = text.lower().split()
    sign, base = POINTERS[[word for word in words if word in POINTERS][-1]]
    if words[:2] == ["the", "next"] and unit in ("day", "night", "month", "year"):
        base = "text"
    return sign, base


def unit_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "last week", "the following day", "that year"; "the past week" is a duration."""
    unit, times = unit_of(m["u"], words)
    how = m["how"].lower()
    if how == "following":
        # "following last week's attack", "following Wednesday's quake": a preposition
        return None
    if unit in ("second", "minute") or (how in ("this", "past") and unit in ("day", "hour")) or (unit == "hour" and "same" not in how):
        return None
    if how in ("the past", "past", "the last") and not (unit in ("quarter", "weekend", "night")):
        return None if unit == "day" or how == "past" else Fixed(duration(unit, str(times)))
    sign, base = pointer_of(how, unit)
    return Shift(unit, str(abs(sign) * times), sign or 1, base)


def named_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "last October", "next Monday", "that summer", "the following morning"."""
    how, groups = m["how"].lower(), m.groupdict()
    if how in ("the past", "past", "following"):
        return None
    if groups.get("p"):
        sign, base = pointer_of(how, "day")
        part = words.parts_of_day[m["p"].lower()]
        return None if how == "next" and part != "MO" else Shift(f"day {part}", str(abs(sign)), sign or 1, base)
    sign, base = pointer_of(how, "week")
    if groups.get("w"):
        return Named(Calendar("day", weekday=weekday_of(m["w"], words)), sign, base)
    if groups.get("m"):
        return Named(Calendar("month", month=month_of(m["m"], words)), sign, base)
    return Named(Calendar("season", season=words.seasons[m["s"].lower()]), sign, base)


def vague_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "recent months" and "the coming days"."""
    how, (unit, _) = m["how"].lower(), unit_of(m["u"], words)
    value = "FUTURE_REF" if how.split()[-1] in ("coming", "next", "upcoming", "following", "ensuing") else "PAST_REF"
    return Fixed(Value("DATE", value, None, GRAINS[unit]))


def after_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "the day before", "the year after", "the week before last"."""
    unit, _ = unit_of(m["u"], words)
    direction = m["dir"].lower()
    if direction == "before last":
        return Shift(unit, "2", -1, "now")
    return Shift(unit, "1", 1 if direction in ("after", "later") else -1, "text")


def edge_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "the end of the year", "later in the day"."""
    unit, _ = unit_of(m["u"], words)
    return Shift(unit, "0", 1, "text" if unit == "day" else "either")


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


HOW = r"(?:the |that |this )?(?:very )?(?:last|next|this|past|previous|preceding|prior|current|coming|upcoming|following|ensuing|same|that)"
WORD_RULES: tuple[tuple[str, Callable[[re.Match[str], DateWords], Core | None], Check], ...] = (
    (r"the day before yesterday|the day after tomorrow|today|yesterday|tomorrow|tonight|last night|overnight", word_form, "none"),
    (rf"(?P<how>{HOW}) (?P<u>ONE)(?![- ]old)", unit_form, "after"),
    (rf"(?P<how>{HOW}) (?P<w>WEEKDAYS)", named_form, "none"),
    (rf"(?P<how>{HOW}) (?P<m>MONTHS)", named_form, "named"),
    (rf"(?P<how>{HOW}) (?P<s>SEASON)", named_form, "none"),
    (rf"(?P<how>{HOW}) (?P<p>PART)", named_form, "none"),
    # "the past nine days", "the first six months", "the next few weeks"
    (r"(?:the |its |their |his |her |those |these )?(?:last|past|next|coming|first|final|previous|following|preceding|recent) (?P<n>NUM|VAGUE) "
     r"BETWEEN?(?P<u>UNITS)", duration_form, "none"),
    (r"(?P<how>(?:the |these )?(?:most )?(?:recent|past|last|coming|next|upcoming|ensuing|previous|following)) (?P<u>UNITS)", vague_form, "none"),
    (r"(?:(?<=at )|(?<=over )|(?<=on )|(?<=during )|(?<=throughout )|(?<=since )|(?<=by )|(?<=before )|(?<=after )|(?<=until ))the (?P<u>weekend)(?! (?:of|before|after))",
     lambda m, words: Shift("weekend", "0", 1, "now"), "none"),
    # "two weeks ago", "almost eight months ago", "a year earlier", "two and a half years later"
    (r"HEDGE?(?P<n>NUM|VAGUE)(?P<half> and a half)? BETWEEN?(?P<u>UNIT)(?P<half2> and a half)? "
     r"(?P<dir>ago|earlier|later(?! than)|previously|hence|from now|(?:before|after|afterwards?|prior|previous|back)END)", away_form, "none"),
    (r"(?:many |some )?(?P<u>UNITS) (?P<dir>ago|earlier|later|previously|hence|(?:before|after|afterwards?)END)", away_form, "none"),
    (r"the (?P<u>ONE) (?P<dir>before last|(?:before|after|previous|earlier|later)END)", after_form, "after"),
    # "the end of the year", "later in the day"
    (r"(?:(?:the )?(?:very )?(?:end|start|beginning|middle|close|rest|remainder|course|turn) of|early|late|earlier|later|mid)(?: in)? the "
     r"(?P<u>day|week|weekend|month|year|decade|century)(?! of)", edge_form, "none"),
    # "compared with the same month a year ago", "the same period last year"
    (r"the same (?P<u>month|period|week|day|time|quarter|point) (?:in |of )?(?:the )?(?:last year|(?:a|one|the) year (?:ago|earlier|before|previous))",
     lambda m, words: Shift("same " + m["u"].lower(), "1", -1, "text"), "none"),
    # durations
    (r"HEDGE?(?P<n>NUM)(?P<half> and a half)?[ -]BETWEEN?(?P<u>UNIT)(?P<half2> and a half)?(?:[- ](?:long|old))?(?!-(?!long)[a-z])", duration_form, "one"),
    (r"HEDGE?(?P<n>VAGUE) BETWEEN?(?P<u>UNITS)(?: old)?", duration_form, "duration"),
    (r"(?P<u>UNITS)-long", duration_form, "none"),
    (r"(?:half an?|a quarter of an|three[- ]quarters of an) (?P<u>hour|day|century|year|decade)", half_form, "none"),
    (r"(?P<n>a) single (?P<u>ONE)", duration_form, "none"),
    (r"(?P<u>UNITS)", duration_form, "bare"),
    # "in the first week": of what, the text says elsewhere
    (r"(?:(?<=in )|(?<=over )|(?<=during )|(?<=within ))the (?:first|opening|second|third|final) (?P<u>ONE)(?! (?:of|in))",
     lambda m, words: Fixed(duration(unit_of(m["u"], words)[0], "1")), "none"),
    # sets
    (r"(?:every|each) (?:(?P<n>NUM|VAGUE|other|second) )?(?:single |working )?(?P<u>UNIT)", set_form, "set"),
    (r"(?:every|each) (?:single )?(?:(?P<w>WEEKDAYS)|(?P<m>MONTHS)|(?P<s>SEASON)|(?P<p>PART))", set_form, "set"),
    (r"(?:once|twice|thrice|(?:NUM|VAGUE) times) (?:an?|per|each|every) (?P<u>ONE)", set_form, "none"),
    (r"(?P<f>FREQUENCY)", set_form, "set"),
    (r"(?P<w>WEEKDAYS)s(?: PART)?", set_form, "weekday"),
)  # fmt: skip


@lru_cache(maxsize=4)
def compiled(key: str) -> dict[str, re.Pattern[str]]:
    """Keep compiled patterns for a lexicon (its digest): compiling takes longer than reading most texts."""
    return {}


def rules(words: DateWords, digest: str) -> list[Rule]:
    """Return all rules of the grammar; they are compiled once for a lexicon."""
    patterns = compiled(digest)
    if not patterns:
        pieces = word_pieces(words)
        patterns.update({text: written(text, pieces) for text, _, _ in (*CALENDAR_RULES, *WORD_RULES)})
    return [Rule(patterns[text], build, check) for text, build, check in (*CALENDAR_RULES, *WORD_RULES)]
