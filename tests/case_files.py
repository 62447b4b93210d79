"""Cases that are data files: ``tests/cases/*.jsonl``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "cases"


def cases(name: str) -> list[object]:
    """Return the cases of a data file as pytest parameters, named by their text; one marked ``not_yet`` must still be wrong."""
    short = pytest.mark.xfail(strict=True, raises=AssertionError, reason="the code now does what the case asks: take not_yet out of it")
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf8").splitlines()
    found = [json.loads(line) for line in lines if line.strip()]
    return [pytest.param(case, id=str(case.get("name") or case.get("text", ""))[:60], marks=short if case.get("not_yet") else ()) for case in found]
