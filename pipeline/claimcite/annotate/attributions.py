"""Source, cue and content (PARC, PolNeAR): who says what, by which words, found by rules over the parse."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from claimcite.annotate.asides import (
    CORE,
    find_aside,
    find_inverted,
    goes_on,
    head_of,
    is_aside,
    neighbour,
    without_acronym,
    without_relatives,
)
from claimcite.annotate.entities import ATTACHED, is_capital
from claimcite.annotate.modelled import Modelled, modelled, reach_of
from claimcite.annotate.names import Names
from claimcite.annotate.quotes import quoted
from claimcite.annotate.speakers import Cast, source_phrase
from claimcite.annotate.ud import ancestors, case_of, child, children, complements, is_passive, phrase, shared_subject, subtree
from claimcite.lexicon import Lexicon
from claimcite.parse import Parse, Sentence
from claimcite.records import Addressee, Attribution, Cue, Date, Entity, Form
from claimcite.spans import Span, SpanIndex

#: Other cues that stand aside of what they report.
ASIDE = frozenset({"warn", "show", "announce", "confirm", "claim", "explain", "argue", "insist", "estimate", "suggest", "believe", "note", "conclude", "find", "recall", "reveal", "admit", "acknowledge", "complain"})
#: Acts of speech that are a saying where a clause follows: "denied that", but "denied wrongdoing".
EITHER = frozenset({"call", "ask", "deny", "reject", "threaten", "vow", "pledge", "promise", "propose", "warn", "dismiss", "estimate"})
FIGURES = frozenset({"figure", "toll", "count", "number", "total", "estimate", "tally"})
#: Cues whose subject may be a thing: "the fire shows that …" attributes nothing.
SHOWING = frozenset({"show", "suggest", "indicate", "mean", "reveal", "see", "feel", "find", "confirm", "threaten", "put", "call", "know", "hear", "learn", "determine", "consider"})
#: Adverbs that attribute to nobody: "was reportedly".
HEARSAY = frozenset({"reportedly", "allegedly", "purportedly", "supposedly"})
#: Cues that take whom they were said to as object.
TOLD = frozenset({"tell", "inform", "assure", "notify", "remind", "warn", "advise", "brief"})


@dataclass(frozen=True, slots=True)
class Said:
    """An attribution with what the claims stage needs of the parse: the cue's token, the tokens of source and cue."""

    attribution: Attribution
    cue: int
    own: frozenset[int]
    act: bool = False
    cues: frozenset[int] = frozenset()
    news: bool = False

    @property
    def silent(self) -> bool:
        """Whether cue and source only introduce what is said, and claim nothing themselves."""
        return not self.act and not self.news

    def covers(self, offset: int) -> bool:
        """Whether the content covers an offset of the text."""
        return any(s.start <= offset < s.end for s in self.attribution.content)

    @property
    def size(self) -> int:
        """How many characters the content has."""
        return sum(s.end - s.start for s in self.attribution.content)


