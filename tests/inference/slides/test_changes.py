"""When another slide is shown."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from inference.engine import silent
from inference.errors import BadInput
from inference.slides import changes
from inference.slides.changes import find_stretches, keyframes_suffice
from tests.inference.slides.drawing import WIDTH, film, page
from tests.recordings import make_recording


def _starts(media: Path) -> list[float]:
    return [stretch.start for stretch in find_stretches(media, silent)]


def test_a_new_slide_is_found_within_a_second_where_there_are_few_keyframes(tmp_path: Path) -> None:
    media = film(tmp_path / "a.mp4", [(4.4, [page(1)]), (3, [page(2)]), (3, [page(3)])])

    assert _starts(media) == pytest.approx([0, 5, 8], abs=0.01)


def test_a_new_slide_is_dated_exactly_where_the_keyframe_sits_on_the_cut(tmp_path: Path) -> None:
    parts = [(6.2, [page(1)]), (7.4, [page(2)]), (5, [page(3)])]
    media = film(tmp_path / "a.mp4", parts, keyframe_every_s=10, cuts=True)

    assert _starts(media) == pytest.approx([0, 6.2, 13.6], abs=0.01)


def test_a_new_slide_between_two_regular_keyframes_is_looked_up(tmp_path: Path) -> None:
    media = film(tmp_path / "a.mp4", [(7.2, [page(1)]), (8, [page(2)])], keyframe_every_s=5)

    assert _starts(media) == pytest.approx([0, 7.2], abs=0.51)


def test_two_new_slides_between_two_keyframes_are_both_found(tmp_path: Path) -> None:
    media = film(tmp_path / "a.mp4", [(11, [page(1)]), (4, [page(2)]), (12, [page(3)])], keyframe_every_s=9)

    assert _starts(media) == pytest.approx([0, 11, 15], abs=0.6)


def test_a_new_slide_after_the_last_keyframe_is_found(tmp_path: Path) -> None:
    media = film(tmp_path / "a.mp4", [(16, [page(1)]), (3, [page(2)])], keyframe_every_s=5)

    assert _starts(media) == pytest.approx([0, 16], abs=1.01)


@pytest.mark.parametrize("keyframe_every_s", [2, 100])
def test_bullets_that_come_one_by_one_are_one_slide_read_at_its_end(tmp_path: Path, keyframe_every_s: float) -> None:
    growing = [(3, [page(1, lines)]) for lines in (1, 2, 3, 4)]
    media = film(tmp_path / "a.mp4", [*growing, (3, [page(2)])], keyframe_every_s=keyframe_every_s)

    first, second = find_stretches(media, silent)

    assert (first.start, second.start) == pytest.approx((0, 12), abs=0.6)
    assert first.last > 9.2


def test_strokes_of_a_pen_over_a_slide_are_no_new_slide(tmp_path: Path) -> None:
    marked = page(1)
    for x in range(40, 200):
        marked[150 + x % 9 : 154 + x % 9, x] = (200, 30, 30)
    media = film(tmp_path / "a.mp4", [(4, [page(1)]), (4, [marked])])

    assert _starts(media) == [0]


def test_a_pointer_that_wanders_is_no_new_slide(tmp_path: Path) -> None:
    def pointed(x: int) -> np.ndarray:
        pixels = page(1)
        pixels[90:97, x : x + 5] = 0
        return pixels

    media = film(tmp_path / "a.mp4", [(12, [pointed(10 + 4 * step) for step in range(60)])])

    assert _starts(media) == [0]


@pytest.mark.parametrize("keyframe_every_s", [1, 100])
def test_a_speaker_in_a_corner_is_masked(tmp_path: Path, keyframe_every_s: float) -> None:
    def spoken(seed: int) -> list[np.ndarray]:
        return [_with_speaker(page(seed), step) for step in range(40)]

    parts = [(8, spoken(1)), (8, spoken(2))]
    media = film(tmp_path / "a.mp4", parts, keyframe_every_s=keyframe_every_s)

    assert _starts(media) == pytest.approx([0, 8], abs=0.6)


def _with_speaker(pixels: np.ndarray, step: int) -> np.ndarray:
    x = 240 + (step * 17) % 40
    pixels[100:180, 220:320] = 90
    pixels[110:180, x : x + 36] = 220
    return pixels


@pytest.mark.parametrize("keyframe_every_s", [1, 100])
def test_a_camera_that_never_holds_still_shows_no_slides(tmp_path: Path, keyframe_every_s: float) -> None:
    wall = np.kron(np.random.default_rng(0).integers(0, 255, (12, 60, 3)), np.ones((15, 15, 1))).astype(np.uint8)
    pans = [wall[:, 8 * step : 8 * step + WIDTH] for step in range(60)]
    media = film(tmp_path / "a.mp4", [(12, pans)], keyframe_every_s=keyframe_every_s)

    assert find_stretches(media, silent) == ()


def test_a_fade_is_one_change(tmp_path: Path) -> None:
    steps = [(page(1) * (1 - k / 14) + page(2) * (k / 14)).astype(np.uint8) for k in range(1, 14)]
    media = film(tmp_path / "a.mp4", [(5, [page(1)]), (2.6, steps), (6, [page(2)])])

    starts = _starts(media)

    assert len(starts) == 2
    assert 5 <= starts[1] <= 8.01


@pytest.mark.parametrize("seconds", [0.2, 0.6, 1.4])
def test_the_shortest_films_are_one_slide(tmp_path: Path, seconds: float) -> None:
    media = film(tmp_path / "a.mp4", [(seconds, [page(1)])])

    (only,) = find_stretches(media, silent)

    assert only.start == 0
    assert 0 <= only.last <= only.end == pytest.approx(seconds, abs=0.01)


@pytest.mark.parametrize(("width", "height"), [(176, 144), (1920, 240), (240, 426)])
def test_any_shape_of_picture_will_do(tmp_path: Path, width: int, height: int) -> None:
    pages = [page(seed, width=width, height=height) for seed in (1, 2)]
    media = film(tmp_path / "a.mp4", [(4, pages[:1]), (4, pages[1:])])

    assert _starts(media) == [0, 4]


def test_a_recording_without_a_picture_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refused:
        find_stretches(make_recording(tmp_path / "a.m4a", picture=False), silent)

    assert (refused.value.code, refused.value.sentence) == ("slides.no_video", "This recording has no picture.")


def test_what_is_found_covers_the_film_without_gaps(tmp_path: Path) -> None:
    media = film(tmp_path / "a.mp4", [(4, [page(seed)]) for seed in range(4)])

    stretches = find_stretches(media, silent)

    assert stretches[0].start == 0
    assert stretches[-1].end == pytest.approx(16, abs=0.01)
    assert all(a.end == b.start and a.start <= a.last <= a.end for a, b in pairwise(stretches))


def test_progress_rises_to_one(tmp_path: Path) -> None:
    reported: list[float] = []

    find_stretches(film(tmp_path / "a.mp4", [(4, [page(1)]), (4, [page(2)])]), reported.append)

    assert reported == sorted(reported)
    assert reported[-1] == 1


def test_keyframes_suffice_only_where_no_slide_hides_between_them() -> None:
    assert keyframes_suffice([0, 10, 20])
    assert not keyframes_suffice([0, 10, 30])
    assert not keyframes_suffice([0, 2])


def test_a_film_of_nothing_but_keyframes_is_judged_by_a_few_of_them(tmp_path: Path) -> None:
    media = film(tmp_path / "a.mp4", [(4, [page(1)]), (4, [page(2)])], keyframe_every_s=0.1, fps=10)

    assert _starts(media) == pytest.approx([0, 4], abs=0.51)


def test_a_long_film_with_few_keyframes_is_judged_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "WINDOW", 10)
    media = film(tmp_path / "a.mp4", [(10, [page(1)]), (11, [page(2)]), (13, [page(3)])], fps=2)

    assert _starts(media) == pytest.approx([0, 10, 21], abs=0.01)
