"""Titles in quotation marks, and the parts of an entry between its points."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimcite.link.marks import CUT

#: Opening mark -> those that close it.
MARKS = {'"': '"', "“": "”", "„": "“”", "«": "»", "「": "」", "『": "』", "‘": "’", "'": "'"}
OPENING = re.compile(r"[\"“„«「『]|(?:^|(?<=[\s(]))['‘](?=\S)")
BEFORE = re.compile(r"(?:^|[.,:;)\]–—]|\b(?:by|in|at|on))\s*$")
AFTER = re.compile(rf"\s*(?:[.,;:)\]{CUT}]|$)|\s+[(\[–—]|[.,]")
GOES_ON = re.compile(r"\s[a-zß-ÿ]+(?:[\s:,]|$)(?<!sur\s)(?<!in\s)(?<!auf\s)")
#: A comma behind a title and its translation or address.
BY_COMMAS = re.compile(rf"[\s{CUT}]*(?:[(\[][^()\[\]]{{0,300}}[)\]][\s{CUT}]*){{0,2}},")
#: Nothing of this stands before a title.
LATE = re.compile(r"\b(?:ISBN|ISSN|doi|pp?\.\s?\d|Retrieved|Archived|Accessed|Vol\.)", re.IGNORECASE)
IN_BRACKETS = re.compile(r"[(\[][^()\[\]]{0,80}[)\]]")
TITLE_MAX = 600
ABBREVIATION = re.compile(
    r"(?:^|[\s(.\x00-])(?:(?<!Volume )(?<!Part )(?<!Book )(?<!War )(?<!Vol )[A-ZÀ-Þ]|St|Ste|Dr|Mr|Mrs|Ms|Jr|Sr|Mt|Ft|No|Nr|Vol|vs|Univ|Dept|Govt|Prof|Gen|Col|Lt|Sgt|Rev|Hon|al|ca|cf|approx|pp?|Bd|Hrsg|et|rev|eds?|trans)$"
)
#: The word before a point, where journals clip theirs: "Restor. Neurol. Neurosci.", not "Nature." or "Hydrology."
CLIPPED = re.compile(r"[A-ZÀ-Þ][^\W\d_]{1,9}(?<![aeouyàéè])$")
LINKING = re.compile(r"\s(?:of|and|the|in|for|on|de|der|und|&)\s", re.IGNORECASE)
POINT = re.compile(rf"\.(?=\s|$)|;\s|{CUT}")
EDGE = f" .,;:|–—-•·\"“”'«»\u00a0{CUT}"
BETWEEN = f" .,;:–—{CUT}"


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quoted title with what stands before and after it."""

    before: str
    text: str
    after: str

    @property
    def by_commas(self) -> bool:
        """Whether a comma follows the title: then commas part what follows."""
        return BY_COMMAS.match(self.after) is not None


def find_title(text: str) -> Quoted | None:
    """Find the quoted title of an entry. Quotation marks inside it are part of it.

    >>> find_title('""Safe zone" | Shelling goes on • Pela Monitor". Pela Monitor. 2026.').text
    '"Safe zone" | Shelling goes on • Pela Monitor'
    >>> find_title('The word "raid" is the ministry\\'s.') is None
    True
    """
    for match in OPENING.finditer(text, 0, 2000):
        if not BEFORE.search(text[max(0, match.start() - 8) : match.start()]):
            continue
        if not introduces(text[: match.start()]) or (match.group() in "'‘" and text[: match.start()].endswith(": ")):
            return None
        end = closing(text, match.start())
        inner = " ".join(text[match.end() : end].replace(CUT, " ").split()) if end is not None else ""
        if end is not None and GOES_ON.match(text, end + 1):
            return None  # '"Safe" road shelled' is a title without marks of its own
        if end is not None and re.search(r"\w", inner):
            return Quoted(text[: match.start()].strip(), tidy(inner), ("," if inner.endswith(",") else "") + text[end + 1 :])
    return None


def introduces(before: str) -> bool:
    """Whether a text may stand before a quoted title: names and a date; behind a title of its own, quotation marks hold a quotation.

    >>> introduces("Roe, Ann (2011) [1990]."), introduces("Roe, Ann (2011), Dams of Oru, Pela Press,")
    (True, False)
    """
    if not before.strip():
        return True
    parts = IN_BRACKETS.split(before)
    behind_date = parts[-1] if len(parts) > 1 else ""
    return len(before) <= 600 and not LATE.search(before) and len(re.findall(r"\w+", behind_date)) <= 2


def tidy(title: str) -> str:
    """Return a title without the comma or point that American style puts inside the marks."""
    return title.rstrip(",").rstrip() if title.endswith(",") else re.sub(r"(?<=\w{3})\.$", "", title)


