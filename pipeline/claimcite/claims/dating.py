"""When a claim happened: the dates of its clause, and those that it shares."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from claimcite.annotate.dates.pieces import amount_of
from claimcite.annotate.dates.timex import day_of, shifted_day
from claimcite.claims.clauses import NOWHERE, Clauses
from claimcite.claims.predicates import Candidate
from claimcite.claims.sharing import gives_back, gives_on, has_subject, head_of, same_time, tense
from claimcite.claims.tree import Word
from claimcite.lexicon import Lexicon
from claimcite.parse import Parse
from claimcite.records import Anchor, Date, EventType
from claimcite.spans import Span

#: What these say or lay down has a day of its own: "after a report on Friday".
PAPERS = frozenset({"announcement", "statement", "report", "paper", "article", "interview", "letter", "law", "deal", "agreement", "plan", "decision", "order", "speech", "tweet", "post", "study", "ruling", "decree", "resolution", "accord", "treaty", "call", "vote", "election", "edition", "version", "issue", "season"})  # fmt: skip
#: Behind a noun that follows the verb, a date with one of these is the verb's: "had lost a third of their value since August".
ADVERBIAL = frozenset({"in", "on", "since", "between", "by", "until", "during", "from"})
#: In front of these a day is that of the clause: "won Sunday's election", "last year's figure was 12".
OWNED = frozenset({"election", "vote", "figure", "toll", "total", "number", "loss", "profit", "revenue", "turnout", "rate", "result", "count", "disaster"})
#: These are held, so that what happens in them is of their year.
HELD = frozenset({"election", "vote", "season"})
#: What these lead to is no setting: "touched on the 2016 race", "carried it to the 2012 meeting".
ASIDE = frozenset({"on", "about", "to", "for", "with", "of", "from", "into", "against", "by", "like", "as", "over"})
#: So many words around a date are looked at: a sentence of ten thousand words is no sentence.
REACH = 80
OF_OWNER = frozenset({"'s", "’s", "'", "’"})
#: "two days | after", "58 hours | after"
COUNTED = re.compile(r"(?<!\w)(?P<n>\d{1,3}|an?|[a-z]{3,6}(?:-[a-z]{3,5})?) (?P<unit>day|week|hour)s? $", re.IGNORECASE)
#: These only set a clause against what was: "we have spent much and are now building more".
NOW = frozenset({"now", "right now", "currently", "at present"})
DAYLIKE = ("day", "part_of_day", "minute")
#: A clause that one of these opens is a time or a reason of its own; what stands at its end is its own.
OPENERS = frozenset({"after", "before", "since", "until", "till", "because", "if", "unless", "although", "though", "once", "when", "as", "while"})


def word_of(parse: Parse, words: Sequence[Word], span: Span) -> Word | None:
    """Return the word of a stretch that hangs on something outside it; of several, the one with a preposition."""
    places = parse.places(span)
    first, last = places.start, places.stop
    roots = [w for w in words[first:last] if w.head is w or not first <= w.head.i < last]
    return next((w for w in roots if w.child("case") is not None), roots[0] if roots else None)


def dates_of(clauses: Clauses, dates: Sequence[Date], words: Sequence[Word], lexicon: Lexicon) -> dict[int, list[Date]]:
    """Return the dates of each candidate. A date inside a noun phrase counts if the noun is an event.

    "the March 5 Idlib cease-fire agreement" is not dated 5 March by the clause that it stands in.
    """
    rows: dict[int, list[Date]] = {}
    for date in dates:
        head = word_of(clauses.parse, words, date.span)
        if head is None:
            continue
        n, way = clauses.path(head)
        nearer = nearer_clause(head, way, n, clauses, words)
        if nearer is not None:
            rows.setdefault(nearer, []).append(date)
        elif n != NOWHERE and belongs(date, head, way, clauses.candidates[n], lexicon):
            rows.setdefault(n, []).append(date)
    rows.pop(NOWHERE, None)
    return rows


def belongs(date: Date, head: Word, way: Sequence[Word], candidate: Candidate, lexicon: Lexicon) -> bool:
    """Whether a date is that of the clause that its way up leads to."""
    nouns = lexicon.events.nouns
    above = [w for w in way[1:] if w.pos in ("NOUN", "PROPN")]
    if any(w.case == "unlike" for w in above):
        return False  # "unlike Wednesday's race, it went well"
    if date.relation == "compared":
        return not (head.dep in ("compound", "nummod", "amod", "nmod:desc") and head.i < head.head.i)  # "the worst since the 1974 Lisk collision"
    if len(above) == 1 and above[0].lemma in HELD and above[0].case in ("in", "at", "during") and date.granularity == "year":
        return True  # "lost her seat in the 2012 election"
    if any(w.lemma in PAPERS for w in above) and head.i < above[0].i and head.case not in OF_OWNER:
        return False  # "the June 11 deal"
    if named_by(head) and (date.type == "DURATION" or (date.granularity in ("year", "month") and head.head.case in ASIDE)):
        return False  # "in an eight-minute video", "spoke about the 2016 race"
    told = ("VBN", "VBG") if candidate.kind == "copula" else ("VBN", "VBG", "VBD")
    if any(w.dep.startswith("acl") and w.tag in told and not w.infinitive for w in way[1:]):
        return False  # "fell in the poll released Wednesday", but "that is what we saw on Wednesday"
    if all(w.lemma in nouns or (w.dep.startswith("obl") and w.lemma not in PAPERS) for w in above):
        return True
    if any(w.lemma in PAPERS and not possessive(head, w) for w in above):
        return False
    adverbial = head.case == "on" and date.type in ("DATE", "TIME")  # "envoy X on Wednesday condemned the raid"
    behind = head.case in ADVERBIAL and above[-1].i > candidate.token.i and not above[0].text[:1].isupper()
    owned = len(above) == 1 and above[0].lemma in OWNED and possessive(head, above[0])
    return adverbial or behind or owned


def named_by(head: Word) -> bool:
    """Whether a date stands before a noun without "'s" and only says which one: "the 2016 race", "a two-day talk"."""
    return head.head.pos in ("NOUN", "PROPN") and head.i < head.head.i and head.dep in ("compound", "amod", "nummod", "nmod:desc")


def possessive(head: Word, noun: Word) -> bool:
    """Whether a date stands before its noun as "Sunday's"."""
    return head.head is noun and head.i < noun.i and head.case in OF_OWNER


# --- dates that the parser hung too high ----------------------------------------------------------------------------


def nearer_clause(head: Word, way: Sequence[Word], n: int, clauses: Clauses, words: Sequence[Word]) -> int | None:
    """Return the clause right before a date where the parser hung the date on a clause before that one; ``NOWHERE`` if that is no claim's.

    "An old man died after a fire tore through a house | on Sunday", "… is being held and is due in court | Thursday", "12 were freed,
    the army said | on Monday"; None where there is no such clause.
    """
    verb = (way[-1] if way else head).head
    if n == NOWHERE and verb.i in clauses.silent:
        return of_content(head, way, verb, clauses, words)
    first = next((k.i for k in head.kids if k.dep == "case"), head.i)
    if words[first - 1].text == ";" and verb.i < first:
        return next((i for w in words[head.i : head.i + 25] if (i := clauses.heads.get(w.i)) is not None), None)  # "…; as of 2025, 14 | were missing"
    told = words[first - 1]
    if told.dep == "acl" and told.tag == "VBN" and told.head is not verb and verb.i < told.i < head.i and told.i not in clauses.silent:
        return clauses.heads.get(told.i, NOWHERE)  # "fell in the latest poll released | Wednesday"
    if verb.i >= head.i or verb.pos not in ("VERB", "AUX", "ADJ", "NOUN"):
        return None
    for word in reversed(words[max(verb.i + 1, head.i - REACH) : head.i]):
        if word.i in clauses.silent and word.pos == "VERB" and n != NOWHERE and verb.i not in clauses.silent:
            return NOWHERE if n != NOWHERE and not word.infinitive else None
        if word.pos not in ("VERB", "AUX", "ADJ") or verb not in word.above():
            continue
        if takes_date(word, verb):
            return clauses.heads.get(word.i, NOWHERE)
    return None


def of_content(head: Word, way: Sequence[Word], cue: Word, clauses: Clauses, words: Sequence[Word]) -> int | None:
    """Return the clause of what is said that a date hung on its cue belongs to.

    "By December, 212 had been freed, the union said"; "said talks could begin | this week" with "talks" for the object of "said";
    "As of May, the union says, 12 are missing".
    """
    if head.case == "as of":
        return next((clauses.heads[k.i] for k in cue.kids if k.i in clauses.heads and k.dep in ("ccomp", "parataxis")), None)
    between = words[head.i + 1 : min(cue.i, head.i + REACH)] if cue.i > head.i else words[max(cue.i + 1, head.i - REACH) : head.i] if len(way) > 1 else ()
    own = [clauses.heads[w.i] for w in between if w.i in clauses.heads and w.head is cue and w.dep in ("ccomp", "parataxis")]
    return own[0] if own else None


def takes_date(word: Word, verb: Word) -> bool:
    """Whether a clause holds what stands at its end, whatever the parser says."""
    opened = {k.lower for k in word.kids if k.dep in ("mark", "advmod") and k.i < word.i}
    if word.dep == "advcl":
        return bool(opened & OPENERS) and has_subject(word)
    if word.dep != "conj" or word.head is not verb:
        return False
    tenses = {tense(Candidate(w, w, "verb")) for w in (verb, word)}
    return (has_subject(word) and "that" in opened) or (len(tenses) == 2 and ("future" in tenses or None in tenses))


# --- dates that clauses share ---------------------------------------------------------------------------------------


def dates_of_when(rows: dict[int, list[Date]], clauses: Clauses, dates: Sequence[Date]) -> None:
    """Give a clause with "when" the date that it says more of: "the deadliest since June, when drones killed 60"."""
    behind = {clauses.parse.places(date.span).stop: date for date in dates}
    for n, candidate in enumerate(clauses.candidates):
        for kid in (candidate.opener or candidate.clause).kids:
            date = behind.get(kid.i) or behind.get(kid.i - 1) if kid.lower == "when" else None
            if date is not None and date.type == "DATE" and not any(d.type == "DATE" and not d.carried for d in rows.get(n, ())):
                rows[n] = [replace(date, relation="at", carried=True)]


def dates_counted(rows: dict[int, list[Date]], clauses: Clauses) -> None:
    """Date a clause that the main clause is counted from: "were held on Tuesday, two days after they fled": on Sunday."""
    text = clauses.parse.text
    for n, candidate in enumerate(clauses.candidates):
        mark = next((k for k in candidate.clause.kids if k.dep == "mark" and k.lower in ("after", "before")), None)
        match = COUNTED.search(text, max(0, clauses.parse.starts[mark.i] - 24), clauses.parse.starts[mark.i]) if mark is not None else None
        main = next((m for above in candidate.clause.above() if (m := clauses.heads.get(above.i)) is not None and m != n), NOWHERE)
        base = next((d for d in rows.get(main, ()) if d.relation == "at" and d.granularity in DAYLIKE), None)
        if mark is None or match is None or base is None or any(d.edtf for d in rows.get(n, ())):
            continue
        day = counted_day(base, match, -1 if mark.lower == "after" else 1)
        if day is not None:
            rows[n] = [replace(base, type="DATE", timex3=day, edtf=day, earliest=day, latest=day, granularity="day", anchor=Anchor("text", base.edtf or day, base.span), carried=True)]


def counted_day(base: Date, match: re.Match[str], sign: int) -> str | None:
    """Return the day so many days, weeks or hours before or after another."""
    amount, start = amount_of(match["n"]), day_of(base.edtf)
    if amount == "X" or start is None:
        return None
    days = float(amount) * {"day": 1, "week": 7, "hour": 1 / 24}[match["unit"].lower()]
    found = shifted_day(start, sign * int(days)) if days < 400 else None
    return found.isoformat() if found else None


def dates_of_since(rows: dict[int, list[Date]], clauses: Clauses) -> None:
    """Give a clause the date from which it holds: "more than 200 shops have closed since the war began in 2023"."""
    for n, candidate in enumerate(clauses.candidates):
        clause = candidate.clause
        if clause.dep != "advcl" or not any(k.dep == "mark" and k.lower == "since" for k in clause.kids):
            continue
        main = clauses.heads.get(clause.head.i, NOWHERE)
        given = [replace(d, relation="since", carried=True) for d in rows.get(n, ()) if d.relation == "at" and d.type == "DATE"]
        if main not in (NOWHERE, n) and not any(d.type == "DATE" for d in rows.get(main, ())):
            rows.setdefault(main, []).extend(given)


def carry_dates(rows: dict[int, list[Date]], pairs: Sequence[tuple[int, int]], clauses: Clauses, types: Sequence[EventType | None]) -> None:
    """Give a clause without a date that of its partner, marked as carried; not across tenses: "moved in 2019 and are still there"."""
    chosen = clauses.candidates
    for a, b in [*pairs, *reversed(pairs)]:
        if not same_time(chosen[a], chosen[b]):
            continue
        if gives_on(chosen[a], chosen[b], types[b]):
            carry(rows, a, b, clauses)
        if gives_back(chosen[b], rows.get(b, ())):
            carry(rows, b, a, clauses)


def carry(rows: dict[int, list[Date]], here: int, there: int, clauses: Clauses) -> None:
    """Give the dates of one clause to another that has none."""
    given = [d for d in rows.get(here, ()) if d.type in ("DATE", "TIME") and d.text.lower() not in NOW and may_hold(d, clauses.candidates[there]) and (d.relation == "at" or leads_in(d, here, there, clauses))]
    second = head_of(clauses.candidates[there])
    apart = second.dep in ("conj", "parataxis") and has_subject(second)
    has = rows.get(there, [])
    if given and not any(timed(d, apart=apart) for d in has) and (any(d.edtf for d in given) or not any(d.type in ("DATE", "TIME") for d in has)):
        rows.setdefault(there, []).extend(d if d.carried else replace(d, carried=True) for d in given)


def may_hold(date: Date, there: Candidate) -> bool:
    """Whether a date may be that of another clause: not what is to come for what has been, "heading into Tuesday's vote, her lead has gone"."""
    told = date.anchor.date if date.anchor is not None and date.anchor.kind in ("published", "given", "dateline") else None
    ahead = told is not None and date.earliest is not None and date.earliest > told[:10]
    return not (ahead and tense(there) in ("past", "perfect", "pluperfect"))


def timed(date: Date, *, apart: bool) -> bool:
    """Whether a date of a clause keeps out another's: "withdrew on Monday, and 400 fled within a week"; "hours later" does not."""
    if date.type == "DURATION":
        return apart
    return date.type in ("DATE", "TIME") and (date.edtf is not None or date.granularity is not None)


def leads_in(date: Date, here: int, there: int, clauses: Clauses) -> bool:
    """Whether a date before both clauses is the end of what they tell: "By June 28 soldiers had fled and nine were missing"."""
    first = clauses.parse.places(date.span).start
    by = first > 0 and any(t.lower_ == "by" for t in clauses.parse.doc[max(first - 2, 0) : first])
    contrast = any(k.dep == "cc" and k.lower == "but" for k in head_of(clauses.candidates[there]).kids)
    return date.relation == "until" and by and not contrast and date.span.end <= clauses.parse.starts[clauses.candidates[here].token.i] and here != there
