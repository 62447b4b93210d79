"""Time expressions: TIMEX3 as they are written, EDTF as they are meant, with what they were counted from."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final

from claimcite.annotate.anchors import Setting, Tense, resolve
from claimcite.annotate.date_checks import token_at
from claimcite.annotate.date_forms import Calendar, Fixed, Form
from claimcite.annotate.date_scan import find_forms
from claimcite.annotate.date_tense import tense_of
from claimcite.annotate.timex import Value, bounds, first_part, is_day, of_day
from claimcite.lexicon import Lexicon
from claimcite.parse import Parse
from claimcite.records import Anchor, Date, DateRelation
from claimcite.spans import Span

WINDOW: Final = 100
#: What stands right before a form and says how the event lies to it.
LEADS: Final[tuple[tuple[DateRelation, re.Pattern[str]], ...]] = (
    ("since", re.compile(r"(?<!\w)(?:ever )?since (?:about |around |at least |as early as |as far back as )?(?:the )?$", re.I)),
    ("until", re.compile(r"(?<!\w)(?:until|till|by|up to|no later than) (?:about |around |at least |as late as )?(?:the )?$", re.I)),
    ("before", re.compile(r"(?<!\w)(?:before|prior to|ahead of|pre-) ?(?:the )?$", re.I)),
    ("after", re.compile(r"(?<!\w)(?:after|following|post-|later than) ?(?:the )?$", re.I)),
)
#: "three times as many as in 2024", "than in March", "up from nine a week earlier", "compared with 2019"
YARDSTICK: Final = re.compile(
    r"(?<!\w)(?:than(?! (?:an? |one|two|three|four|five|six|seven|eight|nine|ten|half|\d|[$€£]))|compared (?:with|to)"
    r"|as (?:many|much|high|large|big|bad|deadly|often) as(?! \d)|(?:up|down) (?:\d\S* )?from|as against|versus|relative to)(?!\w)(?P<to>[^.;:!?]{0,45})$",
    re.I,
)
CLAUSE: Final = re.compile(r",? (?:and|but|which|who|while|when) |; ")
SINCE: Final = re.compile(r"(?<!\w)since (?=[^.;!?]{0,60}$)", re.I)
SUPERLATIVES: Final = frozenset({"first", "worst", "only", "record", "most", "best", "least", "biggest", "deadliest", "highest", "lowest", "largest"})
ONWARDS: Final = re.compile(r",? (?:on|onwards?)(?=[ ,.;]|$)(?! (?:the|a|his|its)\b)")


@dataclass(slots=True)
class Told:
    """What the text has said so far: the dates, each with the number of its sentence."""

    dates: list[Date] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)

    def within(self, sentence: int, back: int) -> tuple[Date, ...]:
        """Return the dates of a sentence and of so many before it, the nearest first."""
        first = bisect_right(self.sentences, sentence - back - 1)
        return tuple(reversed(self.dates[first:]))


def find_dates(
    parse: Parse, lexicon: Lexicon, *, document_date: Anchor | None, caption_date: Anchor | None = None, aggregate: bool = False
) -> tuple[Date, ...]:
    """Return the time expressions of a text in order, resolved as far as is known when it was written; ids are given later.

    In an ``aggregate`` nothing counts from anything: the sentence before may be another story.
    """
    told = Told()
    known = None if aggregate else document_date or caption_date
    headings = () if aggregate else tuple(years_of_headings(parse))
    for form in find_forms(parse, lexicon):
        span = parse.from_copy(form.start, form.end)
        number = sentence_number(parse, span.start)
        setting = Setting(
            document=known,
            tense=tense(form, span, parse, lexicon),
            near=() if aggregate else told.within(number, 2),
            far=() if aggregate else tuple(reversed(told.dates[-40:])),
            same=told.within(number, 0),
            heading=heading_over(headings, span.start),
        )
        found = resolve(form, setting)
        if found is not None and not (told.dates and repeats(found[0], span, told.dates[-1], parse.text)):
            value, anchor = found
            told.dates.append(record(value, anchor, span, form, parse))
            told.sentences.append(number)
    return tuple(told.dates)


def repeats(value: Value, span: Span, before: Date, text: str) -> bool:
    """Whether a date only says the one before again in figures, as encyclopedias do: "3 May 2026 (2026-05-03)"."""
    return not re.search("[A-Za-z]", span.of(text)) and value.edtf == before.edtf and text[before.span.end : span.start].strip() == "(" and text[span.end : span.end + 1] == ")"


def record(value: Value, anchor: Anchor | None, span: Span, form: Form, parse: Parse) -> Date:
    """Make the record of a resolved form."""
    relation = relation_of(form, parse, value)
    edtf = value.edtf
    if relation == "since" and edtf and "/" not in edtf:
        edtf = f"{first_part(edtf)}/.."
    earliest, latest = bounds(edtf)
    return Date("", span, span.of(parse.text), value.type, value.timex3, edtf, earliest, latest, value.granularity, anchor, relation, False)


def sentence_number(parse: Parse, offset: int) -> int:
    """Return the number of the last sentence that starts at or before an offset."""
    return bisect_right(parse.sentences, offset, key=lambda s: s.span.start) - 1


def tense(form: Form, span: Span, parse: Parse, lexicon: Lexicon) -> Tense:
    """Return the tense of what governs a form."""
    if isinstance(form.core, Fixed) or (isinstance(form.core, Calendar) and form.core.year is not None):
        return "open"
    at = bisect_right(parse.blocks, span.start, key=lambda b: b.span.start) - 1
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


# --- relation -------------------------------------------------------------------------------------------------------


def relation_of(form: Form, parse: Parse, value: Value) -> DateRelation:
    """Return how the event lies to a time expression: "the worst flood since March 2019" is compared with it."""
    if value.type == "SET" or value.type == "DURATION":
        return "at"
    copy = parse.copy
    start = max(0, form.start - WINDOW)
    sentence = parse.sentence_at(parse.from_copy(form.start, form.end).start)
    before = copy[start : form.start]
    if sentence is not None:
        before = copy[max(start, parse.doc[sentence.first].idx) : form.start]
    if yardstick(parse, form.start - len(before), before):
        return "compared"
    since = SINCE.search(before)
    if since and superlative(parse, form.start - len(before), form.start - len(before) + since.start()):
        return "compared"
    for relation, pattern in LEADS:
        if pattern.search(before) and not (copy.startswith("'s", form.end) and before.lower().endswith("by ")):
            # "displaced by last year's offensive" says who did it.
            return relation
    if re.search(r"(?<!\w)from (?:the )?$", before, re.I) and ONWARDS.match(copy, form.end):
        return "since"
    return governed(form, parse)


def yardstick(parse: Parse, start: int, before: str) -> bool:
    """Whether what leads up to a date compares with it: "than in 2017", not "more than 300 people were displaced by".

    No clause and no verb of its own may stand between: "as much as it received after the floods of 2010".
    """
    match = YARDSTICK.search(before)
    if match is None or CLAUSE.search(match[0]):
        return False
    tokens = parse.tokens(parse.from_copy(start + match.start("to"), start + len(before))) if match["to"].strip() else ()
    return not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in tokens)


def superlative(parse: Parse, start: int, end: int) -> bool:
    """Whether a superlative stands in ``[start, end)`` of the copy, in the clause that ends there."""
    text = parse.copy[start:end]
    clause = max((m.end() for m in CLAUSE.finditer(text)), default=0)
    if end - start - clause < 3:
        return False
    tokens = parse.tokens(parse.from_copy(start + clause, end))
    return any(t.tag_ in ("JJS", "RBS") and t.lower_ not in ("least", "latest") or t.lower_ in SUPERLATIVES - {"least", "most"} for t in tokens)


def governed(form: Form, parse: Parse) -> DateRelation:
    """Return the relation of a date inside a phrase: "after the floods of 2010", "before the war in 2021"."""
    # "after an air raid on Tuesday": the raid was then, and so was what came of it.
    if not parse.copy[max(0, form.start - 8) : form.start].endswith((" of ", " of the ")):
        return "at"
    token = token_at(parse, form.end - 1)
    for _ in range(2):
        if token is None or token.dep_ not in ("nmod", "obl", "compound", "nummod", "nmod:poss", "obl:tmod", "nmod:tmod") or token.head.pos_ not in ("NOUN", "PROPN"):
            return "at"
        token = token.head
        cases = {child.lower_ for child in token.children if child.dep_ in ("case", "mark")}
        for word, relation in (("after", "after"), ("before", "before"), ("since", "since"), ("until", "until")):
            if word in cases:
                return relation  # type: ignore[return-value]
    return "at"


# --- captions and stand-alone dates ---------------------------------------------------------------------------------

MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
WEEKDAYS: Final = "mon tue wed thu fri sat sun".split()
MONTH: Final = r"(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
DAY_FIRST: Final = re.compile(rf"(?<![\w.,])(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {MONTH},? (\d{{4}})(?!\d)", re.I)
MONTH_FIRST: Final = re.compile(rf"(?<!\w){MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})(?!\d)", re.I)
ISO: Final = re.compile(r"(?<![\w-])(\d{4})-(\d\d)-(\d\d)(?![\d-])")
WEEKDAY: Final = re.compile(r"(?<!\w)(mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|rs|rsday|r|urday)?\.?,? (?:the )?$", re.I)


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


def parse_date_value(text: str) -> str | None:
    """Return the EDTF of a text that is one full date, with or without its weekday.

    >>> parse_date_value("Monday, Oct. 26, 2020"), parse_date_value("2020-10-26")
    ('2020-10-26', '2020-10-26')
    >>> parse_date_value("31 February 2020") is None
    True
    """
    for start, end, value in full_dates(text):
        if not text[end:].strip(" .") and (not text[:start].strip() or WEEKDAY.fullmatch(text[:start].strip() + " ")):
            return value
    return None


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
    import datetime as dt

    return dt.date.fromisoformat(value).weekday()


__all__ = ["caption_anchor", "find_dates", "full_dates", "of_day", "parse_date_value"]
