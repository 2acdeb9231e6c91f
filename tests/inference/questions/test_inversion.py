"""How a statement becomes the body of a question."""

import pytest

from tests.inference.questions.conftest import Ask


@pytest.mark.parametrize(
    ("statement", "stem"),
    [
        (
            "Enzymes speed up reactions because they lower the activation energy.",
            "Why do enzymes speed up reactions?",
        ),
        (
            "The entropy rises because the molecules spread over the whole volume.",
            "Why does the entropy rise?",
        ),
        (
            "The glacier retreated because the summers became warmer and longer.",
            "Why did the glacier retreat?",
        ),
        (
            "Diamonds are hard because every carbon atom holds four strong bonds.",
            "Why are diamonds hard?",
        ),
        (
            "Plants can survive droughts because they keep water in their leaves.",
            "Why can plants survive droughts?",
        ),
        (
            "The bacterium cannot grow in salt because its membrane loses water.",
            "Why can the bacterium not grow in salt?",
        ),
        (
            "Glass doesn't conduct electricity because its electrons are tightly bound.",
            "Why does glass not conduct electricity?",
        ),
        (
            "The colonists have protested because Parliament taxed them without representation.",
            "Why have the colonists protested?",
        ),
        (
            "In summer, the lakes lose oxygen because warm water holds less gas.",
            "Why do the lakes lose oxygen in summer?",
        ),
    ],
)
def test_subject_and_auxiliary_change_places_and_do_comes_where_none_is(ask: Ask, statement: str, stem: str) -> None:
    assert stem in ask(statement)


def test_a_verb_after_and_loses_its_ending_with_the_first(ask: Ask) -> None:
    stems = ask("The red cells swell and burst because water flows through the membrane.")

    assert "Why do the red cells swell and burst?" in stems


def test_after_who_a_verb_is_singular_and_keeps_its_tense(ask: Ask) -> None:
    stems = ask("Sigmund Freud developed the theory of psychoanalysis in Vienna.")

    assert "Who developed the theory of psychoanalysis in Vienna?" in stems


def test_a_passive_with_a_doer_is_asked_in_the_active(ask: Ask) -> None:
    stems = ask("The equilibrium price is determined by the supply and the demand of the market.")

    assert "What determines the equilibrium price?" in stems
