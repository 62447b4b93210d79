"""What an earlier run made of a document and the store keeps: its cleaned text and its parses, which other rules need not make again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import zstandard

COMPRESSOR = zstandard.ZstdCompressor(level=3, write_checksum=True)


@dataclass(frozen=True, slots=True)
class Makers:
    """The digests of all that cleans and of all that parses: what others have made is not taken."""

    clean: str
    parse: str


class Kept:
    """The pieces of one document: those that an earlier run left, and in ``used`` those that this one took from there or made.

    A piece is known by what it was made of and by whom: a document that is cleaned differently, or by other rules, parses only the
    stretches that have changed.

    >>> first = Kept(Makers("c", "p"))
    >>> first.keep(first.key("clean", b"<p>Oru"), b"Oru")
    >>> again = Kept(Makers("c", "other"), first.used)
    >>> again.recall(again.key("clean", b"<p>Oru")), again.recall(again.key("parse", b"<p>Oru"))
    (b'Oru', None)

    A piece that was damaged is made again, as if it had not been kept.

    >>> key, packed = first.used.popitem()
    >>> Kept(Makers("c", "p"), {key: packed[:-1]}).recall(key) is None
    True
    """

    def __init__(self, makers: Makers, pieces: Mapping[str, bytes] | None = None) -> None:
        self._makers = makers
        self._pieces = pieces or {}
        self.used: dict[str, bytes] = {}

    def key(self, stage: Literal["clean", "parse"], *parts: bytes) -> str:
        """Return the name of what a stage makes of ``parts``."""
        maker = self._makers.clean if stage == "clean" else self._makers.parse
        return hashlib.sha256(b"\0".join((maker.encode("ascii"), *parts))).hexdigest()[:32]

    def recall(self, key: str) -> bytes | None:
        """Return a piece that an earlier run left whole, or None."""
        try:
            made = zstandard.decompress(self._pieces[key])
        except (KeyError, zstandard.ZstdError):
            return None
        self.used[key] = self._pieces[key]
        return made

    def keep(self, key: str, made: bytes) -> None:
        """Keep a piece for later runs."""
        self.used[key] = COMPRESSOR.compress(made)
