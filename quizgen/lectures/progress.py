"""How far a lecture is, in words: its stages one by one, and its state in one line of a list."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils import timezone

from quizgen.claims import Status
from quizgen.lectures.models import Lecture, Stage, StageRun
from quizgen.presentation import percent
from quizgen.quizzes.models import Question, QuestionStatus

UNDER_WAY = (Status.PENDING, Status.RUNNING)
# Below this fraction and this many seconds an estimate of what is left would jump about.
TELLING_FRACTION, TELLING_S = 0.08, 4.0


@dataclass(frozen=True, slots=True)
class StageView:
    """One stage as the page shows it. `run` is None before its turn; `left` is words such as "about 2 min left"."""

    name: str
    label: str
    tone: str
    word: str
    run: StageRun | None
    fraction: float = 0.0
    left: str = ""


@dataclass(frozen=True, slots=True)
class LectureState:
    """The state of a lecture in one line. `fraction` is None where nothing is under way."""

    tone: str
    word: str
    is_under_way: bool = False
    fraction: float | None = None
    left: str = ""


@dataclass(frozen=True, slots=True)
class LectureRow:
    lecture: Lecture
    state: LectureState


def lecture_rows(lectures: Iterable[Lecture]) -> list[LectureRow]:
    """In the order of `lectures`, whose quizzes are at hand; in two queries more, however many they are."""
    listed = list(lectures)
    counts, unfinished = _question_counts(listed), _unfinished_runs(listed)
    return [LectureRow(one, state_of(one, unfinished[one.pk], counts[one.pk])) for one in listed]


def state_of(lecture: Lecture, runs: Sequence[StageRun], counts: Mapping[str, int]) -> LectureState:
    """`runs` are the stages that have not succeeded; `counts` says how many questions have each status."""
    if any(run.status == Status.FAILED for run in runs):
        return LectureState("wrong", "Stopped")
    if under_way := [view for view in stage_views(runs) if view.run and view.run.status in UNDER_WAY]:
        front = max(under_way, key=lambda view: view.run is not None and view.run.status == Status.RUNNING)
        return _under_way(front)
    return _ready(lecture, counts)


def stage_views(runs: Iterable[StageRun]) -> list[StageView]:
    """All stages in their order, those that have no row yet included."""
    by_stage = {run.stage: run for run in runs}
    is_running = any(run.status in UNDER_WAY for run in by_stage.values())
    return [_stage_view(stage, by_stage.get(stage), is_running) for stage in Stage]


def _stage_view(stage: Stage, run: StageRun | None, is_running: bool) -> StageView:
    label = str(stage.label)
    if run is None:
        return StageView(stage.value, label, "neutral", "later" if is_running else "not done", None)
    if run.status == Status.SUCCEEDED:
        tone = "partly" if run.note else "correct"
        return StageView(stage.value, label, tone, "done, with a note" if run.note else "done", run, 1.0)
    if run.status == Status.FAILED:
        return StageView(stage.value, label, "wrong", "stopped", run)
    if run.status == Status.RUNNING:
        word = percent(run.progress)
        return StageView(stage.value, label, "processing", word, run, run.progress, time_left(run, timezone.now()))
    word = "waits to be tried again" if run.error else "waits for a worker"
    return StageView(stage.value, label, "neutral", word, run, run.progress)


def time_left(run: StageRun, now: datetime) -> str:
    """About how long the stage still takes, from how long it took so far; empty where that would be a guess."""
    if run.started_at is None or run.progress < TELLING_FRACTION:
        return ""
    elapsed_s = (now - run.started_at).total_seconds()
    if elapsed_s < TELLING_S:
        return ""
    left_s = elapsed_s * (1 - run.progress) / run.progress
    if left_s < 50:
        return "less than a minute left"
    return f"about {round(left_s / 60) or 1} min left"


def _under_way(view: StageView) -> LectureState:
    if view.run is not None and view.run.status == Status.RUNNING:
        return LectureState("processing", view.label, True, view.fraction, view.left)
    return LectureState("neutral", view.word.capitalize(), True, view.fraction)


def _ready(lecture: Lecture, counts: Mapping[str, int]) -> LectureState:
    drafts, approved = counts.get(QuestionStatus.DRAFT, 0), counts.get(QuestionStatus.APPROVED, 0)
    published = counts.get(QuestionStatus.PUBLISHED, 0)
    out = f" · {published} published" if published else ""
    if drafts:
        return LectureState("partly", f"{drafts} draft{_s(drafts)} to review{out}")
    if approved:
        return LectureState("partly", f"{approved} question{_s(approved)} to publish{out}")
    if published and lecture.quiz.published_at:
        return LectureState("correct", f"{published} question{_s(published)} published")
    return LectureState("unsure", "No questions yet")


def _s(number: int) -> str:
    return "" if number == 1 else "s"


def _unfinished_runs(lectures: Sequence[Lecture]) -> dict[int, list[StageRun]]:
    """By lecture. Of most there are none: a lecture is under way for minutes and stays for years."""
    unfinished: dict[int, list[StageRun]] = defaultdict(list)
    for run in StageRun.objects.filter(lecture__in=lectures).exclude(status=Status.SUCCEEDED):
        unfinished[run.lecture_id].append(run)
    return unfinished


def _question_counts(lectures: Sequence[Lecture]) -> dict[int, Counter[str]]:
    """By lecture, how many questions have each status."""
    asked = Question.objects.filter(quiz__lecture__in=lectures).order_by()
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    rows = asked.values_list("quiz__lecture", "status").annotate(number=Count("pk"))
    for lecture_id, status, number in rows:
        counts[lecture_id][status] = number
    return counts
