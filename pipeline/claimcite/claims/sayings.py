"""Which attributions hold for a claim, and what pronouns in them stand for."""

from __future__ import annotations

from collections.abc import Sequence

from claimcite.annotate.attributions import Said
from claimcite.claims.predicates import Candidate
from claimcite.claims.tree import Word
from claimcite.parse import Parse, Sentence

FIRST_PERSON = frozenset({"i", "my", "me"})
HIMSELF = frozenset({"he", "she", "his", "her", "him"})
ITSELF = frozenset({"it", "its"})
#: "Orupress reported, citing a guard": the guard is nearer to what is said.
RELAYING = frozenset({"citing", "quoting"})


def relevant(said: Sequence[Said], candidate: Candidate, parse: Parse) -> list[Said]:
    """Return the attributions whose content holds a predicate, nearest first; an act of speech is attributed to its speaker."""
    if not said:
        return []
    offset = parse.starts[candidate.token.i]
    holding = [s for s in said if ((s.act or s.silent) and s.cue == candidate.token.i) or (s.covers(offset) and candidate.token.i not in s.own)]
    inner = {s.cue: sum(s.covers(parse.starts[o.cue]) for o in holding if o.cue != s.cue) for s in holding}
    ordered = sorted(holding, key=lambda s: (not (s.act and s.cue == candidate.token.i), inner[s.cue], s.attribution.cue.text not in RELAYING, s.size, s.cue))
    chain: list[Said] = []
    for item in ordered:  # "condemned the raid and warned that …": one speaker is one hop
        if item.echo or not any(same_speaker(item, s) for s in chain if not s.echo):
            chain.append(item)
    return chain


def same_speaker(a: Said, b: Said) -> bool:
    """Whether two attributions have the same source, by its place or its name."""
    one, other = a.attribution.source, b.attribution.source
    return one is not None and other is not None and (one.span == other.span or (one.name is not None and one.name == other.name))


def pronouns_of(said: Sequence[Said], sentence: Sentence, parse: Parse, words: Sequence[Word]) -> dict[int, str]:
    """Return what pronouns stand for, by token: the speaker, where the first word of what he says speaks of himself or itself.

    "The army said its jets struck two depots" speaks of the army; "The service reported it was of magnitude 7" does not, nor does
    a "he" behind another name. In a quotation "I" is whoever says it, wherever the cue stands: "“I sold it,” Ann Roe said." A wrong
    name is worse than none.
    """
    found: dict[int, str] = {}
    for item in said:
        source = item.attribution.source
        if source is None or source.name is None or item.attribution.carried or item.attribution.form == "direct":
            continue
        own = HIMSELF if source.kind == "person" else ITSELF
        for word in words[item.cue + 1 : sentence.last]:
            empty = word.lower == "it" and (word.head.lemma in ("be", "seem") or word.head.child("cop") is not None)
            if word.lower in own and item.covers(parse.starts[word.i]) and not empty:
                found.setdefault(word.i, source.name)
            if word.pos in ("NOUN", "PROPN") and word.child("nmod:poss") is None:
                break
    return found | first_persons(said, words[sentence.first : sentence.last], parse)


def first_persons(said: Sequence[Said], words: Sequence[Word], parse: Parse) -> dict[int, str]:
    """Return who "I" is in the quotations of a sentence, by token: the speaker of the innermost one."""
    quoted = sorted((s for s in said if s.attribution.form != "indirect"), key=lambda s: s.size)
    found: dict[int, str] = {}
    for word in words if quoted else ():
        speaker = next((s.attribution.source for s in quoted if s.covers(parse.starts[word.i])), None) if word.lower in FIRST_PERSON else None
        if speaker is not None and speaker.name is not None:
            found[word.i] = speaker.name
    return found


def negated(said: Said, words: Sequence[Word]) -> bool:
    """Whether a cue is negated: "has not confirmed that"."""
    return any(kid.lower in ("not", "n't", "n’t", "never") for kid in words[said.cue].kids)
