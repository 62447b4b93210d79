"""Scores of the claims on MEANTIME's events: which of them are predicates, and whether who, to whom, when, where and how sure are right.

The set marks every event of the first sentences of 74 Wikinews articles, with participants in PropBank's roles, links to TIMEX3, polarity,
certainty and time. Its convention is not ours, so the rows say the following.

- Headline and date line are not read: the document's own title gives no claim.
- ``event verbs`` (of class OTHER or MIX): recall of verbs that are the predicate of a claim, or that merge with it ("decided to buy").
  Purpose infinitives and gerunds are events there and no claims here, so 100 % is not the aim. ``sayings``: verbs of class
  SPEECH_COGNITIVE that are the cue of an attribution or a predicate. ``event nouns``: recall of nouns; here a noun is a claim only if it brings
  something that no verb says, so this row is low by design. Copulas and aspectual verbs (GRAMMATICAL) are not scored.
- ``agents``: of the matched events with an Arg0, those whose agent is right. ``patients``: with an Arg1, those whose patient is right; an
  Arg1 that is the subject of an intransitive verb ("shares rose") may be the agent here. ``both``: of those with Arg0 and Arg1, both right. A
  participant is right where it holds the head of the mention, or of another mention of the same entity in the sentence.
- ``times``: of the matched events linked to a date of their sentence by IS_INCLUDED, SIMULTANEOUS, BEGUN_BY or ENDED_BY, those that have it.
  ``places``: of those with an Argm-LOC, those that have it.
- ``negated``, ``uncertain`` (certainty POSSIBLE or PROBABLE: here any modality but asserted, future and demanded), ``future``: precision and
  recall over the matched events. A demand is in the future there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

from claimcite.annotate import Annotations, annotate
from claimcite.claims import find_claims
from claimcite.config import Config
from claimcite.lexicon import Lexicon
from claimcite.parse import Model, Parse, parse
from claimcite.records import Anchor, Claim, Participant
from claimcite.report.date_gold import ANNOTATED, printed
from claimcite.report.date_sets import cleaned
from claimcite.report.scores import Count, Scores
from claimcite.rows import with_ids
from claimcite.spans import Span

Rows = dict[str, Count]
#: The rows by the class of an event and its part of speech.
KINDS = {("OTHER", "VERB"): "event verbs", ("MIX", "VERB"): "event verbs", ("SPEECH_COGNITIVE", "VERB"): "sayings", ("OTHER", "NOUN"): "event nouns"}
#: Links from an event to the time that it happens at.
AT = frozenset({"IS_INCLUDED", "SIMULTANEOUS", "BEGUN_BY", "ENDED_BY"})


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """An event of the set: its row, its place, what the set says of it, and the places of its participants and times.

    ``roles`` maps PropBank's role to the mentions of each participant: the one that is linked, and others of the same entity.
    """

    row: str
    span: Span
    said: Mapping[str, str]
    roles: Mapping[str, tuple[tuple[Span, ...], ...]] = field(default_factory=dict)
    times: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class EventText:
    """A text of the set, the day that it was written (ISO) or None, and its events."""

    text: str
    written: str | None
    events: tuple[GoldEvent, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """What the pipeline makes of a gold text."""

    parse: Parse
    found: Annotations
    claims: tuple[Claim, ...]


def evaluate_events(model: Model, lexicon: Lexicon, config: Config, folder: Path) -> Scores:
    """Score the claims on MEANTIME where it stands in ``folder``; see the module for what each row says.

    >>> from claimcite.lexicon import load_lexicon
    >>> from claimcite.parse import load_model
    >>> evaluate_events(load_model(), load_lexicon(), Config(), Path("no such folder"))
    Scores(rows=())
    """
    rows: Rows = {}
    for text in event_texts(folder / "meantime"):
        score_text(text, read_text(text.text, text.written, (model, lexicon, config)), rows)
    return Scores(tuple(count.score(f"{name}, MEANTIME") for name, count in rows.items()))


def read_text(text: str, written: str | None, tools: tuple[Model, Lexicon, Config]) -> Read:
    """Run a gold text through parse, annotate and claims, as a document that was given its date; a blank line ends a paragraph."""
    model, lexicon, config = tools
    parsed = parse(cleaned(text), model, config)
    found = annotate(parsed, lexicon, document_date=Anchor("given", written, None) if written else None, aggregate=False)
    found = with_ids(found, parsed, "gold")
    return Read(parsed, found, find_claims(parsed, found, lexicon, document="gold", aggregate=False)[0])


# --- the gold -------------------------------------------------------------------------------------------------------


def event_texts(folder: Path) -> Iterator[EventText]:
    """Yield the articles: the sentences that were annotated, without headline and date line."""
    for path in sorted((folder / "intra-doc_annotation").glob("*/*.xml")):
        root = ET.parse(path).getroot()
        tokens = [t for t in root.iter("token") if 2 <= int(t.get("sentence", "0")) < ANNOTATED]
        text, places = printed([(t.text or "", 0) for t in tokens])
        at = {t.get("t_id", ""): Span(*place) for t, place in zip(tokens, places, strict=True)}
        yield EventText(text, written_on(root), tuple(Article(root, at).events()))


def written_on(root: ET.Element) -> str | None:
    """Return the day that an article was written on, in ISO form."""
    value = next((t.get("value", "") for t in root.iter("TIMEX3") if t.get("functionInDocument") == "CREATION_TIME"), "")
    day = value.split("-")
    return value if len(value) == len("2008-05-02") and len(day[0]) == 4 else "-".join(reversed(day)) if len(day) == 3 else None


class Article:
    """The annotation of one article, by the ids of its markables."""

    def __init__(self, root: ET.Element, at: Mapping[str, Span]) -> None:
        self.marks = {mark.get("m_id", ""): mark for markables in root.iter("Markables") for mark in markables}
        self.spans = {key: span for key, mark in self.marks.items() if (span := covered(mark, at)) is not None}
        self.relations = [relation for relations in root.iter("Relations") for relation in relations]
        self.instance = {source: target for r in self.relations if r.tag == "REFERS_TO" for source, target in ends(r)}
        self.mentions: defaultdict[str, list[Span]] = defaultdict(list)
        for mention, instance in self.instance.items():
            if mention in self.spans:
                self.mentions[instance].append(self.spans[mention])

    def events(self) -> Iterator[GoldEvent]:
        """Yield the events that are scored."""
        for key, mark in self.marks.items():
            instance = self.marks.get(self.instance.get(key, ""))
            row = KINDS.get((instance.get("class", "") if instance is not None else "", mark.get("pos", "")))
            if mark.tag == "EVENT_MENTION" and row is not None and key in self.spans:
                yield GoldEvent(row, self.spans[key], mark.attrib, self.roles(key), self.times(key))

    def roles(self, event: str) -> dict[str, tuple[tuple[Span, ...], ...]]:
        """Return the participants of an event by role."""
        found: defaultdict[str, list[tuple[Span, ...]]] = defaultdict(list)
        for relation in self.relations:
            for source, target in ends(relation) if relation.tag == "HAS_PARTICIPANT" else ():
                if source == event and target in self.spans:
                    others = self.mentions.get(self.instance.get(target, ""), [])
                    found[relation.get("sem_role", "").lower()].append((self.spans[target], *others))
        return {role: tuple(spans) for role, spans in found.items()}

    def times(self, event: str) -> tuple[Span, ...]:
        """Return the time expressions that an event happens at."""
        linked = [ends(r) for r in self.relations if r.tag == "TLINK" and r.get("reltype") in AT]
        targets = [target for pairs in linked for source, target in pairs if source == event]
        return tuple(self.spans[t] for t in targets if t in self.spans and self.marks[t].tag == "TIMEX3")


def covered(mark: ET.Element, at: Mapping[str, Span]) -> Span | None:
    """Return the stretch that a markable covers, or None where it has no words in the text."""
    spans = [at[key] for anchor in mark.iter("token_anchor") if (key := anchor.get("t_id", "")) in at]
    return Span(min(s.start for s in spans), max(s.end for s in spans)) if spans else None


def ends(relation: ET.Element) -> list[tuple[str, str]]:
    """Return the pairs of source and target of a relation."""
    targets = [t.get("m_id", "") for t in relation.iter("target")]
    return [(s.get("m_id", ""), t) for s in relation.iter("source") for t in targets]


# --- the scores -----------------------------------------------------------------------------------------------------


def score_text(text: EventText, read: Read, rows: Rows) -> None:
    """Add the events of one text to the rows."""
    for event in text.events:
        claim = next((c for c in read.claims if c.predicate.span.overlaps(event.span)), None)
        merged = claim or next((c for c in read.claims if merges(c, event, read)), None)
        cued = event.row == "sayings" and any(c.overlaps(event.span) for s in read.found.said for c in s.attribution.cue.spans)
        decide(rows, event.row, right=merged is not None or cued)
        if claim is not None and event.row == "event verbs":
            score_event(event, claim, read, rows)


def merges(claim: Claim, event: GoldEvent, read: Read) -> bool:
    """Whether an event is a verb that a claim's predicate merged with: the "managed" of "managed to flee"."""
    head = head_of(event.span, read.parse)
    return any(child.dep_ == "xcomp" and claim.predicate.span.overlaps(read.parse.span(child.i, child.i + 1)) for child in read.parse.doc[head].children)


