"""From the entries and links that cleaning found to references: what each cites, who published it, how often it is cited."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from claimcite.identity import Counter
from claimcite.lexicon import Lexicon
from claimcite.lexicon.outlets import OutletIndex
from claimcite.link.entry import Entry, item_type, ordered
from claimcite.link.fields import read_fields, template_type
from claimcite.link.links import link_rows
from claimcite.link.printed import read_printed
from claimcite.link.published_by import outlet_of
from claimcite.records import Cleaned, CslItem, RawReference, Reference

#: What the printed form of an entry adds to its context object (COinS), which has no access date, archive or language.
PRINTED_ONLY = ("accessed", "language", "ISSN", "ISBN", "DOI", "author", "page", "container-title")


def link_references(
    cleaned: Cleaned, document_id: str, lexicon: Lexicon, *, cited: Mapping[str, int], own_domain: str | None = None
) -> tuple[Reference, ...]:
    """Return the references of a document: its entries in order, then the links of a news text to other publishers.

    ``cited`` says how often each key is cited (``citations.count_cited``), ``own_domain`` is the registrable domain of the
    document's own address or outlet; where it is None, a domain that most links lead to is taken for the page's own.
    """
    ids = Counter(document_id)
    entries = [reference(raw, ids, lexicon.outlets, cited.get(raw.key, 0)) for raw in cleaned.references]
    links = [] if cleaned.markup in ("mediawiki", "wikitext") else list(link_rows(cleaned, ids, lexicon.outlets, own_domain))
    return (*entries, *links)


def reference_ids(cleaned: Cleaned, references: Sequence[Reference]) -> dict[str, str]:
    """Return the id of the reference that each key names; ``references`` is what ``link_references`` made of ``cleaned``."""
    ids: dict[str, str] = {}
    for raw, row in zip(cleaned.references, references, strict=False):
        ids.setdefault(raw.key, row.id)
    return ids


def reference(raw: RawReference, ids: Counter, outlets: OutletIndex, cited: int) -> Reference:
    """Return the row of one entry."""
    entry = read_entry(raw, outlets)
    csl = entry.csl
    if not csl["type"] or (csl["type"] == "webpage" and raw.fields and "cite" in raw.fields):
        csl["type"] = item_type(csl, entry.names, outlets)
    if raw.fields and "press release" in raw.fields.get("cite", ""):
        csl["type"] = "webpage"
    useful = bool(csl.get("title") or csl.get("URL"))
    status = "parsed" if useful else "empty" if len(csl) == 1 and is_empty(raw) else "unparsed"
    if status == "empty":
        csl = {"type": "document"}
    text = " ".join(raw.text.split())
    return Reference(
        id=ids.new("r", "reference", text, text),
        document=ids.document,
        number=raw.number,
        text=raw.text,
        raw=raw.raw,
        csl=ordered(csl),
        outlet=outlet_of(entry, outlets) if useful else None,
        archived=entry.address.archived,
        archive_url=entry.address.archive,
        cited=cited,
        status=status,  # type: ignore[arg-type]
    )


def is_empty(raw: RawReference) -> bool:
    """Whether an entry has lost its text; back-links are no text."""
    return read_printed(raw.text).csl == {"type": "document"} and len(raw.text.split()) <= 6 and not re.search(r"[^\W\d_]{2}", raw.text)


def read_entry(raw: RawReference, outlets: OutletIndex) -> Entry:
    """Read an entry by its parameters where the markup names them, else as it is printed; a context object by both."""
    if not raw.fields or not any(key != "cite" for key in raw.fields):
        entry = read_printed(raw.full or raw.text, raw.url, outlets)
        if raw.full and (page := read_printed(raw.text, None, outlets).csl.get("page")):
            entry.csl["page"] = page  # of a short footnote: the work is the full one's, the page its own
        return entry
    by_fields = read_fields(raw.fields, raw.url)
    if "cite" in raw.fields:
        return by_fields
    printed = read_printed(raw.full or raw.text, raw.url, outlets)
    csl: CslItem = {**by_fields.csl}
    if len(printed.csl.get("author", [])) > len(csl.get("author", [])):
        del csl["author"]  # a context object may name fewer
    for key in PRINTED_ONLY:
        if key not in csl and key in printed.csl:
            csl[key] = printed.csl[key]  # type: ignore[literal-required]
    csl["type"] = csl["type"] or template_type(raw.fields.get("genre", "")) or printed.csl["type"]
    address = by_fields.address if by_fields.address.archive else printed.address
    return Entry(csl, address if address.page else by_fields.address, (*by_fields.names, *printed.names))
