"""What a share is of: "a third of voters", "turnout was 58%", "Dembe was chosen by 37% of voters, Solan by 30%"."""

from __future__ import annotations

from dataclasses import replace

from claimcite.annotate.quantities.elsewhere import counting, named_before, without_noun
from claimcite.annotate.quantities.governed import NO_ROLE
from claimcite.annotate.quantities.ledger import Entry, Ledger
from claimcite.annotate.quantities.levels import CHANGES, case_of, head_of, level_of

#: "among" stands so many words before a share at most.
AMONG_REACH = 8


def share(ledger: Ledger, entry: Entry) -> Entry:
    """Take what a share is of: its own noun, what rose or fell by it, or what the share before it is of."""
    counted = entry.site.counted
    if counted is not None and (counted.of or entry.head not in CHANGES):
        return entry
    if (state := named_before(entry)) is not None:
        return counting(ledger, entry, state)
    top = head_of(ledger, entry)
    compared = case_of(top) in ("against", "with") or (entry.amount.change == "from" and top.head.lower_ in ("up", "down"))
    noun = None if compared else level_of(ledger, entry)
    if noun is not None:
        return counting(ledger, entry, noun)
    entry = without_noun(entry)
    giver = next((other for other in ledger.before(entry) if other.amount.kind == entry.amount.kind and other.head is not None), None)
    if giver is None or entry.amount.change == "by" or (giver.persons and is_among_others(entry)):
        return entry
    return replace(entry, counted=giver.counted, head=giver.head, kinds=giver.kinds, persons=giver.persons)


def is_among_others(entry: Entry) -> bool:
    """Whether a share is said of another group than the one before: "30% of nurses agree; it is higher among clerks (34%)"."""
    site, doc = entry.site, entry.site.doc
    for k in range(site.first - 1, max(site.start, site.first - AMONG_REACH) - 1, -1):
        if doc[k].lower_ in ("among", "amongst"):
            return True
    opening = next((doc[k] for k in range(site.start, site.first) if doc[k].dep_ == "nsubj"), None)
    return opening is not None and opening.tag_ in ("NNS", "NNPS") and opening.head.lemma_ == "be"


def without_role(entry: Entry) -> Entry:
    """Leave out the role of a share that turns out to be one of things: "the death rate was 6% when treated early"."""
    bare = entry.site.counted is None and entry.amount.kind in ("percent", "fraction")
    return replace(entry, role=NO_ROLE) if bare and entry.head is not None and not entry.persons else entry
