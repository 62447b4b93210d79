"""What a run leaves in the store: the same as a fresh run on the same inputs, whatever was there before."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from result_makers import Processor, record, result

from claimcite.records import Locator, Quarantined, Record, Result
from claimcite.store import Here, Store, Tally, run

Content = dict[str, list[str]]


def content(store: Store) -> Content:
    """Return all that would be exported."""
    lines: Content = {kind: list(store.lines(kind)) for kind in ("references", "claims", "mentions")}
    return {**lines, "documents": list(store.documents()), "quarantine": list(store.quarantine())}


def run_in(folder: Path, items: Iterable[Record | Quarantined], *, digest: str = "x") -> tuple[Content, Processor, Tally]:
    """Run over the items; return what is in the store then, what was processed, and the tally."""
    processor = Processor()
    folder.mkdir(exist_ok=True)
    with Store(folder, create=True) as store:
        tally = run(items, Here(processor), store, digest)
        return content(store), processor, tally


def fresh(tmp_path: Path, items: Iterable[Record | Quarantined]) -> Content:
    """Return what a run on the items gives in a new folder."""
    folder = tmp_path / f"fresh{len(list(tmp_path.iterdir()))}"
    return run_in(folder, items)[0]


def documents(found: Content) -> list[dict[str, object]]:
    """Return the documents' objects."""
    return [json.loads(line) for line in found["documents"]]


def test_rows_are_sorted_by_place_then_span(tmp_path: Path) -> None:
    items = [
        record("b.txt", "Two died."),
        record("a.txt", "One died."),
        record("a.jsonl", "Nine", line=10),
        record("a.jsonl", "Six ", line=9),
    ]
    found = fresh(tmp_path, items)
    places = [(d["locator"]["path"], d["locator"]["line"]) for d in documents(found)]  # type: ignore[index]
    assert places == [("a.jsonl", 9), ("a.jsonl", 10), ("a.txt", None), ("b.txt", None)]
    assert [json.loads(line)["document"] for line in found["claims"]] == [d["id"] for d in documents(found)]


def test_claims_and_mentions_are_sorted_by_span(tmp_path: Path) -> None:
    item = record("a.txt", "Ten, nine and eight died.")
    with Store(tmp_path, create=True) as store:
        run([item], Here(lambda r: result(r, numbers=("10", "9", "8"))), store, "x")
        for kind in ("claims", "mentions"):
            spans = [json.loads(line)["span"] for line in store.lines(kind)]  # type: ignore[arg-type]
            assert spans == [[0, 3], [1, 4], [2, 5]]


def test_document_line_has_the_fields_in_schema_order(tmp_path: Path) -> None:
    found = fresh(tmp_path, [record("a.txt")])
    expected = (
        "id input_id locator path also_at sha256 media_type encoding url retrieved kind title outlet agency authors published modified "
    )
    expected += "language languages text alignment sections dropped evidence status warnings"
    assert list(documents(found)[0]) == expected.split()


def test_second_run_processes_nothing(tmp_path: Path) -> None:
    items = [record("a.txt"), record("b.txt", "bad"), record("c.txt", "Two died.")]
    first, _, _ = run_in(tmp_path / "out", items)
    second, processor, tally = run_in(tmp_path / "out", items)
    assert processor.seen == []
    assert second == first
    assert (tally.records, tally.unchanged, tally.processed) == (3, 3, 0)


def test_another_digest_processes_everything(tmp_path: Path) -> None:
    items = [record("a.txt"), record("b.txt", "bad")]
    run_in(tmp_path / "out", items)
    assert run_in(tmp_path / "out", items, digest="y")[1].seen == ["in/a.txt", "in/b.txt"]


def test_changed_file_replaces_its_own_rows_alone(tmp_path: Path) -> None:
    run_in(tmp_path / "out", [record("a.txt"), record("b.txt", "Two died.")])
    items = [record("a.txt"), record("b.txt", "Three died.")]
    found, processor, _ = run_in(tmp_path / "out", items)
    assert processor.seen == ["in/b.txt"]
    assert found == fresh(tmp_path, items)


