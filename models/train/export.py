"""Turn a trained network into what is shipped: an ONNX graph in int8, its labels and vocabulary, with digests.

Weights of matrices are int8 with one scale a column, activations are quantised as they come (Jacob et al. 2018); the table of
pieces has one scale a row, or the rare pieces would lose what they have.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from claimcite.model.files import write_digests
from claimcite.model.sets import treebank
from claimcite.model.wordpieces import SPACED, WordPieces, encode
from network import Network, minilm
from smooth import smooth

OUTPUTS = ("starts", "upos", "xpos", "arcs", "left", "right", "names", "roles", "cues")


class Table(nn.Module):
    """An embedding in int8, one scale a row."""

    weight: Tensor
    scale: Tensor

    def __init__(self, table: nn.Embedding) -> None:
        super().__init__()
        scale = table.weight.detach().abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("scale", scale)
        self.register_buffer("weight", torch.round(table.weight.detach() / scale).to(torch.int8))

    def forward(self, pieces: Tensor) -> Tensor:
        """Return the rows of ``pieces``."""
        return self.weight[pieces].float() * self.scale[pieces]


class Alone(nn.Module):
    """The network over one window: no batch, no padding."""

    def __init__(self, net: Network, *, attribution: bool) -> None:
        super().__init__()
        self.net, self.attribution = net, attribution

    def forward(self, features: Tensor, places: Tensor) -> tuple[Tensor, ...]:
        """``features`` ``[3, P]``, ``places`` ``[N]``; the result in the order of ``OUTPUTS``."""
        out = self.net(features.unsqueeze(0), places.unsqueeze(0))
        return tuple(out[key][0] for key in names_of_outputs(attribution=self.attribution))


def names_of_outputs(*, attribution: bool) -> tuple[str, ...]:
    """Return the names of the graph's outputs; a model of the open sets alone has no attribution."""
    return OUTPUTS if attribution else OUTPUTS[:-2]


def write_graph(net: Network, path: Path, exact: list[str], *, attribution: bool, quantized: bool = True) -> None:
    """Write the graph, in int8 or as it was trained; matrices whose names hold one of ``exact`` stay in fp32."""
    example = (torch.ones(3, 12, dtype=torch.long), torch.tensor([1, 3, 4, 9]))
    axes = {"features": {1: "pieces"}, "places": {0: "words"}}
    axes |= {key: {0: "words"} for key in names_of_outputs(attribution=attribution)}
    axes |= {key: {0: "words", 1: second} for key, second in (("arcs", "rooted"), ("cues", "words")) if key in axes} | {"right": {0: "rooted"}}
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(Alone(net, attribution=attribution), example, str(plain), input_names=["features", "places"],
                          output_names=list(names_of_outputs(attribution=attribution)), dynamic_axes=axes, opset_version=17, dynamo=False)  # fmt: skip
        if quantized:
            kept = [node.name for node in onnx.load(str(plain)).graph.node if any(part in node.name for part in exact)]
            quantize_dynamic(str(plain), str(path), per_channel=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul"],
                             nodes_to_exclude=kept, extra_options={"MatMulConstBOnly": True})  # fmt: skip
        else:
            shutil.copy(plain, path)
    graph = onnx.load(str(path))
    graph.doc_string = ""
    onnx.save(graph, str(path))


def labels_file(net: Network, settings: dict[str, Any], *, attribution: bool) -> dict[str, Any]:
    """Return the labels, the transitions of both chains, and the sizes of windows."""
    made: dict[str, Any] = {key: net.labels[key] for key in ("upos", "xpos", "deps", "names")} | {"roles": net.labels["roles"] if attribution else []}
    for key, chain in (("names", net.chain_names), ("roles", net.chain_roles)):
        pairs, first, last = (value.detach() for value in chain.scores())
        short = lambda value: [round(float(x), 4) for x in value]
        made |= {f"{key}_transitions": [short(row) for row in pairs], f"{key}_start": short(first), f"{key}_end": short(last)}
    return made | settings


def samples(data: Path, vocabulary: WordPieces) -> list[tuple[Tensor, Tensor]]:
    """Return windows of EWT's dev part, to measure activations on."""
    words = [[word for sentence in text.sentences for word in sentence.words][:110] for text in list(treebank(data / "ud-ewt/dev.conllu"))[:80]]
    encoded = [encode(vocabulary, window, [SPACED] * len(window)) for window in words]
    return [(torch.from_numpy(features), torch.from_numpy(places)) for features, places in encoded]


def export(weights: Path, config: dict[str, Any], labels: dict[str, list[str]], target: Path, data: Path, *, attribution: bool, quantized: bool = True) -> None:
    """Write the folder of the component: graph, labels, vocabulary, digests; ``data`` holds the gold sets."""
    net = Network(labels, config["network"])
    net.load_state_dict(torch.load(weights, weights_only=True, map_location="cpu"))
    net.eval()
    target.mkdir(parents=True, exist_ok=True)
    shutil.copy(minilm() / "vocab.txt", target / "vocab.txt")
    if quantized:
        smooth(net, samples(data, WordPieces.read(target / "vocab.txt")), config["int8"]["strength"])
        net.encoder.pieces = Table(net.encoder.pieces)
    write_graph(net, target / "encoder.onnx", config["int8"]["exact"], attribution=attribution, quantized=quantized)
    (target / "labels.json").write_text(json.dumps(labels_file(net, config["windows"], attribution=attribution)) + "\n", encoding="utf8")
    write_digests(target)


if __name__ == "__main__":
    sys.exit("this is a step of make.py")
