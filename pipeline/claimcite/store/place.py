"""Where an input stands, and which document its bytes are: the keys of the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from claimcite.identity import document_id
from claimcite.records import Quarantined, Record
from claimcite.store.rows import encode

Key = tuple[str, int, str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """One place. ``hint`` is what it says about the markup beside the bytes: the ending of its name, what its container knows."""

    inner_path: str
    line: int
    record_id: str
    path: str
    locator: str
    sha256: str | None
    source_key: str | None
    document: str | None
    hint: str

    @classmethod
    def of(cls, item: Record | Quarantined) -> Place:
        """Return the place of a record, or of what could not be read as one."""
        at = item.locator
        line, record_id, locator = at.line or 0, at.record_id or "", encode(at)
        if isinstance(item, Quarantined):
            return cls(at.path, line, record_id, item.path, locator, item.sha256, None, item.document, "")
        key = item.given.id or item.given.url
        hint = "|".join(("".join(PurePosixPath(at.path).suffixes[-2:]).lower(), item.markup or "", at.field or "", item.charset or ""))
        return cls(at.path, line, record_id, item.path, locator, item.sha256, key, document_id(key, item.sha256), hint)

    @property
    def key(self) -> Key:
        """The primary key in the ledger; places are exported in its order."""
        return self.inner_path, self.line, self.record_id, self.path


def label(path: str, line: int) -> str:
    """Return how a place is named in ``also_at``.

    >>> label("a.txt", 0), label("a.jsonl", 3)
    ('a.txt', 'a.jsonl:3')
    """
    return f"{path}:{line}" if line else path
