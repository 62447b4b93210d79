"""What stands in front of a printed reference: its number, the marks that link back to the text, words such as "See"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count, takewhile

from claimcite.link.dates import DATE

#: "12. ", "[12] ", "(3) ", "[note 2] "; not "12. März 2020".
NUMBER = re.compile(rf"(?!{DATE})(?:\[(?:note\s|nb\s|n\s)?(?:\d{{1,3}}|[a-z])\]|\(\d{{1,3}}\)|\d{{1,3}}\.)\s+(?=\S)", re.IGNORECASE)
UP = re.compile(r"(?:[\^↑]\s*|[•*]\s+)?(?:Jump\sup(?:\sto)?\s?:?\s*)?", re.IGNORECASE)
INTRO = re.compile(r"^(?:see(?:\salso)?|cf\.|e\.g\.,?|for example,?|source|quoted in|cited in)[:\s]\s*", re.IGNORECASE)
MARK = re.compile(r"[a-z]{1,2}|\d{1,2}(?:\.\d{1,2})?|[\^↑•,.]+")
MARKS_MAX = 100
#: Where one entry holds several citations, the next begins: after a point a quoted title, with its author or without, or "Roe, Ann (2011)";
#: where templates stand side by side, without a blank: "ISBN 0-306-40615-2.Roe, Ann".
BUNDLED = re.compile(
    r"(?<=[\w)\]])\.\s?(?=[\"“][^\"“”]{8,300}[\"”][.,]|[A-ZÀ-Þ][\w’'-]{1,30},\s[A-ZÀ-Þ][^()]{1,60}\([^()]{0,20}\d{4}\)|(?:[A-ZÀ-Þ][\w.’'-]{0,20}\s){2,4}\(\d{4}\)\."
    r"|[A-ZÀ-Þ][\w’'-]{1,30},\s[A-ZÀ-Þ][\w.’'-]{1,20}(?:\s[A-Z]\.)?\.?\s[\"“])|(?<=\d)\.(?=[A-ZÀ-Þ](?:[a-zß-ÿ][\w’'.-]{0,30}[\s,;]|\.\s))"
)
#: What stands in the latter half of a citation only.
LATE = re.compile(r"\b(?:Retrieved|Accessed|Archived|ISBN|doi:|pp?\.)\s?[\w(]|[\"”]\.\s")


def without_front(text: str) -> str:
    """Return an entry without what stands in front of it; white space is expected to be single.

    >>> without_front('^ Jump up to: a b "Dam fails". Reuters.'), without_front("12. Roe, Ann (2011). Dams.")
    ('"Dam fails". Reuters.', 'Roe, Ann (2011). Dams.')
    >>> without_front("12 held in Oru. Reuters."), without_front("1 2")
    ('12 held in Oru. Reuters.', '')
    """
    text = NUMBER.sub("", text, count=1) if NUMBER.match(text) else text
    up = UP.match(text)
    text = text[up.end() :] if up else text
    text = text[back_links(text) :]
    return INTRO.sub("", text)


def back_links(text: str) -> int:
    """Return where the marks end that link back to the text: "a b c ", "1 2 ", "3.0 3.1 "; one mark alone may be a word.

    >>> back_links('a b c "Dam fails"'), back_links("3.0 3.1 Roe, Ann"), back_links("1 2"), back_links("a dam fails")
    (6, 8, 3, 0)
    """
    tokens = text.split(" ", MARKS_MAX)
    series = next((labels for labels in (letters(), map(str, count(1)), decimals(tokens[0])) if next(labels) == tokens[0]), None)
    if series is None:
        return 0
    marks = [tokens[0], *(token for token, _ in takewhile(lambda pair: pair[0] == pair[1], zip(tokens[1:], series, strict=False)))]
    return min(len(text), sum(len(mark) + 1 for mark in marks)) if len(marks) > 1 else 0


def letters() -> Iterator[str]:
    """Yield a, b, …, z, aa, ab, …"""
    alphabet = "abcdefghijklmnopqrstuvwxyz"
    return (prefix + letter for prefix in ("", *alphabet) for letter in alphabet)


def decimals(first: str) -> Iterator[str]:
    """Yield 3.0, 3.1, … for "3.0"."""
    return (f"{first.partition('.')[0]}.{n}" for n in count())


def is_leftover(text: str) -> bool:
    """Whether nothing is left of an entry but its back-links: "1 2", "a b", "^".

    >>> is_leftover("1 2"), is_leftover("^ a b"), is_leftover("Pela 2")
    (True, True, False)
    """
    return all(MARK.fullmatch(token) for token in text.split())


def one_of(text: str) -> str:
    """Return the first of several citations in one entry; the text as it is, where there is one.

    >>> one_of('"Dam fails". Pela Post. Retrieved 3 May 2026."River falls again". Oru Times. 2025.')
    '"Dam fails". Pela Post. Retrieved 3 May 2026.'
    >>> one_of('Roe, Ann (2026). "Dam fails". Pela Post.')
    'Roe, Ann (2026). "Dam fails". Pela Post.'
    """
    late = LATE.search(text)
    following = BUNDLED.search(text, late.end()) if late else None
    return text[: following.start() + 1] if following else text
