"""Finds the blocks of a page that hold given lines: in order, for a third of the lines of a page stand on it more than once."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

#: A shorter block must be a line by itself, or a few: "Home" stands in every second sentence.
WITHIN_MIN = 20
#: A longer block is known by its beginning or its end; a link or a formula in the midst of it may have been left out.
PART, PARTLY_MIN = 50, 70
#: A text that stands more often in the lines is looked for in the first places alone.
PLACES_MAX = 20
#: Characters times texts: beyond it only whole lines are looked for, or the time grew with the square of the page.
SEARCH_MAX = 3_000_000_000

Places = list[tuple[int, int]]


def covered(texts: Sequence[str], lines: Sequence[str]) -> set[int]:
    """Return the indices of the texts that the lines hold.

    Where equal texts compete for one line, those win that leave most of all text in its order (the heaviest increasing sequence).

    >>> sorted(covered(["Dam breaks", "Home", "It rained for a week.", "Dam breaks", "Sirens failed."], ["It rained for a week.", "Dam breaks"]))
    [2, 3]
    >>> covered(["Home"], ["We went home."])
    set()
    """
    bare = [squeezed(line.removeprefix("- ")) for line in lines]
    body = "".join(bare)
    whole = whole_lines(bare)
    search = len(texts) * len(body) <= SEARCH_MAX
    places: list[Places] = []
    seen: Counter[str] = Counter()
    wanted = [squeezed(text) for text in texts]
    for text in wanted:
        found = (whole.get(text) or (places_within(text, body) if search and len(text) >= WITHIN_MIN else [])) if text else []
        places.append(found)
        seen[text] += bool(found)
    alone = {i for i, text in enumerate(wanted) if seen[text] == 1 and places[i]}
    return alone | heaviest_sequence(places)


def whole_lines(lines: Sequence[str]) -> dict[str, Places]:
    """Return where each line stands in all of them joined, and where short ones stand together: a block may hold line breaks."""
    found: dict[str, Places] = {}
    at = 0
    for i, line in enumerate(lines):
        text = ""
        for part in lines[i : i + 4]:
            text += part
            places = found.setdefault(text, [])
            if len(places) < PLACES_MAX:
                places.append((at, at + len(text)))
            if len(text) >= WITHIN_MIN:
                break
        at += len(line)
    return found


def squeezed(text: str) -> str:
    """Return what is compared of a text: no white space, nothing unseen, none of the bars that trafilatura puts between cells.

    >>> squeezed("The dam\u00ad broke | at 9."), squeezed("\u00ad")
    ('Thedambrokeat9.', '')
    """
    bare = "".join(text.replace("|", " ").split())
    return bare if bare.isprintable() else "".join(filter(str.isprintable, bare))


def places_within(text: str, body: str) -> Places:
    """Return the first places where a text, or the beginning or end of a long one, stands in the body."""
    found: Places = []
    at = body.find(text)
    while at >= 0 and len(found) < PLACES_MAX:
        found.append((at, at + len(text)))
        at = body.find(text, at + len(text))
    if not found and len(text) >= PARTLY_MIN:
        starts = (body.find(part) for part in (text[:PART], text[-PART:]))
        found = [(at, at + PART) for at in starts if at >= 0][:1]
    return found


def heaviest_sequence(places: Sequence[Sequence[tuple[int, int]]]) -> set[int]:
    """Return the items of the heaviest choice of at most one place an item, with places in order and apart.

    >>> sorted(heaviest_sequence([[(5, 9)], [(0, 4), (9, 12)], [(4, 5)]]))
    [0, 1]
    >>> heaviest_sequence([])
    set()
    """
    ends = sorted({end for ranges in places for _, end in ranges})
    best = [(0, -1)] * (len(ends) + 1)  # a Fenwick tree of the heaviest chain that ends at or before each end
    chains: list[tuple[int, int]] = []  # an item, and the chain before it
    for i, ranges in enumerate(places):
        chosen = []
        for start, end in ranges:
            at, top = bisect_left(ends, start + 1), (0, -1)
            while at > 0:
                top = max(top, best[at])
                at -= at & -at
            chosen.append((end, top[0] + end - start, top[1]))
        for end, weight, before in chosen:
            chains.append((i, before))
            at = bisect_left(ends, end) + 1
            while at < len(best):
                best[at] = max(best[at], (weight, len(chains) - 1))
                at += at & -at
    link = max(best)[1]
    items = set()
    while link >= 0:
        items.add(chains[link][0])
        link = chains[link][1]
    return items
