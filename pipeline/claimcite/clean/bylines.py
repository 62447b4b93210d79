"""Lines at the head of a story: who wrote it, when it was published and changed, in the forms that papers print.

"By Ann Roe and Omar Khan for AFP", "Von Lea Brandt publiziert am 25. September 2026", "Published 11:11 PM EST Nov 19, 2026",
"Updated Nov. 19, 2026 8:21 am ET / Original Nov. 19, 2026 8:02 am ET", "기사입력 :[ 2026-08-25 15:24 ]". A line that says more than
that is none: "By Monday the toll had risen to 12."
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from claimcite.lexicon.outlets import HeadWords
from claimcite.spans import Span

WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s)?"
CLOCK = r"(?:\d{1,2}[:.h]\d\d(?::\d\d)?\s?(?:[ap]\.?m\b\.?)?|\d{1,2}\s?[ap]\.?m\b\.?)"
ZONE = r"(?:\s?\(?(?:z\b|(?:gmt|utc)(?:\s?[+-]\d{1,2}(?::?\d\d)?)?\b|[+-]\d\d:?\d\d\b|[a-z]{1,4}t\b|uhr\b)\)?)?"
YEAR = r"(?:19|20)\d\d(?=\d{1,2}:\d\d|\D|$)"
#: A day as lines print it, with the time of day before or behind; whether its month is a month is for the reader of dates to say.
DATE = re.compile(
    rf"(?:(?:{CLOCK}|\d{{4}}(?=\s?(?:gmt|utc))){ZONE}(?:\s\([^()]{{1,20}}\))?,?\s(?:on\s)?)?{WEEKDAY}"
    rf"(?:\d{{4}}\s?(?P<sep>[-./])\s?\d{{1,2}}\s?(?P=sep)\s?\d{{1,2}}(?!\d)|\d{{4}}\s?[年년]\s?\d{{1,2}}\s?[月월]\s?\d{{1,2}}\s?[日일]"
    rf"|(?<![\d.])\d{{1,2}}(?:st|nd|rd|th|er|\.|º)?\s(?:of\s|del?\s)?[^\W\d_]{{3,12}}\.?,?\s(?:del?\s)?{YEAR}|(?<![^\W\d_])[^\W\d_]{{3,12}}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s{YEAR}"
    rf"|(?<!\d)\d{{1,2}}[/.]\d{{1,2}}[/.]{YEAR})(?:(?:t|[\s,|/–—@-]{{0,4}}(?:at|um|à|às|ore|kl\.?)?\s?){CLOCK}{ZONE})?",
    re.IGNORECASE,
)
#: A name as bylines print it, capitals included: "DANICA KIRKA", "Abdulaziz al-Rahman", "Trevor J. Mitchell".
NAME = re.compile(r"[A-ZÀ-Þ][\w.’'-]*(?:\s(?:(?:de|van|von|der|den|al|el|bin|ibn|la|da|di|du|dos)\b|[A-ZÀ-Þ][\w.’'-]*)){1,4}$")
SINGLE = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]{2,20}$")
DAYS = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|febr)uary|march|april|may|june|july|august|(?:septem|octo|novem|decem)ber", re.IGNORECASE)
PARTS = re.compile(r"\s*[,;/／|·•]\s*|\s+(?:and|AND|&|und|et|y|e|og|och|dan)\s+|\s+[–—-]\s+")
#: Behind a name: whom it writes for, where from.
FOR, PLACE = re.compile(r"\s+(?:for|with|FOR|WITH)\s+(?=[A-ZÀ-Þ])"), re.compile(r"\s+(?:in|at|from)\s+(?:the\s)?[A-ZÀ-Þ].*$")
EDGE = " \t,;:|/／·•()[]–—-"
#: An office before a name: "Pacific affairs reporter Ruth Okello".
OFFICE = re.compile(r"^.{0,60}\b(?:reporter|correspondent|editor|writer|columnist|analyst|producer)s?\s+(?=[A-ZÀ-Þ])")
#: What may stand in a line beside names and dates: a category, a place, the name of the paper.
REST_WORDS_MAX, NAMES_MAX = 8, 120

LineField = Literal["authors", "published", "modified", "dated"]


@dataclass(frozen=True, slots=True)
class Said:
    """What a part of a line says; ``dated`` is a day that no word calls published or changed."""

    field: LineField
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Line:
    """What a line says, and what else stands in it."""

    said: tuple[Said, ...] = ()
    left: str = ""


def read_line(text: str, words: HeadWords, *, label: str = "") -> Line:
    """Read a line at the head of a story; ``label`` is a line before it that holds such a word alone ("Updated").

    >>> from claimcite.lexicon import load_lexicon
    >>> words = load_lexicon().outlets.words
    >>> [(part.field, part.value) for part in read_line("By Ann Roe | Updated May 4, 2026 9:30 am", words).said]
    [('modified', 'May 4, 2026 9:30 am'), ('authors', 'Ann Roe')]
    >>> read_line("By Monday the toll had risen to 12.", words).said
    ()
    """
    dates = list(DATE.finditer(text))[:4]
    edges = [0, *(edge for match in dates for edge in match.span()), len(text)]
    parts = [Span(*edges[i : i + 2]) for i in range(0, len(edges), 2)]
    said = [Said(field_of(part.of(text) if part.start or part.of(text).strip(EDGE) else label, words), match.group().strip(EDGE), Span(*match.span()))
            for part, match in zip(parts, dates, strict=False)]  # fmt: skip
    names = [found for part in parts if (found := authors_in(text, part, words, dated=bool(dates))) is not None]
    if not said and not names:
        return Line()
    left = " ".join(rest for part in parts if (rest := rest_of(part.of(text), names, words)))
    if left.count(" ") >= REST_WORDS_MAX or (left.count(" ") > 2 and text.rstrip().endswith((".", "!", "?"))):
        return Line()
    return Line((*said, *names), left)


def field_of(before: str, words: HeadWords) -> LineField:
    """Return what the words before a day call it; of several, the last counts."""
    ends = [(match.end(), field) for field, pattern in (("published", words.published), ("modified", words.modified)) for match in pattern.finditer(before)]
    return "dated" if not ends else "modified" if max(ends)[1] == "modified" else "published"


def authors_in(text: str, part: Span, words: HeadWords, *, dated: bool) -> Said | None:
    """Return the names behind "By" in a part of a line, as they are printed."""
    start = next((match.end() for match in words.by.finditer(text, part.start, part.end) if is_edge(text, match.start(), dated=dated)), None)
    if start is None:
        return None
    end = min([match.start() for pattern in (words.published, words.modified) if (match := pattern.search(text, start, part.end))], default=part.end)
    cut = re.search(r"\s+[–—-]\s+(?=[^\W\d_]+\s?:)|\s(?:on|am|le|el|em|il)\s*$", text[start:end])
    end = start + cut.start() if cut else end
    value = text[start:end].strip(EDGE)
    if all(field != "authors" for field, _ in names_in(value)) or len(value) > NAMES_MAX or value.endswith(("!", "?")) or re.search(r"[a-z]{3}\.(?:\s|$)", value):
        return None
    return Said("authors", value, Span(start, end))


def names_in(byline: str) -> Iterator[tuple[Literal["authors", "agency"], str]]:
    """Yield the names of a byline: people, and others, which may be the agency.

    >>> list(names_in("Ann Roe in Geneva and Omar Khan for AFP")), list(names_in("the time the ferry sank"))
    ([('authors', 'Ann Roe'), ('authors', 'Omar Khan'), ('agency', 'AFP')], [('agency', 'the time the ferry sank')])
    """
    for part in PARTS.split(byline):
        name, *others = FOR.split(part)
        name = OFFICE.sub("", PLACE.sub("", name)).strip(EDGE)
        if name and not DAYS.fullmatch(name):
            yield ("authors" if NAME.match(name) or SINGLE.match(name) else "agency", name)
        yield from (("agency", other.strip(EDGE)) for other in others)


def is_edge(text: str, start: int, *, dated: bool) -> bool:
    """Whether "by" may begin a byline here: at the front, behind a mark, or in a line that has a date ("Posted on May 4, 2026 by Lea")."""
    before = text[:start].rstrip()
    return not before or before[-1] in EDGE or (dated and not text[start - 1].isalnum())


def rest_of(part: str, names: list[Said], words: HeadWords) -> str:
    """Return what a part of a line says beside names, and the words around names and dates."""
    for name in names:
        part = part.replace(name.value, " ")
    for pattern in (words.published, words.modified, words.by):
        part = pattern.sub(" ", f"{part} ")
    part = re.sub(r"\b(?:on|at|am|um|le|el|em|il|at|the|last|first|in)\b|@\w{1,40}|\S{1,60}@\S{1,60}", " ", part, flags=re.IGNORECASE)
    return re.sub(r"[^\w’'.]+", " ", part).strip(" .")
