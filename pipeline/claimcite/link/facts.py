"""What is known about a document as a whole, and which part of the page says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from claimcite.lexicon import Lexicon
from claimcite.lexicon.outlets import OutletIndex, folded, registrable
from claimcite.link.addresses import date_in
from claimcite.link.candidates import Candidate, candidates
from claimcite.link.dates import agree, parse_date
from claimcite.link.languages import language_tag, main_language
from claimcite.link.names import byline_parts, is_person, unique
from claimcite.link.publishers import choose_agency, choose_outlet, without_site
from claimcite.records import Cleaned, EvidenceRow, Notice, Outlet, Source

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

    Where sources differ, the first of this order is believed: what the input gives, JSON-LD, meta tags, the address, byline and
    dateline, credits and captions, the text. Nothing is guessed: a field that none of them gives is None.
    """
    facts = candidates(cleaned, source)
    outlets = lexicon.outlets
    address = next((fact for fact in facts if fact.field == "url"), None)
    outlet = choose_outlet(facts, address, outlets)
    agency = choose_agency(facts, outlet[0] if outlet else None, outlets)
    authors = choose_authors(facts, outlet[0] if outlet else None, outlets)
    dated = (
        choose(facts, "published", parse_date) or choose_time(facts) or choose_address_date(address),
        choose(facts, "modified", parse_date),
    )
    language = choose(facts, "language", lambda value: main_language(language_tag(value)))
    retrieved = choose(facts, "retrieved", parse_date)
    title = choose_title(facts, outlet[0] if outlet else None, outlets)
    chosen = {"title": title, "outlet": outlet, "agency": agency, "authors": authors, "published": dated[0], "modified": dated[1],
              "url": (address.value, address) if address else None, "language": language, "retrieved": retrieved}  # fmt: skip
    evidence = {field: found[1].row() for field, found in chosen.items() if found is not None}
    return DocumentFacts(
        title=title[0] if title else None,
        outlet=outlet[0] if outlet else None,
        agency=agency[0] if agency else None,
        authors=authors[0] if authors else (),
        published=dated[0][0] if dated[0] else None,
        modified=dated[1][0] if dated[1] else None,
        url=address.value if address else None,
        language=language[0] if language else None,
        retrieved=retrieved[0] if retrieved else None,
        kind=kind_of(cleaned, address, facts),
        evidence=evidence,
        warnings=tuple(conflicts(facts, outlets)),
    )


Found = tuple[str, Candidate] | None


def choose(facts: Sequence[Candidate], field: str, read: Callable[[str], str | None]) -> Found:
    """Return the first value of a field that can be read."""
    return next(((value, fact) for fact in facts if fact.field == field and (value := read(fact.value))), None)


def choose_time(facts: Sequence[Candidate]) -> Found:
    """Return the day of the page's ``<time>`` elements, if they all name one day: else some belong to other stories."""
    times = [(value, fact) for fact in facts if fact.field == "time" and (value := parse_date(fact.value))]
    return times[0] if times and all(agree(times[0][0], value) for value, _ in times) else None


def choose_address_date(address: Candidate | None) -> Found:
    """Return the day that the address holds ("/2020/10/26/")."""
    day = date_in(address.value) if address else None
    return (day, Candidate("published", day, "url", address.value, address.raw)) if day and address else None


def choose_title(facts: Sequence[Candidate], outlet: Outlet | None, outlets: OutletIndex) -> Found:
    """Return the title without the name of the site behind it."""
    names = [fact.value for fact in facts if fact.field == "outlet"]
    return choose(facts, "title", lambda value: without_site(value, outlet, names, outlets) or None)


def choose_authors(facts: Sequence[Candidate], outlet: Outlet | None, outlets: OutletIndex) -> tuple[tuple[str, ...], Candidate] | None:
    """Return the people that the first source with any names as authors: no agency, outlet, desk or handle."""
    own = {folded(fact.value) for fact in facts if fact.field == "outlet"} | {folded(outlet.name or "") if outlet else ""}
    for origin in dict.fromkeys(fact.origin for fact in facts if fact.field == "authors"):
        rows = [fact for fact in facts if fact.field == "authors" and fact.origin == origin]
        people = [name for fact in rows for name in byline_parts(fact.value)
                  if is_person(name) and (len(name.split()) > 1 or not name.isascii()) and folded(name) not in own and not is_outlet(name, outlets)]  # fmt: skip
        if people:
            return unique(people), rows[0]
    return None


def is_outlet(name: str, outlets: OutletIndex) -> bool:
    """Whether a name is an outlet's; the lexicon has few that look like a person's, and those lose to the byline only here."""
    return outlets.from_name(name) is not None


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
        page = next((fact for fact in facts if fact.field == field and fact.origin in ("json_ld", "meta", "byline")), None)
        if given and page and not same(given.value, page.value):
            found.append(Notice("conflict", f"{field}: given {given.value!r}, the page says {page.value!r} ({page.origin})"))
    given = next((fact for fact in facts if fact.field == "outlet" and fact.origin == "given"), None)
    page = next((fact for fact in facts if fact.field == "outlet" and fact.origin in ("json_ld", "meta")), None)
    if given and page and folded(given.value) != folded(page.value) and outlets.from_name(given.value) != outlets.from_name(page.value):
        found.append(Notice("conflict", f"outlet: given {given.value!r}, the page says {page.value!r} ({page.origin})"))
    return found


def same_day(given: str, page: str) -> bool:
    """Whether two dates may be the same day; one that cannot be read contradicts nothing."""
    a, b = parse_date(given), parse_date(page)
    return a is None or b is None or agree(a, b)


def same_language(given: str, page: str) -> bool:
    """Whether two names or codes mean one language."""
    return main_language(language_tag(given)) == main_language(language_tag(page)) or not language_tag(page)


def same_title(given: str, page: str) -> bool:
    """Whether one title is the other, perhaps with more behind it."""
    a, b = folded(given), folded(page)
    return a.startswith(b) or b.startswith(a)
