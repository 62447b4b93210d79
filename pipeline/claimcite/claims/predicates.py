"""Which words of a sentence predicate: verbs with a clause of their own, copulas, nouns that are events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from claimcite.annotate.attributions import Said
from claimcite.annotate.quantities import Found
from claimcite.annotate.ud import CLAUSES, SUBJECTS, ancestors, child
from claimcite.lexicon import Cues, Events
from claimcite.parse import Parse, Sentence

#: Adjectives and nouns behind a copula that are the predicate themselves: "six people are missing".
PREDICATIVE = frozenset({"missing", "dead", "gone", "injured", "wounded", "homeless", "trapped", "stranded", "hurt", "unaccounted", "safe", "alive"})
#: Verbs that leave the event to the infinitive behind them: "is expected to decide", "continued shelling".
RAISING = frozenset({"expect", "schedule", "set", "due", "suppose", "begin", "start", "continue", "stop", "cease", "keep", "appear", "seem", "tend", "happen",
                     "go", "use", "plan", "intend", "likely", "unlikely", "able", "unable", "manage", "try", "attempt", "fail", "need", "want", "have", "resume",
                     "come", "say", "believe", "think", "report", "understand", "know", "fear", "estimate", "allege", "serve", "ready", "vow", "pledge", "promise",
                     "threaten", "hope", "aim", "seek", "prepare", "remain", "get", "require", "force", "allow", "agree", "decide", "hesitate", "struggle"})  # fmt: skip
#: Of these, the ones whose own claim stays: the refusal, the agreement, the decision is the claim.
KEPT = frozenset({"refuse", "decline", "agree", "decide", "force", "allow", "manage"})


#: A gerund behind one of these says how or what for: "by giving the Russians the location".
MEANS = frozenset({"by", "in", "for", "of", "with", "without", "on", "from", "through", "at", "about", "against"})
#: Verbs that are never a claim with a clause of their own.
SPEECH = frozenset({"say", "tell", "add", "warn", "state", "remark", "explain", "reply", "answer", "insist", "note", "write", "argue"})
#: Words for those who were harmed: a claim of their own only where no verb governs them.
STATES = frozenset({"dead", "wounded", "injured", "missing", "casualty", "casualties"})
NO_EVENTS = frozenset({"body", "bodies", "survivor", "corpse", "victim", "patient"})
#: Nouns that "put … at" makes the predicate: "put the death toll at 200 dead and wounded".
TOLLS = frozenset({"toll", "number", "figure", "count", "total", "tally", "estimate", "damage", "loss", "cost"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may predicate. ``clause`` heads its clause: another word only for copulas and merged infinitives."""

    token: Token
    clause: Token
    kind: str
    opener: Token | None = None


def candidates(parse: Parse, sentence: Sentence, said: list[Said], quantities: list[Found], events: Events, cues: Cues) -> Iterator[Candidate]:
    """Yield the candidates of a sentence in order."""
    saying = {s.cue: s for s in said}
    tokens = parse.doc[sentence.first : sentence.last]
    taken: set[int] = set()
    for put in [t for t in tokens if t.lemma_ == "put"]:
        toll = next((c for c in put.children if c.dep_ == "obj" and (c.lemma_.lower() in TOLLS or c.lemma_ == "death")), None)
        if toll is not None:
            taken |= {toll.i, *(t.i for t in put.subtree if t.pos_ in ("ADJ", "NOUN") or t.tag_ == "VBN")}
            yield Candidate(toll, toll, "noun", put)
    for token in tokens:
        if token.i in saying and saying[token.i].silent:
            continue
        candidate = verbal(token, cues) if token.pos_ in ("VERB", "AUX") else predicative(token)
        if candidate is not None and candidate.token.i not in taken:
            taken.add(candidate.token.i)
            yield candidate
    yield from nominal(tokens, quantities, events, taken)


def verbal(token: Token, cues: Cues) -> Candidate | None:
    """Return the candidate of a verb, or None for an auxiliary, a purpose infinitive, or a verb that only opens another."""
    if token.dep_ in ("aux", "aux:pass", "cop", "compound", "amod", "case", "mark", "fixed", "advmod", "cc"):
        return None
    if token.lower_ == "missing" and token.dep_ in CLAUSES and child(token, "aux", "cop", *SUBJECTS) is not None:
        return Candidate(token, token, "copula")
    infinitive = any((c.dep_ == "mark" and c.lower_ == "to") or (c.dep_ == "aux" and c.lower_ == "to") for c in token.children)
    opener = opener_of(token)
    if infinitive and opener is None and token.dep_ in ("advcl", "acl", "acl:relcl", "xcomp", "csubj", "ccomp", "obl", "nmod"):
        ruler = token.head if token.dep_ == "xcomp" else token.head.head if token.dep_ == "acl" and token.head.dep_ in ("obj", "iobj") else None
        if ruler is None or ruler.lemma_ not in cues.demand | cues.act | cues.promise or ruler.lemma_ == "order":
            return None
    if token.lemma_ == "say":
        return None
    if opens(token) or embedded_question(token) or (token.lemma_.lower() in SPEECH and child(token, "ccomp", "parataxis") is not None):
        return None
    if token.lemma_.lower() in SPEECH and token.dep_ == "parataxis":
        return None
    if token.dep_ == "xcomp" and opener is None and not infinitive and token.tag_ not in ("VBN", "VBD"):
        return None
    if token.dep_ in ("acl", "acl:relcl") and token.tag_ in ("VBN", "VBG") and child(token, "nsubj", "aux", "aux:pass") is None:
        if not any(c.dep_ in ("obl", "obj", "obl:agent", "obl:tmod", "obl:unmarked", "xcomp", "ccomp") for c in token.children):
            return None
    if token.tag_ in ("NN", "JJ") or token.dep_ not in CLAUSES:
        return None
    if token.tag_ == "VBG" and any(c.dep_ in ("mark", "case") and c.lower_ in MEANS for c in token.children) and token.head.lemma_ not in ("accuse", "blame", "suspect"):
        return None
    if token.lemma_ in ("be", "have") and token.dep_ in ("advcl", "acl", "xcomp") and child(token, *SUBJECTS) is None:
        return None
    return Candidate(token, token, "verb", opener)


