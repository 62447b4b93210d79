"""Who did what to whom: agent and patient of a predicate, with owner and members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from claimcite.annotate.names import BODIES, HONORIFICS, Names, bare
from claimcite.claims.predicates import Candidate
from claimcite.claims.subjects import RELATIVES, by_agent, object_of, shared_agent, subject_of
from claimcite.claims.tree import NOMINAL, TIMES, Word, phrase
from claimcite.lexicon import Lexicon
from claimcite.lexicon.events import Predicates
from claimcite.parse import Parse
from claimcite.records import Entity, EntityLabel, Member, Owner, Participant
from claimcite.spans import Span

#: What follows an object behind one of these says how or whereto, and is no part of it: "displaced a million people from their homes".
BESIDE = frozenset({"from", "to", "at", "with", "for", "as", "into", "on", "in", "by", "after", "before", "during", "over"})
HYPHENS = frozenset({"-", "‑", "–"})
LOCAL = frozenset({"in", "at", "near", "off", "outside"})
NO_ONE = RELATIVES | {"what", "how"}


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads of agent and patient."""

    agent: Word | None
    patient: Word | None


NOBODY = Heads(None, None)


@dataclass(frozen=True, slots=True)
class Namer:
    """Gives participants their names; ``entities`` are those that words begin in, by word."""

    parse: Parse
    words: Sequence[Word]
    entities: Mapping[int, Entity]
    names: Names

    def at(self, word: Word) -> Entity | None:
        """Return the entity that a word is a part of."""
        return self.entities.get(word.i)

    def label(self, word: Word) -> EntityLabel | None:
        """Return the label of the entity that a word is a part of."""
        entity = self.at(word)
        return None if entity is None else entity.label

    def participant(self, head: Word, pronouns: Mapping[int, str], silent: AbstractSet[int]) -> Participant:
        """Make the participant whose phrase has ``head`` as its head; it ends before the words in ``silent``.

        These are sources and cues, and the clause itself where it stands behind its noun: "a truce brokered by the UN".
        """
        tokens = self.whole_name(head, phrase(head, self.words))
        if silent and head.i not in silent:
            whole = tokens[-1]
            tokens = cut_around(head, tokens, silent)
            if tokens[-1] is not whole and tokens[-1].dep == "acl" and tokens[-1].tag in ("VBN", "VBG") and len(tokens) > 1:
                tokens.pop()  # "A bridge | built | in 1901", with its date cut off
        tokens = self.unbroken(unopened(tokens, head))
        while len(tokens) > 1 and (tokens[-1].tag in ("WDT", "WP", "CC", "IN", "TO") or (tokens[-1].punct and tokens[-1].text not in ('"', ")", "%"))):
            tokens.pop()
        span = self.parse.span(tokens[0].i, tokens[-1].i + 1)
        person = self.with_two_offices(head)
        members = self.members(head, pronouns) if person is None else ()
        name = person.name if person is not None else None if members else self.name(head, pronouns)
        return Participant(span, span.of(self.parse.text), name, self.owner(head, pronouns), members)

    def unbroken(self, tokens: list[Word]) -> list[Word]:
        """Extend a phrase over the rest of a word that the tokenizer took apart: "e | - | mails"."""
        words, starts, ends = self.words, self.parse.starts, self.parse.ends
        first, last = tokens[0].i, tokens[-1].i
        while first > 1 and words[first - 1].text in HYPHENS and ends[first - 1] == starts[first] and ends[first - 2] == starts[first - 1]:
            first -= 2
        while last + 2 < len(words) and words[last + 1].text in HYPHENS and ends[last] == starts[last + 1] and ends[last + 1] == starts[last + 2]:
            last += 2
        return list(words[first : last + 1])

    def whole_name(self, head: Word, tokens: list[Word]) -> list[Word]:
        """Extend a phrase over the name that its head is a part of, and over the person behind a title."""
        words = self.words
        entity = self.at(head)
        if entity is not None:
            inside = self.parse.places(entity.span)
            tokens = list(words[min(tokens[0].i, inside.start) : max(tokens[-1].i + 1, inside.stop)])
        behind = tokens[-1].i + 1
        if behind < len(words) and head.i == tokens[-1].i and head.pos in ("NOUN", "PROPN") and words[behind].pos == "PROPN":
            following = self.at(words[behind])
            if following is not None and following.label == "PER":
                tokens = list(words[tokens[0].i : self.parse.places(following.span).stop])
        return tokens

    def name(self, head: Word, pronouns: Mapping[int, str]) -> str | None:
        """Return the full name of what a phrase names: of the entity at its head, or of the one that a pronoun stands for."""
        if head.pos == "PRON":
            return pronouns.get(head.i)
        entity = self.at(head)
        if entity is not None:
            return entity.name if not self.owns(entity, head) else None
        for kid in head.kids:
            apposed = self.at(kid) if kid.dep in ("appos", "flat") and kid.i > head.i else None
            if apposed is not None and apposed.label == "PER":
                return apposed.name if not any(self.label(k) == "PER" for k in kid.kids if k.dep == "conj") else None  # "two divers, | Ann Roe and Jo Lind"
        described = self.at(head.head) if head.dep == "appos" and head.i > head.head.i and head.tag == "NN" and head.lower not in BODIES else None
        if described is not None and described.label == "PER":
            return described.name  # "Ann Roe, | a baker | who left"
        if head.text[:1].isupper() and head.pos == "PROPN":
            before = [k.text for k in head.kids if k.i == head.i - 1 and k.dep in ("compound", "amod", "flat") and k.text[:1].isupper()]
            called = " ".join([*before, bare(head.text)])  # not "the Oru Nations" where the text has the "Pela Nations"
            resolved = self.names.resolve(called, "ORG")
            if resolved and resolved.lower() != called.lower():
                return resolved
        return self.names.described(self.parse.doc[head.i]) if head.has("det", "the") else self.names.stands.get(head.i)

    def owns(self, entity: Entity, head: Word) -> bool:
        """Whether the parser took a possessor for the head of what it owns: "Oru House's archive"."""
        last = self.parse.places(entity.span)[-1]
        behind = self.words[last + 1 : last + 3]
        return head.dep != "nmod:poss" and len(behind) == 2 and behind[0].tag == "POS" and behind[1].pos in ("NOUN", "ADJ", "PROPN")

    def with_two_offices(self, head: Word) -> Entity | None:
        """Return the one person whom two offices describe: "Former prosecutor and mayor Jo Lind"; not "a cook and mayor Jo Lind"."""
        other = next((k for k in head.kids if k.dep == "conj"), None)
        if other is None or head.child("det", "nmod:poss", "nummod") is not None or head.tag not in ("NN", "NNP") or not is_office(head) or self.at(head) is not None:
            return None
        named = (other, *(k for k in other.kids if k.dep in ("appos", "flat") and k.i == other.i + 1))
        person = next((e for e in map(self.at, named) if e is not None), None)
        if person is None or person.label != "PER":
            return None
        first = self.parse.tokens(person.span).start
        another = any(self.label(word) == "PER" for word in self.words[head.i : first])
        return None if another or first == head.i + 1 or self.words[first - 1].pos not in ("NOUN", "PROPN") else person

    def owner(self, head: Word, pronouns: Mapping[int, str]) -> Owner | None:
        """Return whose it is: "its jets"."""
        possessor = head.child("nmod:poss")
        if possessor is None or possessor.lower in TIMES:
            return None
        inside = phrase(possessor, self.words)
        span = self.parse.span(inside[0].i, inside[-1].i + 1).trimmed(self.parse.text, " ")
        text = span.of(self.parse.text)
        for suffix in ("'s", "’s", "'", "’"):
            if text.endswith(suffix):
                span = Span(span.start, span.end - len(suffix))
                break
        name = pronouns.get(possessor.i) if possessor.pos == "PRON" else self.name(possessor, pronouns)
        return Owner(span, span.of(self.parse.text), name)

    def members(self, head: Word, pronouns: Mapping[int, str]) -> tuple[Member, ...]:
        """Return the parts of a coordination, the first one included; none where there is only one."""
        own = self.at(head)
        others = [k for k in head.kids if k.dep == "conj" and k.pos in ("NOUN", "PROPN", "PRON", "NUM") and (own is None or own.label != "ORG" or self.at(k) is not own)]
        if not others:
            return ()
        found = []
        for part in [head, *others]:
            inside = unopened(phrase(part, self.words, conj=False), part)
            span = self.parse.span(inside[0].i, inside[-1].i + 1)
            found.append(Member(span, span.of(self.parse.text), self.name(part, pronouns)))
        return tuple(found)


