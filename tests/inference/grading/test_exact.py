"""The web grades by itself what needs no model."""

import subprocess
import sys

import pytest

from inference.grading.exact import folded, grade_choice, grade_exact
from inference.grading.verdict import GradingTask
from inference.questions.question import KeyPoint


def task(response: str, **changes: object) -> GradingTask:
    return GradingTask("How many?", ("46 chromosomes", "forty-six"), (KeyPoint("46", 2.0),), response)


@pytest.mark.parametrize("response", ["46 chromosomes", " 46  Chromosomes. ", "Forty-six!", "46 chromo\u200bsomes"])
def test_a_reference_answer_word_for_word_earns_all_points(response: str) -> None:
    verdict = grade_exact(task(response))

    assert verdict
    assert (verdict.label, verdict.score, verdict.max_score) == ("correct", 2.0, 2.0)


@pytest.mark.parametrize("response", ["", "  ", "idk", "I don’t know", "?"])
def test_no_answer_earns_nothing(response: str) -> None:
    verdict = grade_exact(task(response))

    assert verdict
    assert (verdict.label, verdict.score) == ("non_domain", 0.0)


@pytest.mark.parametrize("response", ["about 46 of them", "-46 chromosomes", "4.6 chromosomes", "I know: it is 46"])
def test_anything_else_takes_a_grader(response: str) -> None:
    assert grade_exact(task(response)) is None


@pytest.mark.parametrize("response", ["No", "none", "X"])
def test_a_word_of_the_reference_is_an_answer(response: str) -> None:
    asked = GradingTask("Is it pure?", ("No, none of them; X is a mixture.",), (), response)

    assert grade_exact(asked) is None


def test_signs_and_decimals_are_kept() -> None:
    assert folded("-5") != folded("5")
    assert folded("1.5") != folded("15")
    assert folded("x > 2") != folded("x < 2")


@pytest.mark.parametrize(("chosen", "score"), [("Paris", 3.0), ("paris ", 3.0), ("Rome", 0.0)])
def test_a_choice_earns_all_or_nothing(chosen: str, score: float) -> None:
    verdict = grade_choice(chosen=chosen, right_choices=["Paris"], points=3.0)

    assert (verdict.score, verdict.max_score) == (score, 3.0)
    assert "Paris" not in verdict.feedback[0]


def test_importing_it_loads_no_model_library() -> None:
    code = (
        "import sys, inference.grading.exact as _; print({'numpy', 'spacy', 'sklearn', 'rapidfuzz'} & set(sys.modules))"
    )

    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert printed.strip() == "set()"
