"""What may stand before and after a time expression and belongs to it: "late on" Thursday "night", "the end of" 2024."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from claimcite.annotate.dates.forms import Calendar, Form, Named, Shift
from claimcite.annotate.dates.join import is_daylike
from claimcite.annotate.dates.pieces import alternatives, amount_of
from claimcite.lexicon import DateWords

#: So many characters before and after a form are looked at.
WINDOW: Final = 60
EDGES: Final = {"end": "END", "close": "END", "start": "START", "beginning": "START", "turn": "START", "middle": "MID"}
NTH: Final = {"first": "1", "opening": "1", "second": "2", "third": "3", "fourth": "4", "last": "-1", "final": "-1", "closing": "-1"}
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
    nth, days = alternatives(NTH), alternatives(day for day in words.weekdays if day.endswith("day"))
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
            r"|(?:the )?(?P<half>first|second|latter|last) half of "
            rf"|(?:the )?(?P<nth>{nth}) (?:(?P<n>\w{{1,9}}) )?(?P<unit>day|week|weekend|month|quarter|year|decade|{days})s? (?:of|in) "
            r"|(?:the )?(?P<day>\d{1,2}(?:st|nd|rd|th))(?: day)? (?:of|in) "
            r"|(?:the )?(?P<week>week) (?:of|starting|beginning|commencing|ending)(?: on)?,? |(?P<wc>w/c) )(?:the )?$",
            re.IGNORECASE,
        ),
        re.compile(rf",? (?:in the |at |the )?(?:(?P<mod>early|late|mid)[- ])?(?P<part>{part})(?:-time|time)?(?!\w)", re.IGNORECASE),
    )


def is_point(form: Form) -> bool:
    """Whether parts of the day and of the year can be told of a form."""
    return isinstance(form.core, (Calendar, Named, Shift)) and not (isinstance(form.core, Shift) and form.core.exact)


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
    """Write what "the end of", "the first three months of", "the first Friday of", "the week of" make of what follows."""
    if match["edge"]:
        return f"edge {EDGES[match['edge'].lower()]}"
    if match["whole"]:
        return "WHOLE"
    if match["half"]:
        return f"half {'1' if match['half'].lower() == 'first' else '2'}"
    if match["week"] or match["wc"]:
        return "WEEK"
    if match["day"]:
        return f"nth {int(match['day'][:-2])} 1 day"
    amount = amount_of(match["n"]) if match["n"] else "1"
    return None if amount == "X" else f"nth {NTH[match['nth'].lower()]} {amount} {match['unit'].lower()}"
