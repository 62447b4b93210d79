"""One printed reference, as encyclopedias and their mirrors print it: one parser for all of them.

What can be told by its form is taken out first (access date, archived copy, ISBN, language); then the title, by its quotation marks;
what stands before it is authors and date, what stands after it publication, publisher and date.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from claimcite.link.addresses import Address, is_web, read_address
from claimcite.link.dates import DATE, csl_date, parse_date
from claimcite.link.entry import Entry
from claimcite.link.languages import language_tag
from claimcite.link.names import reference_names
from claimcite.link.titles import find_title, segments
from claimcite.records import CslItem

URL = re.compile(r"<?\bhttps?://[^\s<>\"“”\]|]{4,1500}", re.IGNORECASE)
BACK = re.compile(r"^(?:[\^↑]\s*)?(?:(?:[a-z]|\d{1,2}(?:\.\d{1,2})?)\s+)*(?:[a-z]|\d{1,2}(?:\.\d{1,2})?)?$|^[\^↑]\s*(?:(?:[a-z]|\d{1,2}\.\d{1,2})\s+){0,40}")
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
LANGUAGE = re.compile(r"[(\[]in\s(?P<name>[^\W\d_][^()\[\]\d]{2,50})[)\]]|[(\[](?P<native>auf Deutsch|en français|en español|in italiano)[)\]]", re.IGNORECASE)
DOI = re.compile(r"\bdoi\s?:?\s?(?:https?://(?:dx\.)?doi\.org/)?(?P<id>10\.\d{4,9}/[^\s,;\]]{1,200})", re.IGNORECASE)
ISSN = re.compile(r"\be?ISSN\s?:?\s?(?P<id>\d{4}-?\d{3}[\dXx])\b", re.IGNORECASE)
ISBN = re.compile(r"\bISBN(?:-1[03])?\s?:?\s?(?P<id>(?:97[89][\s–-]?)?(?:\d[\s–-]?){9}[\dXx])(?!\d)", re.IGNORECASE)
OTHER_ID = re.compile(r"\b(?:PMID|PMC|OCLC|S2CID|JSTOR|Bibcode|arXiv|LCCN|SSRN|Zbl|MR|ASIN|OL)\s?:?\s?[\w./:-]{3,40}", re.IGNORECASE)
REMARK = re.compile(
    r"[(\[]\s?(?:PDF|XLSX?|DOCX?|(?:[\w.]{1,12}\s){0,2}(?:edn?|edition)\.?|subscription required|registration required|dead link|permanent dead link|free registration required|paywall|video|audio|(?P<genre>press release|report|thesis|"
    r"podcast|interview|blog|PhD(?: thesis)?|Master's thesis|map|tweet|Television production))\s?[)\]]|\[(?:sic|better source needed|full citation needed|verification needed)\]",
    re.IGNORECASE,
)
NUMBERS = re.compile(r"(?:(?:,|\.)\s)?\b(?:vol(?:ume)?\b\.?|bd\.)\s?(?P<volume>[\w–-]{1,10})(?:[,.]?\s(?:no|issue|nr|iss)\b\.?\s?(?P<issue>[\w–/-]{1,12}))?(?::\s?(?P<page>[A-Za-z]?\d{1,6}(?:[–-][A-Za-z]?\d{1,6})?))?", re.IGNORECASE)
#: "12 (3): 45–67", "12(3), 45-67", "12: 45–67": a journal's volume, issue and pages.
JOURNAL = re.compile(r"(?<![\w/-])(?P<volume>\d{1,4})(?:\s?\((?P<issue>[\w–/-]{1,12}(?:\s[\w–/-]{1,10})?)\))?(?::\s?|(?<=\)),\s?)(?P<page>[A-Za-z]?\d{1,7}(?:\s?[–-]\s?[A-Za-z]?\d{1,7})?)(?=[\s.,;]|$)|(?<![\w/-])(?P<volume2>\d{1,4})\s?\((?P<issue2>\d{1,4})\)(?=\s*[.,]|\s*$)")
PAGE = re.compile(r"(?:,\s|\(|\b)(?:pp?|pgs?|pages?|S|str)\b\.?\s?(?P<page>[A-Za-z]?\d{1,6}[A-Za-z]?(?:\s?[–—-]\s?[A-Za-z]?\d{1,6})?(?:,\s?\d{1,5}(?:[–-]\d{1,5})?){0,8}|[ivxlc]{1,7}(?:[–-][ivxlc]{1,7})?)\b\)?")
ISSUE = re.compile(r"\bNo\.\s?(?P<issue>[\d,]{1,10})\b|(?<=\w\s)\((?P<alone>\d{1,3})\)(?=\s*[.,:]|\s*$)")
GENRES = {"report": "report", "thesis": "thesis", "phd": "thesis", "phd thesis": "thesis", "master's thesis": "thesis", "interview": "interview", "podcast": "broadcast",
          "map": "map", "tweet": "post", "blog": "post-weblog", "television production": "broadcast", "press release": "webpage"}  # fmt: skip
#: A date that stands for itself: in brackets, between points or commas, or at the end.
OWN_DATE = re.compile(rf"(?P<edge>^\s*|(?<=[.,;(\[–—]\s)|(?<=[.,;(\[–—]))?(?<![\w-])(?P<date>{DATE})(?=\s*(?:[.,;)\]–—]|$))[)\]]?", re.IGNORECASE)
AUTHOR_DATE = re.compile(rf"^(?P<names>[^()\[\]\"“]{{2,300}}?),?\s*[(\[](?P<date>{DATE}|n\.\s?d\.)[a-z]?[)\]](?:\s\[?{DATE}\]?)?\s?[.,:]?\s*(?P<rest>.*)$", re.IGNORECASE)
EDITORS = re.compile(r"\s*[(\[](?:eds?|editors?|hrsg|dir)\.?[)\]],?", re.IGNORECASE)
#: "Ann Roe, The Dam, Pela Press, 2010", "Roe, Ann, The Dam. Pela Press, 2010": authors and title with commas only.
COMMAS = re.compile(
    r"^(?P<names>(?:[A-ZÀ-Þ][\w’'-]+,\s[A-ZÀ-Þ][\w’'-]+(?:\s[A-Z]\.)?|(?:[A-ZÀ-Þ][\w.’'-]*\s){1,3}[A-ZÀ-Þ][\w’'-]+(?:\s(?:and|&)\s(?:[A-ZÀ-Þ][\w.’'-]*\s){1,3}[A-ZÀ-Þ][\w’'-]+)?)),\s(?P<title>[A-ZÀ-Þ“'‘\d][^,]{3,250}(?:,\s[a-z][^,]{3,100})*)"
    r"(?:,\s(?P<more>.*))?$"
)
AUTHOR_POINT = re.compile(r"^(?P<names>[A-ZÀ-Þ][\w’'-]+,\s[A-ZÀ-Þ][\w’'-]+(?:\s[A-Z]\.?){0,2})\.?\s(?=[A-ZÀ-Þ\d])(?<=\.\s)(?P<rest>.*)$")
EDITED = re.compile(r"^(?P<names>[A-ZÀ-Þ][^()\[\]\"“]{2,120}?)\s*\((?:eds?|Hrsg)\.?\)[.,]\s(?P<rest>.*)$", re.DOTALL)
#: "…, Baltimore, Maryland: Oru University Press" at the end of a title, where commas part an entry.
PRINTER = re.compile(r",\s(?:[A-ZÀ-Þ][\w. ]{1,30})(?:,\s[A-Z][\w. ]{1,20})?:\s(?P<name>[A-ZÀ-Þ][^:,]{2,60})$")
#: Where one entry holds several citations, the next begins: after a point, a quoted title or "Roe, Ann (2011)".
BUNDLED = re.compile(
    r"(?<=[\w)\]])\.\s?(?=[\"“][^\"“”]{8,300}[\"”][.,]|[A-ZÀ-Þ][\w’'-]{1,30},\s[A-ZÀ-Þ][^()]{1,60}\([^()]{0,20}\d{4}\)|(?:[A-ZÀ-Þ][\w.’'-]{0,20}\s){2,4}\(\d{4}\)\.)"
)
#: What stands in the latter half of a citation only.
LATE = re.compile(r"\b(?:Retrieved|Accessed|Archived|ISBN|doi:|pp?\.)\s?[\w(]|[\"”]\.\s")
NO_NAME = re.compile(r"^(?:ch|chap|chapter|issue|no|nr|rev|edn?|sheet|section|table|fig|ibid|op|loc|see|also|note|part|entries|\d+(?:st|nd|rd|th)\sed)\b\.?", re.IGNORECASE)
#: A longer text without quotation marks is an explanatory note.
TITLE_WORDS = 30
PLACE = re.compile(r"^(?P<place>[A-ZÀ-Þ][\w.’' -]{1,40}(?:,\s[A-Z][\w. ]{1,20}){0,2}(?:;\s[A-Z][\w ]{1,20})?):\s(?P<name>\S.*)$")
EDGE = " .,;:|–—-•·\"“”'"


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


def read_printed(text: str, url: str | None = None) -> Entry:
    """Read one printed reference; ``url`` is its link, where the markup had one.

    >>> entry = read_printed('Roe, Ann (2026-05-03). "Dam fails at Oru". The Pela Post. Retrieved 2026-05-04.')
    >>> entry.csl["title"], entry.csl["container-title"], entry.csl["accessed"]
    ('Dam fails at Oru', 'The Pela Post', {'date-parts': [[2026, 5, 4]]})
    >>> read_printed("1 2").csl
    {'type': 'document'}
    """
    csl: CslItem = {"type": ""}
    rest = Rest(one_of(INTRO.sub("", " ".join(text.split()))))
    if is_leftover(rest.text):
        rest.text = ""
    rest.take(BACK)
    address = take_address(rest, csl, url)
    title = find_title(rest.text)
    before, after = Rest(title.before if title else ""), Rest(title.after if title else rest.text)
    via = take_marks(after, csl)
    if title:
        csl["title"] = title.text
        take_authors(before, csl)
        names = read_after(after, csl, by_commas=title.by_commas)
    else:
        names = read_unquoted(after, csl, address)
    if page := address.page or address.archive:
        csl["URL"] = page
    if not csl["type"] and len(csl) == 1:
        csl["type"] = "document"
    return Entry(csl, address, tuple(name for name in (*names, via) if name))


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


def take_authors(before: Rest, csl: CslItem) -> None:
    """Read authors and date, which stand before a quoted title: "Saad, Hwaida; Gall, Carlotta (2020-10-26)."."""
    take_date(before, csl)
    names = re.sub(r"^by\s", "", before.text.strip(' ,;:|–—()"“”').rpartition(": ")[2], flags=re.IGNORECASE)
    if names and len(names) <= 400 and not re.search(r"\d", names) and (people := reference_names(names)):
        csl["author"] = people


def read_after(after: Rest, csl: CslItem, *, by_commas: bool) -> list[str]:
    """Read publication, publisher and date, which follow a title; return the names that may be the outlet's."""
    after.text = re.sub(r"^\s*\[[^\[\]]{1,300}\]", " ", after.text)
    take_numbers(after, csl)
    parts = segments(after.text)
    if by_commas and parts:
        parts = [*re.split(r",\s+(?=[A-ZÀ-Þ])", parts[0]), *parts[1:]]
    return publication(parts, csl)


