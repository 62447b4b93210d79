"""Whatever comes in: every character of the text knows its place, in order, and nothing but ``CleanError`` is raised."""

from __future__ import annotations

import itertools
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import SAMPLES, source

from claimcite.clean import BETWEEN_BLOCKS, clean
from claimcite.config import Config
from claimcite.lexicon import load_lexicon
from claimcite.records import Cleaned, Markup, Source

MARKUPS: tuple[Markup, ...] = get_args(Markup)
CONFIG = Config()
PIECES = [
    "<p>", "</p>", "<div class='share'>", "</div>", "<ul><li>", "<table><tr><td>", "<td>", "</table>", "<sup class='reference'><a href='#cite_note-1'>[1]</a></sup>",
    "<li id='cite_note-1'>", "<h2>", "<a href='https://pela.example/x'>", "</a>", "<br>", "<!-- x -->", "<", ">", "&amp;", "& # 39;", "&nbsp;", "<ref>", "</ref>",
    "<ref name=a />", "{{cite web|title=Dam|url=https://oru.example}}", "{{infobox flood|deaths=12", "}}", "[[Oru|the town]]", "[[File:a.jpg|thumb|A ''caption'']]",
    "[https://oru.example The dam]", "{|\n|-\n| a || b\n", "|}", "'''", "\n== Heading ==\n", "\n# Heading\n", "\n> ", "**", "_", "![a](b)", "[dam](https://oru.example)",
    "\n* ", "[5]", "[citation needed]", "\n\n", "\n", "\r\n", "\t", "\0", "\u200b", " ", "“", "é", "😀", "(AP Photo)", "\nBy Ann Roe\n", "ORU, May 4 (AP) — ", "Share\n",
    "Twelve people died in Oru on Monday, police said. ", "from their homes in one\n\nof the worst floods ", '\nReferences\n1. ^ a b "Dam". Pela Post. 2 May 2020.\n2. 1 2\n', "Deaths12 [1]\n",
]  # fmt: skip


def check(found: Cleaned, raw: str, *, ordered: bool) -> None:
    """Hold what cleaning promises."""
    runs = found.mapped.runs(raw)
    assert all(found.text[t : t + n] == raw[r : r + n] for t, r, n in runs)
    assert all(a[0] + a[2] <= b[0] for a, b in itertools.pairwise(runs))
    if ordered:
        assert all(a[1] + a[2] <= b[1] for a, b in itertools.pairwise(runs)), "text was reordered"
    assert BETWEEN_BLOCKS.join(b.span.of(found.text) for b in found.blocks) == found.text
    assert all(a.span.end + len(BETWEEN_BLOCKS) == b.span.start for a, b in itertools.pairwise(found.blocks))
    for block in found.blocks:
        assert block.span.of(found.text).strip()
        assert block.label is None or block.span.covers(block.label)
        assert all(block.span.covers(cell) for cell in block.cells)
    for inside in [*(m.span for m in found.markers), *(link.span for link in found.links)]:
        assert any(b.span.covers(inside) and inside.start < inside.end for b in found.blocks)
    assert all(m.span.of(found.text) == m.text for m in found.markers)
    for dropped in found.dropped:
        assert dropped.text or dropped.raw
        assert dropped.raw is None or 0 <= dropped.raw.start < dropped.raw.end <= len(raw)
    for reference in found.references:
        assert reference.raw is None or 0 <= reference.raw.start < reference.raw.end <= len(raw)


def cleaned_as(raw: str, markup: Markup) -> Cleaned:
    """Clean a text as this markup."""
    plain = source(raw)
    return clean(Source(plain.path, plain.locator, plain.sha256, raw, "utf-8", plain.given, markup), load_lexicon(), CONFIG)


@pytest.mark.parametrize("markup", MARKUPS)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_generated_input(markup: Markup, raw: str) -> None:
    check(cleaned_as(raw, markup), raw, ordered=markup in ("plain", "markdown"))


@pytest.mark.parametrize("markup", MARKUPS)
@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_any_text(markup: Markup, raw: str) -> None:
    raw = raw.encode("utf8", "replace").decode("utf8")
    check(cleaned_as(raw, markup), raw, ordered=markup in ("plain", "markdown"))


TAGS = [
    "div", "p", "span", "b", "a", "h1", "h2", "ul", "li", "ol", "table", "tr", "td", "th", "blockquote", "article", "section", "nav", "footer", "aside", "form",
    "button", "noscript", "svg", "select", "option", "object", "template", "figure", "figcaption", "dl", "dt", "dd", "center", "font", "pre", "em", "label",
    "body", "html", "head", "main", "header", "textarea", "title", "iframe", "plaintext", "o:p",
]  # fmt: skip
OPENED = st.builds("<{}{}{}>".format, st.sampled_from(TAGS), st.sampled_from(["", "", " class=share", ' class="related x"', " href=/x", " id=comments"]), st.sampled_from(["", "", "", "/"]))
CLOSED = st.builds("</{}>".format, st.sampled_from(TAGS))
BETWEEN = st.sampled_from(["<!-- x -->", "<br>", "<br><br>", "<img src=a>", "<hr>", "< ", ">", "&amp;", "<![CDATA[x]]>", "<?php x ?>", "</>", "</ p>", "\0"])
WORDS = st.sampled_from(["{}", " {} ", "{}. ", "At least {} people were killed in Oru on Monday, the ministry said. "])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(OPENED, CLOSED, BETWEEN, WORDS), max_size=50))
def test_every_word_between_tags_is_text_or_told(parts: list[str]) -> None:
    raw, words = "<html><body>", []
    for part in parts:
        if "{}" in part:
            words.append(f"w{len(words)}q")
        raw += part.format(words[-1]) if "{}" in part else part
    found = cleaned_as(raw, "html")
    told = " ".join([found.text, *(f"{d.text} {d.raw.of(raw) if d.raw else ''}" for d in found.dropped), *(fact.text for fact in found.facts)])
    assert [w for w in words if w not in told] == [] or found.warnings


@pytest.mark.parametrize("path", sorted(p for p in SAMPLES.iterdir() if p.suffix != ".jsonl"), ids=lambda p: p.name)
@pytest.mark.parametrize("markup", [None, *MARKUPS])
def test_samples_in_any_markup(path: object, markup: Markup | None) -> None:
    raw = path.read_text(encoding="utf8")  # type: ignore[attr-defined]
    if markup is None:
        found = clean(source(raw, path=str(path)), load_lexicon(), CONFIG)
        markup = found.markup
    else:
        found = cleaned_as(raw, markup)
    check(found, raw, ordered=markup in ("plain", "markdown"))
