"""Rows of the output, made of what the stages found: ids, raw ranges, the document itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal

from claimcite.annotate import Annotations
from claimcite.annotate.attributions import Said
from claimcite.annotate.quantities import Found
from claimcite.config import Config
from claimcite.identity import Counter, document_id
from claimcite.link.citations import citation_notices
from claimcite.link.facts import DocumentFacts
from claimcite.parse import Parse
from claimcite.records import (
    Attribution,
    Claim,
    Cleaned,
    Date,
    Document,
    Marker,
    Markup,
    Mention,
    MentionedAttribution,
    MentionKind,
    Notice,
    Section,
    Source,
)
from claimcite.spans import Span

MEDIA_TYPES: dict[Markup, str] = {
    "html": "text/html", "mediawiki": "text/html", "wikitext": "text/x-wiki", "markdown": "text/markdown", "plain": "text/plain",
}  # fmt: skip
Status = Literal["ok", "degraded", "no_text", "unsupported_language"]
#: Warnings that say that something of the document may be lost.
DEGRADING = frozenset({"too_deep", "body_by_tags", "unbalanced_wikitext", "undecodable", "unclosed_markup"})


def with_ids(found: Annotations, parse: Parse, document: str) -> Annotations:
    """Give every mention its id: of its sentence and its text, never of where it stands."""
    ids = Counter(document)

    def new(kind: MentionKind, span: Span) -> str:
        sentence = parse.sentence_at(span.start)
        return ids.new("m", kind, sentence.span.of(parse.text) if sentence else "", span.of(parse.text))

    entities = tuple(replace(e, id=new("entity", e.span)) for e in found.entities)
    dates = {d.span: replace(d, id=new("date", d.span)) for d in found.dates}
    quantities = tuple(replace(f, quantity=replace(f.quantity, id=new("quantity", f.quantity.span))) for f in found.quantities)
    said = tuple(identified(s, new("attribution", s.attribution.cue.spans[0]), dates) for s in found.said)
    return Annotations(entities, found.names, tuple(dates.values()), with_wholes(quantities), said)


def with_wholes(found: tuple[Found, ...]) -> tuple[Found, ...]:
    """Give each subset the id of the quantity that it is a part of."""
    return tuple(f if f.whole is None else replace(f, quantity=replace(f.quantity, part_of=found[f.whole].quantity.id)) for f in found)


def identified(said: Said, new_id: str, dates: Mapping[Span, Date]) -> Said:
    """Return an attribution with its id, and the date of the saying with its own."""
    date = said.attribution.said
    return replace(said, attribution=replace(said.attribution, id=new_id, said=dates[date.span] if date is not None else None))


def mentions(found: Annotations, cleaned: Cleaned, parse: Parse, markers: Iterable[Marker], document: str) -> tuple[Mention, ...]:
    """Return every annotation as a row, in order of the text."""
    ids = Counter(document)

    def envelope(kind: MentionKind, span: Span, row_id: str | None = None) -> Mention:
        sentence = parse.sentence_at(span.start)
        raw, reason = raw_of(span, cleaned)
        context = sentence.span.of(parse.text) if sentence else ""
        return Mention(row_id or ids.new("m", kind, context, span.of(cleaned.text)), document, kind, span, span.of(cleaned.text), raw, reason,
                       sentence.span if sentence else None)  # fmt: skip

    rows = [replace(envelope("entity", e.span, e.id), entity=e) for e in found.entities]
    rows += [replace(envelope("date", d.span, d.id), date=d) for d in found.dates]
    rows += [replace(envelope("quantity", f.quantity.span, f.quantity.id), quantity=f.quantity) for f in found.quantities]
    rows += [replace(envelope("attribution", s.attribution.cue.spans[0], s.attribution.id), attribution=with_raw(s.attribution, cleaned)) for s in found.said if not s.echo]
    rows += [replace(envelope("marker", m.span), marker=m) for m in markers]
    return tuple(sorted(rows, key=lambda m: (m.span, m.kind, m.id)))


def with_raw(a: Attribution, cleaned: Cleaned) -> MentionedAttribution:
    """Return an attribution with the raw ranges of its parts."""
    cue = tuple(raw for s in a.cue.spans if (raw := cleaned.mapped.raw_of(s)) is not None)
    content = tuple(raw for s in a.content if (raw := cleaned.mapped.raw_of(s)) is not None)
    source = cleaned.mapped.raw_of(a.source.span) if a.source is not None else None
    return MentionedAttribution(a.id, a.source, a.cue, a.content, a.form, a.addressee, a.said, a.carried, source, cue, content)


def claim_id(claim: Claim, ids: Counter) -> str:
    """Return the next id for a claim: of its sentence and its own text and predicate, never of where it stands."""
    return ids.new("c", "claim", claim.sentence_text, f"{claim.text}\0{claim.predicate.text}")


def raw_of(span: Span, cleaned: Cleaned) -> tuple[Span | None, str | None]:
    """Return the raw range of a span, or the reason why there is none."""
    raw = cleaned.mapped.raw_of(span)
    return (raw, None) if raw is not None else (None, "generated")


def document_row(source: Source, cleaned: Cleaned, facts: DocumentFacts, config: Config) -> Document:
    """Return the document's own row."""
    document = document_id(source.key, source.sha256)
    supported = cleaned.language is None or cleaned.language in config.languages
    warnings = (*source.warnings, *cleaned.warnings, *facts.warnings, *citation_notices(cleaned))
    return Document(
        document, source.given.id, source.locator, source.path, (), source.sha256, MEDIA_TYPES[cleaned.markup], source.encoding, facts.url,
        facts.retrieved, facts.kind, facts.title, facts.outlet, facts.agency, facts.authors, facts.published, facts.modified, cleaned.language or facts.language,
        cleaned.languages, cleaned.text, tuple(cleaned.mapped.runs(source.raw)), sections(cleaned), cleaned.dropped, facts.evidence,
        status(cleaned, warnings, supported=supported), warnings,
    )  # fmt: skip


def status(cleaned: Cleaned, warnings: Iterable[Notice], *, supported: bool) -> Status:
    """Return how far the document could be processed."""
    if not cleaned.text.strip():
        return "no_text"
    if not supported:
        return "unsupported_language"
    return "degraded" if any(w.code in DEGRADING for w in warnings) else "ok"


def sections(cleaned: Cleaned) -> tuple[Section, ...]:
    """Return the headings, each with the stretch that it rules."""
    headings = [b for b in cleaned.blocks if b.kind == "heading"]
    found = []
    for i, block in enumerate(headings):
        level = block.level or 2
        end = next((b.span.start for b in headings[i + 1 :] if (b.level or 2) <= level), len(cleaned.text))
        found.append(Section(block.span.of(cleaned.text), Span(block.span.start, end), level))
    return tuple(found)
