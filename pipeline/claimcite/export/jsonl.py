"""JSON Lines: the five files of the output contract, and ``run.json`` and ``withdrawn.jsonl`` beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from claimcite.export.files import write_files
from claimcite.export.run_json import run_json
from claimcite.store import Store


def export_jsonl(store: Store, folder: Path) -> list[Path]:
    """Write ``documents``, ``claims``, ``references``, ``mentions`` and ``quarantine.jsonl``, ``withdrawn.jsonl`` and ``run.json``."""
    files = {
        "documents.jsonl": ended(store.documents()),
        "claims.jsonl": ended(store.lines("claims")),
        "references.jsonl": ended(store.lines("references")),
        "mentions.jsonl": ended(store.lines("mentions")),
        "quarantine.jsonl": ended(store.quarantine()),
        "withdrawn.jsonl": ended(store.withdrawn()),
        "run.json": [run_json(store)],
    }
    return write_files(folder, files)


def ended(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines with their line ends.

    >>> "".join(ended(["{}", "[]"]))
    '{}\\n[]\\n'
    """
    return (f"{line}\n" for line in lines)
