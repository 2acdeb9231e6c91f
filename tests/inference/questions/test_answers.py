"""Reference answers, key points and evidence of what the rule writer asks."""

from tests.inference.questions.conftest import Ask


def test_the_first_answer_is_a_whole_sentence_and_the_second_is_short(ask: Ask) -> None:
    question = ask("Diamonds are hard because every carbon atom holds four strong bonds.")["Why are diamonds hard?"]

    assert question.reference_answers == (
        "Diamonds are hard because every carbon atom holds four strong bonds.",
        "Because every carbon atom holds four strong bonds.",
    )
    assert [point.text for point in question.key_points] == ["every carbon atom holds four strong bonds"]


def test_each_clause_of_an_answer_is_a_key_point(ask: Ask) -> None:
    question = ask("When the temperature rises, the reaction speeds up and releases more heat.")[
        "What happens when the temperature rises?"
    ]

    assert [point.text for point in question.key_points] == ["the reaction speeds up", "releases more heat"]


def test_joined_infinitives_stay_one_key_point(ask: Ask) -> None:
    question = ask("Copyright rights include the ability to copy, modify, and redistribute work.")[
        "What do copyright rights include?"
    ]

    assert [point.text for point in question.key_points] == ["the ability to copy, modify, and redistribute work"]


def test_evidence_names_the_sentence_with_its_times_and_words(ask: Ask) -> None:
    questions = ask("We begin with a look at crystals.", "So, um, diamonds are hard because carbon holds four bonds.")

    evidence = questions["Why are diamonds hard?"].evidence
    assert (evidence.start, evidence.end, evidence.segments) == (5.0, 9.5, (1,))
    assert evidence.text == "So, um, diamonds are hard because carbon holds four bonds."


def test_an_answer_does_not_point_at_the_board(ask: Ask) -> None:
    question = ask("Electronegativity is a measure of the pull of an atom in this covalent bond.")[
        "What is electronegativity?"
    ]

    assert question.reference_answers[0].endswith("atom in the covalent bond.")
