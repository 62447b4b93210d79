"""What the rows of a document depend on beside its bytes, as one digest: it decides whether they must be made again."""

from __future__ import annotations

import dataclasses
import hashlib
import platform
from collections.abc import Iterator
from importlib import metadata, resources
from importlib.resources.abc import Traversable

import msgspec

from claimcite import __version__
from claimcite.config import Config
from claimcite.lexicon import read_text

#: Distributions that may change what is found; those that are not installed are left out.
PARTS = ("spacy", "trafilatura", "htmldate", "lxml", "dateparser", "tldextract",
         "charset-normalizer", "py3langid", "onnxruntime", "numpy", "msgspec")  # fmt: skip


#: Values of the configuration that decide no row: what the model and the lexicons hold counts, not what they are called.
UNDECIDING = ("workers", "max_seconds", "max_memory", "keep_parses", "model", "lexicon")

#: What cleaning depends on: modules of ours, word lists, limits.
CLEANING = ("/clean/", "/lexicon/", "/records.py", "/spans.py", "/errors.py", "/config.py")
CLEANING_WORDS = ("junk.toml", "outlets.toml", "outlets.tsv", "wiki.toml")
CLEANING_LIMITS = ("max_characters", "max_depth", "max_elements")


def versions() -> dict[str, str]:
    """Return the versions of claimcite, Python and the libraries that decide the rows.

    >>> "python" in versions(), "no-such-part" in versions()
    (True, False)
    """
    found = {"claimcite": __version__, "python": platform.python_version()}
    for name in PARTS:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def code_digest(*parts: str) -> str:
    """Return the digest of the package's source, so that a changed rule makes the rows anew without a new version number.

    With ``parts``, only files whose names from the package begin with one of them count.
    """
    whole = hashlib.sha256()
    for name, file in sorted(sources(resources.files("claimcite"), ""), key=lambda item: item[0]):
        if not parts or name.startswith(parts):
            whole.update(name.encode("utf8") + b"\0" + file.read_bytes() + b"\0")
    return whole.hexdigest()


def clean_digest(config: Config) -> str:
    """Return the digest of all that decides how a document is cleaned: our code and word lists for it, limits, the libraries.

    >>> clean_digest(Config()) == clean_digest(Config(languages=("de",)))
    True
    >>> clean_digest(Config()) == clean_digest(Config(max_depth=3))
    False
    """
    limits = {name: getattr(config, name) for name in CLEANING_LIMITS}
    words = [read_text(name) for name in CLEANING_WORDS]
    return hashlib.sha256(msgspec.json.encode([code_digest(*CLEANING), words, limits, versions()], order="sorted")).hexdigest()


def parse_digest(model: str) -> str:
    """Return the digest of all that decides a parse: the model's files (``model`` is their digest), our code around it, the libraries."""
    decides = {name: version for name, version in versions().items() if name in ("python", "spacy", "onnxruntime", "numpy")}
    return hashlib.sha256(msgspec.json.encode({"model": model, "code": code_digest("/parse.py", "/model/"), **decides}, order="sorted")).hexdigest()


def sources(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    """Yield the Python files below ``folder`` with their names from it."""
    for item in folder.iterdir():
        name = f"{prefix}/{item.name}"
        if item.is_dir():
            yield from sources(item, name)
        elif item.name.endswith(".py"):
            yield name, item


def config_digest(config: Config) -> str:
    """Return the digest of the values that decide rows.

    How many workers there are does not, nor how long one may take: what a larger limit would save is tried again by ``retry``.

    >>> config_digest(Config()) == config_digest(Config(workers=3, max_seconds=9))
    True
    >>> config_digest(Config()) == config_digest(Config(max_depth=3))
    False
    """
    deciding = {name: value for name, value in dataclasses.asdict(config).items() if name not in UNDECIDING}
    return hashlib.sha256(msgspec.json.encode(deciding)).hexdigest()


def make_digest(*, code: str, model: str, lexicon: str, config: Config) -> str:
    """Return the digest of all that decides a document's rows: code, libraries, model, lexicons and configuration."""
    parts = {"code": code, "model": model, "lexicon": lexicon, "configuration": config_digest(config), "versions": versions()}
    return hashlib.sha256(msgspec.json.encode(parts, order="sorted")).hexdigest()