def publication(parts: list[str], csl: CslItem) -> list[str]:
    """Set container and publisher from the parts of an entry that follow its title."""
    names: list[str] = []
    for part in parts:
        part = re.sub(r",\s(?:1[5-9]|20)\d\d$", "", re.sub(r"^(?:In|in):?\s+", "", part)).strip(EDGE) + ("." if re.search(r"\b(?:Inc|Ltd|Co|Corp|Jr)\.$", part.strip()) else "")
        place = PLACE.match(part)
        # "Open Sources: Voices from the Revolution of the Nets" is a book, "London: Pela Press" is not.
        if place and "publisher" not in csl and len(place["name"].split()) <= 5:
            csl["publisher"] = place["name"].strip(EDGE)
        elif not re.search(r"[^\W\d_]{2}", part) or len(part) > 150 or NO_NAME.match(part):
            continue
        elif "container-title" not in csl:
            csl["container-title"] = part.rstrip("(").rstrip()
        elif "publisher" not in csl:
            csl["publisher"] = part
        names.append(place["name"].strip(EDGE) if place else part)
    return [*([csl["container-title"]] if "container-title" in csl else []), *names]


def read_unquoted(rest: Rest, csl: CslItem, address: Address) -> list[str]:
    """Read an entry whose title has no quotation marks: books, reports, bare links and what comes of broken templates."""
    authored(rest, csl)
    take_numbers(rest, csl)
    parts = segments(rest.text)
    linked = address.page is not None
    dated = "author" in csl or ("issued" in csl and len(parts) > 1) or "accessed" in csl or "ISBN" in csl or "DOI" in csl
    commas = COMMAS.match(parts[0]) if parts and "author" not in csl and not linked and ("issued" in csl or "page" in csl) else None
    if commas:
        csl["author"] = reference_names(commas["names"])
        parts = [commas["title"], *re.split(r",\s", commas["more"] or ""), *parts[1:]]
    elif not parts or not (linked or dated) or len(parts[0]) > 300:
        return []
    elif linked and len(parts) == 1 and (last := re.search(r",\s((?:(?:[A-ZÀ-Þ][\w.’'&-]*|of|the|for|and|&)(?:\s|$)){1,6})$", parts[0])):
        parts = [parts[0][: last.start()], last[1]]
    if len(parts[0].split()) > TITLE_WORDS:
        return []
    csl["title"] = parts[0].strip(EDGE)
    return publication(parts[1:], csl) if not is_book(csl, parts[1:], linked) else book(parts[1:], csl)


