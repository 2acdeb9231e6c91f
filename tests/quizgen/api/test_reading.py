"""What a token reads of lectures, quizzes and results, and what it does not."""

import pytest
from django.core.files.storage import default_storage

from quizgen.accounts.models import User
from quizgen.attempts.models import Attempt, Response
from quizgen.courses.models import Course
from quizgen.lectures.models import Lecture
from quizgen.quizzes.models import Question, QuestionStatus
from tests.quizgen import workbench
from tests.quizgen.api.conftest import AsToken, graded

pytestmark = pytest.mark.django_db


def results(answer: object) -> list[dict[str, object]]:
    return answer.json()["results"]  # type: ignore[attr-defined]


def test_courses_are_those_of_the_user_with_their_role(as_token: AsToken, ada: User, eve: User, course: Course) -> None:
    assert [(row["id"], row["role"]) for row in results(as_token(ada).get("/api/v1/courses"))] == [
        (course.pk, "instructor")
    ]
    assert as_token(eve).get(f"/api/v1/courses/{course.pk}").status_code == 404


def test_a_lecture_is_there_for_its_teacher_at_once_and_for_a_learner_once_published(
    as_token: AsToken, ada: User, mia: User, eve: User, lecture: Lecture
) -> None:
    address = f"/api/v1/lectures/{lecture.pk}"
    assert as_token(ada).get(address).json()["quiz"] is None
    assert as_token(mia).get(address).status_code == 404

    workbench.question(lecture)
    workbench.published(lecture)

    assert as_token(mia).get(address).json()["published_at"]
    assert as_token(eve).get(address).status_code == 404


def test_progress_names_the_stages_that_have_begun(as_token: AsToken, ada: User, mia: User, question: Question) -> None:
    address = f"/api/v1/lectures/{question.quiz.lecture_id}/progress"

    progress = as_token(ada).get(address).json()

    assert progress["state"] == "processing"
    assert [(run["stage"], run["status"], run["progress"]) for run in progress["stages"]] == [
        ("inspect_media", "succeeded", 0.0),
        ("transcribe", "running", 0.25),
    ]
    assert as_token(mia).get(address).status_code == 404, "a learner does not watch the machine"


def test_a_slide_tells_where_its_picture_is_and_the_token_opens_it(
    as_token: AsToken, ada: User, eve: User, lecture: Lecture
) -> None:
    (slide,) = results(as_token(ada).get(f"/api/v1/lectures/{lecture.pk}/slides"))

    picture = as_token(ada).get(slide["image"])  # type: ignore[arg-type]

    assert slide["title"] == "The pendulum"
    assert (picture["Content-Type"], b"".join(picture.streaming_content)) == ("image/webp", b"RIFF....WEBP")
    assert as_token(ada).get(slide["image"], **{"If-None-Match": picture["ETag"]}).status_code == 304  # type: ignore[arg-type]
    assert as_token(eve).get(slide["image"]).status_code == 404  # type: ignore[arg-type]
    default_storage.delete(lecture.slides.get().image.name)
    gone = as_token(ada).get(slide["image"])  # type: ignore[arg-type]
    assert (gone.status_code, gone["Content-Type"]) == (404, "application/problem+json")


def test_questions_with_their_answers_are_for_the_staff(
    as_token: AsToken, ada: User, mia: User, question: Question
) -> None:
    (seen,) = results(as_token(ada).get(f"/api/v1/questions?quiz={question.quiz_id}&status=published"))

    assert (seen["stem"], seen["at_s"]) == ("What does a pendulum convert?", 9.0)
    assert seen["key_points"] == [{"text": "potential energy into kinetic energy", "points": 1.0}]
    assert results(as_token(ada).get("/api/v1/questions?status=draft")) == []
    assert results(as_token(mia).get("/api/v1/questions")) == []
    assert as_token(mia).get(f"/api/v1/questions/{question.pk}").status_code == 404


