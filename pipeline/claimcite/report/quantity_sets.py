"""Scores of the quantities on public sets: Recognizers-Text's cases, MEANTIME's VALUEs, re3d's Quantity and Money.

Each set has two rows: what was found (precision and recall, a find counts where it overlaps the gold) and its values (the share of
*all* gold items whose figures are right, those that were not found included). Recognizers' units have a third, over what was found.
Texts are read as in a run: dates first, then quantities. Where a set's convention differs from the contract, it is converted here:

- Recognizers, all models: cases that are marked as not supported in Python are left out; a model that has no Python version at all
  (NumberRange) is scored whole. A unit without a figure ("convert to celsius") is no quantity. Where one model reads only the end of
  a range ("about 40 - 50 years old": 50), the upper bound of the range that we read is right.
- Number: it knows no units, so a quantity with a unit counts by its figure, and is no error where it has nothing ("the 180ml liquid").
  Left out are the parts of an address ("192.168.1.2"), durations and frequencies ("in 3 years", "one last time"): no quantities by
  contract.
- NumberRange: intervals are half-open there ("20 through 100": [20,100)), closed here: two-sided ones are compared by their figures,
  one-sided ones by figure and comparator. Places in an order ("between the tenth and the fifteenth") are no quantities by contract.
  What has neither two bounds nor a comparator is only looked at where the gold has something.
- Currency: "Dollar", "Pound" and "Rupee" are compared as USD, GBP and INR; francs, pesos and others have no code in either. Cents and
  pence are counted as printed, without a code.
- MEANTIME: only the title, the date line and the four sentences after them were annotated for values, so the rest is not read; ages
  and "3.5-inch" are values there too. It gives no values, so they are read off the gold's own words by ``figures_in``, which knows
  digits, number words to twenty, tens and scales; vague ones ("many") have none and are scored as found only.
- re3d: confidence of 0.5 and more; the annotation is incomplete ("two artillery systems" is one, "11 airstrikes" beside it is not), so
  its precision is a lower bound. Articles ("a VBIED": Quantity *a*) and "money" are left out. Values are read off as for MEANTIME.
"""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from claimcite.annotate.dates import find_dates
from claimcite.annotate.quantities import find_quantities
from claimcite.config import Config
from claimcite.lexicon import Lexicon
from claimcite.model.sets import GLUED_LEFT, GLUED_RIGHT
from claimcite.parse import Model, parse
from claimcite.records import Block, Cleaned, Quantity
from claimcite.report.scores import Count, Scores
from claimcite.spans import MappedText, Span

