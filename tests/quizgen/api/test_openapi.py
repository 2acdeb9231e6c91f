"""Every address does what the OpenAPI document says, whatever is sent: schemathesis makes the requests."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import negative_data_rejection, positive_data_acceptance

from quizgen.accounts.models import Scope, User
from quizgen.accounts.services import create_token
from quizgen.attempts import api
from quizgen.attempts.models import Response
from quizgen.wsgi import application

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """As Django's own test client does: the requests share the transaction of the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def secret(ada: User, response: Response, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(api, "WAIT_S", 0.0)
    return create_token(user=ada, name="schemathesis", scope=Scope.COURSE_WRITE)[1]


@schema.parametrize()
@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_as_the_document_says(case: Any, secret: str) -> None:
    # What is well-formed may still be no recording, or of a language that the grader does not read; and a batch is
    # taken whatever its items are: each gets a problem of its own. What is ill-formed may get lost on the way (an empty
    # list leaves no trace in an address), and whether that is tried depends on words that Hypothesis finds in whatever
    # modules are loaded: test_reading.py sends what must be refused.
    excluded = [negative_data_rejection, *([] if case.method == "GET" else [positive_data_acceptance])]

    case.call_and_validate(headers={"Authorization": f"Bearer {secret}"}, excluded_checks=excluded)
