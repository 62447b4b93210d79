"""One document a file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from claimcite.config import Config
from claimcite.read.opened import opened
from claimcite.records import Locator, Quarantined, Record


def read_file(shown: str, relative: str, path: Path, config: Config) -> Iterator[Record | Quarantined]:
    """Yield the one record of a file; ``.gz`` and ``.zst`` are unpacked. At most one byte more than the limit is read.

    Raises ``OSError``, one of ``opened.DAMAGED`` or ``ReadError`` where the file cannot be read to its end.
    """
    before = path.stat()
    with opened(path, config.max_ratio) as file:
        data = file.read(config.max_bytes + 1)
    after = path.stat()
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        yield Quarantined(None, Locator(relative), shown, None, "read", "unreadable", "it changed while it was read", None)
        return
    yield Record(shown, Locator(relative), data, hashlib.sha256(data).hexdigest())
