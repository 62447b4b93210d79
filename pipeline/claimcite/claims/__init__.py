"""Claims: one for each checkable predication, with its roles (``corpus/gold/README.md`` says what is one, case by case)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from claimcite.annotate import Annotations
from claimcite.annotate.attributions import Said
from claimcite.annotate.quantities import Found
from claimcite.annotate.ud import by_agent, child, is_passive
from claimcite.claims.adjuncts import Clauses, carry_dates, carry_places, dates_of, partners, places_of, quantities_of
from claimcite.claims.afterwards import UNVERIFIED, mark_retracted, mark_unverified
from claimcite.claims.event_types import HARM, event_type, lemma_of
from claimcite.claims.infobox import Box, boxes
from claimcite.claims.modality import judge
from claimcite.claims.predicates import TOLLS, Candidate, candidates
from claimcite.claims.roles import Namer, object_only, roles
from claimcite.claims.sayings import negated, pronouns_of, relevant
from claimcite.claims.tables import Cell, table_cells
from claimcite.clean import is_headline
from claimcite.identity import Counter
from claimcite.lexicon import Events, Lexicon
from claimcite.parse import Parse, Sentence
from claimcite.records import Block, Claim, ClaimBlock, Date, Participant, Place, Predicate, Quantity, Rejected, Verification
from claimcite.spans import Span, SpanIndex

__all__ = ["find_claims"]

#: Roles of those to whom something is done, so that they are the patient.
UNDERGOING = frozenset({*HARM, "casualties", "evacuated"})
WEEKDAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
CONFIRMING = frozenset({"confirm", "verify"})


@dataclass(frozen=True, slots=True)
class Material:
    """All that the claims of a document are made of."""

    parse: Parse
    found: Annotations
    lexicon: Lexicon
    namer: Namer
    dates: SpanIndex[Date]
    counted: Mapping[int, list[Found]]
    sections: Mapping[int, tuple[str, ...]]
    document: str
    aggregate: bool


def find_claims(parse: Parse, found: Annotations, lexicon: Lexicon, *, document: str, aggregate: bool) -> tuple[tuple[Claim, ...], tuple[Rejected, ...]]:
    """Return the claims of a document in order, citations and outlet not yet given, and the sentences that were left out.

    ``found`` are its mentions with their ids.
    """
    entities = SpanIndex(found.entities, lambda e: e.span)
    dates = SpanIndex(found.dates, lambda d: d.span)
    material = Material(parse, found, lexicon, Namer(parse, entities, found.names), dates, counted_by_sentence(parse, found), sections_of(parse), document, aggregate)
    claims: list[Claim] = []
    rejected: list[Rejected] = []
    for box in boxes(parse, found, lexicon):
        claims += infobox_claims(box, material)
    claims += [table_claim(cell, material) for cell in table_cells(parse, found, lexicon)]
    said = SpanIndex([s for s in found.said if not s.attribution.carried], lambda s: parse.span(s.cue, s.cue + 1))
    carried = SpanIndex([s for s in found.said if s.attribution.carried], lambda s: s.attribution.content[0])
    for number, sentence in enumerate(parse.sentences):
        reason = left_out(sentence, parse, aggregate=aggregate)
        if reason:
            rejected.append(Rejected(sentence.span, sentence.span.of(parse.text), reason))
            continue
        if parse.blocks[sentence.block].kind not in ("infobox", "table"):
            claims += sentence_claims(sentence, material, [*said.within(sentence.span), *carried.touching(sentence.span)])
        before = parse.sentences[number - 1] if number else None
        if UNVERIFIED.search(sentence.span.of(parse.text)):
            mark_unverified(claims, before, sentence)
        mark_retracted(claims, before, sentence)
    return identified(sorted(claims, key=lambda c: (c.span, c.predicate.span)), document), tuple(rejected)


def counted_by_sentence(parse: Parse, found: Annotations) -> dict[int, list[Found]]:
    """Return the quantities by the first token of their sentence."""
    rows: dict[int, list[Found]] = {}
    for item in found.quantities:
        sentence = parse.sentence_of(parse.doc[item.token])
        if sentence is not None:
            rows.setdefault(sentence.first, []).append(item)
    return rows


def left_out(sentence: Sentence, parse: Parse, *, aggregate: bool) -> str | None:
    """Return why a sentence gives no claims: a question, a headline in a mash-up."""
    text = sentence.span.of(parse.text)
    if text.rstrip("\"”’' ").endswith("?"):
        return "a question asserts nothing"
    if text.rstrip("\"”’' ").endswith("!") and parse.doc[sentence.first].tag_ == "VB":
        return "an order or a wish asserts nothing"
    if aggregate and is_headline(text):
        return "a headline in a mash-up belongs to another story"
    return None


def sections_of(parse: Parse) -> dict[int, tuple[str, ...]]:
    """Return the headings above each block, outermost first."""
    above: list[tuple[int, str]] = []
    found = {}
    for i, block in enumerate(parse.blocks):
        if block.kind == "heading":
            level = block.level or 2
            above = [*(h for h in above if h[0] < level), (level, block.span.of(parse.text))]
        found[i] = tuple(title for _, title in above)
    return found


# --- sentences ------------------------------------------------------------------------------------------------------


def sentence_claims(sentence: Sentence, material: Material, said: Sequence[Said]) -> list[Claim]:
    """Return the claims of one sentence."""
    parse, lexicon = material.parse, material.lexicon
    here = material.counted.get(sentence.first, [])
    chosen = [c for c in candidates(parse, sentence, list(said), here, lexicon.events, lexicon.cues) if not verifies(c, sentence, parse)]
    silent = frozenset(i for s in said for i in s.own if s.silent)
    clauses = Clauses.of(parse, sentence, chosen, silent)
    heads = {n: roles(c) for n, c in enumerate(chosen)}
    quantities = quantities_of(clauses, here)
    within = material.dates.within(sentence.span)
    said_dates = frozenset(s.attribution.said.id for s in said if s.attribution.said is not None and s.silent)
    dates = dates_of(clauses, within, lexicon.events, said_dates)
    places = places_of(clauses, material.namer.entities.within(sentence.span), lexicon.events, heads)
    pairs = partners(chosen)
    carry_dates(dates, pairs)
    carry_places(places, pairs)
    lead = leading_date(sentence, material)
    if lead is not None:
        for n in range(len(chosen)):
            if not any(d.type in ("DATE", "TIME") for d in dates.get(n, [])):
                dates.setdefault(n, []).append(lead if sentence.span.covers(lead.span) else replace(lead, carried=True))
    pronouns = pronouns_of(said, sentence, parse)
    dated = frozenset(t.i for d in within for t in behind_noun(d, parse))
    claims = []
    for n, candidate in enumerate(chosen):
        agent, patient = (material.namer.participant(h, pronouns, silent | aside(candidate, h, dated, lexicon.events)) if h is not None else None for h in heads[n])
        agent, patient = counted_patient(candidate, quantities.get(n, []), agent, patient, material)
        speaker = next((s.attribution.source for s in said if s.act and s.cue == candidate.token.i), None)
        if speaker is not None:
            agent = Participant(speaker.span, speaker.text, speaker.name, agent.owner if agent else None, agent.members if agent else ())
        if unfounded(candidate, dated=bool(quantities.get(n) or dates.get(n))):
            continue
        frame = Frame(tuple(f.quantity for f in quantities.get(n, [])), tuple(dates.get(n, [])), tuple(places.get(n, [])), agent, patient)
        claims.append(make_claim(candidate, clauses.span(n), sentence, frame, relevant(said, candidate, parse), material))
    return claims


def leading_date(sentence: Sentence, material: Material) -> Date | None:
    """Return the date that a line of a timeline begins with: "3 June: Two divers drown off Pela."; it holds for the whole line."""
    block = material.parse.blocks[sentence.block]
    text = material.parse.text
    for date in material.dates.within(block.span)[:1]:
        if block.span.covers(date.span) and date.span.start <= block.span.start + 4 and text[date.span.end : date.span.end + 3].lstrip()[:1] in (":", "–", "—"):
            return date
    return None


def aside(candidate: Candidate, head: Token, dated: frozenset[int], events: Events) -> frozenset[int]:
    """Return the tokens that are no part of a participant: the clause itself behind its noun, dates behind a preposition."""
    clause = candidate.clause
    own = frozenset(t.i for t in clause.subtree if t.i >= clause.left_edge.i) if clause.head.i == head.i and clause.i > head.i else frozenset[int]()
    verb = frozenset({candidate.token.i}) if candidate.kind == "verb" else frozenset[int]()
    return own | dated | verb | object_only(head, clause, events)


def behind_noun(date: Date, parse: Parse) -> Iterator[Token]:
    """Yield the tokens of a date with its preposition: "an inquiry | on 5 May 2026"."""
    tokens = parse.tokens(date.span)
    before = parse.doc[tokens[0].i - 1] if len(tokens) and tokens[0].i else None
    if before is not None and before.lower_ in ("on", "in", "since", "by", "until"):
        yield before
        yield from tokens
    elif before is not None and before.pos_ in ("NOUN", "PROPN", "NUM") and tokens[0].lower_ in WEEKDAYS:
        yield from tokens  # "killed six people Monday"


@dataclass(frozen=True, slots=True)
class Frame:
    """The roles of one claim."""

    quantities: tuple[Quantity, ...]
    dates: tuple[Date, ...]
    places: tuple[Place, ...]
    agent: Participant | None
    patient: Participant | None


def verifies(candidate: Candidate, sentence: Sentence, parse: Parse) -> bool:
    """Whether a predicate is the "could not be verified" that speaks of other claims."""
    return candidate.clause.lemma_.lower() in CONFIRMING and bool(UNVERIFIED.search(sentence.span.of(parse.text)))


def unfounded(candidate: Candidate, *, dated: bool) -> bool:
    """Whether a participle behind a noun says too little to be a claim: "rebels affiliated with X", but "run by X" and "built in 1984"."""
    token = candidate.clause
    if candidate.kind != "verb" or token.dep_ != "acl" or child(token, "nsubj", "nsubj:pass", "aux", "aux:pass") is not None:
        return False
    return not dated and by_agent(token) is None


def counted_patient(
    candidate: Candidate, found: Sequence[Found], agent: Participant | None, patient: Participant | None, material: Material
) -> tuple[Participant | None, Participant | None]:
    """Let the people whom a verb of harm counts be its patient, whatever the parse says.

    "78 were killed and over 100 more were wounded": the wounded are not the 78. "the night strike killed at least 22".
    """
    item = next((f for f in found if f.predicate == candidate.token.i and f.quantity.role in UNDERGOING and f.whole is None and f.quantity.change is None), None)
    if item is None or candidate.token.lemma_.lower() in TOLLS or (candidate.kind == "noun" and patient is not None) or (patient is not None and patient.span.overlaps(item.quantity.span)):
        return agent, patient
    parse = material.parse
    near = item.noun is not None and item.token < item.noun <= item.token + 6
    span = Span(item.quantity.span.start, parse.ends[item.noun] if near and item.noun is not None else item.quantity.span.end)
    counted = Participant(span, span.of(parse.text), None, None, ())
    if agent is None and patient is not None and patient.span.end <= parse.starts[candidate.token.i] and not is_passive(candidate.clause):
        agent = patient
    return (None if agent is not None and agent.span.overlaps(span) else agent), counted


def make_claim(candidate: Candidate, span: Span, sentence: Sentence, frame: Frame, said: list[Said], material: Material) -> Claim:
    """Put one claim together."""
    parse, block = material.parse, material.parse.blocks[sentence.block]
    polarity, modality, signals = judge(parse, candidate, said, material.lexicon.cues)
    verification: Verification | None = "confirmed" if any(s.attribution.cue.lemma in CONFIRMING and not negated(s, parse) for s in said) else None
    if any(s.attribution.cue.lemma in CONFIRMING and negated(s, parse) for s in said):
        verification = "unverified"
    token = candidate.token
    place = parse.span(token.i, token.i + 1)
    predicate = Predicate(place.of(parse.text), lemma_of(token, material.lexicon.events), place, event_type(candidate, material.lexicon.events, frame.quantities))
    whole = Span(min(span.start, place.start), max(span.end, place.end))
    chain = tuple(s.attribution for s in said)
    return Claim("", material.document, whole, whole.of(parse.text), sentence.span, sentence.span.of(parse.text), None, None,
                 material.sections[sentence.block], kind_of(block), predicate, frame.agent, frame.patient, polarity, modality, verification, signals,
                 frame.quantities, frame.dates, frame.places, tuple(material.namer.entities.within(whole)), chain, (), None, None)  # fmt: skip


def kind_of(block: Block) -> ClaimBlock:
    """Return the kind of block that a claim stands in."""
    kind = block.kind
    if kind == "heading" or kind == "title":  # noqa: PLR1714  (mypy narrows a Literal by == alone)
        return "paragraph"
    return kind


# --- infoboxes ------------------------------------------------------------------------------------------------------


def infobox_claims(box: Box, material: Material) -> Iterator[Claim]:
    """Yield the claims of one infobox; date, place, agent and patient are carried over from its other rows."""
    parse = material.parse
    dates = tuple(replace(d, carried=True) for d in box.dates)
    places = tuple(replace(p, carried=True) for p in box.places)
    for row in box.rows:
        span = row.block.span
        index = parse.block_at(span.start)
        yield Claim("", material.document, span, span.of(parse.text), span, span.of(parse.text), None, None, material.sections[index], "infobox",
                    row.predicate, box.agent, box.patient, "affirmed", "asserted", None, (), row.quantities, dates, places,
                    tuple(e for e in material.found.entities if span.covers(e.span)), (), (), None, None)  # fmt: skip


def table_claim(cell: Cell, material: Material) -> Claim:
    """Return the claim of one figure of a table; the header is its predicate."""
    parse, span = material.parse, cell.block.span
    return Claim("", material.document, span, span.of(parse.text), span, span.of(parse.text), None, None,
                 material.sections[parse.block_at(span.start)], "table", cell.predicate, None, None, "affirmed", "asserted", None, (), (cell.quantity,), (),
                 cell.places, tuple(e for e in material.found.entities if span.covers(e.span)), (), (), None, None)  # fmt: skip


# --- afterwards -----------------------------------------------------------------------------------------------------


def identified(claims: Sequence[Claim], document: str) -> tuple[Claim, ...]:
    """Give each claim its id: of its sentence and its own text and predicate, never of where it stands."""
    counter = Counter(document)
    return tuple(replace(c, id=counter.new("c", "claim", c.sentence_text, f"{c.text}\0{c.predicate.text}")) for c in claims)
