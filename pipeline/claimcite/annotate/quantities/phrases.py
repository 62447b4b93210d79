"""Phrases and frames that say what happened to counted persons, where no single verb does: "lost their lives", "ten suffered burns"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import get_args

from claimcite.annotate.quantities.counted import noun_phrase
from claimcite.annotate.quantities.lemmas import is_person, lemma_of
from claimcite.annotate.quantities.person_words import STATES
from claimcite.annotate.quantities.role_words import UNDERGOING
from claimcite.annotate.quantities.site import Site
from claimcite.lexicon import Quantifiers
from claimcite.records import QuantityRole

#: The longest phrase of the lexicon that is looked for.
LONGEST = 4
#: So many words behind the persons may stand before the word that closes a frame.
REACH = 6
INCLUDE = frozenset({"include", "included", "includes"})
BE = frozenset({"were", "was", "are", "is"})
RELATIVE = frozenset({"who", "that", "which", "whom"})
SUFFER = frozenset({"suffer", "sustain", "receive"})
#: Prepositions of a phrase between persons and their verb: "two pilgrims from Vell also died".
INSIDE = frozenset({"from", "in", "at", "on", "aboard", "near", "inside"})


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of the lexicon by their words; ``frames`` has the words behind the persons by verb and role.

    ``opening`` are the first words of those after a noun, ``closing`` the last ones of those before a number.
    """

    after: Mapping[tuple[str, ...], QuantityRole]
    before: Mapping[tuple[str, ...], QuantityRole]
    frames: Mapping[str, Mapping[QuantityRole, frozenset[str]]]
    of_persons: frozenset[tuple[str, ...]]
    opening: frozenset[str]
    closing: frozenset[str]


@lru_cache(maxsize=4)
def role_phrases(words: Quantifiers) -> Phrases:
    """Return the phrases that give a role, made ready for look-up.

    >>> from claimcite.lexicon import load_lexicon
    >>> phrases = role_phrases(load_lexicon().quantifiers)
    >>> phrases.after[("lost", "their", "lives")], phrases.before.get(("lost", "their", "keys"))
    ('killed', None)
    """
    roles: tuple[QuantityRole, ...] = get_args(QuantityRole)
    none: frozenset[str] = frozenset()
    sides = [{tuple(phrase.split()): role for role in roles for phrase in words.context.get(f"{role}_{side}", none)} for side in ("after", "before")]
    frames: dict[str, dict[QuantityRole, frozenset[str]]] = {}
    for role in roles:
        for verb in words.context.get(f"{role}_verbs", none):
            frames.setdefault(verb, {})[role] = words.context.get(f"{role}_words", none)
    narrow = frozenset(tuple(phrase.split()) for phrase in words.context["of_persons"])
    return Phrases(sides[0], sides[1], frames, narrow, frozenset(p[0] for p in sides[0]), frozenset(p[-1] for p in sides[1]))


def phrase_after(site: Site, i: int) -> QuantityRole | None:
    """Return the role of a phrase that begins at ``i``: "lost their lives", "suffered burns", "fell ill with measles"."""
    phrases = role_phrases(site.lexicon.quantifiers)
    for length in range(LONGEST if site.lower(i) in phrases.opening else 0, 0, -1):
        phrase = tuple(site.lower(k) for k in range(i, i + length))
        if phrase in phrases.after and (site.counts_persons or phrase not in phrases.of_persons):
            return phrases.after[phrase]
    lemma = site.doc[i].lemma_
    ill = lemma == "fall" and site.lower(i + 1) in ("ill", "sick")
    if not ill and lemma not in SUFFER:
        return None
    near = {site.lower(k) for k in range(i + 1, i + REACH)}
    if ill:
        return "infected" if near & site.lexicon.quantifiers.context["diseases"] else None
    return "wounded" if near & site.lexicon.quantifiers.context["injuries"] else None


