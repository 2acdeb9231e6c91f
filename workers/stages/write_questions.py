"""Has questions written, and puts them beside those that people have already worked on."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from inference.engine import PartialWork, Report
from inference.questions.question import WrittenQuestion
from quizgen.lectures.models import Lecture, Stage, StageRun
from quizgen.quizzes.models import Question, Quiz
from workers import engines
from workers.claimed import Progress
from workers.drafts import not_among, spoken, write_row
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
    fingerprint = writer.fingerprint
    written = writer.write_questions(
        passages_of(lecture),
        language=lecture.language or "en",
        count=wanted(lecture),
        report=report,
        partial=partial,
        passed=lambda questions: _show(lecture, questions, fingerprint, report),
    )
    note = written.note or ("" if written.questions else NONE_WRITTEN)

    def save() -> str:
        _save(lecture, written.questions, fingerprint)
        _note_use(lecture, drops=written.drops, tokens=written.tokens.as_row())
        return note

    return save


def _show(lecture: Lecture, questions: Sequence[WrittenQuestion], writer: str, report: Report) -> None:
    """Puts drafts up for review while the writer is still at work. It decides in the end which of them stay."""
    with transaction.atomic():
        if isinstance(report, Progress):
            report.hold()
        quiz, _ = Quiz.objects.get_or_create(lecture=lecture)
        count = quiz.questions.count()
        known = [*_touched(quiz), *quiz.questions.untouched()]
        for number, question in enumerate(not_among(known, questions)):
            write_row(Question(quiz=quiz), question, position=count + number, writer=writer)


def _save(lecture: Lecture, questions: Sequence[WrittenQuestion], writer: str) -> None:
    """Replaces what nobody has touched. What a person edited, approved or rejected stays, and is not proposed again.

    A draft that is written again keeps its row: somebody may be looking at it.
    """
    quiz, _ = Quiz.objects.get_or_create(lecture=lecture)
    rows = {_identity(q.stem, q.evidence_text): q for q in quiz.questions.untouched()}
    kept = set()
    for position, question in enumerate(sorted(not_among(_touched(quiz), questions), key=_moment)):
        row = rows.pop(_identity(question.stem, question.evidence.text), None) or Question(quiz=quiz)
        kept.add(write_row(row, question, position=position, writer=writer).pk)
    quiz.questions.untouched().exclude(pk__in=kept).delete()


def _touched(quiz: Quiz) -> list[Question]:
    untouched = quiz.questions.untouched().values("pk")
    return list(quiz.questions.exclude(pk__in=untouched))


def _identity(stem: str, evidence: str) -> tuple[str, str]:
    return spoken(stem), evidence


def _moment(question: WrittenQuestion) -> tuple[bool, float]:
    start = question.evidence.start
    return (start is None, start or 0.0)


def _note_use(lecture: Lecture, *, drops: Mapping[str, int], tokens: Mapping[str, int]) -> None:
    """For the staff's page. The run's mark, in the same transaction, makes sure that its lease is still held."""
    runs = StageRun.objects.filter(lecture=lecture, stage=Stage.WRITE_QUESTIONS)
    runs.update(drops=dict(drops), tokens=dict(tokens))
