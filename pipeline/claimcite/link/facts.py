"""What is known about a document as a whole, and which part of the page says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from claimcite.lexicon import Lexicon
from claimcite.lexicon.outlets import OutletIndex, folded, registrable
from claimcite.link.candidates import Candidate, candidates
from claimcite.link.dates import parse_date
from claimcite.link.days import choose_modified, choose_published, dates_of
from claimcite.link.languages import language_tag, main_language
from claimcite.link.losers import losers
from claimcite.link.page_dates import may_agree, order_of, read_moment
from claimcite.link.publishers import choose_agency, choose_outlet, without_site
from claimcite.link.writers import choose_authors
from claimcite.records import Cleaned, EvidenceRow, Notice, Outlet, Source

T = TypeVar("T")
Kind = Literal["news", "encyclopedia", "aggregate", "other"]
#: Encyclopedias whose address alone tells; Wikinews is news in spite of its markup.
ENCYCLOPEDIAS = frozenset(
    {"wikipedia.org", "britannica.com", "encyclopedia.com", "citizendium.org", "scholarpedia.org", "fandom.com", "wikiwand.com"}
)
NEWS_WIKIS = frozenset({"wikinews.org"})
#: Words by which news attributes: two of them make a text without outlet or date news.
ATTRIBUTES = re.compile(r"\b(?:said|told|according to|announced|reported|officials?|spokes(?:man|woman|person)|reporters)\b", re.IGNORECASE)
MIN_REFERENCES, MIN_ATTRIBUTES = 3, 3


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """The fields of a document that its head, its foot and its input give; ``evidence`` says from where each comes."""

    title: str | None
    outlet: Outlet | None
    agency: Outlet | None
    authors: tuple[str, ...]
    published: str | None
    modified: str | None
    url: str | None
    language: str | None
    retrieved: str | None
    kind: Kind
    evidence: Mapping[str, EvidenceRow]
    warnings: tuple[Notice, ...] = ()

    @property
    def own_domain(self) -> str | None:
        """The registrable domain of the page's address, else of its outlet: what ``link_references`` leaves out."""
        return (registrable(self.url) if self.url else None) or (self.outlet.domain if self.outlet else None)


def document_facts(cleaned: Cleaned, source: Source, lexicon: Lexicon) -> DocumentFacts:
    """Return what is known about a document.

    Where sources differ, the first of this order is believed; what the others would have given stands in ``evidence`` under ``others``.
    Nothing is guessed: a field that none of them gives is None.

    ========= =================================================================================================================
    field     order, after what the input gives
    ========= =================================================================================================================
    title     the headline on the page, if it is like one in the head; JSON-LD; OpenGraph; other meta tags, ``<title>``; first line
    outlet    JSON-LD publisher; og:site_name; other names in the head; masthead; end of the title; byline; copyright line; the address
    agency    JSON-LD; meta tags; byline; dateline; credit line; never one under a picture, nor the outlet itself
    authors   JSON-LD; meta tags and microdata; byline, which goes first if it has all of these and more; "Reporting by"
    published JSON-LD; meta tags and microdata; labelled line or ``<time>``; the one day of all ``<time>``; day beside the headline;
              address; dateline. An instant in UTC is brought to the newsroom's day (``page_dates``). Never a day called "updated"
    modified  JSON-LD; meta tags and microdata; labelled line or ``<time>``
    url       link rel=canonical; og:url; JSON-LD; other meta tags; "saved from"; "Original url"
    language  JSON-LD; meta tags; html lang
    ========= =================================================================================================================
    """
    facts = candidates(cleaned, source)
    outlets = lexicon.outlets
    address = next((fact for fact in facts if fact.field == "url"), None)
    kind = kind_of(cleaned, address, facts)
    own = [fact for fact in facts if kind != "aggregate" or fact.origin == "given"]
    outlet = choose_outlet(own, address if address in own else None, outlets)
    agency = choose_agency(facts, value(outlet), outlets)
    authors = choose_authors(facts, value(outlet), outlets)
    title = choose_title(facts, value(outlet), outlets)
    language = choose(facts, "language", lambda name: main_language(language_tag(name)))
    retrieved = choose(facts, "retrieved", parse_date)
    order = order_of([cleaned.language, value(language)], registrable(address.value) if address else None)
    dates = dates_of(facts, outlets.words, day_first=order, latest=value(retrieved))
    published, modified = choose_published(dates), choose_modified(dates)
    url = (address.value, address) if address else None
    found: dict[str, tuple[object, Candidate] | None] = {"title": title, "outlet": outlet, "agency": agency, "authors": authors,
        "published": published, "modified": modified, "url": url, "language": language, "retrieved": retrieved}  # fmt: skip
    others = losers(found, facts, dates, outlets)
    evidence = {field: one[1].row(others.get(field, ())) for field, one in found.items() if one is not None}
    return DocumentFacts(value(title), value(outlet), value(agency), value(authors) or (), value(published), value(modified), value(url),
                         value(language), value(retrieved), kind, evidence, tuple(conflicts(facts, outlets)))  # fmt: skip


