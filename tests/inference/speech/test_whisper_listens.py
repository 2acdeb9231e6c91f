"""The real model on real and on no speech."""

from pathlib import Path

import numpy as np
import pytest

from inference.engine import NothingKept, silent
from inference.errors import EngineUnavailable
from inference.evaluation.wer import word_errors
from inference.speech import pieces
from inference.speech.sound import RATE
from inference.speech.whisper import WhisperTranscriber
from tests.inference.recordings import write_recording

SAID = "And so, my fellow Americans, ask not what your country can do for you, ask what you can do for your country."


def text_of(transcript) -> str:
    return " ".join(segment.text for segment in transcript.segments)


@pytest.fixture
def long_speech(tmp_path, jfk_samples, pause) -> Path:
    """Kennedy's sentence four times with a pause of a second between."""
    return write_recording(tmp_path / "long.wav", sound=np.concatenate([jfk_samples, pause] * 4), picture=False)


@pytest.fixture
def short_pieces(monkeypatch) -> None:
    monkeypatch.setattr(pieces, "PIECE_S", 14)
    monkeypatch.setattr(pieces, "SEARCH_S", 6)


@pytest.mark.slow
def test_a_famous_sentence_is_heard_without_an_error(tiny, jfk):
    transcript = tiny.transcribe(jfk, report=silent, partial=NothingKept())

    assert word_errors(SAID, text_of(transcript)).errors == 0


@pytest.mark.slow
def test_the_times_of_words_are_those_of_the_recording(tiny, tmp_path, jfk_samples):
    late = np.concatenate([np.zeros(5 * RATE, np.float32), jfk_samples])
    early = tiny.transcribe(
        write_recording(tmp_path / "a.wav", sound=jfk_samples, picture=False), report=silent, partial=NothingKept()
    )

    shifted = tiny.transcribe(
        write_recording(tmp_path / "b.wav", sound=late, picture=False), report=silent, partial=NothingKept()
    )

    assert shifted.segments[-1].words[-1].text == early.segments[-1].words[-1].text
    assert shifted.segments[-1].end == pytest.approx(early.segments[-1].end + 5, abs=0.5)


@pytest.mark.slow
def test_no_word_is_lost_where_pieces_meet(tiny, long_speech, short_pieces, kept):
    transcript = tiny.transcribe(long_speech, report=silent, partial=kept)

    assert len(kept.saved) > 2
    assert word_errors(" ".join([SAID] * 4), text_of(transcript)).rate < 0.05


@pytest.mark.slow
def test_a_resumed_run_listens_only_to_what_is_missing(tiny, long_speech, short_pieces, kept, monkeypatch):
    whole = tiny.transcribe(long_speech, report=silent, partial=kept)
    del kept.saved[max(kept.saved)]
    heard = []
    hear = tiny._hear
    monkeypatch.setattr(tiny, "_hear", lambda samples, *rest: heard.append(len(samples)) or hear(samples, *rest))

    resumed = tiny.transcribe(long_speech, report=silent, partial=kept)

    assert len(heard) == 1
    assert resumed == whole


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["silence", "noise", "hum", "melody"])
def test_nothing_is_written_down_where_nobody_speaks(tiny, tmp_path, kind):
    moments = np.arange(20 * RATE) / RATE
    notes = np.repeat([262, 330, 392, 523, 440, 349, 294, 392], len(moments) // 8)
    sound = {
        "silence": np.zeros_like(moments),
        "noise": np.random.default_rng(0).normal(0, 0.1, len(moments)),
        "hum": 0.3 * np.sin(2 * np.pi * 50 * moments),
        "melody": 0.2 * np.sin(2 * np.pi * notes * moments) * np.exp(-2 * (moments % 2.5)),
    }[kind]

    transcript = tiny.transcribe(
        write_recording(tmp_path / "talk.wav", sound=sound, picture=False), report=silent, partial=NothingKept()
    )

    assert transcript.segments == ()
    assert transcript.language == ""


def test_a_model_that_is_nowhere_is_unavailable_and_says_where_it_looked(tmp_path):
    engine = WhisperTranscriber(tmp_path, model="gigantic")

    with pytest.raises(EngineUnavailable, match=r"no speech model 'gigantic'.*base.*model\.bin"):
        engine.load()


def test_a_directory_with_other_files_than_a_model_is_unavailable(tmp_path):
    for name in ("model.bin", "config.json", "tokenizer.json"):
        (tmp_path / name).write_text("{}")

    with pytest.raises(EngineUnavailable, match="cannot be loaded"):
        WhisperTranscriber(tmp_path / "models", model=str(tmp_path)).load()


def test_the_fingerprint_follows_the_weights_and_not_their_name_device_or_batch(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        for file in ("model.bin", "config.json", "tokenizer.json"):
            (tmp_path / name / file).write_text("the same")
    one = WhisperTranscriber(tmp_path, model="one", device="cpu", batch_size=2).fingerprint

    assert WhisperTranscriber(tmp_path, model="two", device="cuda", batch_size=16).fingerprint == one
    assert WhisperTranscriber(tmp_path, model="one", compute_type="float32").fingerprint != one
    (tmp_path / "two" / "model.bin").write_text("other weights")
    assert WhisperTranscriber(tmp_path, model="two").fingerprint != one


def test_the_fingerprint_of_a_packaged_model_needs_no_weights(tmp_path):
    base, tiny_en = (WhisperTranscriber(tmp_path, model=name).fingerprint for name in ("base", "tiny.en"))

    assert base != tiny_en
    assert list(tmp_path.iterdir()) == []
