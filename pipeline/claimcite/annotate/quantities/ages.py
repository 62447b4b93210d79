"""Ages: "12-year-old", "aged 71", "Mira Solan, 34,", "a boy of nine", "who was 26", "children under 10"."""

from __future__ import annotations

from claimcite.annotate.quantities.amount import Amount
from claimcite.annotate.quantities.counted import is_person, lemma_of, noun_phrase
from claimcite.annotate.quantities.site import Site

AGE_UNITS = {
    "year": "year",
    "years": "year",
    "month": "mo",
    "months": "mo",
    "week": "wk",
    "weeks": "wk",
    "day": "d",
    "days": "d",
    "yr": "year",
    "yrs": "year",
    "yo": "year",
}
AGED = frozenset({"aged", "age", "ages"})
AGE_HEDGES = frozenset({"under", "over", "above", "below", "older than", "younger than"})
#: Between "age" and its figures, or between "the youngest" and theirs.
AGE_LINKS = frozenset({"from", "to", "of", "at", "is", "was", "by", "between", "and", "who", "whom", "them", "rose", "raised", "lowered", "-"})
AGE_REACH = 6
#: "a mother of six" has six children.
PARENTS = frozenset({"mother", "father", "parent", "widow", "widower", "grandmother", "grandfather"})
SINGULAR = frozenset({"he", "she", "who", "i"})


def age_of(site: Site, amount: Amount) -> tuple[str, int] | None:
    """Return the unit of an age and the token after its text: "12-year-old", "aged 71", "Solan, 34,", "a boy of nine"."""
    if amount.kind != "count" or (amount.value is None and amount.low is None):
        return None
    i = site.last
    at = i + 1 if site.lower(i) == "-" else i
    unit = AGE_UNITS.get(site.lower(at))
    if unit is not None:
        if site.lower(at + 1) == "-" and thing_of_age(site, at + 3):
            return None
        if site.lower(at) == "yo":  # "an 87 yo man"
            return unit, at + 1
        if site.lower(at + 1) in ("old", "olds") or (site.lower(at + 1), site.lower(at + 2)) in (
            ("-", "old"),
            ("-", "olds"),
            ("of", "age"),
        ):
            return unit, at + 1
        return (unit, at + 1) if site.lower(site.first - 1) in AGED else None
    highest = amount.high if amount.high is not None else amount.value
    if highest is None or not 0 < highest <= 115:
        return None
    if site.lower(listed_from(site)) in AGED or (site.lower(site.first - 1) == "of" and site.lower(site.first - 2) in AGED):
        return "year", site.last
    return ("year", site.last) if is_level_of_age(site) or bare_age(site, amount) else None


def is_level_of_age(site: Site) -> bool:
    """Whether a bare number is an age that is set or reached: "raise the pension age from 62 to 65", "the youngest of whom is 12"."""
    if site.counted is not None:
        return False
    for k in range(site.first - 1, max(site.start, site.first - AGE_REACH) - 1, -1):
        word = site.lower(k)
        if word in ("age", "ages"):
            return k + 1 < site.first
        if word in ("youngest", "oldest", "eldest"):
            return site.doc[site.first - 1].lemma_ == "be"
        if word not in AGE_LINKS and not word.isdecimal():
            return False
    return False


def listed_from(site: Site) -> int:
    """Return the token before a number, or before the list of ages that it ends: "aged 9 and 11", "aged 4, 7 and 12"."""
    i = site.first - 1
    while i - 1 > site.start and site.lower(i) in ("and", ",", "or") and site.doc[i - 1].pos_ == "NUM":
        i -= 2
    return i


def thing_of_age(site: Site, i: int) -> bool:
    """Whether what is so old is no person: "a five-month-old truce"."""
    found = noun_phrase(site.doc, i, site.stop) if i < site.stop else None
    if found is None or site.doc[found[1]].ent_type_ in ("PER", "PERSON"):
        return False  # "23-year-old Ann Roe"
    return not is_person(lemma_of(site.doc[found[1]]), site.lexicon)


def bare_age(site: Site, amount: Amount) -> bool:
    """Whether a number alone is an age: "Mira Solan, 34, a teacher", "a boy of nine", "who was 26", "children under 10"."""
    if site.counted is not None and not site.counted.state:
        return False
    before, after = site.lower(site.first - 1), site.lower(site.last)
    if before == "at" and site.first - 1 == site.start and after == "," and amount.plain:
        return opens_person(site, site.last + 1)  # "At 77, Solan became …"
    previous = site.doc[site.first - 2] if site.first - 2 >= site.start else None
    if previous is not None and previous.is_quote and site.first - 3 >= site.start:
        previous = site.doc[site.first - 3]
    if before == "of" and previous is not None and previous.tag_ == "NN" and site.lexicon.events.kinds.get(lemma_of(previous)):
        return lemma_of(previous) not in PARENTS and after not in ("%", "percent")
    if amount.hedge in AGE_HEDGES:
        person = is_person(lemma_of(site.doc[site.first - 1]), site.lexicon) if site.first > site.start else False
        said = before in ("was", "were", "is", "are") and after in ("", ".", ",", ";", "and") and has_persons(site)
        return amount.hedge in ("older than", "younger than") or ((person or said) and after not in ("%", "percent")) or before in ("those", "anyone", "everyone", "everybody", "anybody")
    if amount.hedge or previous is None or after == "%":
        return False
    named = previous.pos_ == "PROPN" or (previous.pos_ == "NOUN" and previous.tag_ == "NN" and is_person(lemma_of(previous), site.lexicon))
    if before in (",", "(") and named and amount.plain:
        return after == {",": ",", "(": ")"}[before] or (before == "," and after in (".", "", "and", ";", "who", "of"))
    return before in ("was", "is") and site.counted is None and after in (",", ".", "when", "", "and") and is_singular_person(site)


def opens_person(site: Site, i: int) -> bool:
    """Whether a person begins at ``i``: a name, "he", "the singer"."""
    if i >= site.stop:
        return False
    token = site.doc[i]
    if token.lower_ in SINGULAR or token.ent_type_ in ("PER", "PERSON"):
        return True
    found = noun_phrase(site.doc, i + 1, site.stop) if token.pos_ == "DET" else None
    return found is not None and site.doc[found[1]].tag_ == "NN" and is_person(lemma_of(site.doc[found[1]]), site.lexicon)


def has_persons(site: Site) -> bool:
    """Whether the subject of "were under 18" is persons: "half of the victims were under 18"."""
    subject = next((c for c in site.doc[site.last - 1].children if c.dep_ == "nsubj"), None)
    near = () if subject is None else (subject, *(c for c in subject.children if c.dep_ == "nmod"))
    return any(t.lower_ in SINGULAR or is_person(lemma_of(t), site.lexicon) for t in near)


def is_singular_person(site: Site) -> bool:
    """Whether the subject of "was 26" is one person."""
    subject = next((c for c in site.doc[site.last - 1].children if c.dep_ == "nsubj"), None) or (
        site.doc[site.first - 2] if site.first - 2 >= site.start else None
    )
    if subject is None:
        return False
    return (
        subject.lower_ in SINGULAR
        or subject.ent_type_ in ("PER", "PERSON")
        or (subject.tag_ == "NN" and is_person(lemma_of(subject), site.lexicon))
    )