def test_a_quiz_says_how_many_questions_are_published(as_token: AsToken, mia: User, question: Question) -> None:
    workbench.question(question.quiz.lecture, "A draft?")

    (quiz,) = results(as_token(mia).get(f"/api/v1/quizzes?lecture={question.quiz.lecture_id}"))

    assert quiz["published_questions"] == 1


def test_an_attempt_is_read_by_its_learner_and_by_the_staff(
    as_token: AsToken, ada: User, mia: User, course: Course, attempt: Attempt
) -> None:
    other = workbench.person("noa", course)

    for user in (ada, mia):
        (seen,) = results(as_token(user).get(f"/api/v1/attempts?quiz={attempt.quiz_id}"))
        assert (seen["learner"], seen["learner_name"]) == (mia.pk, "mia")
    assert results(as_token(other).get("/api/v1/attempts")) == []
    assert as_token(other).get(f"/api/v1/attempts/{attempt.pk}").status_code == 404


def test_a_learner_reads_feedback_that_does_not_give_the_answer_away(
    as_token: AsToken, mia: User, response: Response
) -> None:
    seen = as_token(mia).get(f"/api/v1/responses/{response.pk}")

    feedback = seen.json()["feedback"]
    assert (feedback["score"], feedback["max_score"], feedback["settled"]) == (0.25, 1.0, False)
    assert "kinetic" not in seen.content.decode()
    assert results(as_token(mia).get("/api/v1/grades")) == []


def test_the_staff_reads_grades_with_what_is_missing(
    as_token: AsToken, ada: User, eve: User, response: Response
) -> None:
    (grade,) = results(as_token(ada).get(f"/api/v1/grades?response={response.pk}"))

    assert grade["credits"][0]["quote"] == "energy"  # type: ignore[index]
    assert as_token(ada).get(f"/api/v1/grades/{grade['id']}").json() == grade
    assert as_token(eve).get(f"/api/v1/grades/{grade['id']}").status_code == 404


def test_a_list_comes_in_pages_that_lead_on(as_token: AsToken, ada: User, course: Course) -> None:
    for i in range(3):
        workbench.lecture(course, ada, title=f"Lecture {i}", digest=f"{i}".ljust(64, "0"))

    first = as_token(ada).get(f"/api/v1/lectures?course={course.pk}&page_size=2").json()
    second = as_token(ada).get(first["next"]).json()

    assert (first["count"], second["next"]) == (3, None)
    assert [row["title"] for row in first["results"] + second["results"]] == ["Lecture 2", "Lecture 1", "Lecture 0"]


def test_what_grows_with_every_answer_comes_in_pages_by_key(
    as_token: AsToken, ada: User, lecture: Lecture, course: Course
) -> None:
    question = workbench.question(lecture, status=QuestionStatus.PUBLISHED, at_s=2.0)
    quiz = workbench.published(lecture)
    given = [
        graded(Attempt.objects.create(quiz=quiz, learner=workbench.person(f"learner{i}", course)), question)
        for i in range(3)
    ]

    first = as_token(ada).get(f"/api/v1/responses?lecture={lecture.pk}&page_size=2").json()
    second = as_token(ada).get(first["next"]).json()

    assert second["next"] is None
    assert [row["id"] for row in first["results"] + second["results"]] == [response.pk for response in given]
    assert as_token(ada).get(f"/api/v1/responses?after={given[-1].pk}").json() == {"next": None, "results": []}


@pytest.mark.parametrize("query", ["after=x", "after=0", "page=2", "page_size=0"])
def test_a_page_by_key_that_cannot_be_read_is_named(as_token: AsToken, ada: User, query: str) -> None:
    answer = as_token(ada).get(f"/api/v1/grades?{query}")

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, f"#/{query.split('=', maxsplit=1)[0]}")


@pytest.mark.parametrize("query", ["course=x", "uploaded_after=yesterday", "cours=1", "page=0", "page_size=201"])
def test_a_filter_that_cannot_be_read_is_named(as_token: AsToken, ada: User, query: str) -> None:
    answer = as_token(ada).get(f"/api/v1/lectures?{query}")

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer.json()["errors"][0]["pointer"] == f"#/{query.split('=', maxsplit=1)[0]}"
