"""The notes of a MediaWiki page in HTML: markers, entries with their numbers, and the works that short footnotes stand for."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import parse_qsl, unquote

from claimcite.clean.inline import Inline, RawBlock
from claimcite.clean.json_text import load_json
from claimcite.clean.tree import Element, Text
from claimcite.clean.wikiblocks import take_printed_works
from claimcite.clean.wikicite import parsoid_fields, year_of
from claimcite.clean.wikirefs import sign
from claimcite.clean.wikishort import Work, Works, folded, short_of
from claimcite.records import RawReference
from claimcite.spans import MappedText

#: Classes of a reference's marker, and of "[citation needed]".
MARKS, NEEDED = frozenset(["reference", "mw-ref"]), "Template-Fact"
MARK_TAGS = frozenset(["sup", "span", "a"])
#: Parts of an entry that are no text of it.
BACK = frozenset(["mw-cite-backlink", "mw-linkback-text", "Z3988", "cs1-maint", "cs1-hidden-error", "cs1-visible-error", "error", "cite-accessibility-label", "mw-editsection"])
#: Keys of an OpenURL context object (COinS) -> parameters of citation templates.
COINS = {
    "rft.atitle": "title", "rft.btitle": "title", "rft.title": "title", "rft.jtitle": "work", "rft.pub": "publisher", "rft.place": "location", "rft.date": "date",
    "rft.aulast": "last", "rft.aufirst": "first", "rft.issn": "issn", "rft.isbn": "isbn", "rft.volume": "volume", "rft.issue": "issue", "rft.pages": "pages",
    "rft.edition": "edition", "rft.series": "series",
}  # fmt: skip
#: An object with more keys is cut: thousands of them are no reference.
COINS_MAX = 200
#: How far behind a work its context object stands at most.
SIBLINGS_MAX = 12
ARROW = re.compile(r"[\^↑\s]+")
#: Classes of ``<cite>`` -> the template that has them; a context object does not tell a newspaper from a book.
GENRES = {"news": "news", "journal": "journal", "book": "book", "magazine": "magazine", "encyclopaedia": "encyclopedia", "encyclopedia": "encyclopedia", "report": "report", "techreport": "report",
          "thesis": "thesis", "conference": "conference", "pressrelease": "press release", "interview": "interview", "podcast": "podcast", "episode": "episode", "map": "map"}  # fmt: skip
STYLED = re.compile(r"(?P<group>(?:lower|upper)-(?:alpha|roman|greek)|decimal)\s(?P<number>\d{1,4})")
GROUPS = ("lower-alpha", "lower-roman", "lower-greek", "upper-alpha", "upper-roman")
COUNTED = re.compile(r"(?P<group>.*?)\s?(?P<number>\d{1,4})")


def marker_of(element: Element) -> tuple[bool, str | None]:
    """Tell ``<sup class="reference">`` and "citation needed", and the entry that the first points to."""
    if element.tag not in MARK_TAGS or not ("ref" in element.head or NEEDED in element.head):
        key = target(element) if element.tag == "sup" and not element.head else None  # a copy of a page without its classes
        return (True, key) if key is not None and key.startswith("cite_note") else (False, None)
    classes = element.classes
    if classes & MARKS or element.attributes.get("typeof") == "mw:Extension/ref":
        return (True, key) if (key := target(element)) else (False, None)
    return NEEDED in classes, None


def target(element: Element) -> str | None:
    """Return the anchor of the note that a marker leads to."""
    links = (link.attributes.get("href", "") for link in (element, *element.find_all("a")))
    return next((unquote(href.partition("#")[2]) for href in links if "#" in href), None) or None


def read_notes(
    notes: Sequence[tuple[Element, Element]], works: Mapping[str, tuple[Element, Element]], blocks: Sequence[RawBlock], raw: str
) -> list[RawReference]:
    """Return the entries of all lists of notes, in order.

    ``notes`` are the entries with their lists, ``works`` what has an anchor for short footnotes, ``blocks`` those of the page: their
    markers show the numbers of the notes.
    """
    lines = [entry_line(holder_of(note), raw) for note, _ in notes]
    keys = [unquote(note.attributes["id"]) for note, _ in notes]
    marks = [(key, span.of(block.text)) for block in (*blocks, *lines) for span, key in block.markers if key is not None]
    numbers = numbers_of(keys, [id(around) for _, around in notes], dict(reversed(marks)))
    known = works_of(works, raw)
    take_printed_works(blocks, known)
    fields = [fields_of(holder_of(note).walk()) for note, _ in notes]
    for line, own in zip(lines, fields, strict=True):
        if own is not None or short_of(line.text) is None:
            known.take(Work(line.text, own))
    rows = zip(notes, keys, numbers, lines, fields, strict=True)
    return [entry(note, key, number, line, own, known) for (note, _), key, number, line, own in rows]


def entry(note: Element, key: str, number: str, line: RawBlock, fields: dict[str, str] | None, works: Works) -> RawReference:
    """Return one entry; a short footnote has the fields of the work that it stands for."""
    holder = holder_of(note)
    cites = tuple(dict.fromkeys(k for _, k in line.markers if k is not None))
    full = None
    if fields is None and (work := work_of(holder, line.text, works)) is not None:
        full, fields = work.text or None, dict(work.fields) if work.fields else None
        short = short_of(line.text)
        if fields is not None and short is not None and short.pages:
            fields["pages"] = short.pages
    return RawReference(key, number, line.text, note.span, fields, address_of(holder), cites, full)


def holder_of(note: Element) -> Element:
    """Return the part of an entry that holds its text."""
    return next((e for e in note.walk() if e.head and "reference-text" in e.head and e.classes & {"reference-text", "mw-reference-text"}), note)


def entry_line(holder: Element, raw: str) -> RawBlock:
    """Return the printed text of an entry, with its own markers: no back-links, no hidden parts."""
    line = Inline()
    stack = list(reversed(holder.children))
    while stack:
        child = stack.pop()
        if not isinstance(child, Element):
            line.copy(raw, child.start, child.end)
            continue
        is_marker, key = marker_of(child)
        if is_marker:
            line.mark(MappedText.joined(MappedText.of_raw(raw, text.start, text.end) for text in child.texts()), key)
        elif child.tag not in ("style", "script") and not is_back(child):
            stack += reversed(child.children)
    return without_arrow(line.block("paragraph"))


def is_back(element: Element) -> bool:
    """Whether a part of an entry leads back to the text, or is not printed."""
    if not element.head:
        return False
    a = element.attributes
    return bool(element.classes & BACK) or a.get("rel") == "mw:referencedBy" or (element.tag == "a" and "#cite_ref" in a.get("href", ""))


def without_arrow(block: RawBlock) -> RawBlock:
    """Take the arrow off an entry whose back-links have no class: "^ a b Roe, Ann …", with the letters already gone."""
    arrow = ARROW.match(block.text)
    if arrow:
        block.content = block.content.slice(arrow.end())
        block.markers = [(span.shifted(-arrow.end()), key) for span, key in block.markers]
    return block


def address_of(holder: Element) -> str | None:
    """Return the first address outside of the wiki that an entry links to."""
    for link in holder.find_all("a"):
        if "external" in link.classes or link.attributes.get("rel") == "mw:ExtLink":
            return html.unescape(link.attributes.get("href", "")) or None
    return None


# --- numbers --------------------------------------------------------------------------------------------------------


def numbers_of(keys: Sequence[str], lists: Sequence[int], shown: Mapping[str, str]) -> list[str]:
    """Return the number of each note as its marker shows it; of one that nobody cites as its place in its list says.

    >>> numbers_of(["a", "b", "c"], [1, 1, 2], {"a": "[note 1]", "c": "[lower-alpha 1]"})
    ['note 1', 'note 2', 'a']
    """
    numbers: list[str | None] = [numeral(shown[key]) if key in shown else None for key in keys]
    places: list[int] = []
    groups: dict[int, str] = {}
    so_far: Counter[int] = Counter()
    for one, number in zip(lists, numbers, strict=True):
        so_far[one] += 1
        places.append(so_far[one])
        if number is not None and one not in groups:
            groups[one] = group_of(number, so_far[one])
    return [number if number is not None else sign(places[i], groups.get(lists[i], "")) for i, number in enumerate(numbers)]


def numeral(marker: str) -> str:
    """Return what a marker shows within its brackets; Parsoid names a style where a reader sees the letter.

    >>> numeral("[12]"), numeral("[lower-alpha 2]")
    ('12', 'b')
    """
    text = " ".join(marker.strip("[]() ").split())
    styled = STYLED.fullmatch(text)
    return sign(int(styled["number"]), styled["group"]) if styled else text


def group_of(number: str, place: int) -> str:
    """Return the group whose note at this place has this number.

    >>> group_of("c", 3), group_of("note 3", 3), group_of("7", 3)
    ('lower-alpha', 'note', '')
    """
    counted = COUNTED.fullmatch(number)
    if counted:
        return counted["group"]
    return next((group for group in GROUPS if sign(place, group) == number), "")


# --- what the markup says of an entry -------------------------------------------------------------------------------


def works_of(anchored: Mapping[str, tuple[Element, Element]], raw: str) -> Works:
    """Return the works that short footnotes lead to, by their anchors."""
    works = Works()
    places: dict[int, dict[int, int]] = {}
    for anchor, (element, around) in anchored.items():
        if id(around) not in places:
            places[id(around)] = {id(child): i for i, child in enumerate(around.children)}
        behind = around.children[places[id(around)][id(element)] + 1 :][:SIBLINGS_MAX]
        fields = fields_of(part for sibling in with_siblings(element, behind) for part in sibling.walk())
        author = (fields or {}).get("last") or (fields or {}).get("author1") or (fields or {}).get("author") or ""
        work = Work(entry_line(element, raw).text, fields, element.span, address_of(element))
        works.add([anchor], author, year_of(fields) if fields else "", work)
    return works


def with_siblings(element: Element, behind: Sequence[Element | Text]) -> Iterator[Element]:
    """Yield an element and what belongs to it behind it: its context object stands beside it."""
    yield element
    for child in behind:
        if isinstance(child, Element):
            if child.tag in ("cite", "li") or child.attributes.get("id", "").startswith("CITEREF"):
                return
            yield child


def work_of(holder: Element, text: str, works: Works) -> Work | None:
    """Return the work that a short footnote stands for: the one that it links to, or the one of its author and year."""
    for link in holder.find_all("a"):
        anchor = unquote(link.attributes.get("href", "").partition("#")[2])
        if anchor.startswith("CITEREF"):
            return works.by_anchor.get(folded(anchor))
    short = short_of(text)
    return works.find(short) if short is not None else None


def fields_of(elements: Iterable[Element]) -> dict[str, str] | None:
    """Return the parameters of an entry: those of its template, where Parsoid kept them, else those of its context object."""
    found: dict[str, str] | None = None
    genre = ""
    for element in elements:
        if element.tag == "cite" and element.head and not genre:
            genre = next((f"cite {GENRES[name]}" for name in sorted(element.classes & GENRES.keys())), "")
        if "data-mw" in element.head and element.tag in ("cite", "span"):
            template = data_fields(element.attributes.get("data-mw", ""))
            if template is not None:
                return template
        if found is None and "Z3988" in element.head and "Z3988" in element.classes:
            found = coins(html.unescape(element.attributes.get("title", "")))
    return found | {"genre": genre} if found and genre else found


def data_fields(data: str) -> dict[str, str] | None:
    """Return the parameters of the citation template that a ``data-mw`` attribute holds as JSON, or None."""
    try:
        read = load_json(html.unescape(data))
    except (ValueError, RecursionError):
        return None
    return parsoid_fields(read) if isinstance(read, dict) else None


def coins(title: str) -> dict[str, str]:
    """Return the parameters that a context object carries, named as citation templates name them.

    >>> coins("rft.atitle=Dam+fails&rft.au=Roe%2C+Ann&rft_id=https%3A%2F%2Fpela.example%2Fa")
    {'title': 'Dam fails', 'url': 'https://pela.example/a', 'author1': 'Roe, Ann'}
    """
    pairs = parse_qsl("&".join(title.split("&", COINS_MAX)[:COINS_MAX]))
    fields: dict[str, str] = {}
    for key, value in pairs:
        name = COINS.get(key)
        if name and value.strip():
            fields.setdefault(name, value.strip())
        elif key == "rft_id" and value.startswith("http"):
            fields.setdefault("url", value)
        elif key == "rft_id" and value.startswith("info:doi/"):
            fields.setdefault("doi", unquote(value.removeprefix("info:doi/")))
    for i, author in enumerate((value for key, value in pairs if key == "rft.au"), 1):
        fields[f"author{i}"] = author
    if "last" in fields:
        fields.pop("author1", None)
    return fields
