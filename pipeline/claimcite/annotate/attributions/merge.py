"""One list of leads out of two: the model finds sources, cues and contents, the rules tie them together and find what it misses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from claimcite.annotate.attributions.content import Text, content_of, cue_lemma
from claimcite.annotate.attributions.leads import Kind, Lead, cue_of
from claimcite.annotate.attributions.modelled import Modelled
from claimcite.annotate.attributions.phrases import head_of, without_relative
from claimcite.annotate.attributions.verbs import is_act, speaker_of
from claimcite.annotate.ud import SUBJECTS, by_agent, child
from claimcite.parse import Sentence


def merged(rules: Sequence[Lead], marked: Sequence[Modelled], text: Text, sentence: Sentence) -> Iterator[Lead]:
    """Yield the attributions of a sentence: those of the model, completed by the rules, then those that the rules alone found."""
    by_cue = {token.i: lead for lead in rules for token in lead.cue}
    taken: set[int] = set()
    for one in marked:
        shared = {by_cue[t.i].main.i: by_cue[t.i] for t in one.cue if t.i in by_cue}
        rule = next(iter(shared.values()), None)
        apart = {t.i for lead in shared.values() if lead is not rule and lead.lemma == "according to" for t in lead.cue}
        taken |= set(shared) - apart
        if any(lead.sure for lead in shared.values()):
            yield from (lead for lead in rules if lead.sure and lead.main.i in shared)
            continue
        lead = completed(Modelled(tuple(t for t in one.cue if t.i not in apart), one.source, one.content), rule, text, sentence)
        if lead is not None:
            yield lead
    asides = frozenset(t.i for lead in rules if lead.lemma == "according to" for t in (*lead.cue, *lead.source))
    yield from (without_aside(lead, asides) for lead in rules if lead.main.i not in taken)


def without_aside(lead: Lead, asides: frozenset[int]) -> Lead:
    """Leave out of what precedes its cue what another says of both: "X, the coast guard said, | according to Anadolu"."""
    if lead.lemma == "according to" or not any(t.i < lead.main.i for t in lead.content):
        return lead
    return replace(lead, content=tuple(t for t in lead.content if t.i not in asides))


def completed(one: Modelled, rule: Lead | None, text: Text, sentence: Sentence) -> Lead | None:
    """Return an attribution of the model with the source and the content that the parse gives where the model gives none."""
    main = rule.main if rule is not None else cue_of(one.cue, text.cues)
    source = without_relative(one.source)
    if rule is not None and len(rule.source) >= len(source):
        head, source = rule.head, rule.source
    elif source:
        head = rule.head if rule is not None and rule.head in source else head_of(source)
    else:
        head = subject_of(main, text)
    content = one.content or (rule.content if rule is not None else tuple(content_of(main, head, text, sentence)))
    if not content:
        return None
    lemma = rule.lemma if rule is not None else cue_lemma(main, text.cues)
    kind = rule.kind if rule is not None else kind_of(main, head, content, text)
    return Lead(one.cue, lemma, head, content, source, kind, modelled=True)


def subject_of(main: Token, text: Text) -> Token | None:
    """Return who is the source of a cue by the parse: its subject, the agent of its passive, the possessor of a noun."""
    if main.pos_ == "NOUN" and child(main, "cop") is None:
        return child(main, "nmod:poss")
    if main.pos_ not in ("VERB", "AUX", "ADJ", "NOUN"):
        return None
    subject, passive = speaker_of(main, text)
    return by_agent(main) if passive else subject


def kind_of(main: Token, head: Token | None, content: Sequence[Token], text: Text) -> Kind:
    """Return what a cue that no rule knows does: it attributes, or it only says what somebody thinks, plans or does.

    "impeached the governor" and "using the pseudonym Katya" are attributions in PolNeAR; nothing is said.
    """
    lemma = cue_lemma(main, text.cues)
    if head is not None and lemma in text.cues.act and is_act(main, lemma, text):
        return "act"
    if lemma in text.cues.say:
        return "saying"
    return "news" if head is not None and states(content) else "stance"


def states(content: Sequence[Token]) -> bool:
    """Whether a content is a clause with a subject or a quotation: "that peace had come", not "to comment" or "the governor"."""
    return any(t.is_quote or t.dep_ in SUBJECTS for t in content)
