"""The best sequence of tags against all sequences, and tags as spans."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcite.model.sequences import Chain, spans

TAGS = ("O", "B-A", "I-A", "E-A", "S-A", "B-B", "I-B")


def chain(size: int, seed: int) -> Chain:
    random = np.random.default_rng(seed)
    return Chain(TAGS[:size], random.normal(size=(size, size)), random.normal(size=size), random.normal(size=size))


def total(given: Chain, emissions: np.ndarray, tags: tuple[int, ...]) -> float:
    steps = sum(given.transitions[a, b] for a, b in pairwise(tags))
    return float(given.first[tags[0]] + given.last[tags[-1]] + steps + sum(row[tag] for row, tag in zip(emissions, tags, strict=True)))


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 5), st.integers(1, 4), st.integers(0, 10_000))
def test_no_sequence_is_better(n: int, size: int, seed: int) -> None:
    given, emissions = chain(size, seed), np.random.default_rng(seed + 1).normal(size=(n, size))
    best = max(total(given, emissions, tags) for tags in product(range(size), repeat=n))
    assert total(given, emissions, tuple(given.decode(emissions))) == pytest.approx(best)


def test_what_is_forbidden_does_not_follow() -> None:
    tags = ("O", "B-A", "I-A")
    given = Chain(tags, np.array([[0, 0, -1e4], [0, 0, 0], [0, 0, 0]]), np.array([0, 0, -1e4]), np.zeros(3))
    emissions = np.random.default_rng(5).normal(size=(2000, 3)).astype(np.float32)
    kept = emissions.copy()
    found = [tags[tag] for tag in given.decode(emissions)]
    assert found[0] != "I-A"
    assert all(after != "I-A" or before != "O" for before, after in pairwise(found))
    assert (emissions == kept).all()


@given(st.lists(st.sampled_from(TAGS), max_size=12), st.data())
def test_spans_hold_each_tagged_word_once(tags: list[str], data: st.DataObject) -> None:
    breaks = data.draw(st.lists(st.booleans(), min_size=len(tags), max_size=len(tags)))
    found = spans(tags, breaks)
    assert [i for first, last, _ in found for i in range(first, last)] == [i for i, tag in enumerate(tags) if tag != "O"]
    for first, last, label in found:
        assert {tag[2:] for tag in tags[first:last]} == {label}
        assert not any(breaks[first + 1 : last])


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ([], []),
        (["O"], []),
        (["S-A", "S-A"], [(0, 1, "A"), (1, 2, "A")]),
        (["B-A", "I-A", "E-A", "O", "B-A"], [(0, 3, "A"), (4, 5, "A")]),
        (["B-A", "B-A", "I-A"], [(0, 1, "A"), (1, 3, "A")]),
        (["E-A", "I-A"], [(0, 1, "A"), (1, 2, "A")]),
        (["I-A", "I-B"], [(0, 1, "A"), (1, 2, "B")]),
    ],
)
def test_spans(tags: list[str], expected: list[tuple[int, int, str]]) -> None:
    assert spans(tags) == expected
