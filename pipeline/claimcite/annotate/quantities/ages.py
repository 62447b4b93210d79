"""Ages: "12-year-old", "aged 71", "Mira Solan, 34,", "a boy of nine", "who was about 26", "turned 74", "children under 10"."""

from __future__ import annotations

from spacy.tokens import Token

from claimcite.annotate.quantities.amount import Amount
from claimcite.annotate.quantities.counted import noun_phrase
from claimcite.annotate.quantities.lemmas import is_person, lemma_of
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
#: Right behind "was 26" these leave it an age; "was 26 down", "was 26 to 12" is none.
AFTER_AGE = frozenset({"", ",", ".", ";", ")", "when", "and", "or", "but", "now", "then", "at", "in", "on", "as", "while", "before", "last", "next", "this", "today", "turning"})
#: Hedges of an age that is said of somebody: "was about 18", "is only 17".
SAID_HEDGES = frozenset({"", "about", "around", "only", "just", "nearly", "almost", "barely", "roughly", "over", "under", "some", "maybe", "already"})


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
    if (end := joined_age(site, i)) is not None:
        return AGE_UNITS[site.lower(end)], site.last
    highest = amount.high if amount.high is not None else amount.value
    if highest is None or not 0 < highest <= 115:
        return None
    if site.lower(listed_from(site)) in AGED or (site.lower(site.first - 1) == "of" and site.lower(site.first - 2) in AGED):
        return "year", site.last
    return ("year", site.last) if is_level_of_age(site) or bare_age(site, amount) else None


def joined_age(site: Site, i: int) -> int | None:
    """Return the unit that follows the second of two ages: "about 12 or 11 years old", "12- and 13-year-olds"."""
    i += site.lower(i) == "-"
    if site.lower(i) not in ("or", "and", "to") or i + 2 >= site.stop or site.doc[i + 1].pos_ != "NUM":
        return None
    unit = i + 2 + (site.lower(i + 2) == "-")
    old = unit + 1 + (site.lower(unit + 1) == "-")
    return unit if site.lower(unit) in AGE_UNITS and site.lower(old) in ("old", "olds") and not thing_of_age(site, old + 1) else None


def is_level_of_age(site: Site) -> bool:
    """Whether a bare number is an age that is set or reached: "raise the pension age from 62 to 65", "the youngest of whom is 12"."""
    if site.counted is not None:
        return False
    for k in range(site.first - 1, max(site.start, site.first - AGE_REACH) - 1, -1):
        word = site.lower(k)
        if word in ("age", "ages"):
            return k + 1 < site.first
        if word == "," and k == site.first - 1 and site.lower(k - 1) == "age":
            return site.lower(site.last) == ","  # "a man whose age, 44, is his strength"
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
    if before == "at" and amount.plain and is_aside_of_person(site):
        return opens_person(site, site.last + (after == ","))
    if amount.hedge in SAID_HEDGES and is_said_of_person(site):
        return True
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
    return False


def is_aside_of_person(site: Site) -> bool:
    """Whether "at" with an age opens its sentence or stands behind a person: "At 77, Solan became …", "Solan, at 15 the youngest"."""
    at = site.first - 1
    if at == site.start:
        return site.lower(site.last) == ","
    return site.lower(at - 1) == "," and at - 2 >= site.start and is_one_person(site, site.doc[at - 2])


def is_said_of_person(site: Site) -> bool:
    """Whether a number is what one person is or turns: "I was about 18 when …", "she will be 60 in May", "turned 74"."""
    token = site.doc[site.last - 1]
    if site.counted is not None or site.lower(site.last) not in AFTER_AGE or token.text.endswith("%"):
        return False
    if any(c.dep_ == "cop" and c.i < site.first for c in token.children):
        verb, last = token, site.doc[max(site.start, site.first - 1)]
        return (last.lemma_ == "be" or last.pos_ == "ADV") and is_subject_person(site, verb)
    verb = token.head
    return verb.lemma_ == "turn" and verb.i < site.first and token.dep_ in ("obj", "xcomp", "obl:unmarked", "nummod") and is_subject_person(site, verb)


def is_subject_person(site: Site, verb: Token) -> bool:
    """Whether the subject of a verb, or of the one that it hangs on, is one person."""
    for _ in range(3):
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if subject is not None:
            return is_one_person(site, subject)
        if verb.head == verb:
            return False
        verb = verb.head
    return False


def is_one_person(site: Site, token: Token) -> bool:
    """Whether a token stands for one person: a name, "she", "the singer"."""
    person = token.tag_ == "NN" and is_person(lemma_of(token), site.lexicon)
    return token.lower_ in SINGULAR or token.ent_type_ in ("PER", "PERSON") or person


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
