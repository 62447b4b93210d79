"""Mentions: entities, dates, quantities, attributions, in that order, each a function over the parse.

Add a kind of mention: a module here, a type in ``records``, and one line in ``annotate``.
"""

from __future__ import annotations

from dataclasses import dataclass

from claimcite.annotate.attributions import Said, find_attributions
from claimcite.annotate.dates import caption_anchor, find_dates
from claimcite.annotate.entities import find_entities
from claimcite.annotate.names import Names
from claimcite.annotate.quantities import Found, find_quantities
from claimcite.lexicon import Lexicon
from claimcite.parse import Parse
from claimcite.records import Anchor, Date, Entity

__all__ = ["Annotations", "annotate"]


@dataclass(frozen=True, slots=True)
class Annotations:
    """All mentions of a document, ids not yet given."""

    entities: tuple[Entity, ...]
    names: Names
    dates: tuple[Date, ...]
    quantities: tuple[Found, ...]
    said: tuple[Said, ...]


def annotate(parse: Parse, lexicon: Lexicon, *, document_date: Anchor | None, aggregate: bool) -> Annotations:
    """Find the mentions of a parsed document.

    ``document_date`` is what relative dates count from; in an ``aggregate`` nothing is taken over from one sentence to the next.
    """
    entities, names = find_entities(parse, lexicon.names)
    caption = None if document_date is not None or aggregate else caption_anchor(parse)
    dates = find_dates(parse, lexicon, document_date=document_date, caption_date=caption, aggregate=aggregate)
    quantities = find_quantities(parse, lexicon, taken=[d.span for d in dates], aggregate=aggregate)
    said = find_attributions(parse, entities, names, dates, lexicon, aggregate=aggregate)
    return Annotations(entities, names, dates, quantities, said)
