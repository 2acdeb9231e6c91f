"""Sets the moments at which the player pauses and asks."""

from inference.engine import PartialWork, Report
from quizgen.lectures.models import Lecture, Stage
from quizgen.quizzes.models import Question, QuestionStatus
from quizgen.quizzes.placing import keep_moments, moments_for
from workers.stages import Save, keys_of

NEEDS = (Stage.WRITE_QUESTIONS,)

VERSION = "probes 3"


def inputs(lecture: Lecture) -> list[str]:
    course = lecture.course
    return [*keys_of(lecture, NEEDS), VERSION, str(course.probe_every_s), str(course.probe_gap_s)]


def run(lecture: Lecture, report: Report, partial: PartialWork) -> Save:
    moments = moments_for(lecture, _open_questions(lecture))

    def save() -> str:
        keep_moments(moments)
        return ""

    return save


def _open_questions(lecture: Lecture) -> list[Question]:
    """What may still be asked."""
    closed = [QuestionStatus.REJECTED, QuestionStatus.RETIRED]
    return list(Question.objects.filter(quiz__lecture=lecture).exclude(status__in=closed))
