"""Arcs that no English clause has: each case is a sentence as the parser may leave it, and what hangs where afterwards."""

from __future__ import annotations

from itertools import pairwise

import pytest

from claimcite.claims.arcs import attach, mend_arcs
from claimcite.claims.mending import mend
from claimcite.claims.tree import Word

POS = {"N": "NOUN", "P": "PROPN", "V": "VERB", "I": "PRON", "W": "PRON", "R": "ADV", "C": "CCONJ", "X": "AUX", "D": "DET", "A": "ADJ", "O": "ADP", ",": "PUNCT", "T": "PART"}
TAGS = {"N": "NN", "P": "NNP", "I": "PRP", "W": "WDT", "R": "RB", "C": "CC", "D": "DT", "A": "JJ", "O": "IN", ",": ",", "T": "TO"}


def tree(text: str) -> list[Word]:
    """Read "They/I/nsubj/1 left/VBD/ROOT/1": text, tag or its class, relation, head."""
    rows = [part.rsplit("/", 3) for part in text.split()]
    words = []
    for i, (form, tag, dep, _) in enumerate(rows):
        helper = dep in ("aux", "aux:pass", "cop")
        pos = "AUX" if helper else POS.get(tag, "VERB")
        words.append(Word(i, form, form.lower().removesuffix("s"), (pos, TAGS.get(tag, tag), dep)))
    for word, (_, _, _, head) in zip(words, rows, strict=True):
        word.head, word.punct = words[int(head)], word.tag == ","
    return words


