"""Input made to exhaust the stack or the clock: the time grows with the length, the text stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.conftest import source

from claimcite.clean import clean
from claimcite.clean.tree import scan
from claimcite.config import Config
from claimcite.lexicon import Lexicon

S = "At least 14 people were killed in Oru on Monday, the ministry said, and 30 more were hurt. "
HTML = "<html><body><article><h1>Floods in Oru</h1>"
WIKI = "'''Oru''' is a town.\n\n== H ==\n[[a]] [[b]] {{c}}\n" + S
#: Each grows with ``n``; 1,000 of them must take a fraction of the limit.
HOSTILE: dict[str, Callable[[int], str]] = {
    "deep": lambda n: HTML + "<div>" * 20 * n + f"<p>{S}</p>" + "</div>" * 20 * n,
    "deep tables": lambda n: HTML + "<table><tr><td>" * 3 * n + S,
    "deep rows without cells": lambda n: HTML + "<table><tr>" * 3 * n + S,
    "paragraphs": lambda n: HTML + S + "<p>" * 30 * n,
    "line breaks": lambda n: HTML + S + "<br>" * 50 * n,
    "cells": lambda n: HTML + S + "<table><tr>" + "<td>x" * 26 * n,
    "attributes": lambda n: HTML + "<p " + " ".join(f'a{i}="b"' for i in range(100 * n)) + ">" + S,
    "comments": lambda n: HTML + f"<p>{S}</p>" + "<!--" * 100 * n,
    "quotes in tags": lambda n: HTML + f"<p>{S}</p>" + '<a b="' * 30 * n,
    "end tags": lambda n: HTML + S + "<div>" * 300 + "</span>" * 50 * n,
    "json": lambda n: f'<html><head><script type="application/ld+json">{"[" * 5 * n}{"]" * 5 * n}</script></head><body><p>{S}</p>',
    "wiki refs": lambda n: WIKI + "<ref>" * 20 * n,
    "wiki uses": lambda n: WIKI + "".join(f"a<ref>{i}</ref>" for i in range(3 * n)),
    "wiki tags": lambda n: WIKI + "<i>" * 20 * n,
    "wiki braces": lambda n: WIKI + "{{a|" * 20 * n,
    "wiki links": lambda n: WIKI + "[http://a " * 10 * n,
    "wiki quotes": lambda n: WIKI + "''a'''b" * 15 * n,
    "datelines": lambda n: f"ORU, May 4 (AP) — {S}\n" * 5 * n,
    "broken lines": lambda n: S + "\n\n" + f"the army said so and {S[3:-2]} in one\n\n" * 5 * n,
    "parentheses": lambda n: S + "(" * 80 * n,
    "addresses": lambda n: S + "http://" * 20 * n,
    "markers": lambda n: S + "[1]" * 60 * n,
    "references": lambda n: S + "& # " * 100 * n,
    "back-links": lambda n: f"Oru\n\n{S}\n\nReferences\n1. " + "a b " * 50 * n,
    "markdown links": lambda n: f"# Oru\n\n> {S}\n\n" + "![a](" * 40 * n,
    "markdown stars": lambda n: f"# Oru\n\n> {S}\n\n" + "*a" * 100 * n,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_cleaned(name: str, lexicon: Lexicon) -> None:
    found = clean(source(HOSTILE[name](1000)), lexicon, Config())  # minutes, if its time grew with the square of the length
    assert "14 people were killed" in found.text


@pytest.mark.parametrize("depth", [50, 500, 5000])
def test_no_depth_exhausts_the_stack(depth: int, lexicon: Lexicon) -> None:
    config = Config(max_depth=depth)
    for opened in ("<div>", "<b>", "<table><tr><td>", "<ul><li>"):
        for around in (HTML, "<html><div class='mw-parser-output'>"):
            assert "14 people" in clean(source(around + opened * 6000 + S), lexicon, config).text
    nested = "{{nowrap|" * 35 + S + "}}" * 35
    assert "14 people" in clean(source(WIKI + nested), lexicon, config).text


def test_flattened_elements_keep_their_text_and_close_nothing_else() -> None:
    raw = "<main><div>" + "<b>" * 30 + "deep" + "</b>" * 30 + "</div><p>after</p></main>"
    found = scan(raw, max_depth=10)
    assert found.flattened == 22
    assert found.root.string(raw) == "deepafter"
    after = found.root.find("p")
    main = found.root.find("main")
    assert after is not None
    assert main is not None
    assert after in main.children
