"""Whether a time expression speaks of what has been or of what is to come: from the verb that governs it."""

from __future__ import annotations

import re
from typing import Final

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from claimcite.annotate.dates.anchors import Tense

#: Verbs whose past looks like their present: "A rocket hit the station on Monday".
LIKE_PRESENT: Final = frozenset(["hit", "put", "set", "cut", "shut", "quit", "let", "read", "beat", "cost", "hurt", "spread", "split", "burst", "cast", "bet", "rid", "shed"])
WILL: Final = frozenset(["will", "shall", "'ll", "would", "could", "may", "might", "must", "should", "can", "wo", "ca"])
HAVE: Final = frozenset({"have", "has", "had", "having", "'ve", "'d"})
PRESENT: Final = frozenset(["is", "are", "am", "'s", "'re", "'m"])
#: "usually", and verbs of what comes round each year.
HABITS: Final = frozenset(["usually", "often", "regularly", "generally", "typically", "normally", "always", "sometimes", "frequently", "rarely", "seldom", "mostly"])
HABITUAL: Final = frozenset(["be", "get", "occur", "attract", "vary", "drop", "reach", "tend", "bloom", "flower", "migrate", "breed", "visit", "freeze", "fluctuate", "average", "experience"])
#: "The trial opens in June": what is on the calendar is told in the present.
SCHEDULED: Final = frozenset(["open", "begin", "start", "close", "end", "meet", "expire", "launch", "resume", "convene", "reopen", "return", "go"])
#: These too, on a day; other verbs in the present tell of it as a headline does: "Relatives protest outside the court on Monday".
ON_A_DAY: Final = SCHEDULED | {"be", "have", "vote", "face", "visit", "play", "hold", "host", "appear", "arrive", "depart", "leave", "travel", "decide", "come", "take", "kick", "mark", "head", "run", "speak", "compete", "race", "tour", "perform", "air", "premiere", "release", "celebrate", "publish", "expect", "plan", "hope", "want", "intend", "aim", "need", "look", "fall", "get"}  # fmt: skip
AHEAD: Final = re.compile(
    r"\b(?:ahead of|scheduled for|planned for|due (?:on|in|by)|set for|slated for|postponed (?:to|until)|expected (?:on|in|by)"
    # "is due in court | Thursday", "proposed a new meeting in | June"
    r"|due (?:in|at|before|back|home)(?: \w{1,20}){1,3}?(?: on| in| by)?"
    # "a trial anticipated to begin in | July", "from tomorrow night into | Friday"
    r"|(?:expected|anticipated|scheduled|planned|due|slated|projected) to(?: \w{1,20}){1,3}?(?: on| in| by)?"
    r"|(?:tomorrow|tonight|next \w{3,9})(?: \w{2,9})? (?:into|until|till|to|through|and)"
    r"|(?:propos|schedul|plann|offer|suggest|call)(?:es|ed|s|ing)?(?: for)?(?: \w{1,20}){0,4}? (?:meeting|talks|summit|votes?|elections?|referendum|conference|session|hearing|trial|truce|ceasefire) (?:in|on|for)"
    r") (?:the )?$",
    re.IGNORECASE,
)
#: "Heading into Tuesday's vote her lead is gone", but "had twice as many heading into Tuesday's vote".
INTO: Final = re.compile(r"(?:head|go)ing into $", re.IGNORECASE)
SINCE: Final = re.compile(r"(?<!\w)since (?:the |last |about |around )?$", re.IGNORECASE)
#: "against 19 % in November": a figure of a month is one that is known.
FIGURE: Final = re.compile(r"(?:\d|%|per ?cent)\)? in (?:early |late |mid-)?$", re.IGNORECASE)
#: What was so begun, missed or brought about in the past is past itself.
ACHIEVED: Final = frozenset(["fail", "manage", "begin", "start", "try", "attempt", "refuse", "decline", "continue", "help", "struggle", "neglect", "seem", "appear", "happen", "proceed", "rush"])
#: In the present they open what may come: "unless more money arrives by Friday".
CONDITIONS: Final = frozenset(["if", "unless", "once", "until", "till"])


