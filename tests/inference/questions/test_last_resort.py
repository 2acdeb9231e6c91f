"""Statements about key terms, asked about only where little else is said."""

from tests.inference.questions.conftest import Ask, Write

LECTURE = (
    "Enzymes speed up the metabolism of a cell.",
    "The metabolism of a cell goes on in the cytoplasm with enzymes.",
    "Enzymes work in the metabolism of every cell.",
)


def test_a_statement_about_two_key_terms_is_asked_about(ask: Ask) -> None:
    asked = [question for question in ask(*LECTURE).values() if question.rule == "said about"]

    assert asked
    assert all(question.stem.startswith("What does the lecture say about ") for question in asked)


def test_the_last_resort_comes_last(write: Write) -> None:
    rules = [question.rule for question in write(*LECTURE, "Enzymes are proteins that speed up reactions.").questions]

    assert "said about" in rules
    assert rules[rules.index("said about") :] == ["said about"] * rules.count("said about")