def embedded_question(token: Token) -> bool:
    """Whether a clause is what somebody asks or does not say: "refused to say when the sirens had been sounded"."""
    if token.dep_ != "ccomp" and not (token.dep_ == "advcl" and token.head.lemma_ in SPEECH | {"decide", "know", "ask"}):
        return False
    if token.dep_ == "advcl" and child(token.head, "ccomp", "parataxis") is not None:
        return False  # "said 50 were wounded when jets bombed a camp"
    return any(c.lower_ in ("when", "whether", "why", "how", "where") and c.dep_ in ("advmod", "mark") and c.i < token.i for c in token.children)


def opener_of(token: Token) -> Token | None:
    """Return the raising, aspectual or modal word above an infinitive or participle that merges with it."""
    if token.dep_ not in ("xcomp", "ccomp") or child(token, *SUBJECTS) is not None:
        return None
    head = token.head
    if head.lemma_.lower() in ("say", "report", "believe", "think", "know", "understand", "fear", "estimate", "allege") and child(head, "nsubj:pass", "aux:pass") is None:
        return None
    return head if head.lemma_.lower() in RAISING and head.lemma_.lower() not in KEPT else None


def opens(token: Token) -> bool:
    """Whether a verb only opens another one."""
    if token.lemma_.lower() not in RAISING or token.lemma_.lower() in KEPT:
        return False
    return any(c.dep_ == "xcomp" and (c.pos_ in ("VERB", "AUX") or c.lower_ in PREDICATIVE) for c in token.children) and child(token, "obj") is None


def predicative(token: Token) -> Candidate | None:
    """Return the candidate of a word with a copula: the copula itself, save for words such as "missing"."""
    copula = child(token, "cop") or (child(token, "aux") if token.lower_ in PREDICATIVE and token.pos_ == "ADJ" else None)
    if copula is not None and token.dep_ in CLAUSES:
        if any(c.dep_ == "xcomp" and c.pos_ == "VERB" for c in token.children) and token.lemma_.lower() in RAISING:
            return None
        infinitive = any(c.lower_ == "to" and c.dep_ in ("mark", "aux") for c in token.children)
        if infinitive:
            return None
        own = token.lower_ in PREDICATIVE or (token.lower_.endswith("ed") and token.pos_ == "ADJ")
        return Candidate(token if own else copula, token, "copula")
    if token.lower_ in PREDICATIVE and token.dep_ == "xcomp" and token.head.lemma_ in ("fear", "believe", "presume", "report", "think", "confirm", "say"):
        return Candidate(token, token, "copula", token.head)  # "are feared dead"
    if token.lower_ in PREDICATIVE and token.dep_ in CLAUSES and token.dep_ != "ROOT" and token.pos_ == "ADJ" and token.dep_ in ("acl", "advcl", "conj"):
        return Candidate(token, token, "copula")
    return None


def nominal(tokens: TokenSpan, quantities: list[Found], events: Events, taken: set[int]) -> Iterator[Candidate]:
    """Yield nouns that are events and bring a quantity that no verb of the sentence says: "the death of three officers"."""
    for found in quantities:
        noun = found.predicate
        if noun is None or noun in taken:
            continue
        token = found_token(tokens, noun)
        if token is None or token.pos_ not in ("NOUN", "ADJ", "PROPN", "VERB"):
            continue
        lemma = token.lemma_.lower()
        event = token.pos_ in ("NOUN", "PROPN") and lemma in events.nouns and token.lower_ not in STATES and lemma not in TOLLS
        harm = (lemma in events.nouns or lemma in events.roles) and lemma not in NO_EVENTS
        if event or (harm and not governed(token, taken)):
            taken.add(noun)
            yield Candidate(token, token, "noun")


def governed(token: Token, taken: set[int]) -> bool:
    """Whether a predicate of the sentence stands above a word: "revised its count to 58 dead" is one claim."""
    return any(above.i in taken for above in ancestors(token))


def found_token(tokens: TokenSpan, place: int) -> Token | None:
    """Return the token at ``place`` if it is one of ``tokens``."""
    return next((t for t in tokens if t.i == place), None)
