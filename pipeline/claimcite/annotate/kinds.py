"""What kind of source somebody is, and whom a person speaks for."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from claimcite.annotate.names import Names
from claimcite.annotate.ud import case_of, child, phrase
from claimcite.lexicon import Lexicon
from claimcite.parse import Parse
from claimcite.records import Entity, SourceKind

PERSONAL = frozenset({"he", "she", "i", "him", "her"})
GROUP = frozenset({"it", "they", "we", "them"})
PLURAL = ("NNS", "NNPS")
#: Offices whose field stands before them: "Health Minister".
PORTFOLIOS = frozenset({"minister", "secretary", "lawyer", "attorney", "commissioner"})


def kind_of(head: Token, body: Entity | None, lexicon: Lexicon) -> SourceKind | None:
    """Return what kind of source a noun or pronoun is, ``body`` the name at it; None for what can hardly speak.

    Persons whose names stand in the phrase are not looked for here.
    """
    lower = head.lower_
    if lower in PERSONAL:
        return "person"
    if lower in GROUP:
        return "organisation" if lower == "it" else "people"
    return of_body(body, lexicon) if body is not None else of_noun(head, lexicon)


def of_body(body: Entity, lexicon: Lexicon) -> SourceKind:
    """Return the kind of a named source: outlets are media, countries states."""
    sources = lexicon.cues.sources
    name = (body.name or body.text).lower()
    words = set(name.split())
    if name in sources["state"]:
        return "state"
    if body.label == "ORG" and name.partition(" of ")[0].rpartition(" ")[2] in sources["people"] - {"police", "media"}:
        return "people"  # "Pela Democrats", "Associates of Roe"
    if words & sources["media"]:
        return "media"
    if words & sources["organisation"]:
        return "organisation"  # the World Health Organization has a site too
    if lexicon.outlets.from_name(body.text) is not None:
        return "media"
    if words & sources["state"] or body.label == "LOC":
        return "state"
    return "organisation" if body.label == "ORG" else "person"


def of_noun(head: Token, lexicon: Lexicon) -> SourceKind | None:
    """Return the kind of a described source: by the lists, a compound before its noun, "the coast guard" before "a guard"."""
    sources = lexicon.cues.sources
    lower, lemma = head.lower_, head.lemma_.lower()
    words = [*([f"{head.nbor(-1).lower_} {lower}"] if head.i else []), lower, *([lemma] if lower not in sources["people"] else [])]
    owner = child(head, "nmod:poss")
    if lower == "office" and owner is not None and owner.lemma_.lower() in sources["person"]:
        return "state"  # "the mayor's office"
    if lower == "paper" and child(head, "acl") is not None:
        return "document"  # "a paper published in a journal"
    if lower in sources["collective"]:
        return "people"
    for kind in ("document", "state", "media", "organisation"):
        listed = next((w for w in words if w in sources[kind]), None)
        if listed is not None and (kind != "state" or listed == "police" or listed not in sources["people"]):
            return kind
    if head.pos_ == "PROPN" and "." in lower.strip("."):
        return "media"  # "Pelafacts.info"
    person = lemma in sources["person"] or lemma in lexicon.events.kinds or is_profession(lemma)
    if lower in sources["people"] and (lower.endswith("s") or head.tag_ in PLURAL):
        return "people"
    if head.tag_ in PLURAL and (person or lemma in sources["people"]):
        return "people"
    if not person and head.pos_ == "PROPN" and any(c.lower_ == "the" for c in head.children):
        return "organisation"  # "The Brine", a name of no known kind, is no person
    return "person" if person or lemma in sources["people"] or head.pos_ == "PROPN" else None


def is_profession(lemma: str) -> bool:
    """Whether a noun is made as words for those who do or study something are.

    >>> is_profession("geologist"), is_profession("physician"), is_profession("checklist"), is_profession("twist")
    (True, True, False, False)
    """
    return lemma.endswith(("ician", "ologist")) or (len(lemma) > 6 and lemma.endswith("ist") and not lemma.endswith(("klist", "tlist", "hlist", "ylist", "twist")))


def affiliation(tokens: Sequence[Token], inside: Sequence[Entity], person: Entity | None, parse: Parse, lexicon: Lexicon, names: Names) -> str | None:
    """Return whom a person speaks for: "NFL spokesman X", "the ministry's spokesman", "a spokesman for the NFL"."""
    titles = lexicon.cues.sources["person"]
    if not any(t.lemma_.lower() in titles or t.lower_ in titles for t in tokens):
        return None
    for entity in inside:
        if entity.label in ("ORG", "LOC") and entity is not person and not (person and person.span.overlaps(entity.span)) and not is_portfolio(entity, parse):
            return entity.name or entity.text
    for token in tokens:
        office = token.head.lower_ in titles and (token.head.lower_ not in PORTFOLIOS or token.text.isupper())
        if token.dep_ == "compound" and token.text[:1].isupper() and office:
            before = token.nbor(-1) if token.i else None
            if (before is None or before.pos_ != "PROPN") and (name := names.resolve(token.text, "ORG")) not in (None, token.text if not token.text.isupper() else None):
                return name  # "Observatory head Jo Roe", not "United | States Attorney" nor "Study author Jo Roe"
        if token.pos_ == "NOUN" and (token.dep_ == "nmod:poss" or (token.dep_ == "nmod" and case_of(token) in ("for", "of", "at", "from") and token.head.pos_ in ("NOUN", "PROPN"))):
            return parse.of_tokens(phrase(token, appos=False)).of(parse.text).removesuffix("'s").removesuffix("’s")
    return None


def is_portfolio(entity: Entity, parse: Parse) -> bool:
    """Whether what was taken for a body is what an office is about: "Health Minister", "Defence lawyer", not "NATO Secretary"."""
    last = parse.tokens(entity.span)[-1]
    follows = last.i + 1 < len(last.doc) and last.nbor().lower_ in PORTFOLIOS
    return follows and entity.label == "ORG" and " " not in entity.text and not entity.text.isupper()
