"""Whether "one" counts something, or points at it, or is a turn of speech: "one rebel was killed", "this one", "one thing is certain"."""

from __future__ import annotations

from claimcite.annotate.quantities.amount import Amount
from claimcite.annotate.quantities.lemmas import is_person, lemma_of
from claimcite.annotate.quantities.naming import is_numbered
from claimcite.annotate.quantities.site import Site

#: Words that say that persons were harmed.
HARMED = frozenset({"killed", "dead", "wounded", "injured", "died", "missing", "hurt", "arrested", "drowned"})


def one_counts(site: Site, amount: Amount) -> bool:
    """Whether "one" counts: "one rebel was killed", "at least one"; not "one of the", "this one", "one day", "one another"."""
    after = site.lower(site.last)
    if site.lower(site.first - 1) == "at" and after in ("point", "time", "stage"):
        return False  # "it had, at one point, set a low"
    if is_one_of_speech(site, amount) or is_numbered(site, amount, "paragraph"):
        return False
    if after == "of":
        if any(c.dep_ == "cop" for c in site.doc[site.first].children):
            return False  # "she was one of them"
        if site.counted is not None and site.counted.anaphor and site.lower(site.last + 1) in ("them", "whom", "which", "those"):
            return True
        return (bool(amount.hedge) and site.nesting) or one_harmed(site)  # "only one of the three bridges"
    if amount.hedge in ("another", "the other") and site.counted is None and not site_harms(site):
        return False  # "the raid preceded another one", "gave it to the other one"
    if after in ("another", "-", "more", "side") or site.lower(site.first - 1) in (
        "this",
        "that",
        "the",
        "which",
        "another",
        "any",
        "no",
        "every",
        "each",
        "only",
    ):
        return (
            after not in ("another", "-", "side")
            and site.counted is not None
            and site.counted.head is not None
            and site.lower(site.first - 1) != "no"
        )
    if site.counted is not None and site.counted.head is not None and not site.counted.of:
        return site.doc[site.first].head.i >= site.first or site.counted.state
    return bool(amount.hedge and amount.hedge != "only") or site_harms(site)


def is_one_of_speech(site: Site, amount: Amount) -> bool:
    """Whether "one" belongs to a turn of speech: "clear about one thing", "with one voice", "any one bank", "one park after another", "one side or another"."""
    if site.lower(site.first - 1) in ("any", "every", "each"):
        return True
    if site.counted is None or site.counted.head is None or site.counted.of:
        return False
    head = lemma_of(site.doc[site.counted.head])
    plain = amount.hedge in ("", "about", "only", "just") and site.counted.first == site.counted.head
    return (plain and head in site.lexicon.quantifiers.context["one_idioms"]) or (site.lower(site.end), site.lower(site.end + 1)) in (("after", "another"), ("or", "another"))


def one_harmed(site: Site) -> bool:
    """Whether one of several persons is harmed: "one of the freed girls died"; not "one of the largest banks failed"."""
    counted = site.counted
    persons = counted is not None and counted.head is not None and is_person(lemma_of(site.doc[counted.head]), site.lexicon)
    return persons and any(site.lower(k) in HARMED for k in range(site.end, min(site.end + 4, site.stop)))


def site_harms(site: Site) -> bool:
    """Whether the word after the number says that persons were harmed: "one was killed", "one dead"."""
    words = {site.lower(i) for i in range(site.last, min(site.last + 5, site.stop))}
    return bool(words & HARMED)
