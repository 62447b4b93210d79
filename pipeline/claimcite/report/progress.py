"""What a run says of itself while it goes on. The clock is the caller's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from claimcite.report.text import plain

if TYPE_CHECKING:
    from claimcite.records import Quarantined
    from claimcite.store import Tally

CLEAR = "\r\x1b[K"
#: Seconds between two lines: one that is written over in a terminal, one more in a log, or in a log for machines.
LIVE, LOGGED, EVENTS = 0.2, 30.0, 5.0
#: So many refusals are named; the others can be read in ``quarantine.jsonl``.
NAMED = 20


@dataclass(slots=True)
class Progress:
    """Says how far a run is: in a terminal one line that is written over, else a line now and then, as text or as JSON.

    ``total`` is how many bytes there are to read, or None where nobody knows.
    """

    live: bool
    started: float
    total: int | None = None
    json: bool = False
    last: float = float("-inf")
    tally: Tally | None = None

    def text(self, tally: Tally, refused: Quarantined | None, now: float) -> str:
        """Return what to write after a record, which is nothing most of the time; ``now`` is in seconds."""
        text, self.tally = "", tally
        if refused is not None and (self.json or tally.quarantined <= NAMED):
            text = event("quarantined", refused) if self.json else (CLEAR if self.live else "") + refusal(refused, last=tally.quarantined == NAMED)
        if now - max(self.last, self.started) >= (LIVE if self.live else EVENTS if self.json else LOGGED):
            self.last = now
            seconds = now - self.started
            line = count(tally, seconds, left(tally, seconds, self.total))
            text += event("progress", numbers(tally, seconds, self.total)) if self.json else f"{CLEAR}{line}" if self.live else f"claimcite: {line}\n"
        return text

    def end(self, now: float) -> str:
        """Return what clears the line that was written over; for machines, how far the run came in the end."""
        if self.json and self.tally is not None:
            return event("progress", numbers(self.tally, now - self.started, self.total))
        return CLEAR if self.live else ""


def refusal(row: Quarantined, *, last: bool) -> str:
    """Return the line that says what could not be processed, and why."""
    place = plain(row.path) + ("" if row.locator.line is None else f":{row.locator.line}")
    more = " (further ones stand in quarantine.jsonl only)" if last else ""
    return f"claimcite: {place}: quarantined as {row.code}: {plain(row.message, 160)}{more}\n"


def count(tally: Tally, seconds: float, remaining: float | None) -> str:
    """Return how far a run is, in one line."""
    speed = tally.words / max(seconds, 1e-3)
    parts = [(tally.records, "inputs read"), (tally.claims, "claims"), (tally.unchanged, "unchanged")]
    codes = ", ".join(f"{code} {n:,}" for code, n in sorted(tally.codes.items()))
    refused = f"{tally.quarantined:,} quarantined" + (f" ({codes})" if codes else "")
    soon = "" if remaining is None else f", about {clock(remaining)} left"
    return ", ".join(f"{n:,} {what}" for n, what in parts) + f", {refused}, {speed:,.0f} words/s{soon}"


def left(tally: Tally, seconds: float, total: int | None) -> float | None:
    """Return how many seconds a run will go on, by the bytes that it has processed so far; None where that cannot be told yet."""
    if total is None or not tally.worked or seconds < LIVE:
        return None
    return max(0, total - tally.read) * seconds / tally.worked


def clock(seconds: float) -> str:
    """Return a time in hours, minutes or seconds.

    >>> clock(7380.0), clock(90.0), clock(9.4)
    ('2 h 3 min', '2 min', '9 s')
    """
    minutes = round(seconds / 60)
    if minutes >= 60:
        return f"{minutes // 60} h {minutes % 60} min"
    return f"{minutes} min" if seconds >= 60 else f"{round(seconds)} s"


def numbers(tally: Tally, seconds: float, total: int | None) -> dict[str, object]:
    """Return how far a run is, for machines."""
    remaining = left(tally, seconds, total)
    return {"records": tally.records, "processed": tally.processed, "unchanged": tally.unchanged, "claims": tally.claims, "words": tally.words,
            "quarantined": dict(sorted(tally.codes.items())), "seconds": round(seconds, 1), "seconds_left": None if remaining is None else round(remaining)}  # fmt: skip


def event(name: str, content: object) -> str:
    """Return one line of JSON."""
    return msgspec.json.encode({"event": name, **msgspec.to_builtins(content)}).decode("utf8") + "\n"
