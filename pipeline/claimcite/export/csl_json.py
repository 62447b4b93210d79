"""References as one CSL-JSON array, which Zotero, pandoc and other citation processors read: ``references.csl.json``.

Follows the CSL-JSON data schema 1.0.2: names of types and variables, names as ``family`` and ``given`` or ``literal``, dates as ``date-parts``
of whole numbers. An item's ``id`` is the id of the reference, so that ``citations[].reference`` of a claim finds it. Zotero keeps ``note`` as
"Extra": it holds what CSL has no variable for, one line each. An entry that could not be taken apart is a ``document`` under its printed text,
since a claim may cite it; one that has lost its text is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from claimcite.export.files import write_files
from claimcite.records import Reference
from claimcite.store import Store

FILE = "references.csl.json"
TYPES = frozenset(
    ["article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter", "classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event", "figure", "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture", "musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical", "personal_communication", "post", "post-weblog", "regulation", "report", "review", "review-book", "software", "song", "speech", "standard", "thesis", "treaty", "webpage"]
)  # fmt: skip


def export_csl_json(store: Store, folder: Path) -> list[Path]:
    """Write ``references.csl.json``; raises ``OSError`` where the folder cannot be written."""
    return write_files(folder, {FILE: array(store)})


def array(store: Store) -> Iterator[str]:
    """Yield the array piece by piece, an item a line, in the order of ``references.jsonl``."""
    before = "[\n"
    for line in store.lines("references"):
        item = csl_item(msgspec.json.decode(line, type=Reference))
        if item is not None:
            yield before + json.dumps(item, ensure_ascii=False)
            before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def csl_item(row: Reference) -> dict[str, Any] | None:
    """Return a reference as a CSL-JSON item, or None for an entry without text.

    >>> csl_item(Reference("r1", "d1", "4", "Wells, p. 7.", None, {"type": "document", "page": "7"}, None, None, None, 1, "unparsed"))
    {'id': 'r1', 'type': 'document', 'title': 'Wells, p. 7.', 'page': '7', 'note': 'status: unparsed'}
    >>> csl_item(Reference("r2", "d1", "5", "", None, {"type": "document"}, None, None, None, 1, "empty")) is None
    True
    """
    if row.status == "empty":
        return None
    csl: Mapping[str, Any] = row.csl
    kind = csl["type"] if csl["type"] in TYPES else "document"
    item: dict[str, Any] = {"id": row.id, "type": kind}
    if row.status == "unparsed":
        item["title"] = " ".join(row.text.split())
    for key, value in csl.items():
        if value and key not in item:
            item[key] = value
    if note := note_of(row):
        item["note"] = note
    return item


def note_of(row: Reference) -> str:
    """Return what CSL has no variable for, a line each; "" where there is nothing."""
    outlet = row.outlet and (row.outlet.name or row.outlet.domain)
    lines = {
        "outlet": outlet if outlet != row.csl.get("container-title") else None,
        "archived": row.archived,
        "archive URL": row.archive_url,
        "status": row.status if row.status != "parsed" else None,
    }
    return "\n".join(f"{name}: {value}" for name, value in lines.items() if value)
