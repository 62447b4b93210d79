"""Attributions whose cue is a verb: "The army said that …", "…, said the minister", "condemned the raid", "is believed to"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from claimcite.annotate.attributions.content import FIGURES, Text, content_of, is_clausal
from claimcite.annotate.attributions.leads import Lead
from claimcite.annotate.entities import ATTACHED
from claimcite.annotate.ud import ancestors, case_of, child, children, complements, is_passive, shared_subject, subtree
from claimcite.parse import Sentence

SPEAKING = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "VERB"})
#: Who speaks for nobody: "as you know", "we believe that …" of a text's own voice.
PARTIES = frozenset({"i", "we", "you"})


def verb_leads(text: Text, sentence: Sentence) -> Iterator[Lead]:
    """Yield what the verbs of a sentence attribute."""
    for token in text.parse.doc[sentence.first : sentence.last]:
        lemma = token.lemma_.lower()
        if token.pos_ not in ("VERB", "AUX") or lemma not in text.cues.say | text.cues.act or (lemma == "see" and token.i == sentence.first):
            continue
        lead = citing(token, text, sentence) if lemma == "cite" else verb_lead(token, lemma, text, sentence)
        if lead is not None:
            yield lead


def verb_lead(verb: Token, lemma: str, text: Text, sentence: Sentence) -> Lead | None:
    """Return what one verb attributes, or None."""
    subject, passive = speaker_of(verb, text)
    if subject is not None and subject.lower_ in PARTIES and lemma not in text.cues.core:
        return None
    content = content_of(verb, subject, text, sentence)
    act = is_act(verb, lemma, text)
    if act and subject is not None and not passive:
        content = without_relatives(content or [t for c in children(verb, "obj", "obl", "xcomp", "iobj") if c.i > verb.i for t in subtree(c)])
    if not content or (lemma in text.cues.clausal and not act and not passive and not is_clausal(verb, content, text)):
        return None
    if passive:
        subject = next((c for c in children(verb, "obl", "obl:agent") if case_of(c) == "by"), None)
        if subject is None and child(verb, "xcomp", "ccomp", "csubj:pass", "csubj") is None:
            return None
        content += [t for c in children(verb, "nsubj:pass") for t in subtree(c)]
    elif subject is None and lemma not in text.cues.core:
        return None
    if subject is not None and subject.pos_ not in SPEAKING:
        return None
    return Lead((verb,), lemma, subject, tuple(content), kind="act" if act else "saying")


def is_act(verb: Token, lemma: str, text: Text) -> bool:
    """Whether a verb is a speech act that is news in itself; "urged Tolvia to suspend its flights" claims the suspension."""
    if lemma not in text.cues.act or (lemma == "speak" and not any(case_of(c) == "of" for c in children(verb, "obl", "nmod"))):
        return False
    if lemma in text.cues.retract and not any(c.lemma_.lower() in FIGURES for c in children(verb, "obj")):
        return False
    if lemma in text.cues.demand and any(c.dep_ in ("xcomp", "acl") and c.pos_ == "VERB" for c in complements(verb)):
        return False
    that = any(child(c, "mark") is not None for c in children(verb, "ccomp"))
    return lemma not in text.cues.say or (lemma in text.cues.either and not that)


def speaker_of(verb: Token, text: Text) -> tuple[Token | None, bool]:
    """Return the subject of a cue, and whether the cue is in the passive."""
    subject, passive = shared_subject(verb)
    passive = passive or (subject is None and is_passive(verb)) or child(verb, "aux:pass") is not None
    if verb.tag_ == "VBG" and child(verb, "nsubj", "aux") is None:  # "…, adding, 'For Tolvia …'": who said before also adds
        above = next((a for a in ancestors(verb) if a.lemma_.lower() in text.cues.say), None)
        subject = shared_subject(above)[0] if above is not None else subject or (shared_subject(verb.head)[0] if verb.head.pos_ == "VERB" else None)
    if subject is None and verb.dep_ == "advcl" and any(c.lower_ == "to" for c in children(verb, "mark")):
        subject = shared_subject(verb.head)[0]  # "600 blocked the road to demand that …"
    if subject is not None and subject.lower_ in ("it", "there") and passive:
        return None, True
    if subject is not None and subject.i + 2 < len(subject.doc) and subject.nbor().text == "-" and subject.nbor(2).lower_ in ATTACHED:
        subject = next((t for t in subject.doc[subject.i + 3 : subject.i + 7] if t.pos_ == "NOUN"), subject)  # "Ankara-backed rebels"
    return subject, passive and verb.tag_ == "VBN"


def without_relatives(tokens: list[Token]) -> list[Token]:
    """Leave relative clauses out of what an act of speech is about: "pledged €25 million, half of which had been paid"."""
    inside = {t.i for t in tokens}
    out = {k.i for t in tokens if t.dep_ == "acl:relcl" and t.head.i in inside for k in t.subtree}
    return [t for t in tokens if t.i not in out]


def citing(verb: Token, text: Text, sentence: Sentence) -> Lead | None:
    """"The agency, citing an unnamed official, reported that …": the official says what the agency reports."""
    source = child(verb, "obj")
    if source is None:
        return None
    head = next((a for a in ancestors(verb) if a.lemma_.lower() in text.cues.say), verb.head)
    outer = head if head.lemma_.lower() in text.cues.say else head.head
    content = [t for c in complements(outer) for t in subtree(c)] if outer.i != verb.i else []
    own = {t.i for t in verb.subtree}
    content = content or [t for t in text.parse.doc[sentence.first : sentence.last] if t.i not in own]
    return Lead((verb,), "cite", source, tuple(content))
