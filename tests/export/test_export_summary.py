"""What a person is shown: figures side by side with who says them, and nothing that could steer a terminal."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from result_makers import OUTLET, record, refusal, result

from claimcite.records import Attribution, Cue, Locator, Notice, Quarantined, Record, Rejected, Result, Speaker
from claimcite.report.explain import explain
from claimcite.report.progress import NAMED, Progress
from claimcite.report.summary import summary
from claimcite.spans import Span
from claimcite.store import Here, Store, Tally, run


def said(made: Result, who: str, *, comparator: str = "=", modality: str = "asserted") -> Result:
    """Let somebody say all claims of a result."""
    source = Speaker(Span(0, 3), "she", who, "person", named=True, affiliation=None)
    hop = Attribution("m9", source, Cue((Span(0, 3),), "said", "say"), (), "indirect", None, None, carried=False)
    claims = []
    for claim in made.claims:
        quantities = tuple(replace(q, comparator=comparator) for q in claim.quantities)  # type: ignore[arg-type]
        claims.append(replace(claim, attribution=(hop,), quantities=quantities, modality=modality))  # type: ignore[arg-type]
    return replace(made, claims=tuple(claims))


def summed(folder: Path, made: dict[str, Result], items: list[Record]) -> str:
    """Run over the items and return the summary."""
    with Store(folder, create=True) as store:
        tally = run(items, Here(lambda item: made[item.locator.path]), store, "x")
        return summary(store, tally)


def test_differing_figures_stand_under_one_another(tmp_path: Path) -> None:
    items = [record("a.txt", "Ten died."), record("b.txt", "Ten fell."), record("c.txt", "Two fell."), record("d.txt", "May fall.")]
    made = {
        "a.txt": said(result(items[0], numbers=("10",)), "Rima Saad", comparator=">="),
        "b.txt": said(result(items[1], numbers=("10",)), "Ali Kaya", comparator=">="),
        "c.txt": result(items[2], numbers=("12",)),
        "d.txt": said(result(items[3], numbers=("99",)), "Nobody", modality="possible"),
    }
    text = summed(tmp_path, made, items)
    rows = [line.split("  ") for line in text[text.index("killed, ") :].splitlines()[:3]]
    assert [[cell.strip() for cell in row if cell.strip()] for row in rows] == [
        ["killed, undated", "3 claims"],
        ["≥ 10", "Ali Kaya; Rima Saad", "2 claims"],
        ["12", "Daily Post", "1 claim"],
    ]
    assert "99" not in text[: text.index("claims in full")], "what may be is no figure that is claimed to hold"


def test_text_from_the_web_does_not_steer_the_terminal(tmp_path: Path) -> None:
    item = record("a.txt", "Ten\x1b]0;pwned\x07 \u202edied.")
    made = result(item)
    assert made.document is not None
    evil = replace(made, document=replace(made.document, outlet=replace(OUTLET, name="\x1b[2JPost"), warnings=(Notice("x", "\x1b[31m"),)))
    for text in (summed(tmp_path, {"a.txt": evil}, [item]), explain(item, evil)):
        assert not set("\x1b\x07\u202e") & set(text)


def test_an_empty_store_has_a_summary(tmp_path: Path) -> None:
    with Store(tmp_path, create=True) as store:
        run([], Here(result), store, "x")
        assert summary(store) == "0 documents, 0 claims, 0 references, 0 mentions, 0 quarantined"


def test_explain_shows_dropped_candidates_with_their_sentence() -> None:
    item = record("a.txt", "Ten died. See also.")
    made = replace(result(item, numbers=("10",)), rejected=(Rejected(Span(10, 18), "See also", "an imperative"),))
    text = explain(item, made)
    assert "no claim “See also”: an imperative" in text
    assert "quantity  10 miners killed incident  “Ten”" in text
    assert "reference [1] Töll" in text
    assert "\x1b[1m" in explain(item, made, colour=True)


def test_explain_shows_why_there_is_no_document() -> None:
    item = record("a.txt", "")
    assert explain(item, refusal(item)).splitlines()[1:] == ["  quarantined at stage read as empty", "  there is no text in it"]


def test_progress_in_a_terminal_and_in_a_log() -> None:
    tally = Tally(records=1200, words=5000, claims=90, quarantined=1)
    row = Quarantined(None, Locator("a", 3), "in/a", None, "read", "bad_json", "no object", None)
    live, log = Progress(live=True, started=0.0), Progress(live=False, started=0.0)
    assert log.text(tally, None, 29.0) == ""
    assert log.text(tally, row, 29.0) == "claimcite: in/a:3: quarantined as bad_json: no object\n"
    assert log.text(tally, None, 31.0).startswith("claimcite: 1,200 inputs read, 90 claims, 0 unchanged, 1 quarantined, 161 words/s")
    assert log.text(tally, None, 32.0) == log.end(32.0) == ""
    assert live.text(tally, None, 1.0).startswith("\r\x1b[K1,200 inputs read")
    assert live.text(tally, None, 1.1) == ""
    assert "further ones" in live.text(replace(tally, quarantined=NAMED), row, 1.15)
    assert live.text(replace(tally, quarantined=NAMED + 1), row, 1.15) == ""


def test_amounts_of_any_size_are_shown(tmp_path: Path) -> None:
    item = record("a.txt", "Ten died.")
    assert "1000000 miners" in explain(item, result(item, numbers=(str(Decimal(1000000)),)))
    assert "2.5  Daily Post" in summed(tmp_path, {"a.txt": result(item, numbers=("2.50",))}, [item])
