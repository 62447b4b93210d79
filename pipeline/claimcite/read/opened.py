"""Opens files, compressed or not, as one stream of bytes that is never held whole, and that a small file cannot make endless."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path
from typing import IO, cast

import zstandard

from claimcite.errors import ReadError

CHUNK = 1 << 16
#: The largest window that a Zstandard frame may ask memory for: what its command line allows without being told (128 MB).
WINDOW = 1 << 27
#: What reading raises where an archive is cut off or damaged.
DAMAGED = (EOFError, gzip.BadGzipFile, zlib.error, zstandard.ZstdError)


#: So much may be unpacked from any file.
FREE = 4_000_000


def opened(path: Path, ratio: int) -> IO[bytes]:
    """Open a file for reading; ``.gz`` and ``.zst`` are unpacked on the way.

    Reading raises ``OSError``, one of ``DAMAGED`` where the archive is cut off or damaged, or ``ReadError`` (``too_large``) where it
    unpacks to more than ``ratio`` times its size.
    """
    suffix = path.suffix.lower()
    if suffix not in (".gz", ".zst"):
        return path.open("rb")
    file = path.open("rb")
    unpacked = gzip.GzipFile(fileobj=file, mode="rb") if suffix == ".gz" else Zstandard(file)
    return io.BufferedReader(Bounded(file, cast(io.RawIOBase, unpacked), ratio), CHUNK)


def check_ratio(unpacked: int, packed: int, ratio: int) -> None:
    """Raise ``ReadError`` where so many bytes come of so few.

    >>> check_ratio(9_000_000, 900_000, 200)
    >>> check_ratio(9_000_000, 9_000, 200)
    Traceback (most recent call last):
    claimcite.errors.ReadError: it unpacks to more than 200 times its size
    """
    if unpacked > FREE and unpacked > ratio * packed:
        raise ReadError("too_large", f"it unpacks to more than {ratio} times its size", limit=ratio)


class Bounded(io.RawIOBase):
    """What a packed file unpacks to, as long as it is not too much for its size."""

    def __init__(self, file: IO[bytes], unpacked: io.RawIOBase, ratio: int) -> None:
        self._file = file
        self._unpacked = unpacked
        self._ratio = ratio
        self._size = 0

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the stubs have any writable buffer
        """Unpack into ``buffer``; 0 at the end of the file. Raises what ``opened`` says."""
        n = self._unpacked.readinto(buffer) or 0
        self._size += n
        check_ratio(self._size, self._file.tell(), self._ratio)
        return n

    def close(self) -> None:
        """Close the file."""
        self._unpacked.close()
        self._file.close()
        super().close()


class Zstandard(io.RawIOBase):
    """A Zstandard file of one or more frames. The library's own reader takes a cut frame for the end; here it is an ``EOFError``."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
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
