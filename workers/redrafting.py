"""Has the question writer draft again for one part of a lecture, and puts the best new draft in the place of one."""

from collections.abc import Sequence

from django.conf import settings
from django.db import transaction

from inference.engine import Report
from inference.engines import ASKS_A_MODEL
from inference.errors import BadInput
from inference.llm.tokens import Tokens
from inference.questions.question import Evidence, QuestionWriter, WrittenQuestion, WrittenQuestions
from inference.questions.selection import is_double
from inference.text.passage import Passage
from quizgen import queue
from quizgen.claims import Status, claim, update_held
from quizgen.lectures.models import Lecture, Stage
from quizgen.logs import bound
from quizgen.quizzes.models import Question, QuestionStatus, Redraft
from quizgen.quizzes.placing import evidence_of
from quizgen.quizzes.redrafting import give_way
from workers import engines
from workers.claimed import running
from workers.drafts import not_among, write_row
from workers.rows import passages_of

NUDGED_AT_ONCE = 10
WANTED_OF_A_PASSAGE = 6
WANTED_OF_A_LECTURE = 200
"""More than any lecture has: all drafts that are good enough, so that some are about the part in question."""
NO_OTHER = "No other question about this part of the lecture was good enough. You can edit this one, or write your own."


def redraft(redraft_id: int) -> bool:
    """Claims the Redraft and runs it. False where it was not due or another worker was quicker."""
    row = claim(Redraft.objects.select_related("question__quiz__lecture", "asked_by"), redraft_id)
    if row is None:
        return False
    with bound(question_id=row.question_id, lecture_id=row.question.quiz.lecture_id), running(row) as report:
        _run(row, report)
    return True


def resume_redrafts() -> None:
    """Nudges what is due: its worker died, its message was lost, its engine was away."""
    for pk in Redraft.objects.longest_waiting(NUDGED_AT_ONCE).values_list("pk", flat=True):
        queue.nudge_redraft(redraft_id=pk)


def _run(row: Redraft, report: Report) -> None:
    lecture = row.question.quiz.lecture
    passages = passages_of(lecture)
    about = numbers_about(evidence_of(row.question), passages)
    if not about:
        raise BadInput("redraft.no_evidence", "The part of the lecture that this question rests on is no longer there.")
    writer = engines.question_writer()
    written = _written(writer, [passages[n] for n in about], passages, lecture.language or "en", report)
    near = [one for one in written.questions if set(about) & set(numbers_about(one.evidence, passages))]
    with transaction.atomic():
        fresh = _first_new(row.question, near)
        if fresh is not None:
            row.written = _put_up(row, fresh, writer.fingerprint)
        note = "" if fresh is not None else written.note or NO_OTHER
        _note_tokens(lecture, written.tokens)
        update_held(row, status=Status.SUCCEEDED, due=None, progress=1.0, note=note, written=row.written)


def _written(
    writer: QuestionWriter, about: Sequence[Passage], passages: Sequence[Passage], language: str, report: Report
) -> WrittenQuestions:
    """A language model reads the part alone, for it takes its time; rules read all, to know its terms."""
    asks_a_model = settings.ENGINES["questions"]["BACKEND"] in ASKS_A_MODEL
    return writer.write_questions(
        about if asks_a_model else passages,
        language=language,
        count=WANTED_OF_A_PASSAGE if asks_a_model else WANTED_OF_A_LECTURE,
        report=report,
    )


def numbers_about(evidence: Evidence, passages: Sequence[Passage]) -> list[int]:
    """Which passages hold the evidence: by what is said in them, else by the slide."""
    wanted = set(evidence.segments)
    said = [n for n, one in enumerate(passages) if wanted & {i for said in one.sentences for i in said.segments}]
    return said or [n for n, one in enumerate(passages) if one.slide is not None and one.slide == evidence.slide]


def _first_new(question: Question, written: Sequence[WrittenQuestion]) -> WrittenQuestion | None:
    """The best that is none of the rows, and does not ask what another draft or published question asks."""
    rows = list(question.quiz.questions.select_for_update())
    kept = [row for row in rows if row.pk != question.pk and row.status not in _SEEN_AND_NOT_WANTED]
    others = [_as_written(row) for row in kept if row.reference_answers]
    fresh = not_among(rows, sorted(written, key=lambda one: -one.score))
    return next((one for one in fresh if not any(is_double(one, other) for other in others)), None)


_SEEN_AND_NOT_WANTED = (QuestionStatus.REJECTED, QuestionStatus.RETIRED)


def _as_written(row: Question) -> WrittenQuestion:
    return WrittenQuestion(
        stem=row.stem,
        wh="what",
        bloom="remember",
        reference_answers=tuple(row.reference_answers),
        key_points=(),
        evidence=evidence_of(row),
        score=row.score,
        source="speech",
        rule=row.rule,
    )


def _put_up(row: Redraft, fresh: WrittenQuestion, writer: str) -> Question:
    """Beside the question, and that one gives way. It is not placed: that is done when the quiz is published."""
    question = Question(quiz=row.question.quiz)
    write_row(question, fresh, position=row.question.position, writer=writer)
    give_way(question=row.question, user=row.asked_by)
    return question


def _note_tokens(lecture: Lecture, tokens: Tokens) -> None:
    """They count among those of the lecture's questions."""
    run = lecture.stage_runs.select_for_update().filter(stage=Stage.WRITE_QUESTIONS).first()
    if run is not None and tokens.calls:
        run.tokens = {name: run.tokens.get(name, 0) + count for name, count in tokens.as_row().items()}
        run.save(update_fields=["tokens"])
