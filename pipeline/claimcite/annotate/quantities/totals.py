"""Roles that come from a toll, a whole or a neighbour, and whether a figure is a running total."""

from __future__ import annotations

from dataclasses import replace

from claimcite.annotate.quantities.governed import NO_ROLE, TALLIED, Role
from claimcite.annotate.quantities.ledger import REACH, TOLLS, Entry, Ledger, is_gapped
from claimcite.annotate.quantities.lemmas import lemma_of
from claimcite.annotate.quantities.parts import is_inside, lead_in
from claimcite.annotate.quantities.person_words import STATES
from claimcite.records import CountKind, QuantityRole

#: Prepositions of a place between two parts of a list, and its longest.
ASIDE = frozenset({"in", "on", "at", "aboard", "inside", "near", "from"})
LONGEST_ASIDE = 6
#: Verbs that say of a part where or what it is, and leave it in its role.
NEUTRAL = frozenset({"stay", "live", "register", "shelter", "house", "remain", "sleep", "include", "accommodate", "lodge", "belong", "hail", "come", "identify", "work"})
#: So many parts a figure is broken down into at most.
LONGEST_LIST = 6
#: Bodies that are found, and figures that are brought up to date, are running totals.
RUNNING = frozenset({"recover", "find", "update", "revise", "retrieve", "unearth", "exhume", "count", "total"})


def with_role(ledger: Ledger, entry: Entry, whole: int | None) -> Entry:
    """Take the role from the toll, from the whole, or from the figure that is corrected; an infobox row's from its label."""
    if entry.role.name is not None or entry.amount.kind in ("money", "measure"):
        return replace(entry, role=replace(entry.role, name="abducted")) if is_held_hostage(ledger, entry) else entry
    told = told_before(ledger, entry)
    if told is not None:
        return replace(entry, role=Role(told))
    parent = ledger.entry_at(whole) if whole is not None else None
    if (
        parent is not None
        and parent.role.name is not None
        and not is_inside(ledger, entry, parent)
        and ((close := lead_in(ledger, entry) or no_verb(ledger, entry)) or is_neutral(ledger, entry))
    ):
        return replace(entry, role=parent.role if close else Role(parent.role.name))
    label = label_role(ledger, entry)
    if label is not None:
        return replace(entry, role=label)
    shared = shared_role(ledger, entry)
    if shared is not None:
        return replace(entry, role=shared)
    bare = entry.site.counted is None or entry.site.counted.state
    toll = ledger.toll(entry) if entry.counts and (bare or entry.persons) else None
    if toll is None or not (bare or ledger.doc[toll].lower_ in TOLLS):  # "with the toll rising to 22 people"
        return entry
    return replace(entry, role=toll_role(ledger, entry, toll))


def is_held_hostage(ledger: Ledger, entry: Entry) -> bool:
    """Whether "held" is said of those who were abducted: "27 were seized; eight are still being held"."""
    verb = entry.role.predicate
    if entry.role.name != "detained" or verb is None or "held" not in (ledger.doc[verb].lower_, entry.site.lower(verb + 1)):
        return False
    return any(other.role.name == "abducted" for other in ledger.before(entry))


def told_before(ledger: Ledger, entry: Entry) -> QuantityRole | None:
    """Return the role that the text has given to "the victims", "identified victims", and to cases while it is about a disease."""
    if entry.head == "case" and entry.site.epidemic:
        return "infected"
    if entry.site.counted is None and (entry.head in STATES or entry.head in TALLIED):
        return entry.site.named(entry.head)  # "put the dead at 35", "casualties rose to 167"
    counted = entry.site.counted
    if entry.head != "victim" or not ledger.deadly:
        return None
    words = {entry.site.lower(k) for k in range(entry.site.last, counted.last)} if counted is not None else {"identified"}
    return "killed" if words & {"the", "identified", "those", "its"} else None


def is_neutral(ledger: Ledger, entry: Entry) -> bool:
    """Whether the verb of a part leaves it what the whole is: "of those killed, 12 were children", "some 300 are staying in shelters"."""
    verb = ledger.doc[entry.site.last - 1]
    for _ in range(REACH):
        if verb.pos_ == "VERB" or any(c.dep_ == "cop" for c in verb.children) or verb.head == verb:
            break
        verb = verb.head
    return verb.lemma_ in NEUTRAL or any(c.dep_ == "cop" and c.i > entry.site.first for c in verb.children)


