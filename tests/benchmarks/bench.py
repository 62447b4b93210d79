"""claimcite beside the glue that a user would write, each in a process of its own over the same pages, in turns (``make bench``).

Prints words of body text a second of CPU and peak memory of both, and their ratios; keeps the result in ``benchmarks.json``.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from claimcite.model.where import shipped
from data import dataset

HERE = Path(__file__).parent
TURNS = 3


def run(script: str, *arguments: str) -> dict[str, float]:
    """Run one side once and return what it printed."""
    done = subprocess.run([sys.executable, str(HERE / script), *arguments], capture_output=True, text=True, check=True)
    result: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return result


def main() -> None:
    """Run both sides in turns and print the table."""
    pages = str(dataset("article-extraction-half") / "html")
    with tempfile.TemporaryDirectory() as folder:
        sides = {"claimcite": ("ours.py", pages), "glue": ("glue.py", pages, str(shipped()), f"{folder}/glue.jsonl")}
        turns = {name: [run(*command) for _ in range(TURNS)] for name, command in sides.items()}
    table = {}
    for name, results in turns.items():
        speed = statistics.median(r["words"] / r["cpu_s"] for r in results)
        table[name] = {"words_per_cpu_second": round(speed), "pages": results[0]["pages"], "words": results[0]["words"],
                       "pages_per_cpu_second": round(statistics.median(r["pages"] / r["cpu_s"] for r in results), 1), "peak_mb": max(r["peak_mb"] for r in results)}  # fmt: skip
        print(f"{name:10} {speed:8,.0f} words/s  {table[name]['pages_per_cpu_second']:6} pages/s  {table[name]['peak_mb']:6} MB peak")
    ours, glue = table["claimcite"], table["glue"]
    ratio = {"speed": round(ours["pages_per_cpu_second"] / glue["pages_per_cpu_second"], 2), "memory": round(ours["peak_mb"] / glue["peak_mb"], 2)}
    print(f"claimcite does {ratio['speed']} times the pages a second of the glue, in {ratio['memory']} times its memory")
    (HERE / "benchmarks.json").write_text(json.dumps({"command": "make bench", "turns": TURNS, "sides": table, "ratio": ratio}, indent=2) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
