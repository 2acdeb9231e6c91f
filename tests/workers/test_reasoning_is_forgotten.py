"""What a model thought is emptied after REASONING_KEPT_DAYS; the grades and questions stay."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from quizgen.accounts.models import User
from quizgen.attempts.models import Attempt, Grade, Reevaluation, Reexamined, Response
from quizgen.lectures.models import Lecture, Stage, StageRun
from quizgen.quizzes.models import Proposal, Question
from tests.workers.stages import run_all
from workers.retention import forget_reasoning

THOUGHT = "The key is kinetic energy."


@pytest.fixture
def question(lecture: Lecture) -> Question:
    run_all(lecture)
    Question.objects.filter(quiz__lecture=lecture).update(reasoning=THOUGHT)
    return Question.objects.filter(quiz__lecture=lecture).earliest("pk")


@pytest.fixture
def grade(question: Question) -> Grade:
    attempt = Attempt.objects.create(quiz=question.quiz, learner=User.objects.create(username="mia"))
    response = Response.objects.create(attempt=attempt, question=question, text="kinetic")
    return Grade.objects.create(
        response=response, score=1, max_score=1, verdict="correct", grader="x", reasoning=THOUGHT, decided_because="So."
    )


def age(days: int) -> None:
    then = timezone.now() - timedelta(days=days)
    Grade.objects.update(graded_at=then)
    Reevaluation.objects.update(asked_at=then)
    StageRun.objects.filter(stage=Stage.WRITE_QUESTIONS).update(finished_at=then)


def test_young_reasoning_is_kept(question: Question, grade: Grade) -> None:
    age(29)

    assert forget_reasoning() == 0
    grade.refresh_from_db()
    assert grade.reasoning == THOUGHT


def test_old_reasoning_is_emptied_and_nothing_else(question: Question, grade: Grade) -> None:
    age(31)

    forget_reasoning()

    grade.refresh_from_db()
    question.refresh_from_db()
    assert (grade.reasoning, question.reasoning) == ("", "")
    assert (grade.verdict, grade.decided_because) == ("correct", "So.")
    assert forget_reasoning() == 0


def test_the_time_is_a_setting(question: Question, grade: Grade, settings: Any) -> None:
    settings.REASONING_KEPT_DAYS = 7
    age(8)

    assert forget_reasoning() == 1 + Question.objects.count()


def test_a_grade_that_was_only_proposed_is_emptied_too(question: Question, grade: Grade) -> None:
    proposal = {"score": 1.0, "reasoning": THOUGHT}
    reevaluation = Reevaluation.objects.create(question=question, response=grade.response, text="kinetic")
    look = Reexamined.objects.create(
        reevaluation=reevaluation, response=grade.response, before=grade, effect="same", score=1, proposal=proposal
    )
    age(31)

    forget_reasoning()

    look.refresh_from_db()
    assert look.proposal == {"score": 1.0, "reasoning": ""}


def test_a_question_over_a_course_is_emptied_and_stays_proposed(lecture: Lecture) -> None:
    now = timezone.now()
    old, young = (
        Proposal.objects.create(
            course=lecture.course, stem=f"How do they hang together, {days}?", reasoning=THOUGHT, written_at=written_at
        )
        for days, written_at in ((31, now - timedelta(days=31)), (29, now - timedelta(days=29)))
    )

    assert forget_reasoning() == 1

    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.reasoning, young.reasoning) == ("", THOUGHT)
    assert old.status == "proposed"
