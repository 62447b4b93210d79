"""Event types: harm, disaster, and PLOVER's roots, by the lemma of a predicate and what stands beside it, its event noun, or the harm that it counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from claimcite.claims.beside import DAYS, beside_of, objects_of
from claimcite.claims.event_words import (
    BODIES,
    COUNTING,
    HAPPENED,
    HARM,
    HOLDING,
    HUMAN,
    NATURAL,
    NATURE,
    PRONOUNS,
    STATES,
    WILLED,
    lemma_of,
    worsens,
)
from claimcite.claims.nature import Nature
from claimcite.claims.predicates import Candidate
from claimcite.claims.roles import Heads
from claimcite.claims.subjects import core
from claimcite.claims.tree import Word
from claimcite.lexicon import Lexicon
from claimcite.lexicon.events import Reading
from claimcite.records import EventType, Quantity


@dataclass(frozen=True, slots=True)
class Typer:
    """Reads event types off the lexicon; ``label`` tells whether a word is in the name of a person or place."""

    lexicon: Lexicon
    label: Callable[[Word], str | None]
    nature: Nature

    def event_type(self, candidate: Candidate, heads: Heads, quantities: Sequence[Quantity]) -> EventType | None:
        """Return the event type of a predicate with these participants and counts."""
        found = self.nature.settled(self.listed(candidate, heads, quantities), candidate.token, heads.agent, heads.patient)
        return cast(EventType, found) if found else None

    def listed(self, candidate: Candidate, heads: Heads, quantities: Sequence[Quantity]) -> str | None:
        """Return the event type that the lexicon gives, "" or None where there is none.

        "the Red Cross spoke of 112 dead" tells of killing; "It was the deadliest accident" of an accident.
        """
        events = self.lexicon.events
        lemma = lemma_of(candidate.token, self.lexicon)
        counted = frozenset(q.counted_head for q in quantities if q.counted_head is not None)
        if lemma in events.figures and candidate.kind == "verb" and self.reading(candidate, lemma, heads, counted) is None:
            return None
        if candidate.opener is not None and candidate.opener.lemma == "threaten" and heads.agent is not None and self.is_actor(heads.agent):
            return "threaten"  # "threatened to sell the boats"
        harm = next((HARM[q.role] for q in quantities if q.role in HARM and q.counted_head not in BODIES and q.counted_head not in events.classes["animal"] and (q.unit is None or q.counted_head in events.classes["person"])), None)
        known = self.own_type(candidate, lemma, heads, counted)
        if known == "toll" and any(q.role in ("casualties", "wounded") for q in quantities):
            known = None
        if known in ("", "toll", "assault", None) and harm is not None and self.counts(candidate, lemma, known):
            return harm
        return "kill" if known == "toll" else known

    def counts(self, candidate: Candidate, lemma: str, known: str | None) -> bool:
        """Whether what is counted was done by the predicate itself, so that its harm is the event: "left 12 dead"; not "treated 12 wounded"."""
        if candidate.kind == "copula":
            return known == "toll"
        if candidate.kind == "noun":
            return True
        return known in ("toll", "assault") or lemma in COUNTING or lemma in self.lexicon.events.roles or lemma in self.lexicon.events.impact

    def own_type(self, candidate: Candidate, lemma: str, heads: Heads, counted: frozenset[str]) -> str | None:
        """Return the type that the predicate's words give, without the harm that it counts; ``counted`` are the nouns of its figures."""
        if candidate.kind == "noun":
            return self.noun_type(candidate.token)
        if candidate.kind == "copula" and ((state := self.copula_type(candidate, heads)) is not None or lemma == candidate.token.lemma):
            return state
        found = self.reading(candidate, lemma, heads, counted)
        if found is not None:
            return found.type
        return self.carried_type(candidate, lemma, heads)

    def reading(self, candidate: Candidate, lemma: str, heads: Heads, counted: frozenset[str]) -> Reading | None:
        """Return the entry of the lexicon that fits a verb and what stands beside it, or None. "It freed only 40": a figure is what it counts."""
        entries = self.lexicon.events.verbs.get(lemma)
        if entries is None:
            return None
        verb, agent = candidate.clause, heads.agent
        objects = [core(o) for o in objects_of(verb, heads)]
        subject = agent or heads.patient
        happens = self.noun_type(core(subject)) if subject is not None and lemma in self.lexicon.events.happening else None
        natural = agent is not None and self.is_force(core(agent))
        beside: set[str] | None = None
        for entry in entries:
            if entry.beside:
                beside = beside_of(verb, heads) if beside is None else beside
                if not beside.issuperset(entry.beside):
                    continue
            if entry.object and not any(self.counts_as(o, entry.object, counted) for o in objects):
                continue
            if entry.subject and (subject is None or not self.counts_as(core(subject), entry.subject, counted)):
                continue
            if entry.type in self.lexicon.events.actors and not entry.subject and agent is not None and not self.is_actor(agent):
                continue
            if (natural and entry.type in WILLED) or (happens and happens not in NATURAL and entry.type in NATURAL):
                continue  # "the landslide blocked the road", "the fighting erupted"
            return entry
        return None

    def carried_type(self, candidate: Candidate, lemma: str, heads: Heads) -> str | None:
        """Return the type of the event noun that a verb only carries, or that it says happened, or that is behind an impact."""
        events = self.lexicon.events
        agent, patient = heads.agent, heads.patient
        if lemma in events.light and patient is not None:
            part = next((k for k in candidate.clause.kids if k.dep == "obl" and k.case == "in"), None) if patient.lemma in ("part", "role") else None
            if (found := self.noun_type(core(part or patient))) and (part is not None or (lemma != "take" and not worsens(candidate.clause) and (found not in NATURAL or lemma not in HOLDING))):
                return found
        subject = agent or patient
        if subject is not None:
            found = self.noun_type(core(subject))
            if found and (self.happens(candidate.clause, lemma) or (found in NATURAL and lemma in events.impact) or (found == "toll" and lemma in COUNTING)):
                return found
            if lemma in COUNTING and (found := self.counted_state(subject) or self.suffered(subject)):
                return found
            if subject.lemma in events.classes["water"] | events.classes["weather"] and lemma in events.impact:
                return "disaster"
        return None

    def happens(self, verb: Word, lemma: str) -> bool:
        """Whether a verb says that the event of its subject happens: "the march took place", "a fire broke out"; not "the fire took five hours"."""
        if lemma == "take":
            return any(k.dep == "obj" and k.lemma == "place" for k in verb.kids)
        return lemma in self.lexicon.events.happening and not (lemma == "break" and verb.has("compound:prt", "down", "up", "off"))

    def copula_type(self, candidate: Candidate, heads: Heads) -> str | None:
        """Return the type of a state, of a predicate noun, or of the event that is rated: "The sinking was the deadliest"."""
        own, subject = STATES.get(candidate.token.lower), heads.agent or heads.patient
        if own is not None:
            return own if subject is None or self.is_actor(subject) else None
        found = self.noun_type(core(candidate.clause)) if candidate.clause.pos in ("NOUN", "PROPN") and not candidate.clause.case else None
        if candidate.clause.case and (state := self.lexicon.events.states.get(f"{candidate.clause.case} {candidate.clause.lemma}")):
            return state if state == "consult" or subject is None or self.is_actor(subject) else None  # "was in talks to sell its kitchens", "are in custody"
        found = found if found in HAPPENED and not (found in NATURAL and subject is not None and self.is_figurative(candidate.clause, subject)) else None
        if found or subject is None:
            return found
        counted = self.counted_state(subject) or self.suffered(subject)
        rated = candidate.clause.tag in ("JJS", "JJR") or (candidate.clause.lower.endswith("est") and candidate.clause.has("det", "the"))
        of_subject = self.noun_type(subject) if rated or candidate.clause.pos == "NUM" else None
        return counted or (of_subject if of_subject in HAPPENED else None)

    def suffered(self, subject: Word) -> str | None:
        """Return the harm of several, told of as a subject: "The dead | were rebels", "Deaths | passed 40"; not "The murder | remains unsolved"."""
        several = subject.tag == "NNS" or subject.lower in ("dead", "deceased", "wounded", "injured", "missing", "displaced")
        return self.noun_type(core(subject)) if several and self.noun_type(core(subject)) in ("kill", "wound") else None

    def counted_state(self, subject: Word) -> str | None:
        """Return the harm whose number is spoken of: "the number of dead", "the count of deaths"."""
        if subject.lemma not in ("number", "count", "figure", "tally", "total", "rate"):
            return None
        of = next((k for k in subject.kids if k.dep == "nmod"), None)
        return None if of is None else STATES.get(of.lemma) or self.noun_type(of)

    def noun_type(self, noun: Word) -> str | None:
        """Return the type of an event noun: with the word before it where that tells, "general strike", "death toll"."""
        nouns = self.lexicon.events.nouns
        if self.nature.is_storm(noun):
            return "disaster"
        for kid in noun.kids:
            if kid.dep in ("compound", "amod") and (found := nouns.get(f"{kid.lemma} {noun.lemma}")):
                return None if found == "none" else found
        found = nouns.get(noun.lemma)
        if found == "toll" and any(k.dep == "nmod" and k.case == "on" and k.lower not in DAYS for k in noun.kids):
            return None  # "took its toll on the party"
        if noun.lemma == "attack" and self.is_verbal(noun):
            return "accuse"
        figure = self.figure_of(noun) if found == "disaster" else None
        return found if figure is None else nouns.get(figure.lemma)

    def is_verbal(self, attack: Word) -> bool:
        """Whether an attack is one of words: "her attacks on Lina Marek", "an attack on the ruling"; not "an attack on the village"."""
        on = next((core(k) for k in attack.kids if k.dep == "nmod" and k.case == "on"), None)
        if on is None:
            return False
        said = any(self.is_of(on, kind) for kind in ("thought", "paper", "decision"))
        return said or (attack.child("nmod:poss") is not None and any(self.is_of(on, kind) for kind in ("individual", "critic", "official")))

    def figure_of(self, noun: Word) -> Word | None:
        """Return what a disaster is only a figure of speech for: "a storm of | protest", "a wave of | arrests"; not "an outbreak of cholera", "the flood of 2019"."""
        of = next((k for k in noun.kids if k.dep == "nmod" and k.case == "of" and k.pos == "NOUN"), None)
        if of is None or of.lower in DAYS or any(of.lemma in self.lexicon.events.classes[kind] for kind in NATURE):
            return None
        return of

    # --- classes ----------------------------------------------------------------------------------------------------

    def counts_as(self, word: Word, kind: str, counted: frozenset[str]) -> bool:
        """Whether a word is of a class, or a figure of such; one that counts nothing that is named counts people: "19 were freed"."""
        if word.pos != "NUM":
            return self.is_of(word, kind)
        return kind == "person" if not counted else not counted.isdisjoint(self.lexicon.events.classes.get(kind, frozenset()))

    def is_force(self, word: Word) -> bool:
        """Whether a word names a force of nature, an accident or a thing of the mind: "the practice clashes with their faith"."""
        classes = self.lexicon.events.classes
        return self.lexicon.events.nouns.get(word.lemma) in NATURAL or self.nature.is_storm(word) or any(word.lemma in classes[kind] for kind in ("water", "weather", "slide", "thought"))

    def is_of(self, word: Word, kind: str) -> bool:
        """Whether a word is of a class: by its lemma, or by the name that it is in."""
        listed = self.lexicon.events.classes.get(kind, frozenset())
        if word.lemma in listed or word.lower in listed or word.lower.removesuffix("s") in listed or (kind == "weather" and self.nature.is_storm(word)):
            return True
        if word.pos != "PROPN":
            return any(k.dep == "compound" and f"{k.lemma} {word.lemma}" in self.lexicon.events.classes.get(kind, ()) for k in word.kids)
        label = self.label(word)
        return kind == "named" or (kind in ("person", "individual") and label == "PER") or (kind == "group" and label == "ORG") or (kind == "place" and label == "LOC")

    def is_figurative(self, disaster: Word, subject: Word) -> bool:
        """Whether somebody is called a disaster: "Ann Roe would be a disaster"; not "Lorenzo was a hurricane"."""
        subject = core(subject)
        return subject.lower in ("he", "she", "i", "you", "we") or (disaster.lemma == "disaster" and self.is_of(subject, "individual"))

    def is_actor(self, word: Word) -> bool:
        """Whether somebody acts: a name, a person, a body, a state; not a thing that "supports" or "offers"."""
        word = core(word)
        if word.pos in ("PROPN", "NUM", "SYM") or word.tag in ("NNP", "NNPS"):
            return True
        if word.pos in ("PRON", "DET"):
            return word.lower not in PRONOUNS or word.lower == "those"
        if word.lemma.endswith(HUMAN):
            return True
        classes, sources = self.lexicon.events.classes, self.lexicon.cues.sources
        if any(word.lemma in classes[kind] for kind in ("person", "combatant", "official", "crowd", "prisoner")):
            return True
        return any(word.lemma in listed or word.lower in listed for name, listed in sources.items() if name != "document") or word.child("nummod") is not None
