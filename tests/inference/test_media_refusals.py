"""What inspect refuses, and the sentence it says."""

import random
import struct
from pathlib import Path

import av
import pytest

from inference.errors import BadInput
from inference.media import inspect
from tests.inference.recordings import write_recording


def refusal(path: Path, **limits: float) -> BadInput:
    with pytest.raises(BadInput) as caught:
        inspect(path, **{"max_duration_s": 3600, **limits})
    assert caught.value.sentence[0].isupper()
    assert caught.value.sentence.endswith(".")
    assert str(path.parent) not in caught.value.sentence
    return caught.value


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "media.empty"),
        (b"Dear students,\n" * 1000, "media.text"),
        (b"%PDF-1.7\n" + bytes(1000), "media.document"),
        (b"PK\x03\x04" + bytes(1000), "media.document"),
        (b"\x00\x01" + random.Random(3).randbytes(50_000), "media.unknown"),
    ],
    ids=["empty", "text", "pdf", "office", "noise"],
)
def test_what_is_no_recording_is_refused_whatever_its_name(tmp_path, content, code):
    path = tmp_path / "lecture.mp4"
    path.write_bytes(content)

    assert refusal(path).code == code


@pytest.mark.parametrize(
    "content",
    [
        b"#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:9/a.ts\n",
        b"ffconcat version 1.0\nfile /etc/passwd\n",
        b"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\nm=video 5004 RTP/AVP 96\r\n",
        b"\xef\xbb\xbf<?xml version='1.0'?><MPD><BaseURL>http://127.0.0.1:9/</BaseURL></MPD>",
    ],
    ids=["hls", "concat", "sdp", "dash"],
)
@pytest.mark.parametrize("name", ["lecture.mp4", "lecture.m3u8", "lecture.ts"])
def test_a_playlist_is_refused_and_nothing_it_names_is_opened(tmp_path, monkeypatch, content, name):
    path = tmp_path / name
    path.write_bytes(content)
    opened = []
    monkeypatch.setattr("av.open", opened.append)

    assert refusal(path).code == "media.playlist"
    assert opened == []


@pytest.mark.parametrize(
    "start",
    [
        b"\x1a\x45\xdf\xa3",
        b"OggS",
        b"fLaC",
        b"ID3\x03\0\0\0\0\0\0",
        b"\xff\xfb\x90\x00",
        b"RIFF\0\0\0\0WAVE",
        b"FLV\x01",
    ],
)
def test_noise_behind_an_honest_start_is_refused(tmp_path, start):
    path = tmp_path / "lecture.mkv"
    path.write_bytes(start + random.Random(5).randbytes(50_000))

    assert refusal(path).code in {"media.unreadable", "media.no_tracks"}


def test_a_film_without_its_table_of_contents_is_refused(tmp_path):
    path = write_recording(tmp_path / "lecture.mp4")
    content = path.read_bytes()
    assert content.index(b"mdat") < content.index(b"moov")
    path.write_bytes(content[: content.index(b"moov") - 100])

    found = refusal(path)

    assert found.code == "media.broken_off"
    assert "incomplete" in found.sentence


def test_a_film_cut_before_its_table_of_contents_is_refused_with_the_share_that_is_there(tmp_path):
    path = write_recording(tmp_path / "lecture.mp4", seconds=20)
    content = path.read_bytes()
    path.write_bytes(content[: content.index(b"moov") // 2])

    found = refusal(path)

    assert found.code == "media.broken_off"
    assert "ends after 50% of what it announces" in found.sentence


def test_a_film_cut_behind_its_table_of_contents_is_refused_with_the_moment(tmp_path):
    whole = write_recording(tmp_path / "whole.mp4", seconds=20)
    path = tmp_path / "lecture.mp4"
    with av.open(str(whole)) as source, av.open(str(path), "w", options={"movflags": "faststart"}) as out:
        tracks = [out.add_stream_from_template(stream) for stream in source.streams]
        for packet in source.demux():
            if packet.dts is not None:
                packet.stream = tracks[packet.stream.index]
                out.mux(packet)
    content = path.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")
    path.write_bytes(content[: len(content) * 2 // 3])

    assert "breaks off at 0:14 of 0:20." in refusal(path).sentence


@pytest.mark.parametrize("name", ["lecture.mkv", "lecture.webm", "lecture.mp3", "lecture.wav", "lecture.flac"])
def test_a_recording_cut_in_half_is_refused_with_the_moment(tmp_path, name):
    path = write_recording(tmp_path / name, seconds=20, picture=name.endswith(("mkv", "webm")))
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])

    found = refusal(path)

    assert found.code == "media.broken_off"
    assert "breaks off at 0:" in found.sentence
    assert "of 0:20." in found.sentence


def test_a_header_that_promises_six_hours_is_measured(tmp_path):
    path = write_recording(tmp_path / "lecture.mkv", seconds=4)
    content = bytearray(path.read_bytes())
    at = content.index(b"\x44\x89\x88") + 3
    content[at : at + 8] = struct.pack(">d", 6 * 3600 * 1000.0)
    path.write_bytes(content)

    assert "breaks off at 0:04 of 6:00:00." in refusal(path, max_duration_s=7 * 3600).sentence


def test_a_recording_longer_than_the_limit_is_refused_with_both_lengths(tmp_path):
    found = refusal(write_recording(tmp_path / "lecture.mp4", seconds=4), max_duration_s=2)

    assert found.code == "media.too_long"
    assert "lasts 0:04; the limit is 0:02." in found.sentence


def test_a_file_larger_than_the_limit_is_refused(tmp_path):
    path = tmp_path / "lecture.mp4"
    path.write_bytes(bytes(3 << 20))

    assert refusal(path, max_bytes=2 << 20).code == "media.too_big"


@pytest.mark.parametrize("seed", range(4))
def test_a_film_with_neither_sound_nor_a_picture_is_refused(tmp_path, seed):
    path = write_recording(tmp_path / "lecture.mp4")
    content = path.read_bytes()
    start, end = content.index(b"mdat") + 4, content.index(b"moov") - 4
    path.write_bytes(content[:start] + random.Random(seed).randbytes(end - start) + content[end:])

    assert refusal(path).code == "media.no_tracks"
