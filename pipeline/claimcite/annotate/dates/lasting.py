"""The grammar of what lasts: "nine years", "three-month", "half an hour", "all day"."""

from __future__ import annotations

import re

from claimcite.annotate.dates.forms import Ahead, Core, Fixed, RuleText, Shift
from claimcite.annotate.dates.pieces import amount_of, unit_of
from claimcite.annotate.dates.timex import duration
from claimcite.lexicon import DateWords

#: Where a clause goes on: "for 3 day." is a slip for three days, "a 3 day trip" is written so.
CLOSED = re.compile(r"\s*$| ?[.,;!?)]| (?:and|but|or|when|in|at|on|as|with|while|by|to|from)(?!\w)")


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
        if re.fullmatch(r"1\d{3}|20\d\d", m.groupdict().get("n") or "") or not CLOSED.match(m.string, m.end()) or (m["u"].lower() in ("second", "quarter", "season", "day", "night") and not m["n"][0].isdigit()):
            return None
    return Fixed(duration(unit, amount, mod=mod))


def ahead_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "in three weeks", "in a year's time"."""
    amount, unit, _ = counted(m, words)
    lasting = duration_form(m, words)
    if amount == "X" or not isinstance(lasting, Fixed):
        return lasting
    return Ahead(Shift(unit, amount, 1, "now", exact=True), lasting.value)


def short_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "3h", "20 min", "1h30"."""
    unit = {"h": "hour", "d": "day"}.get(m["u"].lower()) or unit_of(m["u"], words)[0]
    return Fixed(duration(unit, f"{float(m['n']):g}"))


def whole_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "all day", "the whole week", "full-year", and "in the first week": of what, the text says elsewhere."""
    return Fixed(duration(unit_of(m["u"], words)[0], "1"))


def half_form(m: re.Match[str], words: DateWords) -> Core | None:
    """Read "half an hour" and "three quarters of an hour"."""
    text, unit = m.group().lower(), (m["u"] or m["v"]).lower()
    quarters = 2 if text[0] in "h½" else 3 if text.startswith("three") else 1
    if unit == "hour":
        return Fixed(duration("minute", str(15 * quarters)))
    return Fixed(duration(unit, f"{quarters / 4:g}"))


LASTING_RULES: tuple[RuleText, ...] = (
    # "half an hour", "half-hour", "half a year", "½ hour"
    (r"half[- ](?:an? )?(?P<u>hour|day|year|decade)|(?:a quarter of an|three[- ]quarters of an|half of an) (?P<v>hour)", half_form, "none", "unit"),
    (r"half (?:a )?(?P<u>century|month)|½ (?P<v>hour|day|year)", half_form, "none", "unit"),
    # "will leave in three weeks", "in a year's time"
    ((r"(?<=in )(?:HEDGE)?(?P<n>NUM)(?P<half> and a half)? (?:more )?(?P<u>UNIT)(?:'s?)?(?: from now|(?<=') time|(?<='s) time)?(?!-| of)"), ahead_form, "ahead", "unit"),
    ((r"HEDGE?(?P<n>NUM)(?P<half> and (?:a )?half)?[ -]BETWEEN?(?P<u>UNIT)(?P<half2> and (?:a )?half)?(?:[- ](?:long|old))?(?!-(?!long)[a-z])"),
     duration_form, "one", "unit"),
    (r"HEDGE?(?P<n>VAGUE) BETWEEN?(?P<u>UNITS)(?: old)?", duration_form, "duration", "unit"),
    (r"(?P<u>UNITS)-long", duration_form, "none", "unit"),
    # "for 3h", "20 min", "90 secs"
    (r"(?<![\d.,:/$€£-])(?P<n>\d{1,4}(?:\.\d{1,2})?)[ -]?(?P<u>h|hr|hrs|min|mins|sec|secs)END", short_form, "none", "unit"),
    # "all day", "all-week", "for the whole month", "full-year"
    (r"(?:all|(?:the|a|an) (?:whole|entire|full)|full)[- ](?P<u>second|minute|hour|day|night|weekend|week|month|year|decade|century|season)(?: long|-long)?(?! of| club)", whole_form, "none", "unit"),
    (r"(?P<n>a) single (?P<u>ONE)", duration_form, "none", "unit"),
    (r"(?P<u>UNITS)", duration_form, "bare", "unit"),
    # "in the first week": of what, the text says elsewhere
    (r"(?:(?<=in )|(?<=over )|(?<=during )|(?<=within ))the (?:first|opening|second|third|final) (?P<u>ONE)(?! (?:of|in))", whole_form, "none", "unit"),
)  # fmt: skip
