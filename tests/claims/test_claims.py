"""Sentences to claims, case by case, through all stages; the guide on what is a claim, ``corpus/guide/claims.md``, decides."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.case_files import cases

from claimcite.records import Claim, Given, Result

FILLER = "This line stands before the case so that nothing is taken for a title of the text."
GUIDE = Path(__file__).parents[2] / "corpus" / "guide" / "claims.md"
#: What a case of the guide says of a claim by saying nothing.
PLAIN = {"polarity": "affirmed", "modality": "asserted", "verification": None}
#: Lists of a claim that a case may name, and what of each element.
LISTS: dict[str, Callable[[Claim], list[Any]]] = {
    "dates": lambda c: [d.edtf for d in c.dates],
    "date_relations": lambda c: [d.relation for d in c.dates],
    "places": lambda c: [p.text for p in c.places],
    "place_relations": lambda c: [p.relation for p in c.places],
    "approximate": lambda c: [q.approximate for q in c.quantities],
    "changes": lambda c: [q.change for q in c.quantities],
    "units": lambda c: [q.unit for q in c.quantities],
    "kinds": lambda c: [list(q.counted_kinds) for q in c.quantities],
    "counts": lambda c: [q.count for q in c.quantities],
    "sources": lambda c: [[a.source and (a.source.name or a.source.text), a.cue.text, a.form] for a in c.attribution],
    "markers": lambda c: [m.marker for m in c.citations],
    "members": lambda c: [m.text for m in c.agent.members] if c.agent else [],
}


def take(claims: list[Claim], wanted: dict[str, Any]) -> Claim:
    """Take the first claim with the wanted predicate out of a list."""
    for claim in claims:
        if wanted.get("lemma") == claim.predicate.lemma or wanted.get("text") == claim.predicate.text:
            claims.remove(claim)
            return claim
    raise AssertionError(f"no claim {wanted.get('lemma') or wanted.get('text')} among {[c.predicate.lemma for c in claims]}")


@pytest.mark.parametrize("case", cases("claims"))
def test_claims_of_a_sentence(case: dict[str, Any], processed: Callable[..., Result]) -> None:
    result = processed(f"{FILLER}\n\n{case['text']}\n", given=Given(published=case.get("published")))
    claims = tuple(c for c in result.claims if c.sentence_text == case["text"] or c.sentence_text in case["text"])
    left = list(claims)
    for wanted in case["claims"]:
        check(take(left, wanted), wanted)
    if not case["claims"]:
        assert claims == ()
    assert not {c.predicate.lemma for c in claims} & set(case.get("absent", []))


@pytest.mark.parametrize("case", cases("guide"))
def test_claims_of_the_guide(case: dict[str, Any], processed: Callable[..., Result]) -> None:
    text = f"{case['text']}\n" if case.get("whole") else f"{FILLER}\n\n{case['text']}\n"
    result = processed(text, path=case.get("path", "case.txt"), given=Given(published=case["published"]))
    left = [c for c in result.claims if c.sentence_text != FILLER]
    whole = {q.id: q.text for c in left for q in c.quantities}
    for wanted in case["claims"]:
        claim = take(left, wanted)
        check(claim, PLAIN | wanted)
        if "parts" in wanted:
            assert [whole.get(q.part_of or "") for q in claim.quantities] == wanted["parts"]
    assert case.get("some") or not left


def test_the_guide_and_its_cases_are_the_same() -> None:
    guide = GUIDE.read_text(encoding="utf8")
    texts = [(p.values[0]["text"], bool(p.values[0].get("whole"))) for p in cases("guide")]
    quoted = [line[2:] for line in guide.splitlines() if line.startswith("> ")]
    assert quoted == [text for text, whole in texts if not whole]
    assert re.findall(r"^```\n(.*?)\n```$", guide, re.MULTILINE | re.DOTALL) == [text for text, whole in texts if whole]
    listed = [wanted.get("lemma") or wanted["text"] for p in cases("guide") for wanted in p.values[0]["claims"]]
    assert re.findall(r"^- `(.+?)`", guide, re.MULTILINE) == listed


def check(claim: Claim, wanted: dict[str, Any]) -> None:
    """Compare the fields that a case names."""
    for name in ("modality", "polarity", "verification"):
        if name in wanted:
            assert getattr(claim, name) == wanted[name], name
    for name in ("event_type", "block"):
        if name in wanted:
            assert (claim.block if name == "block" else claim.predicate.event_type) == wanted[name], name
    for name, read in LISTS.items():
        if name in wanted:
            assert read(claim) == wanted[name], name
    check_participants(claim, wanted)
    if "quantities" in wanted:
        got = [[q.low, q.high, q.comparator, q.counted_head, q.role] for q in claim.quantities]
        assert [[q[0], q[1], q[2], q[4]] for q in got] == [[q[0], q[1], q[2], q[4]] for q in wanted["quantities"]], "quantities"
        assert all(w[3] is None or g[3] in (w[3], f"{w[3]}s", "person") for g, w in zip(got, wanted["quantities"], strict=True)), "counted"
    if "said" in wanted:
        said = claim.attribution[0].said
        assert said is not None
        assert said.edtf == wanted["said"]
        assert claim.dates == () or said.edtf not in [d.edtf for d in claim.dates]


def check_participants(claim: Claim, wanted: dict[str, Any]) -> None:
    """Compare agent, patient, owner, addressee and the agent's name."""
    for name in ("agent", "patient"):
        if name in wanted:
            participant = getattr(claim, name)
            assert (participant and participant.text) == wanted[name], name
    if "owner" in wanted:
        assert claim.agent is not None
        assert claim.agent.owner is not None, "owner"
        assert claim.agent.owner.text == wanted["owner"]
    if "name_of_agent" in wanted:
        assert claim.agent is not None
        assert claim.agent.name == wanted["name_of_agent"]
    if "addressee" in wanted:
        assert claim.attribution, "addressee"
        addressee = claim.attribution[0].addressee
        assert addressee is not None
        assert addressee.text == wanted["addressee"]


