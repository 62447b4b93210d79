"""One claim, mention or reference in a few lines of a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from claimcite.records import Attribution, Claim, Date, Marker, Mention, Outlet, Participant, Place, Quantity, Reference
from claimcite.report.text import Paint, amount, plain


def claim_lines(claim: Claim, references: Mapping[str, Reference], paint: Paint, *, indent: int = 4) -> list[str]:
    """Return a claim with all that is known of it, one line a field; unknown fields are left out."""
    predicate = claim.predicate
    kind = "" if predicate.event_type is None else f", {predicate.event_type}"
    fields: list[tuple[str, Iterable[str]]] = [
        ("agent", [participant(claim.agent)]),
        ("patient", [participant(claim.patient)]),
        ("how sure", [", ".join(v for v in (claim.polarity, claim.modality, claim.verification, confidence(claim.confidence)) if v)]),
        ("signals", [", ".join(f"{s.kind} “{plain(s.text)}”" for s in claim.signals)]),
        ("quantity", map(quantity, claim.quantities)),
        ("date", map(date, claim.dates)),
        ("place", (f"{p.relation} {plain(p.text)}{named(p.name, p.text)}{carried(p)}" for p in claim.places)),
        ("speaker", map(attribution, claim.attribution)),
        ("outlet", [outlet(claim.outlet)]),
        ("agency", [outlet(claim.agency)]),
        ("reference", (citation(c, references) for c in claim.citations)),
    ]
    pad = " " * indent
    about = f"({plain(predicate.lemma)}{kind}) {claim.block}, {claim.id}"
    lines = [f"{pad}{paint('bold', plain(predicate.text))} {paint('dim', about)}"]
    lines += [f"{pad}  {paint('cyan', f'{name:<9}')} {value}" for name, values in fields for value in values if value]
    return lines


def confidence(value: float | None) -> str:
    """Return how probable it is that all of a claim is right.

    >>> confidence(0.8), confidence(None)
    ('confidence 0.80', '')
    """
    return "" if value is None else f"confidence {value:.2f}"


def participant(row: Participant | None) -> str:
    """Return who or what takes part."""
    if row is None:
        return ""
    owner = "" if row.owner is None else f", of {plain(row.owner.name or row.owner.text)}"
    members = "" if not row.members else ": " + " + ".join(plain(m.name or m.text) for m in row.members)
    return f"{plain(row.text)}{named(row.name, row.text)}{owner}{members}"


def named(name: str | None, text: str) -> str:
    """Return a full name that the text does not give, in brackets.

    >>> named("Rima Saad", "She"), named("Oru", "Oru"), named(None, "it")
    (' [Rima Saad]', '', '')
    """
    return "" if name is None or name == text else f" [{plain(name)}]"


def carried(row: Date | Place | Attribution) -> str:
    """Return the mark of what was taken over from elsewhere."""
    return " (carried)" if row.carried else ""


def quantity(row: Quantity) -> str:
    """Return a quantity: its bounds, what it counts, and what it was written as."""
    what = " ".join(plain(v) for v in (row.counted or row.counted_head, row.role, row.count, row.change and f"({row.change})") if v)
    bounds = "some" if row.vague else amount(row.low, row.high, row.comparator, approximate=row.approximate, unit=row.unit)
    return f"{bounds} {what}".rstrip() + f"  “{plain(row.text)}”" + ("  part of another" if row.part_of else "")


def date(row: Date) -> str:
    """Return a date: its normal form, what it was written as, and what it was counted from."""
    anchor = "" if row.anchor is None else f", from {row.anchor.kind} {row.anchor.date}"
    return f"{row.relation} {row.edtf or row.timex3}  “{plain(row.text)}”{anchor}{carried(row)}"


def attribution(row: Attribution) -> str:
    """Return one hop of who says it."""
    source = row.source
    who = "nobody named"
    if source is not None:
        speaks_for = "" if source.affiliation is None else f" for {plain(source.affiliation)}"
        who = f"{plain(source.text)}{named(source.name, source.text)}{speaks_for} ({source.kind}{'' if source.named else ', unnamed'})"
    told = "" if row.addressee is None else f" to {plain(row.addressee.name or row.addressee.text)}"
    said = "" if row.said is None else f" on {row.said.edtf or row.said.timex3}"
    return f"{who} — {plain(row.cue.text)}{told}{said}, {row.form}{carried(row)}"


def outlet(row: Outlet | None) -> str:
    """Return a publisher with its domain."""
    return "" if row is None else " ".join(v for v in (row.name, f"<{row.domain}>" if row.domain else None) if v)


def citation(row: Marker, references: Mapping[str, Reference]) -> str:
    """Return a marker and the reference that it points to."""
    found = None if row.reference is None else references.get(row.reference)
    return f"{row.marker} {'points to no entry' if found is None else reference(found)}"


def reference(row: Reference) -> str:
    """Return a reference in one line."""
    csl = row.csl
    parts = csl.get("issued", {}).get("date-parts") or [[]]
    issued = "-".join(f"{part:02d}" for part in parts[0])
    known = [csl.get("title"), csl.get("container-title"), issued, csl.get("URL")]
    return plain(", ".join(v for v in known if v) or row.text or f"({row.status})", 160)


def mention(row: Mention, references: Mapping[str, Reference]) -> str:
    """Return a mention in a few words: kind, text and what it was read as.

    >>> from claimcite.spans import Span
    >>> marker = Marker("[1]", Span(0, 3), None)
    >>> mention(Mention("m1", "d1", "marker", Span(0, 3), "[1]", None, "generated", None, marker=marker), {})
    'marker “[1]” → no entry'
    """
    return f"{row.kind} “{plain(row.text, 60)}” → {reading(row, references)}"


def reading(row: Mention, references: Mapping[str, Reference]) -> str:
    """Return what a mention was read as."""
    if row.entity is not None:
        return row.entity.label + named(row.entity.name, row.entity.text)
    if row.quantity is not None:
        return quantity(row.quantity).split("  “")[0]
    if row.date is not None:
        return row.date.edtf or row.date.timex3
    if row.attribution is not None:
        source = row.attribution.source
        return "nobody named" if source is None else plain(source.name or source.text, 60)
    found = None if row.marker is None or row.marker.reference is None else references.get(row.marker.reference)
    return "no entry" if found is None else f"entry {found.number or 'without number'}"
