"""What can be told by its form in a printed reference: addresses, access dates, numbers, remarks. Each is taken out of the text."""

from __future__ import annotations

import re
from collections.abc import Callable

from claimcite.link.addresses import Address, is_web, read_address
from claimcite.link.dates import DATE, csl_date, parse_date
from claimcite.link.languages import language_tag
from claimcite.records import CslItem

URL = re.compile(r"<?\bhttps?://[^\s<>\"“”\]|]{4,1500}", re.IGNORECASE)
BACK = re.compile(
    r"^(?:[\^↑]\s*)?(?:(?:[a-z]|\d{1,2}(?:\.\d{1,2})?)\s+)*(?:[a-z]|\d{1,2}(?:\.\d{1,2})?)?$|^[\^↑]\s*(?:(?:[a-z]|\d{1,2}\.\d{1,2})\s+){0,40}"
)
INTRO = re.compile(r"^(?:see(?:\salso)?|cf\.|e\.g\.,?|for example,?|source|quoted in|cited in)[:\s]\s*", re.IGNORECASE)
ARCHIVED = re.compile(
    rf"\(?\b(?:archived|archivé|archiviert|archivado)(?:\s\([A-Z]{{3,4}}\))?(?:\s(?:copy|version))?(?:\s(?:from|vom|de)\s(?:the\s)?original)?(?:\s\([A-Z]{{3,4}}\))?(?:,?\s(?:on|am|le|el))?"
    rf"(?:\s(?P<date>{DATE}))?(?:\sat\s(?:the\s)?(?:Wayback Machine|WebCite|archive\.\w+|Archive-It|the UK Government Web Archive))?[).]?", re.IGNORECASE
)  # fmt: skip
RETRIEVED = re.compile(
    rf"[(\[]?\b(?:(?:last\s)?(?:retrieved|accessed|access\sdate|viewed|visited|checked)(?:\s?:|\son)?|abgerufen\sam|consulté\sle|consultado\s(?:el|em)|geraadpleegd\sop|"
    rf"zugriff\sam|hämtad|läst|hentet|henta|lest|viitattu|luettu|dostęp|acess(?:ado|o)\sem|consultato\sil)\s(?P<date>{DATE})(?:,?\s(?:at\s)?\d{{1,2}}:\d\d)?[)\]]?", re.IGNORECASE
)  # fmt: skip
VIA = re.compile(r"(?:–|—|-)\s?via\s(?P<name>[^.;()]{2,60}(?:\.(?:com|org|net|edu)\b)?)", re.IGNORECASE)
LANGUAGE = re.compile(
    r"[(\[]in\s(?P<name>[^\W\d_][^()\[\]\d]{2,50})[)\]]|[(\[](?P<native>auf Deutsch|en français|en español|in italiano)[)\]]", re.IGNORECASE
)
DOI = re.compile(r"\bdoi\s?:?\s?(?:https?://(?:dx\.)?doi\.org/)?(?P<id>10\.\d{4,9}/[^\s,;\]]{1,200})", re.IGNORECASE)
ISSN = re.compile(r"\be?ISSN\s?:?\s?(?P<id>\d{4}-?\d{3}[\dXx])\b", re.IGNORECASE)
ISBN = re.compile(r"\bISBN(?:-1[03])?\s?:?\s?(?P<id>(?:97[89][\s–-]?)?(?:\d[\s–-]?){9}[\dXx])(?!\d)", re.IGNORECASE)
OTHER_ID = re.compile(r"\b(?:PMID|PMC|OCLC|S2CID|JSTOR|Bibcode|arXiv|LCCN|SSRN|Zbl|MR|ASIN|OL)\s?:?\s?[\w./:-]{3,40}", re.IGNORECASE)
REMARK = re.compile(
    r"[(\[]\s?(?:PDF|XLSX?|DOCX?|(?:[\w.]{1,12}\s){0,2}(?:edn?|edition)\.?|subscription required|registration required|dead link|permanent dead link|free registration required|paywall|video|audio|(?P<genre>press release|report|thesis|"
    r"podcast|interview|blog|PhD(?: thesis)?|Master's thesis|map|tweet|Television production))\s?[)\]]|\[(?:sic|better source needed|full citation needed|verification needed)\]",
    re.IGNORECASE,
)
NUMBERS = re.compile(
    r"(?:(?:,|\.)\s)?\b(?:vol(?:ume)?\b\.?|bd\.)\s?(?P<volume>[\w–-]{1,10})(?:[,.]?\s(?:no|issue|nr|iss)\b\.?\s?(?P<issue>[\w–/-]{1,12}))?(?::\s?(?P<page>[A-Za-z]?\d{1,6}(?:[–-][A-Za-z]?\d{1,6})?))?",
    re.IGNORECASE,
)
#: "12 (3): 45–67", "12(3), 45-67", "12: 45–67": a journal's volume, issue and pages.
JOURNAL = re.compile(
    r"(?<![\w/-])(?P<volume>\d{1,4})(?:\s?\((?P<issue>[\w–/-]{1,12}(?:\s[\w–/-]{1,10})?)\))?(?::\s?|(?<=\)),\s?)(?P<page>[A-Za-z]?\d{1,7}(?:\s?[–-]\s?[A-Za-z]?\d{1,7})?)(?=[\s.,;]|$)|(?<![\w/-])(?P<volume2>\d{1,4})\s?\((?P<issue2>\d{1,4})\)(?=\s*[.,]|\s*$)"
)
PAGE = re.compile(
    r"(?:,\s|\(|\b)(?:pp?|pgs?|pages?|S|str)\b\.?\s?(?P<page>[A-Za-z]?\d{1,6}[A-Za-z]?(?:\s?[–—-]\s?[A-Za-z]?\d{1,6})?(?:,\s?\d{1,5}(?:[–-]\d{1,5})?){0,8}|[ivxlc]{1,7}(?:[–-][ivxlc]{1,7})?)\b\)?"
)
ISSUE = re.compile(r"\bNo\.\s?(?P<issue>[\d,]{1,10})\b|(?<=\w\s)\((?P<alone>\d{1,3})\)(?=\s*[.,:]|\s*$)")
GENRES = {"report": "report", "thesis": "thesis", "phd": "thesis", "phd thesis": "thesis", "master's thesis": "thesis", "interview": "interview", "podcast": "broadcast",
          "map": "map", "tweet": "post", "blog": "post-weblog", "television production": "broadcast", "press release": "webpage"}  # fmt: skip
