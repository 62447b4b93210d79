"""The shared data sets: unpacked folders or ``.tar.xz`` archives in the folder that ``CLAIMCITE_DATA`` names."""

from __future__ import annotations

import os
import sys
import tarfile
from pathlib import Path

BUILD = Path(__file__).parents[2] / "build" / "data"


def dataset(name: str) -> Path:
    """Return the folder of a data set, unpacked once into ``build/data``; exits with a clear line where there is none."""
    root = Path(os.environ.get("CLAIMCITE_DATA", ""))
    if not os.environ.get("CLAIMCITE_DATA") or not root.is_dir():
        sys.exit("set CLAIMCITE_DATA to the folder that holds the data sets")
    if (root / name).is_dir():
        return root / name
    archive = root / f"{name}.tar.xz"
    if not archive.exists():
        sys.exit(f"{root} holds neither {name} nor {name}.tar.xz")
    if not (BUILD / name).is_dir():
        BUILD.mkdir(parents=True, exist_ok=True)
        with tarfile.open(archive) as tar:
            tar.extractall(BUILD, filter="data")
    return BUILD / name
