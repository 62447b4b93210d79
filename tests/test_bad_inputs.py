"""Hostile and broken input ends in a typed status, and changes nothing else of the run."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimcite.cli import main
from claimcite.errors import QUARANTINE_CODES
from claimcite.records import Result

GOOD = "Floods in Oru\n\nAt least 14 people were killed in Oru on 4 May 2026, the ministry said.\n"
#: Name of the file -> its bytes, and the code of its quarantine row (None: processed).
BAD: dict[str, tuple[bytes, str | None]] = {
    "empty.txt": (b"", "empty"),
    "spaces.html": (b" \n \n", "empty"),
    "binary.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "binary"),
    "invalid_utf8.txt": (GOOD.encode() + b"\xff\xfe\xfa caf\xe9 " + GOOD.encode() * 20, None),
    "nul.txt": (GOOD.replace("people", "peo\0ple").encode(), None),
    "long_line.txt": (b"The toll rose to 12. " * 240_000, "too_large"),
    "word.txt": (b"a" * 300_000 + b"\n\nTwelve people died in Oru.\n", None),
    "deep.html": (b"<html><body>" + b"<div>" * 3000 + b"<p>Twelve people died in Oru on Monday, police said, after the dam broke.</p>" + b"</div>" * 3000, None),
    "comments.html": (b"<html><body><p>Twelve people died.</p>" + b"<!--" * 20_000, None),
    "unclosed.wiki": (b"'''Oru''' is a town.\n\n== H ==\n[[a]] [[b]] {{c}}\n" + b"<ref>" * 20_000, None),
    "braces.wiki": (b"'''Oru''' is a town.\n\n== H ==\n[[a]] [[b]] {{c}}\n" + b"{{a|" * 20_000, None),
    "brackets.txt": (b"Oru fell. " + b"(" * 80_000 + b" Twelve people died in Oru.", None),
    "address.txt": (b"https://example.org/2026/05/04/oru-flood", None),
    "surrogate.jsonl": (b'{"text": "Twelve people died in Oru. \\ud800 Police said so."}\n', None),
    "cut.jsonl": (b'{"text": "Twelve people died in Oru."}\n{"text": "Twelve peop', "bad_json"),
    "array.jsonl": (b"[1, 2, 3]\n", "bad_json"),
    "no_text.jsonl": (b'{"title": "x"}\n', "bad_record"),
    "cut.jsonl.gz": (b"\x1f\x8b\x08\x00\x00\x00\x00\x00", "bad_archive"),
}
LAUGHS = '<!ENTITY l0 "ha">' + "".join('<!ENTITY l%d "%s">' % (i, f"&l{i - 1};" * 10) for i in range(1, 10))  # noqa: UP031
BAD["laughs.xml"] = (f'<?xml version="1.0"?><!DOCTYPE x [{LAUGHS}]><x>Twelve people died in Oru. &l9;</x>'.encode(), None)
BAD["laughs.html"] = (f"<!DOCTYPE html [{LAUGHS}]><html><body><p>Twelve people died in Oru on Monday. &l9;</p>".encode(), None)
BAD["attributes.html"] = (b"<html><body><p " + b" ".join(b'a%d="b"' % i for i in range(100_000)) + b">Twelve people died in Oru.", None)
BAD["deep_tables.html"] = (b"<html><body>" + b"<table><tr><td>" * 3000 + b"Twelve people died in Oru on Monday, police said, after the dam broke.", None)
BAD["json_ld.html"] = (b'<html><script type="application/ld+json">' + b"[" * 5000 + b"]" * 5000 + b"</script><p>Twelve people died in Oru.", None)
BAD["addresses.wiki"] = (b"'''Oru''' is a town.\n\n== H ==\n[[a]] [[b]] {{c}}\n" + b"[http://a " * 10_000, None)
BAD["emoji.txt"] = (("😀" * 500).encode(), "empty")


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A run over the bad inputs with one good one among them, and a run over the good one alone."""
    folder = tmp_path_factory.mktemp("bad")
    for name, (data, _) in BAD.items():
        (folder / "in" / name).parent.mkdir(exist_ok=True)
        (folder / "in" / name).write_bytes(data)
    (folder / "in" / "good.txt").write_text(GOOD, encoding="utf8")
    (folder / "alone").mkdir()
    (folder / "alone" / "good.txt").write_text(GOOD, encoding="utf8")
    for inputs, out in (("in", "out"), ("alone", "out-alone")):
        assert main(["run", str(folder / inputs), "-o", str(folder / out), "--quiet"]) == 0
    return folder / "out", folder / "out-alone"


