"""Units and currencies beside numbers: "15 km", "$1.9bn", "USD 5 million", "38 percent". They need no model."""

from __future__ import annotations

from claimcite.annotate.quantities.hedges import phrases
from claimcite.annotate.quantities.numbers import NumberReader

CODES = frozenset(
    {
        "try",
        "all",
        "php",
        "gel",
        "inr",
        "sar",
        "sek",
        "nok",
        "mad",
        "cop",
        "usd",
        "eur",
        "gbp",
        "jpy",
        "cny",
        "rub",
        "aud",
        "cad",
        "chf",
        "pln",
        "zar",
    }
)
#: Symbols that are words or letters too: they stand right behind a figure and in small letters.
SYMBOLS = frozenset({"m", "g", "t", "mi", "ha", "l", "in"})
#: Currencies that are words too: they need a large number ("5 million won").
AMBIGUOUS = frozenset({"won", "rand", "marks", "dong", "quid"})


class UnitReader:
    """Reads the unit before or after a number."""

    def __init__(self, text: str, reader: NumberReader) -> None:
        self.text = text
        self.reader = reader
        words = reader.words
        self.units = phrases([*words.measures, *(c for c in words.currencies if c[-1].isalpha() or len(c) == 1)])
        self.signs = phrases(c for c in words.currencies if not c[-1].isalpha() or c in ("rs", "rs.") or (len(c) == 3 and c.isascii()))

    def sign(self, i: int) -> tuple[int, str | None]:
        """Return where a currency sign before a number begins, and the currency: "$", "US $", "EUR"."""
        for length in (3, 2, 1):
            words = tuple(x.word for x in self.reader.lexemes[max(0, i - length) : i])
            if len(words) == length and words in self.signs:
                spelling = self.signs[words]
                original = self.text[self.reader.lexemes[i - length].start : self.reader.lexemes[i - 1].end]
                letters = any(c.isalpha() for c in original)
                if (
                    not letters or spelling.startswith("rs") or (original.isupper() and (" " not in original or spelling == "us $"))
                ):  # not "a $48 million"
                    return i - length, self.reader.words.currencies[spelling]
        return i, None

    def unit(self, i: int) -> tuple[int, str] | None:
        """Return where a unit that begins at ``i`` ends, and its spelling."""
        for length in (4, 3, 2, 1):
            words = tuple(x.word for x in self.reader.lexemes[i : i + length])
            spelling = self.units.get(words) if len(words) == length else None
            if spelling is None:
                continue
            original = self.text[self.reader.lexemes[i].start : self.reader.lexemes[i + length - 1].end]
            if len(spelling) == 1 and spelling in self.reader.words.currencies and self.reader.word(i + 1)[:1].isdecimal():
                continue  # "in 2019 $5" is no 2019 dollars
            if len(spelling) == 3 and spelling in CODES and not original.isupper():
                continue  # "try", "all" are words; TRY is a currency
            if spelling in ("m", "g", "t", "mi", "ha", "l", "in") and not (self.reader.word(i - 1)[:1].isdecimal() and original.islower()):
                continue
            if (
                spelling in ("won", "rand", "marks", "dong", "quid")
                and self.reader.word(i - 1) not in self.reader.words.scales
                and "," not in self.reader.word(i - 1)
            ):
                continue  # "12 won"
            return i + length, spelling
        return None
