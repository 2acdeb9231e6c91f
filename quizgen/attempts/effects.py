"""What accepting one more answer would do, or has done, to the responses to a question."""

from dataclasses import dataclass

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, When

from quizgen.attempts.models import Effect, Grade, Reevaluation, ReevaluationStage, Reexamined, Response
from quizgen.claims import Status

STAGES_UNDER_WAY = (ReevaluationStage.LOOKING, ReevaluationStage.APPLYING, ReevaluationStage.TAKING_BACK)


@dataclass(frozen=True, slots=True)
class Effects:
    """Counts of responses. `done` of `total` are through in the present stage; `settled_doubts` keep their points, and
    the grader has no doubt about them any more."""

    total: int
    done: int
    raised: int
    lowered: int
    same: int
    persons: int
    unusable: int
    settled_doubts: int
    written: int
    is_under_way: bool

    @property
    def fraction(self) -> float:
        return self.done / self.total if self.total else 0.0

    @property
    def changing(self) -> int:
        """Those that change where nobody is to lose points; the answer itself is one of them."""
        return self.raised + 1


def effects_of(reevaluation: Reevaluation) -> Effects:
    """In two queries."""
    looks = reevaluation.reexamined.aggregate(
        looked_at=Count("pk"),
        settled=Count("pk", filter=Q(is_settled=True)),
        settled_doubts=Count("pk", filter=Q(effect=Effect.SAME) & ~Q(proposal={})),
        written=Count("written"),
        **{effect.value: Count("pk", filter=Q(effect=effect)) for effect in Effect},
    )
    graded = Exists(Grade.objects.filter(response=OuterRef("pk")))
    total = Response.objects.filter(graded, question=reevaluation.question_id).count()
    is_looking = reevaluation.stage == ReevaluationStage.LOOKING
    return Effects(
        total=total,
        done=looks["looked_at"] if is_looking else looks["settled"],
        is_under_way=reevaluation.stage in STAGES_UNDER_WAY and reevaluation.status != Status.FAILED,
        **{name: looks[name] for name in ("raised", "lowered", "same", "persons", "unusable")},
        settled_doubts=looks["settled_doubts"],
        written=looks["written"],
    )


def changes(reevaluation: Reevaluation) -> QuerySet[Reexamined]:
    """Who changes: the answer itself, who earns more, then who would earn less."""
    changing = reevaluation.reexamined.filter(effect__in=[Effect.SOURCE, Effect.RAISED, Effect.LOWERED])
    place = Case(When(effect=Effect.SOURCE, then=0), When(effect=Effect.RAISED, then=1), default=2)
    rows = changing.select_related("response__attempt__learner", "before", "written")
    return rows.annotate(place=place).order_by("place", "pk")
