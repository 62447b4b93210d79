"""What a text says of whether its claims hold: that nobody could verify them, that somebody confirmed them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from claimcite.annotate.attributions import Said
from claimcite.claims.predicates import Candidate
from claimcite.claims.sayings import negated
from claimcite.claims.told import FIGURE, of_sentence, told_before
from claimcite.claims.tree import Word
from claimcite.parse import Sentence
from claimcite.records import Claim, Verification

CONFIRMING = frozenset({"confirm", "verify"})
WITHDRAWING = frozenset({"withdraw", "retract", "recant", "disavow"})
#: What stands by a report that nobody has checked, and by a figure that somebody has.
UNSURE = frozenset({"unconfirmed", "unverified", "uncorroborated", "unsubstantiated"})
#: To confirm somebody is to appoint him: "the senate has not confirmed her", "was not confirmed as judge".
CHECK = r"(?:verif|confirm(?!(?:ed)?\s(?:him|her|them|me|as|nominees?)\b)|corroborat|ascertain|authenticat|substantiat)"
HOW = r"(?:(?:yet|independently|immediately|fully|separately|officially|publicly|be|been|able\sto)\s)*"
DOUBT = re.compile(
    rf"\b(?:could|can|have|has|had|were|was|did|do|does|would)\s?(?:not|n't|n’t)\s{HOW}{CHECK}"
    rf"|\b(?:[Nn]either|[Nn]o\s?one|[Nn]obody|[Nn]one)(?:\s[\w'’-]+){{0,8}}?\s(?:could|can|has|have|had|was|were)\s{HOW}(?:{CHECK}|checked)"
    rf"|\b(?:not\s(?:(?:been|immediately|yet)\s)*(?:possible|able)|unable|impossible|declin(?:ed|es|ing)|refus(?:ed|es|ing)|(?:has|have|had)\syet|no\sway)\sto\s{HOW}{CHECK}"
    rf"|\b(?:has|have|had)\snever\s{HOW}{CHECK}|\bnot\s(?:(?:yet|been|independently|officially)\s)+{CHECK}|\bneither\sconfirm(?:ed|s)?\snor\sden"
    r"|\bno\s(?:(?:immediate|independent|official|outside|further)\s)*(?:confirmation|verification|corroboration)\b(?!\s(?:hearing|vote))"
    r"|\b(?:is|are|was|were|remain|remains|remained)\s(?:still\s)?(?:unverified|unconfirmed|uncorroborated|unsubstantiated)(?!\sby\sthe\s[Ss]enate)(?=\W*$|[,;.]|\s(?:by|at|on|as|and|but|late|for)\b)"
)
#: One of these stands in whatever ``DOUBT`` and ``SUPPORT`` find.
VERIFYING = re.compile("erif|onfirm|orroborat|scertain|uthenticat|ubstantiat|checked|geolocat")
#: What cannot be said, or who somebody is, leaves what he says as it is: "could not confirm how many", "could not verify his age".
ASIDE = re.compile(r"\w*\s(?:our|my)\s|\w*\s(?:how|what|why|who|whom|whose|which|whether|if|when|where)\b|\w*\s(?:his|her|their|the\s\w+['’]s?)\s(?:identit|age\b|name|nationalit|whereabouts)")
THAT = re.compile(r"\w*\s(?:reports?\s|claims?\s)?that\b")
NO_SAYING = re.compile(r"\b(?:identit(?:y|ies)|ages?|names?|nationalit(?:y|ies)|causes?|motives?|whereabouts)\b[^.,;]{0,40}$")
FOOTAGE = r"(?:footage|videos?|images?|clips?|photos?|photographs?|recordings?)"
FILMED = re.compile(rf"\b(?:{FOOTAGE}|filmed|recorded)\b", re.IGNORECASE)
SHOWN = re.compile(rf"\b{FOOTAGE}\b.{{0,120}}?\b(?:show|see|depict|captur)\w*", re.IGNORECASE)
SAYING = rf"(?:toll|figures?|numbers?|counts?|reports?|claims?|accounts?|allegations?|statements?|news|{FOOTAGE})"
SUPPORT = re.compile(
    rf"\b(?:confirm|verify|corroborat|authenticat|geolocat|verifi)(?:ed|e?s|ing)\s(?:the|this|that|these|those|his|her|its|their)\s(?:(?!(?:to|for|by|from|in|at|with|on)\s)[\w'’-]+\s){{0,3}}?{SAYING}\b"
    r"|\b(?:confirmed|verified|corroborated)\s(?:it|this|that|as\smuch)(?=\s*[.,;]|\s(?:to|on|later)\s)"
    rf"|\b(?:the|this|that|these|those|his|her|its|their)\s(?:[\w'’-]+\s)?{SAYING}\s(?:was|were|has\sbeen|have\sbeen)\s(?:(?:later|since|then|also|independently)\s)*(?:confirmed|verified|corroborated|authenticated|geolocated)\b"
    rf"|\b{FOOTAGE},?\s(?:(?:which|that)\s(?:was|were)\s)?(?:geolocated|verified|authenticated)\b",
    re.IGNORECASE,
)
#: Who declines to confirm a thing doubts no saying: "declined to confirm the purchases".
A_SAYING = re.compile(rf"\w*\s(?:or\s\w+\s)?(?:that|it|this|(?:(?:the|these|those|any|his|her|its|their|\w+['’]s?)\s)?(?:[\w'’-]+\s){{0,2}}?{SAYING})\b")
UNREAL = re.compile(r"\b(?:if|unless|until|once|whether|when|should)\b", re.IGNORECASE)
#: What speaks of more than one side, and of all that one has told.
SIDES = re.compile(r"\b(?:either|neither|both|accounts|claims|figures|numbers|versions|reports|allegations|statements|accusations)\b", re.IGNORECASE)
TOLD = re.compile(r"\b(?:account|version|testimony|story|his claim|her claim|their claim)\b", re.IGNORECASE)
#: Behind these another clause begins; "confirmed the toll, | saying that" goes on with what was confirmed.
BREAKS: dict[Verification, re.Pattern[str]] = {
    "unverified": re.compile(r"[,;:]|\b(?:but|and|because|while|though|although|as|since)\b"),
    "confirmed": re.compile(r"[;:]|,(?!\s(?:saying|adding|noting))|\b(?:but|and|because|while|though|although|as|since)\b"),
}
PASSIVE = re.compile(r"\bbe(?:en)?\b")
DECLINED = re.compile("declin|refus")
#: So many sentences back a "could not be verified" may reach.
REACH = 8


def doubt(text: str) -> re.Match[str] | None:
    """Return where a sentence says that nobody could verify something.

    >>> doubt("The report could not be verified.") is not None, doubt("The report was verified.")
    (True, None)
    """
    found = DOUBT.search(text) if VERIFYING.search(text) else None
    if found is None or FILMED.search(text):
        return found
    aside = ASIDE.match(text, found.end()) or (PASSIVE.search(found.group()) and NO_SAYING.search(text, max(0, found.start() - 80), found.start()))
    declined = DECLINED.search(found.group()) and not A_SAYING.match(text, found.end())
    return None if aside or declined else found


def support(text: str) -> re.Match[str] | None:
    """Return where a sentence says that somebody confirmed what was said before.

    >>> support("The ministry later confirmed the toll.") is not None, support("The ministry confirmed the sale.")
    (True, None)
    """
    found = SUPPORT.search(text) if VERIFYING.search(text) else None
    return None if found is None or UNREAL.search(text, 0, found.start()) else found


def mark_checked(claims: list[Claim], before: Sequence[Sentence], here: Sentence, text: str) -> None:
    """Mark what a sentence says could not be verified, or was confirmed: claims of its own, else those before it.

    "The report could not be verified" speaks of the nearest with a source, "Neither account …" of all that two sides said, "Her account …"
    of all that she told, "The footage …" of what it shows. ``before`` are the sentences before, the nearest first.
    """
    value: Verification = "unverified"
    found = doubt(text)
    if found is None:
        value, found = "confirmed", support(text)
    if found is None:
        return
    own = [i for i in of_sentence(claims, here) if speaks_of(claims[i], found, here.span.start, value)]
    sides = SIDES.search(text)
    filmed = FILMED.search(text)
    target = (shown(claims, (here, *before), found, here.span.start) if filmed else []) or own
    target = target or told_before(claims, before, sides=2 if sides else 1, whole=sides or TOLD.search(text))
    if FIGURE.search(text, max(0, found.start() - 20), found.end() + 20) and any(claims[i].quantities for i in target):
        target = [i for i in target if claims[i].quantities]  # "The figures could not be verified"
    for i in target:
        claims[i] = replace(claims[i], verification=value)


def speaks_of(claim: Claim, found: re.Match[str], start: int, value: Verification) -> bool:
    """Whether a checking speaks of a claim of its own sentence: one said before it, or one that it opens, "could not confirm reports that …"."""
    place = claim.predicate.span.start - start
    if not claim.attribution:  # "Nobody could confirm that the pilot survived": not a saying, and yet what it opens
        return place > found.end() and THAT.match(found.string, found.end()) is not None and not BREAKS[value].search(found.string, found.end(), place)
    if place < found.start():
        return True
    cues = [hop.cue.spans[0].end - start for hop in claim.attribution]
    return any(found.start() < cue < place and not BREAKS[value].search(found.string, found.end(), max(cue, found.end())) for cue in cues)


def shown(claims: list[Claim], sentences: Sequence[Sentence], found: re.Match[str], start: int) -> list[int]:
    """Return what a footage shows, in the nearest sentence that says so, a later one than the checking left out."""
    for sentence in sentences:
        here = of_sentence(claims, sentence)
        seen = SHOWN.search(claims[here[0]].sentence_text) if here else None
        if seen is not None:
            behind = sentence.span.start + seen.end()
            return [i for i in here if claims[i].predicate.span.end >= behind and claims[i].predicate.span.start != start + found.start()]
    return []


# --- by its own words -----------------------------------------------------------------------------------------------


def verification_of(said: Sequence[Said], candidate: Candidate, words: Sequence[Word]) -> Verification | None:
    """Return whether the words of a claim or a cue of it confirm it, take it back, or say that nobody could confirm it."""
    if any(is_unsure(w) for s in said for w in (words[s.cue], *words[s.cue].children("nsubj", "obj"))) or any(map(is_unsure, candidate.clause.children("nsubj"))):
        return "unverified"  # "Unconfirmed reports said", "There were unconfirmed reports of"
    if candidate.kind == "noun" and candidate.token.has("amod", "confirmed"):
        return "confirmed"  # "31 confirmed deaths"
    if any(takes_back(words[s.cue]) and not negated(s, words) for s in said):
        return "retracted"
    confirming = [negated(s, words) for s in said if s.attribution.cue.lemma in CONFIRMING and s.cue != candidate.token.i and not is_to_come(words[s.cue])]
    if not confirming and finds(candidate.opener or candidate.clause):
        return "confirmed"
    return None if not confirming else "unverified" if any(confirming) else "confirmed"


def finds(head: Word) -> bool:
    """Whether a clause is what something confirms that is no speaker: "A test confirmed | that the powder was flour"."""
    above = head.head
    if head.dep != "ccomp" or above.lemma not in CONFIRMING or above.infinitive or "if" in above.marks:
        return False
    return above.child("nsubj") is not None and not any(k.tag == "MD" or k.lower in ("not", "n't", "n’t", "never", "neither") for k in above.kids)


def is_unsure(word: Word) -> bool:
    """Whether a noun has an adjective that says nobody has checked it: "unconfirmed reports"."""
    return any(kid.lower in UNSURE for kid in word.kids)


def takes_back(cue: Word) -> bool:
    """Whether a cue takes back what it opens: "withdrew its report | that", "has retracted a claim that"; not "refused to withdraw"."""
    verb = cue.head if cue.pos == "NOUN" and cue.dep in ("obj", "nsubj:pass") else cue
    return verb.lemma in WITHDRAWING and not verb.infinitive and not is_to_come(verb)


def is_to_come(cue: Word) -> bool:
    """Whether a cue has yet to happen: "a further study | to confirm that", "will confirm"; not "was able to confirm"."""
    if cue.has("aux", "will", "would", "'ll", "’ll", "must", "should"):
        return True
    return cue.infinitive and not (cue.dep == "xcomp" and cue.head.lemma in ("able", "manage", "unable", "refuse", "decline", "fail"))
