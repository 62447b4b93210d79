"""The measure of work that other tests take."""

from __future__ import annotations

from tests.effort import calls, grows_evenly


def test_calls_in_python_and_in_c_are_counted_alike() -> None:
    assert calls(lambda: [ord(sign) for sign in "abc"]) == calls(lambda: [ord(sign) for sign in "abcdef"]) - 3


def test_what_looks_at_the_whole_text_for_each_sign_is_found() -> None:
    assert grows_evenly(lambda text: [ord(sign) for sign in text], "a", 500)
    assert not grows_evenly(lambda text: [ord(sign) for sign in text for _ in text], "a", 500)
