"""What is rendered from the parameters of a template is read back from the print alone; every title, name and paper is invented."""

from __future__ import annotations

import hashlib
import os
from collections import Counter as Tally
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from claimcite.config import Config
from claimcite.identity import Counter
from claimcite.lexicon import Lexicon
from claimcite.link.references import reference
from claimcite.records import RawReference
from claimcite.report.reference_gold import FIELDS, alone, printed_answer, row_answer
from claimcite.report.reference_sets import evaluate_references
from claimcite.report.rendered import Style, render, style_of

BOOK = {
    "cite": "cite book",
    "last": "Roe",
    "first": "Ann",
    "year": "2010",
    "title": "Dams of Oru",
    "location": "London",
    "publisher": "Pela House",
}
NEWS = {
    "cite": "cite news",
    "title": "Dam fails",
    "work": "The Pela Post",
    "date": "4 May 2026",
    "url": "https://p.example/a",
    "access-date": "2026-05-05",
}


@pytest.mark.parametrize(
    ("fields", "style", "text"),
    [
        (BOOK | {"page": "7", "edition": "2nd"}, Style(), "Roe, Ann (2010). Dams of Oru (2nd ed.). London: Pela House. p. 7."),
        (BOOK | {"chapter": "Varn", "editor": "Ito, Mei"}, Style(), 'Roe, Ann (2010). "Varn". In Ito, Mei (ed.). Dams of Oru. London: Pela House.'),
        (BOOK, Style(commas=True), "Roe, Ann (2010), Dams of Oru, London: Pela House"),
        (NEWS, Style(), '"Dam fails". The Pela Post. 4 May 2026. Retrieved 2026-05-05.'),
        (NEWS, Style("mdy", repeated=" | "), '"Dam fails | The Pela Post". The Pela Post. May 4, 2026. Retrieved May 5, 2026.'),
        (NEWS, Style("dmy", "de", "de"), "„Dam fails“. The Pela Post. 4. Mai 2026. Abgerufen am 5. Mai 2026."),
        (NEWS, Style(address="bracket", lost="last"), '"Dam fails" (https://p.example/a). The Pela Post. 4 May 2026. Retrieved 2026-05-05'),
        (NEWS | {"language": "Arabic", "via": "Oru Archive"}, Style(front="^ a b "),
         '^ a b "Dam fails". The Pela Post (in Arabic). 4 May 2026. Retrieved 2026-05-05 – via Oru Archive.'),
        ({"cite": "cite journal", "vauthors": "Dorn Y, Tusk TA", "title": "Silt", "journal": "J. Dams", "volume": "3", "issue": "4", "pages": "5-9"}, Style(),
         'Dorn Y, Tusk TA. "Silt". J. Dams. 3 (4): 5–9.'),
        ({"cite": "cite web"}, Style(), ""),
    ],
)  # fmt: skip
def test_rendered_as_documented(fields: dict[str, str], style: Style, text: str) -> None:
    assert render(fields, style) == text


class Choices:
    """Choices that a number makes: the same ones for the same number."""

    def __init__(self, number: int) -> None:
        self.bytes = iter(hashlib.sha512(str(number).encode()).digest())

    def one(self, listed: Sequence[str]) -> str:
        return listed[next(self.bytes) % len(listed)]

    def people(self) -> dict[str, str]:
        return dict(PEOPLE[next(self.bytes) % len(PEOPLE)])

    def often(self, share: float) -> bool:
        return next(self.bytes) < 256 * share


TITLES = ["Dam fails at Oru", "Who opened the gates?", "Toll: 'at least 12'", "12 held, 3 freed in 2019", "Report on the floods of May 2019", 'Why "nobody" warned us',
          "Rivers, Dams and Canals: A History", "U.S. envoy leaves St. Oru", "The Varn Dam – ten years on", "Life after the flood (part 2)",
          "Raid on Selm kills 14; hospital hit", "Mr. Khan's last stand", "No. 10 says no", "Selm: the 'forgotten' siege | In pictures"]  # fmt: skip
