"""The body of a page by the density of its running text alone: for pages that trafilatura cannot read, or reads wrongly."""

from __future__ import annotations

from claimcite.clean.body import Layout, is_prose, unlinked

#: The body stands in the smallest element that holds this share of the running text that no class speaks against.
HOME_SHARE = 0.7
#: Less running text than this is hardly any.
HARDLY = 200


def dense_blocks(layout: Layout) -> set[int]:
    """Return the indices of the blocks that running text, and what stands between it, suggests as the body.

    Readers' comments are running text as well: they count only where there is hardly anything else.
    """
    blocks = layout.blocks
    prose = {i for i, block in enumerate(blocks) if is_prose(block)}
    reasons = layout.reasons(prose)
    free = {i for i in prose if reasons[i] is None and blocks[i].reason != "comment_form"}
    if sum(len(blocks[i].text) for i in free) < HARDLY:
        free = {i for i in prose if reasons[i] is None}
    if not free:
        return set()
    inside = layout.within(layout.home(layout.sizes(free), HOME_SHARE))
    chosen = {i for i in free if inside[i]}
    between = range(min(chosen, default=0), max(chosen, default=0))
    return chosen | {i for i in between if inside[i] and reasons[i] is None and unlinked(blocks[i]) > 0.4 * len(blocks[i].text)}
