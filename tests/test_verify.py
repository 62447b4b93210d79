"""``claimcite verify``: what a run wrote holds against its inputs, and what was tampered with is found."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claimcite.cli import main
from claimcite.errors import UsageError
from claimcite.verify import verify

Rows = list[dict[str, Any]]
SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"
PAGE = "<html><body><article><p>The ministry said that R&amp;D staff of 12 people fled  Oru on Monday.</p></article></body></html>"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with inputs of every kind in ``in`` and a run over them in ``out``."""
    folder = tmp_path_factory.mktemp("verify")
    shutil.copytree(SAMPLES, folder / "in")
    (folder / "in" / "page.html").write_text(PAGE, encoding="utf8")
    (folder / "in" / "latin.txt").write_bytes("Café owners said nine people were killed in Oru.\r\n".encode("cp1252"))
    lines = [{"text": f"At least {n} people were killed in Oru, the ministry said."} for n in range(3, 6)]
    (folder / "in" / "more.jsonl.gz").write_bytes(gzip.compress("\n".join(map(json.dumps, lines)).encode()))
    assert main(["run", str(folder / "in"), "-o", str(folder / "out"), "--quiet"]) == 0
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A copy of the run's files that a test may spoil; the inputs are where they were."""
    out = tmp_path / "out"
    out.mkdir()
    for file in (made / "out").glob("*.json*"):
        shutil.copy(file, out)
    return out


def spoil(out: Path, name: str, change: Callable[[Rows], None]) -> None:
    """Change the rows of one file."""
    path = out / f"{name}.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]
    change(rows)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf8")


def test_everything_of_an_honest_run_is_confirmed(folder: Path) -> None:
    verdict = verify(folder)
    assert verdict.failures == []
    assert verdict.held
    assert verdict.documents == 17 + 5
    assert verdict.runs > verdict.documents
    assert verdict.rows["claims"] > 400
    assert verdict.placed == verdict.rows, "every row of the samples has a raw range"


def shift(rows: Rows) -> None:
    row = rows[3]
    row["raw"] = [row["raw"][0] + 1, row["raw"][1] + 1]


def widen(rows: Rows) -> None:
    rows[3]["raw"] = [rows[3]["raw"][0], rows[3]["raw"][1] + 7]


def empty(rows: Rows) -> None:
    rows[3]["raw"] = [10_000_000, 10_000_004]


def silent(rows: Rows) -> None:
    rows[3]["raw"] = None


def reword(rows: Rows) -> None:
    next(row for row in rows if row["agent"] is not None)["agent"]["text"] = "nobody"


def resentence(rows: Rows) -> None:
    rows[3]["sentence_text"] += "!"


def stranger(rows: Rows) -> None:
    rows.append({**rows[-1], "document": "d" + "0" * 24})


@pytest.mark.parametrize(
    ("change", "message"),
    [(shift, "is not that of its span"), (widen, "is not that of its span"), (empty, "holds nothing"), (silent, "neither a raw range nor a reason"),
     (reword, "'nobody' is not the text at"), (resentence, "is not the text at"), (stranger, "belongs to no document")],
)  # fmt: skip
def test_a_claim_that_was_tampered_with_is_found(folder: Path, change: Callable[[Rows], None], message: str) -> None:
    spoil(folder, "claims", change)
    verdict = verify(folder)
    assert not verdict.held
    assert verdict.wrong == 1
    assert message in verdict.failures[0]


def test_an_alignment_that_lies_is_found(folder: Path) -> None:
    def change(rows: Rows) -> None:
        rows[0]["alignment"][0][1] += 1

    spoil(folder, "documents", change)
    verdict = verify(folder)
    assert any("the run of" in failure for failure in verdict.failures)


@pytest.mark.usefixtures("at_once")
def test_inputs_that_changed_or_went_are_told_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "in" / name).write_text(f"Two men died in Oru, {name}'s police said.")
    assert main(["run", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--quiet"]) == 0
    (tmp_path / "in" / "a.txt").write_text("Something else was put here.")
    (tmp_path / "in" / "b.txt").unlink()
    verdict = verify(tmp_path / "out")
    assert (verdict.changed, verdict.absent, verdict.wrong) == (1, 1, 0)
    assert main(["verify", str(tmp_path / "out")]) == 1
    out = capsys.readouterr().out
    assert "a.txt: it has changed since it was read" in out
    assert "--root names the folder" in out


@pytest.fixture
def moved(tmp_path: Path, at_once: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a run in ``x/out``, made in ``x`` over ``in``, seen from outside."""
    (tmp_path / "x" / "in").mkdir(parents=True)
    (tmp_path / "x" / "in" / "a.txt").write_text("Two men died in Oru, police said.")
    monkeypatch.chdir(tmp_path / "x")
    assert main(["run", "in", "-o", "out", "--quiet", "--workers", "1"]) == 0
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_run_is_verified_from_any_folder(moved: Path) -> None:
    assert json.loads((moved / "x" / "out" / "run.json").read_text())["folder"] == ".."
    assert verify(Path("x/out")).held
    (moved / "x").rename(moved / "y")
    assert verify(moved / "y" / "out").held, "run and inputs have moved together"


def test_a_root_that_is_given_is_the_only_one(moved: Path) -> None:
    assert verify(Path("x/out"), Path("x")).held
    assert verify(Path("x/out"), moved).absent == 1


def test_a_run_that_was_moved_alone_is_verified_from_where_its_paths_count(moved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (moved / "x" / "out").rename(moved / "out")
    assert verify(Path("out")).absent == 1
    monkeypatch.chdir(moved / "x")
    assert verify(Path("../out")).held


@pytest.mark.parametrize("folder", [3, None, "\0", "no/such/folder"])
def test_what_a_note_says_of_its_folder_need_not_be_true(moved: Path, monkeypatch: pytest.MonkeyPatch, folder: object) -> None:
    (moved / "x" / "out" / "run.json").write_text(json.dumps({"folder": folder}))
    assert verify(Path("x/out")).absent == 1
    monkeypatch.chdir(moved / "x")
    assert verify(Path("out")).held


def test_a_folder_that_is_no_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="name the folder that a run wrote"):
        verify(tmp_path)
    (tmp_path / "claims.jsonl").write_text("{}\n")
    (tmp_path / "mentions.jsonl").write_text("")
    (tmp_path / "references.jsonl").write_text("")
    (tmp_path / "documents.jsonl").write_text("[1]\n")
    with pytest.raises(UsageError, match="no row of a run"):
        verify(tmp_path)
    (tmp_path / "documents.jsonl").write_text('{"id": "d1"}\n')
    with pytest.raises(UsageError, match="has not the fields of a run"):
        verify(tmp_path)


def test_a_pipe_among_the_paths_is_not_waited_for(folder: Path, tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "pipe")

    def change(rows: Rows) -> None:
        rows[0]["path"] = str(tmp_path / "pipe")

    spoil(folder, "documents", change)
    assert verify(folder).absent == 1


def test_the_command_says_that_all_hold(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(made / "out")]) == 0
    assert capsys.readouterr().out.endswith("all of them hold\n")
    assert main(["verify", str(made / "out"), "--quiet"]) == 0
    assert capsys.readouterr().out == ""
