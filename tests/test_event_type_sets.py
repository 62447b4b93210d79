"""The scorer of event types on coded predicates."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from claimcite.config import Config
from claimcite.errors import UsageError
from claimcite.lexicon import Lexicon
from claimcite.parse import Model
from claimcite.report.event_type_sets import code, evaluate_event_types, of_lines, unmarked
from claimcite.report.scores import Scores

SHIPPED = Path(__file__).parents[1] / "corpus" / "events"
FLOOD, TALKS = "oru_flood", "pela_flood"  # word lists are mended on articles of the first name, and only scored on those of the second
ARTICLE = "Rebels killed two men in Oru.\n\nThe mayor visited the town on Monday."


@pytest.fixture
def scored(model: Model, lexicon: Lexicon, config: Config, tmp_path: Path) -> Scores:
    """The scores on what a test wrote."""
    return evaluate_event_types(model, lexicon, config, tmp_path, tmp_path)


def write(path: Path, text: str) -> Path:
    """Write a file in a folder that may be new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def codes(*rows: tuple[str, str, str]) -> str:
    """The codes of words of the article: its name, the word, the type."""
    return "".join(f"{name}\t{ARTICLE.index(word)}\t{ARTICLE.index(word) + len(word)}\t{kind}\n" for name, word, kind in rows)


@pytest.fixture
def passages(tmp_path: Path) -> None:
    """Passages with a predicate that is right, one of another type, one without, and one that no claim has."""
    write(tmp_path / "written.txt", "Rebels [killed|kill] two men in [Oru|assault].[2]\n\nTwo soldiers [died|wound] there. The mayor [ate|-] a cake.\n")


@pytest.fixture
def articles(tmp_path: Path) -> None:
    """The same article in both sets, under a name that is mended on and one that is not; in Wikinews with other white space."""
    with write(tmp_path / "wikinews" / "data" / "wikinews_2019.csv", "").open("w", encoding="utf8", newline="") as file:
        loose = ARTICLE.replace("\n\n", "\n \n\n").replace(" two", "  two")
        csv.writer(file).writerows([("url", "text"), (FLOOD, loose), (TALKS, loose), ("no codes", loose)])
    for name in (FLOOD, TALKS):
        write(tmp_path / "polnear" / "train" / "text" / f"{name}.txt", ARTICLE)
    write(tmp_path / "wikinews.tsv", codes((TALKS, "killed", "kill"), (TALKS, "visited", "kill"), (FLOOD, "killed", "aid")))
    write(tmp_path / "polnear.tsv", codes((FLOOD, "killed", "aid"), (TALKS, "killed", "kill")))


@pytest.mark.usefixtures("passages")
def test_a_mark_is_matched_by_the_claim_whose_predicate_starts_there(scored: Scores) -> None:
    assert [row.name for row in scored.rows] == ["event types, own passages", "event types, typed, own passages"]
    whole, typed = scored.rows
    assert (whole.accuracy, whole.n) == (0.6667, 3)
    assert (typed.precision, typed.recall, typed.n) == (0.5, 0.5, 2)


@pytest.mark.usefixtures("articles")
def test_articles_on_which_lists_are_mended_are_not_scored(scored: Scores) -> None:
    assert (scored["event types, Wikinews"].accuracy, scored["event types, Wikinews"].n) == (0.5, 2)
    assert (scored["event types, PolNeAR train part"].accuracy, scored["event types, PolNeAR train part"].n) == (1.0, 1)


def test_a_set_that_is_not_there_gives_no_rows(scored: Scores, model: Model, lexicon: Lexicon, config: Config, tmp_path: Path) -> None:
    assert scored == Scores(())
    write(tmp_path / "polnear.tsv", codes((TALKS, "killed", "kill")))
    assert evaluate_event_types(model, lexicon, config, tmp_path, tmp_path) == Scores(())


@pytest.mark.parametrize("line", ["It [fell|murder].", "It [fell in|assault].", "It [fell|].", "It fell | assault.", "It [[fell|assault] in]|."])
def test_a_malformed_mark_is_named_by_its_line(line: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"written\.txt:3: "):
        list(of_lines(write(tmp_path / "written.txt", f"It [fell|assault].\n\n{line}\n"), unmarked))


@pytest.mark.parametrize("line", ["oru\t1\t3", "oru\t1\t3\tmurder", "oru\tone\t3\tkill", "oru\t3\t3\tkill", "oru\t-1\t3\tkill", "\t1\t3\tkill", "oru 1 3 kill"])
def test_a_malformed_code_is_named_by_its_line(line: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"codes\.tsv:2: "):
        list(of_lines(write(tmp_path / "codes.tsv", f"oru\t1\t3\tkill\n{line}\n"), code))


def test_bytes_that_are_no_text_are_named_by_their_line(tmp_path: Path) -> None:
    path = tmp_path / "written.txt"
    path.write_bytes(b"It [fell|assault].\nIt \xff fell.\n")
    with pytest.raises(UsageError, match=r"written\.txt:2: "):
        list(of_lines(path, unmarked))


def test_the_shipped_codes_can_be_read() -> None:
    passages = list(of_lines(SHIPPED / "written.txt", unmarked))
    assert (len(passages), sum(len(passage.types) for passage in passages)) == (1690, 15532)
    for name, size in (("wikinews", 6109), ("polnear", 2040)):
        rows = list(of_lines(SHIPPED / f"{name}.tsv", code))
        assert len({row[:2] for row in rows}) == len(rows) == size, "a place is coded once"
