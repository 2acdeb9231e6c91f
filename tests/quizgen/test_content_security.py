"""Nothing inline and nothing of others runs on our pages."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/sign-in/", "/no-such-page/", "/admin/login/", "/api/v1/openapi.json"])
def test_answers_carry_the_policy(client: Client, address: str) -> None:
    policy = client.get(address).headers["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_the_page_to_try_rest_out_may_run_its_own_script(client: Client) -> None:
    response = client.get("/api/v1/docs/")

    assert response.status_code == 200
    assert "Content-Security-Policy" not in response.headers
