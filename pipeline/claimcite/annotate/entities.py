"""Persons, organisations and places, each with the full name that it goes by."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from claimcite.annotate.names import Names, bare, introduced
from claimcite.parse import LABELS, Parse
from claimcite.records import Entity, EntityLabel
from claimcite.spans import Span

#: Head words of organisations that models trained on the web miss: "the Syrian Observatory for Human Rights".
ORG_HEADS = frozenset(
    ["observatory", "ministry", "army", "force", "forces", "navy", "guard", "guards", "police", "front", "party", "council", "committee", "commission", "union", "federation", "association", "agency", "bureau", "department", "institute", "centre", "center", "university", "court", "parliament", "senate", "congress", "bank", "group", "company", "corporation", "corps", "brigade", "brigades", "legion", "movement", "organisation", "organization", "alliance", "coalition", "league", "foundation", "crescent", "cross", "authority", "office", "service", "services", "command", "government", "board", "network", "watch", "international", "press", "news", "television", "academy", "hospital", "society", "church", "club", "team", "fund", "assembly", "cabinet", "embassy", "administration", "command", "battalion", "regiment", "division", "nations", "office"]
)
#: Head words of places.
LOC_HEADS = frozenset(["province", "district", "governorate", "region", "valley", "river", "lake", "sea", "strait", "island", "islands", "mountains", "desert", "city", "town", "village", "county", "state", "republic", "airport", "bay", "peninsula", "square", "street", "road", "dam", "bridge", "port"])
#: Words that stand between a name's parts: "Observatory for Human Rights", "Ministry of Defence".
JOINTS = frozenset({"of", "for", "and", "&", "the", "al", "-", "de"})
#: "Ankara-backed rebels": what backs, holds or brokers is no person.
ATTACHED = frozenset(["backed", "based", "led", "held", "allied", "brokered", "controlled", "run", "born", "made", "supported", "occupied", "administered", "ruled"])
#: "eastern Sarovia" names Sarovia.
DIRECTIONS = frozenset(["northern", "southern", "eastern", "western", "central", "northeastern", "northwestern", "southeastern", "southwestern", "north", "south", "east", "west", "neighbouring", "neighboring", "nearby", "upper", "lower"])
#: "in Selm", "near Kesh", "off Pela": what stands behind these is a place.
WHERE = frozenset({"in", "near", "outside", "off", "across", "throughout"})
#: Verbs whose object is a place.
REACHING = frozenset({"flee", "leave", "reach", "visit", "enter"})
#: Words that stand before a person's name.
TITLES = frozenset(["spokesman", "spokeswoman", "spokesperson", "president", "minister", "director", "head", "chief", "governor", "mayor", "envoy", "ambassador", "secretary", "leader", "commander", "general", "colonel", "senator", "lawmaker", "analyst", "expert", "professor", "dr", "mr", "mrs", "ms", "chancellor", "premier", "representative", "adviser", "advisor", "aide", "counterpart", "chairman", "chairwoman", "captain", "judge", "prosecutor", "editor", "founder", "coach"])
NOT_PLACES = frozenset(["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mr", "mrs", "ms", "dr"])
#: Nationalities and the like are no names of places or organisations on their own: "Russian warplanes".
DEMONYM = re.compile(r"(?:[A-Z]\w+(?:ian|ean|ese|ish|isan|ench|utch|ekh|Greek|Thai|Swiss|Iraqi|Israeli|Yemeni|Saudi|Omani|Emirati|Qatari|Bengali|Pakistani|Afghan|Turk|Kurd|Arab|Russian)s?|French|Dutch|Greek|Czech|Iraqi|Israeli|Yemeni|Saudi|Pakistani|Afghan|Kurdish)$")


def find_entities(parse: Parse) -> tuple[tuple[Entity, ...], Names]:
    """Return the entities in order, ids not yet given, and the names of the document.

    The model's names come first; then names whose last or first word says what they are, and acronyms that the text introduces.
    """
    doc = parse.doc
    found: dict[tuple[int, int], EntityLabel] = {}
    for ent in doc.ents:
        label = LABELS.get(ent.label_)
        if label is not None:
            for first, last in trimmed(ent):
                found[(first, last)] = label  # type: ignore[assignment]
    for first, last, kind in named_by_head(doc):
        for other in [o for o in found if o[0] < last and first < o[1]]:
            if kind == "PER" or last - first >= other[1] - other[0]:
                del found[other]
        if not any(o[0] < last and first < o[1] for o in found):
            found[(first, last)] = kind
    for (first, last), label in list(found.items()):
        if last + 1 < len(doc) and doc[last].text == "-" and label != "LOC" and doc[last + 1].lower_ in ATTACHED:
            found[(first, last)] = "LOC" if label == "PER" else label
    acronyms = introduced(parse.text)
    split_runs(doc, found)
    for first, last in [k for k, label in found.items() if label == "PER" and doc[k[1] - 1].lower_ in TITLES]:
        del found[(first, last)]  # "U.N Special Envoy" is an office
    places = {first for (first, last), label in found.items() if label == "LOC" and last - first == 1}
    for first, last in titled(doc, places):
        if not any(o[0] < last and first < o[1] and o[1] - o[0] >= last - first and found[o] == "PER" for o in found):
            for other in [o for o in found if o[0] < last and first < o[1]]:
                del found[other]
            found[(first, last)] = "PER"
    for first, last in [f for f in found if found[f] == "PER" and f[1] - f[0] == 1 and doc[f[0]].text.isupper() and 2 < len(doc[f[0]].text) <= 6]:
        found[(first, last)] = "ORG"
    for token in doc:
        if token.text.replace(".", "") in acronyms and not any(f <= token.i < l for f, l in found):
            found[(token.i, token.i + 1)] = "ORG"
    relabel_places(doc, found)
    for first, last in behind_preposition(doc, found):
        found[(first, last)] = "LOC"
    names = Names()
    names.learn([(parse.span(f, l).of(parse.text), found[(f, l)]) for f, l in sorted(found)], parse.text)
    for first, last in surnames(doc, found, names):
        found[(first, last)] = "PER"
    for token in doc:  # "the NFL", which no bracket introduces: the initials of a name that stands in the text
        short = token.text.isupper() and token.is_alpha and 2 < len(token) <= 6 and not any(f <= token.i < l for f, l in found)
        if short and names.resolve(token.text, "ORG") not in (None, token.text):
            found[(token.i, token.i + 1)] = "ORG"
    ordered = sorted(found)
    return tuple(Entity("", span := parse.span(f, l), span.of(parse.text), found[(f, l)], names.resolve(span.of(parse.text), found[(f, l)]))
                 for f, l in ordered), names  # fmt: skip


def split_runs(doc: Doc, found: dict[tuple[int, int], EntityLabel]) -> None:
    """Part a place from the person behind it: "UN envoy to Syria Geir Pedersen" is no place of three words."""
    places = {doc[f].text for (f, last), label in found.items() if label == "LOC" and last - f == 1}
    for first, last in [k for k, label in found.items() if label in ("LOC", "ORG") and k[1] - k[0] == 3]:
        if doc[first].text in places and doc[last - 1].lower_ not in ORG_HEADS | LOC_HEADS and all(is_capital(t) for t in doc[first:last]):
            del found[(first, last)]
            found[(first, first + 1)], found[(first + 1, last)] = "LOC", "PER"


def titled(doc: Doc, places: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the names behind a title: "NFL spokesman Sayf Raad", "A spokesman for the NFL, Naji al-Mustafa, said"."""
    for token in doc:
        if token.lower_ not in TITLES or token.i + 2 >= len(doc):
            continue
        first = token.i + 1
        if doc[first].lower_ in ("to", "for") and first + 1 in places:  # "Special Envoy for Syria Geir Pederson"
            first += 2
        elif doc[first].lower_ in ("of", "for") or doc[first].text == ",":  # to the comma behind "spokesman for the NFL"
            first = next((k + 1 for k in range(first, min(first + 9, len(doc) - 1)) if doc[k].text == ","), len(doc))
        last = first
        while last < len(doc) and last - first < 5 and ((is_capital(doc[last]) and not doc[last].is_sent_start) or (doc[last].lower_ in ("al", "-", "bin", "de", "van", "von", "el") and last > first)):
            last += 1
        words = {t.lower_ for t in doc[first:last]}
        if last - first >= 2 and not words & (ORG_HEADS | LOC_HEADS | TITLES) and not DEMONYM.match(doc[first].text) and is_capital(doc[last - 1]):
            yield first, last