def unopened(tokens: list[Word], head: Word) -> list[Word]:
    """Return a phrase without what only opens it: "Meanwhile, | Ann Roe", "and | Jo Lind"."""
    while len(tokens) > 2 and tokens[0].pos in ("ADV", "CCONJ") and tokens[1].text == ",":
        tokens = tokens[2:]
    while len(tokens) > 1 and tokens[0] is not head and (tokens[0].text == "," or (tokens[0].pos == "CCONJ" and tokens[0].lower in ("and", "or", "but"))):
        tokens = tokens[1:]
    return tokens


def is_office(noun: Word) -> bool:
    """Whether a noun says what somebody is by trade: "prosecutor", "mayor"."""
    return noun.lower in HONORIFICS or noun.lower in ("ceo", "star", "host", "executive", "aide", "icon", "veteran") or noun.lower.endswith(("er", "or", "ist", "man", "woman", "ian"))


def object_only(head: Word, verb: Word, lexicon: Lexicon) -> frozenset[int]:
    """Return the words behind an object that the parser hung on it and that go with the verb."""
    if head.i < verb.i or head.lemma in lexicon.events.nouns:
        return frozenset()
    beside = next((k for k in head.kids if k.dep == "nmod" and k.i > head.i and k.case in BESIDE and k.pos != "PROPN"), None)
    return frozenset(word.i for word in beside.below()) if beside is not None else frozenset()


