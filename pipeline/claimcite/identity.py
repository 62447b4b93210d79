"""Names of documents and rows: hashes of what they are, never of where they stand."""

from __future__ import annotations

import hashlib

from claimcite.errors import QuarantineCode, Stage
from claimcite.records import Quarantined, Record

LENGTH = 24


def make_id(prefix: str, document: str, kind: str, context: str, text: str, n: int) -> str:
    """Return the id of a claim, mention or reference: ``prefix`` and 24 hex digits.

    ``context`` is the sentence or entry, ``text`` the row's own; white space is collapsed; ``n`` counts equal ones from 0.

    >>> make_id("c", "d1", "claim", "It  fell.", "It fell", 0) == make_id("c", "d1", "claim", "It fell.", "It fell", 0)
    True
    >>> make_id("c", "d1", "claim", "It fell.", "It fell", 0) == make_id("c", "d1", "claim", "It fell.", "It fell", 1)
    False
    """
    return hashed(prefix, document, (kind, " ".join(context.split()), " ".join(text.split())), n)


def hashed(prefix: str, document: str, key: tuple[str, ...], n: int) -> str:
    """Return the id of the ``n``-th row with this key in a document."""
    return prefix + hashlib.sha256("\0".join((document, *key, str(n))).encode("utf8", "replace")).hexdigest()[:LENGTH]


def document_id(source_key: str | None, sha256: str) -> str:
    """Return the id of a document: of its given id or address, and of its bytes."""
    return "d" + hashlib.sha256(f"{source_key or ''}\0{sha256}".encode("utf8", "replace")).hexdigest()[:LENGTH]


def refusal(record: Record, stage: Stage, code: QuarantineCode, message: str, limit: int | None = None) -> Quarantined:
    """Return the quarantine row of a record, under the id that its document would have had."""
    document = document_id(record.given.id or record.given.url, record.sha256)
    return Quarantined(document, record.locator, record.path, record.sha256, stage, code, message, limit)


class Counter:
    """Makes ids within one document and counts equal ones."""

    def __init__(self, document: str) -> None:
        self.document = document
        self._seen: dict[tuple[str, str, str, str], int] = {}

    def new(self, prefix: str, kind: str, context: str, text: str) -> str:
        """Return the next id for this kind, context and text."""
        key = (kind, " ".join(context.split()), " ".join(text.split()))
        n = self._seen.get((prefix, *key), 0)
        self._seen[prefix, *key] = n + 1
        return hashed(prefix, self.document, key, n)
