"""JSON Lines of scraped articles, plain or compressed, and standard input.

The names of fields are those of claimcite, or those that trafilatura, newspaper4k and Scrapy projects write.
"""

from __future__ import annotations

import codecs
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import msgspec

from claimcite.config import Config
from claimcite.errors import QuarantineCode
from claimcite.read.opened import opened
from claimcite.records import Given, Locator, Markup, Notice, Quarantined, Record

#: Fields that may hold the text, in the order in which they are tried, and the markup that each means.
TEXT_FIELDS: dict[str, Markup | None] = {
    "html": "html", "raw_html": "html", "wikitext": "wikitext", "markdown": "markdown", "text": None, "body": None,
    "article": None, "content": None, "raw_text": None,
}  # fmt: skip
#: Field of ``Given`` -> names that it goes by in the wild.
GIVEN_FIELDS: dict[str, tuple[str, ...]] = {
    "id": ("id",),
    "url": ("url", "link", "source_url", "source-url"),
    "title": ("title", "headline"),
    "published": ("published", "date", "publishedAt", "publish_date", "date_publish", "published_date", "datePublished", "pubdate"),
    "outlet": ("outlet", "sitename", "source", "publisher", "site_name", "source-hostname"),
    "authors": ("authors", "author", "byline"),
    "language": ("language", "lang", "meta_lang"),
    "retrieved": ("retrieved", "date_download", "crawled", "scraped_at"),
}
#: The fields that are read of a line, by the names that a type of msgspec can have. Each is decoded by itself when it is asked for: what
#: a line holds beside them takes no memory.
NAMES = {f"f{n}": name for n, name in enumerate(dict.fromkeys([*TEXT_FIELDS, *(name for names in GIVEN_FIELDS.values() for name in names)]))}
LINE = msgspec.json.Decoder(msgspec.defstruct("Line", [(field, msgspec.Raw, msgspec.Raw()) for field in NAMES], rename=NAMES))
#: Up to the next escape of half a character, and to the next number that is none outside of a string: what msgspec refuses, which the
#: standard library of Python writes.
HALF = re.compile(rb"(?:[^\\]++|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\(?!u[dD][89a-fA-F]).)*+\\u(?=[dD][89a-fA-F])[0-9a-fA-F]{4}", re.DOTALL)
NO_NUMBER = re.compile(rb'(?:[^"NI]++|"(?:[^"\\]++|\\.)*+")*+(NaN|Infinity)', re.DOTALL)
#: A value with more bytes that is no string is not decoded: no list of authors is so long.
LONG = 100_000


def read_jsonl(shown: str, relative: str, path: Path, config: Config) -> Iterator[Record | Quarantined]:
    """Yield one record a line; a line that is no JSON object, or has no text, comes as a quarantine row.

    Raises ``OSError``, one of ``opened.DAMAGED`` or ``ReadError`` where the file cannot be read to its end.
    """
    with opened(path, config.max_ratio) as file:
        yield from records(shown, relative, file, config)


def read_stream(stream: IO[bytes], config: Config) -> Iterator[Record | Quarantined]:
    """Read standard input: JSON Lines where its first line is a JSON object, else one document."""
    first = stream.readline(config.max_bytes + 1)
    if first.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{"):
        yield from records("-", "-", stream, config, first)
        return
    data = first + stream.read(max(0, config.max_bytes + 1 - len(first)))
    yield Record("-", Locator("-"), data, hashlib.sha256(data).hexdigest())


def records(shown: str, relative: str, file: IO[bytes], config: Config, first: bytes = b"") -> Iterator[Record | Quarantined]:
    """Yield the records of an open file; ``first`` is a line already read from it. Memory is bounded by one line's limit."""
    number = offset = 0
    line = first or file.readline(config.max_bytes + 1)
    while line:
        number += 1
        locator = Locator(relative, number, None, offset)
        offset += len(line)
        whole = line
        while not whole.endswith(b"\n") and len(whole) > config.max_bytes:  # skip the rest of a line that is too long
            whole = file.readline(config.max_bytes + 1)
            offset += len(whole)
            if not whole:
                break
        line = line.rstrip(b"\r\n")
        if len(line) > config.max_bytes:
            yield refused(shown, locator, line, "too_large", f"the line has more than {config.max_bytes} bytes", config.max_bytes)
        elif line.strip():
            yield record(shown, locator, line)
        line = file.readline(config.max_bytes + 1)


def record(shown: str, locator: Locator, line: bytes) -> Record | Quarantined:
    """Make a record of one line, or the quarantine row that says what is wrong with it."""
    try:
        value = parse_object(line)
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError, RecursionError) as exc:
        return refused(shown, locator, line, "bad_json", f"the line is no JSON object: {str(exc)[:160]}")
    field = next((name for name in TEXT_FIELDS if isinstance(value.get(name), str) and value[name].strip()), None)
    if field is None:
        if any(value.get(name) for name in TEXT_FIELDS):
            return refused(shown, locator, line, "bad_record", "the field that holds the text is no string")
        return refused(shown, locator, line, "bad_record", f"none of these fields holds text: {', '.join(TEXT_FIELDS)}")
    place = Locator(locator.path, locator.line, None, locator.offset, field)
    digest = hashlib.sha256(line).hexdigest()
    facts, warnings = given(value)
    return Record(shown, place, line, digest, facts, value[field], TEXT_FIELDS[field], None, warnings)