def test_inputs_that_are_gone_leave_nothing(tmp_path: Path) -> None:
    run_in(tmp_path / "out", [record("a.txt"), record("b.txt", "Two died."), record("c.txt", "bad")])
    found, processor, _ = run_in(tmp_path / "out", [record("a.txt")])
    assert processor.seen == []
    assert found == fresh(tmp_path, [record("a.txt")])


def test_no_inputs_leave_an_empty_store(tmp_path: Path) -> None:
    run_in(tmp_path / "out", [record("a.txt")])
    assert not any(run_in(tmp_path / "out", [])[0].values())


def test_same_bytes_are_one_document_at_its_first_place(tmp_path: Path) -> None:
    items = [record("z.txt"), record("a.txt"), record("m.jsonl", line=3)]
    found, processor, _ = run_in(tmp_path / "out", items)
    (document,) = documents(found)
    assert document["path"] == "in/a.txt"
    assert document["also_at"] == ["in/m.jsonl:3", "in/z.txt"]
    assert document["locator"] == {"path": "a.txt", "line": None, "record_id": None, "offset": None, "field": None}
    assert len(found["claims"]) == 1
    assert processor.seen[0] == "in/z.txt"


def test_second_place_with_the_same_ending_is_not_processed(tmp_path: Path) -> None:
    assert run_in(tmp_path / "out", [record("z.txt"), record("a.txt")])[1].seen == ["in/z.txt"]


def test_first_place_moves_without_processing(tmp_path: Path) -> None:
    run_in(tmp_path / "out", [record("a.txt"), record("b.txt")])
    found, processor, _ = run_in(tmp_path / "out", [record("b.txt")])
    assert processor.seen == []
    assert documents(found)[0]["path"] == "in/b.txt"
    assert documents(found)[0]["also_at"] == []


def test_ending_of_the_first_place_decides(tmp_path: Path) -> None:
    for order in itertools.permutations([record("a.wiki"), record("b.txt"), record("c.wiki")]):
        (document,) = documents(fresh(tmp_path, order))
        assert document["kind"] == "encyclopedia", [item.path for item in order]
    for order in itertools.permutations([record("a.txt"), record("b.wiki")]):
        assert documents(fresh(tmp_path, order))[0]["kind"] == "news"


def test_given_key_makes_another_document(tmp_path: Path) -> None:
    found = fresh(tmp_path, [record("a.txt"), record("b.txt", key="post-1")])
    assert len({d["id"] for d in documents(found)}) == 2


def test_same_file_given_twice_is_one_place(tmp_path: Path) -> None:
    inner = record("sub/a.txt")
    alone = replace(inner, locator=Locator("a.txt"))
    for order in ([inner, alone], [alone, inner]):
        (document,) = documents(fresh(tmp_path, order))
        assert document["also_at"] == []
        assert document["path"] == "in/sub/a.txt"
        assert document["locator"]["path"] == "a.txt"


def test_order_of_inputs_does_not_show(tmp_path: Path) -> None:
    items: list[Record | Quarantined] = [
        record("a.txt", "html? Ten died."), record("b.html", "html? Ten died."), record("0.html", "html? Ten died."), record("c.txt", "bad"),
        record("d.txt", "bad"), record("e.wiki"), record("e.txt"), record("f.jsonl", "Six died.", line=2), record("f.jsonl", "Six died.", line=11),
        Quarantined(None, Locator("f.jsonl", 3), "in/f.jsonl", None, "read", "bad_json", "no object", None),
    ]  # fmt: skip
    expected = fresh(tmp_path, items)
    assert [json.loads(line)["path"] for line in expected["quarantine"]] == ["in/0.html", "in/c.txt", "in/d.txt", "in/f.jsonl"]
    for seed in range(12):
        random.Random(seed).shuffle(items)
        assert fresh(tmp_path, items) == expected


