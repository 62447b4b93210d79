"""What a verb of saying governs by the parse: the clause that it opens, or the clause that it is set beside."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from claimcite.annotate.attributions.places import Places
from claimcite.annotate.ud import SUBJECTS, ancestors, case_of, child, children, complements, subtree
from claimcite.lexicon import Cues, NameWords
from claimcite.parse import Parse, Sentence
from claimcite.spans import Span, SpanIndex

#: Prepositions of what is said of an object: "described it as", "put the toll at", "likened him to".
OF_OBJECT = frozenset({"as", "at", "to"})
CLAUSAL = frozenset({"VERB", "AUX", "NOUN", "ADJ", "PROPN"})
#: What somebody puts at so many.
FIGURES = frozenset({"figure", "toll", "count", "number", "total", "estimate", "tally", "cost", "damage", "loss", "share", "rate", "value", "price"})
#: Who knows or sees something says nothing: "she said that people know".
KNOWING = frozenset({"know", "see", "hear", "feel", "learn", "realise", "realize", "understand", "mean", "consider", "determine", "decide", "put"})
#: Who does this "as" something happens tells it; who jokes or hopes may do so while it happens.
TELLING = frozenset({"relate", "recount", "explain", "note", "recall"})
#: The fewest characters of a quotation that a verb without a clause is taken to introduce; fewer may be a single word in scare quotes.
QUOTED = 12
#: What stands before a title in quotation marks.
TITLED = frozenset({"entitled", "titled", "called", "named", "dubbed", "headlined", "nicknamed"})
#: How many characters part a colon from the quotation that it announces: the end of a paragraph, and a mark.
GAP = 4


@dataclass(frozen=True, slots=True)
class Text:
    """What the rules look at: the parse, the quotations in it and in one another, the words that attribute, those about names, and where they stand."""

    parse: Parse
    quotes: SpanIndex[Span]
    inner: SpanIndex[Span]
    cues: Cues
    names: NameWords
    places: Places


def cue_lemma(token: Token, cues: Cues) -> str:
    """Return the lemma of a cue; forms that lemmatizers take for another verb's are listed: "hoped" is no "hop"."""
    return cues.forms.get(token.lower_) or token.lemma_.lower()


def content_of(verb: Token, subject: Token | None, text: Text, sentence: Sentence) -> list[Token]:
    """Return the tokens of what is said by a verb, in no order; none where it says nothing."""
    own = {t.i for t in subtree(subject)} if subject is not None and subject.head.i == verb.i else set()
    clauses = [*complements(verb), *beside(verb, text.cues), *(c for c in children(verb, "conj") if goes_on(c, verb, text.cues))]
    found = [t for c in [*clauses, *objects(verb, text.cues)] for t in subtree(c) if t.i not in own]
    if not clauses and (is_aside(verb, text.cues) or is_as_said(verb, text.cues)):
        skip = {t.i for t in subtree(verb)}
        found += [t for t in subtree(verb.head) if t.i not in skip]
    return found if clauses else found + in_quotes(verb, text, sentence, own)


def beside(verb: Token, cues: Cues) -> list[Token]:
    """Return the clauses that stand beside a cue without hanging on it: "it is feared | that …", "She said: | the dam will hold".

    Not another saying beside this one: "Oru said that …, | the agency reported".
    """
    impersonal = child(verb, "expl") is not None
    found = [c for c in children(verb, "parataxis") if c.pos_ in CLAUSAL and not (is_aside(c, cues) and cue_lemma(c, cues) in cues.say)]
    return found + children(verb, "csubj", "csubj:pass") if impersonal else found


def objects(verb: Token, cues: Cues) -> list[Token]:
    """Return the nouns that are what is said: "denied the report", "put the toll at 41", "described it as an accident"."""
    lemma = cue_lemma(verb, cues)
    found = children(verb, "obj") if lemma in cues.say and lemma not in cues.told else []
    if lemma in cues.of_object:
        found += [c for c in verb.children if c.dep_ in ("obl", "obl:arg", "advcl") and (case_of(c) in OF_OBJECT or any(k.lower_ == "as" for k in children(c, "mark")))]
    return found


def goes_on(clause: Token, verb: Token, cues: Cues) -> bool:
    """Whether a clause that is coordinated with the cue goes on with what is said: "said 64 were found and 200 were missing"."""
    joined = child(clause, "cc")
    plain = joined is not None and joined.lower_ == "and" and verb.doc[joined.i - 1].text != ","
    return plain and clause.left_edge.i > verb.i and child(clause, "nsubj", "nsubj:pass") is not None and clause.lemma_.lower() not in cues.core


