"""Whether words that can be a time expression are one here: "They may march", "1500 people", "a day" in "twelve a day"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from claimcite.annotate.dates.context import UNITS, begins_sentence, in_name, lead_of, token_at
from claimcite.annotate.dates.forms import Calendar, Fixed, Form, Named
from claimcite.annotate.dates.years import is_early, is_year
from claimcite.lexicon import DateWords
from claimcite.parse import Parse

#: Words that a month or a weekday follows, so that "May" and "Sun" are one.
LEADS: Final = frozenset(
    ["in", "since", "until", "till", "by", "last", "next", "this", "early", "late", "mid", "of", "from", "to", "between", "during", "through", "throughout", "before", "after", "for", "than", "around", "about", "starting", "beginning", "ending", "end", "on", "every", "each", "following", "previous", "that", "and", "or", "late-", "mid-", "-", "–", "—", "until"]
)
DURATION_LEADS: Final = frozenset(
    ["for", "in", "within", "over", "after", "about", "than", "nearly", "almost", "during", "around", "least", "most", "under", "just", "only", "lasted", "lasts", "lasting", "took", "takes", "taking", "spent", "spend", "every", "through", "throughout", "to", "of", "another", "by", "-", "with", "last"]
)
BARE_LEADS: Final = frozenset(["for", "within", "in", "just", "after", "over", "through", "took", "take", "taking", "lasted", "last", "lasting", "spent", "spend", "spending", "despite", "of"])
#: "The Sunday Times", "Good Friday", "Black September" name something else.
NAME_BEFORE: Final = re.compile(r"(?:Black|Good|Bloody|Super|Ash|Palm|Easter|Holy|Shrove|Maundy|Cyber|Giving|Whit|Fat|Red|Wicked) $")
NAME_AFTER: Final = re.compile(r" (?:Times|Herald|Telegraph|Mirror|Mail|Express|Post|Star|World|Independent|Tribune|Night Live|Night Football|Mass|School|People|Revolution|Movement|Club)(?!\w)")
#: In small letters these are other words: "20 may die", "last march".
WORDS_TOO: Final = frozenset(["may", "march", "mar", "sun", "sat", "wed", "dec", "jan", "sep"])
#: Before figures with a slash or dash that are a date.
SLASHED_LEADS: Final = frozenset(["on", "by", "since", "until", "from", "before", "after", "between", "dated", "of", "due", "till", "out", "back", "in", "(", "date", ":"])
#: "The index finished the day at 5,210", "down 2 % for the day"
CLOSING: Final = re.compile(r"(?<!\w)(?:end(?:s|ed|ing)?|finish(?:es|ed|ing)?|clos(?:es|ed|ing)|start(?:s|ed)?|beg[ai]ns?|for) $", re.IGNORECASE)
FIRST_IN: Final = re.compile(r"(?<!\w)(?:first|only|lowest|highest|worst|best|largest|biggest|deadliest) (?:[\w'’-]{1,20} ){0,3}in $", re.IGNORECASE)
EDGE: Final = re.compile(r"(?<!\w)(?:(?:end|start|beginning|middle|close|course|turn) of|early|late|earlier|later|mid)(?: in)? $", re.IGNORECASE)


def accepted(form: Form, before: Form | None, parse: Parse, words: DateWords) -> Form | None:
    """Return a form that is a time expression where it stands, perhaps shortened; None for one that is not."""
    text = parse.copy[form.start : form.end]
    lead = lead_of(parse.copy, form.start)
    if isinstance(form.core, Named) and text[:5].lower() == "that " and lead not in LEADS and not begins_sentence(form, parse):
        # "told AFP that Monday's strikes", not "on that Monday"
        form = replace(form, start=form.start + 5, core=form.core.point)
        text = text[5:]
        if text in WORDS_TOO:
            return None  # "skins that may have been worked"
    if text.lower() in ("today", "tonight", "now") and text[0].isupper() and re.search(r"(?<!\w)[A-Z][A-Za-z]+ $", parse.copy[max(0, form.start - 24) : form.start]):
        # "a USA TODAY analysis", "Russia Today"
        return None
    if parse.copy[form.start - 1 : form.start] in tuple("\"“‘'") and parse.copy[form.end : form.end + 1] in tuple("\"”’'") and text == "Today":
        return None  # a programme of that name
    if isinstance(form.core, Calendar) and form.core.unit == "month" and form.core.year and re.match(r"[a-z]+ in ", text) and text.split()[0] in WORDS_TOO:
        return None  # "90 million mar in 2025"
    if form.check == "day":
        return full_day(form, text, lead, parse)
    return form if holds(form, text, lead, before, parse, words) else None


def holds(form: Form, text: str, lead: str, before: Form | None, parse: Parse, words: DateWords) -> bool:
    """Whether the check of a form holds."""
    match form.check:
        case "month":
            return is_month(form, text, lead, before, parse, words)
        case "weekday":
            return is_weekday(form, text, lead, parse, words)
        case "year":
            return is_year(form, lead, before, parse)
        case "early":
            return is_early(form, lead, parse)
        case "season":
            return is_season(text, lead)
        case "named":
            return is_named(form, text, lead, parse)
        case "clock":
            return is_clock(form, text, parse)
        case "one" | "bare" | "duration":
            return is_duration(form, text, lead, parse)
        case "ahead":
            rare = FIRST_IN.search(parse.copy[max(0, form.start - 45) : form.start])  # "for the first time in almost a decade"
            return lead == "in" and rare is None and is_duration(replace(form, check="duration"), text, lead, parse)
        case "set":
            return is_set(form, text, parse)
        case "slashed":
            return is_slashed(form, text, lead, parse)
        case "part" | "told":
            return is_part(form, lead, parse)
        case "edge":
            return is_edge(form, text, parse)
        case "after":
            return is_after(text, lead)
        case _:
            return True


def is_edge(form: Form, text: str, parse: Parse) -> bool:
    """Whether "the year" and "the day" are an end of something: "at the end of the year", "finished the day at 5,210"."""
    before = parse.copy[max(0, form.start - 24) : form.start]
    if text.lower() == "the day" and CLOSING.search(before) and re.match(r" ?[.,;]| (?:at|with|down|up|on|by|in)\b|$", parse.copy[form.end : form.end + 8]):
        return True
    return text.lower() == "year" or EDGE.search(before) is not None


def is_after(text: str, lead: str) -> bool:
    """Whether "last" and "the last" point back: not in "on our last day in the park", "the last week will be hard"."""
    low = text.lower()
    if low == "last day" and lead in ("our", "my", "his", "her", "their", "its", "a", "very", "your"):
        return False
    return not low.startswith("the last ") or lead in ("over", "in", "within", "during", "throughout", "for")


def in_one_block(form: Form, parse: Parse) -> bool:
    """Whether a form lies within one block: "… in 2019" and "May …" of the next paragraph are no "2019 May"."""
    span = parse.from_copy(form.start, form.end)
    if not parse.blocks:
        return True
    at = parse.block_at(span.start)
    return at >= 0 and span.end <= max(parse.blocks[at].span.end, parse.blocks[at].span.start)


def full_day(form: Form, text: str, lead: str, parse: Parse) -> Form | None:
    """Check "May 12", "12 May": "In March 12 people died" is a month and a number, "20 may die" is none."""
    assert isinstance(form.core, Calendar)
    month = re.search(r"[A-Za-z]{3,}", text if form.core.weekday is None else text.partition(" ")[2])
    if month and month[0].islower() and month[0] in WORDS_TOO:
        return None
    if form.core.year is None and text[-1].isdigit() and month and not text[0].isdigit() and counts(form, lead, parse):
        core = Calendar("month", month=form.core.month)
        return replace(form, core=core, end=form.start + len(text.rstrip("0123456789").rstrip()))
    return form


def counts(form: Form, lead: str, parse: Parse) -> bool:
    """Whether the figure of "March 12" counts what follows: "In March 12 people died", not "On March 12 people took to the streets"."""
    following = token_at(parse, form.end + 1) if re.match(r" [a-z]", parse.copy[form.end : form.end + 2]) else None
    if following is not None and lead in ("in", "and") and following.lower_ in ("more", "others", "people"):
        return True
    if following is None or following.tag_ not in ("NNS", "JJ", "NN") or lead in ("on", "by", "until", "of"):
        return False
    if lead in ("in", "during", "since", "throughout", "early", "late", "mid"):
        return following.tag_ == "NNS" or (following.i + 1 < len(parse.doc) and parse.doc[following.i + 1].tag_ == "NNS")
    number = token_at(parse, form.end - 1)
    return number is not None and following.tag_ != "NN" and number.dep_ == "nummod" and number.head.i >= following.i


def is_month(form: Form, text: str, lead: str, before: Form | None, parse: Parse, words: DateWords) -> bool:
    """Whether the name of a month on its own is one: "May said" and "the march" are not."""
    low = text.lower().rstrip(".")
    if text[0].isdigit():
        # "in 2017 April"
        return text.rsplit(maxsplit=1)[-1] not in WORDS_TOO
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
    if lead in ("and", "or", "to", "-", "–", "—") and before is not None and isinstance(before.core, Calendar) and before.core.unit == "month":
        # "between November and April"
        return form.start - before.end <= 5
    if re.search(r"(?:mid|early|late)-$", parse.copy[max(0, form.start - 6) : form.start], re.IGNORECASE):
        return True
    return (led and lead not in ("and", "or", "to", "than", "-") and token.pos_ not in ("VERB", "AUX")) or (lead in ("a", "the") and token.tag_ == "NNP")


def is_weekday(form: Form, text: str, lead: str, parse: Parse, words: DateWords) -> bool:
    """Whether a weekday is one: "The Sunday Times" and "Black Friday" are names."""
    if text.lower().rstrip(".") in words.doubtful or not re.match(r"\w+day", text, re.IGNORECASE):
        return text[0].isupper() and (text.endswith(".") or lead == "week") and (lead in LEADS or lead == "week" or parse.copy[form.end : form.end + 1] == ",")
    if isinstance(form.core, Fixed) and text[0].islower():
        return False
    if NAME_BEFORE.search(parse.copy[max(0, form.start - 12) : form.start]) or NAME_AFTER.match(parse.copy, form.end):
        return False
    return not in_name(form, parse, "ORG", "PER", "PERSON")


def is_season(text: str, lead: str) -> bool:
    """Whether "spring" and "fall" are seasons: not in "a spring", "the fall of the city"."""
    low = text.lower()
    if lead not in ("in", "during", "since", "until", "by", "before", "after", "early", "late", "mid", "over", "through", "throughout", "mid-", "of"):
        return False
    if low in ("the fall", "fall", "spring") and lead not in ("in", "during", "since", "until", "by", "early", "late", "mid"):
        return False
    return low != "fall" or lead == "in"


def is_named(form: Form, text: str, lead: str, parse: Parse) -> bool:
    """Whether a holiday or a month after "last" is written like one: "this may", "a new year" are not."""
    last = text.rsplit(maxsplit=1)[-1].rstrip(".")
    if isinstance(form.core, Named) and last in WORDS_TOO:
        # "last march", "that may"
        return False
    low = text.lower()
    if low.startswith(("new year", "christmas")) and not low.endswith(("day", "eve")) and not low[-1].isdigit():
        return text[0].isupper() and lead in ("at", "before", "after", "since", "by", "until", "for", "on", "over")
    if " " not in text and re.match(r" [A-Z][a-z]", parse.copy[form.end : form.end + 3]) and text[0].isupper():
        # "Easter Island"
        return isinstance(form.core, Named)
    if isinstance(form.core, Calendar) and form.core.unit == "day":
        if text[0].isdigit():
            # "since 9/11", not "the 9/11 Commission"
            return not re.match(r"[ -][A-Z]", parse.copy[form.end : form.end + 2])
        return text[0].isupper() or re.match(r".*(?:christmas day|'s? day|'s eve|christmas eve|black friday|(?:thanksgiving|independence) day)", low) is not None
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
    if parse.copy[form.start - 1 : form.start] == "-" and re.match(r"an?[- ]", low):
        # "$12-an-hour workers"
        return False
    if form.check == "bare":
        return lead in BARE_LEADS and low not in ("seconds", "quarters", "seasons", "nights") and not (lead == "of" and not rest.startswith(" of"))
    unit = re.split(r"[- ]", low)[-1]
    if unit in ("second", "quarter", "season", "seconds", "quarters") and (re.search(r"(?<!\w)(?:a|one|another) \w+$", low) or rest.startswith(" of")):
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


def is_slashed(form: Form, text: str, lead: str, parse: Parse) -> bool:
    """Whether figures with a slash are a day or a month: "on 4/22", "since 3/2015", not "4/22 of the votes", a score or a rate."""
    rest = parse.copy[form.end : form.end + 12]
    if len(re.findall(r"\d+", text)) > 2 or re.fullmatch(r"\d{8}", text):
        return True
    if not re.match(r"\s*$|[.,;:!?)]| (?:and|but|or|to|until|at|when|in|from|with|after|before)(?!\w)", rest):
        return False
    return lead in SLASHED_LEADS or not text[0].isdigit() or begins_sentence(form, parse)


def is_part(form: Form, lead: str, parse: Parse) -> bool:
    """Whether a part of the day is told: not in "the night shift", "a morning of prayer"."""
    if form.check == "told":
        return lead in ("at", "around", "about", "by", "until", "from", "since", "before", "after", "near", "nearly")
    if lead == "good":
        return False
    token = token_at(parse, form.end - 1)
    return token is not None and token.dep_ not in ("compound", "amod", "nmod:poss") and not parse.copy.startswith("'s", form.end)
