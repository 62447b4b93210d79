"""Lines that scraping leaves in a text are dropped with their reason; sentences that look like them are kept."""

from __future__ import annotations

import pytest
from tests.case_files import cases

from claimcite.clean.junk import reason_of
from claimcite.lexicon import Lexicon


@pytest.mark.parametrize("case", cases("junk_lines"))
def test_junk_lines(case: dict[str, str], lexicon: Lexicon) -> None:
    assert reason_of(case["text"], lexicon.junk) == case["reason"]
