"""What inspect says about recordings that can be used."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from inference.media import MediaInfo, inspect
from tests.inference.recordings import write_recording


def facts(path: Path) -> MediaInfo:
    return inspect(path, max_duration_s=3600)


@pytest.mark.parametrize(
    ("name", "container", "audio", "video"),
    [
        ("lecture.mp4", "mov", "aac", "h264"),
        ("lecture.mov", "mov", "aac", "h264"),
        ("lecture.mkv", "matroska", "opus", "h264"),
        ("lecture.webm", "matroska", "opus", "vp8"),
    ],
)
def test_a_film_has_its_codecs_its_size_and_its_length(tmp_path, name, container, audio, video):
    path = write_recording(tmp_path / name, seconds=4)

    info = facts(path)

    assert (info.container, info.audio_codec, info.video_codec) == (container, audio, video)
    assert (info.width, info.height, info.rotation) == (64, 48, 0)
    assert info.duration_s == pytest.approx(4, abs=0.3)
    assert info.size_bytes == path.stat().st_size
    assert info.streams == 2


@pytest.mark.parametrize("name", ["talk.mp3", "talk.wav", "talk.flac", "talk.m4a", "talk.ogg"])
def test_a_lecture_without_a_picture_passes(tmp_path, name):
    info = facts(write_recording(tmp_path / name, picture=False))

    assert info.has_audio
    assert not info.has_video
    assert info.width is None


def test_a_silent_film_passes(tmp_path):
    info = facts(write_recording(tmp_path / "slides.mp4", silent=True))

    assert info.has_video
    assert not info.has_audio


def test_a_cover_picture_is_no_picture(tmp_path):
    path = tmp_path / "talk.mp3"
    write_recording(path, picture=False)
    with_cover = tmp_path / "cover.mp3"
    with av.open(str(path)) as source, av.open(str(with_cover), "w") as out:
        track = out.add_stream_from_template(source.streams.audio[0])
        cover = out.add_stream("mjpeg", rate=1)
        cover.width, cover.height, cover.pix_fmt = 16, 16, "yuvj420p"
        cover.disposition = av.stream.Disposition.attached_pic
        out.mux(cover.encode(av.VideoFrame(16, 16, "yuvj420p")))
        for packet in source.demux(audio=0):
            if packet.dts is not None:
                packet.stream = track
                out.mux(packet)

    info = facts(with_cover)

    assert info.streams == 2
    assert not info.has_video


def test_a_film_turned_on_its_side_is_measured_as_it_is_shown(tmp_path):
    upright = write_recording(tmp_path / "upright.mp4")
    turned = tmp_path / "turned.mp4"
    with av.open(str(upright)) as source, av.open(str(turned), "w") as out:
        film = out.add_stream_from_template(source.streams.video[0])
        film.set_display_rotation(-90)
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = film
                out.mux(packet)

    info = facts(turned)

    assert info.rotation == 90
    assert (info.width, info.height) == (48, 64)


def test_a_film_of_one_picture_passes(tmp_path):
    info = facts(film(tmp_path / "one.mp4", [0], rate=1))

    assert info.has_video
    assert info.duration_s == pytest.approx(1)


@pytest.mark.parametrize("name", ["short.mp4", "short.webm", "short.m4a"])
def test_half_a_second_passes(tmp_path, name):
    info = facts(write_recording(tmp_path / name, seconds=0.5, picture=not name.endswith("m4a")))

    assert info.duration_s == pytest.approx(0.5, abs=0.05)


def test_a_changing_frame_rate_is_measured_by_its_moments(tmp_path):
    info = facts(film(tmp_path / "phone.mp4", [*range(0, 6000, 1500), *range(6000, 9000, 40)]))

    assert info.duration_s == pytest.approx(9, abs=0.1)


def test_an_odd_size_passes(tmp_path):
    info = facts(film(tmp_path / "odd.mkv", [0, 500, 1000], size=(333, 187)))

    assert (info.width, info.height) == (333, 187)


def film(path: Path, moments_ms: list[int], *, size: tuple[int, int] = (64, 48), rate: int = 1000) -> Path:
    """Pictures at these moments and no sound."""
    with av.open(str(path), "w") as out:
        track = out.add_stream("libx264", rate=rate)
        (track.width, track.height), track.pix_fmt = size, "yuv444p"
        track.codec_context.time_base = Fraction(1, 1000)
        for moment in moments_ms:
            frame = av.VideoFrame.from_ndarray(np.full((size[1], size[0], 3), 90, np.uint8), format="rgb24")
            frame.pts, frame.time_base = moment, Fraction(1, 1000)
            out.mux(track.encode(frame))
        out.mux(track.encode(None))
    return path
