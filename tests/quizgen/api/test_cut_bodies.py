"""An upload of another system that is cut off on its way is a problem for it, and no error of ours."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler

from quizgen.accounts.models import Scope, User
from quizgen.courses.models import Course
from quizgen.lectures.models import Lecture
from quizgen.whole_bodies import whole_bodies
from tests.quizgen.api.conftest import AsToken, TokenClient

pytestmark = pytest.mark.django_db(transaction=True)
FORM = "multipart/form-data; boundary=x"


@pytest.fixture
def received(settings: Any, tmp_path: Path) -> Path:
    """Where what is on its way is kept."""
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    return tmp_path


def upload_of(course: Course, content: bytes) -> bytes:
    number = f'--x\r\nContent-Disposition: form-data; name="course"\r\n\r\n{course.pk}\r\n'
    head = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.mp4"\r\n\r\n'
    return f"{number}{head}".encode() + content + b"\r\n--x--\r\n"


def post(client: TokenClient, address: str, content_type: str, body: bytes, *, announced: int) -> tuple[str, Any]:
    """Through the server's own door, which tells of a lost connection by an early end of the body alone."""
    environ = {
        **client._client._base_environ(),
        "REQUEST_METHOD": "POST",
        "PATH_INFO": address,
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(announced),
        "HTTP_AUTHORIZATION": client.headers["authorization"],
        "wsgi.input": io.BytesIO(body),
    }
    statuses: list[str] = []
    answer: Any = whole_bodies(WSGIHandler())(environ, lambda status, _: statuses.append(status))
    said = json.loads(b"".join(answer))
    answer.close()
    return statuses[0], said


@pytest.mark.parametrize("length", [64, 3 << 20], ids=["kept in memory", "kept on disk"])
def test_an_upload_that_is_cut_is_a_problem_and_leaves_nothing(
    as_token: AsToken, ada: User, course: Course, received: Path, length: int
) -> None:
    body = upload_of(course, bytes(length))

    client = as_token(ada, Scope.COURSE_WRITE)
    status, problem = post(client, "/api/v1/lectures", FORM, body[:-40], announced=len(body))

    assert (status, problem["code"]) == ("400 Bad Request", "cut_off")
    assert not Lecture.objects.exists()
    assert list(received.iterdir()) == []
