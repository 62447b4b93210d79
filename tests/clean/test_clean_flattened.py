"""Flattened pages: what each line is, which entry a marker names, what is mended, what is left out and why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.case_files import cases
from tests.conftest import source

from claimcite.clean import clean
from claimcite.config import Config
from claimcite.lexicon import Lexicon
from claimcite.link.citations import marker_keys
from claimcite.records import Cleaned, Result

Cleaner = Callable[..., Cleaned]
LEAD = "The Lenn dam above Oru broke in the night of 4 May 2026, and the river swept away two villages, the ministry said."
MORE = "Rescuers searched the valley for three days, and most of those who were found had climbed on the roof of the school in time."


@pytest.mark.parametrize("case", cases("flattened_pages"))
def test_what_each_line_is(case: dict[str, Any], cleaned: Cleaner) -> None:
    found = cleaned(case["text"])
    assert [[b.kind, b.span.of(found.text)] for b in found.blocks] == case["blocks"]
    left_out = [[d.reason, d.text] for d in found.dropped]
    assert [row for row in case.get("dropped", []) if row not in left_out] == []
    assert all(d.raw is not None and d.raw.of(case["text"]).strip() for d in found.dropped)


@pytest.mark.parametrize("case", cases("flattened_references"))
def test_each_marker_finds_its_entry(case: dict[str, Any], cleaned: Cleaner) -> None:
    found = cleaned(case["text"])
    entries = {r.key: r.text for r in found.references}
    assert [[r.number, r.text] for r in found.references] == case["references"]
    assert [[m.text, [entries.get(key) for key in marker_keys(m, entries)]] for m in found.markers] == case["markers"]
    assert not any(r.text and r.text in found.text for r in found.references)


# --- mended ---------------------------------------------------------------------------------------------------------


def test_every_kept_character_stands_in_the_raw_input(cleaned: Cleaner) -> None:
    raw = f'Oru\n\nThe army& # 39;s <span class="x">jets</span> hit Oru &amp; Pela &quot ;twice&quot ; on <b>Monday</b>. [do_widget ad] Nine died.\n\n{LEAD}\n'
    found = cleaned(raw)
    assert found.blocks[1].span.of(found.text) == "The army's jets hit Oru & Pela \"twice\" on Monday. Nine died."
    for word in ("jets", "Pela", "Monday", "Nine", "swept"):
        at = found.text.index(word)
        place = found.mapped.raw_of(found.blocks[1].span.__class__(at, at + len(word)))
        assert place is not None
        assert place.of(raw) == word
    assert [d.text for d in found.dropped] == ['<span class="x">', "</span>", "<b>", "</b>", "[do_widget ad]"]
    assert [d.raw.of(raw) for d in found.dropped if d.raw] == [d.text for d in found.dropped]


def test_a_tag_that_its_line_cuts_off_is_kept_among_what_was_left_out(cleaned: Cleaner) -> None:
    found = cleaned(f'Oru\n\n<img class = "preview" alt = "Photo: Ann Roe / AFP"src ="x/\n\n{LEAD}\n')
    assert [d.text for d in found.dropped if d.reason == "markup"] == ['<img class = "preview" alt = "Photo: Ann Roe / AFP"src ="x/']


@pytest.mark.parametrize("text", ["The toll rose to 12 < 14 [5] dead.", "if a<b and b>c", "He's [a] liar, she said.", "He said [sic] and left.", "A field of 12 m² and 3 km².", "E = mc²"])
def test_what_only_looks_broken_stays(text: str, cleaned: Cleaner) -> None:
    found = cleaned(f"Oru\n\n{text}\n\n{LEAD}\n")
    assert found.blocks[1].span.of(found.text) == text
    assert [m.text for m in found.markers] == (["[5]"] if "[5]" in text else [])


# --- nothing to read ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("raw", ["https://pelapost.example/2026/dam", "12 45 99\n7", "Share\n\nTweet\n\nRead more: Why it broke", "Subscribe"])
def test_a_page_without_text_has_a_typed_status(raw: str, processed: Callable[..., Result]) -> None:
    result = processed(raw)
    assert result.document is not None
    assert (result.document.status, result.claims) == ("no_text", ())


# --- aggregates -----------------------------------------------------------------------------------------------------

STORIES = [
    "The army said on Monday that its jets had struck two depots near the town of Oru in the east.",
    "Shares in the bank fell by twelve percent after the regulator opened an inquiry into its loans.",
    "A heat wave is expected to reach the southern islands before the weekend, forecasters warned.",
    "The singer cancelled her concerts because of an operation on her vocal cords, her agent wrote.",
    "Voters in Tolvia will choose a new parliament in March, and nine parties have put up candidates.",
    "Scientists found traces of a large volcano under the ice, which may have erupted two million years ago.",
    "Police in Pela arrested a man who is suspected of having stolen forty bicycles from a railway station.",
    "The striker scored three goals within ten minutes and was carried off the pitch by his comrades.",
]


def test_sentences_of_many_stories_in_one_line_are_an_aggregate(cleaned: Cleaner) -> None:
    line = " ".join(f"{story[:-1]}, no. {n}." for n in range(7) for story in STORIES)
    found = cleaned(f"{line} {STORIES[0]} Share. Tweet. {STORIES[0]}")
    assert len(found.aggregate) >= 2
    assert any("share no word" in sign for sign in found.aggregate)
    assert [w.message for w in found.warnings if w.code == "aggregate"] == ["unrelated stories in one text: " + "; ".join(found.aggregate)]


def test_one_story_in_one_line_is_no_aggregate(cleaned: Cleaner) -> None:
    story = "Rescuers in Oru said that the dam broke at night. The dam was built by the ministry in 1984. The ministry denied that rescuers had been warned of the broken dam. "
    found = cleaned((story + "Villagers in the valley lost their houses, and the ministry promised to rebuild the houses of the valley. ") * 14)
    assert len(found.aggregate) < 2
    assert not [w for w in found.warnings if w.code == "aggregate"]


# --- size -----------------------------------------------------------------------------------------------------------

ENDLESS: dict[str, Callable[[int], str]] = {
    "one line": lambda n: f"{LEAD} {MORE} ".replace("4 May", "5 May") * n,
    "one line with markers": lambda n: "".join(f"The dam number {i} broke.[{i}] " for i in range(6 * n)),
    "one line with entities": lambda n: "Oru &amp; Pela & # 39;fell& # 39; to <b>12</b>. " * 6 * n,
    "one line with a list": lambda n: "The dam broke. " * 9 * n + "References " + " ".join(f'{i}. ^ "Dam {i}". Pela Post.' for i in range(1, 6 * n)),
    "lines": lambda n: f"{LEAD}\nShare\n{MORE}\nOru\n" * n,
    "nodes": lambda n: "The\nLenn\nis a river in\nOru\n, a town\n. It flows to\nPela\n.\n" * 3 * n,
    "labels": lambda n: "Oru\n\n" + "LocationOru\nDate4 May\nDeaths14\n• Total9\n" * 6 * n + LEAD,
    "tabs": lambda n: "Oru\t49\t8,200\n" * 9 * n + LEAD,
    "carets": lambda n: f"Oru\n\n{LEAD}\n\nReferences\n" + "^ a b Dam\n" * 9 * n,
    "headings": lambda n: "See also\nRelated\nReferences\n" * 9 * n + LEAD,
    "teasers": lambda n: (LEAD[:60] + "…\n") * 9 * n + LEAD,
}


@pytest.mark.parametrize("name", ENDLESS)
def test_long_texts_take_no_longer_than_their_length(name: str, lexicon: Lexicon) -> None:
    raw = ENDLESS[name](600)
    assert len(raw) > 50_000
    clean(source(raw), lexicon, Config(max_characters=4_000_000))  # minutes, if its time grew with the square of the length


def test_two_megabytes_in_one_line(lexicon: Lexicon) -> None:
    raw = f"{LEAD} {MORE} " * 8000
    assert len(raw) > 1_800_000
    assert clean(source(raw), lexicon, Config()).text.startswith("The Lenn dam")
