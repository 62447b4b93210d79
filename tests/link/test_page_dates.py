"""Days of publication: as printed, in the newsroom's zone, or not at all."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from claimcite.link.page_dates import EAST, WEST, Moment, at_home, read_moment

MOMENTS = st.datetimes(datetime(1995, 1, 1), datetime(2060, 1, 1)).map(lambda moment: moment.replace(microsecond=0))
OFFSETS = st.integers(WEST // 15, EAST // 15).map(lambda quarters: timedelta(minutes=15 * quarters))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Tue Nov 19 2019 08:41:00 GMT+0000 (UTC)", "2019-11-19T08:41:00Z"),
        ("Mon, 18 Nov 2019 16:07:38 -0600", "2019-11-18T22:07:38Z"),
        ("Mon, 18 Nov 2019 20:07:38 -0600", "2019-11-18"),
        ("2019-11-18@05:36:50 CST", "2019-11-18"),
        ("2019-11-20 13:42:06+08:00", "2019-11-20T05:42:06Z"),
        ("2019-11-20T10:43Z", "2019-11-20T10:43:00Z"),
        ("19 Nov 2019 07:09 GMT", "2019-11-19T07:09:00Z"),
        ("Mon 18 Nov 2019 18.54 GMT", "2019-11-18T18:54:00Z"),
        ("November 20, 2019 - 11:28 AMT", "2019-11-20"),
        ("Wed, Nov 20 20194:29 AM EST", "2019-11-20T09:29:00Z"),
        ("10:01 pm PST, Tuesday, November 19, 2019", "2019-11-19"),
        ("2016.12.01", "2016-12-01"),
        ("20261004", "2026-10-04"),
        ("25. September 2018", "2018-09-25"),
        ("22 de janeiro de 2018 às 0:13", "2018-01-22"),
        ("1574103293000", "2019-11-18T18:54:53Z"),
        ("2019-11", "2019-11"),
        ("13/13/2019", None),
        ("32 May 2019", None),
        ("99999-01-01", None),
        ("0001-01-01T00:00:00Z", None),
        ("Today 12:01 AM", None),
        ("", None),
    ],
)
def test_dates_as_pages_write_them(text: str, value: str | None) -> None:
    found = read_moment(text)
    assert (found.value if found else None) == value


@settings(max_examples=200)
@given(MOMENTS, OFFSETS)
def test_the_day_is_the_printed_one(moment: datetime, offset: timedelta) -> None:
    printed = moment.replace(tzinfo=timezone(offset)).isoformat()
    found = read_moment(printed)
    assert found is not None
    assert found.edtf == moment.date().isoformat()
    assert found.value.startswith(found.edtf)
    assert found.instant == moment - offset


@settings(max_examples=200)
@given(MOMENTS, OFFSETS)
def test_the_newsrooms_clock_tells_its_day(moment: datetime, offset: timedelta) -> None:
    stated = read_moment(moment.isoformat() + "Z")
    printed = read_moment(f"{moment + offset:%B %d, %Y %I:%M %p}")
    assert stated is not None
    assert printed is not None
    assert at_home(stated, [printed], []).edtf == (moment + offset).date().isoformat()
    assert at_home(stated, [], [(stated, printed)]).edtf == (moment + offset).date().isoformat()


@settings(max_examples=200)
@given(MOMENTS, st.dates(date(1995, 1, 1), date(2060, 1, 1)))
def test_a_printed_day_moves_an_instant_by_one_day_at_most(moment: datetime, day: date) -> None:
    stated = read_moment(moment.isoformat() + "Z")
    assert stated is not None
    found = at_home(stated, [Moment(day.isoformat())], [])
    assert abs((date.fromisoformat(found.edtf) - moment.date()).days) <= 1


@settings(max_examples=200)
@given(MOMENTS, st.integers(16, 60 * 24))
def test_another_time_is_no_other_clock(moment: datetime, minutes: int) -> None:
    assume(minutes % 15 not in (0, 1, 2, 13, 14))
    stated = read_moment(moment.replace(second=0).isoformat() + "Z")
    other = read_moment(f"{moment + timedelta(minutes=minutes):%B %d, %Y %H:%M}")
    assert stated is not None
    assert other is not None
    assert at_home(stated, [], [(stated, other)]) == stated


@settings(max_examples=300)
@given(st.text(max_size=60) | st.text(alphabet="0123456789/-.: TZ+apmGMTNov,", max_size=40), st.sampled_from([None, True, False]))
def test_any_text_is_read(text: str, day_first: bool | None) -> None:  # noqa: FBT001
    found = read_moment(text, day_first=day_first)
    assert found is None or len(found.edtf) >= 4
