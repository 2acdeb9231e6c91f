"""How long the model may think, and what happens where its answer is of no use."""

import pytest

from inference.errors import BadInput, EngineUnavailable
from inference.grading.llm import LlmGrader
from inference.llm.chat import Message
from tests.inference.grading.llm.conftest import task
from tests.inference.grading.models import ScriptedChat

RESPONSE = "They produce ATP."


def budgets(chat: ScriptedChat) -> list[int | None]:
    return [thinking.budget if thinking.on else 0 for thinking in chat.thinking]


@pytest.mark.parametrize(("effort", "budget"), [("fast", 0), ("careful", 512), ("regrade", 2048)])
def test_each_effort_has_its_budget(effort: str, budget: int) -> None:
    chat = ScriptedChat()

    LlmGrader(llm={}, chat=chat, effort=effort).grade([task(RESPONSE)])  # type: ignore[arg-type]

    assert budgets(chat) == [budget, budget]


def test_budgets_are_settings_and_part_of_the_fingerprint() -> None:
    chat = ScriptedChat()
    usual, longer = (
        LlmGrader(llm={}, chat=chat, effort="careful"),
        LlmGrader(llm={"budgets": {"careful": 900}}, chat=chat, effort="careful"),
    )

    longer.grade([task(RESPONSE)])

    assert budgets(chat) == [900, 900]
    assert usual.fingerprint != longer.fingerprint


def test_high_stakes_are_graded_with_care() -> None:
    chat = ScriptedChat(reasoning="Let me see.")

    (verdict,) = LlmGrader(llm={}, chat=chat).grade([task(RESPONSE, high_stakes=True)])

    assert budgets(chat) == [512, 512]
    assert verdict.grader.startswith("grading.llm.careful")
    assert verdict.reasoning == "Let me see."


def test_a_second_look_has_the_largest_budget() -> None:
    chat = ScriptedChat()

    LlmGrader(llm={}, chat=chat).regrade([task(RESPONSE)])

    assert budgets(chat) == [2048, 2048]


def test_an_answer_of_no_use_is_asked_for_in_the_other_way_of_thinking() -> None:
    chat = ScriptedChat()
    chat.unusable = 1

    (verdict,) = LlmGrader(llm={}, chat=chat).grade([task(RESPONSE)])

    assert budgets(chat) == [0, 512, 512]
    assert verdict.score == 1.0
    assert verdict.tokens.calls == 3


def test_two_answers_of_no_use_are_refused_in_a_sentence() -> None:
    chat = ScriptedChat()
    chat.unusable = 2

    with pytest.raises(BadInput) as refused:
        LlmGrader(llm={}, chat=chat).grade([task(RESPONSE)])

    assert refused.value.code == "grading.unusable"


def test_a_server_that_is_away_is_no_verdict() -> None:
    chat = ScriptedChat()
    chat.away = EngineUnavailable("no route")

    with pytest.raises(EngineUnavailable):
        LlmGrader(llm={}, chat=chat).grade([task(RESPONSE)])


def test_too_long_a_prompt_is_refused_as_a_grading() -> None:
    class Small(ScriptedChat):
        def _came(self, messages: list[Message], thinking: object) -> None:  # type: ignore[override]
            raise BadInput("llm.too_long", "Too long.")

    with pytest.raises(BadInput) as refused:
        LlmGrader(llm={}, chat=Small()).grade([task(RESPONSE)])

    assert refused.value.code == "grading.too_long"


def test_a_batch_keeps_its_order() -> None:
    responses = ["They produce ATP.", "They dance.", "They supply the cell with energy."] * 5

    verdicts = LlmGrader(llm={"concurrency": 4}, chat=ScriptedChat()).grade([task(text) for text in responses])

    assert [verdict.score for verdict in verdicts] == [1.0, 0.0, 2.0] * 5
