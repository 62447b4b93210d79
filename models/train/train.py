"""Train the network: ``python models/train/train.py open``, then the other stages; run again, a stage goes on where it stopped.

``--minutes`` ends a part at a checkpoint, so that a long training fits into shorter ones. A GPU is used where there is one.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F

from claimcite.model.wordpieces import FIRST, LAST, PAD, WordPieces
from data import NAMES, Text, Window, batches, features, label_lists, of_gold, open_sets, polnear_texts, windows
from measure import measure, permit_predicted
from network import LAYERS, Network, minilm

HERE = Path(__file__).parent
#: Each stage, and the one whose weights it goes on from.
STAGES = {"open": "", "full": "open", "again": "full"}
#: The piece that stands for a hidden one.
HIDDEN_PIECE = 103
#: Steps from one checkpoint to the next.
EVERY = 250
#: The exit code of a part that ended before the stage did.
STOPPED = 3


def tensors(batch: list[Window], device: str) -> dict[str, Tensor]:
    """Return a batch as padded tensors; unknown labels are -1."""
    rows = [features(window) for window in batch]
    pieces, words = max(len(r[0][0]) for r in rows), max(len(r[1]) for r in rows)
    made = {"features": torch.zeros(len(batch), 3, pieces, dtype=torch.long), "places": torch.zeros(len(batch), words, dtype=torch.long),
            "bias": torch.full((len(batch), 1, 1, pieces), -1e4), "mask": torch.zeros(len(batch), words, dtype=torch.bool)}  # fmt: skip
    made |= {key: torch.full((len(batch), words), -1, dtype=torch.long) for key in ("starts", "upos", "xpos", "heads", "deps", "names", "roles", "cues", "sentence")}
    for k, (window, (feature, places)) in enumerate(zip(batch, rows, strict=True)):
        n = len(places)
        made["features"][k, :, : len(feature[0])] = torch.tensor(feature)
        made["places"][k, :n] = torch.tensor(places)
        made["bias"][k, :, :, : len(feature[0])] = 0
        made["mask"][k, :n] = True
        fill(made, k, window, n)
    return {key: value.to(device) for key, value in made.items()}


def fill(made: dict[str, Tensor], k: int, window: Window, n: int) -> None:
    """Write the labels of one window; what points out of it is unknown."""
    text, here = window.text, slice(window.first, window.last)
    for key in ("starts", "upos", "xpos", "names", "roles"):
        made[key][k, :n] = torch.from_numpy(getattr(text, key)[here])
    starts = made["starts"][k, :n]
    made["sentence"][k, :n] = torch.cumsum(starts.clamp(min=0), 0)
    for key, source in (("heads", text.heads), ("cues", text.cues)):
        value = torch.from_numpy(source[here]) - window.first
        own = torch.arange(n) if key == "heads" else torch.full((n,), -2)
        value = torch.where(value == own, -1, value) + 1 if key == "heads" else value  # the root's column is 0
        known = torch.from_numpy(source[here]) >= 0
        known &= (value >= 0) & (value < n + (key == "heads"))
        if key == "heads":
            known[window.whole - window.first :] = False
        made[key][k, :n] = torch.where(known, value, -1)
    made["deps"][k, :n] = torch.where(made["heads"][k, :n] >= 0, torch.from_numpy(text.deps[here]), -1)
    if n and window.first and int(made["roles"][k, 0]) > 0 and int(made["roles"][k, 0]) % 2 == 0:  # I- at the edge of a window begins
        made["roles"][k, 0] -= 1
    names = made["names"][k, :n]
    i = n - 1
    while i >= 0 and int(names[i]).bit_count() == 1 and NAMES[int(names[i]).bit_length() - 1][0] in "BI":  # a name that is cut
        names[i] = (1 << len(NAMES)) - 1
        i -= 1


def hide(batch: dict[str, Tensor], share: float) -> None:
    """Hide a share of the pieces of a batch: a word must then be read from its neighbours and its shape."""
    if not share:
        return  # a stage that hides nothing draws nothing: its dropout stays as it was
    pieces = batch["features"][:, 0]
    inner = (pieces != PAD) & (pieces != FIRST) & (pieces != LAST)
    pieces[inner & (torch.rand(pieces.shape, device=pieces.device) < share)] = HIDDEN_PIECE


def losses(net: Network, batch: dict[str, Tensor], smoothing: float = 0.0) -> dict[str, Tensor]:
    """Return the loss of each layer, a mean over the words that it is known for; ``smoothing`` is that of labels."""
    out = net(batch["features"], batch["places"], batch["bias"])
    out = {key: value.float() for key, value in out.items()}
    mask = batch["mask"]
    found = {}
    known = (batch["starts"] >= 0) & mask
    known[:, 0] = False
    if known.any():
        found["starts"] = F.binary_cross_entropy_with_logits(out["starts"][known], batch["starts"][known].float())
    for key in ("upos", "xpos"):
        if (known := batch[key] >= 0).any():
            found[key] = F.cross_entropy(out[key][known], batch[key][known], label_smoothing=smoothing)
    if (known := batch["heads"] >= 0).any():
        same = F.pad((batch["sentence"].unsqueeze(2) == batch["sentence"].unsqueeze(1)) & mask.unsqueeze(1), (1, 0), value=True)
        found["arcs"] = F.cross_entropy(out["arcs"].masked_fill(~same, -1e4)[known], batch["heads"][known])
    if (known := batch["deps"] >= 0).any():
        rows = known.nonzero()[:, 0]
        scores = (out["left"][known] * out["right"][rows, batch["heads"][known]].unsqueeze(1)).sum(-1)
        found["labels"] = F.cross_entropy(scores, batch["deps"][known], label_smoothing=smoothing)
    everything = (1 << len(NAMES)) - 1
    if (rows := ((batch["names"] != everything) & mask).any(1)).any():
        permitted = ((batch["names"][rows].unsqueeze(-1) >> torch.arange(len(NAMES), device=mask.device)) & 1).bool()
        found["names"] = net.chain_names.loss(out["names"][rows], permitted, mask[rows]) / mask[rows].sum()
    if (rows := (batch["roles"][:, 0] >= 0)).any():
        permitted = F.one_hot(batch["roles"][rows].clamp(min=0), out["roles"].shape[-1]).bool()
        found["roles"] = net.chain_roles.loss(out["roles"][rows], permitted, mask[rows]) / mask[rows].sum()
        if (known := (batch["cues"] >= 0) & (batch["roles"] > 0)).any():
            found["cues"] = F.cross_entropy(out["cues"].masked_fill(~mask.unsqueeze(1), -1e4)[known], batch["cues"][known])
    return found


def schedule(sets: dict[str, list[Text]], config: dict[str, Any], stage: str) -> Iterator[list[Window]]:
    """Yield the batches of a stage, the same ones each time: a set is drawn as often as the configuration says."""
    passes = config[stage]["passes"]
    rounds = max(passes.values())
    for turn in range(rounds):
        draw = random.Random(1000 * config[stage]["seed"] + turn)
        due = [name for name in passes if passes[name] * (turn + 1) // rounds > passes[name] * turn // rounds]
        found = [window for name in due for text in sets[name] for window in windows(text, config["data"], draw)]
        yield from batches(found, config["data"]["batch"], draw)


def groups(net: Network, config: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the groups of parameters: the lower a layer, the slower; the table of pieces stays as it is."""
    rate, decay = config["encoder"], config["decay_by_layer"]
    net.encoder.pieces.weight.requires_grad = False
    made = []
    for name, parameter in net.named_parameters():
        if not parameter.requires_grad:
            continue
        if name.startswith("encoder.layers."):
            lr = rate * decay ** (LAYERS - 1 - int(name.split(".")[2]))
        elif name.startswith("encoder.") and "shapes" not in name and "gaps" not in name:
            lr = rate * decay**LAYERS
        else:
            lr = config["heads"]
        made.append({"params": [parameter], "lr": lr, "top": lr, "weight_decay": config["weight_decay"] if parameter.dim() > 1 else 0.0})
    return made


