"""Quick scores while training, on gold words and gold sentences; the scores of the card come from the finished pipeline."""

from __future__ import annotations

import random

import numpy as np
import torch
from torch import Tensor

from crf import Chain
from data import NAMES, ROLES, Text, Window, batches
from network import Network

SETS = ("treebanks dev", "names dev", "polnear dev")


def best(chain: Chain, emissions: Tensor, mask: Tensor) -> Tensor:
    """Return the best sequence of labels, ``[B, N]`` (Viterbi)."""
    pairs, first, last = chain.scores()
    state, back = first + emissions[:, 0], []
    for i in range(1, emissions.shape[1]):
        step, origin = (state.unsqueeze(2) + pairs).max(1)
        here = mask[:, i].unsqueeze(1)
        state = torch.where(here, step + emissions[:, i], state)
        back.append(torch.where(here, origin, torch.arange(origin.shape[1], device=origin.device)))
    label = (state + last).argmax(1)
    found = [label]
    for origin in reversed(back):
        label = origin.gather(1, label.unsqueeze(1)).squeeze(1)
        found.append(label)
    return torch.stack(found[::-1], 1)


def spans(labels: list[str]) -> set[tuple[int, int, str]]:
    """Return the spans of BIO or BIOES labels."""
    found, start = set(), -1
    for i, label in enumerate([*labels, "O"]):
        if start >= 0 and label[:1] in ("B", "S", "O"):
            found.add((start, i, labels[start][2:]))
            start = -1
        if label[:1] in ("B", "S"):
            start = i
    return found


def whole_windows(text: Text, most: int = 180) -> list[Window]:
    """Cut a text at sentence starts into windows that are as long as they may be."""
    starts = [i for i in range(len(text.words)) if text.starts[i] == 1 or i == 0] + [len(text.words)]
    lengths = np.cumsum([0, *(len(p) for p in text.pieces)])
    found, first = [], 0
    for k in range(1, len(starts)):
        ahead = k + 1 >= len(starts) or lengths[starts[k + 1]] - lengths[first] > most
        if ahead:
            last = starts[k]
            while lengths[last] - lengths[first] > 500:
                last -= 1
            found.append(Window(text, first, last, last, int(lengths[last] - lengths[first]) + 2, 0, 0))
            first = starts[k]
    return [window for window in found if window.last > window.first]


def outputs(net: Network, texts: list[Text], device: str) -> list[tuple[Window, dict[str, Tensor]]]:
    """Return what the network says of each window, with the labels of both chains decoded."""
    from train import tensors

    net.eval()
    made = []
    for batch in batches([w for text in texts for w in whole_windows(text)], 4000, random.Random(0)):
        given = tensors(batch, device)
        with torch.no_grad(), torch.autocast(device, dtype=torch.bfloat16):
            out = {key: value.float() for key, value in net(given["features"], given["places"], given["bias"]).items()}
        out |= {f"best {key}": best(chain, out[key], given["mask"]) for key, chain in (("names", net.chain_names), ("roles", net.chain_roles))}
        for k, window in enumerate(batch):
            made.append((window, {key: value[k] for key, value in (out | {f"gold {k2}": v for k2, v in given.items()}).items()}))
    return made


def permit_predicted(net: Network, texts: list[Text], device: str) -> None:
    """Add the names that the network finds to those that are permitted: everywhere in silver, at proper nouns in gold."""
    from train import tensors

    net.eval()
    proper = net.labels["upos"].index("PROPN")
    for batch in batches([w for text in texts for w in whole_windows(text)], 4000, random.Random(0)):
        given = tensors(batch, device)
        with torch.no_grad(), torch.autocast(device, dtype=torch.bfloat16):
            x = net.words(given["features"], given["places"], given["bias"])[:, 1:]
            found = best(net.chain_names, net.names(x).float(), given["mask"])
        for window, labels in zip(batch, found, strict=True):
            here = slice(window.first, window.last)
            mine = 1 << labels[: window.last - window.first].cpu().numpy()
            open_ = np.ones(len(mine), dtype=bool) if window.text.kind == "polnear" else (window.text.upos[here] == proper) & (window.text.names[here] == 1)
            window.text.names[here] |= np.where(open_, mine, 0)


def measure(net: Network, sets: dict[str, list[Text]], device: str) -> str:
    """Return one line of scores."""
    parts = []
    for name in SETS:
        if name in sets:
            parts += [f"{key} {value:.3f}" for key, value in score(outputs(net, sets[name], device), len(NAMES)).items()]
    return "  ".join(parts)


def score(made: list[tuple[Window, dict[str, Tensor]]], labels: int) -> dict[str, float]:
    """Return accuracies and F1 of what is known."""
    count: dict[str, list[int]] = {}

    def add(key: str, hits: int, found: int, gold: int) -> None:
        for i, value in enumerate((hits, found, gold)):
            count.setdefault(key, [0, 0, 0])[i] += value

    for window, out in made:
        n = window.last - window.first
        gold = {key[5:]: value[..., :n] if key in ("gold starts", "gold upos", "gold heads", "gold deps", "gold names", "gold roles", "gold sentence") else value
                for key, value in out.items() if key.startswith("gold ")}  # fmt: skip
        if bool((gold["heads"] >= 0).any()):
            add("starts", int(((out["starts"][1:n] > 0) & (gold["starts"][1:] == 1)).sum()), int((out["starts"][1:n] > 0).sum()), int((gold["starts"][1:] == 1).sum()))
            add("upos", int((out["upos"][:n].argmax(1) == gold["upos"]).sum()), n, n)
            same = torch.nn.functional.pad(gold["sentence"].unsqueeze(1) == gold["sentence"].unsqueeze(0), (1, 0), value=True)
            heads = out["arcs"][:n, : n + 1].masked_fill(~same, -1e4).argmax(1)
            deps = (out["left"][:n] * out["right"][heads].unsqueeze(1)).sum(-1).argmax(1)
            good = heads == gold["heads"]
            add("uas", int(good.sum()), n, n)
            add("las", int((good & (deps == gold["deps"])).sum()), n, n)
        if window.text.kind != "polnear" and bool((gold["names"] != (1 << labels) - 1).any()):
            truth = spans([NAMES[int(value).bit_length() - 1] for value in gold["names"]])
            found = spans([NAMES[int(value)] for value in out["best names"][:n]])
            add("ner", len(truth & found), len(found), len(truth))
        if window.text.kind == "polnear":
            truth, found = spans([ROLES[int(v)] for v in gold["roles"]]), spans([ROLES[int(v)] for v in out["best roles"][:n]])
            for role in ("SOURCE", "CUE", "CONTENT"):
                a, b = {s for s in truth if s[2] == role}, {s for s in found if s[2] == role}
                add(role.lower(), len(a & b), len(b), len(a))
            inside = [{i for s in side if s[2] == "CONTENT" for i in range(s[0], s[1])} for side in (truth, found)]
            add("content words", len(inside[0] & inside[1]), len(inside[1]), len(inside[0]))
    return {key: 2 * hits / max(1, found + gold) for key, (hits, found, gold) in count.items()}
