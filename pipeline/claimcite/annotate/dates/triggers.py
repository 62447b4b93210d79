"""Where in a text a rule can match at all: near a word or figure of its kind. One pass over the text saves sixty."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from claimcite.annotate.dates.forms import Near
from claimcite.annotate.dates.pieces import DECADES, NUMBERS, ORDINALS, TENS
from claimcite.lexicon import DateWords

#: Words, and figures with what is written together with them: "10:15", "26/10/2020", "1990s", "22nd", "3h".
TOKEN: Final = re.compile(r"[^\W\d_]+\d?|\d[\d/:.]*(?:(?<=\d)[^\W\d_]{1,2}(?![^\W\d_]))?")
#: So many characters before and after such a word are read: no form of its kind has more.
REACH: Final[Mapping[Near, tuple[int, int]]] = {
    "month": (40, 48), "weekday": (32, 48), "year": (28, 28), "figures": (28, 32), "ordinal": (16, 24), "spoken": (24, 52), "unit": (52, 44), "season": (28, 28),
    "quarter": (28, 28), "holiday": (32, 20), "era": (16, 24), "clock": (40, 40), "part": (44, 28), "word": (28, 28), "often": (28, 44), "decade": (24, 20),
}  # fmt: skip
WORDS: Final = ("today", "yesterday", "tomorrow", "tonight", "overnight", "now", "currently", "recently", "night", "time", "period", "point")
CLOCKS: Final = ("am", "pm", "m", "clock", "oclock", "noon", "midday", "midnight", "hours", "hrs")

BY_LENGTH: Final[Mapping[int, tuple[Near, ...]]] = {1: ("ordinal",), 2: ("ordinal",), 3: ("era",), 4: ("year", "decade"), 8: ("figures",)}

Kinds = Mapping[str, tuple[Near, ...]]


def kinds_of_words(words: DateWords) -> Kinds:
    """Return the kinds of every word that a rule needs."""
    found: dict[str, list[Near]] = {}

    def add(kind: Near, listed: Iterable[str]) -> None:
        for phrase in listed:
            kinds = found.setdefault(re.findall(r"[^\W\d_]+\d?", phrase.lower())[-1], [])
            if kind not in kinds:
                kinds.append(kind)

    add("month", words.months)
    add("weekday", [*words.weekdays, *(f"{day}s" for day in words.weekdays)])
    add("unit", [*words.units, "h", "mid"])
    add("season", words.seasons)
    add("quarter", ["quarter", "q1", "q2", "q3", "q4", "h1", "h2", "half"])
    add("holiday", [phrase for phrase in words.holidays if re.search("[a-z]", phrase)])
    add("era", ["bc", "bce", "ad", "ce"])
    add("part", [*words.parts_of_day, "tonight"])
    add("word", WORDS)
    add("often", [*words.frequencies, "every", "each", "once", "twice", "thrice", "times", "mornings", "afternoons", "evenings", "nights", "weekends"])
    add("clock", [*CLOCKS, *words.zones])
    add("decade", DECADES)
    add("spoken", ["thousand", *(w for w, n in NUMBERS.items() if n > 10), "twenty", "past", "quarter"])
    add("ordinal", [*ORDINALS[1:], "twentieth", "thirtieth", *TENS])
    return {word: tuple(kinds) for word, kinds in found.items()}


def kinds_of_figure(text: str) -> tuple[Near, ...]:
    """Return the kinds of a figure by its shape.

    >>> kinds_of_figure("2020"), kinds_of_figure("1990s"), kinds_of_figure("26/10/2020"), kinds_of_figure("12")
    (('year', 'decade'), ('decade',), ('figures', 'holiday'), ('ordinal',))
    >>> kinds_of_figure("10:15"), kinds_of_figure("22nd"), kinds_of_figure("3pm")
    (('clock',), ('ordinal',), ('clock',))
    """
    figure = text.rstrip(".:/")
    if figure.isdigit():
        return BY_LENGTH.get(len(figure), ())
    if "/" in figure:
        return ("figures", "holiday")
    last = figure[-1]
    if last.isdigit():
        return ("clock",) if ":" in figure else ("figures",)
    if last in "sS" and figure[-2:].lower() != "rs":
        return ("decade",)
    return ("ordinal",) if figure[-2:].lower() in ("st", "nd", "rd", "th") else ("unit", "clock") if last in "hH" else ("clock",)


def windows(copy: str, table: Kinds) -> dict[Near, list[tuple[int, int]]]:
    """Return the stretches of a text that the rules of each kind are to read; they do not overlap.

    >>> windows("It sank on Monday.", {"monday": ("weekday",)})
    {'weekday': [(0, 18)]}
    """
    found: dict[Near, list[tuple[int, int]]] = {}
    size = len(copy)
    for match in TOKEN.finditer(copy):
        text = match.group()
        kinds = table.get(text.lower()) if text[0].isalpha() else kinds_of_figure(text)
        for kind in kinds or ():
            before, after = REACH[kind]
            start, end = max(0, match.start() - before), min(size, match.end() + after)
            listed = found.setdefault(kind, [])
            if listed and start <= listed[-1][1]:
                listed[-1] = (listed[-1][0], end)
            else:
                listed.append((start, end))
    return found
