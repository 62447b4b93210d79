"""When a claim happened: the dates of its clause, and those that it shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claimcite.claims.clauses import NOWHERE, Clauses
from claimcite.claims.predicates import Candidate
from claimcite.claims.tree import Word
from claimcite.lexicon import Lexicon
from claimcite.parse import Parse
from claimcite.records import Date
from claimcite.spans import Span

#: What these say or lay down has a day of its own: "after a report on Friday".
PAPERS = frozenset({"announcement", "statement", "report", "paper", "article", "interview", "letter", "law", "deal", "agreement", "plan", "decision", "order", "speech", "tweet", "post", "study", "ruling", "decree", "resolution", "accord", "treaty", "call", "vote", "election", "edition", "version", "issue", "season"})  # fmt: skip
PAST = frozenset({"VBD", "VBN"})


def head_of(parse: Parse, words: Sequence[Word], span: Span) -> Word | None:
    """Return the word of a stretch that hangs on something outside it; of several, the one with a preposition."""
    tokens = parse.tokens(span)
    first, last = tokens.start, tokens.end
    roots = [w for w in words[first:last] if w.head is w or not first <= w.head.i < last]
    return next((w for w in roots if w.child("case") is not None), roots[0] if roots else None)


def dates_of(clauses: Clauses, dates: Sequence[Date], words: Sequence[Word], lexicon: Lexicon) -> dict[int, list[Date]]:
    """Return the dates of each candidate. A date inside a noun phrase counts if the noun is an event.

    "the March 5 Idlib cease-fire agreement" is not dated 5 March by the clause that it stands in.
    """
    rows: dict[int, list[Date]] = {}
    nouns = lexicon.events.nouns
    for date in dates:
        head = head_of(clauses.parse, words, date.span)
        if head is None:
            continue
        n, way = clauses.path(head)
        if n == NOWHERE:
            continue
        adverbial = head.case == "on" and date.type in ("DATE", "TIME")  # "envoy X on Wednesday condemned the raid"
        above = [w for w in way[1:] if w.pos in ("NOUN", "PROPN")]
        fits = all(w.lemma in nouns or (w.dep.startswith("obl") and w.lemma not in PAPERS) for w in above)
        if date.relation == "compared" or (adverbial and not any(w.lemma in PAPERS for w in above)) or fits:
            rows.setdefault(n, []).append(date)
    return rows


def dates_of_when(rows: dict[int, list[Date]], clauses: Clauses, dates: Sequence[Date]) -> None:
    """Give a clause with "when" the date that it says more of: "the deadliest since June, when drones killed 60"."""
    behind = {clauses.parse.tokens(date.span).end: date for date in dates}
    for n, candidate in enumerate(clauses.candidates):
        for kid in (candidate.opener or candidate.clause).kids:
            date = behind.get(kid.i) or behind.get(kid.i - 1) if kid.lower == "when" else None
            if date is not None and date.type == "DATE" and not any(d.type == "DATE" and not d.carried for d in rows.get(n, ())):
                rows[n] = [replace(date, relation="at", carried=True)]


def carry_dates(rows: dict[int, list[Date]], pairs: Sequence[tuple[int, int]], candidates: Sequence[Candidate]) -> None:
    """Give a clause without a date that of its partner, marked as carried; not across tenses: "moved in 2019 and are still there"."""
    for a, b in [*pairs, *reversed(pairs)]:
        for here, there in ((a, b), (b, a)):
            given = [d for d in rows.get(here, ()) if d.relation == "at" and d.type in ("DATE", "TIME")]
            if not given or any(d.type in ("DATE", "TIME") for d in rows.get(there, ())):
                continue
            if same_time(candidates[here], candidates[there]):
                rows.setdefault(there, []).extend(d if d.carried else replace(d, carried=True) for d in given)


def same_time(one: Candidate, other: Candidate) -> bool:
    """Whether two clauses may be of one time: a participle is of any, present and past are not of one."""
    here, there = tense(one), tense(other)
    return here is None or there is None or here == there


def tense(candidate: Candidate) -> str | None:
    """Return whether a clause is finite and past or present; the present of headlines and captions is read as such."""
    head = candidate.opener or candidate.clause
    copula = head.child("cop")
    finite = next((k for k in head.kids if k.dep in ("aux", "aux:pass") and k.tag in ("VBD", "VBZ", "VBP", "MD")), None) or copula or head
    if finite.tag == "VBD" or (finite.lemma == "have" and finite is not head):
        return "past"
    if finite.tag in ("VBZ", "VBP"):
        passive = finite.dep == "aux:pass"
        return None if passive else "present"
    return "future" if finite.tag == "MD" and finite.lower in ("will", "'ll", "’ll", "shall") else None
