"""``run.json``: what made the rows, how many there are, and how many claims have what. The only file with a clock in it."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from claimcite.config import Config
from claimcite.export.schema import SCHEMA_VERSION
from claimcite.store import Store, Tally, versions
from claimcite.store.rows import encodable

NOTE = "run"
PARTS = ("raw", "date", "quantity", "attribution", "citation")


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What the store cannot know about a run: what was asked for, and under which digests it was done.

    ``folder`` is where the paths of the inputs count from, seen from the output folder: it holds where both have moved together.
    """

    inputs: tuple[str, ...]
    folder: str
    config: Config
    model: dict[str, str]
    digests: dict[str, str]


def now() -> datetime:
    """Return the time: for ``run.json`` and for nothing else."""
    return datetime.now(UTC)


def note_run(store: Store, facts: RunFacts, tally: Tally, started: datetime, finished: datetime) -> None:
    """Keep with the store what ``run.json`` will say about the run that has just ended."""
    note = {
        "schema_version": SCHEMA_VERSION,
        "started": stamp(started),
        "finished": stamp(finished),
        "inputs": facts.inputs,
        "folder": facts.folder,
        "versions": versions(),
        "model": facts.model,
        "digests": facts.digests,
        "configuration": asdict(facts.config),
        "run": {"records": tally.records, "processed": tally.processed, "unchanged": tally.unchanged},
        "seconds": {stage: plainly(seconds, 3) for stage, seconds in tally.seconds.items()},
    }
    store.note(NOTE, msgspec.json.encode(note).decode("utf8"))


def seen_from(out: Path) -> str:
    """Return the working folder as it is seen from the output folder, in letters that can be written.

    >>> seen_from(Path("outputs") / "first")
    '../..'
    >>> seen_from(Path())
    '.'
    """
    try:
        return encodable(Path(os.path.relpath(Path.cwd(), out.resolve())).as_posix())
    except ValueError:  # another drive
        return encodable(Path.cwd().as_posix())


def run_json(store: Store) -> str:
    """Return the content of ``run.json``: the note on the last finished run, with counts and coverage of the store's rows."""
    note: dict[str, Any] = msgspec.json.decode(store.note(NOTE) or "{}")
    content = {"schema_version": SCHEMA_VERSION, **note, "counts": counts(store), "coverage": coverage(store), "complete": store.complete}
    return msgspec.json.format(msgspec.json.encode(content), indent=2).decode("utf8") + "\n"


def counts(store: Store) -> dict[str, Any]:
    """Return how many rows there are of each kind, documents by kind, and quarantine rows by code."""
    total, kinds, codes = store.counts(), dict[str, int](), store.codes()
    for kind, _, n in store.groups():
        kinds[kind] = kinds.get(kind, 0) + n
    return {
        "documents": sum(kinds.values()),
        "claims": total.claims,
        "references": total.references,
        "mentions": total.mentions,
        "quarantine": sum(codes.values()),
        "words": total.words,
        "documents_by_kind": dict(sorted(kinds.items())),
        "quarantine_by_code": codes,
    }


def coverage(store: Store) -> dict[str, float | None]:
    """Return the share of claims that have a raw range, a date, a quantity, an attribution, a citation; null without claims."""
    total = store.counts()
    return {part: plainly(getattr(total, f"with_{part}") / total.claims, 4) if total.claims else None for part in PARTS}


def plainly(value: float, digits: int) -> float:
    """Return a rounded number, an integer when it is integral.

    >>> plainly(1.0, 4), plainly(0.25, 4)
    (1, 0.25)
    """
    return int(value) if value == int(value) else round(value, digits)


def stamp(time: datetime) -> str:
    """Return a time as it is written in ``run.json``.

    >>> stamp(datetime(2026, 5, 14, 9, 30, 0, 500, UTC))
    '2026-05-14T09:30:00Z'
    """
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
