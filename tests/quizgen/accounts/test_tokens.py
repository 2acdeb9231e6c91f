"""Tokens with which other systems speak for a person."""

import re

import pytest

from quizgen.accounts.models import ApiToken
from quizgen.accounts.services import create_token, revoke_token
from tests.quizgen.workbench import person, signed_in

pytestmark = pytest.mark.django_db


def test_the_secret_is_shown_once_and_only_its_hash_is_kept() -> None:
    client = signed_in(person("ada"))

    page = client.post("/account/", {"name": "Grading bridge"}).content.decode()

    secret = re.search(r"qg_[\w-]{40,}", page)
    assert secret is not None
    assert ApiToken.objects.get().token_hash == ApiToken.hash_of(secret.group())
    assert secret.group() not in client.get("/account/").content.decode()


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
