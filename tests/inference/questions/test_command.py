"""`python -m inference.questions`."""

import json
from pathlib import Path

import pytest

from inference.questions.__main__ import main
from tests.scripted_llm import ScriptedServer


@pytest.fixture
def transcript(tmp_path: Path) -> Path:
    path = tmp_path / "lecture.json"
    path.write_text(json.dumps({"text": "Diamonds are hard because every carbon atom holds four strong bonds."}))
    return path


def test_it_prints_one_json_object_per_question(transcript: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main([str(transcript)])

    (line,) = capsys.readouterr().out.splitlines()
    question = json.loads(line)
    assert code == 0
    assert question["stem"] == "Why are diamonds hard?"
    assert question["wh"] == "why"
    assert question["key_points"] == ["every carbon atom holds four strong bonds"]
    assert set(question) == {"stem", "reference_answers", "key_points", "evidence", "wh", "score", "doubt"}
    assert set(question["evidence"]) == {"start", "end", "text"}


def test_explain_tells_what_was_thrown_out(transcript: Path, capsys: pytest.CaptureFixture[str]) -> None:
    transcript.write_text(json.dumps({"text": "I like diamonds because they shine so brightly."}))

    main([str(transcript), "--explain"])

    told = capsys.readouterr().err
    assert "1  clause: first person" in told
    assert "clause: first person\n  - I like diamonds because they shine so brightly." in told


def test_explain_says_of_every_sentence_that_yields_nothing_why(
    transcript: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = ["Um, right.", "Is that so?", "We met on Tuesday in a nice place.", "Diamonds shine."]
    transcript.write_text(json.dumps({"text": " ".join(said)}))

    main([str(transcript), "--explain"])

    told = capsys.readouterr().err
    assert all(sentence.split()[-1].strip(".?").lower() in told.lower() for sentence in said)


def test_a_file_that_cannot_be_read_is_a_sentence_and_exit_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main([str(tmp_path / "missing.json")])

    assert code == 2
    assert capsys.readouterr().err == "The file missing.json cannot be read.\n"


def test_an_unknown_engine_is_a_sentence_and_exit_code_2(transcript: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main([str(transcript), "--engine", "nothing.here"])

    assert code == 2
    assert "There is no engine 'nothing.here'" in capsys.readouterr().err


def test_another_language_says_so_and_succeeds(transcript: Path, capsys: pytest.CaptureFixture[str]) -> None:
    transcript.write_text(json.dumps({"language": "es", "text": "Los diamantes son duros."}))

    code = main([str(transcript)])

    output = capsys.readouterr()
    assert (code, output.out) == (0, "")
    assert "English only" in output.err


def test_a_language_model_is_asked_where_the_environment_names_one(
    transcript: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with ScriptedServer() as server:
        monkeypatch.setenv("LLM_URL", server.url)
        monkeypatch.setenv("LLM_API_KEY", server.api_key)
        code = main([str(transcript), "--engine", "combined", "--explain"])

        assert any("carbon atom" in str(body) for body in server.asked)
        calls = len(server.asked)
    printed = capsys.readouterr()
    assert code == 0
    assert "Why are diamonds hard?" in printed.out
    assert f"and {calls} calls of the model: " in printed.err


def test_without_a_server_it_says_which_setting_is_missing(
    transcript: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LLM_URL", raising=False)

    assert main([str(transcript), "--engine", "llm"]) == 2
    assert "LLM_URL" in capsys.readouterr().err
