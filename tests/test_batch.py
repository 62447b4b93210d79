"""The commands about whole runs: what a run would do, what it left, what it is to try again, what differs between two."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from claimcite.cli import main
from claimcite.errors import ADVICE, QUARANTINE_CODES

Captured = pytest.CaptureFixture[str]
TEXTS = {"a.txt": "Two men died in Oru on 3 May 2026, police said.", "b.txt": "Three men died in Pela on 4 May 2026, police said.", "bad.pdf": "%PDF-1.7\nno text"}


@pytest.fixture
def place(tmp_path: Path, at_once: None) -> Path:
    """A folder with inputs in ``in`` and a run over them in ``out``."""
    (tmp_path / "in").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "in" / name).write_text(text)
    assert again(tmp_path) == 0
    return tmp_path


def again(place: Path, *options: str) -> int:
    """Run on the inputs once more."""
    return main(["run", str(place / "in"), "-o", str(place / "out"), "--quiet", "--workers", "1", *options])


def rows(place: Path, name: str) -> list[dict[str, Any]]:
    """The rows of one file of the run."""
    return [json.loads(line) for line in (place / "out" / f"{name}.jsonl").read_text(encoding="utf8").splitlines()]


def said(capsys: Captured, *argv: str) -> str:
    """What a command prints."""
    capsys.readouterr()
    assert main([*argv]) == 0
    return capsys.readouterr().out


def test_plan_says_what_is_new_changed_and_gone(place: Path, capsys: Captured) -> None:
    inputs, out = str(place / "in"), str(place / "out")
    assert "0 inputs would be processed" in said(capsys, "plan", inputs, "-o", out)
    (place / "in" / "a.txt").write_text("Nine men died in Oru.")
    (place / "in" / "b.txt").unlink()
    (place / "in" / "c.txt").write_text("Four men died.")
    (place / "in" / "d.txt").write_text("Four men died.")
    text = said(capsys, "plan", inputs, "-o", out)
    for line in ("1  inputs new", "1  inputs changed", "1  inputs the same bytes", "1  inputs unchanged", "2  documents that the inputs no longer hold", "2 inputs would be"):
        assert line in text
    assert "1 input would be processed" not in text
    assert "2 inputs would be processed" in said(capsys, "plan", inputs, "-o", out), "planning changes nothing"
    again(place)
    assert "0 inputs would be processed" in said(capsys, "plan", inputs, "-o", out)


def test_plan_says_why_documents_are_made_again(place: Path, capsys: Captured) -> None:
    (place / "c.toml").write_text("max_sentence_tokens = 90\n")
    text = said(capsys, "plan", str(place / "in"), "-o", str(place / "out"), "--config", str(place / "c.toml"))
    assert "3  inputs to be processed again: configuration changed" in text


def test_plan_needs_no_earlier_run(place: Path, capsys: Captured) -> None:
    assert "3 inputs would be processed" in said(capsys, "plan", str(place / "in"), "-o", str(place / "none"))
    assert not (place / "none").exists()


def test_limits_of_time_and_memory_and_the_number_of_workers_make_nothing_anew(place: Path, capsys: Captured) -> None:
    (place / "c.toml").write_text("max_seconds = 9\nmax_memory = 900\nworkers = 2\n")
    assert "0 inputs would be processed" in said(capsys, "plan", str(place / "in"), "-o", str(place / "out"), "--config", str(place / "c.toml"))


def test_status_says_what_to_do_about_quarantine(place: Path, capsys: Captured) -> None:
    text = said(capsys, "status", str(place / "out"))
    assert "the last run ended 20" in text
    assert ADVICE["binary"] in text
    assert ADVICE["empty"] not in text


def test_every_code_has_advice() -> None:
    assert set(ADVICE) == set(QUARANTINE_CODES)


def test_retry_tries_again_what_was_refused_and_nothing_else(place: Path, capsys: Captured) -> None:
    assert "nothing to try again" in said(capsys, "retry", str(place / "out"), "--code", "timeout")
    before = (place / "out" / "claims.jsonl").read_bytes()
    text = said(capsys, "retry", str(place / "out"), "--workers", "1")
    assert "1 inputs processed now, 2 unchanged" in text
    assert (place / "out" / "claims.jsonl").read_bytes() == before
    assert [row["code"] for row in rows(place, "quarantine")] == ["binary"]


def test_retry_works_from_any_folder_with_the_configuration_of_the_run(place: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)
    Path("c.toml").write_text("max_sentence_tokens = 90\n")
    Path("words").mkdir()
    assert main(["run", "in", "-o", "out", "--quiet", "--workers", "1", "--config", "c.toml", "--lexicon", "words"]) == 0
    before = {path.name: path.read_bytes() for path in Path("out").glob("*.jsonl")}
    (place / "elsewhere").mkdir()
    monkeypatch.chdir(place / "elsewhere")
    assert "1 inputs processed now, 2 unchanged" in said(capsys, "retry", "../out")
    assert before == {path.name: path.read_bytes() for path in (place / "out").glob("*.jsonl")}
    run = json.loads((place / "out" / "run.json").read_text())
    assert (run["inputs"], run["configuration"]["lexicon"], run["configuration"]["max_sentence_tokens"]) == (["in"], "words", 90)
    assert Path.cwd() == place / "elsewhere"
    (place / "in").rename(place / "gone")
    assert main(["retry", "../out"]) == 2
    assert "in: there is no such file or folder" in capsys.readouterr().err


def test_retry_takes_a_configuration_of_its_own(place: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    (place / "elsewhere").mkdir()
    monkeypatch.chdir(place / "elsewhere")
    Path("c.toml").write_text("max_seconds = 77\n")
    assert "1 inputs processed now, 2 unchanged" in said(capsys, "retry", "../out", "--config", "c.toml")
    assert json.loads((place / "out" / "run.json").read_text())["configuration"]["max_seconds"] == 77


def test_a_run_that_was_not_finished_is_what_retry_goes_on_with(place: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    (place / "in" / "c.txt").write_text("Nine men died in Oru.")

    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("claimcite.store.database.Store.finish", die)
        assert again(place) == 130
    assert "1 inputs processed now, 3 unchanged" in said(capsys, "retry", str(place / "out"))


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes")
def test_names_that_are_no_text_do_not_end_a_run(place: Path, capsys: Captured) -> None:
    odd = place / os.fsdecode(b"caf\xe9")
    (place / "in").rename(odd)
    out = place / os.fsdecode(b"out\xe9")
    assert main(["run", str(odd), "-o", str(out), "--workers", "1"]) == 0
    assert json.loads((out / "run.json").read_text())["inputs"] == [str(place / "caf\\udce9")]
    assert "1 inputs processed now, 2 unchanged" in said(capsys, "retry", str(out))
    assert main(["run", str(odd), "-o", str(out), "--lexicon", str(odd)]) == 2


def test_what_is_withdrawn_is_kept_apart_and_comes_back_for_nothing(place: Path) -> None:
    whole = {name: (place / "out" / f"{name}.jsonl").read_bytes() for name in ("documents", "claims", "mentions")}
    (place / "in" / "b.txt").unlink()
    again(place)
    assert [row["path"] for row in rows(place, "documents")] == [str(place / "in" / "a.txt")]
    assert {row["document"] for row in rows(place, "claims")} == {rows(place, "documents")[0]["id"]}
    assert [row["path"] for row in rows(place, "withdrawn")] == [str(place / "in" / "b.txt")]
    (place / "in" / "b.txt").write_text(TEXTS["b.txt"])
    again(place)
    assert rows(place, "withdrawn") == []
    assert json.loads((place / "out" / "run.json").read_text())["run"] == {"records": 3, "processed": 0, "unchanged": 3}
    assert whole == {name: (place / "out" / f"{name}.jsonl").read_bytes() for name in whole}


def test_prune_drops_what_is_withdrawn(place: Path, capsys: Captured) -> None:
    (place / "in" / "b.txt").unlink()
    again(place, "--prune")
    assert rows(place, "withdrawn") == []
    (place / "in" / "b.txt").write_text(TEXTS["b.txt"])
    assert "1 input would be processed" in said(capsys, "plan", str(place / "in"), "-o", str(place / "out"))


def test_a_document_that_moved_is_not_processed_again(place: Path) -> None:
    (place / "in" / "b.txt").rename(place / "in" / "z.txt")
    again(place)
    assert json.loads((place / "out" / "run.json").read_text())["run"]["processed"] == 0
    assert [row["locator"]["path"] for row in rows(place, "documents")] == ["a.txt", "z.txt"]
    assert rows(place, "withdrawn") == []


def test_diff_names_rows_and_fields(place: Path, capsys: Captured) -> None:
    assert main(["run", str(place / "in"), "-o", str(place / "two"), "--quiet", "--workers", "1"]) == 0
    same = json.loads(said(capsys, "diff", str(place / "out"), str(place / "two"), "--json"))
    assert all(kind["added"] == kind["gone"] == kind["changed"] == 0 for kind in same.values())
    changed = rows(place, "claims")
    assert changed[0]["confidence"] is not None
    surer = [row | {"confidence": 0.99} for row in changed]
    (place / "two" / "claims.jsonl").write_text("".join(json.dumps(row) + "\n" for row in surer))
    assert "claims, by field" not in said(capsys, "diff", str(place / "out"), str(place / "two")), "what a claim says is the same"
    changed[0]["modality"] = "possible"
    changed[0]["span"] = [1, 2]
    (place / "two" / "claims.jsonl").write_text("".join(json.dumps(row) + "\n" for row in [*changed[:1], {**changed[1], "id": "c" + "1" * 24}]))
    text = said(capsys, "diff", str(place / "out"), str(place / "two"))
    assert "claims, by field: modality 1" in text
    assert "~ “" in text
    found = json.loads(said(capsys, "diff", str(place / "out"), str(place / "two"), "--json"))
    assert {name: found["claims"][name] for name in ("added", "gone", "changed", "same")} == {"added": 1, "gone": 1, "changed": 1, "same": 0}
    (place / "in" / "a.txt").unlink()
    assert main(["run", str(place / "in"), "-o", str(place / "two"), "--quiet", "--workers", "1"]) == 0
    found = json.loads(said(capsys, "diff", str(place / "out"), str(place / "two"), "--json"))
    assert found["documents"]["gone"] == found["claims"]["gone"] == 1
    assert found["documents"]["same"] == 1


def test_config_says_what_is_in_force_and_from_where(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "c.toml").write_text('languages = ["en", "de"]\n')
    text = said(capsys, "config", "--config", str(tmp_path / "c.toml"), "--workers", "3")
    assert f'languages = ["en", "de"]  # {tmp_path / "c.toml"}' in text
    assert "workers = 3  # the command line" in text
    assert "max_depth = 500  # default" in text
    (tmp_path / "again.toml").write_text(text)
    assert "workers = 3  # " in said(capsys, "config", "--config", str(tmp_path / "again.toml")), "what it prints can be read"
    (tmp_path / "c.toml").write_text("max_seconds = 0\n")
    assert main(["config", "--config", str(tmp_path / "c.toml")]) == 2


def test_progress_for_machines_is_a_line_of_json_each(place: Path, capsys: Captured) -> None:
    capsys.readouterr()
    assert main(["run", str(place / "in"), "-o", str(place / "three"), "--log", "json", "--workers", "1"]) == 0
    events = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [event["code"] for event in events if event["event"] == "quarantined"] == ["binary"]
    assert events[-1]["event"] == "progress", "how far it came in the end, however short it was"
    assert (events[-1]["records"], events[-1]["processed"], events[-1]["quarantined"]) == (3, 3, {"binary": 1})


def test_three_workers_or_none_write_the_same_bytes(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("documents", "claims", "mentions", "references", "quarantine")
    one = {name: (place / "out" / f"{name}.jsonl").read_bytes() for name in names}
    monkeypatch.undo()
    assert main(["run", str(place / "in"), "-o", str(place / "three"), "--quiet", "--workers", "3"]) == 0
    assert one == {name: (place / "three" / f"{name}.jsonl").read_bytes() for name in names}


# --- what the model made is kept --------------------------------------------------------------------------------------


def test_other_rules_neither_clean_nor_parse_again_and_give_the_same_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document processed with what an earlier run kept of it has the rows of one that is made anew."""
    from claimcite.config import Config
    from claimcite.flow import process
    from claimcite.kept import Kept, Makers
    from claimcite.lexicon import load_lexicon
    from claimcite.parse import load_model
    from claimcite.read import read
    from claimcite.records import Record

    config, lexicon, model = Config(), load_lexicon(), load_model()
    samples = [r for r in read([str(Path(__file__).parents[1] / "corpus" / "samples")], config) if isinstance(r, Record)]
    makers, left, first = Makers("cleaner", "parser"), {}, {}
    for record in samples:
        kept = Kept(makers)
        first[record.locator] = process(record, model=model, lexicon=lexicon, config=config, kept=kept)
        left[record.locator] = kept.used
    assert all(len(pieces) > 1 for pieces in left.values())

    def refuse(*_: object) -> None:
        raise AssertionError("it was made again")

    monkeypatch.setattr("claimcite.parse.run", refuse)
    monkeypatch.setattr("claimcite.flow.clean", refuse)
    for record in samples:
        again = process(record, model=model, lexicon=lexicon, config=config, kept=Kept(makers, left[record.locator]))
        assert again.quarantined is None
        was = first[record.locator]
        assert (again.document, again.claims, again.mentions, again.references) == (was.document, was.claims, was.mentions, was.references)
    monkeypatch.undo()
    was_left = left[samples[0].locator]
    for other, same in ((Makers("cleaner", "another"), 1), (Makers("another", "parser"), len(was_left) - 1), (Makers("x", "y"), 0)):
        kept = Kept(other, was_left)
        process(samples[0], model=model, lexicon=lexicon, config=config, kept=kept)
        assert len(set(kept.used) & set(was_left)) == same, "what others made is not taken"


