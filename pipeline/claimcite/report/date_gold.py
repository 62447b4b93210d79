"""Readers of the gold sets of time expressions: Recognizers-Text, MEANTIME, GUM and re3d as texts with the places of their dates.

What a set says of a date stays as the set says it: ``date_sets`` compares, and converts where conventions differ.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from claimcite.errors import UsageError
from claimcite.model.sets import GLUED_LEFT, GLUED_RIGHT, treebank

#: MEANTIME's annotators read the headline, the line with the date, and four sentences more.
ANNOTATED = 6


@dataclass(frozen=True, slots=True)
class GoldDate:
    """A time expression of a gold set: its place, its kind in the set's own words, and what the set says of it."""

    start: int
    end: int
    kind: str
    said: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DatedText:
    """A text of a gold set, the day that it was written (ISO) or None, and the places of its time expressions."""

    text: str
    written: str | None
    dates: tuple[GoldDate, ...]


def load(path: Path) -> Any:
    """Read a JSON file; one that cannot be read raises ``UsageError``."""
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as exc:
        raise UsageError(f"{path}: it cannot be read as JSON: {exc}") from exc


# --- Recognizers-Text -----------------------------------------------------------------------------------------------


def recognizers(path: Path) -> Iterator[DatedText]:
    """Yield the cases of a file of Recognizers-Text that hold for Python; what the others say no implementation in Python finds."""
    for case in load(path):
        if "python" in (case.get("NotSupported") or "") + (case.get("NotSupportedByDesign") or ""):
            continue
        text = case["Input"]
        dates = tuple(date for result in case["Results"] if (date := recognized(result, text)) is not None)
        yield DatedText(text, ((case.get("Context") or {}).get("ReferenceDateTime") or "")[:10] or None, dates)


def recognized(result: Mapping[str, Any], text: str) -> GoldDate | None:
    """Return one result; a model's file states its values, a parser's the one in the past and the one in the future."""
    start = result.get("Start", text.lower().find(result["Text"].lower()))
    if start < 0:
        return None
    kind = (result.get("TypeName") or result["Type"]).rpartition(".")[2]
    value = result.get("Value") or {}
    said: list[Mapping[str, str]] = list((result.get("Resolution") or {}).get("values") or value.get("values") or ())
    for resolution in ("FutureResolution", "PastResolution"):
        if resolution in value:
            mod = {"Mod": value["Mod"]} if value.get("Mod") else {}
            said.append({"timex": value["Timex"], **mod, **{same_name(key): text for key, text in value[resolution].items()}})
    return GoldDate(start, start + len(result["Text"]), kind, tuple(said))


def same_name(key: str) -> str:
    """Return the model's name for a key of a parser's result.

    >>> same_name("startDate"), same_name("dateTime"), same_name("duration")
    ('start', 'value', 'value')
    """
    return "start" if key.startswith("start") else "end" if key.startswith("end") else "value"


# --- MEANTIME -------------------------------------------------------------------------------------------------------


def meantime(folder: Path) -> Iterator[DatedText]:
    """Yield MEANTIME's articles: the sentences that its annotators read, with the TIMEX3 that stand in them."""
    for path in sorted((folder / "intra-doc_annotation").glob("*/*.xml")):
        root = ET.parse(path).getroot()
        tokens = [t for t in root.iter("token") if int(t.get("sentence", "0")) < ANNOTATED]
        text, places = printed([(t.text or "", int(t.get("sentence", "0")) if int(t.get("sentence", "0")) < 3 else 2) for t in tokens])
        numbers = {t.get("t_id"): i for i, t in enumerate(tokens)}
        dates, written = [], None
        for timex in root.iter("TIMEX3"):
            value = timex.get("value", "")
            if timex.get("functionInDocument") == "CREATION_TIME":
                written = re.sub(r"^(\d\d)-(\d\d)-(\d{4})$", r"\3-\2-\1", value)[:10]
            anchors = [numbers[key] for anchor in timex.iter("token_anchor") if (key := anchor.get("t_id")) in numbers]
            if anchors:
                dates.append(GoldDate(places[min(anchors)][0], places[max(anchors)][1], timex.get("type", ""), ({"timex": value},)))
        yield DatedText(text, written, tuple(sorted(dates, key=lambda d: d.start)))