def behind_preposition(doc: Doc, found: dict[tuple[int, int], EntityLabel]) -> list[tuple[int, int]]:
    """Return the unnamed runs of capitals behind "in", "near" or "outside" that the model missed: "a bus station in Selm"."""
    taken = {i for first, last in found for i in range(first, last)}
    runs: list[tuple[int, int]] = []
    for token in doc:
        if token.pos_ != "PROPN" or token.i in taken or not is_capital(token) or token.lower_ in NOT_PLACES or token.is_sent_start:
            continue
        if not (is_where(token) or follows_place(token, found, runs)):
            continue
        first = token.i
        while first - 1 not in taken and first > 0 and doc[first - 1].pos_ in ("PROPN", "ADJ") and is_capital(doc[first - 1]) and not doc[first - 1].is_sent_start:
            if doc[first - 1].lower_ in NOT_PLACES or DEMONYM.match(doc[first - 1].text):
                break
            first -= 1
        last = token.i + 1
        if last < len(doc) and (doc[last].like_num or doc[last].text == "-"):
            continue
        runs.append((first, last))
        taken.update(range(first, last))
    return runs


def surnames(doc: Doc, found: dict[tuple[int, int], EntityLabel], names: Names) -> list[tuple[int, int]]:
    """Return the surnames that the model missed: "Altun said", where the text has one Fahrettin Altun and no other."""
    known: dict[str, int] = {}
    for full in names.people.values():
        known[full.split()[-1]] = known.get(full.split()[-1], 0) + 1
    taken = {i for first, last in found for i in range(first, last)}
    return [(t.i, t.i + 1) for t in doc if known.get(t.text) == 1 and t.i not in taken and is_capital(t)]