def test_how_sure_the_heads_are_is_kept_with_the_parse(monkeypatch: pytest.MonkeyPatch) -> None:
    from claimcite.clean import clean
    from claimcite.config import Config
    from claimcite.kept import Kept, Makers
    from claimcite.lexicon import load_lexicon
    from claimcite.parse import load_model, parse
    from claimcite.read import decode, read
    from claimcite.records import Record

    config, model = Config(), load_model()
    record = next(r for r in read([str(Path(__file__).parents[1] / "corpus" / "samples")], config) if isinstance(r, Record))
    cleaned = clean(decode(record, config), load_lexicon(), config)
    monkeypatch.setattr("claimcite.parse.CHUNK", 1000)  # so that several Docs are joined
    kept = Kept(Makers("cleaner", "parser"))
    first = parse(cleaned, model, config, kept)
    assert first.certainty is not None
    assert len(kept.used) > 1
    assert len(first.certainty) == len(first.doc)
    again = Kept(Makers("cleaner", "parser"), kept.used)
    assert parse(cleaned, model, config, again).certainty == first.certainty == parse(cleaned, model, config).certainty
    with model.nlp.select_pipes(enable=[]):
        assert parse(cleaned, model, config).certainty is None


def test_the_digest_of_cleaning_names_all_that_cleaning_reads() -> None:
    import ast

    from claimcite.lexicon import OPEN
    from claimcite.store.digest import CLEANING, CLEANING_LIMITS, CLEANING_WORDS

    package = Path(__file__).parents[1] / "pipeline" / "claimcite"
    files = [path for folder in ("clean", "lexicon") for path in (package / folder).rglob("*.py")]
    nodes = [node for path in files for node in ast.walk(ast.parse(path.read_text(encoding="utf8")))]
    modules = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("claimcite.")}
    assert all(f"/{module.removeprefix('claimcite.').replace('.', '/')}.py".startswith(tuple(part.rstrip("/") for part in CLEANING)) for module in modules)
    read = {(node.value.id, node.attr) for node in nodes if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)}
    assert {name for holder, name in read if holder == "config"} == set(CLEANING_LIMITS)
    assert {name for holder, name in read if holder == "lexicon"} == {"junk", "outlets"}
    assert {name.partition(".")[0] for name in CLEANING_WORDS} == {"junk", "outlets", "wiki"}
    assert not set(OPEN) & set(CLEANING_WORDS), "what users may add to decides no cleaning"


