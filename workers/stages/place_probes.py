"""Sets the moments at which the player pauses and asks."""

from collections.abc import Sequence

from inference.engine import PartialWork, Report
from inference.questions.probes import place_probes
from inference.text.passage import Passage as TextPassage
from quizgen.lectures.models import Lecture, Stage
from quizgen.quizzes.models import Probe, Question, QuestionStatus
from workers.rows import evidence_of, passages_of
from workers.stages import Save, keys_of

NEEDS = (Stage.WRITE_QUESTIONS,)

VERSION = "probes 1"


def inputs(lecture: Lecture) -> list[str]:
    course = lecture.course
    return [*keys_of(lecture, NEEDS), VERSION, str(course.probe_every_s), str(course.probe_gap_s)]


def run(lecture: Lecture, report: Report, partial: PartialWork) -> Save:
    questions = _open_questions(lecture)
    moments = place_probes(
        [evidence_of(question) for question in questions],
        segments=_spoken(passages_of(lecture)),
        slide_starts=list(lecture.slides.values_list("start", flat=True)),
        duration_s=lecture.duration_s or 0.0,
        every_s=lecture.course.probe_every_s,
        gap_s=lecture.course.probe_gap_s,
    )
    return lambda: _save(questions, moments)


def _open_questions(lecture: Lecture) -> list[Question]:
    """What may still be asked, best first."""
    closed = [QuestionStatus.REJECTED, QuestionStatus.RETIRED]
    return list(Question.objects.filter(quiz__lecture=lecture).exclude(status__in=closed).order_by("-score", "pk"))


def _spoken(passages: Sequence[TextPassage]) -> list[tuple[float, float]]:
    times = {
        (sentence.start, sentence.end)
        for passage in passages
        for sentence in passage.sentences
        if sentence.start is not None and sentence.end is not None
    }
    return sorted(times)


def _save(questions: Sequence[Question], moments: Sequence[float | None]) -> str:
    """The probes of published questions stay where learners have met them."""
    movable = [pair for pair in zip(questions, moments, strict=True) if pair[0].status != QuestionStatus.PUBLISHED]
    Probe.objects.filter(question__in=[question for question, _ in movable]).delete()
    Probe.objects.bulk_create(Probe(question=question, at_s=at) for question, at in movable if at is not None)
    return ""
