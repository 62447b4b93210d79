"""What tests share: the real model, the real lexicons, and short ways to the stages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from claimcite.clean import clean
from claimcite.config import Config
from claimcite.flow import process
from claimcite.kept import Makers
from claimcite.lexicon import Lexicon, load_lexicon
from claimcite.parse import Model, Parse, load_model, parse
from claimcite.records import Cleaned, Given, Locator, Record, Result, Source
from claimcite.store import Done
from claimcite.worker import Setup, processor

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "corpus" / "samples"


@pytest.fixture(scope="session")
def model() -> Model:
    """The shipped pipeline."""
    return load_model()


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The shipped word lists."""
    return load_lexicon()


@pytest.fixture(scope="session")
def config() -> Config:
    """The defaults."""
    return Config()


def source(raw: str, *, path: str = "case.txt", given: Given | None = None) -> Source:
    """A decoded input."""
    return Source(path, Locator(path), "0" * 64, raw, "utf-8", given or Given(), None)


@pytest.fixture(scope="session")
def cleaned(lexicon: Lexicon, config: Config) -> Callable[..., Cleaned]:
    """Clean a text."""
    return lambda raw, **options: clean(source(raw, **options), lexicon, config)


@pytest.fixture(scope="session")
def parsed(cleaned: Callable[..., Cleaned], model: Model, config: Config) -> Callable[..., Parse]:
    """Clean and parse a text."""

    def run(raw: str, **options: object) -> Parse:
        text = cleaned(raw, **options)
        return parse(text, model, config)

    return run


@pytest.fixture(scope="session")
def processed(model: Model, lexicon: Lexicon, config: Config) -> Callable[..., Result]:
    """Take a text through all stages."""

    def run(raw: str | bytes, *, path: str = "case.txt", given: Given | None = None) -> Result:
        import hashlib

        data = raw if isinstance(raw, bytes) else raw.encode("utf8", "surrogatepass")
        record = Record(path, Locator(path), data, hashlib.sha256(data).hexdigest(), given or Given())
        return process(record, model=model, lexicon=lexicon, config=config)

    return run


class AtOnce:
    """Does here what a worker does, with a model that is loaded already: see ``claimcite.store.Work``."""

    def __init__(self, under: Setup) -> None:
        self._process = cache(lambda: processor(under))
        self._done: tuple[Record, Done] | None = None

    @property
    def free(self) -> bool:
        return self._done is None

    def submit(self, record: Record, kept: dict[str, bytes]) -> None:
        self._done = record, self._process()(record, kept)

    def wait(self) -> tuple[Record, Done]:
        assert self._done is not None
        done, self._done = self._done, None
        return done


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let runs start no workers: most tests of the command line are not about them, and each would load the model."""

    @contextmanager
    def pool(config: Config, makers: Makers | None = None) -> Iterator[AtOnce]:
        yield AtOnce(Setup(config, makers))

    monkeypatch.setattr("claimcite.workers.pool", pool)
