"""Containers to ``Record``s, and ``Record``s to decoded ``Source``s.

Add a container: a module with a reader, and one line in ``READERS``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from claimcite.config import Config
from claimcite.errors import ReadError, UsageError
from claimcite.identity import refusal
from claimcite.read import files, jsonl, warc
from claimcite.read.decode import decode
from claimcite.read.opened import DAMAGED
from claimcite.records import Locator, Quarantined, Record

__all__ = ["READERS", "decode", "read", "total_bytes"]

Reader = Callable[[str, str, Path, Config], Iterator[Record | Quarantined]]

#: Endings of names -> reader ``(path as given, relative path, file, config)``; the longest that fits is taken, "" fits all.
READERS: dict[str, Reader] = {
    ".jsonl": jsonl.read_jsonl,
    ".jsonl.gz": jsonl.read_jsonl,
    ".jsonl.zst": jsonl.read_jsonl,
    ".ndjson": jsonl.read_jsonl,
    ".ndjson.gz": jsonl.read_jsonl,
    ".ndjson.zst": jsonl.read_jsonl,
    ".warc": warc.read_warc,
    ".warc.gz": warc.read_warc,
    "": files.read_file,
}


def read(inputs: list[str], config: Config) -> Iterator[Record | Quarantined]:
    """Yield each record of the inputs: files, folders (recursively, in order of their paths), ``-`` for standard input.

    Raises ``UsageError`` for an input that does not exist. What cannot be opened or parsed comes as a quarantine row.
    """
    for given in inputs:
        if given != "-" and not os.path.exists(given):
            raise UsageError(f"{given}: there is no such file or folder; name files or folders of text, or - for standard input")
    for given in inputs:
        if given == "-":
            yield from (gate(item, config) for item in jsonl.read_stream(sys.stdin.buffer, config))
            continue
        root = Path(given)
        for path in walk(root) if root.is_dir() else [root]:
            relative = path.relative_to(root).as_posix() if root.is_dir() else path.name
            shown = str(PurePosixPath(given) / relative) if root.is_dir() else given
            name = path.name.lower()
            ending = max((e for e in READERS if name.endswith(e)), key=len)
            try:
                yield from (gate(item, config) for item in READERS[ending](shown, relative, path, config))
            except ReadError as exc:
                yield Quarantined(None, Locator(relative), shown, None, "read", exc.code, exc.message, exc.limit)
            except (OSError, *DAMAGED) as exc:
                archive = isinstance(exc, DAMAGED)
                yield Quarantined(None, Locator(relative), shown, None, "read", "bad_archive" if archive else "unreadable",
                                  f"{type(exc).__name__}: {exc.strerror if isinstance(exc, OSError) and exc.strerror else exc}", None)  # fmt: skip


def gate(item: Record | Quarantined, config: Config) -> Record | Quarantined:
    """Refuse what is too large before it is sent to anyone."""
    if isinstance(item, Record) and len(item.data) > config.max_bytes:
        return refusal(item, "read", "too_large", f"more than {config.max_bytes} bytes", config.max_bytes)
    return item


def total_bytes(inputs: Sequence[str]) -> int | None:
    """Return how many bytes the inputs have; None where that does not tell how much there is to read: compressed files, a pipe."""
    total = 0
    for given in inputs:
        root = Path(given)
        for path in walk(root) if root.is_dir() else [root]:
            if not path.is_file() or path.name.lower().endswith((".gz", ".zst")):
                return None
            total += path.stat().st_size
    return total


def walk(root: Path) -> Iterator[Path]:
    """Yield the regular files below ``root`` in order of their paths. Links that lead out of it and hidden names are left out."""
    inside = root.resolve()
    for folder, folders, names in os.walk(root, followlinks=False):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            path = Path(folder) / name
            if name.startswith(".") or not path.is_file():
                continue
            if not path.is_symlink() or path.resolve().is_relative_to(inside):  # to resolve each path takes longer than to read it
                yield path
