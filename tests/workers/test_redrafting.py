"""Another draft comes in the place of one; what was rejected stays rejected."""

from collections.abc import Sequence
from typing import Any

import pytest

from inference.errors import EngineUnavailable
from inference.llm.tokens import Tokens
from inference.questions.question import Evidence, KeyPoint, WrittenQuestion, WrittenQuestions
from inference.text.passage import Passage
from quizgen.claims import Status
from quizgen.lectures.models import Lecture, Stage
from quizgen.quizzes.models import Question, QuestionStatus, Redraft
from quizgen.quizzes.redrafting import ask_for_another
from tests.workers.scripted import SENTENCES, QuestionsScript
from tests.workers.stages import run_all
from workers import engines, redrafting

WRITER = "tests.workers.test_redrafting.Drafting"


def about(segment: int, stem: str, score: float = 0.5, answer: str = "") -> WrittenQuestion:
    text = SENTENCES[segment]
    return WrittenQuestion(
        stem=stem,
        wh="what",
        bloom="remember",
        reference_answers=(answer or text,),
        key_points=(KeyPoint(text),),
        evidence=Evidence(segment * 5.0, segment * 5.0 + 4, text, (segment,)),
        score=score,
        source="speech",
        rule=f"rule of {stem}",
    )


class Drafting(QuestionsScript):
    """Writes what the test says."""

    asked: list[tuple[int, int]] = []
    away = False
    questions: tuple[WrittenQuestion, ...] = ()

    def write_questions(self, passages: Sequence[Passage], **asked: Any) -> WrittenQuestions:
        self.asked.append((len(passages), asked["count"]))
        if self.away:
            raise EngineUnavailable("the script says so")
        return WrittenQuestions(self.questions, {}, tokens=Tokens(calls=2, prompt=30))


@pytest.fixture
def question(lecture: Lecture, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Question:
    """A draft about the second sentence."""
    run_all(lecture)
    lecture.quiz.questions.all().delete()
    settings.ENGINES = {**settings.ENGINES, "questions": {"BACKEND": WRITER, "OPTIONS": {}}}
    engines._engine.cache_clear()
    monkeypatch.setattr(Drafting, "asked", [])
    row = Question(quiz=lecture.quiz)
    return redrafting.write_row(row, about(1, "What goes where?"), position=3, writer="questions.script@1")


def run(question: Question) -> Redraft:
    question.refresh_from_db()
    row = ask_for_another(question=question, user=question.quiz.lecture.uploaded_by)
    redrafting.redraft(row.pk)
    row.refresh_from_db()
    return row


def write(monkeypatch: pytest.MonkeyPatch, *questions: WrittenQuestion) -> None:
    monkeypatch.setattr(Drafting, "questions", questions)


def test_the_best_other_draft_takes_the_place(question: Question, monkeypatch: pytest.MonkeyPatch) -> None:
    write(monkeypatch, about(1, "Which energy comes first?", 0.4), about(1, "What does its energy become?", 0.7))

    row = run(question)

    question.refresh_from_db()
    assert row.status == Status.SUCCEEDED
    assert row.written is not None
    assert (row.written.stem, row.written.status) == ("What does its energy become?", QuestionStatus.DRAFT)
    assert row.written.position == question.position
    assert (question.status, question.rejected_because) == (QuestionStatus.REJECTED, "Another one was asked for")
    assert row.written.key_points.count() == 1


def test_rejected_ones_stay_rejected_however_often_another_is_asked_for(
    question: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(monkeypatch, about(1, "What goes where?", 0.9), about(1, "WHAT does its energy become", 0.8))
    first = run(question)
    assert first.written is not None

    second = run(first.written)

    assert second.written is None
    assert second.note.startswith("No other question about this part")
    assert Question.objects.count() == 2


def test_a_draft_about_another_part_of_the_lecture_is_none(question: Question, monkeypatch: pytest.MonkeyPatch) -> None:
    write(monkeypatch, about(3, "What does friction take out?", 0.9))

    row = run(question)

    question.refresh_from_db()
    assert row.written is None
    assert question.status == QuestionStatus.DRAFT


def test_what_another_draft_asks_already_is_not_proposed(question: Question, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Question(quiz=question.quiz)
    redrafting.write_row(other, about(1, "What does its energy become?"), position=4, writer="questions.script@1")
    write(monkeypatch, about(1, "What does its energy become now?", 0.9))

    assert run(question).written is None


def test_who_decides_meanwhile_is_heard(question: Question, monkeypatch: pytest.MonkeyPatch) -> None:
    write(monkeypatch, about(1, "What does its energy become?"))
    row = ask_for_another(question=question, user=question.quiz.lecture.uploaded_by)
    Question.objects.filter(pk=question.pk).update(status=QuestionStatus.APPROVED)

    redrafting.redraft(row.pk)

    question.refresh_from_db()
    assert question.status == QuestionStatus.APPROVED
    assert Question.objects.drafts().count() == 1


def test_an_outage_is_waited_for(question: Question, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Drafting, "away", True)

    row = run(question)

    assert (row.status, row.error_code) == (Status.PENDING, "engine.unavailable")


def test_rules_read_the_whole_lecture_and_a_model_the_part_alone(
    question: Question, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(question)
    monkeypatch.setattr(redrafting, "ASKS_A_MODEL", {WRITER})
    run(question)

    passages = question.quiz.lecture.passages.count()
    assert passages > 1
    assert Drafting.asked == [(passages, 200), (1, 6)]


def test_what_the_model_used_counts_among_the_lectures(question: Question, monkeypatch: pytest.MonkeyPatch) -> None:
    run(question)
    run(question)

    stage = question.quiz.lecture.stage_runs.get(stage=Stage.WRITE_QUESTIONS)
    assert (stage.tokens["calls"], stage.tokens["prompt"]) == (4, 60)


def test_a_part_that_is_gone_ends_it_with_a_sentence(question: Question) -> None:
    question.quiz.lecture.passages.all().delete()

    row = run(question)

    assert (row.status, row.error_code) == (Status.FAILED, "redraft.no_evidence")


def test_what_waits_is_nudged_by_the_minute(question: Question, monkeypatch: pytest.MonkeyPatch) -> None:
    nudged: list[int] = []
    row = ask_for_another(question=question, user=question.quiz.lecture.uploaded_by)
    monkeypatch.setattr(redrafting.queue, "nudge_redraft", lambda *, redraft_id: nudged.append(redraft_id))

    redrafting.resume_redrafts()

    assert nudged == [row.pk]
