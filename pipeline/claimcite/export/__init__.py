"""The store's rows as files, one module a format.

Add a format: a module with a function ``(store, folder) -> files written``, and one line in ``EXPORTERS``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from claimcite.export.csl_json import export_csl_json
from claimcite.export.csv import export_csv
from claimcite.export.jsonl import export_jsonl
from claimcite.export.schema import SCHEMA_VERSION, schema
from claimcite.store import Store

__all__ = ["EXPORTERS", "SCHEMA_VERSION", "export", "schema"]

EXPORTERS: dict[str, Callable[[Store, Path], list[Path]]] = {
    "jsonl": export_jsonl,
    "csv": export_csv,
    "csl-json": export_csl_json,
}


def export(store: Store, folder: Path, form: str = "jsonl") -> list[Path]:
    """Write the rows of ``store`` into ``folder`` in one of the ``EXPORTERS``; return the files written.

    A file is there whole or not at all. Raises ``OSError`` where the folder cannot be written, ``KeyError`` for a format
    that there is not.
    """
    return EXPORTERS[form](store, folder)
