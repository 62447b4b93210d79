"""The folder of the model: the encoder, its vocabulary and its labels, checked against their digests before they are used."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from claimcite.errors import ModelError
from claimcite.model.mapped import mapped
from claimcite.model.sequences import Chain
from claimcite.model.windows import Floats, Limits, Places, Scorer
from claimcite.model.wordpieces import MAX_PIECES, WordPieces

ENCODER, VOCABULARY, LABELS, DIGESTS = "encoder.onnx", "vocab.txt", "labels.json", "digests.json"
FILES = (ENCODER, VOCABULARY, LABELS)
CHUNK = 1 << 20
#: How weights outside the file are named in ONNX's protobuf: a StringStringEntryProto with the key "location".
EXTERNAL = b"\n\x08location\x12"
#: Positions that BERT's encoder has, less the two markers.
POSITIONS = 510


class Labels(msgspec.Struct, frozen=True):
    """``labels.json``: the labels of each output in its order, and the settings that the model was made for.

    ``roles`` is empty where the model knows no attribution.
    """

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    deps: tuple[str, ...]
    names: tuple[str, ...]
    names_transitions: list[list[float]]
    names_start: list[float]
    names_end: list[float]
    roles: tuple[str, ...] = ()
    roles_transitions: list[list[float]] = []
    roles_start: list[float] = []
    roles_end: list[float] = []
    window: int = 192
    longest: int = 448
    start_threshold: float = 0.0

    def limits(self) -> Limits:
        """Return the sizes of windows; raises ``ValueError`` where the encoder cannot hold them."""
        if not MAX_PIECES <= self.window <= self.longest <= POSITIONS:
            raise ValueError(f"window {self.window} and longest {self.longest}: must be {MAX_PIECES} <= window <= longest <= {POSITIONS}")
        return Limits(self.window, self.longest, self.start_threshold)

    def chain(self, layer: str) -> Chain:
        """Return the chain of ``names`` or ``roles``; raises ``ValueError`` where its parts do not fit together."""
        tags: tuple[str, ...] = getattr(self, layer)
        parts = [np.array(getattr(self, f"{layer}_{part}"), dtype=np.float64) for part in ("transitions", "start", "end")]
        n = len(tags)
        if [part.shape for part in parts] != [(n, n), (n,), (n,)]:
            raise ValueError(f"{layer}: the transitions, start and end scores of {n} labels must be {n} x {n}, {n} and {n}")
        if wrong := [tag for tag in tags if tag != "O" and tag[:2] not in ("B-", "I-", "E-", "S-")]:
            raise ValueError(f"{layer}: no tags in BIO or BIOES form: {wrong}")
        return Chain(tags, *parts)


@dataclass(frozen=True, slots=True)
class Bundle:
    """All that a model consists of, ready to be used."""

    labels: Labels
    limits: Limits
    names: Chain
    roles: Chain | None
    vocabulary: WordPieces
    scorer: Scorer

    @classmethod
    def of(cls, labels: Labels, vocabulary: WordPieces, scorer: Scorer) -> Bundle:
        """Put the parts together; raises ``ModelError`` where ``labels`` contradict themselves."""
        try:
            limits, names, roles = labels.limits(), labels.chain("names"), labels.chain("roles") if labels.roles else None
        except ValueError as exc:
            raise ModelError(f"{LABELS}: {exc}") from exc
        if "ROOT" not in labels.deps or not labels.upos or not labels.xpos:
            raise ModelError(f"{LABELS}: upos and xpos must not be empty, deps must have ROOT")
        if roles and (wrong := {tag[2:] for tag in labels.roles} - {"", "SOURCE", "CUE", "CONTENT"}):
            raise ModelError(f"{LABELS}: roles must be SOURCE, CUE and CONTENT, not {', '.join(sorted(wrong))}")
        return cls(labels, limits, names, roles, vocabulary, scorer)


def load(files: Path | Mapping[str, bytes]) -> Bundle:
    """Load a model from its folder, or from the contents of its files by name.

    Raises ``ModelError``, which names the file, where one is missing, is not what ``digests.json`` says or cannot be used.
    """
    check(files)
    try:
        labels = msgspec.json.decode(content(files, LABELS), type=Labels)
        vocabulary = WordPieces(content(files, VOCABULARY).decode("utf8").split("\n"))
    except (msgspec.MsgspecError, UnicodeDecodeError) as exc:
        raise ModelError(f"{LABELS} or {VOCABULARY} cannot be read: {exc}") from exc
    encoder = files / ENCODER if isinstance(files, Path) else files[ENCODER]
    return Bundle.of(labels, vocabulary, session(encoder, labels))


def content(files: Path | Mapping[str, bytes], name: str) -> bytes:
    """Return the content of one file; raises ``ModelError`` where there is none."""
    return b"".join(chunks(files, name))


def chunks(files: Path | Mapping[str, bytes], name: str) -> Iterator[bytes]:
    """Yield the content of one file piece by piece; raises ``ModelError`` where there is none."""
    if not isinstance(files, Path):
        if name not in files:
            raise ModelError(f"{name} is missing")
        yield files[name]
        return
    try:
        with (files / name).open("rb") as handle:
            while chunk := handle.read(CHUNK):
                yield chunk
    except OSError as exc:
        raise ModelError(f"{files / name} cannot be read: {exc.strerror or exc}. A model's folder has {', '.join(FILES)} and {DIGESTS}") from exc


def check(files: Path | Mapping[str, bytes]) -> None:
    """Compare each file with its digest; raises ``ModelError`` at the first that differs, and where weights lie outside the file."""
    try:
        digests = msgspec.json.decode(content(files, DIGESTS), type=dict[str, str])
    except msgspec.MsgspecError as exc:
        raise ModelError(f"{DIGESTS} must map the names of files to SHA-256: {exc}") from exc
    where = f"{files}/" if isinstance(files, Path) else ""
    for name in FILES:
        found, outside = digest(chunks(files, name))
        if name not in digests:
            raise ModelError(f"{where}{DIGESTS} does not name {name}")
        if found != digests[name]:
            raise ModelError(f"{where}{name} has SHA-256 {found}, {DIGESTS} says {digests[name]}: it is damaged or of another model")
        if name == ENCODER and outside:
            raise ModelError(f"{where}{name} refers to weights in other files: one file must hold all")


def digest(parts: Iterable[bytes]) -> tuple[str, bool]:
    """Return the SHA-256 of a file's content, and whether it refers to weights outside it.

    >>> digest([b""])[0][:8], digest([b"weights\\n\\x08loc", b"ation\\x12"])[1]
    ('e3b0c442', True)
    """
    total, tail, outside = hashlib.sha256(), b"", False
    for part in parts:
        total.update(part)
        outside = outside or EXTERNAL in tail + part[: len(EXTERNAL)] or EXTERNAL in part
        tail = part[-len(EXTERNAL) :]
    return total.hexdigest(), outside


def write_digests(folder: Path) -> None:
    """Write ``digests.json`` for the files of a model's folder; raises ``ModelError`` where one is missing."""
    found = {name: digest(chunks(folder, name))[0] for name in FILES}
    (folder / DIGESTS).write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n")


