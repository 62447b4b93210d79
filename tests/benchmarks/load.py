"""A run over 1,000 mixed documents made of the shared sets (``make load``): no unhandled error, memory that does not grow.

The documents: Wikinews articles as JSON lines and plain text, news pages and MediaWiki pages as HTML, wikitext; some cut, doubled or
broken by a fixed seed.
"""

from __future__ import annotations

import csv
import json
import random
import resource
import subprocess
import sys
from pathlib import Path

from data import BUILD, dataset

COUNT = 1000
SEED = 11


def documents() -> list[tuple[str, str]]:
    """Return ``(ending, text)`` of all base documents."""
    csv.field_size_limit(10_000_000)
    found: list[tuple[str, str]] = []
    for table in sorted((dataset("wikinews") / "data").glob("*.csv")):
        with table.open(encoding="utf8", newline="") as file:
            for row in csv.DictReader(file):
                found += [("jsonl", json.dumps({"url": row["url"], "date": row["date"], "title": row["title"], "text": row["text"]})), ("txt", row["title"] + "\n\n" + row["text"])]
    half = dataset("wikipedia-half")
    found += [("txt", p.read_text(encoding="utf8", errors="replace")) for p in sorted((half / "wikitext").glob("*.txt"))]
    found += [("html", p.read_text(encoding="utf8", errors="replace")) for p in sorted((half / "html").glob("*.html"))]
    found += [("html", p.read_text(encoding="utf8", errors="replace")) for p in sorted((dataset("article-extraction-half") / "html").glob("*.html"))]
    return found


def write(folder: Path) -> None:
    """Write ``COUNT`` documents: every base document once, then mutilated copies."""
    chance = random.Random(SEED)
    base = documents()
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(COUNT):
        ending, text = base[n % len(base)]
        if n >= len(base):
            at = chance.randrange(max(1, len(text)))
            text = chance.choice([text[:at], text[at:], text[:at] + "\0\ufffd<div><ref>{{" + text[at:], text + text[:at]])
        (folder / f"{n:04}.{ending}").write_text(text, encoding="utf8")


def main() -> None:
    """Write the documents, run over the first tenth and over all of them, compare the peaks of memory."""
    folder = BUILD.parent / "load"
    write(folder / "docs")
    tenth = folder / "tenth"
    tenth.mkdir(exist_ok=True)
    for path in sorted((folder / "docs").iterdir())[:: COUNT // 100]:
        (tenth / path.name).write_bytes(path.read_bytes())
    peaks = {}
    for name, inputs in (("tenth", tenth), ("all", folder / "docs")):
        subprocess.run([sys.executable, "-m", "claimcite", "run", str(inputs), "-o", str(folder / f"out-{name}")], check=True)
        peaks[name] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    quarantined = [json.loads(line) for line in (folder / "out-all" / "quarantine.jsonl").open(encoding="utf8")]
    internal = [row for row in quarantined if row["code"] == "internal"]
    print(f"peak memory {peaks['tenth']} MB over 100 documents, {peaks['all']} MB over {COUNT}; {len(quarantined)} quarantined, {len(internal)} of them unforeseen")
    for row in internal[:5]:
        print(row["path"], row["message"])


if __name__ == "__main__":
    main()
