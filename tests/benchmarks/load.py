"""A run over 20,000 documents (``make load``): memory that does not grow, speed that does not fall, and runs after it that cost little.

The documents are pieces of news of 100 to 160 words, from the shared sets, as plain text, HTML, wikitext and JSON lines; one in twenty
is cut, doubled or broken by a fixed seed. ``load.py N`` takes another number of documents. Speed is given by the clock, and, where
other work goes on beside it, by the processor time of the workers.
"""

from __future__ import annotations

import csv
import html
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from data import BUILD, dataset

COUNT, SEED = 20_000, 11
FOLDER = BUILD.parent / "load"


def texts() -> list[str]:
    """Pieces of news in a fixed order, shuffled: the first thousand are of the same kind as the last."""
    csv.field_size_limit(10_000_000)
    whole: list[str] = []
    for table in sorted((dataset("wikinews") / "data").glob("*.csv")):
        with table.open(encoding="utf8", newline="") as file:
            whole += [row["text"] for row in csv.DictReader(file)]
    whole += [path.read_text(encoding="utf8", errors="replace") for path in sorted((dataset("polnear") / "train" / "text").glob("*.txt"))]
    found = []
    for text in whole:
        words = text.split()
        found += [" ".join(words[at : at + 100 + at % 61]) for at in range(0, max(1, len(words) - 100), 110)]
    random.Random(SEED).shuffle(found)
    return found


def written(n: int, text: str, chance: random.Random) -> tuple[str, str]:
    """One document of a piece of news: its ending and its content."""
    text = f"{text} (No. {n})"
    if chance.random() < 0.05:
        at = chance.randrange(len(text))
        text = chance.choice([text[:at], text[at:], text[:at] + "\0\ufffd<div><ref>{{" + text[at:], text + text[:at]])
    kind = n % 4
    if kind == 0:
        return "txt", text
    if kind == 1:
        return "html", f"<html><head><title>No. {n}</title></head><body><nav>Home</nav><article><p>{html.escape(text)}</p></article></body></html>"
    if kind == 2:
        return "wiki", f"'''No. {n}''' is a [[page]].<ref>{{{{cite news|title=No. {n}|work=The Pela Post|date=3 May 2026}}}}</ref>\n\n== Text ==\n{text}\n"
    return "jsonl", json.dumps({"id": str(n), "title": f"No. {n}", "date": "2026-05-14", "text": text}) + "\n"


def write(folder: Path, start: int, count: int) -> None:
    """Write documents, a thousand in each folder."""
    chance, base = random.Random(SEED + start), texts()
    for n in range(start, start + count):
        place = folder / f"{n // 1000:03}"
        place.mkdir(parents=True, exist_ok=True)
        ending, content = written(n, base[n % len(base)], chance)
        (place / f"{n:06}.{ending}").write_text(content, encoding="utf8")


def resident(pid: int) -> float:
    """Megabytes that a process holds."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096 / 2**20
    except (OSError, IndexError):
        return 0.0


def children(pid: int) -> Iterator[int]:
    """The processes that a process has started."""
    try:
        yield from map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
    except OSError:
        return


def busy(pid: int) -> float:
    """Seconds of processor time of all processes that a process has started, those that have ended included."""

    def stat(n: int) -> list[int]:
        try:
            return [int(field) for field in Path(f"/proc/{n}/stat").read_text().rpartition(")")[2].split()[11:15]]
        except (OSError, ValueError):
            return [0, 0, 0, 0]

    return (sum(stat(pid)[2:]) + sum(sum(stat(child)[:2]) for child in children(pid))) / os.sysconf("SC_CLK_TCK")


def run(out: Path) -> dict[str, object]:
    """Run claimcite over the documents; return its seconds, the peaks of memory, and how fast it was at first and at last."""
    log = FOLDER / "log.jsonl"
    command = [sys.executable, "-m", "claimcite", "run", str(FOLDER / "docs"), "-o", str(out), "--log", "json"]
    peak, events, tail = {"parent": 0.0, "worker": 0.0}, [], ""
    started, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    with log.open("w") as errors, subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors) as process, log.open() as said:
        while process.poll() is None:
            peak["parent"] = max(peak["parent"], resident(process.pid))
            peak["worker"] = max([peak["worker"], *map(resident, children(process.pid))])
            *lines, tail = (tail + said.read()).split("\n")
            events += [{**event, "busy": busy(process.pid)} for line in lines if (event := json.loads(line))["event"] == "progress"]
            time.sleep(0.5)
        if process.returncode:
            sys.exit(f"the run ended with {process.returncode}: {log.read_text()[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    taken = {"seconds": round(time.monotonic() - started, 1), "processor_seconds": round(used, 1), **{f"{name}_mb": round(mb) for name, mb in peak.items()}}
    return {**taken, **speeds(events)}


def speeds(events: list[dict[str, float]]) -> dict[str, object]:
    """Words a second over about the first thousand documents, after the models were loaded, and over the last; the last by the first."""
    events = [event for event in events if event["processed"] >= 50]
    if len(events) < 4:
        return {}
    first, last = events[0], events[-1]
    near = next((e for e in events if e["processed"] >= first["processed"] + 1000), last)
    far = next((e for e in reversed(events) if e["processed"] <= last["processed"] - 1000), first)
    tenths = [min(events, key=lambda e: abs(e["processed"] - first["processed"] - n * (last["processed"] - first["processed"]) / 10)) for n in range(11)]
    return {"words": last["words"], "words a second": rates((first, near), (far, last), "seconds"),
            "words a second of the workers' processor time": rates((first, near), (far, last), "busy"),
            "the same by tenths of the run": [round(rate(a, b, "busy")) for a, b in pairwise(tenths) if b["busy"] > a["busy"]]}  # fmt: skip


def rates(first: tuple[dict[str, float], dict[str, float]], last: tuple[dict[str, float], dict[str, float]], clock: str) -> dict[str, float]:
    """Words a second by a clock, over two stretches."""
    before, after = rate(*first, clock), rate(*last, clock)
    return {"first thousand": round(before), "last thousand": round(after), "last by first": round(after / before, 3)}


def rate(a: dict[str, float], b: dict[str, float], clock: str) -> float:
    """Words a second by a clock, between two moments."""
    return (b["words"] - a["words"]) / max(0.1, b[clock] - a[clock])


def main() -> None:
    """Run over all, again with nothing changed, and again with one in a hundred added; print and keep the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    shutil.rmtree(FOLDER, ignore_errors=True)
    write(FOLDER / "docs", 0, count)
    found = {"command": "make load", "documents": count, "whole": run(FOLDER / "out"), "nothing changed": run(FOLDER / "out")}
    write(FOLDER / "docs", count, count // 100)
    found["one in a hundred added"] = run(FOLDER / "out")
    rows = [json.loads(line)["code"] for line in (FOLDER / "out" / "quarantine.jsonl").open(encoding="utf8")]
    found["quarantined"] = {code: rows.count(code) for code in sorted(set(rows))}
    for name in ("nothing changed", "one in a hundred added"):
        for clock in ("seconds", "processor_seconds"):
            found[name][f"share_of_{clock}"] = round(found[name][clock] / found["whole"][clock], 4)
    found["store_mb"] = round((FOLDER / "out" / "claimcite.sqlite").stat().st_size / 2**20)
    print(json.dumps(found, indent=2))
    if count == COUNT:
        (Path(__file__).parent / "load.json").write_text(json.dumps(found, indent=2) + "\n")


if __name__ == "__main__":
    main()
