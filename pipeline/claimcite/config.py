"""One frozen configuration, from the defaults and a TOML file."""

from __future__ import annotations

import dataclasses
import difflib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimcite.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Config:
    """What a run depends on beside its inputs, the model and the lexicons. Sizes are in bytes or characters.

    >>> Config().max_depth
    500
    """

    model: str = "en_claimcite"
    """The shipped pipeline, or the name or folder of any installed one."""
    lexicon: str = ""
    """A folder of word lists of your own, named like the shipped ones (events.toml, cues.toml, …), which they add to."""
    languages: tuple[str, ...] = ("en",)
    """Languages whose sentences give claims: those that the model was trained for."""
    max_bytes: int = 16_000_000
    """An input with more bytes goes to quarantine."""
    max_ratio: int = 200
    """A compressed file that unpacks to more than so many times its size is read no further."""
    max_characters: int = 2_000_000
    """A document with more clean text goes to quarantine."""
    max_depth: int = 500
    """Markup nested deeper is flattened, and the document is degraded."""
    max_elements: int = 400_000
    """Markup with more elements goes to quarantine."""
    max_run: int = 300
    """A longer run without white space is no word: the model does not see it."""
    max_sentence_tokens: int = 400
    """A longer sentence is no sentence: it is cut there."""
    max_seconds: int = 120
    """A document that takes longer goes to quarantine; its worker is killed."""
    max_memory: int = 2_000
    """A document that takes more megabytes, on top of the loaded model, goes to quarantine."""
    workers: int = 0
    """How many processes work side by side; 0 for one a core. It changes no row."""
    keep_parses: bool = True
    """Keep the cleaned text of each document and what the model made of it in the store (some 34 bytes a word of a page), so that other
    rules need not make them again."""

    @property
    def own_words(self) -> Path | None:
        """The folder of the user's own word lists."""
        return Path(self.lexicon) if self.lexicon else None


def load_config(path: Path | None = None) -> Config:
    """Read a configuration file; None gives the defaults.

    Raises ``ConfigError`` for a file that cannot be read, an unknown key or a value of the wrong type; the message names the
    known keys.
    """
    return Config(**read_values(path)) if path is not None else Config()


def read_values(path: Path) -> dict[str, Any]:
    """Return the values that a configuration file sets; raises ``ConfigError``."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf8"))
    except OSError as exc:
        raise ConfigError(f"{path}: the configuration cannot be read ({exc.strerror})") from exc
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as exc:
        raise ConfigError(f"{path}: cannot be read as TOML: {exc}") from exc
    known = {f.name: f for f in dataclasses.fields(Config)}
    for key, value in values.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            raise ConfigError(f"{path}: unknown key {key!r}{f', did you mean {near[0]!r}?' if near else ''}; known: {', '.join(known)}")
        default = known[key].default
        if isinstance(default, tuple) and isinstance(value, list) and all(isinstance(item, str) for item in value):
            values[key] = tuple(value)
        elif type(value) is not type(default):
            raise ConfigError(f"{path}: {key} = {value!r} is no {type(default).__name__}")
        elif isinstance(value, int) and not isinstance(value, bool) and value < (key != "workers"):
            raise ConfigError(f"{path}: {key} = {value!r} is too small")
    return values


def describe(path: Path | None, flags: Mapping[str, Any]) -> list[str]:
    """Return the configuration in force as lines of TOML, each value with where it comes from; raises ``ConfigError``.

    >>> [line for line in describe(None, {"workers": 3}) if line.startswith(("model", "workers"))]
    ['model = "en_claimcite"  # default', 'workers = 3  # the command line']
    >>> describe(None, {})[0].endswith("the command line")
    False
    """
    values = read_values(path) if path is not None else {}
    lines = []
    for name, value in dataclasses.asdict(Config(**{**values, **flags})).items():
        origin = "the command line" if name in flags else str(path) if name in values else "default"
        shown = json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)
        lines.append(f"{name} = {shown}  # {origin}")
    return lines
