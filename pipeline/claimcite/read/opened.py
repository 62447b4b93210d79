"""Opens files, compressed or not, as one stream of bytes that is never held whole."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path
from typing import IO, cast

import zstandard

CHUNK = 1 << 16
#: The largest window that a Zstandard frame may ask memory for: what its command line allows without being told (128 MB).
WINDOW = 1 << 27
#: What reading raises where an archive is cut off or damaged.
DAMAGED = (EOFError, gzip.BadGzipFile, zlib.error, zstandard.ZstdError)


def opened(path: Path) -> IO[bytes]:
    """Open a file for reading; ``.gz`` and ``.zst`` are unpacked on the way.

    Reading raises ``OSError``, or one of ``DAMAGED`` where the archive is cut off or damaged.
    """
    suffix = path.suffix.lower()
    if suffix == ".gz":
        return cast(IO[bytes], gzip.open(path, "rb"))
    if suffix == ".zst":
        return io.BufferedReader(Zstandard(path), CHUNK)
    return path.open("rb")


class Zstandard(io.RawIOBase):
    """A Zstandard file of one or more frames. The library's own reader takes a cut frame for the end; here it is an ``EOFError``."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self._frame: zstandard.ZstdDecompressionObj | None = None
        self._packed = b""
        self._unpacked = b""

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the stubs have any writable buffer
        """Unpack into ``buffer``; 0 at the end of the file. Raises ``EOFError`` for a cut frame, ``ZstdError`` for a damaged one."""
        while not self._unpacked and self._more():
            pass
        n = min(len(buffer), len(self._unpacked))
        buffer[:n] = self._unpacked[:n]
        self._unpacked = self._unpacked[n:]
        return n

    def _more(self) -> bool:
        """Unpack the next piece; return whether there was one. A small piece bounds what one step can unpack to."""
        piece = self._packed or self._file.read(512)
        if not piece:
            if self._frame is not None:
                raise EOFError("compressed file ended before the end-of-stream marker was reached")
            return False
        if self._frame is None:
            self._frame = zstandard.ZstdDecompressor(max_window_size=WINDOW).decompressobj()
        self._unpacked = self._frame.decompress(piece)
        self._packed = b""
        if self._frame.eof:
            self._packed, self._frame = self._frame.unused_data, None
        return True

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        super().close()
