"""Questions from what a slide says."""

from tests.inference.questions.conftest import Ask


def test_a_bullet_that_is_a_sentence_is_asked_about_even_if_nobody_speaks(ask: Ask) -> None:
    question = ask(
        title="The wrecking ball",
        slide_text="The wrecking ball\n• The wall breaks because the ball transfers its energy\nto the wall.",
    )["Why does the wall break?"]

    assert question.source == "slide"
    assert question.evidence.slide == 0
    assert question.evidence.text == "The wall breaks because the ball transfers its energy to the wall."


def test_a_bullet_takes_its_moment_from_the_sentence_that_says_it(ask: Ask) -> None:
    question = ask(
        "Let us look at energy.",
        "Kinetic energy is what an object has because of its motion.",
        title="Energy",
        slide_text="Energy\nKinetic energy is the energy that an object has because of its motion.",
    )["What is kinetic energy?"]

    assert (question.evidence.start, question.evidence.end) == (5.0, 9.5)


def test_a_term_with_its_gloss_is_asked_for(ask: Ask) -> None:
    question = ask(title="Words", slide_text="Words\nEntropy: a measure of the disorder of a system")[
        "What is entropy?"
    ]

    assert question.reference_answers[0] == "Entropy is a measure of the disorder of a system."


def test_a_list_under_its_heading_gives_a_key_point_for_each_item(ask: Ask) -> None:
    question = ask(
        title="Advantages of chaining",
        slide_text="Advantages of chaining\n- Simple to implement\n- Never runs out of slots\n- Deletion is easy",
    )["What are the advantages of chaining?"]

    assert [point.text for point in question.key_points] == [
        "Simple to implement",
        "Never runs out of slots",
        "Deletion is easy",
    ]


def test_words_of_place_before_a_noun_do_not_make_a_question_lean(ask: Ask) -> None:
    stems = ask(
        title="Heights",
        slide_text="Heights\nThe bob cannot rise above its release height because its mechanical energy is constant.",
    )

    assert "Why can the bob not rise above its release height?" in stems


def test_a_formula_alone_is_not_asked_about(ask: Ask) -> None:
    assert ask(title="Energy", slide_text="Energy\nU = m g h\nE = K + U") == {}
