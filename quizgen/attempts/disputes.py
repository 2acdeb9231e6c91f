"""A learner disagrees with a grade and the staff answers: what is written, and how much of it.

Nobody is flooded: one open dispute for a response and three in all, twenty a day for a learner, and twenty messages
of theirs in a thread.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from inference.text.untrusted import strip_invisible
from quizgen.accounts.models import User
from quizgen.attempts.confidence import is_unsure
from quizgen.attempts.models import Attempt, Dispute, DisputeMessage, DisputeState, Response, Review
from quizgen.errors import Refused

MOST_CHARACTERS = 2000
MOST_PER_RESPONSE = 3
MOST_PER_DAY = 20
MOST_MESSAGES = 20


@transaction.atomic
def dispute_grade(*, response: Response, user: User, text: str) -> Dispute:
    """Opens a dispute of the learner's own response. Raises Refused: no grade, one open already, too many, no words."""
    text = _readable(text)
    # The attempt's row serialises the posts of one learner where the database has row locks; SQLite has one writer.
    Attempt.objects.select_for_update().get(pk=response.attempt_id)
    if response.grade is None:
        raise Refused("dispute.no_grade", "This answer has no grade yet that could be wrong.")
    if response.disputes.filter(state=DisputeState.OPEN).exists():
        raise Refused("dispute.open", "You have already said so; your instructor will answer it.")
    if response.disputes.count() >= MOST_PER_RESPONSE:
        raise Refused("dispute.settled", "This answer was looked at three times; its grade stays as it is.")
    if _opened_today(user) >= MOST_PER_DAY:
        raise Refused("dispute.many", f"At most {MOST_PER_DAY} grades can be disputed in a day. Go on tomorrow.")
    dispute = Dispute.objects.create(response=response)
    dispute.messages.create(author=user, by_staff=False, text=text)
    Response.objects.filter(pk=response.pk).update(review=Review.DISPUTED)
    return dispute


@transaction.atomic
def write_as_learner(*, dispute: Dispute, user: User, text: str) -> DisputeMessage:
    """One more message of the learner in an open thread. Raises Refused."""
    text = _readable(text)
    _locked(dispute)
    if dispute.messages.filter(by_staff=False).count() >= MOST_MESSAGES:
        raise Refused("dispute.long", "This thread is long enough. Your instructor has what you wrote.")
    return dispute.messages.create(author=user, by_staff=False, text=text)


@transaction.atomic
def answer_dispute(*, dispute: Dispute, user: User, text: str) -> DisputeMessage:
    """A message of the staff that leaves the dispute open, to ask back. Raises Refused."""
    text = _readable(text)
    _locked(dispute)
    Dispute.objects.filter(pk=dispute.pk).update(is_unread=True)
    return dispute.messages.create(author=user, by_staff=True, text=text)


@transaction.atomic
def withdraw_dispute(*, dispute: Dispute, user: User) -> None:
    """The learner agrees after all. The grader's doubts, where it had any, wait for a person again."""
    _locked(dispute)
    _close(dispute, user, DisputeState.WITHDRAWN)
    grade = dispute.response.grade
    review = Review.UNSURE if grade and is_unsure(grade) else Review.NONE
    Response.objects.filter(pk=dispute.response_id).update(review=review)


def close_dispute(*, response: Response, user: User, state: DisputeState, text: str) -> bool:
    """Ends the open dispute of a response, where there is one, with what the staff says. The caller has decided."""
    dispute = response.disputes.filter(state=DisputeState.OPEN).first()
    if dispute is None:
        return False
    if text.strip():
        dispute.messages.create(author=user, by_staff=True, text=_readable(text))
    _close(dispute, user, state, is_unread=True)
    return True


def mark_read(*, attempt: Attempt) -> None:
    """The learner has the thread before her eyes."""
    Dispute.objects.unread().filter(response__attempt=attempt).update(is_unread=False)


def _close(dispute: Dispute, user: User, state: DisputeState, *, is_unread: bool = False) -> None:
    Dispute.objects.filter(pk=dispute.pk).update(
        state=state, closed_at=timezone.now(), closed_by=user, is_unread=is_unread
    )


def _locked(dispute: Dispute) -> None:
    open_now = Dispute.objects.select_for_update().filter(pk=dispute.pk, state=DisputeState.OPEN)
    if open_now.first() is None:
        raise Refused("dispute.closed", "This thread is closed.")


def _opened_today(user: User) -> int:
    day = timezone.now() - timedelta(days=1)
    return Dispute.objects.filter(response__attempt__learner=user, opened_at__gt=day).count()


def _readable(text: str) -> str:
    text = strip_invisible(text).strip()
    if not text:
        raise Refused("dispute.empty", "Write a sentence first.")
    if len(text) > MOST_CHARACTERS:
        raise Refused("dispute.too_long", f"A message has at most {MOST_CHARACTERS:,} characters.")
    return text
