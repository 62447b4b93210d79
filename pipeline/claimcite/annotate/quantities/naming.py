"""Numbers that name something: "Resolution 2254", "Channel 4", "the 737 programme", "iPhone 4 owners", "Boeing's 787"."""

from __future__ import annotations

import re

from spacy.tokens import Token

from claimcite.annotate.quantities.amount import Amount
from claimcite.annotate.quantities.lemmas import is_person, lemma_of
from claimcite.annotate.quantities.person_words import SINGULAR_PLURALS
from claimcite.annotate.quantities.site import Site
from claimcite.records import BlockKind

#: Figures have a singular after them here and still count: "the 5000 mark".
LEVELS = frozenset({"mark", "level", "barrier", "threshold", "limit"})
#: Adjectives that may stand before a figure that counts: "another 300", "the last 200", "an estimated 500".
COUNTING = frozenset(
    ["other", "last", "next", "first", "further", "additional", "estimated", "more", "mere", "full", "good", "extra", "whole", "past", "only", "remaining", "total", "some", "latest", "initial", "previous", "average", "record", "reported"]
)
#: A figure behind them is how many there are.
TOLLED = frozenset({"toll", "tally", "number", "total", "count", "figure", "score", "sum", "age", "average"})
#: A figure behind them says of which kind, whatever follows.
GRADED = frozenset({"category", "grade", "tier", "type", "class", "phase"})
TYPE = re.compile(r"\d{3}-\d{3,4}")


def plural(site: Site) -> bool:
    """Whether a plural or persons are counted right after the number."""
    counted = site.counted
    if counted is None:
        return False
    if counted.anaphor or counted.state:
        return True
    return counted.head is not None and (site.doc[counted.head].tag_ in ("NNS", "NNPS") or is_person(lemma_of(site.doc[counted.head]), site.lexicon))


def is_numbered(site: Site, amount: Amount, block: BlockKind) -> bool:
    """Whether the number names something: "Resolution 2254", "Channel 4", "Group of 20", "Apollo 11", "iPhone 4 owners"."""
    i = site.first - 1
    if i < site.start or amount.hedge:
        return False
    row = block in ("table", "infobox")
    if is_product(site, amount, site.doc[i]) or is_title(site, amount) or (is_labelled(site, amount) and not row):
        return True
    return not plural(site) and (is_designated(site, amount, site.doc[i]) or (not row and is_name_part(site, site.doc[i])))


def is_designated(site: Site, amount: Amount, before: Token) -> bool:
    """Whether the word before says what is numbered: "Resolution 2254", "pp. 12", "Resolutions 2254 and 2118", "Group of 20"."""
    designators = site.lexicon.quantifiers.context["designators"]
    i = before.i
    if before.lower_ in ("and", ",", "or") and site.lower(i - 1)[:1].isdecimal():
        noun = site.doc[max(site.start, i - 2)]
        return noun.lower_ in designators and amount.plain and noun.pos_ in ("NOUN", "PROPN")
    if before.lower_.rstrip(".") in designators and (before.pos_ in ("NOUN", "PROPN", "ADJ", "X", "SYM") or before.lower_ in ("no.", "no", "pp.", "p.")):
        return True
    if f"{site.lower(i - 1)} {before.lower_}" in designators and i - 1 >= site.start and site.doc[i - 1].text[:1].isupper():
        return True
    return site.doc[site.first].ent_iob_ == "I"


def is_name_part(site: Site, before: Token) -> bool:
    """Whether a name stands before the number and nothing after it is counted: "Apollo 11", "iOS 5", "the FTSE 100"."""
    token = site.doc[site.last - 1]
    tied = token.head.i < token.i and token.dep_ in ("nummod", "flat", "nmod", "compound", "nmod:desc", "dep", "appos") and token.head.pos_ == "PROPN"
    return is_name(before) and site.counted is None and (tied or (token.dep_ == "flat" and token.head.i == before.i))


def is_name(token: Token) -> bool:
    """Whether a token before a number is a name: "Trent 900", "iPhone 4", "FTSE 100"."""
    capital = token.text[:1].isupper() if token.pos_ == "PROPN" else False
    inner = any(c.isupper() for c in token.text[1:]) and token.pos_ in ("PROPN", "NOUN")
    return bool(token.whitespace_) and (capital or inner)