def test_pronoun_speakers_get_their_name(processed: Callable[..., Result]) -> None:
    text = f"{FILLER}\n\nHarbour chief Rima Salem said the ferry sank in minutes. She said that 41 people drowned.\n"
    claim = next(c for c in processed(text).claims if c.predicate.lemma == "drown")
    source = claim.attribution[0].source
    assert source is not None
    assert (source.text, source.name, source.kind) == ("She", "Rima Salem", "person")


def test_nothing_is_carried_over_in_a_mash_up(processed: Callable[..., Result]) -> None:
    sentence = "Harbour chief Rima Salem said the ferry sank off Oru within minutes of leaving. She said that 41 people drowned in the cold water."
    mash = f"Tags: ferry, Oru, sea. Share. {sentence} Tweet. Le ferry a sombré au large du port, selon les autorités locales du pays. 0 Shares. {sentence} Pin. " * 4
    result = processed(mash)
    assert result.document is not None
    assert result.document.kind == "aggregate"
    speakers = [a.source for c in result.claims for a in c.attribution if a.source is not None and a.source.text == "She"]
    assert speakers
    assert all(s.name is None for s in speakers)
    assert not any("ferry a sombré" in c.text for c in result.claims)


def test_unverified_reports(processed: Callable[..., Result]) -> None:
    text = f"{FILLER}\n\nThe group said it killed nine officers. The claim could not be independently verified.\n"
    claims = processed(text).claims
    assert next(c for c in claims if c.predicate.lemma == "kill").verification == "unverified"
    assert not any(c.predicate.lemma == "verify" for c in claims)


def test_infobox_rows_fill_one_another(processed: Callable[..., Result]) -> None:
    text = (
        "2025 Kesh raid\n\n2025 Kesh raid\nPart of the Border War\nTargetHarat Brigade\nDate11 March 2025\nExecuted by Oru Air Force\nCasualties31–44 [1] killed\n60+ wounded\n\n"
        "The 2025 Kesh raid took place on 11 March 2025, when the Oru Air Force bombed a camp of the Harat Brigade near the town of Kesh. [1]\n\n"
        'References\n\n  1. "Dozens killed in raid". Reuters. 12 March 2025.\n'
    )
    killed = next(c for c in processed(text).claims if c.block == "infobox" and c.predicate.text == "killed")
    assert (killed.quantities[0].low, killed.quantities[0].high, killed.quantities[0].role) == (31, 44, "killed")
    assert killed.agent is not None
    assert killed.patient is not None
    assert (killed.agent.text, killed.patient.text) == ("Oru Air Force", "Harat Brigade")
    assert [(d.edtf, d.carried) for d in killed.dates] == [("2025-03-11", True)]
    assert [c.marker for c in killed.citations] == ["[1]"]


def test_table_cells_with_a_telling_header(processed: Callable[..., Result]) -> None:
    wiki = "'''Floods''' hit the valley.\n\n== Toll ==\n{| class=\"wikitable\"\n! Town !! Deaths\n|-\n| Ostal || 49\n|-\n| Total || 70\n|}\n[[a]] {{b}} [[c]] '''d'''\n"
    claims = [c for c in processed(wiki, path="x.wiki").claims if c.block == "table"]
    assert [(c.quantities[0].value, c.quantities[0].role, c.quantities[0].count) for c in claims] == [(49, "killed", "incident"), (70, "killed", "cumulative")]
    assert claims[0].quantities[0].part_of == claims[1].quantities[0].id


def test_timelines_date_the_whole_line(processed: Callable[..., Result]) -> None:
    text = "War in Oru\n\n2024\n\n9 February: Police killed three students in Selm.\n\n14 May: Rebels seized the town of Kesh; at least 60 soldiers were captured.\n\n2025\n\n1 June: A truce began.\n"
    dates = {c.predicate.lemma: [d.edtf for d in c.dates] for c in processed(text).claims}
    assert dates.get("kill") == ["2024-02-09"]
    assert dates.get("begin") == ["2025-06-01"]


def test_a_pronoun_for_somebody_unnamed_gets_no_name(processed: Callable[..., Result]) -> None:
    text = "Corrin Lines said the captain had left the bridge. Police said that 17 bodies had been found, but on Monday they revised the number to 15."
    claims = [c for c in processed(f"{FILLER}\n\n{text}\n").claims if c.predicate.lemma == "revise"]
    assert [(c.agent.text, c.agent.name) for c in claims if c.agent] == [("they", None)]
