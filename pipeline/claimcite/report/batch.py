"""What the commands about whole runs say: status, plan and diff."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from claimcite.diff import Changes
from claimcite.errors import QUARANTINE_CODES, advice
from claimcite.export.run_json import NOTE
from claimcite.report.text import columns, plain
from claimcite.store import Store
from claimcite.store.plan import Plan, Step

STEPS: dict[Step, str] = {
    "unchanged": "unchanged since an earlier run: nothing to do",
    "same": "the same bytes as another input: nothing to do",
    "new": "new: to be processed",
    "changed": "changed: to be processed",
    "again": "to be processed again",
    "refused": "that cannot be read: they go to quarantine",
}


def status_lines(store: Store) -> list[str]:
    """Return what a store holds: the last run, its documents, and what is in quarantine with what to do about it."""
    note = msgspec.json.decode(store.note(NOTE) or "{}", type=dict[str, object])
    total, codes = store.counts(), store.codes()
    ended = f"the last run ended {note.get('finished')}" if store.complete else "the last run was not finished; the same command goes on from there"
    rows = [(f"{sum(n for *_, n in store.groups()):,}", "documents"), (f"{total.words:,}", "words"), (f"{total.claims:,}", "claims"),
            (f"{total.references:,}", "references"), (f"{total.mentions:,}", "mentions"), (f"{sum(1 for _ in store.withdrawn()):,}", "withdrawn places"),
            (f"{sum(codes.values()):,}", "inputs in quarantine")]  # fmt: skip
    refused = [(f"{codes[code]:,}", code, advice(code)) for code in QUARANTINE_CODES if code in codes]
    return [ended, *columns(rows, right=[0]), *(columns(refused, right=[0], indent=4))]


def plan_lines(plan: Plan) -> list[str]:
    """Return what a run would do.

    >>> plan_lines(Plan({"new": 2}))
    ['  2  inputs new: to be processed', '2 inputs would be processed']
    """
    rows = [(f"{plan.steps[step]:,}", f"inputs {what}{why(step, plan)}") for step, what in STEPS.items() if plan.steps.get(step)]
    if plan.withdrawn:
        rows.append((f"{plan.withdrawn:,}", "documents that the inputs no longer hold: to be withdrawn (--prune drops them)"))
    return [*columns(rows, right=[0]), f"{plan.processed:,} input{'' if plan.processed == 1 else 's'} would be processed"]


def why(step: str, plan: Plan) -> str:
    """Return why kept documents would be made again."""
    if step != "again":
        return ""
    return f": {', '.join(plan.parts)} changed" if plan.parts else ": the last run did not finish with them"


def diff_lines(found: Mapping[str, Changes]) -> list[str]:
    """Return what differs between two runs, a table first, then the fields that changed and some examples."""
    head = ("", "added", "gone", "changed", "same")
    rows = [(kind, *(f"{n:,}" for n in (c.added, c.gone, c.changed, c.same))) for kind, c in found.items()]
    lines = columns([head, *rows], right=(1, 2, 3, 4), indent=0)
    for kind, changes in found.items():
        if changes.fields:
            fields = sorted(changes.fields.items(), key=lambda item: (-item[1], item[0]))
            lines += ["", f"{kind}, by field: " + ", ".join(f"{name} {n:,}" for name, n in fields)]
        elif changes.examples:
            lines += ["", kind]
        lines += [f"  {plain(example, 160)}" for example in changes.examples]
    return lines
