"""Attributions whose cue is no verb: "according to", "the claim by X that", "reportedly"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from claimcite.annotate.attributions.content import Text
from claimcite.annotate.attributions.leads import Lead
from claimcite.annotate.attributions.phrases import DAYS, RELATIVE, RELAYING
from claimcite.annotate.ud import SUBJECTS, ancestors, case_of, child, children, phrase, subtree
from claimcite.parse import Sentence

NOUNS = ("NOUN", "PROPN", "PRON")
STOPS = frozenset(",;.():–—")
NOMINATIVE = frozenset({"he", "she", "they", "we", "i"})


def other_leads(text: Text, sentence: Sentence) -> Iterator[Lead]:
    """Yield what the prepositions, nouns and adverbs of a sentence attribute."""
    for token in text.places.tokens(text.places.others, sentence):
        if token.lower_ == "according":
            lead = according(token, text, sentence)
        elif token.pos_ == "NOUN" and token.lemma_.lower() in text.cues.nouns:
            lead = noun_lead(token, text)
        elif token.lower_ in text.cues.hearsay and token.head.i != token.i:
            lead = Lead((token,), token.lower_, None, heard(token), sure=True)
        else:
            lead = None
        if lead is not None:
            yield lead


def according(token: Token, text: Text, sentence: Sentence) -> Lead | None:
    """"According to the ministry, …", "…, according to one spokesman, and …"."""
    doc, start = text.parse.doc, token.i + 2
    if start >= sentence.last or doc[token.i + 1].lower_ != "to":
        return None
    end = end_of_source(start, text, sentence)
    heads = [t for t in doc[start:end] if t.pos_ in NOUNS]
    source = next((t for t in heads if not start <= t.head.i < end and t.dep_ != "conj"), None)
    source = source or next((t for t in heads if t.dep_ not in ("compound", "nmod:poss", "flat")), None)
    if source is None:
        return None
    tail = behind_source(source, end)
    out = set(range(token.i, tail))
    head = next((a for a in ancestors(source) if a.i not in out and (a.pos_ in ("VERB", "AUX") or child(a, "cop") is not None or a.dep_ == "ROOT")), None)
    content = [t for t in (subtree(head) if head is not None else ()) if t.i not in out]
    before = doc[token.i - 2] if token.i - 2 >= sentence.first and doc[token.i - 1].text == "," else None
    apart = before is not None and before not in content  # "X, the coast guard said, | according to Orupress" speaks of both
    closes = doc[token.i - 1].text == "," and all(t.is_punct for t in doc[tail : sentence.last])
    if token.i == sentence.first or head is None or head.dep_ == "ROOT" or apart or closes or not any(t.pos_ in ("VERB", "AUX") for t in content):
        content = [t for t in doc[sentence.first : sentence.last] if t.i not in out]
    return Lead((token, doc[token.i + 1]), "according to", source, tuple(content), tuple(doc[start:end]))


def end_of_source(start: int, text: Text, sentence: Sentence) -> int:
    """Return where the source of "according to" ends: at the next comma, over an apposition.

    "According to Ali Kaya, a spokesman for the groups, leaders …"
    """
    doc = text.parse.doc
    source = doc[start - 2].head
    before = source.dep_ in ("obl", "nmod") and source.head.i > source.right_edge.i  # "According to Roe the dam is full"
    inner = phrase(source)[-1].i + 1 if source.i >= start and (before or source.dep_ in SUBJECTS) else sentence.last
    stops = [k for k in range(start, sentence.last) if doc[k].text in STOPS or (doc[k].text == '"' and k > start) or (k > start and ends_source(doc[k]))]
    end = min(next(iter(stops), sentence.last), inner)
    if len(stops) > 1 and end == stops[0] and doc[end].text == "," and doc[end + 1].lower_ in ("a", "an", "the", "who", "which"):
        apposed = doc[end + 1 : stops[1]]
        if any(t.lower_ in text.cues.sources["person"] for t in apposed) and not any(t.pos_ in ("VERB", "AUX") for t in apposed):
            return stops[1]
    return end


def behind_source(source: Token, end: int) -> int:
    """Return where what goes with a source ends: "according to Roe | on Friday", "a report | citing the mayor", "According to documents | that he filed, …"."""
    doc, last = source.doc, source.right_edge.i + 1
    if end < len(doc) and doc[end].lower_ in RELAYING:
        return doc[end].right_edge.i + 1
    if end < len(doc) and doc[end].lower_ in DAYS:
        return end + 1
    if end + 1 < len(doc) and doc[end].pos_ == "ADP" and doc[end + 1].lower_ in DAYS:
        return end + 2
    hung = last > end and all(source in ancestors(t) for t in doc[end:last])
    return last if hung and last < len(doc) and doc[last].text in (",", ".") else end


def ends_source(token: Token) -> bool:
    """Whether a word stands behind a source, not in it: "according to Roe | on Friday", "a report | citing the mayor", "the Ministry of Mines | he drowned"."""
    before = token.nbor(-1)
    follows = token.i + 1 < len(token.doc)
    if token.pos_ == "ADP" and follows and token.nbor().lower_ in DAYS:
        owner = token.i + 2 < len(token.doc) and token.nbor(2).lower_ in ("by", "from", "of")  # "a report on Wednesday | by Orupress"
        return before.pos_ != "VERB" and not owner
    if token.lower_ in DAYS:
        return token.dep_ not in ("compound", "nmod:poss") and not (follows and token.nbor().pos_ in ("NOUN", "PROPN", "PART"))
    return token.lower_ in RELAYING or (token.lower_ in NOMINATIVE | {"who"} and before.pos_ == "PROPN")


def noun_lead(noun: Token, text: Text) -> Lead | None:
    """Return what a noun attributes: "the claim by X that …", "the warning that …".

    "theories suggest that" is the verb's, and so is "denied in a statement that".
    """
    if noun.dep_ == "obl" and noun.head.lemma_.lower() in text.cues.say | text.cues.act:
        return None
    clause = next((c for c in children(noun, "acl", "acl:relcl", "ccomp") if any(k.lower_ == "that" for k in children(c, "mark"))), None)
    if clause is None:
        return None
    source = child(noun, "nmod:poss") or next((c for c in children(noun, "nmod") if case_of(c) in ("by", "from", "of") and c.i < clause.i), None)
    if source is None and noun.lemma_.lower() not in text.cues.reported:
        return None  # "the belief that the sea is rising"
    return Lead((noun,), noun.lemma_.lower(), source, tuple(subtree(clause)))


def heard(adverb: Token) -> tuple[Token, ...]:
    """Return what an adverb makes hearsay: its clause without those beside it, "reportedly sold the mill, which he had built, and | it burnt down"."""
    out = [c.i for c in adverb.head.children if c.dep_ == "parataxis" or (c.dep_ == "conj" and child(c, *SUBJECTS) is not None)]
    tokens = subtree(adverb.head, [adverb.i, *out])
    relative = {k.i for t in tokens if (t.dep_.endswith("relcl") or t.left_edge.lower_ in RELATIVE) and t.pos_ in ("VERB", "AUX") and t.i > adverb.i for k in t.subtree}
    return tuple(t for t in tokens if t.i not in relative and t.i not in out)
