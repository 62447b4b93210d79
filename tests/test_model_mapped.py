"""The large table of the shipped encoder stays in its file, which processes share, and nothing but the place of its bytes changes."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from claimcite.model.files import ENCODER, Bundle, load
from claimcite.model.mapped import LEAST, mapped
from claimcite.model.where import shipped
from claimcite.model.wordpieces import encode

FOLDER = shipped() / "claimcite_analyzer"
WORDS = ["Twelve", "miners", "were", "killed", "in", "Oru", "."]


def test_the_table_of_word_pieces_is_found_in_the_file() -> None:
    ((_, table),) = mapped(FOLDER / ENCODER).items()
    assert table.shape[0] == len((FOLDER / "vocab.txt").read_text(encoding="utf8").splitlines())
    assert table.nbytes > LEAST
    assert not table.flags.writeable
    assert table.tobytes() in (FOLDER / ENCODER).read_bytes()


def test_a_mapped_model_gives_the_very_scores_of_one_that_is_held() -> None:
    names = ("encoder.onnx", "vocab.txt", "labels.json", "digests.json")
    shared, held = load(FOLDER), load({name: (FOLDER / name).read_bytes() for name in names})

    def scores(bundle: Bundle) -> dict[str, bytes]:
        found = bundle.scorer(*encode(bundle.vocabulary, WORDS, [2] + [1] * (len(WORDS) - 1)))
        return {name: np.asarray(values).tobytes() for name, values in found.items()}

    assert scores(shared) == scores(held)


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_the_file_is_mapped_while_the_model_lives() -> None:
    bundle = load(FOLDER)
    bundle.scorer(*encode(bundle.vocabulary, WORDS, [2] + [1] * (len(WORDS) - 1)))
    assert str((FOLDER / ENCODER).resolve()) in Path("/proc/self/maps").read_text()


@pytest.mark.parametrize("size", [0, 1, 1000, 5_000_000])
def test_a_file_that_is_cut_off_has_no_tables(tmp_path: Path, size: int) -> None:
    whole = (FOLDER / ENCODER).read_bytes()
    for data in (whole[:size], b"\xff" * size, b"\x3a\x7f" + whole[:size]):
        (tmp_path / ENCODER).write_bytes(data)
        assert mapped(tmp_path / ENCODER) == {}
