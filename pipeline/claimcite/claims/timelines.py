"""The line of a timeline: "3 June: Two divers drown off Pela"; the date that it begins with is that of its claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claimcite.claims.clauses import Clauses
from claimcite.claims.material import Material
from claimcite.claims.predicates import Candidate
from claimcite.claims.sharing import SPEAKING
from claimcite.records import Date, EventType
from claimcite.spans import Span

#: So many characters into its line, behind a bullet, the date of a timeline stands.
NEAR = 5


def lead_dates(rows: dict[int, list[Date]], sentence: Span, clauses: Clauses, types: Sequence[EventType | None], material: Material) -> None:
    """Give the date that a line of a timeline begins with to all its claims without one: "3 June: Two divers drown off Pela."."""
    lead = leading_date(sentence, material)
    if lead is None:
        return
    here = sentence.covers(lead.span)
    for n, candidate in enumerate(clauses.candidates):
        aside = not here or ";" in material.parse.text[lead.span.end : material.parse.starts[candidate.token.i]]
        if led(candidate, types[n], aside=aside) and not any(d.type in ("DATE", "TIME") or (not here and d.granularity == "day") for d in rows.get(n, ())):
            rows.setdefault(n, []).append(lead if here else replace(lead, carried=True))


def led(candidate: Candidate, kind: EventType | None, *, aside: bool) -> bool:
    """Whether a clause of a timeline's line is of its day: not what somebody says of it, "witnesses deny this", nor "a company based in Selm"."""
    head = candidate.opener or candidate.clause
    speaks = kind in SPEAKING or candidate.token.lemma in ("claim", "deny")
    return not head.dep.startswith("acl") and not (speaks and aside)


def leading_date(sentence: Span, material: Material) -> Date | None:
    """Return the date that the block of a sentence begins with, before a colon or a dash; not the first half of "2017–18"."""
    block, text = material.parse.blocks[material.parse.block_at(sentence.start)], material.parse.text
    start = block.span.start
    for date in material.dates.touching(Span(start, start + NEAR))[:1]:
        behind = text[date.span.end : date.span.end + 3].lstrip()
        if date.span.start >= start and behind[:1] in (":", "–", "—") and not behind[1:2].isdigit():
            return date
    return None
