"""What can be told by its form in a printed reference: addresses, access dates, identifiers, remarks. Each is taken out of the text."""

from __future__ import annotations

import re
from collections.abc import Callable

from claimcite.link.addresses import Address, is_web, read_address
from claimcite.link.dates import DATE, csl_date, parse_date
from claimcite.link.languages import language_tag
from claimcite.records import CslItem

#: Stands where something was taken out; parts end there.
CUT = "\x00"
URL = re.compile(r"(?P<open>[(<\[]\s?)?\b(?P<url>https?://(?!(?:dx\.)?doi\.org/10)[^\s<>\"“”«»\]|\x00]{4,1500})[>\]]?", re.IGNORECASE)
#: An address that stands within a remark: "Archived (https://…) from the original on".
WITHIN = re.compile(r"\b(?:archiv\w*|original\w*|at|from|in|see|retrieved)\s?$", re.IGNORECASE)
ARCHIVES = r"Wayback Machine|WebCite|archive\.\w{2,5}|Archive-It|Ghost ?archive|perma\.cc|the UK Government Web Archive|the Library of Congress|(?:the )?Internet Archive"
ARCHIVED = re.compile(
    r"[(\[]?\b(?:archived|archivé|archiviert|archivado|archiviato|arquivado|gearchiveerd|arkiverad|arkiveret|arkivert)\b(?:\s\((?:PDF|XLSX?)\))?(?:\s(?:copy|version))?"
    r"(?:,?\s(?:from|vom|desde|de|dall[’']|do|uit|van|från|fra)\s?(?:the\s|l[’']|la\s|el\s|het\s|o\s)?original\w{0,3}(?:\s(?:page|version))?)?(?:\s\((?:PDF|XLSX?)\))?"
    rf"(?:,?\s(?:on|am|le|el|em|il|op|den))?(?:\s(?P<date>{DATE}))?"
    rf"(?:,?\s(?:at|by|in|via|auf)\s(?:the\s)?(?:{ARCHIVES})(?:\s\((?P<later>{DATE})\))?)?(?:\.(?=\s)|[)\]]\.?|\.$)?", re.IGNORECASE
)  # fmt: skip
RETRIEVED = re.compile(
    r"[(\[]?\b(?:(?:date\s|last\s)?(?:retrieved|accessed|access(?:\s|-)?date|viewed|visited|checked)(?:\s?:|\son)?|abgerufen(?:\sam)?|consulté(?:e)?\sle|consulta(?:do)?\s?(?:el|em|:)|"
    r"geraadpleegd\sop|zugriff\sam|besucht\sam|hämtad|läst|hentet|henta|lest|besøgt|viitattu|luettu|dostęp|acess(?:ado|o)\sem|consultato\sil|url\sconsultato\sil|diakses)"
    rf"\s(?P<date>{DATE})(?:,?\s(?:at\s)?\d{{1,2}}:\d\d)?[)\]]?", re.IGNORECASE
)  # fmt: skip
VIA = re.compile(r"(?:[–—-]|,)?\s?\bvia\s(?P<name>(?:[\w-]{1,40}\.){1,3}[a-z]{2,6}\b|[A-ZÀ-Þ][^.;()\x00]{1,60})")
LANGUAGE = re.compile(
    r"[(\[](?:in|auf|en|em|på|w)\s(?P<name>[^\W\d_][^()\[\]\d]{2,50})[)\]]|[(\[](?P<native>in italiano)[)\]]", re.IGNORECASE
)
DOI = re.compile(
    r"\b(?:doi\s?:?\s?)?(?:(?<=doi:)|(?<=doi:\s)|(?<=doi\s)|https?://(?:dx\.)?doi\.org/)(?P<id>10\.\d{4,9}/[^\s,\x00]{1,200})",
    re.IGNORECASE,
)
ISSN = re.compile(r"\be?ISSN\s?:?\s?(?P<id>\d{4}-?\d{3}[\dXx])\b", re.IGNORECASE)
ISBN = re.compile(r"\bISBN(?:-1[03])?\s?:?\s?(?P<id>\d(?:[\s–-]?\d){7,11}[\s–-]?[\dXx])(?!\d)", re.IGNORECASE)
OTHER_ID = re.compile(
    r"\b(?:PMID|PMC|OCLC|S2CID|JSTOR|(?i:Bibcode|arXiv|bioRxiv|hdl|CiteSeerX)|LCCN|SSRN|ZDB|Zbl|MR|ASIN|OL|ERIC|OSTI|RFC)[\s:]{0,2}(?=\S{0,20}\d)[\w./:()-]{3,50}"
)
ONLINE = re.compile(r"[(\[]?\b(?:lire en ligne|en ligne|online verfügbar)(?:\s\[(?:archive|PDF)\])?,?\s?[)\]]?", re.IGNORECASE)
REMARK = re.compile(
    r"[(\[]\s?(?:PDF|XLSX?|DOCX?|(?:[\w.]{1,12}\s){1,3}(?:edn?|edition)\.?|(?:url-access=)?subscription(?:\srequired)?|registration required|dead link|permanent dead link|free registration required|"
    r"paywall|video|audio|Flash video|Video|in print|live|archive|Q\d{1,12}|online|(?P<genre>press release|report|(?:annual|technical|policy|final)\sreport|thesis|podcast|interview|blog|"
    r"(?:PhD|Ph\.D\.|doctoral|Master's|MA|M\.A\.|MSc)(?:\sthesis|\sdissertation)?|map|tweet|Television production))\s?[)\]]|"
    r"\[(?:sic|better source needed|full citation needed|verification needed|permanent dead link)\]", re.IGNORECASE
)  # fmt: skip
GENRES = {"thesis": "thesis", "dissertation": "thesis", "report": "report", "interview": "interview", "podcast": "broadcast", "map": "map", "tweet": "post",
          "blog": "post-weblog", "production": "broadcast", "release": "webpage", "phd": "thesis", "ph.d.": "thesis", "doctoral": "thesis"}  # fmt: skip


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
            return f" {CUT} "

        self.text = pattern.sub(drop, self.text)
        return first[0] if first else None


