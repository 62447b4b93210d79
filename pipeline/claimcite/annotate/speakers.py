"""Who a source is: its phrase, full name, kind, and whom it speaks for."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from claimcite.annotate.names import Names, bare
from claimcite.annotate.ud import case_of, children, phrase
from claimcite.lexicon import Lexicon
from claimcite.parse import Parse
from claimcite.records import Entity, SourceKind, Speaker
from claimcite.spans import SpanIndex

PERSONAL = frozenset({"he", "she", "i", "him", "her"})
GROUP = frozenset({"it", "they", "we", "them"})
DAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today"])
#: How many sentences back a pronoun looks for the one it stands for.
REACH = 3


@dataclass(frozen=True, slots=True)
class Voice:
    """A source, and whether it is one that can speak."""

    record: Speaker
    plausible: bool


@dataclass(slots=True)
class Cast:
    """Knows the people and organisations of a document while it is read from front to back."""

    parse: Parse
    lexicon: Lexicon
    names: Names
    entities: SpanIndex[Entity]
    aggregate: bool
    heard: list[tuple[int, str, str]] = field(default_factory=list)

    def note(self, sentence: int, kind: str, name: str) -> None:
        """Remember that ``name`` spoke or acted in a sentence, empty for somebody unnamed; ``kind`` is "person" or "body"."""
        self.heard.append((sentence, kind, name))

    def antecedent(self, pronoun: str, sentence: int) -> str | None:
        """Return the name that a pronoun stands for: the last one of its kind that spoke, within a few sentences."""
        kind = "person" if pronoun in PERSONAL else "body" if pronoun in GROUP else ""
        if not kind or self.aggregate:
            return None
        near = [(at, name) for at, heard_kind, name in self.heard if heard_kind == kind and 0 <= sentence - at <= REACH]
        last = max((at for at, _ in near), default=None)
        names = {name for at, name in near if at == last}
        # two people in one sentence: "he" may be either; "Police said that …, but on Monday they revised …": nobody with a name
        return (names.pop() or None) if len(names) == 1 else None

    def speaker(self, head: Token, tokens: list[Token], sentence: int) -> Voice:
        """Return the source whose phrase is ``tokens``, ``head`` its head."""
        span = self.parse.of_tokens(tokens)
        text = span.of(self.parse.text)
        inside = self.entities.within(span)
        name, person = self.name(head, inside, sentence)
        kind = self.kind(head, inside, person)
        definite = not any(t.lower_ in ("a", "an", "some", "one", "several", "many", "two", "three", "another") for t in tokens if t.head == head)
        named = name is not None or (kind in ("state", "organisation", "media") and definite and head.pos_ in ("NOUN", "PROPN"))
        plausible = kind is not None
        kind = kind or ("people" if head.tag_ in ("NNS", "NNPS") else "person")
        speaker = Speaker(span, text, name, kind, named, self.affiliation(tokens, head, inside, person))
        if name is not None:
            self.note(sentence, "person" if kind == "person" else "body", name)
        elif plausible and head.pos_ != "PRON":
            self.note(sentence, "person" if kind == "person" else "body", "")
        return Voice(speaker, plausible)

    def name(self, head: Token, inside: list[Entity], sentence: int) -> tuple[str | None, Entity | None]:
        """Return the full name of a source, and the person in its phrase if there is one."""
        lower = head.lower_
        if lower in PERSONAL or lower in GROUP:
            return self.antecedent(lower, sentence), None
        person = next((e for e in inside if e.label == "PER" and self.stands_alone(e)), None)
        if person is not None:
            return person.name, person
        at_head = next((e for e in inside if e.span.start <= self.parse.starts[head.i] < e.span.end), None)
        if at_head is not None and not any(c.dep_ == "nmod:poss" and c.i > head.i for c in head.children):
            return at_head.name, None
        if head.text[:1].isupper() and head.pos_ == "PROPN":
            person_name = self.names.resolve(bare(head.text), "PER")
            resolved = person_name if person_name != bare(head.text) else self.names.resolve(bare(head.text), "ORG")
            return resolved, None
        return self.names.described(head), None

    def stands_alone(self, person: Entity) -> bool:
        """Whether a name is the person spoken of, and no part of another noun: "the Assad regime", "Khan's office"."""
        tokens = self.parse.tokens(person.span)
        inside = {t.i for t in tokens}
        root = next((t for t in tokens if t.head.i not in inside), tokens[-1])
        titles = self.lexicon.cues.sources["person"]
        return not (root.dep_ in ("compound", "nmod:poss", "amod") and root.head.i > root.i and root.head.pos_ == "NOUN" and root.head.lower_ not in titles)

    def kind(self, head: Token, inside: list[Entity], person: Entity | None) -> SourceKind | None:
        """Return what kind of source it is; None for what can hardly speak."""
        sources = self.lexicon.cues.sources
        lower, lemma = head.lower_, head.lemma_.lower()
        if person is not None or lower in PERSONAL:
            return "person"
        at_head = next((e for e in inside if e.span.start <= self.parse.starts[head.i] < e.span.end), None)
        words = {w.lower() for w in (at_head.name or at_head.text).split()} if at_head is not None else set()
        if (at_head is not None and self.lexicon.outlets.from_name(at_head.text) is not None) or words & sources["media"]:
            return "media"
        if words & sources["state"] or (at_head is not None and at_head.label == "LOC"):
            return "state"
        for kind in ("document", "state", "media", "organisation"):
            if (lower in sources[kind] or lemma in sources[kind]) and not (kind == "state" and lower in sources["people"] and at_head is None and lower != "police"):
                return kind
        if at_head is not None:
            return "organisation" if at_head.label == "ORG" else "person"
        if lower == "it":
            return "organisation"
        if lower in GROUP or ((lower in sources["people"] or lemma in sources["people"] | sources["person"]) and head.tag_ in ("NNS", "NNPS")):
            return "people"
        if head.tag_ in ("NNS", "NNPS") and (lemma in self.lexicon.events.kinds or lower in ("others", "people")):
            return "people"
        if lower in sources["people"] and lower.endswith("s"):
            return "people"
        return "person" if lemma in sources["person"] | sources["people"] or lemma in self.lexicon.events.kinds or head.pos_ == "PROPN" else None

    def affiliation(self, tokens: list[Token], head: Token, inside: list[Entity], person: Entity | None) -> str | None:
        """Return whom a person speaks for: "NFL spokesman X", "the ministry's spokesman", "a spokesman for the NFL"."""
        lemma = head.lemma_.lower()
        titles = self.lexicon.cues.sources["person"]
        if person is None and lemma not in titles:
            return None
        if not any(t.lemma_.lower() in titles or t.lower_ in titles for t in tokens):
            return None
        for entity in inside:
            if entity.label in ("ORG", "LOC") and entity is not person and not (person and person.span.overlaps(entity.span)):
                return entity.name or entity.text
        for token in tokens:
            if (token.dep_ == "nmod:poss" and token.pos_ == "NOUN") or (token.dep_ == "nmod" and case_of(token) in ("for", "of", "at", "from") and token.pos_ == "NOUN"):
                return self.parse.of_tokens(phrase(token, appos=False)).of(self.parse.text).removesuffix("'s").removesuffix("’s")
        return None


def source_phrase(head: Token) -> list[Token]:
    """Return the phrase of a source: with apposition, without relative clauses."""
    tokens = phrase(head)
    for i, token in enumerate(tokens):  # "The U.S. Army on Thursday said"
        if i and token.lower_ in DAYS and tokens[i - 1].pos_ == "ADP":
            tokens = tokens[: i - 1]
            break
        if i and token.lower_ in DAYS and token.dep_ not in ("compound", "nmod:poss"):
            tokens = tokens[:i]
            break
    while len(tokens) > 1 and ((tokens[-1].is_punct and tokens[-1].text not in ('"', ")")) or tokens[-1].dep_ in ("cc", "mark") or tokens[-1].tag_ in ("WDT", "WP", "WP$", "CC", "IN")):
        tokens.pop()
    late = [c for c in children(head, "conj") if c.pos_ in ("VERB", "AUX")]
    cut = min((min(t.i for t in c.subtree) for c in late), default=None)
    if cut is not None:
        tokens = [t for t in tokens if t.i < cut]
        while len(tokens) > 1 and (tokens[-1].is_punct or tokens[-1].dep_ == "cc"):
            tokens.pop()
    return tokens or [head]
