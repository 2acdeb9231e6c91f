"""What changes a quiz: reviewing drafts, editing, writing one's own, publishing."""

import re
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from quizgen.accounts.models import User
from quizgen.errors import Refused
from quizgen.lectures.models import Lecture
from quizgen.quizzes.choices import WrongChoice, copy_choices, right_choice, write_choices
from quizgen.quizzes.models import KeyPoint, Probe, Question, QuestionKind, QuestionStatus, Quiz
from quizgen.quizzes.placing import place_anew

WH_WORDS = ("who", "when", "where", "why", "which", "how", "what")


@dataclass(frozen=True, slots=True)
class QuestionContent:
    """What a person writes of a question. Moments are seconds in the recording; None where there is none.

    `key_points` are (text, points), at least one; `reference_answers` at least one. `wrong_choices` make it a question
    that can be asked as one of several, and `kind` says whether it is.
    """

    stem: str
    reference_answers: tuple[str, ...]
    key_points: tuple[tuple[str, float], ...]
    explained_from: float | None = None
    explained_to: float | None = None
    asked_at: float | None = None
    wrong_choices: tuple[WrongChoice, ...] = ()
    kind: QuestionKind = QuestionKind.FREE_TEXT


def approve_question(*, question: Question, user: User) -> Question:
    """A draft, or one that was rejected, is to be published. Raises Refused for what is published or replaced."""
    _refuse_closed(question)
    return _review(question, user, status=QuestionStatus.APPROVED, reason="")


def reject_question(*, question: Question, user: User, reason: str) -> Question:
    """Kept with its reason, so that the writer does not propose it again. Raises Refused as approve_question."""
    _refuse_closed(question)
    return _review(question, user, status=QuestionStatus.REJECTED, reason=reason.strip()[:300])


def approve_drafts(*, quiz: Quiz, user: User, best: int | None = None) -> int:
    """Approves every draft unread but the doubtful ones, or the `best` so many; how many these were."""
    drafts = quiz.questions.drafts().undoubted()
    if best is not None:
        drafts = drafts.filter(pk__in=list(drafts.order_by("-score").values_list("pk", flat=True)[:best]))
    return drafts.update(status=QuestionStatus.APPROVED, reviewed_by=user, approved_unread=True)


@transaction.atomic
def edit_question(*, question: Question, user: User, content: QuestionContent) -> Question:
    """The question that now has this content: itself, or the successor of a published one, which stays as it is.

    The successor takes the published question's place when the quiz is published again.
    """
    if question.status == QuestionStatus.RETIRED:
        raise Refused("question.retired", "This question was replaced or withdrawn and is kept as it was.")
    if question.status == QuestionStatus.PUBLISHED:
        question = successor_of(question) or _succeed(question)
    elif question.status == QuestionStatus.REJECTED:
        question.status, question.rejected_because = QuestionStatus.DRAFT, ""
    _keep_proposed(question)
    _write(question, content)
    question.edited_at, question.reviewed_by = timezone.now(), user
    question.save()
    return question


@transaction.atomic
def add_question(*, lecture: Lecture, user: User, content: QuestionContent) -> Question:
    """A person's own question. It needs no review."""
    quiz, _ = Quiz.objects.get_or_create(lecture=lecture)
    question = Question(quiz=quiz, status=QuestionStatus.APPROVED, bloom="understand", score=1.0)
    question.position = quiz.questions.count()
    question.edited_at, question.reviewed_by = timezone.now(), user
    _write(question, content)
    return question


