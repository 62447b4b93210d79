"""Whether words that can be a time expression are one here: "They may march", "1500 people", "a day" in "twelve a day"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from claimcite.annotate.dates.forms import Calendar, Fixed, Form, Named
from claimcite.lexicon import DateWords
from claimcite.parse import Parse

#: Words that a month or a weekday follows, so that "May" and "Sun" are one.
LEADS: Final = frozenset(
    ["in", "since", "until", "till", "by", "last", "next", "this", "early", "late", "mid", "of", "from", "to", "between", "during", "through", "throughout", "before", "after", "for", "than", "around", "about", "starting", "beginning", "ending", "end", "on", "every", "each", "following", "previous", "that", "and", "or", "late-", "mid-", "-", "–", "—", "until"]
)
#: Words after which four figures are a year even if a noun follows: "in 2010 floods".
YEAR_LEADS: Final = frozenset(["in", "since", "during", "until", "till", "circa", "c.", "ca.", "early", "late", "mid", "before", "after", "through", "throughout", "around", "mid-", "pre-", "post-", "by", "year"])
YEAR_DETERMINERS: Final = frozenset(["a", "an", "the", "its", "their", "his", "her", "our", "this", "that", "of", "from", "'s", "to", "than", "and", "or", "between", "for", "with", "on", "as", "-"])
UNITS: Final = re.compile(
    r" ?(?:km|kg|m|mm|cm|ft|mph|kph|kw|mw|gw|tons?|tonnes?|metres?|meters?|miles?|feet|foot|dollars?|euros?|pounds?|percent|per cent|°|people|troops|soldiers|"
    r"hours|gmt|utc|years?|days|months|weeks|million|billion|thousand|hectares?|acres?|litres?|liters?|calories|words|pages|characters)(?!\w)",
    re.IGNORECASE,
)
DURATION_LEADS: Final = frozenset(
    ["for", "in", "within", "over", "after", "about", "than", "nearly", "almost", "during", "around", "least", "most", "under", "just", "only", "lasted", "lasts", "lasting", "took", "takes", "taking", "spent", "spend", "every", "through", "throughout", "to", "of", "another", "by", "-", "with", "last"]
)
BARE_LEADS: Final = frozenset(["for", "within", "in", "just", "after", "over", "through", "took", "take", "taking", "lasted", "last", "lasting", "spent", "spend", "spending", "despite", "of"])
#: "The Sunday Times", "Good Friday", "Black September" name something else.
NAME_BEFORE: Final = re.compile(r"(?:Black|Good|Bloody|Super|Ash|Palm|Easter|Holy|Shrove|Maundy|Cyber|Giving|Whit|Fat|Red|Wicked) $")
NAME_AFTER: Final = re.compile(r" (?:Times|Herald|Telegraph|Mirror|Mail|Express|Post|Star|World|Independent|Tribune|Night Live|Night Football|Mass|School|People|Revolution|Movement|Club)(?!\w)")


EDGE: Final = re.compile(r"(?<!\w)(?:(?:end|start|beginning|middle|close|rest|remainder|course|turn) of|early|late|earlier|later|mid)(?: in)? $", re.IGNORECASE)


def accepted(form: Form, before: Form | None, parse: Parse, words: DateWords) -> Form | None:
    """Return a form that is a time expression where it stands, perhaps shortened; None for one that is not."""
    text = parse.copy[form.start : form.end]
    lead = lead_of(parse.copy, form.start)
    if isinstance(form.core, Named) and text[:5].lower() == "that " and lead not in LEADS and not begins_sentence(form, parse):
        # "told AFP that Monday's strikes", not "on that Monday"
        form = replace(form, start=form.start + 5, core=form.core.point)
        text = text[5:]
    check = form.check
    if check == "day":
        return full_day(form, text, lead, parse, words)
    if check == "month":
        return form if is_month(form, text, lead, parse, words) else None
    if check == "weekday":
        return form if is_weekday(form, text, lead, parse, words) else None
    if check == "year":
        return form if is_year(form, lead, before, parse) else None
    if check == "season":
        return form if is_season(text, lead) else None
    if check == "named":
        return form if is_named(form, text, lead, words) else None
    if check == "clock":
        return form if is_clock(form, text, parse) else None
    if check in ("one", "bare", "duration"):
        return form if is_duration(form, text, lead, parse) else None
    if check == "set":
        return form if is_set(form, text, parse) else None
    if check == "edge":
        return form if EDGE.search(parse.copy[max(0, form.start - 24) : form.start]) else None
    if check == "after":
        return form if not text.lower().startswith("the last ") or lead in ("over", "in", "within", "during", "throughout", "for") else None
    return form


def in_one_block(form: Form, parse: Parse) -> bool:
    """Whether a form lies within one block: "… in 2019" and "May …" of the next paragraph are no "2019 May"."""
    span = parse.from_copy(form.start, form.end)
    if not parse.blocks:
        return True
    at = parse.block_at(span.start)
    return at >= 0 and span.end <= max(parse.blocks[at].span.end, parse.blocks[at].span.start)


def lead_of(copy: str, start: int) -> str:
    """Return the word before a form in lower case; a dash, a comma or a bracket counts as one."""
    match = re.search(r"(\w+[.-]?|'s|[^\w\s])\s?$", copy[max(0, start - 24) : start])
    return match[1].lower() if match else ""


def token_at(parse: Parse, offset: int) -> Token | None:
    """Return the token of the parse that covers an offset of the copy."""
    found = parse.tokens(parse.from_copy(offset, offset + 1))
    return found[0] if len(found) else None


def begins_sentence(form: Form, parse: Parse) -> bool:
    """Whether a sentence begins with a form."""
    start = parse.from_copy(form.start, form.end).start
    sentence = parse.sentence_at(start)
    return sentence is not None and sentence.span.start == start


def in_name(form: Form, parse: Parse, *labels: str) -> bool:
    """Whether a form is part of a longer name of one of the kinds."""
    tokens = parse.tokens(parse.from_copy(form.start, form.end))
    return any(t.ent_type_ in labels for t in tokens) and bool(
        len(tokens) and ((tokens[0].ent_iob_ == "I") or (tokens.end < len(parse.doc) and parse.doc[tokens.end].ent_iob_ == "I"))
    )


def full_day(form: Form, text: str, lead: str, parse: Parse, words: DateWords) -> Form | None:
    """Check "May 12", "12 May": "In March 12 people died" is a month and a number, "20 may die" is none."""
    assert isinstance(form.core, Calendar)
    month = re.search(r"[A-Za-z]{3,}", text if form.core.weekday is None else text.partition(" ")[2])
    if month and month[0].islower() and month[0] in words.doubtful:
        return None
    if form.core.year is None and text[-1].isdigit() and month and not text[0].isdigit():
        after = parse.copy[form.end : form.end + 24]
        following = token_at(parse, form.end + 1) if re.match(r" [a-z]", after) else None
        number = token_at(parse, form.end - 1)
        if following is not None and number is not None and following.tag_ in ("NNS", "JJ") and lead != "on" and number.dep_ == "nummod" and number.head.i >= following.i:
            core = Calendar("month", month=form.core.month)
            return replace(form, core=core, end=form.start + len(text.rstrip("0123456789").rstrip()))
    return form


def is_month(form: Form, text: str, lead: str, parse: Parse, words: DateWords) -> bool:
    """Whether the name of a month on its own is one: "May said" and "the march" are not."""
    low = text.lower().rstrip(".")
    led = lead in LEADS
    if len(low) <= 4 and low not in ("may", "june", "july"):
        return led and text[0].isupper()
    if low not in words.doubtful:
        return (text[0].isupper() or led) and not in_name(form, parse, "ORG", "PER", "PERSON") and not NAME_AFTER.match(parse.copy, form.end)
    if text[0].islower() or in_name(form, parse, "ORG", "PER", "PERSON"):
        return False
    if parse.copy.startswith(":", form.end):
        return begins_sentence(form, parse)
    token = token_at(parse, form.start)
    if token is None or token.ent_type_ in ("PER", "PERSON"):
        return False
    return (led and lead not in ("and", "or", "to", "than", "-") and token.pos_ not in ("VERB", "AUX")) or (lead in ("a", "the") and token.tag_ == "NNP")


def is_weekday(form: Form, text: str, lead: str, parse: Parse, words: DateWords) -> bool:
    """Whether a weekday is one: "The Sunday Times" and "Black Friday" are names."""
    if text.lower().rstrip(".") in words.doubtful or not re.match(r"\w+day", text, re.IGNORECASE):
        return text[0].isupper() and text.endswith(".") and (lead in LEADS or parse.copy[form.end : form.end + 1] == ",")
    if isinstance(form.core, Fixed) and text[0].islower():
        return False
    if NAME_BEFORE.search(parse.copy[max(0, form.start - 12) : form.start]) or NAME_AFTER.match(parse.copy, form.end):
        return False
    return not in_name(form, parse, "ORG", "PER", "PERSON")


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
    following = token_at(parse, form.end + 1) if re.match(r" \w", rest) else None
    if following is not None and following.tag_ in ("NNP", "NNPS") and rest[1].isupper() and (lead in ("the", "") or begins_sentence(form, parse)):
        # "The 2025 Drevna airstrike", "the 2016 Olympics": the year is part of a name.
        return False
    counted = following is not None and following.tag_ == "NNS"
    year = form.core.year if isinstance(form.core, Calendar) else None
    likely = year is None or 1850 <= year <= 2060
    onto = re.match(r" ?[-–] ?(\d{4})(?!\d)(?! [a-z]+s\b)", rest)
    if onto and year and likely and year < int(onto[1]) <= 2060 and not lead.isdigit():
        # "He governed the province 1998–2004", not "1500–2000 people"
        return True
    if lead in YEAR_LEADS:
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
    return lead == "," and likely and not counted and bool(re.match(r" ?[,.;)]| ?[-–—] ?\d{4}|$", rest))


def chained(form: Form, before: Form | None, copy: str) -> bool:
    """Whether a year goes on from another: "in 2009, 2010 and 2011", "2018–2019"."""
    if before is None or not 0 <= form.start - before.end <= 6 or not isinstance(before.core, Calendar):
        return False
    return before.core.year is not None and re.fullmatch(r",? (?:and |or |to )?| ?[-–—/] ?", copy[before.end : form.start]) is not None


def is_season(text: str, lead: str) -> bool:
    """Whether "spring" and "fall" are seasons: not in "a spring", "the fall of the city"."""
    low = text.lower()
    if lead not in ("in", "during", "since", "until", "by", "before", "after", "early", "late", "mid", "over", "through", "throughout", "mid-", "of"):
        return False
    if low in ("the fall", "fall", "spring") and lead not in ("in", "during", "since", "until", "by", "early", "late", "mid"):
        return False
    return low != "fall" or lead == "in"


def is_named(form: Form, text: str, lead: str, words: DateWords) -> bool:
    """Whether a holiday or a month after "last" is written like one: "this may", "a new year" are not."""
    last = text.rsplit(maxsplit=1)[-1]
    if last.lower() in words.doubtful and last[0].islower():
        return False
    low = text.lower()
    if low.startswith(("new year", "christmas")) and not low.endswith(("day", "eve")) and not low[-1].isdigit():
        return text[0].isupper() and lead in ("at", "before", "after", "since", "by", "until", "for", "on", "over")
    if isinstance(form.core, Calendar) and form.core.unit == "day":
        return text[0].isupper()
    if isinstance(form.core, Calendar) and form.core.unit == "year":
        return any(era in text for era in ("BC", "AD", "CE"))
    return True


def is_clock(form: Form, text: str, parse: Parse) -> bool:
    """Whether figures with a colon are a time: "John 3:16" is a verse, "closed at 5.40" a price."""
    before = parse.copy[max(0, form.start - 24) : form.start]
    if "." in text[:5] and ":" not in text:
        return not re.search(r"\b(?:clos|trad|pric|valu|stood|sold|sell|priced)\w* at (?:about |around )?$", before) and not UNITS.match(parse.copy, form.end)
    word = re.search(r"([A-Z][a-z]+) $", before)
    return word is None or word[1].lower() in LEADS or word[1] in ("At", "At", "Around", "About") or word[1].endswith("day")


def is_set(form: Form, text: str, parse: Parse) -> bool:
    """Whether a word of frequency says how often: not in "the Daily Mail", "the annual report"."""
    if text[0].isupper() and not begins_sentence(form, parse):
        return False
    token = token_at(parse, form.start)
    return " " in text or (token is not None and token.pos_ != "NOUN" and token.dep_ not in ("amod", "compound"))


def is_duration(form: Form, text: str, lead: str, parse: Parse) -> bool:
    """Whether a number with a unit is a duration: not an age, not the rate of "twelve a day"."""
    low, rest = text.lower(), parse.copy[form.end : form.end + 20]
    if re.match(r"[- ]old\b| of age", rest) or lead in ("aged", "age"):
        return False
    if form.check == "bare":
        return lead in BARE_LEADS and low not in ("seconds", "quarters", "seasons", "nights") and not (lead == "of" and not rest.startswith(" of"))
    unit = re.split(r"[- ]", low)[-1]
    if unit in ("second", "quarter", "season", "seconds", "quarters") and (
        re.search(r"(?<!\w)(?:a|one|another) \w+$", low) or (rest.startswith(" of") and low.count(" ") < 2)
    ):
        # "a quarter", "three quarters of the town", "a second raid"
        return False
    if form.check == "duration":
        return True
    first = low.split()[0]
    if first in ("a", "an") and " and a half" not in low and "single" not in low and "half" not in low and "-" not in low and "dozen" not in low:
        if lead in ("a", "twice", "once", "times") or (re.match(r" (?:in|before|after|when|ago)\b", rest) and lead not in DURATION_LEADS):
            return False
        counted = re.fullmatch(r"an? \w+", low) is None
        return counted or lead in DURATION_LEADS or rest.startswith((" of ", "'s "))
    return not (low == "one day" and lead not in ("for", "in", "within", "of", "only", "just"))