class Finder:
    """Reads a document's sentences in order and collects attributions."""

    def __init__(self, parse: Parse, cast: Cast, dates: Sequence[Date], lexicon: Lexicon) -> None:
        self.parse = parse
        self.cast = cast
        self.cues = lexicon.cues
        self.dates = SpanIndex(dates, lambda d: d.span)
        self.quotes = quoted(parse)
        self.modelled = modelled(parse.doc)
        self.found: list[Said] = []
        self.number = 0

    def sentence(self, number: int, sentence: Sentence) -> None:
        """Find the attributions of one sentence."""
        self.number = number
        before = len(self.found)
        tokens = self.parse.doc[sentence.first : sentence.last]
        for token in tokens:
            lemma = token.lemma_.lower()
            if lemma == "accord" or token.lower_ == "according":
                self.according(token, sentence)
            elif lemma in self.cues.say | self.cues.act and token.pos_ in ("VERB", "AUX") and not (lemma == "see" and token.i == sentence.first):
                self.verb(token, lemma, sentence)
            elif lemma in self.cues.nouns and token.pos_ == "NOUN":
                self.noun(token)
            elif token.lower_ in HEARSAY and token.head.i != token.i:
                self.add_cue([token], token.lower_, None, subtree(token.head, [token.i]))
        for i in range(sentence.first, sentence.last):
            if i in self.modelled:
                self.by_model(self.modelled[i], before)
        if len(self.found) == before:
            self.note_actors(number, sentence)

    def note_actors(self, number: int, sentence: Sentence) -> None:
        """Remember the subject of a sentence without a saying: "it" and "he" in the next one may stand for it."""
        root = next((t for t in self.parse.doc[sentence.first : sentence.last] if t.dep_ == "ROOT"), None)
        subject = child(root, "nsubj", "nsubj:pass") if root is not None else None
        if subject is not None:
            inside = self.cast.entities.within(self.parse.of_tokens(phrase(subject, conj=False)))
            head = next((e for e in inside if e.span.start <= self.parse.starts[subject.i] < e.span.end), None)
            if head is not None and head.name:
                self.cast.note(number, "person" if head.label == "PER" else "body", head.name)

    def by_model(self, one: Modelled, before: int) -> None:
        """Take an attribution of the model over where the rules found none at its cue."""
        cues = {token.i for token in one.cue}
        if any(cues & said.cues for said in self.found[before:]):
            return
        head = head_of(list(one.source)) if one.source else None
        lemma = next((t for t in one.cue if t.pos_ in ("VERB", "NOUN")), one.cue[0]).lemma_.lower()
        if lemma not in self.cues.say and (head is None or not any(t.pos_ in ("VERB", "AUX") or t.is_quote for t in one.content)):
            return  # "impeached President Trump", "using the pseudonym Katya": PolNeAR counts acts as attributions, nothing is said
        reach = reach_of(one) if one.source else None
        known = len(self.found)
        self.add_cue(list(one.cue), lemma, head, list(one.content), reach=reach)
        if len(self.found) > known and lemma not in self.cues.say:  # a cue that the lexicon does not know may be news in itself
            self.found[-1] = replace(self.found[-1], news=True)

    # --- verbs ------------------------------------------------------------------------------------------------------

    def verb(self, verb: Token, lemma: str, sentence: Sentence) -> None:
        """"The army said that …", "…, Haddad said", "said the ministry's spokesman", "condemned the raid"."""
        if lemma == "cite":
            self.citing(verb, sentence)
            return
        if lemma in CORE | ASIDE and (aside := find_aside(verb, sentence)):
            source, content = aside
            self.add_cue([verb], lemma, head_of(source), content, reach=range(source[0].i, source[-1].i + 1))
            return
        if lemma in CORE and (inverted := find_inverted(verb, sentence)):
            source, content = inverted
            self.add_cue([verb], lemma, head_of(source), content, reach=range(source[0].i, source[-1].i + 1))
            return
        subject, passive = self.speaker_of(verb)
        content = self.content(verb, subject, sentence)
        act = self.is_act(verb, lemma)
        if subject is not None and subject.lower_ in ("i", "we", "you") and lemma not in CORE:
            return
        if act and subject is not None and not passive:
            content = content or [t for c in verb.children if c.dep_ in ("obj", "obl", "xcomp", "iobj") and c.i > verb.i for t in subtree(c)]
            content = without_relatives(content)
        if not content or (lemma in self.cues.clausal and not act and not passive and not self.clausal(verb, content)):
            return
        if passive:
            subject = next((c for c in verb.children if c.dep_ in ("obl", "obl:agent") and case_of(c) == "by"), None)
            if subject is None and child(verb, "xcomp", "ccomp", "csubj:pass", "csubj") is None:
                return
            content += [t for c in verb.children if c.dep_ == "nsubj:pass" for t in subtree(c)]
        elif subject is None and lemma not in CORE:
            return
        if subject is None or subject.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "VERB"):
            self.add_cue([verb], lemma, subject, content, act=act)

    def is_act(self, verb: Token, lemma: str) -> bool:
        """Whether a verb is a speech act that is news in itself; "urged Tolvia to suspend its flights" claims the suspension."""
        if lemma not in self.cues.act or (lemma == "speak" and not any(case_of(c) == "of" for c in children(verb, "obl", "nmod"))):
            return False
        if lemma in ("revise", "correct") and not any(c.lemma_.lower() in FIGURES for c in children(verb, "obj")):
            return False
        if lemma in self.cues.demand and any(c.dep_ in ("xcomp", "acl") and c.pos_ == "VERB" for c in complements(verb)):
            return False
        that = any(c.dep_ == "ccomp" and any(k.dep_ == "mark" for k in c.children) for c in verb.children)
        return not (lemma in self.cues.say and (that or lemma not in EITHER))

    def citing(self, verb: Token, sentence: Sentence) -> None:
        """"The agency, citing an unnamed official, reported that …": the official is the farther hop's source."""
        source = child(verb, "obj")
        head = next((a for a in ancestors(verb) if a.lemma_.lower() in self.cues.say), verb.head)
        outer = head if head.lemma_.lower() in self.cues.say else head.head
        content = [t for c in complements(outer) for t in subtree(c)] if outer.i != verb.i else []
        own = {t.i for t in verb.subtree}
        content = content or [t for t in self.parse.doc[sentence.first : sentence.last] if t.i not in own]
        if source is not None:
            self.add_cue([verb], "cite", source, content)

    def speaker_of(self, verb: Token) -> tuple[Token | None, bool]:
        """Return the subject of a cue, and whether the cue is in the passive."""
        subject, passive = shared_subject(verb)
        passive = passive or (subject is None and is_passive(verb)) or child(verb, "aux:pass") is not None
        if verb.tag_ == "VBG" and child(verb, "nsubj", "aux") is None:  # "…, adding, 'For Mexico …'": who said before also adds
            above = next((a for a in ancestors(verb) if a.lemma_.lower() in self.cues.say), None)
            subject = shared_subject(above)[0] if above is not None else subject or (shared_subject(verb.head)[0] if verb.head.pos_ == "VERB" else None)
        if subject is not None and subject.lower_ in ("it", "there") and passive:
            return None, True
        if subject is None and verb.tag_ in ("VBD", "VBZ", "VBP"):
            subject = neighbour(verb)
        if subject is not None and subject.i + 2 < len(subject.doc) and subject.nbor().text == "-" and subject.nbor(2).lower_ in ATTACHED:
            subject = next((t for t in subject.doc[subject.i + 3 : subject.i + 7] if t.pos_ == "NOUN"), subject)  # "Ankara-backed rebels"
        return subject, passive and verb.tag_ == "VBN"

    def clausal(self, verb: Token, content: list[Token]) -> bool:
        """Whether what a cue opens is a clause or a quotation, not just an object: "showed that …", not "showed signs"."""
        if any(c.dep_ in ("ccomp", "parataxis", "csubj", "csubj:pass") for c in verb.children) or (children(verb, "obj", "iobj") and any(c.dep_.startswith("acl") for c in complements(verb))) or verb.dep_ == "parataxis":
            return True
        if verb.lemma_ in ("describe", "call", "put") and child(verb, "obj") is not None:
            return True
        if any(c.dep_ == "xcomp" for c in verb.children) and verb.lemma_ in self.cues.promise | self.cues.deny | self.cues.demand | {"claim", "report", "believe", "expect"}:
            return True
        span = self.parse.of_tokens(content)
        return any(q.overlaps(span) and (q.end - q.start) > 12 for q in self.quotes.touching(span)) or (verb.lemma_ in ("record", "report", "count", "estimate", "document", "confirm", "announce", "deny") and any(t.like_num for t in content)) or verb.lemma_ == "deny"

    def content(self, verb: Token, subject: Token | None, sentence: Sentence) -> list[Token]:
        """Return the tokens of what is said: the clause that the cue governs, or the clause that it is set beside."""
        own = {t.i for t in subtree(subject)} if subject is not None and subject in list(verb.children) else set()
        impersonal = child(verb, "expl") is not None
        inside = complements(verb)
        inside += [c for c in verb.children if (impersonal and c.dep_ in ("csubj", "csubj:pass")) or (c.dep_ == "parataxis" and c.pos_ in ("VERB", "AUX", "NOUN", "ADJ", "PROPN"))]
        extra = [c for c in verb.children if c.dep_ == "obj" and verb.lemma_ in self.cues.say and verb.lemma_ not in TOLD and c.i not in own]
        if verb.lemma_ in ("describe", "put", "call", "record", "report", "count", "deny", "announce", "estimate"):
            extra += [c for c in verb.children if (c.dep_ in ("obl", "obl:arg", "advcl") and case_of(c) in ("as", "at", "to")) or (c.dep_ == "advcl" and any(k.lower_ == "as" for k in c.children))]
        inside += [c for c in children(verb, "conj") if goes_on(c, verb)]
        tokens = [t for c in [*inside, *extra] for t in subtree(c) if t.i not in own]
        if verb.dep_ in ("parataxis", "advcl", "ccomp") and not inside and is_aside(verb):
            skip = {t.i for t in subtree(verb)}
            tokens += [t for t in subtree(verb.head) if t.i not in skip]
        if not inside:
            tokens += self.in_quotes(verb, sentence, own)
        return tokens

    def in_quotes(self, verb: Token, sentence: Sentence, own: set[int]) -> list[Token]:
        """Return the quotation beside a cue that the parser did not tie to it."""
        quotes = [q for q in self.quotes.touching(sentence.span) if q.end - q.start > 15]
        at = self.parse.starts[verb.i]
        if not quotes or any(q.start <= at < q.end for q in quotes):
            return []
        return [t for q in quotes for t in self.parse.tokens(q) if sentence.first <= t.i < sentence.last and t.i not in own]

    # --- other cues -------------------------------------------------------------------------------------------------

    def according(self, token: Token, sentence: Sentence) -> None:
        """"According to the ministry, …", "…, according to one spokesman, and …".

        The source runs to the next comma, over an apposition: "According to Ali Kaya, a spokesman for the groups, leaders …".
        """
        doc, start = self.parse.doc, token.i + 2
        if start >= sentence.last or doc[token.i + 1].lower_ != "to":
            return
        stops = [k for k in range(start, sentence.last) if doc[k].text in (",", ";", ".", "(", ")", "–", "—", ":") or (doc[k].text == '"' and k > start)]
        end = next(iter(stops), sentence.last)
        if len(stops) > 1 and doc[end].text == "," and doc[end + 1].lower_ in ("a", "an", "the", "who", "which") and any(
                t.lower_ in self.cues.sources["person"] for t in doc[end + 1 : stops[1]]) and not any(t.pos_ in ("VERB", "AUX") for t in doc[end + 1 : stops[1]]):  # fmt: skip
            end = stops[1]
        source = next((t for t in doc[start:end] if t.pos_ in ("NOUN", "PROPN", "PRON") and not (start <= t.head.i < end) and t.dep_ != "conj"), None)
        source = source or next((t for t in doc[start:end] if t.pos_ in ("NOUN", "PROPN", "PRON") and t.dep_ not in ("compound", "nmod:poss", "flat")), None)
        if source is None:
            return
        out = set(range(token.i, end))
        head = next((a for a in ancestors(source) if a.i not in out and (a.pos_ in ("VERB", "AUX") or child(a, "cop") is not None or a.dep_ == "ROOT")), None)
        content = [t for t in (subtree(head) if head is not None else ()) if t.i not in out]
        initial = token.i == sentence.first
        if initial or head is None or head.dep_ == "ROOT" or sum(t.pos_ in ("VERB", "AUX") for t in content) == 0:
            content = [t for t in doc[sentence.first : sentence.last] if t.i not in out]
        self.add_cue([token, doc[token.i + 1]], "according to", source, content, reach=range(start, end))

    def noun(self, noun: Token) -> None:
        """"the claim by X that …", "warnings that …", "theories suggest" is a verb's."""
        clause = next((c for c in noun.children if c.dep_ in ("acl", "ccomp") and any(k.dep_ == "mark" and k.lower_ == "that" for k in c.children)), None)
        if clause is None:
            return
        source = child(noun, "nmod:poss") or next((c for c in noun.children if c.dep_ == "nmod" and case_of(c) in ("by", "from", "of") and c.i < clause.i), None)
        if any(s.cue in [a.i for a in ancestors(noun)] for s in self.found[-3:]) and source is None:
            return
        self.add_cue([noun], noun.lemma_.lower(), source, subtree(clause))

    # --- making the record ------------------------------------------------------------------------------------------

    def add_cue(self, cue: list[Token], lemma: str, source: Token | None, content: list[Token], *, act: bool = False, reach: range | None = None) -> None:
        """Make and keep the record. ``reach`` are the tokens of the source where they are known without the parse."""
        one = None if act else self.same_saying(cue, content)
        if one is not None:
            content = list(one.content)
            if one.source:
                source, reach = source if source in one.source else head_of(list(one.source)), reach_of(one)
        tokens = list(self.parse.doc[reach.start : reach.stop]) if reach is not None else self.source_tokens(source, cue[0]) if source is not None else []
        speaker = self.cast.speaker(source, tokens, self.number) if source is not None else None
        if speaker is None and source is not None:
            return
        if speaker is not None and not speaker.plausible and (act or lemma in SHOWING):
            return
        told = next((c for c in cue[0].children if c.dep_ in ("obj", "iobj") and lemma in TOLD and c.i > cue[0].i), None)
        own = {t.i for t in cue} | {t.i for t in tokens} | ({t.i for t in phrase(told)} if told is not None else set())
        own |= {t.i for t in source.subtree if tokens[0].i <= t.i <= tokens[-1].i} if source is not None else set()
        own |= {t.i for c in cue[0].children if c.dep_ in ("aux", "aux:pass", "mark", "advmod", "obl", "obl:tmod", "obl:unmarked", "cc") and not act for t in subtree(c) if t.i not in {x.i for x in content}}
        spans = self.spans([t for t in content if t.i not in own]) if one is None else one.spans(self.parse)
        if not spans:
            return
        said = self.said(cue[0], spans)
        addressee = self.addressee(told) if told is not None else None
        cue_span = self.parse.of_tokens(cue)
        record = Attribution("", speaker.record if speaker else None, Cue((cue_span,), cue_span.of(self.parse.text), lemma), spans, self.form(spans), addressee, said, False)
        self.found.append(Said(record, cue[0].i, frozenset(own), act, frozenset(t.i for t in cue)))

    def same_saying(self, cue: list[Token], content: list[Token]) -> Modelled | None:
        """Return the model's attribution with this cue, where it has some of the same content: the model draws its edges better."""
        places = {token.i for token in content}
        found = (self.modelled[token.i] for token in cue if token.i in self.modelled)
        return next((one for one in found if any(token.i in places for token in one.content)), None)

    def source_tokens(self, source: Token, cue: Token) -> list[Token]:
        """Return the phrase of a source; a name that stands between it and the cue belongs to it whatever the parse says.

        "Director of the Observatory, Rami Abdel Rahman called it …", "Turkish President Recep Tayyip Erdoğan condemned …"
        """
        tokens = source_phrase(source)
        doc = self.parse.doc
        while tokens[0].i > tokens[0].sent.start + 1 and doc[tokens[0].i - 1].text == "-" and tokens[0].lower_ in ATTACHED:
            tokens = [*doc[tokens[0].i - 2 : tokens[0].i], *tokens]  # "Ankara-backed rebels"
        if source.pos_ == "PRON":
            return tokens
        gap = doc[tokens[-1].i + 1 : cue.i]
        if 0 < len(gap) <= 9 and all(t.pos_ == "PROPN" or t.text in (",", "-") or t.dep_ == "flat" for t in gap) and any(t.pos_ == "PROPN" for t in gap):
            tokens = list(doc[tokens[0].i : cue.i])
        tokens = without_acronym(tokens[1:] if len(tokens) > 1 and tokens[0].pos_ == "CCONJ" else tokens)
        first = tokens[0].i
        if first > 2 and doc[first - 1].lower_ in ("to", "with") and doc[first - 2].lower_ in ("close", "familiar") and doc[first - 3].pos_ == "NOUN":
            return list(doc[first - 3 : tokens[-1].i + 1])  # "Sources close to the Kestran government put the toll at …"
        while first > 0 and not doc[first].is_sent_start and doc[first - 1].pos_ == "PROPN" and is_capital(doc[first]) and doc[first - 1].sent == source.sent:
            first -= 1
        if first < tokens[0].i:
            while first > 0 and not doc[first].is_sent_start and doc[first - 1].pos_ in ("ADJ", "DET", "NOUN") and not doc[first - 1].is_punct:
                first -= 1
            tokens = list(doc[first : tokens[-1].i + 1])
        return tokens

    def spans(self, tokens: list[Token]) -> tuple[Span, ...]:
        """Return the stretches that tokens cover, small gaps closed, punctuation at their edges left out."""
        places = sorted({t.i for t in tokens})
        runs: list[list[int]] = []
        for place in places:
            if runs and place - runs[-1][-1] <= 2 and all(self.parse.doc[k].is_punct or self.parse.doc[k].is_space for k in range(runs[-1][-1] + 1, place)):
                runs[-1].append(place)
            else:
                runs.append([place])
        spans = []
        for run in runs:
            span = self.parse.span(run[0], run[-1] + 1).trimmed(self.parse.text, " ,;:.–—\n")
            if span.end - span.start > 1:
                spans.append(span)
        return tuple(spans)

    def said(self, cue: Token, content: tuple[Span, ...]) -> Date | None:
        """Return the date that belongs to the saying: "said on Monday"."""
        for c in cue.children:
            if c.dep_ in ("obl", "obl:tmod", "obl:unmarked", "nmod:tmod", "advmod", "nmod:unmarked", "obl:npmod") and abs(c.i - cue.i) < 9:
                span = self.parse.of_tokens(subtree(c))
                for date in self.dates.touching(span):
                    if date.type in ("DATE", "TIME") and not any(s.overlaps(date.span) for s in content):
                        return date
        after = self.parse.doc[cue.i + 1 : min(cue.i + 4, cue.sent.end)]
        for date in self.dates.touching(Span(self.parse.starts[cue.i], self.parse.ends[after[-1].i] if len(after) else self.parse.ends[cue.i])):
            if not any(s.overlaps(date.span) for s in content):
                return date
        return None

    def addressee(self, head: Token) -> Addressee:
        """Return whom it was told."""
        span = self.parse.of_tokens(phrase(head))
        entity = next(iter(self.cast.entities.within(span)), None)
        return Addressee(span, span.of(self.parse.text), entity.name if entity else None)

    def form(self, content: tuple[Span, ...]) -> Form:
        """Return whether the content stands in quotation marks: all of it, some or none."""
        total = sum(s.end - s.start for s in content)
        inside = sum(max(0, min(s.end, q.end) - max(s.start, q.start)) for s in content for q in self.quotes.touching(s))
        return "direct" if inside >= 0.9 * total else "mixed" if inside > 3 else "indirect"

    def carry(self) -> None:
        """Give a sentence that is nothing but quotation to the speaker of the sentence before it, or of the one after it."""
        if self.cast.aggregate:
            return
        sentences = self.parse.sentences
        starts = [s.first for s in sentences]
        by_sentence: dict[int, Said] = {}
        for said in self.found:
            if said.attribution.form != "indirect":
                by_sentence[bisect.bisect_right(starts, said.cue) - 1] = said
        for i, sentence in enumerate(sentences):
            if i in by_sentence or not self.all_quoted(sentence):
                continue
            for j in (i - 1, i + 1):
                said_there = by_sentence.get(j)
                if said_there is not None and 0 <= j < len(sentences) and (sentences[j].block == sentence.block or (j < i and self.opens_block(sentence))):
                    a = said_there.attribution
                    moved = Attribution("", a.source, a.cue, (sentence.span.trimmed(self.parse.text, " \n"),), "direct", a.addressee, a.said, True)
                    by_sentence[i] = Said(moved, said_there.cue, frozenset())
                    self.found.append(by_sentence[i])
                    break

    def opens_block(self, sentence: Sentence) -> bool:
        """Whether a sentence opens its paragraph with a quotation mark, as a quotation that goes on does."""
        block = self.parse.blocks[sentence.block]
        return block.kind == "paragraph" and sentence.span.start <= block.span.start + 1 and self.parse.text[block.span.start] in '"“'

    def all_quoted(self, sentence: Sentence) -> bool:
        """Whether a sentence stands within quotation marks from end to end."""
        span = sentence.span
        inside = sum(max(0, min(span.end, q.end) - max(span.start, q.start)) for q in self.quotes.touching(span))
        return inside >= 0.9 * (span.end - span.start)


def find_attributions(parse: Parse, entities: Sequence[Entity], names: Names, dates: Sequence[Date], lexicon: Lexicon, *, aggregate: bool) -> tuple[Said, ...]:
    """Return the attributions of a document, ids not yet given, in order of their cues."""
    cast = Cast(parse, lexicon, names, SpanIndex(entities, lambda e: e.span), aggregate)
    finder = Finder(parse, cast, dates, lexicon)
    for number, sentence in enumerate(parse.sentences):
        finder.sentence(number, sentence)
    finder.carry()
    return tuple(sorted(finder.found, key=lambda s: (s.cue, s.attribution.content)))
