"""Why a verb gives no claim: it reports or asks, says what for, names an act, works as a preposition, or gives an order.

Each rule takes a verb and the word that opens it, and returns a reason for ``claimcite explain``, or None.
"""

from __future__ import annotations

from claimcite.claims.idioms import THIN, formula, looks_like
from claimcite.claims.questions import embedded_question, is_question
from claimcite.claims.tree import SUBJECTS, Word
from claimcite.lexicon import Lexicon

#: A gerund behind one of these says how or what for: "for giving the rebels the location". "By" tells what was done.
MEANS = frozenset({"in", "for", "of", "without", "on", "from", "through", "at", "about", "against", "into", "to", "like", "than", "besides", "despite", "as", "with", "toward", "towards"})
#: Tags of verbs that stand in a tense.
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
#: Acts whose "of …ing" is a claim of its own: "accused the firm of dumping waste".
CHARGES = frozenset({"accuse", "blame", "suspect", "convict", "charge", "criticise", "criticize", "condemn", "acquit"})
#: Lines of a page that begin with these: "Updated 3 May", "Originally published on".
FURNITURE = frozenset({"publish", "update", "post", "file", "write", "edit", "base", "compile", "copyright", "print", "repost", "sponsor", "advertise", "relate", "recommend", "modify", "correct", "report"})
SEEMING = frozenset({"seem", "appear", "look", "happen", "turn", "feel", "sound"})
PUNISHING = frozenset({"fine", "sentence", "dismiss", "jail", "arrest", "punish", "fire", "sack", "expel", "suspend", "imprison", "execute", "detain", "ban", "disqualify", "discipline", "indict"})
DENYING = frozenset({"deny", "admit"})
CALLING = frozenset({"call", "describe", "label", "brand", "deem", "dub", "term", "consider"})
#: Verbs of speech whose negation is news: nothing was said.
TELLING = frozenset({"comment", "say", "explain", "disclose", "specify", "reveal", "elaborate", "identify", "clarify"})
#: Whom these ask stands behind a preposition: "appealed to the bank to pay".
ASKING_OF = frozenset({"call", "appeal", "plead"})


def refusal(token: Word, opener: Word | None, lexicon: Lexicon) -> str | None:
    """Return why a verb gives no claim, or None where it may give one."""
    return (
        introduces(token, opener, lexicon)
        or purpose(token, opener, lexicon)
        or formula(token, lexicon)
        or (names_an_act(token) if token.tag == "VBG" else None)
        or incomplete(token, opener)
        or within_refused(token, lexicon)
        or attribute(token)
        or order(token)
        or (refusal_of_first(token, lexicon) if token.dep == "conj" else None)
    )


def within_refused(token: Word, lexicon: Lexicon) -> str | None:
    """Why a participle gives none: what it hangs on is an infinitive of purpose, an act, an order: "to save fuel by flying lower"."""
    head = token.head
    if token.tag != "VBG" or token.dep != "advcl" or head.pos != "VERB" or token.child("nsubj") is not None:
        return None
    return (names_an_act(head) if head.tag == "VBG" else None) or (purpose(head, None, lexicon) if head.tag == "VB" and head.dep in ("advcl", "acl") else order(head))


def refusal_of_first(token: Word, lexicon: Lexicon) -> str | None:
    """Why the second of two verbs gives none: the first one does not, and this one has nothing of its own: "to save time and cut costs"."""
    first = first_conjunct(token)
    if first.tag == "VBG" and first.infinitive and first.child(*THIN) is None and token.tag == "VBG" and token.child(*THIN) is None:
        return purpose(first, None, lexicon)  # "is used to holding the gate and waiting"
    gerunds = first.tag == "VBG" and token.lower.endswith("ing")  # "in hopes of delaying and derailing", whatever its tag
    if token.tag not in ("VB", "VBG") or token.child(*THIN, "expl") is not None or first.pos not in ("VERB", "AUX") or not (first.tag == token.tag or gerunds):
        return None
    if gerunds:
        return names_an_act(first)
    return purpose(first, None, lexicon) if token.tag == "VB" and first.dep != "ROOT" else None


