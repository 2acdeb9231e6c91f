"""How many GPUs are needed is arithmetic on what is stated, and says what it assumed."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from quizgen.lectures.models import Stage
from tests.quizgen import workbench
from tests.quizgen.workbench import teacher
from workers.capacity import Cost, Demand, Speed, grade_cost, plan

DEMAND = Demand(
    lectures_per_day=16,
    learners=1000,
    answers_per_learner=9,
    asked_share=0.5,
    careful_share=0.25,
    peak_share=0.2,
    lecture_hours=8,
)


def planned(**options: object) -> str:
    out = StringIO()
    call_command("plan_capacity", lectures_per_day=40, learners=2000, stdout=out, **options)
    return " ".join(out.getvalue().split())


def test_a_hand_reckoned_plan() -> None:
    lecture, grade, speed = Cost(read=50_000, written=80_000), Cost(read=1000, written=300), Speed(1000, 100)

    found = plan(DEMAND, lecture, grade, speed, headroom=0.5)

    # 2 lectures an hour at 50 + 800 s; 1000 * 9 * 0.5 * 0.2 = 900 grades at 1 + 3 s; 5300 s over 1800 s a GPU.
    assert (found.lecture_s, found.grade_s, found.gpus) == (1700.0, 3600.0, 3)
    assert found.busy == pytest.approx(5300 / (3 * 3600))


def test_a_careful_grade_comes_on_top_of_a_quick_one() -> None:
    assert grade_cost(Cost(100, 50), Cost(200, 400), DEMAND) == Cost(150, 150)


def test_a_site_that_does_nothing_has_one() -> None:
    nothing = Demand(0, 0, 0, 0, 0, 0, 8)

    assert plan(nothing, Cost(1, 1), Cost(1, 1), Speed(1, 1), headroom=0.7).gpus == 1


@pytest.mark.django_db
def test_the_command_says_what_it_assumed() -> None:
    shown = planned(tokens_per_second=1200.0)

    assert "GPUs 1," in shown
    assert "1,200 tokens/s written, 12,000 read (as stated)" in shown
    assert "reckoned: 36 passages, 3 drafts each, full budgets" in shown
    assert "60%; 20% of these twice" in shown


@pytest.mark.django_db
def test_without_a_speed_the_one_that_is_known_is_named() -> None:
    assert "reported for Nemotron Nano 9B v2 on one A10G" in planned()


@pytest.mark.django_db
def test_what_lectures_cost_here_counts_where_it_is_known() -> None:
    course = workbench.course()
    lecture = workbench.lecture(course, teacher(course))
    lecture.stage_runs.filter(stage=Stage.WRITE_QUESTIONS).delete()
    tokens = {"prompt": 50_000, "cached": 20_000, "reasoning": 9000, "answer": 1000, "calls": 40}
    lecture.stage_runs.create(stage=Stage.WRITE_QUESTIONS, tokens=tokens)

    assert "30,000 tokens read anew, 10,000 written (mean of 1 lectures here)" in planned()


@pytest.mark.parametrize(
    ("option", "value"),
    [("peak_share", 1.5), ("tokens_per_second", 0.0), ("headroom", 0.0), ("answers_per_learner", -1.0)],
)
def test_nonsense_is_refused(option: str, value: float) -> None:
    with pytest.raises(CommandError):
        planned(**{option: value})