def shared_role(ledger: Ledger, entry: Entry) -> Role | None:
    """Take the role of a neighbour: "killing 12 soldiers and three civilians", "up from nine", "the other 15", "the army 63"."""
    if not entry.counts or (entry.site.counted is not None and entry.head is not None and not entry.persons):
        return None
    as_well = entry.site.lower(entry.first - 2) == "as" and entry.site.lower(entry.first - 1) in ("were", "was", "did", "had")
    for other in ledger.before(entry):
        if other.role.name is None or not other.counts:
            continue
        if other.sentence is entry.sentence and (as_well or breaks_down(ledger, other, entry)):
            return other.role
        coordinated = other.sentence is entry.sentence and (joined(ledger, other, entry) or resumed(ledger, other, entry))
        rest = entry.amount.hedge.startswith("the other") and entry.site.counted is None and ends_clause(ledger, entry.site.end, entry)
        if (
            coordinated
            or rest
            or (
                entry.site.counted is None
                and (is_gapped(entry, other) or (entry.amount.change == "from" and other.sentence is entry.sentence))
            )
        ):
            return other.role
        return None
    return None


def breaks_down(ledger: Ledger, other: Entry, entry: Entry) -> bool:
    """Whether an entry and its neighbours in a list make up another figure: "20 bodies were found, eleven women and nine men"."""
    if other.amount.value is None or not entry.persons:
        return False
    here = len(ledger.done)
    near = ledger.entries[max(0, here - LONGEST_LIST) : here + LONGEST_LIST]
    parts = [ledger.named(e) for e in near if e.sentence is entry.sentence and e.first > other.first and e.amount.kind != "age"]
    if len(parts) < 2 or ledger.doc[parts[0].first - 1].text not in (",", ":", "-", "(", "–", "—"):
        return False
    return all(e.persons for e in parts) and sum(e.amount.value or 0 for e in parts) == other.amount.value


def joined(ledger: Ledger, other: Entry, entry: Entry) -> bool:
    """Whether only "and" or a comma stands between two quantities, and no verb of its own after the second."""
    between = [ledger.doc[k].lower_ for k in range(other.site.end, entry.first)]
    if not between or not entry.persons or not ends_clause(ledger, entry.site.end, entry):
        return False
    return set(between) <= {"and", ",", "or", "plus"} or (other.persons and is_aside(ledger, other.site.end, entry.first - 1))


def ends_clause(ledger: Ledger, i: int, entry: Entry) -> bool:
    """Whether no verb of its own stands at ``i``, behind what is counted."""
    return i >= entry.site.stop or ledger.doc[i].pos_ not in ("VERB", "AUX")


def is_aside(ledger: Ledger, first: int, last: int) -> bool:
    """Whether the tokens ``[first, last)`` and the "and" at ``last`` are a place inside a list: "five pupils in a bus and two drivers"."""
    if not 0 < last - first <= LONGEST_ASIDE or ledger.doc[last].lower_ != "and" or ledger.doc[first].lower_ not in ASIDE:
        return False
    return not any(ledger.doc[k].is_punct or ledger.doc[k].pos_ in ("VERB", "AUX") for k in range(first, last))


def resumed(ledger: Ledger, other: Entry, entry: Entry) -> bool:
    """Whether only the number and what stands around it is new: "detained 40 on Friday and another 25 on Saturday"."""
    site, doc = entry.site, ledger.doc
    if site.counted is not None or site.lower(site.first - 1) not in ("and", ",", ";", "or") or entry.first - other.site.end > REACH:
        return False
    end = next((k for k in range(site.last, site.stop) if doc[k].text in (",", ";", ".")), site.stop)
    verb = other.role.predicate  # "two people died in Vell and four in Sarn"
    own = other.site.end if verb is None or not other.site.end <= verb < site.first else verb + 1
    return not any(doc[k].pos_ in ("VERB", "AUX") for k in (*range(own, site.first), *range(site.last, end)))


def no_verb(ledger: Ledger, entry: Entry) -> bool:
    """Whether a part has no verb of its own: "12 of them children"; not "two of them escaped"."""
    i = entry.site.end
    if entry.site.lower(i) == "of":
        i += 2
    return not any(ledger.doc[k].pos_ in ("VERB", "AUX") and ledger.doc[k].tag_ != "VBN" for k in range(i, min(i + 3, entry.site.stop)))


def label_role(ledger: Ledger, entry: Entry) -> Role | None:
    """Return the role that the label of an infobox row gives: "Deaths 46"."""
    block = ledger.parse.blocks[entry.sentence.block]
    if block.kind != "infobox" or block.label is None or not entry.counts:
        return None
    for word in block.label.of(ledger.parse.text).lower().replace(":", " ").replace("_", " ").split():
        for lemma in (word, word.removesuffix("s"), word.removesuffix("ies") + "y"):
            name = entry.site.named(lemma)
            if name is not None:
                return Role(name)
    return None


