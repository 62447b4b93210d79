"""The long loops of faults: ``make faults``. Prints what was held, and writes it to ``faults.json`` beside this file."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from deeds import DEEDS
from inputs import make_inputs
from loops import full_disk, killed, overruns, same_everywhere

KILLS, FAILURES = 200, 40
#: Limits of one document, and by how many seconds it may pass them.
SECONDS, MEGABYTES, OVER = 3, 800, 2


def main() -> None:
    """Run every loop at full length."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        make_inputs(folder / "in", 24)
        for name in ("kill", "disk", "same"):
            (folder / name).mkdir()
        twice: Counter[int] = Counter()
        for done, (at, n) in enumerate(killed(folder / "in", folder / "kill", KILLS), 1):
            twice[n] += 1
            print(f"\rkilled at {done} of {KILLS} points (moment {at})", end="", file=sys.stderr)
        failures = list(full_disk(folder / "in", folder / "disk", FAILURES))
        same = list(same_everywhere(folder / "in", folder / "same"))
    deeds = {deed: {"code": code, "seconds": round(took, 1)} for deed, code, took in overruns([*DEEDS], seconds=SECONDS, megabytes=MEGABYTES)}
    assert all(float(found["seconds"]) <= SECONDS + OVER for found in deeds.values()), deeds
    found = {
        "command": "make faults",
        "killed": {"points": sum(twice.values()), "other bytes": 0, "documents done twice": {str(k): v for k, v in sorted(twice.items())}},
        "disk": {"failures": len(failures), "other bytes afterwards": 0, "messages": sorted({line.split(": ", 2)[-1] for _, line in failures})},
        "same bytes": same,
        "deeds of documents": {"limits": {"seconds": SECONDS, "megabytes": MEGABYTES}, **deeds},
        "minutes": round((time.monotonic() - started) / 60, 1),
    }
    text = json.dumps(found, indent=2)
    (Path(__file__).parent / "faults.json").write_text(text + "\n")
    print(text)


if __name__ == "__main__":
    main()
