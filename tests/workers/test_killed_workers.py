"""kill -9 inside each stage: another worker goes on, nothing is done twice, no row is doubled."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from quizgen.claims import Status
from quizgen.lectures.models import Lecture, Passage, Slide, Stage, TranscriptSegment
from quizgen.quizzes.models import KeyPoint, Probe, Question, Quiz
from tests.workers.conftest import counted, upload
from tests.workers.machine import Machine, children_of, kill_group, wait_until
from tests.workers.stages import statuses

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

ROLES = {
    Stage.INSPECT_MEDIA: "inspect_media",
    Stage.TRANSCRIBE: "speech",
    Stage.READ_SLIDES: "slides",
    Stage.ALIGN: "align",
    Stage.WRITE_QUESTIONS: "questions",
    Stage.PLACE_PROBES: "place_probes",
}
STEPS = 20


@pytest.fixture
def slow_machine(tmp_path: Path, script: Path, request: pytest.FixtureRequest) -> Iterator[Machine]:
    slow = {"SCRIPT_SLOW": ROLES[request.param], "SCRIPT_SLOW_S": str(STEPS / 10), "SCRIPT_ORPHANS": "1"}
    with Machine(tmp_path, script, **slow) as machine:
        yield machine


def all_done(lecture: Lecture) -> bool:
    return statuses(lecture) == dict.fromkeys(Stage.values, Status.SUCCEEDED)


def rows(lecture: Lecture) -> dict[str, int]:
    models = (TranscriptSegment, Slide, Passage, Quiz, Question, KeyPoint, Probe)
    return {model.__name__: model.objects.count() for model in models}


@pytest.mark.parametrize(("slow_machine", "stage"), [(stage, stage) for stage in Stage], indirect=["slow_machine"])
def test_another_worker_resumes_a_killed_stage(
    slow_machine: Machine, stage: Stage, script: Path, recording: Path
) -> None:
    role = ROLES[stage]
    first = slow_machine.start_lecture_worker("first")
    lecture = upload(recording)
    wait_until(lambda: counted(script, role, "steps") >= STEPS // 2)
    earlier = {s: counted(script, r) for s, r in ROLES.items() if statuses(lecture).get(s) == Status.SUCCEEDED}

    kill_group(first)
    slow_machine.start_lecture_worker("second")
    slow_machine.start_beat()
    wait_until(lambda: all_done(lecture))

    assert counted(script, role, "calls") == 2
    assert counted(script, role, "ends") == 1
    assert lecture.stage_runs.get(stage=stage).claims == 2
    assert {s: counted(script, ROLES[s]) for s in earlier} == earlier, "finished stages are not redone"
    assert rows(lecture) == {
        "TranscriptSegment": 4,
        "Slide": 2,
        "Passage": lecture.passages.count(),
        "Quiz": 1,
        "Question": len(set(Question.objects.values_list("stem", flat=True))),
        "KeyPoint": Question.objects.count(),
        "Probe": len(set(Probe.objects.values_list("at_s", flat=True))),
    }


@pytest.mark.parametrize("slow_machine", [Stage.TRANSCRIBE], indirect=True)
def test_the_steps_that_were_kept_are_not_repeated(slow_machine: Machine, script: Path, recording: Path) -> None:
    first = slow_machine.start_lecture_worker("first")
    lecture = upload(recording)
    wait_until(lambda: counted(script, "speech", "steps") >= STEPS // 2)

    kill_group(first)
    slow_machine.start_lecture_worker("second")
    slow_machine.start_beat()
    wait_until(lambda: all_done(lecture))

    assert STEPS <= counted(script, "speech", "steps") <= STEPS + 1


@pytest.mark.parametrize("slow_machine", [Stage.TRANSCRIBE], indirect=True)
def test_an_orphan_that_comes_back_meets_the_lost_lease(slow_machine: Machine, script: Path, recording: Path) -> None:
    first = slow_machine.start_lecture_worker("first")
    lecture = upload(recording)
    wait_until(lambda: counted(script, "speech", "steps") >= 3)
    orphan = psutil.Process(int((script / "speech.calls").read_text()))
    assert orphan in children_of(first)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    # Suspended only now: the kernel wakes the stopped members of a process group that it orphans.
    orphan.suspend()

    slow_machine.start_lecture_worker("second")
    slow_machine.start_beat()
    wait_until(lambda: counted(script, "speech") == 2)
    orphan.resume()
    wait_until(lambda: all_done(lecture))

    wait_until(lambda: "Lost the lease and saved nothing" in slow_machine.log("first"))
    assert lecture.stage_runs.get(stage=Stage.TRANSCRIBE).claims == 2
    assert TranscriptSegment.objects.count() == 4