def first_conjunct(token: Word) -> Word:
    """Return the first of the words that one is coordinated with; itself where it is none."""
    while token.dep == "conj" and token.head is not token:
        token = token.head
    return token


def attribute(token: Word) -> str | None:
    """Why an attribute gives none: "forced or coerced relocations", "a cloud-based service"."""
    if token.child(*THIN, "expl") is not None:
        return None
    first = first_conjunct(token)
    return "an attribute of a noun" if first is not token and first.dep in ("amod", "compound", "advmod", "nummod", "det", "case") else None


def introduces(token: Word, opener: Word | None, lexicon: Lexicon) -> str | None:
    """Why a verb only introduces another clause: it reports, it hedges, it is a question."""
    speaking, opening = lexicon.predicates.speaking, lexicon.predicates.opening
    if embedded_question(token, speaking["asking"]) or (opener is not None and opener.dep == "acl:relcl" and embedded_question(opener, speaking["asking"])):
        return "a question asserts nothing"
    speaks = token.lemma in speaking["speech"] and not withheld(token)
    if (token.lemma == "say" and not withheld(token)) or (speaks and (token.dep == "parataxis" or token.child("ccomp", "parataxis") is not None)):
        return "the saying is not a claim"
    if token.lemma in lexicon.cues.demand and token.lemma != "order" and token.child("obj", "iobj") is not None and any(k.dep == "xcomp" and k.infinitive for k in token.kids):
        return "what it demands is the claim"
    if token.lemma in DENYING and any(k.tag == "VBG" and k.dep in ("ccomp", "xcomp") for k in token.kids):
        return "what it denies is the claim"
    if token.lemma == "speak" and token.tag == "VBG" and token.dep == "advcl" and (token.head.lemma in speaking["speech"] or token.head.lemma in lexicon.cues.say):
        return "it says where something was said"
    if token.lemma == "speak" and any(k.dep == "xcomp" and k.lower in lexicon.predicates.states["harmed"] for k in token.kids):
        return "the saying is not a claim"  # "spoke of 112 dead"
    if token.lemma in ("quote", "cite") and (token.tag == "VBG" or token.dep.startswith("acl")) and token.child("aux") is None:
        return "it names a source"
    if token.tag in ("VBN", "JJ") and token.dep in ("ccomp", "xcomp") and token.head.lemma in CALLING and token.child(*THIN) is None:
        return "it is what something is called"
    if token.lemma in lexicon.cues.demand and (wanted := token.child("ccomp")) is not None and (subjunctive(wanted) or (token.lemma == "demand" and "that" in wanted.marks)):
        return "what it demands is the claim"
    subject = token.child("nsubj")
    first_person = subject is not None and subject.lower in ("i", "we")
    if first_person and token.lemma == "wish" and token.child("ccomp") is not None:
        return "an order or a wish asserts nothing"
    if first_person and token.lemma in opening["hedging"] and token.child("ccomp") is not None:
        return "it only hedges what it opens"
    if ((token.lemma in opening["raising"] or token.lemma in SEEMING) and is_impersonal(token)) or looks_like(token) is not None:
        return "it only hedges what it opens"
    if token.lemma in SEEMING and token.dep == "parataxis" and subject is not None and subject.lower == "it" and token.child("xcomp", "obj", "obl") is None:
        return "it only hedges what it stands in"  # "The bank, it turned out, had …"
    return None


def withheld(token: Word) -> bool:
    """Whether a verb of speech tells that nothing was said: "did not say whether", "did not explain the difference"."""
    if token.lemma not in TELLING or not any(k.lower in ("not", "n't", "n’t", "never") for k in token.kids) or not token.has("aux", "did", "do", "does", "would", "has", "have", "had"):
        return False
    told = token.child("ccomp", "advcl", "parataxis")
    return (told is None and token.lemma != "say") or (told is not None and is_question(told))


