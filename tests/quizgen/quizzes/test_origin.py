"""The review page says in words who wrote a question and what speaks for it."""

from typing import Any

import pytest
from django.test import Client

from quizgen.lectures.models import Lecture
from quizgen.quizzes.origin import origin_of
from quizgen.quizzes.services import QuestionContent, edit_question
from tests.quizgen import workbench
from tests.quizgen.workbench import signed_in, teacher

pytestmark = pytest.mark.django_db


@pytest.fixture
def lecture() -> Lecture:
    course = workbench.course()
    return workbench.read_lecture(course, teacher(course))


@pytest.mark.parametrize(
    ("values", "engine", "rule"),
    [
        ({"rule": "because"}, "Rules, from the lecture's own words", "because"),
        ({"rule": "because", "writer": "questions.combined@1"}, "Rules, from the lecture's own words", "because"),
        ({"rule": "model", "writer": "questions.combined@1"}, "A language model, checked by rules", ""),
        ({"rule": "links lectures", "writer": "questions.llm@1"}, "A language model, over the lectures", ""),
        ({"rule": "fake", "writer": "questions.fake@1"}, "A script, not a real writer", ""),
        ({"rule": "", "writer": ""}, "A person", ""),
    ],
)
def test_the_engine_in_words(lecture: Lecture, values: dict[str, Any], engine: str, rule: str) -> None:
    origin = origin_of(workbench.question(lecture, **values))

    assert origin.engine.startswith(engine)
    assert origin.rule == rule


@pytest.mark.parametrize(("score", "likely"), [(0.9, "very likely"), (0.7, "likely"), (0.3, "read it twice")])
def test_the_score_in_words(lecture: Lecture, score: float, likely: str) -> None:
    assert origin_of(workbench.question(lecture, score=score)).likely.startswith(likely)


def test_the_page_shows_engine_score_and_why(lecture: Lecture) -> None:
    workbench.question(lecture, rule="because", score=0.87, why_chosen="The lecture gives the reason here.")

    page = signed_in(lecture.uploaded_by).get(f"/lectures/{lecture.pk}/review/").content.decode()

    assert "The lecture gives the reason here." in page
    assert "from the lecture&#x27;s own words" in page
    assert "0.87" in page


def test_what_was_proposed_stands_beside_what_a_person_made_of_it(client: Client, lecture: Lecture) -> None:
    question = workbench.question(lecture)
    content = QuestionContent("What goes into what?", tuple(question.reference_answers), (("energy", 1.0),))
    edit_question(question=question, user=lecture.uploaded_by, content=content)

    assert origin_of(question).before == {"stem": "What does a pendulum convert?"}