def test_the_store_keeps_what_was_made_unless_it_is_told_not_to(place: Path) -> None:
    import sqlite3

    def count() -> int:
        with sqlite3.connect(place / "out" / "claimcite.sqlite") as db:
            found = int(db.execute("SELECT count(*) FROM parse").fetchone()[0])
        db.close()
        return found

    assert count() == 4, "a cleaned text and a parse of each"
    (place / "c.toml").write_text("keep_parses = false\nmax_sentence_tokens = 300\n")
    again(place, "--config", str(place / "c.toml"))
    assert count() == 0


def test_word_lists_of_ones_own_change_rows_and_say_so(place: Path, capsys: Captured) -> None:
    (place / "in" / "a.txt").write_text("The group serenaded two ministers in Oru, police said.")
    again(place)
    assert [row["predicate"]["event_type"] for row in rows(place, "claims") if row["predicate"]["lemma"] == "serenade"] == [None]
    (place / "words").mkdir()
    (place / "words" / "events.toml").write_text('[verbs]\nassault = ["serenade"]\n')
    text = said(capsys, "plan", str(place / "in"), "-o", str(place / "out"), "--lexicon", str(place / "words"))
    assert "to be processed again: lexicon changed" in text
    again(place, "--lexicon", str(place / "words"))
    (place / "words").rename(place / "lists")
    assert "0 inputs would be processed" in said(capsys, "plan", str(place / "in"), "-o", str(place / "out"), "--lexicon", str(place / "lists"))
    assert [row["predicate"]["event_type"] for row in rows(place, "claims") if row["predicate"]["lemma"] == "serenade"] == ["assault"]
    (place / "wrong").mkdir()
    (place / "wrong" / "evnts.toml").write_text("")
    assert again(place, "--lexicon", str(place / "wrong")) == 2
