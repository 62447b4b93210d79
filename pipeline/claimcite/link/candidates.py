"""Candidate values for the fields of a document, in the order in which they are believed.

A candidate's source is its ``origin`` and, where that is markup, the name of what it was read from: "json_ld datePublished", "meta
canonical", "text h1". ``ORDER`` lists the sources of each field, the most reliable first; a source that is not listed by name counts
as its origin. Candidates of one source keep the order of the page.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from claimcite.link.addresses import is_web
from claimcite.records import Cleaned, EvidenceFrom, EvidenceRow, Given, OtherRow, Source
from claimcite.spans import Span

#: Believed in this order where a field has none of its own.
GENERAL = ("given", "json_ld", "meta", "byline", "dateline", "credit", "caption", "url", "text")
ORDER: Mapping[str, tuple[str, ...]] = {
    # the headline that readers see; heads have others for search engines
    "title": ("given", "text h1", "json_ld", "meta og:title", "meta", "text"),
    # the page's own word for its address; JSON-LD often holds the home page or a form without https
    "url": ("given", "meta canonical", "meta og:url", "json_ld", "meta", "text"),
    "outlet": ("given", "json_ld publisher", "meta og:site_name", "meta itemprop publisher", "json_ld", "meta", "text"),
    "authors": ("given", "json_ld", "meta", "byline", "credit"),
}
#: "(Reporting by Ann Roe and Omar Khan; Editing by Lea Brandt)" at the foot of agency copy: its reporters are the authors.
SIGNATURE = re.compile(r"\W{0,3}(?:additional\s)?(?:reporting|written|writing|words)\sby\s(?P<names>[^;.()\[\]]{3,160})", re.IGNORECASE)
BOX_NAME = re.compile(r"\s*(?:name|title|event[ _]?(?:name)?|conflict|incident|article|official[ _]name)\s*", re.IGNORECASE)
#: The foot of a MediaWiki page: "This page was last edited on 2 June 2026, at 14:03 (UTC)."
EDITED = re.compile(
    r"was\slast\s(?:edited|modified)\son\s(?P<date>[^<>.()&]{6,40})(?P<utc>(?:<[^<>]{1,80}>)?(?:\s|&#160;|&nbsp;)?\(UTC\))?", re.IGNORECASE
)
#: What a terminal or a browser would act upon: escape sequences, other control characters, marks that turn the direction of writing.
ESCAPES = re.compile(r"\x1b(?:\[[0-9;?]{0,20}[ -/]{0,2}[@-~]|\][^\x07\x1b]{0,200}(?:\x07|\x1b\\)|.)?")
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
#: A longer value is none; more candidates than any page has are not read.
VALUE_MAX, CANDIDATES_MAX = 600, 400


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that a field may have, and what it was read from; ``weak`` ones count only if the lexicon knows them."""

    field: str
    value: str
    origin: EvidenceFrom
    text: str
    raw: Span | None = None
    weak: bool = False

    @property
    def source(self) -> str:
        """What it was read from, as ``ORDER`` names it."""
        return f"{self.origin} {self.text.partition(':')[0] if self.text.startswith('time') else self.text}"

    def row(self, others: tuple[OtherRow, ...] = ()) -> EvidenceRow:
        """Return the candidate as a row of ``Document.evidence``."""
        return {"from": self.origin, "text": self.text or self.value, "raw": self.raw, "others": others}

    def other(self, value: str) -> OtherRow:
        """Return the candidate as one that was not believed."""
        return {"from": self.origin, "text": self.text or self.value, "raw": self.raw, "value": value}


def rank(candidate: Candidate) -> int:
    """Return a candidate's place in the order of its field: that of the longest name that fits its source.

    >>> rank(Candidate("url", "https://pela.org/a", "meta", "canonical")) < rank(Candidate("url", "https://pela.org", "meta", "twitter:url"))
    True
    >>> rank(Candidate("agency", "AFP", "text", "x")) == len(GENERAL) - 1
    True
    """
    order = ORDER.get(candidate.field, GENERAL)
    fitting = [name for name in order if candidate.source == name or candidate.source.startswith(f"{name} ")]
    return order.index(max(fitting, key=len)) if fitting else len(order)


def candidates(cleaned: Cleaned, source: Source) -> list[Candidate]:
    """Return all candidates for a document's fields, by field the most reliable first; equals keep the order in which they were found."""
    found = [*given_values(source.given), *page_values(cleaned), *foot_values(cleaned, source)]
    return sorted(found[:CANDIDATES_MAX], key=rank)


def tidy(value: str) -> str:
    """Return a value on one line, without what a terminal would obey.

    >>> tidy("Ferry \\x1b[31msinks\\x1b[0m \\u202eoff"), tidy(" \\x00 ")
    ('Ferry sinks off', '')
    """
    return " ".join(CONTROLS.sub(" ", ESCAPES.sub("", value)).split()) if not value.isprintable() else " ".join(value.split())


def given_values(given: Given) -> Iterator[Candidate]:
    """Yield what the input says about itself."""
    for field in ("title", "published", "outlet", "language", "retrieved", "url"):
        value = getattr(given, field)
        if isinstance(value, str) and tidy(value):
            yield Candidate(field, tidy(value), "given", value[:VALUE_MAX])
    for author in given.authors:
        if tidy(author):
            yield Candidate("authors", tidy(author), "given", author[:VALUE_MAX])


def page_values(cleaned: Cleaned) -> Iterator[Candidate]:
    """Yield what cleaning found, without what cannot be so."""
    for fact in cleaned.facts:
        value = html.unescape(fact.value) if "&" in fact.value and fact.field != "url" else fact.value  # JSON-LD is often escaped twice
        value = tidy(value)
        if not value or len(value) > VALUE_MAX or (fact.field == "url" and not is_web(value)):
            continue
        # The JSON-LD headline of a Wikipedia page is its short description: "country in North America".
        if fact.field == "title" and fact.origin == "json_ld" and cleaned.markup == "mediawiki":
            continue
        yield Candidate(fact.field, value, fact.origin, tidy(fact.text), fact.raw)
    if cleaned.markup == "wikitext":
        yield from box_title(cleaned)


def box_title(cleaned: Cleaned) -> Iterator[Candidate]:
    """Yield the name that the infobox of a page of wikitext gives it: the source of a page does not hold its title."""
    for block in cleaned.blocks:
        if block.kind == "infobox" and block.label is not None and BOX_NAME.fullmatch(block.label.of(cleaned.text)):
            value = Span(block.label.end, block.span.end).of(cleaned.text).strip()
            if value and len(value) <= 200:
                yield Candidate("title", value, "text", value, cleaned.mapped.raw_of(Span(block.label.end, block.span.end)))
                return


def foot_values(cleaned: Cleaned, source: Source) -> Iterator[Candidate]:
    """Yield what the foot of a page says: who reported it, when a wiki page was last edited."""
    for dropped in cleaned.dropped:
        if dropped.reason == "credit" and (match := SIGNATURE.match(dropped.text)):
            yield Candidate("authors", match["names"], "credit", dropped.text, dropped.raw)
    if cleaned.markup == "mediawiki":
        tail = max(0, len(source.raw) - 100_000)
        for match in EDITED.finditer(source.raw, tail):
            yield Candidate("modified", match["date"] + (" UTC" if match["utc"] else ""), "text", match["date"], Span(*match.span("date")))
