"""Has questions written over a whole course, and keeps them as proposals for whoever teaches it."""

from collections import Counter
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from inference.engine import Report
from inference.errors import BadInput
from inference.questions.course import CourseLecture, CourseQuestionWriter, LinkingQuestion, LinkingQuestions
from quizgen import queue
from quizgen.claims import Status, claim, update_held
from quizgen.courses.models import Course
from quizgen.lectures.models import Lecture, Stage
from quizgen.logs import bound
from quizgen.quizzes.across import readable_lectures
from quizgen.quizzes.models import CourseRun, Proposal, ProposalEvidence, ProposalStatus
from workers import engines
from workers.artifacts import KeptWork
from workers.claimed import running
from workers.drafts import spoken
from workers.pipeline import input_key
from workers.rows import passages_of
from workers.stages import keys_of

WANTED = 8
NUDGED_AT_ONCE = 10
NONE_FOUND = "No link between the lectures was good enough to be proposed."
LEFT_OUT = "{count} in another language than the rest {verb} left out."


def write_over_course(course_run_id: int) -> bool:
    """Claims the CourseRun and runs it. False where it was not due or another worker was quicker."""
    run = claim(CourseRun.objects.select_related("course"), course_run_id)
    if run is None:
        return False
    with bound(course_id=run.course_id), running(run) as report:
        _run(run, report)
    return True


def resume_course_runs() -> None:
    """Nudges what is due: its worker died, its message was lost, its engine was away."""
    for pk in CourseRun.objects.longest_waiting(NUDGED_AT_ONCE).values_list("pk", flat=True):
        queue.nudge_course_run(course_run_id=pk)


def _run(run: CourseRun, report: Report) -> None:
    writer = engines.question_writer()
    if not isinstance(writer, CourseQuestionWriter):
        raise BadInput("course.no_model", "The question writer of this site works on one lecture at a time.")
    update_held(run, started_at=timezone.now(), progress=0.0)
    language, lectures, left_out = _in_one_language(readable_lectures(run.course))
    partial = KeptWork(_key(writer.fingerprint, language, lectures))
    written = writer.write_course_questions(
        [CourseLecture(lecture.title, passages_of(lecture)) for lecture in lectures],
        language=language,
        count=WANTED,
        report=report,
        partial=partial,
    )
    _mark_done(run, written, lectures, writer.fingerprint, left_out)
    partial.forget()


def _in_one_language(lectures: Sequence[Lecture]) -> tuple[str, list[Lecture], int]:
    """The language of most lectures, those in it, and how many are not."""
    languages = Counter(lecture.language or "en" for lecture in lectures)
    language = languages.most_common(1)[0][0] if languages else "en"
    kept = [lecture for lecture in lectures if (lecture.language or "en") == language]
    return language, kept, len(lectures) - len(kept)


def _key(writer: str, language: str, lectures: Sequence[Lecture]) -> str:
    keys = [key for lecture in lectures for key in keys_of(lecture, (Stage.ALIGN,))]
    return input_key("course", [writer, language, str(WANTED), *(lecture.title for lecture in lectures), *keys])


def _mark_done(
    run: CourseRun, written: LinkingQuestions, lectures: Sequence[Lecture], writer: str, left_out: int
) -> None:
    """The proposals and the run's mark appear together or not at all."""
    with transaction.atomic():
        _save(run.course, written.questions, lectures, writer)
        update_held(
            run,
            status=Status.SUCCEEDED,
            due=None,
            progress=1.0,
            finished_at=timezone.now(),
            note=_note(written, left_out),
            tokens=written.tokens.as_row(),
            drops=dict(written.drops),
        )


def _note(written: LinkingQuestions, left_out: int) -> str:
    sentences = [written.note or ("" if written.questions else NONE_FOUND)]
    if left_out:
        count = "A lecture" if left_out == 1 else f"{left_out} lectures"
        sentences.append(LEFT_OUT.format(count=count, verb="was" if left_out == 1 else "were"))
    return " ".join(filter(None, sentences))


def _save(course: Course, questions: Sequence[LinkingQuestion], lectures: Sequence[Lecture], writer: str) -> None:
    """Replaces what nobody has decided about. What was accepted or dismissed is not proposed again."""
    course.proposals.filter(status=ProposalStatus.PROPOSED).delete()
    known = {spoken(stem) for stem in course.proposals.values_list("stem", flat=True)}
    fresh = [question for question in questions if spoken(question.stem) not in known]
    for position, question in enumerate(fresh):
        _add(course, position, question, lectures, writer)


def _add(course: Course, position: int, written: LinkingQuestion, lectures: Sequence[Lecture], writer: str) -> None:
    proposal = Proposal.objects.create(
        course=course,
        position=position,
        stem=written.stem,
        wh=written.wh,
        bloom=written.bloom,
        reference_answers=list(written.reference_answers),
        key_points=[[point.text, point.points] for point in written.key_points],
        link=written.link,
        reasoning=written.reasoning,
        writer=writer,
    )
    ProposalEvidence.objects.bulk_create(
        ProposalEvidence(
            proposal=proposal,
            lecture=lectures[one.lecture],
            position=number,
            text=one.evidence.text,
            start=one.evidence.start,
            end=one.evidence.end,
            segments=list(one.evidence.segments),
            slide=one.evidence.slide,
        )
        for number, one in enumerate(written.evidence)
    )
