"""Faults, in short: the long loops are in ``tests/faults`` and run with ``make faults``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent / "faults"))
from inputs import make_inputs, story
from loops import ENVIRONMENT, HERE, claimcite, full_disk, killed, same_everywhere

from claimcite.cli import main
from claimcite.config import Config
from claimcite.read import read
from claimcite.records import Quarantined

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and pipes of POSIX")
CODES = {"KILLS": "crashed", "SEGFAULTS": "crashed", "EXITS": "crashed", "LOOPS": "timeout", "EATS": "memory"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with inputs in ``in``."""
    make_inputs(tmp_path / "in", 8)
    return tmp_path


def test_a_run_that_is_killed_anywhere_gives_the_same_bytes_in_the_end(folder: Path) -> None:
    assert len(list(killed(folder / "in", folder, 4))) == 4


def test_a_full_disk_is_a_clear_error_and_loses_nothing(folder: Path) -> None:
    lines = [line for _, line in full_disk(folder / "in", folder, 2)]
    assert len(lines) >= 3
    assert any("No space left on device" in line for line in lines)


def test_the_same_bytes_whatever_the_workers_the_order_and_the_surroundings(folder: Path) -> None:
    assert len(list(same_everywhere(folder / "in", folder, 1))) == 6


def test_deadly_documents_cost_themselves_and_change_no_byte_of_their_neighbours(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start = subprocess.Popen

    def popen(command: list[str], **options: Any) -> Any:
        environment = {**options.pop("env"), "PYTHONPATH": ENVIRONMENT["PYTHONPATH"]}
        return start([command[0], str(HERE / "deeds.py")], env=environment, **options)

    monkeypatch.setattr("claimcite.workers.subprocess.Popen", popen)
    (folder / "limits.toml").write_text("max_seconds = 3\nmax_memory = 800\n")
    options = ["--quiet", "--workers", "2", "--config", str(folder / "limits.toml")]
    assert main(["run", str(folder / "in"), "-o", str(folder / "alone"), *options]) == 0
    for i, word in enumerate(CODES):
        (folder / "in" / f"{i:03}x.txt").write_text(f"The mine {word}.\n\n{story(i)}")
    assert main(["run", str(folder / "in"), "-o", str(folder / "among"), *options]) == 0
    refused = [json.loads(line) for line in (folder / "among" / "quarantine.jsonl").read_text().splitlines()]
    found = {word: row["code"] for row in refused for word in CODES if word in (folder / "in" / row["locator"]["path"]).read_text()}
    assert found == CODES
    for name in ("documents", "claims", "references", "mentions"):
        assert (folder / "among" / f"{name}.jsonl").read_bytes() == (folder / "alone" / f"{name}.jsonl").read_bytes()


def test_nothing_asks_the_network_for_anything(folder: Path) -> None:
    """The guard ends a process at the first attempt; a last process shows that it would."""
    log = folder / "network"
    guarded = {"PYTHONPATH": os.pathsep.join([str(HERE / "no_network"), ENVIRONMENT["PYTHONPATH"]]), "CLAIMCITE_NETWORK_LOG": str(log)}
    samples = Path(__file__).parents[1] / "corpus" / "samples"
    done = claimcite("run", str(samples), str(folder / "in"), "-o", str(folder / "out"), "--quiet", "--workers", "2", **guarded)
    assert done.returncode == 0, done.stderr
    assert len(set((folder / "network.guarded").read_text().split())) >= 3, "the run and its workers were guarded"
    assert not log.exists(), log.read_text()
    code = "import socket; socket.create_connection(('127.0.0.1', 9))"
    assert subprocess.run([sys.executable, "-c", code], env={**ENVIRONMENT, **guarded}, check=False).returncode == 77
    assert log.exists()


def test_a_second_run_on_the_same_store_is_refused(folder: Path) -> None:
    from claimcite.store import Store

    (folder / "out").mkdir()
    with Store(folder / "out", create=True):
        done = claimcite("run", str(folder / "in"), "-o", str(folder / "out"), "--quiet")
    assert done.returncode == 1
    assert "another claimcite is at work in this folder" in done.stderr


def test_loops_of_folders_pipes_and_files_that_change_do_not_stop_the_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("One man died in Oru.")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    os.mkfifo(tmp_path / "pipe")
    assert [item.locator.path for item in read([str(tmp_path)], Config())] == ["a.txt"]

    def refuse(_: Path, *__: object, **___: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    (row,) = read([str(tmp_path)], Config())
    assert isinstance(row, Quarantined)
    assert (row.code, row.message) == ("unreadable", "PermissionError: Permission denied")


def test_a_file_that_changes_while_it_is_read_is_not_half_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from claimcite.read import files

    path = tmp_path / "a.txt"
    path.write_text("One man died in Oru.")
    opened = files.opened

    def changing(given: Path, ratio: int) -> Any:
        file = opened(given, ratio)
        path.write_text("Two men died in Oru, and more is to come.")
        return file

    monkeypatch.setattr(files, "opened", changing)
    (row,) = read([str(path)], Config())
    assert isinstance(row, Quarantined)
    assert row.code == "unreadable"
    assert "changed while it was read" in row.message