@pytest.mark.parametrize("seed", range(8))
def test_any_history_ends_as_a_fresh_run(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    texts = ["Ten died.", "Two died.", "bad", "html? Six died."]
    for _ in range(6):
        names = chance.sample(["a.txt", "b.html", "c.wiki", "d.txt", "e.html"], chance.randint(0, 5))
        items = [record(name, chance.choice(texts)) for name in names]
        found, _, _ = run_in(tmp_path / "out", items)
        assert found == fresh(tmp_path, items)


def test_interrupted_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    items = [record("a.txt"), record("b.txt", "Two died."), record("c.txt", "Three died.")]

    def broken() -> Iterable[Record]:
        yield from items[:2]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_in(tmp_path / "out", broken())
    with Store(tmp_path / "out") as store:
        assert not store.complete
    found, processor, _ = run_in(tmp_path / "out", items)
    assert processor.seen == ["in/c.txt"]
    assert found == fresh(tmp_path, items)
    with Store(tmp_path / "out") as store:
        assert store.complete


def test_quarantine_rows_keep_their_own_places(tmp_path: Path) -> None:
    found = fresh(tmp_path, [record("b.txt", "bad"), record("a.txt", "bad")])
    rows = [json.loads(line) for line in found["quarantine"]]
    assert [row["path"] for row in rows] == ["in/a.txt", "in/b.txt"]
    assert rows[0]["document"] == rows[1]["document"]
    assert not found["documents"]


def test_repaired_file_leaves_the_quarantine(tmp_path: Path) -> None:
    run_in(tmp_path / "out", [record("a.txt", "bad")])
    found, _, _ = run_in(tmp_path / "out", [record("a.txt", "good")])
    assert not found["quarantine"]
    assert len(found["documents"]) == 1


def test_rows_that_json_cannot_hold_go_to_quarantine(tmp_path: Path) -> None:
    def process(item: Record) -> Result:
        made = result(item, numbers=("NaN",))
        return made if item.locator.path == "a.txt" else replace(result(item), document=replace(made.document, title="\ud800"))  # type: ignore[type-var]

    with Store(tmp_path, create=True) as store:
        run([record("a.txt"), record("b.txt", "Two died."), record("a.txt", "x")], Here(process), store, "x")
        rows = [json.loads(line) for line in store.quarantine()]
    assert [(row["code"], row["message"].split(":")[0]) for row in rows] == [("internal", "ValueError"), ("internal", "UnicodeEncodeError")]


def test_file_name_that_is_no_utf8(tmp_path: Path) -> None:
    found = fresh(tmp_path, [record("caf\udce9.txt")])
    assert documents(found)[0]["path"] == "in/caf\\udce9.txt"


def test_numbers_and_letters_are_written_plainly(tmp_path: Path) -> None:
    with Store(tmp_path, create=True) as store:
        run([record("a.txt", "Zwölf Tote.")], Here(lambda r: result(r, numbers=("1E+3", "12.0", "2.50"))), store, "x")
        claims = list(store.lines("claims"))
        assert ['"low":1000,' in claims[0], '"low":12,' in claims[1], '"low":2.5,' in claims[2]] == [True] * 3
        assert "Zwölf" in next(store.documents())
        assert '"csl":{"type":"webpage","title":"Töll"}' in next(store.lines("references"))
        assert json.loads(claims[0], parse_float=Decimal)["quantities"][0]["low"] == 1000


def test_counts_and_seconds(tmp_path: Path) -> None:
    with Store(tmp_path, create=True) as store:
        tally = run([record("a.txt"), record("b.txt", "bad"), record("c.txt", "Two died now.")], Here(Processor()), store, "x")
        counts = store.counts()
        assert (counts.words, counts.claims, counts.with_raw, counts.with_date, counts.with_citation) == (5, 2, 2, 0, 2)
        assert store.codes() == {"empty": 1}
        assert store.groups() == [("news", "Daily Post", 2)]
    assert (tally.words, tally.claims, tally.quarantined, tally.seconds) == (5, 2, 1, {"clean": 1.0})
