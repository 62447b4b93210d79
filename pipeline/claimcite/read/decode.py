"""Bytes to text, as browsers do it: byte-order mark, header, the page's own declaration, then detection; and the sanitiser at the gate.

Control characters stay in ``raw``, so that every offset counts the same; cleaning makes spaces of them. Text that was decoded wrongly
before it came here ("Ã©" for "é") is flagged and left as it is: what to make of it is not ours to guess.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from claimcite.config import Config
from claimcite.errors import ReadError
from claimcite.read.labels import codec_of, decoder
from claimcite.records import Notice, Record, Source

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip
DECLARED = re.compile(rb"""<(?:meta\b[^>]{0,200}?\bcharset|\?xml[^>]{0,100}?\bencoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
#: Beginnings of files that are no text: PDF, ZIP, PNG, JPEG, GIF, ELF, gzip, OLE, SQLite, Zstandard, bzip2, xz.
MAGIC = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"SQLite format 3", b"\x28\xb5\x2f\xfd", b"BZh", b"\xfd7zXZ")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
CONTROL_BYTES = bytes([*range(9), *range(14, 27)])
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
#: UTF-8 that was read as Windows-1252: "Ã©", "â€™", "Â ".
MOJIBAKE = re.compile("Ã[\x80-\xbf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[™œ\x9d“”˜¦\x93\x94¢]|Â[\xa0«»°£©®·]")
MOJIBAKE_MIN = 3
#: How far a page is searched for its declaration: browsers look at 1,024 bytes, but pages put comments before it.
HEAD = 4096
#: How much of a text without declaration is looked at to tell its encoding.
DETECTED = 200_000


def decode(record: Record, config: Config) -> Source:
    """Decode one record. ``raw`` keeps its line ends; undecodable bytes and lone surrogates become U+FFFD.

    Raises ``ReadError`` with code ``empty``, ``binary`` or ``too_large``.
    """
    if len(record.data) > config.max_bytes:
        raise ReadError("too_large", f"more than {config.max_bytes} bytes", limit=config.max_bytes)
    raw, encoding = (record.text, "utf-8") if record.text is not None else to_text(record.data, record.charset)
    raw = re.sub("[\ud800-\udfff]", "\ufffd", raw)
    if not raw.strip() or not re.search(r"\w", raw):
        raise ReadError("empty", "there is no text in it")
    return Source(record.path, record.locator, record.sha256, raw, encoding, record.given, record.markup, (*record.warnings, *notices(raw)))


def notices(raw: str) -> list[Notice]:
    """Return the warnings on a decoded text.

    >>> [notice.code for notice in notices("Itâ€™s the cafÃ©â€™s " + chr(0))]
    ['control_characters', 'mojibake']
    >>> notices("It’s the café’s")
    []
    """
    found = []
    if "\ufffd" in raw:
        found.append(Notice("undecodable", f"{raw.count(chr(0xFFFD))} characters could not be decoded"))
    if CONTROL.search(raw):
        found.append(Notice("control_characters", "control characters were replaced by spaces"))
    if BIDI.search(raw):
        found.append(Notice("bidi_marks", "marks that change the direction of writing stand in the text"))
    if (wrong := sum(1 for _ in MOJIBAKE.finditer(raw))) >= MOJIBAKE_MIN:
        found.append(Notice("mojibake", f"{wrong} characters look as if UTF-8 had been read as Windows-1252 before; they are left as they are"))
    return found


def to_text(data: bytes, header: str | None = None) -> tuple[str, str]:
    """Return the text and the name of its encoding; ``header`` is the charset that came with it over HTTP.

    Raises ``ReadError`` for binary content.

    >>> to_text(b"\\xef\\xbb\\xbfcaf\\xc3\\xa9"), to_text(b"caf\\xe9", "latin-1")
    (('café', 'utf-8'), ('café', 'cp1252'))
    >>> to_text(b"%PDF-1.7 ...")
    Traceback (most recent call last):
    claimcite.errors.ReadError: the content is no text
    """
    if not data.strip():
        raise ReadError("empty", "there is no text in it")
    for bom, name in BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(name, "replace"), name
    sample = data[:HEAD]
    if not data.startswith(MAGIC) and (wide := without_mark(sample)):
        return data.decode(wide, "replace"), wide
    if data.startswith(MAGIC) or len(sample) - len(sample.translate(None, CONTROL_BYTES)) > len(sample) // 10:
        raise ReadError("binary", "the content is no text")
    declared = DECLARED.search(sample)
    labels = (header, declared[1].decode("ascii") if declared else None)
    for codec in dict.fromkeys([*(c for label in labels if label and (c := codec_of(label))), "utf-8"]):
        try:
            return decoder(codec)(data), codec
        except UnicodeDecodeError:
            continue
    return detected(data)


def without_mark(sample: bytes) -> str | None:
    """Return the byte order of UTF-16 without a mark, told by where its zero bytes stand, or None.

    >>> without_mark("Oru fell".encode("utf-16-be")), without_mark(b"Oru fell")
    ('utf-16-be', None)
    """
    half = len(sample) // 2
    even, odd = sample[: 2 * half : 2].count(0), sample[1 : 2 * half : 2].count(0)
    if half < 4 or max(even, odd) < 0.7 * half or min(even, odd) > 0.02 * half:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def detected(data: bytes) -> tuple[str, str]:
    """Return text that is not in the encoding that it declares: UTF-8 with a few broken bytes, else what charset-normalizer tells."""
    loose = data.decode("utf-8", "replace")
    if loose.count("\ufffd") * 200 < len(data):  # a few broken bytes do not make another encoding
        return loose, "utf-8"
    cut = data.rfind(b"\n", 0, DETECTED) if len(data) > DETECTED else len(data)
    best = from_bytes(data[: cut if cut > 0 else DETECTED]).best()
    if best is None:
        raise ReadError("binary", "no encoding fits the content")
    return data.decode(best.encoding, "replace"), best.encoding
