"""Has questions written, and puts them beside those that people have already worked on."""

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from django.db import transaction

from inference.engine import PartialWork, Report
from inference.questions.question import WrittenQuestion
from quizgen.lectures.models import Lecture, Stage, StageRun
from quizgen.quizzes.models import Choice, KeyPoint, Question, Quiz
from workers import engines
from workers.claimed import Progress
from workers.rows import passages_of
from workers.stages import Save, keys_of

NEEDS = (Stage.ALIGN,)

SECONDS_PER_QUESTION = 120
FEWEST, MOST = 8, 30
NONE_WRITTEN = "No question was good enough to be proposed. You can write your own."
LONGEST_CHOICE = 400


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
        for number, question in enumerate(_not_among(known, questions)):
            _write(Question(quiz=quiz), count + number, question, writer)


def _save(lecture: Lecture, questions: Sequence[WrittenQuestion], writer: str) -> None:
    """Replaces what nobody has touched. What a person edited, approved or rejected stays, and is not proposed again.

    A draft that is written again keeps its row: somebody may be looking at it.
    """
    quiz, _ = Quiz.objects.get_or_create(lecture=lecture)
    rows = {_identity(q.stem, q.evidence_text): q for q in quiz.questions.untouched()}
    kept = set()
    for position, question in enumerate(sorted(_not_among(_touched(quiz), questions), key=_moment)):
        row = rows.pop(_identity(question.stem, question.evidence.text), None) or Question(quiz=quiz)
        kept.add(_write(row, position, question, writer).pk)
    quiz.questions.untouched().exclude(pk__in=kept).delete()


def _touched(quiz: Quiz) -> list[Question]:
    untouched = quiz.questions.untouched().values("pk")
    return list(quiz.questions.exclude(pk__in=untouched))


def _not_among(known: Iterable[Question], questions: Sequence[WrittenQuestion]) -> list[WrittenQuestion]:
    """Those that ask something else than the rows: by their stem, or by what they rest on if a writer made the row."""
    rows = list(known)
    stems = {_spoken(row.stem) for row in rows}
    sources = {_source(row.rule, row.evidence_text, row.reference_answers) for row in rows if row.writer}
    return [
        question
        for question in questions
        if _spoken(question.stem) not in stems
        and _source(question.rule, question.evidence.text, question.reference_answers) not in sources
    ]


def _source(rule: str, evidence: str, answers: Sequence[str]) -> tuple[str, str, str]:
    """A rule asks about a sentence once; a model may ask about the same sentences for different things."""
    return rule, evidence, answers[0] if rule == "model" and answers else ""


def _identity(stem: str, evidence: str) -> tuple[str, str]:
    return _spoken(stem), evidence


def _spoken(stem: str) -> str:
    """The stem's words alone: case, spaces and punctuation make no other question."""
    return " ".join(re.findall(r"\w+", stem.casefold()))


def _moment(question: WrittenQuestion) -> tuple[bool, float]:
    start = question.evidence.start
    return (start is None, start or 0.0)


def _write(row: Question, position: int, written: WrittenQuestion, writer: str) -> Question:
    """The row with this content; its status stays what it is, also if a person decides at this moment."""
    values = {**_values(written), "position": position, "writer": writer}
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=None if row.pk is None else list(values))
    row.key_points.all().delete()
    row.choices.all().delete()
    KeyPoint.objects.bulk_create(
        KeyPoint(question=row, position=i, text=point.text[:400], points=point.points)
        for i, point in enumerate(written.key_points)
    )
    Choice.objects.bulk_create(_choices(row, written))
    return row


def _values(written: WrittenQuestion) -> dict[str, Any]:
    evidence = written.evidence
    return {
        "stem": written.stem,
        "wh": written.wh,
        "bloom": written.bloom,
        "reference_answers": list(written.reference_answers),
        "evidence_text": evidence.text,
        "evidence_start": evidence.start,
        "evidence_end": evidence.end,
        "evidence_segments": list(evidence.segments),
        "slide": evidence.slide,
        "score": written.score,
        "source": written.source,
        "rule": written.rule,
        "why_chosen": written.why_chosen,
        "reasoning": written.reasoning,
    }


def _choices(row: Question, written: WrittenQuestion) -> list[Choice]:
    """The multiple-choice variant, in an order that does not tell which is right; none where one is too long."""
    right = written.reference_answers[0]
    named = {right: "", **{choice.text: choice.misconception for choice in written.distractors}}
    if not written.distractors or max(map(len, named)) > LONGEST_CHOICE:
        return []
    ordered = sorted(named, key=lambda text: sha256(text.encode()).digest())
    return [
        Choice(question=row, position=i, text=text, is_correct=text == right, misconception=named[text][:300])
        for i, text in enumerate(ordered)
    ]


def _note_use(lecture: Lecture, *, drops: Mapping[str, int], tokens: Mapping[str, int]) -> None:
    """For the staff's page. The run's mark, in the same transaction, makes sure that its lease is still held."""
    runs = StageRun.objects.filter(lecture=lecture, stage=Stage.WRITE_QUESTIONS)
    runs.update(drops=dict(drops), tokens=dict(tokens))
