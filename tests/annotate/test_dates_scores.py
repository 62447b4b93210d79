"""Scores on the gold sets, on sets of a few lines that are made here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claimcite.errors import UsageError
from claimcite.lexicon import Lexicon
from claimcite.parse import Model
from claimcite.records import Date
from claimcite.report.date_gold import DatedText, GoldDate, gum, load, meantime, re3d, recognizers
from claimcite.report.date_same import same_days, same_recognized, same_timex
from claimcite.report.date_sets import PARSERS, evaluate_dates, paired
from claimcite.spans import Span

CASES = [
    {"Input": "It sank on May 2, 2008", "Context": {"ReferenceDateTime": "2016-11-07T00:00:00"},
     "Results": [{"Text": "May 2, 2008", "Type": "date", "Start": 11, "Value": {"Timex": "2008-05-02", "FutureResolution": {"date": "2008-05-02"}, "PastResolution": {"date": "2008-05-02"}}}]},
    {"Input": "It sank at teatime", "NotSupported": "javascript, python", "Results": [{"Text": "teatime", "Type": "time", "Start": 11}]},
]  # fmt: skip
MODEL = [
    {"Input": "It sank in May 2008 for 3 hours", "Context": {"ReferenceDateTime": "2016-11-07T00:00:00"}, "Results": [
        {"Text": "may 2008", "Start": 11, "TypeName": "datetimeV2.daterange", "Resolution": {"values": [{"timex": "2008-05", "start": "2008-05-01", "end": "2008-06-01"}]}},
        {"Text": "3 hours", "Start": 24, "TypeName": "datetimeV2.duration", "Resolution": {"values": [{"timex": "PT3H", "value": "10800"}]}}]},
]  # fmt: skip
CAT = """<?xml version="1.0" ?><Document doc_name="x">
<token number="0" sentence="0" t_id="1">Ferry</token><token number="1" sentence="0" t_id="2">sinks</token>
<token number="2" sentence="1" t_id="3">July</token><token number="3" sentence="1" t_id="4">02</token>
<token number="4" sentence="1" t_id="5">,</token><token number="5" sentence="1" t_id="6">2008</token>
<token number="6" sentence="2" t_id="7">It</token><token number="7" sentence="2" t_id="8">sank</token><token number="8" sentence="2" t_id="9">yesterday</token>
<token number="9" sentence="9" t_id="10">today</token>
<Markables>
<TIMEX3 functionInDocument="CREATION_TIME" type="DATE" value="02-07-2008"><token_anchor t_id="3"/><token_anchor t_id="4"/><token_anchor t_id="5"/><token_anchor t_id="6"/></TIMEX3>
<TIMEX3 functionInDocument="NONE" type="DATE" value="2008-07-01"><token_anchor t_id="9"/></TIMEX3>
<TIMEX3 functionInDocument="NONE" type="DATE" value="2008-07-02"><token_anchor t_id="10"/></TIMEX3>
</Markables></Document>"""
GUM_XML = '<text dateCreated="2017-07-18">\n<s>\nIn\tIN\tin\n<date when="1998">\n1998\tCD\t1998\n</date>\n</s>\n</text>\n'
GUM_CONLLU = "# newdoc id = GUM_x\n# newpar\n# sent_id = x-1\n# text = In 1998\n1\tIn\tin\tADP\tIN\t_\t2\tcase\t_\t_\n2\t1998\t1998\tNUM\tCD\t_\t0\troot\t_\tSpaceAfter=No\n\n"


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    """A folder with sets of a few lines."""
    folder = tmp_path / "recognizers" / "DateTime"
    folder.mkdir(parents=True)
    for name in PARSERS.values():
        (folder / f"{name}.json").write_text("\ufeff" + json.dumps(CASES), encoding="utf8")
    (folder / "DateTimeModel.json").write_text(json.dumps(MODEL), encoding="utf8")
    articles = tmp_path / "meantime" / "intra-doc_annotation" / "corpus"
    articles.mkdir(parents=True)
    (articles / "x.xml").write_text(CAT, encoding="utf8")
    for part, text in (("xml", GUM_XML), ("conllu", GUM_CONLLU)):
        (tmp_path / "gum-open" / part).mkdir(parents=True, exist_ok=True)
        (tmp_path / "gum-open" / part / f"GUM_x.{part}").write_text(text, encoding="utf8")
    documents = tmp_path / "re3d-half" / "Wikipedia"
    documents.mkdir(parents=True)
    (documents / "documents.jsonl").write_text(json.dumps({"_id": "a", "text": "It sank in May 2008."}) + "\n", encoding="utf8")
    rows = [{"documentId": "a", "begin": 11, "end": 19, "type": "Temporal", "confidence": c} for c in (1, 0.2)]
    (documents / "entities.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf8")
    return tmp_path


def test_every_set_gives_its_rows(sets: Path, model: Model, lexicon: Lexicon) -> None:
    scores = evaluate_dates(model, lexicon, sets)
    assert {row.name: row.whole for row in scores.rows if row.name.startswith("values, ")} == {
        "values, Recognizers single dates": 1.0, "values, Recognizers periods": 1.0, "values, Recognizers durations": 1.0, "values, Recognizers sets": 1.0,
        "values, Recognizers holidays": 1.0, "values, Recognizers model": 1.0, "values, Recognizers model, periods": 1.0, "values, Recognizers model, durations": 1.0,
        "values, MEANTIME": 1.0, "values, GUM": 1.0, "values, GUM years": 1.0,
    }  # fmt: skip
    assert scores["dates, re3d"].n == 1
    assert scores["dates, MEANTIME"].n == 2


def test_sets_that_are_not_there_give_no_rows(tmp_path: Path, model: Model, lexicon: Lexicon) -> None:
    assert evaluate_dates(model, lexicon, tmp_path).rows == ()


def test_readers_place_what_they_read(sets: Path) -> None:
    for text in (*recognizers(sets / "recognizers/DateTime/DateParser.json"), *meantime(sets / "meantime"), *gum(sets / "gum-open"), *re3d(sets / "re3d-half")):
        assert isinstance(text, DatedText)
        assert all(text.text[d.start : d.end].strip() for d in text.dates)
    (article,) = meantime(sets / "meantime")
    assert (article.text, article.written) == ("Ferry sinks\n\nJuly 02, 2008\n\nIt sank yesterday", "2008-07-02")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"DateParser\.json"):
        load(tmp_path / "DateParser.json")


def date(timex3: str, edtf: str | None, first: str | None = None, last: str | None = None, **fields: object) -> Date:
    """A date with the fields that are compared."""
    values = {"type": "DATE", "granularity": "day", "relation": "at"} | fields
    return Date("", Span(0, 4), "text", values["type"], timex3, edtf, first, last, values["granularity"], None, values["relation"], carried=False)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "kind", "said", "words", "same"),
    [
        (date("2016-10", "2016-10", "2016-10-01", "2016-10-31", granularity="month"), "daterange", {"timex": "2016-10", "start": "2016-10-01", "end": "2016-11-01"}, "October", True),
        (date("2016-10", "2016-10", "2016-10-01", "2016-10-31", granularity="month"), "daterange", {"timex": "2016-09", "start": "2016-09-01", "end": "2016-10-01"}, "October", False),
        (date("2014", "2014", "2014-01-01", "2014-12-31", granularity="year"), "date", {"timex": "2014-11-07", "value": "2014-11-07"}, "two years ago", True),
        (date("2014", "2014", "2014-01-01", "2014-12-31", granularity="year"), "date", {"timex": "2014-11-07", "value": "2014-11-07"}, "7 November 2014", False),
        (date("P3D", None, type="DURATION"), "daterange", {"timex": "(2016-11-08,2016-11-11,P3D)", "start": "2016-11-08", "end": "2016-11-11"}, "next 3 days", True),
        (date("PXD", None, type="DURATION"), "duration", {"timex": "P3D", "value": "259200"}, "a few days", True),
        (date("PXD", None, type="DURATION"), "duration", {"timex": "P3D", "value": "259200"}, "three days", False),
        (date("2017-XX-XX", None), "date", {"timex": "2017-03-07", "value": "2017-03-07"}, "3/7/2017", True),
        (date("2016-11-08T08:00", "2016-11-08", "2016-11-08", "2016-11-08"), "datetime", {"timex": "2016-11-08T08", "value": "2016-11-08 08:00:00"}, "tomorrow 8am", True),
        (date("2015", "2015", "2015-01-01", "2015-12-31", relation="since"), "daterange", {"timex": "2015", "Mod": "since", "start": "2015-01-01"}, "since 2015", True),
    ],
)  # fmt: skip
def test_conventions_of_recognizers(found: Date, kind: str, said: dict[str, str], words: str, same: bool) -> None:  # noqa: FBT001
    assert same_recognized(found, GoldDate(0, 4, kind, (said,)), words) is same


@pytest.mark.parametrize(
    ("found", "value", "kind", "same"),
    [
        (date("2008-Q3", "2008-07/2008-09"), "2008-Q3", "DATE", True),
        (date("2018/2019", "2018/2019", "2018-01-01", "2019-12-31"), "2019", "DATE", True),
        (date("PRESENT_REF", "2005-05-07", "2005-05-07", "2005-05-07"), "2005-05-07", "DATE", True),
        (date("2008-W41", "2008-10-06/2008-10-12"), "2008-W42", "DATE", True),
        (date("2008-W41", "2008-10-06/2008-10-12"), "2008-W44", "DATE", False),
        (date("P6M", None, type="DURATION"), "PM6", "DURATION", True),
    ],
)
def test_conventions_of_meantime(found: Date, value: str, kind: str, same: bool) -> None:  # noqa: FBT001
    assert same_timex(found, GoldDate(0, 4, kind, ({"timex": value},)), "") is same


@pytest.mark.parametrize(
    ("found", "said", "same"),
    [
        (date("-0043", "-0043", granularity="year"), {"when": "-0044"}, True),
        (date("18", "1801/1900", "1801-01-01", "1900-12-31", granularity="century"), {"from": "1800-01-01", "to": "1899-12-31"}, True),
        (date("XXXX-07", None, granularity="month"), {"when": "--07"}, True),
        (date("2005-07", "2005-07", "2005-07-01", "2005-07-31", granularity="month"), {"when": "--07"}, False),
        (date("P3Y", None, type="DURATION"), {"from": "2020-03-01", "to": "2023-02-28"}, True),
        (date("PAST_REF", None), {"notAfter": "2006-07-04"}, True),
    ],
)
def test_conventions_of_gum(found: Date, said: dict[str, str], same: bool) -> None:  # noqa: FBT001
    assert same_days(found, GoldDate(0, 4, "date", (said,)), "") is same


def test_an_interval_is_both_of_its_ends() -> None:
    gold = (GoldDate(0, 4, "date"), GoldDate(5, 9, "date"))
    whole = Date("", Span(0, 9), "2018–2019", "DATE", "2018/2019", "2018/2019", "2018-01-01", "2019-12-31", "year", None, "at", carried=False)
    assert [one for _, one in paired((whole,), gold)] == list(gold)
