"""How the grader reads words, numbers, units and negation."""

import pytest

from inference.grading.alignment import align
from inference.grading.keypoints import derive_key_points
from inference.grading.lexicon import WORDS, base_form, lexicon
from inference.grading.reading import read


@pytest.mark.parametrize(
    ("word", "base"),
    [("evaporating", "evaporate"), ("stopped", "stop"), ("hoping", "hope"), ("studies", "study"), ("children", "child"),
     ("hotter", "hot"), ("slowly", "slow"), ("water", "water"), ("paper", "paper"), ("physics", "physics"),
     ("electrodes", "electrode"), ("qubits", "qubit"), ("left", "leave")],
)  # fmt: skip
def test_words_meet_at_their_base_form(word: str, base: str) -> None:
    assert base_form(word) == base


@pytest.mark.parametrize(
    ("one", "other"),
    [("1,500 m", "1.5 km"), ("twenty-five", "25"), ("three hundred kilograms", "300 kg"),
     ("9.8 m/s^2", "9.81 metres per second squared"),
     ("two hours", "120 minutes"), ("50 %", "fifty percent"), ("a hundred degrees", "100 degrees")],
)  # fmt: skip
def test_quantities_are_equal_however_they_are_written(one: str, other: str) -> None:
    left, right = read(one).words[0].quantity, read(other).words[0].quantity

    assert left
    assert right
    assert left.equals(right)


@pytest.mark.parametrize(("one", "other"), [("5 m", "5 kg"), ("1945", "1939"), ("3 km", "3 m"), ("46", "47")])
def test_other_quantities_are_not(one: str, other: str) -> None:
    left, right = read(one).words[0].quantity, read(other).words[0].quantity

    assert left
    assert right
    assert not left.equals(right)


@pytest.mark.parametrize(
    ("target", "response", "agree"),
    [("the terminals are not connected", "the terminals are separated", True),
     ("the terminals are not connected", "the terminals are connected", False),
     ("the price rises", "the price falls", False),
     ("the price rises", "the price does not fall", True),
     ("it is stable", "it is unstable", False)],
)  # fmt: skip
def test_negation_and_opposites_turn_the_meaning(target: str, response: str, agree: bool) -> None:
    matches = align(read(target), read(response)).matches

    assert matches
    assert all(match.agrees for match in matches) == agree


def test_a_denial_at_the_end_of_a_clause_reaches_back() -> None:
    words = read("the battery is connected but the bulb is not").words

    assert {word.base: word.negated for word in words} == {"battery": False, "connect": False, "bulb": True}


def test_two_known_words_are_no_typo_of_each_other() -> None:
    assert not align(read("the affect"), read("the effort")).matches
    assert align(read("photosynthesis"), read("fotosynthesis photosynthesys")).matches


def test_single_letters_are_names_where_they_name_something() -> None:
    assert {"a", "b"} <= read("bulb A and bulb B").bases
    assert "a" not in read("a bulb and a battery").bases


def test_a_reference_falls_into_one_to_three_key_points() -> None:
    points = derive_key_points("The water was evaporated, leaving the salt.")

    assert [point.text for point in points] == ["The water was evaporated", "leaving the salt"]
    assert len(derive_key_points("One thing stands here. Two things stand there. Three more. Four at last. Five.")) <= 3
    assert len(derive_key_points("Energy")) == 1


def test_the_word_table_stays_small_and_carries_its_licence() -> None:
    assert WORDS.stat().st_size < 1_000_000
    assert "Princeton" in WORDS.with_name("WORDNET-LICENSE").read_text()
    assert lexicon().are_opposites("increase", "decrease")
    assert lexicon().are_synonyms("begin", "start")