def rows(out: Path, name: str) -> list[dict[str, object]]:
    """The rows of an exported file."""
    return [json.loads(line) for line in (out / f"{name}.jsonl").read_text(encoding="utf8").splitlines()]


@pytest.mark.parametrize("name", sorted(BAD))
def test_each_bad_input_ends_in_a_typed_status(runs: tuple[Path, Path], name: str) -> None:
    out, _ = runs
    code = BAD[name][1]
    quarantined = [q for q in rows(out, "quarantine") if str(q["path"]).endswith("/" + name)]
    documents = [d for d in rows(out, "documents") if str(d["path"]).endswith("/" + name)]
    assert [q["code"] for q in quarantined] == ([code] if code else [])
    assert all(q["code"] in QUARANTINE_CODES and q["message"] for q in quarantined)
    if code is None:
        assert len(documents) == 1


def test_the_good_document_is_the_same_among_bad_ones(runs: tuple[Path, Path]) -> None:
    among, alone = runs
    for name in ("documents", "claims", "mentions", "references"):
        mine = {d["id"] for d in rows(alone, "documents")}
        key = "id" if name == "documents" else "document"
        kept = [{k: v for k, v in r.items() if k != "path"} for r in rows(among, name) if r[key] in mine]
        assert kept == [{k: v for k, v in r.items() if k != "path"} for r in rows(alone, name)]


def test_warnings_say_what_happened(runs: tuple[Path, Path]) -> None:
    out, _ = runs
    warned = {Path(str(d["path"])).name: {w["code"] for w in d["warnings"]} for d in rows(out, "documents")}  # type: ignore[attr-defined]
    assert "undecodable" in warned["invalid_utf8.txt"]
    assert "control_characters" in warned["nul.txt"]
    assert "too_deep" in warned["deep.html"]
    assert "unbalanced_wikitext" in warned["unclosed.wiki"]


def test_deep_text_is_not_lost(runs: tuple[Path, Path]) -> None:
    out, _ = runs
    deep = next(d for d in rows(out, "documents") if str(d["path"]).endswith("deep.html"))
    assert "Twelve people died in Oru" in str(deep["text"])
    assert deep["status"] == "degraded"


pieces = st.sampled_from(["<p>", "</p>", "<ref>", "{{cite|", "}}", "[[", "]]", "<table><tr><td>", "&amp;", "& # 39;", "\n\n", "\n", "== H ==", "* ", "[5]", "\0", "“",
                          "Twelve people died in Oru on Monday, police said. ", "12–15 ", 'References\n1. "A". B. 2 May 2020.\n', "\ud83d", "é", "<", ">", '"', "By A. Roe\n"])  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(pieces, max_size=40).map("".join))
def test_no_text_makes_a_stage_fail(processed: Callable[..., Result], raw: str) -> None:
    result = processed(raw)
    if result.quarantined is not None:
        assert result.quarantined.code in ("empty", "binary")
        return
    document = result.document
    assert document is not None
    text = document.text
    for claim in result.claims:
        assert claim.span.of(text) == claim.text
        assert claim.sentence.of(text) == claim.sentence_text
    for mention in result.mentions:
        assert mention.span.of(text) == mention.text
