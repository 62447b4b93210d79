"""Signs that a text mixes unrelated stories or outlets: spam made of sentences from many pages, digests without seams.

Each sign alone is met in honest texts too: two of them make an ``aggregate``.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from claimcite.records import Block, Fact, LanguageSpan

#: Where a sentence of a mash-up may end.
CUT = re.compile(r"(?<=[.!?…])[\"”’']*\s+(?=[A-Z“\"‘'\d©])")
#: Longer words tell what a sentence is about; six letters are a stem.
STEM = re.compile(r"\b[^\W\d_]{5,6}")
LONG, ENDLESS, FEW = 60, 4000, 40
#: In texts of so many sentences, so few with a word of the two sentences before: honest news has twice as many.
THREAD_MIN, THREAD = 15, 0.34
#: Of the sentences of a mash-up more stand twice, and more are headlines.
DOUBLED, HEADLINES = 0.005, 0.02
#: A text with fewer changes of language quotes, one with more mixes.
CHANGES = 3


def signs_of_aggregate(text: str, blocks: Sequence[Block], spans: Sequence[LanguageSpan], *, cut: int, facts: Sequence[Fact] = ()) -> tuple[str, ...]:
    """Return the signs that a text mixes unrelated stories; ``cut`` counts the junk lines that stood in the midst of its lines.

    >>> signs_of_aggregate("The dam broke. Nine died.", [], [], cut=11)
    ('11 share, credit or navigation lines stand in the midst of the text',)
    >>> signs_of_aggregate("The dam broke. Nine died.", [], [], cut=0)
    ()
    """
    running = [block for block in blocks if block.kind in ("paragraph", "quote")]
    sentences = [sentence for block in running for sentence in CUT.split(block.span.of(text))]
    return tuple(itertools.chain(
        doubled(sentences), furniture(cut), changes(spans), endless(blocks, sentences), headlines(text, running), datelines(facts), thread(sentences),
    ))  # fmt: skip


def doubled(sentences: Sequence[str]) -> Iterator[str]:
    """Yield a sign if long sentences stand twice."""
    counts = Counter(sentence for sentence in sentences if len(sentence) > LONG)
    twice = sum(n > 1 for n in counts.values())
    if twice > DOUBLED * len(sentences):
        yield f"{twice} sentences stand twice"


def furniture(cut: int) -> Iterator[str]:
    """Yield a sign if share buttons and credits stand between sentences."""
    if cut >= 2:
        yield f"{cut} share, credit or navigation lines stand in the midst of the text"


def changes(spans: Sequence[LanguageSpan]) -> Iterator[str]:
    """Yield a sign if the text goes to and fro between languages."""
    if len({span.language for span in spans}) > 1 and len(spans) >= CHANGES:
        yield "sentences change between languages"


def endless(blocks: Sequence[Block], sentences: Sequence[str]) -> Iterator[str]:
    """Yield a sign if a paragraph has no end, unless a thread runs through it: an article may have lost its line breaks."""
    if len(blocks) <= FEW and any(block.span.end - block.span.start > ENDLESS for block in blocks) and (tied_share(sentences) or 0) < 0.55:
        yield "paragraphs without end"


def headlines(text: str, running: Sequence[Block]) -> Iterator[str]:
    """Yield a sign if headlines stand between the sentences of paragraphs."""
    inside = [sentence for block in running if len(split := CUT.split(block.span.of(text))) > 2 for sentence in split[1:]]
    found = sum(map(is_headline, inside))
    if found >= max(2, HEADLINES * len(inside)):
        yield f"{found} headlines stand in the midst of the text"


def datelines(facts: Sequence[Fact]) -> Iterator[str]:
    """Yield a sign if stories of several places begin in the text: "PELA (AP) —", "ORU (Reuters) —"."""
    places = {fact.value.casefold() for fact in facts if fact.field == "place" and fact.origin == "dateline"}
    if len(places) > 1:
        yield f"stories from {len(places)} places begin in the text"


def thread(sentences: Sequence[str]) -> Iterator[str]:
    """Yield a sign if the sentences share too few words with those before them.

    >>> list(thread(["The dam above the village collapsed.", "Parliament debates the budget."] * 2))
    []
    """
    share = tied_share(sentences)
    if share is not None and share < THREAD:
        yield f"{1 - share:.0%} of the sentences share no word with those before them"


def tied_share(sentences: Sequence[str]) -> float | None:
    """Return how many of the sentences have a longer word of the two before them; None where they are too few to tell."""
    stems = [set(STEM.findall(sentence.lower())) for sentence in sentences if len(sentence) > 30]
    if len(stems) < THREAD_MIN:
        return None
    tied = sum(not stems[i].isdisjoint(stems[i - 1] | stems[max(0, i - 2)]) for i in range(1, len(stems)))
    return tied / (len(stems) - 1)


def is_headline(sentence: str) -> bool:
    """Whether a sentence is printed as a headline: nearly all its longer words begin with a capital.

    >>> is_headline("Russian Air Force Strikes Rebel Headquarters in Idlib, Syria.")
    True
    >>> is_headline("The army said on Monday that its jets struck two depots near Oru.")
    False
    """
    words = [w for w in re.findall(r"[^\W\d_][\w’'-]*", sentence) if len(w) > 3]
    return len(words) >= 5 and sum(w[0].isupper() for w in words) >= 0.85 * len(words)