def closing(text: str, start: int) -> int | None:
    """Return where the mark at ``start`` is closed, counting the marks inside it.

    Where the counting ends in the midst of words (`"The 5" rule holds". Post.`), the next mark with a point after it closes, unless
    another quotation opens before it.
    """
    mark, depth, fallback = text[start], 1, None
    for i in range(start + 1, min(len(text), start + TITLE_MAX)):
        char = text[i]
        closes = char in MARKS[mark]
        if not closes and char != mark:
            continue
        if char == mark and opens(text, i, start):
            if fallback is not None:
                return fallback
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


def segments(text: str, *, clipped: bool = False) -> list[str]:
    """Cut at points that end a part, not at those of abbreviations, in brackets and in domains; ``clipped`` where journals clip their words.

    >>> segments("St. Oru Post. Pela: Dam Press. "), segments("Proc. Natl. Acad. Sci. Oru. Pela Press", clipped=True)
    (['St. Oru Post', 'Pela: Dam Press'], ['Proc. Natl. Acad. Sci. Oru', 'Pela Press'])
    >>> segments(" . , ")
    []
    """
    parts, at = [], 0
    for end, following in cuts(text, clipped=clipped):
        parts.append(text[at:end])
        at = following
    parts.append(text[at:])
    return [trimmed(part) for part in parts if re.search(r"\w", part)]


def first_segment(text: str) -> tuple[str, str]:
    """Return the first part of a text, and what follows it.

    >>> first_segment("Dams of Oru (rev. ed.). Pela Press. 2011.")
    ('Dams of Oru (rev. ed.)', ' Pela Press. 2011.')
    """
    for end, following in cuts(text):
        if re.search(r"\w", text[:end]) and text[end] in f".{CUT}":  # semicolons and bars stand within titles
            return trimmed(text[:end]), text[following:]
    return trimmed(text), ""


def cuts(text: str, *, clipped: bool = False) -> list[tuple[int, int]]:
    """Return where parts end and the next begin."""
    inside, at, found = in_brackets(text), 0, []
    for match in POINT.finditer(text):
        if match.group() == ".":
            near = text[max(at, match.start() - 12) : match.start()]
            shortened = ABBREVIATION.search(near) and not text.startswith(" The ", match.end())
            if inside[match.start()] or shortened or (clipped and is_clipped(text[at : match.start()], text[match.end() :][:60])):
                continue
        elif match.group() != CUT and inside[match.start()]:
            continue
        found.append((match.start(), match.end()))
        at = match.end()
    return found


def is_clipped(part: str, following: str) -> bool:
    """Whether a point ends a clipped word of a journal's name, and not the name."""
    words = part.split()
    return (
        0 < len(words) <= 12
        and CLIPPED.match(words[-1].rpartition(".")[2]) is not None
        and not LINKING.search(part)
        and re.match(r"\s[A-ZÀ-Þ(&](?![^.:]{1,50}:\s[A-ZÀ-Þ])", following) is not None
        and (len(words) <= 2 or "." in part)
    )


def in_brackets(text: str) -> list[int]:
    """Return for each character how many brackets it stands in; those that are never closed do not count."""
    edges, opened = [0] * (len(text) + 1), list[int]()
    for i, char in enumerate(text):
        if char in "([":
            opened.append(i)
        elif char in ")]" and opened:
            edges[opened.pop()] += 1
            edges[i] -= 1
    depth = 0
    for i, change in enumerate(edges):
        depth += change
        edges[i] = depth
    return edges


def trimmed(part: str) -> str:
    """Return a part without marks at its edges; brackets stay where both stand.

    >>> trimmed(" (2011), "), trimmed("Europa (portal)"), trimmed("Oru Times (")
    ('2011', 'Europa (portal)', 'Oru Times')
    """
    part = part.strip(BETWEEN)
    while part[:1] in tuple("([") and (part.find(")") in (-1, len(part) - 1) and part.find("]") in (-1, len(part) - 1)):
        part = part[1:].rstrip(")]").strip(BETWEEN)
    if part[-1:] in tuple("([") or (part[-1:] in tuple(")]") and not re.search(r"[(\[]", part)):
        part = part[:-1].rstrip(BETWEEN)
    return part


def bare(title: str) -> str:
    """Return a title without marks at its edges; quotation marks go where they hold all of it, or stand alone.

    >>> bare("“Dams of Oru”, "), bare('"Safe" roads')
    ('Dams of Oru', '"Safe" roads')
    """
    title = " ".join(title.replace(CUT, " ").split()).strip(BETWEEN + "|-•·")
    for left, right in (('"', '"'), ("“", "”"), ("„", "“"), ("«", "»")):
        inside = title.removeprefix(left).removesuffix(right)
        if left not in inside and right not in inside:
            title = inside
    return title.strip(BETWEEN) if re.search(r"\w", title) else ""
