"""How far what is said runs: to a semicolon, to a contrast behind the cue, to a thought's "but"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from claimcite.annotate.attributions.content import Text
from claimcite.annotate.attributions.leads import Lead
from claimcite.annotate.ud import SUBJECTS, child, children, subtree
from claimcite.parse import Sentence
from claimcite.spans import Span

#: Behind a cue that stands after what is said, these open what the text itself adds: "…, officials said, | but fog grounded the jets".
TURNS = frozenset({"but", "while", "whereas", "although", "though", "after", "before", "as", "when"})
CONTRASTS = frozenset({"but", "although", "though", "whereas"})
#: Verbs of thinking, whose "but" tells how it turned out: "they thought the dam would hold, | but it broke".
THOUGHTS = frozenset({"think", "believe", "expect", "hope", "assume", "fear"})


def bounded(lead: Lead, text: Text, sentence: Sentence) -> tuple[Token, ...]:
    """Return the tokens of a lead's content that its cue can reach; what another quotation mark encloses is left alone."""
    if lead.cue[0].text in (":", "―", "—", "–", "-", "--"):
        return lead.content
    content = before_turn(lead, within_semicolons(lead, text, sentence))
    if lead.lemma in THOUGHTS:
        content = without_outcome(content)
    return tuple(content)


def within_semicolons(lead: Lead, text: Text, sentence: Sentence) -> Sequence[Token]:
    """Leave out what a semicolon parts from the cue: "Oru sent 300 men; | with them, a spokesman said, came 12 guns"."""
    if ";" not in sentence.span.of(text.parse.text):
        return lead.content
    doc, cue = text.parse.doc, lead.main.i
    marks = [t.i for t in doc[sentence.first : sentence.last] if t.text == ";" and not is_quoted(t, text)]
    first = max((i for i in marks if i < cue), default=-1)
    goes_on = ("that", "and", "whether")
    last = next((i for i in marks if i > cue and i + 1 < sentence.last and doc[i + 1].lower_ not in goes_on), len(doc))
    inside = [t for t in lead.content if first < t.i < last or is_quoted(t, text) or not sentence.first <= t.i < sentence.last]
    return inside or lead.content


def is_quoted(token: Token, text: Text) -> bool:
    """Whether a token stands in quotation marks."""
    at = text.parse.starts[token.i]
    return bool(text.quotes.touching(Span(at, at + 1)))


def before_turn(lead: Lead, content: Sequence[Token]) -> Sequence[Token]:
    """Leave out what turns from the saying behind a cue that stands after its content: "…, the ministry said, | while rebels spoke of 40"."""
    cue = max(lead.cue[-1].i, max((t.i for t in lead.source), default=0))
    behind = [t for t in content if t.i > cue]
    if not behind or len(behind) == len(content) or any(t.is_quote for t in behind):
        return content
    doc, opener = behind[0].doc, next((t for t in behind if not t.is_punct), behind[0])
    parted = doc[opener.i - 1].is_punct and doc[opener.i - 1].text == ","
    two = opener.i + 1 < len(doc) and doc[opener.i + 1].lower_ in ("after", "before") and opener.pos_ in ("NOUN", "ADV")
    turns = CONTRASTS if lead.lemma == "according to" else TURNS
    if parted and (opener.lower_ in turns or two):
        return [t for t in content if t.i < cue]
    return content


def without_outcome(content: Iterable[Token]) -> Sequence[Token]:
    """Leave out of a thought the clause that tells how it came: "that the dam would hold, | but it broke"."""
    tokens = list(content)
    inside = {t.i for t in tokens}
    turned = [c for t in tokens for c in children(t, "conj") if c.i in inside and is_outcome(c)]
    out = {k.i for c in turned for k in subtree(c)}
    return [t for t in tokens if t.i not in out]


def is_outcome(clause: Token) -> bool:
    """Whether a coordinated clause stands behind ", but" and has a subject of its own."""
    joined = child(clause, "cc")
    return joined is not None and joined.lower_ == "but" and joined.i > 0 and joined.nbor(-1).text == "," and child(clause, *SUBJECTS) is not None
