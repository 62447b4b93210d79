"""The noun that a quantity leaves out: "more than 30 injured", "another 19", "12 of them", "the number is 31"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from claimcite.annotate.quantities.ages import PARENTS
from claimcite.annotate.quantities.counted import counted_by, noun_phrase
from claimcite.annotate.quantities.elsewhere import antecedent, apposed_to, counting, named_before, plural_level, predicated, without_noun
from claimcite.annotate.quantities.ledger import TOLLS, Entry, Ledger, is_gapped
from claimcite.annotate.quantities.lemmas import is_person, lemma_of
from claimcite.annotate.quantities.parts import says_which, whole
from claimcite.annotate.quantities.shares import share, without_role
from claimcite.annotate.quantities.site import Site
from claimcite.annotate.quantities.totals import count, with_role

MILLION = 1_000_000
#: Nouns that are not carried on: they say what happened, not who it was.
UNNAMED = frozenset({"dead", "other", "casualty", "body", "injured", "wounded", "death", "missing"})
FURTHER = frozenset({"another", "a further", "an additional"})
#: A number so many times larger than the one of the sentence before counts something else.
OUTGROWN = 20
#: "a population of 6,000" counts nothing else.
SIZES = frozenset({"population", "capacity", "circulation", "membership", "audience", "length", "magnitude"})
#: Verbs of payments: "paid 90 million mar" is an amount of money.
PAYING = frozenset({"pay", "cost", "spend", "owe", "fine", "donate", "earn", "lend", "borrow", "receive", "demand", "invest", "repay", "charge", "raise", "worth"})
#: "reported 40 wounded": verbs behind which a state names the persons.
TALLYING = frozenset({"report", "count", "confirm", "acknowledge", "record", "list", "register", "receive", "treat", "admit", "announce", "claim"})


def completed(ledger: Ledger) -> Iterator[tuple[Entry, int | None]]:
    """Yield each entry, completed, with the index of the quantity that it is a part of."""
    ledger.entries = coordinated(ledger, ledger.entries)
    for i, entry in enumerate(ledger.entries):
        part_of = whole(ledger, i, entry) if entry.amount.kind != "age" else None
        entry = ledger.named(entry)
        if entry.amount.kind != "age":
            entry = without_role(with_noun(ledger, i, entry, part_of))
            entry = with_role(ledger, entry, part_of)
            entry = replace(entry, count=count(ledger, entry, part_of))
        ledger.add(entry, part_of)
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
    kind, counted = entry.amount.kind, entry.site.counted
    if kind in ("money", "measure"):
        return entry if of_mass(ledger, entry) else without_noun(entry)
    if is_currency(ledger, i, entry):
        return without_noun(replace(entry, amount=replace(entry.amount, kind="money")))
    if kind in ("percent", "fraction") and part_of is None and not (counted is not None and counted.anaphor):
        return share(ledger, entry)
    if part_of is not None and part_of > i and counted is not None:
        return entry
    if counted is not None and counted.anaphor:
        child = apposed(ledger, entry)
        if child is not None:
            return child
        if part_of is None and says_which(entry):
            return entry
    if (counted is not None and counted.head is not None and not counted.state) or stays_bare(entry):
        return entry
    if counted is None and (entry.site.lower(entry.first - 1), entry.site.lower(entry.first - 2)) in ((("of", p)) for p in PARENTS):
        return replace(entry, counted="children", head="child", kinds=("child",), persons=True)
    if counted is not None and counted.anaphor and part_of is None and (meant := antecedent(ledger, entry)) is not None:
        return counting(ledger, entry, meant)
    if counted is not None and counted.state and is_nominal(ledger, entry):
        return entry
    noun = predicated(entry) if part_of is not None and entry.counts else named_before(entry) or apposed_to(entry)
    if noun is None and part_of is None and counted is None:
        noun = plural_level(ledger, entry)
    if noun is not None:
        return counting(ledger, entry, noun)
    giver = donor(ledger, entry) if part_of is None else ledger.entry_at(part_of)
    if giver is not None and giver.head is not None:
        return replace(entry, counted=giver.counted, head=giver.head, kinds=giver.kinds, persons=giver.persons)
    return without_noun(entry) if counted is not None and counted.state and entry.head != "missing" else entry


def is_currency(ledger: Ledger, i: int, entry: Entry) -> bool:
    """Whether the noun behind a number is a currency that no list has: "500,000 dola ($1,150)", "paid 90 million mar"."""
    counted = entry.site.counted
    if entry.amount.kind != "count" or counted is None or counted.head is None or counted.of or counted.state:
        return False
    noun, after = ledger.doc[counted.head], ledger.entries[i + 1] if i + 1 < len(ledger.entries) else None
    if counted.last - counted.first > 1 or not noun.is_lower or entry.persons:
        return False
    if after is not None and after.amount.kind == "money" and entry.site.lower(counted.last) == "(" and after.first == counted.last + 1:
        return True
    large = entry.amount.value is not None and entry.amount.value >= MILLION
    verb = ledger.doc[entry.site.last - 1].head.head
    return large and noun.tag_ in ("NN", "NNP") and noun.lower_ == noun.lemma_.lower() and (noun.head.lemma_ in PAYING or verb.lemma_ in PAYING)


def stays_bare(entry: Entry) -> bool:
    """Whether an amount stands for what it counts: "no one", "thousands fled"; "the average was 2.69" counts nothing."""
    if entry.site.counted is not None:
        return False
    amount, site = entry.amount, entry.site
    if amount.kind == "vague":
        return "many" not in amount.spelling and amount.spelling != "most" and site.lower(site.last) != "more"
    if site.lower(site.first - 1) == "of" and site.lower(site.first - 2) in SIZES:
        return True
    return amount.kind == "none" or (amount.kind == "count" and amount.value is not None and bool(amount.value % 1))


def is_nominal(ledger: Ledger, entry: Entry) -> bool:
    """Whether a state names the persons itself: "43 dead and 112 wounded", "of the 143 injured", "spoke of 40 wounded".

    Not in "ten were killed and 30 wounded", where it is a verb.
    """
    site, doc = entry.site, ledger.doc
    counted = site.counted
    if counted is None or counted.of or entry.head in ("dead", "casualty") or is_number_of(ledger, site):
        return True
    before = site.lower(site.first - 1)
    if before == "the" or (before == "of" and doc[site.first - 2].lemma_ in ("speak", "talk")):
        return True
    if site.first > site.start and doc[site.first - 1].lemma_ in TALLYING:
        return True
    other = ledger.done[-1] if ledger.done else None
    if other is None or other.sentence is not entry.sentence or other.head not in UNNAMED:
        return False
    return {doc[k].lower_ for k in range(other.site.end, entry.first)} <= {"and", ",", "or"}


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


def donor(ledger: Ledger, entry: Entry) -> Entry | None:
    """Return the nearest quantity before that counts what the entry leaves out: persons, and things where the number is bare."""
    if entry.site.lower(entry.first - 1) == "of" and entry.site.lower(entry.first - 2) == "out" and ledger.done:
        return ledger.done[-1]  # "only one siren out of three"
    numbered = number_of(ledger, entry)
    toll = ledger.toll(entry)
    is_toll = toll is not None and (ledger.doc[toll].lower_ in TOLLS or ledger.is_toll(toll, entry.site))
    if numbered is not None or (is_toll and entry.site.counted is None):
        return numbered
    if (again := same_group(ledger, entry)) is not None:
        return again
    harmed = entry.role.name is not None or entry.site.counted is not None
    rest = entry.amount.hedge.startswith("the other") or entry.site.lower(entry.site.last) == "more" or toll is not None or entry.amount.change is not None
    fitting = [other for other in ledger.before(entry) if donates(ledger, other, entry, harmed=harmed, rest=rest)]
    fitting = without(fitting, ledger.is_part)
    fitting = without(fitting, is_oblique) if harmed or entry.amount.hedge in FURTHER else fitting
    suffering = [other for other in fitting if other.role.name is not None and (toll is not None or other.sentence is entry.sentence)]
    return next(iter(suffering if harmed or toll is not None else fitting), None) or next(iter(fitting), None)


def same_group(ledger: Ledger, entry: Entry) -> Entry | None:
    """Return the quantity that a definite number takes up again: "four of the five jets fly … the oldest of the five"."""
    if entry.site.lower(entry.first - 1) not in ("the", "those", "these") or entry.site.counted is not None or entry.amount.value is None:
        return None
    return next((o for o in ledger.before(entry) if o.counts and o.head not in UNNAMED | {None} and o.amount.value == entry.amount.value), None)


def without(entries: list[Entry], test: Callable[[Entry], bool]) -> list[Entry]:
    """Leave out the entries that a test holds for, where there are others."""
    return [e for e in entries if not test(e)] or entries


def is_oblique(entry: Entry) -> bool:
    """Whether what is counted is where or by what something happens: "from four graves"."""
    return entry.site.argument.dep_ in ("obl", "obl:agent", "nmod", "obl:unmarked") and entry.role.name is None


def donates(ledger: Ledger, other: Entry, entry: Entry, *, harmed: bool, rest: bool) -> bool:
    """Whether a quantity's noun may stand for the one that is left out."""
    if is_of_body(entry) or (other.sentence is not entry.sentence and outgrows(entry, other)):
        return False
    if not other.counts or other.head is None or (other.amount.value == 1 and entry.amount.value != 1 and not rest):
        return False
    if other.head in UNNAMED:
        return entry.site.counted is None and (rest or is_gapped(entry, other))
    return other.persons or not harmed


