"""Web archives (ISO 28500): one document for each page that was fetched, or whose text was extracted.

Taken are ``response`` records of status 2xx, ``resource`` and ``conversion`` records whose content is HTML or plain text; requests,
metadata, revisits, errors and pictures are no documents. The payload is what stands after transfer and content decoding.
"""

from __future__ import annotations

import hashlib
import logging
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import DecompressingBufferedReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from claimcite.config import Config
from claimcite.read.opened import check_ratio
from claimcite.records import Given, Locator, Markup, Quarantined, Record

TAKEN = frozenset({"response", "resource", "conversion"})
MARKUPS: dict[str, Markup | None] = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": None, "text/markdown": "markdown", "text/x-wiki": "wikitext"}
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
#: The beginning of a record within the payload of another: its length was given too large.
SWALLOWED = re.compile(rb"\r\n\r\nWARC/1\.[01]\r\nWARC-")
CHUNK = 1 << 16
#: Bytes of the longest line of a header, and of all headers of a record.
LONGEST, HEADER = 1 << 16, 1 << 20
#: What warcio raises where a header is cut or mad: it was not made for broken archives.
BROKEN = (ArchiveLoadFailed, EOFError, ValueError, AttributeError, TypeError, LookupError, zlib.error)

logging.getLogger("warcio").addHandler(logging.NullHandler())  # it quotes addresses of pages, whatever they hold, on the terminal


class Archive(ArchiveIterator):  # type: ignore[misc]  # warcio has no types
    """warcio's reader, without what it writes to standard error; ``err_count`` still says that a length was too small."""

    INC_RECORD = ""

    def __init__(self, file: IO[bytes], ratio: int) -> None:
        super().__init__(file)
        self.reader = Bounded(file, ratio)


class Bounded(DecompressingBufferedReader):  # type: ignore[misc]
    """warcio's stream, which would hold a header without end in memory, and unpack a bomb to its end."""

    def __init__(self, file: IO[bytes], ratio: int) -> None:
        super().__init__(file)
        self.ratio = ratio
        self.header = 0

    def readline(self, length: int | None = None) -> bytes:
        """Return the next line; raises ``ArchiveLoadFailed`` where it, or all headers of a record, are too long to be any."""
        line = cast(bytes, super().readline(LONGEST if length is None else min(length, LONGEST)))
        self.header += len(line)
        if len(line) == LONGEST or self.header > HEADER:
            raise ArchiveLoadFailed("a header is too long")
        return line

    def read_next_member(self) -> bool:
        """Begin with the next record of a compressed archive."""
        self.header = 0
        return bool(super().read_next_member())

    def _process_read(self, data: bytes) -> None:
        super()._process_read(data)
        if self.decompressor:
            check_ratio(self.num_read, self.stream.tell(), self.ratio)


def read_warc(shown: str, relative: str, path: Path, config: Config) -> Iterator[Record | Quarantined]:
    """Yield one record for each page of an archive, plain or gzipped; a cut or mislabelled one comes as a quarantine row.

    Raises ``OSError`` where the file cannot be read, ``ReadError`` where it unpacks to too much.
    """
    with path.open("rb") as file:
        archive, end = Archive(file, config.max_ratio), 0
        try:
            for entry in archive:
                if (item := document(entry, archive, (shown, relative), config)) is not None:
                    yield item
                end = sum(archive.member_info)
                archive.reader.header = 0
            file.seek(end)
            if file.read(CHUNK).strip():  # warcio takes a header that is cut off for the end
                yield broken(shown, Locator(relative, offset=end), "the archive ends within a record's header")
        except BROKEN as exc:
            reason = f"{type(exc).__name__}: {' '.join(str(exc).split())[:120]}"
            yield broken(shown, Locator(relative, offset=end), f"the archive cannot be read on from here ({reason})")


def document(entry: ArcWarcRecord, archive: Archive, names: tuple[str, str], config: Config) -> Record | Quarantined | None:
    """Return the document of an entry, the quarantine row of a broken one, or None for what is no document."""
    media, taken = content_type(entry), is_page(entry)
    data = payload(entry, config.max_bytes) if taken else b""
    missing, errors = remaining(entry), archive.err_count
    archive.read_to_end(entry)
    shown, relative = names
    headers = entry.rec_headers
    place = Locator(relative, None, headers.get_header("WARC-Record-ID"), archive.get_record_offset())
    digest = hashlib.sha256(data).hexdigest()
    if len(data) > config.max_bytes:
        return Quarantined(None, place, shown, digest, "read", "too_large", f"the page has more than {config.max_bytes} bytes", config.max_bytes)
    if missing is None or entry.rec_type is None:
        return broken(shown, place, "the record's header is cut off: it does not say its type and length", digest)
    if missing:
        return broken(shown, place, f"the record is cut off: {missing} bytes less than its length says", digest)
    if not taken:
        return None
    if archive.err_count > errors or SWALLOWED.search(data):
        return broken(shown, place, "the length that the record gives is not its own", digest)
    given = Given(url=headers.get_header("WARC-Target-URI"), retrieved=headers.get_header("WARC-Date"))
    charset = CHARSET.search(media)
    return Record(shown, place, data, digest, given, None, MARKUPS[kind_of(media)], charset[1] if charset else None)


def broken(shown: str, place: Locator, message: str, digest: str | None = None) -> Quarantined:
    """Return the quarantine row of a part of an archive that cannot be read."""
    return Quarantined(None, place, shown, digest, "read", "bad_archive", message, None)


def is_page(entry: ArcWarcRecord) -> bool:
    """Whether an entry holds a page, or its text, that the server gave: an error page is none."""
    if entry.rec_type not in TAKEN or kind_of(content_type(entry)) not in MARKUPS:
        return False
    return entry.rec_type != "response" or (entry.http_headers is not None and entry.http_headers.get_statuscode().startswith("2"))


def kind_of(media: str) -> str:
    """Return a media type without its parameters.

    >>> kind_of("Text/HTML; charset=utf-8"), kind_of("")
    ('text/html', '')
    """
    return media.partition(";")[0].strip().lower()


def content_type(entry: ArcWarcRecord) -> str:
    """Return the media type of an entry's payload, with its parameters."""
    headers = entry.http_headers if entry.rec_type == "response" else entry.rec_headers
    return (headers.get_header("Content-Type") or "") if headers is not None else ""


def payload(entry: ArcWarcRecord, limit: int) -> bytes:
    """Return the payload after transfer and content decoding, at most one byte more than the limit: a small body may unpack to a huge one."""
    stream = cast(IO[bytes], entry.content_stream())
    parts: list[bytes] = []
    size = 0
    while size <= limit and (part := stream.read(min(CHUNK, limit + 1 - size))):
        parts.append(part)
        size += len(part)
    return b"".join(parts)


def remaining(entry: ArcWarcRecord) -> int | None:
    """Return how many bytes the archive lacks of an entry: warcio reads a cut record without an error. None for one without length."""
    while entry.raw_stream.read(CHUNK):
        pass
    limit = getattr(entry.raw_stream, "limit", None)
    return None if limit is None else int(limit)
