"""A new run of the writer and the questions that people have worked on."""

from typing import Any

import pytest
from django.utils import timezone

from quizgen.lectures.models import Lecture, Stage
from quizgen.quizzes.models import Question, QuestionStatus
from tests.workers.stages import run_all
from workers import engines, pipeline


def rewrite(lecture: Lecture, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs the writer once more, as after a change of the engine before it."""
    monkeypatch.setenv("SCRIPT_VERSION", "2")
    engines._engine.cache_clear()
    pipeline.refresh(lecture)
    run_all(lecture)


@pytest.fixture
def question(lecture: Lecture) -> Question:
    run_all(lecture)
    return Question.objects.filter(quiz__lecture=lecture).earliest("pk")


def test_untouched_drafts_that_are_written_again_keep_their_rows(
    question: Question, lecture: Lecture, monkeypatch: Any
) -> None:
    before = sorted(Question.objects.values_list("pk", "stem"))

    rewrite(lecture, monkeypatch)

    assert sorted(Question.objects.values_list("pk", "stem")) == before


def test_untouched_drafts_that_are_not_written_again_go(question: Question, lecture: Lecture, monkeypatch: Any) -> None:
    Question.objects.filter(pk=question.pk).update(stem="What did an older writer ask?", rule="older")

    rewrite(lecture, monkeypatch)

    assert not Question.objects.filter(pk=question.pk).exists()


@pytest.mark.parametrize(
    "touch",
    [
        {"status": QuestionStatus.APPROVED},
        {"status": QuestionStatus.PUBLISHED},
        {"status": QuestionStatus.REJECTED},
        {"stem": "What did a person make of it?", "edited_at": timezone.now()},
    ],
    ids=["approved", "published", "rejected", "edited"],
)
def test_what_a_person_has_touched_stays_and_is_not_proposed_again(
    question: Question, lecture: Lecture, touch: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    Question.objects.filter(pk=question.pk).update(**touch)
    count = Question.objects.count()

    rewrite(lecture, monkeypatch)

    assert Question.objects.filter(pk=question.pk, **touch).exists()
    assert Question.objects.count() == count


def test_a_rejected_stem_is_known_in_other_spelling(
    question: Question, lecture: Lecture, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = question.stem.upper().replace(" ", "  ") + "!"
    Question.objects.filter(pk=question.pk).update(status=QuestionStatus.REJECTED, stem=other, rule="another")

    rewrite(lecture, monkeypatch)

    assert not Question.objects.drafts().filter(stem=question.stem).exists()


def test_questions_stand_in_the_order_of_the_lecture(question: Question, lecture: Lecture) -> None:
    starts = list(lecture.quiz.questions.values_list("evidence_start", flat=True))

    assert starts == sorted(starts)


def test_each_question_carries_its_writer_and_key_points(question: Question, lecture: Lecture) -> None:
    assert question.writer == engines.question_writer().fingerprint
    assert question.key_points.count() == 1
    assert lecture.stage_runs.get(stage=Stage.WRITE_QUESTIONS).note == ""
