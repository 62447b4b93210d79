"""The CSL-JSON array: what the data schema of CSL 1.0.2 allows, written down here as a table of its own, and nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from result_makers import record, result

from claimcite.export import export
from claimcite.export.csl_json import FILE
from claimcite.identity import Counter
from claimcite.lexicon import load_lexicon
from claimcite.link.references import reference
from claimcite.records import RawReference, Record, Reference, Result
from claimcite.store import Here, Store, run

CASES = Path(__file__).parent.parent / "cases"
OUTLETS = load_lexicon().outlets
TYPES = [
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter", "classic",
    "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event", "figure", "graphic",
    "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture", "musical_score", "pamphlet",
    "paper-conference", "patent", "performance", "periodical", "personal_communication", "post", "post-weblog", "regulation",
    "report", "review", "review-book", "software", "song", "speech", "standard", "thesis", "treaty", "webpage",
]  # fmt: skip
STRINGS = [
    "abstract", "annote", "archive", "archive_collection", "archive_location", "archive-place", "authority", "call-number",
    "citation-key", "citation-label", "collection-title", "container-title", "container-title-short", "dimensions", "division",
    "DOI", "event-title", "event-place", "genre", "ISBN", "ISSN", "jurisdiction", "keyword", "language", "license", "medium",
    "note", "original-publisher", "original-publisher-place", "original-title", "part-title", "PMCID", "PMID", "publisher",
    "publisher-place", "references", "reviewed-genre", "reviewed-title", "scale", "source", "status", "title", "title-short",
    "URL", "volume-title", "year-suffix",
]  # fmt: skip
NUMBERS = [
    "chapter-number", "citation-number", "collection-number", "edition", "first-reference-note-number", "issue", "locator",
    "number", "number-of-pages", "number-of-volumes", "page", "page-first", "part-number", "printing-number", "section",
    "supplement-number", "version", "volume",
]  # fmt: skip
NAMES = [
    "author", "chair", "collection-editor", "compiler", "composer", "container-author", "contributor", "curator", "director",
    "editor", "editorial-director", "executive-producer", "guest", "host", "interviewer", "illustrator", "narrator", "organizer",
    "original-author", "performer", "producer", "recipient", "reviewed-author", "script-writer", "series-creator", "translator",
]  # fmt: skip
DATES = [
    "accessed", "available-date", "event-date", "issued", "original-date", "submitted",
]  # fmt: skip
TEXT = {"type": "string", "minLength": 1, "pattern": "\\S"}
DAY = {
    "type": "array",
    "prefixItems": [
        {"type": "integer"},
        {"type": "integer", "minimum": 1, "maximum": 12},
        {"type": "integer", "minimum": 1, "maximum": 31},
    ],
    "minItems": 1,
    "maxItems": 3,
}
NAME = {
    "type": "object",
    "properties": dict.fromkeys(["family", "given", "literal"], TEXT),
    "additionalProperties": False,
    "oneOf": [{"required": ["family"]}, {"required": ["literal"]}],
}
DATE = {
    "type": "object",
    "properties": {"date-parts": {"type": "array", "items": DAY, "minItems": 1, "maxItems": 2}},
    "required": ["date-parts"],
    "additionalProperties": False,
}
ITEM = {
    "type": "object",
    "properties": {
        "id": TEXT,
        "type": {"enum": TYPES},
        **dict.fromkeys([*STRINGS, *NUMBERS], TEXT),
        **{key: {"type": "array", "items": NAME, "minItems": 1} for key in NAMES},
        **dict.fromkeys(DATES, DATE),
    },
    "required": ["id", "type"],
    "additionalProperties": False,
}
SCHEMA = jsonschema.Draft202012Validator({"type": "array", "items": ITEM})


def entries() -> list[Reference]:
    """Every case of a reference that the tests have, as one document's."""
    ids = Counter("d1")
    rows = []
    for name in ("references.jsonl", "reference_fields.jsonl"):
        for line in (CASES / name).read_text(encoding="utf8").splitlines():
            case = json.loads(line)
            raw = RawReference("1", "1", case.get("text", ""), None, case.get("fields"), case.get("url"))
            rows.append(reference(raw, ids, OUTLETS, 1))
    return rows


def exported(tmp_path: Path, rows: list[Reference]) -> list[dict[str, Any]]:
    """Run one document with these references and read the file."""

    def process(item: Record) -> Result:
        made = result(item)
        return replace(made, references=tuple(rows))

    with Store(tmp_path, create=True) as store:
        run([record("a.txt")], Here(process), store, "x")
        (path,) = export(store, tmp_path, "csl-json")
    assert path.name == FILE
    items: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf8"))
    return items


def test_every_case_is_valid_csl(tmp_path: Path) -> None:
    rows = entries()
    items = exported(tmp_path, rows)
    assert [f"{error.json_path}: {error.message}" for error in SCHEMA.iter_errors(items)] == []
    assert len({item["id"] for item in items}) == len(items) == sum(row.status != "empty" for row in rows) > 80


def test_nothing_of_an_item_is_lost(tmp_path: Path) -> None:
    rows = [row for row in entries() if row.status == "parsed"]
    for row, item in zip(rows, exported(tmp_path, rows), strict=True):
        assert item["id"] == row.id
        assert {key: value for key, value in item.items() if key not in ("id", "note")} == row.csl


def test_archive_outlet_and_status_stand_in_the_note(tmp_path: Path) -> None:
    def of(text: str) -> Reference:
        return reference(RawReference("1", "1", text, None), Counter(text), OUTLETS, 1)

    rows = [of('"Mud". aljazeera. 3 May 2024. Archived from the original on 5 May 2024.'), of("Wells, p. 73."), of("1 2")]
    first, second = exported(tmp_path, rows)
    assert first["note"] == "outlet: Al Jazeera\narchived: 2024-05-05"
    assert (second["type"], second["title"], second["page"], second["note"]) == ("document", "Wells, p. 73.", "73", "status: unparsed")


def test_no_references_make_an_empty_array(tmp_path: Path) -> None:
    assert exported(tmp_path, []) == []


@pytest.mark.parametrize(
    "item",
    [
        {"id": "r1", "type": "news"},
        {"id": "r1", "type": "book", "title": ""},
        {"id": "r1", "type": "book", "issued": {"date-parts": [["2020"]]}},
        {"id": "r1", "type": "book", "author": [{"family": "Roe", "literal": "Ann Roe"}]},
        {"id": "r1", "type": "book", "cited": 1},
        {"type": "book"},
    ],
)
def test_the_table_refuses_what_is_not_csl(item: dict[str, Any]) -> None:
    assert not SCHEMA.is_valid([item])
