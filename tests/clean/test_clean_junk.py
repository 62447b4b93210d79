"""Lines that scraping leaves in a text are dropped with their reason; sentences that look like them are kept."""

from __future__ import annotations

import pytest
from tests.case_files import cases

from claimcite.clean.junk import in_menu, reason_of
from claimcite.lexicon import Lexicon


@pytest.mark.parametrize("case", cases("junk_lines"))
def test_junk_lines(case: dict[str, str], lexicon: Lexicon) -> None:
    reason = reason_of(case["text"], lexicon.junk) or ("navigation" if in_menu(case["text"], lexicon.junk) else None)
    assert reason == case["reason"]
