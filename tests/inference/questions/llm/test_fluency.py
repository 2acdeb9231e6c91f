"""A stem whose words the model was not sure of is dropped, where its server tells; elsewhere the rules decide."""

import json
from typing import Any

import pytest

from inference.engine import silent
from inference.questions.llm import LlmQuestionWriter
from inference.questions.question import WrittenQuestions
from inference.text.passage import Passage
from tests.inference.questions.llm.conftest import SAID, SOUND
from tests.inference.questions.llm.scripted import control, drafts, sees_no_fault
from tests.scripted_llm import LLAMA_CPP, VLLM, Kind, ScriptedServer, Turn

UNSURE = "stem: words the model was not sure of"
HEDGED = {**SOUND, "answer": "Maybe the molecules hit the walls harder and more often."}


def written(kind: Kind, passage: Passage, drafted: dict[str, Any], **unsure: float) -> WrittenQuestions:
    """By a model that drafts this and is as sure of its stem as it is told; the evidence gives the answer again."""

    def answer(body: dict[str, Any]) -> Turn:
        title = (body.get("response_format") or {}).get("json_schema", {}).get("schema", {}).get("title", "answer")
        said = {
            "drafts": drafts(drafted),
            "critic": control(json.dumps(body)) or sees_no_fault(""),
            "choices": {"choices": []},
        }
        content = json.dumps(said[title]) if title in said else SAID
        return Turn(content=content, reasoning="", unsure=unsure)

    with ScriptedServer(kind, context=100_000) as server:
        server.answer_with(answer)
        writer = LlmQuestionWriter(llm={"url": server.url, "timeout_s": 20.0})
        return writer.write_questions([passage], language="en", count=5, report=silent)


@pytest.mark.parametrize("kind", [VLLM, LLAMA_CPP], ids=["vllm", "llama.cpp"])
def test_a_stem_that_the_model_is_sure_of_stays(gases: Passage, kind: Kind) -> None:
    assert [question.stem for question in written(kind, gases, SOUND).questions] == [SOUND["question"]]


@pytest.mark.parametrize("kind", [VLLM, LLAMA_CPP], ids=["vllm", "llama.cpp"])
def test_a_stem_that_the_model_is_not_sure_of_is_dropped_and_counted(gases: Passage, kind: Kind) -> None:
    found = written(kind, gases, SOUND, **{SOUND["question"]: 0.1})

    assert found.questions == ()
    assert found.drops[UNSURE] == 1
    assert found.dropped[0].reason == UNSURE
    assert SOUND["question"] in found.dropped[0].text


def test_the_surer_stem_ranks_first(gases: Passage) -> None:
    [sure] = written(VLLM, gases, SOUND).questions
    [less_sure] = written(VLLM, gases, SOUND, **{SOUND["question"]: 0.6}).questions

    assert sure.score > less_sure.score


def test_without_log_probabilities_nothing_is_held_against_a_stem(gases: Passage) -> None:
    found = written(Kind(logprobs=False), gases, SOUND, **{SOUND["question"]: 0.1})

    assert [question.stem for question in found.questions] == [SOUND["question"]]


@pytest.mark.parametrize("kind", [VLLM, Kind(logprobs=False)], ids=["with", "without"])
def test_the_rules_of_fluency_hold_with_and_without(gases: Passage, kind: Kind) -> None:
    assert written(kind, gases, HEDGED).drops == {"answer: hedged": 1}
