"""A processed lecture as JSON: media, segments, slides, passages, questions, probes."""

from typing import Any

from quizgen.lectures.models import Lecture, TranscriptSegment
from quizgen.quizzes.models import Probe, Question, QuestionStatus


def lecture_json(lecture: Lecture) -> dict[str, Any]:
    """Times are seconds of the recording; `segments`, `slide` of evidence and probes' `question` are indexes."""
    closed = [QuestionStatus.REJECTED, QuestionStatus.RETIRED]
    questions = list(
        Question.objects.filter(quiz__lecture=lecture).exclude(status__in=closed).prefetch_related("key_points")
    )
    return {
        "media": _media(lecture),
        "segments": [_segment(row) for row in lecture.segments.all()],
        "slides": list(lecture.slides.values("start", "end", "title", "text", "confidence", "image", "thumbnail")),
        "passages": list(lecture.passages.values("start", "end", "title", "sentences", "slide", "slide_text")),
        "questions": [_question(question) for question in questions],
        "probes": _probes(questions),
    }


def _media(lecture: Lecture) -> dict[str, Any]:
    fields = ("sha256", "size_bytes", "duration_s", "container", "audio_codec", "video_codec", "width", "height")
    return {"name": lecture.original_name, **{name: getattr(lecture, name) for name in (*fields, "language")}}


def _segment(row: TranscriptSegment) -> dict[str, Any]:
    words = [dict(zip(("start", "end", "text", "confidence"), word, strict=True)) for word in row.words]
    return {"start": row.start, "end": row.end, "text": row.text, "confidence": row.confidence, "words": words}


def _question(question: Question) -> dict[str, Any]:
    return {
        "stem": question.stem,
        "wh": question.wh,
        "bloom": question.bloom,
        "reference_answers": question.reference_answers,
        "key_points": [{"text": point.text, "points": point.points} for point in question.key_points.all()],
        "evidence": {
            "start": question.evidence_start,
            "end": question.evidence_end,
            "text": question.evidence_text,
            "segments": question.evidence_segments,
            "slide": question.slide,
        },
        "score": question.score,
        "source": question.source,
        "rule": question.rule,
        "why_chosen": question.why_chosen,
        "doubt": question.doubt,
        "writer": question.writer,
    }


def _probes(questions: list[Question]) -> list[dict[str, Any]]:
    index = {question.pk: position for position, question in enumerate(questions)}
    probes = Probe.objects.filter(question__in=questions)
    return [{"at_s": probe.at_s, "question": index[probe.question_id]} for probe in probes]
