"""Paragraphs in 25 languages, long, short and mixed; what they are told to be where they stand in an English text."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.case_files import FOLDER

from claimcite.clean.language import languages
from claimcite.records import Block
from claimcite.spans import Span

CASES: list[dict[str, Any]] = [json.loads(line) for line in (FOLDER / "languages.jsonl").read_text(encoding="utf8").splitlines()]
BEFORE = "The army said that its men had left the town and that nobody was hurt."
AFTER = "It was not clear who had given the order to leave the town."
FRENCH = "Le ministre a déclaré que des dizaines de personnes avaient été blessées dans la province voisine."


def told(paragraphs: list[str]) -> list[list[tuple[str, str]]]:
    """Language and text of the stretches of each paragraph."""
    text = "\n".join(paragraphs)
    ends = [sum(len(p) + 1 for p in paragraphs[: n + 1]) - 1 for n in range(len(paragraphs))]
    blocks = tuple(Block("paragraph", Span(end - len(p), end)) for p, end in zip(paragraphs, ends, strict=True))
    spans, _ = languages(text, blocks)
    found = []
    for block in blocks:
        own = [(s.language, Span(max(s.span.start, block.span.start), min(s.span.end, block.span.end))) for s in spans if s.span.overlaps(block.span)]
        found.append([(language, span.of(text)) for language, span in own])
    return found


def in_english(text: str) -> str:
    """The language of most of a paragraph that stands between English ones."""
    stretches = told([BEFORE, text, AFTER])[1]
    return max(stretches, key=lambda stretch: len(stretch[1]))[0]


def test_paragraphs_in_many_languages() -> None:
    wrong = [(case["language"], in_english(case["text"]), case["text"]) for case in CASES if in_english(case["text"]) != (case["language"] or "en")]
    assert len({case["language"] for case in CASES}) >= 25
    assert len(wrong) <= 0.03 * len(CASES), wrong


@pytest.mark.parametrize("text", [case["text"] for case in CASES if case["language"] in ("en", None)])
def test_english_stays_english_whatever_the_names(text: str) -> None:
    assert in_english(text) == "en"


def test_a_sentence_of_another_language_in_a_paragraph_is_marked_alone() -> None:
    paragraph = f"{BEFORE} {FRENCH} {AFTER} Nine of the men are still missing, and four have been found by the police."
    assert [language for language, _ in told([paragraph])[0]] == ["en", "fr", "en"]
    assert [text.strip() for language, text in told([paragraph])[0] if language == "fr"] == [FRENCH]


def test_an_english_sentence_in_a_foreign_text_is_marked() -> None:
    german = "Mindestens vierzehn Menschen kamen ums Leben, als in der Nacht der Damm brach. Die Polizei sucht nach weiteren Vermissten."
    found = told([german, f"{german} {BEFORE}", german])
    assert [[language for language, _ in stretches] for stretches in found] == [["de"], ["de", "en"], ["de"]]


def test_what_tells_nothing_goes_with_its_block_then_with_the_text() -> None:
    russian = "По меньшей мере четырнадцать человек погибли, когда ночью прорвало плотину, сообщило министерство. 12 (2026). Полиция ищет пропавших."
    found = told([f"{BEFORE} {AFTER}", russian, "14–20 (2026)", "Oru, Pela", f"{BEFORE} {AFTER}"])
    assert [{language for language, _ in stretches} for stretches in found] == [{"en"}, {"ru"}, {"en"}, {"en"}, {"en"}]


def test_no_words_no_language() -> None:
    assert languages("12 14\n***", (Block("paragraph", Span(0, 5)), Block("paragraph", Span(6, 9)))) == ((), None)


def test_endless_text_is_judged_in_time() -> None:
    for text in ("a " * 200_000, "(" * 400_000, "Oru. " * 80_000, "Le Lenn. " * 40_000, "の" * 400_000):
        languages(text, (Block("paragraph", Span(0, len(text))),))  # minutes, if its time grew with the square of the length
