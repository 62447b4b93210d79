"""Sayings in what is said: one by somebody else is a hop, "Lind said the mayor had told him"; the speaker's own is none, "she said she hoped"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from claimcite.annotate.attributions.bounds import THOUGHTS
from claimcite.annotate.attributions.content import KNOWING, Text
from claimcite.annotate.attributions.leads import Lead
from claimcite.annotate.attributions.phrases import RELAYING
from claimcite.annotate.ud import SUBJECTS, ancestors, children, subtree
from claimcite.spans import Span

FIRST = frozenset({"i", "we"})
THIRD = frozenset({"he", "she", "it", "they"})


def hops(leads: Sequence[Lead], text: Text) -> list[Lead]:
    """Return the leads of a sentence, with a mark on those in the content of another, or in a quotation, that say nothing of anybody else."""
    kept = [relayed(lead, leads) for lead in leads]
    inside = [frozenset(t.i for t in lead.content) for lead in kept]
    for n, lead in enumerate(tuple(kept)):
        _, k = min(((len(places), k) for k, places in enumerate(inside) if k != n and lead.main.i in places), default=(0, n))
        outer = kept[k] if k != n else None
        if outer is not None and goes_on(lead.main, outer.main):
            rest = {t.i for t in subtree(lead.main)}
            kept[k] = replace(outer, content=tuple(t for t in outer.content if t.i not in rest))
            kept[n] = replace(lead, head=outer.head, source=outer.source)
        elif not lead.modelled and is_echo(lead, outer, text):
            kept[n] = replace(lead, echo=True)
    return [lead for lead in kept if lead.content]


def relayed(lead: Lead, leads: Sequence[Lead]) -> Lead:
    """Give a source that another names what the other reports: "X, Orupress reported, | citing a guard", "a report | citing a guard"."""
    if not lead.sure or lead.cue[0].lower_ not in RELAYING or lead.head is None:
        return lead
    own = {*(t.i for t in lead.cue), *(t.i for t in subtree(lead.head))}
    outer = [one for one in leads if one is not lead and one.kind == "saying" and not any(t.i == lead.main.i for t in one.content)]
    nearest = max((one for one in outer if one.main.i < lead.main.i), key=lambda one: one.main.i, default=None) or next(iter(outer), None)
    content = tuple(t for t in nearest.content if t.i not in own) if nearest is not None else ()
    return replace(lead, content=content) if content else lead


def goes_on(cue: Token, before: Token) -> bool:
    """Whether a cue in what is said goes on with the cue before it, by its form: "said he would stay and warned against the pass"."""
    if cue.dep_ != "conj" or cue.tag_ not in ("VBD", "VBZ") or cue.tag_ != before.tag_ or any(c.dep_ in SUBJECTS for c in cue.children):
        return False
    return cue.head.tag_ in ("VB", "VBN", "VBG") and before in ancestors(cue)


def is_echo(lead: Lead, outer: Lead | None, text: Text) -> bool:
    """Whether a saying in what ``outer`` says, or somebody in another sentence, is the same speaker's, nobody's yet, or no saying."""
    quoted = is_quoted(lead.main, text)
    if not (quoted if outer is None else outer.kind in ("saying", "act")):
        return False
    if lead.lemma in KNOWING or is_unreal(lead.main, text):
        return True
    if lead.head is None or lead.lemma in THOUGHTS:
        return lead.head is not None  # "said the guards feared a flood" is no report of the guards
    if quoted and (outer is None or not is_quoted(outer.main, text)):
        return lead.head.lower_ in FIRST
    return outer is not None and outer.kind == "saying" and outer.head is not None and outer.modelled and outer.lemma != "according to" and lead.head.lower_ in THIRD


def is_quoted(token: Token, text: Text) -> bool:
    """Whether a word stands in quotation marks."""
    at = text.parse.starts[token.i]
    return bool(text.quotes.touching(Span(at, at + 1)))


def is_unreal(cue: Token, text: Text) -> bool:
    """Whether a cue says that somebody may, should or is to say something: "he should apologise", "asked him to tell the truth"."""
    if cue.pos_ not in ("VERB", "AUX"):
        return False
    unreal = text.cues.possible | text.cues.demanded | {"would"}
    return any(c.lower_ in unreal for c in children(cue, "aux")) or (cue.tag_ == "VB" and any(c.lower_ == "to" for c in children(cue, "mark")))
