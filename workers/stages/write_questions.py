"""Has questions written, and puts them beside those that people have already worked on."""

import re
from collections.abc import Sequence

from inference.engine import PartialWork, Report
from inference.questions.question import WrittenQuestion
from quizgen.lectures.models import Lecture, Stage
from quizgen.quizzes.models import KeyPoint, Question, Quiz
from workers import engines
from workers.rows import passages_of
from workers.stages import Save, keys_of

NEEDS = (Stage.ALIGN,)

SECONDS_PER_QUESTION = 120
FEWEST, MOST = 8, 30
NONE_WRITTEN = "No question was good enough to be proposed. You can write your own."


def inputs(lecture: Lecture) -> list[str]:
    return [*keys_of(lecture, NEEDS), engines.question_writer().fingerprint, lecture.language, str(wanted(lecture))]


def wanted(lecture: Lecture) -> int:
    """As many drafts as an instructor cares to review: one for two minutes, at least 8, at most 30."""
    return min(max(round((lecture.duration_s or 0) / SECONDS_PER_QUESTION), FEWEST), MOST)


def run(lecture: Lecture, report: Report, partial: PartialWork) -> Save:
    writer = engines.question_writer()
    written = writer.write_questions(
        passages_of(lecture), language=lecture.language or "en", count=wanted(lecture), report=report
    )
    note = written.note or ("" if written.questions else NONE_WRITTEN)

    def save() -> str:
        _save(lecture, written.questions, writer.fingerprint)
        return note

    return save


def _save(lecture: Lecture, questions: Sequence[WrittenQuestion], writer: str) -> None:
    """Replaces what nobody has touched. What a person edited, approved or rejected stays, and is not proposed again."""
    quiz, _ = Quiz.objects.get_or_create(lecture=lecture)
    quiz.questions.untouched().delete()
    kept = list(quiz.questions.all())
    stems = {_spoken(question.stem) for question in kept}
    sources = {(question.rule, question.evidence_text) for question in kept if question.writer}
    fresh = [q for q in questions if _spoken(q.stem) not in stems and (q.rule, q.evidence.text) not in sources]
    for position, question in enumerate(sorted(fresh, key=_moment)):
        _add(quiz, position, question, writer)


def _spoken(stem: str) -> str:
    """The stem's words alone: case, spaces and punctuation make no other question."""
    return " ".join(re.findall(r"\w+", stem.casefold()))


def _moment(question: WrittenQuestion) -> tuple[bool, float]:
    start = question.evidence.start
    return (start is None, start or 0.0)


def _add(quiz: Quiz, position: int, written: WrittenQuestion, writer: str) -> None:
    evidence = written.evidence
    question = Question.objects.create(
        quiz=quiz,
        position=position,
        stem=written.stem,
        wh=written.wh,
        bloom=written.bloom,
        reference_answers=list(written.reference_answers),
        evidence_text=evidence.text,
        evidence_start=evidence.start,
        evidence_end=evidence.end,
        evidence_segments=list(evidence.segments),
        slide=evidence.slide,
        score=written.score,
        source=written.source,
        rule=written.rule,
        why_chosen=written.why_chosen,
        writer=writer,
    )
    KeyPoint.objects.bulk_create(
        KeyPoint(question=question, position=i, text=point.text[:400], points=point.points)
        for i, point in enumerate(written.key_points)
    )
