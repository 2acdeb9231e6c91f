"""A new run of the writer and the questions that people have worked on."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from inference.errors import EngineUnavailable
from quizgen.claims import Status
from quizgen.lectures.models import Lecture, Stage
from quizgen.quizzes.models import Question, QuestionStatus
from tests.inference.questions.llm.scripted import ScriptedChat, always, draft, drafts
from tests.workers.scripted import SENTENCES
from tests.workers.stages import run_all, run_until
from workers import engines, pipeline

LLM_WRITER = "inference.questions.llm.LlmQuestionWriter"
ENERGY = SENTENCES[1]
KINETIC = "The energy of the pendulum goes from potential to kinetic energy."
WRONG = [
    {"misconception": "it becomes heat", "wrong_answer": "All of it becomes warmth in the air around."},
    {"misconception": "it is lost", "wrong_answer": "It is lost at once and nothing remains of it."},
]


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


@pytest.fixture
def model_writer(settings: Any, lecture: Lecture) -> Iterator[ScriptedChat]:
    """The stage asks a scripted model."""
    run_until(lecture, Stage.WRITE_QUESTIONS)
    chat = ScriptedChat(drafts=about_the_pendulum, answer=always(KINETIC), choices=always({"choices": WRONG}))
    settings.ENGINES = {
        **settings.ENGINES,
        "questions": {"BACKEND": LLM_WRITER, "OPTIONS": {"llm": {"concurrency": 1}, "chat": chat}},
    }
    engines._engine.cache_clear()
    yield chat
    engines._engine.cache_clear()


def about_the_pendulum(asked: str) -> dict[str, Any]:
    stem = "What does the energy of a pendulum turn into?"
    return drafts(draft(ENERGY, stem, KINETIC, KINETIC), draft("Nobody said this in the lecture.", stem, KINETIC, "it"))


def test_what_the_model_used_and_what_was_dropped_stays_with_the_run(
    model_writer: ScriptedChat, lecture: Lecture
) -> None:
    run_all(lecture)

    run = lecture.stage_runs.get(stage=Stage.WRITE_QUESTIONS)
    assert run.status == Status.SUCCEEDED
    assert run.drops["quote: not in the lecture"] >= 1
    assert run.tokens["calls"] == len(model_writer.asked)


def test_the_variant_with_choices_and_the_reasoning_are_kept_for_staff(
    model_writer: ScriptedChat, lecture: Lecture
) -> None:
    run_all(lecture)

    question = Question.objects.get(rule="model")
    choices = list(question.choices.all())
    assert [choice.text for choice in choices if choice.is_correct] == [question.reference_answers[0]]
    assert {choice.misconception for choice in choices if not choice.is_correct} == {"it becomes heat", "it is lost"}
    assert "because the lecture says so" in question.reasoning


def test_questions_are_there_for_review_while_the_writer_is_still_at_work(
    model_writer: ScriptedChat, lecture: Lecture
) -> None:
    seen = []

    def choices(asked: str) -> dict[str, Any]:
        seen.append(Question.objects.drafts().count())
        return {"choices": WRONG}

    model_writer._replies["choices"] = choices
    run_all(lecture)

    assert seen == [1]
    assert Question.objects.count() == 1


def test_a_draft_that_is_approved_before_the_writer_ends_stays_approved(
    model_writer: ScriptedChat, lecture: Lecture
) -> None:
    def choices(asked: str) -> dict[str, Any]:
        Question.objects.update(status=QuestionStatus.APPROVED)
        return {"choices": WRONG}

    model_writer._replies["choices"] = choices
    run_all(lecture)

    assert [question.status for question in Question.objects.all()] == [QuestionStatus.APPROVED]


def test_after_an_outage_only_what_is_left_is_asked_for(model_writer: ScriptedChat, lecture: Lecture) -> None:
    def away(asked: str) -> None:
        raise EngineUnavailable("the script says so")

    model_writer._replies["choices"] = away
    run_all(lecture)
    assert lecture.stage_runs.get(stage=Stage.WRITE_QUESTIONS).error_code == "engine.unavailable"

    asked_before = model_writer.count("drafts")
    model_writer._replies["choices"] = always({"choices": WRONG})
    lecture.stage_runs.update(due=None)
    run_all(lecture)

    assert lecture.stage_runs.get(stage=Stage.WRITE_QUESTIONS).status == Status.SUCCEEDED
    assert model_writer.count("drafts") == asked_before
