"""JSON that stands in a page."""

from __future__ import annotations

import json
import re
from typing import Any

#: An escape: a pair that is one character, half a character, any other.
ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)", re.DOTALL)


def load_json(text: str) -> Any:
    r"""Return a value; half a character, which can be written nowhere, becomes U+FFFD, and a number that is none None.

    Raises ``ValueError``, and ``RecursionError`` for what is too deep.

    >>> load_json(r'["\ud800", "\ud83d\ude00", "\\ud800", NaN]') == ["\ufffd", "\U0001f600", r"\ud800", None]
    True
    >>> load_json("")
    Traceback (most recent call last):
        ...
    json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)
    """
    whole = ESCAPE.sub(lambda escape: r"\ufffd" if escape[1] else escape[0], text)
    return json.loads(whole, strict=False, parse_constant=lambda _: None)
