"""What the writer makes of a sound draft, and how it asks for it."""

import pytest

from inference.engine import silent
from inference.llm.chat import OFF
from inference.questions.llm import LlmQuestionWriter
from inference.text.passage import Passage
from tests.inference.questions.llm.conftest import HEATED, SAID, SOUND, Write
from tests.inference.questions.llm.scripted import USED, ScriptedChat, always, drafts, passage


def asked_about(chat: ScriptedChat, *passages: Passage, **llm: object) -> ScriptedChat:
    writer = LlmQuestionWriter(llm=llm, chat=chat)
    writer.write_questions(passages, language="en", count=10, report=silent)
    return chat


def sound_chat() -> ScriptedChat:
    return ScriptedChat(drafts=always(drafts(SOUND)), answer=always(SAID), choices=always({"choices": []}))


def test_a_sound_draft_becomes_a_question_with_its_evidence_in_the_lecture(write: Write) -> None:
    [question] = write(SOUND).questions

    assert question.stem == "Why does the pressure of a gas rise when it is heated?"
    assert (question.wh, question.bloom, question.source, question.rule) == ("why", "understand", "speech", "model")
    assert question.evidence.text == HEATED
    assert (question.evidence.start, question.evidence.end, question.evidence.segments) == (5.0, 9.5, (1,))
    assert [point.text for point in question.key_points] == list(SOUND["key_points"])
    assert 0 < question.score < 1
    assert question.reasoning


def test_the_material_is_fenced_and_the_task_comes_last(gases: Passage) -> None:
    chat = asked_about(sound_chat(), gases)

    task, asked, _ = next(asked for asked in chat.asked if asked[0] == "drafts")
    assert task == "drafts"
    assert asked.index("⟦speech") < asked.index(HEATED) < asked.index("⟦end of speech⟧") < asked.index("Write up to 3")


def test_all_passages_share_the_beginning_of_their_prompts(gases: Passage) -> None:
    chat = asked_about(sound_chat(), gases, passage("Heat " * 50 + "is energy that moves.", start=100.0))

    systems = {system for system, asked in zip(chat.systems, chat.asked, strict=True) if asked[0] == "drafts"}
    assert len(systems) == 1
    assert "Example of speech" in systems.pop()


@pytest.mark.parametrize(
    ("budgets", "write_budget", "critic_budget"), [({}, 1024, 256), ({"write": 2048, "critic": 0}, 2048, None)]
)
def test_each_task_thinks_within_its_budget(
    gases: Passage, budgets: dict[str, int], write_budget: int, critic_budget: int | None
) -> None:
    chat = asked_about(sound_chat(), gases, budgets=budgets)

    thought = {task: thinking for task, _, thinking in chat.asked}
    assert thought["drafts"].budget == write_budget
    assert thought["critic"].budget == critic_budget
    assert thought["answer"] == OFF


def test_tokens_of_all_calls_are_counted(gases: Passage) -> None:
    chat = sound_chat()
    written = LlmQuestionWriter(llm={}, chat=chat).write_questions([gases], language="en", count=5, report=silent)

    assert written.tokens.calls == len(chat.asked)
    assert written.tokens.reasoning == USED.reasoning * len(chat.asked)


def test_progress_is_told_by_passage_and_ends_at_one(gases: Passage) -> None:
    told: list[float] = []
    writer = LlmQuestionWriter(llm={"concurrency": 1}, chat=sound_chat())

    writer.write_questions([gases, gases, gases], language="en", count=10, report=told.append)

    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len([fraction for fraction in told if fraction < 0.85]) == 2


def test_questions_are_told_of_as_they_pass(gases: Passage) -> None:
    told: list[str] = []
    writer = LlmQuestionWriter(llm={}, chat=sound_chat())

    writer.write_questions(
        [gases], language="en", count=10, report=silent, passed=lambda some: told.extend(q.stem for q in some)
    )

    assert told == [SOUND["question"]]


def test_what_is_asked_twice_is_kept_once_and_counted(write: Write) -> None:
    written = write(SOUND, {**SOUND, "question": "Why does the pressure of a gas rise when it is heated up?"})

    assert len(written.questions) == 1
    assert written.drops["asks what another question asks"] == 1


def test_few_questions_are_asked_for_where_few_are_wanted() -> None:
    lecture = [passage(f"Topic {n} is about the gas " * 12 + "and heat.", start=60.0 * n) for n in range(12)]
    chat = ScriptedChat(drafts=always(drafts()))

    LlmQuestionWriter(llm={}, chat=chat).write_questions(lecture, language="en", count=4, report=silent)

    assert chat.count("drafts") == 4


def test_the_fingerprint_names_model_and_budget(gases: Passage) -> None:
    one = LlmQuestionWriter(llm={}, chat=sound_chat()).fingerprint
    other = LlmQuestionWriter(llm={"budgets": {"write": 512}}, chat=sound_chat()).fingerprint

    assert one.startswith("questions.llm@")
    assert one != other
