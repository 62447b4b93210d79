"""What differs between the rows of two runs, document by document: for judging a new model, rule or source.

Both runs stand in the order of their places, so the files are walked side by side and none is held whole. Documents are matched by
place (path, line, record), rows by their ids, which do not depend on where a row stands: a claim that another one was put before is
the same claim. What a place alone decides (``span``, ``raw``) is compared for the text it covers, not for its offsets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from claimcite.verify import Following, Row, rows_of

KINDS = ("claims", "references", "mentions")
#: Fields that say where something stands: they move with every character that is cleaned differently.
OFFSETS = frozenset({"span", "spans", "raw", "sentence", "source_raw", "cue_raw", "content_raw", "alignment", "document", "id", "content", "sections", "languages", "offset"})
#: Fields that follow from the others and from what they were fitted on: a claim that says the same is the same, however sure we are of it.
DERIVED = frozenset({"confidence"})
#: So many examples are kept of each kind of change.
EXAMPLES = 5


@dataclass(slots=True)
class Changes:
    """How many rows of one kind came, went, changed or stayed; ``fields`` counts the fields that changed."""

    added: int = 0
    gone: int = 0
    changed: int = 0
    same: int = 0
    fields: dict[str, int] = field(default_factory=dict)
    examples: list[str] = field(default_factory=list)

    def example(self, sign: str, row: Mapping[str, Any], what: str = "") -> None:
        """Keep an example if there is room for one of its sign."""
        if sum(line.startswith(sign) for line in self.examples) < EXAMPLES:
            self.examples.append(f"{sign} {label(row)}{what}")


def diff(a: Path, b: Path, watch: Callable[[int], object] | None = None) -> dict[str, Changes]:
    """Compare the files of two runs; return the changes by kind, ``documents`` first.

    ``watch`` is called with the number of documents compared. Raises ``UsageError`` where a folder does not hold a run's files.
    """
    found = {kind: Changes() for kind in ("documents", *KINDS)}
    left, right = ({kind: Following(rows_of(folder, kind)) for kind in KINDS} for folder in (a, b))
    for n, (old, new) in enumerate(side_by_side(rows_of(a, "documents"), rows_of(b, "documents"))):
        compare(old, new, found["documents"])
        for kind in KINDS:
            before = {row["id"]: row for row in left[kind].of(old["id"])} if old else {}
            after = {row["id"]: row for row in right[kind].of(new["id"])} if new else {}
            for key in dict.fromkeys([*before, *after]):
                compare(before.get(key), after.get(key), found[kind])
        if watch is not None:
            watch(n + 1)
    return found


def side_by_side(a: Iterator[Row], b: Iterator[Row]) -> Iterator[tuple[Row | None, Row | None]]:
    """Yield the documents of both runs by place, None where one run has none there."""
    old, new = next(a, None), next(b, None)
    while old is not None or new is not None:
        if new is None or (old is not None and place(old) < place(new)):
            yield old, None
            old = next(a, None)
        elif old is None or place(new) < place(old):
            yield None, new
            new = next(b, None)
        else:
            yield old, new
            old, new = next(a, None), next(b, None)


def place(document: Row) -> tuple[str, int, str, str]:
    """Return what documents are sorted by."""
    locator = document["locator"]
    return locator["path"], locator["line"] or 0, locator["record_id"] or "", document["path"]


def compare(old: Row | None, new: Row | None, changes: Changes) -> None:
    """Count one row."""
    if old is None or new is None:
        if new is not None:
            changes.added += 1
            changes.example("+", new)
        elif old is not None:
            changes.gone += 1
            changes.example("-", old)
        return
    fields = [name for name in new if name not in OFFSETS | DERIVED and plainly(old.get(name)) != plainly(new[name])]
    changes.changed += bool(fields)
    changes.same += not fields
    for name in fields:
        changes.fields[name] = changes.fields.get(name, 0) + 1
    if fields:
        changes.example("~", new, f" [{', '.join(fields)}]")


def plainly(value: object) -> object:
    """Return a value without offsets, at every depth of what a row may hold.

    >>> plainly({"agent": {"span": [3, 5], "text": "It"}}) == plainly({"agent": {"span": [9, 11], "text": "It"}})
    True
    >>> plainly([1]) == plainly([2])
    False
    """
    if isinstance(value, dict):
        return {key: plainly(item) for key, item in value.items() if key not in OFFSETS}
    return [plainly(item) for item in value] if isinstance(value, list) else value


def label(row: Mapping[str, Any]) -> str:
    """Return a few words by which a row is known."""
    if "locator" in row:
        line = row["locator"]["line"]
        return row["path"] if line is None else f"{row['path']}:{line}"
    kind = f"{row['kind']} " if "kind" in row else ""
    return f"{kind}“{' '.join(str(row.get('text') or '').split())[:100]}”"
