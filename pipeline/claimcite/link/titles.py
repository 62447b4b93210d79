"""Titles in quotation marks, and the parts of an entry between its points."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Opening mark -> those that close it.
MARKS = {'"': '"', "“": "”", "„": "“”", "«": "»", "「": "」", "『": "』", "‘": "’", "'": "'"}
BEFORE = re.compile(r"(?:^|[.,:;)\]–—]|\b(?:by|in|at|on))\s*$")
AFTER = re.compile(r"\s*(?:[.,;:)\]]|$)|\s+[(\[–—]|[.,]")
TITLE_MAX = 600
ABBREVIATION = re.compile(
    r"(?:^|[\s(.])(?:[A-ZÀ-Þ]|St|Ste|Dr|Mr|Mrs|Ms|Jr|Sr|Mt|Ft|No|Nr|Vol|vs|Univ|Dept|Govt|Prof|Gen|Col|Lt|Sgt|Rev|Hon|al|ca|cf|approx)$"
)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quoted title with what stands before and after it."""

    before: str
    text: str
    after: str

    @property
    def by_commas(self) -> bool:
        """Whether a comma follows the title: then commas part what follows."""
        return self.after.lstrip().startswith(",")


def find_title(text: str) -> Quoted | None:
    """Find the quoted title of an entry. Quotation marks inside it are part of it.

    >>> find_title('""Safe zone" | Shelling goes on • Pela Monitor". Pela Monitor. 2026.').text
    '"Safe zone" | Shelling goes on • Pela Monitor'
    >>> find_title('The word "raid" is the ministry\\'s.') is None
    True
    """
    for match in re.finditer(r"[\"“„«「『]|(?:^|(?<=[\s(]))['‘](?=\S)", text[:2000]):
        if not BEFORE.search(text[max(0, match.start() - 8) : match.start()]):
            continue
        end = closing(text, match.start())
        if end is None:
            continue
        inner = text[match.end() : end].strip()
        if re.search(r"\w", inner):
            return Quoted(text[: match.start()].strip(), tidy(inner), ("," if inner.endswith(",") else "") + text[end + 1 :])
    return None


def tidy(title: str) -> str:
    """Return a title without the comma or point that American style puts inside the marks."""
    return title.rstrip(",").rstrip() if title.endswith(",") else re.sub(r"(?<=\w{3})\.$", "", title)


def closing(text: str, start: int) -> int | None:
    """Return where the mark at ``start`` is closed, counting the marks inside it.

    Where the counting ends in the midst of words (`"The 5" rule holds". Post.`), the next mark with a point after it closes.
    """
    mark, depth, fallback = text[start], 1, None
    for i in range(start + 1, min(len(text), start + TITLE_MAX)):
        char = text[i]
        closes = char in MARKS[mark]
        if not closes and char != mark:
            continue
        if char == mark and opens(text, i, start):
            depth += 1
            continue
        if not closes or (mark in "'‘" and not AFTER.match(text, i + 1)):
            continue
        depth -= 1
        if depth <= 0 and AFTER.match(text, i + 1):
            return i
        if depth <= 0 and fallback is None:
            fallback = i
        elif depth > 0 and re.match(r"\.\s+[A-ZÀ-Þ\d]|\.?$", text[i + 1 :][:4]) and not text.count(mark, i + 1):
            return i
    return fallback if fallback is not None else last_mark(text, start)


def opens(text: str, i: int, start: int) -> bool:
    """Whether the mark at ``i`` opens a quotation: after a space, a bracket or another opening mark, before a word."""
    before, after = text[i - 1], text[i + 1 : i + 2]
    return (before in " (['‘“„«—–" or i - 1 == start) and after != "" and after not in " .,;:)]"


def last_mark(text: str, start: int) -> int | None:
    """Return the last closing mark, for a title whose inner marks do not pair."""
    found = max(text.rfind(mark, start + 1, start + TITLE_MAX) for mark in MARKS[text[start]])
    return found if found > start else None


def segments(text: str) -> list[str]:
    """Cut at points that end a part, not at those of abbreviations and domains.

    >>> segments("St. Oru Post. Pela: Dam Press. ")
    ['St. Oru Post', 'Pela: Dam Press']
    >>> segments(" . , ")
    []
    """
    parts, at = [], 0
    for match in re.finditer(r"\.(?=\s|$)|;\s|\s\|\s", text):
        if match.group() == "." and ABBREVIATION.search(text[max(at, match.start() - 8) : match.start()]):
            continue
        parts.append(text[at : match.start()])
        at = match.end()
    parts.append(text[at:])
    return [part.strip(" .,;:()[]–—") for part in parts if re.search(r"\w", part)]
