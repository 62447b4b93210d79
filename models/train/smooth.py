"""Make the encoder ready for int8: channels with large activations are scaled down and their weights up (Xiao et al. 2023, SmoothQuant).

onnxruntime takes one scale for all activations that a matrix is multiplied with; a few channels with values of 25 among medians of 2
would leave the others three or four bits. The scaled network computes the same.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from network import HEADS, HIDDEN, Layer, Network

Peaks = list[dict[str, Tensor]]


class Scaled(nn.Module):
    """A linear layer that divides each input channel by its scale first, its weights multiplied by the same."""

    inverse: Tensor

    def __init__(self, layers: list[nn.Linear], peaks: Tensor, strength: float) -> None:
        super().__init__()
        weight, bias = torch.cat([layer.weight for layer in layers]).detach(), torch.cat([layer.bias for layer in layers]).detach()
        scale = peaks.clamp(min=1e-5) ** strength / weight.abs().amax(0).clamp(min=1e-5) ** (1 - strength)
        self.register_buffer("inverse", 1 / scale)
        self.linear = nn.Linear(weight.shape[1], weight.shape[0])
        self.linear.weight.data, self.linear.bias.data = weight * scale, bias

    def forward(self, x: Tensor) -> Tensor:
        """``[..., in]`` to ``[..., out]``."""
        return self.linear(x * self.inverse)


class ScaledLayer(nn.Module):
    """``network.Layer`` with scaled channels; query, key and value are one matrix."""

    def __init__(self, layer: Layer, peaks: dict[str, Tensor], strength: float) -> None:
        super().__init__()
        self.together = Scaled([layer.query, layer.key, layer.value], peaks["query"], strength)
        self.out, self.up, self.down = (Scaled([getattr(layer, name)], peaks[name], strength) for name in ("out", "up", "down"))
        self.norm, self.last = layer.norm, layer.last

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """``[B, P, H]`` to the same; there is no padding."""
        assert bias is None
        b, p, _ = x.shape
        q, k, v = (part.view(b, p, HEADS, HIDDEN // HEADS).transpose(1, 2) for part in self.together(x).split(HIDDEN, -1))
        mixed = torch.softmax(q @ k.transpose(2, 3) / math.sqrt(HIDDEN // HEADS), dim=-1) @ v
        x = self.norm(x + self.out(mixed.transpose(1, 2).reshape(b, p, HIDDEN)))
        return self.last(x + self.down(F.gelu(self.up(x))))


def peaks(net: Network, windows: list[tuple[Tensor, Tensor]]) -> Peaks:
    """Return the largest activation of each input channel over some windows (features ``[3, P]``, places ``[N]``)."""
    found: Peaks = [{} for _ in net.encoder.layers]
    hooks = []
    for i, layer in enumerate(net.encoder.layers):
        for name in ("query", "out", "up", "down"):

            def note(_: nn.Module, given: tuple[Tensor], i: int = i, name: str = name) -> None:
                value = given[0].detach().abs().reshape(-1, given[0].shape[-1]).amax(0)
                found[i][name] = torch.maximum(found[i].get(name, value), value)

            hooks.append(getattr(layer, name).register_forward_pre_hook(note))
    with torch.no_grad():
        for features, places in windows:
            net(features[None], places[None])
    for hook in hooks:
        hook.remove()
    return found


def smooth(net: Network, windows: list[tuple[Tensor, Tensor]], strength: float) -> None:
    """Scale the channels of the encoder in place."""
    measured = peaks(net, windows)
    net.encoder.layers = nn.ModuleList(ScaledLayer(layer, found, strength) for layer, found in zip(net.encoder.layers, measured, strict=True))
