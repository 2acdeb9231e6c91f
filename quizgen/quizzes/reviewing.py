"""What the review page shows: one question among its neighbours, with the evidence around it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from quizgen.lectures.models import Lecture, Slide, TranscriptSegment
from quizgen.quizzes.models import Question, QuestionStatus
from quizgen.quizzes.narrowing import EVERYTHING, Narrowing

TONES = {
    QuestionStatus.DRAFT: "partly",
    QuestionStatus.APPROVED: "correct",
    QuestionStatus.PUBLISHED: "correct",
    QuestionStatus.REJECTED: "wrong",
    QuestionStatus.RETIRED: "neutral",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the transcript; `is_evidence` says whether the question rests on it."""

    segment: TranscriptSegment
    is_evidence: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question stands among those of its quiz. `number` counts from 1."""

    number: int
    total: int
    previous: int | None
    following: int | None


@dataclass(frozen=True, slots=True)
class Tally:
    """`doubtful` are some of the drafts."""

    drafts: int
    approved: int
    published: int
    rejected: int
    doubtful: int = 0

    @property
    def total(self) -> int:
        return self.drafts + self.approved + self.published + self.rejected

    @property
    def undoubted(self) -> int:
        """The drafts that may be approved unread."""
        return self.drafts - self.doubtful

    @property
    def reviewed_share(self) -> float:
        """The part of what was to be reviewed that has been, 0..1."""
        return 1.0 if not self.total else (self.total - self.drafts) / self.total


def in_order(lecture: Lecture) -> list[Question]:
    """All but the replaced ones, as the lecture goes; behind them the doubtful ones, as the lecture goes."""
    asked = Question.objects.filter(quiz__lecture=lecture).exclude(status=QuestionStatus.RETIRED)
    questions = asked.select_related("probe", "quiz__lecture").order_by("evidence_start", "position", "pk")
    return sorted(questions, key=lambda question: question.is_doubtful)


def tally(questions: Sequence[Question]) -> Tally:
    counts = Counter(question.status for question in questions)
    return Tally(
        drafts=counts[QuestionStatus.DRAFT],
        approved=counts[QuestionStatus.APPROVED],
        published=counts[QuestionStatus.PUBLISHED],
        rejected=counts[QuestionStatus.REJECTED],
        doubtful=sum(question.is_doubtful and question.status == QuestionStatus.DRAFT for question in questions),
    )


def place_of(question: Question, questions: Sequence[Question]) -> Place:
    keys = [one.pk for one in questions]
    here = keys.index(question.pk)
    return Place(
        number=here + 1,
        total=len(keys),
        previous=keys[here - 1] if here > 0 else None,
        following=keys[here + 1] if here + 1 < len(keys) else None,
    )


def next_draft(questions: Sequence[Question], after: int | None = None) -> Question | None:
    """The first draft behind the question with this key, else the first of all."""
    keys = [question.pk for question in questions]
    start = keys.index(after) + 1 if after in keys else 0
    turned = [*questions[start:], *questions[:start]]
    return next((question for question in turned if question.status == QuestionStatus.DRAFT), None)


def evidence_lines(question: Question) -> list[Line]:
    """The segments a question rests on, with one before and one behind for the connection."""
    positions = set(question.evidence_segments)
    if not positions:
        return []
    around = question.quiz.lecture.segments.filter(position__gte=min(positions) - 1, position__lte=max(positions) + 1)
    return [Line(segment, segment.position in positions) for segment in around]


def evidence_slide(question: Question) -> Slide | None:
    if question.slide is None:
        return None
    return question.quiz.lecture.slides.filter(position=question.slide).first()


def review_address(lecture_id: int, question_id: int | None, chosen: Narrowing = EVERYTHING) -> str:
    """The page of this question, or of the first draft, among those that were asked for."""
    parts = [f"question={question_id}" if question_id else "", chosen.query]
    query = "&".join(part for part in parts if part)
    address = reverse("quizzes:review", args=[lecture_id])
    return f"{address}?{query}" if query else address
