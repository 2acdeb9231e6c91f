"""Characters that nobody can see do not get in."""

import pytest

from inference.text.untrusted import strip_invisible


@pytest.mark.parametrize(
    "hidden",
    ["\U000e0041", "\U000e007f", "\ufe0f", "\ufe00", "\u200b", "\u200c", "\u200d", "\u2060", "\x00", "\x1b", "\x9b",
     "\u202e", "\u2066", "\ufeff", "\u00ad", "\ud800", "\U000e0100"],
)  # fmt: skip
def test_it_is_taken_out(hidden: str) -> None:
    assert strip_invisible(f"en{hidden}tropy") == "entropy"


@pytest.mark.parametrize("text", ["E = ½ m v²", "naïve Δx → 0", "Энтропия 熵 エントロピー", "a\tb\nc", "😀", "e\u0301"])
def test_what_can_be_seen_stays(text: str) -> None:
    assert strip_invisible(text) == text


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\x0b", "\x85", "\x0c"])
def test_every_line_break_is_the_same(end: str) -> None:
    assert strip_invisible(f"one{end}two") == "one\ntwo"
