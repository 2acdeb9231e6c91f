"""One more answer is accepted, and every response to the question is looked at again.

First it is seen who would change (LOOKING, PROPOSED), then a person decides (`accept`, `drop`). What a person has
graded is never touched, and nobody loses points by it unless that was asked for. All of it can be taken back.
The grading worker does the work, in the stages that stand in the row.
"""

from collections.abc import Iterable
from functools import partial

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from inference.grading.verdict import Verdict
from quizgen import queue
from quizgen.accounts.models import User
from quizgen.attempts import judging
from quizgen.attempts.confidence import is_unsure
from quizgen.attempts.exemplars import GRADER, key_of
from quizgen.attempts.models import (
    Effect,
    Exemplar,
    Grade,
    Occasion,
    Reevaluation,
    ReevaluationStage,
    Reexamined,
    Response,
    Standing,
)
from quizgen.attempts.services import append_grade, grade_fields
from quizgen.claims import Status
from quizgen.errors import Refused
from quizgen.quizzes.models import QuestionKind

UNDER_WAY = (ReevaluationStage.APPLYING, ReevaluationStage.TAKING_BACK)
UNDECIDED = (ReevaluationStage.LOOKING, ReevaluationStage.PROPOSED)
LEAST_DIFFERENCE = 1e-6


@transaction.atomic
def propose_answer(*, response: Response, user: User) -> Reevaluation:
    """Has it looked at who would change if this answer were accepted. Raises Refused.

    Of one question one answer is looked at at a time: an earlier proposal that nobody decided is dropped."""
    if response.question.kind != QuestionKind.FREE_TEXT or not key_of(response.text):
        raise Refused("acceptance.no_words", "Only an answer in words can be accepted.")
    if response.grade is None:
        raise Refused("acceptance.no_grade", "This answer has no grade yet. Give it one, or wait for the grader.")
    others = response.question.reevaluations
    if others.filter(stage__in=UNDER_WAY).exists():
        raise Refused("acceptance.under_way", "Another answer to this question is being accepted. Wait for its end.")
    others.filter(stage__in=UNDECIDED).update(stage=ReevaluationStage.DROPPED, status=Status.SUCCEEDED, due=None)
    try:
        with transaction.atomic():
            proposal = Reevaluation.objects.create(
                question=response.question, response=response, text=response.text, asked_by=user
            )
    except IntegrityError:
        sentence = "Somebody else is accepting an answer to this question at this moment. Try again."
        raise Refused("acceptance.under_way", sentence) from None
    _nudge(proposal)
    return proposal


@transaction.atomic
def accept(*, reevaluation: Reevaluation, user: User, also_lower: bool) -> None:
    """The answer counts from now on, and the others follow in the background. Raises Refused."""
    _move(reevaluation, ReevaluationStage.PROPOSED, ReevaluationStage.APPLYING, also_lower=also_lower, asked_by=user)
    source = reevaluation.reexamined.select_related("response__question").get(response=reevaluation.response_id)
    written, exemplar = judging.accept_answer(response=source.response, user=user)
    Reevaluation.objects.filter(pk=reevaluation.pk).update(exemplar=exemplar)
    Reexamined.objects.filter(pk=source.pk).update(written=written, is_settled=True)


def drop(*, reevaluation: Reevaluation) -> None:
    """Not accepted: nothing has changed. Raises Refused where it is too late for that."""
    dropped = Reevaluation.objects.filter(pk=reevaluation.pk, stage__in=UNDECIDED)
    if not dropped.update(stage=ReevaluationStage.DROPPED, status=Status.SUCCEEDED, due=None, claims=F("claims") + 1):
        raise _decided()


@transaction.atomic
def take_back(*, reevaluation: Reevaluation, user: User) -> None:
    """The answer no longer counts, and what it changed counts as before. Raises Refused."""
    now = timezone.now()
    applied, taking = ReevaluationStage.APPLIED, ReevaluationStage.TAKING_BACK
    _move(reevaluation, applied, taking, taken_back_by=user, taken_back_at=now)
    Exemplar.objects.live().filter(pk=reevaluation.exemplar_id or 0).update(withdrawn_at=now)
    reevaluation.reexamined.filter(written__isnull=False).update(is_settled=False)


def try_again(*, reevaluation: Reevaluation) -> None:
    """Goes on with one that has failed, where it stopped."""
    failed = Reevaluation.objects.filter(pk=reevaluation.pk, status=Status.FAILED)
    if failed.update(status=Status.PENDING, due=None, waiting_since=timezone.now(), error_code="", error=""):
        queue.nudge_reevaluation(reevaluation_id=reevaluation.pk)


