"""Making an account, and signing in with it."""

from typing import Any

import pytest
from django.test import Client

from quizgen.accounts.models import User

pytestmark = pytest.mark.django_db
ANSWERS = {"full_name": "Ada King Lovelace", "username": "ada", "password": "analytical engine 1843"}


def test_who_signs_up_is_signed_in_and_sees_the_courses(client: Client) -> None:
    response = client.post("/sign-up/", ANSWERS, follow=True)

    assert response.redirect_chain == [("/", 302)]
    assert b"Start with a course" in response.content
    assert User.objects.get().get_full_name() == "Ada King Lovelace"


def test_who_was_sent_here_by_a_link_goes_on_to_it(client: Client) -> None:
    response = client.post("/sign-up/", {**ANSWERS, "next": "/join/?code=ABCD2345"})

    assert response["Location"] == "/join/?code=ABCD2345"


def test_a_link_to_another_site_is_not_followed(client: Client) -> None:
    response = client.post("/sign-up/", {**ANSWERS, "next": "https://elsewhere.example/"})

    assert response["Location"] == "/"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"password": "12345678"}, b"entirely numeric"),
        ({"password": "short"}, b"too short"),
        ({"username": "not a name"}, b"valid username"),
        ({"username": "BOB"}, b"This user name is taken"),
    ],
)
def test_what_cannot_be_used_is_said_beside_the_field(client: Client, change: dict[str, str], sentence: bytes) -> None:
    User.objects.create_user("bob")

    response = client.post("/sign-up/", {**ANSWERS, **change})

    assert response.status_code == 200
    assert sentence in response.content
    assert User.objects.count() == 1


def test_a_closed_site_has_no_sign_up(client: Client, settings: Any) -> None:
    settings.ALLOW_SIGN_UP = False

    assert client.post("/sign-up/", ANSWERS).status_code == 404
    assert b"Sign up" not in client.get("/sign-in/").content
    assert not User.objects.exists()


def test_a_wrong_password_is_refused_in_a_sentence(client: Client) -> None:
    User.objects.create_user("ada", password="analytical engine 1843")

    response = client.post("/sign-in/", {"username": "ada", "password": "difference engine"})

    assert b"do not belong together" in response.content


def test_pages_ask_strangers_to_sign_in_and_remember_where_they_wanted_to_go(client: Client) -> None:
    assert client.get("/account/")["Location"] == "/sign-in/?next=/account/"