CASES = [
    # two subjects of one verb
    ("Towns/N/nsubj/6 should/MD/aux/2 choose/VB/ROOT/2 the/D/det/4 man/N/obj/2 who/W/nsubj/6 won/VBD/acl:relcl/4", "Towns>choose"),
    ("Guards/N/nsubj/1 said/VBD/ROOT/1 a/D/det/3 man/N/nsubj/1 came/VBD/ccomp/1", "man>came"),
    ("Roe/P/nsubj/4 and/C/cc/2 Mayor/N/nmod:desc/3 Lind/P/nsubj/4 left/VBD/ROOT/4", "Lind>Roe"),
    ("Chairman/N/nsubj/4 and/C/cc/2 owner/N/conj/0 Lind/P/nsubj/4 spoke/VBD/ROOT/4", "Chairman>Lind"),
    ("Roe/P/nsubj/1 backs/VBZ/ROOT/1 towns/N/nsubj/4 that/W/nsubj/4 go/VBP/conj/1", "towns>backs"),
    ("They/I/nsubj/1 left/VBD/ROOT/1 and/C/cc/4 Roe/P/nsubj/4 stayed/VBD/conj/1", "Roe>stayed"),
    ("Roe/P/nsubj/5 and/C/cc/2 Lind/P/nsubj/5 slept/VBD/dep/5 Bea/P/nsubj/5 left/VBD/ROOT/5", "Roe>slept"),  # three of one verb
    # subjects that their verb cannot have
    ("He/I/nsubj/3 faulted/VBD/ROOT/1 Roe/P/obj/1 saying/VBG/advcl/1 so/R/advmod/3", "He>faulted"),
    ("we/I/nsubj/4 are/VBP/cop/3 in/O/case/3 this/D/ROOT/3 together/R/advmod/3", "we>this"),
    # objects before their verb
    ("He/I/nsubj/1 wants/VBZ/ROOT/1 the/D/det/3 party/N/obj/5 to/T/mark/5 take/VB/xcomp/1 part/N/obj/5", "party>wants"),
    ("a/D/det/1 state/N/ROOT/1 which/W/obj/4 had/VBD/aux/4 passed/VBN/acl:relcl/1 laws/N/obj/4", "which:nsubj"),
    ("a/D/det/1 law/N/ROOT/1 which/W/obj/4 Oru/P/nsubj/4 passed/VBD/acl:relcl/1", "which:obj"),
    # relative clauses
    ("a/D/det/1 win/N/ROOT/1 for/O/case/3 Roe/P/obl/0 ,/,/punct/6 who/W/nsubj/6 complained/VBD/acl:relcl/1", "complained>win"),
    ("It/I/nsubj/1 marked/VBD/ROOT/1 a/D/det/3 win/N/obj/1 for/O/case/5 Roe/P/obl/1 ,/,/punct/8 who/W/nsubj/8 complained/VBD/acl:relcl/3", "complained>Roe"),
    ("It/I/nsubj/1 met/VBD/ROOT/1 cooks/N/obj/1 in/O/case/4 June/P/obl/1 who/W/nsubj/6 left/VBD/acl:relcl/2", "left>cooks"),
    ("It/I/nsubj/1 marked/VBD/ROOT/1 a/D/det/3 win/N/obj/1 of/O/case/5 Roe/P/nmod/3 ,/,/punct/8 which/W/nsubj/8 hurt/VBD/acl:relcl/3", "hurt>win"),
    ("Roe/P/nsubj/6 who/W/nsubj/3 not/R/advmod/3 spoke/VBD/acl:relcl/5 his/I/nmod:poss/5 lawyer/N/nsubj/6 said/VBD/ROOT/6", "spoke>Roe"),
    ("who/W/nsubj/1 spoke/VBD/acl:relcl/2 Roe/P/ROOT/2", "spoke>Roe"),  # nothing stands before the pronoun
    ("In/O/case/2 the/D/det/2 vote/N/obl/6 that/W/nsubj/4 began/VBD/advcl/6 many/N/nsubj/6 left/VBD/ROOT/6", "began>vote"),
    ("He/I/nsubj/1 said/VBD/ROOT/1 Oru/P/obj/1 and/C/cc/5 that/W/nsubj/5 fell/VBD/ccomp/1", "fell>said"),
    ("The/D/det/1 vote/N/ROOT/1 that/W/nsubj/3 began/VBD/advcl/5 many/N/nsubj/5 left/VBD/ROOT/5", "began>left"),  # two sentences
    # possessors, names taken for a part of what stands before them
    ("He/I/nsubj/1 read/VBD/ROOT/1 clerk/N/obj/1 Lind/P/appos/2 's/POS/case/3 letter/N/obl/1", "clerk>letter"),
    ("He/I/nsubj/1 read/VBD/ROOT/1 Lind/P/nmod:poss/4 's/POS/case/2 letter/N/obj/1", "Lind>letter"),
    ("Roe/P/nsubj/3 's/POS/case/0 aide/N/obl/3 resigned/VBD/ROOT/3", "aide:nsubj"),
    ("It/I/nsubj/1 cut/VBD/ROOT/1 power/N/obj/1 but/C/cc/4 pleased/VBD/conj/1 Roe/P/compound/2", "Roe>pleased"),
    ("It/I/nsubj/1 cut/VBD/ROOT/1 Oru/P/compound/3 power/N/obj/1", "Oru>power"),
    # "it", names joined, participles
    ("it/I/expl/1 started/VBD/ROOT/1 saving/VBG/xcomp/1", "it:nsubj"),
    ("it/I/expl/1 seems/VBZ/ROOT/1 so/R/advmod/1", "it:expl"),
    ("Ann/P/nsubj/5 Roe/P/flat/0 and/C/cc/4 Mayor/N/nmod:desc/4 Lind/P/flat/0 left/VBD/ROOT/5", "Lind:conj"),
    ("A/D/det/1 couple/N/nsubj/2 claiming/VBG/ROOT/2 asylum/N/obj/2 shot/VBD/xcomp/2 guards/N/obj/4", "couple>shot"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_arc(text: str, expected: str) -> None:
    words = tree(text)
    mend_arcs(words)
    name, sign, value = expected.partition(">" if ">" in expected else ":")
    found = next(w for w in words if w.text == name)
    assert (found.head.text if sign == ">" else found.dep) == value


#: Phrases and clauses hung too far away, by all steps together.
HUNG = [
    ("They/I/nsubj/1 banned/VBD/ROOT/1 fires/N/obj/1 ,/,/punct/4 arresting/VBG/acl/2 many/N/obj/4", "arresting>banned"),
    ("They/I/nsubj/1 banned/VBD/ROOT/1 fires/N/obj/1 burning/VBG/acl/2 there/R/advmod/3", "burning>fires"),
    ("A/D/det/1 train/N/nsubj/5 run/VBN/acl/1 by/O/case/4 Oru/P/obl/2 derailed/VBD/ROOT/5 near/O/case/7 Pela/P/obl/2", "Pela>derailed"),
    ("It/I/nsubj/1 capsized/VBD/ROOT/1 off/O/compound:prt/1 Pela/P/obj/1", "off>Pela"),
    ("It/I/nsubj/1 cut/VBD/ROOT/1 off/O/case/3 roads/N/obl/1", "off>cut"),
    ("left/VBD/ROOT/0 Oru/P/obj/0 Ann/P/flat/3 Roe/P/nsubj/4 spoke/VBD/ROOT/4", "Ann>Roe"),  # two sentences
]


@pytest.mark.parametrize(("text", "expected"), HUNG)
def test_what_is_hung_nearer(text: str, expected: str) -> None:
    words = tree(text)
    mend(words)
    name, _, head = expected.partition(">")
    assert next(w for w in words if w.text == name).head.text == head


def test_no_loop_however_deep() -> None:
    words = [Word(i, "of", "of", ("NOUN", "NN", "nmod")) for i in range(150)]
    for above, word in pairwise(words):
        word.head = above
    attach(words[1], words[149], "nmod")
    assert words[1].head is words[0]
