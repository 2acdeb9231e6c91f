"""Windows in which Whisper talks to itself give no words."""

from types import SimpleNamespace

import numpy as np
import pytest

from inference.engine import NothingKept, silent
from inference.speech.hardware import Setup
from inference.speech.whisper import WhisperTranscriber

INFO = SimpleNamespace(language="en")


def window(text: str, **facts: float) -> SimpleNamespace:
    words = [
        SimpleNamespace(start=n * 0.2, end=n * 0.2 + 0.2, word=f" {word}", probability=0.9)
        for n, word in enumerate(text.split())
    ]
    usual = {"start": 0.0, "end": 5.0, "no_speech_prob": 0.1, "avg_logprob": -0.2, "compression_ratio": 1.2}
    return SimpleNamespace(**{**usual, **facts}, words=words)


class Model:
    """Stands for both of faster-whisper's objects: gives prepared windows, then prepared second tries."""

    def __init__(self, first: list[SimpleNamespace], second: list[SimpleNamespace]) -> None:
        self.answers = [first, second]

    def transcribe(self, samples: np.ndarray, **options: object):
        return iter(self.answers.pop(0)), INFO


def heard(tmp_path, jfk, first, second=()) -> str:
    engine = WhisperTranscriber(tmp_path)
    model = Model(list(first), list(second))
    engine.__dict__.update(_batched=model, _model=model, _setup=Setup("cpu", "int8", 4))
    transcript = engine.transcribe(jfk, report=silent, partial=NothingKept())
    return " ".join(segment.text for segment in transcript.segments)


def test_a_usual_window_is_kept(tmp_path, jfk):
    assert heard(tmp_path, jfk, [window("Energy is conserved.")]) == "Energy is conserved."


def test_a_window_that_the_model_takes_for_silence_is_dropped(tmp_path, jfk):
    windows = [window("Thanks for watching!", no_speech_prob=0.9, avg_logprob=-1.4), window("Energy.")]

    assert heard(tmp_path, jfk, windows) == "Energy."


@pytest.mark.parametrize("facts", [{"no_speech_prob": 0.9}, {"avg_logprob": -1.4}])
def test_one_doubt_alone_drops_nothing(tmp_path, jfk, facts):
    assert heard(tmp_path, jfk, [window("Quiet but clear.", **facts)]) == "Quiet but clear."


def test_a_loop_is_tried_again_and_replaced(tmp_path, jfk):
    loop = window("and so and so and so", compression_ratio=6.0)

    assert heard(tmp_path, jfk, [loop], [window("What was said.")]) == "What was said."


def test_a_loop_that_stays_a_loop_is_dropped(tmp_path, jfk):
    loop = window("and so and so and so", compression_ratio=6.0)

    assert heard(tmp_path, jfk, [loop], [loop]) == ""
