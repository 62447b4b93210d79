"""A second figure with a day of its own shares the verb that is left out: "26 girls were freed on 2 April, and a further 72 on 20 June"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimcite.parse import Parse
from claimcite.records import Date, Participant, Quantity
from claimcite.spans import Span

#: What stands before the second figure.
JOINING = frozenset({"and", ",", "or", "then"})
#: So many characters may stand between the figure and its day.
NEAR = 30


@dataclass(frozen=True, slots=True)
class Second:
    """What the clause without a verb has of its own: its figure, its day, who is counted, its stretch of text."""

    quantity: Quantity
    date: Date
    counted: Participant
    span: Span


def second_figure(quantities: Sequence[Quantity], dates: Sequence[Date], parse: Parse) -> Second | None:
    """Return the figure and the day of a clause whose verb is left out, where the clause before it has a figure of the same and a day.

    "12 were killed on Monday and nine on Tuesday", not "12 were killed and nine hurt on Monday".
    """
    days = sorted((d for d in dates if not d.carried and d.type in ("DATE", "TIME") and d.relation == "at"), key=lambda d: d.span)
    if len(days) != 2:
        return None
    first, day = days
    late = [q for q in quantities if first.span.end <= q.span.start < day.span.start]
    early = [q for q in quantities if q.span.end <= first.span.start]
    if len(late) != 1 or not any(alike(q, late[0]) for q in early) or day.span.start - late[0].span.end > NEAR:
        return None
    start = parse.places(late[0].span).start
    between = parse.doc[start : parse.places(day.span).start]
    if not start or parse.doc[start - 1].lower_ not in JOINING or any(t.pos_ in ("VERB", "AUX") for t in between):
        return None
    return Second(late[0], day, counted(late[0], parse), Span(late[0].span.start, day.span.end))


def alike(one: Quantity, other: Quantity) -> bool:
    """Whether two figures count the same: in the same role, or with the same noun."""
    return one.unit == other.unit and ((one.role is not None and one.role == other.role) or (one.counted_head is not None and one.counted_head == other.counted_head))


def counted(quantity: Quantity, parse: Parse) -> Participant:
    """Return the figure with the noun behind it, where there is one, as participant."""
    behind = list(nouns_behind(quantity, parse))
    span = Span(quantity.span.start, parse.ends[behind[-1]]) if behind else quantity.span
    return Participant(span, span.of(parse.text), None, None, ())


def nouns_behind(quantity: Quantity, parse: Parse) -> Iterator[int]:
    """Yield the places of adjectives and nouns right behind a figure."""
    for token in parse.doc[parse.places(quantity.span).stop :]:
        if token.pos_ not in ("ADJ", "NOUN"):
            return
        yield token.i
