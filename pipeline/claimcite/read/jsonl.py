"""JSON Lines of scraped articles, plain or compressed, and standard input.

The names of fields are those of claimcite, or those that trafilatura, newspaper4k and Scrapy projects write.
"""

from __future__ import annotations

import codecs
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import msgspec

from claimcite.config import Config
from claimcite.errors import QuarantineCode
from claimcite.read.opened import opened
from claimcite.records import Given, Locator, Markup, Quarantined, Record

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
    return Record(shown, place, line, digest, given(value), value[field], TEXT_FIELDS[field])


def parse_object(line: bytes) -> dict[str, Any]:
    """Parse the fields of one JSON object that we know; lone surrogates are kept for the sanitiser, broken UTF-8 becomes U+FFFD.

    >>> parse_object(b'{"text": "\\\\ud800x"}') == {"text": chr(0xD800) + "x"}
    True
    >>> parse_object(b'{"text": "x", "comments": [1, 2]}')
    {'text': 'x'}
    >>> parse_object(b"[1]")
    Traceback (most recent call last):
    ValueError: it is an array, a string or a number
    """
    line = line.removeprefix(codecs.BOM_UTF8)
    try:
        found = LINE.decode(line)
        return {name: decoded(raw) for field, name in NAMES.items() if (raw := memoryview(getattr(found, field)))}
    except msgspec.DecodeError:  # msgspec refuses lone surrogates and NaN, which the standard library lets through
        value = json.loads(line.decode("utf8", "replace"))
    if not isinstance(value, dict):
        raise ValueError("it is an array, a string or a number")  # noqa: TRY004  (a wrong line, not a wrong call)
    return value


def decoded(raw: memoryview) -> Any:
    """Return the value of one field; True for what is too long to be one."""
    if bytes(raw[:1]) != b'"' and len(raw) > LONG:
        return True
    try:
        return msgspec.json.decode(raw)
    except UnicodeDecodeError:
        return json.loads(bytes(raw).decode("utf8", "replace"))


def given(value: dict[str, Any]) -> Given:
    """Take what the line says about its text, under any of the names that are in use."""
    found: dict[str, Any] = {}
    for field, names in GIVEN_FIELDS.items():
        for name in names:
            content = value.get(name)
            if field == "authors" and content and isinstance(content, (list, str)):
                listed = content if isinstance(content, list) else str(content).replace(";", ",").split(",")
                found["authors"] = tuple(clean(str(a)) for a in listed if str(a).strip())
            elif isinstance(content, (str, int)) and not isinstance(content, bool) and str(content).strip():
                found[field] = clean(str(content))
            if field in found:
                break
    return Given(**found)


def clean(value: str) -> str:
    """Return the value without lone surrogates, NUL and white space at its ends."""
    return value.encode("utf8", "replace").decode("utf8").replace("\0", "").strip()


def refused(shown: str, locator: Locator, line: bytes, code: QuarantineCode, message: str, limit: int | None = None) -> Quarantined:
    """Make the quarantine row of one line."""
    return Quarantined(None, locator, shown, hashlib.sha256(line).hexdigest(), "read", code, message, limit)
