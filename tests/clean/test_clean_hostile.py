"""Input made to exhaust the stack or the clock: the time grows with the length, the text stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.conftest import source

from claimcite.clean import clean
from claimcite.clean.tree import scan
from claimcite.config import Config
from claimcite.errors import CleanError
from claimcite.lexicon import Lexicon

S = "At least 14 people were killed in Oru on Monday, the ministry said, and 30 more were hurt. "
END = "Later the Lenn dam was closed, and nobody was let back into the town of Pela for a week. "
HTML = "<html><body><article><h1>Floods in Oru</h1>"
TWO = f"<p>{S}</p><p>{END}</p>"
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


#: Whole pages, at the size that broke a parser or took minutes; all of them keep their first and their last words.
PAGES: dict[str, Callable[[], str]] = {
    "a text of 1.9 MB": lambda: HTML + f"<p>{S * 20_000}</p><p>{END}</p>",
    "comments without an end": lambda: HTML + f"<p>{S}</p>" + "<!--" * 100_000 + END,
    "declarations without an end": lambda: HTML + f"<p>{S}</p>" + "<![" * 133_333 + END,
    "empty paragraphs": lambda: HTML + f"<p>{S}</p>" + "<p>" * 100_000 + END,
    "paragraphs of a word": lambda: HTML + f"<p>{S}</p>" + "<p>word" * 8_000 + f"<p>{END}</p>",
    "the same paragraph": lambda: HTML + f"<p>{S}</p>" * 6_000 + f"<p>{END}</p>",
    "line breaks": lambda: HTML + f"<p>{S}</p>" + "<br>" * 300_000 + f"<p>{END}</p>",
    "attributes of one tag": lambda: HTML + "<p " + " ".join(f'a{i}="b"' for i in range(100_000)) + f">{S}</p><p>{END}",
    "attributes of many tags": lambda: HTML + "".join(f"<span a{i}=b c=d e=f g=h>x</span>" for i in range(25_000)) + TWO,
    "attributes of 100 KB": lambda: HTML + f'<p title="{"x" * 100_000}" class="{"y " * 50_000}">{S}</p><div id="{"-" * 100_000}"><p>{END}</p></div>',
    "links": lambda: HTML + f"<div><p>{S}</p><p>{END}</p></div><div>" + "".join(f'<a href="/x{i}">link {i}</a> ' for i in range(60_000)) + "</div>",
    "links in links": lambda: HTML + f"<p>{S}</p>" + "".join(f"<a href=/{i}>" for i in range(20_000)) + f"x</a><p>{END}</p>",
    "cells that claim a million columns": lambda: HTML + f"<p>{S}</p><table>" + "<tr><td colspan=99999999 rowspan=99999999>x<td>y" * 3_000 + f"</table><p>{END}</p>",
    "entities that multiply": lambda: '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]><html><body>' + f"<p>{S}&b;&x;</p><p>{END}</p>",
    "character references": lambda: HTML + f"<p>{S}</p><p>{'&amp;' * 60_000}</p><p>{END}</p>",
    "broken references": lambda: HTML + f"<p>{S}</p><p>{'&' * 100_000}{'&#' * 100_000}{'&#x' * 50_000}{'& # ' * 50_000}</p><p>{END}</p>",
    "less-than signs": lambda: HTML + f"<p>{S}</p>" + "<" * 300_000 + f"<p>{END}</p>",
    "ends of nothing": lambda: HTML + f"<p>{S}</p>" + "</" * 300_000 + f"<p>{END}</p>",
    "tags cut by tags": lambda: HTML + f"<p>{S}</p>" + "<a " * 200_000 + f"><p>{END}</p>",
    "quotes in quotes": lambda: HTML + f"<p>{S}</p>" + "<a b='\"" * 80_000 + f"><p>{END}</p>",
    "quotes without names": lambda: HTML + f"<p>{S}</p>" + '<a "' * 80_000 + f"><p>{END}</p>",
    "titles without an end": lambda: HTML + "<title>" * 100_000 + TWO,
    "scripts without an end": lambda: HTML + "<script/>" * 100_000 + "</script>" + TWO,
    "items in 400 lists": lambda: HTML + "<ul>" * 400 + "<li>x" * 20_000 + TWO,
    "classes in classes": lambda: HTML + "<div class=share>" * 400 + "<div class=related>x</div>" * 10_000 + TWO,
    "comments between letters": lambda: HTML + f"<p>{S}{'a<!-- x -->' * 60_000}</p><p>{END}</p>",
    "NUL in tags": lambda: HTML.replace("<h1>", "<h\x001>") + f"<p\0>{S}</p><di\0v>{END}</di\0v>",
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_hostile_pages_keep_their_words(name: str, lexicon: Lexicon) -> None:
    found = clean(source(PAGES[name](), path="a.html"), lexicon, Config())
    assert S.strip() in found.text
    assert END.strip() in found.text


@pytest.mark.parametrize("depth", [260, 3_000, 100_000])
@pytest.mark.parametrize("tag", ["div", "b", "span", "table", "blockquote", "font"])
def test_deep_pages_keep_their_words(tag: str, depth: int, lexicon: Lexicon) -> None:
    if tag == "table":
        depth = min(depth, 20_000)
    opened, closed = ("<table><tr><td>", "</td></tr></table>") if tag == "table" else (f"<{tag}>", f"</{tag}>")
    for end in (closed * depth, ""):
        found = clean(source(HTML + opened * depth + S + end + f"<p>{END}</p>", path="a.html"), lexicon, Config())
        assert S.strip() in found.text
        assert END.strip() in found.text
        flattened = depth * opened.count("<") > Config().max_depth
        assert ("too_deep" in [w.code for w in found.warnings]) == flattened


def test_more_text_than_allowed_is_refused(lexicon: Lexicon) -> None:
    with pytest.raises(CleanError, match="characters of text") as raised:
        clean(source(HTML + "<p>" + S * 40_000), lexicon, Config())
    assert raised.value.code == "too_large"


def test_more_elements_than_allowed_are_refused(lexicon: Lexicon) -> None:
    with pytest.raises(CleanError, match="elements") as raised:
        clean(source(HTML + "<b>" * 5_000), lexicon, Config(max_elements=4_000))
    assert (raised.value.code, raised.value.limit) == ("too_large", 4_000)


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
