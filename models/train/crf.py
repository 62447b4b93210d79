"""A linear-chain conditional random field (Lafferty et al. 2001) that can be trained on labels known in part."""

from __future__ import annotations

import torch
from torch import Tensor, nn

FORBIDDEN = -1e4


class Chain(nn.Module):
    """Scores of neighbouring labels; those that BIO or BIOES forbids stay forbidden."""

    allowed: Tensor
    opens: Tensor
    closes: Tensor

    def __init__(self, labels: list[str]) -> None:
        super().__init__()
        n = len(labels)
        self.pairs, self.first, self.last = nn.Parameter(torch.zeros(n, n)), nn.Parameter(torch.zeros(n)), nn.Parameter(torch.zeros(n))
        whole = any(label.startswith("E-") for label in labels)
        self.register_buffer("allowed", torch.tensor([[follows(a, b, whole=whole) for b in labels] for a in labels]))
        self.register_buffer("opens", torch.tensor([follows("O", label, whole=whole) for label in labels]))
        self.register_buffer("closes", torch.tensor([follows(label, "O", whole=whole) for label in labels]))

    def scores(self) -> tuple[Tensor, Tensor, Tensor]:
        """Return the scores of pairs ``[from, to]``, of the first and of the last label, the forbidden far below."""
        return (self.pairs.masked_fill(~self.allowed, FORBIDDEN), self.first.masked_fill(~self.opens, FORBIDDEN),
                self.last.masked_fill(~self.closes, FORBIDDEN))  # fmt: skip

    def total(self, emissions: Tensor, mask: Tensor) -> Tensor:
        """Return the log of the sum over all sequences, ``[B]``; emissions ``[B, N, labels]``, mask ``[B, N]``, true at the front."""
        pairs, first, last = self.scores()
        state = first + emissions[:, 0]
        for i in range(1, emissions.shape[1]):
            step = torch.logsumexp(state.unsqueeze(2) + pairs, dim=1) + emissions[:, i]
            state = torch.where(mask[:, i].unsqueeze(1), step, state)
        return torch.logsumexp(state + last, dim=1)

    def loss(self, emissions: Tensor, permitted: Tensor, mask: Tensor) -> Tensor:
        """Return the summed negative log-likelihood of the sequences that ``permitted`` ``[B, N, labels]`` allows.

        A word with several permitted labels is one that the annotation leaves open.
        """
        emissions = emissions.float()
        both = self.total(torch.cat([emissions, emissions.masked_fill(~permitted, FORBIDDEN)]), torch.cat([mask, mask]))
        free, bound = both.chunk(2)
        return (free - bound).sum()


def follows(first: str, second: str, *, whole: bool) -> bool:
    """Whether a label may follow another; ``whole``: the labels are BIOES, where a span has to be closed."""
    kind, label = first[:1], first[2:]
    if whole and kind in ("B", "I"):
        return second[:1] in ("I", "E") and second[2:] == label
    if second[:1] in ("I", "E"):
        return kind in ("B", "I") and second[2:] == label
    return True
