"""The loops of faults, each of a length that the caller chooses: short in the tests, long in ``make faults``."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from claimcite import workers
from claimcite.config import Config
from claimcite.records import Locator, Record

HERE = Path(__file__).parent
PACKAGE = HERE.parents[1] / "pipeline"
FILES = ("documents.jsonl", "claims.jsonl", "references.jsonl", "mentions.jsonl", "quarantine.jsonl", "withdrawn.jsonl")
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([str(PACKAGE), *filter(None, [os.environ.get("PYTHONPATH")])]), "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
Exports = dict[str, bytes]
START = subprocess.Popen


def claimcite(*arguments: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    command = [sys.executable, "-m", "claimcite", *arguments]
    return subprocess.run(command, env={**ENVIRONMENT, **environment}, cwd=cwd, capture_output=True, text=True, check=False)


def dying(mode: str, at: int, log: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run it and let it die, or the disk fail, at one moment."""
    command = [sys.executable, str(HERE / "dying.py"), mode, str(at), str(log), *arguments]
    return subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False)


def exports(out: Path) -> Exports:
    """What a run exported, without the file that has a clock in it."""
    return {name: (out / name).read_bytes() for name in FILES}


def undisturbed(inputs: Path, out: Path, *options: str) -> Exports:
    """The exports of a run that nothing happens to."""
    done = claimcite("run", str(inputs), "-o", str(out), "--quiet", *options)
    assert done.returncode == 0, done.stderr
    return exports(out)


def counted(mode: str, inputs: Path, folder: Path) -> tuple[int, Exports]:
    """How many moments an undisturbed run has at which something may happen, and its exports."""
    log = folder / "counted.log"
    done = dying("count" if mode == "kill" else mode, 0, log, "run", str(inputs), "-o", str(folder / "counted"), "--quiet", "--workers", "2")
    assert done.returncode == 0, done.stderr
    found = exports(folder / "counted")
    shutil.rmtree(folder / "counted")
    return int(log.read_text().splitlines()[-1].split()[1]), found


def spread(total: int, points: int) -> list[int]:
    """Points spread evenly over a run, its first and last moments among them."""
    if points >= total:
        return list(range(1, total + 1))
    return sorted({1 + round(i * (total - 1) / (points - 1)) for i in range(points)})


def killed(inputs: Path, folder: Path, points: int) -> Iterator[tuple[int, int]]:
    """Kill a run at so many points; after each, the same command must give the bytes of an undisturbed run.

    Yields the point, and how many documents were done twice.
    """
    total, expected = counted("kill", inputs, folder)
    for at in spread(total, points):
        out, log = folder / f"killed{at}", folder / f"killed{at}.log"
        done = dying("kill", at, log, "run", str(inputs), "-o", str(out), "--quiet", "--workers", "2")
        assert done.returncode == -9, (at, done.returncode, done.stderr)
        again = dying("count", 0, log, "run", str(inputs), "-o", str(out), "--quiet", "--workers", "2")
        assert again.returncode == 0, (at, again.stderr)
        assert exports(out) == expected, f"killed at moment {at}: other bytes"
        begun = [line for line in log.read_text().splitlines() if line.startswith("begun")]
        twice = len(begun) - len(set(begun))
        assert twice <= 2, f"killed at moment {at}: {twice} documents were done twice by two workers"
        yield at, twice
        shutil.rmtree(out)


def full_disk(inputs: Path, folder: Path, points: int) -> Iterator[tuple[str, str]]:
    """Let each sync and rename fail, and files of the run reach a limit; after each, the same command gives the undisturbed bytes."""
    total, expected = counted("full", inputs, folder)
    for at in spread(total, points):
        out = folder / f"full{at}"
        done = dying("full", at, folder / "full.log", "run", str(inputs), "-o", str(out), "--quiet", "--workers", "1")
        yield f"operation {at}", refused(done, inputs, out, expected)
    for kilobytes in [2**i for i in range(4, 4 + min(points, 7))]:
        out = folder / f"limit{kilobytes}"
        limited = f"trap '' XFSZ; ulimit -f {kilobytes}; exec \"$0\" -m claimcite run \"$1\" -o \"$2\" --quiet --workers 1"
        done = subprocess.run(["bash", "-c", limited, sys.executable, str(inputs), str(out)], env=ENVIRONMENT, capture_output=True, text=True, check=False)
        if done.returncode:
            yield f"{kilobytes} KB", refused(done, inputs, out, expected)


