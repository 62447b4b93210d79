"""An independent reader of saved pages of wikitext: where their markers stand, and which entry each of them names.

It shares nothing with ``clean``: a few regular expressions. ``marker_html`` reads pages in HTML.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from claimcite.spans import Span

LT, GT = "(?:<|&lt;)", "(?:>|&gt;)"
HIDDEN = re.compile(rf"{LT}!--.*?--{GT}|{LT}nowiki{GT}.*?{LT}/nowiki{GT}", re.DOTALL)
USE = re.compile(rf"{LT}ref\b(?P<attributes>(?:(?!&gt;)[^<>/]|/(?!>|&gt;)){{0,400}}?)(?P<alone>/\s?)?{GT}", re.IGNORECASE)
CLOSED = re.compile(rf"{LT}/ref\s?{GT}", re.IGNORECASE)
ATTRIBUTE = re.compile(r"(name|group)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|&quot;(.*?)&quot;|([^\s\"'/|}&]+))", re.IGNORECASE)
FOOTNOTE = re.compile(r"\{\{\s*(?P<name>efn|refn|notetag|#tag:\s*ref|sfnp?|r|citation needed|cn|fact|failed verification|better source|dubious|page needed)\s*(?=[|}])", re.IGNORECASE)
LISTED = re.compile(rf"{LT}references\b[^<>/]{{0,100}}{GT}.*?{LT}/references\s?{GT}|\{{\{{\s*(?:reflist|notelist)(?=\s*\|)", re.IGNORECASE | re.DOTALL)
NEEDED = frozenset({"citation needed", "cn", "fact", "failed verification", "better source", "dubious", "page needed"})
CITE = re.compile(r"\{\{\s*(?:cite\b|citation\s*\|)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class GoldMarker:
    """A marker of a page: its place, and the place of the entry that it names (None where it names none)."""

    span: Span
    entry: Span | None


@dataclass(slots=True)
class GoldPage:
    """What an independent reader finds on a page."""

    markers: list[GoldMarker] = field(default_factory=list)
    entries: list[Span] = field(default_factory=list)
    shorts: dict[Span, str] = field(default_factory=dict)
    """Entries that are short footnotes, with the work that they stand for: as it is printed, or its title alone."""
    rows: list[tuple[str, str]] = field(default_factory=list)
    """Rows of infoboxes: label and value, as they are printed."""


# --- wikitext -------------------------------------------------------------------------------------------------------


def within(span: Span, outer: list[Span]) -> bool:
    """Whether one of some sorted ranges holds a range."""
    at = bisect.bisect_right(outer, (span.start, len(outer) and outer[-1].end + 1)) - 1
    return at >= 0 and outer[at].covers(span)


def wikitext_page(raw: str) -> GoldPage:
    """Read a page of wikitext: each use of a ``<ref>`` or of a template that makes a footnote, and the first definition of its name.

    >>> page = wikitext_page('A.<ref name=x /> B.<ref name=x>Roe</ref>')
    >>> [marker.entry for marker in page.markers]
    [Span(start=19, end=40), Span(start=19, end=40)]
    >>> wikitext_page("<!-- <ref>x</ref> -->").markers
    []
    """
    raw = HIDDEN.sub(lambda m: " " * len(m.group()), raw)
    page = GoldPage()
    uses = sorted([*refs(raw), *templates(raw)])
    defined: dict[str, Span] = {}
    for span, key, content in uses:
        if content and key:
            defined.setdefault(key, span)
    listed = sorted(Span(m.start(), m.end() if m.group().endswith((">", "&gt;")) else closing(raw, m.start())) for m in LISTED.finditer(raw))
    outer = sorted([*listed, *(span for span, key, content in uses if content)])
    page.entries = sorted({*defined.values(), *(span for span, key, content in uses if content and not key)})
    notes = widest(outer)
    for span, key, _ in uses:
        if not any(o.covers(span) and o != span for o in near(notes, span)) and not within(span, listed):
            entry = None if key in NEEDED else defined.get(key) if key else span
            page.markers.append(GoldMarker(span, entry))
    page.shorts = shorts(raw, uses)
    page.rows = list(box_rows(raw))
    return page


def widest(spans: list[Span]) -> list[Span]:
    """Return the ranges that lie in no other, sorted."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not found or span.end > found[-1].end:
            found.append(span)
    return found


def near(spans: list[Span], span: Span) -> list[Span]:
    """Return the range of some sorted ones, none in another, that may hold ``span``."""
    at = bisect.bisect_right(spans, (span.start, len(spans) and spans[-1].end + 1)) - 1
    return spans[max(0, at) : at + 1]


