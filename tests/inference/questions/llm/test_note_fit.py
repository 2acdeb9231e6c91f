"""A note that does not say what its question asks for, by the kind of question."""

import pytest

from inference.questions.llm.note_fit import asks_for_else

FITTING = [
    ("What is a catalyst?", "A catalyst is a substance that speeds up a reaction."),
    ("What is a pseudogene?", "A copy of a gene that is never read is called a pseudogene."),
    ("What is the markup?", "The markup is the price over marginal cost."),
    ("Why do monopolists sell too few goods?", "Monopolists sell too few goods because more would not be profitable."),
    ("How does a catalyst speed up a reaction?", "A catalyst speeds up a reaction by lowering its activation energy."),
    ("How do Americans differ from Europeans?", "Americans form associations, while Europeans look to the state."),
    ("What was the purpose of the journey?", "The journey was intended as a study of prisons."),
    ("What was Tocqueville's goal in America?", "Tocqueville's goal in America was a study of its prisons."),
    (
        "What are the three kinds of selection?",
        "The three kinds of selection are directional, stabilizing, and disruptive.",
    ),
    ("What is soda used for in baking?", "Soda is used in baking as a source of gas."),
    ("What was the effect of the tax on the colonies?", "The tax joined the colonies together."),
]
MISFITS = [
    ("What is disruptive selection?", "Disruptive selection causes the origin of eggs and sperm."),
    ("What is the elasticity of demand?", "The elasticity of demand is never perfectly inelastic."),
    ("Why are guppies colorful?", "Guppies are colorful in clear water."),
    ("How does equilibrium work?", "Equilibrium works."),
    ("Who signed the charter?", "The charter was signed in spring."),
    ("What was the reason for the war?", "The war began in spring."),
    ("What is the difference between supply and demand?", "Supply and demand meet at a price."),
    ("What are some examples of rapid evolution?", "Rapid evolution takes a week."),
    ("What are the five stages of development?", "There are five stages of development."),
    ("What was Freud's main goal in psychoanalysis?", "Freud was an ambitious man who defended psychoanalysis."),
    ("What was the purpose of the new governor?", "A commander was sent to be the new governor."),
    ("What is soda used for in chemistry?", "Soda works well in chemistry."),
    ("What is the strategy of industry against resistance?", "Industry is in a race with resistance."),
    ("What is the impact of infections on health systems?", "The number of infections is two million."),
]


@pytest.mark.parametrize(("stem", "note"), FITTING)
def test_a_note_that_says_it_fits(stem: str, note: str) -> None:
    assert not asks_for_else(stem, note)


@pytest.mark.parametrize(("stem", "note"), MISFITS)
def test_a_note_that_does_not_say_it_is_no_answer(stem: str, note: str) -> None:
    assert asks_for_else(stem, note)
