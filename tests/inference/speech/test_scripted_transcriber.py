"""The fake says what its script says."""

import json

import pytest

from inference.engine import NothingKept, silent
from inference.errors import BadInput
from inference.speech.fake import LINES, ScriptedTranscriber
from tests.inference.recordings import write_recording


def transcribe(path):
    return ScriptedTranscriber().transcribe(path, report=silent, partial=NothingKept())


def test_without_a_script_it_says_its_own_lines(tmp_path):
    path = write_recording(tmp_path / "talk.wav", seconds=20, picture=False)

    assert tuple(segment.text for segment in transcribe(path).segments) == LINES


def test_it_says_nothing_after_the_end_of_the_recording(tmp_path):
    path = write_recording(tmp_path / "talk.wav", seconds=6, picture=False)

    segments = transcribe(path).segments

    assert len(segments) == 2
    assert segments[-1].end == pytest.approx(6, abs=0.1)


def test_a_script_beside_the_recording_is_read(tmp_path):
    path = write_recording(tmp_path / "talk.wav", seconds=6, picture=False)
    script = {"language": "de", "segments": [{"start": 1, "end": 3, "text": "Guten Tag."}]}
    path.with_name("talk.wav.script.json").write_text(json.dumps(script))

    transcript = transcribe(path)

    assert transcript.language == "de"
    assert [segment.text for segment in transcript.segments] == ["Guten Tag."]


@pytest.mark.parametrize("script", ["not json", "[]", '{"segments": [{"start": 1}]}'])
def test_a_script_that_is_no_transcript_is_refused(tmp_path, script):
    path = write_recording(tmp_path / "talk.wav", picture=False)
    path.with_name("talk.wav.script.json").write_text(script)

    with pytest.raises(BadInput, match="is not a transcript"):
        transcribe(path)