def refused(done: subprocess.CompletedProcess[str], inputs: Path, out: Path, expected: Exports) -> str:
    """Hold that a failed run said so in one line and left a store that the same command takes up; return the line."""
    assert done.returncode == 1, (done.returncode, done.stderr)
    assert done.stderr.startswith("claimcite: "), done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    assert not list(out.glob(".*.part")), "half a file was left"
    assert undisturbed(inputs, out, "--workers", "1") == expected
    shutil.rmtree(out)
    return done.stderr.strip()


def overruns(deeds: Sequence[str], *, seconds: int, megabytes: int) -> Iterator[tuple[str, str, float]]:
    """Let a document do each deed to its worker, between two that are good; yield its code and how many seconds it took."""
    workers.subprocess.Popen = with_deeds  # type: ignore[attr-defined]
    work = workers.Pool(Config(max_seconds=seconds, max_memory=megabytes), 1)
    try:
        for deed in deeds:
            for text in ("One man died in Oru.", deed, "Two men died in Pela."):
                data = text.encode()
                began = time.monotonic()
                work.submit(Record(text, Locator(text), data, hashlib.sha256(data).hexdigest()))
                _, done = work.wait()
                took = time.monotonic() - began
                assert (done.quarantined is not None) == (text == deed), (deed, text)
                if done.quarantined is not None:
                    yield deed, done.quarantined.code, took
    finally:
        workers.subprocess.Popen = START  # type: ignore[attr-defined]
        work.close()


def with_deeds(command: list[str], **options: Any) -> Any:
    """Start a worker whose documents may do deeds."""
    return START([command[0], str(HERE / "deeds.py")], **{**options, "env": ENVIRONMENT})


def same_everywhere(inputs: Path, folder: Path, seeds: int = 3) -> Iterator[str]:
    """Run with other workers, orders, time zones, languages, hash seeds and folders; the bytes must be the same."""
    expected = undisturbed(inputs, folder / "whole", "--workers", "2")

    def held(name: str, *paths: str, cwd: Path | None = None, workers: int = 2, **environment: str) -> str:
        done = claimcite("run", *paths, "-o", str(folder / "other"), "--quiet", "--workers", str(workers), cwd=cwd, **environment)
        assert done.returncode == 0, done.stderr
        found = exports(folder / "other")
        if paths != (str(inputs),):  # the path as given stands in the rows; all else must be the same
            found, wanted = ({k: without_paths(v) for k, v in e.items()} for e in (found, expected))
        else:
            wanted = expected
        assert found == wanted, f"{name}: other bytes"
        shutil.rmtree(folder / "other")
        return name

    for n in (1, 4):
        yield held(f"{n} workers", str(inputs), workers=n)
    yield held("TZ and LANG", str(inputs), TZ="Pacific/Kiritimati", LANG="tr_TR.UTF-8", LC_ALL="tr_TR.UTF-8")
    for seed in range(seeds):
        yield held(f"hash seed {seed}", str(inputs), PYTHONHASHSEED=str(seed))
    yield held("another folder", str(inputs), cwd=folder)
    names = sorted(str(path) for path in inputs.iterdir())
    random.Random(7).shuffle(names)
    yield held("shuffled inputs", *names)


def without_paths(lines: bytes) -> list[str]:
    """Rows without the paths that only say how the input was given."""
    import json

    return [json.dumps({k: v for k, v in json.loads(line).items() if k not in ("path", "also_at")}, sort_keys=True) for line in lines.splitlines()]
