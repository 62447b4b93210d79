"""Attributions whose cue is a mark of print: "Roe: We will stay", "Four dead in strike: monitor", "“We will stay.” ― Ann Roe"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from claimcite.annotate.attributions.content import Text
from claimcite.annotate.attributions.leads import Lead
from claimcite.annotate.attributions.phrases import head_of
from claimcite.annotate.attributions.places import DASHES, QUOTE
from claimcite.parse import Sentence
from claimcite.spans import Span

#: Tags of verbs that state something: "Roe: Stay calm" may be advice to her.
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
#: The most words of a name before a colon, behind one, and behind a dash, where an office or a place may follow it.
BEFORE, BEHIND, SIGNED = 4, 4, 12


def mark_leads(text: Text, sentence: Sentence) -> Iterator[Lead]:
    """Yield what the colons and dashes of a sentence attribute."""
    for token in text.places.tokens(text.places.marks, sentence):
        lead = None
        if token.text == ":" and sentence.first < token.i < sentence.last - 1:
            lead = titled(token, text, sentence)
        elif token.text.lstrip(QUOTE) in DASHES:
            lead = signed(token, text, sentence)
        if lead is not None:
            yield lead


def titled(colon: Token, text: Text, sentence: Sentence) -> Lead | None:
    """"Roe: We will stay" and "Poll: Voters want peace" where a line begins, "Four dead in strike: monitor" where it ends."""
    doc, block = colon.doc, text.parse.blocks[sentence.block].span
    before, behind = doc[sentence.first : colon.i], doc[colon.i + 1 : sentence.last]
    opens = text.parse.starts[sentence.first] == block.start
    if opens and len(before) > 1 and before[0].text == QUOTE:  # a transcript in quotation marks
        before = before[1:]
    if opens and len(before) <= BEFORE and speaks(before, text) and any(t.tag_ in FINITE or t.is_quote for t in behind):
        return Lead((colon,), ":", head_of(list(before)), tuple(behind), tuple(before), sure=True)
    closes = text.parse.ends[sentence.last - 1] == block.end and not behind[-1].is_punct
    if closes and len(behind) <= BEHIND and len(before) > len(behind) and speaks(behind, text):
        return Lead((colon,), ":", head_of(list(behind)), tuple(before), tuple(behind), sure=True)
    return None


def speaks(words: TokenSpan, text: Text) -> bool:
    """Whether a few words are a name of a person or a word for those who speak; a place, a date or "Dear Jo" before a colon speaks not."""
    if words[0].lower_ == "dear" or any(t.pos_ in ("VERB", "AUX", "NUM", "PUNCT") for t in words):
        return False
    named = any(ent.label_ in ("PER", "PERSON") and ent.start <= words[-1].i < ent.end for ent in words.doc[words.start : words.end].ents)
    head = head_of(list(words))
    return named or any(head.lower_ in listed or head.lemma_.lower() in listed for listed in text.cues.sources.values())


def signed(dash: Token, text: Text, sentence: Sentence) -> Lead | None:
    """"“We will stay.” ― Ann Roe, Pela": a quotation with the name of who said it below or behind it, to the end of the line."""
    parse, doc = text.parse, dash.doc
    at, end = parse.ends[dash.i] - len(dash.text.lstrip(QUOTE)), text.parse.blocks[sentence.block].span.end
    quote = next((q for q in text.quotes.touching(Span(max(0, at - 4), at)) if not parse.text[q.end + 1 : at].strip() and q.end < at), None)
    name = [t for t in doc[dash.i + 1 : dash.i + 1 + SIGNED] if parse.starts[t.i] < end]
    if quote is None or not name or parse.ends[name[-1].i] < end - 1 or name[0].pos_ != "PROPN" or any(t.pos_ in ("VERB", "AUX") for t in name):
        return None
    while name[-1].is_punct or name[-1].is_space:
        name.pop()
    first = next((i for i, t in enumerate(name) if t.text == ","), len(name))
    return Lead((dash,), dash.text, head_of(name[:first]), tuple(parse.tokens(quote)), tuple(name), sure=True)
