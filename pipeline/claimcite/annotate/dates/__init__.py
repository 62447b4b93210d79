"""Time expressions: TIMEX3 as they are written, EDTF as they are meant, with what they were counted from."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from claimcite.annotate.dates.anchors import Setting, Tense
from claimcite.annotate.dates.forms import Calendar, Fixed, Form, Named, Shift, Stretch
from claimcite.annotate.dates.meaning import resolve
from claimcite.annotate.dates.relation import relation_of
from claimcite.annotate.dates.scan import find_forms
from claimcite.annotate.dates.tense import tense_of
from claimcite.annotate.dates.timex import Value, bounds, is_day
from claimcite.lexicon import Lexicon
from claimcite.parse import Parse
from claimcite.records import Anchor, Date
from claimcite.spans import Span

#: So many dates before one are looked at: a sentence of ten thousand dates is no sentence.
REACH: Final = 40


@dataclass(slots=True)
class Told:
    """What the text has said so far: the dates, each with the number of its sentence."""

    dates: list[Date] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)

    def within(self, sentence: int, back: int) -> tuple[Date, ...]:
        """Return the dates of a sentence and of so many before it, the nearest first, at most ``REACH``."""
        first = max(bisect_right(self.sentences, sentence - back - 1), len(self.dates) - REACH)
        return tuple(reversed(self.dates[first:]))


def find_dates(
    parse: Parse, lexicon: Lexicon, *, document_date: Anchor | None, caption_date: Anchor | None = None, aggregate: bool = False
) -> tuple[Date, ...]:
    """Return the time expressions of a text in order, resolved as far as is known when it was written; ids are given later.

    In an ``aggregate`` nothing counts from another sentence: that may be another story.
    """
    told = Told()
    known = None if aggregate else document_date or caption_date
    headings = () if aggregate else tuple(years_of_headings(parse))
    forms = find_forms(parse, lexicon)
    history = is_history(forms)
    for form in forms:
        span = parse.from_copy(form.start, form.end)
        number = sentence_number(parse, span.start)
        setting = Setting(
            document=known,
            tense=tense(form, span, parse, lexicon),
            near=told.within(number, 0 if aggregate else 2),
            far=told.within(number, 0) if aggregate else tuple(reversed(told.dates[-REACH:])),
            same=told.within(number, 0),
            heading=heading_over(headings, span.start),
            history=history and not aggregate,
            opening=not aggregate and opens(span, parse),
        )
        found = apposed(form, span, told, parse) or resolve(form, setting)
        if found is not None and not (told.dates and repeats(found[0], span, told.dates[-1], parse.text)):
            value, anchor = found
            told.dates.append(record(value, anchor, span, form, parse))
            told.sentences.append(number)
    return tuple(told.dates if known or aggregate else of_later_years(told.dates, forms_by_span(forms, parse)))


def forms_by_span(forms: list[Form], parse: Parse) -> dict[Span, Form]:
    """Return the points without a year by where they stand."""
    return {parse.from_copy(f.start, f.end): f for f in forms if isinstance(f.core, Calendar) and f.core.month and f.core.year is None}


def of_later_years(dates: list[Date], bare: dict[Span, Form]) -> Iterator[Date]:
    """Give the first points of an undated text the year of the first full date behind them: a caption's "13 October" above "On 11 October 2019"."""
    first = next((d for d in dates if d.edtf and d.granularity in ("day", "part_of_day", "minute", "month")), None)
    for date in dates:
        form = bare.get(date.span) if date.edtf is None else None
        found = resolve(form, Setting(None, "past", far=(first,))) if form is not None and first is not None and date.span.start < first.span.start else None
        if found is None:
            yield date
        else:
            value, anchor = found
            earliest, latest = bounds(value.edtf)
            yield replace(date, timex3=value.timex3, edtf=value.edtf, earliest=earliest, latest=latest, anchor=anchor)


def apposed(form: Form, span: Span, told: Told, parse: Parse) -> tuple[Value, Anchor] | None:
    """Return the day before a comma that a form only says again: "on 2 October, three weeks later"."""
    before = told.dates[-1] if told.dates else None
    again = isinstance(form.core, Shift) and form.core.exact and form.core.base == "text" and form.core.sign > 0
    if before is None or not again or not before.edtf or before.granularity != "day" or parse.text[before.span.end : span.start] != ", ":
        return None
    return Value(before.type, before.timex3, before.edtf, before.granularity), Anchor("text", before.edtf, before.span)


def opens(span: Span, parse: Parse) -> bool:
    """Whether a form stands first in its sentence, but for a preposition."""
    sentence = parse.sentence_at(span.start)
    return sentence is not None and span.start - sentence.span.start <= 4


def is_history(forms: list[Form]) -> bool:
    """Whether a text tells of years gone by: most of its points in time say their year, and few count from the day of writing."""
    told = sum(isinstance(form.core, (Calendar, Stretch)) and year_in(form.core) is not None for form in forms)
    bare = sum(isinstance(form.core, (Shift, Named)) and form.core.base == "now" for form in forms)
    bare += sum(isinstance(form.core, Calendar) and form.core.weekday is not None and form.core.year is None for form in forms)
    return told >= 6 and told > 6 * bare


def year_in(core: Calendar | Stretch) -> int | None:
    """Return the year that a point or the beginning of a stretch says."""
    point = core.first if isinstance(core, Stretch) else core
    return point.year if isinstance(point, Calendar) else None


def repeats(value: Value, span: Span, before: Date, text: str) -> bool:
    """Whether a date only says the one before again in figures, as encyclopedias do: "3 May 2026 (2026-05-03)"."""
    return not re.search("[A-Za-z]", span.of(text)) and value.edtf == before.edtf and text[before.span.end : span.start].strip() == "(" and text[span.end : span.end + 1] == ")"


