"""Wrong choices beside the right one."""

import pytest

from inference.questions.distractors import choose_distractors, form_of
from inference.questions.question import Evidence, KeyPoint, WrittenQuestion
from inference.questions.round_trip import RoundTrip, embedded_round_trip


def question(stem: str, answer: str, short: str, rule: str = "is a") -> WrittenQuestion:
    return WrittenQuestion(
        stem=stem,
        wh="what",
        bloom="remember",
        reference_answers=(answer, short),
        key_points=(KeyPoint(short.rstrip(".")),),
        evidence=Evidence(0.0, 5.0, answer),
        score=0.5,
        source="speech",
        rule=rule,
    )


ENTROPY = question("What is entropy?", "Entropy is a measure of disorder.", "A measure of disorder.")
MEIOSIS = question("What is meiosis?", "Meiosis is a division of germ cells.", "A division of germ cells.")
COLLISION = question(
    "What is a collision?", "A collision is a pair of keys in one slot.", "A pair of keys in one slot."
)


@pytest.fixture(scope="module")
def trip() -> RoundTrip:
    return embedded_round_trip()


def test_definitions_of_other_terms_stand_behind_the_asked_term(trip: RoundTrip) -> None:
    wrong = [choice.text for choice in choose_distractors(ENTROPY, [MEIOSIS, COLLISION], (), trip)]

    assert wrong == ["Entropy is a division of germ cells.", "Entropy is a pair of keys in one slot."]


def test_a_term_is_replaced_by_terms_of_its_number(trip: RoundTrip) -> None:
    asked = question(
        "What does a dot stand for?", "A dot stands for a valence electron.", "A valence electron.", "what does"
    )

    wrong = [choice.text for choice in choose_distractors(asked, (), ["nucleus", "octets", "orbital", "dot"], trip)]

    assert wrong == ["A dot stands for a nucleus.", "A dot stands for an orbital."]


def test_a_number_is_replaced_by_other_numbers(trip: RoundTrip) -> None:
    asked = question("How many chromosomes do human cells have?", "Human cells have 46 chromosomes.", "46 chromosomes.")

    wrong = [choice.text for choice in choose_distractors(asked, (), (), trip)]

    assert len(wrong) == 3
    assert all(choice.startswith("Human cells have ") and " 46 " not in choice for choice in wrong)


def test_none_is_right_by_the_grader(trip: RoundTrip) -> None:
    asked = question("What is disorder called?", "Disorder is called entropy.", "Entropy.")

    for choice in choose_distractors(asked, (), ["entropy", "enthalpy", "pressure"], trip):
        assert trip.share(asked, choice.text) <= 0.25


def test_where_the_lecture_has_too_few_there_is_no_choice(trip: RoundTrip) -> None:
    assert choose_distractors(ENTROPY, [MEIOSIS], (), trip) == ()


@pytest.mark.parametrize(
    ("phrase", "form"),
    [
        ("because supply falls", "because"),
        ("in the nucleus", "place"),
        ("46 chromosomes", "number"),
        ("a measure of disorder", "thing"),
        ("Charles Darwin", "name"),
        ("people do not own computers any more", "clause"),
    ],
)
def test_only_phrases_of_one_form_change_places(phrase: str, form: str) -> None:
    assert form_of(phrase) == form
