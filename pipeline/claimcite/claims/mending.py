"""The slips of the parser mended that are wrong whatever the text says; each rule quotes the sentence that forced it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from claimcite.claims.adverbials import hang_settings
from claimcite.claims.arcs import attach, mend_arcs
from claimcite.claims.hanging import hang_clauses, hang_parts
from claimcite.claims.tree import NOMINAL, SUBJECTS, Word

#: Verbs whose "of …ing" is a clause.
CHARGING = frozenset({"accuse", "suspect", "convict"})
#: Labels that no two neighbours have on one head.
TWICE = frozenset({"obl", "nsubj", "obj", "nmod", "nsubj:pass"})
BEING = frozenset({"was", "were", "is", "are", "be", "being"})
#: Verbs whose participle with "be" is no passive: "is gone".
MOVED = frozenset({"go", "come", "become", "be", "do", "finish"})
#: What only somebody can be: "it" is no filler before these.
READY = frozenset({"ready", "willing", "able", "unable", "prepared", "keen", "eager", "reluctant", "determined", "committed", "responsible", "aware", "open"})


def mend(words: Sequence[Word]) -> None:
    """Put right what no tree of Universal Dependencies can have, before dependents are listed."""
    neighbours(words)
    labels(words)
    possessed(words)
    passives(words)
    verbless_roots(words)
    partitives(words)
    hang_clauses(words)
    hang_settings(words)
    two_subjects(words)
    subjects_of_conjuncts(words)
    two_objects(words)
    mend_arcs(words)
    hang_parts(words)


def neighbours(words: Sequence[Word]) -> None:
    """Join two names beside each other that have one label on one head."""
    for first, second in pairwise(words):
        if second.dep not in TWICE or first.head is not second.head:
            continue
        if first.dep == second.dep and first.head is not first and first.pos in ("PROPN", "NOUN") and second.pos in ("PROPN", "NOUN"):
            attach(first, second, "compound")  # "capsized off Port Corrin": one place, not two
        elif second.dep == "obj" and second.pos == "PROPN" and first.pos == "NOUN" and first.dep == "obl" and first.i == first.head.i + 1:
            attach(first, second, "compound")  # "outsold | rivals | Oru Motors"
        elif first.dep == second.dep and first.tag == "CD" and second.tag == "NNS":
            attach(first, second, "nummod")  # "At least | 14 | welders were burned", with two subjects


def labels(words: Sequence[Word]) -> None:
    """Put right labels that a word beside them contradicts."""
    for word in words:
        if word.dep == "obj" and word.tag == "VBG" and word.head.lemma in ("deny", "admit") and word.head.i < word.i:
            word.dep = "ccomp"  # "denies | blocking | aid"
        elif word.tag == "NN" and word.lower.endswith("ing") and word.head.lemma in CHARGING and word.i and words[word.i - 1].lower == "of":
            word.tag, word.pos, word.dep = "VBG", "VERB", "ccomp"  # "accused the minister of | lying"
        elif word.dep == "expl" and word.lower == "it" and word.head.pos == "ADJ" and word.head.lemma in READY:
            word.dep = "nsubj"  # "it was ready to provide"
        elif word.dep == "mark" and word.tag == "TO" and word.head.tag == "JJ" and word.head.i == word.i + 1:
            word.head.tag, word.head.pos = "VB", "VERB"  # "The court was to | open | on Monday"


def possessed(words: Sequence[Word]) -> None:
    """Give a relative clause the subject that "whose" opens: "Dimka, whose | brother | was among the passengers"."""
    for word in words:
        if word.tag != "WP$":
            continue
        noun = word.head
        if noun.i == word.i + 1 and not noun.dep.startswith("nsubj") and noun.head.i < word.i:
            verb = next((w for w in words[noun.i + 1 : noun.i + 12] if w.dep.startswith("acl") and w.head is noun.head), None)
            if verb is not None and not any(w.head is verb and w.dep in SUBJECTS for w in words[noun.i + 1 : verb.i]):
                attach(noun, verb, "nsubj:pass" if any(w.head is verb and w.dep == "aux:pass" for w in words[noun.i : verb.i]) else "nsubj")


def passives(words: Sequence[Word]) -> None:
    """A participle with "was" is a passive, whatever the labels: "it was never | paid | the money"."""
    found = {w.head.i for w in words if w.dep == "aux" and w.lower in BEING and w.head.tag == "VBN" and w.i < w.head.i and w.head.lemma not in MOVED}
    for word in words if found else ():
        if word.head.i in found and word.dep == "aux" and word.lower in BEING:
            word.dep = "aux:pass"
        elif word.head.i in found and word.dep == "nsubj":
            word.dep = "nsubj:pass"


def verbless_roots(words: Sequence[Word]) -> None:
    """Let a participle be the verb that has a "subject" behind it and hangs on the first noun: "Armed men on motorcycles | seized | 112 students"."""
    for word in words:
        if word.dep not in ("nsubj:pass", "nsubj"):
            continue
        verb, noun = word.head, word.head.head
        behind = word.i > verb.i and word.pos in ("NOUN", "PROPN")
        if behind and verb.tag == "VBN" and verb.dep == "acl" and noun.dep == "ROOT" and noun.pos in NOMINAL and noun.i < verb.i:
            if not any(w.head is verb and (w.dep.startswith("aux") or w.lower in ("that", "which", "who")) for w in words[noun.i : verb.i]):
                verb.head, verb.dep, verb.tag = verb, "ROOT", "VBD"
                noun.head, noun.dep, word.dep = verb, "nsubj", "obj"


def partitives(words: Sequence[Word]) -> None:
    """The whole is no subject: "Of the 143 injured, | 117 | were taken to hospital"."""
    for of in (word for word in words if word.lower == "of"):
        whole = of.head
        if of.dep == "case" and whole.dep.startswith("nsubj") and of.i < whole.i:
            if any(w.head is whole.head and w.dep.startswith("nsubj") for w in words[whole.i + 1 : whole.head.i]):
                whole.dep = "obl"


def two_subjects(words: Sequence[Word]) -> None:
    """Give the first of two subjects to the clause that is reported: "Officers searched the house, said Ann Roe", with both on "said"."""
    first: dict[int, Word] = {}
    reported = {w.head.i: w for w in words if w.dep in ("ccomp", "parataxis") and w.i < w.head.i}
    owned = {w.head.i for w in words if w.dep.startswith("nsubj")} if reported else set()
    for word in words if reported else ():
        if word.dep not in ("nsubj", "nsubj:pass"):
            continue
        before = first.setdefault(word.head.i, word)
        clause = reported.get(word.head.i)
        if clause is not None and before is not word and before.i < clause.i < word.head.i and clause.i not in owned:
            attach(before, clause, "nsubj")


def subjects_of_conjuncts(words: Sequence[Word]) -> None:
    """Give a verb its subject that was taken for a conjunct of the verb before: "millions have fled and | cities | have been reduced to rubble"."""
    owned = {w.head.i for w in words if w.dep in SUBJECTS}
    first = {w.head.i: w for w in reversed(words) if w.dep in ("aux", "aux:pass", "advmod") and w.head.i > w.i}
    for verb in words:
        if verb.dep != "conj" or verb.pos != "VERB" or verb.i in owned or verb.tag in ("VB", "VBG"):
            continue
        near = first.get(verb.i, verb)
        noun = words[near.i - 1] if near.i else verb
        while noun.head.i > verb.head.i and noun.head.i < verb.i and noun.head.pos != "VERB" and noun.head is not noun:
            noun = noun.head
        if noun.dep in ("nsubj", "nsubj:pass") and noun.head is verb.head and noun.i > verb.head.i and noun.pos in NOMINAL:
            attach(noun, verb, noun.dep)  # "roads are poor and | rules | are rarely enforced"
        elif noun.dep == "conj" and noun.pos in NOMINAL and noun.head.pos == "VERB" and verb.head.i <= noun.head.i < noun.i < verb.i:
            attach(noun, verb, "nsubj:pass" if any(w.dep == "aux:pass" and w.head is verb for w in words[noun.i : verb.i]) else "nsubj")


def two_objects(words: Sequence[Word]) -> None:
    """Join two objects of a verb with an "and" between them: "cut 300 jobs and | 14 plants"."""
    joined = {w.head.i for w in words if w.dep == "cc" and w.head.i > w.i and w.head.dep == "obj"}
    for word in (words[i] for i in sorted(joined)):
        first = next((w for w in words[max(word.i - 12, 0) : word.i] if w.dep == "obj" and w.head is word.head and w.i > w.head.i), None)
        if first is not None:
            attach(word, first, "conj")
