"""`python -m inference.evaluation bench` works a drawn lecture from end to end."""

import os

import pytest

from inference.errors import BadInput
from inference.evaluation import bench
from inference.evaluation.__main__ import main


@pytest.fixture
def drawn(monkeypatch) -> list:
    """Films that are drawn without drawing them."""
    films = []

    def bench_film(path, *, minutes, audio, bit_rate):
        films.append(path)
        path.write_bytes(b"film")
        truth = path.with_suffix(".truth.json")
        truth.write_text("{}")
        return truth

    monkeypatch.setattr(bench, "bench_film", bench_film)
    return films


def test_a_film_is_drawn_once_and_put_in_place_whole(drawn, tmp_path):
    audio = tmp_path / "talk.wav"
    audio.write_bytes(b"sound")

    first, second = (bench.kept_film(tmp_path / "films", 10, audio, None) for _ in range(2))

    assert first == second
    assert len(drawn) == 1
    assert sorted(path.name for path in (tmp_path / "films").iterdir()) == [
        "lecture-10min.mp4",
        "lecture-10min.truth.json",
    ]


def test_films_of_other_lengths_and_rates_are_others(drawn, tmp_path):
    audio = tmp_path / "talk.wav"
    audio.write_bytes(b"sound")

    films = {bench.kept_film(tmp_path, minutes, audio, rate).path for minutes in (1, 2) for rate in (None, 68_000)}

    assert len(films) == len(drawn) == 4


def test_without_the_audio_it_says_so(tmp_path):
    with pytest.raises(BadInput, match="There is no recording"):
        bench.kept_film(tmp_path, 10, tmp_path / "gone.wav", None)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_minute_is_worked_from_end_to_end(tmp_path, capsys):
    folders = ["--films", str(tmp_path / "films"), "--model-dir", os.environ.get("MODEL_DIR", str(tmp_path / "models"))]

    assert main(["bench", "--minutes", "1", "--model", "tiny.en", *folders]) == 0

    lines = capsys.readouterr().out.splitlines()
    for name in ("whole pipeline", "speech, x real time", "slide changes", "slide recall", "peak memory"):
        assert any(line.startswith(name) for line in lines)
    assert any(line.startswith("slide precision") and line.split()[2] == "1" for line in lines)