#: A date that stands for itself: in brackets, between points or commas, or at the end.
OWN_DATE = re.compile(
    rf"(?P<edge>^\s*|(?<=[.,;(\[–—]\s)|(?<=[.,;(\[–—]))?(?<![\w-])(?P<date>{DATE})(?=\s*(?:[.,;)\]–—]|$))[)\]]?", re.IGNORECASE
)
#: Where one entry holds several citations, the next begins: after a point, a quoted title or "Roe, Ann (2011)".
BUNDLED = re.compile(
    r"(?<=[\w)\]])\.\s?(?=[\"“][^\"“”]{8,300}[\"”][.,]|[A-ZÀ-Þ][\w’'-]{1,30},\s[A-ZÀ-Þ][^()]{1,60}\([^()]{0,20}\d{4}\)|(?:[A-ZÀ-Þ][\w.’'-]{0,20}\s){2,4}\(\d{4}\)\.)"
)
#: What stands in the latter half of a citation only.
LATE = re.compile(r"\b(?:Retrieved|Accessed|Archived|ISBN|doi:|pp?\.)\s?[\w(]|[\"”]\.\s")


class Rest:
    """What is left of an entry while its parts are taken out of it."""

    def __init__(self, text: str) -> None:
        self.text = text

    def take(self, pattern: re.Pattern[str], keep: Callable[[re.Match[str]], bool] = bool) -> re.Match[str] | None:
        """Remove every match that ``keep`` accepts; return the first."""
        first: list[re.Match[str]] = []

        def drop(match: re.Match[str]) -> str:
            if not keep(match):
                return match.group()
            first.append(match)
            return " "

        self.text = pattern.sub(drop, self.text)
        return first[0] if first else None


