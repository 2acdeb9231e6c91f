"""Where the questions of a quiz are asked: the moments that nobody has set by hand."""

from collections.abc import Sequence

from inference.questions.probes import place_probes
from inference.questions.question import Evidence
from quizgen.lectures.models import Lecture
from quizgen.quizzes.models import Probe, Question, QuestionStatus


def place_anew(lecture: Lecture, questions: Sequence[Question]) -> None:
    """Spreads these questions over the lecture, best first; what a person has placed, or is published, stays.

    A question for which there is no moment loses its probe and is asked at the end of the lecture.
    """
    movable = sorted((one for one in questions if not is_settled(one)), key=lambda one: (-one.score, one.pk))
    settled = Probe.objects.filter(question__in=_asked(lecture))
    taken = list(settled.exclude(question__in=movable).values_list("at_s", flat=True))
    moments = moments_for(lecture, movable)
    gap_s = lecture.course.probe_gap_s
    Probe.objects.filter(question__in=movable).delete()
    Probe.objects.bulk_create(
        Probe(question=question, at_s=at_s)
        for question, at_s in zip(movable, moments, strict=True)
        if at_s is not None and all(abs(at_s - other) >= gap_s for other in taken)
    )


def moments_for(lecture: Lecture, questions: Sequence[Question]) -> tuple[float | None, ...]:
    """A moment in seconds for each question, in the order of priority; None: at the end."""
    return place_probes(
        [evidence_of(question) for question in questions],
        segments=spoken(lecture),
        slide_starts=list(lecture.slides.values_list("start", flat=True)),
        duration_s=lecture.duration_s or 0.0,
        every_s=lecture.course.probe_every_s,
        gap_s=lecture.course.probe_gap_s,
    )


def is_settled(question: Question) -> bool:
    return hasattr(question, "probe") and question.probe.by_hand


def evidence_of(question: Question) -> Evidence:
    return Evidence(
        start=question.evidence_start,
        end=question.evidence_end,
        text=question.evidence_text,
        segments=tuple(question.evidence_segments),
        slide=question.slide,
    )


def spoken(lecture: Lecture) -> list[tuple[float, float]]:
    """(start, end) of the sentences in the passages, in the order of time."""
    sentences = [one for passage in lecture.passages.all() for one in passage.sentences]
    times = {(one["start"], one["end"]) for one in sentences}
    return sorted((start, end) for start, end in times if start is not None and end is not None)


def _asked(lecture: Lecture) -> list[int]:
    """The keys of the questions that learners meet now or after the next publishing."""
    asked = Question.objects.filter(
        quiz__lecture=lecture, status__in=[QuestionStatus.APPROVED, QuestionStatus.PUBLISHED]
    )
    return list(asked.values_list("pk", flat=True))
