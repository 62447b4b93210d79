"""Persons, organisations and places, each with the full name that it goes by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator

import numpy as np
from spacy.attrs import IS_ALPHA, IS_UPPER
from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from claimcite.annotate.names import Names, introduced
from claimcite.lexicon import NameWords
from claimcite.parse import LABELS, Parse
from claimcite.records import Entity, EntityLabel
from claimcite.spans import Span

#: The token ranges of names, with what they name; no two share a token.
Found = dict[tuple[int, int], EntityLabel]
#: Nationalities and the like are no names of places or organisations on their own: "Russian warplanes".
DEMONYM = re.compile(r"(?:[A-Z]\w+(?:ian|ean|ese|ish|isan|ench|utch|ekh|Greek|Thai|Swiss|Iraqi|Israeli|Yemeni|Saudi|Omani|Emirati|Qatari|Bengali|Pakistani|Afghan|Turk|Kurd|Arab|Russian)s?|French|Dutch|Greek|Czech|Iraqi|Israeli|Yemeni|Saudi|Pakistani|Afghan|Kurdish)$")


def find_entities(parse: Parse, words: NameWords) -> tuple[tuple[Entity, ...], Names]:
    """Return the entities in order, ids not yet given, and the names of the document.

    The model's names come first; then the acronyms that the text introduces, and places that stand where only a place does.
    """
    doc = parse.doc
    found = modelled(doc, words)
    acronyms = introduced(parse.text)
    widen(parse, found, acronyms.values())
    taken = {i for first, last in found for i in range(first, last)}
    if acronyms:
        found.update({(t.i, t.i + 1): "ORG" for t in doc if t.i not in taken and t.text.replace(".", "") in acronyms})
    unite_labels(doc, found)
    found.update(dict.fromkeys(places(doc, found, words), "LOC"))
    names = Names()
    names.learn([(parse.span(*at).of(parse.text), found[at]) for at in sorted(found) if not is_family(doc, at, found[at])], parse.text)
    found.update(dict.fromkeys(initials(doc, found, names), "ORG"))
    entities = tuple(entity(parse, at, label, names) for at, label in sorted(found.items()))
    names.roles.learn(parse, entities, words.titles)
    return entities, names


def entity(parse: Parse, at: tuple[int, int], label: EntityLabel, names: Names) -> Entity:
    """Return one entity."""
    span = parse.span(*at)
    text = span.of(parse.text)
    return Entity("", span, text, label, None if is_family(parse.doc, at, label) else names.resolve(text, label))


def is_family(doc: Doc, at: tuple[int, int], label: EntityLabel) -> bool:
    """Whether a name is that of a family, "the Roes", which is nobody's alone."""
    first, last = at
    return label == "PER" and last - first == 1 and doc[first].text.endswith("s") and first > 0 and doc[first - 1].lower_ == "the" and doc[first].tag_ in ("NNS", "NNPS")


def widen(parse: Parse, found: Found, full: Collection[str]) -> None:
    """Let what a bracket abbreviates be one name, as far as it runs: "the Union of Millers and Bakers (UMB)"."""
    if not full:
        return
    pattern = re.compile("|".join(re.escape(name) for name in sorted(full, key=len, reverse=True)))
    starts = {i: at for at in found for i in range(*at)}
    for match in pattern.finditer(parse.text):
        places = parse.places(Span(*match.span()))
        within = {starts[i] for i in places if i in starts}
        if places and all(found[at] != "PER" and places.start <= at[0] and at[1] <= places.stop for at in within) and (places.start, places.stop) not in within:
            for at in within:
                del found[at]
            found[(places.start, places.stop)] = "ORG"


def modelled(doc: Doc, words: NameWords) -> Found:
    """Return the names that the model finds."""
    found: Found = {}
    for ent in doc.ents:
        at = trimmed(ent, words)
        if at is None:
            continue
        label: EntityLabel = LABELS[ent.label_]  # type: ignore[assignment]
        short = doc[at[0]].text if at[1] - at[0] == 1 else ""
        if label == "PER" and short.isupper() and 2 < len(short) <= 6:
            label = "ORG"
        found[at] = label
    return found


