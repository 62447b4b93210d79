"""Whom pronouns, short names and plain descriptions stand for, case by case: a wrong name is worse than none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.case_files import cases

from claimcite.records import Result


@pytest.mark.parametrize("case", cases("names"))
def test_the_name_of_an_agent(case: dict[str, Any], processed: Callable[..., Result]) -> None:
    claims = processed(f"This line stands before the case so that nothing is taken for a title of the text.\n\n{case['text']}\n").claims
    claim = next(c for c in claims if c.predicate.text == case["predicate"])
    assert claim.agent is not None
    assert claim.agent.name == case["name"]
