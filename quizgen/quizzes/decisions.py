"""What people decided about drafts, as `python -m inference.questions.refit` learns from it.

A decision tells of the question as it was proposed. What says nothing of the ranking is left out: questions of persons,
successors of published ones, drafts over a whole course (nothing ranked them), scripted ones, and what was approved
unread with all the others.
"""

import json
from collections.abc import Iterator

from django.db.models import QuerySet

from quizgen.courses.models import Course
from quizgen.quizzes.across import RULE as ACROSS
from quizgen.quizzes.models import Question, QuestionStatus
from quizgen.quizzes.origin import SCRIPTED

KEPT = (QuestionStatus.APPROVED, QuestionStatus.PUBLISHED, QuestionStatus.RETIRED)


def decided(course: Course | None = None) -> QuerySet[Question]:
    """The drafts that somebody has decided about, of one course or of all, in the order in which they were written."""
    drafts = Question.objects.filter(status__in=[*KEPT, QuestionStatus.REJECTED], replaces__isnull=True)
    drafts = drafts.exclude(writer="").exclude(rule=ACROSS).exclude(writer__startswith=SCRIPTED)
    # What was changed before the proposed words were kept tells nothing of these.
    drafts = drafts.exclude(edited_at__isnull=False, proposed={})
    if course is not None:
        drafts = drafts.filter(quiz__lecture__course=course)
    return drafts.exclude(approved_unread=True).order_by("pk")


def decision_lines(drafts: QuerySet[Question]) -> Iterator[str]:
    """A line of JSON for each."""
    for draft in drafts.iterator():
        yield json.dumps(_decision(draft), ensure_ascii=False) + "\n"


def _decision(draft: Question) -> dict[str, object]:
    now = {"stem": draft.stem, "answer": next(iter(draft.reference_answers), "")}
    proposed = {**now, **draft.proposed}
    kept = "approved" if proposed == now else "edited"
    return {
        "decision": "rejected" if draft.status == QuestionStatus.REJECTED else kept,
        "stem": proposed["stem"],
        "answer": proposed["answer"],
        "rule": draft.rule,
        "source": draft.source,
        "score": round(draft.score, 4),
        "doubtful": bool(draft.doubt),
        "reason": draft.rejected_because,
    }
