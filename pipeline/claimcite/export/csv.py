"""Claims as one flat table: a line for each quantity of a claim, and one line for a claim without any."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec

from claimcite.export.files import write_files
from claimcite.records import Claim, Outlet, Quantity, Reference
from claimcite.store import Store

#: A cell that begins so would be run as a formula by a spreadsheet; text from the web must not be.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
QUANTITY_COLUMNS = (
    "quantity", "low", "high", "value", "comparator", "approximate", "vague", "unit", "counted", "counted_head", "role", "count", "change",
)  # fmt: skip
CLAIM_COLUMNS = (
    "claim", "document", "path", "document_kind", "title", "published", "outlet", "agency", "section", "block", "sentence", "text",
    "predicate", "event_type", "agent", "agent_name", "patient", "patient_name", "polarity", "modality", "verification", "confidence",
    "dates", "earliest", "latest", "places", "source", "source_name", "source_kind", "cue",
    "citations", "reference_titles", "reference_urls",
)  # fmt: skip
BETWEEN = "; "


class DocumentFacts(msgspec.Struct):
    """The fields of a document that stand in each of its claims' lines."""

    id: str
    path: str
    kind: str
    title: str | None
    published: str | None


def export_csv(store: Store, folder: Path, least: float | None = None) -> list[Path]:
    """Write ``claims.csv``. Several values in one cell are parted by semicolons; what is unknown is empty.

    ``least`` leaves out the claims of a lower confidence, and those of none.
    """
    return write_files(folder, {"claims.csv": table(store, least)})


def table(store: Store, least: float | None = None) -> Iterator[str]:
    """Yield the lines of the table, the names of its columns first."""
    yield line((*CLAIM_COLUMNS, *QUANTITY_COLUMNS))
    for text in store.documents():
        document = msgspec.json.decode(text, type=DocumentFacts)
        references = {row.id: row for row in (msgspec.json.decode(t, type=Reference) for t in store.lines_of(document.id, "references"))}
        for claim_line in store.lines_of(document.id, "claims"):
            claim = msgspec.json.decode(claim_line, type=Claim)
            if least is not None and (claim.confidence is None or claim.confidence < least):
                continue
            cells = claim_cells(claim, document, references)
            for quantity in claim.quantities or (None,):
                yield line((*cells, *quantity_cells(quantity)))


def claim_cells(claim: Claim, document: DocumentFacts, references: Mapping[str, Reference]) -> tuple[Any, ...]:
    """Return the cells of ``CLAIM_COLUMNS``."""
    cited = [references[c.reference] for c in claim.citations if c.reference is not None and c.reference in references]
    sources = [hop.source for hop in claim.attribution if hop.source is not None]
    agent, patient = claim.agent, claim.patient
    return (
        claim.id, document.id, document.path, document.kind, document.title, document.published,
        name_of(claim.outlet), name_of(claim.agency),
        " > ".join(claim.section), claim.block, claim.sentence_text, claim.text, claim.predicate.text, claim.predicate.event_type,
        agent and agent.text, agent and agent.name, patient and patient.text, patient and patient.name,
        claim.polarity, claim.modality, claim.verification, claim.confidence,
        listed(d.edtf or d.timex3 for d in claim.dates), min((d.earliest for d in claim.dates if d.earliest), default=None),
        max((d.latest for d in claim.dates if d.latest), default=None), listed(p.name or p.text for p in claim.places),
        listed(s.text for s in sources), listed(s.name or "" for s in sources), listed(s.kind for s in sources),
        listed(hop.cue.text for hop in claim.attribution), listed(c.marker for c in claim.citations),
        listed(r.csl.get("title", "") for r in cited), listed(r.csl.get("URL", "") for r in cited),
    )  # fmt: skip


def quantity_cells(quantity: Quantity | None) -> tuple[Any, ...]:
    """Return the cells of ``QUANTITY_COLUMNS``."""
    if quantity is None:
        return (None,) * len(QUANTITY_COLUMNS)
    return tuple(getattr(quantity, "text" if name == "quantity" else name) for name in QUANTITY_COLUMNS)


def name_of(outlet: Outlet | None) -> str | None:
    """Return what an outlet goes by."""
    return None if outlet is None else outlet.name or outlet.domain


def listed(values: Iterable[str]) -> str | None:
    """Return several values as one cell, or None where all are empty; an empty one among others keeps its place.

    >>> listed(["Reuters", "", "AP"])
    'Reuters; ; AP'
    >>> listed(["", ""]) is None
    True
    """
    cells = list(values)
    return BETWEEN.join(cells) if any(cells) else None


def line(cells: tuple[Any, ...]) -> str:
    """Return one line of the table.

    >>> line((None, "a,b", "=1+1", True, Decimal("1000")))
    ',"a,b",\\'=1+1,true,1000\\n'
    """
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([cell(value) for value in cells])
    return out.getvalue()


def cell(value: object) -> str:
    """Return one cell's text; one that a spreadsheet would run as a formula gets an apostrophe in front."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return format(value, "f")
    text = str(value)
    return f"'{text}" if len(text) > 1 and text.startswith(FORMULA) else text  # a sign alone, as of a comparator, is no formula
