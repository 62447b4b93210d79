"""The loop of a run: records in, rows kept, what is kept already left alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from claimcite.errors import Stage
from claimcite.records import Quarantined, Record
from claimcite.store.database import Store
from claimcite.store.place import Place
from claimcite.store.rows import named, written
from claimcite.store.work import Done, Work


@dataclass(slots=True)
class Tally:
    """What a run has done so far; ``unchanged`` records were kept already, ``seconds`` are by stage, ``codes`` those of quarantine.

    ``read`` and ``worked`` are the bytes of all records and of those that were processed.
    """

    records: int = 0
    processed: int = 0
    unchanged: int = 0
    quarantined: int = 0
    words: int = 0
    claims: int = 0
    read: int = 0
    worked: int = 0
    seconds: dict[Stage, float] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)


Watch = Callable[[Tally, Quarantined | None], None]


def run(
    items: Iterable[Record | Quarantined], work: Work, store: Store, digest: str, watch: Watch | None = None, *, prune: bool = False
) -> Tally:
    """Bring the store to hold what ``work`` makes of ``items``; return what was done.

    What the store holds under the same ``digest`` is not processed again; what it holds of other inputs is withdrawn, or dropped. ``watch`` is called after each item, with the
    quarantine row where it gave one. An error leaves the store with all documents up to it; the next run goes on from there.
    """
    store.begin()
    loop = Loop(work, store, digest, watch)
    for item in items:
        loop.take(item)
    while loop.waiting:
        loop.settle()
    store.finish(prune=prune)
    return loop.tally


class Loop:
    """One run on its way: ``waiting`` holds the places of the records that are being processed, by document.

    Two places with the same bytes are one document: the second waits for the first, so that the order in which workers finish
    does not show.
    """

    def __init__(self, work: Work, store: Store, digest: str, watch: Watch | None) -> None:
        self.work, self.store, self.digest, self.watch = work, store, digest, watch
        self.tally = Tally()
        self.waiting: dict[str, Place] = {}

    def take(self, item: Record | Quarantined) -> None:
        """Process one record unless its rows are kept."""
        if isinstance(item, Quarantined):
            item = written(item)
            self.store.refuse(Place.of(item), self.digest, item)
            self.note(item)
            return
        item = named(item)
        size = len(item.data)
        place = Place.of(item)
        assert place.document is not None
        while place.document in self.waiting:
            self.settle()
        if self.store.holds(place, self.digest):
            self.tally.unchanged += 1
            self.tally.read += size
            self.note(None)
            return
        self.work.submit(item, self.store.kept(place.document))
        self.waiting[place.document] = place
        while not self.work.free:
            self.settle()

    def settle(self) -> None:
        """Wait until a record is done, and keep what came of it."""
        record, done = self.work.wait()
        place = Place.of(record)
        assert place.document is not None
        del self.waiting[place.document]
        self.tally.read += len(record.data)
        self.tally.worked += len(record.data)
        self.keep(place, done)

    def keep(self, place: Place, done: Done) -> None:
        """Keep what came of one record, and count it."""
        tally = self.tally
        tally.processed += 1
        for stage, seconds in done.seconds.items():
            tally.seconds[stage] = tally.seconds.get(stage, 0.0) + seconds
        if done.packed is not None:
            self.store.keep(place, self.digest, done.packed, done.kept)
            tally.words += done.packed.counts.words
            tally.claims += done.packed.counts.claims
        elif done.quarantined is not None:
            self.store.refuse(place, self.digest, done.quarantined)
        self.note(done.quarantined)

    def note(self, refused: Quarantined | None) -> None:
        """Count an item that is done with."""
        self.tally.records += 1
        if refused is not None:
            self.tally.quarantined += 1
            self.tally.codes[refused.code] = self.tally.codes.get(refused.code, 0) + 1
        if self.watch is not None:
            self.watch(self.tally, refused)
