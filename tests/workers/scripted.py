"""Engines that the tests steer through the environment, in whichever process they run.

SCRIPT_DIR is a directory: each engine appends a line to `<role>.calls` there when it starts, to `<role>.steps` at each
step and to `<role>.ends` when it ends. SCRIPT_SLOW names roles that take SCRIPT_SLOW_S in small steps, each reported
and kept as partial work. SCRIPT_REFUSES and SCRIPT_FINDS_NO name what the recording is without. While the file
`<role>.away` exists in SCRIPT_DIR, that engine is unavailable.
"""

import os
import time
from collections.abc import Sequence
from pathlib import Path

from inference.engine import NOTHING_KEPT, PartialWork, Report, fingerprint, silent
from inference.errors import BadInput, EngineUnavailable
from inference.grading.verdict import GradingTask, KeyPointCredit, Verdict
from inference.questions.fake import ScriptedQuestionWriter
from inference.questions.question import Passed, WrittenQuestions, unheard
from inference.slides.slide import Slide
from inference.speech.transcript import Transcript, TranscriptSegment, Word
from inference.text.passage import Passage

STEP_S = 0.1
SENTENCES = (
    "A pendulum swings back and forth.",
    "Its energy goes from potential to kinetic energy.",
    "The period depends on the length of the string.",
    "Friction takes energy out of the pendulum.",
)


def script_dir() -> Path | None:
    return Path(os.environ["SCRIPT_DIR"]) if "SCRIPT_DIR" in os.environ else None


def note(role: str, event: str) -> None:
    folder = script_dir()
    if folder is not None:
        with (folder / f"{role}.{event}").open("a") as file:
            file.write(f"{os.getpid()}\n")


def play(role: str, report: Report, partial: PartialWork | None = None) -> None:
    """Starts, takes as long as the script says, ends. Steps that were kept are skipped."""
    note(role, "calls")
    folder = script_dir()
    if folder is not None and (folder / f"{role}.away").exists():
        raise EngineUnavailable("the script says so")
    slow = role in os.environ.get("SCRIPT_SLOW", "").split(",")
    steps = round(float(os.environ.get("SCRIPT_SLOW_S", "3")) / STEP_S) if slow else 0
    for step in range(steps):
        if partial is not None and partial.load(f"step{step}") is not None:
            continue
        time.sleep(STEP_S)
        if partial is not None:
            partial.save(f"step{step}", b"done")
        note(role, "steps")
        report(step / steps)
    note(role, "ends")


class SpeechScript:
    def __init__(self, **options: object) -> None:
        self.fingerprint = fingerprint("speech.script", version=os.environ.get("SCRIPT_VERSION", "1"))

    def transcribe(self, media: Path, *, report: Report, partial: PartialWork) -> Transcript:
        play("speech", report, partial)
        if "silent" in os.environ.get("SCRIPT_REFUSES", ""):
            raise BadInput("speech.no_audio", "This recording has no sound.")
        if "speech" in os.environ.get("SCRIPT_FINDS_NO", ""):
            return Transcript("", ())
        segments = []
        for i, sentence in enumerate(SENTENCES):
            words = tuple(Word(i * 5.0, i * 5.0 + 4, word, 0.9) for word in sentence.split())
            segments.append(TranscriptSegment(i * 5.0, i * 5.0 + 4, sentence, words, 0.9))
        return Transcript("en", tuple(segments))


class SlidesScript:
    def __init__(self, **options: object) -> None:
        self.fingerprint = fingerprint("slides.script", version=1)

    def read_slides(self, media: Path, *, report: Report, partial: PartialWork) -> tuple[Slide, ...]:
        play("slides", report, partial)
        if "blind" in os.environ.get("SCRIPT_REFUSES", ""):
            raise BadInput("slides.no_video", "This recording has no picture.")
        if "slides" in os.environ.get("SCRIPT_FINDS_NO", ""):
            return ()
        return (
            Slide(0.0, 10.0, "Pendulum", "Pendulum\nIt swings", b"webp of slide 1", b"small slide 1", 0.99),
            Slide(10.0, 20.0, "Period", "Period\nIt depends on length", b"webp of slide 2", b"small slide 2", 0.98),
        )


class QuestionsScript(ScriptedQuestionWriter):
    def __init__(self, **options: object) -> None:
        pass

    def write_questions(
        self,
        passages: Sequence[Passage],
        *,
        language: str,
        count: int,
        report: Report,
        partial: PartialWork = NOTHING_KEPT,
        passed: Passed = unheard,
    ) -> WrittenQuestions:
        play("questions", report)
        return ScriptedQuestionWriter.write_questions(self, passages, language=language, count=count, report=report)


class GraderScript:
    def __init__(self, **options: object) -> None:
        self.fingerprint = fingerprint("grading.script", version=1)

    def grade(self, tasks: Sequence[GradingTask]) -> list[Verdict]:
        play("grading", silent)
        return [self._verdict(task) for task in tasks]

    def _verdict(self, task: GradingTask) -> Verdict:
        if task.language != "en":
            raise BadInput("grading.language", "This grader reads English only.")
        if "bug" in task.response:
            raise ZeroDivisionError("a bug in the grader")
        right = "kinetic" in task.response
        return Verdict(
            label="correct" if right else "irrelevant",
            score=1.0 if right else 0.0,
            max_score=1.0,
            credits=(KeyPointCredit("kinetic energy", 1.0, 1.0 if right else 0.0),),
            feedback=("First step.", "Second step.", "Third step."),
            confidence=0.8,
            grader=self.fingerprint,
        )


def environment(script: Path, **changes: str) -> dict[str, str]:
    """The variables with which a process of its own uses these engines."""
    return {
        "SPEECH": "tests.workers.scripted.SpeechScript",
        "OCR": "tests.workers.scripted.SlidesScript",
        "QUESTION_WRITER": "tests.workers.scripted.QuestionsScript",
        "GRADER": "tests.workers.scripted.GraderScript",
        "SCRIPT_DIR": str(script),
        **changes,
    }
