"""Whether an amount in its sentence is a quantity, or a year, a name, a page, a duration, which are none."""

from __future__ import annotations

from claimcite.annotate.quantities.amount import Amount
from claimcite.annotate.quantities.lemmas import is_person, lemma_of
from claimcite.annotate.quantities.naming import is_model, is_numbered, plural
from claimcite.annotate.quantities.ones import one_counts, site_harms
from claimcite.annotate.quantities.site import Site
from claimcite.records import BlockKind

YEARS_BEFORE = frozenset(
    ["in", "since", "of", "by", "until", "till", "from", "before", "after", "during", "for", "to", "the", "and", "mid", "early", "late", "summer", "winter", "spring", "autumn", "fall", "circa", "than", "between", "through", "around", "about", "'s"]
)
#: Before "most" and "many" these ask or compare: "how many of them", "the most people".
NO_VAGUE = frozenset({"the", "so", "how", "as", "too", "that", "very", "a", "this", "its", "their", "his", "her", "not", "at", "what", "who"})
#: What a magnitude is of.
QUAKES = frozenset({"earthquake", "quake", "tremor", "temblor", "aftershock"})
#: Behind the figures of a place on the map.
COMPASS = frozenset({"n", "s", "e", "w"})


def is_quantity(site: Site, amount: Amount, block: BlockKind) -> bool:
    """Whether an amount is a quantity; years, names, durations, list numbers, "one of the" are none."""
    if amount.kind in ("money", "measure", "percent"):
        return True
    if amount.kind == "none":
        return nothing_counts(site, amount)
    if is_duration(site) or is_date(site, amount):
        return False
    if amount.kind == "vague":
        return vague_counts(site, amount)
    if amount.spelling == "one":
        return one_counts(site, amount)
    if amount.kind == "fraction":
        return site.lower(site.last) != "-" and not is_ordinal(site)
    return not (
        is_emergency(site, amount)
        or is_model(site, amount)
        or is_coordinate(site, amount)
        or is_year(site, amount)
        or is_numbered(site, amount, block)
        or is_address(site)
        or is_magnitude(site, amount)
        or is_listed(site)
        or is_step(site, amount)
        or is_idiom(site)
    )


def is_ordinal(site: Site) -> bool:
    """Whether "a third" says which of several: "was elected to a fourth term"; not "by a third", "about a third voted"."""
    token = site.doc[site.last - 1]
    return site.lower(site.first) in ("a", "an") and token.dep_ == "amod" and token.head.i >= site.last and token.head.tag_ == "NN"


def is_duration(site: Site) -> bool:
    """Whether a stretch of time or a frequency follows: "three consecutive days", "12 times", "20 and 50 years ago"."""
    context = site.lexicon.quantifiers.context
    if has_joined_duration(site) or is_served(site):
        return True
    lemma = lemma_of(site.doc[site.counted.head]) if site.counted is not None and site.counted.head is not None else site.lower(site.last)
    of = site.counted is not None and site.counted.of
    if (
        site.counted is not None
        and not of
        and site.counted.first < site.stop
        and site.doc[site.counted.first].lower_ in context["durations"]
        and site.lower(site.counted.first) not in site.lexicon.dates.seasons
    ):
        return True  # "a two hour work stoppage"
    return lemma in context["frequencies"] or (lemma in context["durations"] and not (of and lemma in ("second", "night", "date")))


def has_joined_duration(site: Site) -> bool:
    """Whether a second number and a stretch of time follow: "20 and 50 years ago", "the next two three months", "over one 12-year stretch"."""
    i = site.last + (site.lower(site.last) in ("and", "or", "to"))
    if i >= site.stop or site.doc[i].pos_ != "NUM" or (site.counted is not None and site.counted.of):
        return False
    unit = i + 1 + (site.lower(i + 1) == "-")
    old = site.lower(unit + 1 + (site.lower(unit + 1) == "-")) in ("old", "olds", "of")
    return site.lower(unit).removesuffix("s") in site.lexicon.quantifiers.context["durations"] and not old


