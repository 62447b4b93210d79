"""The grammar of numbers, hedges, ranges and units, without a model."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.effort import grows_evenly

from claimcite.annotate.quantities.amount import Amount
from claimcite.annotate.quantities.amounts import Grammar
from claimcite.annotate.quantities.figures import has_decimal_comma, normal, read_figure
from claimcite.annotate.quantities.number import NumberReader
from claimcite.annotate.quantities.numbers import numbers
from claimcite.annotate.quantities.vague import vague_amounts
from claimcite.lexicon import load_lexicon

WORDS = load_lexicon().quantifiers
UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"]
UNITS += ["fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def amounts(text: str) -> list[Amount]:
    """The amounts of a text."""
    grammar = Grammar(text, WORDS)
    return sorted([*grammar.amounts(), *vague_amounts(grammar)], key=lambda a: a.start)


def spelled(n: int) -> str:
    """A number in words."""
    for size, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if n >= size:
            rest = n % size
            joint = " and " if 0 < rest < 100 else " " if rest else ""
            return f"{spelled(n // size)} {name}{joint}{spelled(rest) if rest else ''}"
    if n < 20:
        return UNITS[n]
    return TENS[n // 10] + (f"-{UNITS[n % 10]}" if n % 10 else "")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("two hundred and five", "205"),
        ("twenty-one", "21"),
        ("1.9bn", "1900000000"),
        ("3.6 million", "3600000"),
        ("half a million", "500000"),
        ("half a dozen", "6"),
        ("two dozen", "24"),
        ("a million", "1000000"),
        ("a hundred", "100"),
        ("two and a half million", "2500000"),
        ("one million and a half", "1500000"),
        ("three quarters of a million", "750000"),
        ("2½", "2.5"),
        ("12,34,567", "1234567"),
        ("3 crore", "30000000"),
        ("five lakh", "500000"),
        ("1 234 567 inhabitants", "1234567"),
        ("14\u00a0772 inhabitants", "14772"),
        ("14\u202f772 inhabitants", "14772"),
        (".08 percent", "0.08"),
        ("two-thirds of it", "0.666666666666667"),
        ("1/3 of it", "0.333333333333333"),
        ("one hundred and ten thousand", "110000"),
        ("one thousand, two hundred and three", "1203"),
        ("five hundred thousand", "500000"),
        ("٣٤ people", "34"),
        ("1200", "1200"),
        ("nought point nought three", "0.03"),
        ("two hundred point seventy-one", "200.71"),
        ("2.33 k", "2330"),
        ("1,674.5 M", "1674500000"),
        ("3 hundred and 21", "321"),
        ("4 thousand 3 hundred and 21", "4321"),
        ("6 crore and two hundred", "60000200"),
        ("three lakh crore", "3000000000000"),
        ("1e10", "10000000000"),
        ("12.32e+14", "1232000000000000"),
        ("1.3x10^6", "1300000"),
        ("2^5", "32"),
        ("three twenty-firsts", "0.142857142857143"),
        ("one hundred and thirty fifths", "26"),
        ("one one hundred and fifth", "0.00952380952380952"),
        ("twenty and three fifths", "20.6"),
        ("six million and two thirds", "6666666.666666667"),
        ("one billion and three quarters million", "1000750000"),
        ("quarter million", "250000"),
        ("3/4", "0.75"),
        ("1 4/5", "1.8"),
        ("one-eighth of it", "0.125"),
        ("one in every five homes", "0.2"),
        ("nine out of ten homes", "0.9"),
        ("3 dzs", "36"),
        ("⅔", "0.666666666666667"),
        ("it is 1,3", "1.3"),
    ],
)
def test_value_of_a_number(text: str, value: str) -> None:
    found = list(numbers(NumberReader(text, WORDS)))
    assert [float(n.value) for n in found] == [pytest.approx(float(value), rel=1e-9)]


@pytest.mark.parametrize("text", ["and", "a man", "a third, Issa Dembe", "half an hour", "9" * 5000, "1e99999999", "1.2.3", "1٢3", "007", "hundredweight", "10^999", "1e-99999", "2^99999", "1/0 of it", "the one hundred fifth", "in 9/11", "a third man"])
def test_no_number(text: str) -> None:
    assert amounts(text) == []


@pytest.mark.parametrize(
    ("text", "span", "low", "high", "comparator", "approximate"),
    [
        ("at least 12 men", "at least 12", 12, None, ">=", False),
        ("over 100 more", "over 100", 100, None, ">", False),
        ("control over 12 villages", "12", 12, 12, "=", False),
        ("nearly 30 men", "nearly 30", None, 30, "<", True),
        ("some 12 men", "some 12", 12, 12, "=", True),
        ("up to about 30 men", "up to about 30", None, 30, "<=", True),
        ("no more than 12 men", "no more than 12", None, 12, "<=", False),
        ("100+ wounded", "100+", 100, None, ">=", False),
        ("30 or fewer men", "30 or fewer", None, 30, "<=", False),
        ("20-odd men", "20-odd", 20, 20, "=", True),
        ("30-plus men", "30-plus", 30, None, ">=", False),
        ("another 19 men", "another 19", 19, 19, "=", False),
        ("the other 40 men", "the other 40", 40, 40, "=", False),
        ("78–105 killed", "78–105", 78, 105, "=", False),
        ("between 10 and 15 men", "between 10 and 15", 10, 15, "=", False),
        ("10 to 15 men", "10 to 15", 10, 15, "=", False),
        ("from 10 to 15 men", "from 10 to 15", 10, 15, "=", False),
        ("about 40 - 50 men", "about 40 - 50", 40, 50, "=", True),
        ("3 to 4 million men", "3 to 4 million", 3_000_000, 4_000_000, "=", False),
        ("5k-20k men", "5k-20k", 5000, 20000, "=", False),
        ("two or three men", "two or three", 2, 3, "=", False),
        ("more than 10 and fewer than 40 men", "more than 10 and fewer than 40", 10, 40, "=", False),
        ("higher or equal than 100, lower or equal than 300", "higher or equal than 100, lower or equal than 300", 100, 300, "=", False),
        ("between negative ten and fifteen", "between negative ten and fifteen", -10, 15, "=", False),
        ("the toll exceeded 3,000", "3,000", 3000, None, ">", False),
        ("<= 30", "<= 30", None, 30, "<=", False),
        ("more than 5000 or equal to", "more than 5000 or equal to", 5000, None, ">=", False),
        ("200 or greater than", "200 or greater than", 200, None, ">=", False),
        ("took over about 12 villages", "about 12", 12, 12, "=", True),
        ("minus 12", "minus 12", -12, -12, "=", False),
        ("(-366.5 points)", "-366.5", -366.5, -366.5, "=", False),
    ],
)
def test_bounds(text: str, span: str, low: int | None, high: int | None, comparator: str, approximate: bool) -> None:  # noqa: FBT001
    (found,) = amounts(text)
    assert (text[found.start : found.end], found.low, found.high) == (span, low, high)
    assert (found.comparator, found.approximate) == (comparator, approximate)


@pytest.mark.parametrize(
    ("text", "span", "unit"),
    [
        ("paid $1.9bn for", "$1.9bn", "USD"),
        ("a $48 million loan", "$48 million", "USD"),
        ("owes A$5m to", "A$5m", "AUD"),
        ("owes US$5 million", "US$5 million", "USD"),
        ("about $ 300 million", "about $ 300 million", "USD"),
        ("5 € each", "5 €", "EUR"),
        ("EUR 5 million", "EUR 5 million", "EUR"),
        ("5 million USD", "5 million USD", "USD"),
        ("2.5m francs", "2.5m francs", None),
        ("Rs 500 crore", "Rs 500 crore", "INR"),
        ("38 percent", "38 percent", "percent"),
        ("38 per cent", "38 per cent", "percent"),
        ("38%", "38%", "percent"),
        ("15–20 km wide", "15–20 km", "km"),
        ("-5 °C", "-5 °C", "Cel"),
        ("38m high", "38m", "m"),
        ("24 703 m2", "703 m2", "m2"),
        ("200 pounds of rice", "200 pounds", "[lb_av]"),
        ("200 pounds each", "200 pounds", "GBP"),
        ("85m people", "85m", None),
        ("a six-mile trip", "six-mile", "[mi_i]"),
        ("68-ounce cans", "68-ounce", "[oz_av]"),
        ("a one-yen bid", "one-yen", "JPY"),
        ("1,000 or more kilograms", "1,000 or more kilograms", "kg"),
        ("10 degrees below zero", "10 degrees below zero", "deg"),
        ("- 20 degrees fahrenheit", "- 20 degrees fahrenheit", "[degF]"),
        ("c $ 16.4 million", "c $ 16.4 million", "CAD"),
        ("Mex$ 10 million", "Mex$ 10 million", "MXN"),
        ("$249 USD", "$249 USD", "USD"),
        ("100₾", "100₾", "GEL"),
        ("a 2GB drive", "2GB", "GBy"),
        ("50 cents each", "50 cents", None),
        ("percents of twenty", "percents of twenty", "percent"),
        ("thirteen dollars forty-five cents", "thirteen dollars forty-five cents", "USD"),
        ("5 feet 2 inches", "5 feet 2 inches", "[ft_i]"),
    ],
)
def test_units(text: str, span: str, unit: str | None) -> None:
    found = amounts(text)[-1]
    assert (text[found.start : found.end], found.unit) == (span, unit)


@pytest.mark.parametrize(
    "text",
    ["M4", "Su-24", "COVID-19", "9/11", "24/7", "4chan", "21st", "10:30", "9 a.m.", "1500 GMT", "3-1", "2019-20", "555-01-23", "nine-year war", "two-storey", "#12",
     "mid-2019", "[12]", "M-4", "33°30′21″", "no fewer", "no comment", "1990s", "scp2-173m", "5G", "a twenty-first birthday"],
)  # fmt: skip
def test_strangers(text: str) -> None:
    assert amounts(text) == []


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("rose from 12 to 19", ["from", "to"]),
        ("rose from 12% to 19%", ["from", "to"]),
        ("climbed to 31", ["to"]),
        ("revised the figure to 31", [None]),
        ("revised from 12 to 31", ["from", "to"]),
        ("up by 7", ["by"]),
        ("up from nine", ["from"]),
        ("fell 12%", ["by"]),
        ("sent 12 men to 3 towns", [None, None]),
    ],
)
def test_change(text: str, changes: list[str | None]) -> None:
    assert [a.change for a in amounts(text)] == changes


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("dozens of men", "dozens"),
        ("tens of thousands of men", "Tens of thousands".lower()),
        ("several hundred men", "several hundred"),
        ('a "large number" of men', 'a "large number"'),
        ("wounded nearly as many", "nearly as many"),
        ("a few dozen men", "a few dozen"),
    ],
)
def test_vague(text: str, span: str) -> None:
    (found,) = [a for a in amounts(text) if a.kind == "vague"]
    assert (text[found.start : found.end], found.low, found.high, found.value) == (span, None, None, None)


def test_decimal_comma_only_where_the_document_uses_it() -> None:
    assert [a.value for a in amounts("Prices rose by 3,5 percent.")] == [Decimal("3.5")]
    assert not has_decimal_comma("3,500 people, 3,5 percent")
    assert read_figure("1.234,5", decimal_comma=True) == Decimal("1234.5")


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_every_number_in_digits_is_read(n: int) -> None:
    assert read_figure(str(n)) == read_figure(f"{n:,}") == n


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_every_number_in_words_is_read(n: int) -> None:
    assert [normal(x.value) for x in numbers(NumberReader(spelled(n), WORDS))] == [n]


@given(st.decimals(min_value=0, max_value=10**20, allow_nan=False, places=6))
def test_normal_form_is_equal_and_plain(value: Decimal) -> None:
    plain = normal(value)
    assert plain == value
    assert "E" not in str(plain)
    assert "." not in str(plain) or not str(plain).endswith("0")


@settings(deadline=None)
@given(st.lists(st.sampled_from([*"0123456789.,-–/%$+ '\"()", " and ", " to ", "between ", "from ", "one ", "half ", "million", "m", "of ", "no ", "٣"]), max_size=60))
def test_any_text_gives_ordered_amounts(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = list(Grammar(text, WORDS).amounts())
    assert all(0 <= a.start <= a.core[0] < a.core[1] <= a.end <= len(text) for a in found)
    assert all(a.low is None or a.high is None or a.low <= a.high for a in found)


@pytest.mark.parametrize("piece", ["1", "1 ", "1-", "1,", "and ", "between 1 and ", "one ", "half ", "a ", "$", "1e99999999 ", "twenty-", "rose from ", "tens of ", "-", "- ", "1/2 ", "2^9", "٣1", "१1 ", "point ", "one in ", "more than 1 and less than ", "5 feet 2 ", "1 234 ", "and a half ", "no ", "x10^"])
def test_work_grows_with_the_length_of_the_text(piece: str) -> None:
    assert grows_evenly(amounts, piece, 3_000)
