"""When and where claims happened: cases of our own, each beside a near miss."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.case_files import cases

from claimcite.records import Given, Result

FILLER = "This line stands before the case so that nothing is taken for a title of the text."


@pytest.mark.parametrize("case", cases("settings"))
def test_settings_of_a_sentence(case: dict[str, Any], processed: Callable[..., Result]) -> None:
    result = processed(f"{FILLER}\n\n{case['text']}\n", given=Given(published=case.get("published")))
    for wanted in case["claims"]:
        found = [c for c in result.claims if c.predicate.lemma == wanted["lemma"] and c.sentence_text in case["text"]]
        assert found, wanted["lemma"]
        if "dates" in wanted:
            assert [d.edtf for d in found[0].dates] == wanted["dates"]
        if "places" in wanted:
            assert [p.text for p in found[0].places] == wanted["places"]
