"""Who processes the records of a run: this process, or workers of its own. The loop sees no difference."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from claimcite.errors import Stage
from claimcite.identity import refusal
from claimcite.records import Quarantined, Record, Result
from claimcite.store.rows import Packed, pack


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a record: its rows, or why there are none; the seconds that each stage took; what of it is to be kept."""

    packed: Packed | None
    quarantined: Quarantined | None
    seconds: dict[Stage, float] = field(default_factory=dict)
    kept: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def of(cls, record: Record, result: Result, kept: dict[str, bytes] | None = None) -> Done:
        """Encode what came of a record; a value that JSON cannot hold makes it a refusal."""
        seconds = dict(result.seconds)
        if result.quarantined is not None:
            return cls(None, result.quarantined, seconds)
        try:
            return cls(pack(result), None, seconds, kept or {})
        except (TypeError, ValueError) as exc:  # a lone surrogate is a ValueError too
            return cls(None, refusal(record, "link", "internal", f"{type(exc).__name__}: {exc}"[:500]), seconds)


class Work(Protocol):
    """Processes records, some at a time; what was submitted first need not be done first."""

    @property
    def free(self) -> bool:
        """Whether a record can be submitted now."""

    def submit(self, record: Record, kept: dict[str, bytes]) -> None:
        """Begin with a record, of which an earlier run left ``kept``; only while ``free``."""

    def wait(self) -> tuple[Record, Done]:
        """Return one of the submitted records when it is done; only while there are any."""


class Here:
    """Processes each record in this process, as soon as it is submitted; nothing is kept for the next run."""

    def __init__(self, process: Callable[[Record], Result]) -> None:
        self._process = process
        self._done: tuple[Record, Done] | None = None

    @property
    def free(self) -> bool:
        """Whether the last record was taken away."""
        return self._done is None

    def submit(self, record: Record, kept: dict[str, bytes]) -> None:  # noqa: ARG002
        """Process a record."""
        self._done = record, Done.of(record, self._process(record))

    def wait(self) -> tuple[Record, Done]:
        """Return the record and what came of it."""
        assert self._done is not None
        done, self._done = self._done, None
        return done
