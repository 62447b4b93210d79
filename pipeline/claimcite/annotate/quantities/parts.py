"""Parts and wholes: "including two children", "12 of them", "two of the three sirens", "of the 40, 12 …"."""

from __future__ import annotations

from claimcite.annotate.quantities.ledger import REACH, Entry, Ledger
from claimcite.annotate.quantities.lemmas import lemma_of
from claimcite.annotate.quantities.role_words import PLACING

INCLUDING = frozenset({"including", "among", "include", "includes", "included", "amongst"})


def whole(ledger: Ledger, i: int, entry: Entry) -> int | None:
    """Return the quantity that an entry is a part of: "12 of them", "two of the three", "including two children", "of the 40, 12"."""
    site = entry.site
    counted = site.counted
    if counted is not None and counted.of and not counted.anaphor:
        inner = next((k for k in range(i + 1, min(i + 3, len(ledger.entries))) if is_inside(ledger, entry, ledger.entries[k])), None)
        if inner is not None:
            return inner
        back = site.lower(site.last + 1)
        if not counted.state and counted.head is not None and back in ("those", "these", "the"):
            return again(ledger, entry, lemma_of(ledger.doc[counted.head]), pointed=back != "the")
        if counted.state and back == "the":
            return nearest(ledger, entry, role=site.named(ledger.doc[counted.head or 0].lower_))
    if (
        "out" in (site.lower(site.last), site.lower(site.end))
        and i + 1 < len(ledger.entries)
        and 0 < ledger.entries[i + 1].first - site.end < 4
    ):
        return i + 1  # "one siren out of three"
    if (
        counted is not None
        and counted.anaphor
        and site.lower(site.last + 1) == "which"
        and i
        and ledger.entries[i - 1].sentence is entry.sentence
    ):
        return i - 1  # "€25 million in aid, half of which"
    if (counted is not None and counted.anaphor) or among_them(ledger, entry):
        if not says_which(entry):
            return nearest(ledger, entry)
        named = site.named(site.lower(site.last + 2))  # "half of those killed"
        found = nearest(ledger, entry, role=named) if named is not None else None
        found = nearest(ledger, entry) if found is None else found
        return found if found is not None and ledger.done[found].persons else None
    if opens_sentence(entry):
        return nearest(ledger, entry)
    if lead_in(ledger, entry) or is_share(ledger, i, entry):
        return nearest(ledger, entry, same=True)
    return opening(ledger, i, entry)


def again(ledger: Ledger, entry: Entry, head: str, *, pointed: bool) -> int | None:
    """Return the quantity whose noun is taken up again: "at least 70 of those men", "two of the miners"."""
    for k in range(len(ledger.done) - 1, max(-1, len(ledger.done) - REACH), -1):
        other = ledger.done[k]
        if not ledger.reaches(other, entry):
            return None
        if other.counts and (other.head == head or (pointed and other.sentence is entry.sentence and other.persons)):
            return k
    return None


def says_which(entry: Entry) -> bool:
    """Whether persons are told by what they do, not by what was counted before: "two thirds of those known to be infected"."""
    site = entry.site
    at = site.last + 2
    if site.lower(site.last + 1) != "those" or at >= site.stop:
        return False
    return site.lower(at) in ("who", "whose") or (site.doc[at].tag_ in ("VBN", "VBG") and site.doc[at].dep_ in ("acl", "acl:relcl"))


def is_inside(ledger: Ledger, entry: Entry, other: Entry) -> bool:
    """Whether ``other`` stands between an entry and the noun that it counts: the three in "two of the three sirens"."""
    counted = entry.site.counted
    if counted is None or other.sentence is not entry.sentence or not other.counts:
        return False
    return counted.head is not None and entry.site.last <= other.first < counted.head


def among_them(ledger: Ledger, entry: Entry) -> bool:
    """Whether "… among them" or "of whom" stands around: "of whom 12", "12 among them"."""
    site = entry.site
    before = (site.lower(site.first - 2), site.lower(site.first - 1))
    if before[1] in ("are", "were", "is", "was") and before[0] in ("them", "those") and site.lower(site.first - 3) in ("among", "amongst"):
        return True  # "Among them are 212 women"
    if before[0] in ("of", "among", "amongst") and before[1] in ("them", "whom", "those", "these", "which", "him"):
        return True
    if (
        before[1] == ","
        and site.lower(site.first - 2) in ("them", "those", "these", "whom")
        and site.lower(site.first - 3) in ("of", "among")
    ):
        return True  # "Of those, about 70,000 have returned"
    return site.lower(site.end) == "among" and site.lower(site.end + 1) == "them"