def toll_role(ledger: Ledger, entry: Entry, toll: int) -> Role:
    """Return the role that a toll gives, or the one that the corrected figure had."""
    word = ledger.doc[toll].lower_
    around = {entry.site.lower(k) for k in range(max(entry.site.start, toll - 3), toll + 6)}
    if word in TOLLS:
        wounded = around & {"injury", "injuries", "wounded", "injured"}
        return Role(
            "casualties" if "casualty" in around or (wounded and around & {"dead", "death"}) else "wounded" if wounded else "killed", toll
        )
    if word == "number":
        for k in range(toll + 1, min(toll + 7, entry.first)):
            plain = ledger.doc[k].pos_ in ("NOUN", "VERB")
            name = entry.site.named(ledger.doc[k].lower_) or (entry.site.named(lemma_of(ledger.doc[k])) if plain else None)
            if name is not None:
                return Role(name, k)
            if ledger.doc[k].lower_ == "cases" and around & ledger.lexicon.quantifiers.context["diseases"]:
                return Role("infected", k)
        if entry.site.lower(toll + 1) == "of":
            return NO_ROLE
    for k in range(len(ledger.done) - 1, max(-1, len(ledger.done) - 4), -1):
        if ledger.reaches(ledger.done[k], entry) and ledger.done[k].role.name is not None:
            return replace(ledger.done[k].role, predicate=toll)
    return NO_ROLE


def count(ledger: Ledger, entry: Entry, whole: int | None) -> CountKind | None:
    """Return whether persons are counted in one event or in all so far."""
    if entry.role.name is None:
        return "cumulative" if entry.head in ledger.lexicon.events.nouns and since_year(ledger, entry) else None
    if lead_in(ledger, entry) or entry.amount.kind == "none":
        return "incident"
    parent = ledger.entry_at(whole) if whole is not None else None
    if parent is not None and parent.role == entry.role and parent.count is not None:
        return parent.count
    if entry.amount.change in ("from", "to") and (entry.head in TALLIED or ledger.toll(entry) is not None):
        return "cumulative"
    words = near(ledger, entry)
    text = " ".join(words)
    markers = ledger.lexicon.events.cumulative
    head = entry.site.counted.head if entry.site.counted else None
    lemmas = {ledger.doc[entry.role.predicate].lemma_} if entry.role.predicate is not None else set()
    lemmas |= {
        ledger.doc[k].lemma_
        for k in range(max(entry.site.start, entry.first - 7), entry.first)
        if ledger.doc[k].lemma_ in ("update", "revise")
    }
    if "update" in lemmas or "revise" in lemmas:
        return "cumulative"
    if head is not None and ledger.doc[head].head.lemma_ not in TOLLS:  # "put the toll at 78 fighters dead": see toll_count
        lemmas.add(ledger.doc[head].head.lemma_)
    if entry.head in ("body", "corpse") and lemmas & RUNNING:
        return "cumulative"
    if any(w in TOLLS for w in lemmas) or any(
        f" {m} " in f" {text} " for m in markers if m not in ("toll", "since", "total", "tally", "bringing")
    ):
        return "cumulative"
    if since_year(ledger, entry) or by_war(ledger, entry) or ("bringing" in words and ledger.toll(entry) is not None):
        return "cumulative"
    toll = ledger.toll(entry) if entry.site.counted is None or entry.site.counted.state else None
    return toll_count(ledger, entry, toll) if toll is not None else "incident"


def near(ledger: Ledger, entry: Entry) -> list[str]:
    """Return the words around an entry in its clause."""
    site = entry.site
    return [site.lower(k) for k in range(max(site.start, site.first - 8), min(site.stop, site.end + 8))]


def since_year(ledger: Ledger, entry: Entry) -> bool:
    """Whether a year or a month bounds the count: "killed at Bekoro since 2023"."""
    site = entry.site
    for k in range(max(site.start, site.first - 25), min(site.stop, site.end + 25)):
        if site.lower(k) == "since" and not any(site.lower(j) == "when" for j in range(k, site.first)):
            after = [site.lower(j) for j in range(k + 1, min(k + 5, site.stop))]
            year = any(len(w) == 4 and w.isdecimal() and w[:2] in ("18", "19", "20") for w in after)
            return year or (entry.role.name is None and after[:1] != [""] and after[0] in ledger.lexicon.dates.months)
    return False


def by_war(ledger: Ledger, entry: Entry) -> bool:
    """Whether a war is what has killed: "Kestra's war has killed more than 90,000 people"."""
    if entry.role.predicate is None:
        return False
    verb = ledger.doc[entry.role.predicate]
    for _ in range(4):  # "has killed 380,000 people and displaced millions"
        if any(c.dep_.startswith("nsubj") for c in verb.children) or verb.dep_ not in ("conj", "amod", "obj"):
            break
        verb = verb.head
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    return subject is not None and subject.lemma_.lower() in ("war", "conflict", "insurgency", "uprising", "pandemic", "epidemic")


def toll_count(ledger: Ledger, entry: Entry, toll: int) -> CountKind:
    """A toll is a running total; a figure that stands for another one counts as that did."""
    if ledger.doc[toll].lower_ in TOLLS:
        return "incident" if entry.site.counted is not None else "cumulative"
    for k in range(len(ledger.done) - 1, max(-1, len(ledger.done) - 4), -1):
        if ledger.reaches(ledger.done[k], entry) and ledger.done[k].count is not None and entry.site.counted is None:
            return ledger.done[k].count or "incident"
    return "cumulative" if entry.amount.change is not None else "incident"
