"""The command line: what a newcomer meets, exit codes, and a whole run with the real pipeline."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from claimcite import __version__
from claimcite.cli import coloured, main

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "corpus" / "samples"
FILES = {"documents.jsonl", "claims.jsonl", "references.jsonl", "mentions.jsonl", "quarantine.jsonl", "run.json", "withdrawn.jsonl", "claimcite.sqlite"}
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "pipeline"), "OMP_NUM_THREADS": "1"}
Captured = pytest.CaptureFixture[str]


def failing(argv: list[str], capsys: Captured) -> tuple[int, str]:
    """Run a command that goes wrong; return its exit code and its one line."""
    code = main(argv)
    out, err = capsys.readouterr()
    assert out == ""
    assert re.fullmatch(r"claimcite: [^\n]+\n", err), err
    return code, err


def python(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    command = [sys.executable, "-m", "claimcite", *arguments]
    return subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload, no-any-return]


# --- what a newcomer meets ------------------------------------------------------------------------------------------


def test_help_shows_every_command_and_examples(capsys: Captured) -> None:
    with pytest.raises(SystemExit) as done:
        main(["--help"])
    assert done.value.code == 0
    text = capsys.readouterr().out
    for word in ("run", "plan", "status", "retry", "explain", "verify", "diff", "evaluate", "export", "config", "examples:", "claimcite run articles/"):
        assert word in text


@pytest.mark.parametrize("command", ["run", "plan", "status", "retry", "explain", "verify", "diff", "export", "evaluate", "config"])
def test_every_command_has_help_and_an_example(command: str, capsys: Captured) -> None:
    with pytest.raises(SystemExit) as done:
        main([command, "--help"])
    assert done.value.code == 0
    text = capsys.readouterr().out
    assert f"example:\n  claimcite {command}" in text
    assert all(len(line.split("  ")[-1]) > 1 for line in text.splitlines() if line.startswith("  -")), "each option says what it does"


def test_help_loads_nothing_heavy() -> None:
    code = "import sys, claimcite.cli as c\ntry: c.main(['--help'])\nexcept SystemExit: pass\n"
    code += "sys.exit(str(sorted({'spacy', 'trafilatura', 'lxml', 'bs4', 'msgspec', 'sqlite3'} & set(sys.modules)) or ''))"
    done = subprocess.run([sys.executable, "-c", code], env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.stderr.strip() == ""


def test_version(capsys: Captured) -> None:
    with pytest.raises(SystemExit) as done:
        main(["--version"])
    assert done.value.code == 0
    assert capsys.readouterr().out == f"claimcite {__version__}\n"


# --- usage: exit code 2, one line that says what to do --------------------------------------------------------------


@pytest.mark.parametrize("argv", [[], ["fly"], ["run"], ["run", "--no-such", "x"], ["export", ".", "--format", "xml"]])
def test_wrong_command_lines(argv: list[str], capsys: Captured) -> None:
    with pytest.raises(SystemExit) as done:
        main(argv)
    assert done.value.code == 2
    assert "usage: claimcite" in capsys.readouterr().err


def test_an_input_that_is_not_there(tmp_path: Path, capsys: Captured) -> None:
    code, line = failing(["run", str(tmp_path / "nothing"), "-o", str(tmp_path / "out")], capsys)
    assert code == 2
    assert "there is no such file or folder; name files" in line
    assert not (tmp_path / "out").exists()


def test_an_output_folder_inside_the_input(tmp_path: Path, capsys: Captured) -> None:
    code, line = failing(["run", str(tmp_path), "-o", str(tmp_path / "out")], capsys)
    assert code == 2
    assert "lies inside the input" in line
    assert "choose another with -o" in line


def test_an_output_that_is_a_file(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out").write_text("mine")
    assert failing(["run", str(tmp_path / "in"), "-o", str(tmp_path / "out")], capsys)[0] == 2
    assert failing(["run", str(tmp_path / "in"), "-o", str(tmp_path / "out" / "deeper")], capsys)[0] == 2
    assert (tmp_path / "out").read_text() == "mine"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("modle = 'x'", "unknown key 'modle', did you mean 'model'?"),
        ("max_depth = 'x'", "max_depth = 'x' is no int"),
        ("[", "cannot be read as TOML"),
    ],
)
def test_a_wrong_configuration(tmp_path: Path, content: str, message: str, capsys: Captured) -> None:
    (tmp_path / "c.toml").write_text(content)
    code, line = failing(["run", str(tmp_path / "c.toml"), "-o", str(tmp_path / "out"), "--config", str(tmp_path / "c.toml")], capsys)
    assert code == 2
    assert message in line


def test_a_configuration_that_is_not_there(tmp_path: Path, capsys: Captured) -> None:
    assert failing(["config", "--config", str(tmp_path / "c.toml")], capsys) == (2, f"claimcite: {tmp_path}/c.toml: the configuration cannot be read (No such file or directory)\n")


def test_export_and_evaluate_say_what_they_need(tmp_path: Path, capsys: Captured) -> None:
    assert failing(["export"], capsys)[0] == 2
    assert failing(["export", str(tmp_path / "nothing")], capsys)[0] == 2
    code, line = failing(["export", str(tmp_path)], capsys)
    assert code == 1
    assert "`claimcite run INPUT -o" in line
    code, line = failing(["evaluate", "--gold", str(tmp_path / "nothing")], capsys)
    assert code == 2
    assert "name it with --gold" in line


def test_explain_says_what_it_needs(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Ten died."}\n{"speed": 3}\n')
    assert failing(["explain", str(tmp_path)], capsys)[0] == 2
    assert failing(["explain", str(tmp_path / "nothing")], capsys)[0] == 2
    assert "no document on line 9" in failing(["explain", str(tmp_path / "a.jsonl"), "--line", "9"], capsys)[1]
    code, line = failing(["explain", str(tmp_path / "a.jsonl"), "--line", "2"], capsys)
    assert code == 1
    assert "bad_record" in line


def test_another_store_is_left_alone(tmp_path: Path, capsys: Captured) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "claimcite.sqlite").write_text("my notes " * 200)
    (tmp_path / "a.txt").write_text("Ten died.")
    assert failing(["run", str(tmp_path / "a.txt"), "-o", str(out)], capsys)[0] == 1
    assert (out / "claimcite.sqlite").read_text() == "my notes " * 200


def test_a_model_that_is_not_there(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "a.txt").write_text("Ten died.")
    assert failing(["run", str(tmp_path / "a.txt"), "-o", str(tmp_path / "out"), "--model", "no_such_model"], capsys)[0] == 1


def test_schema_needs_no_run(capsys: Captured) -> None:
    assert main(["export", "--schema"]) == 0
    assert sorted(json.loads(capsys.readouterr().out)) == ["claims", "documents", "mentions", "quarantine", "references"]


# --- whole runs -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A run over an encyclopedia page, a news page, scraped articles and a file that is no text."""
    folder = tmp_path_factory.mktemp("run")
    (folder / "in").mkdir()
    for name in ("01_drevna_airstrike_flattened.txt", "05_ferry_news_jsonld.html", "11_scraped_articles.jsonl"):
        (folder / "in" / name).write_bytes((SAMPLES / name).read_bytes())
    (folder / "in" / "image.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    return folder, python("run", str(folder / "in"), "-o", str(folder / "out"))


def test_a_run_leaves_the_files_of_the_contract(done: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    folder, process = done
    assert process.returncode == 0, process.stderr
    assert {path.name for path in (folder / "out").iterdir()} == FILES
    content = json.loads((folder / "out" / "run.json").read_text(encoding="utf8"))
    assert content["counts"]["documents"] == 6
    assert content["counts"]["claims"] > 50
    assert content["counts"]["quarantine_by_code"] == {"binary": 1}


def test_a_run_says_what_it_did(done: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    folder, process = done
    assert f"claimcite: {folder}/in/image.png: quarantined as binary" in process.stderr
    for part in ("6 documents", "1 quarantined", "Documents", "encyclopedia", "Figures claimed most", "3 claims in full", "The Guardian"):
        assert part in process.stdout
    assert "\x1b" not in process.stdout + process.stderr, "no colours where nobody looks"


def test_the_same_run_again_processes_nothing(done: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    folder, _ = done
    before = {name: (folder / "out" / name).read_bytes() for name in FILES if name.endswith(".jsonl")}
    again = python("run", str(folder / "in"), "-o", str(folder / "out"), "--quiet", "--strict")
    assert (again.returncode, again.stdout, again.stderr) == (3, "", "")
    assert {name: (folder / "out" / name).read_bytes() for name in before} == before
    assert json.loads((folder / "out" / "run.json").read_text(encoding="utf8"))["run"] == {"records": 7, "processed": 0, "unchanged": 7}


def test_export_again_and_as_a_table(done: tuple[Path, subprocess.CompletedProcess[str]], capsys: Captured) -> None:
    folder, _ = done
    before = (folder / "out" / "claims.jsonl").read_bytes()
    (folder / "out" / "claims.jsonl").unlink()
    assert main(["export", str(folder / "out")]) == 0
    assert (folder / "out" / "claims.jsonl").read_bytes() == before
    assert main(["export", str(folder / "out"), "--format", "csv"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == str(folder / "out" / "claims.csv")
    whole = (folder / "out" / "claims.csv").read_text(encoding="utf8")
    assert main(["export", str(folder / "out"), "--format", "csv", "--min-confidence", "0.7"]) == 0
    lines = (folder / "out" / "claims.csv").read_text(encoding="utf8").splitlines()
    assert lines[0] in whole
    assert 1 <= len(lines) < len(whole.splitlines())
    (folder / "out" / "claims.csv").unlink()
    assert main(["export", str(folder / "out"), "--min-confidence", "0.7"]) == 2
    assert "--format csv" in capsys.readouterr().err


def test_explain_shows_the_document(capsys: Captured) -> None:
    assert main(["explain", str(SAMPLES / "05_ferry_news_jsonld.html")]) == 0
    text = capsys.readouterr().out
    for part in ("Luzara ferry disaster", "theguardian.com", "Left out (", "References (", "Sentences that gave anything (", "patient", "why confidence 0."):
        assert part in text
    for reason in ("why event type: accident: verb “overturn”", "why polarity: negated: negation “not”", "why modality: denied: denial “denied”", "no claim “"):
        assert reason in text
    assert "why event type" not in text.split("carrying (carry)")[1].split("outlet")[0]


def test_explain_shows_a_quarantined_document(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    assert main(["explain", str(tmp_path / "a.png")]) == 0
    assert "quarantined at stage read as binary" in capsys.readouterr().out


def test_standard_input(tmp_path: Path) -> None:
    line = json.dumps({"id": "x1", "text": "Ten miners were killed near Oru on Tuesday, the ministry said."})
    made = python("run", "-", "-o", str(tmp_path / "out"), input=f"{line}\n{line}\n")
    assert made.returncode == 0, made.stderr
    (document,) = [json.loads(row) for row in (tmp_path / "out" / "documents.jsonl").read_text(encoding="utf8").splitlines()]
    assert (document["input_id"], document["path"], document["also_at"]) == ("x1", "-", ["-:2"])


#: What the installed command does, with a sign on standard output that our code has begun.
COMMAND = "import os, sys; from claimcite.interrupt import guard; guard(); os.write(1, b'.'); from claimcite.__main__ import main; sys.exit(main())"


@pytest.mark.skipif(os.name == "nt", reason="signals are of POSIX")
@pytest.mark.parametrize("delay", [0, 0.01, 0.03, 0.06, 0.1, 0.15, 0.2, 0.3, 0.5, 0.8, 1.2, 1.5])
def test_a_run_that_is_interrupted_at_any_moment(tmp_path: Path, delay: float) -> None:
    """While modules are imported, the store is made, workers start, documents are processed: it waits for more input all the while."""
    command = [sys.executable, "-c", COMMAND, "run", "-", "-o", str(tmp_path / "out")]
    with subprocess.Popen(command, env=ENVIRONMENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b'{"text": "Two men died in Oru."}\n' * 2)
        process.stdin.flush()
        assert process.stdout.read(1) == b"."
        time.sleep(delay)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        assert process.stderr.read() == b"claimcite: interrupted; what was finished is kept, and the same command goes on from there\n"


@pytest.mark.skipif(os.name == "nt", reason="signals are of POSIX")
@pytest.mark.parametrize(("before", "code"), [("guard()", 130), ("guard(); done()", 0), ("signal.signal(signal.SIGINT, signal.SIG_IGN); guard()", 0)])
def test_interrupts_before_and_after_a_command_and_where_they_are_ignored(before: str, code: int) -> None:
    program = f"import os, signal; from claimcite.interrupt import done, guard; {before}; os.kill(os.getpid(), signal.SIGINT)"
    assert subprocess.run([sys.executable, "-c", program], env=ENVIRONMENT, capture_output=True, check=False).returncode == code


def test_no_reader(tmp_path: Path) -> None:
    """``claimcite export --schema | head -1``: no traceback."""
    code = f"{sys.executable} -m claimcite export --schema | head -1"
    done = subprocess.run(["bash", "-c", code], env=ENVIRONMENT, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (done.stdout, done.stderr) == ("{\n", "")


class Screen:
    """A stream that says it is a terminal, or not."""

    def __init__(self, *, terminal: bool) -> None:
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


def test_colours_are_for_terminals_and_can_be_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert coloured(Screen(terminal=True))  # type: ignore[arg-type]
    assert not coloured(Screen(terminal=False))  # type: ignore[arg-type]
    monkeypatch.setenv("NO_COLOR", "1")
    assert not coloured(Screen(terminal=True))  # type: ignore[arg-type]
