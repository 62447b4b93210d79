"""What a run says of itself while it goes on. The clock is the caller's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimcite.report.text import plain

if TYPE_CHECKING:
    from claimcite.records import Quarantined
    from claimcite.store import Tally

CLEAR = "\r\x1b[K"
#: Seconds between two lines: one that is written over in a terminal, or one more in a log.
LIVE, LOGGED = 0.2, 30.0
#: So many refusals are named; the others can be read in ``quarantine.jsonl``.
NAMED = 20


@dataclass(slots=True)
class Progress:
    """Says how far a run is: in a terminal one line that is written over, else a line now and then."""

    live: bool
    started: float
    last: float = float("-inf")

    def text(self, tally: Tally, refused: Quarantined | None, now: float) -> str:
        """Return what to write after a record, which is nothing most of the time; ``now`` is in seconds."""
        text = ""
        if refused is not None and tally.quarantined <= NAMED:
            text = (CLEAR if self.live else "") + refusal(refused, last=tally.quarantined == NAMED)
        if now - max(self.last, self.started) >= (LIVE if self.live else LOGGED):
            self.last = now
            line = count(tally, now - self.started)
            text += f"{CLEAR}{line}" if self.live else f"claimcite: {line}\n"
        return text

    def end(self) -> str:
        """Return what clears the line that was written over."""
        return CLEAR if self.live else ""


def refusal(row: Quarantined, *, last: bool) -> str:
    """Return the line that says what could not be processed, and why."""
    place = plain(row.path) + ("" if row.locator.line is None else f":{row.locator.line}")
    more = " (further ones stand in quarantine.jsonl only)" if last else ""
    return f"claimcite: {place}: quarantined as {row.code}: {plain(row.message, 160)}{more}\n"


def count(tally: Tally, seconds: float) -> str:
    """Return how far a run is, in one line."""
    speed = tally.words / max(seconds, 1e-3)
    parts = [(tally.records, "inputs read"), (tally.claims, "claims"), (tally.unchanged, "unchanged"), (tally.quarantined, "quarantined")]
    return ", ".join(f"{n:,} {what}" for n, what in parts) + f", {speed:,.0f} words/s"
