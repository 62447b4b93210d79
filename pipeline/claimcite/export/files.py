"""Writing files so that a reader never meets half of one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path


def write_files(folder: Path, files: Mapping[str, Iterable[str]]) -> list[Path]:
    """Write each named file from its pieces of text; only when all are on the disk do they take the place of the old ones.

    Raises ``OSError``; then the old files stand as they were.
    """
    parts = {folder / f".{name}.part": pieces for name, pieces in files.items()}
    try:
        for part, pieces in parts.items():
            with part.open("w", encoding="utf8", newline="\n") as file:
                file.writelines(pieces)
                file.flush()
                os.fsync(file.fileno())
        written = [folder / name for name in files]
        for part, path in zip(parts, written, strict=True):
            part.replace(path)
    except BaseException:
        for part in parts:
            part.unlink(missing_ok=True)
        raise
    sync_folder(folder)
    return written


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