def is_title(site: Site, amount: Amount) -> bool:
    """Whether a number in words is written as a part of a name: "the One Nation initiative", "the Five Star list"."""
    before, word, after = site.doc[site.first - 1], site.doc[site.first], site.doc[min(site.last, site.stop - 1)]
    if amount.plain or not word.text[:1].isupper() or not amount.spelling.isalpha() or word.text.isupper():
        return False
    if before.text in ("Top", "Big"):
        return True  # "the Top Two policy"
    if before.text == "The" and before.i > site.start and site.counted is None:
        return True  # "a host of 'The Five'"
    behind = site.counted is not None and site.counted.head is not None and site.counted.head >= site.last
    if before.lower_ == "of" and before.i > site.start and site.doc[before.i - 1].text[:1].isupper() and not behind:
        return before.i - 1 > site.start and site.doc[before.i - 1].tag_ in ("NN", "NNP")  # "the Gang of Eight"
    return before.is_lower and before.is_alpha and after.text[:1].isupper() and after.i >= site.last and after.pos_ == "PROPN"


def is_labelled(site: Site, amount: Amount) -> bool:
    """Whether bare digits label the singular before them: "freedom 3", "enemy No. 1"; not "the tally 31", "Oru 4, Pela 2"."""
    token, before = site.doc[site.last - 1], site.doc[site.first - 1]
    if before.lower_ in GRADED and amount.plain and token.head.i != token.i:
        return True  # "category 1 hurricanes"
    if before.text == "." and not site.doc[site.first - 2].whitespace_ and site.lower(site.first - 2) in ("no", "nos"):
        return amount.plain
    singular = before.tag_ == "NN" and bool(before.whitespace_) and before.lower_ not in TOLLED
    return amount.plain and singular and site.counted is None and token.dep_ == "flat" and token.head.i == before.i


def is_product(site: Site, amount: Amount, before: Token) -> bool:
    """Whether a maker's or a model's name makes the number a name: "Trent 900 engines", "Boeing's 787", "the larger 777 planes"."""
    token, head = site.doc[site.last - 1], site.counted.head if site.counted else None
    if head is not None and is_person(lemma_of(site.doc[head]), site.lexicon):
        return False  # "Boeing 400 workers …"
    if not amount.plain:  # "the Ford Five Hundred"
        return is_name(before) and all(t.text[:1].isupper() for t in site.doc[site.first : site.last]) and token.dep_ in ("flat", "compound") and head is None
    if is_name(before) and head is not None:
        tied = before.dep_ in ("compound", "flat") and before.head.i == head
        return tied or (token.dep_ == "flat" and token.head.i < token.i)
    if len(amount.spelling) < 3:
        return False
    if before.tag_ == "POS":
        return head is None and site.doc[before.i - 1].ent_type_ == "ORG"
    described = before.pos_ == "ADJ" and before.dep_ == "amod" and before.lower_ not in COUNTING
    return described and (head is None or before.tag_ == "JJR")


def is_model(site: Site, amount: Amount) -> bool:
    """Whether bare digits before a noun are the name of a kind: "the 737 programme", "a 911 call", "five new 737 aircraft"; not "33 personnel"."""
    counted = site.counted
    bare = amount.plain or (amount.low != amount.high and TYPE.fullmatch(amount.spelling) is not None)
    if not bare or amount.hedge or amount.value == 1 or counted is None or counted.head is None or counted.of or counted.state or counted.head < site.first:
        return False
    head = site.doc[counted.head]
    if is_second_number(site.doc[site.last - 1]):
        return True
    if head.tag_ not in ("NN", "NNP") or head.lower_.endswith("s") or head.lower_ in SINGULAR_PLURALS or head.lower_ in LEVELS:
        return False
    return head.lower_ == head.lemma_.lower() and not is_person(lemma_of(head), site.lexicon)


def is_second_number(token: Token) -> bool:
    """Whether another number stands before this one and its noun: the 737 in "five new 737 aircraft"."""
    figure = token.tag_ == "CD" and token.text.isdecimal() and len(token.text) > 2 and token.head.i > token.i
    return figure and any(c.dep_ == "nummod" and c.i < token.i - 1 for c in token.head.children)
