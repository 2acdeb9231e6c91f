"""Files that only look like recordings get past the web's first look and are refused by the first stage."""

from collections.abc import Callable
from pathlib import Path

import pytest

from quizgen.claims import Status
from quizgen.lectures.models import Stage
from tests.recordings import make_recording
from tests.workers.conftest import upload
from tests.workers.stages import run_all, statuses

HEAD = b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2avc1mp41"


def noise(path: Path) -> None:
    path.write_bytes(HEAD + bytes((i * 7919 + 13) % 251 for i in range(50_000)))


def truncated(path: Path) -> None:
    whole = make_recording(path, seconds=4).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def only_a_head(path: Path) -> None:
    path.write_bytes(HEAD)


def playlist_behind_a_head(path: Path) -> None:
    path.write_bytes(HEAD + b"\n#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:9/secret.ts\n")


@pytest.mark.parametrize("made", [noise, truncated, only_a_head, playlist_behind_a_head])
@pytest.mark.usefixtures("db", "script")
def test_the_lecture_is_refused_in_a_sentence_and_nothing_follows(made: Callable[[Path], None], tmp_path: Path) -> None:
    path = tmp_path / "hostile.mp4"
    made(path)

    lecture = upload(path)
    run_all(lecture)

    run = lecture.stage_runs.get()
    assert statuses(lecture) == {Stage.INSPECT_MEDIA: Status.FAILED}
    assert run.error_code.startswith("media.")
    assert run.error.endswith(".")
    assert "Traceback" not in run.error


@pytest.mark.usefixtures("db", "script")
def test_a_recording_of_sound_alone_is_no_hostile_file(tmp_path: Path) -> None:
    lecture = upload(make_recording(tmp_path / "sound.m4a", picture=False))

    run_all(lecture)

    lecture.refresh_from_db()
    assert statuses(lecture)[Stage.INSPECT_MEDIA] == Status.SUCCEEDED
    assert (lecture.audio_codec, lecture.video_codec) == ("aac", "")
