"""Candidate values for the fields of a document, in the order in which they are believed."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from claimcite.link.addresses import is_web
from claimcite.records import Cleaned, EvidenceFrom, EvidenceRow, Given, Source
from claimcite.spans import Span

#: given > json_ld > meta > url > byline, dateline > credit, caption > text.
ORDER: dict[EvidenceFrom, int] = {
    "given": 0,
    "json_ld": 1,
    "meta": 2,
    "url": 3,
    "byline": 4,
    "dateline": 4,
    "credit": 5,
    "caption": 5,
    "text": 6,
}
#: "(Reporting by Ann Roe and Omar Khan; Editing by Lea Brandt)" at the foot of agency copy: its reporters are the authors.
SIGNATURE = re.compile(r"\W{0,3}(?:additional\s)?(?:reporting|written|writing|words)\sby\s(?P<names>[^;.()\[\]]{3,160})", re.IGNORECASE)
BOX_NAME = re.compile(r"\s*(?:name|title|event[ _]?(?:name)?|conflict|incident|article|official[ _]name)\s*", re.IGNORECASE)
#: The foot of a MediaWiki page: "This page was last edited on 2 June 2026, at 14:03 (UTC)."
EDITED = re.compile(
    r"was\slast\s(?:edited|modified)\son\s(?P<date>[^<>.()&]{6,40})(?P<utc>(?:<[^<>]{1,80}>)?(?:\s|&#160;|&nbsp;)?\(UTC\))?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that a field may have, and what it was read from; ``weak`` ones count only if the lexicon knows them."""

    field: str
    value: str
    origin: EvidenceFrom
    text: str
    raw: Span | None = None
    weak: bool = False

    def row(self) -> EvidenceRow:
        """Return the candidate as a row of ``Document.evidence``."""
        return {"from": self.origin, "text": self.text or self.value, "raw": self.raw, "others": ()}


def candidates(cleaned: Cleaned, source: Source) -> list[Candidate]:
    """Return all candidates for a document's fields, the most reliable first; equals keep the order in which they were found."""
    found = [*given_values(source.given), *page_values(cleaned), *foot_values(cleaned, source)]
    return sorted(found, key=lambda candidate: ORDER[candidate.origin])


def given_values(given: Given) -> Iterator[Candidate]:
    """Yield what the input says about itself."""
    for field in ("title", "published", "outlet", "language", "retrieved", "url"):
        value = getattr(given, field)
        if isinstance(value, str) and value.strip():
            yield Candidate(field, " ".join(value.split()), "given", value)
    for author in given.authors:
        if author.strip():
            yield Candidate("authors", author, "given", author)


def page_values(cleaned: Cleaned) -> Iterator[Candidate]:
    """Yield what cleaning found, without what cannot be so."""
    for fact in cleaned.facts:
        if not fact.value.strip() or (fact.field == "url" and not is_web(fact.value)):
            continue
        # The JSON-LD headline of a Wikipedia page is its short description: "country in North America".
        if fact.field == "title" and fact.origin == "json_ld" and cleaned.markup == "mediawiki":
            continue
        value = html.unescape(fact.value) if "&" in fact.value and fact.field != "url" else fact.value  # JSON-LD is often escaped twice
        yield Candidate(fact.field, " ".join(value.split()), fact.origin, fact.text, fact.raw)
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
