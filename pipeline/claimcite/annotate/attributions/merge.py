"""One list of leads out of two: the model finds sources, cues and contents, the rules tie them together and find what it misses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from spacy.tokens import Token

from claimcite.annotate.attributions.content import Text, content_of, cue_lemma, is_aside, says_of
from claimcite.annotate.attributions.leads import Kind, Lead, cue_of
from claimcite.annotate.attributions.marks import FINITE
from claimcite.annotate.attributions.modelled import Modelled
from claimcite.annotate.attributions.phrases import RELAYING, head_of, without_relative
from claimcite.annotate.attributions.unsaid import PARTIES, is_phrase, says_nothing, states, voices
from claimcite.annotate.attributions.verbs import is_act, speaker_of
from claimcite.annotate.ud import ancestors, by_agent, child, children, is_passive, phrase, subtree
from claimcite.lexicon import Cues
from claimcite.parse import Sentence

ACCORDING = "according to"
SEEMING = frozenset({"seem", "appear"})


@dataclass(slots=True)
class Merger:
    """Puts the leads of one sentence together."""

    rules: Sequence[Lead]
    text: Text
    sentence: Sentence
    taken: set[int] = field(default_factory=set)

    def leads(self, marked: Sequence[Modelled]) -> Iterator[Lead]:
        """Yield the attributions of the model, completed by the rules, then those that the rules alone found."""
        by_cue = {token.i: lead for lead in self.rules for token in lead.cue}
        for one in marked:
            shared = list({by_cue[t.i].main.i: by_cue[t.i] for t in one.cue if t.i in by_cue}.values())
            sure = [lead for lead in self.rules if lead.sure and lead.main.i in {s.main.i for s in shared}]
            self.taken |= {lead.main.i for lead in (sure or shared[:1])}
            yield from sure or self.completed(one, shared)
        asides = frozenset(t.i for lead in self.rules if lead.lemma == ACCORDING or is_aside(lead.main, self.text.cues) for t in lead.aside)
        yield from (without_aside(lead, asides) for lead in self.rules if lead.main.i not in self.taken)

    def completed(self, one: Modelled, shared: Sequence[Lead]) -> Iterator[Lead]:
        """Yield an attribution of the model, with the source and the content that the parse gives where the model gives none.

        Of two cues that the model takes for one, "X, the coast guard | said, | according to | Orupress", the second stays the rules'.
        """
        rule = next(iter(shared), None)
        others = {t.i for lead in shared[1:] for t in lead.cue}
        main = rule.main if rule is not None else cue_of(one.cue, self.text.cues)
        cue = without_strays([t for t in one.cue if t == main or (t.i not in others and t.lower_ not in RELAYING)], main)
        head, source = self.source(one, rule, main)
        content = rule.content if rule is not None and rule.content and (rule.lemma == ACCORDING or main.pos_ == "NOUN") else without_relayed(said_by(one, main, head))
        if self.is_told(main, head, source):
            head, source, content = self.untangled(main, content)
        content = within(content, main, shared[1:]) or self.beside(main, source)
        content = content or (rule.content if rule is not None else tuple(content_of(main, head, self.text, self.sentence) or spoken_of(main, source)))
        if head is not None and is_spoken_of(head, main, self.text.cues):
            content = tuple(sorted({*content, *(source or phrase(head))}, key=lambda t: t.i))
            head, source = by_agent(main), ()
        if content and not is_phrase(main):
            kind = rule.kind if rule is not None else kind_of(main, head, content, self.text)
            lemma = rule.lemma if rule is not None else cue_lemma(main, self.text.cues)
            if head is None and kind == "stance" and main.pos_ == "VERB" and lemma not in self.text.cues.say | self.text.cues.act | SEEMING:
                return  # "the film was awarded a prize": nobody thinks, plans or does it
            yield Lead(cue, lemma, head, content, source, kind, modelled=True)

    def is_told(self, main: Token, head: Token | None, source: Sequence[Token]) -> bool:
        """Whether what was taken for the source is whom it was told to: "the guard, who …, | told | local radio | that"."""
        after = head is not None and head.i > main.i and bool(source) and source[0].i == main.i + 1
        return after and cue_lemma(main, self.text.cues) in self.text.cues.told and main.tag_ in ("VBD", "VBG") and main.i > self.sentence.first + 1

    def untangled(self, main: Token, content: Sequence[Token]) -> tuple[Token | None, tuple[Token, ...], tuple[Token, ...]]:
        """Return head and phrase of the source, and the content, where the source stands before "told" and behind any quotation."""
        subject = child(main, "nsubj")
        if subject is not None and subject.i < main.i:
            return subject, (), tuple(content)  # "I was telling | myself"
        before = list(self.text.parse.doc[self.sentence.first : main.i])
        quote = next((t.i for t in reversed(before) if t.is_quote), self.sentence.first - 1)
        source = [t for t in before if t.i > quote]
        while source and source[-1].is_punct:
            source.pop()
        said = tuple(t for t in content if t.i > main.i or t.i <= quote)
        return (head_of(source), tuple(source), said) if source else (None, (), said)

    def beside(self, main: Token, source: Sequence[Token]) -> tuple[Token, ...]:
        """Return what a cue at the edge of a sentence speaks of: "X, | the mayor's office has announced", "As the mayor points out, | X"."""
        doc, first, last = self.text.parse.doc, self.sentence.first, self.sentence.last
        if not source or main.pos_ != "VERB" or child(main, "obj", "ccomp", "xcomp") is not None or cue_lemma(main, self.text.cues) not in self.text.cues.say:
            return ()
        start, end = min(source[0].i, main.i), max(source[-1].i, main.i) + 1
        if start > first + 2 and doc[start - 1].text == "," and all(t.is_punct or t.head.i == main.i for t in before_relayed(doc[end:last])):
            return tuple(doc[first : start - 1])
        if start == first + 1 and doc[first].lower_ == "as" and (comma := next((t.i for t in doc[end:last] if t.text == ","), 0)):
            return tuple(doc[comma + 1 : last])
        return ()

    def source(self, one: Modelled, rule: Lead | None, main: Token) -> tuple[Token | None, tuple[Token, ...]]:
        """Return the head of the source and its phrase: the model's, unless the rules see more of it; empty where the parse has to give it."""
        if is_passive(main) and main.tag_ == "VBN" and cue_lemma(main, self.text.cues) in self.text.cues.told and child(main, "nsubj:pass") in one.source:
            return by_agent(main), ()  # "the crews were told that …": who was told says nothing
        near = one.source and self.sentence.first <= one.source[0].i < self.sentence.last
        source = without_relative(one.source) if near else ()
        if rule is not None and rule.lemma == ACCORDING:
            source = without_rest(source)
        if rule is not None and len(rule.source) >= len(source):
            return rule.head, rule.source
        if source:
            return rule.head if rule is not None and rule.head in source else head_of(source), source
        return subject_of(main, self.text), ()


