"""What stands around a form: the word before it, its token, the sentence or the name that it is part of."""

from __future__ import annotations

import re
from typing import Final

from spacy.tokens import Token

from claimcite.annotate.dates.forms import Form
from claimcite.parse import Parse

UNITS: Final = re.compile(
    r" ?(?:km|kg|m|mm|cm|ft|mph|kph|kw|mw|gw|tons?|tonnes?|metres?|meters?|miles?|feet|foot|dollars?|euros?|pounds?|percent|per cent|°|people|troops|soldiers|"
    r"hours|gmt|utc|years?|days|months|weeks|million|billion|thousand|hectares?|acres?|litres?|liters?|calories|words|pages|characters|[a-z]{3,6}day(?: night| morning)?, utc)(?!\w)",  # "(2024 Friday, UTC)" is a time of day
    re.IGNORECASE,
)



def lead_of(copy: str, start: int) -> str:
    """Return the word before a form in lower case; a dash, a comma or a bracket counts as one."""
    match = re.search(r"(\w+[.-]?|'s|[^\w\s])\s*$", copy[max(0, start - 24) : start])
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