def not_looked_at(reevaluation: Reevaluation) -> QuerySet[Response]:
    """Graded responses to the question that came up since, or were not reached yet."""
    looked_at = reevaluation.reexamined.filter(response=OuterRef("pk"))
    graded = Grade.objects.filter(response=OuterRef("pk"))
    responses = Response.objects.filter(Exists(graded), question=reevaluation.question_id)
    return responses.exclude(Exists(looked_at)).order_by("pk")


def keep_looks(reevaluation: Reevaluation, verdicts: Iterable[tuple[Response, Verdict | None]]) -> None:
    """What each response would earn; None where the grader cannot use it. `grades` are prefetched."""
    Reexamined.objects.bulk_create(_look(reevaluation, response, verdict) for response, verdict in verdicts)


def apply_some(reevaluation: Reevaluation, count: int) -> bool:
    """Writes the grades of the next `count`. A response that was graded since it was looked at keeps its grade.
    False where none is left."""
    looks = list(_unsettled(reevaluation)[:count])
    for look in looks:
        if _is_to_be_written(look, also_lower=reevaluation.also_lower):
            grade = Grade(response=look.response, occasion=Occasion.ACCEPTED, **look.proposal)
            look.written = append_grade(grade)
        look.is_settled = True
    Reexamined.objects.bulk_update(looks, ["written", "is_settled"])
    return bool(looks)


def set_back_some(reevaluation: Reevaluation, count: int) -> bool:
    """Lets the grade from before count again; what a person has graded meanwhile stays. False where none is left."""
    looks = list(_unsettled(reevaluation)[:count])
    for look in looks:
        if look.written_id and look.response.grade == look.written:
            _set_back(look)
        look.is_settled = True
    Reexamined.objects.bulk_update(looks, ["is_settled"])
    return bool(looks)


def _set_back(look: Reexamined) -> None:
    before = look.before
    before.pk, before._state.adding, before.occasion = None, True, Occasion.TAKEN_BACK
    grade = append_grade(before)
    if grade.is_a_persons:
        judging.remember(grade, Standing.JUDGED)


def _look(reevaluation: Reevaluation, response: Response, verdict: Verdict | None) -> Reexamined:
    before = response.grade
    assert before is not None, "only graded responses are looked at"
    effect = _effect(reevaluation, response, before, verdict)
    is_change = effect in (Effect.RAISED, Effect.LOWERED) or (effect == Effect.SAME and _ends_a_doubt(before, verdict))
    return Reexamined(
        reevaluation=reevaluation,
        response=response,
        before=before,
        effect=effect,
        score=verdict.score if verdict and effect != Effect.PERSONS else before.score,
        proposal=grade_fields(verdict) if verdict and is_change else {},
        is_settled=False,
    )


def _effect(reevaluation: Reevaluation, response: Response, before: Grade, verdict: Verdict | None) -> Effect:
    if response.pk == reevaluation.response_id:
        return Effect.SOURCE
    if before.is_a_persons:
        return Effect.PERSONS
    if verdict is None:
        return Effect.UNUSABLE
    difference = verdict.score - before.score
    if abs(difference) < LEAST_DIFFERENCE:
        return Effect.SAME
    return Effect.RAISED if difference > 0 else Effect.LOWERED


def _ends_a_doubt(before: Grade, verdict: Verdict | None) -> bool:
    return is_unsure(before) and verdict is not None and verdict.grader == GRADER


def _is_to_be_written(look: Reexamined, *, also_lower: bool) -> bool:
    if not look.proposal or (look.effect == Effect.LOWERED and not also_lower):
        return False
    return look.response.grade == look.before


def _unsettled(reevaluation: Reevaluation) -> QuerySet[Reexamined]:
    looks = reevaluation.reexamined.filter(is_settled=False).select_related("response__question", "before", "written")
    return looks.prefetch_related("response__grades")


def _move(reevaluation: Reevaluation, of: ReevaluationStage, to: ReevaluationStage, **values: object) -> None:
    waiting = {"status": Status.PENDING, "due": None, "waiting_since": timezone.now()}
    rows = Reevaluation.objects.filter(pk=reevaluation.pk, stage=of, status=Status.SUCCEEDED)
    try:
        with transaction.atomic():
            moved = rows.update(stage=to, **waiting, **values)
    except IntegrityError:
        sentence = "Another answer to this question is being looked at. Decide on that one first."
        raise Refused("acceptance.under_way", sentence) from None
    if not moved:
        raise _decided()
    _nudge(reevaluation)


def _nudge(reevaluation: Reevaluation) -> None:
    transaction.on_commit(partial(queue.nudge_reevaluation, reevaluation_id=reevaluation.pk))


def _decided() -> Refused:
    return Refused("acceptance.decided", "This was decided already; the page shows how.")
