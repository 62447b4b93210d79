"""Time expressions: what is one, what it means, and what it was counted from."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimcite.annotate.dates import caption_anchor, find_dates
from claimcite.annotate.dates.timex import Value, bounds, interval, of_day, of_month, of_season, of_week, of_year
from claimcite.config import Config
from claimcite.lexicon import load_lexicon
from claimcite.parse import Parse, load_model, parse
from claimcite.records import Anchor, Block, BlockKind, Cleaned, Date, MarkerSpan
from claimcite.spans import MappedText, Span

CASES = [json.loads(line) for line in (Path(__file__).parents[1] / "cases" / "dates.jsonl").read_text(encoding="utf8").splitlines()]
#: The forms of EDTF that the output contract allows.
EDTF = re.compile(
    r"(\.\.|-?\d{3}[\dX](-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?)?)?[~?%]?)(/(\.\.|-?\d{3}[\dX](-\d\d(-\d\d)?)?[~?%]?))?$"
)
DAY = re.compile(r"-?\d{4}-\d\d-\d\d$")
PIECES = (
    "on Monday", "late on Thursday night", "May 12", "12 May", "2019", "since 2019", "– 2004", "31 February", "yesterday", "at 10:15 GMT", "the week before",
    "three days later", "the same month", "last", "next", "the end of", "early", "years", "ago", "twice a", "week", "44 BC", "AD 0", "0000", "9999",
    "the 99th century", "Q5 2020", "2020-13-45", "99/99/2020", "every", "may", "March", ".", ",", "and", "to", "between", "from", "the", "of", "(", ")",
    "1" * 60, "the 1990s", "Christmas", "half an hour later", "overnight", "a million years ago", "999 centuries later", "in the first", "months", "\n",
)  # fmt: skip


def parsed(text: str, kinds: tuple[BlockKind, ...] = (), markers: tuple[MarkerSpan, ...] = ()) -> Parse:
    """Parse a text of which each line is a block."""
    blocks, at = [], 0
    for n, line in enumerate(text.split("\n")):
        if line.strip():
            blocks.append(Block(kinds[n] if n < len(kinds) else "paragraph", Span(at, at + len(line)), 2))
        at += len(line) + 1
    return parse(Cleaned("plain", MappedText.of_raw(text), tuple(blocks), markers), load_model(), Config())


def dates(text: str, day: str | None = None, **options: Any) -> tuple[Date, ...]:
    """Find the time expressions of a text published on a day."""
    return find_dates(parsed(text), load_lexicon(), document_date=Anchor("published", day, None) if day else None, **options)


def row(date: Date) -> dict[str, str | None]:
    """Return the fields of a date that the cases state."""
    return {name: getattr(date, name) for name in ("text", "type", "timex3", "edtf", "relation", "granularity")}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['text'][:50]}|{case['published']}")
def test_case(case: dict[str, Any]) -> None:
    assert [row(date) for date in dates(case["text"], case["published"])] == case["expected"]


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 120


# --- anchors --------------------------------------------------------------------------------------------------------


def test_a_weekday_is_counted_from_the_document() -> None:
    (date,) = dates("A tunnel collapsed on Tuesday.", "2026-05-14")
    assert (date.edtf, date.anchor) == ("2026-05-12", Anchor("published", "2026-05-14", None))
    assert (date.earliest, date.latest) == ("2026-05-12", "2026-05-12")


def test_the_following_day_is_counted_from_the_text() -> None:
    first, second = dates("On 27 March 2026 rebels shelled the base. The following day another soldier was killed.", "2026-05-14")
    assert second.edtf == "2026-03-28"
    assert second.anchor == Anchor("text", "2026-03-27", first.span)


def test_a_weekday_is_never_counted_from_history() -> None:
    _, date = dates("On 27 March 1998 rebels shelled the base. On Tuesday a monument was unveiled.")
    assert (date.timex3, date.edtf, date.anchor) == ("XXXX-WXX-2", None, None)


@pytest.mark.parametrize(
    ("caption", "text", "expected"),
    [
        ("2026-05-04", "Divers searched the wreck on Tuesday.", "2026-05-05"),
        ("2026-05-04", "The ferry capsized on Sunday.", "2026-05-03"),
        ("2026-05-04", "In a statement Monday, the company said it would pay.", "2026-05-04"),
        ("2026-05-04", "A court is expected to decide on Friday.", "2026-05-08"),
        ("2020-10-26", "The strike on Monday killed dozens.", "2020-10-26"),
        ("2026-05-04", "In February, a smaller ferry ran aground.", "2026-02"),
    ],
)
def test_days_lie_around_the_date_of_a_caption(caption: str, text: str, expected: str) -> None:
    anchor = Anchor("caption", caption, Span(0, 5))
    (date,) = find_dates(parsed(text), load_lexicon(), document_date=None, caption_date=anchor)
    assert (date.edtf, date.anchor) == (expected, anchor)


def test_a_given_date_goes_before_that_of_a_caption() -> None:
    given_date = Anchor("given", "2026-05-14", None)
    (date,) = find_dates(parsed("It sank on Sunday."), load_lexicon(), document_date=given_date, caption_date=Anchor("caption", "2020-10-26", None))
    assert date.anchor == given_date


def test_yesterday_is_not_counted_from_a_caption() -> None:
    (date,) = find_dates(parsed("It sank yesterday."), load_lexicon(), document_date=None, caption_date=Anchor("caption", "2026-05-04", None))
    assert (date.edtf, date.anchor) == (None, None)


def test_a_heading_gives_the_year() -> None:
    text = "2025\n3 June: Two divers drown off Pela.\n2026\n1 May: A ferry sinks."
    one, two = find_dates(parsed(text, ("heading", "list", "heading", "list")), load_lexicon(), document_date=Anchor("published", "2026-05-14", None))
    assert (one.text, one.edtf, one.anchor) == ("3 June", "2025-06-03", Anchor("text", "2025", Span(0, 4)))
    assert two.edtf == "2026-05-01"


def test_in_an_aggregate_nothing_counts_from_anything() -> None:
    text = "The camp was hit on 3 March 2025. A day later 11 died. On Monday two were freed. In May it rained. Last year was dry."
    found = dates(text, "2026-05-14", aggregate=True)
    assert [date.edtf for date in found] == ["2025-03-03", None, None, None, None]
    assert all(date.anchor is None for date in found)


def test_a_month_is_not_counted_on_from_a_year_alone() -> None:
    found = find_dates(parsed("He left yesterday, last month and last year."), load_lexicon(), document_date=Anchor("given", "2020", None))
    assert [date.edtf for date in found] == [None, None, "2019"]


# --- captions, stand-alone dates ------------------------------------------------------------------------------------


def test_a_caption_with_a_full_date_is_an_anchor() -> None:
    text = "It sank on Sunday.\nRescuers carry a survivor, Monday, Oct. 26, 2020."
    start = text.index("Oct.")
    assert caption_anchor(parsed(text, ("paragraph", "caption"))) == Anchor("caption", "2020-10-26", Span(start, start + 13))


def test_a_weekday_with_its_date_in_the_text_fixes_the_week() -> None:
    text = "The council met on Wednesday, 8 January 2020, and again on Friday."
    anchor = caption_anchor(parsed(text))
    assert anchor is not None
    assert (anchor.kind, anchor.date) == ("text", "2020-01-08")
    assert find_dates(parsed(text), load_lexicon(), document_date=None, caption_date=anchor)[1].edtf == "2020-01-10"


@pytest.mark.parametrize("text", ["The council met on 8 January 2020.", "It met on Tuesday, 8 January 2020.", "Monday came.", "Tuesday, 30 February 2020."])
def test_other_dates_fix_no_week(text: str) -> None:
    assert caption_anchor(parsed(text)) is None


# --- places ---------------------------------------------------------------------------------------------------------


def test_spans_are_those_of_the_text_where_markers_and_quotes_stand() -> None:
    text = "“It sank”,[12] he said on Monday. It was\u00a0built in 1998.[3]"
    markers = (MarkerSpan(Span(10, 14), "[12]", "12"), MarkerSpan(Span(len(text) - 3, len(text)), "[3]", "3"))
    found = find_dates(parsed(text, (), markers), load_lexicon(), document_date=Anchor("published", "2026-05-14", None))
    assert [date.text for date in found] == ["Monday", "1998"]
    assert all(date.span.of(text) == date.text for date in found)


def test_no_date_runs_over_the_end_of_a_block() -> None:
    assert [date.text for date in dates("Markets stay closed until Friday\nSeptember 18, 2008", "2008-09-18")] == ["Friday", "September 18, 2008"]


def test_a_date_said_again_in_figures_is_one() -> None:
    assert [date.text for date in dates("It sank on 3 May 2026 (2026-05-03) off Pela.")] == ["3 May 2026"]


# --- properties -----------------------------------------------------------------------------------------------------


def check(found: tuple[Date, ...], text: str) -> None:
    """Assert what holds for every date."""
    at = 0
    for date in found:
        assert date.span.start >= at
        at = date.span.end
        assert date.text == date.span.of(text)
        assert date.text == date.text.strip() != ""
        assert date.id == ""
        assert not date.carried
        assert date.edtf is None or EDTF.match(date.edtf)
        assert date.type in ("DATE", "TIME") or date.edtf is None
        for day in (date.earliest, date.latest):
            assert day is None or DAY.match(day)
        assert (date.earliest is None and date.latest is None) or date.edtf is not None
        assert date.timex3
        if date.earliest and date.latest and not date.earliest.startswith("-"):
            assert date.earliest <= date.latest


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14), st.sampled_from([None, "2020-02-29", "0001-01-01", "9999-12-31", "2020-10", "2020", "2020-10-26T23:59:59Z"]))
def test_any_mix_of_words_gives_sound_dates(pieces: list[str], day: str | None) -> None:
    text = " ".join(pieces)
    found = dates(text, day)
    check(found, text)
    assert found == dates(text, day)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(alphabet="0123456789-–/:. aMyJunT'thsofindkwe\n", max_size=80))
def test_any_text_gives_sound_dates(text: str) -> None:
    check(dates(text, "2020-10-26"), text)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.dates(), st.sampled_from(["{d.day} {m} {y}", "{m} {d.day}, {y}", "{y}-{d.month:02d}-{d.day:02d}"]))
def test_every_day_is_read_back(day: Any, form: str) -> None:
    months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
    text = f"It sank on {form.format(d=day, m=months[day.month - 1], y=f'{day.year:04d}')} at sea."
    found = [date.edtf for date in dates(text)]
    if 1000 <= day.year <= 2100:
        assert found == [day.isoformat()]
    else:
        assert day.isoformat() not in found


@given(st.dates())
def test_values_cover_their_day(day: Any) -> None:
    values: list[Value] = [of_day(day), of_month(day.year, day.month), of_year(day.year)]
    if 1 < day.year < 9999:
        values += [of_week(day), of_season(day.year, f"Q{(day.month + 2) // 3}")]
    for value in values:
        first, last = bounds(value.edtf)
        assert first is not None
        assert last is not None
        assert first <= day.isoformat() <= last
        assert value.edtf is not None
        assert EDTF.match(value.edtf)


@given(st.dates(), st.dates())
def test_an_interval_runs_forward_or_is_none(one: Any, two: Any) -> None:
    value = interval(of_day(one), of_day(two))
    assert (value is None) == (one > two)


@pytest.mark.parametrize(
    "text",
    [
        "1" * 5000, "the " * 3000, "Monday " * 1500, "May " * 1500, "2019-" * 1500, "a year " * 1500, "10:15 " * 1500, "7–8 " * 1500, "early " * 2000, "of the " * 2000,
        "every " * 2000, "last " * 2000, "in 2019 and " * 800, "twenty-" * 1500, "'" * 3000,
    ],
    ids=lambda text: text[:8],
)  # fmt: skip
def test_endless_runs_do_no_harm(text: str) -> None:
    check(dates(text, "2020-10-26"), text)
