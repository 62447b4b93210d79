"""Who relays what somebody else said: "was quoted by X as saying", "X quoted him as saying", "X, citing an official, reported"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from claimcite.annotate.attributions.content import Text
from claimcite.annotate.attributions.leads import Lead
from claimcite.annotate.attributions.phrases import verb_phrase
from claimcite.annotate.ud import ancestors, by_agent, child, children, complements, is_passive, shared_subject, subtree
from claimcite.parse import Sentence


def relay_leads(verb: Token, lemma: str, text: Text, sentence: Sentence) -> Iterator[Lead]:
    """Yield both hops of "quoted as saying", the farther one where it is named, or the source that "citing" names."""
    saying = next((c for c in children(verb, "advcl", "xcomp", "ccomp") if c.lemma_ == "say" and any(k.lower_ == "as" for k in c.children)), None)
    if saying is not None:
        yield from quoted_as_saying(verb, saying)
    elif lemma == "cite" or verb.lower_ == "quoting":
        yield from citing(verb, text, sentence)


def quoted_as_saying(verb: Token, saying: Token) -> Iterator[Lead]:
    """"The minister was quoted by state television as saying that …": the minister says it, the television that he did."""
    subject = shared_subject(verb)[0]
    speaker, relay = (subject, by_agent(verb)) if is_passive(verb) else (child(verb, "obj"), subject)
    content = tuple(t for c in complements(saying) for t in subtree(c))
    if speaker is None or not content:
        return
    cue = (*verb_phrase(verb), *(t for t in saying.children if t.lower_ == "as"), saying)
    yield Lead(cue, "say", speaker, content, sure=True)
    if relay is not None:
        yield Lead((verb,), verb.lemma_.lower(), relay, (*subtree(speaker), *cue[-2:], *content), sure=True)


def citing(verb: Token, text: Text, sentence: Sentence) -> Iterator[Lead]:
    """"The agency, citing an unnamed official, reported that …": the official says what the agency reports."""
    source = child(verb, "obj")
    if source is None or not can_speak(source, text):
        return
    head = next((a for a in ancestors(verb) if a.lemma_.lower() in text.cues.say), verb.head)
    outer = head if head.lemma_.lower() in text.cues.say else head.head
    content = [t for c in complements(outer) for t in subtree(c)] if outer.i != verb.i else []
    own = {t.i for t in verb.subtree}
    content = content or [t for t in text.parse.doc[sentence.first : sentence.last] if t.i not in own]
    yield Lead((verb,), verb.lemma_.lower(), source, tuple(content), sure=True)


def can_speak(noun: Token, text: Text) -> bool:
    """Whether a noun names somebody or something that says things: "citing officials", not "citing concerns"."""
    return noun.pos_ == "PROPN" or any(noun.lower_ in listed or noun.lemma_.lower() in listed for listed in text.cues.sources.values())