def trimmed(ent: TokenSpan, words: NameWords) -> tuple[int, int] | None:
    """Return the token range of a name without article, title, possessive and punctuation; None for an office or a nationality alone."""
    doc, first, last = ent.doc, ent.start, ent.end
    if ent.label_ not in LABELS:
        return None
    while first < last and (doc[first].lower_ in ("the", "a", "an") or doc[first].is_punct or doc[first].is_space or (doc[first].lower_ in words.directions and doc[first].is_lower)):
        first += 1
    while last > first and (doc[last - 1].text in ("'s", "'", "’s") or (doc[last - 1].is_punct and doc[last - 1].text != ".") or doc[last - 1].is_space):
        last -= 1
    if LABELS[ent.label_] == "PER":
        first, last = of_person(doc, first, last, words)
    if LABELS[ent.label_] == "ORG":  # "the Oru mining firm | Pela Steel"
        first = next((i + 1 for i in range(last - 2, first, -1) if doc[i].is_lower and doc[i].lower_ in words.bodies), first)
    if first == last or (LABELS[ent.label_] == "PER" and doc[last - 1].lower_ in words.titles):
        return None
    alone = doc[first] if last - first == 1 else None
    if alone is not None and ((alone.is_sent_start and alone.tag_ not in ("NNP", "NNPS", "FW", "XX", "ADD")) or (DEMONYM.match(alone.text) and is_modifier(alone))):
        return None  # "Videos circulating online": a capital at the head of a sentence makes no name
    return (first, last) if any(t.text[:1].isalnum() for t in doc[first:last]) else None


def of_person(doc: Doc, first: int, last: int, words: NameWords) -> tuple[int, int]:
    """Return the token range of a person's name without what stands around it; an empty one for a ship.

    "Ann Roe, | D-Oru", "Ann Roe | QC", "Interior Minister | Ann Roe", "minister | of Mines | Ann Roe", "mayor | of Pela Ann Roe"; a
    first name may be a title too: "Dean Roe".
    """
    if any(doc[i].is_upper and doc[i].lower_ in words.ships for i in range(max(0, first - 1), first + 1)):
        return first, first
    last = next((i for i in range(first + 1, last) if doc[i].text == "," and (i + 1 == last or doc[i + 1].lower_.strip(".") not in ("jr", "sr"))), last)
    while last > first and doc[last - 1].lower_ in words.letters and not doc[last - 1].is_lower:
        last -= 1
    first = next((i + 1 for i in range(last - 2, first - 1, -1) if doc[i].lower_.rpartition("-")[2] in words.offices), first)
    while first < last and doc[first].lower_ in words.titles and not (last - first == 2 and doc[first].lower_ in words.men):
        first += 1
    if last - first > 2 and doc[first].lower_ == "of":
        first += 2
    elif last - first == 3 and first > 1 and doc[first - 1].lower_ == "of" and doc[first - 2].lower_ in words.titles:
        first += 1
    return first, last


def is_modifier(token: Token) -> bool:
    """Whether a word stands before the noun that it describes."""
    return (token.dep_ in ("amod", "compound", "nmod") and token.head.i > token.i) or token.text.endswith("s")


