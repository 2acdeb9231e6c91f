"""Another draft in the place of one: what the question writer is asked for, and what becomes of both.

The writer's other drafts about the same part of the lecture are looked at again. What was rejected stays rejected, and
so does what is replaced: it was seen and not wanted.
"""

from django.db import transaction
from django.utils import timezone

from quizgen import queue
from quizgen.accounts.models import User
from quizgen.claims import Status
from quizgen.errors import Refused
from quizgen.quizzes.models import Question, QuestionStatus, Redraft
from quizgen.quizzes.services import reject_question

REPLACEABLE = (QuestionStatus.DRAFT, QuestionStatus.REJECTED)
UNDER_WAY = (Status.PENDING, Status.RUNNING)
REASON = "Another one was asked for"


@transaction.atomic
def ask_for_another(*, question: Question, user: User) -> Redraft:
    """Has a worker look for another draft. Asked again while one is looked for, it is the same. Raises Refused."""
    if question.status not in REPLACEABLE:
        raise Refused("redraft.decided", "This question is no draft any more. Edit it, or write another one yourself.")
    if not question.evidence_text:
        raise Refused("redraft.no_evidence", "This question rests on no part of the lecture that could be read again.")
    redraft, is_new = Redraft.objects.select_for_update().get_or_create(question=question, defaults={"asked_by": user})
    if not is_new and redraft.status in UNDER_WAY:
        return redraft
    redraft.status, redraft.due, redraft.asked_by, redraft.waiting_since = Status.PENDING, None, user, timezone.now()
    redraft.progress, redraft.note, redraft.error, redraft.error_code, redraft.written = 0.0, "", "", "", None
    redraft.save()
    transaction.on_commit(lambda: queue.nudge_redraft(redraft_id=redraft.pk))
    return redraft


def give_way(*, question: Question, user: User | None) -> None:
    """The draft that another one stands beside now is rejected, unless a person has decided about it meanwhile."""
    now = Question.objects.select_for_update().get(pk=question.pk)
    if now.status == QuestionStatus.DRAFT and user is not None:
        reject_question(question=now, user=user, reason=REASON)


def is_under_way(redraft: Redraft | None) -> bool:
    return redraft is not None and redraft.status in UNDER_WAY