def is_served(site: Site) -> bool:
    """Whether a bare number is the years of a sentence: "was given fourteen years in prison, serving eight"."""
    if site.counted is not None or site.first == site.start or site.doc[site.first - 1].lemma_ != "serve":
        return False
    return any(site.doc[k].lemma_ in ("year", "month", "sentence", "prison") for k in range(site.start, site.first))


def is_date(site: Site, amount: Amount) -> bool:
    """Whether a month stands beside a number: "11 March", "May 5"; or it is a time of day: "at 5.40"."""
    months = site.lexicon.dates.months
    beside = [site.doc[k] for k in (site.first - 1, site.last) if site.start <= k < site.stop]
    if amount.high is not None and 0 < amount.high < 32 and any(t.lower_.rstrip(".") in months and t.text[:1].isupper() for t in beside):
        return True
    clock = (
        len(amount.spelling) in (4, 5)
        and amount.spelling[-3] == "."
        and amount.kind == "count"
        and amount.high is not None
        and amount.high < 24
    )
    return clock and site.counted is None and site.lower(site.first - 1) in ("at", "by", "until", "from", "about", "around")


def is_year(site: Site, amount: Amount) -> bool:
    """Whether four bare digits are a year: "in 2019", "the 2018 agreement", "2015-2019"; not "2000 people"."""
    values = [v for v in (amount.low, amount.high) if v is not None]
    core = amount.spelling if amount.low != amount.high else ""
    ranged = bool(core) and len(core) == 9 and core[:4].isdecimal() and core[5:].isdecimal()
    if not (amount.plain or ranged) or not values or not all(1000 <= v <= 2100 for v in values):
        return False
    head = site.counted.head if site.counted else None
    if head is None or (site.counted is not None and site.counted.of):
        return all(v >= 1400 for v in values)
    person = is_person(lemma_of(site.doc[head]), site.lexicon)
    if all(v < 1800 for v in values):
        return not plural(site)
    return not (person or (plural(site) and site.lower(site.first - 1) not in YEARS_BEFORE))


def is_coordinate(site: Site, amount: Amount) -> bool:
    """Whether the number is a place on the map: "33°30′N", "33.505716; 36.269635"."""
    if site.lower(site.last)[:1] in ("°", "′", "″") or site.lower(site.first - 1)[-1:] in ("°", "′", "″"):
        return True
    return is_fine(amount.spelling) and (is_fine(site.lower(site.last + 1)) or is_fine(site.lower(site.first - 2)) or site.lower(site.last) in COMPASS)


def is_fine(figure: str) -> bool:
    """Whether a figure has three decimals or more."""
    _, _, decimals = figure.partition(".")
    return decimals.isdecimal() and len(decimals) > 2


def is_emergency(site: Site, amount: Amount) -> bool:
    """Whether the number is one to dial: "called 911", "a flood of 911 calls"; not "called 911 witnesses"."""
    if amount.spelling not in site.lexicon.quantifiers.context["emergency"]:
        return False
    dialled = site.first > site.start and site.doc[site.first - 1].lemma_ in ("call", "dial", "phone", "ring")
    return (dialled and not plural(site)) or site.lower(site.last) in ("call", "calls", "caller", "callers", "dispatcher", "dispatchers", "operator", "operators")


def is_magnitude(site: Site, amount: Amount) -> bool:
    """Whether a number says how strong a quake is: "a 6.3 magnitude earthquake", "the 5.0 quake"."""
    if "magnitude" in (site.lower(site.first - 1), site.lower(site.last + (site.lower(site.last) == "-"))):
        return True
    return "." in amount.spelling and amount.spelling[:1].isdecimal() and site.lower(site.last) in QUAKES and site.counted is not None


def is_address(site: Site) -> bool:
    """Whether a street follows: "10 Downing Street"."""
    streets = site.lexicon.quantifiers.context["streets"]
    for i in range(site.last, min(site.last + 4, site.stop)):
        if not site.doc[i].text[:1].isupper():
            return False
        if i > site.last and site.doc[i].lower_.rstrip(".") in streets:
            return True
    return False


