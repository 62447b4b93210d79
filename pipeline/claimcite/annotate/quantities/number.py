"""A number that was read, and the text that numbers are read from, lexeme by lexeme."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal

from claimcite.annotate.quantities.figures import Lexeme, lex
from claimcite.lexicon import Quantifiers

#: Before these, a word alone may stand for one: "a hundred", "half a million".
ARTICLES = frozenset({"a", "an"})
#: Scales that are read only when they stick to the figure: "1.9b", "85m".
SHORT = frozenset({"k", "m", "b", "g"})
#: Two-thirds and the like have so many digits.
DIGITS = Context(prec=15)


@dataclass(frozen=True, slots=True)
class Number:
    """A number that was read from the lexemes ``[first, last)``. ``base`` is its value without its last scale."""

    first: int
    last: int
    value: Decimal
    base: Decimal
    kind: str
    """``figure``, ``words`` or ``fraction``."""
    short: str = ""
    """The scale that sticks to a figure and may be a unit: the m of "85m"."""

    @property
    def scale(self) -> Decimal:
        """What the last scale multiplies by: a million in "3.6 million"."""
        return self.value / self.base if self.base else Decimal(1)


class NumberReader:
    """The lexemes of one text, and the words that numbers are made of.

    >>> from claimcite.lexicon import load_lexicon
    >>> reader = NumberReader("12-odd men", load_lexicon().quantifiers)
    >>> reader.word(2), reader.glued(2), reader.word(9)
    ('odd', True, '')
    """

    def __init__(self, text: str, words: Quantifiers, *, decimal_comma: bool = False) -> None:
        self.text = text
        self.words = words
        self.spellings, self.starts, self.ends = lex(text)
        self.size = len(self.spellings)
        self.decimal_comma = decimal_comma

    def word(self, i: int) -> str:
        """Return the lexeme at ``i`` in lower case, or "" beyond the ends."""
        return self.spellings[i] if 0 <= i < self.size else ""

    def glued(self, i: int) -> bool:
        """Whether the lexeme at ``i`` follows the one before it without a space."""
        return 0 < i < self.size and self.starts[i] == self.ends[i - 1]

    def past_hyphen(self, i: int) -> int:
        """Return the place after a hyphen at ``i`` that ties two words together ("twenty-one"), else ``i``."""
        return i + 1 if self.word(i) == "-" and self.glued(i) and self.glued(i + 1) else i

    def original(self, i: int) -> str:
        """Return the lexeme at ``i`` as it is written."""
        return self.text[self.starts[i] : self.ends[i]]

    def lexeme(self, i: int) -> Lexeme:
        """Return the lexeme at ``i`` with its place."""
        return Lexeme(self.starts[i], self.ends[i], self.spellings[i])

    def alone(self, first: int, last: int) -> bool:
        """Whether the lexemes ``[first, last)`` are the whole text, but for its full stop: a table's cell, a query."""
        return first == 0 and (last >= self.size or (last == self.size - 1 and self.word(last) in (".", "?", "!")))


def divided(top: Decimal, bottom: Decimal) -> Decimal:
    """Return a fraction with as many digits as are kept.

    >>> divided(Decimal(2), Decimal(3)), divided(Decimal(1), Decimal(2))
    (Decimal('0.666666666666667'), Decimal('0.5'))
    """
    return DIGITS.divide(top, bottom)
