"""Short footnotes ("Roe 2020, p. 5") and the works that they stand for, by the names of authors and the year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from claimcite.records import RawReference
from claimcite.spans import Span

YEAR = re.compile(r"\b(?:1[0-9]|20)\d\d[a-z]?\b|\bn\.\s?d\.(?:[a-z]\b)?")
#: A footnote that is nothing but this: "Roe 2020, pp. 5–7", "Roe & Poe (2020), p. 12.", "See Roe 2020".
PAGES = re.compile(r"\bpp?\.\s?\d|\bS\.\s?\d|\bp[áa]gs?\.\s?\d")
NAME = r"[A-ZÀ-Þ][\w'’.-]{1,40}"
SHORT = re.compile(
    rf"(?:[Ss]ee\s(?:also\s)?)?(?P<names>{NAME}(?:(?:,?\s(?:and|&|y|und|et)\s|,\s|\s){NAME}){{0,5}}(?:,?\set\sal\.?)?)(?:,?\s\(?(?P<year>(?:1[5-9]|20)\d\d[a-z]?)\)?)?"
    r"(?:\s?[,:;.]\s?(?:(?:pp?|S|p[áa]gs?|s)\.?\s?)?(?P<pages>[\dxivl]{1,9}(?:\s?[–-]\s?[\dxivl]{1,9})?(?:,\s?\d{1,5}(?:[–-]\d{1,5})?){0,6}))?\s?\.?"
)
#: An entry of a printed list of works: "Roe, Ann (2020). The Dam. Pela Press."
PRINTED = re.compile(r"(?P<name>[A-ZÀ-Þ][\w'’-]{1,40}),\s[^()\d]{1,200}?\(?(?P<year>(?:1[5-9]|20)\d\d[a-z]?)\b")
#: An entry that begins with an author's name in its natural order: "Ann Roe, The Dam, Pela Press, 2020".
NATURAL = re.compile(r"(?:[A-ZÀ-Þ][\w.’'-]{0,30}\s){1,3}(?P<name>[A-ZÀ-Þ][\w'’-]{1,40}),\s")
WORDS = re.compile(r"[^\W_]+")
NAMES_MAX = 4
SHORT_MAX = 120
#: Kinds of templates for what has pages.
BOUND = ("book", "journal", "encyclopedia", "dictionary", "thesis", "conference", "report", "citation", "magazine")
#: A shorter text is no entry of a work.
ENTRY_MIN = 30


@dataclass(frozen=True, slots=True)
class Short:
    """A short footnote: the names, the year and the pages that it gives; ``id`` where it names its work by an anchor."""

    names: tuple[str, ...]
    year: str
    pages: str = ""
    id: str | None = None

    @property
    def work(self) -> str:
        """The anchor of the work that it stands for."""
        return self.id or anchor(self.names, self.year)

    def printed(self, *, year_in_brackets: bool = False) -> str:
        """Return it as it is printed.

        >>> Short(("Roe", "Poe"), "2020", "5–7").printed(), Short(("Roe",), "2020").printed(year_in_brackets=True)
        ('Roe & Poe 2020, pp. 5–7', 'Roe (2020)')
        """
        names = list(self.names)
        text = f"{names[0]} et al." if len(names) > 3 else ", ".join(names[:-1]) + (" & " if names[1:] else "") + (names[-1] if names else "")
        parts = [text, f"({self.year})" if self.year and year_in_brackets else self.year]
        line = " ".join(part for part in parts if part)
        if not self.pages:
            return line
        mark = "" if not self.pages[0].isdecimal() else "pp. " if re.search(r"[–,-]", self.pages) else "p. "
        return f"{line}, {mark}{self.pages}"


def shorts_of(given: Mapping[str, str]) -> list[Short]:
    """Return the short footnotes that the parameters of a template give; ``{{sfnm|1a1=Roe|1y=2020|2a1=Poe|2y=2021}}`` gives several.

    >>> shorts_of({"1": "Roe", "2": "2020", "p": "5"})
    [Short(names=('Roe',), year='2020', pages='5', id=None)]
    >>> shorts_of({"p": "5"})
    []
    """
    several = [str(n) for n in range(1, 10) if f"{n}a1" in given or f"{n}a" in given]
    if several:
        return [Short(tuple(given[k] for k in (f"{n}a", *(f"{n}a{i}" for i in range(1, 5))) if given.get(k)), given.get(f"{n}y", ""), pages(given, n)) for n in several]
    names = [given[str(n)] for n in range(1, 7) if given.get(str(n))]
    year = names.pop() if len(names) > 1 or (names and YEAR.fullmatch(names[0])) else ""
    own = given.get("ref")
    return [Short(tuple(names), year, pages(given), own or None)] if names else []


def pages(given: Mapping[str, str], prefix: str = "") -> str:
    """Return the pages that a short footnote gives."""
    return next((given[prefix + key] for key in ("p", "pp", "page", "pages", "loc", "at") if given.get(prefix + key)), "")


def short_of(text: str) -> Short | None:
    """Return the short footnote that a text is, or None.

    >>> short_of("Roe & Poe 2020, pp. 5–7.")
    Short(names=('Roe', 'Poe'), year='2020', pages='5–7', id=None)
    >>> short_of("Roe, p. 12").pages
    '12'
    >>> short_of("Interview with Ann Roe in 2020 about the dam") is None
    True
    """
    match = SHORT.fullmatch(text.strip()) if len(text) <= SHORT_MAX else None
    if match is None or not (match["year"] or (match["pages"] and PAGES.search(text))):
        return None
    listed = re.split(r",\s(?!et\sal)", re.split(r",?\s(?:and|&|y|und|et)\s", match["names"])[0])
    if len(listed) > 1 and any(" " in name for name in listed):
        return None  # "Ann Roe, The Dam, Pela Press, 2020"
    names = re.split(r",\s|,?\s(?:and|&|y|und|et)\s|\s(?=et\sal)", match["names"])
    return Short(tuple(name for name in names if not name.startswith("et al")), match["year"] or "", match["pages"] or "")


def anchor(names: Iterable[str], year: str) -> str:
    """Return the anchor of a work: "CITEREFRoePoe2020"."""
    return "CITEREF" + "".join(list(names)[:NAMES_MAX]) + year


def folded(text: str) -> str:
    """Return an anchor or a name as it is compared: letters and digits alone."""
    return "".join(WORDS.findall(text)).casefold()


@dataclass(frozen=True, slots=True)
class Work:
    """A work that short footnotes may stand for: the parameters of its template, where there is one, and its entry as printed."""

    text: str
    fields: Mapping[str, str] | None = None
    raw: Span | None = None
    url: str | None = None


def is_paged(work: Work) -> bool:
    """Whether a work is one that "Roe, p. 12" may stand for: no page of a website, no story of a newspaper."""
    if work.fields is None:
        return True
    kind = work.fields.get("cite")
    return any(word in kind for word in BOUND) if kind else any(key in work.fields for key in ("isbn", "volume", "pages"))


@dataclass(slots=True)
class Works:
    """The works of a page by anchor, and by the first author and year where only one work has both."""

    by_anchor: dict[str, Work] = field(default_factory=dict)
    by_author: dict[str, Work | None] = field(default_factory=dict)
    cited: dict[str, Short] = field(default_factory=dict)

    def add(self, anchors: Iterable[str], author: str, year: str, work: Work) -> None:
        """Take in a work."""
        for one in anchors:
            self.by_anchor.setdefault(folded(one), work)
        for key in {folded(author + year), *([folded(author)] if is_paged(work) else [])} if author else ():
            known = self.by_author.get(key, work)
            self.by_author[key] = work if known is not None and known.text == work.text else None

    def take(self, work: Work) -> None:
        """Take in the work of an entry, by the author and the year that its parameters or its text give."""
        author = next((work.fields[key] for key in ("last", "author1", "author") if key in work.fields), "") if work.fields else ""
        match = (PRINTED.match(work.text) or NATURAL.match(work.text)) if not author and len(work.text) >= ENTRY_MIN else None
        year = YEAR.search((work.fields or {}).get("date") or (work.fields or {}).get("year") or ("" if work.fields else work.text))
        self.add([], match["name"] if match else author, year.group() if year else "", work)

    def find(self, short: Short) -> Work | None:
        """Return the work that a short footnote stands for.

        >>> works = Works()
        >>> works.add(["CITEREFRoe2020"], "Roe", "2020", Work("Roe, Ann (2020). The Dam."))
        >>> works.find(Short(("Roe",), "2020", "5")).text
        'Roe, Ann (2020). The Dam.'
        >>> works.find(Short(("Poe",), "2020")) is None
        True
        """
        found = self.by_anchor.get(folded(short.work))
        if found is None and short.names:
            found = self.by_author.get(folded(short.names[0] + short.year)) or self.by_author.get(folded(short.names[0].split()[-1] + short.year))
        return found

    def in_text(self, short: Short) -> None:
        """Take in a citation in brackets that stands in the text: "(Roe 2020)"."""
        self.cited.setdefault(short.work, short)

    def cited_in_text(self) -> Iterator[RawReference]:
        """Yield an entry for each work that the text cites in brackets."""
        for key, short in self.cited.items():
            work = self.find(short)
            if work is not None:
                yield RawReference(key, None, work.text, work.raw, work.fields, work.url)