def names_it(token: Word) -> bool:
    """Whether a verb of speech says what somebody calls a thing: the calling is the claim, "called the report | politically motivated"."""
    thing = token.child("obj")
    if token.lemma == "describe" and thing is not None and not token.passive:
        return any(k.case == "as" and k.i > thing.i for k in token.children("obl", "advcl", "xcomp"))  # "described the video as satire"
    return token.lemma == "call" and thing is not None and not token.passive and any(k.dep in ("ccomp", "xcomp", "obj") and k.i > thing.i for k in token.kids)


def reports_thing(token: Word) -> bool:
    """Whether a passive only says that something was met with: "Looting was reported in Rusca"; not "they were reported to have fled"."""
    subject = token.child("nsubj:pass")
    return token.lemma == "report" and subject is not None and subject.pos == "NOUN" and token.child("xcomp", "ccomp", "advcl", "parataxis", "obl:agent") is None


def aims(token: Word) -> bool:
    """Whether the clause behind an act of speech says what for: "declared an emergency | so he could call in the army"."""
    if token.lemma in ("say", "tell") or (token.child("obj") is None and token.dep != "acl:relcl"):
        return False
    return any(m.lower == "so" and m.dep in ("mark", "advmod") and m.i < k.i for k in token.children("ccomp", "advcl") for m in k.kids)


def subjunctive(clause: Word) -> bool:
    """Whether a clause says what shall be: "demanded that the government | transfer | the prisoners"."""
    bare = clause.tag == "VB" or any(k.lower == "be" and k.dep in ("aux:pass", "cop") for k in clause.kids)  # "that the camp be closed", "urged the camp | be closed"
    return bare and not clause.infinitive and clause.child("aux") is None and (clause.dep == "xcomp" or clause.child(*SUBJECTS) is not None)


def is_impersonal(token: Word) -> bool:
    """Whether a verb reports without anybody: "it is believed that"."""
    it = token.child("expl", "nsubj:pass", "expl:pass", "nsubj")
    if it is not None and it.lower == "it" and token.lemma in SEEMING and token.child("ccomp", "csubj", "advcl") is not None:
        return True
    return it is not None and it.lower == "it" and token.child("ccomp", "csubj", "csubj:pass") is not None and (token.passive or token.tag == "VBN")


def purpose(token: Word, opener: Word | None, lexicon: Lexicon) -> str | None:
    """Why an infinitive gives none: it is a purpose; what an act of speech demands or promises is a claim."""
    if opener is not None or not token.infinitive or token.child("cop") is not None or token.planned is not None:
        return None
    if token.dep == "conj" and token.head.infinitive and token.head.dep in ("xcomp", "acl"):
        return purpose(token.head, None, lexicon)  # "urged both sides to stop and to allow"
    if called_for(token):
        return None
    ruler = token.head if token.dep == "xcomp" else token.head.head if token.dep == "acl" and token.head.dep in ("obj", "iobj") else None
    spoken = ruler is not None and ruler.lemma != "order" and ruler.lemma in lexicon.cues.demand | lexicon.cues.act | lexicon.cues.promise
    return None if spoken else "an infinitive says what for, not what happened"


def called_for(token: Word) -> bool:
    """Whether an infinitive is what somebody calls for: "called | for the guards to be freed", "called on the army | to free them"."""
    if token.dep != "advcl" or not token.infinitive or token.head.lemma not in ASKING_OF:
        return False
    return "for" in token.marks or asked(token.head) is not None or any(k.lower in ("on", "upon") and k.i == token.head.i + 1 for k in token.head.kids)


def asked(verb: Word) -> Word | None:
    """Return whom a verb calls on: "called on | the army to withdraw"."""
    if any(k.case == "for" for k in verb.children("obl")):
        return None  # "appealed on Friday for money to help them": what for
    return next((k for k in verb.children("obl") if k.i > verb.i and k.case in ("on", "upon", "to") and not k.lower.endswith("day")), None)


