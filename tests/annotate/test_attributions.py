"""Who says what, case by case, with the shipped model and without its attributions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab
from tests.case_files import cases

from claimcite.annotate import annotate
from claimcite.annotate.attributions import Said
from claimcite.annotate.attributions.carried import by_sentence
from claimcite.annotate.attributions.content import Text
from claimcite.annotate.attributions.phrases import without_acronym
from claimcite.annotate.attributions.places import Places
from claimcite.annotate.quotes import quoted
from claimcite.config import Config
from claimcite.lexicon import Lexicon
from claimcite.parse import Model, Parse, parse
from claimcite.records import Result
from claimcite.report.attribution_sets import lines

GUIDE = Path(__file__).parents[2] / "corpus" / "guide" / "attribution.md"
IN_GUIDE = cases("attributions_guide")
CASES = [*cases("attributions"), *IN_GUIDE]


def found(read: Parse, lexicon: Lexicon, *, aggregate: bool = False) -> list[Said]:
    """The attributions of a text."""
    return list(annotate(read, lexicon, document_date=None, aggregate=aggregate).said)


def row(said: Said, text: str) -> tuple[object, ...]:
    """What of an attribution every case states."""
    a = said.attribution
    return (a.source and a.source.text, a.cue.text, tuple(s.of(text) for s in a.content), a.form, a.carried)


def wanted_row(wanted: dict[str, Any]) -> tuple[object, ...]:
    """The same of a case."""
    return (wanted["source"], wanted["cue"], tuple(wanted["content"]), wanted["form"], wanted.get("carried", False))


@pytest.mark.parametrize("case", CASES)
def test_attributions_of_a_text(case: dict[str, Any], model: Model, lexicon: Lexicon, config: Config) -> None:
    text = case["text"]
    both = found(parse(lines(text), model, config), lexicon)
    every = [s for s in both if not s.echo]
    assert sorted(s.attribution.cue.text for s in both if s.echo) == sorted(case.get("echoes", []))
    expected = [wanted_row(w) for w in case["said"]]
    said = [s for s in every if not s.stance or row(s, text) in expected]
    assert sorted(map(repr, (row(s, text) for s in said))) == sorted(map(repr, expected))
    for wanted in case["said"]:
        check(next(s for s in said if row(s, text) == wanted_row(wanted)), wanted)


def check(said: Said, wanted: dict[str, Any]) -> None:
    """Compare the fields that a case names beside those that every case does."""
    a = said.attribution
    for key in ("name", "kind", "named", "affiliation"):
        if key in wanted:
            assert getattr(a.source, key) == wanted[key], key
    for key, value in (("addressee", a.addressee and a.addressee.text), ("said", a.said and a.said.text), ("act", said.act), ("stance", said.stance)):
        if key in wanted:
            assert value == wanted[key], key
    assert said.act == wanted.get("act", False)
    assert said.stance == wanted.get("stance", False)


@pytest.mark.parametrize("case", [c for c in CASES if "chain" in c.values[0]])
def test_hops_stand_in_order(case: dict[str, Any], processed: Callable[..., Result]) -> None:
    claims = processed(f"This line stands before the case so that nothing is taken for a title of the text.\n\n{case['text']}\n").claims
    claim = next(c for c in claims if c.predicate.text == case["chain"]["predicate"])
    assert [hop.source and hop.source.text for hop in claim.attribution] == case["chain"]["hops"]


#: Forms that the rules have to find alone, for a model that marks no attributions.
PLAIN = ("The coast guard said that two trawlers", "“The dam is full,” said Ann Roe", "According to the health ministry", "The union condemned",
         "Twelve sailors are believed", "State television quoted", "Four dead in Pela")  # fmt: skip


@pytest.mark.parametrize("case", [c for c in CASES if c.values[0]["text"].startswith(PLAIN)])
def test_rules_alone(case: dict[str, Any], model: Model, lexicon: Lexicon, config: Config) -> None:
    read = parse(lines(case["text"]), model, config)
    for group in ("source", "cue", "content"):
        read.doc.spans[group] = []
    assert {row(s, case["text"]) for s in found(read, lexicon)} == {wanted_row(w) for w in case["said"]}
    read.doc.spans.clear()
    assert {row(s, case["text"]) for s in found(read, lexicon)} == {wanted_row(w) for w in case["said"]}


def test_every_sentence_of_the_guide_is_a_case() -> None:
    sentences = [line.removeprefix("> ").replace(" ¶ ", "\n\n") for line in GUIDE.read_text(encoding="utf8").splitlines() if line.startswith("> ")]
    assert sentences == [case.values[0]["text"] for case in IN_GUIDE]


def test_nothing_is_carried_in_a_mash_up(model: Model, lexicon: Lexicon, config: Config) -> None:
    text = "“The dam is full,” Ann Roe said. “Nobody listens to us.” She said that the valley was empty."
    read = parse(lines(text), model, config)
    assert any(s.attribution.carried for s in found(read, lexicon))
    said = found(read, lexicon, aggregate=True)
    assert not any(s.attribution.carried for s in said)
    assert [s.attribution.source and s.attribution.source.name for s in said][-1] is None


@pytest.mark.parametrize(
    ("text", "spread"),
    [
        pytest.param("The man went home. As Roe related, “it took a year.” Rain fell.", [0], id="a quotation that fills its sentence"),
        pytest.param("Roe said that it took a year. Rain fell. The dam broke.", [2], id="a sentence further off"),
    ],
)
def test_what_else_a_content_does_not_hold(text: str, spread: list[int], model: Model, lexicon: Lexicon, config: Config) -> None:
    read = parse(lines(text), model, config)
    quotes = quoted(read)
    (said,) = found(read, lexicon)
    content = tuple(sorted([*said.attribution.content, *(read.sentences[n].span for n in spread)]))
    wide = replace(said, attribution=replace(said.attribution, content=content, form="mixed" if "“" in text else "indirect"))
    every = by_sentence(wide, Text(read, quotes.outer, quotes.inner, lexicon.cues, lexicon.names, Places.of(read.doc, lexicon.cues)), aggregate=False)
    assert [s.attribution for s in every] == [said.attribution]


def test_a_text_without_end_of_cues_is_read_in_linear_time(model: Model, lexicon: Lexicon, config: Config) -> None:
    """No assertion on the clock: the test ends at all."""
    text = "He said she said they said " * 400
    assert isinstance(found(parse(lines(text), model, config), lexicon), list)


def test_a_source_of_punctuation_alone_is_kept() -> None:
    """A shuffled text may have a comma for its speaker: nothing is cut off the last token that there is."""
    comma = list(Doc(Vocab(), words=[","]))
    assert without_acronym(comma) == comma
