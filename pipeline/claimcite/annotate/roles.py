"""What a text calls those whom it names: "the transport minister, Ann Roe", "the Observatory, a war monitor"; later only "the minister"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from spacy.tokens import Token

from claimcite.annotate.ud import case_of, child, children
from claimcite.parse import Parse
from claimcite.records import Entity

#: What parts a description from another of the same noun: "the transport minister" and "the interior minister".
MODIFIERS = ("amod", "compound", "nmod:poss")
#: These make another person of one with the same office: "the minister" is not "former minister Ann Roe".
OTHERS = frozenset({"former", "ex", "late", "vice", "deputy", "assistant", "then", "prime", "acting", "incoming", "outgoing", "shadow"})


@dataclass(slots=True)
class Roles:
    """Descriptions by their noun: the words that narrow it down, and who is so described."""

    known: dict[str, list[tuple[frozenset[str], str]]] = field(default_factory=dict)

    def learn(self, parse: Parse, entities: Iterable[Entity], titles: AbstractSet[str]) -> None:
        """Take the descriptions that stand beside names, and the ``titles`` that stand before them with capitals."""
        for entity in entities:
            if entity.label != "LOC" and entity.name:
                tokens = list(parse.tokens(entity.span))
                for noun in described_by(tokens):
                    self.known.setdefault(noun.lemma_.lower(), []).append((narrowed(noun), entity.name))
                if entity.label == "PER" and (title := titled(parse, entity, titles)) is not None:
                    self.known.setdefault(title[0], []).append((title[1], entity.name))

    def name(self, head: Token) -> str | None:
        """Return who "the minister" is: the one whom the text has described so, and nobody else."""
        known = self.known.get(head.lemma_.lower())
        if known is None or head.tag_ in ("NNS", "NNPS") or not any(c.lower_ == "the" for c in children(head, "det")) or is_another(head):
            return None
        words = narrowed(head)
        names = {name for narrowing, name in known if words <= narrowing and words & OTHERS == narrowing & OTHERS}
        return names.pop() if len(names) == 1 else None


def described_by(name: list[Token]) -> Iterator[Token]:
    """Yield the nouns that describe a name: before it, "spokesman Jo Roe", or in apposition to it, on either side."""
    inside = {t.i for t in name}
    before = name[0].nbor(-1) if name[0].i else name[0]
    if before.pos_ == "NOUN" and before.sent == name[0].sent:
        yield before
    for token in name:
        head = token.head
        if head.i not in inside and head.pos_ == "NOUN" and token.dep_ in ("appos", "flat"):
            yield head
        for c in children(token, "appos", "nmod:desc", "compound", "flat"):
            if c.i not in inside and c.pos_ == "NOUN" and child(c, "case") is None:
                yield c


def is_another(noun: Token) -> bool:
    """Whether what stands behind a noun makes somebody else of him: "the judge | in that case", "the minister | who resigned"."""
    if noun.dep_ == "appos" or any(c.pos_ == "PROPN" and c.dep_ in ("appos", "flat", "nmod:desc") for c in noun.children):
        return False  # "the judge presiding over the case, Ann Roe"
    return any(c.dep_ in ("acl", "acl:relcl") or (c.dep_ == "nmod" and case_of(c) in ("in", "at", "from", "on", "with")) for c in noun.children if c.i > noun.i)


def titled(parse: Parse, entity: Entity, titles: AbstractSet[str]) -> tuple[str, frozenset[str]] | None:
    """Return the office before a person's name and the words that narrow it: "Oru Mines | Minister | Ann Roe"; None where there is none."""
    doc, last = parse.doc, parse.places(entity.span).start - 1
    if last < 0 or doc[last].pos_ != "PROPN" or doc[last].lower_ not in titles or not doc[last].text[:1].isupper():
        return None
    first = last
    while first > 0 and not doc[first].is_sent_start and doc[first - 1].pos_ in ("PROPN", "ADJ") and doc[first - 1].text[:1].isalpha():
        first -= 1
    return doc[last].lower_, frozenset(t.lemma_.lower() for t in doc[first:last])


def narrowed(noun: Token) -> frozenset[str]:
    """Return the words before a noun that say which one it is."""
    return frozenset(c.lemma_.lower() for c in children(noun, *MODIFIERS) if c.i < noun.i)
