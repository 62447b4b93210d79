"""Exported files: whole or not at all, byte for byte the same, and as the published schema says."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import jsonschema
import msgspec
import pytest
from result_makers import Processor, record

from claimcite import records
from claimcite.config import Config
from claimcite.export import EXPORTERS, SCHEMA_VERSION, export, schema
from claimcite.export.csv import table
from claimcite.export.files import write_files
from claimcite.export.run_json import RunFacts, note_run
from claimcite.store import Here, Store, run

NAMES = ["claims.jsonl", "documents.jsonl", "mentions.jsonl", "quarantine.jsonl", "references.jsonl", "run.json", "withdrawn.jsonl"]
ITEMS = [record("a.txt", "Zehn “died”\u2028 now."), record("b.txt", "bad"), record("c.jsonl", "Two died.", line=2)]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store after a run over three inputs."""
    with Store(tmp_path, create=True) as store:
        tally = run(ITEMS, Here(Processor()), store, "x")
        facts = RunFacts(("in",), "..", Config(), {"name": "m", "version": "1"}, {"all": "x"})
        note_run(store, facts, tally, datetime(2026, 5, 14, 9, tzinfo=UTC), datetime(2026, 5, 14, 10, tzinfo=UTC))
        yield store


def test_the_files_of_the_contract(store: Store, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    written = export(store, out)
    assert sorted(path.name for path in written) == NAMES == sorted(path.name for path in out.iterdir())
    for path in written:
        data = path.read_bytes()
        assert data.endswith(b"\n") or path.name == "withdrawn.jsonl"
        assert b"\r" not in data
        assert b"\\u" not in data, "nothing but control characters is escaped"


def test_exporting_again_gives_the_same_bytes(store: Store, tmp_path: Path) -> None:
    first, second = tmp_path / "1", tmp_path / "2"
    for folder in (first, second):
        folder.mkdir()
        export(store, folder)
    assert [(first / n).read_bytes() for n in NAMES] == [(second / n).read_bytes() for n in NAMES]


def test_a_failing_export_leaves_the_old_files(tmp_path: Path) -> None:
    def broken() -> Iterator[str]:
        yield "new\n"
        raise KeyboardInterrupt

    write_files(tmp_path, {"a": ["old\n"], "b": ["old\n"]})
    with pytest.raises(KeyboardInterrupt):
        write_files(tmp_path, {"a": ["new\n"], "b": broken()})
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a": "old\n", "b": "old\n"}


def test_rows_are_as_the_schema_says(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path)
    for name, published in schema().items():
        validator = jsonschema.Draft202012Validator(published)
        validator.check_schema(published)
        lines = (tmp_path / f"{name}.jsonl").read_text(encoding="utf8").split("\n")
        rows = [json.loads(line) for line in lines if line]
        assert rows
        for row in rows:
            validator.validate(row)
            for field in row:
                assert list(validator.iter_errors({k: v for k, v in row.items() if k != field})), f"{name}.{field} must be required"


def test_rows_come_back_as_the_records_they_were(store: Store) -> None:
    for line in store.lines("claims"):
        claim = msgspec.json.decode(line, type=records.Claim)
        assert claim.quantities[0].low == Decimal(10)
    assert [msgspec.json.decode(line, type=records.Document).path for line in store.documents()] == ["in/a.txt", "in/c.jsonl"]


def test_schema_says_number_where_a_number_is_written() -> None:
    quantity = schema()["claims"]["$defs"]["Quantity"]["properties"]
    assert quantity["low"] == {"anyOf": [{"type": "number"}, {"type": "null"}]}
    assert "decimal" not in json.dumps(schema())
    assert "line" in schema()["quarantine"]["$defs"]["Locator"]["required"], "a default is for who makes the record"
    assert not schema()["references"]["$defs"]["CslItem"].get("required"), "a CSL item has the fields that are known"


def test_run_json(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path)
    content = json.loads((tmp_path / "run.json").read_text(encoding="utf8"))
    assert content["schema_version"] == SCHEMA_VERSION
    assert (content["started"], content["finished"]) == ("2026-05-14T09:00:00Z", "2026-05-14T10:00:00Z")
    assert content["counts"] == {
        "documents": 2,
        "claims": 2,
        "references": 2,
        "mentions": 2,
        "quarantine": 1,
        "words": 5,
        "documents_by_kind": {"news": 2},
        "quarantine_by_code": {"empty": 1},
    }
    assert content["coverage"] == {"raw": 1, "date": 0, "quantity": 1, "attribution": 0, "citation": 1}
    assert content["seconds"] == {"clean": 1.0}
    assert {"claimcite", "python", "spacy", "trafilatura"} <= content["versions"].keys()


def test_an_empty_run_has_all_files(tmp_path: Path) -> None:
    with Store(tmp_path, create=True) as store:
        run([], Here(Processor()), store, "x")
        export(store, tmp_path)
    assert [(tmp_path / name).read_bytes() for name in NAMES if name != "run.json"] == [b""] * 6
    assert json.loads((tmp_path / "run.json").read_text())["coverage"]["raw"] is None


def test_csv_of_the_surer_claims(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = list(store.lines("claims"))
    sure = [line.replace('"confidence":null', f'"confidence":{value}') for line, value in zip(lines, (0.85, 0.8, 0.79, "null"), strict=False)]
    monkeypatch.setattr(Store, "lines_of", lambda _, document, kind: [line for line in sure if document in line] if kind == "claims" else [])
    whole = list(csv.DictReader(io.StringIO("".join(table(store)))))
    assert [row["confidence"] for row in whole] == ["0.85", "0.8", "0.79", ""][: len(whole)]
    assert [row["confidence"] for row in csv.DictReader(io.StringIO("".join(table(store, 0.8))))] == ["0.85", "0.8"]


def test_csv_has_a_line_for_each_quantity(store: Store, tmp_path: Path) -> None:
    assert export(store, tmp_path, "csv") == [tmp_path / "claims.csv"]
    rows = list(csv.DictReader(io.StringIO((tmp_path / "claims.csv").read_text(encoding="utf8"))))
    assert [(row["low"], row["role"], row["path"], row["reference_titles"]) for row in rows] == [
        ("10", "killed", "in/a.txt", "Töll"),
        ("10", "killed", "in/c.jsonl", "Töll"),
    ]
    assert rows[0]["comparator"] == "="


def test_no_such_format(store: Store, tmp_path: Path) -> None:
    assert sorted(EXPORTERS) == ["csl-json", "csv", "jsonl"]
    with pytest.raises(KeyError):
        export(store, tmp_path, "xml")