def score_event(event: GoldEvent, claim: Claim, read: Read, rows: Rows) -> None:
    """Score the fields of an event that is a claim."""
    agent = [holds(claim.agent, one, read) for one in event.roles.get("arg0", ())]
    patient = [holds(claim.patient, one, read) or (not agent and holds(claim.agent, one, read)) for one in event.roles.get("arg1", ())]
    for row, right in (("agents", agent), ("patients", patient), ("both", [any(agent) and any(patient)] if agent and patient else [])):
        if right:
            decide(rows, row, right=any(right))
    sentence = next((s.span for s in read.parse.sentences if s.span.overlaps(event.span)), event.span)
    if near := [t for t in event.times if sentence.covers(t)]:
        decide(rows, "times", right=any(d.span.overlaps(t) for d in claim.dates for t in near))
    if where := event.roles.get("argm-loc", ()):
        decide(rows, "places", right=any(p.span.overlaps(span) for p in claim.places for spans in where for span in spans))
    uncertain = claim.modality in ("hedged", "possible", "hypothetical", "denied")
    both(rows, "negated", found=claim.polarity == "negated", gold=event.said.get("polarity") == "NEG")
    both(rows, "uncertain", found=uncertain, gold=event.said.get("certainty") in ("POSSIBLE", "PROBABLE"))
    both(rows, "future", found=claim.modality in ("future", "demanded"), gold=event.said.get("time") == "FUTURE")


def holds(participant: Participant | None, mentions: tuple[Span, ...], read: Read) -> bool:
    """Whether a participant holds the head of one of these mentions."""
    if participant is None:
        return False
    heads = (head_of(span, read.parse) for span in mentions)
    return any(participant.span.covers(read.parse.span(head, head + 1)) for head in heads)


def head_of(span: Span, parse: Parse) -> int:
    """Return the token of a mention that the others hang on."""
    tokens = parse.tokens(span)
    inside = {t.i for t in tokens}
    return next((t.i for t in tokens if t.head.i not in inside or t.head.i == t.i), tokens[0].i if len(tokens) else 0)


def decide(rows: Rows, name: str, *, right: bool) -> None:
    """Count one answer in a row."""
    rows.setdefault(name, Count()).decide(right=right)


def both(rows: Rows, name: str, *, found: bool, gold: bool) -> None:
    """Count one attribute in a row of precision and recall."""
    row = rows.setdefault(name, Count())
    row.hits += found and gold
    row.found += found
    row.gold += gold
