"""A model that cannot judge questions takes notes: it writes down what was said and asks for it; code finds where."""

from collections.abc import Callable
from typing import Any

import pytest

from inference.engine import silent
from inference.questions.doubts import MOST_SCORE
from inference.questions.llm import LlmQuestionWriter
from inference.questions.llm.note_checks import NOTE_CHECKS
from inference.questions.llm.notes import first_question
from inference.questions.llm.passages import OF_A_SMALL_MODEL
from inference.questions.llm.support import brought_in, support_for
from inference.questions.question import WrittenQuestions
from inference.text.passage import Passage
from tests.inference.questions.llm.conftest import CATALYST, HEATED
from tests.inference.questions.llm.scripted import ScriptedChat, always, passage, sees_no_fault

PRESSURE = {
    "fact": "The pressure of a heated gas goes up because its molecules hit the walls harder and more often.",
    "question": "Why does the pressure of a gas go up when it is heated?",
}
BARRIER = {
    "fact": "A catalyst lowers the activation energy of a reaction, so more molecules get over the barrier.",
    "question": "How does a catalyst affect the activation energy of a reaction?",
}
SAID = {
    PRESSURE["question"]: "Its molecules hit the walls harder and more often.",
    BARRIER["question"]: "It lowers the activation energy of a reaction, so more molecules get over the barrier.",
}
Take = Callable[..., WrittenQuestions]


def small_model(*notes: dict[str, str], **replies: Any) -> ScriptedChat:
    """It finds no fault in any question, good or bad, which is how a small model is told from a large one."""

    def answer(asked: str) -> str:
        return next((said for stem, said in SAID.items() if stem in asked), "NOT IN THE TEXT")

    chat = ScriptedChat(notes=always({"notes": list(notes)}), answer=answer, **replies)
    chat.knows_cases = False
    return chat


def written_by(chat: ScriptedChat, lecture: Passage, language: str = "en") -> WrittenQuestions:
    return LlmQuestionWriter(llm={}, chat=chat).write_questions([lecture], language=language, count=5, report=silent)


@pytest.fixture
def take(gases: Passage) -> Take:
    return lambda *notes: written_by(small_model(*notes), gases)


def test_a_note_is_the_answer_and_its_evidence_is_found(gases: Passage, take: Take) -> None:
    [question] = take(PRESSURE).questions

    assert question.stem == PRESSURE["question"]
    assert question.reference_answers == (PRESSURE["fact"],)
    assert question.evidence.text == HEATED
    assert (question.evidence.start, question.evidence.end) == (gases.sentences[1].start, gases.sentences[1].end)
    assert (question.wh, question.bloom) == ("why", "understand")
    assert [point.text for point in question.key_points]


def test_what_a_small_model_wrote_is_doubted_and_stands_behind_what_nobody_doubts(take: Take) -> None:
    [question] = take(PRESSURE).questions

    assert question.doubt == OF_A_SMALL_MODEL
    assert question.score < MOST_SCORE


def test_a_small_model_is_asked_for_notes_alone(gases: Passage) -> None:
    chat = small_model(PRESSURE, BARRIER)

    assert len(written_by(chat, gases).questions) == 2
    assert (chat.count("notes"), chat.count("drafts"), chat.count("choices")) == (1, 0, 0)


def test_in_another_language_it_drafts_as_all_others(gases: Passage) -> None:
    chat = small_model(drafts=always({"questions": []}))
    written_by(chat, gases, language="de")

    assert (chat.count("notes"), chat.count("drafts")) == (0, 1)


