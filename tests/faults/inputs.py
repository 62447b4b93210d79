"""Inputs for the loops of faults: small documents of every markup, some of them refused, some of them twice."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

CARDINALS = ("Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")
TOWNS = ("Oru", "Pela", "Tolvia", "Lurra", "Drevna")


def story(n: int) -> str:
    """A short story, no two alike."""
    town, count = TOWNS[n % len(TOWNS)], CARDINALS[n % len(CARDINALS)]
    return (
        f"{count} miners were killed and {n + 20} were injured near {town} on {n % 27 + 1} May 2026, the ministry said. "
        f"“We could not reach the shaft,” rescuer Ann Roe told reporters. The toll may rise to {n + 40}, according to the {town} Observatory."
    )


def make_inputs(folder: Path, n: int = 12) -> None:
    """Write ``n`` documents and a few that are refused."""
    folder.mkdir(parents=True)
    for i in range(n):
        if i % 4 == 0:
            (folder / f"{i:03}.txt").write_text(f"Mine collapses, no. {i}\n\n{story(i)}\n")
        elif i % 4 == 1:
            (folder / f"{i:03}.html").write_text(f"<html><head><title>Mine {i}</title></head><body><article><p>{story(i)}</p></article></body></html>")
        elif i % 4 == 2:
            (folder / f"{i:03}.wiki").write_text(f"'''Mine {i}''' is a [[mine]].<ref>{{{{cite news|title=Mine {i}|work=The Pela Post}}}}</ref>\n\n== Collapse ==\n{story(i)}\n")
        else:
            (folder / f"{i:03}.jsonl.gz").write_bytes(gzip.compress("\n".join(json.dumps({"id": f"{i}-{k}", "text": story(i + k)}) for k in range(2)).encode(), mtime=0))
    (folder / "again.txt").write_text(f"Mine collapses, no. 0\n\n{story(0)}\n")
    (folder / "empty.txt").write_text("")
    (folder / "torn.jsonl").write_text('{"text": "One man died in Oru."}\n{"text": "One ma')
