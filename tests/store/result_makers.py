"""Records and results made by hand, for tests of what keeps and exports them."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from decimal import Decimal

from claimcite.identity import Counter, document_id
from claimcite.records import (
    Claim,
    Document,
    Given,
    Locator,
    Marker,
    Mention,
    Outlet,
    Predicate,
    Quantity,
    Quarantined,
    Record,
    Reference,
    Result,
)  # fmt: skip
from claimcite.spans import Span

OUTLET = Outlet("dailypost.example", "Daily Post", "dailypost.example")


def record(path: str, text: str = "Ten died.", *, root: str = "in", line: int | None = None, key: str | None = None) -> Record:
    """Make the record of a file, or of a line of one."""
    data = text.encode()
    return Record(f"{root}/{path}", Locator(path, line), data, hashlib.sha256(data).hexdigest(), Given(id=key))


def quantity(low: str | None, high: str | None, span: Span, text: str) -> Quantity:
    """Make a number of dead."""
    bounds = [None if bound is None else Decimal(bound) for bound in (low, high)]
    return Quantity(
        "m0", span, text, bounds[0], bounds[1], bounds[0], "=", False, False, None, "miners", "miner", (), "killed", "incident", None, None
    )


def result(item: Record, *, numbers: tuple[str, ...] = ("1E+1",), kind: str = "news") -> Result:
    """Make a document of the record's text, with a claim, a mention and a reference for each number, last one first."""
    text = item.data.decode()
    identity = document_id(item.given.id or item.given.url, item.sha256)
    ids = Counter(identity)
    rows = [pair(ids, identity, text, Span(i, i + 3), number) for i, number in enumerate(numbers)]
    rows.reverse()
    document = Document(
        identity, item.given.id, item.locator, item.path, (), item.sha256, "text/plain", "utf-8", None, None, kind, "Ten died", OUTLET, None,  # type: ignore[arg-type]
        (), "2026-05-14", None, "en", (), text, ((0, 0, len(text)),), (), (), {}, "ok", (),
    )  # fmt: skip
    entry = Reference(
        ids.new("r", "reference", "Post", "Post"),
        identity,
        "1",
        "Post",
        None,
        {"title": "Töll", "type": "webpage"},
        None,
        None,
        None,
        1,
        "parsed",
    )
    claims = tuple(replace(claim, citations=(Marker("[1]", Span(0, 1), entry.id),)) for claim, _ in rows)
    return Result(document, (entry,), claims, tuple(mention for _, mention in rows), seconds={"clean": 0.5})


def pair(ids: Counter, document: str, text: str, span: Span, number: str) -> tuple[Claim, Mention]:
    """Make a claim with one quantity, and the mention of it."""
    own = span.of(text)
    found = quantity(number, number, span, own)
    predicate = Predicate(own, "die", span, "kill")
    claim = Claim(
        ids.new("c", "claim", text, own), document, span, own, Span(0, len(text)), text, span, None, (), "paragraph", predicate, None, None,
        "affirmed", "asserted", None, (), (found,), (), (), (), (), (), OUTLET, None,
    )  # fmt: skip
    return claim, Mention(
        ids.new("m", "quantity", text, own), document, "quantity", span, own, span, None, Span(0, len(text)), quantity=found
    )


def refusal(item: Record, code: str = "empty") -> Result:
    """Make the result of a record that cannot be processed."""
    identity = document_id(item.given.id or item.given.url, item.sha256)
    return Result(
        None, quarantined=Quarantined(identity, item.locator, item.path, item.sha256, "read", code, "there is no text in it", None)
    )  # type: ignore[arg-type]


class Processor:
    """Makes results and notes which records it was given; texts that begin with ``bad`` are refused."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def __call__(self, item: Record) -> Result:
        """Process one record."""
        self.seen.append(item.path)
        bad = item.data.startswith(b"bad") or (item.data.startswith(b"html?") and item.path.endswith(".html"))
        return refusal(item) if bad else result(item, kind="encyclopedia" if item.path.endswith(".wiki") else "news")