def is_spoken_of(head: Token, main: Token, cues: Cues) -> bool:
    """Whether what the model takes for the source is whom others speak of: "the governor | has been criticised", "the plan | seems"."""
    if head.head.i != main.i:
        return False
    return (head.dep_ == "nsubj:pass" and cue_lemma(main, cues) in cues.say | cues.act) or (head.dep_ == "nsubj" and main.lemma_ in SEEMING)


def without_rest(source: tuple[Token, ...]) -> tuple[Token, ...]:
    """Leave out of the source of "according to" how its sentence goes on: "was, according to the army, | among the dead"."""
    rest = (k for k, t in enumerate(source[:-1]) if k and t.text == "," and source[k + 1].pos_ == "ADP" and source[k + 1].lower_ not in ("of", "from"))
    return source[: next(rest, len(source))]


def without_strays(cue: Sequence[Token], main: Token) -> tuple[Token, ...]:
    """Leave out of a cue a verb apart from it that hangs on another clause: "| discussed | the raid, the ministry | said"."""
    parts: list[list[Token]] = []
    for token in cue:
        if parts and token.i == parts[-1][-1].i + 1:
            parts[-1].append(token)
        else:
            parts.append([token])
    stray = [part for part in parts if main not in part and any(t.pos_ == "VERB" and t.head.i != main.i and main.head.i != t.i for t in part)]
    return tuple(t for part in parts if part not in stray for t in part)


def without_aside(lead: Lead, asides: frozenset[int]) -> Lead:
    """Leave out of what precedes its cue what another says of both: "X, the coast guard said, | according to Orupress"."""
    if lead.lemma == ACCORDING or not any(t.i < lead.main.i for t in lead.content):
        return lead
    return replace(lead, content=tuple(t for t in lead.content if t.i not in asides))


