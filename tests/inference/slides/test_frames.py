"""Pictures out of recordings of every make."""

import struct
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from inference.engine import silent
from inference.slides import frames
from inference.slides.changes import find_stretches
from tests.inference.slides.drawing import film, page


def test_a_picture_is_the_one_shown_at_its_moment(tmp_path: Path) -> None:
    media = film(tmp_path / "a.mp4", [(3, [page(1)]), (3, [page(2)])])

    before, after = frames.pictures(media, [2.9, 3.1])

    assert _distance(before, page(1)) < 3
    assert _distance(after, page(2)) < 3


def test_a_moment_past_the_end_gives_the_last_picture(tmp_path: Path) -> None:
    media = film(tmp_path / "a.mp4", [(2, [page(1)])])

    (picture,) = frames.pictures(media, [99])

    assert _distance(picture, page(1)) < 3


def test_a_film_from_a_turned_telephone_is_set_upright(tmp_path: Path) -> None:
    lying = film(tmp_path / "a.mp4", [(2, [np.ascontiguousarray(np.rot90(page(1), 1))])])
    _turn_clockwise(lying)

    (picture,) = frames.pictures(lying, [1])

    assert _distance(picture, page(1)) < 3


def test_a_picture_is_at_most_1920_on_a_side(tmp_path: Path) -> None:
    media = film(tmp_path / "a.mp4", [(0.2, [page(1, width=2560, height=1440)])])

    (picture,) = frames.pictures(media, [0])

    assert picture.shape == (1080, 1920, 3)


@pytest.mark.parametrize("pixel_format", ["yuv420p", "yuv444p", "yuv420p10le", "gray"])
def test_samples_are_grey_and_of_one_size_whatever_the_format(tmp_path: Path, pixel_format: str) -> None:
    media = _written(tmp_path / "a.mkv", [0, 200, 400], pixel_format, size=(334, 178))

    samples = [grey for _, grey in frames.samples(media, 0.1)]

    assert {(grey.shape, grey.dtype.name) for grey in samples} == {((180, 320), "uint8")}
    assert len(samples) >= 2  # frames that no other one refers to may be left out


def test_odd_sizes_survive(tmp_path: Path) -> None:
    media = _written(tmp_path / "a.mkv", [0, 500, 1000], "yuv444p", size=(333, 187))

    (picture,) = frames.pictures(media, [0.5])

    assert picture.shape == (187, 333, 3)


def test_a_changing_frame_rate_does_not_move_the_moments(tmp_path: Path) -> None:
    calm, lively = list(range(0, 6000, 1500)), list(range(6000, 9000, 40))
    media = _written(tmp_path / "a.mkv", [*calm, *lively], "yuv420p", second_page_from_ms=6000)

    assert [stretch.start for stretch in find_stretches(media, silent)] == pytest.approx([0, 6], abs=0.05)


def test_a_clock_that_does_not_start_at_zero_is_set_to_zero(tmp_path: Path) -> None:
    media = _written(tmp_path / "a.mkv", list(range(100_000, 104_000, 200)), "yuv420p", second_page_from_ms=102_000)

    assert [stretch.start for stretch in find_stretches(media, silent)] == pytest.approx([0, 2], abs=0.05)


def test_a_film_that_breaks_off_is_read_up_to_there(tmp_path: Path) -> None:
    whole = _written(tmp_path / "a.mkv", list(range(0, 12_000, 200)), "yuv420p", second_page_from_ms=4000)
    whole.write_bytes(whole.read_bytes()[: int(whole.stat().st_size * 0.9)])

    assert [stretch.start for stretch in find_stretches(whole, silent)] == pytest.approx([0, 4], abs=0.05)


def _distance(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.abs(one.astype(int) - other).mean())


def _turn_clockwise(media: Path) -> None:
    """Writes the display matrix of a telephone held upright into the track header (ISO 14496-12, 8.3.2)."""
    content = bytearray(media.read_bytes())
    matrix = content.index(b"tkhd") + 4 + 40
    content[matrix : matrix + 36] = struct.pack(">9i", 0, 1 << 16, 0, -(1 << 16), 0, 0, 180 << 16, 0, 1 << 30)
    media.write_bytes(content)


def _written(
    path: Path,
    moments_ms: list[int],
    pixel_format: str,
    *,
    size: tuple[int, int] = (320, 180),
    second_page_from_ms: int = 1_000_000,
) -> Path:
    """One frame at each moment: the first page, then the second."""
    pages = [page(seed, width=size[0], height=size[1]) for seed in (1, 2)]
    with av.open(str(path), "w") as container:
        codec = "ffv1" if pixel_format in ("gray", "yuv420p10le") else "libx264"
        stream = container.add_stream(codec, rate=25)
        stream.width, stream.height = size
        stream.pix_fmt = pixel_format
        stream.codec_context.time_base = Fraction(1, 1000)
        for moment in moments_ms:
            frame = av.VideoFrame.from_ndarray(pages[moment >= second_page_from_ms], format="rgb24")
            frame.pts, frame.time_base = moment, Fraction(1, 1000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path
