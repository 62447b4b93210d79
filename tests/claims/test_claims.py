"""Sentences to claims, case by case, through all stages; the guide on what is a claim decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.case_files import cases

from claimcite.records import Claim, Given, Result

FILLER = "This line stands before the case so that nothing is taken for a title of the text."


def found(claims: tuple[Claim, ...], wanted: dict[str, Any]) -> Claim:
    """The claim with the wanted predicate."""
    for claim in claims:
        if wanted.get("lemma") == claim.predicate.lemma or wanted.get("text") == claim.predicate.text:
            return claim
    raise AssertionError(f"no claim {wanted.get('lemma') or wanted.get('text')} among {[c.predicate.lemma for c in claims]}")


@pytest.mark.parametrize("case", cases("claims"))
def test_claims_of_a_sentence(case: dict[str, Any], processed: Callable[..., Result]) -> None:
    result = processed(f"{FILLER}\n\n{case['text']}\n", given=Given(published=case.get("published")))
    claims = tuple(c for c in result.claims if c.sentence_text == case["text"] or c.sentence_text in case["text"])
    for wanted in case["claims"]:
        check(found(claims, wanted), wanted)
    if not case["claims"]:
        assert claims == ()
    assert not {c.predicate.lemma for c in claims} & set(case.get("absent", []))


def check(claim: Claim, wanted: dict[str, Any]) -> None:
    """Compare the fields that a case names."""
    for name in ("modality", "polarity", "verification"):
        if name in wanted:
            assert getattr(claim, name) == wanted[name]
    if "event_type" in wanted:
        assert claim.predicate.event_type == wanted["event_type"]
    for name in ("agent", "patient"):
        if name in wanted:
            participant = getattr(claim, name)
            assert participant is not None
            assert participant.text == wanted[name]
    if "quantities" in wanted:
        got = [[q.low, q.high, q.comparator, q.counted_head, q.role] for q in claim.quantities]
        assert [[q[0], q[1], q[2], q[4]] for q in got] == [[q[0], q[1], q[2], q[4]] for q in wanted["quantities"]]
        assert all(w[3] is None or g[3] in (w[3], f"{w[3]}s", "person") for g, w in zip(got, wanted["quantities"], strict=True))
    if "dates" in wanted:
        assert [d.edtf for d in claim.dates] == wanted["dates"]
    if "places" in wanted:
        assert [p.text for p in claim.places] == wanted["places"]
    if "sources" in wanted:
        got_sources = [[s.source and (s.source.name or s.source.text), s.cue.text, s.form] for s in claim.attribution]
        assert got_sources == wanted["sources"]
    if "addressee" in wanted:
        addressee = claim.attribution[0].addressee
        assert addressee is not None
        assert addressee.text == wanted["addressee"]
    if "said" in wanted:
        said = claim.attribution[0].said
        assert said is not None
        assert said.edtf == wanted["said"]
        assert claim.dates == () or said.edtf not in [d.edtf for d in claim.dates]


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
