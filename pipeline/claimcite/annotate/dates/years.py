"""Whether figures are a year: "in 1998", "(Hume 1998, 136)", "c. 348", not "Resolution 2254", "1500 people"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from claimcite.annotate.dates.context import UNITS, begins_sentence, in_name, token_at
from claimcite.annotate.dates.forms import Calendar, Form
from claimcite.parse import Parse

#: Words after which four figures are a year even if a noun follows: "in 2010 floods".
YEAR_LEADS: Final = frozenset(["in", "since", "during", "until", "till", "circa", "c.", "ca.", "early", "late", "mid", "before", "after", "through", "throughout", "around", "mid-", "pre-", "post-", "by", "year", "ca", "c", "opened", "started", "began", "ended", "closed", "entered", "finished"])
YEAR_DETERMINERS: Final = frozenset(["a", "an", "the", "its", "their", "his", "her", "our", "this", "that", "of", "from", "'s", "to", "than", "and", "or", "between", "for", "with", "on", "as", "-"])

#: "the World Cup 2018", not "Vision 2030" or "Windows 2000"
EVENTS: Final = re.compile(
    r"(?:Cup|Games|Olympics|Paralympics|Expo|Con|Camp|Festival|Championships?|Open|Awards?|Conference|Summit|Congress|Convention|Rewind|Draft|Elections?|Euro|Prix|Tour"
    r"|Series|Forum|Fair|Biennale|Marathon|Masters|Finals?|Season|Census|Survey|Pride|Contest|Report)(?: [A-Z]\w+)? $"
)


def is_year(form: Form, lead: str, before: Form | None, parse: Parse) -> bool:
    """Whether four figures are a year: not in "Resolution 2254", "1500 people", "2000-strong"."""
    copy = parse.copy
    rest = copy[form.end : form.end + 24]
    if UNITS.match(rest) and lead not in ("in", "since"):
        return False
    if re.match(r"-[a-z]", rest) and not re.match(r"-(?:built|era|style|made|elected|founded|present)", rest):
        return False
    if chained(form, before, copy):
        return True
    if re.match(r"[–/-]\d\d(?!\d)", rest):
        return False  # "The 2017–18 Pela outbreak" is no date, nor is its first half
    following = token_at(parse, form.end + 1) if re.match(r" \w", rest) else None
    if following is not None and following.tag_ in ("NNP", "NNPS") and rest[1].isupper() and (lead in ("the", "") or begins_sentence(form, parse)):
        # "The 2025 Drevna airstrike" is what the text is about; "a venue for the 2016 Olympics" says when they were.
        return lead == "the" and not begins_sentence(replace(form, start=form.start - 4), parse) and named_after(form, following, parse)
    counted = following is not None and following.tag_ == "NNS"
    year = form.core.year if isinstance(form.core, Calendar) else None
    likely = year is None or 1850 <= year <= 2060
    onto = re.match(r" ?[-–] ?(\d{4})(?!\d)(?! [a-z]+s\b)", rest)
    if onto and year and year < int(onto[1]) <= min(2060, year + 150) and not lead.isdigit() and (likely or re.match(r"[),.;]", rest[onto.end() :])):
        # "He governed the province 1998–2004", "reigned 1715 - 1774)", not "1500–2000 people"
        return True
    if likely and cited(form, lead, rest, copy):
        return True
    if lead in YEAR_LEADS or (lead == "over" and re.search(r"(?:increase|rise|drop|decline|fall|gain) over $", copy[max(0, form.start - 16) : form.start])):
        return likely or not counted
    if lead in YEAR_DETERMINERS:
        if lead in ("-", "to", "and", "or", "than", "for", "with", "on", "as", "of", "from", "between"):
            return likely and not counted and not in_name(form, parse, "PER", "PERSON")
        return likely and not UNITS.match(rest)
    if lead == "(" and re.match(r"\)|,| ?[-–—]|;", rest):
        # "Hydrodynamica (1738)", "(1704–1787)"
        return True
    if lead in ("(", "[", "", ":", "•", ";") or begins_sentence(form, parse):
        return likely and not counted
    if likely and named_after(form, following, parse):
        return True
    if lead in (".", ")") and re.match(r"[,:]", rest) and (number := token_at(parse, form.start)) is not None and number.dep_ == "obl:unmarked":
        # "The Palace of Eight Paradises. 1669, reportedly built for receptions"
        return True
    return lead == "," and likely and not counted and bool(re.match(r" ?[,.;)]| ?[-–—] ?\d{4}|$", rest))


def cited(form: Form, lead: str, rest: str, copy: str) -> bool:
    """Whether a year stands in a reference: "(Hume 1998, 136)", "Lewis et al., 2014", "(Scott, 2000: 103)"."""
    before = copy[max(0, form.start - 80) : form.start]
    if not re.match(r"[a-c]?[),;:\]]| (?:eds?\.|and |to |for |\[)|$", rest):
        return False
    if re.search(r"(?:et al\.?|& [A-Z]\w+|[A-Z][\w-]+),? $", before):
        return before.rfind("(") > before.rfind(")")
    return False


def named_after(form: Form, following: Token | None, parse: Parse) -> bool:
    """Whether a year names what follows or what stands before: "fellow 2012 presidential candidates", "the World Cup 2018".

    Parsers make it a compound, where a count is a ``nummod`` of a plural.
    """
    number = token_at(parse, form.start)
    if number is None or number.tag_ != "CD":
        return False
    if number.dep_ in ("compound", "nummod") and following is not None and following.tag_ != "NNS":
        # "the 1994 Crime Bill", not "2000 US troops"
        return number.dep_ == "compound" or (following.text[:1].isupper() and number.head.tag_ not in ("NNS", "NNPS") and number.head.i > number.i)
    return number.dep_ in ("nmod:unmarked", "appos", "flat") and EVENTS.search(parse.copy[max(0, form.start - 40) : form.start]) is not None


def chained(form: Form, before: Form | None, copy: str) -> bool:
    """Whether a year goes on from another: "in 2009, 2010 and 2011", "2018–2019"."""
    if before is None or not 0 <= form.start - before.end <= 6 or not isinstance(before.core, Calendar):
        return False
    return before.core.year is not None and re.fullmatch(r",? (?:and |or |to )?| ?[-–—/] ?", copy[before.end : form.start]) is not None


def is_early(form: Form, lead: str, parse: Parse) -> bool:
    """Whether three figures are a year: "In 348 Pachomius died", "c. 347", not "in 348 cases" or "in 120 of them"."""
    if lead not in ("in", "c.", "ca.", "ca", "circa", "year", "died", "born"):
        return False
    rest = parse.copy[form.end : form.end + 16]
    if lead in ("c.", "ca.", "ca", "circa"):
        return re.match(r" ?[-–—)]|[,;]", rest) is not None
    token = token_at(parse, form.start)
    if token is None or token.dep_ in ("nummod", "compound"):
        return False
    return lead != "in" or re.match(r",? (?:[A-Z][a-z]|he |she |the |they |and |when |by |under |at )", rest) is not None
