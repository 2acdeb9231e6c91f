"""The choices of a question: shown and changed with it."""

from typing import Any

import pytest
from django.test import Client

from quizgen.lectures.models import Lecture
from quizgen.quizzes.choices import WrongChoice, write_choices
from quizgen.quizzes.models import Question, QuestionKind
from quizgen.quizzes.services import QuestionContent, edit_question
from tests.quizgen import workbench
from tests.quizgen.quizzes.test_editing import form
from tests.quizgen.workbench import signed_in, teacher

pytestmark = pytest.mark.django_db
RIGHT = "Potential energy into kinetic energy"
WRONG = (WrongChoice("Heat into light", "energy is always lost"), WrongChoice("Kinetic energy into heat"))


@pytest.fixture
def lecture() -> Lecture:
    course = workbench.course()
    return workbench.read_lecture(course, teacher(course))


@pytest.fixture
def question(lecture: Lecture) -> Question:
    row = workbench.question(lecture)
    write_choices(row, right=RIGHT, wrong=WRONG)
    return row


@pytest.fixture
def client(lecture: Lecture) -> Client:
    return signed_in(lecture.uploaded_by)


def choices(question: Question) -> dict[str, tuple[bool, str]]:
    return {one.text: (one.is_correct, one.misconception) for one in question.choices.all()}


def sent(*wrong: tuple[str, str], **values: str) -> dict[str, Any]:
    data = form("What does a pendulum convert?", **{"reference_answers": RIGHT, **values})
    data["choices-TOTAL_FORMS"] = len(wrong)
    for i, (text, misconception) in enumerate(wrong):
        data |= {f"choices-{i}-text": text, f"choices-{i}-misconception": misconception}
    return data


def test_the_review_page_shows_them_and_the_misconception_that_a_wrong_one_names(
    client: Client, question: Question, lecture: Lecture
) -> None:
    page = client.get(f"/lectures/{lecture.pk}/review/").content.decode()

    assert "Heat into light" in page
    assert "Misconception: energy is always lost" in page


def test_the_editor_shows_the_wrong_ones_and_keeps_what_is_written(client: Client, question: Question) -> None:
    page = client.get(f"/questions/{question.pk}/edit/").content.decode()
    assert "energy is always lost" in page

    client.post(f"/questions/{question.pk}/edit/", sent(("Light into sound", "any energy will do"), ("", "nothing")))

    assert choices(question) == {RIGHT: (True, ""), "Light into sound": (False, "any energy will do")}


def test_a_learner_chooses_where_the_editor_says_so(client: Client, question: Question) -> None:
    client.post(f"/questions/{question.pk}/edit/", sent(("Heat into light", ""), as_choice="on"))

    question.refresh_from_db()
    assert question.kind == QuestionKind.CHOICE
    assert question.choices.count() == 2


def test_where_the_answer_changes_the_right_choice_follows(client: Client, question: Question) -> None:
    client.post(
        f"/questions/{question.pk}/edit/", sent(("Heat into light", ""), reference_answers="Height into speed\nspeed")
    )

    assert choices(question) == {"Height into speed": (True, ""), "Heat into light": (False, "")}


def test_a_right_choice_in_other_words_stays_while_the_answer_does(question: Question, lecture: Lecture) -> None:
    write_choices(question, right="Height into speed", wrong=WRONG)
    content = QuestionContent("Another stem?", (RIGHT,), (("energy", 1.0),), wrong_choices=WRONG)

    edit_question(question=question, user=lecture.uploaded_by, content=content)

    assert choices(question)["Height into speed"] == (True, "")
    assert RIGHT not in choices(question)


def test_without_a_wrong_one_there_is_nothing_to_choose(client: Client, question: Question) -> None:
    client.post(f"/questions/{question.pk}/edit/", sent())

    assert choices(question) == {}


def test_a_successor_takes_over_the_choices_that_it_is_given(question: Question, lecture: Lecture) -> None:
    Question.objects.filter(pk=question.pk).update(status="published")
    question.refresh_from_db()
    content = QuestionContent("Another stem?", (RIGHT,), (("energy", 1.0),), wrong_choices=WRONG[:1])

    successor = edit_question(question=question, user=lecture.uploaded_by, content=content)

    assert choices(successor) == {RIGHT: (True, ""), "Heat into light": (False, "energy is always lost")}
    assert len(choices(question)) == 3


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (sent(as_choice="on"), "There is no wrong choice yet."),
        (sent(("Heat", ""), ("heat", "")), "Two of the wrong choices are the same."),
        (sent((RIGHT.lower(), "")), "One of the wrong choices is a reference answer."),
        (sent(("Heat", ""), reference_answers="x" * 401), "has at most 400 characters"),
    ],
    ids=["none", "twice", "right", "long"],
)
def test_choices_that_cannot_be_asked_are_refused_in_a_sentence(
    client: Client, question: Question, data: dict[str, Any], sentence: str
) -> None:
    page = client.post(f"/questions/{question.pk}/edit/", data).content.decode()

    assert sentence in page
    assert len(choices(question)) == 3


def test_their_order_tells_nothing_and_stays(question: Question) -> None:
    first = list(question.choices.values_list("text", flat=True))

    write_choices(question, right=RIGHT, wrong=WRONG[::-1])

    assert list(question.choices.values_list("text", flat=True)) == first
