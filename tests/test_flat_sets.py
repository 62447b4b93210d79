"""The gold for flattened text: what a page is made of, how it is printed, what is counted."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from claimcite.config import Config
from claimcite.lexicon import Lexicon
from claimcite.report.flat_pages import items
from claimcite.report.flat_sets import evaluate_flattened
from claimcite.report.flat_styles import STYLES, render

LEAD = "The Lenn dam above Oru broke in the night of 4 May 2026, and the river swept away two villages, the ministry said."
PAGE = f"""<html><h1 class="firstHeading">Lenn dam</h1><div class="mw-parser-output">
<div class="hatnote">For other uses, see Lenn (disambiguation).</div>
<table class="infobox"><tr><th>Location</th><td>Oru</td></tr><tr><th>Deaths</th><td>14<sup class="reference"><a href="#cite_note-toll">[1]</a></sup></td></tr></table>
<p>{LEAD}<sup class="reference"><a href="#cite_note-toll">[1]</a></sup><sup class="reference"><a href="#cite_note-2">[2]</a></sup></p>
<h2>Inquiry<span class="mw-editsection">[edit]</span></h2>
<p>A court in <a href="/wiki/Pela">Pela</a> opened an inquiry in June, after the engineer who had signed the last report left the country by train.</p>
<ul><li>The wall was raised in 1986.</li></ul>
<h2>References</h2><ol class="references">
<li id="cite_note-toll"><span class="mw-cite-backlink">^ a b</span> "Dam breaks". Pela Post. 4 May 2026.</li><li id="cite_note-2"><span class="mw-cite-backlink">^</span> "Court". AFP. 2026.</li></ol>
<div class="navbox">Dams of Tolvia</div></div></html>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of sets with one page each."""
    (tmp_path / "wikipedia-half" / "html").mkdir(parents=True)
    (tmp_path / "wikipedia-half" / "html" / "lenn.html").write_text(PAGE, encoding="utf8")
    news = tmp_path / "article-extraction-half"
    (news / "html").mkdir(parents=True)
    (news / "html" / "a.html").write_text(f"<body><ul><li>Home<li>News</ul><h1>Dam breaks</h1><p>{LEAD}</p></body>", encoding="utf8")
    (news / "ground-truth.json").write_text(json.dumps({"a": {"articleBody": LEAD}}), encoding="utf8")
    return tmp_path


def test_items_of_a_page() -> None:
    assert [(item.kind, item.text) for item in items(PAGE)] == [
        ("title", "Lenn dam"), ("junk", "For other uses, see Lenn (disambiguation)."), ("infobox", "LocationOru"), ("infobox", "Deaths14[1]"),
        ("paragraph", f"{LEAD}[1][2]"), ("heading", "Inquiry"),
        ("paragraph", "A court in Pela opened an inquiry in June, after the engineer who had signed the last report left the country by train."),
        ("list", "The wall was raised in 1986."), ("unscored", "References"), ("reference", '"Dam breaks". Pela Post. 4 May 2026.'), ("reference", '"Court". AFP. 2026.'),
        ("junk", "Dams of Tolvia"),
    ]  # fmt: skip


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_every_style_knows_where_its_items_and_markers_stand(style: object) -> None:
    gold = render(items(PAGE), style)  # type: ignore[arg-type]
    assert all(span.of(gold.text).strip() for span, _ in gold.items)
    assert [mark.targets for mark in gold.marks] in ([("cite_note-toll",)] * 2 + [("cite_note-2",)], [("cite_note-toll",), ("cite_note-toll", "cite_note-2")])
    assert ("Dams of Tolvia" in gold.text) == style.junk  # type: ignore[attr-defined]


def test_rows(folder: Path, lexicon: Lexicon, config: Config) -> None:
    scores = evaluate_flattened(lexicon, config, folder)
    assert scores["flattened, references"].n == 2 * len(STYLES)
    assert (scores["flattened, markers"].whole or 0) > 0.95  # "14¹" may be a power
    assert (scores["flattened, text kept"].whole or 0) > 0.98  # the bullets are no text
    assert scores["news as text, body alone, text kept"].whole == 1.0


def test_a_folder_without_the_sets_gives_no_rows(tmp_path: Path, lexicon: Lexicon, config: Config) -> None:
    assert evaluate_flattened(lexicon, config, tmp_path).rows == ()


@pytest.mark.skipif("CLAIMCITE_DATA" not in os.environ, reason="CLAIMCITE_DATA names no folder of gold sets")
def test_floors_on_the_sets(lexicon: Lexicon, config: Config) -> None:
    scores = evaluate_flattened(lexicon, config, Path(os.environ["CLAIMCITE_DATA"]))
    floors = {"references": 0.985, "markers": 0.98, "text kept": 0.99, "heading": 0.85, "infobox": 0.8, "paragraph": 0.87, "reference": 0.99, "list": 0.95, "table": 0.8, "junk": 0.87}
    assert {name: scores[f"flattened, {name}"].whole for name, floor in floors.items() if (scores[f"flattened, {name}"].whole or 0) < floor} == {}
    assert (scores["news as text, body alone, text kept"].whole or 0) > 0.99
