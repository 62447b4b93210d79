"""Hostile and broken input ends in a typed status, and changes nothing else of the run."""

from __future__ import annotations

import csv
import io
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent / "bad_inputs"))
sys.path.insert(0, str(Path(__file__).parent / "faults"))
from loops import claimcite

from claimcite.cli import main
from claimcite.errors import QUARANTINE_CODES
from claimcite.records import Result
from make import GOOD, TEXT, bad_inputs

BAD = bad_inputs()
GOODS = 20


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A run over the bad inputs with twenty good ones among them, and a run over the good ones alone."""
    folder = tmp_path_factory.mktemp("bad")
    for name in ("in", "alone"):
        (folder / name).mkdir()
        for i in range(GOODS):  # names that stand between those of the bad ones
            (folder / name / f"{chr(97 + i)}_good.txt").write_text(f"{GOOD}\n{TEXT.format(i + 10, i + 1, i + 5)}", encoding="utf8")
    for name, (data, _) in BAD.items():
        (folder / "in" / name).write_bytes(data)
    for inputs, out in (("in", "out"), ("alone", "out-alone")):
        done = claimcite("run", inputs, "-o", out, "--quiet", "--workers", "2", cwd=folder)
        assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["alone", "in", "out", "out-alone"], "nothing is written outside of the output"
    assert sorted(path.name for path in (folder / "in").iterdir()) == sorted([*BAD, *(f"{chr(97 + i)}_good.txt" for i in range(GOODS))])
    assert not list(Path(tempfile.gettempdir()).glob("claimcite_was_here*"))
    return folder / "out", folder / "out-alone"


def rows(out: Path, name: str) -> list[dict[str, object]]:
    """The rows of an exported file."""
    return [json.loads(line) for line in (out / f"{name}.jsonl").read_text(encoding="utf8").splitlines()]


@pytest.mark.parametrize("name", sorted(BAD))
def test_each_bad_input_ends_in_a_typed_status(runs: tuple[Path, Path], name: str) -> None:
    out, _ = runs
    code = BAD[name][1]
    quarantined = [q for q in rows(out, "quarantine") if str(q["path"]).endswith("/" + name)]
    documents = [d for d in rows(out, "documents") if str(d["path"]).endswith("/" + name)]
    assert {q["code"] for q in quarantined} == ({code} if code else set())
    assert all(q["code"] in QUARANTINE_CODES and q["message"] for q in quarantined)
    if code is None:
        assert len(documents) == 1


def test_the_good_documents_are_the_same_among_bad_ones(runs: tuple[Path, Path]) -> None:
    among, alone = runs
    mine = {d["id"] for d in rows(alone, "documents")}
    assert len(mine) == GOODS
    for name in ("documents", "claims", "mentions", "references"):
        key = "id" if name == "documents" else "document"
        kept = [{k: v for k, v in r.items() if k != "path"} for r in rows(among, name) if r[key] in mine]
        assert kept == [{k: v for k, v in r.items() if k != "path"} for r in rows(alone, name)]


def test_every_code_but_those_of_processes_and_folders_can_happen(runs: tuple[Path, Path]) -> None:
    """``timeout``, ``memory`` and ``crashed`` happen in ``test_faults``, ``unreadable`` too."""
    found = {str(row["code"]) for row in rows(runs[0], "quarantine")}
    assert found == set(QUARANTINE_CODES) - {"timeout", "memory", "crashed", "unreadable", "internal"}


def test_what_cannot_be_foreseen_has_a_code_too(monkeypatch: pytest.MonkeyPatch, processed: Callable[..., Result]) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("x")

    monkeypatch.setattr("claimcite.flow.parse", fail)
    quarantined = processed(GOOD).quarantined
    assert quarantined is not None
    assert (quarantined.code, quarantined.stage, quarantined.message) == ("internal", "parse", "ZeroDivisionError: x")


def test_nothing_of_a_title_steers_a_terminal_a_spreadsheet_or_a_database(runs: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = runs
    assert main(["export", str(out), "--format", "csv"]) == 0
    assert main(["status", str(out)]) == 0
    cells = [cell for row in csv.reader(io.StringIO((out / "claims.csv").read_text(encoding="utf-8-sig"))) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r")) and cell != "="]
    main(["explain", str(out.parent / "in" / "injection.html")])
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "\x07" not in shown


def test_nothing_of_a_name_steers_a_terminal(runs: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (name,) = [name for name in BAD if "DROP TABLE" in name]
    hostile = runs[0].parent / "in" / name
    (tmp_path / hostile.name).write_text("")
    assert main(["run", str(hostile), str(tmp_path / hostile.name), "-o", str(tmp_path / "out"), "--workers", "1"]) == 0
    assert main(["explain", str(hostile)]) == 0
    assert main(["verify", str(tmp_path / "out")]) == 0
    said = capsys.readouterr()
    assert "DROP TABLE" in said.out
    assert "quarantined as empty" in said.err
    assert not {"\x1b", "\x07", "\u202e"} & {*said.out, *said.err}


def test_warnings_say_what_happened(runs: tuple[Path, Path]) -> None:
    out, _ = runs
    warned = {Path(str(d["path"])).name: {w["code"] for w in d["warnings"]} for d in rows(out, "documents")}  # type: ignore[attr-defined]
    assert "undecodable" in warned["invalid_utf8.txt"]
    assert "control_characters" in warned["nul.txt"]
    assert "bidi_marks" in warned["rtl.txt"]
    assert "too_deep" in warned["nested_3000.html"]
    assert "unbalanced_wikitext" in warned["ref.wiki"]


def test_deep_text_is_not_lost(runs: tuple[Path, Path]) -> None:
    out, _ = runs
    whole = {Path(str(d["path"])).name: d for d in rows(out, "documents")}
    for name in ("nested_260.html", "nested_3000.html", "nested_100000.html", "deep_tables.html", "elements.html", "links.html", "attributes.html", "ref.wiki", "braces.wiki"):
        assert "Twelve people died in Oru" in str(whole[name]["text"]), name
    assert whole["nested_3000.html"]["status"] == whole["nested_100000.html"]["status"] == "degraded"


pieces = st.sampled_from(["<p>", "</p>", "<ref>", "{{cite|", "}}", "[[", "]]", "<table><tr><td>", "&amp;", "& # 39;", "\n\n", "\n", "== H ==", "* ", "[5]", "\0", "“",
                          "Twelve people died in Oru on Monday, police said. ", "12–15 ", 'References\n1. "A". B. 2 May 2020.\n', "\ud83d", "é", "<", ">", '"', "By A. Roe\n"])  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(pieces, max_size=40).map("".join))
def test_no_text_makes_a_stage_fail(processed: Callable[..., Result], raw: str) -> None:
    result = processed(raw)
    if result.quarantined is not None:
        assert result.quarantined.code in ("empty", "binary")
        return
    document = result.document
    assert document is not None
    text = document.text
    for claim in result.claims:
        assert claim.span.of(text) == claim.text
        assert claim.sentence.of(text) == claim.sentence_text
    for mention in result.mentions:
        assert mention.span.of(text) == mention.text
