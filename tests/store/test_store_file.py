"""The file: whose it is, which version, who holds it, and what a killed process leaves."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from result_makers import Processor, record

from claimcite.errors import StoreError
from claimcite.store import FILE_NAME, STORE_VERSION, Here, Store, run
from claimcite.store.database import LINES

KILLED = """
import os, signal, sys
from pathlib import Path
from result_makers import Processor, record
from claimcite.store import Here, Store, run
def items():
    yield record("a.txt")
    yield record("b.txt", "Two died.")
    os.kill(os.getpid(), signal.SIGKILL)
store = Store(Path(sys.argv[1]), create=True)
run(items(), Here(Processor()), store, "x")
"""


def test_there_must_be_one_to_read(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"there is no claimcite.sqlite in it; `claimcite run INPUT"):
        Store(tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("these are notes, and they are long enough to be taken for a page of a database " * 20)
    with pytest.raises(StoreError, match="not a database"):
        Store(tmp_path, create=True)


@pytest.mark.parametrize("create", [True, False])
def test_a_database_of_another_program(tmp_path: Path, *, create: bool) -> None:
    with sqlite3.connect(tmp_path / FILE_NAME) as other:
        other.execute("CREATE TABLE songs (name)")
    other.close()
    with pytest.raises(StoreError, match="no store of claimcite; choose another output folder"):
        Store(tmp_path, create=create)
    with sqlite3.connect(tmp_path / FILE_NAME) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("songs",)]
    other.close()


def test_a_store_of_another_version(tmp_path: Path) -> None:
    Store(tmp_path, create=True).close()
    with sqlite3.connect(tmp_path / FILE_NAME) as other:
        other.execute(f"PRAGMA user_version = {STORE_VERSION + 1}")
    other.close()
    with pytest.raises(StoreError, match=f"the store has version {STORE_VERSION + 1}, this claimcite reads {STORE_VERSION}"):
        Store(tmp_path, create=True)


def test_only_one_process_holds_it(tmp_path: Path) -> None:
    with Store(tmp_path, create=True) as store:
        run([record("a.txt")], Here(Processor()), store, "x")
        with pytest.raises(StoreError, match="another claimcite is at work in this folder"):
            Store(tmp_path, create=True)
    Store(tmp_path).close()


def test_closing_leaves_one_file(tmp_path: Path) -> None:
    with Store(tmp_path, create=True) as store:
        run([record("a.txt")], Here(Processor()), store, "x")
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_a_killed_run_keeps_what_it_had_finished(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    killed = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], env=environment, check=False)
    assert killed.returncode == -signal.SIGKILL
    processor = Processor()
    with Store(tmp_path, create=True) as store:
        run([record("a.txt"), record("b.txt", "Two died."), record("c.txt", "Three died.")], Here(processor), store, "x")
        assert len(list(store.documents())) == 3
        assert len(list(store.lines("claims"))) == 3
    assert processor.seen == ["in/c.txt"]


def test_a_broken_statement_names_the_file(tmp_path: Path) -> None:
    with Store(tmp_path, create=True) as store, pytest.raises(StoreError, match=r"claimcite.sqlite: no such table"):
        list(store.query("SELECT * FROM songs"))


def test_reading_in_order_sorts_nothing(tmp_path: Path) -> None:
    """Rows come by the indexes, so that export needs no memory for them."""
    with Store(tmp_path, create=True) as store:
        sql = f"EXPLAIN QUERY PLAN {LINES} position IS NOT NULL AND row.kind = ? ORDER BY position, n"
        plan = " ".join(str(step[3]) for step in store.query(sql, "claims"))
    assert "FOR ORDER BY" not in plan  # sorting the right part, within one document, is not what is meant
