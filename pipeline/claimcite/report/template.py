"""Parameters of a citation template under one name each, as the documentation of Citation Style 1 names them: what rendering and its gold read.

Shares no code with ``link.fields``, which it is to check.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

#: Other names of a parameter -> the one that is read here.
ALIASES = {
    **dict.fromkeys(("newspaper", "journal", "magazine", "periodical", "website", "encyclopedia", "encyclopaedia", "dictionary"), "work"),
    **dict.fromkeys(("institution", "degree-granting", "newsgroup"), "publisher"),
    **dict.fromkeys(("contribution", "entry", "article", "section"), "chapter"),
    **dict.fromkeys(("place", "publication-place"), "location"),
    **dict.fromkeys(("origyear", "orig-year"), "orig-date"),
    **dict.fromkeys(("deadurl", "dead-url"), "url-status"),
    **dict.fromkeys(("lastauthoramp", "last-author-amp", "name-list-style"), "amp"),
    "accessdate": "access-date", "archiveurl": "archive-url", "archivedate": "archive-date", "lang": "language", "number": "issue", "pp": "pages",
    "p": "page", "trans_title": "trans-title", "year": "date",
}  # fmt: skip
KINDS = ("press release", "journal", "magazine", "news", "book", "encyclopedia", "report", "thesis", "conference", "av media", "citation")
#: Kinds whose title stands without quotation marks.
WHOLE = ("book", "report", "thesis", "av media")
GENRES = {"press release": "Press release", "report": "Report", "thesis": "Thesis"}
LANGUAGES = {"arabic": "ar", "chinese": "zh", "danish": "da", "dutch": "nl", "finnish": "fi", "french": "fr", "german": "de", "greek": "el", "hebrew": "he", "hindi": "hi",
         "hungarian": "hu", "irish": "ga", "italian": "it", "japanese": "ja", "korean": "ko", "latin": "la", "norwegian": "no", "persian": "fa", "polish": "pl",
         "portuguese": "pt", "romanian": "ro", "russian": "ru", "spanish": "es", "swedish": "sv", "turkish": "tr", "ukrainian": "uk", "urdu": "ur", "welsh": "cy",
         "english": "en", "czech": "cs"}  # fmt: skip
#: Months in the languages that entries are printed in.
MONTHS: Mapping[str, Sequence[str]] = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
    "de": ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"),
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    "es": ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
}
#: "last2", "author-last2", "editor-first1"; "author2", "author2-last", "editor".
NAME_PARTS = {
    role: (
        re.compile(rf"{prefix}(?P<part>last|first|surname|given)(?P<n>\d{{0,2}})"),
        re.compile(rf"{role}s?(?P<n>\d{{0,2}})(?:-(?P<part>last|first|surname|given))?"),
    )
    for role, prefix in (("author", "(?:author-)?"), ("editor", "editor-"))
}
Person = tuple[str, str]


class Parameters:
    """The parameters of one template; "" for those that it does not give."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        """Take parameters as the template names them, its own name under "cite"."""
        self.given: dict[str, str] = {}
        for name, value in fields.items():
            if value := " ".join(value.replace("((", "").replace("))", "").split()):  # "((Roe A-B))" is printed without its brackets
                self.given.setdefault(ALIASES.get(name, name), value)
        name = fields.get("cite", "").replace("_", " ").replace("-", " ")
        self.kind = next((kind for kind in KINDS if kind in name), "web")
        self.authors = persons(fields, "author")
        self.editors = persons(fields, "editor")

    def __getitem__(self, name: str) -> str:
        return self.given.get(name, "")

    @property
    def quotes(self) -> bool:
        """Whether the title stands in quotation marks: it is part of a work, or a page."""
        return self.kind not in WHOLE and (self.kind != "citation" or bool(self["work"]))

    @property
    def part(self) -> str:
        """The chapter, where one is cited."""
        return self["chapter"] if self["title"] and self.kind not in ("encyclopedia", "journal", "news", "magazine", "web") else ""

    @property
    def title(self) -> str:
        """The title, that of the book where a chapter is cited."""
        return self["title"] or self["script-title"].partition(":")[2] or self["chapter"]

    @property
    def genre(self) -> str:
        """The remark on the kind of work: "Press release"."""
        return self["type"] or (f"{self['degree']} thesis" if self["degree"] else GENRES.get(self.kind, ""))

    @property
    def site(self) -> str:
        """The name of the site that pages repeat behind their titles."""
        return (self["work"] or self["publisher"]) if self.kind in ("web", "news") else ""

    @property
    def amp(self) -> bool:
        """Whether "&" stands before the last of several names."""
        return self["amp"] in ("yes", "y", "amp", "true")


def persons(fields: Mapping[str, str], role: str) -> list[Person]:
    """Return the people of a role in order, as (family, given); a name in one piece has no second part; "Staff" is nobody.

    >>> persons({"last": "Roe", "first": "Ann", "author2": "Omar Khan"}, "author"), persons({"title": "Dam"}, "author")
    ([('Roe', 'Ann'), ('Omar Khan', '')], [])
    """
    found: dict[int, dict[str, str]] = {}
    for name, value in fields.items():
        match = next((match for form in NAME_PARTS[role] if (match := form.fullmatch(name))), None)
        if match is not None and value.strip().lower() not in ("", "staff", "staff writer", "anonymous"):
            part = {"surname": "last", "given": "first", None: "whole"}.get(match["part"], match["part"])
            found.setdefault(int(match["n"] or 1), {}).setdefault(part, " ".join(value.split()))
    return [
        (names.get("last") or names["whole"], names.get("first", "") if "last" in names else "")
        for _, names in sorted(found.items())
        if "last" in names or "whole" in names
    ]


def people(names: Sequence[Person], *, amp: bool = False) -> str:
    """Return names as they are printed: "Roe, Ann; Khan, Omar"."""
    printed = [f"{family}, {given}" if given else family for family, given in names]
    if amp and len(printed) > 1:
        return f"{'; '.join(printed[:-1])} & {printed[-1]}"
    return "; ".join(printed)


def read_days(text: str) -> list[list[int]] | None:
    """Return the numbers of a date, of both ends of a range; None where it names no year.

    >>> read_days("17–18 August 2024"), read_days("May 4, 2026"), read_days("2026-05"), read_days("no date")
    ([[2024, 8, 17], [2024, 8, 18]], [[2026, 5, 4]], [[2026, 5]], None)
    """
    year = re.search(r"(?<!\d)(1[5-9]|20)\d\d(?!\d)", text)
    if not year:
        return None
    if iso := re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", text):
        return [[int(number) for number in iso.groups() if number]]
    months = [n for word in re.findall(r"[^\W\d_]{3,}", text) if (n := month_of(word))]
    days = [int(number) for number in re.findall(r"(?<!\d)\d{1,2}(?!\d)", text)] if months else []
    years = [int(number) for number in re.findall(r"(?<!\d)\d{4}(?!\d)", text)]
    if short := re.fullmatch(r"(\d\d)\d\d\s?[–/-]\s?(\d\d)", text):
        years.append(int(short[1] + short[2]))
    size = max(len(years), len(months), len(days))
    return [[pick[min(i, len(pick) - 1)] for pick in (years, months, days) if pick] for i in range(size)]


def month_of(word: str) -> int | None:
    """Return the number of a month by its name or the beginning of it, the English names first."""
    return next((n for names in MONTHS.values() for n, name in enumerate(names, 1) if name.lower().startswith(word.lower())), None)
