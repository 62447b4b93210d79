"""The lines of a plain text, put together again where something broke them.

Three ways of breaking are told apart: lines wrapped at one width, texts taken node by node (a line break at every link, what
``get_text("\\\\n")`` gives), and ordinary lines, one for each block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Range = tuple[int, int]
LINE = re.compile(r"(?<![^\r\n])[^\S\r\n]*+\S[^\r\n]*")  # tried at the starts of lines alone: one of 100,000 tabs is looked through once
CHUNK = re.compile(r"[^\r\n]+(?:\r?\n[^\S\r\n]*[^\s][^\r\n]*)*")
WRAP_MIN, WRAP_SLACK, WRAP_MAX = 55, 22, 110
TERMINAL = (".", "!", "?", ":", '"', "”")
#: The end of a sentence, perhaps with markers behind it.
ENDED = re.compile(r"[.!?…:][\"”’')\]]{0,3}(?:\s?\[[^\[\]\n]{1,20}\]){0,6}$")
#: A line that goes on with the one before: lower case, punctuation, "'s", a bracket, a marker alone.
GOES_ON = re.compile(r"[a-zß-ÿ]|[,.;:)\]!?%’”…]|['’][a-z]|\(|[-–—](?:\s|$|[a-z])|[\"“][a-z]|\"(?:$|[\s.,;:)])|\[\s*(?:$|\n|[\w ]{1,16}\s*\]$)")
MARKER = re.compile(r"\[\s*(?:$|[\w ,–-]{1,16}\s*\]$)")
#: Punctuation at the front: a line that begins so never begins a block.
BROKEN = re.compile(r"[,.;:)!?’”](?:\s|$)|\.\s?\w|['’]s\b|\]")
#: An end that asks for more: a comma, an open bracket or quotation mark, a word that cannot end anything.
ASKS = re.compile(
    r"(?:[,(\[/–—:]|(?:^|\s)[\"“‘]|\b(?:the|an?|of|and|or|nor|but|to|in|on|at|by|for|from|with|as|into|near|under|over|between|against|"
    r"during|since|until|after|before|about|around|through|via|per|than|that|which|who|whose|where|when|while|is|are|was|were|be|been|has|have|"
    r"had|its|their|his|her|our|my|your|this|these|those|also|called|named|known|including|such|both|no|not|see|"
    r"January|February|March|April|May|June|July|August|September|October|November|December))$",
    re.IGNORECASE,
)
#: What stands before the text of a reference entry, alone on its line: "^", "↑", "^ a b", "12.", "1 2 3".
LEAD = re.compile(r"[•·*]|(?:\d{1,3}\.\s?)?[\^↑](?:\s?Jump up(?: to)?:?)?(?:\s[a-z0-9.]{1,4})*|\d{1,3}\.")
#: A label and what it names: "Main articles: Oru, Pela".
LABELLED = re.compile(r"[A-Z][\w ]{2,24}:\s")
COMMON = re.compile(r"\b(?:the|of|and|to|in|an?|is|was|were|are|on|by|for|with|as|that|at|from|which|has|had|have|be|its|their|his|her)\b")


def paragraphs(raw: str) -> Iterator[Range]:
    """Yield the ranges of blocks, broken ones joined.

    >>> raw = "Head\\n\\nOne line.\\nAnother line.\\n"
    >>> [raw[a:b] for a, b in paragraphs(raw)]
    ['Head', 'One line.', 'Another line.']
    >>> list(paragraphs(" \\n\\n"))
    []
    """
    lines = [match.span() for match in LINE.finditer(raw)]
    if is_shattered(raw, lines):
        yield from mended_nodes(raw, lines)
        return
    for chunk in CHUNK.finditer(raw):
        inside = [(chunk.start() + m.start(), chunk.start() + m.end()) for m in LINE.finditer(chunk.group())]
        if is_wrapped(raw, inside):
            yield inside[0][0], inside[-1][1]
        else:
            yield from inside


def is_wrapped(raw: str, lines: list[Range]) -> bool:
    """Whether lines are one paragraph, wrapped at a width."""
    lengths = [end - start for start, end in lines[:-1]]
    if not lengths or min(lengths) < WRAP_MIN or max(lengths) - min(lengths) > WRAP_SLACK or max(lengths) > WRAP_MAX:
        return False
    return any(not raw[start:end].rstrip().endswith(TERMINAL) for start, end in lines[:-1])


def is_shattered(raw: str, lines: list[Range]) -> bool:
    """Whether a text was taken node by node: lines begin with a comma or a full stop, or with small letters; markers stand alone.

    >>> raw = "The\\nLenn\\nis a river in\\nOru\\n, a town\\n. It flows to\\nPela\\n; see\\nthere\\n."
    >>> is_shattered(raw, [m.span() for m in LINE.finditer(raw)])
    True
    >>> is_shattered("Head\\nA line.", [(0, 4), (5, 12)])
    False
    """
    broken = small = 0
    for start, end in lines:
        head = raw[start : min(end, start + 12)].lstrip()
        if BROKEN.match(head) or (end - start <= 8 and MARKER.match(head)):
            broken += 1
        elif "a" <= head[:1] <= "z" and end - start < WRAP_MIN:
            small += 1
    return broken >= 3 and broken + small >= 0.04 * len(lines)


def mended_nodes(raw: str, lines: list[Range]) -> Iterator[Range]:
    """Yield the blocks of a text that was taken node by node."""
    at = 0
    while at < len(lines):
        start, end = lines[at]
        at += 1
        first = True
        while at < len(lines) and joins(raw, (start, end), lines[at], fresh=first):
            first, end = False, lines[at][1]
            at += 1
        yield start, end


def joins(raw: str, block: Range, line: Range, *, fresh: bool) -> bool:
    """Whether a line goes on with the block before it; ``fresh`` while the block is one line."""
    start, end = block
    before = raw[max(start, end - 300) : end].rstrip()
    after = raw[line[0] : min(line[1], line[0] + 40)].strip()
    apart = raw.count("\n", end, line[0]) > 1
    if MARKER.match(after):
        return not fresh or len(before) > 2
    if fresh and LEAD.fullmatch(before):
        return LEAD.match(after) is None
    if LEAD.match(after) and after[0] in "^↑":
        return False
    ended = ENDED.search(before) is not None and not before.endswith(":")
    if GOES_ON.match(after):
        return not (apart and ended)
    if apart or ended:
        return False
    return ASKS.search(before) is not None or is_open(before, fresh=fresh)


def is_open(before: str, *, fresh: bool) -> bool:
    """Whether a sentence is under way: since the last full stop there are words that only running text has."""
    if LABELLED.match(before):
        return False
    sentence = re.split(r"[.!?…]\s", before)[-1]
    common = len(COMMON.findall(sentence))
    return common >= (3 if fresh else 2) and (not fresh or len(sentence.split()) >= 9)
