"""What templates print by format, and those that print by a rule of their own: dates, conversions, lists, quotations, pronunciations."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from claimcite.clean.wikidates import printed_date
from claimcite.clean.wikinodes import Node, Parameter, parameters
from claimcite.lexicon.wiki import Field, Format, Group

if TYPE_CHECKING:
    from claimcite.clean.wikireader import Reader

Given = Mapping[str, Parameter]
RANGE = {"to": " to ", "-": "–", "–": "–", "to(-)": "–", "and": " and ", "and(-)": " and ", "or": " or ", "by": " by ", "x": " × ", "×": " × ", "*": " × ", "xx": " × ", "+/-": " ± ", "±": " ± ", "+": " + ", ",": ", "}
#: Units of "{{convert}}" that are not printed as they are written.
UNITS = {"sqmi": "sq mi", "sqkm": "km2", "sqft": "sq ft", "sqyd": "sq yd", "acre": "acres", "mile": "miles", "mi": "miles", "cuft": "cu ft", "impgal": "imp gal", "usgal": "US gal", "c": "°C", "f": "°F",
         "ton": "tons", "tonne": "tonnes", "nmi": "nautical miles", "kn": "knots", "foot": "feet", "inch": "inches", "lk": "", "uston": "short tons"}  # fmt: skip
#: Parameters of a pronunciation that are no sound: languages and notes.
LABELS = frozenset(["uk", "us", "pron", "lang", "local", "also", "audio", "ipa", "en", ",", "all", "-"])
SECOND = frozenset(["in", "oz", "lb", "st", "yd", "ft", "mi"])


def given_of(reader: Reader, node: Node) -> dict[str, Parameter]:
    """Return the parameters of a template that have a value, by name; "-1" is the last without a name."""
    given = {p.key: p for p in parameters(node, reader.text) if reader.text[p.start : p.end].strip()}
    last = max((key for key in given if key.isdecimal()), key=int, default=None)
    if last is not None:
        given["-1"] = given[last]
    return given


def fill(reader: Reader, node: Node, form: Format, given: Given) -> None:
    """Print the parts of a format."""
    fields = [part for part in form if isinstance(part, Field)]
    if fields and not any(chosen(part, given) for part in fields):
        return
    for part in form:
        if isinstance(part, Group):
            fill(reader, node, part.parts, given)
        elif isinstance(part, Field):
            parameter = chosen(part, given)
            if parameter is not None:
                reader.value(parameter.nodes)
        else:
            reader.printed(part, node)


def chosen(part: Field, given: Given) -> Parameter | None:
    """Return the first parameter of a field that is there."""
    return next((given[name] for name in part.names if name in given), None)


# --- rules ----------------------------------------------------------------------------------------------------------


def date(reader: Reader, node: Node, given: Given) -> None:
    """Print ``{{start date|2026|5|4|df=yes}}``: "4 May 2026"."""
    values = {key: reader.aside(p.nodes).text for key, p in given.items()}
    text = printed_date(values)
    if text is not None:
        reader.printed(text, node)
    else:  # {{date|4|mai|2026}}
        fill(reader, node, (Field(("1",)), Group((" ", Field(("2",)))), Group((" ", Field(("3",))))), given)


def as_of(reader: Reader, node: Node, given: Given) -> None:
    """Print ``{{as of|2026|5|lc=y}}``: "as of May 2026"."""
    values = {key: reader.aside(p.nodes).text for key, p in given.items()}
    if "alt" in given:
        reader.value(given["alt"].nodes)
        return
    lead = "Since" if "since" in values or reader.name(node) == "since" else "As of"
    day = printed_date(values) or values.get("1", "")
    if day:
        reader.printed(f"{lead.lower() if 'lc' in values else lead} {day}{values.get('post', '')}", node)


def convert(reader: Reader, node: Node, given: Given) -> None:
    """Print what ``{{convert|5|to|10|km|mi}}`` converts: "5 to 10 km"; what it converts to is left out."""
    at = 1
    while (parameter := given.get(str(at))) is not None:
        word = reader.aside(parameter.nodes).text
        if word in RANGE:
            reader.printed(RANGE[word], node)
        elif re.match(r"[-−+~]?[\d.,]", word):
            reader.value(parameter.nodes)
        else:
            following = reader.aside(given[str(at + 2)].nodes).text if str(at + 2) in given else ""
            reader.printed(" ", node)
            unit = UNITS.get(word.lower())
            reader.printed(unit, node) if unit is not None else reader.value(parameter.nodes)
            if following not in SECOND or not re.match(r"[\d.]", reader.aside(given[str(at + 1)].nodes).text):
                return
            reader.printed(" ", node)
        at += 1


def number(reader: Reader, node: Node, given: Given) -> None:
    """Print ``{{val|5|1|u=km}}``: "5 ± 1 km"."""
    fill(reader, node, (Field(("1",)), Group((" ± ", Field(("2",)))), Group((" ", Field(("u", "ul"))))), given)


def fraction(reader: Reader, node: Node, given: Given) -> None:
    """Print ``{{frac|5|1|2}}``: "5 1/2"."""
    forms: dict[int, Format] = {1: ("1/", Field(("1",))), 2: (Field(("1",)), "/", Field(("2",))), 3: (Field(("1",)), " ", Field(("2",)), "/", Field(("3",)))}
    form = forms.get(sum(key.isdecimal() for key in given))
    if form:
        fill(reader, node, form, given)


def listing(reader: Reader, node: Node, given: Given) -> None:
    """Print each parameter of a list as an item."""
    if "title" in given:
        reader.value(given["title"].nodes)
        reader.printed(": ", node)
    for key, parameter in given.items():
        if key.isdecimal():
            reader.separate(node)
            reader.value(parameter.nodes)
    if not reader.flat:
        reader.flush()


def quote(reader: Reader, node: Node, given: Given) -> None:
    """Print a quotation as a block of its own, and whose it is behind it."""
    right = reader.name(node) == "rquote"
    text = chosen(Field(("text", "quote", "content", "2" if right else "1")), given)
    author = chosen(Field(("author", "sign", "by", "person", "3" if right else "2" if reader.name(node) != "cquote" else "4")), given)
    source = chosen(Field(("source", "title", "publication", "4" if right else "3" if reader.name(node) != "cquote" else "5")), given)
    outer = reader.base
    reader.flush()
    reader.base = reader.kind = "quote"
    if text is not None:
        reader.value(text.nodes)
        reader.flush()
    for i, part in enumerate(p for p in (author, source) if p is not None):
        reader.printed(", " if i else "— ", node)
        reader.value(part.nodes)
    reader.flush()
    reader.base = reader.kind = outer


def height(reader: Reader, node: Node, given: Given) -> None:
    """Print ``{{height|ft=5|in=11}}``."""
    fill(reader, node, tuple(Group((Field((unit,)), f" {unit} ")) for unit in ("ft", "in", "m", "cm")), given)


def nihongo(reader: Reader, node: Node, given: Given) -> None:
    """Print ``{{nihongo|Oru Castle|折城|Oru-jō}}``."""
    fill(reader, node, (Field(("1",)), Group((" (", Field(("2",)), ")"))), given)


def ipa(reader: Reader, node: Node, given: Given) -> None:
    """Print a pronunciation: ``{{IPAc-en|ˈ|oʊ|r|uː}}`` prints "/ˈoʊruː/", ``{{IPA-fr|ɔʁu}}`` "[ɔʁu]"."""
    name = reader.name(node)
    words = [reader.aside(given[str(n)].nodes).text for n in range(1, 40) if str(n) in given]
    if name.startswith("ipac-"):
        text = "".join(word for word in words if word.lower() not in LABELS)
    else:
        text = next((word for word in reversed(words) if word.lower() not in LABELS and not word.isascii()), "") or (words[0] if words else "")
    if text:
        reader.printed(text if text[0] in "/[" else f"/{text}/" if name.startswith("ipac-") else f"[{text}]", node)


def respell(reader: Reader, node: Node, given: Given) -> None:
    """Print ``{{respell|OH|roo}}``: "OH-roo"."""
    reader.printed("-".join(reader.aside(given[str(n)].nodes).text for n in range(1, 20) if str(n) in given).replace("-_-", " "), node)


def works(reader: Reader, node: Node, _given: Given) -> None:
    """A list of works begins or ends."""
    reader.flush()
    reader.works_listed = reader.name(node) == "refbegin"


def paragraph(reader: Reader, _node: Node, _given: Given) -> None:
    """End a paragraph."""
    reader.flush()


BUILT: Mapping[str, Callable[[Reader, Node, Given], None]] = {
    "date": date, "as of": as_of, "convert": convert, "number": number, "fraction": fraction, "list": listing, "quote": quote, "height": height, "nihongo": nihongo,
    "ipa": ipa, "respell": respell, "works": works, "paragraph": paragraph,
}  # fmt: skip