def printed(tokens: list[tuple[str, int]]) -> tuple[str, list[tuple[int, int]]]:
    """Write tokens, each with the number of its paragraph, as English is printed; return the text and where each token stands.

    >>> printed([("May", 0), ("2", 0), (",", 0), ("2008", 0), ("It", 1)])
    ('May 2, 2008\\n\\nIt', [(0, 3), (4, 5), (5, 6), (7, 11), (13, 15)])
    """
    text, places = "", []
    for i, (word, paragraph) in enumerate(tokens):
        if i and tokens[i - 1][1] != paragraph:
            text += "\n\n"
        elif i and not GLUED_LEFT.match(word) and not GLUED_RIGHT.search(tokens[i - 1][0]):
            text += " "
        places.append((len(text), len(text) + len(word)))
        text += word
    return text, places


# --- GUM ------------------------------------------------------------------------------------------------------------


def gum(folder: Path) -> Iterator[DatedText]:
    """Yield GUM's documents: the treebank's text, which knows its spaces, with the ``<date>`` of the XML, which has the same tokens."""
    for path in sorted((folder / "xml").glob("*.xml")):
        source = path.read_text(encoding="utf8")
        written = re.search(r'dateCreated="(\d{4}(?:-\d\d(?:-\d\d)?)?)"', source)
        for document in treebank(folder / "conllu" / f"{path.stem}.conllu"):
            places = [place for sentence in document.places() for place in sentence]
            dates = [GoldDate(places[first][0], places[last - 1][1], "date", (said,)) for first, last, said in tagged(source) if first < last]
            yield DatedText(document.text(), written[1] if written else None, tuple(sorted(dates, key=lambda d: d.start)))


def tagged(source: str) -> Iterator[tuple[int, int, dict[str, str]]]:
    """Yield the token range and the attributes of each ``<date>``; a token is a line with tabs.

    >>> list(tagged('in\\tIN\\tin\\n<date when="2019">\\n2019\\tCD\\t2019\\n</date>\\n'))
    [(1, 2, {'when': '2019'})]
    """
    opened: list[tuple[int, dict[str, str]]] = []
    token = 0
    for line in source.split("\n"):
        if "\t" in line:
            token += 1
        elif line.startswith("<date"):
            opened.append((token, {key: html.unescape(value) for key, value in re.findall(r'(\w+)="([^"]*)"', line)}))
        elif line.startswith("</date") and opened:
            first, said = opened.pop()
            yield first, token, said


# --- re3d -----------------------------------------------------------------------------------------------------------


def re3d(folder: Path) -> Iterator[DatedText]:
    """Yield re3d's documents with their Temporal entities of confidence 0.5 and more, of nested ones the outermost."""
    for path in sorted(folder.glob("*/documents.jsonl")):
        places: dict[str, set[tuple[int, int]]] = {}
        for line in (path.parent / "entities.jsonl").read_text(encoding="utf-8-sig").splitlines():
            row = json.loads(line)
            if row["type"] == "Temporal" and row["confidence"] >= 0.5:
                places.setdefault(row["documentId"], set()).add((row["begin"], row["end"]))
        for line in path.read_text(encoding="utf-8-sig").splitlines():
            row = json.loads(line)
            gold = places.get(row["_id"], set())
            outer = sorted(a for a in gold if not any(b != a and b[0] <= a[0] and a[1] <= b[1] for b in gold))
            yield DatedText(row["text"], None, tuple(GoldDate(a, b, "Temporal") for a, b in outer))
