"""Finds the forms of time expressions in a parsed text: match, check against the parse, extend, join."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from claimcite.annotate.dates.calendar import alternatives
from claimcite.annotate.dates.checks import accepted, in_one_block
from claimcite.annotate.dates.forms import Calendar, Clock, Form, Named, Shift, Stretch, Within
from claimcite.annotate.dates.lasting import amount_of
from claimcite.annotate.dates.words import rules
from claimcite.lexicon import DateWords, Lexicon
from claimcite.parse import Parse

#: So many characters before and after a form are looked at.
WINDOW: Final = 60
SEPARATOR: Final = re.compile(r" ?[-–—] ?| to | until | through | till ")
#: "Monday at 10:15", "10:15 on Monday"
TIME_AFTER: Final = re.compile(r",? (?:(?:at|around|about|shortly after|just after|just before|shortly before|before|after) (?:about |around )?)?|,? at (?:about|around) ")
TIME_BEFORE: Final = re.compile(r",? (?:on (?:the )?)?|,? (?:local time )?on ")
TO_PRESENT: Final = re.compile(r"(?: ?[-–—] ?| to (?:the )?)(?:present|now)(?: day)?(?!\w)", re.IGNORECASE)
EDGES: Final = {"end": "END", "close": "END", "start": "START", "beginning": "START", "turn": "START", "middle": "MID"}
MODS: Final = {"early": "START", "earlier": "START", "mid": "MID", "middle": "MID", "late": "END", "later": "END"}


@dataclass(frozen=True, slots=True)
class Affixes:
    """Patterns of what may stand before and after a form and belongs to it."""

    part_before: re.Pattern[str]
    mod_before: re.Pattern[str]
    edge_before: re.Pattern[str]
    part_after: re.Pattern[str]


def affixes(words: DateWords) -> Affixes:
    """Compile the patterns of what belongs to a form."""
    part = alternatives(words.parts_of_day)
    return Affixes(
        # "the night of", "dawn on", "late at night on", "the early hours of"
        re.compile(
            rf"(?<!\w)(?:(?:the |late at |late in the |early in the )?(?:(?P<mod>early|late|mid)[- ])?(?P<part>{part})(?: hours)?,? (?:of|on)"
            rf"|the (?P<small>early|small|late)(?: morning)? hours (?:of|on)) (?:the )?$",
            re.IGNORECASE,
        ),
        re.compile(r"(?<!\w)(?:the )?(?P<mod>early|late|mid|earlier|later|middle)(?:[- ]to[- ](?:mid|late))?(?:-| )(?:on |in )?(?:the )?$", re.IGNORECASE),
        re.compile(
            r"(?<!\w)(?:(?:the |its )?(?:very )?(?P<edge>end|close|start|beginning|turn|middle) of |(?:the )?(?P<whole>whole|entirety|rest|remainder|all|course) of "
            r"|the (?P<half>first|second|latter|last) half of "
            r"|the (?P<nth>first|second|third|fourth|last|final|opening|closing) (?:(?P<n>\w{1,9}) )?(?P<unit>day|week|weekend|month|quarter)s? (?:of|in) )(?:the )?$",
            re.IGNORECASE,
        ),
        re.compile(rf",? (?:in the |at |the )?(?:(?P<mod>early|late|mid)[- ])?(?P<part>{part})(?:-time|time)?(?!\w)", re.IGNORECASE),
    )


def find_forms(parse: Parse, lexicon: Lexicon) -> list[Form]:
    """Return the forms in order, none overlapping, places in ``parse.copy``."""
    words = lexicon.dates
    copy = with_breaks(parse)
    kept: list[Form] = []
    for form in longest(f for f in candidates(copy, lexicon) if in_one_block(f, parse)):
        checked = accepted(form, kept[-1] if kept else None, parse, words)
        if checked is not None:
            kept.append(checked)
    ends = affixes(words)
    extended = [extend(form, copy, words, ends) for form in kept]
    return list(joined(list(longest(extended)), copy))


def with_breaks(parse: Parse) -> str:
    """Return the copy with a line break between blocks: "… until Friday" and "September 18: …" below it are two dates."""
    places = [bisect_left(parse.where, block.span.start) - 1 for block in parse.blocks]
    breaks = sorted({i for i in places if 0 <= i < len(parse.copy) and parse.copy[i] == " "})
    edges = [-1, *breaks, len(parse.copy)]
    return "\n".join(parse.copy[a + 1 : b] for a, b in pairwise(edges))


def candidates(copy: str, lexicon: Lexicon) -> Iterator[Form]:
    """Yield every form that a rule reads in a text, overlapping ones too."""
    for rule in rules(lexicon.dates, lexicon.digest):
        for match in rule.pattern.finditer(copy):
            core = rule.build(match, lexicon.dates)
            if core is not None and match.end() > match.start():
                yield Form(*match.span(), core, rule.check)


def longest(forms: Iterator[Form] | list[Form]) -> Iterator[Form]:
    """Yield the forms that begin first, of those the longest, without overlaps."""
    at = 0
    for form in sorted(forms, key=lambda f: (f.start, -f.end)):
        if form.start >= at:
            yield form
            at = form.end


def is_point(form: Form) -> bool:
    """Whether parts of the day and of the year can be told of a form."""
    return isinstance(form.core, (Calendar, Named, Shift)) and not (isinstance(form.core, Shift) and form.core.exact)


def is_daylike(form: Form) -> bool:
    """Whether a form is a day, so that it can have a night."""
    core = form.core
    if isinstance(core, Shift):
        return core.unit == "day"
    point = core.point if isinstance(core, (Named, Within)) else core
    return isinstance(point, Calendar) and point.unit == "day"


def extend(form: Form, copy: str, words: DateWords, ends: Affixes) -> Form:
    """Take in what belongs to a form: "Thursday" night, "late on" Thursday, "the end of" 2024."""
    if not is_point(form):
        return form
    if is_daylike(form):
        form = with_part(form, copy, words, ends)
    before = copy[max(0, form.start - WINDOW) : form.start]
    match = ends.mod_before.search(before)
    if match and not (form.part and "hours" in before):
        return replace(form, start=form.start - len(before) + match.start(), mod=form.mod or MODS[match["mod"].lower()])
    match = ends.edge_before.search(before)
    if match and (mod := edge_mod(match)):
        return replace(form, start=form.start - len(before) + match.start(), mod=mod)
    return form


def with_part(form: Form, copy: str, words: DateWords, ends: Affixes) -> Form:
    """Take in the part of the day before or after a day."""
    after = ends.part_after.match(copy, form.end)
    if after:
        mod = MODS[after["mod"].lower()] if after["mod"] else None
        form = replace(form, end=after.end(), part=words.parts_of_day[after["part"].lower()], mod=mod)
    before = copy[max(0, form.start - WINDOW) : form.start]
    match = ends.part_before.search(before)
    if match and form.part is None:
        part = words.parts_of_day[match["part"].lower()] if match["part"] else "NI" if match["small"].lower() == "late" else "MO"
        mod = MODS[match["mod"].lower()] if match["mod"] else "START" if match["small"] else None
        form = replace(form, start=form.start - len(before) + match.start(), part=part, mod=mod)
    return form


def edge_mod(match: re.Match[str]) -> str | None:
    """Write what "the end of", "the first three months of" make of what follows."""
    if match["edge"]:
        return f"edge {EDGES[match['edge'].lower()]}"
    if match["whole"]:
        return "WHOLE"
    if match["half"]:
        return f"nth {'1' if match['half'].lower() == 'first' else '-1'} 6 month"
    which = {"first": "1", "opening": "1", "second": "2", "third": "3", "fourth": "4"}.get(match["nth"].lower(), "-1")
    amount = amount_of(match["n"]) if match["n"] else "1"
    return None if amount == "X" else f"nth {which} {amount} {match['unit'].lower()}"


def joined(forms: list[Form], copy: str) -> Iterator[Form]:
    """Join "10:15" and "Monday", "March" and "May 2019", and "December 2022" and the present."""
    at = 0
    while at < len(forms):
        form = forms[at]
        at += 1
        while at < len(forms):
            both = pair(form, forms[at], copy)
            if both is None:
                break
            form = both
            at += 1
        open_end = TO_PRESENT.match(copy, form.end) if isinstance(form.core, Calendar) and form.core.year else None
        if open_end and isinstance(form.core, Calendar):
            form = replace(form, end=open_end.end(), core=Stretch(form.core, None))
        yield form


def pair(one: Form, two: Form, copy: str) -> Form | None:
    """Join two neighbours into one form, or None."""
    if two.start - one.end > 24:
        return None
    gap = copy[one.end : two.start]
    if isinstance(two.core, Clock) and is_daylike(one) and one.clock is None and TIME_AFTER.fullmatch(gap):
        return replace(one, end=two.end, clock=two.core)
    if isinstance(one.core, Clock) and is_daylike(two) and two.clock is None and TIME_BEFORE.fullmatch(gap):
        return replace(two, start=one.start, clock=one.core)
    if isinstance(one.core, Calendar) and isinstance(two.core, Shift):
        # "in March last year", "on Monday of last week", "in June the same year"
        unit = "week" if one.core.month is None and one.core.weekday is not None else "year"
        fits = two.core.unit == unit and not two.core.exact and one.core.year is None and two.mod is None and gap in (" ", " of ", ", ")
        return replace(one, end=two.end, core=Within(one.core, two.core)) if fits else None
    if not isinstance(one.core, Calendar) or not isinstance(two.core, Calendar) or one.clock or two.clock or one.part or two.part:
        return None
    between = gap == " and " and copy[max(0, one.start - 12) : one.start].lower().rstrip().endswith("between")
    if (between or SEPARATOR.fullmatch(gap)) and alike(one.core, two.core):
        return replace(one, end=two.end, core=Stretch(one.core, two.core), mod=None)
    return None


def alike(one: Calendar, two: Calendar) -> bool:
    """Whether one can be the first and the other the last of a stretch: "March–May 2019", not "2019–May"."""
    if one.unit == "year" and two.unit == "year":
        return (one.year or 0) < (two.year or 0)
    if one.unit in ("decade", "century", "season") or two.unit in ("decade", "century", "season"):
        return one.unit == two.unit and (one.season is None or two.year is not None)
    return (one.unit != "year" and two.unit != "year") or (one.year is not None and two.unit == "year" and two.year is not None)


