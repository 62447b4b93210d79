"""Cues that stand aside of what they report, found by what stands between commas, and the edges of sources and contents."""

from __future__ import annotations

from spacy.tokens import Token

from claimcite.annotate.ud import SUBJECTS, child, children
from claimcite.parse import Sentence

#: Cues that attribute even where the parser lost their subject.
CORE = frozenset({"say", "tell", "add", "state", "write", "tweet", "report"})


def neighbour(verb: Token) -> Token | None:
    """Return the noun right beside a cue whose subject the parser lost: "… , Pedersen said", "… , said Ali Kaya"."""
    doc = verb.doc
    for i in (verb.i - 1, verb.i + 1):
        if 0 <= i < len(doc) and doc[i].sent == verb.sent and doc[i].lower_ != "there" and doc[i].pos_ in ("PROPN", "PRON", "NOUN") and doc[i].dep_ not in ("obj", "iobj"):
            token = doc[i]
            while token.dep_ in ("compound", "flat", "amod") and token.head.pos_ in ("PROPN", "NOUN") and token.head.i != verb.i:
                token = token.head
            return token
    return None


def find_aside(verb: Token, sentence: Sentence) -> tuple[list[Token], list[Token]] | None:
    """Return source and content of a cue that stands aside of what it reports: "X, the coast guard said on Monday, Y".

    What is aside is a noun phrase without a verb, from a comma to the cue, and what hangs on the cue, up to a comma or the end.
    """
    doc = verb.doc
    start = aside_start(verb, sentence)
    end = next((k for k in range(verb.i + 1, sentence.last) if doc[k].text in (",", ".", ";", '"')), sentence.last)
    if start is None or end - verb.i > 12 or any(t.pos_ in ("VERB", "SCONJ") and t.lower_ != "according" for t in doc[verb.i + 1 : end]):
        return None
    source = list(doc[start + 1 : verb.i])
    while source and source[-1].pos_ in ("AUX", "ADV", "PUNCT"):
        source.pop()
    nouns = any(t.pos_ in ("NOUN", "PROPN", "PRON") for t in source)
    if not nouns or source[0].pos_ in ("ADP", "CCONJ") or any(t.pos_ in ("VERB", "AUX", "SCONJ") for t in source):
        return None
    reported = [*doc[sentence.first : start], *doc[end : sentence.last]]
    finite = any(t.pos_ in ("VERB", "AUX") and t.tag_ in ("VBD", "VBZ", "VBP", "MD", "VB", "VBN") for t in reported)
    return (source, reported) if finite and reported[0].lower_ not in ("after", "before", "when", "while", "asked") else None


def find_inverted(verb: Token, sentence: Sentence) -> tuple[list[Token], list[Token]] | None:
    """Return source and content of ", said Lt. Matt Harris, a police spokesman." and ', stated the minister, "and …'."""
    doc = verb.doc
    if verb.i - sentence.first < 4 or doc[verb.i - 1].text not in (",", '"') or verb.i + 1 >= sentence.last or verb.tag_ != "VBD":
        return None
    if doc[verb.i + 1].pos_ not in ("PROPN", "DET", "NOUN") or any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children):
        return None
    stops = [k for k in range(verb.i + 1, sentence.last) if doc[k].text in (",", ".", ";", '"') or doc[k].pos_ in ("VERB", "AUX", "CCONJ", "SCONJ") or doc[k].tag_ in ("WP", "WDT")]
    end = stops[0] if stops else sentence.last
    if len(stops) > 1 and doc[end].text == "," and doc[end + 1].pos_ == "DET" and doc[stops[1]].text in (",", ".", '"'):
        end = stops[1]  # an apposition belongs to the name
    source = list(doc[verb.i + 1 : end])
    if not source or not any(t.pos_ in ("NOUN", "PROPN") for t in source) or len(source) > 20:
        return None
    return source, [*doc[sentence.first : verb.i - 1], *doc[end : sentence.last]]


