"""What a run would do with each of its inputs, and why, without doing it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from claimcite.records import Quarantined, Record
from claimcite.store.database import Store
from claimcite.store.place import Place
from claimcite.store.rows import named

#: unchanged: its rows stand; new: never seen; changed: other bytes at its place; again: something that decides rows has changed;
#: same: another place with the bytes of a document of this run; refused: it cannot be read.
Step = Literal["unchanged", "same", "new", "changed", "again", "refused"]


@dataclass(slots=True)
class Plan:
    """How many inputs a run would meet under each ``Step``; ``withdrawn`` documents would be kept apart, ``parts`` are what changed."""

    steps: dict[Step, int] = field(default_factory=dict)
    withdrawn: int = 0
    parts: tuple[str, ...] = ()

    @property
    def processed(self) -> int:
        """How many inputs would be processed."""
        return sum(self.steps.get(step, 0) for step in ("new", "changed", "again"))


def make_plan(
    items: Iterable[Record | Quarantined], store: Store | None, digests: Mapping[str, str], before: Mapping[str, str], watch: Callable[[Plan], object] | None = None
) -> Plan:
    """Return what a run over ``items`` would do; ``store`` is None where there is none yet.

    ``digests`` are those of this run, ``before`` those of the last one (``run.json``): the parts that differ are why documents that
    are kept would be made again. ``watch`` is called after each item.
    """
    plan = Plan(parts=tuple(part for part in digests if part != "all" and before and digests[part] != before.get(part)))
    met: set[str] = set()
    for item in items:
        step = step_of(item, store, digests["all"], met)
        plan.steps[step] = plan.steps.get(step, 0) + 1
        if watch is not None:
            watch(plan)
    if store is not None:
        plan.withdrawn = sum(1 for document in store.ids() if document not in met)
    return plan


def step_of(item: Record | Quarantined, store: Store | None, digest: str, met: set[str]) -> Step:
    """Return what would be done with one input; ``met`` gains its document."""
    if isinstance(item, Quarantined):
        return "refused"
    place = Place.of(named(item))
    assert place.document is not None
    if place.document in met:
        return "same"
    met.add(place.document)
    return "new" if store is None else store.state(place, digest)
