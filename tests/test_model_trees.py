"""Trees from arc scores, against every tree there is."""

from __future__ import annotations

from functools import lru_cache
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcite.model.trees import certainty, heads_within, is_tree, relations, rooted, tree


@lru_cache
def every_tree(n: int) -> np.ndarray:
    """All trees of ``n`` words with one root, as columns of the scores, ``[trees, n]``."""
    return np.array([heads for heads in product(range(n + 1), repeat=n) if climbs(heads)])


def climbs(heads: tuple[int, ...]) -> bool:
    """Whether one word is the root and each word comes to it, step by step."""
    for start in range(len(heads)):
        at = start
        for _ in heads:
            at = heads[at] - 1 if heads[at] else at
        if heads[at]:
            return False
    return heads.count(0) == 1


def shaped(values: st.SearchStrategy[float], n: int) -> st.SearchStrategy[np.ndarray]:
    return st.lists(values, min_size=n * (n + 1), max_size=n * (n + 1)).map(lambda found: np.array(found, dtype=np.float64).reshape(n, n + 1))


def total(scores: np.ndarray, heads: np.ndarray) -> np.ndarray:
    return scores[np.arange(len(scores)), heads].sum(axis=-1)


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 5).flatmap(lambda n: shaped(st.integers(-4, 4).map(float) | st.floats(-50, 50, width=32), n)))
def test_no_tree_is_better(scores: np.ndarray) -> None:
    found = rooted(scores)
    assert climbs(tuple(found.tolist()))
    assert total(scores, found) == pytest.approx(total(scores, every_tree(len(scores))).max(), abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 9).flatmap(lambda n: shaped(st.floats(), n)))
def test_any_numbers_give_one_tree(scores: np.ndarray) -> None:
    heads = tree(scores)
    assert climbs(tuple(0 if i == head else head + 1 for i, head in enumerate(heads)))


@given(st.lists(st.integers(0, 6), min_size=1, max_size=6).filter(lambda heads: max(heads) <= len(heads)))
def test_is_tree(heads: list[int]) -> None:
    assert is_tree(np.array(heads)) == climbs(tuple(heads))


def contrived(kind: str, n: int) -> np.ndarray:
    """Scores that contract one cycle after the other."""
    row, column = np.arange(n)[:, None], np.arange(n)[None, :]
    words = {
        "equal": np.zeros((n, n)),
        "pairs of pairs": -10.0 * np.frompyfunc(int.bit_length, 1, 1)(row ^ column).astype(float) - (7 * row + column) % 5 / 10,
        "each takes the first": np.broadcast_to(-1.0 * column, (n, n)),
        "ring": np.where(column == (row + 1) % n, -row, np.where(column == (row - 1) % n, (row - n) / 2, -1000.0)),
    }[kind]
    return np.concatenate((np.full((n, 1), -1000.0), words), axis=1)


@pytest.mark.parametrize("kind", ["equal", "pairs of pairs", "each takes the first", "ring"])
@pytest.mark.parametrize("n", [5, 450])
def test_contrived_scores(kind: str, n: int) -> None:
    scores = contrived(kind, n)
    found = rooted(scores)
    assert is_tree(found)
    if n == 5:
        assert total(scores, found) == pytest.approx(total(scores, every_tree(n)).max())


def test_one_root_although_two_would_score_more() -> None:
    assert tree(np.array([[9.0, 0.0, 1.0], [8.0, 2.0, 0.0]])) == [0, 0]


def test_input_is_left_alone() -> None:
    scores = np.zeros((4, 5), dtype=np.float32)
    tree(scores)
    assert not scores.any()


def test_heads_stay_in_their_sentence() -> None:
    random = np.random.default_rng(3)
    arcs, starts = random.normal(size=(40, 41)), np.zeros(40, dtype=bool)
    starts[[7, 8, 30]] = True
    found = heads_within(arcs, starts)
    for first, last in ((0, 7), (7, 8), (8, 30), (30, 40)):
        part = found[first:last]
        assert np.count_nonzero(part == 0) == 1
        assert all(first < head <= last for head in part if head)


def test_certainty_is_a_share_of_what_the_sentence_offers() -> None:
    random = np.random.default_rng(5)
    arcs, starts = random.normal(size=(20, 21)).astype(np.float32), np.zeros(20, dtype=bool)
    starts[[6, 7]] = True
    heads = heads_within(arcs, starts)
    found = certainty(arcs, starts, heads)
    assert found[6] == 255  # alone in its sentence
    for i, (first, last) in ((3, (0, 6)), (12, (7, 20))):
        offered = np.exp(arcs[i, [0, *(j + 1 for j in range(first, last) if j != i)]].astype(np.float64))
        assert found[i] == round(255 * np.exp(float(arcs[i, heads[i]])) / offered.sum())
    beyond = arcs.copy()
    beyond[:6, 8:], beyond[np.arange(20), np.arange(1, 21)] = 1e9, np.nan  # other sentences, and the word itself
    assert certainty(beyond, starts, heads).tolist() == found.tolist()


def test_a_head_that_only_the_tree_asks_for_is_improbable() -> None:
    arcs, starts = np.array([[0.0, 0, 9], [-2, 9, 0]]), np.array([True, False])  # the two words are each other's best head
    heads = heads_within(arcs, starts)
    assert (heads.tolist(), certainty(arcs, starts, heads).tolist()) == ([0, 1], [0, 255])


def test_root_relation_is_for_roots_alone() -> None:
    random = np.random.default_rng(4)
    left, right, heads = random.normal(size=(6, 5, 3)), random.normal(size=(7, 3)), np.array([2, 0, 2, 3, 6, 2])
    left[:, 4] += 10
    found = relations(left, right, heads, root=4)
    assert found.tolist() == [4 if head == 0 else int((left[i, :4] @ right[head]).argmax()) for i, head in enumerate(heads)]
