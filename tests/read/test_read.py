"""Containers: files, folders, JSON Lines, encodings; what cannot be read becomes a typed quarantine row."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from claimcite.config import Config
from claimcite.errors import ReadError, UsageError
from claimcite.read import decode, read
from claimcite.records import Quarantined, Record

CONFIG = Config()


def test_a_folder_is_read_in_order_of_its_paths(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b.html", ".hidden"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("text")
    assert [r.locator.path for r in read([str(tmp_path)], CONFIG)] == ["b.txt", "a/b.html", "a/z.txt"] or [
        r.locator.path for r in read([str(tmp_path)], CONFIG)
    ] == ["a/b.html", "a/z.txt", "b.txt"]


def test_links_that_lead_out_of_the_folder_are_left_out(tmp_path: Path) -> None:
    outside = tmp_path / "secret.txt"
    outside.write_text("secret")
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "link.txt").symlink_to(outside)
    assert list(read([str(inside)], CONFIG)) == []


def test_missing_input_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="there is no such file"):
        list(read(["no/such/file"], CONFIG))


def test_json_lines_take_the_names_that_others_write(tmp_path: Path) -> None:
    rows = [
        {"url": "https://a.example/1", "text": "One.", "date": "2026-05-04", "author": "A. Roe; B. Poe", "sitename": "The A"},
        {"id": 7, "html": "<p>Two.</p>", "text": "ignored"},
        {"title": "no text"},
        {"text": 5},
    ]
    path = tmp_path / "x.jsonl.gz"
    path.write_bytes(gzip.compress(("\n".join(map(json.dumps, rows)) + '\n{"text": "cut off\n[1, 2]\n\n').encode()))
    found = list(read([str(path)], CONFIG))
    records = [r for r in found if isinstance(r, Record)]
    assert [(r.text, r.markup, r.locator.line, r.locator.field) for r in records] == [("One.", None, 1, "text"), ("<p>Two.</p>", "html", 2, "html")]
    assert records[0].given.authors == ("A. Roe", "B. Poe")
    assert records[0].given.published == "2026-05-04"
    assert records[0].given.outlet == "The A"
    assert records[1].given.id == "7"
    assert [(q.code, q.locator.line) for q in found if isinstance(q, Quarantined)] == [("bad_record", 3), ("bad_record", 4), ("bad_json", 5), ("bad_json", 6)]


def test_a_damaged_archive_is_quarantined_and_the_rest_goes_on(tmp_path: Path) -> None:
    whole = gzip.compress(b'{"text": "One."}\n' * 2000)
    (tmp_path / "a.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "b.txt").write_text("Two.")
    found = list(read([str(tmp_path)], CONFIG))
    assert [q.code for q in found if isinstance(q, Quarantined)] == ["bad_archive"]
    assert isinstance(found[-1], Record)


def test_a_line_that_is_too_long_costs_that_line_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b'{"text": "' + b"a" * 5000 + b'"}\n{"text": "short"}\n')
    found = list(read([str(path)], Config(max_bytes=1000)))
    assert isinstance(found[0], Quarantined)
    assert (found[0].code, found[0].limit) == ("too_large", 1000)
    assert isinstance(found[1], Record)
    assert (found[1].text, found[1].locator.line) == ("short", 2)


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        ("Zürich – “quote”".encode(), "Zürich – “quote”", "utf-8"),
        (b"\xef\xbb\xbfcaf\xc3\xa9", "café", "utf-8"),
        ("Łódź".encode("utf-16"), "Łódź", "utf-16-le"),
        (b'<html><meta charset="iso-8859-1"><p>\x93caf\xe9\x94', '<html><meta charset="iso-8859-1"><p>“café”', "cp1252"),
        ('<?xml version="1.0" encoding="windows-1251"?><p>Привет'.encode("cp1251"), None, "cp1251"),
    ],
)
def test_encodings(data: bytes, text: str | None, encoding: str) -> None:
    source = decode(record(data), CONFIG)
    assert source.encoding == encoding
    assert source.raw == text or (text is None and "Привет" in source.raw)


def test_undetected_encodings_are_guessed() -> None:
    text = "Правительство заявило, что в результате наводнения погибли не менее двенадцати человек. " * 5
    assert decode(record(text.encode("cp1251")), CONFIG).raw == text


def test_a_few_broken_bytes_do_not_make_another_encoding() -> None:
    source = decode(record("Die Brücke ".encode() * 100 + b"\xff ist weg"), CONFIG)
    assert source.raw.count("\ufffd") == 1
    assert [w.code for w in source.warnings] == ["undecodable"]


@pytest.mark.parametrize(("data", "code"), [(b"", "empty"), (b" \n\t ", "empty"), (b"%PDF-1.7 x", "binary"), (bytes(range(32)) * 50, "binary"), (b"--- ---", "empty")])
def test_what_is_no_text(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        decode(record(data), CONFIG)
    assert caught.value.code == code


def record(data: bytes) -> Record:
    """An undecoded input."""
    from claimcite.records import Locator

    return Record("x", Locator("x"), data, "0" * 64)


# --- compressed files -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["gz", "zst"])
def test_compressed_files_are_read_across_their_parts(tmp_path: Path, ending: str) -> None:
    pack = gzip.compress if ending == "gz" else zstandard.compress
    parts = [b'{"text": "One died in Oru."}\n', b'{"text": "Two died in Oru."}\n' * 3000]
    (tmp_path / f"x.jsonl.{ending}").write_bytes(b"".join(map(pack, parts)))
    (tmp_path / f"y.txt.{ending}").write_bytes(b"".join(map(pack, parts)))
    found = [r for r in read([str(tmp_path)], CONFIG) if isinstance(r, Record)]
    assert [r.locator.line for r in found] == [*range(1, 3002), None]
    assert found[-1].data == b"".join(parts)


@pytest.mark.parametrize("ending", ["gz", "zst"])
@pytest.mark.parametrize("damage", [lambda data: data[: len(data) // 2], lambda data: data[:40] + b"\xff" * 40 + data[80:]])
def test_a_cut_or_damaged_archive_is_told_not_taken_for_short(tmp_path: Path, ending: str, damage: Callable[[bytes], bytes]) -> None:
    text = " ".join(str(n * 7919 % 10007) for n in range(20_000)).encode()
    packed = gzip.compress(text) if ending == "gz" else zstandard.ZstdCompressor(write_checksum=True).compress(text)
    (tmp_path / f"x.txt.{ending}").write_bytes(damage(packed))
    (row,) = read([str(tmp_path)], CONFIG)
    assert isinstance(row, Quarantined)
    assert row.code == "bad_archive"


@pytest.mark.parametrize("ending", ["txt", "jsonl"])
@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
def test_a_small_archive_that_unpacks_to_much_is_read_no_further(tmp_path: Path, pack: Callable[[bytes], bytes], ending: str) -> None:
    name = f"a.{ending}.{'gz' if pack is gzip.compress else 'zst'}"
    (tmp_path / name).write_bytes(pack(b'{"text": "' + b"a" * 40_000_000))
    (row,) = read([str(tmp_path)], CONFIG)
    assert isinstance(row, Quarantined)
    assert (row.code, row.limit, row.message) == ("too_large", 200, "it unpacks to more than 200 times its size")


def test_what_compresses_well_is_no_bomb(tmp_path: Path) -> None:
    lines = [f'{{"id": "{n}", "text": "{n % 90 + 10} men died in Oru on {n % 28 + 1} May 2026, the ministry said. {n * 7919 % 10007}"}}\n' for n in range(60_000)]
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress("".join(lines).encode()))
    found = list(read([str(tmp_path)], CONFIG))
    assert len(found) == len(lines)
    assert all(isinstance(item, Record) for item in found)


def test_what_is_too_large_is_refused_before_anyone_works_on_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"One man died. " * 100)
    (tmp_path / "b.txt").write_bytes(b"One man died.")
    large, small = read([str(tmp_path)], Config(max_bytes=1000))
    assert isinstance(large, Quarantined)
    assert (large.code, large.limit, large.document is not None) == ("too_large", 1000, True)
    assert isinstance(small, Record)


def test_what_nobody_asks_for_in_a_line_takes_no_memory(tmp_path: Path) -> None:
    extra = b"[]," * 1_000_000
    lines = [b'{"text": "Two men died.", "comments": [' + extra + b"1]}", b'{"text": "Two men died.", "authors": [' + extra + b"1]}", b'{"text": [' + extra + b"1]}"]
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(lines))
    tracemalloc.start()
    found = [item.code if isinstance(item, Quarantined) else item.given.authors for item in read([str(tmp_path)], CONFIG)]
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == [(), (), "bad_record"]
    assert most < 20_000_000


def test_lines_with_a_mark_broken_bytes_or_odd_numbers_are_read(tmp_path: Path) -> None:
    lines = ['{"text": "Two men died.", "author": true}', '{"text": "Three men died.", "score": NaN}', '{"text": "Four men died at a caf\udce9."}']
    (tmp_path / "a.jsonl").write_bytes(b"\xef\xbb\xbf" + "\n".join(lines).encode("utf8", "surrogateescape"))
    found = [item for item in read([str(tmp_path)], CONFIG) if isinstance(item, Record)]
    assert [item.text for item in found] == ["Two men died.", "Three men died.", "Four men died at a caf\ufffd."]
    assert found[0].given.authors == ()


@pytest.mark.parametrize(
    ("authors", "names", "warned"),
    [
        ([{"@type": "Person", "name": "Ann Roe"}, " Bo Poe "], ("Ann Roe", "Bo Poe"), False),
        ({"name": "Ann Roe"}, ("Ann Roe",), False),
        ([{"name": "Ann Roe"}, {"id": 7}, ["x"], None, 3], ("Ann Roe",), True),
        ({"name": ["Ann Roe"]}, (), True),
        (True, (), True),
        ("Ann Roe; Bo Poe", ("Ann Roe", "Bo Poe"), False),
        ([], (), False),
        (None, (), False),
        ("", (), False),
    ],
)
def test_authors_may_be_objects_with_a_name_and_nothing_else(tmp_path: Path, authors: object, names: tuple[str, ...], *, warned: bool) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": "Two men died.", "authors": authors}))
    (item,) = read([str(tmp_path)], CONFIG)
    assert isinstance(item, Record)
    assert item.given.authors == names
    assert [notice.code for notice in decode(item, CONFIG).warnings] == ["unread_authors"] * warned


def test_a_field_without_authors_leaves_them_to_the_next(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": "Two men died.", "authors": [], "author": True, "byline": "Ann Roe"}))
    (item,) = read([str(tmp_path)], CONFIG)
    assert isinstance(item, Record)
    assert item.given.authors == ("Ann Roe",)


@pytest.mark.parametrize("unit", ["NaN,", "-Infinity,", '"\\ud800",', '"\\ude00\\ud800 \\n",', '"\\ud83d\\ude00",'])
def test_what_is_no_json_in_a_long_line_takes_little_memory(tmp_path: Path, unit: str) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Two men died.", "id": NaN, "title": "\\ud800 \\\\ud800 NaN", "comments": [' + unit * (4_000_000 // len(unit)) + "1]}")
    tracemalloc.start()
    (item,) = read([str(tmp_path)], CONFIG)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(item, Record)
    assert (item.text, item.given.id, item.given.title) == ("Two men died.", None, "\ufffd \\ud800 NaN")
    assert most < 30_000_000


@pytest.mark.parametrize("line", ['{"text": "a\\" NaN', '{"text": N}', '{"text": "a", "b": "' + '\\"NaN\\ud800' * 100_000, '{"text": "a", ' + '"' * 500_000])
def test_what_is_broken_otherwise_stays_so(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.jsonl").write_text(line)
    (row,) = read([str(tmp_path)], CONFIG)
    assert isinstance(row, Quarantined)
    assert row.code == "bad_json"
