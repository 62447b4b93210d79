"""Why a claim has what it has, for ``claimcite explain``: read off the claim and the lexicon, so that no row carries it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from claimcite.claims.event_words import HARM, STATES
from claimcite.claims.modality import OF
from claimcite.lexicon import Lexicon
from claimcite.lexicon.events import Reading
from claimcite.records import Attribution, Claim, Date, Place, SignalKind
from claimcite.spans import Span

WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
#: Classes that a name may be of by itself.
NAMES = frozenset({"named", "person", "place"})
#: Signals that bear on each other's field: of a kind, which field it decides.
FIELDS: dict[SignalKind, str] = {"negation": "polarity", "verification": "verification"}


def reasons(claim: Claim, others: Sequence[Claim], lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Yield field and reason: the entry that gave the event type, the words that decided how sure it is, where date, place and source were taken over from.

    ``others`` are the claims of its document. A field that was read where the claim stands needs no reason.
    """
    if claim.predicate.event_type is not None:
        yield "event type", f"{claim.predicate.event_type}: {type_reason(claim, lexicon)}"
    for signal in claim.signals:
        field = FIELDS.get(signal.kind, "modality" if OF.get(signal.kind) == claim.modality else "")
        if field:
            yield field, f"{getattr(claim, field)}: {signal.kind} “{signal.text}”"
    for date in claim.dates:
        if date.carried:
            yield "date", f"“{date.text}” {origin(date, claim, others)}"
    for place in claim.places:
        if place.carried:
            yield "place", f"“{place.text}” {origin(place, claim, others)}"
    for hop in claim.attribution:
        if hop.carried:
            yield "source", source_reason(hop, claim)


# --- event types ----------------------------------------------------------------------------------------------------


def type_reason(claim: Claim, lexicon: Lexicon) -> str:
    """Return which entry gave the event type: of the verb, of an event noun, of the state that is told, or the harm that is counted.

    The same order as in ``event_types``: what the verb says itself goes before what it carries.
    """
    kind = str(claim.predicate.event_type)
    return (
        verb_entry(claim, kind, lexicon)
        or noun_entry(claim, kind, lexicon)
        or state_told(claim, kind)
        or harm_counted(claim, kind)
        or participant_entry(claim, kind, lexicon)
        or f"an entry of “{claim.predicate.lemma}”"
    )


def verb_entry(claim: Claim, kind: str, lexicon: Lexicon) -> str | None:
    """Return the entry of ``[verbs]`` that fits best: the one with the most conditions that the claim's words meet."""
    entries = [entry for entry in lexicon.events.verbs.get(claim.predicate.lemma, ()) if entry.type == kind]
    said = frozenset(words_of(claim.text))
    fitting = [entry for entry in entries if all(spoken(word, said) for word in entry.beside) and classed(entry, claim, lexicon)]
    best = max(fitting, key=lambda entry: (len(entry.beside), bool(entry.object or entry.subject)), default=None)
    return None if best is None else f"verb “{entry_text(best)}”"


def classed(entry: Reading, claim: Claim, lexicon: Lexicon) -> bool:
    """Whether the participants of a claim have a word or a name of the classes that an entry asks for."""
    subject = claim.agent or claim.patient
    for kind, who in ((entry.object, claim.patient), (entry.subject, subject)):
        if not kind:
            continue
        named = who is not None and kind in NAMES and (who.name is not None or who.text[:1].isupper())
        if who is None or not (named or not lexicon.events.classes.get(kind, frozenset()).isdisjoint(singulars(who.text))):
            return False
    return True


def singulars(text: str) -> frozenset[str]:
    """Return the words of a text, and what they are without an ending of the plural.

    >>> sorted(singulars("two bodies, churches"))
    ['bodi', 'bodie', 'bodies', 'body', 'church', 'churche', 'churches', 'two']
    """
    words = frozenset(words_of(text))
    return words | {w.removesuffix("s") for w in words} | {w.removesuffix("es") for w in words} | {w[:-3] + "y" for w in words if w.endswith("ies")}


def entry_text(entry: Reading) -> str:
    """Return an entry as it stands in the lexicon, its classes in brackets.

    >>> entry_text(Reading("assault", "fire @combatant", (), "combatant"))
    'fire [combatant]'
    """
    return " ".join(f"[{part[1:]}]" if part.startswith("@") else part for part in entry.entry.split())


