"""The tokens of wikitext, and what begins a line: regular expressions that take linear time."""

from __future__ import annotations

import re

#: Tags whose content is not wikitext; that of the second kind is no text either.
VERBATIM = frozenset(["nowiki", "pre"])
OPAQUE = frozenset(["math", "chem", "ce", "syntaxhighlight", "source", "timeline", "score", "hiero", "graph", "mapframe", "maplink", "templatedata", "imagemap", "inputbox", "categorytree",
                    "templatestyles", "indicator", "includeonly", "script", "style", "charinsert", "phonos"])  # fmt: skip
#: Tags that are paired because something happens to what is in them.
PAIRED = frozenset(["ref", "references", "gallery", "poem"])
#: Tags that are only marks in the text.
PLAIN = frozenset(["abbr", "b", "bdi", "bdo", "big", "blockquote", "br", "caption", "center", "cite", "code", "data", "dd", "del", "dfn", "div", "dl", "dt", "em", "font", "h1", "h2", "h3", "h4",
                   "h5", "h6", "hr", "i", "ins", "kbd", "li", "mark", "noinclude", "ol", "onlyinclude", "p", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "section", "small", "span",
                   "strike", "strong", "sub", "sup", "table", "tabber", "tbody", "td", "th", "thead", "time", "tr", "translate", "tt", "tvar", "u", "ul", "var", "wbr", "a"])  # fmt: skip
KNOWN = VERBATIM | OPAQUE | PAIRED | PLAIN
TOKEN = re.compile(
    r"(?P<comment><!--)|</?(?P<tag>[a-zA-Z][a-zA-Z0-9]{0,19})(?=[\s/>])|(?P<mark>\{\{!\}\}(?:\{\{!\}\})?|\{\{!!\}\}|!!)|(?P<open>\{\{+)|(?P<close>\}\}+)|(?P<link>\[\[)|(?P<unlink>\]\]?)"
    r"|(?P<external>\[(?=(?:https?:|ftps?:|news:|irc:)?//|mailto:))|(?P<bar>\|\|?)|(?P<quotes>''+)|(?P<newline>\n)"
)
#: In a page that has lost its line ends a space stands before what began a line.
BROKEN = re.compile(TOKEN.pattern.replace(r"<newline>\n", r"<newline>\n|[ ](?=={2,6}[^=\n]{1,120}={2,6}(?:\s|$)|[*#]{1,3}[ ]?\S|\{\||\|[-}+]?[ ]|![ ])"))
BAR = r"(?:\||\{\{!\}\})"
LINE = re.compile(
    rf"[ \t]*(?P<begin>:*(?:\{{\||\{{\{{\(!\}}\}}))|[ \t]*(?P<end>\|\}}(?!\}})|\{{\{{!\)\}}\}})|[ \t]*(?P<row>{BAR}-+|\{{\{{!-\}}\}})|[ \t]*(?P<caption>{BAR}\+)|[ \t]*(?P<cell>{BAR}|!)"
    r"|(?P<item>[*#:;]+)|(?P<rule>-{4,})|(?P<heading>=)"
)
HEADING = re.compile(r"(?P<level>={1,6})(?P<title>[^\n]{1,400}?)(?P<last>={1,6})[ \t]*(?:<!--[^\n]{0,200}?-->[ \t]*)?(?=\n|\Z)")
BROKEN_HEADING = re.compile(r"(?P<level>={2,6})(?P<title>[^=\n]{1,120})(?P<last>={2,6})(?=\s|\Z)")
ATTRIBUTES = re.compile(r"[^<>]{0,2000}>")
ADDRESS = re.compile(r"[^\s\[\]<>\"|{}]{1,2000}")
LIST = re.compile(r"\s*(?=[*#])")
QUOTES = re.compile("''+")
BLANK = re.compile(r"[ \t]*\n")
#: More braces in a row than anybody writes.
BRACES_MAX = 6
NEXT_CELL = re.compile(r"[ ](?=[|!]|\{\|)|\n")


def lost_lines(text: str) -> bool:
    """Whether a page has lost its line ends: paragraphs without end that hold headings."""
    return len(text) > 4000 * (1 + text.count("\n")) and re.search(r" ={2,4}[^=\n]{1,80}={2,4} ", text) is not None


def odd_apostrophe(line: str) -> int:
    """Return where three apostrophes are one and two, or -1: a line with an odd number of bold and of italic marks has such (MediaWiki's
    ``doQuotes``), best behind a word of one letter, else behind a word.

    >>> odd_apostrophe("''Lenn'''s bank"), odd_apostrophe("'''Lenn''' and ''bank''")
    (6, -1)
    """
    runs = [(m.start(), len(m.group())) for m in QUOTES.finditer(line)]
    bold = [start for start, count in runs if count in (3, 4) or count >= 5]
    italic = sum(count == 2 or count >= 5 for _, count in runs)
    if len(bold) % 2 == 0 or italic % 2 == 0:
        return -1
    threes = [start for start, count in runs if count == 3]
    short = next((start for start in threes if line[max(0, start - 2) : start - 1] == " " and line[start - 1 : start] != " "), None)
    word = next((start for start in threes if line[max(0, start - 1) : start] not in ("", " ")), None)
    return short if short is not None else word if word is not None else threes[0] if threes else -1
