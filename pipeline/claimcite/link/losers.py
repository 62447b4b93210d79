"""What the sources say that were not believed: for ``evidence``, where a page disagrees with itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from claimcite.lexicon.outlets import OutletIndex, folded
from claimcite.link.candidates import Candidate
from claimcite.link.dates import agree, parse_date
from claimcite.link.days import Dated
from claimcite.link.languages import language_tag, main_language
from claimcite.link.names import byline_parts, is_person
from claimcite.link.publishers import agency_candidates
from claimcite.records import OtherRow, Outlet

#: More than anybody reads.
OTHERS_MAX = 8
Said = tuple[str, Candidate]


def losers(found: Mapping[str, tuple[object, Candidate] | None], facts: Sequence[Candidate], dates: Sequence[Dated], outlets: OutletIndex) -> dict[str, tuple[OtherRow, ...]]:
    """Return, by field, the values of other sources that differ from the one that was chosen, each once, in order of belief."""
    rows: dict[str, tuple[OtherRow, ...]] = {}
    for field, chosen in found.items():
        if chosen is None:
            continue
        key = comparable(field, outlets)
        own = [key(one.moment.value) for one in dates if one.candidate is chosen[1]]
        kept, seen = list[OtherRow](), [key(text_of(chosen[0])), *own]
        for value, fact in said(field, facts, dates, outlets):
            if fact is not chosen[1] and key(value) and not any(same(field, key(value), other) for other in seen) and len(kept) < OTHERS_MAX:
                seen.append(key(value))
                kept.append(fact.other(value))
        rows[field] = tuple(kept)
    return rows


def said(field: str, facts: Sequence[Candidate], dates: Sequence[Dated], outlets: OutletIndex) -> Iterator[Said]:
    """Yield what each source says of a field."""
    if field in ("published", "modified"):
        kinds = ("published", "time", "printed", "url") if field == "published" else ("modified",)
        yield from ((one.moment.value, one.candidate) for one in dates if one.kind in kinds)
    elif field == "agency":
        yield from ((agency.name or "", fact) for agency, fact in agency_candidates(facts, outlets))
    else:
        yield from ((fact.value, fact) for fact in facts if fact.field == field)


def text_of(value: object) -> str:
    """Return a chosen value as a source would print it."""
    if isinstance(value, Outlet):
        return value.name or value.domain or ""
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def comparable(field: str, outlets: OutletIndex) -> Callable[[str], str]:
    """Return the function that brings values of a field to the form in which they are compared."""

    def outlet(value: str) -> str:
        known = outlets.from_name(value)
        return (known.id or "") if known else folded(value)

    forms: dict[str, Callable[[str], str]] = {
        "outlet": outlet,
        "agency": outlet,
        "authors": lambda value: " ".join(sorted(folded(name) for name in byline_parts(value) if is_person(name) and " " in name)),
        "url": lambda value: re.sub(r"^https?://(?:www\.)?|#.*$|/$", "", value),
        "language": lambda value: main_language(language_tag(value)) or value,
        "retrieved": lambda value: parse_date(value) or value,
        "title": folded,
    }
    return forms.get(field, str)


def same(field: str, one: str, other: str) -> bool:
    """Whether two values say the same: of days, the coarser agrees with the finer; of authors, part of a list agrees with the list.

    >>> same("published", "2026-05", "2026-05-04"), same("title", "ferrysinks", "ferrysaved")
    (True, False)
    """
    if field in ("published", "modified"):
        return agree(one, other)
    if field == "authors":
        return set(one.split()) <= set(other.split())
    return one == other
