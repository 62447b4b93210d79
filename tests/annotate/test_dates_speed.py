"""The date grammar takes twice the work for twice the text, whatever the text, and never raises."""

from __future__ import annotations

import re
from array import array

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from tests.effort import grows_evenly

from claimcite.annotate.dates import find_dates
from claimcite.lexicon import load_lexicon
from claimcite.parse import Parse, Sentence
from claimcite.records import Anchor, Block, Date
from claimcite.spans import Span

LEXICON = load_lexicon()
VOCAB = spacy.blank("en").vocab
ENDLESS = (
    "7", "1 ", "and ", "between 1 and ", "-", "- ", "1/", "1-", "10:", "2019-", "2019 ", "may ", "March ", "Monday at ", "in 2019 to ", "from 1 to ", "a year and ",
    "٣ 三 3 ", "１２ мая ", "the first ", "the rest of ", "on the 2nd ", "twenty ", "two thousand and ", "half an hour ago ", "week of ", "12 March ", "1/1/2019 ",
    "quarter past ", "every ", "5 1/2 ", "0000 ", "10000 ", "31 February ", "years and months ", "night at ", "1" * 5000 + " ",
)  # fmt: skip
PIECES = (
    "in 3 weeks", "31st of this month", "the first Friday of July", "the last week of", "two days from tomorrow", "9 to 11 a.m.", "half past eight",
    "nineteen ninety-six", "two thousand and", "Easter 1500", "black friday", "9/11", "13/13/13", "00/00/2000", "2/30", "0/2015", "2015/0", "12/31/9999",
    "the 31st", "Friday the 13th", "Wed, 31", "rest of the week", "rest of the century", "H2 2016", "H3", "Q9", "the second half of the 19th century",
    "the first 99 days of", "the 1700s", "100 BC", "0 BC", "the fifth century BC", "348", "c. 347 – 420", "(837–908)", "all day", "1½ hours", "5 1/2 years",
    "99999h", "9999999 years ago", "1e99999999", "every other Friday", "mornings", "at 9", "9am on", "week of", "between 4 and 31 next month", "two Sundays from now",
    "the day after next", "year end", "now", "to", "and", "until today", "Feb 29", "29 February 1900", "'99", "tonight at 8", "in the morning", "24:00", "12:60",
    "٣ مايو", "１２ May", "²", "Ⅷ", "-44", "a century and a half ago", "0000 century ago", "year 0", "year 10000", "31 February", "last", "next", "the", "of", "from",
)  # fmt: skip


def bare(text: str) -> Parse:
    """A parse without a parser: words between white space, one sentence, one block."""
    words = list(re.finditer(r"\S+", text))
    doc = Doc(VOCAB, [m[0] for m in words], [m.end() < len(text) for m in words])
    starts, ends = array("q", (m.start() for m in words)), array("q", (m.end() for m in words))
    whole = Span(0, len(text))
    return Parse(doc, text, text, array("q", range(len(text))), starts, ends, (Sentence(whole, 0, len(words), 0),), (Block("paragraph", whole),))


def dates_in(text: str) -> list[Date]:
    """The dates of a text, however odd its white space."""
    return list(find_dates(bare(" ".join(text.split())), LEXICON, document_date=Anchor("given", "2020-10-26", None)))


@pytest.mark.parametrize("piece", ENDLESS, ids=lambda piece: piece[:12])
def test_twice_the_text_takes_twice_the_work(piece: str) -> None:
    assert grows_evenly(dates_in, piece, 3_000)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=10),
    st.sampled_from([None, "2020-02-29", "0001-01-01", "9999-12-31", "1583-01-01", "2016-11-30", "2020-10", "2020"]),
)
def test_any_mix_of_words_gives_dates_or_none(pieces: list[str], day: str | None) -> None:
    text = " ".join(" ".join(pieces).split())
    for date in find_dates(bare(text), LEXICON, document_date=Anchor("given", day, None) if day else None):
        assert date.text == date.span.of(text) != ""
        assert date.type in ("DATE", "TIME") or date.edtf is None
        assert (date.earliest is None and date.latest is None) or date.edtf is not None
        if date.earliest and date.latest and not date.earliest.startswith("-"):
            assert date.earliest <= date.latest


def found(text: str) -> list[Date]:
    """The dates of a text without a day of writing."""
    return list(find_dates(bare(text), LEXICON, document_date=None))


@pytest.mark.parametrize("text", ["It sank on 31 February 2021 .", "It sank on 2021-02-31 .", "It sank on 99/99/2021 .", "It took 1e99999999 years ."])
def test_there_is_no_such_day(text: str) -> None:
    assert all(date.edtf is None or date.granularity == "year" for date in found(text))


@pytest.mark.parametrize("text", ["in 10000 ", "the year 0 ", "on 1 January 10000 ", "on 0000-01-01 "])
def test_the_calendar_has_an_end(text: str) -> None:
    assert all(date.edtf is None or len(date.edtf.split("-")[0]) == 4 for date in found(text.strip()))
