"""Source, cue and content (PARC, PolNeAR): who says what, by which words.

Rules over the parse (``verbs``, ``others``, ``marks``) and the model (``modelled``) find leads; ``merge`` makes one list of them, ``build`` the
records, and ``carried`` hands quotations on to the sentences that they run over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claimcite.annotate.attributions.bounds import bounded
from claimcite.annotate.attributions.build import Builder
from claimcite.annotate.attributions.carried import by_sentence, quoted_on
from claimcite.annotate.attributions.content import Text
from claimcite.annotate.attributions.hops import hops
from claimcite.annotate.attributions.leads import Lead, Said
from claimcite.annotate.attributions.marks import mark_leads
from claimcite.annotate.attributions.merge import Merger
from claimcite.annotate.attributions.modelled import Modelled, modelled
from claimcite.annotate.attributions.others import other_leads
from claimcite.annotate.attributions.places import Places
from claimcite.annotate.attributions.verbs import verb_leads
from claimcite.annotate.descriptions import descriptions
from claimcite.annotate.names import Names
from claimcite.annotate.pronouns import pronouns
from claimcite.annotate.quotes import quoted
from claimcite.annotate.speakers import Cast
from claimcite.lexicon import Lexicon
from claimcite.parse import Parse, Sentence
from claimcite.records import Date, Entity
from claimcite.spans import SpanIndex

__all__ = ["Said", "find_attributions"]


def find_attributions(parse: Parse, entities: Sequence[Entity], names: Names, dates: Sequence[Date], lexicon: Lexicon, *, aggregate: bool) -> tuple[Said, ...]:
    """Return the attributions of a document, ids not yet given, in order of their cues."""
    quotes = quoted(parse)
    text = Text(parse, quotes.outer, quotes.inner, lexicon.cues, lexicon.names, Places.of(parse.doc, lexicon.cues))
    people = {} if aggregate else pronouns(parse, entities, text.quotes, lexicon, names.roles)
    if not aggregate:
        names.stands.update(descriptions(parse, entities, lexicon.names) | {place: name for place, name in people.items() if name})
    cast = Cast(parse, lexicon, names, SpanIndex(entities, lambda e: e.span), text.quotes, aggregate, people)
    marked = modelled(parse.doc)
    weak = lexicon.cues.say - lexicon.cues.core if marked else lexicon.cues.showing
    builder = Builder(text, cast, SpanIndex(dates, lambda d: d.span), weak)
    found: list[Said] = []
    at = 0
    for number, sentence in enumerate(parse.sentences):
        first = at
        while at < len(marked) and marked[at].cue[0].i < sentence.last:
            at += 1
        rules = sorted([*verb_leads(text, sentence), *other_leads(text, sentence), *mark_leads(text, sentence)], key=lambda lead: lead.cue[0].i)
        leads = merged(rules, marked[first:at], text, sentence) if rules or first < at else []
        here = [said for lead in leads if (said := builder.said(lead, number)) is not None]
        found += (part for said in here for part in by_sentence(said, text, aggregate=aggregate))
        if not here:
            cast.note_actor(number, text.places.tokens(text.places.roots, sentence))
    if not aggregate:
        found += quoted_on(found, text)
    return tuple(sorted(found, key=lambda s: (s.cue, s.attribution.content)))


def merged(rules: Sequence[Lead], marked: Sequence[Modelled], text: Text, sentence: Sentence) -> list[Lead]:
    """Return one list of the leads of a sentence, each as far as it runs, out of the rules' and the model's."""
    kept = (lead for lead in Merger(rules, text, sentence).leads(marked) if lead.cue)  # a cue may be another's altogether
    leads = sorted(kept, key=lambda lead: lead.cue[0].i)
    return hops([replace(lead, content=bounded(lead, text, sentence)) for lead in leads], text)
