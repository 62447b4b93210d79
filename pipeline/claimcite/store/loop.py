"""The loop of a run: records in, rows kept, what is kept already left alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from claimcite.records import Quarantined, Record, Result
from claimcite.store.database import Store
from claimcite.store.place import Place
from claimcite.store.rows import named, pack, written


@dataclass(slots=True)
class Tally:
    """What a run has done so far; ``unchanged`` records were kept already, ``seconds`` are by stage."""

    records: int = 0
    processed: int = 0
    unchanged: int = 0
    quarantined: int = 0
    words: int = 0
    claims: int = 0
    seconds: dict[str, float] = field(default_factory=dict)


Process = Callable[[Record], Result]
Watch = Callable[[Tally, Quarantined | None], None]


def run(items: Iterable[Record | Quarantined], process: Process, store: Store, digest: str, watch: Watch | None = None) -> Tally:
    """Bring the store to hold what ``process`` makes of ``items``, and nothing else; return what was done.

    What the store holds under the same ``digest`` is not processed again. ``watch`` is called after each item, with the
    quarantine row where it gave one. An error leaves the store with all documents up to it; the next run goes on from there.
    """
    tally = Tally()
    store.begin()
    for item in items:
        item = written(item) if isinstance(item, Quarantined) else named(item)
        refused = take(item, process, store, digest, tally)
        tally.records += 1
        tally.quarantined += refused is not None
        if watch is not None:
            watch(tally, refused)
    store.finish()
    return tally


def take(item: Record | Quarantined, process: Process, store: Store, digest: str, tally: Tally) -> Quarantined | None:
    """Process one record unless its rows are kept; return its quarantine row where it newly gave one."""
    place = Place.of(item)
    if isinstance(item, Quarantined):
        store.refuse(place, digest, item)
        return item
    if store.holds(place, digest):
        tally.unchanged += 1
        return None
    tally.processed += 1
    result = process(item)
    for stage, seconds in result.seconds.items():
        tally.seconds[stage] = tally.seconds.get(stage, 0.0) + seconds
    if result.quarantined is None:
        try:
            packed = pack(result)
        except (TypeError, ValueError) as exc:  # a value that JSON cannot hold; a lone surrogate is a ValueError too
            result = Result(None, quarantined=refusal(item, place, f"{type(exc).__name__}: {exc}"))
        else:
            store.keep(place, digest, packed)
            tally.words += packed.counts.words
            tally.claims += packed.counts.claims
    if result.quarantined is not None:
        store.refuse(place, digest, result.quarantined)
    return result.quarantined


def refusal(record: Record, place: Place, message: str) -> Quarantined:
    """Return the quarantine row of a document whose rows cannot be written."""
    return Quarantined(place.document, record.locator, record.path, record.sha256, "link", "internal", message, None)
