"""What one attempt has come to: what was asked, answered and right, and what to look at again first."""

from dataclasses import dataclass, replace

from quizgen.attempts.disputes import MOST_PER_RESPONSE
from quizgen.attempts.feedback import Feedback, feedback_for
from quizgen.attempts.grading import max_score
from quizgen.attempts.models import Attempt, Dispute, DisputeState, Response
from quizgen.quizzes.models import Question, QuestionStatus, Quiz


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One question of the attempt; `response` is the last try, which counts, None where it was not answered.

    `disputes` are those of any try, the oldest first, where they were asked for (`with_disputes`)."""

    number: int
    question: Question
    response: Response | None
    feedback: Feedback | None
    disputes: tuple[Dispute, ...] = ()

    @property
    def at_s(self) -> float | None:
        """The moment at which the player asks, None for a question at the end."""
        return self.question.probe.at_s if hasattr(self.question, "probe") else None

    @property
    def possible(self) -> float:
        return self.feedback.max_score if self._is_graded and self.feedback else max_score(self.question)

    @property
    def earned(self) -> float:
        return self.feedback.score if self.feedback else 0.0

    @property
    def is_pending(self) -> bool:
        return self.feedback is not None and self.feedback.state == "pending"

    @property
    def look_again(self) -> bool:
        """Not answered, or answered and graded with points missing."""
        return self.feedback is None or (self._is_graded and self.earned < self.possible)

    @property
    def may_dispute(self) -> bool:
        """One thread at a time, and no more than there may be of one answer."""
        own = [one for one in self.disputes if self.response and one.response_id == self.response.pk]
        is_open = any(one.state == DisputeState.OPEN for one in own)
        return self._is_graded and not is_open and len(own) < MOST_PER_RESPONSE

    @property
    def has_news(self) -> bool:
        return any(one.is_unread for one in self.disputes)

    @property
    def _is_graded(self) -> bool:
        return self.feedback is not None and self.feedback.state == "graded"


@dataclass(frozen=True, slots=True)
class Result:
    rows: tuple[ResultRow, ...]

    @property
    def earned(self) -> float:
        return sum(row.earned for row in self.rows)

    @property
    def possible(self) -> float:
        return sum(row.possible for row in self.rows)

    @property
    def answered(self) -> int:
        return sum(row.response is not None for row in self.rows)

    @property
    def right(self) -> int:
        return sum(row.feedback is not None and row.feedback.tone == "correct" for row in self.rows)

    @property
    def news(self) -> list[ResultRow]:
        """Where the staff wrote since the learner last looked."""
        return [row for row in self.rows if row.has_news]

    @property
    def pending(self) -> int:
        return sum(row.is_pending for row in self.rows)

    @property
    def look_again(self) -> list[ResultRow]:
        """The weakest first: fewest of the points earned, then in the order of the lecture."""
        return sorted((row for row in self.rows if row.look_again), key=lambda row: row.earned / row.possible)


def result_of(quiz: Quiz, attempt: Attempt | None) -> Result:
    """Every question of the quiz with what the attempt gave to it; without an attempt, the questions alone."""
    last_tries = _last_tries(attempt) if attempt else {}
    asked = sorted(_questions(quiz, set(last_tries)), key=_moment)
    return Result(tuple(_row(number, question, last_tries) for number, question in enumerate(asked, 1)))


def with_disputes(result: Result, attempt: Attempt) -> Result:
    """With what was said about the grades; in two queries, however many there are."""
    said = Dispute.objects.filter(response__attempt=attempt).select_related("response")
    threads = list(said.prefetch_related("messages__author"))
    return Result(tuple(replace(row, disputes=_threads(row, threads)) for row in result.rows))


def _threads(row: ResultRow, threads: list[Dispute]) -> tuple[Dispute, ...]:
    return tuple(one for one in threads if one.response.question_id == row.question.pk)


def _row(number: int, question: Question, last_tries: dict[int, Response]) -> ResultRow:
    response = last_tries.get(question.pk)
    return ResultRow(number, question, response, feedback_for(response) if response else None)


def _last_tries(attempt: Attempt) -> dict[int, Response]:
    responses = attempt.responses.select_related("question").prefetch_related("grades").order_by("try_number")
    return {response.question_id: response for response in responses}


def _questions(quiz: Quiz, answered: set[int]) -> list[Question]:
    """What is published. A question that was answered before it was replaced stands for its successor."""
    known = {
        question.pk: question
        for question in quiz.questions.filter(status__in=[QuestionStatus.PUBLISHED, QuestionStatus.RETIRED])
        .select_related("probe")
        .prefetch_related("key_points", "choices")
    }
    published = [question for question in known.values() if question.status == QuestionStatus.PUBLISHED]
    return [_as_answered(question, known, answered) for question in published]


def _as_answered(question: Question, known: dict[int, Question], answered: set[int]) -> Question:
    asked: Question | None = question
    while asked is not None:
        if asked.pk in answered:
            return asked
        asked = known.get(asked.replaces_id) if asked.replaces_id else None
    return question


def _moment(question: Question) -> tuple[float, int]:
    """In the order in which the player asks; without a moment they come at the end."""
    at_s = question.probe.at_s if hasattr(question, "probe") else float("inf")
    return at_s, question.position
