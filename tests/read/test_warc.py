"""Web archives: pages are taken as they were fetched, broken records are told, and their neighbours come through."""

from __future__ import annotations

import gzip
import re
import tracemalloc
import uuid
from pathlib import Path

import pytest

from claimcite.config import Config
from claimcite.read import decode, read
from claimcite.records import Quarantined, Record

CONFIG = Config()
PAGE = b"<html><body><p>One man died in Oru, caf\xe9 owners said.</p></body></html>"
Page = tuple[str, str, list[tuple[str, str]], bytes]
PAGES: list[Page] = [
    ("https://a.example/1", "200 OK", [("Content-Type", "text/html; charset=ISO-8859-1")], PAGE),
    ("https://a.example/2", "200 OK", [("Content-Type", "text/html"), ("Content-Encoding", "gzip")], gzip.compress("<p>Two cafés fell.</p>".encode())),
    ("https://a.example/3", "200 OK", [("Content-Type", "text/plain"), ("Transfer-Encoding", "chunked")], b"10\r\nThree men died o\r\n6\r\nn land\r\n0\r\n\r\n"),
    ("https://a.example/gone", "404 Not Found", [("Content-Type", "text/html")], b"<p>Not found</p>"),
    ("https://a.example/x.png", "200 OK", [("Content-Type", "image/png")], b"\x89PNG"),
]


def entry(kind: str, url: str, media: str, block: bytes) -> bytes:
    """One record of an archive (ISO 28500, section 4)."""
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"{kind} {url}")
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{name}>\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-05-14T09:30:00Z\r\n"
    return f"{head}Content-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def archive(pages: list[Page] = PAGES, *, packed: bool = False) -> bytes:
    """An archive of fetched pages, with requests and an extracted text among them."""
    entries = []
    for url, status, headers, body in pages:
        http = "".join(f"{line}\r\n" for line in (f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers), "")).encode()
        entries.append(entry("response", url, "application/http; msgtype=response", http + body))
        entries.append(entry("request", url, "application/http; msgtype=request", b"GET / HTTP/1.1\r\nHost: a.example\r\n\r\n"))
    entries.append(entry("conversion", "https://a.example/4", "text/plain", b"Four men died in Pela."))
    return b"".join(gzip.compress(e) if packed else e for e in entries)


def reading(tmp_path: Path, data: bytes, name: str = "x.warc") -> list[Record | Quarantined]:
    """What is read from an archive."""
    (tmp_path / name).write_bytes(data)
    return list(read([str(tmp_path / name)], CONFIG))