def take_urls(rest: Rest, url: str | None) -> Address:
    """Take addresses out of an entry; return that of its page and that of an archived copy. ``url`` is the entry's link."""
    found = [url] if url and is_web(url) else []

    def drop(match: re.Match[str]) -> str:
        address = balanced(match["url"])
        found.append(address)
        end = match["url"][len(address) :].lstrip(")'") if match["open"] else match["url"][len(address) :]
        return f" {end} " if WITHIN.search(match.string, max(0, match.start() - 20), match.start()) else f" {CUT}{end} "

    rest.text = " ".join(URL.sub(drop, rest.text).split())
    pages = [read_address(address) for address in found]
    copy = next((page for page in pages if page.archive), Address(None))
    return Address(next((page.page for page in pages if page.page), None), copy.archive, copy.archived)


def balanced(address: str) -> str:
    """Return an address or identifier without the marks of the sentence behind it; brackets that open in it are closed in it.

    >>> balanced("https://pela.example/Oru_(town)."), balanced("https://pela.example/a).")
    ('https://pela.example/Oru_(town)', 'https://pela.example/a')
    """
    end = len(address)
    surplus = address.count(")") - address.count("(")
    while end and (address[end - 1] in ".,;:'’" or (address[end - 1] == ")" and surplus > 0)):
        surplus -= address[end - 1] == ")"
        end -= 1
    return address[:end]


def take_reading(rest: Rest, csl: CslItem) -> str | None:
    """Take out when the page was read and when it was archived; return the latter (EDTF).

    >>> rest, item = Rest(" Oru Times. Archived from the original on 5 May 2020. Retrieved 6 May 2020. The gauge broke."), CslItem(type="")
    >>> take_reading(rest, item), item["accessed"], "gauge" in rest.text
    ('2020-05-05', {'date-parts': [[2020, 5, 6]]}, False)
    >>> take_reading(Rest("The archived files of Oru"), item) is None
    True
    """
    archived = rest.take(ARCHIVED, lambda match: len(match.group().split()) > 1)
    without_note(rest)
    retrieved = rest.take(RETRIEVED)
    if accessed := csl_date(parse_date(retrieved["date"]) if retrieved else None):
        csl["accessed"] = accessed
    day = (archived["date"] or archived["later"]) if archived else None
    return parse_date(day) if day else None


def without_note(rest: Rest) -> None:
    """Drop what follows the access date, which closes an entry: a note, or other citations; not the site that it was read at."""
    read = RETRIEVED.search(rest.text)
    if read is None or not re.search(r"[^\W\d_]{2}", rest.text[: read.start()]):
        return
    tail = rest.text[read.end() :]
    via = VIA.match(tail.lstrip(" .,("))
    rest.text = rest.text[: read.end()] + (f" {via.group()}" if via else "")


def take_identifiers(rest: Rest, csl: CslItem) -> None:
    """Take out the identifiers of a publication.

    >>> rest, item = Rest("doi:10.1000/0962(93)90012-V. ISBN 0-306-40615-2. PMC 12345."), CslItem(type="")
    >>> take_identifiers(rest, item)
    >>> item
    {'type': '', 'DOI': '10.1000/0962(93)90012-V', 'ISBN': '0-306-40615-2'}
    """
    if doi := rest.take(DOI):
        csl["DOI"] = balanced(doi["id"])
    for pattern, key in ((ISSN, "ISSN"), (ISBN, "ISBN")):
        if match := rest.take(pattern):
            csl[key] = match["id"].strip()  # type: ignore[literal-required]
    rest.take(OTHER_ID)


def take_remarks(rest: Rest, csl: CslItem) -> str | None:
    """Take out remarks in brackets: language, kind, format; return the site that an entry was read at ("– via").

    >>> rest, item = Rest(" (PDF) (Press release) (in Arabic). Oru Trust – via Pela Archive"), CslItem(type="")
    >>> take_remarks(rest, item), item["type"], item["language"]
    ('Pela Archive', 'webpage', 'ar')
    >>> take_remarks(Rest("(in the valley)"), CslItem(type="")) is None
    True
    """
    language = rest.take(LANGUAGE, lambda match: tag_of(match) is not None)
    if language and (tag := tag_of(language)):
        csl["language"] = tag
    rest.take(ONLINE)
    genres: list[str] = []

    def note(match: re.Match[str]) -> bool:
        genres.append(match["genre"] or "")
        return True

    rest.take(REMARK, note)
    if genre := next(filter(None, genres), ""):
        csl["type"] = next((GENRES[word] for word in reversed(genre.lower().split()) if word in GENRES), "thesis")
    via = rest.take(VIA)
    return via["name"].strip() if via else None


def tag_of(match: re.Match[str]) -> str | None:
    """Return the tag of the language that a remark names, or None."""
    return language_tag(match["name"] or match["native"].split()[-1])
