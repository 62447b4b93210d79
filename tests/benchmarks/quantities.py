"""claimcite's quantities beside quantulum3, number-parser and recognizers-text: the share of right values, and words a second.

All read the same sets and the same news in one run; ratios are to claimcite. number-parser and recognizers-text are left out where they
are not installed (recognizers-text needs ``emoji<2``). Speed is the stage alone: claimcite's parse is not counted, and is shown beside it.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
import sys
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation

from claimcite.annotate.quantities import find_quantities
from claimcite.config import Config
from claimcite.lexicon import load_lexicon
from claimcite.model.scores import news_texts
from claimcite.parse import Parse, load_model, parse
from claimcite.records import Block, Cleaned, Quantity
from claimcite.report.quantity_sets import Reader, score_sets
from claimcite.spans import MappedText, Span
from clock import seconds
from data import dataset

Found = Iterable[tuple[int, int, str]]
TEXTS = 12
WANTED = re.compile(r": value$|MEANTIME VALUE$")


def quantulum3() -> Callable[[str], Found]:
    """Return quantulum3's reader."""
    from quantulum3 import classifier, parser

    classifier.USE_CLF = False  # its shipped classifier does not load with today's scikit-learn
    return lambda text: [(q.span[0], q.span[1], str(q.value)) for q in parser.parse(text)]


def number_parser() -> Callable[[str], Found]:
    """Return number-parser's reader: it gives a text back with its numbers in digits, so each word is read by itself where it can be."""
    from number_parser import parse as rewrite

    words = re.compile(r"[\w.,]+(?:[ -](?:and )?[a-z]+)*")

    def read(text: str) -> Found:
        for match in words.finditer(text):
            figures = re.findall(r"\d+(?:\.\d+)?", rewrite(match.group(), language="en").replace(",", ""))
            if figures:
                yield match.start(), match.end(), figures[0]

    return read


def recognizers_text() -> Callable[[str], Found]:
    """Return the reader of Recognizers-Text's Python models: numbers, and numbers with units in their place."""
    units = importlib.import_module("recognizers_number_with_unit")
    plain = importlib.import_module("recognizers_number")
    models = [units.recognize_currency, units.recognize_dimension, units.recognize_temperature, units.recognize_age, plain.recognize_percentage,
              plain.recognize_number]  # fmt: skip

    def read(text: str) -> Found:
        taken: list[tuple[int, int]] = []
        for model in models:
            for result in model(text, "en-us"):
                start, end = result.start, result.end + 1
                if not any(a < end and start < b for a, b in taken):
                    taken.append((start, end))
                    yield start, end, str((result.resolution or {}).get("value"))

    return read


class Rival(Reader):
    """A reader whose quantities another library gives."""

    def __init__(self, read: Callable[[str], Found]) -> None:
        super().__init__(load_model(), load_lexicon(), Config())
        self.find = read

    def read(self, text: str) -> list[Quantity]:
        """Return what the library finds, as quantities without a unit."""
        found = []
        for start, end, figure in sorted(self.find(text)):
            try:
                value = Decimal(figure.removesuffix("%"))
            except InvalidOperation:
                continue
            found.append(Quantity("", Span(start, end), text[start:end], value, value, value, "=", False, False, None, None, None, (), None, None, None, None))
        return found


def parsed(text: str) -> Parse:
    """Parse a text of which each line is a paragraph."""
    blocks = tuple(Block("paragraph", Span(*m.span())) for m in re.finditer(r"[^\n]+", text) if m.group().strip())
    return parse(Cleaned("plain", MappedText.of_raw(text), blocks), load_model(), Config())


def main() -> None:
    """Print one row a side."""
    folder = dataset("recognizers").parent
    texts = news_texts(folder, TEXTS)
    words = sum(len(text.split()) for text in texts)
    lexicon = load_lexicon()
    trees = [parsed(text) for text in texts]
    ours = words / seconds(lambda: [find_quantities(tree, lexicon) for tree in trees])
    print(f"claimcite: the parse below it does {words / seconds(lambda: [parsed(text) for text in texts]):,.0f} words/s")
    sides: dict[str, tuple[Reader, float]] = {"claimcite": (Reader(load_model(), lexicon, Config()), ours)}
    makers = {"quantulum3": quantulum3, "number_parser": number_parser, "recognizers_suite": recognizers_text}
    for name, make in makers.items():
        if importlib.util.find_spec(name) is None:
            print(f"{name}: not installed", file=sys.stderr)
            continue
        rival = Rival(make())
        sides[name] = (rival, words / seconds(lambda rival=rival: [rival.read(text) for text in texts]))
    base = None
    for name, (reader, speed) in sides.items():
        scores = score_sets(reader, folder)
        rows = {row.name.removeprefix("quantities, "): row.whole or 0 for row in scores.rows if WANTED.search(row.name)}
        base = base or rows
        print(f"\n{name}: {speed:,.0f} words/s, {speed / ours:.4f} of claimcite's")
        for row, whole in rows.items():
            print(f"  {row:35} {100 * whole:5.1f}  {whole / base[row]:.2f} of claimcite's")


if __name__ == "__main__":
    main()
