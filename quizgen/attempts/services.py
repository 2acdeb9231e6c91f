"""How attempts are taken and graded: everything that writes these rows.

Of several tries at a question the last one counts, whatever came before: the page says so before a learner tries
again. Of several grades of one response the newest counts, and none is deleted. What a person does about grades is
written by `judging`, `disputes` and `accepting`.
"""

import hashlib
import json
import time
import uuid
from dataclasses import asdict
from functools import partial
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils import timezone

from inference.grading.verdict import Verdict
from inference.text.untrusted import strip_invisible
from quizgen import queue
from quizgen.accounts.models import ApiToken, User
from quizgen.attempts.confidence import is_unsure
from quizgen.attempts.grading import body_result, graded_at_once, items_of, result_at_once, trial_body
from quizgen.attempts.models import Attempt, Grade, GradingRequest, Response, Review
from quizgen.claims import Claimable, Status
from quizgen.errors import Refused
from quizgen.quizzes.models import Choice, Question, QuestionKind, QuestionStatus, Quiz

MAX_RESPONSE_CHARACTERS = 10_000
LAST_STEP = 3
POLL_EVERY_S = 0.02

Row = TypeVar("Row", bound=Claimable)


@transaction.atomic
def start_attempt(*, quiz: Quiz, learner: User) -> Attempt:
    """The open attempt where there is one, else a new one."""
    attempt, _ = Attempt.objects.get_or_create(quiz=quiz, learner=learner, finished_at=None)
    return attempt


@transaction.atomic
def submit_response(
    *, attempt: Attempt, question: Question, client_key: uuid.UUID, text: str = "", choice: Choice | None = None
) -> Response:
    """Stores an answer and has it graded; the same `client_key` again gives the response that it made the first time.

    Raises Refused: closed attempt, foreign question, nothing answered, too long, no more tries.
    """
    # The attempt's row serialises the posts of one learner where the database has row locks; SQLite has one writer.
    attempt = Attempt.objects.select_for_update().get(pk=attempt.pk)
    known = attempt.responses.filter(client_key=client_key).first()
    if known is not None:
        return known
    text = strip_invisible(text).strip()
    _check_answer(question=question, text=text, choice=choice)
    _check_open(attempt=attempt, question=question)
    attempt.responses.filter(question=question, is_last=True).update(is_last=False)
    response = Response.objects.create(
        attempt=attempt,
        question=question,
        try_number=_next_try(attempt=attempt, question=question),
        text=choice.text if choice else text,
        choice=choice,
        client_key=client_key,
    )
    _grade_or_queue(response)
    return response


def record_grade(*, response: Response, verdict: Verdict) -> Grade:
    """Appends the verdict. The caller marks the response as done, in the same transaction."""
    return append_grade(Grade(response=response, **grade_fields(verdict)))


def append_grade(grade: Grade) -> Grade:
    """Keeps the grade, which counts from now on, and at its response what figures and the queue need of it. A dispute
    stays one until a person has answered it."""
    grade.save(force_insert=True)
    graded = Response.objects.filter(pk=grade.response_id)
    share = grade.score / grade.max_score if grade.max_score else None
    graded.update(share=share, confidence=grade.confidence)
    graded.exclude(review=Review.DISPUTED).update(review=Review.UNSURE if is_unsure(grade) else Review.NONE)
    return grade


def grade_fields(verdict: Verdict) -> dict[str, Any]:
    """A verdict as the fields of a Grade; all of them can be kept as JSON."""
    return {
        "score": min(max(verdict.score, 0.0), verdict.max_score),
        "max_score": verdict.max_score,
        "verdict": verdict.label,
        "credits": [asdict(credit) for credit in verdict.credits],
        "conflict": verdict.conflict,
        "feedback": list(verdict.feedback),
        "confidence": verdict.confidence,
        "grader": verdict.grader,
        "decided_because": verdict.decided_because,
        "needs_review": verdict.needs_review,
        "reasoning": verdict.reasoning,
        "tokens": verdict.tokens.as_row(),
    }


@transaction.atomic
def reveal_next_step(*, response: Response) -> Response:
    """Shows a learner one more step of the feedback: the key term, then the answer. Raises Refused."""
    response = Response.objects.select_for_update().get(pk=response.pk)
    if response.grade is None:
        raise Refused("attempt.pending", "This answer has no grade yet.")
    response.revealed_step = min(step_of(response) + 1, LAST_STEP)
    response.save(update_fields=["revealed_step"])
    return response


def step_of(response: Response) -> int:
    """Which step of the feedback a learner may see: that of the try, or a later one that was asked for."""
    return min(max(response.try_number, response.revealed_step), LAST_STEP)


def save_position(*, attempt: Attempt, position_s: float) -> None:
    """Where the recording was last. An attempt that is finished keeps its last one."""
    Attempt.objects.unfinished().filter(pk=attempt.pk).update(position_s=max(0.0, position_s))


