"""What a model thought is kept for a stated time: it may hold answer keys, and words about learners."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from quizgen.attempts.models import Grade, Reexamined
from quizgen.lectures.models import Stage, StageRun
from quizgen.quizzes.models import Proposal, Question

logger = logging.getLogger(__name__)


def forget_reasoning() -> int:
    """Empties what is older than REASONING_KEPT_DAYS, of grades, questions and proposals; how many rows that were.

    A question has no date of its own: that of the last writing of its lecture counts.
    """
    before = timezone.now() - timedelta(days=settings.REASONING_KEPT_DAYS)
    grades = Grade.objects.filter(graded_at__lt=before).exclude(reasoning="").update(reasoning="")
    lectures = StageRun.objects.filter(stage=Stage.WRITE_QUESTIONS, finished_at__lt=before).values("lecture")
    questions = Question.objects.filter(quiz__lecture__in=lectures).exclude(reasoning="").update(reasoning="")
    proposals = _forget_proposed(before)
    if grades or questions or proposals:
        logger.info("Emptied the reasoning of %d grades, %d questions, %d proposals", grades, questions, proposals)
    return grades + questions + proposals


def _forget_proposed(before: datetime) -> int:
    """Of grades that an acceptance would have written, and of questions over a whole course."""
    linking = Proposal.objects.filter(written_at__lt=before).exclude(reasoning="").update(reasoning="")
    rows = Reexamined.objects.filter(reevaluation__asked_at__lt=before, proposal__reasoning__gt="")
    for row in rows:
        row.proposal = {**row.proposal, "reasoning": ""}
        row.save(update_fields=["proposal"])
    return len(rows) + linking
