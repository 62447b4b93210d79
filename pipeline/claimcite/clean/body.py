"""Which blocks of a page are its body: votes for single blocks, put right by where they stand and by what stands around them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from claimcite.clean.inline import Ground, RawBlock
from claimcite.records import DropReason

SENTENCE_END = re.compile(r"[.!?…。؟।][\"”’»）)\]]*$")
PROSE = ("paragraph", "list", "quote")
SHORT, LONG = 40, 200
#: Elements that are parts of an article.
PARTS = frozenset(["blockquote", "caption", "dd", "dl", "dt", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "li", "menu", "ol", "p", "pre", "table", "tbody", "tfoot", "thead", "tr", "ul"])
#: The body stands in the smallest element that holds this share of what was voted for; what stands outside is a notice or a teaser.
HOME_SHARE = 0.8
#: An element whose class speaks against it counts for nothing if this share was voted for in it: an article may stand in "paywall".
OVERRULED = 0.5


@dataclass(slots=True)
class Layout:
    """The blocks of a page and the block elements that hold them: the box around each box, and the tag of each; the first is the page."""

    blocks: Sequence[RawBlock]
    boxes: Sequence[int]
    tags: Sequence[str]

    def around(self, box: int) -> Iterator[int]:
        """Yield a box and those around it, the innermost first."""
        while box:
            yield box
            box = self.boxes[box]
        yield 0

    def sizes(self, chosen: Iterable[int]) -> Sizes:
        """Return how much text of the chosen blocks, links aside, stands in each box and in each element that speaks against it."""
        boxes = [0] * len(self.boxes)
        grounds: Counter[Ground] = Counter()
        for i in chosen:
            block = self.blocks[i]
            boxes[block.box] += unlinked(block)
            if block.ground is not None:
                grounds[block.ground] += unlinked(block)
        return Sizes(self.summed(boxes), with_outer(grounds))

    def summed(self, boxes: list[int]) -> list[int]:
        """Add to what each box holds what the boxes in it hold; a box comes before those in it."""
        for box in range(len(boxes) - 1, 0, -1):
            boxes[self.boxes[box]] += boxes[box]
        return boxes

    def reasons(self, chosen: set[int]) -> list[DropReason | None]:
        """Return what speaks against each block; nothing against the chosen ones where it would against half of them: it is no judge here."""
        found = self.sizes(chosen).reasons(self.blocks)
        against: Counter[DropReason | None] = Counter()
        for i in chosen:
            against[found[i]] += unlinked(self.blocks[i])
        wrong = {reason for reason, size in against.items() if size >= OVERRULED * against.total()}
        return [None if i in chosen and reason in wrong else reason for i, reason in enumerate(found)]

    def home(self, sizes: Sizes, share: float) -> int:
        """Return the smallest box that may hold an article and holds this share of the text: no table, list or paragraph, however long."""
        home = max(box for box, size in enumerate(sizes.boxes) if size >= share * sizes.whole)
        return next(box for box in self.around(home) if self.tags[box] not in PARTS)

    def within(self, home: int) -> list[bool]:
        """Return, for each block, whether it stands in a box; a box comes before those in it."""
        inside = [home == 0] * len(self.boxes)
        inside[home] = True
        for box in range(home + 1, len(self.boxes)):
            inside[box] = inside[self.boxes[box]]
        return [inside[block.box] for block in self.blocks]


@dataclass(slots=True)
class Sizes:
    """How much text stands in each box (the first holds all) and in each element that speaks against it."""

    boxes: list[int]
    grounds: Counter[Ground]

    @property
    def whole(self) -> int:
        """How much text there is."""
        return self.boxes[0]

    def reasons(self, blocks: Sequence[RawBlock]) -> list[DropReason | None]:
        """Return what the elements around each block say against it, those aside that hold half of all text; the outermost counts."""
        known: dict[Ground | None, DropReason | None] = {None: None}
        for block in blocks:
            chain, ground = [], block.ground
            while ground not in known:
                assert ground is not None
                chain.append(ground)
                ground = ground.outer
            for inner in reversed(chain):
                known[inner] = known[inner.outer] or (inner.reason if self.grounds[inner] < OVERRULED * self.whole else None)
        return [known[block.ground] for block in blocks]


def with_outer(sizes: Counter[Ground]) -> Counter[Ground]:
    """Add what each element holds to those around it, the innermost first."""
    for ground in list(sizes):
        while ground.outer is not None and ground.outer not in sizes:
            ground = ground.outer
            sizes[ground] = 0
    for ground in sorted(sizes, key=lambda one: -one.depth):
        if ground.outer is not None:
            sizes[ground.outer] += sizes[ground]
    return sizes


def unlinked(block: RawBlock) -> int:
    """Return how many characters of a block are no links."""
    return max(0, len(block.text) - block.linked)


def is_prose(block: RawBlock) -> bool:
    """Whether a block reads as running text: of some length, most of it no link, it ends as a sentence does or is longer than any label.

    Thai has no full stop.
    """
    length = len(block.text)
    if block.kind not in PROSE or length < SHORT or block.linked >= 0.5 * length:
        return False
    return length >= LONG or SENTENCE_END.search(block.text) is not None


def choose_body(layout: Layout, votes: set[int]) -> set[int]:
    """Give each block that is no body text its reason, and None to those that are; return the latter.

    Body is what was voted for, no element around it spoken against, within the element that holds most of that. In the midst of it
    also stand captions, embedded posts, and text beside the paragraphs in the element that holds them.
    """
    blocks, reasons = layout.blocks, layout.reasons(votes)
    inside = layout.within(layout.home(layout.sizes(votes), HOME_SHARE))
    body = {i for i in votes if inside[i] and reasons[i] is None}
    if body:
        first, last = min(body), max(body)
        loose = text_boxes(blocks, body)
        for i in range(last):
            kind, reason = blocks[i].kind, reasons[i]
            embedded = i > first and inside[i] and ((kind == "caption" and reason is None) or (kind == "quote" and reason == "share"))
            if embedded or (reason is None and blocks[i].box in loose and kind == "paragraph" and not blocks[i].linked):
                body.add(i)
    for i, block in enumerate(blocks):
        block.reason = None if i in body else reasons[i] or "navigation"
    return body


def text_boxes(blocks: Sequence[RawBlock], body: set[int]) -> set[int]:
    """Return the boxes that hold half of the body as loose text, without paragraphs of their own: line breaks part it."""
    sizes: Counter[int] = Counter()
    for i in body:
        sizes[blocks[i].box] += len(blocks[i].text)
    half = 0.5 * sizes.total()
    return {box for box, size in sizes.items() if size >= half}