def one_of(text: str) -> str:
    """Return the first of several citations in one entry; the text as it is, where there is one.

    >>> one_of('"Dam fails". Pela Post. Retrieved 3 May 2026."River falls again". Oru Times. 2025.')
    '"Dam fails". Pela Post. Retrieved 3 May 2026.'
    >>> one_of('Roe, Ann (2026). "Dam fails". Pela Post.')
    'Roe, Ann (2026). "Dam fails". Pela Post.'
    """
    late = LATE.search(text)
    following = BUNDLED.search(text, late.end()) if late else None
    return text[: following.start() + 1] if following else text


def is_leftover(text: str) -> bool:
    """Whether nothing is left of an entry but its back-links: "1 2", "a b", "^".

    >>> is_leftover("1 2"), is_leftover("^ a b"), is_leftover("Pela 2")
    (True, True, False)
    """
    match = BACK.match(text.strip(" ."))
    return not text.strip(" .^↑") or (match is not None and match.end() == len(text.strip(" .")))


def take_address(rest: Rest, csl: CslItem, url: str | None) -> Address:
    """Take addresses, archive and access dates out of an entry."""
    if doi := rest.take(DOI):
        csl["DOI"] = doi["id"].rstrip(".)")
    found: list[str] = []

    def note(match: re.Match[str]) -> bool:
        found.append(match.group().strip("<>").rstrip(".,;:)'"))
        return True

    rest.take(URL, note)
    pages = [read_address(address) for address in [*([url] if url and is_web(url) else []), *found]]
    archived = rest.take(ARCHIVED, lambda m: len(m.group().split()) > 1)
    retrieved = rest.take(RETRIEVED)
    if accessed := csl_date(parse_date(retrieved["date"]) if retrieved else None):
        csl["accessed"] = accessed
    copy = next((page for page in pages if page.archive), Address(None))
    day = parse_date(archived["date"]) if archived and archived["date"] else None
    return Address(next((page.page for page in pages if page.page), None), copy.archive, day or copy.archived)


def take_marks(rest: Rest, csl: CslItem) -> str | None:
    """Take out what can be told by its form; return the site that an entry was read at ("– via")."""
    language = rest.take(LANGUAGE, lambda m: language_tag(m["name"] or m["native"].split()[-1]) is not None)
    if language and (tag := language_tag(language["name"] or language["native"].split()[-1])):
        csl["language"] = tag
    if remark := rest.take(REMARK):
        csl["type"] = GENRES.get((remark["genre"] or "").lower(), "")
    for pattern, key in ((ISSN, "ISSN"), (ISBN, "ISBN")):
        if match := rest.take(pattern):
            csl[key] = match["id"].strip()  # type: ignore[literal-required]
    rest.take(OTHER_ID)
    via = rest.take(VIA)
    return via["name"].strip() if via else None


def take_numbers(rest: Rest, csl: CslItem) -> None:
    """Take date, volume, issue and pages out of what follows a title."""
    match = rest.take(NUMBERS)
    page = rest.take(PAGE)
    take_date(rest, csl)
    match = match or rest.take(JOURNAL)
    if match:
        found = match.groupdict()
        values = {"volume": found["volume"] or found.get("volume2"), "issue": found["issue"] or found.get("issue2"), "page": found["page"]}
        csl.update({key: re.sub(r"\s", "", value) for key, value in values.items() if value})  # type: ignore[typeddict-item]
    if page:
        csl.setdefault("page", page["page"].strip())
    if issue := rest.take(ISSUE):
        csl.setdefault("issue", issue["issue"] or issue["alone"])


def take_date(rest: Rest, csl: CslItem) -> None:
    """Take the date of publication out; of several, the finest, else the first.

    A month or year counts only between points, commas or brackets: "Report on the floods of August 2024. March 2025."
    """
    if "issued" in csl:
        return
    found = [(day, match) for match in OWN_DATE.finditer(rest.text) if (day := parse_date(match["date"]))]
    found = [(day, match) for day, match in found if match["edge"] is not None or len(day) >= 10]
    if not found:
        return
    day, best = max(found, key=lambda pair: (len(pair[0].partition("/")[0]), -pair[1].start()))
    if issued := csl_date(day):
        csl["issued"] = issued
    rest.text = f"{rest.text[: best.start()].rstrip(' ([')} . {rest.text[best.end() :]}"
