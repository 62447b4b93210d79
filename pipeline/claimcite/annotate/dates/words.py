"""The grammar of time expressions that count from something: "last week", "three days later"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from claimcite.annotate.dates.forms import Base, Calendar, Core, Counted, Days, Fixed, Named, Remainder, RuleText, Shift
from claimcite.annotate.dates.lasting import counted, duration_form
from claimcite.annotate.dates.pieces import amount_of, month_of, number_of, unit_of, weekday_of
from claimcite.annotate.dates.timex import GRAINS, OPEN, Value, duration
from claimcite.lexicon import DateWords

Sign = Literal[-1, 0, 1]


def away_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "two weeks ago", "three days later", "a year earlier", "years ago"."""
    amount, unit, _ = counted(m, words)
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
    if text in ("currently", "recently"):
        return Fixed(Value("DATE", "PAST_REF" if text == "recently" else "PRESENT_REF"))
    if text in ("tonight", "last night"):
        return Shift("night", "1" if text.startswith("last") else "0", -1, "now")
    if text.endswith("now"):
        return Shift("now", "0", 0, "now")
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
    if how in ("the past", "past", "the last") and unit not in ("quarter", "weekend", "night"):
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
        return Named(Calendar("day", weekday=weekday_of(m["w"], words)), sign, base, week=how == "next")
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
    if direction in ("before last", "after next"):
        return Shift(unit, "2", -1 if direction == "before last" else 1, "now")
    return Shift(unit, "1", 1 if direction in ("after", "later") else -1, "text")


def edge_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "the year" of "the end of the year", "the day" of "later in the day", "the weekend"."""
    unit, _ = unit_of(m["u"] or m["u2"], words)
    base: Base = "text" if unit == "day" else "now" if unit == "weekend" or m.group().lower() == "year" else "either"
    return Shift(unit, "0", 1, base)


def same_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "the same month a year ago"."""
    return Shift("same " + m["u"].lower(), "1", -1, "text")


def remainder_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "the rest of the week"."""
    return Remainder(unit_of(m["u"], words)[0])


def sundays_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "two Sundays from now", "three Mondays ago"."""
    amount, day = amount_of(m["n"]), Calendar("day", weekday=weekday_of(m["w"], words))
    sign: Literal[-1, 1] = -1 if m["dir"].lower() == "ago" else 1
    return None if amount == "X" else Counted("week", f"{float(amount) - 1:g}", sign, Named(day, sign, "now"))


def within_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "from the 4th to the 23rd of next month"."""
    sign, base = pointer_of(m["how"], "month")
    first, last = number_of(m["d"]), number_of(m["e"])
    return Days(first, last, Shift("month", str(abs(sign)), sign or 1, base)) if first < last <= 31 else None


HOW = r"(?:the |this |that (?=same|very|following))?(?:very )?(?:last|next|this|past|previous|preceding|prior|current|coming|upcoming|following|ensuing|same|that)"
WORD_RULES: tuple[RuleText, ...] = (
    (r"the day before yesterday|the day after tomorrow|today|yesterday|tomorrow|tonight|last night|overnight", word_form, "none", "word"),
    (r"(?<!by )(?<!until )(?<!from )(?:right )?now(?! that)(?!-)|currently|recently", word_form, "none", "word"),
    (rf"(?P<how>{HOW}) (?P<u>ONE)(?![- ]old)", unit_form, "after", "unit"),
    (rf"(?P<how>{HOW}) (?P<w>WEEKDAYS)", named_form, "none", "weekday"),
    (rf"(?P<how>{HOW}) (?P<m>MONTH)", named_form, "named", "month"),
    (rf"(?P<how>{HOW}) (?P<s>SEASON)", named_form, "none", "season"),
    (rf"(?P<how>{HOW}) (?P<p>PART)", named_form, "none", "part"),
    # "the past nine days", "the first six months", "the next few weeks"
    ((r"(?:the |its |their |his |her |those |these )?(?:last|past|next|coming|first|final|previous|following|preceding|recent) (?P<n>NUM|VAGUE) "
      r"BETWEEN?(?P<u>UNITS)"), duration_form, "none", "unit"),
    (r"(?P<how>(?:the |these )?(?:most )?(?:recent|past|last|coming|next|upcoming|ensuing|previous|following)) (?P<u>UNITS)", vague_form, "none", "unit"),
    (r"(?:the |my |our )(?P<u>weekend)(?! (?:of|before|after))|(?<=on )(?P<u2>weekend)END", edge_form, "none", "unit"),
    # "two weeks ago", "almost eight months ago", "a year earlier", "two and a half years later", "a couple of years back"
    ((r"HEDGE?(?P<n>NUM|VAGUE)(?P<half> and a half)? BETWEEN?(?P<u>UNIT)(?P<half2> and a half)? "
      r"(?P<dir>ago|earlier|later(?! than)|previously|hence|from now|(?:before|after|afterwards?|prior|previous|back)END)"), away_form, "none", "unit"),
    (r"(?:many |some )?(?P<u>UNITS) (?P<dir>ago|earlier|later|previously|hence|(?:before|after|afterwards?)END)", away_form, "none", "unit"),
    (r"the (?P<u>ONE) (?P<dir>before last|after next|(?:before|after|previous|earlier|later)END)", after_form, "after", "unit"),
    # "the end of the year", "later in the day", "year end": what stands before is taken in afterwards
    (r"the (?P<u>day|week|month|year|decade|century)(?! of)|(?P<u2>year)(?=[ -]end(?!\w))", edge_form, "edge", "unit"),
    # "for the rest of the week"
    (r"(?:the )?(?:rest|remainder) (?:of )?(?:the |my |our |this |his |her |their )?(?P<u>day|week|month|year|decade|season|weekend)", remainder_form, "none", "unit"),
    (r"(?P<n>NUM) (?P<w>WEEKDAYS)s? (?P<dir>from now|ago)", sundays_form, "none", "weekday"),
    # "from the 4th to the 23rd of next month", "between 4 and 22 this month"
    (rf"(?:the )?(?P<d>DAY)RANGE(?P<e>DAY) (?:of |in )?(?P<how>{HOW}) month", within_form, "none", "unit"),
    # "compared with the same month a year ago", "the same period last year"
    ((r"the same (?P<u>month|period|week|day|time|quarter|point) (?:in |of )?(?:the )?(?:last year|(?:a|one|the) year (?:ago|earlier|before|previous))"),
     same_form, "none", "unit"),
)  # fmt: skip
