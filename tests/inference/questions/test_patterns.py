"""What each rule makes of a sentence that fits it."""

import pytest

from tests.inference.questions.conftest import Ask

FITTING = [
    ("is a", "Behaviorism is a school of thought that explains behavior by learning.", "What is behaviorism?"),
    (
        "is called",
        "A permanent change in the sequence of the genome is called a mutation.",
        "What is a mutation?",
    ),
    (
        "defined as",
        "Consumer surplus is defined as the willingness to pay minus the price.",
        "How is consumer surplus defined?",
    ),
    (
        "is when",
        "A collision is when two items go to the same slot of the table.",
        "What is a collision?",
    ),
    (
        "used for",
        "Hydrogen bonding is used to explain the high boiling point of water.",
        "What is hydrogen bonding used for?",
    ),
    (
        "by doing",
        "Bats find their prey by listening to the echoes of their calls.",
        "How do bats find their prey?",
    ),
    (
        "what happens when",
        "When the temperature rises, the reaction speeds up and releases more heat.",
        "What happens when the temperature rises?",
    ),
    (
        "when is",
        "The reaction is spontaneous when the free energy of the system decreases.",
        "When is the reaction spontaneous?",
    ),
    (
        "whereas",
        "Monopolists set their prices, whereas competitive firms take the price of the market.",
        "How do monopolists and competitive firms differ?",
    ),
    (
        "unlike",
        "Unlike a gas, a liquid keeps its volume under moderate pressure.",
        "How does a liquid differ from a gas?",
    ),
    (
        "what of",
        "The purpose of a control is to rule out the influence of chance.",
        "What is the purpose of a control?",
    ),
    (
        "what does",
        "The reaction rate depends on the temperature of the mixture.",
        "What does the reaction rate depend on?",
    ),
    (
        "when did",
        "Parliament passed the Stamp Act in 1765.",
        "When did Parliament pass the Stamp Act?",
    ),
    (
        "what about",
        "Sigmund Freud believed that dreams fulfil unconscious wishes.",
        "What did Sigmund Freud believe about dreams?",
    ),
    (
        "effect on",
        "Friction slows the pendulum in a few minutes.",
        "What effect does friction have on the pendulum?",
    ),
    (
        "allows to",
        "The long wings allow albatrosses to glide for hours.",
        "What do the long wings allow albatrosses to do?",
    ),
    (
        "to do",
        "To find the number of bonding electrons, you subtract the valence electrons from the octet electrons.",
        "How do you find the number of bonding electrons?",
    ),
    (
        "which is why",
        "The tension does no work on the bob, which is why the mechanical energy is constant.",
        "Why is the mechanical energy constant?",
    ),
    ("we use", "We use a queue to store the frontier of the search.", "What is a queue used for?"),
    (
        "we do to",
        "We add a buffer to keep the acidity of the solution constant.",
        "Why is a buffer added?",
    ),
    (
        "we do by",
        "You find the eigenvalues by solving the characteristic equation.",
        "How are the eigenvalues found?",
    ),
    (
        "we take as",
        "We can think of a graph as a set of vertices and edges.",
        "How can a graph be thought of?",
    ),
    (
        "true if",
        "If the matrix is singular, the determinant is zero.",
        "What is true of the determinant if the matrix is singular?",
    ),
    ("what is the", "The determinant of a singular matrix is zero.", "What is the determinant of a singular matrix?"),
    (
        "what happens when",
        "If I heat a gas at constant pressure, it expands quickly.",
        "What happens if you heat a gas at constant pressure?",
    ),
]


@pytest.mark.parametrize(("rule", "sentence", "stem"), FITTING, ids=[rule for rule, _, _ in FITTING])
def test_a_rule_asks_what_its_sentence_answers(ask: Ask, rule: str, sentence: str, stem: str) -> None:
    questions = ask(sentence)

    assert stem in questions
    assert questions[stem].rule == rule


def test_the_lecturers_own_question_is_asked_with_his_answer(ask: Ask) -> None:
    questions = ask("Why do cells divide?", "Cells divide because a large cell cannot feed itself through its surface.")

    assert "Why do cells divide?" in questions
    assert "feed itself" in questions["Why do cells divide?"].reference_answers[0]


def test_a_reason_in_the_next_sentence_answers_why(ask: Ask) -> None:
    questions = ask(
        "The consumers demand more pork than before.",
        "That's because beef and pork are substitutes for most consumers.",
    )

    answer = questions["Why do the consumers demand more pork than before?"].reference_answers[0]
    assert (
        answer == "The consumers demand more pork than before because beef and pork are substitutes for most consumers."
    )


def test_a_name_given_in_the_next_sentence_is_asked_for(ask: Ask) -> None:
    questions = ask("The response goes away after many trials without food.", "This is known as extinction.")

    assert "What is extinction?" in questions


def test_an_opening_pronoun_is_replaced_by_the_person_named_before(ask: Ask) -> None:
    questions = ask(
        "Darwin sailed around the world on the Beagle.", "He believed that species change by natural selection."
    )

    assert "What did Darwin believe about species?" in questions


def test_a_cleft_is_answered_without_the_question_in_front(ask: Ask) -> None:
    questions = ask("What the hash function does is map the keys to slots.")

    answer = questions["What does the hash function do?"].reference_answers[0]
    assert answer == "The hash function maps the keys to slots."


def test_an_answer_that_takes_the_questions_noun_up_names_it(ask: Ask) -> None:
    questions = ask("What does a matrix do?", "It acts on vectors in the plane.")

    assert questions["What does a matrix do?"].reference_answers[0] == "A matrix acts on vectors in the plane."
