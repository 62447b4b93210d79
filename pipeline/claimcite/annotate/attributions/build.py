"""From leads to records: the source named, the edges drawn, the form, addressee and date of the saying found."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace
from itertools import takewhile

from spacy.tokens import Token

from claimcite.annotate.attributions.content import Text
from claimcite.annotate.attributions.leads import Lead, Said
from claimcite.annotate.attributions.phrases import EDGE, RELATIVE, runs, source_tokens, stretches, with_marks
from claimcite.annotate.attributions.unsaid import THINGS
from claimcite.annotate.kinds import PERSONAL
from claimcite.annotate.names import SMALL
from claimcite.annotate.speakers import Cast, Voice
from claimcite.annotate.ud import phrase, subtree
from claimcite.records import Addressee, Attribution, Cue, Date, Form
from claimcite.spans import Span, SpanIndex

#: Dependents of a cue that go with the saying, not with what is said.
WITH_CUE = frozenset({"aux", "aux:pass", "mark", "advmod", "obl", "obl:tmod", "obl:unmarked", "cc"})
WHEN = frozenset({"obl", "obl:tmod", "obl:unmarked", "nmod:tmod", "advmod", "nmod:unmarked", "obl:npmod"})


@dataclass(frozen=True, slots=True)
class Builder:
    """Makes the records of a document."""

    text: Text
    cast: Cast
    dates: SpanIndex[Date]
    weak: Container[str]
    """Cues that attribute nothing to a source that can hardly speak, where the rules alone find them."""

    def said(self, lead: Lead, sentence: int) -> Said | None:
        """Return the record of a lead, or None where its source cannot speak or nothing is left of its content."""
        parse, main, head = self.text.parse, lead.main, lead.head
        source = lead.source
        if lead.kind == "act" and head is not None and head.lower_ in RELATIVE and head.head.dep_.endswith("relcl") and head.head.head.pos_ in ("NOUN", "PROPN"):
            head, source = head.head.head, ()  # "Oru, which had promised nothing"
        tokens = list(source) or (source_tokens(head, main, self.text.names) if head is not None else [])
        voice = self.voice(head, tokens, sentence) if head is not None else None
        kind = lead.kind
        if voice is not None and not voice.plausible:
            if not lead.modelled and (kind == "act" or lead.lemma in self.weak):
                return None
            kind = "stance" if lead.lemma in self.text.cues.showing else kind
        if head is not None and head.lower_ in THINGS and lead.lemma in self.text.cues.showing and voice is not None and voice.record.name is None:
            kind = "stance"  # "It shows that …"
        told = next((c for c in main.children if c.dep_ in ("obj", "iobj", "nsubj") and lead.lemma in self.text.cues.told and c.i > main.i and c != head), None)
        own = self.own(lead, tokens, told)
        content = self.content(lead, own)
        if not content:
            return None
        addressed = {t.i for t in phrase(told)} if told is not None else set()
        if told is None and lead.lemma in self.text.cues.told and lead.cue[-1].i > main.i:  # the parser hung "told | Oru Press" elsewhere
            told = next((t for t in reversed(lead.cue) if t.i > main.i and t.pos_ in ("NOUN", "PROPN", "PRON")), None)
            addressed = {t.i for t in lead.cue if t.i > main.i} if told is not None else set()
        if told is None and lead.lemma in self.text.cues.told and (named := self.named_behind(main) or listeners(lead)):
            told, addressed = named[-1], {t.i for t in named}
            aside = takewhile(lambda t: not t.is_quote, (t for t in lead.content if t.i > main.i)) if lead.content and lead.content[0].i < main.i else ()
            own |= addressed | {t.i for t in aside}
            content = self.content(lead, own)
        if voice is not None and head is not None and head.lower_ in PERSONAL and self.tells_of(voice.record.name, content, head):
            voice = replace(voice, record=replace(voice.record, name=None, named=False))
        cue = tuple(s.trimmed(parse.text, ",:") if s.end - s.start > 1 else s for s in runs((t for t in lead.cue if t.i not in addressed), parse))
        record = Attribution("", voice.record if voice else None, Cue(cue, " … ".join(s.of(parse.text) for s in cue), lead.lemma), content,
                             self.form(content), self.addressee(told) if told is not None else None, self.when(main, tokens, content), False)  # fmt: skip
        return Said(record, main.i, own, kind == "act", frozenset(t.i for t in lead.cue), kind == "news", kind == "stance", lead.echo)

    def tells_of(self, name: str | None, content: tuple[Span, ...], head: Token) -> bool:
        """Whether somebody is named in what is said, who then hardly says it: "He said, “Jo Roe was a legend.”"; not in what stands before "though he said"."""
        start = self.text.parse.starts[head.i]
        inside = (e for span in content for e in self.cast.entities.within(span) if span.start > start or self.text.quotes.touching(e.span))
        return name is not None and any(e.name == name and e.label == "PER" for e in inside)

    def voice(self, head: Token, tokens: list[Token], sentence: int) -> Voice:
        """Return who speaks; "who" and "which" are whom they hang on: "the study was led by Ann Roe, | who said that …"."""
        noun = head.head.head
        if head.lower_ not in RELATIVE or not head.head.dep_.endswith("relcl") or noun.pos_ not in ("NOUN", "PROPN", "PRON") or noun.i > head.i:
            return self.cast.speaker(head, tokens, sentence)
        voice = self.cast.speaker(noun, source_tokens(noun, head, self.text.names), sentence)
        span = self.text.parse.of_tokens(tokens)
        kind = "organisation" if head.lower_ == "which" and voice.record.kind == "person" else voice.record.kind
        return replace(voice, record=replace(voice.record, span=span, text=span.of(self.text.parse.text), kind=kind))

    def content(self, lead: Lead, own: frozenset[int]) -> tuple[Span, ...]:
        """Return the stretches of what is said: those that the model marks, or those around what the rules found."""
        parse = self.text.parse
        if lead.modelled:
            marked = (s.trimmed(parse.text, EDGE) for s in runs((t for t in lead.content if t.i not in own), parse))
            return tuple(s for s in marked if s.start < s.end)
        spans = stretches((t for t in lead.content if t.i not in own), own, parse)
        return tuple(with_marks(with_marks(s, parse.text, self.text.inner), parse.text, self.text.quotes) for s in spans)

    def own(self, lead: Lead, source: list[Token], told: Token | None) -> frozenset[int]:
        """Return the tokens that only introduce what is said: cue, source, addressee and what hangs on the cue."""
        own = {t.i for t in lead.cue} | {t.i for t in source} | ({t.i for t in phrase(told)} if told is not None else set())
        if lead.head is not None and source:
            own |= {t.i for t in lead.head.subtree if source[0].i <= t.i <= source[-1].i}
        if lead.kind != "act":
            inside = {t.i for t in lead.content}
            own |= {t.i for c in lead.main.children if c.dep_ in WITH_CUE for t in subtree(c) if t.i not in inside}
        return frozenset(own)

    def when(self, cue: Token, source: list[Token], content: tuple[Span, ...]) -> Date | None:
        """Return the date that belongs to the saying: "said on Monday", "according to Ann Roe on Monday"."""
        parse = self.text.parse
        sentence = parse.sentence_of(cue)
        if sentence is None or not self.dates.touching(sentence.span):
            return None
        for c in cue.children:
            if c.dep_ in WHEN and abs(c.i - cue.i) < 9:
                for date in self.dates.touching(parse.of_tokens(subtree(c))):
                    if date.type in ("DATE", "TIME") and self.is_free(date, content):
                        return date
        behind = source[-1].i if source and source[-1].i > cue.i else cue.i
        last = max(cue.i + 1, min(max(cue.i + 4, behind + 3), cue.sent.end))
        near = (d for d in self.dates.touching(parse.span(cue.i, last)) if behind == cue.i or d.span.end >= parse.ends[behind])  # not "according to Roe, who | recently | left"
        return next((d for d in near if self.is_free(d, content) and not self.told_of(d, source)), None)

    def told_of(self, date: Date, source: list[Token]) -> bool:
        """Whether a date is that of a clause about the source: "said Ann Roe, who left the union | in October"."""
        tokens = self.text.parse.tokens(date.span)
        return bool(source) and len(tokens) > 0 and any(a.pos_ == "VERB" and source[0].i <= a.i <= source[-1].i for a in tokens.root.ancestors)

    def is_free(self, date: Date, content: tuple[Span, ...]) -> bool:
        """Whether a date stands neither in what is said nor in a title: "told “This Week” that …"."""
        titled = any(q.covers(date.span) and is_title(q.of(self.text.parse.text).rstrip(",.")) for q in self.text.quotes.touching(date.span))
        return not titled and not any(s.overlaps(date.span) for s in content)

    def named_behind(self, cue: Token) -> list[Token]:
        """Return the name right behind "told" that the parser counts to what is said: "told | Oru Press | the dam is full"."""
        if cue.i + 1 >= len(cue.doc) or cue.nbor().pos_ != "PROPN":
            return []
        start = self.text.parse.starts[cue.i + 1]
        entity = next((e for e in self.cast.entities.touching(Span(start, start + 1)) if e.span.start == start and e.label in ("ORG", "PER")), None)
        tokens = list(self.text.parse.tokens(entity.span)) if entity is not None else []
        return tokens if tokens and tokens[-1].i + 1 < len(cue.doc) and tokens[-1].nbor().pos_ not in ("VERB", "AUX", "PART") else []

    def addressee(self, head: Token) -> Addressee:
        """Return whom it was told."""
        span = self.text.parse.of_tokens(phrase(head))
        return Addressee(span, span.of(self.text.parse.text), self.cast.addressed(head))

    def form(self, content: tuple[Span, ...]) -> Form:
        """Return whether the content stands in quotation marks, which count as quoted: all of it, some or none."""
        total = sum(s.end - s.start for s in content)
        quotes = ((s, q) for s in content for q in self.text.quotes.touching(s) if not (s.covers(q) and is_title(q.of(self.text.parse.text))))
        inside = sum(max(0, min(s.end, q.end + 1) - max(s.start, q.start - 1)) for s, q in quotes)
        return "direct" if inside >= 0.9 * total else "mixed" if inside > 3 else "indirect"


def listeners(lead: Lead) -> list[Token]:
    """Return those told what stands before the cue, whom the parser counts to it: "“Go,” Roe told | the clerk, according to papers"."""
    behind = [t for t in lead.content if t.i > lead.main.i]
    if not behind or behind[0].i != lead.main.i + 1 or len(behind) == len(lead.content) or not any(t.is_quote for t in lead.content):
        return []
    words = list(takewhile(lambda t: not t.is_punct, behind))
    return words if words and words[-1].pos_ in ("NOUN", "PROPN", "PRON") and not any(t.pos_ in ("VERB", "AUX") for t in words) else []


def is_title(quoted: str) -> bool:
    """Whether what stands in quotation marks is a name, not what somebody says.

    >>> is_title("The Last Ferry"), is_title("Oru FM"), is_title("a gift"), is_title("No."), is_title("Stop it")
    (True, True, False, False, False)
    """
    words = quoted.split()
    capital = all(w[:1].isupper() or w in SMALL for w in words)
    return bool(words) and capital and words[0][:1].isupper() and words[-1][-1:].isalnum() and (len(words) > 1 or words[0].isupper())
