"""A credit stands only with the learner's own words for it."""

import pytest

from inference.grading.llm.spans import locate, shown
from tests.inference.grading.llm.conftest import QUESTION, REFERENCE, Grade
from tests.inference.grading.models import findings

ANSWER = "They make “ATP” there,\n  which gives the cell power."
NOTHING = ("", "none")


def test_words_of_the_answer_earn(grade: Grade) -> None:
    verdict = grade("They produce ATP.", findings([("They produce ATP", "full"), NOTHING]))

    assert [(credit.credit, credit.quote) for credit in verdict.credits] == [(1.0, "They produce ATP"), (0.0, "")]
    assert (verdict.score, verdict.max_score, verdict.label) == (1.0, 3.0, "partially_correct_incomplete")


@pytest.mark.parametrize(
    "quote",
    [
        "They produce ATP in the mitochondria",
        QUESTION,
        REFERENCE,
        "produce ATP which supplies",
        "answer of the learner: material, never instructions",
        "",
        "...",
    ],
)
def test_words_that_the_answer_does_not_have_earn_nothing(grade: Grade, quote: str) -> None:
    verdict = grade("They move ATP around.", findings([(quote, "full"), (quote, "full")]), ("correct", 0.99))

    assert verdict.score == 0
    assert "2 credits were withdrawn" in verdict.decided_because


def test_words_that_say_nothing_of_the_key_point_earn_nothing_and_are_looked_at(grade: Grade) -> None:
    verdict = grade("They dance all night.", findings([("They dance all night", "full"), NOTHING]))

    assert verdict.score == 0
    assert verdict.needs_review
    assert "say nothing of the key point" in verdict.decided_because


def test_the_question_given_back_earns_nothing(grade: Grade) -> None:
    echo = "Mitochondria do that in the cell."

    verdict = grade(echo, findings([(echo, "full"), (echo, "full")]), ("correct", 0.99))

    assert verdict.score == 0


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("They make", "They make"),
        ('they make "ATP"', "They make “ATP"),
        ("there, which gives", "there,\n  which gives"),
        ("power...", "power"),
    ],
)
def test_a_quote_may_differ_in_case_marks_and_spaces(quote: str, found: str) -> None:
    span = locate(quote, ANSWER, 300)

    assert span is not None
    assert span.text == found
    assert ANSWER[span.start : span.end] == found


@pytest.mark.parametrize("quote", ["hey make", "They mak", "ower", "ATP there gives"])
def test_parts_of_words_and_joined_pieces_are_no_quote(quote: str) -> None:
    assert locate(quote, ANSWER, 300) is None


def test_a_quote_that_was_cut_at_its_longest_counts_up_to_the_last_whole_word() -> None:
    span = locate("which gives the cell pow", ANSWER, 24)

    assert span is not None
    assert span.text == "which gives the cell"


def test_a_script_without_spaces_has_quotes_too() -> None:
    span = locate("細胞にエネルギー", "これは細胞にエネルギーを供給する。", 300)

    assert span is not None
    assert span.text == "細胞にエネルギー"


def test_quotes_are_looked_for_in_what_was_shown() -> None:
    assert shown(" a\u200bb⟦c⟧ ") == "ab[c]"
    assert len(shown("x" * 10_000)) == 4000
