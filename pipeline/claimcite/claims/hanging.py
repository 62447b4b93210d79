"""Phrases and clauses that the parser hung too far away: participles, conjuncts, prepositions, particles."""

from __future__ import annotations

from collections.abc import Sequence

from claimcite.claims.arcs import attach
from claimcite.claims.tree import Word

#: Prepositions that the parser takes for particles.
PARTICLES = frozenset({"off", "over", "in", "on", "near", "outside", "around", "through", "along", "across", "inside"})
#: What may hang on a verb before or behind it.
LOOSE = frozenset({"obl", "obl:unmarked", "obl:tmod", "obl:agent", "advcl", "obj", "xcomp"})
#: Words that count a part: "most of them".
PORTIONS = frozenset({"most", "many", "some", "half", "several", "all", "few", "both", "each", "one", "dozens", "hundreds", "thousands", "none"})
#: Labels that ``hang_parts`` looks at.
HUNG = frozenset({"case", "compound:prt", "conj", "flat"})
#: Verbs with "off": "cut off the road".
OFF = frozenset({"cut", "call", "set", "pull", "seal", "fend", "lay", "pay", "ward", "shut", "turn", "write", "sell", "kick", "break", "bring", "carry", "hold", "put", "show", "switch", "take", "tear", "trade", "wipe", "fight", "block", "cordon"})


def hang_clauses(words: Sequence[Word]) -> None:
    """Hang participles, past tenses and shares of people on the verb that they go with."""
    participles(words)
    crossing(words)
    finite_conjuncts(words)
    parts_of_them(words)


def participles(words: Sequence[Word]) -> None:
    """Hang a participle behind a comma on the verb before it, not on its object: "banned firecrackers ahead of the feast, | arresting | 210 people"."""
    for word in words:
        if word.tag == "VBG" and word.dep in ("acl", "advcl") and word.i > 1 and words[word.i - 1].text == "," and word.head.pos not in ("VERB", "AUX"):
            verb = next((a for a in word.above() if a.pos == "VERB" and a.i < word.i), None)
            if verb is not None:
                attach(word, verb, "advcl")


def crossing(words: Sequence[Word]) -> None:
    """Hang what stands behind a verb on that verb where the parser hung it on a participle before it: "a train operated by TR derailed | near Olmar"."""
    for word in words:
        if word.dep not in LOOSE:
            continue
        head = word.head
        if head.i >= word.i or not head.dep.startswith("acl"):
            continue
        over = next((a for a in head.above() if head.i < a.i < word.i), None)
        if over is not None and over.pos in ("VERB", "AUX"):
            attach(word, over, word.dep)


def finite_conjuncts(words: Sequence[Word]) -> None:
    """Coordinate a past tense with a past tense: "demanded that they transfer 12 prisoners, and | threatened to kill one", hung on "transfer"."""
    modal = {w.head.i for w in words if w.dep == "aux" and w.tag == "MD"}
    for word in words:
        if word.dep != "conj" or word.tag != "VBD":
            continue
        first = word.head
        if first.tag == "VB" and first.pos == "VERB" and first.i < word.i and first.i not in modal:
            above = next((a for a in first.above() if a.tag == "VBD" and a.i < first.i), None)
            if above is not None:
                attach(word, above, "conj")


def parts_of_them(words: Sequence[Word]) -> None:
    """Hang "11 of them in serious condition" on the clause that it adds to: "43 people were taken to hospital, | 11 of them …, its director said"."""
    for word in words:
        if word.lower != "of" or word.dep != "case" or word.i < 3 or word.head.lower not in ("them", "whom", "these", "those"):
            continue
        part = word.head.head
        if part.i != word.i - 1 or part.head.i <= part.i or (part.pos != "NUM" and part.lower not in PORTIONS) or words[part.i - 1].text != ",":
            continue
        if not any(w.head is part.head and w.dep.startswith("nsubj") and w is not part for w in words[part.i + 1 : part.head.i]):
            continue
        before = words[part.i - 2]
        above = before if before.pos == "VERB" else next((a for a in before.above() if a.pos == "VERB" and a.i < part.i), None)
        if above is not None:
            attach(part, above, "parataxis")


def hang_parts(words: Sequence[Word]) -> None:
    """Hang prepositions, particles, conjuncts and parts of names on what stands beside them."""
    for word in words:
        if word.dep not in HUNG:
            continue
        if word.dep == "case":
            preposition(word, words)
        elif word.dep == "compound:prt" and word.lower in PARTICLES and word.i + 1 < len(words):
            particle(word, words)
        if word.head.i <= word.i:
            continue
        if word.dep == "conj":
            coordinated(word, words)
        elif word.dep == "flat" and word.i and words[word.i - 1].pos == "PROPN":
            attach(word, words[word.i - 1], "flat")  # "Ann Roe and Bo Lind": a name does not hang on what follows


def preposition(word: Word, words: Sequence[Word]) -> None:
    """Hang a preposition on the phrase right behind it where the parser jumped over that to a later one: "near Drevna after a raid on Tuesday"."""
    head = word.head
    if word.lower == "off" and head.dep == "obl" and head.head.i == word.i - 1 and head.head.lemma in OFF:
        head.dep = "obj"  # "cut | off | the road"
        attach(word, head.head, "compound:prt")
        return
    if head.dep == "flat" and head.head.i < head.i and head.head.i > word.i:
        attach(word, head.head, "case")
        return
    if head.i < word.i + 4:
        return
    near = words[word.i + 1]
    while near.dep in ("det", "amod", "compound", "nummod") and near.head.i > near.i and near.head is not head:
        near = near.head
    between = any(w.dep == "case" and w is not word for w in words[word.i + 1 : head.i])
    if near is not head and near.i < head.i and between and near.pos in ("NOUN", "PROPN") and near.dep in ("nmod", "obl", "nmod:unmarked", "obl:unmarked"):
        attach(word, near, "case")


def particle(word: Word, words: Sequence[Word]) -> None:
    """Let a particle be the preposition of the name behind it that hangs on the same verb: "capsized off | Port Corrin"."""
    near = words[word.i + 1]
    if word.lower == "off" and word.head.lemma in OFF:
        return
    while near.dep in ("det", "amod", "compound") and near.head.i > near.i:
        near = near.head
    if near.head is word.head and (near.dep in ("obl", "obl:unmarked") or (near.dep == "obj" and near.pos == "PROPN" and word.lower == "off")):
        near.dep = "obl"
        attach(word, near, "case")


def coordinated(word: Word, words: Sequence[Word]) -> None:
    """Hang a conjunct on what stands before its "and": a conjunct that hangs on a word behind it is the first half of its subject.

    "Ann Roe and Bo Lind beat …" with "Lind" on the object.
    """
    first = word.i - 1
    while first >= 0 and (words[first].dep in ("det", "amod", "compound", "flat", "nummod") and words[first].head is word):
        first -= 1
    if first < 1 or words[first].lower not in ("and", "or", "&"):
        return
    before = words[first - 1]
    while before.dep in ("flat", "compound") and before.head.i < word.i and before.head is not before:
        before = before.head
    if before.pos == word.pos:
        attach(word, before, "conj")
