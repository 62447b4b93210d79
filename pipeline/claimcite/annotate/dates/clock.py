"""The grammar of times of the day: "10:15 GMT", "3 p.m.", "from 9 to 11 a.m.", "in the morning"."""

from __future__ import annotations

import re

from claimcite.annotate.dates.forms import Clock, Core, Hours, RuleText
from claimcite.annotate.dates.pieces import NUMBERS, TENS
from claimcite.lexicon import DateWords


def clock_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "10:15 GMT", "3 p.m.", "0800 UTC", "noon"."""
    groups = m.groupdict()
    word = groups.get("word") or groups.get("word2")
    if word:
        return Clock(0 if word.lower() == "midnight" else 720, None)
    minute = minute_of(m["h"], groups.get("n"), groups.get("a") or groups.get("a2"))
    return None if minute is None else Clock(minute, zone_of(groups.get("z"), words))


def minute_of(hour: str, minute: str | None, half: str | None) -> int | None:
    """Return the minute of the day; None where there is no such hour.

    >>> minute_of("3", "30", "p"), minute_of("12", None, "a"), minute_of("13", None, "p") is None
    (930, 0, True)
    """
    number = NUMBERS.get(hour.lower()) or int(hour) if not hour.isdigit() else int(hour)
    if half and not 1 <= number <= 12:
        return None
    number = number % 12 + 12 * (half.lower() == "p") if half else number
    return 60 * number + int(minute or 0) if number < 24 else None


def zone_of(text: str | None, words: DateWords) -> int | None:
    """Return the offset of a zone in minutes, or None."""
    return words.zones.get((text or "").strip(" ()").upper())


def hours_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "from 9 to 11 a.m.", "10 a.m.–4 p.m.", "between 8:30 and 10:00": where one half of the day is named it holds for both."""
    groups = m.groupdict()
    late = groups.get("b") or groups.get("b2")
    last = minute_of(m["k"], groups.get("o"), late)
    early = groups.get("a") or groups.get("a2") or late
    first = minute_of(m["h"], groups.get("n"), early)
    if first is not None and last is not None and first >= last and not (groups.get("a") or groups.get("a2")):
        # "9.30-4.30pm"
        first = minute_of(m["h"], groups.get("n"), "a")
    if first is None or last is None or first == last:
        return None
    return Clock(first, zone_of(groups.get("z"), words), last)


def spoken_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "half past eight", "ten to nine", "a quarter past five"."""
    low = m["n"].lower()
    minutes = 30 if low == "half" else 15 if low.endswith("quarter") else int(low) if low.isdigit() else sum(NUMBERS.get(w) or TENS[w] for w in re.split("[- ]", low))
    hour = minute_of(m["h"], None, None)
    if hour is None or not 1 <= minutes <= 59:
        return None
    return Clock((hour + (minutes if m["dir"].lower() == "past" else -minutes)) % 1440, None)


def evening_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "8" of "last night at 8", "9" of "every morning at 9"."""
    before = m.string[max(0, m.start() - 16) : m.start()].lower()
    minute = minute_of(m["h"], m["n"], "a" if "morning" in before else "p")
    return None if minute is None else Clock(minute, None)


def between_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "between 5 and 6 in the afternoon"."""
    half = "a" if m["p"].lower() == "morning" else "p"
    first, last = minute_of(m["h"], None, half), minute_of(m["k"], None, half)
    return Clock(first, None, last) if first is not None and last is not None and first < last else None


def part_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "in the morning", "at dusk", "early evening"."""
    return Hours(words.parts_of_day[m["p"].lower()])