def outgrows(entry: Entry, other: Entry) -> bool:
    """Whether a number is so much larger that it counts others: "the fever killed two tourists. It has killed 813 in Tolvia"."""
    here, there = entry.amount.value, other.amount.value
    return here is not None and there is not None and here > OUTGROWN * there


def is_of_body(entry: Entry) -> bool:
    """Whether a number says whose people it counts: "90 civilians were hurt, as were 17 from the Tolvian Army"."""
    site = entry.site
    if site.counted is not None or site.lower(site.last) != "from":
        return False
    return any(site.doc[k].ent_type_ == "ORG" for k in range(site.last + 1, min(site.last + 4, site.stop)))


def number_of(ledger: Ledger, entry: Entry) -> Entry | None:
    """Take the noun of "the number of miners rose from 400", "the number of confirmed dead at 23"."""
    toll = ledger.toll(entry)
    if toll is None or ledger.doc[toll].lower_ != "number" or toll + 2 >= entry.first or ledger.doc[toll + 1].lower_ != "of":
        return None
    counted = counted_by(ledger.doc, toll + 1, entry.first)
    if counted is None or counted.head is None or (entry.site.counted is not None and entry.site.counted.state):
        return None
    return ledger.named(replace(entry, site=replace(entry.site, counted=counted)))
