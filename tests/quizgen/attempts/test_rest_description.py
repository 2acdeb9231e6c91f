"""What REST says about itself: the OpenAPI document, its page without a network, and docs/api.md."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import Client

from quizgen.accounts.models import User
from tests.quizgen.attempts import classroom
from tests.quizgen.attempts.scripted_grader import grading_worker

RESULT = ("score", "max_score", "verdict", "matched", "missing", "feedback", "confidence", "grader")


@pytest.fixture
def worker(transactional_db: None, settings: Any) -> Iterator[None]:
    with grading_worker(settings):
        yield


def test_the_document_names_what_is_sent_and_what_comes_back(client: Client, db: None) -> None:
    document = client.get("/api/v1/openapi.json").json()

    grade = document["paths"]["/api/v1/grade"]["post"]
    schemas = document["components"]["schemas"]
    assert set(grade["responses"]) >= {"200", "202", "400", "401", "403", "413", "422", "429", "503"}
    assert set(schemas["GradeRequest"]["required"]) == {"question", "reference_answers", "response"}
    assert set(schemas["GradeResult"]["required"]) == set(RESULT)
    assert document["components"]["securitySchemes"]["token"]["scheme"] == "bearer"


def test_the_document_is_valid_and_complete(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("spectacular", validate=True, fail_on_warn=True)

    assert "openapi:" in capsys.readouterr().out


def test_the_page_loads_everything_from_this_site(client: Client, db: None) -> None:
    page = client.get("/api/v1/docs/").content.decode()

    loaded = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert [address for address in loaded if address.endswith("swagger-ui-bundle.js")]
    assert not [address for address in loaded if "//" in address]
    for address in loaded:
        assert not address.startswith("/static/") or finders.find(address.removeprefix("/static/")), address


def test_the_example_of_the_documentation_works_as_it_is_written(worker: None, project_dir: Path) -> None:
    text = (project_dir / "docs" / "api.md").read_text()
    sent, received = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", text, re.DOTALL)[:2])
    _, secret = classroom.token_for(User.objects.create_user("lms"))

    answer = Client().post(
        "/api/v1/grade", sent, content_type="application/json", headers={"authorization": f"Bearer {secret}"}
    )

    assert answer.status_code == 200
    assert set(answer.json()) == set(received)
    assert {name: type(value) for name, value in answer.json().items()} == {
        name: type(value) for name, value in received.items()
    }
