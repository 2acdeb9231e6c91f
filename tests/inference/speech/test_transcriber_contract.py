"""What every transcriber promises."""

import re
from itertools import pairwise

import pytest

from inference.engine import NothingKept, silent
from inference.errors import BadInput
from inference.speech.fake import ScriptedTranscriber
from inference.speech.hardware import cuda_is_usable
from inference.speech.transcript import Transcriber
from tests.inference.recordings import write_recording

ON_CUDA = pytest.param("on_cuda", marks=[pytest.mark.slow, pytest.mark.gpu])
ENGINES = ["fake", pytest.param("tiny", marks=pytest.mark.slow), *([ON_CUDA] if cuda_is_usable() else [])]


@pytest.fixture(params=ENGINES)
def transcriber(request) -> Transcriber:
    return ScriptedTranscriber(model="any") if request.param == "fake" else request.getfixturevalue(request.param)


def test_it_writes_down_what_is_said_in_order(transcriber, jfk):
    transcript = transcriber.transcribe(jfk, report=silent, partial=NothingKept())

    assert transcript.language == "en"
    assert transcript.segments
    assert all(0 <= segment.start < segment.end <= 11.5 for segment in transcript.segments)
    assert all(one.end <= other.start for one, other in pairwise(transcript.segments))


def test_each_segment_is_spelled_by_its_words_within_its_times(transcriber, jfk):
    transcript = transcriber.transcribe(jfk, report=silent, partial=NothingKept())

    for segment in transcript.segments:
        assert " ".join(word.text for word in segment.words) == segment.text
        assert all(segment.start <= word.start <= word.end <= segment.end for word in segment.words)
        assert all(0 <= word.confidence <= 1 for word in segment.words)
        assert 0 < segment.confidence <= 1


def test_the_same_recording_gives_the_same_transcript(transcriber, jfk):
    first, second = (transcriber.transcribe(jfk, report=silent, partial=NothingKept()) for _ in range(2))

    assert first == second


def test_it_reports_progress_that_never_goes_back(transcriber, jfk):
    reported: list[float] = []

    transcriber.transcribe(jfk, report=reported.append, partial=NothingKept())

    assert reported == sorted(reported)
    assert reported[-1] == 1.0
    assert reported[0] >= 0


def test_a_report_that_raises_stops_it(transcriber, jfk):
    class Stopped(Exception):
        pass

    def stop(fraction: float) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        transcriber.transcribe(jfk, report=stop, partial=NothingKept())


def test_a_film_without_sound_is_refused(transcriber, tmp_path):
    film = write_recording(tmp_path / "slides.mp4", silent=True)

    with pytest.raises(BadInput) as caught:
        transcriber.transcribe(film, report=silent, partial=NothingKept())

    assert caught.value.code == "speech.no_audio"


def test_its_fingerprint_names_it_and_stays(transcriber):
    assert re.fullmatch(r"speech\.[a-z]+@[0-9a-f]{12}", transcriber.fingerprint)
    assert transcriber.fingerprint == transcriber.fingerprint