def tense_of(tokens: TokenSpan, before: str, *, caption: bool = False, planned: frozenset[str] = frozenset()) -> Tense:
    """Return the tense of the verb that governs a time expression; ``before`` is the text that leads up to it.

    "will arrive on Friday" is future, "died on Friday" past, "is expected to decide on Friday" future. In a caption the present
    tells of what the picture shows: "Smoke rises over the hills on Tuesday".
    """
    if AHEAD.search(before):
        return "future"
    if SINCE.search(before):
        return "past"
    if not len(tokens):
        return "open"
    token = tokens.root
    if INTO.search(before):
        return "past" if any(t.tag_ == "VBD" for t in tokens.doc[max(tokens.start - 15, tokens.sent.start) : tokens.start]) else "future"
    if tokens[-1].lower_ == "weekend" and before.lower().endswith("over ") and any(t.tag_ == "VBG" and t.dep_ == "advcl" for t in (token.head, token.head.head)):
        return "past"  # "fighting goes on, with rebels gaining ground over the weekend"
    if any(child.text in ("'s", "’s") for child in helpers_of(token)) and token.head != token:
        # "Thursday's attack" has been; "Sunday's election will decide" has not.
        verb = token.head.head
        helpers = {helper.lower_ for helper in helpers_of(verb)}
        ahead = token.head.dep_.startswith("nsubj") and (helpers & {"will", "'ll"} or (verb.tag_ in ("VBZ", "VBP") and helpers & CONDITIONS))
        return "future" if ahead else "past"
    previous = token_before(tokens)
    if previous is not None and previous.tag_ == "VBD" and not (set(before.lower().split()) & {"for", "until", "by"}):
        # "Pence, said on Friday the United States is …": whatever the parser hangs the day on.
        return "past"
    for _ in range(12):
        head = token.head
        if head == token:
            break
        if head.lemma_.lower() in planned and before.endswith((" for ", " on ", " until ", " in ", " by ")):
            if head.tag_ not in ("VBD", "VBZ", "VBP") or before.endswith(" for "):
                return "future"
        found = verb_tense(head, caption=caption)
        if found == "future" and done_already(head):
            return "past"
        if found == "present" and not caption and FIGURE.search(before):
            return "past"
        if may_come(head, found):
            return "future"
        if found in ("present", "future") and not caption and is_habit(head, nearby=token):
            return "always"
        if found == "past" and before.endswith("until ") and {c.lower_ for c in helpers_of(head)} & {"has", "have", "'ve"}:
            # "has closed its markets until Friday"
            return "future"
        if found == "present" and head.lemma_ in SCHEDULED:
            return "future"
        if found == "present" and head.tag_ in ("VBZ", "VBP") and head.pos_ == "VERB" and head.lemma_ not in ON_A_DAY:
            return "open"
        if found is not None:
            return "future" if found != "future" and will_before(tokens) else found
        token = head
    return verb_tense(token, caption=caption) or "open"


def done_already(verb: Token) -> bool:
    """Whether an infinitive tells what was done or not done: "failed to reach a deal on Friday", "had come to vote on Sunday"; not "agreed to meet"."""
    helpers = {child.lower_ for child in helpers_of(verb)}
    above = verb.head
    if "to" not in helpers or helpers & HAVE or above == verb or above.tag_ not in ("VBD", "VBN"):
        return False
    told = {child.lower_ for child in helpers_of(above)}
    if above.tag_ == "VBN" and not told & HAVE:
        return False
    return above.lemma_ in ACHIEVED or (verb.dep_ == "advcl" and "had" in told)


