"""What was graded while the model was away is graded anew where the operator wants it; a person may ask for more."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from inference.errors import EngineUnavailable
from inference.grading.verdict import MODEL_AWAY, GradingTask, Verdict
from quizgen.accounts.models import User
from quizgen.attempts.judging import override_grade
from quizgen.attempts.models import Attempt, Grade, Response
from quizgen.claims import Status
from quizgen.lectures.models import Lecture
from quizgen.quizzes.models import Question, QuestionStatus
from tests.workers.scripted import GraderScript
from tests.workers.stages import run_all
from workers import catching_up, engines, grading


class Model:
    """Whether the model behind the grader is there."""

    away = True


class FallingBack(GraderScript):
    """Stands in for a cascade: says when its model is away."""

    def grade(self, tasks: Sequence[GradingTask]) -> list[Verdict]:
        said = f"{MODEL_AWAY}, so the embedded grader decided." if Model.away else "The model decided."
        return [replace(verdict, decided_because=said) for verdict in super().grade(tasks)]

    def grade_without_fallback(self, tasks: Sequence[GradingTask]) -> list[Verdict]:
        if Model.away:
            raise EngineUnavailable("no route")
        return self.grade(tasks)

    def regrade(self, tasks: Sequence[GradingTask]) -> list[Verdict]:
        return [replace(verdict, decided_because="Looked again.") for verdict in super().grade(tasks)]


@pytest.fixture(autouse=True)
def cascade(settings: Any, script: object) -> Iterator[None]:
    Model.away = True
    settings.REGRADE_AFTER_OUTAGE = True
    settings.ENGINES = {**settings.ENGINES, "grading": {"BACKEND": f"{__name__}.FallingBack", "OPTIONS": {}}}
    engines._engine.cache_clear()
    yield
    engines._engine.cache_clear()


@pytest.fixture
def nudged(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    ids: list[int] = []
    monkeypatch.setattr("workers.catching_up.queue.nudge_catching_up", lambda **named: ids.append(named["response_id"]))
    return ids


@pytest.fixture
def response(lecture: Lecture, nudged: list[int]) -> Response:
    """Graded while the model was away."""
    run_all(lecture)
    question = Question.objects.filter(quiz__lecture=lecture).earliest("pk")
    Question.objects.filter(pk=question.pk).update(status=QuestionStatus.PUBLISHED)
    attempt = Attempt.objects.create(quiz=lecture.quiz, learner=User.objects.create(username="learner"))
    response = Response.objects.create(attempt=attempt, question=question, text="It becomes kinetic energy.")
    grading.grade_response(response.pk)
    return response


def because(response: Response) -> list[str]:
    return list(Grade.objects.filter(response=response).order_by("pk").values_list("decided_because", flat=True))


def test_it_is_found_and_graded_anew_once_the_model_is_back(response: Response, nudged: list[int]) -> None:
    grading.resume_grading()
    catching_up.resume_catching_up()
    assert nudged == [response.pk]
    Model.away = False

    assert catching_up.catch_up(response.pk)

    assert because(response) == [f"{MODEL_AWAY}, so the embedded grader decided.", "The model decided."]
    nudged.clear()
    catching_up.resume_catching_up()
    assert nudged == []


def test_while_the_model_is_away_the_grade_stays(response: Response) -> None:
    assert not catching_up.catch_up(response.pk)

    response.refresh_from_db()
    assert len(because(response)) == 1
    assert response.status == Status.SUCCEEDED


def test_where_the_operator_does_not_want_it_nothing_is_nudged(
    response: Response, nudged: list[int], settings: Any
) -> None:
    settings.REGRADE_AFTER_OUTAGE = False

    catching_up.resume_catching_up()

    assert nudged == []


def test_a_person_s_grade_is_never_followed_by_one_of_these(response: Response) -> None:
    override_grade(response=response, user=User.objects.get(username="teacher"), score=0)
    Model.away = False

    assert not catching_up.catch_up(response.pk)
    assert not catching_up.look_again(response.pk)
    assert len(because(response)) == 2


def test_a_grade_that_came_meanwhile_is_not_followed_either(
    response: Response, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(grader: FallingBack, tasks: Sequence[GradingTask]) -> list[Verdict]:
        override_grade(response=response, user=User.objects.get(username="teacher"), score=0)
        return GraderScript.grade(grader, tasks)

    monkeypatch.setattr(FallingBack, "grade_without_fallback", meanwhile)

    assert not catching_up.catch_up(response.pk)
    assert Grade.objects.filter(response=response).latest().graded_by is not None


def test_a_second_look_is_one_more_grade(response: Response) -> None:
    assert catching_up.look_again(response.pk)

    assert because(response)[-1] == "Looked again."


def test_a_grader_without_a_second_look_grades_once_more(response: Response, settings: Any) -> None:
    settings.ENGINES = {
        **settings.ENGINES,
        "grading": {"BACKEND": "tests.workers.scripted.GraderScript", "OPTIONS": {}},
    }
    engines._engine.cache_clear()

    assert catching_up.look_again(response.pk)
    assert because(response)[-1] == ""
