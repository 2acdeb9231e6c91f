"""What the writer keeps to itself, and by which name it is counted."""

import pytest

from tests.inference.questions.conftest import Ask, Write

KEPT_BACK = [
    ("This process is important because it releases a lot of energy.", "stem: pointing words"),
    ("It stops because the friction of the bearing is too strong.", "stem: pronouns"),
    ("My reaction is spontaneous because the entropy of the gas is high.", "stem: pronouns"),
    ("The other reaction is slower because the temperature is low.", "stem: leans on what was said before"),
    ("Things fall because gravity pulls them towards the ground.", "stem: vague"),
    ("The slope b is steep because c is 3 and d is 4 and e is 5.", "clause: letters and numbers of the board"),
    ("The homework is long because the problem set covers entropy.", "clause: talk about the lecture"),
    ("I like entropy because it explains everything.", "clause: first person"),
    ("Entropy rises always.", "sentence: too short or too long"),
    ("Is the entropy of the universe constant because of symmetry?", "sentence: a question"),
    ("In this case the reaction is fast because the catalyst is finely ground.", "sentence: holds in one case"),
    ("Evolution produces things in which stuff goes wrong because of chance.", "answer: things and stuff"),
    ("When people draw an arrow, they draw it in the direction of the products.", "answer: of one act"),
    ("The height of rectangle B is the revenue because the price is its width.", "stem: letters of the board"),
    ("The results were damn good because the sensor was cooled.", "sentence: crude"),
]


@pytest.mark.parametrize(("sentence", "reason"), KEPT_BACK, ids=[reason for _, reason in KEPT_BACK])
def test_a_sentence_that_makes_no_fair_question_is_dropped_and_counted(
    write: Write, sentence: str, reason: str
) -> None:
    written = write(sentence)

    assert written.questions == ()
    assert reason in written.drops


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


def test_no_answer_begins_with_a_question_word(write: Write) -> None:
    written = write("What the male was doing was he was trading off survival and display.")

    assert written.questions == ()