def names_an_act(token: Word) -> str | None:
    """Why a gerund gives none: it names an act, "fined for dumping waste", "Staying is hard"; one with a subject tells of it."""
    if token.child("nsubj", "nsubj:pass", "aux") is not None or token.infinitive:
        return None
    if token.dep in ("ROOT", "parataxis") or any(k.lower in ("rather", "instead") and k.i < token.i for k in token.kids):
        return "a gerund names an act"
    if token.dep == "ccomp" and token.head.lemma not in CHARGES | DENYING:
        return "a gerund names an act"  # "means delaying the harvest"
    behind = any(k.dep in ("mark", "case") and k.lower in MEANS for k in token.kids)
    subject = token.dep in ("csubj", "csubj:pass", "csubj:outer", "nsubj", "obl", "nmod", "obj")
    joined = token.dep == "conj" and token.head.dep in ("csubj", "csubj:outer", "nsubj") and token.child("aux") is None
    listed = token.dep == "conj" and (first := first_conjunct(token)).tag == "NN" and first.lower.endswith("ing") and first.dep in ("obj", "obl", "nmod", "nsubj")  # "careful blocking, dodging"
    if (behind and not charged(token) and token.dep != "conj") or subject or joined or listed:
        return "a gerund names an act"
    return None


def charged(token: Word) -> bool:
    """Whether a gerund tells what somebody is charged with, punished or praised for: "fined for dumping waste", "accused the army | of torturing"."""
    above = token.head.head if token.dep == "acl" and token.head.dep in ("obj", "nsubj:pass") else token.head
    return above.lemma in CHARGES or (above.lemma in PUNISHING and any(k.lower in ("for", "with", "of", "by") for k in token.children("mark", "case")))


def incomplete(token: Word, opener: Word | None) -> str | None:
    """Why a participle or complement says too little."""
    if token.dep == "xcomp" and opener is None and not token.infinitive and token.tag not in ("VBN", "VBD") and token.head.lemma not in DENYING:
        return "it only completes another verb"
    if token.dep in ("acl", "acl:relcl") and token.tag in ("VBN", "VBG") and token.child("nsubj", "aux", "aux:pass") is None:
        if token.child("obl", "obj", "obl:agent", "obl:tmod", "obl:unmarked", "xcomp", "ccomp", "compound:prt") is None and not any(k.pos == "PROPN" or k.lower == "ago" for k in token.kids):
            return "a participle that says too little"
    if token.tag == "VBN" and token.dep in ("ROOT", "parataxis") and token.child(*SUBJECTS, "aux", "aux:pass", "obj") is None and token.lemma in FURNITURE:
        return "a line of the page, not of the text"
    if token.lemma in ("be", "have") and token.dep in ("advcl", "acl", "xcomp") and token.child(*SUBJECTS) is None and opener is None:
        return "it has no subject"
    return None


def order(token: Word) -> str | None:
    """Why an imperative gives none: "Save the date", "See more photos", "Let’s go"."""
    if token.tag not in ("VB", "VBP") or token.child(*SUBJECTS) is not None:
        return None
    head = token
    while head.dep in ("conj", "xcomp") and head.head is not head and head.head.pos in ("VERB", "AUX") and head.child(*SUBJECTS) is None:
        head = head.head
    helped = any(k.lower not in ("do", "don’t", "please") for k in head.children("aux", "aux:pass"))
    if helped or head.child("cop", *SUBJECTS) is not None or head.dep not in ("ROOT", "parataxis", "ccomp") or head.infinitive:
        return None
    plain = head.tag == "VB" or (head.tag == "VBP" and head.lower == head.lemma)
    leads = not any(k.i < head.i and k.dep not in ("advmod", "cc", "punct", "discourse", "vocative", "mark", "advcl", "obl", "aux", "cc:preconj") for k in head.kids)
    if plain and leads:
        return "an order or a wish asserts nothing"
    return "it is no finite clause" if head.tag == "VB" and head is token and head.dep == "ROOT" else None
