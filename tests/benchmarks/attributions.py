"""claimcite's direct quotations beside textacy's ``direct_quotations``, over the same parse of the same articles.

The gold are PolNeAR's attributions (dev) of which the content stands in one pair of quotation marks, four words or more. A quotation is right where
its content overlaps that of the gold, a speaker where his phrase overlaps the gold's source too. What a side gives as direct and the gold has in no
content is wrong; quoted parts of other contents count on neither side. textacy gives up on a text with an odd number of quotation marks (its rule
of safety), so its rows come twice: over all articles, and over those that it reads. It knows the labels of spaCy's own models, which these
subjects share, and gives no indirect speech, no parts of a quotation, no sentences that a quotation runs on over, no names of speakers: none of
that is scored here. Speed is the stage alone, all attributions of every form with names against direct quotations; the parse is not counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from textacy.extract.triples import direct_quotations

from claimcite.annotate.attributions import find_attributions
from claimcite.annotate.entities import find_entities
from claimcite.config import Config
from claimcite.lexicon import Lexicon, load_lexicon
from claimcite.model.sets import Article, Ranges, polnear
from claimcite.parse import Parse, load_model, parse
from claimcite.report.attribution_sets import lines, shares
from claimcite.report.scores import Count
from clock import seconds
from data import dataset

QUOTED = re.compile(r"""\s*(?:["“]|'')[^"“”]*(?:["”]|'')[\s.,;:]*""")
WORDS = 4
#: Source and content, as places in the text; a source may be missing.
Quotation = tuple[Ranges, Ranges]


@dataclass(frozen=True, slots=True)
class Side:
    """Counts of contents and of speakers."""

    contents: Count
    speakers: Count


def wanted(article: Article) -> list[Quotation]:
    """Return the attributions of the gold whose content is one quotation."""
    found = [a for a in article.attributions if a.source and a.content]
    texts = [article.text[min(a.content)[0] : max(a.content)[1]] for a in found]
    return [(a.source, a.content) for a, text in zip(found, texts, strict=True) if QUOTED.fullmatch(text) and len(text.split()) >= WORDS]


def ours(read: Parse, lexicon: Lexicon) -> list[Quotation]:
    """Return claimcite's direct quotations, the sentences of one put together."""
    entities, names = find_entities(read, lexicon.names)
    found: dict[tuple[Ranges, Ranges], list[tuple[int, int]]] = {}
    for said in find_attributions(read, entities, names, (), lexicon, aggregate=False):
        a = said.attribution
        if a.form == "direct" and a.source is not None and not said.echo and not said.stance:
            key = (((a.source.span.start, a.source.span.end),), tuple((s.start, s.end) for s in a.cue.spans))
            found.setdefault(key, []).extend((s.start, s.end) for s in a.content)
    return [(source, tuple(content)) for (source, _), content in found.items() if sum(len(read.text[a:b].split()) for a, b in content) >= WORDS]


def theirs(read: Parse) -> list[Quotation] | None:
    """Return textacy's direct quotations, or None where it gives up."""
    try:
        found = list(direct_quotations(read.doc))
    except ValueError:
        return None
    return [((place(read, [t.i for t in one.speaker]),), (place(read, [t.i for t in one.content]),)) for one in found]


def place(read: Parse, tokens: Sequence[int]) -> tuple[int, int]:
    """Return where tokens stand in the text."""
    span = read.span(min(tokens), max(tokens) + 1)
    return span.start, span.end


def score(gold: list[Quotation], every: list[Ranges], found: list[Quotation], side: Side) -> None:
    """Add one article to the counts of a side; ``every`` are all contents of the gold."""
    kept = [one for one in found if any(shares(one[1], other[1]) for other in gold) or not any(shares(one[1], content) for content in every)]
    side.contents.items(kept, gold, lambda a, b: shares(a[1], b[1]))
    side.speakers.items(kept, gold, lambda a, b: shares(a[1], b[1]) and shares(a[0], b[0]))


def main() -> None:
    """Print a row a side."""
    model, lexicon, config = load_model(), load_lexicon(), Config()
    articles = list(polnear(dataset("polnear"), "dev"))
    read = [parse(lines(article.text), model, config) for article in articles]
    sides = {name: Side(Count(), Count()) for name in ("claimcite", "textacy", "claimcite, texts that textacy reads", "textacy, texts that it reads")}
    refused = 0
    for article, one in zip(articles, read, strict=True):
        gold, every = wanted(article), [a.content for a in article.attributions]
        mine, other = ours(one, lexicon), theirs(one)
        score(gold, every, mine, sides["claimcite"])
        score(gold, every, other or [], sides["textacy"])
        refused += other is None
        if other is not None:
            score(gold, every, mine, sides["claimcite, texts that textacy reads"])
            score(gold, every, other, sides["textacy, texts that it reads"])
    for name, side in sides.items():
        rows = [(part, count.score(name)) for part, count in (("content", side.contents), ("with speaker", side.speakers))]
        parts = "  ".join(f"{part}: P {100 * (row.precision or 0):5.1f} R {100 * (row.recall or 0):5.1f} F1 {100 * (row.f1 or 0):5.1f}" for part, row in rows)
        print(f"{name:36} {parts}  of {side.contents.gold} quotations")
    words = sum(len(article.text.split()) for article in articles)
    print(f"textacy gives up on {refused} of {len(articles)} articles")
    print(f"claimcite {words / seconds(lambda: [ours(one, lexicon) for one in read]):10,.0f} words/s")
    print(f"textacy   {words / seconds(lambda: [theirs(one) for one in read]):10,.0f} words/s")


if __name__ == "__main__":
    main()
