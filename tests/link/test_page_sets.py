"""The scorer of page facts: what counts as right, what as wrong, what as missing."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from claimcite.config import Config
from claimcite.errors import UsageError
from claimcite.lexicon import load_lexicon
from claimcite.records import Outlet
from claimcite.report.page_sets import FoundPage, GoldOutlet, GoldPage, evaluate_pages, load_pages, score_page
from claimcite.report.scores import Count

GOLD = Path(__file__).parents[2] / "corpus" / "gold" / "pages.jsonl"
PAGE = GoldPage("a", "tune", "Ferry sinks", GoldOutlet("The Pela Post", "pela.org"), None, ["Ann Roe"], ["2026-05-03", "2026-05-04"], None, "https://pela.org/a", "en")


def scored(found: FoundPage) -> dict[str, Count]:
    counts: dict[str, Count] = {}
    score_page(found, PAGE, load_lexicon().outlets, counts)
    return {name.removeprefix("page facts: "): count for name, count in counts.items()}


def test_all_right() -> None:
    outlet = Outlet("pela.org", None, "pela.org")
    counts = scored(FoundPage("Ferry sinks!", outlet, None, ("Ann Roe",), "2026-05-04T10:00:00Z", None, "https://pela.org/a", "en"))
    assert all(count.hits == count.gold and count.found <= count.gold for name, count in counts.items() if name != "published, wrong")
    assert counts["published, wrong"].hits == 0


def test_a_missing_date_is_not_a_wrong_one() -> None:
    assert scored(FoundPage())["published, wrong"].hits == 0
    assert scored(FoundPage(published="2026-05-05"))["published, wrong"].hits == 1
    assert scored(FoundPage(published="2026"))["published, wrong"].hits == 1


def test_what_nobody_annotated_counts_against_precision() -> None:
    counts = scored(FoundPage(authors=("Ann Roe", "Pela Desk"), modified="2026-05-05", agency=Outlet("a.org", "A", "a.org")))
    assert (counts["authors"].hits, counts["authors"].found) == (1, 2)
    assert (counts["modified"].hits, counts["modified"].found, counts["modified"].gold) == (0, 1, 0)
    assert (counts["agency"].hits, counts["agency"].found, counts["agency"].gold) == (0, 1, 0)


def test_the_gold_has_two_parts_and_no_page_twice() -> None:
    pages = load_pages(GOLD)
    lines = [json.loads(line)["page"] for line in GOLD.read_text(encoding="utf8").splitlines()]
    assert len(lines) == len(pages) == 86
    assert sorted(lines) == lines
    assert [page.part for page in pages.values()] == ["tune"] * 40 + ["check"] * 46


def test_a_gold_that_cannot_be_read(tmp_path: Path) -> None:
    broken = tmp_path / "pages.jsonl"
    broken.write_text('{"page": 3}\n', encoding="utf8")
    with pytest.raises(UsageError, match="cannot be read"):
        load_pages(broken)


def test_no_folder_gives_no_rows(tmp_path: Path) -> None:
    assert evaluate_pages(load_lexicon(), Config(), tmp_path, GOLD).rows == ()


@pytest.mark.skipif("CLAIMCITE_DATA" not in os.environ, reason="CLAIMCITE_DATA names no folder of gold sets")
def test_few_dates_are_wrong() -> None:
    scores = evaluate_pages(load_lexicon(), Config(), Path(os.environ["CLAIMCITE_DATA"]), GOLD)
    for part in ("", ", check pages"):
        assert (scores[f"page facts: published, wrong{part}"].accuracy or 0.0) <= 0.05