@pytest.mark.parametrize("name", ["x.warc", "x.warc.gz"])
def test_pages_come_out_as_they_were_fetched(tmp_path: Path, name: str) -> None:
    found = reading(tmp_path, archive(packed=name.endswith("gz")), name)
    records = [item for item in found if isinstance(item, Record)]
    assert len(records) == len(found)
    assert [r.given.url for r in records] == [f"https://a.example/{n}" for n in (1, 2, 3, 4)]
    assert [r.data for r in records[2:]] == [b"Three men died on land", b"Four men died in Pela."]
    assert all(r.given.retrieved and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", r.given.retrieved) for r in records)
    assert len({r.locator.record_id for r in records}) == 4
    offsets = [r.locator.offset for r in records]
    assert offsets == sorted(set(offsets))
    sources = [decode(r, CONFIG) for r in records]
    assert "café owners" in sources[0].raw, "the charset of the header counts"
    assert sources[0].encoding == "cp1252"
    assert "cafés" in sources[1].raw
    assert [s.markup for s in sources] == ["html", "html", None, None]


def test_a_record_that_is_cut_off_is_told(tmp_path: Path) -> None:
    data = archive()
    found = reading(tmp_path, data[: data.index(b"Four men") + 4])
    assert [type(item) for item in found] == [Record, Record, Record, Quarantined]
    assert isinstance(found[-1], Quarantined)
    assert found[-1].code == "bad_archive"
    assert "18 bytes less" in found[-1].message


@pytest.mark.parametrize("share", [0.1, 0.25, 0.4, 0.55, 0.7, 0.85, 0.97])
def test_wherever_a_packed_archive_is_cut_the_cut_is_told(tmp_path: Path, share: float) -> None:
    whole = archive(packed=True)
    found = reading(tmp_path, whole[: int(len(whole) * share)], "x.warc.gz")
    bad = [item for item in found if isinstance(item, Quarantined)]
    assert [row.code for row in bad] == ["bad_archive"]


@pytest.mark.parametrize("by", [-20, 40, 1000])
def test_a_wrong_length_is_told_and_costs_no_text_silently(tmp_path: Path, by: int) -> None:
    data = archive()
    length = re.search(rb"Content-Length: (\d+)", data)
    assert length
    found = reading(tmp_path, data[: length.start(1)] + str(int(length[1]) + by).encode() + data[length.end(1) :])
    first = found[0]
    assert isinstance(first, Quarantined)
    assert first.code == "bad_archive"
    if by < 0:
        assert [item.given.url for item in found[1:] if isinstance(item, Record)] == [f"https://a.example/{n}" for n in (2, 3, 4)]


@pytest.mark.parametrize("data", [b"no archive\n" * 100, b"WARC/1.0\r\n", b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", b"\x1f\x8b\x08" + b"\0" * 50, gzip.compress(archive())])
def test_what_is_no_archive_is_told(tmp_path: Path, data: bytes) -> None:
    found = reading(tmp_path, data)
    assert all(item.code == "bad_archive" for item in found if isinstance(item, Quarantined))
    assert any(isinstance(item, Quarantined) for item in found)


def test_an_empty_archive_holds_nothing(tmp_path: Path) -> None:
    assert reading(tmp_path, b"") == []


def test_a_page_that_unpacks_beyond_the_limit_is_refused_and_the_next_one_read(tmp_path: Path) -> None:
    bomb = ("https://a.example/bomb", "200 OK", [("Content-Type", "text/html"), ("Content-Encoding", "gzip")], gzip.compress(b"a" * 40_000_000))
    found = reading(tmp_path, archive([bomb, PAGES[0]]))
    assert isinstance(found[0], Quarantined)
    assert found[0].code == "too_large"
    assert [item.given.url for item in found[1:] if isinstance(item, Record)] == ["https://a.example/1", "https://a.example/4"]


HEAD = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:0>\r\n"


@pytest.mark.parametrize(
    "data",
    [HEAD + b"X: " + b"a" * 3_000_000, b"a" * 3_000_000, HEAD + b" continued\r\n" * 100_000, HEAD + b"X: a\r\n" * 200_000, archive() + b"\r\n" * 600_000 + archive()],
    ids=["one line", "no header", "continued", "many", "blank"],
)
def test_a_header_without_end_is_not_held(tmp_path: Path, data: bytes) -> None:
    tracemalloc.start()
    found = reading(tmp_path, data)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(found[-1], Quarantined)
    assert found[-1].code == "bad_archive"
    assert "header is too long" in found[-1].message or "Unknown archive format" in found[-1].message
    assert most < 16_000_000
    assert len(found) == (4 if data.startswith(archive()) else 1)


def test_a_bomb_among_packed_records(tmp_path: Path) -> None:
    found = reading(tmp_path, archive(packed=True) + gzip.compress(HEAD + b"X: " + b"a" * 90_000_000), "x.warc.gz")
    assert [item.given.url for item in found if isinstance(item, Record)] == [f"https://a.example/{n}" for n in (1, 2, 3, 4)]
    assert isinstance(found[-1], Quarantined)
    assert (found[-1].code, found[-1].limit) == ("too_large", 200)


def test_hostile_addresses_are_not_written_to_the_terminal(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    reading(tmp_path, entry("response", "https://a.example/\x1b[2J a b", "application/http", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>One man died.</p>"))
    assert capfd.readouterr() == ("", "")


def test_nothing_is_written_to_standard_error(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    data = archive()
    length = re.search(rb"Content-Length: (\d+)", data)
    assert length
    reading(tmp_path, data[: length.start(1)] + b"30" + data[length.end(1) :])
    assert capfd.readouterr() == ("", "")