Found = tuple[str, Candidate] | None


def value(found: tuple[T, Candidate] | None) -> T | None:
    """Return what was chosen, without what says so."""
    return found[0] if found is not None else None


def choose(facts: Sequence[Candidate], field: str, read: Callable[[str], str | None]) -> Found:
    """Return the first value of a field that can be read."""
    return next(((value, fact) for fact in facts if fact.field == field and (value := read(fact.value))), None)


def choose_title(facts: Sequence[Candidate], outlet: Outlet | None, outlets: OutletIndex) -> Found:
    """Return the title without the name of the site behind it."""
    names = [fact.value for fact in facts if fact.field == "outlet"]
    return choose(facts, "title", lambda value: without_site(value, outlet, names, outlets) or None)


def kind_of(cleaned: Cleaned, address: Candidate | None, facts: Sequence[Candidate]) -> Kind:
    """Return what kind of document it is: the markup and the address tell, then the references, then the signs of news."""
    host = registrable(address.value) if address else None
    numbered = sum(1 for raw in cleaned.references if raw.number is not None)
    boxed = any(block.kind == "infobox" for block in cleaned.blocks)
    if len(cleaned.aggregate) >= 2:
        return "aggregate"
    if host in NEWS_WIKIS:
        return "news"
    if host in ENCYCLOPEDIAS or cleaned.markup in ("mediawiki", "wikitext"):
        return "encyclopedia"
    if cleaned.markup in ("plain", "markdown") and ((numbered >= MIN_REFERENCES and cleaned.markers) or boxed):
        return "encyclopedia"
    signs = any(
        fact.field in ("outlet", "authors", "published", "place") or (fact.field == "agency" and fact.origin != "credit") for fact in facts
    )
    if signs or cleaned.markup == "html" or len(ATTRIBUTES.findall(cleaned.text[:20_000])) >= MIN_ATTRIBUTES:
        return "news"
    return "other"


def conflicts(facts: Sequence[Candidate], outlets: OutletIndex) -> list[Notice]:
    """Return a warning for each given value that the page contradicts."""
    found = []
    for field, same in (("published", same_day), ("language", same_language), ("title", same_title)):
        given = next((fact for fact in facts if fact.field == field and fact.origin == "given"), None)
        page = next((fact for fact in facts if fact.field == field and fact.origin in ("json_ld", "meta", "byline", "text")), None)
        if given and page and not same(given.value, page.value):
            found.append(Notice("conflict", f"{field}: given {given.value!r}, the page says {page.value!r} ({page.origin})"))
    given = next((fact for fact in facts if fact.field == "outlet" and fact.origin == "given"), None)
    page = next((fact for fact in facts if fact.field == "outlet" and fact.origin in ("json_ld", "meta")), None)
    if given and page and folded(given.value) != folded(page.value) and outlets.from_name(given.value) != outlets.from_name(page.value):
        found.append(Notice("conflict", f"outlet: given {given.value!r}, the page says {page.value!r} ({page.origin})"))
    return found


def same_day(given: str, page: str) -> bool:
    """Whether two dates may be the same day, in some zone; one that cannot be read contradicts nothing."""
    a, b = read_moment(given), read_moment(page)
    return a is None or b is None or may_agree(a, b)


def same_language(given: str, page: str) -> bool:
    """Whether two names or codes mean one language."""
    return main_language(language_tag(given)) == main_language(language_tag(page)) or not language_tag(page)


def same_title(given: str, page: str) -> bool:
    """Whether one title is the other, perhaps with more behind it."""
    a, b = folded(given), folded(page)
    return a.startswith(b) or b.startswith(a)
