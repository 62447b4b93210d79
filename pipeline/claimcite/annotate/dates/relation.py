"""How the event lies to a time expression: at it, since, until, before or after it, or only compared with it."""

from __future__ import annotations

import re
from typing import Final

from claimcite.annotate.dates.context import token_at
from claimcite.annotate.dates.forms import Form
from claimcite.annotate.dates.tense import helpers_of
from claimcite.annotate.dates.timex import Value
from claimcite.parse import Parse
from claimcite.records import DateRelation

WINDOW: Final = 100
#: What stands right before a form and says how the event lies to it.
LEADS: Final[tuple[tuple[DateRelation, re.Pattern[str]], ...]] = (
    ("since", re.compile(r"(?<!\w)(?:ever )?since (?:about |around |at least |as early as |as far back as )?(?:the )?$", re.IGNORECASE)),
    ("until", re.compile(r"(?<!\w)(?:until|till|by|up to|no later than|earlier than|sooner than) (?:about |around |at least |as late as )?(?:the )?$", re.IGNORECASE)),
    ("before", re.compile(r"(?<!\w)(?:before|prior to|ahead of|pre-) ?(?:the )?$", re.IGNORECASE)),
    ("after", re.compile(r"(?<!\w)(?:after|following|post-|(?<!no )later than) ?(?:the )?$", re.IGNORECASE)),
)
#: "three times as many as in 2024", "than in March", "up from nine a week earlier", "compared with 2019"
YARDSTICK: Final = re.compile(
    r"(?<!\w)(?:(?<!later )(?<!earlier )(?<!sooner )than(?! (?:an? |one|two|three|four|five|six|seven|eight|nine|ten|half|\d|[$€£]))|compared (?:with|to)"
    r"|against(?= \d)|(?:increase|rise|drop|decline|fall|jump|gain) (?:over|on|from)|(?:ris|rose|fell|fall|climb|drop|jump|grow|grew|widen|shr[aiu]nk)\w{0,4}(?: to \S{1,12})? from(?= (?:[$€£]|about |some )?\d)"
    r"|as (?:many|much) (?:[\w'’-]{1,20} ){1,4}as(?= (?:in|on|during|at) )"
    r"|as (?:many|much|high|large|big|bad|deadly|often) as(?! \d| possible)|(?:up|down) (?:\d\S* )?from|as against|versus|relative to)(?!\w)(?P<to>[^.;:!?]{0,45})$",
    re.IGNORECASE,
)
#: "The ship sank shortly before midnight on Tuesday": on that day.
NEARLY: Final = re.compile(r"(?<!\w)(?:shortly|just|soon|right|moments|minutes) (?:before|after) (?:about |around )?$", re.IGNORECASE)
CLAUSE: Final = re.compile(r",? (?:and|but|which|who|while|when) |; ")
SINCE: Final = re.compile(r"(?<!\w)since (?=[^.;!?]{0,60}$)", re.IGNORECASE)
#: "have died since the raid in March": since when it holds.
SINCE_EVENT: Final = re.compile(r"(?<!\w)since (?:(?:the|a|an|its|their|his|her|last) )?(?:[\w'’-]{1,20} ){1,4}(?:in|on|of) (?:the )?$", re.IGNORECASE)
SUPERLATIVES: Final = frozenset({"first", "worst", "only", "record", "most", "best", "least", "biggest", "deadliest", "highest", "lowest", "largest"})
ONWARDS: Final = re.compile(r",? (?:on|onwards?)(?=[ ,.;]|$)(?! (?:the|a|his|its)\b)")


def relation_of(form: Form, parse: Parse, value: Value) -> DateRelation:
    """Return how the event lies to a time expression: "the worst flood since March 2019" is compared with it."""
    if value.type in ("SET", "DURATION"):
        return "at"
    copy = parse.copy
    start = max(0, form.start - WINDOW)
    sentence = parse.sentence_at(parse.from_copy(form.start, form.end).start)
    before = copy[start : form.start]
    if sentence is not None:
        before = copy[max(start, parse.doc[sentence.first].idx) : form.start]
    if yardstick(parse, form.start - len(before), before):
        return "compared"
    since = SINCE.search(before)
    if since and superlative(parse, form.start - len(before), form.start - len(before) + since.start()):
        return "compared"
    if value.type == "TIME" and NEARLY.search(before):
        return "at"
    for relation, pattern in LEADS:
        if pattern.search(before) and not (copy.startswith("'s", form.end) and before.lower().endswith("by ")):
            # "displaced by last year's offensive" says who did it.
            return relation
    if re.search(r"(?<!\w)from (?:the )?$", before, re.IGNORECASE) and (ONWARDS.match(copy, form.end) or ("/" not in value.timex3 and begins(parse, form.start - len(before), before))):
        return "since"
    event = SINCE_EVENT.search(before)
    if event and not verbal(parse, form.start - len(before) + event.start(), form.start):
        return "since"
    return governed(form, parse)


def begins(parse: Parse, start: int, before: str) -> bool:
    """Whether "from" says when something begins: "will be closed from Monday", not "a letter from 2019"."""
    tokens = parse.tokens(parse.from_copy(start, start + before.lower().rfind("from")))
    return len(tokens) > 0 and tokens[-1].pos_ in ("VERB", "ADJ", "ADV") and tokens[-1].lemma_ not in ("date", "stem", "come", "know")


def yardstick(parse: Parse, start: int, before: str) -> bool:
    """Whether what leads up to a date compares with it: "than in 2017", not "more than 300 people were displaced by".

    No clause and no verb of its own may stand between: "as much as it received after the floods of 2010".
    """
    match = YARDSTICK.search(before)
    if match is None or CLAUSE.search(match[0]):
        return False
    return not match["to"].strip() or not verbal(parse, start + match.start("to"), start + len(before))


def verbal(parse: Parse, start: int, end: int) -> bool:
    """Whether a finite verb stands in ``[start, end)`` of the copy."""
    return any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in parse.tokens(parse.from_copy(start, end)))


def superlative(parse: Parse, start: int, end: int) -> bool:
    """Whether a superlative stands in ``[start, end)`` of the copy, in the clause that ends there."""
    text = parse.copy[start:end]
    clause = max((m.end() for m in CLAUSE.finditer(text)), default=0)
    if end - start - clause < 3:
        return False
    tokens = parse.tokens(parse.from_copy(start + clause, end))
    return any((t.tag_ in ("JJS", "RBS") and t.lower_ not in ("least", "latest")) or t.lower_ in SUPERLATIVES - {"least", "most"} for t in tokens)


def governed(form: Form, parse: Parse) -> DateRelation:
    """Return the relation of a date inside a phrase: "after the floods of 2010", "before the war in 2021"."""
    # "after an air raid on Tuesday": the raid was then, and so was what came of it.
    if not parse.copy[max(0, form.start - 8) : form.start].endswith((" of ", " of the ")):
        return "at"
    token = token_at(parse, form.end - 1)
    for _ in range(2):
        if token is None or token.dep_ not in ("nmod", "obl", "compound", "nummod", "nmod:poss", "obl:tmod", "nmod:tmod") or token.head.pos_ not in ("NOUN", "PROPN"):
            return "at"
        token = token.head
        cases = {child.lower_ for child in helpers_of(token) if child.dep_ in ("case", "mark")}
        for word, relation in (("after", "after"), ("before", "before"), ("since", "since"), ("until", "until")):
            if word in cases:
                return relation  # type: ignore[return-value]
    return "at"