WORKS = [
    "The Pela Post",
    "BBC News",
    "Corrin Courier",
    "pelapost.com",
    "The Guardian",
    "Pela Rights Observatory",
    "Die Zeitung",
    "Selm & Oru Gazette",
    "St. Oru Herald",
]
JOURNALS = ["Journal of Hydrology", "Nature", "Proc. Natl. Acad. Sci. Oru", "J. Biol. Chem.", "Disasters", "Pela Law Review"]
PUBLISHERS = ["Pela University Press", "Dorn & Row", "Ministry of Rivers", "United Nations", "Norland & Sons"]
PLACES = ["London", "New York", "Cambridge, MA", "Oxford; New York"]
PEOPLE = [{"last": "Roe", "first": "Ann"}, {"last": "Roe", "first": "Ann", "last2": "Khan", "first2": "Omar A."}, {"vauthors": "Dorn Y, Tusk TA, Li P"},
          {"last1": "De la Coste", "first1": "Marie", "last2": "van den Berg", "first2": "Tom", "last3": "O'Neil", "first3": "J. R."},
          {"author": "Agence France-Presse"}, {"author": "United Nations Office for Rivers and Dams"}]  # fmt: skip
DATES = ["3 May 2020", "May 3, 2020", "2020-05-03", "May 2020", "2019", "17–18 August 2024"]
KINDS = [
    "cite web",
    "cite news",
    "cite news",
    "cite journal",
    "cite book",
    "cite book",
    "cite magazine",
    "cite press release",
    "cite report",
]


def templates() -> Iterator[dict[str, str]]:
    """Yield the parameters of invented templates."""
    for number in range(500):
        choice = Choices(number)
        kind = choice.one(KINDS)
        fields = {"cite": kind, "title": choice.one(TITLES), "date": choice.one(DATES)} | (choice.people() if choice.often(0.7) else {})
        if choice.often(0.7):
            fields |= {"url": "https://www.pela.example/a", "access-date": choice.one(DATES[:3])}
            if choice.often(0.3):
                fields |= {
                    "archive-url": "https://web.archive.org/web/2020/https://www.pela.example/a",
                    "archive-date": choice.one(DATES[:3]),
                }
        if choice.often(0.12):
            fields["language"] = choice.one(["Arabic", "fr", "German"])
        yield fields | parts_of(kind, choice)


def parts_of(kind: str, choice: Choices) -> dict[str, str]:
    """Return what a template of a kind adds."""
    if kind == "cite journal":
        return {"journal": choice.one(JOURNALS), "volume": choice.one(["12", "B12"]), "issue": choice.one(["3", "1–2", "Suppl 1"]),
                "pages": choice.one(["45-67", "1567–70", "R12–R19"]), "doi": "10.1016/0962-6298(93)90012-V", "pmid": "1234567"}  # fmt: skip
    if kind == "cite book":
        part = {"chapter": "The Gates of Varn", "editor-last": "Ito", "editor-first": "Mei"} if choice.often(0.3) else {}
        return {
            "publisher": choice.one(PUBLISHERS),
            "location": choice.one(PLACES),
            "date": "2010",
            "isbn": "978-0-306-40615-7",
            "pages": "12–19",
            **part,
        }
    if kind in ("cite press release", "cite report"):
        return {"publisher": choice.one(PUBLISHERS)}
    town = {"location": choice.one(PLACES), "agency": "Reuters", "page": "A1"} if kind == "cite news" and choice.often(0.3) else {}
    return {"work": choice.one(WORKS), **town, **({"volume": "12", "issue": "7"} if kind == "cite magazine" else {})}


def test_what_is_rendered_is_read_back(lexicon: Lexicon) -> None:
    wrong, among, whole = Tally[str](), Tally[str](), 0
    for fields in templates():
        style = style_of(fields)
        row = reference(RawReference("1", "1", render(fields, style), None), Counter("d"), lexicon.outlets, 0)
        gold, found = printed_answer(fields, style), row_answer(row)
        found = alone(found) if "publisher" not in gold and "container-title" in gold else found
        bad = [field for field in FIELDS if found.get(field) != gold.get(field)]
        wrong.update(bad)
        among.update(field for field in FIELDS if field in found or field in gold)
        whole += not bad
    assert whole >= 0.97 * 500
    assert {field: wrong[field] for field in among if wrong[field] > 0.02 * among[field]} == {}


@pytest.mark.skipif("CLAIMCITE_DATA" not in os.environ, reason="CLAIMCITE_DATA names the folder of the gold sets")
def test_references_of_the_pages(lexicon: Lexicon) -> None:
    scores = evaluate_references(lexicon, Config(), Path(os.environ["CLAIMCITE_DATA"]))
    for row in scores.rows:
        if row.name.endswith(": whole"):
            assert row.whole is not None
            assert row.whole >= 0.9, row.name