Rows = dict[str, Count]
Figures = tuple[Decimal | None, Decimal | None]
MODELS = {
    "Number": "Number/NumberModel", "NumberRange": "Number/NumberRangeModel", "Percent": "Number/PercentModel", "Age": "NumberWithUnit/AgeModel",
    "Currency": "NumberWithUnit/CurrencyModel", "Dimension": "NumberWithUnit/DimensionModel", "Temperature": "NumberWithUnit/TemperatureModel",
}  # fmt: skip
#: Recognizers' names of units -> ours; units that are not named are compared by their figures alone.
UNITS = {
    "Year": "year", "Month": "mo", "Week": "wk", "Day": "d", "Age": "year", "C": "Cel", "F": "[degF]", "Degree": "deg", "Dollar": "USD", "Pound": "GBP", "Rupee": "INR",
    "Kilometer": "km", "Meter": "m", "Centimeter": "cm", "Decimeter": "dm", "Millimeter": "mm", "Mile": "[mi_i]", "Foot": "[ft_i]", "Inch": "[in_i]", "Yard": "[yd_i]",
    "Kilogram": "kg", "Gram": "g", "Milligram": "mg", "Metric ton": "t", "Ounce": "[oz_av]", "Gallon": "[gal_us]", "Barrel": "[bbl_us]",
    "Square meter": "m2", "Square kilometer": "km2", "Liter": "L", "Milliliter": "mL",
}  # fmt: skip
AMOUNT = re.compile(r"\d[\d,]*(?:\.\d+)?|[a-z]+|½|¼|¾")
SMALL = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"]
TENS = {word: 10 * n for n, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)}
SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "bn": 10**9, "m": 10**6, "trillion": 10**12, "dozen": 12}
PARTS = {"half": "0.5", "quarter": "0.25", "½": "0.5", "¼": "0.25", "¾": "0.75"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A quantity of a set: its place, its figures (None: not scored), and its unit and comparator where they are scored."""

    start: int
    end: int
    figures: Figures | None
    unit: str | None = None
    comparator: str | None = None


@dataclass(slots=True)
class Reader:
    """Reads the quantities of a text as a run does; ``rows`` are filled on the way."""

    model: Model
    lexicon: Lexicon
    config: Config
    rows: Rows = field(default_factory=dict)

    def read(self, text: str) -> list[Quantity]:
        """Return the quantities of a text of which each line is a paragraph."""
        lines = [m.span() for m in re.finditer(r"[^\n]+", text)]
        blocks = tuple(Block("paragraph", Span(*line)) for line in lines if text[slice(*line)].strip())
        parsed = parse(Cleaned("plain", MappedText.of_raw(text), blocks), self.model, self.config)
        dates = find_dates(parsed, self.lexicon, document_date=None, caption_date=None)
        return [f.quantity for f in find_quantities(parsed, self.lexicon, taken=[d.span for d in dates])]

    def score(self, name: str, found: list[Quantity], gold: list[Wanted]) -> None:
        """Add one text to the rows of a set."""
        spans, values, units = (self.rows.setdefault(f"{name}{part}", Count()) for part in ("", ": value", ": unit"))
        values.decisions = units.decisions = True
        pairs = spans.items(found, gold, overlap)
        right = {w: w.figures is not None and same_figures(q, w) for q, w in pairs}
        for wanted in gold:
            if wanted.figures is not None:
                values.decide(right=right.get(wanted, False))
        for quantity, wanted in pairs:
            if wanted.unit is not None:
                units.decide(right=quantity.unit == wanted.unit)


def evaluate_quantities(model: Model, lexicon: Lexicon, config: Config, folder: Path) -> Scores:
    """Score the quantities on each of the sets that stands in ``folder``; see the module for what is converted.

    >>> from claimcite.lexicon import load_lexicon
    >>> from claimcite.parse import load_model
    >>> evaluate_quantities(load_model(), load_lexicon(), Config(), Path("no such folder"))
    Scores(rows=())
    """
    return score_sets(Reader(model, lexicon, config), folder)


def score_sets(reader: Reader, folder: Path) -> Scores:
    """Score a reader on each of the sets that stands in ``folder``."""
    for name, path in MODELS.items():
        if (file := folder / "recognizers" / f"{path}.json").is_file():
            score_recognizers(reader, name, file)
    for article in sorted((folder / "meantime" / "intra_cross-doc_annotation").glob("*/*.xml")):
        score_meantime(reader, article)
    for documents in sorted((folder / "re3d-half").glob("*/documents.jsonl")):
        score_re3d(reader, documents)
    return Scores(tuple(row.score(f"quantities, {name}") for name, row in reader.rows.items() if row.gold))


def overlap(quantity: Quantity, wanted: Wanted) -> bool:
    """Whether the spans of the two share a character."""
    return quantity.span.start < wanted.end and wanted.start < quantity.span.end


def same(a: Decimal | None, b: Decimal | None) -> bool:
    """Whether two figures are the same, as far as a double says."""
    return a is b or (a is not None and b is not None and abs(a - b) <= Decimal("1e-6") * max(abs(a), abs(b)))


def same_figures(quantity: Quantity, wanted: Wanted) -> bool:
    """Whether the figures of a pair are the same; the end of a range stands for the range where the set reads no ranges."""
    assert wanted.figures is not None
    low, high = wanted.figures
    if wanted.comparator is not None:
        return same(quantity.low, low) and same(quantity.high, high) and quantity.comparator == wanted.comparator
    if low != high:
        return same(quantity.low, low) and same(quantity.high, high)
    return same(quantity.value if quantity.value is not None else quantity.high, high)


# --- Recognizers-Text ---------------------------------------------------------------------------------------------------


def score_recognizers(reader: Reader, name: str, path: Path) -> None:
    """Score one model's cases."""
    cases = json.loads(path.read_text(encoding="utf-8-sig"))
    usable = [c for c in cases if "python" not in (c.get("NotSupported", "") + c.get("NotSupportedByDesign", "")).lower()]
    for case in usable or cases:
        text = case["Input"]
        gold = [wanted for result in case["Results"] if (wanted := wanted_of(name, text, result)) is not None]
        left_out = [(r["Start"], r["End"] + 1) for r in case["Results"] if wanted_of(name, text, r) is None]
        found = [q for q in reader.read(text) if not any(q.span.start < b and a < q.span.end for a, b in left_out)]
        reader.score(f"Recognizers {name}", [q for q in found if is_of(name, q) or any(overlap(q, w) for w in gold)], gold)


def wanted_of(name: str, text: str, result: dict[str, object]) -> Wanted | None:
    """Return what a result asks for; None for what is no quantity by contract."""
    resolution = result["Resolution"]
    assert isinstance(resolution, dict)
    assert isinstance(result["Start"], int)
    assert isinstance(result["End"], int)
    start, end, value = result["Start"], result["End"] + 1, str(resolution.get("value"))
    if value in ("None", "null"):
        return None
    if name == "NumberRange":
        return None if re.search(r"\bthe (tenth|fifteenth|\w+th)\b", text[start:end]) else interval(start, end, value)
    in_address = re.search(r"\d\.\d+\.\d", text[max(0, start - 8) : end + 8]) is not None
    if name == "Number" and (in_address or re.match(r" (last )?(years?|months?|weeks?|days?|hours?|times?)\b", text[end:])):
        return None
    figure = Decimal(value.removesuffix("%"))
    unit = resolution.get("isoCurrency") or UNITS.get(resolution.get("unit", ""))
    if name == "Dimension" and resolution.get("unit") == "Pound":
        unit = "[lb_av]"
    return Wanted(start, end, (figure, figure), "percent" if name == "Percent" else unit)


def interval(start: int, end: int, value: str) -> Wanted:
    """Read "[20,30)", "(30,)".

    >>> interval(0, 9, "(30,)").figures, interval(0, 9, "(30,)").comparator
    ((Decimal('30'), None), '>')
    >>> interval(0, 9, "[20,30)").comparator is None
    True
    """
    low, high = (Decimal(x) if x else None for x in value[1:-1].split(","))
    if low is None:
        return Wanted(start, end, (low, high), None, "<=" if value.endswith("]") else "<")
    if high is None:
        return Wanted(start, end, (low, high), None, ">=" if value.startswith("[") else ">")
    return Wanted(start, end, (low, high))


def is_of(name: str, quantity: Quantity) -> bool:
    """Whether a quantity is of the kind that a model looks for, so that it is an error where the gold has nothing."""
    unit = quantity.unit
    if name == "Number":
        return unit in (None, "fraction") and not quantity.vague and quantity.role != "age" and quantity.value is not None
    if name == "NumberRange":
        return unit is None and not quantity.vague and (quantity.comparator != "=" or quantity.low != quantity.high)
    money = unit is not None and len(unit) == 3 and unit.isupper()
    kinds = {
        "Percent": unit == "percent",
        "Age": quantity.role == "age",
        "Currency": money,
        "Temperature": unit in ("Cel", "[degF]", "deg"),
        "Dimension": unit not in (None, "percent", "fraction", "year", "mo", "wk", "d") and not money,
    }
    return kinds[name]


# --- MEANTIME and re3d --------------------------------------------------------------------------------------------------


def score_meantime(reader: Reader, path: Path) -> None:
    """Score one article."""
    root = ET.parse(path).getroot()
    text, places = "", dict[str, tuple[int, int]]()
    before = None
    for token in root.iter("token"):
        if int(token.get("sentence", "0")) > 5:
            break
        word = token.text or ""
        if before is not None:
            tight = GLUED_LEFT.match(word) or GLUED_RIGHT.search(before.text or "")
            text += "\n" if before.get("sentence") != token.get("sentence") else "" if tight else " "
        places[token.get("t_id", "")] = (len(text), len(text) + len(word))
        text, before = text + word, token
    gold = []
    for value in root.iter("VALUE"):
        anchors = [anchor.get("t_id", "") for anchor in value.iter("token_anchor")]
        if anchors and all(a in places for a in anchors):
            start, end = places[anchors[0]][0], places[anchors[-1]][1]
            gold.append(Wanted(start, end, figures_in(text[start:end])))
    reader.score("MEANTIME VALUE", reader.read(text), gold)


def score_re3d(reader: Reader, path: Path) -> None:
    """Score one folder of re3d."""
    gold: dict[str, list[Wanted]] = {}
    for line in (path.parent / "entities.jsonl").read_text(encoding="utf-8-sig").splitlines():
        row = json.loads(line)
        if row["type"] in ("Quantity", "Money") and row["confidence"] >= 0.5 and row["value"] not in ("a", "an", "money"):
            gold.setdefault(row["documentId"], []).append(Wanted(row["begin"], row["end"], figures_in(row["value"])))
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        row = json.loads(line)
        if row["_id"] in gold:
            reader.score("re3d Quantity, Money", reader.read(row["text"]), sorted(gold[row["_id"]], key=lambda w: w.start))


def figures_in(text: str) -> Figures | None:
    """Read the lowest and the highest figure off the words of a gold item; None where there is no figure.

    >>> figures_in("between $ 12 million and $ 20 million"), figures_in("some of the US$ 700 billion")
    ((Decimal('12000000'), Decimal('20000000')), (Decimal('700000000000'), Decimal('700000000000')))
    >>> figures_in("many") is None
    True
    """
    found: list[Decimal] = []
    fresh = True
    ranged = re.search(r"\bbetween\b", text.lower()) is not None
    for word in AMOUNT.findall(text.lower()):
        if word[0].isdecimal():
            found, fresh = [*found, Decimal(word.replace(",", ""))], False
        elif word in SCALES:
            found, fresh = [*found[:-1], (found[-1] if found else Decimal(1)) * SCALES[word]], False
        elif word in PARTS:
            found, fresh = [*found, Decimal(PARTS[word])], False
        elif word in SMALL or word in TENS:
            number = Decimal(TENS.get(word) or SMALL.index(word))
            found, fresh = ([*found, number] if fresh else [*found[:-1], found[-1] + number]), False
        else:
            fresh = fresh or word != "and" or ranged
    return (min(found), max(found)) if found else None
