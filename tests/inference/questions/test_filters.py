"""What the writer never asks."""

import pytest

from tests.inference.questions.conftest import Ask, Write


@pytest.mark.parametrize(
    "sentence",
    [
        "Photosynthesis takes place in the chloroplasts of the leaves.",
        "Mitochondria play a role in the death of cells.",
        "Temperature has an effect on the rate of the reaction.",
    ],
)
def test_an_object_that_belongs_to_an_idiom_is_never_asked_for(ask: Ask, sentence: str) -> None:
    for stem in ask(sentence):
        assert not stem.endswith(("take?", "play?", "have on the rate of the reaction?"))


def test_an_organelle_is_no_person(ask: Ask) -> None:
    for stem in ask("Mitochondria produce energy because they burn sugar.", "Mitochondria developed the cell."):
        assert not stem.startswith("Who")


def test_no_two_questions_ask_about_one_fact(write: Write) -> None:
    written = write(
        "Entropy is a measure of the disorder of a system.",
        "Entropy is a measure of disorder of a system.",
    )

    assert len(written.questions) == 1
    assert written.drops["asks what another question asks"] >= 1


def test_what_people_do_with_a_thing_does_not_define_it(ask: Ask) -> None:
    assert "What is rust?" not in ask("Rust is something that people try to do something about.")