def record(value: Value, anchor: Anchor | None, span: Span, form: Form, parse: Parse) -> Date:
    """Make the record of a resolved form."""
    relation = relation_of(form, parse, value)
    edtf = value.edtf if value.granularity != "season" else season_edtf(value, form, span.of(parse.text))
    earliest, latest = bounds(edtf)
    return Date("", span, span.of(parse.text), value.type, value.timex3, edtf, earliest, latest, value.granularity, anchor, relation, False)


def season_edtf(value: Value, form: Form, text: str) -> str | None:
    """Return the year of a season, none where the text does not say which: when spring is hangs on where. A quarter has its months.

    "in the spring of 1993" is 1993 as "early 1993" is; TIMEX3 keeps the season.
    """
    if re.fullmatch(r"\d{4}-(?:SP|SU|FA|WI)(?:;.*)?", value.timex3) is None or value.edtf is None:
        return value.edtf
    if isinstance(form.core, Calendar) and form.core.year is None:
        return None
    year = value.timex3[:4]
    return f"{year}/{int(year) + 1:04d}" if re.search(r"\d[-–/]\d", text) and year != "9999" else year  # "the winter of 2006–07"


def sentence_number(parse: Parse, offset: int) -> int:
    """Return the number of the last sentence that starts at or before an offset."""
    return bisect_right(parse.sentences, offset, key=lambda s: s.span.start) - 1


def tense(form: Form, span: Span, parse: Parse, lexicon: Lexicon) -> Tense:
    """Return the tense of what governs a form."""
    if isinstance(form.core, Fixed) or (isinstance(form.core, Calendar) and form.core.year is not None):
        return "open"
    at = parse.block_at(span.start)
    if at >= 0 and span.start - parse.blocks[at].span.start <= 6 and parse.copy.startswith(":", form.end):
        return "past"  # "November: Parliament freezes prices."
    caption = at >= 0 and parse.blocks[at].kind in ("caption", "heading", "title", "list", "infobox", "table")
    return tense_of(parse.tokens(span), parse.copy[max(0, form.start - 40) : form.start], caption=caption, planned=lexicon.dates.planned)


def years_of_headings(parse: Parse) -> list[tuple[int, Anchor | None]]:
    """Return where the headings begin, with the year that each sets for what stands under it; "3 June: …" under "2025".

    A heading of the same or a higher level ends what the one before has set; a lower one keeps it.
    """
    found: list[tuple[int, Anchor | None]] = []
    level, current = 0, None
    for block in parse.blocks:
        if block.kind != "heading":
            continue
        years = re.findall(r"(?<![\d.,])(?:1[5-9]\d\d|20\d\d)(?![\d%])", block.span.of(parse.text)[:200])
        if len(years) == 1:
            level, current = block.level, Anchor("text", years[0], block.span)
        elif block.level <= level or not level:
            level, current = 0, None
        found.append((block.span.start, current))
    return found


def heading_over(headings: tuple[tuple[int, Anchor | None], ...], offset: int) -> Anchor | None:
    """Return the year that the heading over an offset sets, or None."""
    at = bisect_right(headings, offset, key=lambda h: h[0]) - 1
    return headings[at][1] if at >= 0 else None


MONTHS: Final = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
WEEKDAYS: Final = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
MONTH: Final = r"(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
DAY_FIRST: Final = re.compile(rf"(?<![\w.,])(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {MONTH},? (\d{{4}})(?!\d)", re.IGNORECASE)
MONTH_FIRST: Final = re.compile(rf"(?<!\w){MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})(?!\d)", re.IGNORECASE)
ISO: Final = re.compile(r"(?<![\w-])(\d{4})-(\d\d)-(\d\d)(?![\d-])")
WEEKDAY: Final = re.compile(r"(?<!\w)(mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|rs|rsday|r|urday)?\.?,? (?:the )?$", re.IGNORECASE)


def full_dates(text: str) -> list[tuple[int, int, str]]:
    """Return the full dates of a text with their places.

    >>> full_dates("Monday, Oct. 26, 2020, and 31 February 2021")
    [(8, 21, '2020-10-26')]
    """
    found = []
    for pattern, order in ((DAY_FIRST, (3, 2, 1)), (MONTH_FIRST, (3, 1, 2)), (ISO, (1, 2, 3))):
        for m in pattern.finditer(text):
            year, month, day = (m[i] for i in order)
            number = int(month) if month.isdigit() else MONTHS.index(month[:3].lower()) + 1
            if is_day(int(year), number, int(day)):
                found.append((*m.span(), f"{int(year):04d}-{number:02d}-{int(day):02d}"))
    return sorted(found)


def caption_anchor(parse: Parse) -> Anchor | None:
    """Return the full date of the first caption that has one; else a full date with its weekday in the text, which fixes the week.

    A weekday that is not the date's ("Tuesday, Oct. 26, 2020") fixes nothing.
    """
    for block in parse.blocks:
        if block.kind == "caption":
            for start, end, value in full_dates(block.span.of(parse.text))[:1]:
                return Anchor("caption", value, Span(start, end).shifted(block.span.start))
    for block in parse.blocks:
        if block.kind not in ("paragraph", "quote"):
            continue
        text = block.span.of(parse.text)
        for start, end, value in full_dates(text):
            match = WEEKDAY.search(text[max(0, start - 16) : start])
            if match and WEEKDAYS.index(match[1].lower()) == weekday_number(value):
                return Anchor("text", value, Span(start, end).shifted(block.span.start))
    return None


def weekday_number(value: str) -> int:
    """Return the weekday of a day in ISO form, Monday 0."""
    return dt.date.fromisoformat(value).weekday()
