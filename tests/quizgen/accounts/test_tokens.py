"""Tokens with which other systems speak for a person."""

import re

import pytest

from quizgen.accounts.models import ApiToken, Scope
from quizgen.accounts.services import create_token, note_use, revoke_token
from tests.quizgen.workbench import person, signed_in

pytestmark = pytest.mark.django_db


def test_the_secret_is_shown_once_and_only_its_hash_is_kept() -> None:
    client = signed_in(person("ada"))

    page = client.post("/account/", {"name": "Grading bridge", "scope": "grade"}).content.decode()

    secret = re.search(r"qg_[\w-]{40,}", page)
    assert secret is not None
    assert ApiToken.objects.get().token_hash == ApiToken.hash_of(secret.group())
    assert secret.group() not in client.get("/account/").content.decode()


def test_the_list_says_what_a_token_may_do_and_when_it_was_last_used() -> None:
    user = person("ada")
    client = signed_in(user)
    client.post("/account/", {"name": "Campus", "scope": "course_read"})

    unused = client.get("/account/").content.decode()
    note_use(token=ApiToken.objects.get())
    used = client.get("/account/").content.decode()

    assert ApiToken.objects.get().scope == Scope.COURSE_READ
    assert "<span>Grade, and read your courses</span>" in unused
    assert "never used" in unused
    assert "last used" in used


def test_a_token_may_only_grade_where_nothing_else_is_chosen() -> None:
    token, _ = create_token(user=person("ada"), name="Grading bridge")

    assert token.allows(Scope.GRADE)
    assert not token.allows(Scope.COURSE_READ)


def test_a_revoked_token_is_off_the_list_and_keeps_the_moment_of_its_end() -> None:
    user = person("ada")
    token, _ = create_token(user=user, name="Grading bridge")

    response = signed_in(user).post(f"/account/tokens/{token.pk}/revoke/", follow=True)

    token.refresh_from_db()
    assert token.revoked_at is not None
    assert not response.context["tokens"]
    assert revoke_token(token=token).revoked_at == token.revoked_at


def test_nobody_revokes_the_token_of_another() -> None:
    token, _ = create_token(user=person("ada"), name="Grading bridge")

    response = signed_in(person("eve")).post(f"/account/tokens/{token.pk}/revoke/")

    token.refresh_from_db()
    assert response.status_code == 404
    assert token.revoked_at is None
