"""The films that the project draws."""

import json
from itertools import pairwise
from pathlib import Path

import av
import pytest

from inference.evaluation import films_sample
from inference.evaluation.films import bench_film
from inference.evaluation.films_bench import plan
from tests.recordings import make_recording

pytestmark = pytest.mark.slow

SAMPLE = Path(__file__).resolve().parents[3] / "static" / "sample" / "physics-works.mp4"


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten seconds of the bench film with a sound that lasts two."""
    folder = tmp_path_factory.mktemp("bench")
    bench_film(folder / "bench.mp4", minutes=1 / 6, audio=make_recording(folder / "tone.m4a", picture=False))
    return folder / "bench.mp4"


def test_the_bench_film_is_720p_at_25_frames_with_sound_to_the_end(bench: Path) -> None:
    with av.open(str(bench)) as film:
        picture, sound = film.streams.video[0], film.streams.audio[0]
        assert (picture.codec_context.name, picture.width, picture.height) == ("h264", 1280, 720)
        assert picture.average_rate == 25
        assert float(picture.duration * picture.time_base) == pytest.approx(10, abs=0.05)
        assert float(sound.duration * sound.time_base) == pytest.approx(10, abs=0.1)


def test_its_truth_covers_it_without_gaps(bench: Path) -> None:
    slides = json.loads(bench.with_suffix(".truth.json").read_text())["slides"]

    assert slides[0]["start"] == 0
    assert slides[-1]["end"] == pytest.approx(10)
    assert all(earlier["end"] == later["start"] for earlier, later in pairwise(slides))
    assert all(slide["text"] for slide in slides)


def test_a_lecture_of_ten_minutes_has_slides_and_builds() -> None:
    slides = plan(10)

    assert len(slides) == 17
    assert sum(len(slide.builds) for slide in slides) >= 8
    assert all(slide.start <= moment < slide.end for slide in slides for moment in slide.moments)


def test_the_same_minutes_give_the_same_film() -> None:
    assert plan(3) == plan(3)


def test_the_slides_of_the_sample_come_in_order_and_end_with_it() -> None:
    moments = [moment for slide in films_sample.SLIDES for moment in slide.moments]

    assert moments == sorted(set(moments))
    assert moments[0] == 0
    assert moments[-1] < films_sample.LENGTH_S


def test_the_sample_plays_and_seeks_in_a_browser() -> None:
    with av.open(str(SAMPLE)) as film:
        picture, sound = film.streams.video[0], film.streams.audio[0]
        keyframes = [float(p.pts * p.time_base) for p in film.demux(picture) if p.is_keyframe]
        formats = (picture.codec_context.name, picture.codec_context.pix_fmt, picture.width, picture.height)
        assert formats == ("h264", "yuv420p", 1280, 720)
        assert (sound.codec_context.name, sound.codec_context.layout.name) == ("aac", "mono")
        assert film.duration / av.time_base == pytest.approx(films_sample.LENGTH_S, abs=0.1)
    assert max(later - earlier for earlier, later in pairwise([*keyframes, films_sample.LENGTH_S])) <= 10.01
    assert SAMPLE.stat().st_size < 5_000_000
    content = SAMPLE.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")


def test_a_slide_of_the_sample_shows_nothing_before_its_moment() -> None:
    slide = next(slide for slide in films_sample.SLIDES if len(slide.moments) == 3)

    pictures = [films_sample.draw(slide, moment).image() for moment in slide.moments]

    assert pictures[0].size == (1280, 720)
    assert pictures[0] != pictures[1] != pictures[2]
