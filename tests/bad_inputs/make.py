"""Bad inputs, made here and not stored: name -> bytes, and the code of the quarantine row in which each ends (None: a document)."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable

import zstandard

Bad = tuple[bytes, str | None]
DEAD = b"Twelve people died in Oru on Monday, police said, after the dam broke."
GOOD = "Floods in Oru\n\nAt least 14 people were killed in Oru on 4 May 2026, the ministry said.\n"
TEXT = "At least {} people were killed in Oru on {} May 2026, the ministry said. Ann Roe, its spokeswoman, spoke of {} missing.\n"


def page(body: bytes, head: bytes = b"") -> bytes:
    """A page with this body."""
    return b"<html><head>" + head + b"</head><body>" + body + b"</body></html>"


def nested(n: int) -> bytes:
    """A page whose text stands ``n`` elements deep."""
    return page(b"<div>" * n + b"<p>" + DEAD + b"</p>" + b"</div>" * n)


def wiki(body: bytes) -> bytes:
    """Wikitext with this body."""
    return b"'''Oru''' is a town.\n\n== Flood ==\n[[a]] [[b]] {{c}} " + DEAD + b"\n" + body


def entities(declarations: str, use: str) -> bytes:
    """An XML page that declares entities."""
    return f'<?xml version="1.0"?><!DOCTYPE html {declarations}><html><body><p>{DEAD.decode()} {use}</p></body></html>'.encode()


def archive(body: bytes, length: int | None = None) -> bytes:
    """A web archive of one page, with a length that may be wrong."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:0>\r\nWARC-Target-URI: https://a.example/\r\nWARC-Date: 2026-05-14T00:00:00Z\r\n"
    return f"{head}Content-Type: application/http\r\nContent-Length: {len(block) if length is None else length}\r\n\r\n".encode() + block + b"\r\n\r\n"


def laughs() -> str:
    """Ten entities, each ten times the one before."""
    return "[" + '<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{i} "' + f"&l{i - 1};" * 10 + '">' for i in range(1, 10)) + "]"


