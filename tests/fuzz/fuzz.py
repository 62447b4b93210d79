"""Fuzz targets (atheris): ``python tests/fuzz/fuzz.py TARGET [libFuzzer options]``; ``make fuzz`` gives each of them twenty minutes.

A target fails where a stage raises what it should not, gives spans that do not hold, or takes longer than libFuzzer's ``-timeout``.
What is found becomes a case of ``tests/bad_inputs``. An empty folder for inputs is filled with texts of our cases and samples.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["claimcite"], enable_loader_override=False):
    from claimcite.annotate.dates import find_dates
    from claimcite.annotate.quantities import find_quantities
    from claimcite.clean import clean
    from claimcite.config import Config
    from claimcite.errors import DocumentError
    from claimcite.lexicon import load_lexicon
    from claimcite.link.printed import read_printed
    from claimcite.parse import load_model, parse
    from claimcite.read import decode
    from claimcite.records import Block, Cleaned, Locator, Markup, Record
    from claimcite.spans import MappedText, Span

TESTS = Path(__file__).parents[1]
CONFIG, LEXICON = Config(max_bytes=200_000), load_lexicon()


def cleaned(markup: Markup) -> Callable[[bytes], None]:
    """The target that decodes and cleans bytes of one markup."""

    def target(data: bytes) -> None:
        try:
            source = decode(Record("x", Locator("x"), data, "0" * 64, markup=markup), CONFIG)
            found = clean(source, LEXICON, CONFIG)
        except DocumentError:
            return
        for start, raw, length in found.mapped.runs(source.raw):
            assert found.text[start : start + length] == source.raw[raw : raw + length]
        for block in found.blocks:
            assert 0 <= block.span.start <= block.span.end <= len(found.text)

    return target


def printed(data: bytes) -> None:
    """The target that reads one printed reference."""
    read_printed(data.decode("utf8", "replace"))


def sentence(stage: str) -> Callable[[bytes], None]:
    """The target that looks for quantities or dates in a sentence, over a real parse."""
    model = load_model()

    def target(data: bytes) -> None:
        text = " ".join(data.decode("utf8", "replace").split())[:400]
        found = parse(Cleaned("plain", MappedText.of_raw(text), (Block("paragraph", Span(0, len(text))),)), model, CONFIG)
        dates = find_dates(found, LEXICON, document_date=None)
        for date in dates:
            assert date.span.of(text) == date.text
        if stage == "quantities":
            for one in find_quantities(found, LEXICON, taken=[date.span for date in dates]):
                assert one.quantity.span.of(text) == one.quantity.text

    return target


TARGETS: dict[str, Callable[[], Callable[[bytes], None]]] = {
    **{markup: (lambda markup=markup: cleaned(markup)) for markup in ("html", "mediawiki", "wikitext", "markdown", "plain")},  # type: ignore[misc]
    "references": lambda: printed,
    "quantities": lambda: sentence("quantities"),
    "dates": lambda: sentence("dates"),
}



def seeds(name: str) -> Iterator[bytes]:
    """Texts to begin with: sentences and entries of our cases, for markups the samples."""
    if name in ("references", "quantities", "dates"):
        for file in (TESTS / "cases").glob(f"*{name}.jsonl"):
            yield from (json.loads(line)["text"].encode() for line in file.open(encoding="utf8"))
    else:
        yield from (path.read_bytes() for path in (TESTS.parent / "corpus" / "samples").iterdir())


def fill(folder: Path, name: str) -> None:
    """Write the seeds of a target into an empty folder."""
    if not any(folder.iterdir()):
        for n, data in enumerate(seeds(name)):
            (folder / f"seed{n:04}").write_bytes(data)


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(f"usage: fuzz.py {{{','.join(TARGETS)}}} [libFuzzer options]")
    name = sys.argv.pop(1)
    for given in sys.argv[1:]:
        if Path(given).is_dir():
            fill(Path(given), name)
    atheris.Setup(sys.argv, TARGETS[name]())
    atheris.Fuzz()
