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
SCHEDULED: Final = frozenset(["open", "begin", "start", "close", "end", "meet", "expire", "launch", "resume", "convene", "reopen", "return"])
AHEAD: Final = re.compile(r"\b(?:ahead of|scheduled for|planned for|due (?:on|in|by)|set for|slated for|postponed (?:to|until)|expected (?:on|in|by)) (?:the )?$", re.IGNORECASE)


def tense_of(tokens: TokenSpan, before: str, *, caption: bool = False, planned: frozenset[str] = frozenset()) -> Tense:
    """Return the tense of the verb that governs a time expression; ``before`` is the text that leads up to it.

    "will arrive on Friday" is future, "died on Friday" past, "is expected to decide on Friday" future. In a caption the present
    tells of what the picture shows: "Smoke rises over the hills on Tuesday".
    """
    if AHEAD.search(before):
        return "future"
    if not len(tokens):
        return "open"
    token = tokens.root
    if any(child.text in ("'s", "’s") for child in helpers_of(token)) and token.head is not token:
        # "Thursday's attack" has been; "Sunday's election will decide" has not.
        ahead = token.head.dep_.startswith("nsubj") and {"will", "'ll"} & {helper.lower_ for helper in helpers_of(token.head.head)}
        return "future" if ahead else "past"
    previous = token_before(tokens)
    if previous is not None and previous.tag_ == "VBD" and not (set(before.lower().split()) & {"for", "until", "by"}):
        # "Pence, said on Friday the United States is …": whatever the parser hangs the day on.
        return "past"
    for _ in range(12):
        head = token.head
        if head is token:
            break
        if head.lemma_.lower() in planned and before.endswith((" for ", " on ", " until ", " in ", " by ")):
            if head.tag_ not in ("VBD", "VBZ", "VBP") or before.endswith(" for "):
                return "future"
        found = verb_tense(head, caption=caption)
        if found in ("present", "future") and not caption and is_habit(head, nearby=token):
            return "always"
        if found == "past" and before.endswith("until ") and {c.lower_ for c in helpers_of(head)} & {"has", "have", "'ve"}:
            # "has closed its markets until Friday"
            return "future"
        if found == "present" and head.lemma_ in SCHEDULED:
            return "future"
        if found is not None:
            return found
        token = head
    return verb_tense(token, caption=caption) or "open"


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