@transaction.atomic
def publish_quiz(*, quiz: Quiz, user: User) -> int:
    """Shows learners what is approved; how many questions that are. The published ones they replace are retired.

    Now that it is known which drafts were good, the approved ones are spread over the lecture anew.
    Raises Refused where nothing is approved.
    """
    quiz = Quiz.objects.select_for_update().get(pk=quiz.pk)
    approved = quiz.questions.filter(status=QuestionStatus.APPROVED)
    fresh = list(approved.select_related("probe"))
    if not fresh:
        raise Refused("quiz.nothing_approved", "There is nothing new to publish. Approve a question first.")
    replaced = [question.replaces_id for question in fresh if question.replaces_id]
    quiz.questions.published().filter(pk__in=replaced).update(status=QuestionStatus.RETIRED)
    place_anew(quiz.lecture, fresh)
    published = approved.update(status=QuestionStatus.PUBLISHED)
    quiz.published_at, quiz.published_by = timezone.now(), user
    quiz.save(update_fields=["published_at", "published_by"])
    return published


def withdraw_question(*, question: Question, user: User) -> Question:
    """Takes a published question from learners who have not answered it; answers and grades stay.

    Raises Refused where it is not published.
    """
    if question.status != QuestionStatus.PUBLISHED:
        raise Refused("question.not_published", "Only a published question can be withdrawn.")
    return _review(question, user, status=QuestionStatus.RETIRED, reason="")


def successor_of(question: Question) -> Question | None:
    """The question that is to replace this one at the next publishing."""
    return Question.objects.filter(replaces=question).first()


def wh_of(stem: str) -> str:
    """The question word of a stem, "what" where it has none."""
    words = re.findall(r"[a-z]+", stem.lower())
    if re.search(r"\bhow (many|much)\b", stem.lower()):
        return "how many"
    return next((word for word in words if word in WH_WORDS), "what")


def _review(question: Question, user: User, *, status: QuestionStatus, reason: str) -> Question:
    question.status, question.rejected_because, question.reviewed_by = status, reason, user
    question.approved_unread = False
    question.save(update_fields=["status", "rejected_because", "reviewed_by", "approved_unread"])
    return question


def _refuse_closed(question: Question) -> None:
    if question.status in (QuestionStatus.PUBLISHED, QuestionStatus.RETIRED):
        raise Refused("question.published", "This question is published. Edit it to make a successor, or withdraw it.")


def _succeed(question: Question) -> Question:
    successor = Question.objects.get(pk=question.pk)
    successor.pk, successor._state.adding = None, True
    successor.status, successor.replaces = QuestionStatus.APPROVED, question
    successor.save()
    copy_choices(of=question, to=successor)
    return successor


def _keep_proposed(question: Question) -> None:
    """The words of the engine, at the first change of them: what people change teaches the ranking."""
    if question.writer and not question.edited_at and not question.proposed:
        question.proposed = {"stem": question.stem, "answer": next(iter(question.reference_answers), "")}


def _write(question: Question, content: QuestionContent) -> None:
    right = _right_choice(question, content)
    question.stem, question.wh, question.kind = content.stem, wh_of(content.stem), content.kind
    question.reference_answers = list(content.reference_answers)
    question.evidence_start, question.evidence_end = content.explained_from, content.explained_to
    question.save()
    question.key_points.all().delete()
    KeyPoint.objects.bulk_create(
        KeyPoint(question=question, position=position, text=text, points=points)
        for position, (text, points) in enumerate(content.key_points)
    )
    write_choices(question, right=right, wrong=content.wrong_choices)
    _place(question, content.asked_at)


def _right_choice(question: Question, content: QuestionContent) -> str:
    """What is marked right stays so while the answer stays; else it is the answer that there is now."""
    is_same = bool(question.pk) and question.reference_answers[:1] == list(content.reference_answers[:1])
    return right_choice(question) if is_same else content.reference_answers[0]


def _place(question: Question, asked_at: float | None) -> None:
    """A moment that a person sets stays. Without one the question is placed when the quiz is published."""
    placed = Probe.objects.filter(question=question)
    if asked_at is None:
        placed.delete()
    elif not placed.filter(at_s=asked_at).exists():
        Probe.objects.update_or_create(question=question, defaults={"at_s": asked_at, "by_hand": True})
