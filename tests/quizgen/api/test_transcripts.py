"""What was said, as JSON and as WebVTT, sent again only where it has changed."""

import pytest

from quizgen.accounts.models import User
from quizgen.lectures.models import Lecture
from tests.quizgen.api.conftest import AsToken

pytestmark = pytest.mark.django_db


def test_json_has_segments_with_their_seconds(as_token: AsToken, ada: User, lecture: Lecture) -> None:
    answer = as_token(ada).get(f"/api/v1/lectures/{lecture.pk}/transcript").json()

    assert answer["language"] == "en"
    assert answer["segments"][1] == {
        "position": 1,
        "start": 4.0,
        "end": 9.0,
        "text": "A pendulum converts potential energy into kinetic energy.",
        "confidence": 1.0,
    }


def test_webvtt_is_what_a_player_takes(as_token: AsToken, ada: User, lecture: Lecture) -> None:
    answer = as_token(ada).get(f"/api/v1/lectures/{lecture.pk}/transcript.vtt")

    assert answer["Content-Type"] == "text/vtt; charset=utf-8"
    assert answer.content.startswith(b"WEBVTT\n\n00:00:00.000 --> 00:00:04.000\nI have here a pendulum.\n")


@pytest.mark.parametrize("form", ["transcript", "transcript.vtt"])
def test_what_one_has_already_is_not_sent_again_until_it_changes(
    as_token: AsToken, ada: User, lecture: Lecture, form: str
) -> None:
    client, address = as_token(ada), f"/api/v1/lectures/{lecture.pk}/{form}"
    etag = client.get(address)["ETag"]

    unchanged = client.get(address, **{"If-None-Match": etag})
    lecture.segments.filter(position=0).update(text="I have a pendulum here.")
    changed = client.get(address, **{"If-None-Match": etag})

    assert (unchanged.status_code, unchanged["ETag"], unchanged.content) == (304, etag, b"")
    assert changed.status_code == 200
    assert changed["ETag"] != etag


def test_a_problem_of_webvtt_is_json(as_token: AsToken, eve: User, lecture: Lecture) -> None:
    answer = as_token(eve).get(f"/api/v1/lectures/{lecture.pk}/transcript.vtt")

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["status"] == 404
