"""Finds the forms of time expressions in a parsed text: match, check against the parse, extend, join."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import pairwise

from claimcite.annotate.dates.affixes import extend
from claimcite.annotate.dates.checks import accepted, in_one_block
from claimcite.annotate.dates.forms import Form
from claimcite.annotate.dates.grammar import candidates, grammar
from claimcite.annotate.dates.join import joined
from claimcite.lexicon import Lexicon
from claimcite.parse import Parse


def find_forms(parse: Parse, lexicon: Lexicon) -> list[Form]:
    """Return the forms in order, none overlapping, places in ``parse.copy``."""
    words = lexicon.dates
    copy = with_breaks(parse)
    kept: list[Form] = []
    for form in sorted(candidates(copy, lexicon), key=lambda f: (f.start, -f.end)):
        # of those that begin first the longest that is one; what is none does not hide what stands in it
        if kept and form.start < kept[-1].end:
            continue
        checked = accepted(form, kept[-1] if kept else None, parse, words) if in_one_block(form, parse) else None
        if checked is not None:
            kept.append(checked)
    ends = grammar(words, lexicon.digest).affixes
    extended = [extend(form, copy, words, ends) for form in kept]
    return list(joined(list(longest(extended)), copy))


def with_breaks(parse: Parse) -> str:
    """Return the copy with a line break between blocks: "… until Friday" and "September 18: …" below it are two dates."""
    places = [bisect_left(parse.where, block.span.start) - 1 for block in parse.blocks]
    breaks = sorted({i for i in places if 0 <= i < len(parse.copy) and parse.copy[i] == " "})
    edges = [-1, *breaks, len(parse.copy)]
    return "\n".join(parse.copy[a + 1 : b] for a, b in pairwise(edges))


def longest(forms: Iterable[Form]) -> Iterator[Form]:
    """Yield the forms that begin first, of those the longest, without overlaps."""
    at = 0
    for form in sorted(forms, key=lambda f: (f.start, -f.end)):
        if form.start >= at:
            yield form
            at = form.end
