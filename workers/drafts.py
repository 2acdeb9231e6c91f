"""Questions as an engine writes them, and the rows that they become."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from inference.questions.question import WrittenQuestion
from quizgen.quizzes.choices import WrongChoice, write_choices
from quizgen.quizzes.models import KeyPoint, Question


def write_row(row: Question, written: WrittenQuestion, *, position: int, writer: str) -> Question:
    """The row with this content; its status stays what it is, also if a person decides at this moment."""
    values = {**_values(written), "position": position, "writer": writer}
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=None if row.pk is None else list(values))
    row.key_points.all().delete()
    KeyPoint.objects.bulk_create(
        KeyPoint(question=row, position=i, text=point.text[:400], points=point.points)
        for i, point in enumerate(written.key_points)
    )
    wrong = [WrongChoice(choice.text, choice.misconception) for choice in written.distractors]
    write_choices(row, right=written.reference_answers[0], wrong=wrong)
    return row


def not_among(known: Iterable[Question], questions: Sequence[WrittenQuestion]) -> list[WrittenQuestion]:
    """Those that ask something else than the rows: by their stem, or by what they rest on if a writer made the row.

    A row that a person has changed is known by what was proposed, too."""
    rows = list(known)
    stems = {spoken(stem) for row in rows for stem in (row.stem, row.proposed.get("stem", row.stem))}
    sources = {_source(row.rule, row.evidence_text, _first_answer(row)) for row in rows if row.writer}
    return [
        question
        for question in questions
        if spoken(question.stem) not in stems
        and _source(question.rule, question.evidence.text, question.reference_answers[0]) not in sources
    ]


def spoken(stem: str) -> str:
    """The stem's words alone: case, spaces and punctuation make no other question."""
    return " ".join(re.findall(r"\w+", stem.casefold()))


def _first_answer(row: Question) -> str:
    answers = row.reference_answers
    return str(row.proposed.get("answer") or (answers[0] if answers else ""))


def _source(rule: str, evidence: str, answer: str) -> tuple[str, str, str]:
    """A rule asks about a sentence once; a model may ask about the same sentences for different things."""
    return rule, evidence, answer if rule == "model" else ""


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
        "doubt": written.doubt,
        "reasoning": written.reasoning,
    }
