"""What the rules of the date grammar are written with: pieces of patterns, and how numbers, months and weekdays in words are read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from claimcite.lexicon import DateWords

ORDINALS: Final = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"]
DECADES: Final = {word: 10 * n for n, word in enumerate(["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"], 2)}
NUMBERS: Final = {
    word: n
    for n, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"], 1
    )
}
TENS: Final = {word: 10 * n for n, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)}
SCALES: Final = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1000000, "billion": 1000000000}
FRACTIONS: Final = {"½": 0.5, "¼": 0.25, "¾": 0.75, "1/2": 0.5, "1/4": 0.25, "3/4": 0.75}


def written(pattern: str, pieces: Mapping[str, str]) -> re.Pattern[str]:
    """Compile a pattern in which words in capitals stand for pieces; it matches whole words, in any case.

    >>> written(r"DAY MONTH", {"DAY": r"\\d", "MONTH": "(?:may|june)"}).findall("5 June, 25 May")
    ['5 June']
    """
    body = re.sub(r"(?<![A-Z])[A-Z]{3,}(?![A-Z])", lambda m: pieces[m.group()], pattern)
    return re.compile(rf"(?<!\w)(?:{body})(?!\w)", re.IGNORECASE)


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern for one of several phrases, the longest first.

    >>> alternatives(["a few", "a few of"])
    '(?:a\\\\ few\\\\ of|a\\\\ few)'
    """
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w))) + ")"


def all_pieces(words: DateWords) -> dict[str, str]:
    """Return the pieces of all rules."""
    return calendar_pieces(words) | word_pieces(words)


def calendar_pieces(words: DateWords) -> dict[str, str]:
    """Return the pieces of the rules for points of the calendar."""
    long_months, short_months = [m for m in words.months if len(m) > 4 or m in ("may", "june", "july")], [m for m in words.months if len(m) <= 4]
    long_days, short_days = [d for d in words.weekdays if d.endswith("day")], [d for d in words.weekdays if not d.endswith("day")]
    # The offset of "local time", "ET" and "AST" is not known; they are read all the same, to end the form where it ends.
    zone = f"(?:{alternatives([*words.zones, 'local time', 'local', 'ET', 'PT'])}|(?-i:[A-Z]{{1,4}}T))"
    small, teens = alternatives([w for w, n in NUMBERS.items() if n < 10]), alternatives([w for w, n in NUMBERS.items() if n >= 10])
    below = rf"(?:{alternatives(TENS)}(?:[- ]{small})?|{teens})"
    return {
        "MONTHS": alternatives(long_months),
        "MONTH": f"(?:{alternatives(long_months)}|{alternatives(short_months)}\\b\\.?)",
        "WEEKDAYS": alternatives(long_days),
        "WEEKDAY": f"(?:{alternatives(long_days)}|{alternatives(short_days)}\\b\\.?)",
        "DAY": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?",
        # "the 22nd", "the twenty-first": a day told by its number alone
        "NTHFIGURE": r"(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th)",
        "NTHWORD": rf"(?:(?:twenty|thirty)[- ])?{alternatives(ORDINALS[:9])}|{alternatives([*ORDINALS[9:], 'twentieth', 'thirtieth'])}",
        "YEAR": r"(?:1\d{3}|20\d\d|2100)",
        # "nineteen ninety-six", "two thousand and fifteen", "twenty sixteen"
        "SPOKEN": rf"(?:(?:eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty)[- ](?:hundred|oh[- ]{small}|{below})|two thousand(?: and)? (?:{below}|{small}))",
        # A year at the end of a form is none if it goes on as a number: "March 12,000".
        "STOP": r"(?![\d%]|[.,:/]\d)",
        "DASH": r" ?[-–—] ?",
        "RANGE": r"(?: ?[-–—] ?| to | and | until | through | till )(?:the )?",
        "SEASON": alternatives(words.seasons),
        "HOLIDAY": alternatives(words.holidays),
        "ZONE": rf"(?: ?{zone}| \({zone}\))",
        "HALF": r"(?: ?(?:(?P<a>[ap])\.m\.?|(?P<a2>[ap])m(?![\w])))",
        "ORDINAL": r"(?:\d{1,2}(?:st|nd|rd|th)|" + "|".join(ORDINALS) + "|twentieth|twenty[- ]first)",
    }


