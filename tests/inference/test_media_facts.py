"""What inspect says about recordings that can be used."""

from pathlib import Path

import av
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