def is_where(token: Token) -> bool:
    """Whether a name stands where a place does: "in Selm", "the town of Kesh", "fled Upper Sarn", "Upper Sarn province"."""
    if token.dep_ in ("obl", "nmod") and any(c.dep_ == "case" and c.lower_ in WHERE for c in token.children):
        return True
    if token.dep_ == "nmod" and token.head.lower_ in LOC_HEADS and any(c.dep_ == "case" and c.lower_ == "of" for c in token.children):
        return True
    return (token.dep_ == "obj" and token.head.lemma_ in REACHING) or (token.dep_ == "compound" and token.head.lower_ in LOC_HEADS and token.head.i == token.i + 1)


def follows_place(token: Token, found: dict[tuple[int, int], EntityLabel], runs: list[tuple[int, int]]) -> bool:
    """Whether a name stands between commas behind a place: "off Port Corrin, Luzara, on 3 May"."""
    doc, i = token.doc, token.i
    if i < 2 or doc[i - 1].text != "," or (i + 1 < len(doc) and not doc[i + 1].is_sent_start and doc[i + 1].pos_ in ("PROPN", "VERB", "AUX", "NOUN")):
        return False
    return any(last == i - 1 and label == "LOC" for (_, last), label in found.items()) or any(last == i - 1 for _, last in runs)


def relabel_places(doc: Doc, found: dict[tuple[int, int], EntityLabel]) -> None:
    """Call a place what stands where only a place does: nobody is "near Drevna" who is called Drevna."""
    for (first, last), label in list(found.items()):
        head = next((t for t in doc[first:last] if not first <= t.head.i < last), doc[first])
        person = label == "PER" and last - first == 1 and is_where(head)
        body = label == "ORG" and last - first == 1 and is_where(head) and not head.text.isupper() and head.lower_ not in ORG_HEADS
        if person or body:
            found[(first, last)] = "LOC"
    places = {doc[first].text for (first, last), label in found.items() if label == "LOC" and last - first == 1 and is_where(doc[first])}
    for (first, last), label in list(found.items()):  # what is a place once is one throughout: "the Drevna airstrike"
        if label == "PER" and last - first == 1 and doc[first].text in places:
            found[(first, last)] = "LOC"