def article(size: int) -> bytes:
    """A very long article."""
    lines = (TEXT.format(i % 90 + 10, i % 28 + 1, i % 70 + 5) for i in range(size // len(TEXT) + 1))
    return "\n".join(lines).encode()[:size]


ADDRESSES = [
    "http://", "http://[::1", "http://[::1]:99999/", "http://%zz/", "http://a b/", "http://\x00/", "http://a:b:c/", "//", "http:///x", "http://.", "http://..", "http://a..b/",
    "http://-a.example/", "http://a.example:port/", "https://[v1.x]/", "http://1.2.3.4.5/", "http://0x7f.1/", "http://[fe80::1%25en0]/", "javascript:alert(1)", "data:text/html,x",
    "file:///etc/passwd", "ftp://a.example/x", "mailto:a@b", "http://xn--/", "http://xn--a/", "http://" + "a" * 300 + ".example/", "http://a.example/" + "x" * 9000, "http://a@b@c/",
    "http://user:pass@a.example/", "http://a.example/%", "http://a.example/%00", "http://a.example/\u202egnp", "http://ｅｘａｍｐｌｅ．com/", "http://a.example\\b", "http:\\\\a.example", "http://a.example?#?#",
    "http://💥.example/", "HTTP://A.EXAMPLE", "http://a.example:/", "http://:80/",
]  # fmt: skip

#: Name of the file -> how its bytes are made, and its code.
MADE: dict[str, tuple[Callable[[], bytes], str | None]] = {
    # markup
    "nested_260.html": (lambda: nested(260), None),
    "nested_3000.html": (lambda: nested(3000), None),
    "nested_100000.html": (lambda: nested(100_000), None),
    "node_12mb.html": (lambda: page(b"<p>" + DEAD + b" ha" * 4_000_000), "too_large"),
    "comments.html": (lambda: page(b"<p>" + DEAD + b"</p>" + b"<!--" * 100_000), None),
    "marked_sections.html": (lambda: page(b"<p>" + DEAD + b"</p>" + b"<![" * 130_000), None),
    "elements_without_end.html": (lambda: page(b"<p>" + DEAD + b"</p>" + b"<p>x</p>" * 500_000), "too_large"),
    "elements.html": (lambda: page(b"<p>" + DEAD + b"</p>" + b"<p>x</p>" * 100_000), None),
    "attributes.html": (lambda: page(b"<p " + b" ".join(b'a%d="b"' % i for i in range(100_000)) + b">" + DEAD), None),
    "links.html": (lambda: page(b"<p>" + DEAD + b"</p><p>" + b'<a href="https://b.example/x">x</a> ' * 100_000), None),
    "colspan.html": (lambda: page(b"<p>" + DEAD + b"</p><table>" + b'<tr><td colspan="1000000000" rowspan="1000000000">x</td></tr>' * 1000 + b"</table>"), None),
    "deep_tables.html": (lambda: page(b"<table><tr><td>" * 3000 + DEAD), None),
    "json_ld.html": (lambda: page(b"<p>" + DEAD, b'<script type="application/ld+json">' + b"[" * 5000 + b"]" * 5000 + b"</script>"), None),
    # entities
    "laughs.html": (lambda: entities(laughs(), "&l9;"), None),
    "laughs.xml": (lambda: entities(laughs(), "&l9;").replace(b"html", b"x"), None),
    "external_entity.html": (lambda: entities('[<!ENTITY e SYSTEM "file:///etc/passwd">]', "&e;"), None),
    "parameter_entity.html": (lambda: entities('[<!ENTITY % e SYSTEM "http://a.example/e.dtd"> %e;]', "&f;"), None),
    "external_dtd.html": (lambda: entities('SYSTEM "http://a.example/x.dtd"', "&e;"), None),
    # wikitext
    "ref.wiki": (lambda: wiki(b"<ref>" * 20_000), None),
    "braces.wiki": (lambda: wiki(b"{{a|" * 25_000), None),
    "addresses.wiki": (lambda: wiki(b"[http://a " * 10_000), None),
    # containers
    "bomb.txt.gz": (lambda: gzip.compress(b"ha" * 100_000_000, 9), "too_large"),
    "nested.txt.gz": (lambda: gzip.compress(gzip.compress(GOOD.encode())), "binary"),
    "cut.txt.gz": (lambda: gzip.compress(GOOD.encode() * 50)[:60], "bad_archive"),
    "cut.warc": (lambda: archive(page(b"<p>" + DEAD))[:-40], "bad_archive"),
    "length.warc": (lambda: archive(page(b"<p>" + DEAD), 60), "bad_archive"),
    "longer.warc": (lambda: archive(page(b"<p>" + DEAD), 6000), "bad_archive"),
    "header.warc": (lambda: b"WARC/1.0\r\nWARC-Type: response\r\nX: " + b"a" * 3_000_000, "bad_archive"),
    "bomb.warc.gz": (lambda: gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\nX: " + b"a" * 100_000_000, 9), "too_large"),
    "bomb.jsonl.zst": (lambda: zstandard.compress(b'{"text": "' + b"a" * 100_000_000), "too_large"),
    "torn.jsonl": (lambda: b'{"text": "Twelve peop', "bad_json"),
    "nan.jsonl": (lambda: b'{"text": "Twelve people died in Oru.", "id": NaN, "score": Infinity}\n', None),
    "digits.jsonl": (lambda: b'{"text": "Twelve people died in Oru.", "id": ' + b"9" * 5000 + b"}\n", "bad_json"),
    "digits_elsewhere.jsonl": (lambda: b'{"text": "Twelve people died in Oru.", "n": ' + b"9" * 5000 + b"}\n", None),
    "lists.jsonl": (lambda: b'{"text": "Twelve people died in Oru.", "authors": [' + b"[]," * 5_000_000 + b"[]]}\n", None),
    "array.jsonl": (lambda: b"[1, 2, 3]\n", "bad_json"),
    "deep.jsonl": (lambda: b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}\n", "bad_json"),
    "no_text.jsonl": (lambda: b'{"title": "x"}\n', "bad_record"),
    # characters
    "surrogate.jsonl": (lambda: b'{"text": "Twelve people died in Oru. \\ud800 Police said so."}\n', None),
    "surrogate.html": (lambda: page(b"<p>" + DEAD + b'<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Oru \\ud800"}</script>'), None),
    "nul.txt": (lambda: GOOD.replace("people", "peo\0ple").encode(), None),
    "utf16.txt": (lambda: GOOD.encode("utf-16-le"), None),
    "mixed.txt": (lambda: GOOD.encode() * 20 + "Der Bürgermeister – „nein“ – sagte: für 3 €".encode("cp1252") + "Über Öl".encode("utf-16"), None),
    "invalid_utf8.txt": (lambda: GOOD.encode() + b"\xff\xfe\xfa caf\xe9 " + GOOD.encode() * 20, None),
    "rtl.txt": (lambda: b"" + "\u202eانهار جسر في قرية بيلا\u202c أمس وقتل تسعة أشخاص \u2067Twelve people died in Oru.\u2069".encode(), None),
    "binary.txt": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "binary"),
    "empty.txt": (lambda: b"", "empty"),
    "spaces.html": (lambda: b" \n \n", "empty"),
    # long runs
    "brackets.txt": (lambda: b"Oru fell. " + b"(" * 80_000 + b" Twelve people died in Oru.", None),
    "http.txt": (lambda: b"Oru fell. " + b"http://" * 20_000 + b" Twelve people died in Oru.", None),
    "emoji.txt": (lambda: b"Oru fell. " + "😀".encode() * 50_000, None),
    "word.txt": (lambda: b"a" * 300_000 + b"\n\nTwelve people died in Oru.\n", None),
    "quotes.txt": (lambda: b"Oru fell. " + b'"' * 50_000 + b" Twelve people died in Oru.", None),
    "article_5mb.txt": (lambda: article(5_000_000), "too_large"),
    "address.txt": (lambda: b"https://example.org/2026/05/04/oru-flood", None),
    "tabs.txt": (lambda: GOOD.encode() + b"\t" * 500_000 + b"\n" + GOOD.encode(), None),
    "spaces.md": (lambda: b"# Oru\n\n" + GOOD.encode() + b" " * 500_000 + b"\n- a" + b" " * 500_000 + b"\n" + GOOD.encode(), None),
    # values
    "out_of_range.txt": (
        lambda: (
            b"On 31 February 99999 and 2026-13-45T99:99:99Z, 1e999999 people, 0/0 of them, -5 and 9999999999999999999999999999999999999 men died in Oru. "
            b"It cost $1,000,000,000,000,000,000,000,000. The 00:00:61 train of 30/2/0000 left 10^400 years later. " + b"9" * 5000 + b" fled."
        ),
        None,
    ),
    "addresses.html": (lambda: page("".join(f'<p>{DEAD.decode()} <a href="{a}">told a paper</a></p>' for a in ADDRESSES).encode("utf8", "replace")), None),
    "injection.html": (
        lambda: page(
            b"<h1>=HYPERLINK(\"http://a.example\";\"x\") '; DROP TABLE document; -- {{7*7}} ${x} <script>alert(1)</script>\x1b[2J\x1b]0;owned\x07</h1><p>" + DEAD + b" @SUM(1+1)*cmd|' /C calc'!A0",
            b"<title>\x1b[31m=1+1'; DROP TABLE row;--{{ config }}</title>",
        ),
        None,
    ),
    "=1+1'; DROP TABLE row;-- $(touch claimcite_was_here) {{7*7}} ..%2f..%2fx \x1b[2J\x1b]0;owned\x07 \u202e.txt": (lambda: DEAD, None),
    "path.jsonl": (lambda: json.dumps({"id": "../../../../tmp/claimcite_was_here", "url": "file:///etc/passwd", "title": "../x", "text": DEAD.decode()}).encode() + b"\n", None),
}


def bad_inputs() -> dict[str, Bad]:
    """Make them all."""
    return {name: (make(), code) for name, (make, code) in MADE.items()}
