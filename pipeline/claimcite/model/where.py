"""Where a pipeline lies and which one it is, told from its files alone: nothing is loaded."""

from __future__ import annotations

import hashlib
import importlib.util
from dataclasses import dataclass
from pathlib import Path

import msgspec

from claimcite.errors import ModelError

SHIPPED = "en_claimcite"


@dataclass(frozen=True, slots=True)
class Identity:
    """Which pipeline it is: as it was asked for, its own name and version, and the digest of its files."""

    name: str
    version: str
    digest: str


def shipped() -> Path:
    """Return the folder of the shipped pipeline: inside the wheel, else in ``models/`` of the checkout."""
    package = Path(__file__).parents[1]
    inside = package / "models" / SHIPPED
    return inside if inside.exists() else package.parents[1] / "models" / SHIPPED


def locate(name: str) -> Path:
    """Return the folder of a pipeline: the shipped one, an installed one, or the folder that ``name`` is.

    Raises ``ModelError`` where there is none.

    >>> locate("en_claimcite").name
    'en_claimcite'
    >>> locate("no_such_pipeline")
    Traceback (most recent call last):
    claimcite.errors.ModelError: model 'no_such_pipeline' cannot be found; name an installed spaCy pipeline or a folder that holds one
    """
    if name == SHIPPED:
        return shipped()
    folder = Path(name)
    if not folder.is_dir() and (package := installed(name)) is not None:
        meta = meta_of(package)
        folder = package / f"{meta.get('lang')}_{meta.get('name')}-{meta.get('version')}"
    if not (folder / "meta.json").is_file():
        raise ModelError(f"model {name!r} cannot be found; name an installed spaCy pipeline or a folder that holds one")
    return folder


def installed(name: str) -> Path | None:
    """Return the folder of an installed package, which is not imported, or None."""
    try:
        found = importlib.util.find_spec(name) if name.isidentifier() else None
    except (ImportError, ValueError):
        return None
    return Path(found.origin).parent if found is not None and found.origin else None


def meta_of(folder: Path) -> dict[str, object]:
    """Return what ``meta.json`` of a folder says; nothing where there is none."""
    try:
        return msgspec.json.decode((folder / "meta.json").read_bytes(), type=dict[str, object])
    except (OSError, msgspec.DecodeError):
        return {}


def identify(name: str) -> Identity:
    """Return which pipeline a name stands for; raises ``ModelError`` where there is none."""
    folder = locate(name)
    meta = meta_of(folder)
    return Identity(name, f"{meta.get('lang')}_{meta.get('name')} {meta.get('version')}", digest_of(folder))


def digest_of(folder: Path) -> str:
    """Return a digest of the files of a folder and their names."""
    total = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
