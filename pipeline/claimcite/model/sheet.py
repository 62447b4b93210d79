"""What the scores of the windows say of a Doc's words, decoded."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from claimcite.model.attribution import Attribution, attributions
from claimcite.model.files import Bundle
from claimcite.model.sequences import TaggedSpan, spans
from claimcite.model.trees import certainty, heads_within, relations
from claimcite.model.windows import Window


@dataclass(slots=True)
class Sheet:
    """What was found out about the ``m`` words of a Doc; ``heads`` are words, ``names`` and ``attributions`` ranges of words.

    ``sure`` is how probable each head is, in 255ths.
    """

    starts: NDArray[np.bool_]
    heads: NDArray[np.int64]
    deps: NDArray[np.int64]
    upos: NDArray[np.int64]
    xpos: NDArray[np.int64]
    sure: NDArray[np.uint8]
    names: list[TaggedSpan] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)

    @classmethod
    def blank(cls, size: int) -> Sheet:
        """Return a sheet on which nothing is filled in."""
        heads, deps, upos, xpos = np.zeros((4, size), dtype=np.int64)
        return cls(np.zeros(size, dtype=bool), heads, deps, upos, xpos, np.zeros(size, dtype=np.uint8))

    def fill(self, window: Window, bundle: Bundle) -> None:
        """Decode the scores of one window."""
        first, size, scores = window.first, window.last - window.first, window.scores
        here = slice(first, window.last)
        arcs = scores["arcs"][:size, : size + 1]
        heads = heads_within(arcs, window.starts)
        self.sure[here] = certainty(arcs, window.starts, heads)
        self.starts[here] = window.starts
        self.heads[here] = np.where(heads > 0, heads - 1, np.arange(size)) + first
        self.deps[here] = relations(scores["left"][:size], scores["right"], heads, bundle.labels.deps.index("ROOT"))
        self.upos[here] = scores["upos"][:size].argmax(axis=1)
        self.xpos[here] = scores["xpos"][:size].argmax(axis=1)
        tags = bundle.names.decode(scores["names"][:size])
        found = spans([bundle.names.tags[tag] for tag in tags], window.starts)
        self.names.extend((first + a, first + b, label) for a, b, label in found)
        if bundle.roles:
            roles = spans([bundle.roles.tags[tag] for tag in bundle.roles.decode(scores["roles"][:size])])
            self.attributions.extend(found.moved(first) for found in attributions(roles, scores["cues"][:size, :size]))
