"""All rules of the date grammar, compiled once for a lexicon, and where each of them matches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from claimcite.annotate.dates.affixes import Affixes, affixes
from claimcite.annotate.dates.calendar import CALENDAR_RULES
from claimcite.annotate.dates.clock import CLOCK_RULES
from claimcite.annotate.dates.figures import FIGURE_RULES
from claimcite.annotate.dates.forms import Form, Rule
from claimcite.annotate.dates.lasting import LASTING_RULES
from claimcite.annotate.dates.pieces import all_pieces, written
from claimcite.annotate.dates.recurring import RECURRING_RULES
from claimcite.annotate.dates.triggers import Kinds, kinds_of_words, windows
from claimcite.annotate.dates.words import WORD_RULES
from claimcite.lexicon import DateWords, Lexicon

ALL_RULES: Final = (*FIGURE_RULES, *CALENDAR_RULES, *CLOCK_RULES, *WORD_RULES, *LASTING_RULES, *RECURRING_RULES)


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled rules, the words near which they are tried, and what is taken in beside them."""

    rules: tuple[Rule, ...]
    kinds: Kinds
    affixes: Affixes


@lru_cache(maxsize=4)
def kept(digest: str) -> dict[str, Grammar]:
    """Keep the grammar of a lexicon (its digest): compiling takes longer than reading most texts."""
    return {}


def grammar(words: DateWords, digest: str) -> Grammar:
    """Return the grammar; it is compiled once for a lexicon."""
    found = kept(digest)
    if not found:
        pieces = all_pieces(words)
        rules = tuple(Rule(written(text, pieces), build, check, near) for text, build, check, near in ALL_RULES)
        found["rules"] = Grammar(rules, kinds_of_words(words), affixes(words))
    return found["rules"]


def candidates(copy: str, lexicon: Lexicon) -> Iterator[Form]:
    """Yield every form that a rule reads in a text, overlapping ones too.

    >>> from claimcite.lexicon import load_lexicon
    >>> [(form.start, form.end) for form in candidates("It sank on 3 May 2019.", load_lexicon())]
    [(11, 21), (13, 21), (13, 16), (17, 21)]
    >>> list(candidates("It sank.", load_lexicon()))
    []
    """
    known = grammar(lexicon.dates, lexicon.digest)
    places = windows(copy, known.kinds)
    for rule in known.rules:
        for start, end in places.get(rule.near, ()):
            for match in rule.pattern.finditer(copy, start, end):
                core = rule.build(match, lexicon.dates)
                if core is not None and match.end() > match.start():
                    yield Form(*match.span(), core, rule.check)
