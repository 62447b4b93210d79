"""Every stored page says of itself what ``expected.toml`` says that it does; every outlet that has a page has a block.

To add an outlet: a block in ``lexicon/outlets.toml``, a page here in the layout of its markup (in your own words: invented people,
towns and events) named after its domain, and what the page says in ``expected.toml``.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from claimcite.clean import clean
from claimcite.config import Config
from claimcite.lexicon import load_lexicon
from claimcite.link.facts import DocumentFacts, document_facts
from claimcite.read import decode, read
from claimcite.records import Record, Source

FOLDER = Path(__file__).parent
LEXICON, CONFIG = load_lexicon(), Config()
EXPECTED: dict[str, dict[str, Any]] = tomllib.loads((FOLDER / "expected.toml").read_text(encoding="utf8"))
PAGES = sorted(path.name for path in FOLDER.iterdir() if path.suffix in (".html", ".md", ".txt"))
BLOCKS = {
    domain: block
    for domain, block in tomllib.loads((files("claimcite.lexicon") / "outlets.toml").read_text(encoding="utf8")).items()
    if "." in domain
}


def facts_of(name: str) -> tuple[Source, DocumentFacts]:
    (record,) = read([str(FOLDER / name)], CONFIG)
    assert isinstance(record, Record)
    source = decode(record, CONFIG)
    return source, document_facts(clean(source, LEXICON, CONFIG), source, LEXICON)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_so(name: str) -> None:
    source, found = facts_of(name)
    want = EXPECTED[name]
    assert found.title == want["title"]
    assert (found.outlet.id if found.outlet else None) == want.get("outlet")
    assert (found.outlet.domain if found.outlet else None) == want.get("domain", want.get("outlet"))
    assert (found.agency.id if found.agency else None) == want.get("agency")
    assert list(found.authors) == want.get("authors", [])
    for field in ("published", "modified", "url", "language"):
        assert getattr(found, field) == want.get(field), field
    for field, row in found.evidence.items():
        assert row["raw"] is not None, f"{field} stands in the page"
        assert row["raw"].of(source.raw).strip(), field
        assert all(other["value"] and other["raw"] is not None for other in row["others"]), field
    if found.published and found.evidence["published"]["from"] in ("json_ld", "meta", "byline"):
        assert found.published[:4] in found.evidence["published"]["raw"].of(source.raw)  # type: ignore[union-attr]


def test_pages_and_expectations_belong_together() -> None:
    assert sorted(EXPECTED) == PAGES
    assert len(PAGES) >= 25


@pytest.mark.parametrize("name", PAGES)
def test_an_outlet_with_a_page_has_a_block_or_a_line(name: str) -> None:
    host = name.rpartition(".")[0]
    known = LEXICON.outlets.known(host)
    assert known is not None
    assert known.name


def test_agencies_are_no_authors_and_publish_on_their_own_sites_only() -> None:
    for name in PAGES:
        _, found = facts_of(name)
        agencies = [block["name"] for block in BLOCKS.values() if block.get("agency")]
        assert not set(found.authors) & set(agencies), name
        if found.outlet and found.outlet.id in LEXICON.outlets.agencies and found.url:
            assert LEXICON.outlets.from_url(found.url) == found.outlet, name


@pytest.mark.parametrize("domain", sorted(BLOCKS))
def test_a_block_is_found_by_domain_and_by_each_name(domain: str) -> None:
    block = BLOCKS[domain]
    site = LEXICON.outlets.from_url(f"https://www.{domain}/a")
    assert site is not None
    assert (site.id, site.name) == (domain, block["name"])
    for edition in block.get("domains", ()):
        there = LEXICON.outlets.from_url(f"https://news.{edition}/a")
        assert there is not None
        assert (there.id, there.name, there.domain) == (domain, block["name"], edition)
    for name in (block["name"], *block.get("aliases", ()), *block.get("shared", ())):
        assert LEXICON.outlets.goes_by(site, name), name
    for name in block.get("shared", ()):
        other = LEXICON.outlets.from_name(name)
        assert other is None, f"{name} counts only on the outlet's own site"
    assert (LEXICON.outlets.agency(block["name"]) is not None) == block.get("agency", False)


def test_a_shared_name_needs_a_domain() -> None:
    assert LEXICON.outlets.from_name("the Times") is None
    times = LEXICON.outlets.from_url("https://www.thetimes.co.uk/article/x")
    assert times is not None
    assert LEXICON.outlets.goes_by(times, "The Times")
    paper = LEXICON.outlets.from_name("NYT")
    assert paper is not None
    assert not LEXICON.outlets.goes_by(paper, "The Times")
