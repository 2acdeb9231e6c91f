"""What a writer doubts itself is drawn and rated by itself, and stands in no other row."""

import pytest

from inference.engine import silent
from inference.evaluation.ratings import report
from inference.evaluation.ratings_sheet import _marked
from inference.evaluation.ratings_store import DOUBTFUL, Rating
from inference.questions.fake import ScriptedQuestionWriter
from tests.inference.questions.conftest import lecture


def rating(question: str, writer: str, *fails: str) -> Rating:
    return Rating("trial", "talk", question, writer, "what", 1, fails, "badly worded" if fails else "")


def test_doubtful_ones_are_a_writer_of_their_own_and_count_for_no_kind(capsys: pytest.CaptureFixture[str]) -> None:
    report([rating("a", "embedded"), rating("b", f"embedded{DOUBTFUL}", "fluency")], {"talk": "biology"})

    rows = [[cell.strip() for cell in line.split("|")[1:5]] for line in capsys.readouterr().out.splitlines()]
    assert ["writer: embedded", "1", "1", "1.00"] in rows
    assert ["writer: embedded, doubtful", "1", "1", "0.00"] in rows
    assert ["asks: what", "1", "1", "1.00"] in rows
    assert ["subject: biology", "1", "1", "1.00"] in rows


def test_where_only_doubtful_ones_were_read_they_are_counted_by_kind(capsys: pytest.CaptureFixture[str]) -> None:
    report([rating("b", f"embedded{DOUBTFUL}", "fluency")], {})

    assert "asks: what" in capsys.readouterr().out


def test_a_question_without_a_doubt_keeps_the_word_of_its_writer() -> None:
    passages = [lecture(["Entropy is a measure of disorder."])]
    (question,) = ScriptedQuestionWriter().write_questions(passages, language="en", count=1, report=silent).questions

    assert _marked("fake", question) == "fake"
