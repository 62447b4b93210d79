"""The published JSON Schema of the five files, from the same classes that the rows are."""

from __future__ import annotations

import dataclasses
from typing import Any

import msgspec

from claimcite import records

#: Version of the output contract: the second number counts added fields, the first one anything else.
SCHEMA_VERSION = "1.2"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
ROWS: dict[str, type] = {
    "documents": records.Document,
    "references": records.Reference,
    "claims": records.Claim,
    "mentions": records.Mention,
    "quarantine": records.Quarantined,
}


def schema() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of a line of each file, by the file's name without its ending.

    >>> sorted(schema())
    ['claims', 'documents', 'mentions', 'quarantine', 'references']
    >>> "speed" in schema()["claims"]["$defs"]["Claim"]["properties"]
    False
    """
    return {name: schema_of(name, row) for name, row in ROWS.items()}


def schema_of(name: str, row: type) -> dict[str, Any]:
    """Return the JSON Schema of one kind of row."""
    (top,), parts = msgspec.json.schema_components([row], ref_template="#/$defs/{name}")
    definitions = {key: complete(key, part) for key, part in sorted(parts.items())}
    return {"$schema": DIALECT, "$id": f"urn:claimcite:{SCHEMA_VERSION}:{name}", **top, "$defs": as_written(definitions)}


def complete(name: str, part: dict[str, Any]) -> dict[str, Any]:
    """Require every field of a record: defaults are for those who build it, in a line each of them is present."""
    if dataclasses.is_dataclass(getattr(records, name, None)):
        return {**part, "required": list(part["properties"])}
    return part


def as_written(part: Any) -> Any:
    """Replace what msgspec says of a ``Decimal``, a string, by what is written, a number; drop defaults, which no line has.

    >>> as_written({"type": "string", "format": "decimal"}), as_written({"type": "string"})
    ({'type': 'number'}, {'type': 'string'})
    """
    if isinstance(part, list):
        return [as_written(item) for item in part]
    if not isinstance(part, dict):
        return part
    if part.get("format") == "decimal":
        return {"type": "number"}
    return {key: as_written(value) for key, value in part.items() if key != "default"}
