"""Any track becomes mono at 16 kHz, and sample n stays at n / 16000 seconds."""

import av
import numpy as np
import pytest

from inference.errors import BadInput
from inference.speech.sound import RATE, stream_sound
from tests.inference.recordings import write_recording


def loud_moments(path) -> np.ndarray:
    samples = np.concatenate(list(stream_sound(path)))
    return np.flatnonzero(np.abs(samples) > 0.1) / RATE


@pytest.mark.parametrize("name", ["talk.mp3", "talk.wav", "talk.flac", "talk.m4a", "talk.ogg", "talk.mkv"])
def test_a_sound_is_where_it_was(tmp_path, name):
    sound = np.zeros(4 * RATE, np.float32)
    sound[2 * RATE : 3 * RATE] = 0.5 * np.sin(np.arange(RATE) * 0.3)

    moments = loud_moments(write_recording(tmp_path / name, sound=sound, picture=name.endswith("mkv")))

    assert moments[0] == pytest.approx(2, abs=0.1)
    assert moments[-1] == pytest.approx(3, abs=0.1)


def test_stereo_at_another_rate_is_mixed_down(tmp_path):
    path = tmp_path / "talk.wav"
    with av.open(str(path), "w") as container:
        track = container.add_stream("pcm_s16le", rate=44_100, layout="stereo")
        one_side = np.zeros((1, 2 * 44_100), np.int16)
        one_side[0, ::2] = (20_000 * np.sin(np.arange(44_100) * 0.1)).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(one_side, format="s16", layout="stereo")
        frame.sample_rate = 44_100
        container.mux(track.encode(frame))

    samples = np.concatenate(list(stream_sound(path)))

    assert len(samples) == pytest.approx(RATE, abs=200)
    assert 0.2 < np.abs(samples).max() < 0.5


def test_a_gap_in_the_track_becomes_silence(tmp_path):
    path = tmp_path / "talk.mkv"
    with av.open(str(path), "w") as container:
        track = container.add_stream("pcm_s16le", rate=RATE, layout="mono")
        for start in (0, 10 * RATE):
            tone = (20_000 * np.sin(np.arange(RATE) * 0.3)).astype(np.int16)[None]
            frame = av.AudioFrame.from_ndarray(tone, format="s16", layout="mono")
            frame.sample_rate, frame.pts = RATE, start
            container.mux(track.encode(frame))

    moments = loud_moments(path)

    assert moments[-1] == pytest.approx(11, abs=0.1)
    assert not ((moments > 1.1) & (moments < 9.9)).any()


def test_a_long_sound_comes_in_blocks(tmp_path):
    path = write_recording(tmp_path / "talk.wav", sound=np.zeros(35 * RATE, np.float32), picture=False)

    lengths = [len(block) for block in stream_sound(path)]

    assert len(lengths) == 4
    assert sum(lengths) == 35 * RATE


def test_no_sound_is_a_refusal(tmp_path):
    path = write_recording(tmp_path / "slides.mp4", silent=True)

    with pytest.raises(BadInput, match="has no sound"):
        list(stream_sound(path))
