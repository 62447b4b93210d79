"""The grammar of numbers: figures, number words, scales and fractions. It needs no model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from claimcite.annotate.quantities.figures import MAX_DIGITS, Lexeme, read_figure
from claimcite.lexicon import Quantifiers

GLYPHS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75"), "⅓": Decimal("0.3333"), "⅔": Decimal("0.6667")}
#: Scales that are read only when they stick to the figure: "1.9b", "85m".
SHORT = frozenset({"k", "m", "b"})
#: Before these, a word alone may stand for one: "a hundred", "half a million".
ARTICLES = frozenset({"a", "an"})
FRACTION_PLACES = Decimal("0.0001")


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
    """Reads numbers out of one text: its lexemes, and the words that numbers are made of."""

    def __init__(self, lexemes: Sequence[Lexeme], words: Quantifiers, *, decimal_comma: bool = False) -> None:
        self.lexemes = lexemes
        self.words = words
        self.decimal_comma = decimal_comma

    def word(self, i: int) -> str:
        """Return the lexeme at ``i`` in lower case, or "" beyond the ends."""
        return self.lexemes[i].word if 0 <= i < len(self.lexemes) else ""

    def glued(self, i: int) -> bool:
        """Whether the lexeme at ``i`` follows the one before it without a space."""
        return 0 < i < len(self.lexemes) and self.lexemes[i].start == self.lexemes[i - 1].end

    def read(self, i: int) -> Number | None:
        """Read the longest number that starts at ``i``, or None."""
        lexeme = self.lexemes[i]
        if lexeme.is_figure:
            return self.figure(i)
        if lexeme.word in GLYPHS:
            return Number(i, i + 1, GLYPHS[lexeme.word], GLYPHS[lexeme.word], "fraction")
        if lexeme.word in self.words.fractions or lexeme.word in ARTICLES or lexeme.word in self.words.numbers:
            return self.fraction(i) or self.spelled(i)
        return self.spelled(i) if lexeme.word in ("hundred", "dozen") else None

    def figure(self, i: int) -> Number | None:
        """Read digits, a part behind them ("3½", "3 and a half") and their scale ("3.6 million")."""
        if (
            self.word(i - 1) == "."
            and self.glued(i)
            and not self.glued(i - 1)
            and self.word(i).isdecimal()
            and len(self.word(i)) < MAX_DIGITS
        ):
            return self.scaled(i - 1, i + 1, Decimal("0." + self.word(i)), "figure")  # ".08"
        value = read_figure(self.word(i), decimal_comma=self.decimal_comma)
        if value is None:
            return None
        last = i + 1
        while last < i + 4 and self.spaced_group(last):
            value, last = value * 1000 + Decimal(self.word(last)), last + 1
        if self.word(last) == "/" and self.glued(last) and self.glued(last + 1):
            return self.slashed(i, last)
        if self.word(last) in GLYPHS and (self.glued(last) or last == i + 1):
            value, last = value + GLYPHS[self.word(last)], last + 1
        elif (part := self.and_part(last)) is not None:
            value, last = value + part, last + 3
        return self.scaled(i, last, value, "figure")

    def and_part(self, i: int) -> Decimal | None:
        """Return the part of "and a half", "and a quarter" at ``i``."""
        if self.word(i) != "and" or self.word(i + 1) not in ARTICLES:
            return None
        return self.words.fractions.get(self.word(i + 2)) if self.word(i + 3) != "of" else None

    def spaced_group(self, i: int) -> bool:
        """Whether ``i`` goes on with a figure in groups of three: "1 234 567" (two groups at least, or one after one)."""

        def group(k: int) -> bool:
            return len(self.word(k)) == 3 and self.word(k).isdecimal() and self.word(k).isascii() and not self.glued(k)

        if not group(i):
            return False
        before = self.word(i - 1)
        return (
            len(before) <= 3
            and before.isdecimal()
            and (group(i + 1) or (group(i - 1) and len(self.word(i - 2)) <= 3 and self.word(i - 2).isdecimal()))
        )

    def slashed(self, i: int, slash: int) -> Number | None:
        """Read "1/3" where "of" follows; "9/11" and "24/7" are none."""
        top, bottom = self.word(slash - 1), self.word(slash + 1)
        if not (
            top.isdecimal()
            and bottom.isdecimal()
            and len(top) < 3
            and len(bottom) < 3
            and (self.word(slash + 2) == "of" or self.word(slash + 2) in self.words.measures)
        ):
            return None
        if not 0 < int(top) < int(bottom):
            return None
        value = (Decimal(int(top)) / Decimal(int(bottom))).quantize(FRACTION_PLACES)
        return Number(i, slash + 2, value, value, "fraction")

    def scaled(self, first: int, last: int, value: Decimal, kind: str) -> Number:
        """Read the scales behind a number: "3.6 million", "1.9bn", "$1.9-billion", "two hundred thousand"."""
        base, short = value, ""
        while True:
            at = last + 1 if self.word(last) == "-" and self.glued(last) and self.glued(last + 1) else last
            word = self.word(at)
            factor = self.words.scales.get(word)
            if (
                factor is None
                or (word in SHORT and not self.glued(at))
                or word == "score"
                or (word == "m" and self.glued(at + 1) and self.word(at + 1) in ("2", "3", "²", "³"))
                or (short and word not in SHORT)
                or last - first > 6
            ):
                return Number(first, last, value, base, kind, short)
            if word == "dozens" and self.word(at + 1) == "of" and kind == "figure" and value == 1:
                return Number(first, last, value, base, kind, short)
            base, value, last = value, value * factor, at + 1
            short = word if word in SHORT else ""
            if short:
                return Number(first, last, value, base, kind, short)

    def spelled(self, i: int) -> Number | None:
        """Read a number in words: "two hundred and five", "a dozen", "half a million", "two and a half thousand"."""
        word = self.word(i)
        if word in ARTICLES:
            good = self.words.scales.get(self.word(i + 1)) is not None and self.word(i + 1) not in SHORT | {"score", "dozens"}
            return self.composed(i, i + 1, Decimal(1)) if good else None
        if word in ("hundred", "dozen"):  # "about hundred people", "the dozen men"
            return self.composed(i, i, Decimal(1)) if self.word(i - 1) not in ("several", "few", "many") else None
        found = self.below_hundred(i)
        return self.composed(i, found[1], found[0]) if found else None

    def below_hundred(self, i: int) -> tuple[Decimal, int] | None:
        """Read "twenty", "twenty-one", "seven"."""
        value = self.words.numbers.get(self.word(i))
        if value is None:
            return None
        at = i + 2 if self.word(i + 1) == "-" and self.glued(i + 1) and self.glued(i + 2) else i + 1
        more = self.words.numbers.get(self.word(at))
        if value >= 20 and more is not None and 0 < more < 10:
            return Decimal(value + more), at + 1
        return Decimal(value), i + 1

    def composed(self, first: int, at: int, value: Decimal) -> Number:
        """Go on from a number below 100 through hundreds and scales: each scale must be smaller than the one before."""
        total, current, base, limit = Decimal(0), value, value, Decimal(10) ** 18
        while True:
            part = self.and_part(at)
            if part is not None and limit == Decimal(10) ** 18:
                current, at = current + part, at + 3
            elif part is not None and not current and limit >= 1000:
                return Number(first, at + 3, total + part * limit, base, "words")  # "one million and a half"
            step = at + 1 if self.word(at) == "-" and self.glued(at) and self.glued(at + 1) else at
            factor = None if self.word(step) in SHORT else self.words.scales.get(self.word(step))
            if factor in (100, 12, 20) and 0 < current < 100:
                base, current, at = current, current * Decimal(factor or 1), step + 1
            elif factor is not None and factor >= 1000 and factor < limit and current:
                base, total, current, limit, at = current, total + current * factor, Decimal(0), Decimal(factor), step + 1
            elif (more := self.remainder(at, current, total)) is not None:
                current, at, base = current + more[0], more[1], Decimal(0)
            else:
                value = total + current
                return Number(first, at, value, base or value, "words")

    def remainder(self, at: int, current: Decimal, total: Decimal) -> tuple[Decimal, int] | None:
        """Read what follows a hundred or a scale: "and five", "twenty"; None in "two and three"."""
        if current % 100 or not (current or total):
            return None
        step = at + 1 if self.word(at) == "and" or (self.word(at) == "," and total and not current) else at
        found = self.below_hundred(step)
        if found is None or not found[0]:
            return None
        return None if current and self.word(found[1]) == "hundred" else found  # "one hundred and two hundred" are two

    def fraction(self, i: int) -> Number | None:
        """Read "two-thirds", "a third of", "half", "half a million", "one in three"."""
        word = self.word(i)
        if word == "half" or (
            word in ARTICLES and self.word(i + 1) == "half" and self.word(i + 2) in ("million", "billion", "dozen", "of")
        ):
            return self.half(i, i + (2 if word in ARTICLES else 1))
        top = 1 if word in ARTICLES else self.words.numbers.get(word, 0)
        at = i + 2 if self.word(i + 1) == "-" and self.glued(i + 1) else i + 1
        part = self.words.fractions.get(self.word(at))
        if part is None or not 0 < top < 10 or (self.word(at).endswith("s") or self.word(at) == "halves") != (top > 1):
            return self.one_in(i, top)
        if (self.word(at + 1), self.word(at + 2)) in (("of", "a"), ("of", "one")) and self.word(at + 3) in ("million", "billion"):
            value = Decimal(top) * part * self.words.scales[self.word(at + 3)]
            return Number(i, at + 4, value, value, "words")
        if (
            top == 1
            and self.word(at + 1) != "of"
            and self.word(i - 1) not in ("by", "than", "about", "around", "nearly", "almost", "roughly", "some", "to")
        ):
            return None  # "A third, Issa Dembe, 19": the third man
        value = (top * part).quantize(FRACTION_PLACES)
        return Number(i, at + 1, value, value, "fraction")

    def half(self, i: int, at: int) -> Number | None:
        """Read "half a million", "half of", "half the houses"; none in "the second half", "half an hour", "half-time"."""
        step = at + 1 if self.word(at) == "-" and self.glued(at) else at
        step += self.word(step) in ARTICLES
        step += self.word(step) == "-" and self.glued(step)
        factor = self.words.scales.get(self.word(step))
        if factor is not None and factor != 20 and self.word(step) not in SHORT:
            return Number(i, step + 1, Decimal(factor) / 2, Decimal("0.5"), "words")
        hedged = self.word(i - 1) in (
            "than",
            "about",
            "around",
            "nearly",
            "almost",
            "roughly",
            "over",
            "by",
            "some",
            "least",
            "to",
            "under",
            "approximately",
        )
        following = self.word(at) in ("of", "the", "its", "their", "his", "her", "our", "all", "those", "these")
        if (
            self.word(at) == "-"
            or self.word(at) == "an"
            or not (hedged or following)
            or self.word(i - 1) in ("second", "first", "other", "in", "and", "last", "latter")
        ):
            return None
        return Number(i, at, Decimal("0.5"), Decimal("0.5"), "fraction")

    def one_in(self, i: int, top: int) -> Number | None:
        """Read "one in three (children)" as a third."""
        bottom = self.below_hundred(i + 2) if self.word(i + 1) == "in" and top else None
        after = self.word(bottom[1]) if bottom else ""
        opening = self.word(i - 1) in (
            "",
            ".",
            ",",
            "that",
            "nearly",
            "about",
            "almost",
            "roughly",
            "around",
        )  # not "killed one in two attacks"
        if (
            bottom is None
            or not opening
            or not top < bottom[0] <= 20
            or not after.isalpha()
            or after in self.words.scales
            or after in ("of", "and", "or", "the", "in", "to")
        ):
            return None
        value = (top / bottom[0]).quantize(FRACTION_PLACES)
        return Number(i, bottom[1], value, value, "fraction")


def numbers(reader: NumberReader) -> Iterator[Number]:
    """Yield the numbers of a text from left to right.

    >>> from claimcite.annotate.quantities.figures import lex
    >>> from claimcite.lexicon import load_lexicon
    >>> words = load_lexicon().quantifiers
    >>> [str(n.value) for n in numbers(NumberReader(lex("two hundred and five, half a dozen"), words))]
    ['205', '6']
    >>> list(numbers(NumberReader(lex("a third, Issa Dembe, half an hour"), words)))
    []
    """
    at = 0
    while at < len(reader.lexemes):
        found = reader.read(at)
        if found is not None:
            yield found
        at = max(at + 1, found.last if found else 0)
