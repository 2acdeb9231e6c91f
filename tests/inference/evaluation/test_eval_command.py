"""`python -m inference.evaluation eval` measures what there is data for and says what is missing."""

import json
import sys
from types import ModuleType

import pytest

from inference.evaluation import everything
from inference.evaluation.__main__ import main
from inference.speech.fake import LINES
from tests.inference.recordings import write_recording

pytestmark = pytest.mark.slow


@pytest.fixture
def data(tmp_path):
    """The folders of the real data, with recordings of which the scripted transcriber knows the words."""
    for folder, name in (
        ("librivox", "a.wav"),
        ("librivox_multi", "en_b.mp3"),
        ("librivox_multi", "de.mp3"),
        ("librivox_multi", "es.mp3"),
        ("jfk", "jfk.flac"),
        ("physicsworks", "physicsworks_audio.webm"),
    ):
        path = tmp_path / "media" / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_recording(path, seconds=20, picture=False)
        path.with_suffix(".txt").write_text(" ".join(LINES))
        (path.parent / "transcript.json").write_text(json.dumps({"text": " ".join(LINES)}))
    graded = tmp_path / "grading" / "beetle" / "test-unseen-answers.jsonl"
    graded.parent.mkdir(parents=True)
    graded.write_text("{}\n")
    return tmp_path


@pytest.fixture
def grading(monkeypatch) -> None:
    """Stands for the grading evaluation, by its documented line of JSON; the baselines know less."""
    module = ModuleType("inference.evaluation.grading")

    def add_arguments(parser):
        parser.add_argument("files", nargs="+")
        parser.add_argument("--engine", default="embedded")

    def run(args):
        accuracy = 0.75 if args.engine == "embedded" else 0.5
        for file in args.files:
            figures = {"2way": {"accuracy": accuracy, "macro_f1": 0.7}, "answers_per_second": 40.0}
            sys.stdout.write(json.dumps({"file": file, **figures}) + "\n")
        return 0

    module.add_arguments, module.run = add_arguments, run
    monkeypatch.setattr(everything, "grading", module)


def test_one_table_holds_speech_and_grading_beside_their_targets(data, grading, capsys):
    assert main(["eval", "--data", str(data), "--films", str(data), "--engine", "fake", "--slide-engine", "fake"]) == 0

    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in capsys.readouterr().out.splitlines()]
    by_name = {row[0]: row[1:] for row in rows}
    assert by_name["speech, English, 3 clips: word errors"][1:3] == ["<= 9 %", "OK"]
    assert "speech, German: word errors" in by_name
    accuracy = ["0.75", ">= 0.8", "MISSED", "0.500 always one label, 0.500 shared words"]
    assert by_name["grading, beetle: 2way accuracy"] == accuracy
    assert by_name["grading, beetle: answers per second"][1:3] == [">= 50", "MISSED"]


def test_long_english_lectures_are_counted_by_their_questions(data, grading, monkeypatch, capsys):
    (data / "lectures").mkdir()
    asked = []

    def counted(writer, files, *, least_words, count):
        asked.append(least_words)
        yield from (
            {"language": language, "questions": number, "doubtful": 7}
            for language, number in (("en", 12), ("de", 0), ("", 3))
        )

    monkeypatch.setattr(everything, "counted", counted)

    assert main(["eval", "--data", str(data), "--films", str(data), "--engine", "fake", "--slide-engine", "fake"]) == 0

    fewest, sure = [line for line in capsys.readouterr().out.splitlines() if ": fewest" in line]
    assert asked == [6000]
    assert [cell.strip() for cell in fewest.split("|")[1:4]] == [
        "questions, 1 English lectures of 6000 words or more: fewest",
        "12",
        ">= 10",
    ]
    assert [cell.strip() for cell in sure.split("|")[1:3]] == [
        "questions, 1 English lectures of 6000 words or more: fewest that nothing speaks against",
        "5",
    ]


def test_without_data_it_says_so_and_measures_nothing(tmp_path, capsys):
    assert main(["eval", "--data", str(tmp_path / "nowhere"), "--engine", "fake"]) == 0

    written = capsys.readouterr()
    assert written.out == ""
    assert "Set DATA_DIR" in written.err


def test_only_the_module_of_the_command_is_asked(monkeypatch, capsys):
    asked = []

    def import_module(name: str) -> ModuleType:
        asked.append(name)
        module = ModuleType(name)
        module.add_arguments, module.run = lambda _: None, lambda _: 7
        return module

    monkeypatch.setattr("inference.evaluation.__main__.importlib.import_module", import_module)

    assert main(["grading"]) == 7
    assert asked == ["inference.evaluation.grading"]


@pytest.mark.parametrize("argv", [[], ["unknown"], ["--help"]])
def test_without_a_known_command_the_commands_are_named(argv, capsys):
    with pytest.raises(SystemExit):
        main(argv)

    written = capsys.readouterr()
    assert "speech" in written.out + written.err
    assert "grading" in written.out + written.err


def test_help_of_a_command_is_its_own(capsys):
    with pytest.raises(SystemExit):
        main(["eval", "--help"])

    assert "--data" in capsys.readouterr().out
