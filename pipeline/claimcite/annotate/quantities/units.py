"""Units and currencies beside numbers: "15 km", "$1.9bn", "USD 5 million", "38 percent". They need no model."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from claimcite.annotate.quantities.hedges import phrases
from claimcite.annotate.quantities.number import NumberReader
from claimcite.lexicon import Quantifiers

#: Symbols that are words or letters too: they stand right behind a figure and in small letters.
SYMBOLS = frozenset({"m", "g", "t", "mi", "ha", "l", "mb", "gb", "kb", "tb"})
#: Of these, those that are written in capitals too: "2GB".
SIZES = frozenset({"mb", "gb", "kb", "tb"})
#: Currencies that are words too: they need a large number ("5 million won").
AMBIGUOUS = frozenset({"won", "rand", "marks", "dong", "quid"})
#: Letters before "$" that are words too: "a $48 million loan".
LETTERS = frozenset({"a", "s", "r", "all"})
LONGEST = 4


class UnitReader:
    """Reads the unit before or after a number."""

    def __init__(self, reader: NumberReader) -> None:
        self.reader = reader
        self.units, self.opening, self.signs, self.closing = unit_phrases(reader.words)

    def sign(self, i: int) -> tuple[int, str | None]:
        """Return where a currency sign before a number begins, and the currency: "$", "US $", "EUR", "Mex$"."""
        if self.reader.word(i - 1) not in self.closing:
            return i, None
        for length in range(min(i, LONGEST), 0, -1):
            spelling = self.signs.get(tuple(self.reader.spellings[i - length : i]))
            if spelling is None:
                continue
            first = self.reader.word(i - length)
            original = self.reader.text[self.reader.starts[i - length] : self.reader.ends[i - 1]]
            letter = length > 1 and first in LETTERS and (" " in original or not original.isupper())  # "a $48 million loan"
            code = first in self.reader.words.context["capitals"] and not original.isupper()
            tied = length == 1 and first.isalpha() and not self.reader.glued(i) and not (original.isupper() or first in ("rs", "ksh"))
            if not (letter or code or tied):
                return i - length, self.reader.words.currencies[spelling]
        return i, None

    def unit(self, i: int) -> tuple[int, str] | None:
        """Return where a unit that begins at ``i`` ends, and its spelling."""
        if self.reader.word(i) not in self.opening:
            return None
        for length in range(min(self.reader.size - i, LONGEST), 0, -1):
            spelling = self.units.get(tuple(self.reader.spellings[i : i + length]))
            if spelling is not None and self.fits(i, i + length, spelling):
                return i + length, spelling
        return None

    def fits(self, i: int, end: int, spelling: str) -> bool:
        """Whether the lexemes ``[i, end)`` are this unit and no word or a part of a name."""
        reader = self.reader
        original = reader.text[reader.starts[i] : reader.ends[end - 1]]
        if reader.glued(end) and reader.word(end)[:1].isdecimal():
            return False  # "24703 m212"
        if spelling[-1].isdecimal() and " " in original and " " not in spelling:
            return False  # "6 ft 2"
        if len(spelling) == 1 and spelling in reader.words.currencies and reader.word(end)[:1].isdecimal():
            return False  # "in 2019 $5" is no 2019 dollars
        if spelling in reader.words.context["capitals"]:
            return original.isupper()  # "try", "all" are words; TRY is a currency
        if spelling in SYMBOLS:
            return reader.word(i - 1)[:1].isdecimal() and (original.islower() or spelling in SIZES)
        if spelling in AMBIGUOUS:
            return reader.word(i - 1) in reader.words.scales or "," in reader.word(i - 1)  # "12 won" are victories
        return True


@lru_cache(maxsize=4)
def unit_phrases(words: Quantifiers) -> tuple[Mapping[tuple[str, ...], str], frozenset[str], Mapping[tuple[str, ...], str], frozenset[str]]:
    """Return the units that stand behind a number, by their lexemes, with their first ones; those before one, with their last ones."""
    units = phrases([*words.measures, *(c for c in words.currencies if c[-1].isalpha() or len(c) == 1 or not c.isascii())])
    signs = phrases(c for c in words.currencies if not c[-1].isalpha() or c in ("rs", "rs.", "ksh", "rp", "rm") or (len(c) == 3 and c.isascii()))
    return units, frozenset(key[0] for key in units), signs, frozenset(key[-1] for key in signs)
