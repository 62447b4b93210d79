"""Who wrote a document: people only."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcite.lexicon.outlets import OutletIndex, folded
from claimcite.link.candidates import Candidate
from claimcite.link.names import byline_parts, is_person, unique
from claimcite.records import Outlet

Authors = tuple[tuple[str, ...], Candidate]
#: A name of one word counts if it is written as a name is ("Regan") and two sources of the page give it.
SINGLE = re.compile(r"[^\W\d_a-z][^\W\d_A-Z]{2,20}$")
#: The Gaelic prefix where capitals hide it: "MCROE" is McRoe.
MAC = re.compile(r"\bMc[a-z]{3}")
AUTHORS_MAX = 50


def choose_authors(facts: Sequence[Candidate], outlet: Outlet | None, outlets: OutletIndex) -> Authors | None:
    """Return the people that the first source with any names as authors: no agency, outlet, desk or handle.

    A byline that readers see goes before the head if it has all of the head's names and more: heads often keep the first alone.
    """
    rows = [fact for fact in facts if fact.field == "authors"]
    names = (fact.value for fact in facts if fact.field in ("outlet", "copyright"))
    own = set(map(folded, (*names, *((outlet.name or "", outlet.domain or "") if outlet else ()))))
    sources = [[fact for fact in rows if fact.origin == origin] for origin in dict.fromkeys(fact.origin for fact in rows)]
    named = next(((found, source[0]) for source in sources if (found := people(source, rows, own, outlets))), None)
    if named is None or named[1].origin == "given":
        return named
    lines = dict.fromkeys(fact.text for fact in rows if fact.origin == "byline" and fact.text != "byline")
    printed = [[fact for fact in rows if fact.origin == "byline" and fact.text == line] for line in lines]
    fuller = ((people(line, rows, own, outlets), line[0]) for line in printed)
    return next(((found, fact) for found, fact in fuller if len(found) > len(named[0]) and covers(found, named[0])), named)


def people(source: Sequence[Candidate], rows: Sequence[Candidate], own: set[str], outlets: OutletIndex) -> tuple[str, ...]:
    """Return the people that a source names."""
    found = [without_employer(name, outlets)[0] for fact in source[:AUTHORS_MAX] for name in byline_parts(unlabelled(fact.value, outlets))]
    kept = [spelt(name) for name in found if is_person(name) and not is_site(name, own, outlets)]
    return unique([name for name in kept if len(name.split()) > 1 or name.lower() == name.upper() or twice(name, rows)])[:AUTHORS_MAX]


def spelt(name: str) -> str:
    """Return a name as people write it where a byline prints it in capitals.

    >>> spelt("ANN O'ROE-LIND"), spelt("IAN MCROE"), spelt("Ann Roe")
    ("Ann O'Roe-Lind", 'Ian McRoe', 'Ann Roe')
    """
    if not name.isupper() or all(len(word) <= 3 for word in name.split()):
        return name
    return MAC.sub(lambda found: "Mc" + found[0][2:].capitalize(), name.title())


def unlabelled(byline: str, outlets: OutletIndex) -> str:
    """Return a byline without the word before it: "Par Hélène Marceau"."""
    match = outlets.words.by.match(byline)
    return byline[match.end() :] if match else byline


def without_employer(name: str, outlets: OutletIndex) -> tuple[str, Outlet | None]:
    """Return a name without the outlet or agency that stands behind it with no comma, and that outlet: "JONAS PELT Associated Press"."""
    words = name.split()
    for start in range(2, len(words)):
        tail = " ".join(words[start:])
        outlet = outlets.from_name(tail) if start < len(words) - 1 else outlets.agency(tail)
        if outlet is not None:
            return " ".join(words[:start]), outlet
    return name, None


def is_site(name: str, own: set[str], outlets: OutletIndex) -> bool:
    """Whether a name is that of an outlet, of the page's own site, or of a part of it: "CNN Business", "Beachbody" of the Beachbody Blog."""
    first, *rest = name.split()
    if folded(name) in own or outlets.from_name(name) is not None:
        return True
    return first.isupper() and len(first) > 1 and folded(first) in own if rest else any(site.startswith(folded(name)) for site in own)


def twice(name: str, rows: Sequence[Candidate]) -> bool:
    """Whether two sources of the page name somebody who has one name only: the head and the byline."""
    return SINGLE.match(name) is not None and len({fact.origin for fact in rows if name in byline_parts(fact.value)}) > 1


def covers(names: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether all of ``others`` are among the names.

    >>> covers(("Ann Roe", "Omar Khan"), ("ANN ROE",)), covers(("Omar Khan", "Lea Brandt"), ("Ann Roe",))
    (True, False)
    """
    return {folded(name) for name in others} <= {folded(name) for name in names}
