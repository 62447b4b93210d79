"""Where and when hung on the verb again, where the parser hung them on what stands in between; each rule quotes its sentence."""

from __future__ import annotations

from collections.abc import Sequence

from claimcite.claims.arcs import attach
from claimcite.claims.tree import TIMES, Word

#: What opens the setting of a clause.
SETTING = frozenset({"in", "at", "near", "outside", "on", "off"})
#: So many words stand between a verb and the figure that it governs.
HEDGED = 6
#: "From" tells of these themselves: "were seized on their way from Selm".
WAYS = frozenset({"way", "road", "route", "trip", "flight", "journey", "train", "bus", "ferry", "return"})
DAYS = TIMES | {"morning", "afternoon", "evening", "a.m.", "p.m.", "a.m", "p.m"}


def hang_settings(words: Sequence[Word]) -> None:
    """Hang on the verb what tells where, when and how many, before dependents are listed."""
    figures_taken(words)
    for word in words:
        if word.dep == "case":
            preposition_inside(word, words)
            behind_day(word)
            behind_apposition(word, words)
            to_and_fro(word, words)
        elif word.dep == "compound" and word.pos == "PROPN" and word.head.i > word.i + 1 and words[word.i + 1].text == ",":
            town_and_region(word, words)


def figures_taken(words: Sequence[Word]) -> None:
    """Give a verb before a figure what was hung on the figure before it: "killed five and | wounded | 110", "and | wounded | at least 110 others"."""
    for verb in words[2:-1]:
        five = verb.head
        above = five.head
        if verb.dep != "conj" or verb.tag not in ("VBD", "VBN") or five.pos != "NUM" or words[verb.i - 1].dep != "cc":
            continue
        if five.dep not in ("obj", "obl:unmarked") or above.tag not in ("VBD", "VBN") or not above.i < five.i < verb.i:
            continue
        figure = next((w for w in words[verb.i + 1 : verb.i + 1 + HEDGED] if w.head in (five, above, verb) and w.dep in ("obj", "conj", "obl:unmarked")), None)
        if figure is None:
            continue
        attach(verb, above, "conj")
        attach(figure, verb, "obj")
        five.dep = "obj"
        for hedge in words[verb.i + 1 : figure.i]:
            if hedge.head in (five, above):
                attach(hedge, figure, hedge.dep)


def preposition_inside(case: Word, words: Sequence[Word]) -> None:
    """Hang a preposition on the whole name: "held | in | New Hampshire", hung on "New"."""
    part, name = case.head, case.head.head
    if part.i != case.i + 1 or part.dep not in ("amod", "compound") or name.i < part.i:
        return
    if not any(w.dep == "case" and w.head is name for w in words[max(case.i - 3, 0) : name.i]):
        attach(case, name, "case")


def behind_day(case: Word) -> None:
    """Hang a place behind a day on what happened then: "was recorded on Thursday | in Manay", hung on "Thursday"."""
    place, day = case.head, case.head.head
    if (place.dep == "nmod" or (place.dep == "appos" and place.pos == "PROPN")) and case.lower in SETTING and day.lemma in DAYS and day.i < case.i and day.dep in ("obl", "obl:unmarked", "obl:tmod"):
        attach(place, day.head, "obl")


def behind_apposition(case: Word, words: Sequence[Word]) -> None:
    """Hang a place or day behind an apposition on the verb: "met Ann Roe, an Oru envoy, | in Pela", hung on "Roe"."""
    place, name = case.head, case.head.head
    if place.dep != "nmod" or case.lower not in SETTING or words[case.i - 1].text != "," or name.pos != "PROPN":
        return
    if name.dep in ("obl", "obj", "nsubj", "nsubj:pass") and any(w.dep == "appos" and w.head is name for w in words[name.i + 1 : case.i]):
        attach(place, name.head, "obl")


def to_and_fro(case: Word, words: Sequence[Word]) -> None:
    """Hang where somebody comes from on what leads him on: "carried locals | from Selm | to Pela", with "Selm" on "locals"."""
    goal = case.head
    if case.lower != "to" or goal.dep != "obl" or case.i < 3:
        return
    start = words[case.i - 1]
    while start.dep in ("flat", "compound") and start.head is not start and start.head.pos == "PROPN":
        start = start.head
    opened = any(w.dep == "case" and w.lower == "from" and w.head is start for w in words[max(start.i - 4, 0) : start.i + 1])
    if opened and start.pos == "PROPN" and start.dep == "nmod" and start.head.lemma not in WAYS and goal.head.i < start.i:
        attach(start, goal.head, "obl")


def town_and_region(town: Word, words: Sequence[Word]) -> None:
    """Let a town bear the preposition and its region explain it: "in | Manay, Upper Oru" was one name."""
    region = town.head
    if region.pos != "PROPN" or region.dep not in ("obl", "nmod"):
        return
    case = next((w for w in words[max(town.i - 3, 0) : town.i] if w.dep == "case" and w.head is region), None)
    if case is not None and not any(w.head is region and w.dep == "conj" for w in words[region.i : region.i + 4]):
        attach(town, region.head, region.dep)
        attach(region, town, "appos")
        attach(case, town, "case")