def unite_labels(doc: Doc, found: Found) -> None:
    """Give a name of one word one label throughout: that of the longer name it stands for, else the one that it has most often.

    "Roe" is a person where the text has an Ann Roe, and "Oru" a company where it has an Oru Motor Company.
    """
    longer: dict[str, EntityLabel] = {}
    votes: dict[str, Counter[EntityLabel]] = {}
    for (first, last), label in found.items():
        if last - first > 1 and label != "LOC":
            word = doc[last - 1].text if label == "PER" else doc[first].text
            longer[word] = "PER" if longer.get(word) == "PER" else label
        elif last - first == 1:
            votes.setdefault(doc[first].text, Counter())[label] += 1
    for (first, last), label in list(found.items()):
        count = votes[doc[first].text] if last - first == 1 else Counter()
        if len(count) > 1:
            most = max(count.values())
            usual = label if count[label] == most else next(other for other in count if count[other] == most)
            known = longer.get(doc[first].text, usual)
            found[(first, last)] = known if known in count else usual
        elif count and label == "ORG" and count.total() == 1 and longer.get(doc[first].text) == "PER" and not doc[first].text.isupper():
            found[(first, last)] = "PER"  # "Ann Roe … Roe says"


def initials(doc: Doc, found: Found, names: Names) -> Iterator[tuple[int, int]]:
    """Yield the acronyms that no bracket introduces: the initials of a name that stands in the text."""
    taken = {i for first, last in found for i in range(first, last)}
    for place in np.flatnonzero(doc.to_array([IS_UPPER, IS_ALPHA]).all(axis=1)).tolist() if len(doc) else ():
        token = doc[place]
        if 2 < len(token) <= 6 and place not in taken and names.resolve(token.text, "ORG") not in (None, token.text):
            yield place, place + 1


# --- places ---------------------------------------------------------------------------------------------------------


def places(doc: Doc, found: Found, words: NameWords) -> list[tuple[int, int]]:
    """Return the unnamed runs of capitals behind "in", "near" or "outside" that the model missed: "a bus station in Selm"."""
    taken = {i for first, last in found for i in range(first, last)}
    ends = {last for (_, last), label in found.items() if label == "LOC"}
    runs: list[tuple[int, int]] = []
    for token in doc:
        if token.pos_ != "PROPN" or token.i in taken or token.is_sent_start or not is_name(token, words):
            continue
        if not is_where(token, words) and not (token.i - 1 in ends and follows_place(token)):
            continue
        first = token.i
        while first - 1 not in taken and not doc[first - 1].is_sent_start and doc[first - 1].pos_ in ("PROPN", "ADJ") and is_name(doc[first - 1], words) and not DEMONYM.match(doc[first - 1].text):
            first -= 1
        if token.i + 1 == len(doc) or not (token.nbor().like_num or token.nbor().text == "-"):
            runs.append((first, token.i + 1))
            ends.add(token.i + 1)
            taken.update(range(first, token.i + 1))
    return runs


def is_name(token: Token, words: NameWords) -> bool:
    """Whether a token is printed as part of a name, and is no month or weekday."""
    return is_capital(token) and token.lower_ not in words.calendar


def is_where(token: Token, words: NameWords) -> bool:
    """Whether a name stands where a place does: "in Selm", "the town of Kesh", "fled Upper Sarn", "Upper Sarn province"."""
    cases = {c.lower_ for c in token.children if c.dep_ == "case"}
    if token.dep_ in ("obl", "nmod") and cases & words.where:
        return True
    if token.dep_ == "nmod" and "of" in cases and token.head.lower_ in words.places:
        return True
    return (token.dep_ == "obj" and token.head.lemma_ in words.reaching) or (token.dep_ == "compound" and token.head.lower_ in words.places and token.head.i == token.i + 1)


def follows_place(token: Token) -> bool:
    """Whether a name stands between commas behind a place: "off Port Corrin, Luzara, on 3 May"."""
    doc, i = token.doc, token.i
    return doc[i - 1].text == "," and (i + 1 == len(doc) or doc[i + 1].is_sent_start or doc[i + 1].pos_ not in ("PROPN", "VERB", "AUX", "NOUN"))


def is_capital(token: Token) -> bool:
    """Whether a token is printed as part of a name."""
    return token.text[:1].isupper() and (token.is_alpha or any(c in token.text for c in "-.'")) and token.pos_ not in ("DET", "PRON", "AUX", "SCONJ", "ADP", "CCONJ", "ADV")
