"""One document in the terminal: what was read, from where, what was dropped, and what each sentence gave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from claimcite.claims.confidence import lowered_by
from claimcite.claims.why import reasons
from claimcite.lexicon import Lexicon, load_lexicon
from claimcite.records import Claim, Document, Mention, Record, Rejected, Result
from claimcite.report.claim import claim_lines, mention, outlet, reference
from claimcite.report.text import Paint, columns, plain, wrapped
from claimcite.spans import Span, SpanIndex


def explain(record: Record, result: Result, *, colour: bool = False, lexicon: Lexicon | None = None) -> str:
    """Return what became of a record: its facts with their evidence, what was dropped and why, then sentence by sentence.

    ``lexicon`` is the one that the claims were made with; without it the one that is shipped.
    """
    paint = Paint(colour)
    if result.document is None:
        return "\n".join(refused(record, result, paint))
    document = result.document
    lines = [*header(document, paint), *notices(document, paint), *dropped(document, paint), *reference_list(result, paint)]
    return "\n".join([*lines, *sentences(document, result, paint, lexicon or load_lexicon()), *seconds(result, paint)])


def refused(record: Record, result: Result, paint: Paint) -> Iterator[str]:
    """Yield why a record gave no document."""
    yield paint("bold", plain(record.path))
    row = result.quarantined
    if row is None:
        yield "  it gave neither a document nor a quarantine row"
        return
    yield paint("yellow", f"  quarantined at stage {row.stage} as {row.code}")
    yield f"  {plain(row.message)}" + ("" if row.limit is None else f" (limit {row.limit})")


def header(document: Document, paint: Paint) -> list[str]:
    """Return the facts of the document, each with what it was read from."""
    where = document.path + ("" if document.locator.line is None else f", line {document.locator.line}")
    languages = ", ".join(sorted({s.language for s in document.languages}))
    values = [
        ("title", document.title),
        ("kind", f"{document.kind}, {document.status}"),
        ("outlet", outlet(document.outlet)),
        ("agency", outlet(document.agency)),
        ("authors", "; ".join(document.authors)),
        ("published", document.published),
        ("modified", document.modified),
        ("language", ", ".join(v for v in (document.language, f"sentences in {languages}" if "," in languages else "") if v)),
        ("url", document.url),
    ]
    form = f"{document.media_type}, {document.encoding}, {len(document.text.split()):,} words, {document.id}"
    lines = [paint("bold", plain(where)), paint("dim", f"  {form}")]
    for name, value in values:
        lines.append(f"  {paint('cyan', f'{name:<9}')}  {plain(value, 90) if value else paint('dim', 'unknown')}{evidence(document, name)}")
    return lines


def evidence(document: Document, name: str) -> str:
    """Return from what a field was read, in brackets."""
    found = document.evidence.get(name)
    return "" if found is None else f"   [{found['from']}: “{plain(found['text'], 60)}”]"


def notices(document: Document, paint: Paint) -> Iterator[str]:
    """Yield the warnings of a document."""
    for notice in document.warnings:
        yield f"  {paint('yellow', 'warning')}    {notice.code}: {plain(notice.message)}"


def dropped(document: Document, paint: Paint) -> list[str]:
    """Return what cleaning left out, and why."""
    rows = [(row.reason, place(row.raw), plain(row.text, 90)) for row in document.dropped]
    return ["", paint("bold", f"Left out ({len(rows)})"), *columns(rows)] if rows else []


def place(raw: Span | None) -> str:
    """Return a raw range as it is written here.

    >>> place(Span(3, 9)), place(None)
    ('3-9', '-')
    """
    return "-" if raw is None else f"{raw.start}-{raw.end}"


def reference_list(result: Result, paint: Paint) -> list[str]:
    """Return the references, each with how often it is cited."""
    rows = [(row.number or "link", f"cited {row.cited}", reference(row)) for row in result.references]
    return ["", paint("bold", f"References ({len(rows)})"), *columns(rows)] if rows else []


@dataclass(slots=True)
class Found:
    """What one sentence gave."""

    claims: list[Claim] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)


def grouped(result: Result) -> dict[Span, Found]:
    """Return what each sentence gave, in order. What stands in no sentence stands by itself."""
    found: dict[Span, Found] = {}
    for claim in result.claims:
        found.setdefault(claim.sentence, Found()).claims.append(claim)
    for row in result.mentions:
        found.setdefault(row.sentence or row.span, Found()).mentions.append(row)
    index = SpanIndex(list(found), lambda span: span)
    for candidate in result.rejected:
        around = [span for span in index.touching(candidate.span) if span.covers(candidate.span)]
        found.setdefault(around[0] if around else candidate.span, Found()).rejected.append(candidate)
    return dict(sorted(found.items()))


def sentences(document: Document, result: Result, paint: Paint, lexicon: Lexicon) -> Iterator[str]:
    """Yield each sentence that gave anything: its text, its mentions, its claims and why they are so, and the candidates that were dropped."""
    groups = grouped(result)
    references = {row.id: row for row in result.references}
    yield from ("", paint("bold", f"Sentences that gave anything ({len(groups)}), with {len(result.claims)} claims"))
    shown = ""
    for span, found in groups.items():
        heading = " > ".join(plain(s.title) for s in document.sections if s.span.covers(span))
        if heading != shown:
            yield from ("", paint("blue", f"# {heading}" if heading else "#"))
            shown = heading
        yield from ("", wrapped(f"“{plain(span.of(document.text))}”", indent=3, first=2) + " " + paint("dim", place(span)))
        if found.mentions:
            yield paint("dim", wrapped(" · ".join(mention(row, references) for row in found.mentions), indent=4))
        for claim in sorted(found.claims, key=lambda row: (row.span, row.predicate.span)):
            yield from claim_lines(claim, references, paint)
            for name, reason in [*reasons(claim, result.claims, lexicon), *doubts(claim, result, lexicon)]:
                yield f"      {paint('dim', f'why {name}: {plain(reason, 140)}')}"
        for row in found.rejected:
            yield f"    {paint('red', 'no claim')} “{plain(row.text, 80)}”: {plain(row.reason)}"


def doubts(claim: Claim, result: Result, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Yield what lowered the confidence of a claim most."""
    found = lowered_by(result.features[claim.id], lexicon.calibration) if claim.confidence is not None else []
    if found:
        yield f"confidence {claim.confidence:.2f}", "; ".join(found)


def seconds(result: Result, paint: Paint) -> Iterator[str]:
    """Yield how long each stage took."""
    if result.seconds:
        yield ""
        yield paint("dim", "  " + ", ".join(f"{stage} {value:.2f} s" for stage, value in result.seconds.items()))
