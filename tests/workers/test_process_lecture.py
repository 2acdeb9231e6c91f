"""manage.py process_lecture: a recording in, JSON out, nothing left behind."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.workers.scripted import environment

pytestmark = pytest.mark.slow

SAMPLE = "static/sample/physics-works.mp4"


def process(project_dir: Path, var: Path, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    own = {"DJANGO_SETTINGS_MODULE": "quizgen.settings", "VAR_DIR": str(var), "TMPDIR": str(var)}
    return subprocess.run(
        [sys.executable, "manage.py", "process_lecture", *arguments],
        cwd=project_dir,
        env={**os.environ, **own, **changes},
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )


@pytest.fixture
def scripted(tmp_path: Path) -> dict[str, str]:
    folder = tmp_path / "script"
    folder.mkdir()
    return environment(folder)


def test_the_json_has_its_shape(project_dir: Path, tmp_path: Path, recording: Path, scripted: dict[str, str]) -> None:
    out = tmp_path / "out.json"

    ran = process(project_dir, tmp_path, str(recording), "--json", str(out), **scripted)

    assert (ran.returncode, ran.stderr, ran.stdout) == (0, "", "")
    made = json.loads(out.read_text())
    assert list(made) == ["media", "segments", "slides", "passages", "questions", "probes"]
    assert made["media"]["duration_s"] == pytest.approx(2.0, abs=0.2)
    assert made["segments"][0]["text"] == "A pendulum swings back and forth."
    assert made["slides"][1]["title"] == "Period"
    assert {"stem", "reference_answers", "key_points", "evidence", "wh", "score"} <= set(made["questions"][0])


def test_without_a_file_for_it_the_json_is_the_output(
    project_dir: Path, tmp_path: Path, recording: Path, scripted: dict[str, str]
) -> None:
    ran = process(project_dir, tmp_path, str(recording), **scripted)

    assert json.loads(ran.stdout)["media"]["name"] == recording.name


def test_nothing_is_kept_unless_asked(
    project_dir: Path, tmp_path: Path, recording: Path, scripted: dict[str, str]
) -> None:
    process(project_dir, tmp_path, str(recording), **scripted)

    assert list(tmp_path.glob("quizgen-*")) == [], "the temporary directory"
    assert not (tmp_path / "quizgen.sqlite3").exists()
    assert not (tmp_path / "media").exists()


def test_what_is_kept_is_not_processed_twice(
    project_dir: Path, tmp_path: Path, recording: Path, scripted: dict[str, str]
) -> None:
    first = process(project_dir, tmp_path, str(recording), "--keep", **scripted)
    second = process(project_dir, tmp_path, str(recording), "--keep", **scripted)

    assert json.loads(first.stdout) == json.loads(second.stdout)
    assert (tmp_path / "quizgen.sqlite3").exists()
    assert len((tmp_path / "script" / "speech.calls").read_text().splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.mp4", b""),
        ("text.mp4", b"Dear students, the lecture is off today."),
        ("noise.mp4", bytes((i * 7919 + 13) % 251 for i in range(20_000))),
        ("head.mp4", b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2avc1mp41"),
        ("list.mp4", b"#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:9/secret.ts\n"),
    ],
)
def test_a_refusal_is_one_sentence_and_exit_code_2(
    project_dir: Path, tmp_path: Path, scripted: dict[str, str], name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    ran = process(project_dir, tmp_path, str(path), **scripted)

    assert ran.returncode == 2
    assert ran.stdout == ""
    assert len(ran.stderr.splitlines()) == 1
    assert ran.stderr.endswith(".\n")


def test_a_file_that_is_not_there_is_refused_too(project_dir: Path, tmp_path: Path, scripted: dict[str, str]) -> None:
    ran = process(project_dir, tmp_path, str(tmp_path / "nothing.mp4"), **scripted)

    assert (ran.returncode, len(ran.stderr.splitlines())) == (2, 1)


def test_an_engine_that_is_away_is_said_at_once(
    project_dir: Path, tmp_path: Path, recording: Path, scripted: dict[str, str]
) -> None:
    (tmp_path / "script" / "speech.away").touch()

    ran = process(project_dir, tmp_path, str(recording), **scripted)

    assert ran.returncode == 2
    assert "the script says so" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_the_sample_lecture_becomes_a_quiz_with_the_real_engines(project_dir: Path, tmp_path: Path) -> None:
    ran = process(project_dir, tmp_path, SAMPLE)

    assert ran.stderr == ""
    made = json.loads(ran.stdout)
    assert len(made["segments"]) >= 15
    assert len(made["slides"]) >= 5
    assert len(made["questions"]) >= 4
    assert len(made["probes"]) >= 2