FLAWED: dict[str, dict[str, str]] = {
    "note: cut off": {"fact": "The pressure of a heated gas goes up because its molecules hit the walls harder and"},
    "note: not one sentence": {"fact": "Pressure of a gas, molecules hitting the walls harder and more often."},
    "note: of one case": {
        "fact": "The pressure of a heated gas goes up because its molecules hit the walls harder and more often, by 40."
    },
    "note: says what the lecture does not": {
        "fact": "The pressure of a heated gas goes up as its molecules hit the walls harder and more often: Boyle."
    },
    "note: turns round what was said": {
        "fact": "The pressure of a heated gas goes up because the molecules hit the walls less often, harder."
    },
    "stem: says what the lecture does not": {"question": "Why does the pressure of a gas go up in Denver?"},
    "stem: asks two things": {"question": "Why does pressure go up, how do the molecules hit the walls of a gas?"},
    "stem: asks for something else than its note says": {"question": "What is a heated gas?"},
    "note: says no more than the question": {
        "question": "Why do molecules hit the walls harder and more often when the pressure of a heated gas goes up?"
    },
    "stem: repeats itself": {"question": "Why does the molecules' pressure go up if molecules of a gas are heated?"},
    "stem: asks what was claimed": {"question": "What is the claim about the pressure of a heated gas?"},
    "note: the lecture does not say it": {"fact": "Warm air rises since it is lighter than the cold air around it."},
}


def test_every_check_of_notes_is_shown_here() -> None:
    """But the one about persons, of whom the lecture on gases knows none: below."""
    assert set(NOTE_CHECKS) < {*FLAWED, "stem: asks what a person is"}


def test_nobody_is_asked_what_a_person_is() -> None:
    fact = "Sigmund Freud was a physician who founded psychoanalysis in Vienna."
    asked_wrongly, asked_well = ({"fact": fact, "question": f"{word} was Sigmund Freud?"} for word in ("What", "Who"))
    SAID[asked_well["question"]] = fact

    written = written_by(small_model(asked_wrongly, asked_well), passage(fact, "Psychoanalysis spread from Vienna."))

    assert [question.stem for question in written.questions] == ["Who was Sigmund Freud?"]
    assert written.drops == {"stem: asks what a person is": 1}


@pytest.mark.parametrize("reason", FLAWED)
def test_a_flawed_note_is_dropped_by_its_reason_and_the_sound_one_stays(take: Take, reason: str) -> None:
    written = take(BARRIER, {**PRESSURE, **FLAWED[reason]})

    assert [question.stem for question in written.questions] == [BARRIER["question"]]
    assert written.drops == {reason: 1}


@pytest.mark.parametrize(
    ("stem", "first"),
    [
        ("What is entropy? How does it relate to disorder?", "What is entropy?"),
        ("What is entropy, and why does it grow?", "What is entropy?"),
        ("Why do sodium and chlorine react?", "Why do sodium and chlorine react?"),
    ],
)
def test_of_several_questions_the_first_is_asked(stem: str, first: str) -> None:
    assert first_question(stem) == first


def test_the_shortest_stretch_that_says_it_is_the_evidence() -> None:
    lecture = passage(
        "Enzymes are proteins.",
        "They lower the activation energy.",
        "So the reaction runs faster at the temperature of the body.",
    )
    found = support_for("Enzymes lower the activation energy, so the reaction runs faster.", lecture, "en")

    assert found is not None
    assert found.source == "speech"
    assert found.evidence.text == " ".join(sentence.text for sentence in lecture.sentences)
    assert support_for("Plants need light to make sugar.", lecture, "en") is None


def test_a_slide_is_evidence_where_it_says_more() -> None:
    lecture = passage("So this is it, and that is all there is to it.", slide=f"Catalysts\n{CATALYST}")
    found = support_for(CATALYST, lecture, "en")

    assert found is not None
    assert (found.source, found.evidence.text) == ("slide", CATALYST)


def test_names_numbers_and_rare_words_are_brought_in_and_common_ones_are_not() -> None:
    assert brought_in("Boyle measured 40 volcanic results in a different way.", "gases were measured", "en") == {
        "Boyle", "40", "volcanic"
    }  # fmt: skip


def test_the_critic_of_a_small_model_is_not_asked(gases: Passage) -> None:
    chat = small_model(PRESSURE, critic=sees_no_fault)
    written_by(chat, gases)

    assert not any(PRESSURE["question"] in asked for task, asked, _ in chat.asked if task == "critic")