def noun_entry(claim: Claim, kind: str, lexicon: Lexicon) -> str | None:
    """Return the entry of ``[nouns]`` of the predicate itself: "the death of …"."""
    found = lexicon.events.nouns.get(claim.predicate.lemma)
    return f"noun “{claim.predicate.lemma}”" if found == kind or (found == "toll" and kind == "kill") else None


def state_told(claim: Claim, kind: str) -> str | None:
    """Return the state of a copula: "were missing"."""
    told = next((w for w in (claim.predicate.text.lower(), *words_of(claim.text)) if STATES.get(w) == kind), None)
    return None if told is None else f"the state “{told}”"


def harm_counted(claim: Claim, kind: str) -> str | None:
    """Return the figure whose role is the harm: "the fire left 12 dead"."""
    found = next((q for q in claim.quantities if q.role is not None and HARM.get(q.role) == kind), None)
    return None if found is None else f"it counts “{found.text}” {found.role}"


def participant_entry(claim: Claim, kind: str, lexicon: Lexicon) -> str | None:
    """Return the event noun that the verb carries, or that it says happened: "carried out a raid", "the flood struck"."""
    for name, text in (("patient", claim.patient and claim.patient.text), ("agent", claim.agent and claim.agent.text), ("text", claim.text)):
        for word in nouns_in(text or "", lexicon):
            if lexicon.events.nouns[word] == kind or (lexicon.events.nouns[word] == "toll" and kind == "kill"):
                where = "its words" if name == "text" else f"its {name}"
                return f"“{claim.predicate.lemma}” with the event noun “{word}” in {where}"
    natural = lexicon.events.classes["water"] | lexicon.events.classes["weather"]
    force = next((w for w in words_of(claim.agent.text if claim.agent else "") if w in natural or w.rstrip("s") in natural), None)
    return None if force is None else f"“{claim.predicate.lemma}” done by “{force}”"


def nouns_in(text: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield the event nouns among the words of a text, those of two words first."""
    words = list(words_of(text))
    pairs = [f"{one} {two}" for one, two in pairwise(words)]
    for word in [*pairs, *words]:
        for form in (word, word.removesuffix("s"), word.removesuffix("es")):
            if form in lexicon.events.nouns:
                yield form
                break


def words_of(text: str) -> Iterable[str]:
    """Return the words of a text in small letters.

    >>> list(words_of("Oru’s jets, 12"))
    ['oru’s', 'jets']
    """
    return [m.group().lower() for m in WORD.finditer(text)]


def spoken(lemma: str, said: frozenset[str]) -> bool:
    """Whether a lemma stands among the words, in whatever form.

    >>> spoken("hostage", frozenset({"hostages"})), spoken("fire", frozenset({"fired"})), spoken("on", frozenset({"one"}))
    (True, True, False)
    """
    if len(lemma) < 4 or " " in lemma:
        return lemma in said or all(part in said for part in lemma.split()) or any(w.startswith(lemma) for w in said if len(lemma) > 2)
    return any(word.startswith(lemma[:-1]) for word in said)


# --- what was taken over --------------------------------------------------------------------------------------------


def origin(found: Date | Place, claim: Claim, others: Sequence[Claim]) -> str:
    """Return from where a date or place was taken over: the claim that has it as its own, else where it stands."""
    if claim.block == "infobox":
        return "from another row of the infobox"
    owner = next((c for c in others if any(d.span == found.span and not d.carried for d in c.dates) or any(p.span == found.span and not p.carried for p in c.places)), None)
    where = place_of(found.span, claim)
    return f"from “{owner.predicate.text}”{where}" if owner is not None else f"read{where or ' elsewhere in its sentence'}"


def place_of(span: Span, claim: Claim) -> str:
    """Return how a stretch lies to the sentence of a claim; "" within it."""
    return "" if claim.sentence.covers(span) else " in a sentence before" if span.start < claim.sentence.start else " in a sentence behind"


def source_reason(hop: Attribution, claim: Claim) -> str:
    """Return from which words a source was taken over."""
    who = "nobody named" if hop.source is None else f"“{hop.source.text}”"
    return f"{who} from “{hop.cue.text}”{place_of(hop.cue.spans[0], claim) if hop.cue.spans else ''}"
