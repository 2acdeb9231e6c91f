"""The multiple-choice variant: wrong choices with the misconception behind each, none of which the grader accepts."""

from typing import Any

from tests.inference.questions.llm.conftest import SOUND, Write

SLOWER = {"misconception": "heat slows molecules", "wrong_answer": "Heat slows the particles down until they rest."}
HEAVIER = {"misconception": "heat adds mass", "wrong_answer": "The gas becomes heavier when it takes up heat."}
RIGHT = {"misconception": "none at all", "wrong_answer": "They hit the walls harder and more often than before."}
UNNAMED = {"misconception": "", "wrong_answer": "The container of the gas shrinks when it gets warm."}
LONG = {"misconception": "heat adds mass", "wrong_answer": "The gas becomes heavier. " * 9}


def written(write: Write, *choices: dict[str, str]) -> Any:
    return write(SOUND, choices=lambda _: {"choices": list(choices)})


def test_sound_wrong_choices_stand_beside_the_question_with_their_misconceptions(write: Write) -> None:
    [question] = written(write, SLOWER, HEAVIER).questions

    assert [(choice.text, choice.misconception) for choice in question.distractors] == [
        (SLOWER["wrong_answer"], "heat slows molecules"),
        (HEAVIER["wrong_answer"], "heat adds mass"),
    ]


def test_a_choice_that_the_grader_would_accept_is_dropped(write: Write) -> None:
    result = written(write, SLOWER, HEAVIER, RIGHT)

    assert RIGHT["wrong_answer"] not in [choice.text for choice in result.questions[0].distractors]
    assert result.drops == {"choice: right in part": 1}


def test_choices_without_a_misconception_or_of_another_form_are_dropped(write: Write) -> None:
    result = written(write, UNNAMED, LONG, SLOWER)

    assert result.questions[0].distractors == ()
    assert result.drops == {
        "choice: names no misconception": 1,
        "choice: too like another, too short or too long": 1,
    }
