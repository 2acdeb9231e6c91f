"""Where the questions of a quiz are asked: the moments that nobody has set by hand."""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q, QuerySet

from inference.questions.probes import place_probes
from inference.questions.question import Evidence
from inference.text.topics import topic_shifts
from quizgen.lectures.models import Lecture
from quizgen.quizzes.models import Probe, Question, QuestionStatus


def place_anew(lecture: Lecture, questions: Sequence[Question]) -> None:
    """Spreads these questions over the lecture, best first; what a person has placed, or is published, stays.

    A question for which there is no moment loses its probe and is asked at the end of the lecture.
    """
    keep_moments(moments_for(lecture, questions))


def moments_for(lecture: Lecture, questions: Sequence[Question]) -> dict[int, float | None]:
    """The moment in seconds, by the question's key, of each that may be moved; None: at the end."""
    settled = set(_settled([question.pk for question in questions]))
    movable = sorted((one for one in questions if one.pk not in settled), key=lambda one: (-one.score, one.pk))
    said = spoken(lecture)
    moments = place_probes(
        [evidence_of(question) for question in movable],
        segments=[(start, end) for start, end, _ in said],
        shifts=topic_shifts([text for _, _, text in said]),
        slide_starts=list(lecture.slides.values_list("start", flat=True)),
        duration_s=lecture.duration_s or 0.0,
        every_s=lecture.course.probe_every_s,
        gap_s=lecture.course.probe_gap_s,
        taken=_taken(lecture, settled),
    )
    return {question.pk: at_s for question, at_s in zip(movable, moments, strict=True)}


def keep_moments(moments: Mapping[int, float | None]) -> None:
    """Writes them, but for questions that were settled since the moments were sought."""
    settled = set(_settled(moments))
    there = set(Question.objects.filter(pk__in=moments).exclude(pk__in=settled).values_list("pk", flat=True))
    Probe.objects.filter(question__in=there).delete()
    Probe.objects.bulk_create(
        Probe(question_id=key, at_s=at_s) for key, at_s in moments.items() if at_s is not None and key in there
    )


def evidence_of(question: Question) -> Evidence:
    return Evidence(
        start=question.evidence_start,
        end=question.evidence_end,
        text=question.evidence_text,
        segments=tuple(question.evidence_segments),
        slide=question.slide,
    )


def spoken(lecture: Lecture) -> list[tuple[float, float, str]]:
    """(start, end, text) of the sentences in the passages, in the order of time."""
    sentences = [one for passage in lecture.passages.all() for one in passage.sentences]
    by_time = {(one["start"], one["end"]): one["text"] for one in sentences}
    timed = [(start, end, text) for (start, end), text in by_time.items() if start is not None and end is not None]
    return sorted(timed)


def _settled(questions: Iterable[int]) -> QuerySet[Question, int]:
    """Those of them that stay where they are: learners have met them there, or a person has placed them."""
    stays = Q(status=QuestionStatus.PUBLISHED) | Q(probe__by_hand=True)
    return Question.objects.filter(stays, pk__in=list(questions)).values_list("pk", flat=True)


def _taken(lecture: Lecture, settled: Iterable[int]) -> list[float]:
    """The moments at which the published questions and these are asked."""
    published = Q(question__quiz__lecture=lecture, question__status=QuestionStatus.PUBLISHED)
    probes = Probe.objects.filter(published | Q(question__in=list(settled)))
    return list(probes.values_list("at_s", flat=True))