def trimmed(ent: TokenSpan) -> Iterator[tuple[int, int]]:
    """Yield the token range of a name without article, possessive and punctuation; none for a nationality alone."""
    first, last = ent.start, ent.end
    doc = ent.doc
    while first < last and (doc[first].lower_ in ("the", "a", "an") or doc[first].is_punct or doc[first].is_space or (doc[first].lower_ in DIRECTIONS and doc[first].text.islower())):
        first += 1
    while last > first and (doc[last - 1].text in ("'s", "'", "’s") or (doc[last - 1].is_punct and doc[last - 1].text != ".") or doc[last - 1].is_space):
        last -= 1
    while ent.label_ in ("PER", "PERSON") and last - first > 1 and (doc[first].lower_ in TITLES or doc[first].lower_ in ("executive", "attorney", "prime")):
        first += 1
    if last - first == 1 and doc[first].is_sent_start and doc[first].tag_ not in ("NNP", "NNPS", "FW", "XX", "ADD"):
        return  # "Videos circulating online": a capital at the head of a sentence makes no name
    if first < last and not (last - first == 1 and (DEMONYM.match(doc[first].text) and doc[first].pos_ in ("ADJ", "PROPN", "NOUN") and is_modifier(doc[first]))):
        if any(t.is_alpha or t.text[:1].isalnum() for t in doc[first:last]):
            yield first, last


def is_modifier(token: Token) -> bool:
    """Whether a word stands before the noun that it describes."""
    return (token.dep_ in ("amod", "compound", "nmod") and token.head.i > token.i) or token.text.endswith("s")


def named_by_head(doc: Doc) -> Iterator[tuple[int, int, EntityLabel]]:
    """Yield stretches of capitalised words whose head word says that they are an organisation or a place."""
    i = 0
    while i < len(doc):
        if not is_capital(doc[i]) or (doc[i].is_sent_start and doc[i].pos_ not in ("PROPN", "ADJ", "NOUN")):
            i += 1
            continue
        last = i + 1
        while last < len(doc):
            ahead = last
            while ahead < len(doc) and doc[ahead].lower_ in JOINTS and ahead - last < 2 and (doc[ahead].lower_ != "the" or doc[ahead - 1].lower_ in ("of", "for")):
                ahead += 1
            if ahead < len(doc) and is_capital(doc[ahead]) and not any(doc[k].is_sent_start for k in range(last, ahead + 1)):
                if doc[last].lower_ in ("and", "&") and not follows_head(doc, i, last):
                    break
                last = ahead + 1
            else:
                break
        words = [doc[k].lower_ for k in range(i, last)]
        tail = max((k + 1 for k, word in enumerate(words) if word in JOINTS), default=0)
        if len(words) - tail >= 4:
            cut = next((k for k in range(len(words) - 3, tail, -1) if words[k] in ORG_HEADS), None)
            if cut is not None and all(doc[k].pos_ == "PROPN" for k in range(i + cut + 1, last)):
                yield i + cut + 1, last, "PER"  # "Middle East Institute Charles Lister": a body, and its director
                yield i + tail, i + cut + 1, "ORG"
                i = last
                continue
        if last - i >= 2:
            joint = next((k for k, w in enumerate(words) if w in ("of", "for")), len(words))
            if words[joint - 1] in ORG_HEADS or (words[0] in ORG_HEADS and joint == 1):
                yield i, last, "ORG"
            elif words[-1] in LOC_HEADS and joint == len(words):
                yield i, last, "LOC"
        i = last


def follows_head(doc: Doc, first: int, last: int) -> bool:
    """Whether "and" goes on with a name: "Ministry of Water and Irrigation"."""
    words = [doc[k].lower_ for k in range(first, last)]
    return ("of" in words or "for" in words) and bool(ORG_HEADS.intersection(words))


def is_capital(token: Token) -> bool:
    """Whether a token is printed as part of a name."""
    return token.text[:1].isupper() and (token.is_alpha or "-" in token.text or "." in token.text or "'" in token.text) and token.pos_ not in ("DET", "PRON", "AUX", "SCONJ", "ADP", "CCONJ", "ADV")


def within(entities: tuple[Entity, ...], span: Span) -> tuple[Entity, ...]:
    """Return the entities inside a span."""
    return tuple(e for e in entities if span.covers(e.span))


def name_of(text: str, entities: tuple[Entity, ...], names: Names) -> str | None:
    """Return the name of a noun phrase: that of the one entity in it, or what its words resolve to."""
    if len(entities) == 1:
        return entities[0].name
    return names.resolve(bare(text), "ORG") if text[:1].isupper() and not entities else None