def told_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "in the morning at 7" and "7 in the evening"."""
    part = words.parts_of_day[m["p"].lower()]
    minute = minute_of(m["h"], m.groupdict().get("n"), "a" if part == "MO" else "p")
    return None if minute is None else Clock(minute, None)


HOURS = r"(?:1[0-2]|[1-9]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
NOON = r"(?:12 )?(?P<word>noon|midday|midnight)"
CLOCK_RULES: tuple[RuleText, ...] = (
    # "10:15", "10:15 p.m.", "10:15 GMT"; "3 p.m."; "0800 GMT"; "1140 a.m."; "at 5.40"; "10 o'clock"; "at noon"
    (r"(?<![\d.,:/])(?P<h>[01]?\d|2[0-3]):(?P<n>[0-5]\d)(?::[0-5]\d)?(?![\d:])HALF?(?P<z>ZONE)?", clock_form, "clock", "clock"),
    (r"(?<![\d.,:/])(?P<h>1[0-2]|0?[1-9])(?:[.:](?P<n>[0-5]\d))?HALF(?P<z>ZONE)?", clock_form, "none", "clock"),
    (r"(?<![\d.,:/])(?P<h>1[0-2]|0?[1-9])(?P<n>[0-5]\d)HALF(?P<z>ZONE)?", clock_form, "none", "clock"),
    (r"(?<![\d.,:/])(?P<h>[01]\d|2[0-3])(?P<n>[0-5]\d)(?: ?(?:hours|hrs|h)(?P<y>ZONE)?|(?P<z>ZONE))", clock_form, "none", "clock"),
    (r"(?:(?<=at )|(?<=at around )|(?<=at about ))(?P<h>[01]?\d|2[0-3])\.(?P<n>[0-5]\d)(?![\d%]|\.\d)", clock_form, "clock", "figures"),
    (rf"(?P<h>{HOURS}) ?o'?clock", clock_form, "none", "clock"),
    (rf"(?:(?<=at )|(?<=by )|(?<=until )|(?<=before )|(?<=after )|(?<=around )|(?<=since )|(?<=from )|(?<=to )){NOON}|12 (?P<word2>noon)", clock_form, "none", "clock"),
    (rf"{NOON}", clock_form, "part", "clock"),
    # "from 9 to 11 a.m.", "10 a.m.–4 p.m.", "5-6 pm", "between 3 and 5 p.m."
    ((r"(?<![\d.,:/$-])(?P<h>1[0-2]|0?[1-9])(?:[.:](?P<n>[0-5]\d))?(?: ?(?:(?P<a>[ap])\.m\.?|(?P<a2>[ap])m(?!\w)))?"
      r"(?: ?[-–—] ?| to | and | until | till )(?P<k>1[0-2]|0?[1-9])(?:[.:](?P<o>[0-5]\d))?(?: ?(?:(?P<b>[ap])\.m\.?|(?P<b2>[ap])m(?!\w)))(?P<z>ZONE)?"), hours_form, "none", "clock"),
    (r"(?<![\d.,:/-])(?P<h>[01]?\d|2[0-3]):(?P<n>[0-5]\d)(?: ?[-–—] ?| to | until )(?P<k>[01]?\d|2[0-3]):(?P<o>[0-5]\d)(?![\d:]|-\d)(?P<z>ZONE)?", hours_form, "clock", "clock"),
    # "half past eight", "ten to nine"
    (rf"(?P<n>(?:a )?quarter|half|\d{{1,2}}|five|ten|fifteen|twenty(?:[- ]five)?)(?: minutes)? (?P<dir>past|to) (?P<h>{HOURS})(?: o'?clock)?", spoken_form, "told", "spoken"),
    # "last night at 8", "every morning at 9"
    ((r"(?:(?<=night at )|(?<=tonight at )|(?<=morning at )|(?<=mornings at )|(?<=evening at )|(?<=evenings at )|(?<=afternoon at )|(?<=night around )|(?<=tonight around ))"
      r"(?P<h>1[0-2]|[1-9])(?::(?P<n>[0-5]\d))?END"), evening_form, "none", "part"),
    (rf"(?P<h>{HOURS})(?: to | and |-|–)(?P<k>{HOURS}) in the (?P<p>morning|afternoon|evening)", between_form, "none", "part"),
    # "in the morning at 7", "at 7 in the evening", "three in the morning"
    (r"(?:in the )(?P<p>PART) at (?P<h>1[0-2]|[1-9])(?::(?P<n>[0-5]\d))?END", told_form, "none", "part"),
    (rf"(?P<h>{HOURS})(?::(?P<n>[0-5]\d))?(?: o'clock)? (?:in the|at) (?P<p>morning|afternoon|evening|night)", told_form, "told", "part"),
    # "in the morning", "later in the afternoon", "at night", "early evening"
    (r"(?:(?<=in )|(?<=during )|(?<=into )|(?<=by )|(?<=throughout ))the (?:early |late |small )?(?:hours of the )?(?P<p>morning|afternoon|evening|night)(?! of| after| before)", part_form, "part", "part"),
    (r"(?:(?<=at )|(?<=by )|(?<=before )|(?<=after )|(?<=until ))(?P<p>night|dawn|dusk|daybreak|sunrise|sunset|lunchtime)", part_form, "part", "part"),
    (r"(?:early|late|mid)[- ](?P<p>morning|afternoon|evening)", part_form, "part", "part"),
)  # fmt: skip