def is_listed(site: Site) -> bool:
    """Whether the number numbers an item: "1. Introduction", "(2) …", "3) …"."""
    if site.lower(site.last) == ")" and site.last - site.first == 1:
        return site.first == site.start or (site.lower(site.first - 1) == "(" and site.first - 1 == site.start)
    return site.first == site.start and site.lower(site.last) == "." and site.last + 1 < site.stop


def is_step(site: Site, amount: Amount) -> bool:
    """Whether the number counts arguments: "And two, the ban is right"; not "Two, a child among them, were hurt"."""
    opens = site.first == site.start or (site.first - 1 == site.start and site.lower(site.start) in ("and", "but")) or site.lower(site.first - 1) == ";"
    token = site.doc[site.last - 1]
    spelled = amount.spelling.isalpha() and site.lower(site.last) == "," and site.counted is None
    return opens and spelled and not amount.hedge and not token.dep_.startswith("nsubj")


def is_idiom(site: Site) -> bool:
    """Whether the number says in how many parts: "cut in two"; or the year of a decade or a score."""
    return (
        site.lower(site.first - 1) in ("in", "into")
        and site.counted is None
        and site.lower(site.first) in ("two", "half", "three", "four", "one")
    )


def vague_counts(site: Site, amount: Amount) -> bool:
    """Whether a vague word is an amount of something: "dozens of fighters", "scores were hurt"; not "he scores", "several" alone."""
    word = site.doc[site.last - 1]
    if site.lower(site.first - 1) == "the" and site.lower(site.first - 2) == "of" and site.lower(site.first - 3) == "one":
        return False  # "one of the thousands of …"
    if word.lower_ == "scores":
        return word.pos_ == "NOUN" and (site.lower(site.last) in ("of", "more", "were", "have", "are") or site_harms(site))
    if amount.spelling == "most" and site.lower(site.last) != "of":
        opens = site.first == site.start and word.head.i > word.i and site.counted is None
        described = word.dep_ in ("amod", "nummod", "det") and site.lower(site.first - 1) not in NO_VAGUE and plural(site)
        return described or (opens and site.doc[min(site.last, site.stop - 1)].pos_ in ("AUX", "VERB"))
    if amount.spelling == "many":
        return plural(site) and site.lower(site.first - 1) not in NO_VAGUE
    if site.lower(site.first) in ("most", "majority") or "majority" in amount.spelling:
        return plural(site) and site.lower(site.last + 1) != "which"
    if word.lower_ in ("several", "multiple", "numerous", "countless", "untold", "few", "number", "handful", "couple"):
        return site.counted is not None and (site.counted.head is not None or site.counted.anaphor)
    return True


def is_litany(site: Site) -> bool:
    """Whether one thing after the other is denied, or "no" belongs to a name for something: "no charge, no number", "a vote of no trust"."""
    before, after = site.lower(site.first - 1), (site.lower(site.end), site.lower(site.end + 1))
    if before == "of" or after in ((",", "no"), (",", "nothing")):
        return True
    return before == "," and any(site.lower(k) == "no" for k in range(max(site.start, site.first - 5), site.first - 1))


def nothing_counts(site: Site, amount: Amount) -> bool:
    """Whether "no" denies something that could be counted: "no casualties", "none of the miners"."""
    if site.lower(site.first) == "no" and site.last - site.first == 1:
        head = site.counted.head if site.counted else None
        if site.counted is not None and site.counted.state:
            return False
        if head is None or site.doc[head].pos_ != "NOUN" or lemma_of(site.doc[head]) in site.lexicon.quantifiers.uncountable:
            return False
        return site.named(lemma_of(site.doc[head])) is not None or not is_litany(site)
    if site.lower(site.first) in ("none", "neither"):
        return site.lower(site.last) == "of" and site.counted is not None
    if site.lower(site.first) == "not":
        identity = any(c.dep_ == "cop" for c in site.doc[site.last - 1].children)  # "she is not one of those critics"
        return site.counted is not None and site.counted.head is not None and not (identity and site.counted.of)
    return True
