"""The SQLite file itself: opening it, telling ours from another's, transactions, and errors that say what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any

from claimcite.errors import StoreError

FILE_NAME = "claimcite.sqlite"
STORE_VERSION = 2
#: "clmc": tells our file from any other SQLite file.
APPLICATION_ID = 0x636C6D63


class Connection:
    """An open file, held by this process alone. Every error of SQLite comes as a ``StoreError``."""

    def __init__(self, folder: Path, *, create: bool) -> None:
        """Open the file in ``folder``; raises ``StoreError`` where there is none, or it is another's or of another version."""
        self.path = folder / FILE_NAME
        if not create and not self.path.exists():
            raise StoreError(f"{folder}: there is no {FILE_NAME} in it; `claimcite run INPUT -o {folder}` makes one")
        with self._guarded():
            self._db = sqlite3.connect(self.path, isolation_level=None, timeout=0)
        try:
            with self._guarded():
                self._prepare(create=create)
        except BaseException:
            self._db.close()
            raise

    def _prepare(self, *, create: bool) -> None:
        self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
        empty = self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
        owner = self._db.execute("PRAGMA application_id").fetchone()[0]
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if not (empty and create) and owner != APPLICATION_ID:
            raise StoreError(f"{self.path}: it is no store of claimcite; choose another output folder")
        if not empty and version != STORE_VERSION:
            raise StoreError(f"{self.path}: the store has version {version}, this claimcite reads {STORE_VERSION}; "
                             "choose another output folder, or delete the file to start anew")  # fmt: skip
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        if empty:
            schema = (resources.files("claimcite.store") / "schema.sql").read_text(encoding="utf8")
            marks = f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {STORE_VERSION};"
            self._db.executescript(f"BEGIN IMMEDIATE; {schema} {marks} COMMIT;")

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as exc:
            locked = "locked" in str(exc) or "busy" in str(exc)
            what = "another claimcite is at work in this folder; wait for it, or choose another" if locked else str(exc)
            raise StoreError(f"{self.path}: {what}") from exc

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing of what is done inside."""
        with self._guarded():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def execute(self, sql: str, *values: object) -> int | None:
        """Run a statement; return the key of the row that it added."""
        with self._guarded():
            return self._db.execute(sql, values).lastrowid

    def add(self, sql: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Run a statement once for each of ``rows``."""
        with self._guarded():
            self._db.executemany(sql, rows)

    def query(self, sql: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query."""
        with self._guarded():
            yield from self._db.execute(sql, values)

    def has(self, sql: str, *values: object) -> bool:
        """Whether a query has any row."""
        return next(self.query(f"{sql} LIMIT 1", *values), None) is not None

    def meta(self, name: str) -> str | None:
        """Return a named value that was kept, or None."""
        found = next(self.query("SELECT value FROM meta WHERE name = ?", name), None)
        return None if found is None else str(found[0])

    def set_meta(self, name: str, value: str) -> None:
        """Keep a named value."""
        self.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", name, value)

    def close(self) -> None:
        """Close the file; nothing is lost that was kept."""
        with self._guarded():
            self._db.close()
