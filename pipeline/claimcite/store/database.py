"""The store: a ledger of places, documents, and their rows. One transaction holds a document and all that came of it."""

# ruff: noqa: S608  what is put into SQL here are constants of this module; values are bound

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import astuple, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, Self

from claimcite.records import Quarantined
from claimcite.store.connection import Connection
from claimcite.store.place import Place, label
from claimcite.store.rows import Counts, LineKind, Packed, encode, joined, written

COUNTED = tuple(f.name for f in fields(Counts))
KEY = "inner_path, line, record_id, path"
#: Documents first: SQLite must not begin with the rows, which it then would have to sort.
LINES = "SELECT line FROM document CROSS JOIN row ON row.document = document.key WHERE"


class Store:
    """An open store. Only one process can hold it; close it, or use it in a ``with`` statement."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        """Open the store in ``folder``; raises ``StoreError`` where there is none, or it is another's or of another version."""
        self._db = Connection(folder, create=create)
        self._run = int(self._db.meta("run") or 0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; nothing is lost that was kept."""
        self._db.close()

    # --- a run ------------------------------------------------------------------------------------------------------

    @property
    def complete(self) -> bool:
        """Whether the last run was finished, so that the store holds its inputs and nothing else."""
        return self._db.meta("complete") == "1"

    def begin(self) -> None:
        """Start a run: from here until ``finish`` the store holds the rows of this run and of those before."""
        self._run += 1
        with self._db.transaction():
            self._db.set_meta("run", str(self._run))
            self._db.set_meta("complete", "0")

    def holds(self, place: Place, digest: str) -> bool:
        """Whether the rows of the record at ``place`` are kept already, made under ``digest``; if so, the place is entered.

        A second place with the same bytes adds nothing but itself: the first one's name alone decides how they are read.
        """
        old = next(self._db.query(f"SELECT status, document, digest, locator FROM place WHERE ({KEY}) = (?, ?, ?, ?)", *place.key), None)
        if old == ("quarantine", place.document, digest, place.locator):
            self._db.execute(f"UPDATE place SET run = ? WHERE ({KEY}) = (?, ?, ?, ?)", self._run, *place.key)
            return True
        first = f"SELECT 1 FROM place WHERE document = ? AND status = 'document' AND run = ? AND ({KEY}) < (?, ?, ?, ?)"
        made = "SELECT 1 FROM document WHERE id = ? AND digest = ? AND hint = ?"
        if not self._db.has(first, place.document, self._run, *place.key) and not self._db.has(made, place.document, digest, place.hint):
            return False
        self._enter(place, digest, None)
        return True

    def state(self, place: Place, digest: str) -> Literal["unchanged", "new", "changed", "again"]:
        """Return what a run under ``digest`` would find at a place; nothing is entered."""
        old = next(self._db.query(f"SELECT status, document, digest FROM place WHERE ({KEY}) = (?, ?, ?, ?)", *place.key), None)
        if old == ("quarantine", place.document, digest):
            return "unchanged"
        made = next(self._db.query("SELECT digest, hint FROM document WHERE id = ?", place.document), None)
        if made is not None:
            return "unchanged" if made == (digest, place.hint) else "again"
        return "new" if old is None else "again" if old[1] == place.document else "changed"

    def ids(self) -> Iterator[str]:
        """Yield the ids of the documents that are exported."""
        return (str(identity) for (identity,) in self._db.query("SELECT id FROM document WHERE position IS NOT NULL ORDER BY position"))

    def kept(self, document: str) -> dict[str, bytes]:
        """Return what is kept of the cleaning and the parses of a document."""
        return {str(key): bytes(made) for key, made in self._db.query("SELECT key, made FROM parse WHERE document = ?", document)}

    def keep(self, place: Place, digest: str, packed: Packed, kept: Mapping[str, bytes] = MappingProxyType({})) -> None:
        """Keep a document with all its rows and what is kept for the next run, in place of those that it had."""
        names = ("id", "digest", "hint", "kind", "outlet", "head", "tail", *COUNTED)
        values = (packed.id, digest, place.hint, packed.kind, packed.outlet, packed.head, packed.tail, *astuple(packed.counts))
        columns = ", ".join(f'"{name}"' for name in names)
        with self._db.transaction():
            self._forget("id = ?", packed.id)
            key = self._db.execute(f"INSERT INTO document ({columns}) VALUES ({marks(values)})", *values)
            rows = ((key, kind, n, line) for kind, lines in packed.lines.items() for n, line in enumerate(lines))
            self._db.add("INSERT INTO row VALUES (?, ?, ?, ?)", rows)
            self._db.add("INSERT INTO parse VALUES (?, ?, ?)", ((packed.id, name, made) for name, made in kept.items()))
            self._enter(place, digest, None)

    def refuse(self, place: Place, digest: str, row: Quarantined) -> None:
        """Keep the quarantine row of a place."""
        self._enter(place, digest, encode(written(row)))

    def _enter(self, place: Place, digest: str, quarantine: str | None) -> None:
        status = "document" if quarantine is None else "quarantine"
        values = (*place.key, place.locator, place.sha256, place.source_key, place.document, status, digest, quarantine, self._run)
        self._db.execute(f"INSERT OR REPLACE INTO place VALUES ({marks(values)})", *values)

    def _forget(self, where: str, *values: object) -> None:
        self._db.execute(f"DELETE FROM row WHERE document IN (SELECT key FROM document WHERE {where})", *values)
        self._db.execute(f"DELETE FROM parse WHERE document IN (SELECT id FROM document WHERE {where})", *values)
        self._db.execute(f"DELETE FROM document WHERE {where}", *values)

    def finish(self, *, prune: bool = False) -> None:
        """End a run: put the documents in order, each at the first of its places.

        A document that the run met nowhere is withdrawn: its rows are kept apart, for when it comes back; ``prune`` drops them.
        """
        with self._db.transaction():
            self._db.execute("DELETE FROM place WHERE run <> ?1 AND (?2 OR status = 'quarantine' OR document IN "
                             "(SELECT document FROM place WHERE run = ?1 AND status = 'document'))", self._run, prune)  # fmt: skip
            self._db.execute("UPDATE place SET status = 'withdrawn' WHERE run <> ?", self._run)
            # Bytes that one place's name made unreadable, while a place before it gave the document: the order of inputs must not show.
            self._db.execute(
                "UPDATE place SET status = 'document', quarantine = NULL WHERE status = 'quarantine' AND EXISTS ("
                "SELECT 1 FROM place AS p WHERE p.document = place.document AND p.status = 'document' AND "
                "(p.inner_path, p.line, p.record_id, p.path) < (place.inner_path, place.line, place.record_id, place.path))"
            )
            self._db.execute("UPDATE document SET position = NULL")
            self._db.execute(
                f"WITH ranked AS (SELECT document, row_number() OVER (ORDER BY {KEY}) AS n FROM place WHERE status = 'document') "
                "UPDATE document SET position = first.n FROM (SELECT document, min(n) AS n FROM ranked GROUP BY document) AS first "
                "WHERE first.document = document.id"
            )
            self._forget("id NOT IN (SELECT document FROM place WHERE document IS NOT NULL)")
            self._db.set_meta("complete", "1")

    def forget_refusals(self, code: str | None = None) -> int:
        """Let the next run try again what is in quarantine, under one code or any; return how many inputs that is."""
        where = "status = 'quarantine' AND (?1 IS NULL OR json_extract(quarantine, '$.code') = ?1)"
        found = next(self._db.query(f"SELECT count(*) FROM place WHERE {where}", code))[0]
        self._db.execute(f"UPDATE place SET digest = '' WHERE {where}", code)
        return int(found)

    # --- what came of it --------------------------------------------------------------------------------------------

    def documents(self) -> Iterator[str]:
        """Yield the lines of ``documents.jsonl`` in order."""
        for identity, head, tail in self._db.query("SELECT id, head, tail FROM document WHERE position IS NOT NULL ORDER BY position"):
            sql = f"SELECT locator, path, line FROM place WHERE document = ? AND status = 'document' ORDER BY {KEY}"
            places = list(self._db.query(sql, identity))
            labels = [label(path, line) for _, path, line in places]
            yield joined(head, tail, places[0][:2], sorted(set(labels) - {labels[0]}))

    def lines(self, kind: LineKind) -> Iterator[str]:
        """Yield the lines of ``references.jsonl``, ``claims.jsonl`` or ``mentions.jsonl`` in order."""
        return (str(line) for (line,) in self._db.query(f"{LINES} position IS NOT NULL AND row.kind = ? ORDER BY position, n", kind))

    def lines_of(self, document: str, kind: LineKind) -> Iterator[str]:
        """Yield the lines of one kind of the document with this id."""
        return (str(line) for (line,) in self._db.query(f"{LINES} id = ? AND row.kind = ? ORDER BY n", document, kind))

    def quarantine(self) -> Iterator[str]:
        """Yield the lines of ``quarantine.jsonl`` in order."""
        return (str(line) for (line,) in self._db.query(f"SELECT quarantine FROM place WHERE status = 'quarantine' ORDER BY {KEY}"))

    def withdrawn(self) -> Iterator[str]:
        """Yield the lines of ``withdrawn.jsonl`` in order: the documents of earlier runs that the last one did not meet."""
        sql = f"SELECT document, locator, path, sha256 FROM place WHERE status = 'withdrawn' ORDER BY {KEY}"
        for document, locator, path, sha256 in self._db.query(sql):
            yield f'{{"document":{encode(document)},"locator":{locator},"path":{encode(path)},"sha256":{encode(sha256)}}}'

    def counts(self) -> Counts:
        """Return what is counted, summed over all documents."""
        columns = ", ".join(f'coalesce(sum("{name}"), 0)' for name in COUNTED)
        return Counts(*next(self._db.query(f"SELECT {columns} FROM document WHERE position IS NOT NULL")))

    def groups(self) -> list[tuple[str, str | None, int]]:
        """Return how many documents there are of each kind and outlet, most first."""
        sql = "SELECT kind, outlet, count(*) FROM document WHERE position IS NOT NULL GROUP BY kind, outlet ORDER BY 3 DESC, 1, 2"
        return [(str(kind), outlet, int(n)) for kind, outlet, n in self._db.query(sql)]

    def codes(self) -> dict[str, int]:
        """Return how many inputs were quarantined under each code."""
        sql = "SELECT json_extract(quarantine, '$.code'), count(*) FROM place WHERE status = 'quarantine' GROUP BY 1 ORDER BY 1"
        return {str(code): int(n) for code, n in self._db.query(sql)}

    def query(self, sql: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query over the tables of ``schema.sql``; raises ``StoreError``."""
        return self._db.query(sql, *values)

    def temporary(self, name: str, sql: str) -> None:
        """Make a temporary table, in place of one of the same name; SQLite keeps it on the disk where it is large."""
        self._db.execute(f"DROP TABLE IF EXISTS temp.{name}")
        self._db.execute(sql)

    def note(self, name: str, value: str | None = None) -> str | None:
        """Return a named note on the store, after setting it where a value is given."""
        if value is not None:
            self._db.set_meta(f"note:{name}", value)
        return self._db.meta(f"note:{name}")


def marks(values: tuple[object, ...]) -> str:
    """Return the question marks of an SQL statement.

    >>> marks((1, "a"))
    '?, ?'
    >>> marks(())
    ''
    """
    return ", ".join("?" * len(values))
