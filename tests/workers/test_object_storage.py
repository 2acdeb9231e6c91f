"""Web and workers that share no disk: everything of a lecture lies in an S3-compatible store, here moto's server."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from django.core.files import File
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from inference.errors import BadInput, EngineUnavailable
from quizgen.accounts.models import User
from quizgen.claims import Status
from quizgen.courses.models import Course, Role
from quizgen.lectures.models import Lecture, Stage
from quizgen.lectures.services import delete_lecture, upload_lecture
from quizgen.storage import StorageUnavailable, keep_whole
from tests.workers.machine import wait_until
from tests.workers.stages import run_all, statuses
from workers import recordings
from workers.recordings import recording_path

pytestmark = pytest.mark.slow

KEYS = {"aws_access_key_id": "key", "aws_secret_access_key": "secret", "region_name": "us-east-1"}


def answers(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def store_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path_factory.mktemp("store") / "log"
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with log.open("wb") as file:
        server = subprocess.Popen(command, stdout=file, stderr=file, start_new_session=True)
    try:
        wait_until(lambda: answers(port), timeout_s=30)
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


@pytest.fixture
def bucket(store_url: str, settings: Any, request: pytest.FixtureRequest) -> Any:
    """An empty bucket, which is the media storage of this test."""
    name = f"bucket-{abs(hash(request.node.nodeid))}"
    made = boto3.resource("s3", endpoint_url=store_url, **KEYS).create_bucket(Bucket=name)
    use_store(settings, store_url, name)
    return made


def use_store(settings: Any, url: str, bucket: str) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "quizgen.object_storage.ObjectStorage",
            "OPTIONS": {
                "bucket_name": bucket,
                "endpoint_url": url,
                "region_name": KEYS["region_name"],
                "access_key": KEYS["aws_access_key_id"],
                "secret_key": KEYS["aws_secret_access_key"],
                "addressing_style": "path",
            },
        },
    }


@pytest.fixture
def lecture(db: None, bucket: Any, script: Path, recording: Path) -> Lecture:
    user = User.objects.create(username="teacher")
    course = Course.objects.create(title="Physics")
    course.memberships.create(user=user, role=Role.INSTRUCTOR)
    with recording.open("rb") as file:
        return upload_lecture(course=course, user=user, title="Pendulum", file=File(file, name="pendulum.mp4"))


def keys(bucket: Any) -> set[str]:
    return {found.key for found in bucket.objects.all()}


def test_a_recording_is_kept_under_its_content_and_nothing_on_this_disk(
    lecture: Lecture, bucket: Any, settings: Any
) -> None:
    assert keys(bucket) == {lecture.media.name}
    assert not Path(settings.MEDIA_ROOT).exists()


def test_a_worker_elsewhere_takes_the_lecture_through_every_stage(lecture: Lecture, bucket: Any) -> None:
    run_all(lecture)

    assert statuses(lecture) == dict.fromkeys(Stage.values, Status.SUCCEEDED)
    slides = {name for row in lecture.slides.all() for name in (row.image.name, row.thumbnail.name)}
    assert keys(bucket) == {lecture.media.name, *slides}


def test_the_stages_of_a_machine_fetch_a_recording_once(lecture: Lecture, recording: Path, bucket: Any) -> None:
    first = recording_path(lecture)
    bucket.Object(lecture.media.name).delete()

    assert recording_path(lecture) == first
    assert first.read_bytes() == recording.read_bytes()


def test_copies_that_nobody_used_for_a_day_are_dropped(lecture: Lecture) -> None:
    old = recordings._folder() / "older.mp4"
    old.touch()
    os.utime(old, (0, 0))

    recording_path(lecture)

    assert not old.exists()


def test_a_recording_that_is_gone_is_said_to_be_gone(lecture: Lecture, bucket: Any) -> None:
    bucket.Object(lecture.media.name).delete()

    with pytest.raises(BadInput) as bad:
        recording_path(lecture)
    assert bad.value.code == "media.gone"


def test_a_store_that_is_away_is_tried_again_later(lecture: Lecture, settings: Any) -> None:
    use_store(settings, "http://127.0.0.1:9", "away")

    with pytest.raises(EngineUnavailable):
        recording_path(lecture)


def test_an_upload_to_a_store_that_is_away_leaves_no_lecture(db: None, settings: Any) -> None:
    use_store(settings, "http://127.0.0.1:9", "away")

    with pytest.raises(StorageUnavailable):
        keep_whole("lectures/x.mp4", ContentFile(b"x"))


def test_a_player_gets_the_part_that_it_asks_for(lecture: Lecture, client: Client, recording: Path) -> None:
    client.force_login(lecture.uploaded_by)

    answer = client.get(reverse("lectures:media", args=[lecture.pk]), headers={"range": "bytes=100-299"})

    assert (answer.status_code, answer["Content-Range"]) == (206, f"bytes 100-299/{lecture.size_bytes}")
    assert b"".join(answer) == recording.read_bytes()[100:300]  # type: ignore[arg-type]


def test_a_lecture_that_is_deleted_leaves_nothing_behind(
    lecture: Lecture, bucket: Any, django_capture_on_commit_callbacks: Any
) -> None:
    run_all(lecture)

    with django_capture_on_commit_callbacks(execute=True):
        delete_lecture(lecture=lecture)

    assert keys(bucket) == set()
