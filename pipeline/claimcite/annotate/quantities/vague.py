"""Amounts without a figure: "dozens", "several hundred", "a large number", "nearly as many", "no one". It needs no model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

from claimcite.annotate.quantities.amount import QUOTES, Amount
from claimcite.annotate.quantities.amounts import Grammar
from claimcite.annotate.quantities.figures import Lexeme
from claimcite.annotate.quantities.hedges import as_comparator
from claimcite.lexicon import Quantifiers

PLURALS = frozenset({"tens", "dozens", "scores", "hundreds", "thousands", "millions", "billions"})
SCALES = frozenset({"hundred", "thousand", "dozen", "million", "billion", "score"})
BEFORE_SCALE = frozenset({"several", "many", "a few", "few", "a couple of", "a couple", "quite a few"})
LONGEST = 4
#: So many lexemes before and after its first one are looked at: "dozens and dozens and dozens".
REACH = 12


def vague_amounts(grammar: Grammar) -> Iterator[Amount]:
    """Yield the amounts that have no figure, and those that are nothing, from left to right.

    >>> from claimcite.lexicon import load_lexicon
    >>> [a.kind for a in vague_amounts(Grammar("Dozens fled; no one died.", load_lexicon().quantifiers))]
    ['vague', 'none']
    >>> list(vague_amounts(Grammar("No fewer than 12", load_lexicon().quantifiers)))
    []
    """
    none, starts = nothings(grammar.words), openings(grammar.words)
    reader, at = grammar.reader, 0
    for i in [i for i, word in enumerate(reader.spellings) if word in starts]:
        if reader.starts[i] < at:
            continue
        near = range(max(0, i - REACH), min(i + REACH, reader.size))
        words = [reader.lexeme(k) for k in near if reader.spellings[k] not in QUOTES]
        place = sum(reader.spellings[k] not in QUOTES for k in range(near.start, i))
        found = vague(grammar, words, place) or nothing(grammar, words, place, none)
        if found is not None:
            yield found[0]
            at = words[found[1] - 1].end


@lru_cache(maxsize=4)
def nothings(words: Quantifiers) -> Mapping[tuple[str, ...], str]:
    """Return the phrases that are nothing by their lexemes."""
    return {tuple(phrase.replace("-", " - ").split()): phrase for phrase in words.none}


@lru_cache(maxsize=4)
def openings(words: Quantifiers) -> frozenset[str]:
    """Return the words that such an amount may begin with."""
    return frozenset({phrase.split()[0] for phrase in (*words.vague, *BEFORE_SCALE, *(k[0] for k in nothings(words)))} | {"tens"})


def vague(grammar: Grammar, words: list[Lexeme], i: int) -> tuple[Amount, int] | None:
    """Read a vague amount at ``i``, with the hedge before it; the place after it comes with it."""
    last = vague_end(grammar, words, i)
    if last is None:
        return None
    start, comparator, approximate = i, "=", False
    for length in (3, 2, 1):
        phrase = grammar.hedging.before.get(tuple(x.word for x in words[max(0, i - length) : i]))
        if phrase in ("over", "under", "above", "below", "beyond") and words[i].word in ("several", "multiple", "numerous"):
            break  # "over several fronts"
        if phrase in ("about", "around"):
            break  # "passionate about many of them"
        if phrase is not None and i >= length:
            start, comparator = i - length, grammar.words.comparators.get(phrase, "=")
            approximate = phrase in grammar.words.approximate or phrase in grammar.words.approximate_comparators
            break
    if words[last - 1].word == "many" and comparator == "=":  # "nearly as many" is one phrase of the lexicon
        comparator = grammar.words.comparators.get(words[start].word, "=")
        approximate = words[start].word in grammar.words.approximate | grammar.words.approximate_comparators
    unit, kind, last = vague_unit(grammar, words, last)
    end = words[last - 1].end
    opened = any(c in QUOTES for c in grammar.text[words[start].start : end])
    if opened and grammar.text[end : end + 1] in QUOTES:
        end += 1  # a "large number"
    hedge = " ".join(x.word for x in words[start:i])
    core = (words[i].start, end)
    amount = Amount(
        words[start].start, end, core, None, None, None, kind, as_comparator(comparator), approximate, unit, hedge=hedge, spelling=grammar.text[slice(*core)].lower(),
    )  # fmt: skip
    return amount, last


def vague_unit(grammar: Grammar, words: list[Lexeme], last: int) -> tuple[str | None, str, int]:
    """Return the unit behind a vague amount, the kind that it makes of it, and the place after it: "billions | of dollars", "a few | miles"."""
    at = last + (last < len(words) and words[last].word == "of")
    name = words[at].word if at < len(words) else ""
    if name in ("percentage", "percent") and at + 1 < len(words) and words[at + 1].word == "points":
        return "percent", "percent", at + 2
    if name.endswith(("s", "feet")) and len(name) > 2:
        if name in grammar.words.measures:
            return grammar.words.measures[name], "measure", at + 1
        if name in grammar.words.currencies:
            code = grammar.words.currencies[name]
            return None if code == "?" else code, "money", at + 1
    return None, "vague", last


def vague_end(grammar: Grammar, words: list[Lexeme], i: int) -> int | None:
    """Return the place after the vague amount that begins at ``i``."""

    def word(k: int) -> str:
        return words[k].word if k < len(words) else ""

    for length in range(min(LONGEST, len(words) - i), 0, -1):
        phrase = " ".join(x.word for x in words[i : i + length])
        if phrase in BEFORE_SCALE and word(i + length) in SCALES:
            return i + length + 1
        if phrase not in grammar.words.vague:
            continue
        last = i + length
        if phrase in ("several", "many", "a few") and (word(last) in PLURALS or (word(last) == "tens" and word(last + 2) in PLURALS)):
            last += 1  # "several tens of thousands"
        if phrase in PLURALS or phrase == "several":
            while word(last) in ("of", "and") and word(last + 1) in PLURALS:
                last += 2  # "tens of thousands", "dozens and dozens"
            return last
        following = grammar.words.vague_before.get(phrase)
        if following is not None and word(last) not in following:
            return None
        return None if phrase.endswith("as many") and word(last) == "as" else last
    return i + 3 if (word(i), word(i + 1)) == ("tens", "of") and word(i + 2) in PLURALS else None


def nothing(grammar: Grammar, words: list[Lexeme], i: int, none: Mapping[tuple[str, ...], str]) -> tuple[Amount, int] | None:
    """Read "no one", "none", "not a single", "no" before a noun; not "no fewer than", "no comment", "No. 5"."""
    for length in (4, 3, 2, 1):
        key = tuple(x.word for x in words[i : i + length])
        if len(key) < length or key not in none:
            continue
        after = words[i + length] if i + length < len(words) else None
        following = after.word if after else ""
        if key == ("no",) and (not following.isalpha() or following in grammar.words.uncountable or following in grammar.words.numbers):
            return None
        zero, place = Decimal(0), (words[i].start, words[i + length - 1].end)
        return Amount(*place, place, zero, zero, zero, "none"), i + length
    return None
