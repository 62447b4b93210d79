"""Scores of agents and patients on re3d's relations: does one claim hold both parties of what the set says holds between them.

re3d (Syria and Iraq; confidence 0.5 and more) links two entities of a sentence by a relation, with its words (``value``). Six of its ten types
are acts of one party towards another; of these a row each:

- ``FightingAgainst``, ``AlliesOf``, ``CommWith``, ``Likes``, ``Dislikes``, ``InChargeOf``.

The others (CoLocated, BelongsTo, HasAttrOf, IsSynonymOf, Apart) hold between names and no act. A relation counts where it and both parties stand in
one sentence and its words have a verb by our parse: "ISIL, the group" has none. It is found where one claim has the head of one party in the phrase
of its agent and of the other in that of its patient, or where a saying has them as source and addressee; one of a type without direction (AlliesOf,
CommWith) also where one agent holds both, "Oru and Pela agreed". ``directed`` asks for the source as agent. Recall only: the annotation is incomplete.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from claimcite.config import Config
from claimcite.lexicon import Lexicon
from claimcite.parse import Model, Parse
from claimcite.records import Claim, Participant
from claimcite.report.event_sets import Read, head_of, read_text
from claimcite.report.scores import Count, Scores
from claimcite.spans import Span

#: The types that are scored, and whether they have a direction.
TYPES = {"FightingAgainst": True, "AlliesOf": False, "CommWith": False, "Likes": True, "Dislikes": True, "InChargeOf": True}


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of the set: its type, its words, its two parties."""

    type: str
    words: Span
    source: Span
    target: Span


def evaluate_relations(model: Model, lexicon: Lexicon, config: Config, folder: Path) -> Scores:
    """Score the claims on re3d where it stands in ``folder``; see the module for what each row says.

    >>> from claimcite.lexicon import load_lexicon
    >>> from claimcite.parse import load_model
    >>> evaluate_relations(load_model(), load_lexicon(), Config(), Path("no such folder"))
    Scores(rows=())
    """
    rows: dict[str, Count] = {}
    for text, relations in relation_texts(folder / "re3d-half"):
        read = read_text(text, None, (model, lexicon, config))
        for relation in relations:
            if has_verb(relation, read.parse):
                score(relation, read, rows)
    return Scores(tuple(count.score(f"{name}, re3d") for name, count in sorted(rows.items())))


def relation_texts(folder: Path) -> Iterator[tuple[str, list[Relation]]]:
    """Yield the documents of the set with their relations of the types that are scored."""
    for path in sorted(folder.glob("*/documents.jsonl")):
        relations: dict[str, list[Relation]] = {}
        for line in (path.parent / "relations.jsonl").read_text(encoding="utf-8-sig").splitlines():
            row = json.loads(line)
            if row["type"] in TYPES and row["confidence"] >= 0.5:
                parties = Span(row["sourceBegin"], row["sourceEnd"]), Span(row["targetBegin"], row["targetEnd"])
                relations.setdefault(row["documentId"], []).append(Relation(row["type"], Span(row["begin"], row["end"]), *parties))
        for line in path.read_text(encoding="utf-8-sig").splitlines():
            row = json.loads(line)
            yield row["text"], relations.get(row["_id"], [])


def has_verb(relation: Relation, parse: Parse) -> bool:
    """Whether the words of a relation have a verb, and it and both parties stand in one sentence."""
    sentence = next((s.span for s in parse.sentences if s.span.overlaps(relation.source)), None)
    inside = sentence is not None and sentence.overlaps(relation.target) and sentence.overlaps(relation.words)
    return inside and any(t.pos_ == "VERB" for t in parse.tokens(relation.words))


def score(relation: Relation, read: Read, rows: dict[str, Count]) -> None:
    """Count one relation: found at all, and in its direction."""
    source, target = (head_of(span, read.parse) for span in (relation.source, relation.target))
    forward = any(links(claim, source, target, read.parse) for claim in read.claims) or addressed(source, target, read)
    backward = any(links(claim, target, source, read.parse) for claim in read.claims) or addressed(target, source, read)
    joined = not TYPES[relation.type] and any(within(c.agent, source, read.parse) and within(c.agent, target, read.parse) for c in read.claims)
    rows.setdefault(f"relations {relation.type}", Count()).decide(right=forward or backward or joined)
    if TYPES[relation.type]:
        rows.setdefault(f"relations {relation.type}, directed", Count()).decide(right=forward)


def links(claim: Claim, agent: int, patient: int, parse: Parse) -> bool:
    """Whether a claim has one word in its agent and another in its patient."""
    return within(claim.agent, agent, parse) and within(claim.patient, patient, parse)


def within(participant: Participant | None, word: int, parse: Parse) -> bool:
    """Whether a word stands in a participant."""
    return participant is not None and participant.span.covers(parse.span(word, word + 1))


def addressed(source: int, addressee: int, read: Read) -> bool:
    """Whether one is the source of a saying, and the other whom it was told."""
    for said in read.found.said:
        one, other = said.attribution.source, said.attribution.addressee
        if one is not None and other is not None and one.span.covers(read.parse.span(source, source + 1)) and other.span.covers(read.parse.span(addressee, addressee + 1)):
            return True
    return False