def aside_start(verb: Token, sentence: Sentence) -> int | None:
    """Return the comma or quotation mark that what stands aside begins behind; a name goes with the title before it.

    ", the minister, Carla Benedek, told reporters": the second comma parts a name from its title.
    """
    doc = verb.doc
    marks = [k for k in range(verb.i - 1, max(sentence.first, verb.i - 18), -1) if doc[k].text in (",", '"')]
    if marks and marks[0] == verb.i - 1 and doc[marks[0]].text == "," and len(marks) > 1:
        marks.pop(0)
        named = True
    else:
        named = bool(marks) and all(t.pos_ == "PROPN" for t in doc[marks[0] + 1 : verb.i])
    if not marks or marks[0] - sentence.first < 1 or verb.i - marks[0] < 2:
        return None
    before = doc[marks[1] + 1 if len(marks) > 1 else sentence.first : marks[0]]
    if doc[marks[0]].text == "," and 0 < len(before) <= 5 and all(t.pos_ == "PROPN" for t in before):
        return marks[1] if len(marks) > 1 else None  # "Robertson, the U.S. commander, said": the name stands before its description
    if named and len(marks) > 1 and doc[marks[0]].text == "," and marks[0] - marks[1] < 9:
        title = doc[marks[1] + 1 : marks[0]]
        if len(title) and (title[0].pos_ in ("DET", "PRON") or title[-1].pos_ == "NOUN") and not any(t.pos_ in ("VERB", "AUX") for t in title):
            return marks[1]
    return marks[0]


def head_of(tokens: list[Token]) -> Token:
    """Return the head of a stretch: the noun that hangs on something outside it, any word where there is no noun ("many")."""
    places = {t.i for t in tokens}
    nouns = [t for t in tokens if t.pos_ in ("NOUN", "PROPN", "PRON")] or tokens
    return next((t for t in nouns if t.head.i not in places), nouns[-1])


def without_relatives(tokens: list[Token]) -> list[Token]:
    """Leave relative clauses out of what an act of speech is about: "pledged €25 million, half of which had been paid"."""
    inside = {t.i for t in tokens}
    out = {k.i for t in tokens if t.dep_ == "acl:relcl" and t.head.i in inside for k in t.subtree}
    return [t for t in tokens if t.i not in out]


def goes_on(clause: Token, verb: Token) -> bool:
    """Whether a clause that is coordinated with the cue goes on with what is said: "said 64 were found and 200 were missing"."""
    first = min(t.i for t in clause.subtree)
    joined = child(clause, "cc")
    plain = joined is not None and joined.lower_ == "and" and verb.doc[joined.i - 1].text != ","
    return plain and first > verb.i and child(clause, "nsubj", "nsubj:pass") is not None and clause.lemma_ not in CORE


def without_acronym(tokens: list[Token]) -> list[Token]:
    """Cut an acronym in brackets behind a name, "the Kestra Rights Observatory (KRO", and close any other bracket, "Gwen Moore (D-Wis.)"."""
    opened = next((i for i, t in enumerate(tokens) if i and t.text == "("), len(tokens))
    rest = [t for t in tokens[opened + 1 :] if t.text != ")"]
    if opened < len(tokens) and (not rest or (len(rest) == 1 and rest[0].text.isupper())):
        tokens = tokens[:opened]
    elif opened < len(tokens) and tokens[-1].text != ")" and tokens[-1].i + 1 < len(tokens[-1].doc) and tokens[-1].nbor().text == ")":
        return [*tokens, tokens[-1].nbor()]
    while tokens and tokens[-1].text in (",", "("):
        tokens = tokens[:-1]
    return tokens


def is_aside(verb: Token) -> bool:
    """Whether a cue stands beside the clause that it reports: "X, a monitor said, Y" and not "X after he said Y"."""
    return child(verb, "mark") is None and verb.head.i != verb.i and (verb.dep_ == "parataxis" or not children(verb, "obj")) and any(c.dep_ in SUBJECTS for c in verb.children)
