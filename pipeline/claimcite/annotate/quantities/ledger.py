"""What is known of the quantities of a document while they are completed from left to right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from claimcite.annotate.quantities.amount import Amount
from claimcite.annotate.quantities.counted import counted_text, kinds_of
from claimcite.annotate.quantities.governed import Role
from claimcite.annotate.quantities.lemmas import is_person, lemma_of
from claimcite.annotate.quantities.site import Site
from claimcite.lexicon import Lexicon
from claimcite.parse import Parse, Sentence
from claimcite.records import CountKind
from claimcite.spans import Span

#: Verbs and prepositions between "the toll" and its figure.
TOLL_LINKS = frozenset(
    {
        "at",
        "to",
        "of",
        "from",
        "by",
        "is",
        "was",
        "as",
        "reached",
        "passed",
        "exceeded",
        "hit",
        "topped",
        "stood",
        "stands",
        "be",
        "surpassed",
        "than",
        ":",
        "remains",
        "now",
        "were",
        "are",
        "reaches",
        "and",
        "with",
    }
)
TOLLS = frozenset({"toll", "tally", "losses"})
FIGURES = frozenset({"figure", "number", "count", "total", "estimate", "it", "them", "that", "tally"})
#: What a toll does: "it had jumped to 39".
RISING = frozenset({"rise", "jump", "climb", "stand", "grow", "reach", "pass", "increase", "fall", "drop", "exceed", "soar", "mount"})
#: A toll that a pronoun stands for is so many words before its sentence at most.
LONGEST_BEFORE = 40
#: Something is carried over so many quantities or words at most.
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


class Ledger:
    """The entries of a document: those that are still to be completed, and those that are done."""

    def __init__(self, parse: Parse, lexicon: Lexicon, entries: list[Entry], *, aggregate: bool) -> None:
        self.parse = parse
        self.doc = parse.doc
        self.lexicon = lexicon
        self.entries = entries
        self.aggregate = aggregate
        self.order = {s.first: n for n, s in enumerate(parse.sentences)}
        self.done: list[Entry] = []
        self.parts: set[int] = set()
        self.deadly = False

    def add(self, entry: Entry, part_of: int | None) -> None:
        """Note a completed entry, and whether it is a part of another."""
        self.done.append(entry)
        self.deadly = self.deadly or entry.role.name in ("killed", "casualties")
        if part_of is not None:
            self.parts.add(entry.first)

    def is_part(self, entry: Entry) -> bool:
        """Whether a completed entry is a part of another: the nine in "61 people, nine of them minors"."""
        return entry.first in self.parts

    def before(self, entry: Entry) -> Iterator[Entry]:
        """Yield the quantities that something may be carried from, the nearest first."""
        for k in range(len(self.done) - 1, max(-1, len(self.done) - REACH), -1):
            if not self.reaches(self.done[k], entry):
                return
            yield self.done[k]

    def reaches(self, other: Entry, entry: Entry) -> bool:
        """Whether a noun may be carried from one to the other: within the sentence, or from the one before; never into a row."""
        distance = self.order[entry.sentence.first] - self.order[other.sentence.first]
        if distance == 1 and other.sentence.block != entry.sentence.block:
            kinds = {self.parse.blocks[s.block].kind for s in (entry.sentence, other.sentence)}
            return not self.aggregate and kinds.isdisjoint({"infobox", "table"})
        return distance == 0 or (distance == 1 and not self.aggregate)

    def entry_at(self, k: int) -> Entry | None:
        """Return the completed entry at ``k``, or the raw one with its noun where it stands later."""
        if k < len(self.done):
            return self.done[k]
        return self.named(self.entries[k]) if k < len(self.entries) else None

    def named(self, entry: Entry) -> Entry:
        """Fill in what its own noun says."""
        counted = entry.site.counted
        if counted is None or counted.head is None:
            return entry
        head = lemma_of(self.doc[counted.head])
        return replace(
            entry,
            counted=counted_text(self.parse, counted),
            head=head,
            kinds=kinds_of(self.doc, counted, self.lexicon),
            persons=is_person(head, self.lexicon),
        )

    def toll(self, entry: Entry) -> int | None:
        """Return the place of the toll, number or figure that a bare number is given for."""
        site = entry.site
        before = site.lower(site.first - 1)
        if (
            before not in TOLL_LINKS
            and self.doc[site.first - 1].lemma_ not in ("rise", "climb", "number", "put", "total", "high", "as")
            and entry.amount.change is None
            and site.lower(site.first) != "as"
        ):
            return None
        for k in range(site.first - 1, max(site.start, site.first - REACH) - 1, -1):
            word = site.lower(k)
            if word in TOLLS or (
                word in FIGURES
                and (word != "number" or k + 1 < site.first)
                and (word != "total" or self.doc[k].pos_ != "ADJ")
                and (word not in ("it", "them", "that") or site.lower(k - 1) in ("put", "revised", "raised") or (word == "it" and self.is_toll(k, site)))
            ):
                return k
            if word in (";", '"') or (word == "," and self.doc[k + 1].lower_ in ("while", "but", "and")):
                return None
        return None

    def is_toll(self, k: int, site: Site) -> bool:
        """Whether the "it" at ``k`` rises or stands, and a toll was spoken of in the sentence before: "By Friday it had jumped to 39"."""
        if self.doc[k].lower_ != "it" or self.doc[k].dep_ != "nsubj" or self.doc[k].head.lemma_ not in RISING or self.aggregate:
            return False
        before = max(0, site.start - LONGEST_BEFORE)
        return any(self.doc[j].lower_ in TOLLS for j in range(before, site.start))


def is_gapped(entry: Entry, other: Entry) -> bool:
    """Whether only the number is new: "Rebels count 58 dead, the army 63", "police said 40, the governor spoke of 22"."""
    site = entry.site
    if other.sentence is not entry.sentence or entry.role.name is not None or site.counted is not None or not entry.counts:
        return False
    closing = site.last >= site.stop or site.doc[site.last].is_punct
    before = site.doc[site.first - 1] if site.first > site.start else None
    said = before is not None and (
        before.pos_ in ("NOUN", "PROPN")
        or before.lemma_ in ("say", "put", "count", "report")
        or (before.lower_ == "of" and site.doc[before.i - 1].lemma_ in ("speak", "talk"))
    )
    return closing and said