def parse_object(line: bytes) -> dict[str, Any]:
    r"""Parse the fields of one JSON object that we know; lone surrogates and broken UTF-8 become U+FFFD.

    >>> parse_object(b'{"text": "\\ud800x"}') == {"text": chr(0xFFFD) + "x"}
    True
    >>> parse_object(b'{"text": "x", "comments": [1, 2]}')
    {'text': 'x'}
    >>> parse_object(b"[1]")
    Traceback (most recent call last):
    ValueError: it is an array, a string or a number
    """
    line = line.removeprefix(codecs.BOM_UTF8)
    try:
        try:
            found = LINE.decode(line)
        except msgspec.DecodeError:
            found = LINE.decode(mended(line))
    except msgspec.ValidationError as exc:
        raise ValueError("it is an array, a string or a number") from exc
    return {name: decoded(raw) for field, name in NAMES.items() if (raw := memoryview(getattr(found, field)))}


def mended(line: bytes) -> bytes:
    r"""Return a line without half characters and numbers that are none. It keeps its length, and so does the memory that this takes.

    >>> mended(b'{"a": NaN, "b": -Infinity, "NaN": ["NaN", null]}')
    b'{"a": 1.0, "b": -1.000000, "NaN": ["NaN", null]}'
    >>> mended(rb'["\ud800", "\ud83d\ude00", "\\ud800"]') == rb'["\ufffd", "\ud83d\ude00", "\\ud800"]'
    True
    """
    whole, at = bytearray(line), 0
    while half := HALF.match(whole, at):
        at = half.end()
        whole[at - 4 : at] = b"fffd"
    at = 0
    while number := NO_NUMBER.match(whole, at):
        at = number.end()
        whole[number.start(1) : at] = b"1.0" if whole.endswith(b"NaN", 0, at) else b"1.000000"
    return bytes(whole)


def decoded(raw: memoryview) -> Any:
    """Return the value of one field; True for what is too long to be one."""
    if bytes(raw[:1]) != b'"' and len(raw) > LONG:
        return True
    try:
        return msgspec.json.decode(raw)
    except UnicodeDecodeError:
        return json.loads(bytes(raw).decode("utf8", "replace"))


def given(value: dict[str, Any]) -> tuple[Given, tuple[Notice, ...]]:
    """Take what the line says about its text, under any of the names that are in use; warn of what cannot be read."""
    found: dict[str, Any] = {}
    for field, names in GIVEN_FIELDS.items():
        texts = (clean(str(v)) for name in names if isinstance(v := value.get(name), (str, int)) and not isinstance(v, bool))
        if field != "authors" and (text := next(filter(None, texts), None)):
            found[field] = text
    read = [people(v) for name in GIVEN_FIELDS["authors"] if (v := value.get(name))]
    authors, unread = next((some for some in read if some[0]), read[0] if read else ((), 0))
    warning = Notice("unread_authors", f"{unread} of the authors given are neither text nor an object with a name; they were left out")
    return Given(**found, authors=authors), (warning,) if unread else ()


def people(value: object) -> tuple[tuple[str, ...], int]:
    """Return the names in a field of authors, and how many of its items hold none.

    >>> people("Ann Roe; Bo Poe"), people([{"@type": "Person", "name": "Ann Roe"}, "Bo Poe"])
    ((('Ann Roe', 'Bo Poe'), 0), (('Ann Roe', 'Bo Poe'), 0))
    >>> people([{"id": 7}, ["Ann Roe"]])
    ((), 2)
    """
    listed = value if isinstance(value, list) else value.replace(";", ",").split(",") if isinstance(value, str) else [value]
    names = [item.get("name") if isinstance(item, dict) else item for item in listed]
    return tuple(text for name in names if isinstance(name, str) and (text := clean(name))), sum(not isinstance(name, str) for name in names)


def clean(value: str) -> str:
    """Return the value without lone surrogates, NUL and white space at its ends."""
    return value.encode("utf8", "replace").decode("utf8").replace("\0", "").strip()


def refused(shown: str, locator: Locator, line: bytes, code: QuarantineCode, message: str, limit: int | None = None) -> Quarantined:
    """Make the quarantine row of one line."""
    return Quarantined(None, locator, shown, hashlib.sha256(line).hexdigest(), "read", code, message, limit)
