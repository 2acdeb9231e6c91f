"""A quotation counts where the lecture says it; white space, case, punctuation and fillers aside."""

import pytest

from inference.questions.llm.evidence import find_quote
from tests.inference.questions.llm.scripted import passage

LECTURE = passage(
    "So, um, the cell the cell divides, you know, twice in meiosis.",
    "That's why a gamete has half of the chromosomes.",
    slide="Meiosis\nTwo divisions, one replication\nof the DNA",
    number=40,
)


@pytest.mark.parametrize(
    ("quote", "segments", "source"),
    [
        ("The cell divides twice in meiosis.", (40,), "speech"),
        ("so the CELL divides...  twice in Meiosis", (40,), "speech"),
        ("twice in meiosis. Thats why a gamete has half", (40, 41), "speech"),
        ("two divisions one replication of the DNA", (40, 41), "slide"),
    ],
)
def test_what_was_said_or_shown_is_found(quote: str, segments: tuple[int, ...], source: str) -> None:
    found = find_quote(quote, LECTURE)

    assert found is not None
    assert (found.evidence.segments, found.source) == (segments, source)


@pytest.mark.parametrize(
    "quote",
    [
        "The cell divides three times in meiosis.",
        "The cell divides in meiosis.",
        "a gamete has two halves of the chromosomes",
        "in meiosis",
        "",
    ],
)
def test_what_was_said_otherwise_is_not(quote: str) -> None:
    assert find_quote(quote, LECTURE) is None


def test_japanese_is_compared_sign_by_sign() -> None:
    lecture = passage("はい、えーと、触媒とは、自分は消費されずに反応を速める物質のことです。", number=3)

    found = find_quote("触媒とは自分は消費されずに反応を速める物質のことです", lecture)

    assert found is not None
    assert found.evidence.segments == (3,)
    assert find_quote("触媒とは反応を遅くする物質のことです", lecture) is None