def is_share(ledger: Ledger, i: int, entry: Entry) -> bool:
    """Whether a share without a noun follows what it is a share of: "some 3 million people, around half living in camps"."""
    if entry.amount.kind not in ("fraction", "percent") or entry.site.counted is not None or i == 0 or entry.amount.change is not None:
        return False
    if entry.site.lower(entry.first - 1) == "or":
        return False  # "fell 24 points, or 0.1 percent"
    other, site = ledger.entries[i - 1], entry.site
    if other.sentence is not entry.sentence or not other.counts:
        return False
    if site.last < site.stop and site.doc[site.last].pos_ in ("AUX", "VERB") and site.doc[site.last].tag_ in ("VBP", "VBD", "VBZ", "MD"):
        return True  # "3,000 families have fled; about half have reached the camps"
    return 0 < entry.first - other.site.end < 3 and site.lower(other.site.end) == ","


def opens_sentence(entry: Entry) -> bool:
    """Whether a share or "most" opens the sentence without saying of what: "About a third are younger than 15", "Most are herders"."""
    site = entry.site
    share = entry.amount.kind == "fraction" or entry.amount.spelling == "most"
    if not share or site.counted is not None or site.first != site.start or site.last >= site.stop:
        return False
    return site.doc[site.last].pos_ in ("AUX", "VERB")


def lead_in(ledger: Ledger, entry: Entry) -> bool:
    """Whether "including" leads to the entry: directly, or past another part ("including two women and three children")."""
    site = entry.site
    for k in range(site.first - 1, max(site.start, site.first - 14) - 1, -1):
        word = site.lower(k)
        if word in INCLUDING:
            return word != "among" or site.lower(k + 1) != "the"
        if word in (".", ";", "(", ")", "who", "that") or ledger.doc[k].pos_ in ("VERB", "AUX"):
            return False
    return False


def opening(ledger: Ledger, i: int, entry: Entry) -> int | None:
    """Return the quantity that "Of the 40, 12 …" opens the sentence with."""
    if i == 0:
        return None
    other = ledger.entries[i - 1]
    site = other.site
    between = entry.first - other.site.end
    if other.sentence is not entry.sentence or not other.counts or not 0 < between < 14 or not entry.counts:
        return None
    led = [site.lower(k) for k in range(max(site.start, other.first - 2), other.first)]
    starts = "of" in led and led.index("of") + max(site.start, other.first - 2) in (site.start, site.start + 1)
    starts = starts and not (i > 1 and ledger.entries[i - 2].first == site.start)  # "Four of the five jets are old, a rarity for most owners"
    after_comma = led[:1] == ["of"] and site.lower(other.first - len(led) - 1) in (",", ";", "-", '"')
    return i - 1 if (starts or after_comma) and any(site.lower(k) == "," for k in range(other.site.end, entry.first)) else None


def nearest(ledger: Ledger, entry: Entry, *, same: bool = False, role: str | None = None) -> int | None:
    """Return the nearest count before an entry that may be its whole; one of the sentence before unless ``same``."""
    for k in range(len(ledger.done) - 1, max(-1, len(ledger.done) - REACH), -1):
        other = ledger.done[k]
        if not ledger.reaches(other, entry) or (same and other.sentence is not entry.sentence):
            return None
        smaller = (
            other.amount.value is not None and entry.amount.value is not None and entry.counts and other.amount.value < entry.amount.value
        )
        person = other.persons or other.role.name is not None or not entry.counts or not (entry.site.counted and entry.site.counted.head)
        if not other.counts or smaller or (same and not person) or (role is not None and other.role.name != role):
            continue
        if is_placed(other) and k and ledger.done[k - 1].sentence is other.sentence and ledger.done[k - 1].counts:
            continue
        return part_of_part(ledger, other, entry, k)
    return None


def is_placed(entry: Entry) -> bool:
    """Whether things are counted that something is in: the districts of "17,000 houses in three districts, half of them"."""
    return entry.site.lower(entry.first - 1) in PLACING and not entry.persons


def part_of_part(ledger: Ledger, other: Entry, entry: Entry, k: int) -> int | None:
    """ "including two women and three children": both are parts of the whole, not of one another."""
    if lead_in(ledger, other) and lead_in(ledger, entry) and other.sentence is entry.sentence:
        return next(
            (
                j
                for j in range(k - 1, max(-1, k - 6), -1)
                if ledger.done[j].sentence is entry.sentence and ledger.done[j].counts and not lead_in(ledger, ledger.done[j])
            ),
            None,
        )
    return k