def session(encoder: Path | bytes, labels: Labels) -> Scorer:
    """Load the encoder on one thread; raises ``ModelError`` where it cannot be loaded or has other outputs than ``labels`` say."""
    import onnxruntime
    from onnxruntime.capi import onnxruntime_pybind11_state as failures

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.log_severity_level = 3
    options.enable_mem_pattern = False  # a plan is kept for each length of window, and no two are alike
    held = [] if isinstance(encoder, bytes) else share(options, encoder)
    try:
        made = onnxruntime.InferenceSession(encoder if isinstance(encoder, bytes) else str(encoder), options, providers=["CPUExecutionProvider"])
    except (failures.Fail, failures.InvalidArgument, failures.InvalidGraph, failures.InvalidProtobuf, failures.NoSuchFile,
            failures.NotImplemented, failures.RuntimeException) as exc:  # fmt: skip
        raise ModelError(f"{ENCODER} cannot be loaded by onnxruntime {onnxruntime.__version__}: {exc}") from exc
    names = outputs(made, labels)

    def run(features: Places, places: Places, _held: object = held) -> Mapping[str, Floats]:
        return dict(zip(names, made.run(names, {"features": features, "places": places}), strict=True))

    return run


def share(options: Any, encoder: Path) -> list[object]:
    """Let a session use the large tables of its file where they stand; return what must live as long as the session."""
    from onnxruntime import OrtValue

    held: list[object] = []
    for name, table in mapped(encoder).items():
        value = OrtValue.ortvalue_from_numpy(table)
        options.add_initializer(name, value)
        held += [table, value]
    return held


def outputs(made: Any, labels: Labels) -> list[str]:
    """Return the names of a session's outputs; raises ``ModelError`` where inputs, outputs or numbers of labels are others."""
    sizes = {"starts": 0, "arcs": 0, "left": len(labels.deps), "right": 0, "upos": len(labels.upos), "xpos": len(labels.xpos), "names": len(labels.names)}
    sizes |= {"roles": len(labels.roles), "cues": 0} if labels.roles else {}
    inputs, found = {given.name for given in made.get_inputs()}, {given.name: given.shape for given in made.get_outputs()}
    if inputs != {"features", "places"} or set(sizes) - set(found):
        raise ModelError(f"{ENCODER} has inputs {sorted(inputs)} and outputs {sorted(found)}, not features, places and {sorted(sizes)}")
    for name, size in sizes.items():
        given = found[name][1] if name == "left" else found[name][-1]
        if size and isinstance(given, int) and given != size:
            raise ModelError(f"{ENCODER} scores {given} labels as {name}, {LABELS} names {size}")
    return list(sizes)
