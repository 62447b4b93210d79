"""Attributions whose cue is a verb: "The army said that …", "…, said the minister", "condemned the raid", "is believed to"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from claimcite.annotate.attributions.content import FIGURES, KNOWING, Text, content_of, cue_lemma, is_clausal, says_of
from claimcite.annotate.attributions.leads import Lead
from claimcite.annotate.attributions.phrases import verb_phrase
from claimcite.annotate.attributions.relays import relay_leads
from claimcite.annotate.attributions.unsaid import PARTIES, says_nothing
from claimcite.annotate.ud import SUBJECTS, ancestors, case_of, child, children, complements, is_passive, shared_subject, subtree
from claimcite.lexicon import Cues
from claimcite.parse import Sentence

SPEAKING = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "VERB"})
NOMINAL = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN", "PRON"})
#: The most words of a source that stands between a comma and its cue.
LONGEST = 8
CALLED_FOR = frozenset({"for", "on", "upon"})


def verb_leads(text: Text, sentence: Sentence) -> Iterator[Lead]:
    """Yield what the verbs of a sentence attribute."""
    taken: set[int] = set()
    for token in text.places.tokens(text.places.verbs, sentence):
        lemma = cue_lemma(token, text.cues)
        if token.i in taken or (lemma not in text.cues.say and lemma not in text.cues.act) or (lemma == "see" and token.i == sentence.first):
            continue
        relayed = list(relay_leads(token, lemma, text, sentence)) if lemma in ("cite", "quote") else []
        lead = None if relayed or says_nothing(token, text) else verb_lead(token, lemma, text, sentence)
        taken.update(t.i for lead in relayed for t in lead.cue)
        yield from relayed or ([lead] if lead is not None else [])


def verb_lead(verb: Token, lemma: str, text: Text, sentence: Sentence) -> Lead | None:
    """Return what one verb attributes, or None."""
    subject, passive = speaker_of(verb, text)
    if subject is not None and subject.lower_ in PARTIES and lemma not in text.cues.core:
        return None
    content = content_of(verb, subject, text, sentence)
    act = is_act(verb, lemma, text)
    if act and subject is not None and not passive:
        content = without_relatives([*content, *(t for c in children(verb, "obj", "obl", "xcomp", "iobj") if c.i > verb.i for t in subtree(c))])
    plain = lemma not in text.cues.clausal and lemma in text.cues.say | text.cues.demand
    if not act and lemma in text.cues.act_of and lemma not in text.cues.say:
        return None  # "said the army had requested help": what is asked for is no saying of its own
    if not content or not (plain or act or passive or is_clausal(verb, content, text)):
        return None
    if passive:
        subject = next((c for c in children(verb, "obl", "obl:agent") if case_of(c) == "by"), None)
        opened = child(verb, "xcomp", "ccomp", "csubj:pass", "csubj")
        if subject is None and (opened is None or (opened.dep_ == "xcomp" and lemma in KNOWING)):  # "two men were seen leaving": nobody says it
            return None
        content += [t for c in children(verb, "nsubj:pass") for t in subtree(c)]
    elif subject is None and lemma not in text.cues.core:
        return None
    if subject is not None and subject.pos_ not in SPEAKING:
        return None
    return Lead(verb_phrase(verb), lemma, subject, tuple(content), kind="act" if act else "saying")


def is_act(verb: Token, lemma: str, text: Text) -> bool:
    """Whether a verb is a speech act that is news in itself; "urged Tolvia to suspend its flights" claims the suspension."""
    if lemma not in text.cues.act or (lemma == "speak" and not any(case_of(c) == "of" for c in children(verb, "obl", "nmod"))):
        return False
    if lemma == "call" and not says_of(verb) and not any(case_of(c) in CALLED_FOR for c in children(verb, "obl", "nmod")) and child(verb, "compound:prt") is None:
        return False  # "called the police"
    if lemma == "hail" and child(verb, "obj", "nsubj:pass") is None:
        return False  # "hails from Oru"
    if lemma == "dismiss" and any(c.pos_ == "PROPN" or c.lemma_.lower() in text.cues.sources["person"] for c in children(verb, "obj")):
        return False  # "dismissed the chief of staff"
    if lemma in text.cues.retract and not any(c.lemma_.lower() in FIGURES for c in children(verb, "obj")):
        return False
    if lemma in text.cues.demand and any(c.dep_ in ("xcomp", "acl") and c.pos_ == "VERB" for c in complements(verb)):
        return False
    if lemma in text.cues.act_of:
        return acts_on(verb, text.cues.act_of[lemma]) and not is_reported(verb, text.cues)
    that = any(child(c, "mark") is not None for c in complements(verb) if c.dep_ != "xcomp")
    return lemma not in text.cues.say or (lemma in text.cues.either and not that)


def acts_on(verb: Token, objects: frozenset[str]) -> bool:
    """Whether a verb that may be a deed is an act of speech by what it is about: "claimed responsibility", "ruled out talks", not "claimed 12 lives"."""
    if child(verb, "ccomp", "xcomp", "csubj", "parataxis") is not None:
        return False
    about = [*children(verb, "obj", "compound:prt", "nsubj:pass"), *(c for c in children(verb, "obl") if case_of(c) == "for")]
    return any("*" in objects or c.lemma_.lower() in objects for c in about)


def is_reported(verb: Token, cues: Cues) -> bool:
    """Whether another says of somebody that he spoke, "the mayor said the army had asked for help", or that nobody did: "no group claimed"."""
    subject = child(verb, *SUBJECTS)
    nobody = subject is not None and any(c.lower_ == "no" for c in subject.children)
    return nobody or (verb.dep_ in ("ccomp", "conj", "advcl") and any(a.lemma_.lower() in cues.say and a.dep_ != "parataxis" for a in ancestors(verb)))


def speaker_of(verb: Token, text: Text) -> tuple[Token | None, bool]:
    """Return the subject of a cue, and whether the cue is in the passive."""
    subject, passive = shared_subject(verb)
    passive = passive or (subject is None and is_passive(verb)) or child(verb, "aux:pass") is not None
    if verb.tag_ == "VBG" and child(verb, "nsubj", "aux") is None:  # "…, adding, 'For Tolvia …'": who said before also adds
        above = next((a for a in ancestors(verb) if a.lemma_.lower() in text.cues.say and goes_with(verb, a)), None) if child(verb, "mark") is None else None
        subject = shared_subject(above)[0] if above is not None else subject or (shared_subject(verb.head)[0] if verb.head.pos_ == "VERB" else None)
    if verb.tag_ == "VBG" and subject is not None and subject.i > verb.i:  # "admitted to | threatening her, the police | said"
        clauses = (*ancestors(verb), *(c for c in children(verb.head, "ccomp", "parataxis") if c.i < verb.i))  # "was held after | threatening her, the police | said"
        subject = next((s for a in clauses if (s := child(a, "nsubj", "nsubj:pass")) is not None and s.i < verb.i), subject)
    above = verb.head.head
    if verb.dep_ == "conj" and verb.tag_ == "VBD" and child(verb, "nsubj") is None and verb.head.tag_ in ("VB", "VBN") and verb.head.dep_ == "ccomp" and above.tag_ == "VBD":
        subject = shared_subject(above)[0] or subject  # "demanded that Oru leave, and | threatened to": who demanded also threatened
    if subject is None and verb.dep_ == "advcl" and any(c.lower_ == "to" for c in children(verb, "mark")):
        subject = shared_subject(verb.head)[0]  # "600 blocked the road to demand that …"
    if subject is None and verb.lemma_.lower() in text.cues.core and verb.tag_ != "VBG":
        subject = beside_comma(verb) or object_before(verb)
    if subject is not None and subject.lower_ in ("it", "there") and passive:
        return None, True
    if subject is not None and subject.i + 2 < len(subject.doc) and subject.nbor().text == "-" and subject.nbor(2).lower_ in text.names.attached:
        subject = next((t for t in subject.doc[subject.i + 3 : subject.i + 7] if t.pos_ == "NOUN"), subject)  # "Ankara-backed rebels"
    return subject, passive and verb.tag_ == "VBN"


def goes_with(verb: Token, saying: Token) -> bool:
    """Whether a participle is of him who says: "…, he said, | adding that", not "a man admitted to | threatening to kill her, police said"."""
    return verb.i > saying.i and (verb.head.i == saying.i or verb.dep_ in ("advcl", "parataxis", "conj"))


def beside_comma(verb: Token) -> Token | None:
    """Return the noun that stands between a comma and a cue whose subject the parser hung elsewhere: "X, | the coast guard | said"."""
    doc, start = verb.doc, verb.sent.start
    last = verb.i
    while last > start and doc[last - 1].pos_ in ("AUX", "ADV", "PART"):
        last -= 1
    first = last
    while first > start and doc[first - 1].pos_ in NOMINAL and last - first < LONGEST:
        first -= 1
    stands = first > start + 1 and doc[first - 1].text in (",", '"') and doc[last - 1].pos_ in ("NOUN", "PROPN", "PRON")
    return doc[last - 1] if stands else None


def object_before(verb: Token) -> Token | None:
    """Return the noun before a cue that the parser took for the object of another: "Orupress reported | its source | said that …"."""
    noun = child(verb.head, "obj") if verb.dep_ == "ccomp" and verb.tag_ in ("VBD", "VBZ", "VBP") else None
    return noun if noun is not None and noun.i < verb.i and noun.right_edge.i == verb.i - 1 and noun.i > verb.head.i else None


def without_relatives(tokens: list[Token]) -> list[Token]:
    """Leave relative clauses out of what an act of speech is about: "pledged €25 million, half of which had been paid"."""
    inside = {t.i for t in tokens}
    out = {k.i for t in tokens if (t.dep_ == "acl:relcl" or (t.dep_ == "acl" and t.tag_ == "VBN")) and t.head.i in inside for k in t.subtree}
    return [t for t in tokens if t.i not in out]