def is_aside(verb: Token, cues: Cues) -> bool:
    """Whether a cue stands beside the clause that it reports: "X, a monitor said, Y", not "X after he said Y" nor "3 May: Oru says no"."""
    free = child(verb, "mark") is None and (child(verb, "obj") is None or cue_lemma(verb, cues) in cues.told)
    return verb.dep_ == "parataxis" and free and any(c.dep_ in SUBJECTS for c in verb.children)


def is_as_said(verb: Token, cues: Cues) -> bool:
    """Whether a cue stands beside what it reports with "as": "As Lind related, the dam broke", not "As she told the tale, it broke"."""
    opener = child(verb, "mark")
    alone = opener is not None and opener.lower_ == "as" and child(verb, "obj", "iobj", "ccomp", "xcomp") is None
    return alone and verb.dep_ == "advcl" and child(verb, "nsubj") is not None and cue_lemma(verb, cues) in cues.core | TELLING


def says_of(verb: Token) -> bool:
    """Whether something is said of an object: "put the toll at 41", "called it a lie", not "put the house up for sale", "called the police"."""
    if verb.lemma_.lower() == "call":
        return child(verb, "xcomp") is not None or len(children(verb, "obj", "iobj")) > 1 or any(case_of(c) == "as" for c in children(verb, "obl"))
    if verb.lemma_.lower() != "put":
        return True
    return any(case_of(c) == "at" for c in children(verb, "obl")) and any(c.lemma_.lower() in FIGURES or c.pos_ == "PRON" for c in children(verb, "obj"))


def in_quotes(verb: Token, text: Text, sentence: Sentence, own: set[int]) -> list[Token]:
    """Return the quotation beside a cue that the parser did not tie to it; for a cue in a quotation one that stands in the same."""
    at = text.parse.starts[verb.i]
    around = text.quotes.touching(Span(at, at + 1))
    near = [q for q in text.quotes.touching(sentence.span) if not is_title(q, text)]
    if around:
        near = text.inner.within(around[0]) if cue_lemma(verb, text.cues) not in text.cues.of_object else []
    tokens = [t for q in near if q.end - q.start > QUOTED for t in text.parse.tokens(q) if sentence.first <= t.i < sentence.last and t.i not in own]
    if not tokens and verb.doc[sentence.last - 1].text == ":":
        return announced(verb, text, sentence)
    return [] if any(is_said_by_other(t, verb, text.cues) for t in tokens if not around) else tokens


def is_title(quote: Span, text: Text) -> bool:
    """Whether quotation marks hold a title or a name: "a film entitled “The Dam”"."""
    before = text.parse.tokens(Span(max(0, quote.start - GAP), quote.start))
    return any(t.lower_ in TITLED for t in before)


def announced(verb: Token, text: Text, sentence: Sentence) -> list[Token]:
    """Return the paragraph behind a colon that ends one: "She wrote: | “We will stay.”", in quotation marks or, behind "said", without."""
    end = sentence.span.end
    quoted = [t for q in text.quotes.touching(Span(end, end + GAP)) for t in text.parse.tokens(q)]
    blocks, number = text.parse.blocks, sentence.block + 1
    if quoted or cue_lemma(verb, text.cues) not in text.cues.core or number >= len(blocks) or blocks[number].kind not in ("paragraph", "quote"):
        return quoted
    return list(text.parse.tokens(blocks[number].span)) if end >= blocks[number - 1].span.end else []


def is_said_by_other(token: Token, verb: Token, cues: Cues) -> bool:
    """Whether a word hangs on another cue: "the army did not comment, but a source said the raid 'hit nothing'"."""
    above = next((a for a in ancestors(token) if a.lemma_.lower() in cues.say), None)
    return above is not None and above.i != verb.i


def is_clausal(verb: Token, content: list[Token], text: Text) -> bool:
    """Whether what a cue opens is a clause or a quotation, not just an object: "showed that …", not "showed signs"."""
    cues, lemma = text.cues, cue_lemma(verb, text.cues)
    if is_aside(verb, cues) or is_as_said(verb, cues) or child(verb, "ccomp", "parataxis", "csubj", "csubj:pass") is not None or lemma == "deny":
        return True
    opened = any(c.dep_.startswith("acl") and (lemma in cues.promise | cues.demand or c.tag_ != "VB") for c in complements(verb))  # not "maintains a scheme to …"
    if children(verb, "obj", "iobj") and (opened or (lemma in cues.of_object - cues.counting and says_of(verb))):
        return True
    if child(verb, "xcomp") is not None and lemma in cues.promise | cues.deny | cues.demand | {"claim", "report", "believe", "expect"}:
        return True
    span, at = text.parse.of_tokens(content), text.parse.starts[verb.i]
    quoted = any(q.end - q.start > QUOTED and not q.start <= at < q.end for q in (*text.quotes.touching(span), *text.inner.touching(span)))
    return quoted or (lemma in cues.counting and any(t.like_num for t in content))
