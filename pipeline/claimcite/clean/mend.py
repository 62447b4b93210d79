"""Mends what scraping broke inside a line: left-over tags, template codes, edit links. What is cut out is kept with its place.

Character references are decoded by ``inline.decoded``, those that machine translation broke too.
"""

from __future__ import annotations

import re

from claimcite.records import Dropped
from claimcite.spans import MappedText, Span

#: Tags that a scraper left in text, whole: '<span class="x">', '</b>', '<br/>'. "a<b and b>c" is none.
TAG = r"</?[a-zA-Z][a-zA-Z0-9]{0,15}(?:\s[^<>=\n]{0,400}=[^<>\n]{0,800})?\s?/?>"
#: A tag that the end of its line cut off, an attribute in it: '<img class = "preview" alt = "Photo: …'. "a <b and c" is none.
CUT_OFF = r"</?(?:img|a|div|span|iframe|figure|p|td|li|ul|script|link|meta|source|svg|path|input|button)\s[^<>\n]{0,80}=[^<>\n]{0,2000}$|</[a-z]{1,10}$"
#: A tag whose beginning an earlier line lost: 'data-src="x.jpg" class="y">'.
HEADLESS = r"^\s*(?:[a-z-]{2,20}\s?=\s?\"[^\"<>\n]{0,400}\"\s*){1,10}/?>"
#: Codes of templates: "[do_widget_area inner_adsbar]", "[/caption]", "{{ad_slot}}", "{% include x %}", "%%POST_TITLE%%".
CODE = (
    r"\[/?[a-z]+_[a-z_]+(?:\s[^\[\]\n]{0,200})?\]|\[/?(?:caption|embed|gallery|adsense|youtube|video|vc|et)(?:\s[^\[\]\n]{0,200})?\]"
    r"|\{\{\s?[a-z_.]{2,40}\s?\}\}|\{%[^%\n]{1,100}%\}|%%[A-Z_]{3,40}%%|<!--[^<>\n]{0,400}-->"
)
#: "[edit]", "[ edit ]", "[edit | edit source]", "[show]", "[update]": links and notes of a page's editors.
EDIT = r"\[\s?(?:edit|edit source|show|hide|update|needs update|show hide|v t e)(?:\s?\|\s?(?:edit|edit source|show|hide)\s?)?\s?\]"
LEFT_OVER = re.compile(f"(?:{TAG})|(?:{CUT_OFF})|(?:{HEADLESS})|(?:{CODE})", re.MULTILINE)
EDITORS = re.compile(EDIT, re.IGNORECASE)
#: The link to edit a section, at the end of its heading.
EDITED = re.compile(r"\S\s?\[\s?edit\b[\w\s|]{0,30}\]\s?$", re.IGNORECASE)
#: Names of flag pictures in a row: "TargetSyrian revolution flag.svg Faylaq al-Sham", "Flag of Oru.svg Oru".
ICON = re.compile(r"(?:(?<=[a-z])(?=[A-Z])|\b)[A-Z0-9][^.\n\[\]]{0,80}\.(?:svg|png|jpe?g|gif|webp)(?=\s|$)", re.IGNORECASE)


#: Tags that stand inside a word or before a comma: they leave no space.
INLINE = re.compile(r"</?(?:a|abbr|b|cite|code|em|font|i|mark|q|s|small|span|strong|sub|sup|time|u)\b[^<>]{0,1300}>", re.IGNORECASE)


def mended(piece: MappedText, lost: list[Dropped]) -> MappedText:
    """Return a line without left-over tags and codes; they are added to ``lost``, text and place. Most leave a space.

    >>> lost = []
    >>> mended(MappedText.of_raw("The <b>army</b> left. [do_widget ad]"), lost).text, [d.text for d in lost]
    ('The army left.  ', ['<b>', '</b>', '[do_widget ad]'])
    >>> mended(MappedText.of_raw("It fell to 12 < 14 [5]"), lost).text
    'It fell to 12 < 14 [5]'
    """
    text = piece.text
    if "<" in text or ">" in text or "_" in text or "{" in text or "%%" in text:
        piece = cut(piece, LEFT_OVER, lost)
    if "[" in text:
        piece = cut(piece, EDITORS, lost)
    return piece


def cut(piece: MappedText, pattern: re.Pattern[str], lost: list[Dropped]) -> MappedText:
    """Cut out each match and note it as lost."""

    def space(match: re.Match[str]) -> str:
        lost.append(Dropped(piece.raw_of(Span(*match.span())), "markup", match.group()[:200]))
        return "" if INLINE.fullmatch(match.group()) else " "

    return piece.sub(pattern, space)
