"""The noun that a quantity leaves out: "more than 30 injured", "another 19", "12 of them", "the number is 31"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from claimcite.annotate.quantities.counted import counted_by, is_person, lemma_of, noun_phrase
from claimcite.annotate.quantities.ledger import TOLLS, Entry, Ledger, is_gapped
from claimcite.annotate.quantities.parts import whole
from claimcite.annotate.quantities.site import Site
from claimcite.annotate.quantities.totals import count, with_role

#: Nouns that are not carried on: they say what happened, not who it was.
UNNAMED = frozenset({"dead", "other", "casualty", "body", "injured", "wounded", "death"})


def completed(ledger: Ledger) -> Iterator[tuple[Entry, int | None]]:
    """Yield each entry, completed, with the index of the quantity that it is a part of."""
    ledger.entries = coordinated(ledger, ledger.entries)
    for i, entry in enumerate(ledger.entries):
        part_of = whole(ledger, i, entry) if entry.amount.kind != "age" else None
        entry = ledger.named(entry)
        if entry.amount.kind != "age":
            entry = with_noun(ledger, i, entry, part_of)
            entry = with_role(ledger, entry, part_of)
            entry = replace(entry, count=count(ledger, entry, part_of))
        ledger.done.append(entry)
        yield entry, part_of


def coordinated(ledger: Ledger, entries: list[Entry]) -> list[Entry]:
    """Give the first of "14 protesters and two officers were hurt" the role that stands after the second."""
    result = [ledger.named(e) for e in entries]
    for k in range(len(entries) - 2, -1, -1):
        here, after = result[k], result[k + 1]
        if (
            here.role.name is not None
            or not here.persons
            or after.role.name is None
            or after.sentence is not here.sentence
            or after.role.predicate is None
        ):
            continue
        between = {ledger.doc[j].lower_ for j in range(here.site.end, after.first)}
        if between <= {"and", ",", "or"} and between and after.persons and after.role.predicate >= after.site.end:
            result[k] = replace(here, role=after.role)
    return result


def with_noun(ledger: Ledger, i: int, entry: Entry, part_of: int | None) -> Entry:
    """Carry the noun that is left out: "more than 30 injured", "another 19 were picked up", "12 of them children"."""
    site = entry.site
    counted = site.counted
    if entry.amount.kind in ("money", "measure"):
        bare = replace(site, counted=None)
        return entry if of_mass(ledger, entry) else replace(entry, site=bare, counted=None, head=None, kinds=(), persons=False)
    if entry.amount.kind in ("percent", "fraction") and counted is None and part_of is None:
        return changed(ledger, entry)
    if part_of is not None and part_of > i and counted is not None:
        return entry
    if counted is not None and counted.anaphor:
        child = apposed(ledger, entry)
        if child is not None:
            return child
    if counted is None and entry.amount.kind == "none":
        return entry  # "no one"
    if (
        counted is not None
        and counted.head is not None
        and not (entry.head == "other" or (counted.state and entry.head not in ("dead", "casualty")))
    ):
        return entry
    if counted is not None and counted.state and counted.of:
        return entry
    if counted is None and entry.amount.kind == "count" and entry.amount.value is not None and entry.amount.value % 1:
        return entry  # "the average was 2.69": no count
    giver = donor(ledger, entry) if part_of is None else ledger.entry_at(part_of)
    if giver is not None and giver.head is not None:
        return replace(entry, counted=giver.counted, head=giver.head, kinds=giver.kinds, persons=giver.persons)
    if counted is not None and counted.state:
        site = (
            replace(site, counted=replace(counted, head=None))
            if not is_number_of(ledger, site) and entry.head not in ("dead", "missing")
            else site
        )
        return replace(entry, site=site, counted=None, head=None, kinds=()) if site.counted and site.counted.head is None else entry
    return entry


def of_mass(ledger: Ledger, entry: Entry) -> bool:
    """Whether what stands after an amount of money or a measure is what it is an amount of: "140 mm of rain", "€25 million in aid"."""
    counted = entry.site.counted
    return counted is not None and counted.of and not counted.anaphor


def apposed(ledger: Ledger, entry: Entry) -> Entry | None:
    """Take the noun after "of them": "12 of them children", "half of them women"."""
    site = entry.site
    at = site.last + 2
    found = noun_phrase(ledger.doc, at, site.stop) if at < site.stop and ledger.doc[at].pos_ in ("NOUN", "ADJ") else None
    if found is not None and ledger.doc[found[1]].tag_ == "NNS":
        head = lemma_of(ledger.doc[found[1]])
        return replace(
            entry,
            counted=ledger.parse.span(at, found[1] + 1).of(ledger.parse.text),
            head=head,
            kinds=ledger.lexicon.events.kinds.get(head, ()),
            persons=is_person(head, ledger.lexicon),
        )
    return None


def is_number_of(ledger: Ledger, site: Site) -> bool:
    """Whether "the number of" stands before: "the number of injured at 11"."""
    return any(site.lower(k) in ("number", "toll") for k in range(max(site.start, site.first - 5), site.first))


def changed(ledger: Ledger, entry: Entry) -> Entry:
    """Take what rose or fell by a share: "its shares fell by 12%", "raised the price of diesel by 38 percent"."""
    if entry.amount.change is None:
        return entry
    for token in (ledger.doc[entry.site.last - 1], ledger.doc[entry.site.last - 1].head):
        verb = token.head
        if verb.pos_ != "VERB":
            continue
        noun = next((c for c in verb.children if c.dep_ == "obj" and c.i < entry.first), None) or next(
            (c for c in verb.children if c.dep_.startswith("nsubj") and c.i < verb.i), None
        )
        if noun is None or noun.pos_ != "NOUN":
            return entry
        return replace(entry, counted=ledger.parse.span(noun.i, noun.i + 1).of(ledger.parse.text), head=lemma_of(noun))
    return entry


def donor(ledger: Ledger, entry: Entry) -> Entry | None:
    """Return the nearest quantity before that counts what the entry leaves out: persons, and things where the number is bare."""
    if entry.site.lower(entry.first - 1) == "of" and entry.site.lower(entry.first - 2) == "out" and ledger.done:
        return ledger.done[-1]  # "only one siren out of three"
    numbered = number_of(ledger, entry)
    toll = ledger.toll(entry)
    if numbered is not None or (toll is not None and ledger.doc[toll].lower_ in TOLLS and entry.site.counted is None):
        return numbered
    harmed = entry.role.name is not None or entry.site.counted is not None
    rest = entry.amount.hedge.startswith("the other") or entry.head == "other" or toll is not None or entry.amount.change is not None
    fitting = [other for other in ledger.before(entry) if donates(ledger, other, entry, harmed=harmed, rest=rest)]
    suffering = [other for other in fitting if other.role.name is not None and (toll is not None or other.sentence is entry.sentence)]
    return next(iter(suffering if harmed or toll is not None else fitting), None) or next(iter(fitting), None)


def donates(ledger: Ledger, other: Entry, entry: Entry, *, harmed: bool, rest: bool) -> bool:
    """Whether a quantity's noun may stand for the one that is left out."""
    if not other.counts or other.head is None or (other.amount.value == 1 and entry.amount.value != 1 and not rest):
        return False
    if other.head in UNNAMED:
        return entry.site.counted is None and (rest or is_gapped(entry, other))
    return other.persons or not harmed


def number_of(ledger: Ledger, entry: Entry) -> Entry | None:
    """Take the noun of "the number of miners rose from 400", "the number of confirmed dead at 23"."""
    toll = ledger.toll(entry)
    if toll is None or ledger.doc[toll].lower_ != "number" or toll + 2 >= entry.first or ledger.doc[toll + 1].lower_ != "of":
        return None
    counted = counted_by(ledger.doc, toll + 1, entry.first)
    if counted is None or counted.head is None or (entry.site.counted is not None and entry.site.counted.state):
        return None
    return ledger.named(replace(entry, site=replace(entry.site, counted=counted)))
