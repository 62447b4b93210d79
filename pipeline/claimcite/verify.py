"""Reads the inputs of a run again and holds every span of its rows against them: ``claimcite verify OUT``.

What is confirmed of a document: its bytes are those that were read (SHA-256); each run of its ``alignment`` is the same in text and
raw. Of a row: the text at its span is the text it gives, at every depth; its raw range is the smallest one that covers the copied
characters of its span, and a row without one says why. The files of ``OUT`` are checked, not the store: they are what is handed on.
"""

from __future__ import annotations

import bisect
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec

from claimcite.config import Config
from claimcite.errors import DocumentError, UsageError
from claimcite.read import decode, read
from claimcite.records import Quarantined, Record

FILES = ("claims", "mentions", "references")
REASONS = frozenset({"reordered", "generated", "unaligned"})
#: So many failures are kept to be shown; all are counted.
SHOWN = 20
#: So many containers are kept open at their place: documents stand in the order of their paths.
OPEN = 8
Row = dict[str, Any]
Where = tuple[int | None, str | None]


@dataclass(slots=True)
class Verdict:
    """What was checked. ``rows`` and ``placed`` count, by file, the rows and those that have a raw range."""

    documents: int = 0
    runs: int = 0
    rows: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FILES, 0))
    placed: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FILES, 0))
    absent: int = 0
    changed: int = 0
    wrong: int = 0
    failures: list[str] = field(default_factory=list)

    @property
    def held(self) -> bool:
        """Whether everything was confirmed."""
        return not (self.absent or self.changed or self.wrong)

    def fail(self, message: str) -> None:
        """Count one failure."""
        self.wrong += 1
        self.note(message)

    def note(self, message: str) -> None:
        """Keep a message if there is room."""
        if len(self.failures) < SHOWN:
            self.failures.append(message)


def verify(out: Path, root: Path | None = None, watch: Callable[[Verdict], object] | None = None) -> Verdict:
    """Check the files that a run left in ``out``; ``root`` is the folder that the paths of its inputs count from.

    Without one it is the folder that the run was called from, as ``run.json`` has it, and what is not there is looked for in this one.

    ``watch`` is called after each document. Raises ``UsageError`` where ``out`` does not hold a run's files.
    """
    note = run_note(out)
    verdict, inputs = Verdict(), Inputs(settings(note), roots(note, out) if root is None else (root,))
    following = {name: Following(rows_of(out, name)) for name in FILES}
    for document in rows_of(out, "documents"):
        try:
            check(document, inputs, following, verdict)
        except (KeyError, IndexError, TypeError, ValueError) as exc:
            raise UsageError(f"{out}: a row of the document {document.get('id')} has not the fields of a run ({type(exc).__name__}: {exc})") from exc
        if watch is not None:
            watch(verdict)
    for name, rows in following.items():
        if (left := rows.left()) is not None:
            verdict.fail(f"{name}.jsonl: the row {left.get('id')} belongs to no document before it")
    return verdict


def check(document: Row, inputs: Inputs, following: Mapping[str, Following], verdict: Verdict) -> None:
    """Check one document and all its rows."""
    raw = inputs.raw(document, verdict)
    checked = Checked(document, raw, verdict)
    verdict.documents += 1
    if raw is not None:
        checked.alignment()
    for name, rows in following.items():
        for row in rows.of(document["id"]):
            verdict.rows[name] += 1
            verdict.placed[name] += row["raw"] is not None
            checked.row(row, name)


def rows_of(out: Path, name: str) -> Iterator[Row]:
    """Yield the rows of one file. Raises ``UsageError`` where it is missing or holds something else."""
    path = out / f"{name}.jsonl"
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                try:
                    yield msgspec.json.decode(line, type=Row)
                except msgspec.DecodeError as exc:
                    raise UsageError(f"{path}:{number}: it is no row of a run: {exc}") from exc
    except OSError as exc:
        raise UsageError(f"{path}: it cannot be read ({exc.strerror}); name the folder that a run wrote, or export it again") from exc


def run_note(out: Path) -> Row:
    """Return what ``run.json`` says; nothing where it is not there."""
    try:
        return msgspec.json.decode((out / "run.json").read_bytes(), type=Row)
    except (OSError, msgspec.MsgspecError):
        return {}


def settings(note: Row) -> Config:
    """Return the configuration that a run was made under; the default where its note has none.

    >>> settings({"configuration": {"max_depth": 9}}).max_depth
    9
    >>> settings({"configuration": "x"}) == Config()
    True
    """
    try:
        return msgspec.convert(note.get("configuration", {}), Config)
    except msgspec.ValidationError:
        return Config()


def roots(note: Row, out: Path) -> tuple[Path, ...]:
    """Return the folders that the paths of a run may count from, likeliest first.

    >>> roots({"folder": "../.."}, Path("x/outputs/first")) == (Path("x/outputs/first/../.."), Path())
    True
    >>> roots({}, Path("x")) == (Path(),)
    True
    """
    folder = note.get("folder")
    return (out / folder, Path()) if isinstance(folder, str) and "\0" not in folder else (Path(),)


