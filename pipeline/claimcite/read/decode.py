"""Bytes to text: byte-order mark, declared charset, UTF-8, then charset-normalizer. One sanitiser at the gate."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from claimcite.config import Config
from claimcite.errors import ReadError
from claimcite.records import Notice, Record, Source

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip
DECLARED = re.compile(rb"""<(?:meta\b[^>]{0,200}?\bcharset|\?xml[^>]{0,100}?\bencoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
#: Beginnings of files that are no text: PDF, ZIP, PNG, JPEG, GIF, ELF, gzip, OLE, SQLite.
MAGIC = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"SQLite format 3")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")
#: The web's name for Latin-1 means Windows-1252 (WHATWG Encoding).
WEB_NAMES = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252"}


def decode(record: Record, config: Config) -> Source:
    """Decode one record. ``raw`` keeps its line ends; undecodable bytes and lone surrogates become U+FFFD.

    Raises ``ReadError`` with code ``empty``, ``binary`` or ``too_large``.
    """
    if len(record.data) > config.max_bytes:
        raise ReadError("too_large", f"more than {config.max_bytes} bytes", limit=config.max_bytes)
    if record.text is not None:
        raw, encoding = record.text, "utf-8"
    else:
        raw, encoding = to_text(record.data)
    raw = re.sub("[\ud800-\udfff]", "\ufffd", raw)
    warnings = []
    if "\ufffd" in raw:
        warnings.append(Notice("undecodable", f"{raw.count(chr(0xFFFD))} characters could not be decoded"))
    if CONTROL.search(raw):
        warnings.append(Notice("control_characters", "control characters were replaced by spaces"))
    if re.search("[\u202a-\u202e\u2066-\u2069]", raw):
        warnings.append(Notice("bidi_marks", "marks that change the direction of writing stand in the text"))
    if not raw.strip() or not re.search(r"\w", raw):
        raise ReadError("empty", "there is no text in it")
    return Source(record.path, record.locator, record.sha256, raw, encoding, record.given, record.markup, tuple(warnings))


def to_text(data: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding; raises ``ReadError`` for binary content.

    >>> to_text(b"\\xef\\xbb\\xbfcaf\\xc3\\xa9")
    ('café', 'utf-8')
    >>> to_text(b"%PDF-1.7 ...")
    Traceback (most recent call last):
    claimcite.errors.ReadError: the content is no text
    """
    if not data.strip():
        raise ReadError("empty", "there is no text in it")
    for bom, name in BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(name, "replace"), name
    sample = data[:4096]
    if data.startswith(MAGIC) or sum(sample.count(bytes([c])) for c in (*range(9), *range(14, 27))) > len(sample) // 10:
        raise ReadError("binary", "the content is no text")
    declared = DECLARED.search(sample)
    names = ["utf-8"] if declared is None else [declared[1].decode("ascii").lower(), "utf-8"]
    for name in names:
        try:
            codec = codecs.lookup(WEB_NAMES.get(name, name))
            return data.decode(codec.name), codec.name
        except (LookupError, UnicodeDecodeError):
            continue
    if data.decode("utf-8", "replace").count("\ufffd") * 200 < len(data):  # a few broken bytes do not make another encoding
        return data.decode("utf-8", "replace"), "utf-8"
    best = from_bytes(data[:200_000]).best()
    if best is None:
        raise ReadError("binary", "no encoding fits the content")
    return data.decode(best.encoding, "replace"), best.encoding