def authored(rest: Rest, csl: CslItem) -> None:
    """Take the authors and the year off the front: "Smith, J. (2011)."."""
    text = rest.text.strip()
    dated = AUTHOR_DATE.match(text) or AUTHOR_DATE.match(EDITORS.sub(" ", text, count=1))
    match = dated or AUTHOR_POINT.match(text)
    if match is None or len(match["rest"]) <= 3 or not plausible_names(match["names"]):
        return
    if people := reference_names(match["names"]):
        csl["author"] = people
    if dated and (issued := csl_date(parse_date(dated["date"]))):
        csl["issued"] = issued
    rest.text = match["rest"]
    if (edited := EDITED.match(rest.text)) and plausible_names(edited["names"]):
        csl["editor"], rest.text = reference_names(edited["names"]), edited["rest"]
    if dated and text[dated.start("rest") - 3 : dated.start("rest")].rstrip().endswith(",") and (printer := PRINTER.search(segments(rest.text)[0] if segments(rest.text) else "")):
        csl["publisher"] = printer["name"].strip(EDGE)
        rest.text = rest.text.replace(printer.group(), "", 1)


def is_book(csl: CslItem, parts: list[str], linked: bool) -> bool:
    """Whether authors, a bare year and a publisher, or an ISBN, make an entry a book's."""
    if "ISBN" in csl:
        return True
    year_only = all(len(day) == 1 for day in csl.get("issued", {"date-parts": [[0, 0]]})["date-parts"])
    placed = any(PLACE.match(part) for part in parts)
    return "author" in csl and year_only and "accessed" not in csl and "volume" not in csl and "DOI" not in csl and (placed or not linked)


def book(parts: list[str], csl: CslItem) -> list[str]:
    """Set the publisher of a book; return the names in it."""
    names = [name for part in parts if (name := PLACE.sub(r"\g<name>", part).strip(EDGE)) and not NO_NAME.match(name)]
    csl["type"] = csl["type"] or "book"
    placed = next((match["name"].strip(EDGE) for part in parts if (match := PLACE.match(part))), None)
    if placed or len(names) == 1 or (len(parts) == 1 and names):
        csl["publisher"] = placed or names[0]
    return names


def plausible_names(text: str) -> bool:
    """Whether the text before "(2011)" may be names: every longer word has a capital, and there are few.

    >>> plausible_names("Smith, J.; van der Berg, K."), plausible_names("The dam that failed in the storm")
    (True, False)
    """
    words = re.findall(r"[^\W\d_][\w’'.-]*", text)
    return 0 < len(words) <= 24 and all(word[0].isupper() or not word[0].islower() or len(word) <= 3 for word in words)