def finish_attempt(*, attempt: Attempt) -> Attempt:
    """Closes the attempt; a second time changes nothing."""
    Attempt.objects.unfinished().filter(pk=attempt.pk).update(finished_at=timezone.now())
    attempt.refresh_from_db()
    return attempt


def request_grading(*, token: ApiToken, body: dict[str, Any], key: str = "") -> GradingRequest:
    """Stores what another system asks to be graded, and has it graded. `body` is checked by the serializer.

    A `key` (Idempotency-Key) that the token has used within a day gives the request that was made then; one that
    failed for want of a grader is tried again. Raises Refused where that request had another body.
    """
    body_hash = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
    if not key:
        return _make_request(GradingRequest(token=token, body=body, body_hash=body_hash))
    requests = GradingRequest.objects.filter(token=token, idempotency_key=key)
    requests.expired().delete()
    earlier = requests.first()
    if earlier is None:
        try:
            return _make_request(GradingRequest(token=token, idempotency_key=key, body=body, body_hash=body_hash))
        except IntegrityError:
            # The same key was sent twice at once; the other one was quicker.
            earlier = requests.get()
    if earlier.body_hash != body_hash:
        raise Refused("grading.key_in_use", "This Idempotency-Key was sent with another body within the last day.")
    return _tried_again(earlier)


def try_answer(*, question: Question, user: User, text: str) -> GradingRequest:
    """Has an answer graded to see how a question grades: nobody's response, and gone after a day."""
    return _make_request(GradingRequest(asked_by=user, body=trial_body(question, strip_invisible(text).strip())))


@transaction.atomic
def _make_request(request: GradingRequest) -> GradingRequest:
    results = [result_at_once(item) for item in items_of(request.body)]
    done = [result for result in results if result is not None]
    if len(done) == len(results):
        request.status, request.result = Status.SUCCEEDED, body_result(request.body, done)
    else:
        transaction.on_commit(partial(queue.nudge_grading_request, grading_request_id=str(request.pk)))
    request.save(force_insert=True)
    return request


def _tried_again(request: GradingRequest) -> GradingRequest:
    """A request that failed by our fault starts anew; what the grader could not use stays refused."""
    if request.status == Status.FAILED and not is_refused(request):
        failed = GradingRequest.objects.filter(pk=request.pk, status=Status.FAILED)
        failed.update(status=Status.PENDING, due=None, waiting_since=timezone.now(), error_code="", error="")
        queue.nudge_grading_request(grading_request_id=str(request.pk))
        request.refresh_from_db()
    return request


def is_refused(request: GradingRequest) -> bool:
    """Whether the grader was there and could not use what was asked: such codes are its own ("grading.language")."""
    return request.status == Status.FAILED and request.error_code.startswith("grading.")


def wait_for(row: Row, seconds: float) -> Row:
    """Re-reads the row until a worker is done with it, or for so long; call it outside of a transaction."""
    deadline = time.monotonic() + seconds
    while row.status in (Status.PENDING, Status.RUNNING) and time.monotonic() < deadline:
        time.sleep(POLL_EVERY_S)
        row.refresh_from_db()
    return row


def _check_answer(*, question: Question, text: str, choice: Choice | None) -> None:
    if question.kind == QuestionKind.CHOICE:
        if choice is None or choice.question_id != question.pk:
            raise Refused("attempt.empty", "Choose one of the answers first.")
    elif not text:
        raise Refused("attempt.empty", "Write an answer first.")
    elif len(text) > MAX_RESPONSE_CHARACTERS:
        raise Refused("attempt.too_long", f"An answer has at most {MAX_RESPONSE_CHARACTERS:,} characters.")


def _check_open(*, attempt: Attempt, question: Question) -> None:
    if attempt.finished_at is not None:
        raise Refused("attempt.closed", "This attempt is finished. Start another one to answer again.")
    if question.quiz_id != attempt.quiz_id or question.status not in (QuestionStatus.PUBLISHED, QuestionStatus.RETIRED):
        raise Refused("attempt.no_question", "This question is not part of the quiz.")
    last = attempt.responses.filter(question=question).order_by("try_number").last()
    if last is None or last.status == Status.FAILED:
        return
    if last.grade is None:
        raise Refused("attempt.pending", "Your earlier answer to this question is still being graded.")
    if last.grade.verdict == "correct" or step_of(last) == LAST_STEP:
        raise Refused("attempt.settled", "This question is settled: you have seen its answer.")


def _next_try(*, attempt: Attempt, question: Question) -> int:
    return attempt.responses.filter(question=question).count() + 1


def _grade_or_queue(response: Response) -> None:
    verdict = graded_at_once(response)
    if verdict is None:
        transaction.on_commit(partial(queue.nudge_response, response_id=response.pk))
        return
    record_grade(response=response, verdict=verdict)
    response.status = Status.SUCCEEDED
    response.save(update_fields=["status"])
