"""Answers to lecture questions earn what an instructor would give."""

import pytest

from tests.inference.grading.cases import CASES, Case, grade, share

every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.question[:40])
both_ways = pytest.mark.parametrize("with_rubric", [True, False], ids=["rubric", "reference alone"])


@both_ways
@every_case
def test_the_reference_answer_earns_all_points(case: Case, with_rubric: bool) -> None:
    verdict = grade(case.task(f"{case.reference} That is how it is.", with_rubric=with_rubric))

    assert (verdict.label, verdict.score) == ("correct", verdict.max_score)


@both_ways
@every_case
def test_a_paraphrase_earns_most_points(case: Case, with_rubric: bool) -> None:
    assert share(case.task(case.paraphrase, with_rubric=with_rubric)) >= 0.75


@pytest.mark.parametrize("case", [c for c in CASES if c.half], ids=lambda case: case.question[:40])
def test_half_of_two_key_points_earns_a_part(case: Case) -> None:
    verdict = grade(case.task(case.half or ""))

    assert verdict.label == "partially_correct_incomplete"
    assert 0.25 <= verdict.score / verdict.max_score <= 0.75


@pytest.mark.parametrize("case", [c for c in CASES if c.contradiction], ids=lambda case: case.question[:40])
def test_a_contradiction_is_named_and_quoted(case: Case) -> None:
    verdict = grade(case.task(case.contradiction or ""))

    assert verdict.label == "contradictory"
    assert verdict.score <= verdict.max_score / 2
    assert verdict.conflict
    assert verdict.conflict in (case.contradiction or "")


@both_ways
@every_case
def test_the_question_given_back_earns_nothing(case: Case, with_rubric: bool) -> None:
    assert share(case.task(case.question, with_rubric=with_rubric)) == 0


@both_ways
@pytest.mark.parametrize("i", range(len(CASES)))
def test_the_answer_to_another_question_earns_nearly_nothing(i: int, with_rubric: bool) -> None:
    other = CASES[(i + 5) % len(CASES)].reference

    assert share(CASES[i].task(other, with_rubric=with_rubric)) <= 0.25


def test_answers_to_other_questions_earn_nothing_in_nine_of_ten() -> None:
    others = [CASES[(i + 5) % len(CASES)].reference for i in range(len(CASES))]

    given = [share(case.task(other)) for case, other in zip(CASES, others, strict=True)]

    assert sum(one == 0 for one in given) >= 0.9 * len(given)
