"""Results to the lines that will be exported, and to the numbers that are counted over them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any, Literal, get_type_hints

import msgspec

from claimcite.records import Claim, CslItem, Document, Mention, Quantity, Quarantined, Record, Reference, Result

LineKind = Literal["references", "claims", "mentions"]
#: The fields of a document that its place decides; the store keeps them apart, since the place may change and the rest not.
PLACED = ("locator", "path", "also_at")
ENCODER = msgspec.json.Encoder(decimal_format="number")
CSL_ORDER = tuple(get_type_hints(CslItem))
#: A whole number with more digits is written with an exponent: it is no count, and its digits would only fill the line.
MOST_DIGITS = 40


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted over one document, or summed over many: rows, and claims that have a part."""

    words: int = 0
    references: int = 0
    claims: int = 0
    mentions: int = 0
    with_raw: int = 0
    with_date: int = 0
    with_quantity: int = 0
    with_attribution: int = 0
    with_citation: int = 0


@dataclass(frozen=True, slots=True)
class Packed:
    """A document with all its rows as JSON text. ``head`` and ``tail`` are what stands before and after the ``PLACED`` fields."""

    id: str
    kind: str
    outlet: str | None
    head: str
    tail: str
    lines: Mapping[LineKind, tuple[str, ...]]
    counts: Counts


def encode(row: object) -> str:
    """Return one line of JSON, without its line end.

    Raises ``TypeError`` for what has no JSON form and ``UnicodeEncodeError`` for lone surrogates.
    """
    return ENCODER.encode(row).decode("utf8")


def pack(result: Result) -> Packed:
    """Encode a processed document; claims and mentions are sorted by span.

    Raises ``ValueError`` where the result holds no document or a number that is none, else as ``encode``.
    """
    document = result.document
    if document is None:
        raise ValueError("the result holds no document")
    claims = sorted(result.claims, key=lambda claim: (claim.span, claim.predicate.span))
    mentions = sorted(result.mentions, key=lambda mention: mention.span)
    lines: dict[LineKind, tuple[str, ...]] = {
        "references": tuple(encode(tidy_reference(row)) for row in result.references),
        "claims": tuple(encode(tidy_claim(row)) for row in claims),
        "mentions": tuple(encode(tidy_mention(row)) for row in mentions),
    }
    head, tail = split(document)
    outlet = None if document.outlet is None else document.outlet.name or document.outlet.domain
    return Packed(document.id, document.kind, outlet, head, tail, lines, count(result, document))


def split(document: Document) -> tuple[str, str]:
    """Return the document's JSON object as two: the fields before those that its place decides, and the fields after."""
    names = [f.name for f in fields(document)]
    first, last = names.index(PLACED[0]), names.index(PLACED[-1])
    head = {name: getattr(document, name) for name in names[:first]}
    return encode(head), encode({name: getattr(document, name) for name in names[last + 1 :]})


def joined(head: str, tail: str, place: tuple[str, str], also_at: list[str]) -> str:
    """Return a document's line; ``place`` is its locator as JSON and its path.

    >>> joined('{"id":"d1"}', '{"kind":"news"}', ('{"path":"a"}', "x/a"), [])
    '{"id":"d1","locator":{"path":"a"},"path":"x/a","also_at":[],"kind":"news"}'
    """
    locator, path = place
    return f'{head[:-1]},"locator":{locator},"path":{encode(path)},"also_at":{encode(also_at)},{tail[1:]}'


def count(result: Result, document: Document) -> Counts:
    """Count the words of a document, its rows, and the claims that have a part."""
    claims = result.claims
    return Counts(
        len(document.text.split()),
        len(result.references),
        len(claims),
        len(result.mentions),
        sum(c.raw is not None for c in claims),
        sum(bool(c.dates) for c in claims),
        sum(bool(c.quantities) for c in claims),
        sum(bool(c.attribution) for c in claims),
        sum(bool(c.citations) for c in claims),
    )


def tidy_number(value: Decimal | None) -> Decimal | None:
    """Return the number in the form in which it is written: no exponent, no trailing zeros.

    Raises ``ValueError`` for NaN and infinity, which JSON does not have.

    >>> str(tidy_number(Decimal("1E+3"))), str(tidy_number(Decimal("12.50")))
    ('1000', '12.5')
    >>> tidy_number(Decimal("NaN"))
    Traceback (most recent call last):
    ValueError: NaN is no number
    """
    if value is None:
        return None
    if not value.is_finite():
        raise ValueError(f"{value} is no number")
    if not value:
        return Decimal(0)  # also for -0 and 0E+3
    if abs(value.adjusted()) >= MOST_DIGITS:
        return value
    text = format(value, "f")
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def tidy_quantity(row: Quantity) -> Quantity:
    """Return the quantity with its numbers in the form in which they are written."""
    return replace(row, low=tidy_number(row.low), high=tidy_number(row.high), value=tidy_number(row.value))


def tidy_claim(row: Claim) -> Claim:
    """Return the claim with its numbers in the form in which they are written."""
    return replace(row, quantities=tuple(tidy_quantity(q) for q in row.quantities)) if row.quantities else row


def tidy_mention(row: Mention) -> Mention:
    """Return the mention with its numbers in the form in which they are written."""
    return row if row.quantity is None else replace(row, quantity=tidy_quantity(row.quantity))


def tidy_reference(row: Reference) -> Reference:
    """Return the reference with the keys of its CSL item in schema order; a key that the schema lacks stands last."""
    item: dict[str, Any] = dict(row.csl)
    order = [*(key for key in CSL_ORDER if key in item), *sorted(key for key in item if key not in CSL_ORDER)]
    ordered: Any = {key: item[key] for key in order}
    return replace(row, csl=ordered)


def encodable(text: str) -> str:
    """Return a text that UTF-8 can hold: bytes of a file name that are no UTF-8 are written as escapes.

    >>> encodable("caf" + chr(0xDCE9)), encodable("café")
    ('caf\\\\udce9', 'café')
    """
    return text.encode("utf8", "backslashreplace").decode("utf8")


def named(record: Record) -> Record:
    """Return the record with a path that can be written."""
    path, inner = encodable(record.path), encodable(record.locator.path)
    if (path, inner) == (record.path, record.locator.path):
        return record
    return replace(record, path=path, locator=replace(record.locator, path=inner))


def written(row: Quarantined) -> Quarantined:
    """Return the quarantine row with texts that can be written."""
    locator = replace(row.locator, path=encodable(row.locator.path))
    return replace(row, locator=locator, path=encodable(row.path), message=encodable(row.message))
