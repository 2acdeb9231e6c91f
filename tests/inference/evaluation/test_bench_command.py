"""`python -m inference.evaluation bench` works a drawn lecture from end to end."""

import os

import pytest

from inference.errors import BadInput
from inference.evaluation import bench_lecture
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

    monkeypatch.setattr(bench_lecture, "bench_film", bench_film)
    return films


def test_a_film_is_drawn_once_and_put_in_place_whole(drawn, tmp_path):
    audio = tmp_path / "talk.wav"
    audio.write_bytes(b"sound")

    first, second = (bench_lecture.kept_film(tmp_path / "films", 10, audio, None) for _ in range(2))

    assert first == second
    assert len(drawn) == 1
    assert sorted(path.name for path in (tmp_path / "films").iterdir()) == [
        "lecture-10min.mp4",
        "lecture-10min.truth.json",
    ]


def test_films_of_other_lengths_and_rates_are_others(drawn, tmp_path):
    audio = tmp_path / "talk.wav"
    audio.write_bytes(b"sound")

    films = {
        bench_lecture.kept_film(tmp_path, minutes, audio, rate).path for minutes in (1, 2) for rate in (None, 68_000)
    }

    assert len(films) == len(drawn) == 4


def test_without_the_audio_it_says_so(tmp_path):
    with pytest.raises(BadInput, match="There is no recording"):
        bench_lecture.kept_film(tmp_path, 10, tmp_path / "gone.wav", None)


@pytest.mark.parametrize("minutes", ["", "ten", "10,", "0", "10,-1"])
def test_lengths_that_are_no_minutes_are_refused(minutes, capsys):
    with pytest.raises(SystemExit):
        main(["bench", "--minutes", minutes])

    assert "--minutes" in capsys.readouterr().err


@pytest.mark.slow
def test_a_short_lecture_is_worked_from_end_to_end_beside_the_naive_way(tmp_path, capsys):
    folders = ["--films", str(tmp_path / "films"), "--model-dir", os.environ.get("MODEL_DIR", str(tmp_path / "models"))]

    assert main(["bench", "--minutes", "0.25", "--naive-s", "1", "--model", "tiny.en", *folders]) == 0

    conditions, _, *table = capsys.readouterr().out.splitlines()
    rows = {cells[0]: cells[1:] for cells in ([cell.strip() for cell in row.split("|")[1:-1]] for row in table)}
    assert "cores" in conditions
    assert rows["slide precision"][:3] == ["1", ">= 1", "OK"]
    assert rows["slide recall"][:3] == ["1", ">= 0.95", "OK"]
    assert "difference of seconds" in rows["slide recall"][3]
    assert float(rows["slide word recall"][0]) > 0.9
    assert float(rows["speech, x real time"][0]) > 0
    assert "naive (every frame decoded" in rows["a lecture of 0.25 minutes, x real time"][3]
    assert 0.1 < float(rows["peak memory of this process (PSS), GB"][0]) < 3
    assert not any(name.startswith("dearest") for name in rows)