def said_by(one: Modelled, main: Token, head: Token | None) -> tuple[Token, ...]:
    """Return the content of the model without an empty "it", and without the source where the model takes that for content."""
    empty = ("expl", "nsubj:pass") if child(main, "ccomp", "csubj:pass") is not None else ("expl",)
    out = {t.i for t in main.children if t.lower_ == "it" and t.dep_ in empty}
    if head is not None and not one.source and main not in head.subtree:
        out |= {t.i for t in head.subtree}
    return tuple(t for t in one.content if t.i not in out)


def without_relayed(content: tuple[Token, ...]) -> tuple[Token, ...]:
    """Leave out what only names a source, "X, Orupress reported, | citing a guard", and what only announces: "had | one aim: | “to leave”"."""
    if content and (content[0].lower_ in RELAYING or (content[0].i and content[0].nbor(-1).lower_ in RELAYING)):
        return ()
    colon = next((k for k, t in enumerate(content[:-1]) if t.text == ":" and content[k + 1].is_quote), 0)
    behind = content[colon + 1 :]
    if not colon or any(t.tag_ in FINITE or t.is_quote for t in content[:colon]) or all(t.text[:1].isupper() or t.is_punct for t in behind):
        return content  # "liked the film: “The Last Ferry”"
    return behind


def announces(content: Sequence[Token]) -> bool:
    """Whether a content is a quotation behind a colon: "Lind offered to widen the road: | “Now is the time.”"."""
    return content[0].is_quote and content[0].i > 0 and content[0].nbor(-1).text == ":"


def within(content: tuple[Token, ...], main: Token, others: Sequence[Lead]) -> tuple[Token, ...]:
    """Return a content with the sayings in it that the model took for the same cue: "told the press | the guards claimed | to have left"."""
    inner = {t for lead in others if main in ancestors(lead.main) and lead.main.dep_ == "ccomp" for t in subtree(lead.main)}
    return tuple(sorted({*content, *inner}, key=lambda t: t.i)) if content and inner else content


def before_relayed(tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield the tokens before one that names a source: "reported | on Friday | citing a guard"."""
    return takewhile(lambda t: t.lower_ not in RELAYING, tokens)


def spoken_of(main: Token, source: Sequence[Token]) -> list[Token]:
    """Return what a verb that opens no clause is about: "likened | the plan to a wall", "spoke out | against the raid"."""
    if main.pos_ != "VERB" or not source:
        return []
    return [t for c in children(main, "obj", "obl", "xcomp", "ccomp") if c.i > main.i for t in subtree(c)]


def subject_of(main: Token, text: Text) -> Token | None:
    """Return who is the source of a cue by the parse: its subject, the agent of its passive, the possessor of a noun."""
    if main.pos_ == "NOUN" and child(main, "cop") is None:
        return child(main, "nmod:poss")
    if main.pos_ not in ("VERB", "AUX", "ADJ", "NOUN"):
        return None
    subject, passive = speaker_of(main, text)
    felt = passive and child(main, "ccomp") is not None and cue_lemma(main, text.cues) not in text.cues.say | text.cues.act  # "was concerned that"
    return by_agent(main) or (subject if felt else None) if passive else subject


def kind_of(main: Token, head: Token | None, content: Sequence[Token], text: Text) -> Kind:
    """Return what a cue that no rule knows does: it attributes, or it only says what somebody thinks, plans or does.

    "impeached the governor" and "using the pseudonym Katya" are attributions in PolNeAR; nothing is said.
    """
    lemma = cue_lemma(main, text.cues)
    if says_nothing(main, text):
        return "news" if head is not None and main.pos_ == "VERB" and len(content) > 3 and announces(content) else "stance"
    if head is not None and lemma in text.cues.act and is_act(main, lemma, text):
        return "act"
    said_of = lemma in text.cues.of_object | text.cues.counting and (lemma != "call" or says_of(main))
    if lemma in text.cues.say and (states(content) or said_of):
        return "saying"
    if main.pos_ == "VERB":
        return "news" if head is not None and lemma not in text.cues.act_of and head.lower_ not in PARTIES and voices(main, content) else "stance"
    return "news" if head is not None and states(content) else "stance"