def refs(raw: str) -> Iterator[tuple[Span, str, str]]:
    """Yield place, name with group, and content of each ``<ref>``."""
    for match in USE.finditer(raw):
        named = {m[1].lower(): next(v for v in m.groups()[1:] if v is not None) for m in ATTRIBUTE.finditer(match["attributes"])}
        key = f"{named.get('group', '')}\t{' '.join(named['name'].split())}" if named.get("name", "").strip() else ""
        close = None if match["alone"] else CLOSED.search(raw, match.end(), match.end() + 20_000)
        if match["alone"]:
            yield Span(*match.span()), key, ""
        elif close:
            yield Span(match.start(), close.end()), key, raw[match.end() : close.start()].strip()


def templates(raw: str) -> Iterator[tuple[Span, str, str]]:
    """Yield place, key and content of each template that makes a footnote."""
    for match in FOOTNOTE.finditer(raw):
        span = Span(match.start(), closing(raw, match.start()))
        kind = re.sub(r"\s", "", match["name"].lower())
        body = raw[match.end() : span.end - 2]
        named = dict(re.findall(r"\|\s*(name|group)\s*=\s*([^|{}\[\]<]*)", body))
        if kind in ("sfn", "sfnp"):
            yield span, f"sfn\t{re.sub(r'[^0-9A-Za-z|=]', '', body)}", body
        elif kind == "r":
            first = next((p for p in body.split("|") if p.strip() and "=" not in p), "")
            yield span, f"\t{first.strip()}", ""
        elif match["name"].lower() in NEEDED:
            yield span, match["name"].lower(), ""
        else:
            name = named.get("name", "").strip().strip("\"'")
            group = named.get("group", "").strip().strip("\"'") or ("" if kind in ("refn", "#tag:ref") else kind)
            yield span, f"{group}\t{name}" if name else "", re.sub(r"^\|\s*(?:name|group)\s*=[^|]*", "", body).strip("| \n")


def closing(raw: str, start: int, limit: int = 20_000) -> int:
    """Return where the template that opens at ``start`` ends.

    >>> closing("{{a|{{b}}}} c", 0), closing("{{a", 0)
    (11, 3)
    """
    depth = 0
    for match in re.compile(r"\{\{|\}\}").finditer(raw, start, start + limit):
        depth += 1 if match.group() == "{{" else -1
        if depth == 0:
            return match.end()
    return min(len(raw), start + limit)


def shorts(raw: str, uses: list[tuple[Span, str, str]]) -> dict[Span, str]:
    """Return the short footnotes that name a cited work by its author's name and year, with the title of that work."""
    works: dict[str, str] = {}
    for match in CITE.finditer(raw):
        fields = dict(parameters(raw[match.start() : closing(raw, match.start())]))
        names = [fields.get(f"last{n}") or fields.get(f"author{n}") or "" for n in ("", "1", "2", "3", "4")]
        year = re.search(r"\d{4}[a-z]?", fields.get("year") or fields.get("date") or "")
        works.setdefault("".join([*filter(None, names), year.group() if year else ""]), fields.get("title", ""))
    found: dict[Span, str] = {}
    for span, key, content in uses:
        if key.startswith("sfn\t"):
            title = works.get("".join(part.strip() for part in content.split("|") if part.strip() and "=" not in part))
            if title:
                found.setdefault(span, title)
    return found


def parameters(template: str) -> Iterator[tuple[str, str]]:
    """Yield the named parameters of a template, by a count of brackets."""
    depth, part = 0, ""
    for piece in re.split(r"(\{\{|\}\}|\[\[|\]\]|\|)", template[2:-2]):
        depth += {"{{": 1, "[[": 1, "}}": -1, "]]": -1}.get(piece, 0)
        if piece == "|" and depth == 0:
            name, equals, value = part.partition("=")
            if equals:
                yield name.strip(), value.strip()
            part = ""
        else:
            part += piece
    name, equals, value = part.partition("=")
    if equals:
        yield name.strip(), value.strip()


SHOWN = re.compile(r"image|img|logo|map|alt|caption|flag|seal|coord|url|website|\blat|\blong|size|width|style|color|colour|pattern|footnote|ref$|_type$|_name$|_title|_info|_code|subdivision|leader|background|change|iso|class|arms|symbol|coa|date|\d", re.IGNORECASE)


def box_rows(raw: str) -> Iterator[tuple[str, str]]:
    """Yield label and value of the plainest rows of an infobox: a value of words and links alone."""
    match = re.search(r"\{\{\s*infobox\b", raw, re.IGNORECASE)
    for name, value in parameters(raw[match.start() : closing(raw, match.start(), 40_000)]) if match else ():
        plain = re.sub(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]", r"\1", value)
        if not SHOWN.search(name) and re.fullmatch(r"[\w][\w ,.'()–-]*", plain):
            yield name, unescape(plain)
