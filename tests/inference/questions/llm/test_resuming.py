"""A writer that is stopped goes on where it was: finished passages are not asked about again."""

from collections import Counter
from typing import Any

import pytest

from inference.engine import silent
from inference.errors import EngineUnavailable
from inference.questions.llm import LlmQuestionWriter
from inference.text.passage import Passage
from tests.inference.questions.llm.conftest import SAID, SENTENCES, SOUND
from tests.inference.questions.llm.scripted import ScriptedChat, always, drafts, passage

LECTURE = [passage(*SENTENCES, start=100.0 * n, number=10 * n) for n in range(3)]


class Kept:
    def __init__(self) -> None:
        self.parts: dict[str, bytes] = {}

    def load(self, name: str) -> bytes | None:
        return self.parts.get(name)

    def save(self, name: str, data: bytes) -> None:
        assert name.replace("-", "").isalnum()
        self.parts[name] = data


class GoesAway:
    """Drafts for so many passages, then is away."""

    def __init__(self, after: int) -> None:
        self.left = after

    def __call__(self, asked: str) -> Any:
        if not self.left:
            raise EngineUnavailable("the script says so")
        self.left -= 1
        return drafts(SOUND)


def writer(chat: ScriptedChat) -> LlmQuestionWriter:
    return LlmQuestionWriter(llm={"concurrency": 1}, chat=chat)


def write(chat: ScriptedChat, kept: Kept, lecture: list[Passage] = LECTURE) -> Any:
    return writer(chat).write_questions(lecture, language="en", count=3, report=silent, partial=kept)


def scripted(**replies: Any) -> ScriptedChat:
    usual = {"drafts": always(drafts(SOUND)), "answer": always(SAID), "choices": always({"choices": []})}
    return ScriptedChat(**{**usual, **replies})


def test_a_model_that_goes_away_costs_no_finished_passage() -> None:
    kept = Kept()
    with pytest.raises(EngineUnavailable):
        write(scripted(drafts=GoesAway(after=2)), kept)

    resumed = scripted()
    write(resumed, kept)

    assert resumed.count("drafts") == 1


def test_a_resumed_run_gives_what_an_undisturbed_one_gives() -> None:
    kept = Kept()
    with pytest.raises(EngineUnavailable):
        write(scripted(drafts=GoesAway(after=1)), kept)

    assert write(scripted(), kept) == write(scripted(), Kept())


def test_wrong_choices_that_were_written_are_not_asked_for_again() -> None:
    kept = Kept()
    write(scripted(), kept)

    resumed = scripted()
    write(resumed, kept)

    assert Counter(task for task, _, _ in resumed.asked) == Counter()


def test_a_report_that_raises_stops_the_rest() -> None:
    class Lost(Exception):
        pass

    def lose(fraction: float) -> None:
        raise Lost

    chat = scripted()
    with pytest.raises(Lost):
        writer(chat).write_questions(LECTURE, language="en", count=3, report=lose)

    assert chat.count("drafts") < len(LECTURE) + 1
    assert chat.count("choices") == 0
