"""What quantities take over from one another: the noun that is left out, the whole of a part, the role, and running totals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from claimcite.annotate.amounts import Amount
from claimcite.annotate.counted import counted_by, counted_text, is_person, kinds_of, lemma_of
from claimcite.annotate.roles import NO_ROLE, Role, Site
from claimcite.lexicon import Lexicon
from claimcite.parse import Parse, Sentence
from claimcite.records import CountKind
from claimcite.spans import Span

#: Verbs and prepositions between "the toll" and its figure.
TOLL_LINKS = frozenset({"at", "to", "of", "from", "by", "is", "was", "as", "reached", "passed", "exceeded", "hit", "topped", "stood", "stands", "be", "surpassed", "than", ":", "remains", "now", "were", "are", "reaches", "and", "with"})
TOLLS = frozenset({"toll", "tally"})
FIGURES = frozenset({"figure", "number", "count", "total", "estimate", "it", "them", "that", "tally"})
INCLUDING = frozenset({"including", "among", "include", "includes", "included", "amongst"})
#: Bodies that are found, and figures that are brought up to date, are running totals.
RUNNING = frozenset({"recover", "find", "update", "revise", "retrieve", "unearth", "exhume", "count", "total"})
#: Nouns that are not carried on: they say what happened, not who it was.
UNNAMED = frozenset({"dead", "other", "casualty", "body", "injured", "wounded", "death"})
REACH = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """An amount on its way to become a quantity. ``counted``, ``head`` and ``kinds`` are set where they are taken over."""

    amount: Amount
    site: Site
    span: Span
    sentence: Sentence
    role: Role
    counted: str | None = None
    head: str | None = None
    kinds: tuple[str, ...] = ()
    count: CountKind | None = None
    persons: bool = False

    @property
    def first(self) -> int:
        """The first token."""
        return self.site.first

    @property
    def counts(self) -> bool:
        """Whether it counts things one by one, unlike money, measures and ages."""
        return self.amount.kind in ("count", "vague", "none")


class Carrier:
    """Completes the entries of a document from left to right."""

    def __init__(self, parse: Parse, lexicon: Lexicon, entries: list[Entry], *, aggregate: bool) -> None:
        self.parse = parse
        self.doc = parse.doc
        self.lexicon = lexicon
        self.entries = entries
        self.aggregate = aggregate
        self.order = {s.first: n for n, s in enumerate(parse.sentences)}
        self.done: list[Entry] = []

    def completed(self) -> Iterator[tuple[Entry, int | None]]:
        """Yield each entry, completed, with the index of the quantity that it is a part of."""
        self.entries = self.coordinated(self.entries)
        for i, entry in enumerate(self.entries):
            whole = self.whole(i, entry) if entry.amount.kind != "age" else None
            entry = self.named(entry)
            if entry.amount.kind != "age":
                entry = self.with_noun(i, entry, whole)
                entry = self.with_role(entry, whole)
                entry = replace(entry, count=self.count(entry, whole))
            self.done.append(entry)
            yield entry, whole

    def coordinated(self, entries: list[Entry]) -> list[Entry]:
        """Give the first of "14 protesters and two officers were hurt" the role that stands after the second."""
        result = [self.named(e) for e in entries]
        for k in range(len(entries) - 2, -1, -1):
            here, after = result[k], result[k + 1]
            if here.role.name is not None or not here.persons or after.role.name is None or after.sentence is not here.sentence or after.role.predicate is None:
                continue
            between = {self.doc[j].lower_ for j in range(here.site.end, after.first)}
            if between <= {"and", ",", "or"} and between and after.persons and after.role.predicate >= after.site.end:
                result[k] = replace(here, role=after.role)
        return result

    def named(self, entry: Entry) -> Entry:
        """Fill in what its own noun says."""
        counted = entry.site.counted
        if counted is None or counted.head is None:
            return entry
        head = lemma_of(self.doc[counted.head])
        return replace(entry, counted=counted_text(self.parse, counted), head=head, kinds=kinds_of(self.doc, counted, self.lexicon), persons=is_person(head, self.lexicon))

    # --- parts --------------------------------------------------------------------------------------------------------------

    def whole(self, i: int, entry: Entry) -> int | None:
        """Return the quantity that an entry is a part of: "12 of them", "two of the three", "including two children", "of the 40, 12"."""
        site = entry.site
        counted = site.counted
        if counted is not None and counted.of and not counted.anaphor:
            inner = next((k for k in range(i + 1, min(i + 3, len(self.entries))) if self.is_inside(entry, self.entries[k])), None)
            if inner is not None:
                return inner
            if counted.state and self.doc[site.last + 1].lower_ == "the":
                return self.nearest(entry, role=site.named(self.doc[counted.head or 0].lower_))
        if "out" in (site.lower(site.last), site.lower(site.end)) and i + 1 < len(self.entries) and 0 < self.entries[i + 1].first - site.end < 4:
            return i + 1  # "one siren out of three"
        if counted is not None and counted.anaphor or self.among_them(entry):
            return self.nearest(entry)
        if self.lead_in(entry) or self.is_share(i, entry):
            return self.nearest(entry, same=True)
        opening = self.opening(i, entry)
        return opening if opening is not None else None

    def is_inside(self, entry: Entry, other: Entry) -> bool:
        """Whether ``other`` stands between an entry and the noun that it counts: the three in "two of the three sirens"."""
        counted = entry.site.counted
        if counted is None or other.sentence is not entry.sentence or not other.counts:
            return False
        return counted.head is not None and entry.site.last <= other.first < counted.head

    def among_them(self, entry: Entry) -> bool:
        """Whether "… among them" or "of whom" stands around: "of whom 12", "12 among them"."""
        site = entry.site
        before = (site.lower(site.first - 2), site.lower(site.first - 1))
        if before[0] in ("of", "among", "amongst") and before[1] in ("them", "whom", "those", "these", "which", "him"):
            return True
        if before[1] == "," and site.lower(site.first - 2) in ("them", "those", "these", "whom") and site.lower(site.first - 3) in ("of", "among"):
            return True  # "Of those, about 70,000 have returned"
        return site.lower(site.end) == "among" and site.lower(site.end + 1) == "them"

    def is_share(self, i: int, entry: Entry) -> bool:
        """Whether a share without a noun follows what it is a share of: "some 3 million people, around half living in camps"."""
        if entry.amount.kind not in ("fraction", "percent") or entry.site.counted is not None or i == 0 or entry.amount.change is not None:
            return False
        other = self.entries[i - 1]
        return other.sentence is entry.sentence and other.counts and 0 < entry.first - other.site.end < 3 and entry.site.lower(other.site.end) == ","

    def lead_in(self, entry: Entry) -> bool:
        """Whether "including" leads to the entry: directly, or past another part ("including two women and three children")."""
        site = entry.site
        for k in range(site.first - 1, max(site.start, site.first - 14) - 1, -1):
            word = site.lower(k)
            if word in INCLUDING:
                return word != "among" or site.lower(k + 1) != "the"
            if word in (".", ";", "(", ")", "who", "that") or self.doc[k].pos_ in ("VERB", "AUX"):
                return False
        return False

    def opening(self, i: int, entry: Entry) -> int | None:
        """Return the quantity that "Of the 40, 12 …" opens the sentence with."""
        if i == 0:
            return None
        other = self.entries[i - 1]
        site = other.site
        between = entry.first - other.site.end
        if other.sentence is not entry.sentence or not other.counts or not 0 < between < 14 or not entry.counts:
            return None
        led = [site.lower(k) for k in range(max(site.start, other.first - 2), other.first)]
        starts = "of" in led and (led.index("of") + max(site.start, other.first - 2)) in (site.start, site.start + 1) or (led[:1] == ["of"] and site.lower(other.first - len(led) - 1) in (",", ";", "-", '"'))
        return i - 1 if starts and any(site.lower(k) == "," for k in range(other.site.end, entry.first)) else None

    def nearest(self, entry: Entry, *, same: bool = False, role: str | None = None) -> int | None:
        """Return the nearest count before an entry that may be its whole; one of the sentence before unless ``same``."""
        for k in range(len(self.done) - 1, max(-1, len(self.done) - REACH), -1):
            other = self.done[k]
            if not self.reaches(other, entry) or (same and other.sentence is not entry.sentence):
                return None
            smaller = other.amount.value is not None and entry.amount.value is not None and entry.counts and other.amount.value < entry.amount.value
            person = other.persons or other.role.name is not None or not entry.counts or not (entry.site.counted and entry.site.counted.head)
            if not other.counts or smaller or (same and not person) or (role is not None and other.role.name != role):
                continue
            whole = self.part_of_part(other, entry, k)
            return whole
        return None

    def part_of_part(self, other: Entry, entry: Entry, k: int) -> int:
        """ "including two women and three children": both are parts of the whole, not of one another."""
        if self.lead_in(other) and self.lead_in(entry) and other.sentence is entry.sentence:
            found = next((j for j in range(k - 1, max(-1, k - 6), -1) if self.done[j].sentence is entry.sentence and self.done[j].counts and not self.lead_in(self.done[j])), None)
            return k if found is None else found
        return k

    def reaches(self, other: Entry, entry: Entry) -> bool:
        """Whether a noun may be carried from one to the other: within the sentence, or from the one before."""
        distance = self.order[entry.sentence.first] - self.order[other.sentence.first]
        return distance == 0 or (distance == 1 and not self.aggregate)

    # --- nouns --------------------------------------------------------------------------------------------------------------

    def with_noun(self, i: int, entry: Entry, whole: int | None) -> Entry:
        """Carry the noun that is left out: "more than 30 injured", "another 19 were picked up", "12 of them children"."""
        site = entry.site
        counted = site.counted
        if entry.amount.kind in ("money", "measure"):
            bare = replace(site, counted=None)
            return entry if self.of_mass(entry) else replace(entry, site=bare, counted=None, head=None, kinds=(), persons=False)
        if entry.amount.kind in ("percent", "fraction") and counted is None and whole is None:
            return self.changed(entry)
        if whole is not None and whole > i and counted is not None:
            return entry
        if counted is not None and counted.anaphor:
            child = self.apposed(entry)
            if child is not None:
                return child
        if counted is None and entry.amount.kind == "none":
            return entry  # "no one"
        if counted is not None and counted.head is not None and not (entry.head == "other" or (counted.state and entry.head not in ("dead", "missing", "casualty"))):
            return entry
        if counted is not None and counted.state and counted.of:
            return entry
        donor = self.donor(entry) if whole is None else self.entry_at(whole)
        if donor is not None and donor.head is not None:
            return replace(entry, counted=donor.counted, head=donor.head, kinds=donor.kinds, persons=donor.persons)
        if counted is not None and counted.state:
            site = replace(site, counted=replace(counted, head=None)) if not self.is_number_of(site) and entry.head not in ("dead", "missing") else site
            return replace(entry, site=site, counted=None, head=None, kinds=()) if site.counted and site.counted.head is None else entry
        return entry

    def entry_at(self, k: int) -> Entry | None:
        """Return the completed entry at ``k``, or the raw one with its noun where it stands later."""
        if k < len(self.done):
            return self.done[k]
        return self.named(self.entries[k]) if k < len(self.entries) else None

    def of_mass(self, entry: Entry) -> bool:
        """Whether what stands after an amount of money or a measure is what it is an amount of: "140 mm of rain", "€25 million in aid"."""
        counted = entry.site.counted
        return counted is not None and counted.of and not counted.anaphor

    def apposed(self, entry: Entry) -> Entry | None:
        """Take the noun after "of them": "12 of them children", "half of them women"."""
        site = entry.site
        at = site.last + 2
        if at < site.stop and self.doc[at].pos_ == "NOUN" and self.doc[at].tag_ == "NNS":
            head = lemma_of(self.doc[at])
            return replace(entry, counted=self.doc[at].text, head=head, kinds=self.lexicon.events.kinds.get(head, ()), persons=is_person(head, self.lexicon))
        return None

    def is_number_of(self, site: Site) -> bool:
        """Whether "the number of" stands before: "the number of injured at 11"."""
        return any(site.lower(k) in ("number", "toll") for k in range(max(site.start, site.first - 5), site.first))

    def changed(self, entry: Entry) -> Entry:
        """Take what rose or fell by a share: "its shares fell by 12%", "raised the price of diesel by 38 percent"."""
        if entry.amount.change is None:
            return entry
        for token in (self.doc[entry.site.last - 1], self.doc[entry.site.last - 1].head):
            verb = token.head
            if verb.pos_ != "VERB":
                continue
            noun = next((c for c in verb.children if c.dep_ == "obj" and c.i < entry.first), None) or next((c for c in verb.children if c.dep_.startswith("nsubj") and c.i < verb.i), None)
            if noun is not None and noun.pos_ == "NOUN":
                return replace(entry, counted=self.parse.span(noun.i, noun.i + 1).of(self.parse.text), head=lemma_of(noun))
        return entry

    def donor(self, entry: Entry) -> Entry | None:
        """Return the nearest quantity before that counts what the entry leaves out: persons, and things where the number is bare."""
        numbered = self.number_of(entry)
        toll = self.toll(entry)
        if numbered is not None or (toll is not None and self.doc[toll].lower_ in TOLLS):
            return numbered
        harmed = entry.role.name is not None or entry.site.counted is not None
        rest = entry.amount.hedge.startswith("the other") or toll is not None or entry.amount.change is not None
        fitting = [other for other in self.before(entry) if self.donates(other, entry, harmed=harmed, rest=rest)]
        suffering = [other for other in fitting if other.role.name is not None and (toll is not None or other.sentence is entry.sentence)]
        return next(iter(suffering if harmed or toll is not None else fitting), None) or next(iter(fitting), None)

    def before(self, entry: Entry) -> Iterator[Entry]:
        """Yield the quantities that something may be carried from, the nearest first."""
        for k in range(len(self.done) - 1, max(-1, len(self.done) - REACH), -1):
            if not self.reaches(self.done[k], entry):
                return
            yield self.done[k]

    def donates(self, other: Entry, entry: Entry, *, harmed: bool, rest: bool) -> bool:
        """Whether a quantity's noun may stand for the one that is left out."""
        if not other.counts or other.head is None or (other.amount.value == 1 and entry.amount.value != 1 and not rest):
            return False
        if other.head in UNNAMED:
            return rest or self.is_gapped(entry, other)
        return other.persons or not harmed

    def is_gapped(self, entry: Entry, other: Entry) -> bool:
        """Whether only the number is new: "Rebels count 58 dead, the army 63", "police said 40, the governor spoke of 22"."""
        site = entry.site
        if other.sentence is not entry.sentence or entry.role.name is not None or site.counted is not None or not entry.counts:
            return False
        closing = site.last >= site.stop or site.doc[site.last].is_punct
        before = site.doc[site.first - 1] if site.first > site.start else None
        said = before is not None and (before.pos_ in ("NOUN", "PROPN") or before.lemma_ in ("say", "put", "count", "report") or (before.lower_ == "of" and site.doc[before.i - 1].lemma_ in ("speak", "talk")))
        return closing and said

    def number_of(self, entry: Entry) -> Entry | None:
        """Take the noun of "the number of miners rose from 400", "the number of confirmed dead at 23"."""
        toll = self.toll(entry)
        if toll is None or self.doc[toll].lower_ != "number" or toll + 2 >= entry.first or self.doc[toll + 1].lower_ != "of":
            return None
        counted = counted_by(self.doc, toll + 1, entry.first)
        if counted is None or counted.head is None or (entry.site.counted is not None and entry.site.counted.state):
            return None
        return self.named(replace(entry, site=replace(entry.site, counted=counted)))

    def toll(self, entry: Entry) -> int | None:
        """Return the place of the toll, number or figure that a bare number is given for."""
        site = entry.site
        before = site.lower(site.first - 1)
        if before not in TOLL_LINKS and self.doc[site.first - 1].lemma_ not in ("rise", "climb", "number", "put", "total", "high", "as") and entry.amount.change is None and site.lower(site.first) != "as":
            return None
        for k in range(site.first - 1, max(site.start, site.first - REACH) - 1, -1):
            word = site.lower(k)
            if word in TOLLS or word in FIGURES and (word != "number" or k + 1 < site.first) and (word not in ("it", "them", "that") or site.lower(k - 1) in ("put", "revised", "raised")):
                return k
            if word in (";", '"') or (word == "," and self.doc[k + 1].lower_ in ("while", "but", "and")):
                return None
        return None

    # --- roles and totals ---------------------------------------------------------------------------------------------------

    def with_role(self, entry: Entry, whole: int | None) -> Entry:
        """Take the role from the toll, from the whole, or from the figure that is corrected; an infobox row's from its label."""
        if entry.role.name is not None or entry.amount.kind in ("money", "measure"):
            return entry
        parent = self.entry_at(whole) if whole is not None else None
        if parent is not None and parent.role.name is not None and not self.is_inside(entry, parent) and self.no_verb(entry):
            return replace(entry, role=parent.role)
        label = self.label_role(entry)
        if label is not None:
            return replace(entry, role=label)
        shared = self.shared_role(entry)
        if shared is not None:
            return replace(entry, role=shared)
        toll = self.toll(entry) if entry.counts and (entry.site.counted is None or entry.site.counted.state) else None
        if toll is None:
            return entry
        return replace(entry, role=self.toll_role(entry, toll))

    def shared_role(self, entry: Entry) -> Role | None:
        """Take the role of a neighbour: "killing 12 soldiers and three civilians", "up from nine", "the other 15", "the army 63"."""
        if not entry.counts or (entry.site.counted is not None and entry.head is not None and not entry.persons):
            return None
        for other in self.before(entry):
            if other.role.name is None or not other.counts:
                continue
            joined = other.sentence is entry.sentence and self.joined(other, entry)
            rest = entry.amount.hedge.startswith("the other") and entry.site.counted is None
            if joined or rest or (entry.site.counted is None and (self.is_gapped(entry, other) or (entry.amount.change == "from" and other.sentence is entry.sentence))):
                return other.role
            return None
        return None

    def joined(self, other: Entry, entry: Entry) -> bool:
        """Whether only "and" or a comma stands between two quantities, and no verb of its own after the second."""
        between = [self.doc[k].lower_ for k in range(other.site.end, entry.first)]
        after = self.doc[entry.site.end] if entry.site.end < entry.site.stop else None
        return bool(between) and set(between) <= {"and", ",", "or", "plus"} and entry.persons and (after is None or after.pos_ not in ("VERB", "AUX"))

    def no_verb(self, entry: Entry) -> bool:
        """Whether a part has no verb of its own: "12 of them children"; not "two of them escaped"."""
        i = entry.site.end
        if entry.site.lower(i) == "of":
            i += 2
        return not any(self.doc[k].pos_ in ("VERB", "AUX") and self.doc[k].tag_ != "VBN" for k in range(i, min(i + 3, entry.site.stop)))

    def label_role(self, entry: Entry) -> Role | None:
        """Return the role that the label of an infobox row gives: "Deaths 46"."""
        block = self.parse.blocks[entry.sentence.block]
        if block.kind != "infobox" or block.label is None or not entry.counts:
            return None
        for word in block.label.of(self.parse.text).lower().split():
            for lemma in (word, word.removesuffix("s"), word.removesuffix("ies") + "y"):
                name = entry.site.named(lemma)
                if name is not None:
                    return Role(name)
        return None

    def toll_role(self, entry: Entry, toll: int) -> Role:
        """Return the role that a toll gives, or the one that the corrected figure had."""
        word = self.doc[toll].lower_
        around = {entry.site.lower(k) for k in range(max(entry.site.start, toll - 3), toll + 6)}
        if word in TOLLS:
            wounded = around & {"injury", "injuries", "wounded", "injured"}
            return Role("casualties" if "casualty" in around or (wounded and around & {"dead", "death"}) else "wounded" if wounded else "killed", toll)
        if word == "number":
            for k in range(toll + 1, min(toll + 7, entry.first)):
                name = entry.site.named(self.doc[k].lower_) or (entry.site.named(lemma_of(self.doc[k])) if self.doc[k].pos_ == "NOUN" else None)
                if name is not None:
                    return Role(name, k)
            if entry.site.lower(toll + 1) == "of":
                return NO_ROLE
        for k in range(len(self.done) - 1, max(-1, len(self.done) - 4), -1):
            if self.reaches(self.done[k], entry) and self.done[k].role.name is not None:
                return replace(self.done[k].role, predicate=toll)
        return NO_ROLE

    def count(self, entry: Entry, whole: int | None) -> CountKind | None:
        """Return whether persons are counted in one event or in all so far."""
        if entry.role.name is None:
            return "cumulative" if entry.head in self.lexicon.events.nouns and self.since_year(entry) else None
        if self.lead_in(entry) or entry.amount.kind == "none":
            return "incident"
        parent = self.entry_at(whole) if whole is not None else None
        if parent is not None and parent.role == entry.role and parent.count is not None:
            return parent.count
        if entry.amount.change in ("from", "to") and self.toll(entry) is not None:
            return "cumulative"
        words = self.near(entry)
        text = " ".join(words)
        markers = self.lexicon.events.cumulative
        head = entry.site.counted.head if entry.site.counted else None
        lemmas = {self.doc[entry.role.predicate].lemma_} if entry.role.predicate is not None else set()
        lemmas |= {self.doc[k].lemma_ for k in range(max(entry.site.start, entry.first - 7), entry.first) if self.doc[k].lemma_ in ("update", "revise")}
        if "update" in lemmas or "revise" in lemmas:
            return "cumulative"
        if head is not None:
            lemmas.add(self.doc[head].head.lemma_)
        if entry.head in ("body", "corpse") and lemmas & RUNNING:
            return "cumulative"
        if any(w in TOLLS for w in lemmas) or any(f" {m} " in f" {text} " for m in markers if m not in ("toll", "since", "total", "tally", "bringing")):
            return "cumulative"
        if self.since_year(entry) or self.by_war(entry) or ("bringing" in words and self.toll(entry) is not None):
            return "cumulative"
        toll = self.toll(entry) if entry.site.counted is None or entry.site.counted.state else None
        return self.toll_count(entry, toll) if toll is not None else "incident"

    def near(self, entry: Entry) -> list[str]:
        """Return the words around an entry in its clause."""
        site = entry.site
        return [site.lower(k) for k in range(max(site.start, site.first - 8), min(site.stop, site.end + 8))]

    def since_year(self, entry: Entry) -> bool:
        """Whether a year or a month bounds the count: "killed at Bekoro since 2023"."""
        site = entry.site
        for k in range(site.start, min(site.stop, site.end + 25)):
            if site.lower(k) == "since" and not any(site.lower(j) == "when" for j in range(k, site.first)):
                after = [site.lower(j) for j in range(k + 1, min(k + 5, site.stop))]
                year = any(len(w) == 4 and w.isdecimal() and w[:2] in ("18", "19", "20") for w in after)
                return year or (entry.role.name is None and after[:1] != [""] and after[0] in self.lexicon.dates.months)
        return False

    def by_war(self, entry: Entry) -> bool:
        """Whether a war is what has killed: "Kestra's war has killed more than 90,000 people"."""
        if entry.role.predicate is None:
            return False
        verb = self.doc[entry.role.predicate]
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        return subject is not None and subject.lemma_.lower() in ("war", "conflict", "insurgency", "uprising", "pandemic", "epidemic")

    def toll_count(self, entry: Entry, toll: int) -> CountKind:
        """A toll is a running total; a figure that stands for another one counts as that did."""
        if self.doc[toll].lower_ in TOLLS:
            return "incident" if entry.site.counted is not None else "cumulative"
        for k in range(len(self.done) - 1, max(-1, len(self.done) - 4), -1):
            if self.reaches(self.done[k], entry) and self.done[k].count is not None and entry.site.counted is None:
                return self.done[k].count or "incident"
        return "cumulative" if entry.amount.change is not None else "incident"