def will_before(tokens: TokenSpan) -> bool:
    """Whether the verb right before an expression has a "will" or "would", whatever the parser hangs the day on.

    "They do not speak, and the bill would be put to a vote on Thursday" with "Thursday" on "speak".
    """
    window = tokens.doc[max(tokens.start - 10, tokens.sent.start) : tokens.start]
    verb = next((t for t in reversed(window) if t.tag_ in ("VB", "VBD", "VBN", "VBP", "VBZ")), None)
    if verb is None or verb.tag_ not in ("VB", "VBN"):
        return False
    helpers = {t.lower_ for t in tokens.doc[max(verb.i - 4, tokens.sent.start) : verb.i] if t.tag_ in ("MD", "VB") and t.head.i == verb.i}
    return bool(helpers & {"will", "would", "shall", "'ll"}) and not helpers & HAVE


def may_come(verb: Token, tense: Tense | None) -> bool:
    """Whether a verb behind "if" or "unless" tells of what may come: "if no coalition is formed by Friday", "would fight on unless it left"."""
    helpers = {child.lower_ for child in helpers_of(verb)}
    main = {child.lower_ for child in helpers_of(verb.head)}
    unreal = verb.tag_ == "VBD" and "would" in main
    if "when" in helpers and tense == "present" and main & {"will", "'ll", "’ll", "shall"}:
        return True  # "will vote for her when we get to the convention in July"
    return bool(helpers & CONDITIONS) and (tense == "present" or unreal or (verb.tag_ == "VBN" and bool(helpers & {"is", "are"})))


def helpers_of(token: Token) -> list[Token]:
    """Return the children of a token that stand near it: a sentence may hang thousands on one."""
    return [other for other in token.doc[max(0, token.i - 12) : token.i + 4] if other.head.i == token.i and other.i != token.i]


def token_before(tokens: TokenSpan) -> Token | None:
    """Return the token before an expression, its preposition left out."""
    at = tokens.start - 1
    while at > 0 and tokens.doc[at].lower_ in ("on", "in", "at", "late", "early", "the"):
        at -= 1
    return tokens.doc[at] if at >= 0 else None


def is_habit(verb: Token, *, nearby: Token) -> bool:
    """Whether a verb tells what is so every year: "it can get cold in January", "the monsoon occurs in July", "rains are common".

    What is held or begins in a month is planned: "the trial opens in June".
    """
    helpers = helpers_of(verb)
    words = {child.lower_ for child in helpers}
    if words & {"can", "may", "might", "should"} or words & HABITS:
        return not words & {"will", "'ll", "to", "be"} or "can" in words
    if verb.tag_ == "VBG" or nearby.head.i != verb.i or words & {"will", "'ll", "shall", "would", "could", "must", "to", "has", "have", "had"}:
        return False
    if any(child.dep_ == "cop" for child in helpers):
        return verb.pos_ in ("ADJ", "NOUN") and verb.lemma_ not in ("due", "set", "likely", "able", "ready", "scheduled")
    return verb.tag_ in ("VBZ", "VBP") and verb.lemma_ in HABITUAL


def verb_tense(token: Token, *, caption: bool) -> Tense | None:
    """Return the tense of a verb with its auxiliaries; None for what is no verb, or a participle that leans on another."""
    helpers = [child for child in helpers_of(token) if child.dep_ in ("aux", "aux:pass", "auxpass", "cop")]
    words = {child.lower_ for child in helpers}
    if token.pos_ not in ("VERB", "AUX") and not helpers:
        return None
    if "to" in words or any(child.lower_ == "to" and child.dep_ == "mark" for child in helpers_of(token)):
        return "past" if words & HAVE else "future"
    if words & WILL:
        return "past" if words & HAVE else "future"
    if token.tag_ == "VBG" and words & PRESENT:
        return "open" if caption else "present"
    if words & (HAVE | {"was", "were", "been", "did"}):
        return "past"
    if token.tag_ == "VBD" or token.lower_ in LIKE_PRESENT or token.tag_ == "VBN":
        return "past"
    if token.tag_ in ("VBZ", "VBP") or words & PRESENT:
        return "open" if caption or token.lemma_ in ("say", "tell", "add") else "present"
    return None
