"""A sheet of questions to be rated, and what becomes of the ratings."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from inference.evaluation.__main__ import main
from inference.evaluation.ratings_sheet import drawn_lectures
from inference.evaluation.ratings_store import read_ratings
from tests.inference.questions.llm.scripted import sees_no_fault
from tests.scripted_llm import LLAMA_CPP, ScriptedServer, Turn

pytestmark = pytest.mark.slow

OPEN_LICENSE = Path(__file__).parents[2] / "material/questions/open-license.json"


@pytest.fixture
def sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The page of a sheet with the questions of one talk."""
    arguments = ["--path", str(OPEN_LICENSE), "--only", "open-license", "--out", str(tmp_path), "--sheet", "trial"]
    assert main(["rating_sheet", *arguments]) == 0
    return Path(capsys.readouterr().out.strip())


def saved(sheet: Path, **rated: object) -> Path:
    """What the page's button saves when every question is rated alike."""
    names = re.findall(r'<section id="(\w+)">', sheet.read_text())
    rows = [{"question": name, "fails": [], "flaw": "", "embarrassing": False, **rated} for name in names]
    path = sheet.with_suffix(".saved.json")
    path.write_text(json.dumps({"sheet": "trial", "ratings": rows}))
    return path


def add(sheet: Path, kept: Path, reading: int, **rated: object) -> int:
    file = saved(sheet, **rated)
    folder = str(sheet.parent)
    arguments = ["--add", str(file), "--kept", str(kept), "--keys", folder, "--reading", str(reading)]
    return main(["ratings", *arguments, "--lectures", folder])


def test_a_sheet_shows_stem_answer_and_evidence_and_hides_the_writer(sheet: Path) -> None:
    page = sheet.read_text()

    assert "What do copyright rights include?" in page
    assert "Copyright rights include the ability to copy, modify, and redistribute work." in page
    assert 'class="evidence"' in page
    assert "embedded" not in page


def test_of_a_writer_with_both_what_the_model_wrote_is_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rules ask about the same talk beside it."""
    note = {
        "fact": "A free license does not prevent you from publishing or selling your work.",
        "question": "What does a free license not prevent?",
    }

    def answer(body: dict[str, Any]) -> Turn:
        title = (body.get("response_format") or {}).get("json_schema", {}).get("schema", {}).get("title", "")
        said = {"notes": {"notes": [note]}, "critic": sees_no_fault("")}
        return Turn(content=json.dumps(said[title]) if title in said else note["fact"], reasoning="")

    with ScriptedServer(LLAMA_CPP, context=100_000) as server:
        server.answer_with(answer)
        monkeypatch.setenv("LLM_URL", server.url)
        arguments = ["--path", str(OPEN_LICENSE), "--only", "open-license", "--out", str(tmp_path), "--sheet", "both"]
        assert main(["rating_sheet", *arguments, "--engine", "combined"]) == 0

    writers = {row["writer"] for row in json.loads((tmp_path / "both.key.json").read_text())["questions"]}
    assert {"combined", "combined, the model's"} <= writers


def test_a_sheet_is_drawn_the_same_again(sheet: Path, tmp_path: Path) -> None:
    first = sheet.read_text()
    again = ["--path", str(OPEN_LICENSE), "--only", "open-license", "--out", str(tmp_path / "again")]

    assert main(["rating_sheet", *again, "--sheet", "trial"]) == 0

    assert (tmp_path / "again" / "trial.html").read_text() == first


def test_ratings_are_kept_without_a_word_of_the_lecture(
    sheet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "kept.jsonl"

    assert add(sheet, kept, 1) == 0
    assert add(sheet, kept, 2, fails=["clarity"], flaw="leans on its place") == 0

    first, second = (next(r for r in read_ratings(kept) if r.reading == reading) for reading in (1, 2))
    assert (first.lecture, first.writer, first.acceptable) == ("open-license", "embedded", True)
    assert (second.fails, second.acceptable) == (("clarity",), False)
    assert "copyright" not in kept.read_text().lower()
    printed = capsys.readouterr().out
    assert "| sheet: trial | 1 |" in printed
    assert "kappa" in printed
    assert "leans on its place" in printed


def test_ratings_of_an_unknown_sheet_are_refused(
    sheet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet.with_suffix(".key.json").write_text(json.dumps({"sheet": "trial", "questions": []}))

    assert add(sheet, tmp_path / "kept.jsonl", 1) == 2
    assert "whose key is here" in capsys.readouterr().err


def test_lectures_are_drawn_from_every_subject_before_one_comes_twice(tmp_path: Path) -> None:
    for number, subject in enumerate(["biology", "biology", "biology", "history", "physics"]):
        content = {"subject": subject, "language": "en", "text": "word " * 20}
        (tmp_path / f"{number}.json").write_text(json.dumps(content))
    (tmp_path / "de.json").write_text(json.dumps({"subject": "law", "language": "de", "text": "Wort " * 20}))

    drawn = drawn_lectures(sorted(tmp_path.glob("*.json")), 3, seed=1, least_words=10)

    assert {json.loads(file.read_text())["subject"] for file in drawn} == {"biology", "history", "physics"}