def cut_around(head: Word, tokens: list[Word], silent: AbstractSet[int]) -> list[Word]:
    """Return the stretch around ``head`` that holds no word of ``silent``."""
    closed = [t.i for t in tokens if t.i in silent]
    if not closed:
        return tokens
    first = max((i + 1 for i in closed if i < head.i), default=tokens[0].i)
    last = min((i for i in closed if i > head.i), default=tokens[-1].i + 1)
    return [t for t in tokens if first <= t.i < last]


def heads_of(candidate: Candidate, words: Sequence[Word], lexicon: Lexicon, dated: frozenset[int]) -> Heads:
    """Return the heads of agent and patient; ``dated`` are the words of dates, which are neither."""
    head, predicates = candidate.clause, lexicon.predicates
    if candidate.kind == "noun":
        return NOBODY if head.lemma in predicates.states["tolls"] else noun_heads(head)
    undergone = predicates.states["undergone"]
    subject, passive = subject_of(head, words)
    if candidate.opener is not None and subject is None:
        subject, passive = subject_of(candidate.opener, words)[0], head.passive
    if subject is not None and ((subject.lower in NO_ONE and subject.tag != "DT") or (subject.pos in ("VERB", "AUX") and subject.tag != "VBG") or subject.dep in ("csubj", "csubj:pass", "csubj:outer")):
        subject = None  # nor is a clause anybody: "it was possible that wider geopolitics had pushed Russia"
    if candidate.kind == "copula":
        if subject is None and head.has("expl", "there") and head.pos in NOMINAL:
            subject = head  # "there are fewer than 5,000"
        undergoes = candidate.token.lower in undergone or (candidate.token is head and head.lower.endswith("ed"))
        return Heads(None, subject) if undergoes else Heads(subject, None)
    if head.lemma == "be" and head.child("expl") is not None:
        return Heads(head.child("nsubj") or next((k for k in head.kids if k.i > head.i and k.pos in NOMINAL and not k.case), None), None)
    if passive and head.lemma in predicates.states["intransitive"] and head.child("aux:pass", "aux") is None:
        passive = False  # "the ferry overturned", taken for a participle
    if passive:
        return Heads(by_agent(head, dated, predicates.transport) or shared_agent(head, dated, predicates.transport), subject)
    obj = object_of(head, predicates.prepositional.get(head.lemma, frozenset()))
    if obj is not None and head.lemma == "speak" and obj.pos == "NUM" and obj.case == "of":
        return NOBODY  # "the governor spoke of 22": the cue stands in for what he counted
    if obj is not None and f"{head.lemma} {obj.lemma}" in predicates.states["idioms"]:
        obj = next((k for k in head.kids if k.dep == "obl" and k.case in predicates.prepositional.get(head.lemma, ()) and k.i > obj.i), None) if obj.lemma == "fire" else None
    elif obj is not None and ((obj.i in dated and not tells_of(obj, head, predicates)) or (head.lemma in predicates.states["intransitive"] and obj.child("det", "nmod:poss") is None) or is_measure(obj, head, predicates)):
        obj = None
    if subject is not None and head.dep.startswith("acl") and subject is head.head and subject.case in LOCAL and subject.head.lemma in lexicon.events.nouns:
        subject = subject.head  # "the floods in Sarovia, which have killed 87"
    if head.lemma in undergone and (obj is None or head.lemma == "flee" or obj is subject) and not (head.lemma == "fall" and head.child("xcomp") is not None):
        return Heads(None, subject)
    return Heads(subject, None if obj is subject else obj)


def tells_of(obj: Word, verb: Word, predicates: Predicates) -> bool:
    """Whether a stretch of time is what a verb acts on: "declared three days of mourning", "asked for 12 years"."""
    return any(k.dep == "nmod" and k.case == "of" for k in obj.kids) or obj.case in predicates.prepositional.get(verb.lemma, ())


def is_measure(obj: Word, verb: Word, predicates: Predicates) -> bool:
    """Whether an object says by how much or how far: "fell 4%", "go 300 miles"."""
    return verb.lemma in predicates.states["measured"] and (obj.lemma in predicates.states["measures"] or obj.lower in predicates.states["measures"])


def noun_heads(noun: Word) -> Heads:
    """Return agent and patient of an event noun: "the killing of three officers by rebels", "Russia's strike on a camp"."""
    agent = next((k for k in noun.kids if k.dep == "nmod" and k.case == "by"), None) or noun.child("nmod:poss")
    patient = next((k for k in noun.kids if k.dep == "nmod" and k.case in ("of", "on", "against")), None)
    return Heads(None if agent is not None and agent.lower in TIMES else agent, patient)
