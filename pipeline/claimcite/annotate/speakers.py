"""Who a source is: its full name, kind, and whom it speaks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from claimcite.annotate.kinds import GROUP, PERSONAL, PLURAL, affiliation, kind_of, of_noun
from claimcite.annotate.names import BODIES, HONORIFICS, Names, bare
from claimcite.annotate.pronouns import is_done_to, root_of
from claimcite.annotate.ud import child, children, phrase
from claimcite.lexicon import Lexicon
from claimcite.parse import Parse
from claimcite.records import Entity, SourceKind, Speaker
from claimcite.spans import Span, SpanIndex

#: How many sentences back a pronoun looks for the one it stands for.
REACH = 3
INDEFINITE = frozenset({"a", "an", "some", "one", "several", "many", "two", "three", "another"})
#: How a name hangs on the noun that describes the same person.
BESIDE = frozenset({"appos", "flat", "nmod:desc", "compound"})


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
    quotes: SpanIndex[Span]
    aggregate: bool
    pronouns: Mapping[int, str] = field(default_factory=dict)
    heard: list[tuple[int, str, str]] = field(default_factory=list)

    def note(self, sentence: int, kind: str, name: str) -> None:
        """Remember that ``name`` spoke or acted in a sentence, empty for somebody unnamed; ``kind`` is "person" or "body"."""
        self.heard.append((sentence, kind, name))

    def note_actor(self, number: int, roots: Sequence[Token]) -> None:
        """Remember the subject of a sentence without a saying, by its root: "it" and "he" in the next one may stand for it."""
        subject = child(roots[0], "nsubj", "nsubj:pass") if roots else None
        if subject is not None and self.entities.touching(self.parse.span(subject.i, subject.i + 1)):
            body = self.at(subject, self.entities.within(self.parse.of_tokens(phrase(subject, conj=False))))
            if body is not None and body.name:
                self.note(number, "person" if body.label == "PER" else "body", body.name)

    def antecedent(self, pronoun: str, sentence: int) -> str | None:
        """Return the name that a pronoun stands for: the last one of its kind that spoke, within a few sentences."""
        kind = "person" if pronoun in PERSONAL else "body"
        latest, names = None, set[str]()
        for at, heard_kind, name in reversed(self.heard):
            if sentence - at > REACH or (latest is not None and at != latest):
                break
            if heard_kind == kind and at <= sentence:
                latest = at
                names.add(name)
        # two people in one sentence: "he" may be either; "Police said that …, but on Monday they revised …": nobody with a name
        return (names.pop() or None) if len(names) == 1 and not self.aggregate else None

    def speaker(self, head: Token, tokens: Sequence[Token], sentence: int) -> Voice:
        """Return the source whose phrase is ``tokens``, ``head`` its head."""
        span = self.parse.of_tokens(tokens)
        inside = self.entities.within(span)
        body, person = self.at(head, inside), self.person(head, tokens, inside)
        called = self.called(tokens, body) or self.outlet(head, span)
        person = None if called is not None else person
        listed = called or ("person" if person is not None else kind_of(head, body, self.lexicon))
        kind = listed or ("people" if head.tag_ in ("NNS", "NNPS") else "person")
        name = self.name(head, body, person, inside, sentence)
        definite = not any(c.lower_ in INDEFINITE for c in head.children) and not is_bare_plural(head)
        named = name is not None or (kind in ("state", "organisation", "media") and definite and head.pos_ in ("NOUN", "PROPN"))
        spoken_for = affiliation(tokens, inside, person, self.parse, self.lexicon, self.names) if kind == "person" else None
        if name is not None or (listed is not None and head.pos_ != "PRON"):
            self.note(sentence, "person" if kind == "person" else "body", name or "")
        return Voice(Speaker(span, span.of(self.parse.text), name, kind, named, spoken_for), listed is not None)

    def name(self, head: Token, body: Entity | None, person: Entity | None, inside: Sequence[Entity], sentence: int) -> str | None:
        """Return the full name of a source: of the person or body in its phrase, or of whom a pronoun or description stands for."""
        if head.lower_ == "we":
            return None  # whom a text's own voice or a speaker counts in, nobody knows
        if head.lower_ in PERSONAL | GROUP:
            at = self.parse.starts[head.i]
            quoted = head.lower_ != "i" and bool(self.quotes.touching(Span(at, at + 1)))  # whom a speaker speaks of, the text need not have named
            known = self.pronouns.get(head.i, None if quoted else self.antecedent(head.lower_, sentence))
            name = known or None  # empty for somebody without a name: "A guard came. He said …"
            behind = self.entities.within(Span(at, self.parse.sentences[sentence].span.end))
            return None if any(e.name == name and is_done_to(root_of(self.parse.tokens(e.span)), head) for e in behind) else name  # "he called Roe a liar": he is not Roe
        if any(c.tag_ in PLURAL or (c.pos_ == "PROPN" and self.at(c, inside) is not None) for c in children(head, "conj")):
            return None  # "Ann Roe and Jo Lind", "Ann Roe or party leaders"
        if person is not None:
            return person.name
        if body is not None and not any(c.dep_ == "nmod:poss" and c.i > head.i for c in head.children):
            return body.name
        if head.text[:1].isupper() and head.pos_ == "PROPN" and head.lower_ not in HONORIFICS:
            words = capitals_before(head)
            if words and (head.lower_ in BODIES or any(c.lower_ == "the" for c in head.children)):  # "the Kestran Interior Ministry", where no entity was found
                return self.names.resolve(f"{words} {head.text}", "ORG")
            name = self.names.resolve(head.text, "PER")
            return name if name != bare(head.text) else None if words else self.names.resolve(head.text, "ORG")
        media = head.lower_ in self.lexicon.cues.sources["media"]
        roots = ((e, root_of(self.parse.tokens(e.span))) for e in inside if e.label != "LOC")
        beside = next((e for e, root in roots if is_beside(root, head) or (media and root.dep_ == "compound" and root.head.i == head.i)), None)
        return beside.name if beside is not None else self.names.described(head)

    def called(self, tokens: Sequence[Token], body: Entity | None) -> SourceKind | None:
        """Return what kind of body the words before a name say that it is: "state news agency Orupress" is no person."""
        first = self.parse.places(body.span).start if body is not None else 0
        noun = next((t for t in tokens if t.i == first - 1 and t.pos_ in ("NOUN", "PROPN")), None)
        if noun is None or noun.lower_ in self.lexicon.names.titles:
            return None
        if body is not None and body.label == "PER" and " " in body.text and noun.lemma_.lower() in self.lexicon.cues.sources["person"]:
            return None  # "broadcaster Ann Roe"
        kind = of_noun(noun, self.lexicon)
        return kind if kind in ("media", "organisation", "state") else None

    def outlet(self, head: Token, span: Span) -> SourceKind | None:
        """Return that a name is an outlet's: "The Pela Post", taken for a person."""
        if head.pos_ != "PROPN":
            return None
        text = span.of(self.parse.text)
        known = self.lexicon.outlets.from_name(text) or (self.lexicon.outlets.from_name(text.replace(" ", "")) if text.startswith(("The ", "the ")) else None)
        return "media" if known is not None and known.id != "who.int" else None

    def addressed(self, head: Token) -> str | None:
        """Return the name of whom something is told: of its head, not of a part, "a crowd in Pela"."""
        tokens = phrase(head)
        inside = self.entities.within(self.parse.of_tokens(tokens))
        named = self.person(head, tokens, inside) or self.at(head, inside)
        return named.name if named is not None else None

    def at(self, head: Token, inside: Sequence[Entity]) -> Entity | None:
        """Return the entity that a head is a word of; the house of "Oru House's archive" is not the archive, whatever the parser says."""
        start = self.parse.starts[head.i]
        return next((e for e in inside if e.span.start <= start < e.span.end and not self.owns(e, head)), None)

    def owns(self, entity: Entity, head: Token) -> bool:
        """Whether what stands behind a name and its "'s" is what the sentence speaks of."""
        last = self.parse.places(entity.span)[-1]
        doc = head.doc
        return last + 2 < len(doc) and doc[last + 1].tag_ == "POS" and doc[last + 2].pos_ in ("NOUN", "ADJ", "PROPN") and head.dep_ != "nmod:poss"

    def person(self, head: Token, tokens: Sequence[Token], inside: Sequence[Entity]) -> Entity | None:
        """Return the person whom a phrase names: at its head, beside it, or at its end behind an office.

        Not in "advisers to Ann Roe" nor in "the Roe regime".
        """
        for entity in inside:
            words = self.parse.tokens(entity.span)
            if entity.label != "PER" or (words[-1].i < tokens[-1].i and words[-1].nbor().tag_ == "POS"):
                continue  # "Ann Roe's lawyer"
            if words[0].i <= head.i <= words[-1].i or is_beside(root_of(words), head) or self.ends(words, head, tokens):
                return entity
        return None

    def ends(self, name: TokenSpan, head: Token, tokens: Sequence[Token]) -> bool:
        """Whether a name ends a phrase behind an office: "Pela Port's manager, | Ann Roe", "one of the guards, Jo Lind", "guard Jo Lind"."""
        if name[-1].i != tokens[-1].i or name[0].i < tokens[0].i + 1:
            return False
        titles = self.lexicon.names.titles
        last = name[0].nbor(-1)
        if last.text == "," and last.i > tokens[0].i:
            trade = last.nbor(-1)
            if trade.tag_ == "NN" and (trade.lower_ in titles or trade.lower_ in self.lexicon.cues.sources["person"]):
                return True
        before = [t for t in tokens if t.i < name[0].i and t.lower_ not in titles]
        office = (head.lower_ == "one" or head.lower_ in titles) and bool(before) and before[-1].text == ","
        return bool(before) and (office or before[-1].pos_ in ("PROPN", "NOUN")) and not head.lower_.endswith("s")


def is_bare_plural(head: Token) -> bool:
    """Whether a noun speaks of some of its kind: "aid groups", not "the groups", "both groups" or "its groups"."""
    named = head.text[:1].isupper() and not head.is_sent_start
    return head.tag_ == "NNS" and not named and head.lower_ != "police" and child(head, "det", "det:predet", "nmod:poss", "nummod") is None


def capitals_before(head: Token) -> str:
    """Return the capitalised words of a phrase that stand right before its head."""
    first = head.i
    while first > head.left_edge.i and head.doc[first - 1].pos_ in ("PROPN", "ADJ", "VERB") and head.doc[first - 1].text[:1].isupper():
        first -= 1
    return " ".join(t.text for t in head.doc[first : head.i])


def is_beside(root: Token, head: Token) -> bool:
    """Whether a name describes the same as a noun: "spokesman Jo Roe", "the mayor, Jo Roe", "the carmaker Oru Motors"."""
    for _ in range(4):
        if root.i == head.i:
            return True
        if root.dep_ not in BESIDE or (root.dep_ == "compound" and root.head.i > root.i):
            return False
        root = root.head
    return False
