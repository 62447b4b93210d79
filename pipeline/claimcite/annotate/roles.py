"""What a text calls those whom it names: "the transport minister, Ann Roe", "the Observatory, a war monitor"; later only "the minister"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from claimcite.annotate.ud import child, children
from claimcite.parse import Parse
from claimcite.records import Entity

#: What parts a description from another of the same noun: "the transport minister" and "the interior minister".
MODIFIERS = ("amod", "compound", "nmod:poss")


@dataclass(slots=True)
class Roles:
    """Descriptions by their noun: the words that narrow it down, and who is so described."""

    known: dict[str, list[tuple[frozenset[str], str]]] = field(default_factory=dict)

    def learn(self, parse: Parse, entities: Iterable[Entity]) -> None:
        """Take the descriptions that stand beside names."""
        for entity in entities:
            if entity.label != "LOC" and entity.name:
                tokens = list(parse.tokens(entity.span))
                for noun in described_by(tokens):
                    self.known.setdefault(noun.lemma_.lower(), []).append((narrowed(noun), entity.name))

    def name(self, head: Token) -> str | None:
        """Return who "the minister" is: the one whom the text has described so, and nobody else."""
        known = self.known.get(head.lemma_.lower())
        if known is None or head.tag_ in ("NNS", "NNPS") or not any(c.lower_ == "the" for c in children(head, "det")):
            return None
        words = narrowed(head)
        names = {name for narrowing, name in known if words <= narrowing}
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


def narrowed(noun: Token) -> frozenset[str]:
    """Return the words before a noun that say which one it is."""
    return frozenset(c.lemma_.lower() for c in children(noun, *MODIFIERS) if c.i < noun.i)
