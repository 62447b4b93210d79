"""What an amount counts: the noun after it, across "of", and whether that noun names persons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from claimcite.annotate.quantities.lemmas import SINGLE, is_hyphened, lemma_of
from claimcite.annotate.quantities.person_words import (
    ANAPHORS,
    CALENDAR,
    HEADLINE_VERBS,
    OTHERS,
    PERIODS,
    POSSESSIVES,
    SINGULAR_PLURALS,
    STATES,
)
from claimcite.lexicon import Lexicon
from claimcite.parse import Parse

#: A noun phrase has so many words at most between its number and its head.
LONGEST = 12
ASSERTED = frozenset({"confirmed", "suspected", "reported", "recorded", "registered", "documented"})
TALLIED = frozenset({"cases", "deaths", "infections", "fatalities", "casualties", "injuries", "dead"})
DETERMINING = frozenset({"several", "many", "other", "more", "most", "some", "all", "its", "his", "her", "their"})
#: "$4 million in total" is an amount of nothing else.
NO_MASS = frozenset({"total", "all", "full", "part", "exchange", "return", "turn", "addition", "comparison"})


@dataclass(frozen=True, slots=True)
class Counted:
    """The noun that is counted: its tokens ``[first, last)`` and its head; ``anaphor`` where a pronoun stands for it."""

    first: int
    last: int
    head: int | None
    anaphor: bool = False
    of: bool = False
    state: bool = False
    """An adjective stands for the persons: "78 dead"."""


def noun_phrase(doc: Doc, i: int, stop: int) -> tuple[int, int] | None:
    """Return the first token and the head of the noun phrase that begins at ``i``, without determiner; None where none does.

    "Turkey-backed rebels in Idlib" ends with *rebels*, "aid workers Monday" with *workers*.
    """
    head, j = None, i
    while j < stop and j - i < LONGEST:
        token = doc[j]
        if is_noun(token) and token.lower_ not in CALENDAR and token.lower_ not in HEADLINE_VERBS:
            head = j
            if (i == 0 or doc[i - 1].lower_ not in SINGLE) and shares_head(doc, j, stop):
                j += 1  # "tea and coffee growers"
            elif ends_phrase(doc, j, stop):
                break
        elif (
            token.text in ("(", "[")
            and head is not None
            and (closing := next((k for k in range(j, min(j + 5, stop)) if doc[k].text in (")", "]")), None))
        ):
            if closing + 1 >= stop or not is_noun(doc[closing + 1]):
                break  # "11 Free Syrian Army (FSA) factions" goes on, "12 soldiers (AP)" does not
            j = closing
        elif not modifies(doc, j, head):
            break
        j += 1
    return (i, head) if head is not None else None


def shares_head(doc: Doc, j: int, stop: int) -> bool:
    """Whether "and" joins the singular at ``j`` and the modifier behind it to one plural: "tea and coffee growers"."""
    if j + 3 >= stop or doc[j + 1].lower_ not in ("and", "or") or doc[j].tag_ not in ("NN", "NNP") or doc[j].lower_ in SINGULAR_PLURALS:
        return False
    last = next((k for k in range(j + 3, min(j + 6, stop)) if doc[k].tag_ in ("NNS", "NNPS")), None)
    if last is None or doc[j + 2].lower_ in DETERMINING or doc[j + 2].tag_ == "NNS":
        return False
    return all(doc[k].pos_ in ("ADJ", "NOUN", "PROPN") or doc[k].text == "-" for k in range(j + 2, last))


def is_noun(token: Token) -> bool:
    """Whether the tagger or the morphologizer takes a token for a noun: they differ at rare words."""
    return token.tag_ in ("NN", "NNS", "NNP", "NNPS") or token.pos_ in ("NOUN", "PROPN")


def ends_phrase(doc: Doc, j: int, stop: int) -> bool:
    """Whether the noun at ``j`` is the head: a plural, or nothing after it that it could belong to."""
    token = doc[j]
    if j + 1 >= stop or doc[j + 1].lower_ in CALENDAR or is_hyphened(token):
        return True
    after = doc[j + 1]
    if after.text == "-" or after.text in ("(", "["):
        return token.tag_ == "NNS" and after.text != "-"
    if not is_noun(after) and after.pos_ not in ("ADJ", "VERB", "NUM"):
        return True
    if token.lower_ == "people" and after.tag_ == "NNS" and after.pos_ == "NOUN":
        return False  # "two people smugglers"
    if token.tag_ in ("NNS", "NNPS") or token.lower_ in SINGULAR_PLURALS:
        return not (is_noun(after) and token.dep_ == "compound" and token.head.i > j)
    if is_noun(after):
        return token.tag_ == "NN" and after.tag_ == "NNP" and token.dep_ != "compound"  # "30% of territory ISIL once held"
    return not (after.pos_ in ("ADJ", "VERB") and after.head.i > j + 1 and after.dep_ in ("amod", "compound"))


def modifies(doc: Doc, j: int, head: int | None) -> bool:
    """Whether the token at ``j`` may stand between a number and its noun."""
    token = doc[j]
    if token.text in ("-", '"', "'", "/") and (token.text != "/" or head is not None):
        return token.text != "-" or not token.whitespace_
    if token.lower_ in ASSERTED and head is None and j + 1 < len(doc) and doc[j + 1].lower_ in TALLIED:
        return True  # "reported 21 confirmed cases"
    if token.pos_ == "VERB" and token.tag_ == "VBD" and token.dep_ not in ("amod", "compound"):
        return False  # "at least 900 sought shelter"
    if token.tag_ == "VBG" and token.dep_ == "acl" and any(c.dep_ == "obj" for c in token.children):
        return False  # "a staff of dozens producing films"
    if token.pos_ == "ADJ" or (token.pos_ == "VERB" and token.tag_ in ("VBN", "VBG", "VBD", "JJ")):
        return head is None or doc[j - 1].text == "-" or token.dep_ in ("amod", "compound")
    if token.pos_ == "NUM" and token.text.isdecimal() and len(token.text) > 2:  # "five new 737 aircraft"
        inside = token.dep_ == "flat" and j + 1 < len(doc) and is_noun(doc[j + 1])  # "four Trent 900 engines"
        return inside or (head is None and any(c.dep_ == "nummod" and c.i < j for c in token.head.children))
    if token.pos_ == "ADV":
        return head is None and j + 1 < len(doc) and doc[j + 1].pos_ in ("ADJ", "VERB")
    if token.pos_ == "CCONJ":
        return head is None and j + 1 < len(doc) and doc[j + 1].pos_ == "ADJ" and doc[j - 1].pos_ == "ADJ"
    return token.pos_ == "ADP" and j > 0 and doc[j - 1].text == "-" and not token.whitespace_


def counted_by(doc: Doc, i: int, stop: int, numbers: Sequence[tuple[int, int]] = ()) -> Counted | None:
    """Return what an amount that ends before token ``i`` counts; ``numbers`` are the tokens of the amounts after it.

    "78 dead", "dozens of their fighters", "two of the three sirens", "five of them", "70% of the country".
    """
    while i < stop and doc[i].lower_ in OTHERS and doc[i].lower_ != "others":
        i += 1
    while i < stop and doc[i].text in ('"', "'"):
        i += 1
    if i >= stop:
        return None
    if doc[i].text == "[" and i + 2 < stop and doc[i + 2].text == "]" and doc[i + 1].tag_ == "NNS":
        i += 1  # "I have won ten [states]"
    states = state_phrase(doc, i, stop)
    if states is not None:
        return states
    if doc[i].lower_ in ("last", "next", "this") and i + 1 < stop and doc[i + 1].lower_ in PERIODS:
        return None  # "rose 15,000 last week"
    if doc[i].lower_ == "of":
        return counted_of(doc, i + 1, stop, numbers)
    found = noun_phrase(doc, i, stop)
    return Counted(found[0], found[1] + 1, found[1]) if found else None


def state_phrase(doc: Doc, i: int, stop: int) -> Counted | None:
    """Read "dead", "dead and wounded", "killed or injured" where no noun follows them."""
    j = i + (doc[i].lower_ == "confirmed")
    if j >= stop or doc[j].lower_ not in STATES:
        return None
    last = j + 1
    if last + 1 < stop and doc[last].lower_ in ("and", "or", "/") and doc[last + 1].lower_ in STATES:
        last += 2
    plural = last < stop and (doc[last].tag_ in ("NNS", "NNPS") or doc[last].lower_ in SINGULAR_PLURALS)
    if plural and is_noun(doc[last]) and doc[last].lower_ not in CALENDAR:
        return None
    return Counted(i, last, j, state=True)


def counted_of(doc: Doc, i: int, stop: int, numbers: Sequence[tuple[int, int]]) -> Counted | None:
    """Return the noun after "of": past determiners, possessors and a number of its own."""
    first = i
    for _ in range(LONGEST):
        if i >= stop:
            return None
        own = next((n for n in numbers if n[0] == i), None)
        if own is not None:
            if i > first and own[1] < stop and doc[own[1]].pos_ in ("DET", "PRON", "SCONJ", "AUX", "PUNCT"):
                return Counted(i, i, None, anaphor=True, of=True)  # "less than half of the 80,000 the ministry had hoped for"
            i = own[1]
        elif doc[i].lower_ in POSSESSIVES or doc[i].text in ('"', "'s", "'", "''", "``") or (i > first and any(n[0] == i + 1 for n in numbers)):
            i += 1  # "eight of the past nine contests"
        else:
            break
    if (i < stop and doc[i].lower_ in ANAPHORS) or (i > first and doc[i - 1].lower_ in ANAPHORS and noun_phrase(doc, i, stop) is None):
        return Counted(i, i, None, anaphor=True, of=True)
    states = state_phrase(doc, i, stop) if i < stop else None
    if states is not None:
        return Counted(states.first, states.last, states.head, of=True, state=True)
    found = noun_phrase(doc, i, stop)
    if found is None:
        return None
    after = found[1] + 1
    if after < stop and doc[after].tag_ == "POS":  # "half of the country's 46 ferries"
        return counted_of(doc, after + 1, stop, numbers)
    return Counted(found[0], after, found[1], of=True)


def counted_before(doc: Doc, i: int, lexicon: Lexicon) -> Counted | None:
    """Return the group that a number before token ``i`` is the size of: "a family of five"."""
    if i < 2 or doc[i - 1].lower_ != "of" or doc[i - 2].lower_ not in lexicon.quantifiers.context["groups"]:
        return None
    return Counted(i - 2, i - 1, i - 2)


def number_after(doc: Doc, i: int, stop: int) -> Counted | None:
    """Return what a number is the number of: "bringing to 88 the number of infected staff"."""
    if i + 3 >= stop or [t.lower_ for t in doc[i : i + 3]] != ["the", "number", "of"]:
        return None
    return counted_by(doc, i + 2, stop)


def in_mass(doc: Doc, i: int, stop: int, lexicon: Lexicon) -> Counted | None:
    """Return what an amount of money is an amount of: "€25 million in aid"; not "in March", "in the region"."""
    if i >= stop or doc[i].pos_ not in ("NOUN", "ADJ") or lemma_of(doc[i]) in NO_MASS:
        return None
    found = noun_phrase(doc, i, stop)
    if found is None or lemma_of(doc[found[1]]) in lexicon.quantifiers.context["durations"]:
        return None  # "in recent months"
    return Counted(found[0], found[1] + 1, found[1], of=True)


def counted_text(parse: Parse, counted: Counted) -> str | None:
    """Return the counted noun with its plain premodifiers, as it stands in the text."""
    if counted.head is None:
        return None
    first = counted.first
    while first < counted.head and (parse.doc[first].lower_ in OTHERS or parse.doc[first].text in ('"', "'")):
        first += 1
    return " ".join(parse.span(first, counted.last).of(parse.text).split())


def kinds_of(doc: Doc, counted: Counted, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the kinds of person that the counted noun names: from its head, else from a noun before it ("women soldiers")."""
    if counted.head is None:
        return ()
    found: list[str] = list(lexicon.events.kinds.get(lemma_of(doc[counted.head]), ()))
    for token in doc[counted.first : counted.head]:
        if token.lower_ in ("civilian", "female", "male", "child", "women", "woman"):
            found += [{"civilian": "civilian", "female": "woman", "male": "man", "child": "child"}.get(token.lower_, "woman")]
    return tuple(dict.fromkeys(found))
