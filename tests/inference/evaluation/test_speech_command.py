"""`python -m inference.evaluation speech AUDIO REFERENCE`"""

import json
import wave

import pytest

from inference.evaluation.__main__ import main
from inference.speech.fake import LINES


@pytest.fixture
def talk(tmp_path):
    path = tmp_path / "talk.wav"
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(16_000)
        out.writeframes(bytes(2 * 16_000 * 20))
    return path


def test_it_writes_one_line_of_json(talk, tmp_path, capsys):
    reference = tmp_path / "talk.txt"
    reference.write_text(" ".join(LINES).replace("sum", "total"))

    code = main(["speech", str(talk), str(reference), "--engine", "fake"])

    figures = json.loads(capsys.readouterr().out)
    assert code == 0
    assert list(figures) == ["wer", "times_real_time", "cpu_s"]
    assert figures["wer"] == pytest.approx(1 / sum(len(line.split()) for line in LINES), abs=0.001)
    assert figures["times_real_time"] > 1


@pytest.mark.parametrize("content", [{"text": " ".join(LINES)}, {"segments": [{"text": line} for line in LINES]}])
def test_a_transcript_is_a_reference_too(talk, tmp_path, capsys, content):
    reference = tmp_path / "talk.json"
    reference.write_text(json.dumps(content))

    main(["speech", str(talk), str(reference), "--engine", "fake"])

    assert json.loads(capsys.readouterr().out)["wer"] == 0


def test_a_missing_recording_is_one_sentence_and_code_2(tmp_path, capsys):
    reference = tmp_path / "talk.txt"
    reference.write_text("Words.")

    assert main(["speech", str(tmp_path / "gone.wav"), str(reference), "--engine", "fake"]) == 2
    assert capsys.readouterr().err.strip().endswith("gone.wav.")


def test_an_unknown_engine_is_one_sentence_and_code_2(talk, tmp_path, capsys):
    reference = tmp_path / "talk.txt"
    reference.write_text("Words.")

    assert main(["speech", str(talk), str(reference), "--engine", "nonsense"]) == 2
    assert "name embedded, fake or a dotted path" in capsys.readouterr().err