class Following:
    """The rows of a file, handed out document by document: they stand in the order of the documents."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def of(self, document: str) -> Iterator[Row]:
        """Yield the rows of the next document if it is this one."""
        while self._next is not None and self._next.get("document") == document:
            yield self._next
            self._next = next(self._rows, None)

    def left(self) -> Row | None:
        """Return the first row that nobody took."""
        return self._next


class Inputs:
    """The inputs of a run, read once more; a container stays open at its place until others are asked for."""

    def __init__(self, config: Config, roots: tuple[Path, ...]) -> None:
        self._config = config
        self._roots = roots
        self._open: OrderedDict[Path, Iterator[Record | Quarantined]] = OrderedDict()

    def raw(self, document: Row, verdict: Verdict) -> str | None:
        """Return the raw text of a document; None, and a note, where it is not what was read."""
        path, locator = str(document["path"]), document["locator"]
        place = path if locator.get("line") is None else f"{path}:{locator['line']}"
        file = next((file for root in self._roots if (file := root / path).is_file()), None)
        if file is None:
            verdict.absent += 1
            verdict.note(f"{place}: there is no such file now")
            return None
        record = self._record(file, (locator.get("line"), locator.get("record_id")))
        if record is None or record.sha256 != document["sha256"]:
            verdict.changed += 1
            verdict.note(f"{place}: it has changed since it was read")
            return None
        # the ending of a name counts for the markup, never for the decoding: what is decoded here is what was decoded then
        try:
            return decode(replace(record, path=path), self._config).raw
        except DocumentError as exc:
            verdict.fail(f"{place}: it cannot be decoded now: {exc.message}")
            return None

    def _record(self, file: Path, where: Where) -> Record | None:
        """Return the record at a place of a file: forward from where the file stands open, else from its beginning."""
        for fresh in (False, True):
            if fresh or file not in self._open:
                self._open[file] = read([str(file)], self._config)
            self._open.move_to_end(file)
            if len(self._open) > OPEN:
                self._open.popitem(last=False)
            for item in self._open[file]:
                if (item.locator.line, item.locator.record_id) == where:
                    return item if isinstance(item, Record) else None
        return None


class Checked:
    """One document with its raw text, against which rows are held."""

    def __init__(self, document: Row, raw: str | None, verdict: Verdict) -> None:
        self.text: str = document["text"]
        self.runs: list[tuple[int, int, int]] = [tuple(run) for run in document["alignment"]]
        self.starts = [start for start, _, _ in self.runs]
        self.name = str(document["path"])
        self.raw = raw
        self.verdict = verdict

    def alignment(self) -> None:
        """Hold each run against the raw text."""
        end = 0
        for start, at, length in self.runs:
            self.verdict.runs += 1
            if start < end or length < 1 or self.text[start : start + length] != (self.raw or "")[at : at + length]:
                self.verdict.fail(f"{self.name}: the run of {length} characters at {start} is not what stands at {at} of the raw input")
            end = start + length

    def row(self, row: Row, name: str) -> None:
        """Hold one row against text and raw."""
        sentence = [(row["sentence"], row["sentence_text"])] if "sentence_text" in row else []
        for span, text in (*sentence, *spans_in(row)):
            if self.text[span[0] : span[1]] != text:
                self.fail(row, name, f"{text[:60]!r} is not the text at {span}")
        raw = row.get("raw")
        if raw is None:
            if "raw_reason" in row and row["raw_reason"] not in REASONS:
                self.fail(row, name, "it has neither a raw range nor a reason why not")
        elif self.raw is not None and not (0 <= raw[0] < raw[1] <= len(self.raw) and self.raw[raw[0] : raw[1]].strip()):
            self.fail(row, name, f"its raw range {raw} holds nothing")
        elif "span" in row and not self.covers(tuple(row["span"]), tuple(raw)):
            self.fail(row, name, f"its raw range {raw} is not that of its span {row['span']}")

    def covers(self, span: tuple[int, int], raw: tuple[int, int]) -> bool:
        """Whether a raw range is the smallest around the characters of a span.

        Where some were not copied (a character reference, what a template prints) it may reach around what they stand for.
        """
        pieces = list(self.pieces(*span))
        if not pieces:
            return True
        low, high = min(at for _, _, at in pieces), max(at + end - start for start, end, at in pieces)
        whole = sum(end - start for start, end, _ in pieces) == span[1] - span[0]
        return raw == (low, high) if whole else raw[0] <= low and high <= raw[1]

    def pieces(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Yield the parts of the runs that lie in a span: ``(text_start, text_end, raw_start)``."""
        i = max(0, bisect.bisect_right(self.starts, start) - 1)
        while i < len(self.runs) and self.runs[i][0] < end:
            at, raw, length = self.runs[i]
            low, high = max(at, start), min(at + length, end)
            if low < high:
                yield low, high, raw + low - at
            i += 1

    def fail(self, row: Row, name: str, message: str) -> None:
        """Count a row that does not hold."""
        self.verdict.fail(f"{self.name}: {name}.jsonl, {row.get('id')}: {message}")


def spans_in(value: object) -> Iterator[tuple[list[int], str]]:
    """Yield each span with the text that is said to stand there, at every depth of a row.

    >>> list(spans_in({"span": [0, 2], "text": "ab", "agent": {"span": None, "text": "x"}, "dates": [{"span": [1, 2], "text": "b"}]}))
    [([0, 2], 'ab'), ([1, 2], 'b')]
    >>> list(spans_in({"text": "no span"}))
    []
    """
    stack = [value]
    found = []
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            if isinstance(item.get("span"), list) and isinstance(item.get("text"), str):
                found.append((item["span"], item["text"]))
            stack += item.values()
        elif isinstance(item, list):
            stack += item
    return iter(found)
