"""Who a verb's subject and object are, said or understood: coordination, relative and participial clauses, control, passives."""

from __future__ import annotations

from collections.abc import Sequence

from claimcite.claims.refusals import ASKING_OF, asked, called_for
from claimcite.claims.tree import NOMINAL, Word

RELATIVES = frozenset({"who", "which", "that", "whom", "whose", "there"})
INNER = ("nsubj", "nsubj:pass", "csubj", "csubj:pass")
OWN = ("nsubj", "nsubj:pass", "csubj", "nsubj:outer", "csubj:pass")
#: Behind one of these a participle has the subject of its main clause: "after receiving the money, the firm …".
SHARING = frozenset({"after", "before", "while", "when", "since", "by", "on", "upon", "once", "despite", "without", "though", "although", "until", "as", "if", "in", "instead", "through"})
#: The object of these is no subject of the infinitive behind it: "promised the workers to pay".
SUBJECT_CONTROL = frozenset({"promise", "vow", "threaten", "pledge", "swear"})
#: A relative clause without pronoun behind one of these lacks no object: "the day they met".
SETTINGS = frozenset({"day", "time", "year", "way", "place", "reason", "moment", "extent", "week", "month", "night", "morning", "case", "degree", "date", "manner", "point", "period", "hour", "minute", "rate", "fact", "idea", "chance"})
#: What these say may follow without "that"; verbs that have them as objects all the same.
TIDINGS = frozenset({"report", "claim", "allegation", "news", "rumor", "rumour", "sign", "evidence", "suggestion", "belief", "hope", "fear", "speculation"})
BRINGING = frozenset({"make", "write", "publish", "issue", "file", "hear", "read", "get", "receive", "release", "spread", "raise", "have", "give", "see", "find", "bring", "submit", "deny", "reject", "cite"})
#: Words of an amount, behind which stands what it is an amount of: "dozens of prisoners".
AMOUNTS = frozenset({"tonne", "ton", "litre", "liter", "kilo", "kilogram", "gallon", "bag", "box", "mm", "millimetre", "millimeter", "centimetre", "centimeter", "inch", "round", "load", "truckload", "dozen", "hundred", "thousand", "million", "billion", "score", "number", "half", "group", "one", "most", "some", "many", "third", "quarter", "majority", "all", "couple", "handful", "lot", "rest", "part", "series", "string", "wave", "total", "pair", "kind", "type", "two", "three"})  # fmt: skip
#: A participle of these may have an object of its own: "a man given a chance".
GIVING = frozenset({"give", "award", "grant", "offer", "hand", "send", "pay", "deny", "show", "tell", "call", "make"})
SAYING = frozenset({"say", "report", "claim", "announce", "believe", "add", "think", "confirm", "show", "argue", "warn", "state", "tell", "find", "note"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
DEPTH = 6


def subject_of(verb: Word, words: Sequence[Word], depth: int = 0) -> tuple[Word | None, bool]:
    """Return the subject of a predicate, and whether it is what is acted on (a passive's).

    A relative pronoun gives way to what it stands for.
    """
    own = verb.child(*INNER) or verb.child("nsubj:outer")
    if own is not None:
        return antecedent(own, verb, words), verb.passive
    if depth > DEPTH or verb.head is verb:
        return None, False
    participle = verb.tag in ("VBG", "VBN") and not any(k.tag in FINITE for k in verb.kids if k.dep in ("aux", "aux:pass", "cop"))
    if verb.dep == "conj":
        return of_conjunct(verb, words, depth)
    if verb.dep == "xcomp":
        return of_complement(verb, words, depth)
    if verb.dep in ("acl", "acl:relcl") and verb.head.pos in NOMINAL and participle:
        if verb.head.dep == "ROOT" and verb.tag == "VBN" and verb.lemma not in GIVING and (obj := verb.child("obj")) is not None and obj.i > verb.i and obj.pos == "PROPN":
            return verb.head, False  # "Car maker Oru Motors today named Ann Roe", taken for a noun with a participle
        return verb.head, verb.tag == "VBN" and verb.child("aux") is None
    if verb.dep in ("acl", "acl:relcl") and verb.head.pos in NOMINAL and verb.tag in ("VBD", "VBZ", "VBP"):
        return of_finite(verb, words), False
    if verb.dep in ("advcl", "ccomp", "acl") and verb.tag == "VBG" and any(k.lower in ("for", "of", "with") for k in verb.children("mark", "case")):
        above = verb.head.head if verb.dep == "acl" else verb.head
        charged = above.child("obj", "nsubj:pass") or (of_conjunct(above, words, depth + 1)[0] if above.dep == "conj" else None)
        if charged is not None and charged.i < verb.i:
            return charged, False  # "sentenced two officers for abandoning their posts"
    if verb.dep in ("advcl", "parataxis", "ccomp", "obl", "advcl:relcl", "acl") and participle and verb.child("expl") is None:
        return of_participle(verb, words, depth)
    if called_for(verb):
        return asked(verb.head), verb.passive
    if verb.tag in ("VBD", "VBZ", "VBP"):
        return left_phrase(verb, words) or left_neighbour(verb, words), False
    return None, False


def left_neighbour(verb: Word, words: Sequence[Word]) -> Word | None:
    """Return the noun right before a finite verb that the parser hung elsewhere: "reported at least 5,000 people entered the hall"."""
    i = verb.i - 1
    while i > 0 and words[i].dep == "advmod" and words[i].head is verb:
        i -= 1
    near = words[i] if i > 0 else verb
    while near.dep in ("compound", "flat", "nmod:poss", "nmod", "appos") and near.head is not near and near.head.i < verb.i:
        near = near.head
    if near.dep in ("nsubj", "nsubj:pass") and near.head.i > verb.i and near.lower not in RELATIVES:
        return near  # "Officers searched the house, said Ann Roe", with "Officers" on a word far behind
    bare = near.dep in ("obj", "obl", "iobj", "obl:unmarked", "nmod:unmarked") and not near.case and near.pos in ("NOUN", "PROPN", "PRON")
    return near if bare and near.i < verb.i and near.head in (verb, verb.head) and near.lower not in RELATIVES else None


def of_finite(verb: Word, words: Sequence[Word]) -> Word | None:
    """ "An entity Roe controlled": the name right before the verb; "after Roe defeated Lind", taken for a relative clause: the noun above."""
    before = words[verb.i - 1] if verb.i else verb
    if before.head is verb.head and before.dep in ("appos", "compound", "nmod") and before.pos in ("PROPN", "PRON") and before is not verb.head:
        return before
    return verb.head if verb.child("mark", "aux") is None and verb.head.case in ("", "after", "before", "since", "as", "when") else None


def antecedent(subject: Word, verb: Word, words: Sequence[Word]) -> Word | None:
    """Return what a relative pronoun stands for; another subject stands for itself."""
    if subject.lower not in ("who", "which", "that") or subject.tag not in ("WDT", "WP"):
        return subject
    above = verb
    for _ in range(DEPTH):
        if above.dep in ("acl:relcl", "acl", "advcl:relcl"):
            return agreeing(above.head, above) if above.head.pos in NOMINAL or above.head.pos in ("ADJ", "DET", "SYM", "X") else subject
        if above.dep not in ("conj", "ccomp", "xcomp") or above.head is above:
            break
        above = above.head
    before = words[subject.i - 2] if subject.i > 1 and words[subject.i - 1].text == "," else None
    while before is not None and before.dep in ("compound", "flat", "amod") and before.head is not before:
        before = before.head
    return before if before is not None and before.pos in ("NOUN", "PROPN") else subject


def agreeing(noun: Word, verb: Word) -> Word:
    """Return the noun that a relative clause agrees with: "a version for computers that brings", taken for the computers'."""
    finite = next((k for k in verb.kids if k.dep in ("aux", "aux:pass", "cop") and k.tag in ("VBZ", "VBP", "VBD")), verb)
    if noun.tag not in ("NNS", "NNPS") or not (finite.tag == "VBZ" or finite.lower == "was"):
        return noun
    above = noun
    while above.dep in ("nmod", "conj", "compound") and above.head.i < above.i and above.head.pos in NOMINAL:
        above = above.head
        if above.tag in ("NN", "NNP"):
            return above
    return noun


def of_conjunct(verb: Word, words: Sequence[Word], depth: int) -> tuple[Word | None, bool]:
    """ "The fire spread and killed two": the subject of the clause that it is coordinated with."""
    head = verb.head
    if head.pos in NOMINAL and head.child("cop") is None and head.dep not in ("ROOT", "conj"):
        if head.dep == "obj" and head.head.lemma not in SAYING:  # "have a need and saw a chance"
            return subject_of(head.head, words, depth + 1)[0], verb.passive
        # the parser made a noun the head of the clause: "said heavy demand and a glitch led to losses"
        return (head, False) if verb.tag in ("VBD", "VBZ", "VBP") and head.i < verb.i else (None, False)
    subject, _ = subject_of(head, words, depth + 1)
    ellipsis = verb.tag == "VBN" and (head.passive or (head.tag == "VBN" and head.child("aux") is None)) and verb.child("aux") is None
    return subject, verb.passive or ellipsis


def of_complement(verb: Word, words: Sequence[Word], depth: int) -> tuple[Word | None, bool]:
    """ "urged Oru to free them": the object of the verb above, else its subject."""
    head = verb.head
    controller = head.child("obj", "iobj") or (asked(head) if head.lemma in ASKING_OF else None)
    if controller is not None and head.lemma not in SUBJECT_CONTROL and controller.i < verb.i:
        return antecedent(controller, head, words), verb.passive or (verb.tag == "VBN" and verb.child("aux") is None)
    subject, passive = subject_of(head, words, depth + 1)
    undergone = verb.passive or (verb.tag == "VBN" and verb.child("aux") is None)
    return (None, False) if subject is None and passive else (subject, undergone)


def of_participle(verb: Word, words: Sequence[Word], depth: int) -> tuple[Word | None, bool]:
    """ "…, killing 12", "after receiving the money": the subject of the main clause."""
    opening = {m for m in verb.marks if m not in SHARING}
    if verb.dep in ("ccomp", "obl", "acl") and opening - {"of", "for", "with"}:
        return None, False
    if opening and not (opening <= {"of", "for", "with"}):
        return None, False
    head = verb.head
    charged = head.lemma in ("accuse", "blame", "suspect", "convict", "criticise", "criticize", "condemn", "acquit", "charge", "stop", "prevent", "keep", "save", "ban", "bar")
    if charged and words[verb.i - 1].text != ",":  # "accused the firm of dumping waste"
        target = head.child("obj", "nsubj:pass")
        return (antecedent(target, head, words) if target is not None else None), verb.passive
    if head.pos in NOMINAL and head.child("cop") is None:
        return (head, verb.tag == "VBN" and verb.child("aux") is None) if verb.dep == "acl" else (None, False)
    subject, _ = subject_of(head, words, depth + 1)
    return subject, verb.passive or (verb.tag == "VBN" and verb.child("aux") is None)


def left_phrase(verb: Word, words: Sequence[Word]) -> Word | None:
    """Return the noun whose phrase or relative clause ends right before a finite verb that the parser left without a subject.

    "the Electoral Commission, which runs the vote, issued …"
    """
    if verb.i < 2 or words[verb.i - 1].text != "," or verb.child("aux", "aux:pass", "mark") is not None:
        return None
    last, found = words[verb.i - 2], None
    for _ in range(12):
        if last.pos in ("NOUN", "PROPN") and last.child("acl:relcl", "appos", "acl") is not None:
            found = last
        if last.head is last or last.head.i >= verb.i:
            break
        last = last.head
    return found


def object_of(verb: Word, prepositions: frozenset[str]) -> Word | None:
    """Return the object of a verb, the antecedent where a relative clause lacks it, or what stands behind its own preposition.

    ``prepositions`` are those that lead to the patient of this verb: "called for a truce".
    """
    obj = next((k for k in verb.kids if k.dep == "obj" and k.lower not in RELATIVES), None) or verb.child("obj") or verb.child("iobj")
    if obj is not None and not any(k.dep == "case" and (k.i < obj.i or k.tag == "POS") for k in obj.kids):
        if obj.lower in ("who", "which", "that", "whom", "what"):
            return verb.head if verb.dep == "acl:relcl" and (verb.head.pos in NOMINAL or verb.head.pos == "SYM") else None
        return obj
    if verb.child("nsubj:pass") is not None and not verb.passive and verb.child("aux") is None:
        return verb.bare_object
    appended = verb.dep == "acl:relcl" and any(k.dep in ("appos", "compound") and k.i == verb.i - 1 and k.pos == "PROPN" for k in verb.head.kids)
    lacking = verb.dep == "acl:relcl" and (verb.child("nsubj") is not None or appended) and not verb.passive and lacks_object(verb)
    if lacking and verb.head.pos in NOMINAL and verb.head.lemma not in SETTINGS:
        return verb.head
    above = verb.head
    if verb.dep == "xcomp" and verb.infinitive and above.dep == "acl:relcl" and above.child("nsubj") is not None and above.child("obj") is None:
        if lacks_object(verb) and not any(k.lower in ("where", "when", "why", "how", "who") and k.i < above.i for k in above.kids) and verb.child("obl", "compound:prt") is None:
            return above.head if above.head.pos in NOMINAL and above.head.lemma not in SETTINGS else None  # "the ship that they intend to launch"
    if prepositions:
        behind = (k for k in verb.kids if k.dep in ("obl", "obl:arg", "nmod", "xcomp") and k.i > verb.i and (k.pos in NOMINAL or k.pos == "SYM"))
        return next((k for k in behind if any(c.lower in prepositions for c in k.children("case", "mark"))), None)
    return None


def lacks_object(verb: Word) -> bool:
    """Whether a relative clause without a pronoun stands for its object: "a plan they call fair", "properties he owned"."""
    if any(k.lower in ("where", "when", "why", "how", "in", "who", "which", "that") and k.i < verb.i and k.dep in ("advmod", "obl", "mark", "nsubj") for k in verb.kids):
        return False
    if any(k.dep == "obl" and k.lower in ("which", "whom") for k in verb.kids):
        return False
    if verb.head.lemma in TIDINGS and verb.lemma not in BRINGING:
        return False  # "at reports Ann Roe hid in a cellar"
    return verb.child("ccomp", "xcomp", "cop") is None


def by_agent(verb: Word, dated: frozenset[int], transport: frozenset[str]) -> Word | None:
    """Return the agent of a passive, "run by the Red Crescent"; not "by Monday", not "by boat".

    ``dated`` are the words of dates.
    """
    for kid in verb.kids:
        if kid.dep in ("obl", "obl:agent", "nmod") and kid.case == "by" and (kid.pos in NOMINAL or kid.tag.startswith("NN")):
            bare = kid.child("det", "amod", "nmod:poss", "nummod", "compound", "nmod") is None
            if kid.i in dated or (bare and kid.lemma in transport):
                continue
            return kid
    return None


def shared_agent(verb: Word, dated: frozenset[int], transport: frozenset[str]) -> Word | None:
    """Return the agent that a passive shares with the bare participle beside it: "were bombed and killed by jets"."""
    if verb.dep == "conj" and verb.tag == "VBN" and verb.i == verb.head.i + 2:
        found = by_agent(verb.head, dated, transport)
        return found if found is not None and found.i > verb.i else None
    other = next((k for k in verb.kids if k.dep == "conj" and k.tag == "VBN" and k.i == verb.i + 2 and k.child("aux", "aux:pass", *OWN) is None), None)
    return by_agent(other, dated, transport) if other is not None else None


def core(head: Word) -> Word:
    """Return the noun that says what a phrase is about: the prisoners of "dozens of prisoners", "12 of the prisoners"."""
    for _ in range(3):
        if head.lemma not in AMOUNTS and head.pos != "NUM":
            return head
        inner = next((k for k in head.kids if k.dep == "nmod" and k.case == "of"), None)
        if inner is None:
            return head
        head = inner
    return head
