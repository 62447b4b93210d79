"""The claims of one sentence: its predications, each with who, whom, how many, when, where, and how far the text commits to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from claimcite.annotate.attributions import Said
from claimcite.annotate.quantities import Found
from claimcite.claims.clauses import Clauses, quantities_of, share_or
from claimcite.claims.dating import carry_dates, dates_counted, dates_of, dates_of_since, dates_of_when
from claimcite.claims.event_words import lemma_of
from claimcite.claims.gapping import second_figure
from claimcite.claims.material import Material
from claimcite.claims.modality import judge
from claimcite.claims.participants import counted_patient, participants
from claimcite.claims.placing import carry_places, places_of
from claimcite.claims.predicates import Candidate, Judge
from claimcite.claims.questions import asks_itself
from claimcite.claims.refusals import aims, charged, names_it, order, reports_thing, withheld
from claimcite.claims.roles import NOBODY, heads_of
from claimcite.claims.sayings import pronouns_of, relevant
from claimcite.claims.sharing import partners
from claimcite.claims.spots import Scene
from claimcite.claims.timelines import lead_dates
from claimcite.claims.tree import Word
from claimcite.claims.verification import CONFIRMING, doubt, support, verification_of
from claimcite.parse import Parse, Sentence
from claimcite.records import Block, Claim, ClaimBlock, Date, EventType, Participant, Place, Predicate, Quantity, Rejected
from claimcite.spans import Span

WEEKDAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
QUOTES = frozenset({'"', "“", "”", "‘", "’"})


@dataclass(frozen=True, slots=True)
class Frame:
    """What one claim is made of."""

    candidate: Candidate
    agent: Participant | None
    patient: Participant | None
    quantities: tuple[Quantity, ...]
    dates: tuple[Date, ...]
    places: tuple[Place, ...]
    event_type: EventType | None
    span: Span | None = None


def sentence_claims(sentence: Sentence, material: Material, said: Sequence[Said]) -> tuple[list[Claim], list[Rejected]]:
    """Return the claims of one sentence, and its verbs that give none, with the reason."""
    parse, words, lexicon = material.parse, material.words, material.lexicon
    tokens = words[sentence.first : sentence.last]
    said = [replace(s, act=True) if names_it(words[s.cue]) else s for s in said if not no_saying(words[s.cue])]
    counted = material.counted.get(sentence.first, [])
    judge_of = Judge(said, lexicon)
    checked = doubt(text := sentence.span.of(parse.text)) or support(text)
    chosen = [c for c in judge_of.candidates(tokens, counted) if checked is None or not verifies(c, checked.span(), parse.starts[c.token.i] - sentence.span.start)]
    rejected = [Rejected(span := parse.span(d.token.i, d.token.i + 1), span.of(parse.text), d.reason) for d in judge_of.dropped]
    if not chosen:
        return [], rejected
    silent = frozenset(i for s in said for i in s.own if s.silent)
    clauses = Clauses.of(parse, tokens, chosen, silent)
    frames = list(framed(clauses, sentence, counted, material, said))
    claims = []
    for n, frame in enumerate(frames):
        hops = relevant(said, frame.candidate, parse)
        reason = unfounded(frame) or (addressed(frame, tokens) if not hops else None)
        if reason is not None:
            span = parse.span(frame.candidate.token.i, frame.candidate.token.i + 1)
            rejected.append(Rejected(span, span.of(parse.text), reason))
            continue
        claims += [make_claim(f, clauses.span(n), sentence, hops, material) for f in ungapped(frame, parse)]
    return claims, rejected


def ungapped(frame: Frame, parse: Parse) -> list[Frame]:
    """Return a frame, and the one that shares its verb without saying it: "and a further 72 on 20 June"."""
    second = second_figure(frame.quantities, frame.dates, parse)
    if second is None:
        return [frame]
    main = replace(frame, quantities=tuple(q for q in frame.quantities if q is not second.quantity), dates=tuple(d for d in frame.dates if d is not second.date))
    acts = frame.patient is None and frame.agent is not None
    agent, patient = (second.counted, None) if acts else (frame.agent, second.counted)
    places = tuple(replace(p, carried=True) for p in frame.places)
    return [main, Frame(frame.candidate, agent, patient, (second.quantity,), (second.date,), places, frame.event_type, second.span)]


def framed(clauses: Clauses, sentence: Sentence, counted: Sequence[Found], material: Material, said: Sequence[Said]) -> Iterator[Frame]:
    """Yield what each candidate of a sentence is made of."""
    chosen, lexicon, span = clauses.candidates, material.lexicon, sentence.span
    within = material.dates.within(span)
    dated = frozenset(i for d in within for i in behind_noun(d, material))
    timed = frozenset(i for d in within for i in material.parse.places(d.span))
    heads = [heads_of(c, material.words, lexicon, timed) for c in chosen]
    quantities = quantities_of(clauses, counted, material.words)
    share_or(quantities, chosen, lexicon)
    typed = [material.typer.event_type(c, heads[n], [f.quantity for f in quantities.get(n, ())]) for n, c in enumerate(chosen)]
    tokens = material.words[sentence.first : sentence.last]
    scene = Scene(material.words, tokens, clauses, heads, typed, lexicon, lambda text: material.ids.new("m", "place", span.of(material.parse.text), text))
    pairs = partners(clauses)
    dates = dates_in(scene, span, pairs, said, material)
    places = places_of(scene, material.entities.within(span))
    if places:
        carry_places(places, pairs, scene)
    spoken = pronouns_of(said, sentence, material.parse, material.words)
    pronouns = material.namer.names.stands | spoken if spoken else material.namer.names.stands
    apart = clauses.silent | dated
    for n, candidate in enumerate(chosen):
        agent, patient = participants(candidate, heads[n], pronouns, apart, material)
        agent, patient = counted_patient(candidate, quantities.get(n, ()), agent, patient, material)
        speaker = next((s.attribution.source for s in said if s.act and s.cue == candidate.token.i), None)
        if speaker is not None and heads[n] is not NOBODY:
            agent = Participant(speaker.span, speaker.text, speaker.name, agent.owner if agent else None, agent.members if agent else ())
        yield Frame(candidate, agent, patient, tuple(f.quantity for f in quantities.get(n, ())), tuple(dates.get(n, ())), tuple(places.get(n, ())), typed[n])


# --- when -----------------------------------------------------------------------------------------------------------


def dates_in(scene: Scene, span: Span, pairs: Sequence[tuple[int, int]], said: Sequence[Said], material: Material) -> dict[int, list[Date]]:
    """Return the dates of each candidate of a sentence: its own, those that it shares, and the one that its line begins with."""
    clauses, within, dates = scene.clauses, material.dates.within(span), dict[int, list[Date]]()
    if within:
        dates = dates_of_all(clauses, within, said, material)
        dates_of_when(dates, clauses, within)
        dates_counted(dates, clauses)
        dates_of_since(dates, clauses)
        carry_dates(dates, pairs, clauses, scene.types)
    lead_dates(dates, span, clauses, scene.types, material)
    return dates


def dates_of_all(clauses: Clauses, dates: Sequence[Date], said: Sequence[Said], material: Material) -> dict[int, list[Date]]:
    """Return the dates of each candidate, those of sayings left out: not where nobody speaks, "is expected to decide on Friday"."""
    acts = {c.token.i for c in clauses.candidates}
    of_sayings = {s.attribution.said.id for s in said if s.attribution.said is not None and s.attribution.source is not None and (s.silent or s.cue not in acts)}
    return dates_of(clauses, [d for d in dates if d.id not in of_sayings or owns(d, material)], material.words, material.lexicon)


def owns(date: Date, material: Material) -> bool:
    """Whether a date is a noun's or the content's: "Tuesday's disaster" is of no saying, "As of Tuesday, the union counted 12 dead" is of the count."""
    end = material.parse.places(date.span).stop
    after = end < len(material.words) and material.words[end].lower in ("'s", "’s")
    return after or material.parse.text[max(0, date.span.start - 6) : date.span.start].lower() == "as of "


def behind_noun(date: Date, material: Material) -> Iterator[int]:
    """Yield the places of a date with its preposition: "an inquiry | on 5 May 2026", "six people | Monday"."""
    places = material.parse.places(date.span)
    before = material.words[places.start - 1] if places.start else None
    if before is not None and before.lower in ("on", "in", "since", "by", "until", "late", "early", "for"):
        yield before.i
        yield from places
    elif before is not None and before.pos in ("NOUN", "PROPN", "NUM") and material.words[places.start].lower in WEEKDAYS:
        yield from places


# --- what is no claim, and what is ----------------------------------------------------------------------------------


def verifies(candidate: Candidate, checked: tuple[int, int], start: int) -> bool:
    """Whether a predicate is the "could not be verified" that speaks of other claims: "It was not possible to verify the report".

    ``checked`` is where the sentence says so, ``start`` where the predicate starts in it.
    """
    return candidate.clause.lemma in CONFIRMING or checked[0] - 5 <= start < checked[1] + 8


def no_saying(cue: Word) -> bool:
    """Whether a verb taken for a saying says nothing: "did not say", "Looting was reported", "declared an emergency so he could act", "before they knew who", "Expect him to win"."""
    return withheld(cue) or reports_thing(cue) or aims(cue) or asks_itself(cue) or (cue.dep == "ROOT" and order(cue) is not None)


def unfounded(frame: Frame) -> str | None:
    """Why a participle behind a noun says too little to be a claim: "rebels affiliated with X"; None for "run by X" and "built in 1984"."""
    clause = frame.candidate.clause
    if frame.candidate.kind != "verb" or clause.dep != "acl" or clause.tag in ("VBZ", "VBP", "MD") or (clause.tag == "VBG" and charged(clause)) or clause.child("nsubj", "nsubj:pass", "aux", "aux:pass") is not None:
        return None
    acted = frame.agent is not None and clause.tag == "VBN"
    founded = frame.quantities or any(not d.carried for d in frame.dates) or any(not p.carried for p in frame.places) or acted
    return None if founded else "a participle behind a noun that says neither who, how many, when nor where"


def addressed(frame: Frame, tokens: Sequence[Word]) -> str | None:
    """Why a clause says nothing of the world: its subject is the reader, "You can hear the bells"; a figure may be checked, and so may what is quoted."""
    subject = frame.patient if frame.candidate.clause.passive else frame.agent
    if subject is None or subject.text.lower() != "you" or frame.quantities or any(t.text in QUOTES for t in tokens):
        return None
    return "it speaks to the reader"


def make_claim(frame: Frame, span: Span, sentence: Sentence, said: Sequence[Said], material: Material) -> Claim:
    """Put one claim together."""
    parse, block, token = material.parse, material.parse.blocks[sentence.block], frame.candidate.token
    polarity, modality, signals = judge(parse, material.words, frame.candidate, said, material.lexicon)
    place = parse.span(token.i, token.i + 1)
    predicate = Predicate(place.of(parse.text), lemma_of(token, material.lexicon), place, frame.event_type)
    whole = frame.span or Span(min(span.start, place.start), max(span.end, place.end))
    return Claim("", material.document, whole, whole.of(parse.text), sentence.span, sentence.span.of(parse.text), None, None,
                 material.sections[sentence.block], kind_of(block), predicate, frame.agent, frame.patient, polarity, modality, verification_of(said, frame.candidate, material.words), signals,
                 frame.quantities, frame.dates, frame.places, tuple(material.entities.within(whole)), tuple(s.attribution for s in said if not s.echo), (), None, None)  # fmt: skip


def kind_of(block: Block) -> ClaimBlock:
    """Return the kind of block that a claim stands in."""
    kind = block.kind
    if kind == "heading" or kind == "title":  # noqa: PLR1714  (mypy narrows a Literal by == alone)
        return "paragraph"
    return kind