def word_pieces(words: DateWords) -> dict[str, str]:
    """Return the pieces of the rules for what lasts, recurs or counts from something."""
    small = alternatives(NUMBERS)
    word = rf"(?:{alternatives(TENS)}(?:[- ]{small})?|{small})"
    scale = alternatives(SCALES)
    singular = {word for word in words.units if not word.endswith("s") and word != "centuries"}
    return {
        # "12", "2.5", "5 1/2", "2 million", "twenty-five", "a hundred", "two dozen", "a", "another", "half a"
        "NUM": rf"(?:(?<![\d.,$€£])(?:\d{{1,3}},\d{{3}}|\d{{1,4}}(?:\.\d{{1,2}}| ?[½¼¾]| [13]/[24])?)(?:[ -]{scale})?|(?:(?:{word}|a) )?{scale}|{word}|another|half an?|an?)",
        "VAGUE": alternatives(words.vague),
        "HEDGE": rf"(?:(?P<hedge>{alternatives(words.hedges)}) )",
        "BETWEEN": rf"(?:{alternatives(words.between)} )",
        "UNITS": alternatives(set(words.units) - singular),
        "UNIT": alternatives(words.units),
        "ONE": alternatives(singular),
        "PART": alternatives(words.parts_of_day),
        # "three days before." is a date, "three days before the vote" is none.
        "END": r"(?= ?[.,;:!?)\"—–]| ?$| (?:and|but|or|when|in|at|on|as|with|while|by|to|from|was|were|had|for|after)(?!\w))",
        "FREQUENCY": alternatives(words.frequencies),
    }


def month_of(text: str, words: DateWords) -> int:
    """Return the number of a month."""
    return words.months[text.lower().rstrip(".")]


def weekday_of(text: str | None, words: DateWords) -> int | None:
    """Return the number of a weekday, Monday 0."""
    return words.weekdays[text.lower().rstrip(".")] if text else None


def number_of(text: str) -> int:
    """Read the figures of "3rd"."""
    return int(re.sub(r"\D", "", text))


def ordinal_of(text: str) -> int:
    """Read an ordinal or, as days are told, a cardinal.

    >>> ordinal_of("19th"), ordinal_of("Third"), ordinal_of("twenty-first"), ordinal_of("twenty one")
    (19, 3, 21, 21)
    """
    low = text.lower()
    if low[0].isdigit():
        return number_of(low)
    tens, _, rest = low.replace("-", " ").rpartition(" ")
    if rest in ("twentieth", "thirtieth"):
        return 20 if rest == "twentieth" else 30
    return TENS.get(tens, 0) + (ORDINALS.index(rest) + 1 if rest in ORDINALS else NUMBERS.get(rest) or TENS[rest])


def spoken_year(text: str) -> int:
    """Read a year as it is spoken.

    >>> spoken_year("nineteen ninety-six"), spoken_year("two thousand and fifteen"), spoken_year("twenty oh four"), spoken_year("nineteen hundred")
    (1996, 2015, 2004, 1900)
    """
    parts = [part for part in re.split(r"[- ]", text.lower()) if part not in ("and", "oh")]
    if parts[:2] == ["two", "thousand"]:
        return 2000 + sum(TENS.get(part) or NUMBERS[part] for part in parts[2:])
    century = TENS.get(parts[0]) or NUMBERS[parts[0]]
    return 100 * century + sum(TENS.get(part) or NUMBERS[part] for part in parts[1:] if part != "hundred")


def amount_of(text: str) -> str:
    """Write a number as TIMEX3 does; X where there is no figure.

    >>> amount_of("twenty-five"), amount_of("two dozen"), amount_of("an"), amount_of("5 1/2"), amount_of("several")
    ('25', '24', '1', '5.5', 'X')
    """
    total = 1.0
    found = False
    for part in re.split(r"[ -]", re.sub(r"(?<=\d)(?=[½¼¾])", " ", text.lower().replace(",", ""))):
        if part in ("a", "an", "another"):
            found = True
        elif part in FRACTIONS:
            total, found = (total if found else 0.0) + FRACTIONS[part], True
        elif part in SCALES:
            total, found = total * SCALES[part], True
        elif part in TENS or part in NUMBERS or re.fullmatch(r"\d{1,6}(?:\.\d+)?", part):
            number = float(TENS.get(part) or NUMBERS.get(part) or part)
            total = total + number if found and part in NUMBERS and total in TENS.values() else total * number
            found = True
        elif part == "half":
            total, found = total * 0.5, True
        else:
            return "X"
    return f"{total:g}" if total < 1e6 else str(int(total)) if found else "X"


def unit_of(text: str, words: DateWords) -> tuple[str, int]:
    """Return the unit that a word names, and how many of them: a fortnight is two weeks."""
    unit = words.units[text.lower()]
    return ("week", 2) if unit == "fortnight" else (unit, 1)