class Trainer:
    """A stage of training: what has to be kept to go on after a stop."""

    def __init__(self, net: Network, config: dict[str, Any], stage: str, work: Path, device: str) -> None:
        self.net, self.config, self.stage, self.device = net.to(device), config, stage, device
        self.optimizer = torch.optim.AdamW(groups(net, config["optimizer"]), betas=(0.9, 0.98))
        self.average = {key: value.detach().clone() for key, value in net.state_dict().items()}
        self.step = 0
        self.path = work / f"{stage}.checkpoint"
        self.log = work / f"{stage}.log"

    def resume(self) -> None:
        """Go on from the last checkpoint of the stage, if there is one."""
        if self.path.exists():
            state = torch.load(self.path, weights_only=True, map_location=self.device)
            if state["config"] != json.dumps(self.config):
                sys.exit(f"{self.path} was trained under other choices than config.toml has now: remove it, or change them back")
            self.net.load_state_dict(state["net"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.average, self.step = state["average"], state["step"]
            self.say(f"resumed at step {self.step}")

    def save(self) -> None:
        """Write a checkpoint; a stop while writing leaves the one before."""
        temporary = self.path.with_suffix(".part")
        torch.save({"net": self.net.state_dict(), "optimizer": self.optimizer.state_dict(), "average": self.average, "step": self.step,
                    "config": json.dumps(self.config)}, temporary)  # fmt: skip
        temporary.replace(self.path)

    def say(self, line: str) -> None:
        """Print a line and keep it in the log."""
        print(line, flush=True)
        with self.log.open("a", encoding="utf8") as handle:
            handle.write(line + "\n")

    def one(self, batch: list[Window], steps: int) -> dict[str, float]:
        """Take one step and return the losses."""
        settings = self.config["optimizer"]
        mine = self.config[self.stage]
        scale = mine.get("rate", 1.0) * min(1.0, (self.step + 1) / settings["warm_up"]) * max(0.0, 1 - self.step / steps)
        for group in self.optimizer.param_groups:
            group["lr"] = group["top"] * scale
        torch.manual_seed(self.step)
        with torch.autocast(self.device, dtype=torch.bfloat16):
            given = tensors(batch, self.device)
            hide(given, mine.get("hide_pieces", 0.0))
            found = losses(self.net, given, mine.get("smoothing", 0.0))
        total = sum(self.config["loss"][key] * value for key, value in found.items())
        self.optimizer.zero_grad(set_to_none=True)
        total.backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
        self.optimizer.step()
        self.step += 1
        if self.step % 5 == 0:
            keep = min(settings["average"], 1 - 10 / (10 + self.step)) ** 5
            for key, value in self.net.state_dict().items():
                if value.is_floating_point() and key != "encoder.pieces.weight":
                    self.average[key].lerp_(value, 1 - keep)
        return {key: value.item() for key, value in found.items()}

    def run(self, plan: list[list[Window]], minutes: float, look: Any) -> bool:
        """Train to the end of the plan, or until the time is over; return whether it is done."""
        began, pieces = time.monotonic(), 0
        sums: dict[str, list[float]] = {}
        for batch in plan[self.step :]:
            for key, value in self.one(batch, len(plan)).items():
                sums.setdefault(key, []).append(value)
            pieces += sum(window.size for window in batch)
            if self.step % EVERY == 0:
                spent = time.monotonic() - began
                means = "  ".join(f"{key} {sum(values) / len(values):.3f}" for key, values in sums.items())
                self.say(f"step {self.step}/{len(plan)}  {pieces / spent:,.0f} pieces/s  {spent / 60:.1f} min  {means}")
                sums = {}
                self.save()
                if self.step % (6 * EVERY) == 0:
                    look(self)
                if spent > 60 * minutes:
                    return False
        self.save()
        return True


def prepared(data: Path, stage: str, vocabulary: WordPieces) -> tuple[dict[str, list[Text]], dict[str, list[str]]]:
    """Return the texts of each set, and the labels of each layer."""
    gold = open_sets(data)
    labels = label_lists(gold["treebanks"])
    sets = {name: [of_gold(name, text, labels, vocabulary) for text in texts] for name, texts in gold.items()}
    if stage != "open":
        sets |= {"polnear": polnear_texts(data, "train", vocabulary), "polnear dev": polnear_texts(data, "dev", vocabulary)}
    return sets, labels


def agree(net: Network, texts: list[Text], work: Path, device: str) -> None:
    """Leave names open where the annotation and the first stage's model differ: either reading is permitted.

    CoreNLP takes "Avoid Bad Optics" of a headline for an organisation; the annotators of Universal NER missed 8 % of the names.
    """
    kept = work / "agreed.pt"
    if kept.exists():
        for text, value in zip(texts, torch.load(kept, weights_only=True), strict=True):
            text.names = value.numpy()
        return
    permit_predicted(net, texts, device)
    torch.save([torch.from_numpy(text.names) for text in texts], kept)


def main() -> None:
    """Train one stage."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument("--work", type=Path, default=HERE.parents[1] / "build" / "model", help="folder for checkpoints and logs")
    parser.add_argument("--minutes", type=float, default=55, help="stop at a checkpoint after so many minutes (55)")
    arguments = parser.parse_args()
    if not (folder := os.environ.get("CLAIMCITE_DATA")):
        sys.exit("set CLAIMCITE_DATA to the folder that holds the gold sets, unpacked: ud-ewt, gum-open, uner-ewt, wikigold, polnear")
    work: Path = arguments.work
    work.mkdir(parents=True, exist_ok=True)
    config = tomllib.loads((HERE / "config.toml").read_text(encoding="utf8"))
    device = "cuda" if torch.cuda.is_available() else "cpu"
    vocabulary = WordPieces.read(minilm() / "vocab.txt")
    sets, labels = prepared(Path(folder), arguments.stage, vocabulary)
    (work / "labels.json").write_text(json.dumps(labels), encoding="utf8")
    torch.manual_seed(config[arguments.stage]["seed"])
    net = Network(labels, config["network"] | {key: value for key, value in config[arguments.stage].items() if key in config["network"]})
    if not (before := STAGES[arguments.stage]):
        net.encoder.load(minilm())
    else:
        net.load_state_dict(torch.load(work / f"{before}.pt", weights_only=True, map_location="cpu"))
        net.to(device)
        agree(net, [*sets["polnear"], *sets["treebanks"]], work, device)
    trainer = Trainer(net, config, arguments.stage, work, device)
    trainer.resume()
    plan = list(schedule(sets, config, arguments.stage))
    trainer.say(f"{arguments.stage}: {len(plan)} steps, {sum(w.size for b in plan for w in b):,} pieces, {device}")

    def look(now: Trainer) -> None:
        scored = Network(labels, config["network"]).to(device)
        scored.load_state_dict(now.average)
        now.say("  " + measure(scored, sets, device))

    if trainer.run(plan, arguments.minutes, look):
        look(trainer)
        torch.save({key: value.cpu() for key, value in trainer.average.items()}, work / f"{arguments.stage}.pt")
        trainer.say("done")
    else:
        trainer.say("stopped at a checkpoint: run the same command again to go on")
        sys.exit(STOPPED)


if __name__ == "__main__":
    main()
