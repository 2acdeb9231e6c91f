"""What people see when a page is not there, not theirs, or broken."""

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client

from quizgen.lectures import views
from tests.quizgen import workbench

pytestmark = pytest.mark.django_db


def test_a_page_that_is_not_there_says_so_in_our_words() -> None:
    response = workbench.signed_in(workbench.person("mia")).get("/lectures/999/")

    assert response.status_code == 404
    assert b"There is nothing here for you" in response.content


def test_a_bug_is_a_page_and_tells_nothing_of_itself(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    course = workbench.course()
    ada = workbench.teacher(course)
    lecture = workbench.lecture(course, ada)
    monkeypatch.setattr(views, "stage_views", lambda _: 1 / 0)
    client = Client(raise_request_exception=False)
    client.force_login(ada)

    response = client.get(f"/lectures/{lecture.pk}/")

    assert response.status_code == 500
    assert b"Something went wrong on our side" in response.content
    assert b"ZeroDivisionError" not in response.content


def test_the_page_of_a_bug_needs_no_request() -> None:
    assert "What was stored before is safe" in render_to_string("500.html")


def test_a_form_without_its_token_is_refused_in_a_sentence() -> None:
    client = Client(enforce_csrf_checks=True)

    response = client.post("/sign-in/", {"username": "ada", "password": "x"})

    assert response.status_code == 403
    assert b"The page was too old" in response.content
