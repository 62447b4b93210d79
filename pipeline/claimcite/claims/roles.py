"""Who did what to whom: agent and patient of a predicate, with owner and members."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from claimcite.annotate.names import Names, bare
from claimcite.annotate.ud import by_agent, case_of, child, children, phrase, shared_subject
from claimcite.claims.predicates import Candidate
from claimcite.lexicon import Events
from claimcite.parse import Parse
from claimcite.records import Entity, Member, Owner, Participant
from claimcite.spans import SpanIndex

#: The subject of dying, falling and being missing is the patient.
UNDERGONE = frozenset({"die", "perish", "drown", "fall", "disappear", "vanish", "flee", "succumb", "suffer", "starve", "suffocate", "missing", "dead", "injured",
                       "wounded", "homeless", "trapped", "stranded", "hurt", "unaccounted", "freeze"})  # fmt: skip
RELATIVES = frozenset({"who", "which", "that", "whom", "whose", "there", "it"})
#: "Monday's strikes" belong to nobody.
TIMES = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "tomorrow", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "year", "month", "week", "day"])
#: What follows an object behind one of these says how or whereto, and is no part of it: "displaced a million people from their homes".
BESIDE = frozenset({"from", "to", "at", "with", "for", "as", "into", "on", "in", "by", "after", "before", "during", "over"})


@dataclass(frozen=True, slots=True)
class Namer:
    """Gives participants their names; ``pronoun`` is the name that he, she, it or they stand for in the sentence at hand."""

    parse: Parse
    entities: SpanIndex[Entity]
    names: Names

    def participant(self, head: Token, pronouns: Mapping[int, str], silent: frozenset[int]) -> Participant:
        """Make the participant whose phrase has ``head`` as its head; it ends before the tokens in ``silent``.

        These are sources and cues, and the clause itself where it stands behind its noun: "a truce brokered by the UN".
        """
        tokens = self.whole_name(head, phrase(head))
        if head.i not in silent:
            tokens = cut_around(head, tokens, silent)
        while len(tokens) > 2 and tokens[0].pos_ in ("ADV", "CCONJ") and tokens[1].text == ",":
            tokens = tokens[2:]  # "Meanwhile, Turkish Foreign Minister …"
        while len(tokens) > 1 and (tokens[-1].tag_ in ("WDT", "WP", "CC", "IN", "TO") or (tokens[-1].is_punct and tokens[-1].text not in ('"', ")", "%"))):
            tokens.pop()
        span = self.parse.of_tokens(tokens)
        members = self.members(head, pronouns)
        return Participant(span, span.of(self.parse.text), None if members else self.name(head, pronouns), self.owner(head, pronouns), members)

    def whole_name(self, head: Token, tokens: list[Token]) -> list[Token]:
        """Extend a phrase over the name that its head is a part of, and over the person behind a title."""
        doc = head.doc
        for entity in self.entities.touching(self.parse.span(head.i, head.i + 1)):
            inside = self.parse.tokens(entity.span)
            tokens = list(doc[min(tokens[0].i, inside[0].i) : max(tokens[-1].i, inside[-1].i) + 1])
        behind = tokens[-1].i + 1
        if behind < len(doc) and head.i == tokens[-1].i and head.pos_ in ("NOUN", "PROPN"):
            following = next((e for e in self.entities.touching(self.parse.span(behind, behind + 1)) if e.label == "PER"), None)
            if following is not None and doc[behind].pos_ == "PROPN":
                tokens = list(doc[tokens[0].i : self.parse.tokens(following.span)[-1].i + 1])
        return tokens

    def name(self, head: Token, pronouns: Mapping[int, str]) -> str | None:
        """Return the full name of what a phrase names: of the entity at its head, or of the one that a pronoun stands for."""
        if head.pos_ == "PRON":
            return pronouns.get(head.i)
        at = self.parse.starts[head.i]
        entity = next((e for e in self.entities.touching(self.parse.span(head.i, head.i + 1)) if e.span.start <= at < e.span.end), None)
        if entity is not None:
            return entity.name
        apposed = next((e for c in children(head, "appos", "flat") for e in self.entities.touching(self.parse.span(c.i, c.i + 1)) if e.label == "PER"), None)
        if apposed is not None:
            return apposed.name
        if head.text[:1].isupper() and head.pos_ == "PROPN":
            resolved = self.names.resolve(bare(head.text), "ORG")
            return resolved if resolved and resolved.lower() != head.lower_ else None
        return self.names.described(head)

    def owner(self, head: Token, pronouns: Mapping[int, str]) -> Owner | None:
        """Return whose it is: "its jets"."""
        possessor = child(head, "nmod:poss")
        if possessor is None or possessor.lower_ in TIMES:
            return None
        span = self.parse.of_tokens(phrase(possessor)).trimmed(self.parse.text, " ")
        text = span.of(self.parse.text)
        for suffix in ("'s", "’s", "'", "’"):
            if text.endswith(suffix):
                span = type(span)(span.start, span.end - len(suffix))
                break
        name = pronouns.get(possessor.i) if possessor.pos_ == "PRON" else self.name(possessor, pronouns)
        return Owner(span, span.of(self.parse.text), name)

    def members(self, head: Token, pronouns: Mapping[int, str]) -> tuple[Member, ...]:
        """Return the parts of a coordination, the first one included; none where there is only one."""
        others = [c for c in children(head, "conj") if c.pos_ in ("NOUN", "PROPN", "PRON", "NUM")]
        if not others:
            return ()
        found = []
        for part in [head, *others]:
            span = self.parse.of_tokens(phrase(part, conj=False))
            found.append(Member(span, span.of(self.parse.text), self.name(part, pronouns)))
        return tuple(found)


def object_only(head: Token, verb: Token, events: Events) -> frozenset[int]:
    """Return the tokens behind an object that the parser hung on it and that go with the verb."""
    if head.i < verb.i or head.lemma_.lower() in events.nouns:
        return frozenset()
    beside = next((c for c in head.children if c.dep_ == "nmod" and c.i > head.i and case_of(c) in BESIDE and c.pos_ != "PROPN"), None)
    return frozenset(range(min(t.i for t in beside.subtree), head.sent.end)) if beside is not None else frozenset()


def cut_around(head: Token, tokens: list[Token], silent: frozenset[int]) -> list[Token]:
    """Return the stretch around ``head`` that holds no token of ``silent``."""
    first = max((t.i + 1 for t in tokens if t.i in silent and t.i < head.i), default=tokens[0].i)
    last = min((t.i for t in tokens if t.i in silent and t.i > head.i), default=tokens[-1].i + 1)
    return [t for t in tokens if first <= t.i < last]


def roles(candidate: Candidate) -> tuple[Token | None, Token | None]:
    """Return the heads of agent and patient."""
    head = candidate.clause
    if candidate.kind == "noun":
        return noun_roles(head)
    subject, passive = shared_subject(head)
    if candidate.opener is not None and subject is None:
        subject, passive = shared_subject(candidate.opener)
    if subject is not None and ((subject.lower_ in RELATIVES and subject.lower_ != "it") or subject.pos_ in ("VERB", "AUX")):
        subject = None  # nor is a clause anybody: "it was possible that wider geopolitics had pushed Russia"
    obj = child(head, "obj") or child(head, "iobj")
    if obj is not None and obj.lower_ in RELATIVES and obj.lower_ != "it":
        obj = head.head if head.dep_ == "acl:relcl" else None
    if candidate.kind == "copula":
        return (None, subject) if candidate.token.lower_ in UNDERGONE or candidate.token.lower_ == "missing" else (subject, None)
    if head.lemma_.lower() == "be" and child(head, "expl") is not None:
        return child(head, "nsubj"), None
    if passive:
        return by_agent(head), subject
    if head.lemma_.lower() in UNDERGONE and (obj is None or head.lemma_ == "flee"):
        return None, subject
    return subject, obj


def noun_roles(noun: Token) -> tuple[Token | None, Token | None]:
    """Return agent and patient of an event noun: "the killing of three officers by rebels", "Russia's strike on a camp"."""
    agent = next((c for c in children(noun, "nmod") if any(k.lower_ == "by" for k in children(c, "case"))), None) or child(noun, "nmod:poss")
    patient = next((c for c in children(noun, "nmod") if any(k.lower_ in ("of", "on", "against") for k in children(c, "case"))), None)
    return agent, patient