def phrase_before(site: Site, i: int) -> tuple[QuantityRole, int] | None:
    """Return the role of a phrase that ends at ``i``, with its first word: "shot dead", "the lives of"."""
    phrases = role_phrases(site.lexicon.quantifiers)
    for length in range(LONGEST if site.lower(i) in phrases.closing else 0, 0, -1):
        phrase = tuple(site.lower(k) for k in range(i - length + 1, i + 1))
        if phrase in phrases.before and (site.counts_persons or phrase not in phrases.of_persons):
            return phrases.before[phrase], i - length + 1
    return None


def phrase_around(site: Site, i: int) -> QuantityRole | None:
    """Return the role of a verb at ``i`` with a word behind it: "drove 50,000 from their homes", "80 were taken to a hospital in Oru"."""
    frames = role_phrases(site.lexicon.quantifiers).frames.get(site.doc[i].lemma_)
    if frames is None or not site.counts_persons:
        return None
    behind = [site.lower(k) for k in range(site.last, site.end)]
    start = max(site.end, i + 1)
    for k in range(start, min(start + REACH, site.stop)):
        if site.doc[k].is_punct or site.lower(k) in ("and", "but"):
            break
        behind.append(site.lower(k))
    return next((role for role, words in frames.items() if words.intersection(behind)), None)


def listed(site: Site) -> tuple[QuantityRole, int] | None:
    """Read "The dead included four nurses", "Among those wounded were 12 pupils": the role, and the verb."""
    verb = site.first - 1 - (site.lower(site.first - 1) == "also")
    if site.lower(verb) == ":" and site.counted is None and site.lower(verb - 1) in STATES:
        name = site.named(site.lower(verb - 1))  # "Dead: 12."
        return (name, verb - 1) if name is not None else None
    if site.lower(verb) not in INCLUDE | BE:
        return None
    for k in range(verb - 1, max(site.start, verb - REACH) - 1, -1):
        before = (site.lower(k - 1), site.lower(k - 2), site.lower(k - 3))
        if site.lower(k) in STATES and before[0] in ("the", "those"):
            fits = site.lower(verb) in INCLUDE or "among" in before or "amongst" in before
            name = site.named(site.lower(k)) if fits else None
            return (name, verb) if name is not None else None
        if site.doc[k].is_punct or (site.doc[k].pos_ in ("VERB", "AUX") and site.lower(k) not in STATES):
            return None
    return None


def relative(site: Site) -> tuple[QuantityRole, int] | None:
    """Read a relative clause without pronoun: "13 of the 40 schoolgirls it had kidnapped"."""
    if site.counted is None or site.counted.head is None or site.nesting:
        return None
    head = site.doc[site.counted.head]
    for verb in head.children:
        if verb.dep_ != "acl:relcl":
            continue
        labels = {c.dep_ for c in verb.children}
        doer = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubj:pass")), None)
        if doer is not None and doer.lower_ == "who" and (verb.lemma_ in UNDERGOING or doer.dep_ == "nsubj:pass"):
            name = site.named(verb.lemma_)  # "33 patients of a home in Sarn who died of exposure"
            return (name, verb.i) if name is not None else None
        if verb.lemma_ in UNDERGOING or doer is None or doer.lower_ in RELATIVE or labels & {"obj", "aux:pass"}:
            continue
        name = site.named(verb.lemma_)
        if name is not None:
            return name, verb.i
    return None


def past_inside(site: Site, i: int) -> int:
    """Return the token after a phrase that stands between persons and their verb: "two pilgrims | from Vell | also died"."""
    if site.lower(i) in ("-", "–", "—") and i + 1 < site.stop and site.doc[i + 1].lemma_ in UNDERGOING:
        return i + 1  # "a nurse and seven others - died"
    if site.lower(i) not in INSIDE or i + 1 >= site.stop:
        return i
    first = i + 1 + (site.doc[i + 1].pos_ == "DET")
    found = noun_phrase(site.doc, first, site.stop)
    if found is None:
        return i
    after = found[1] + 1
    while after < site.stop and site.doc[after].pos_ == "ADV":
        after += 1
    verbal = after < site.stop and (site.doc[after].lemma_ in UNDERGOING or site.doc[after].pos_ == "AUX")
    return after if verbal and not is_person(lemma_of(site.doc[found[1]]), site.lexicon) else i
