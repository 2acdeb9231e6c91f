"""What people decide about drafts is exported, and the ranking learns from it."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from inference.questions import refit
from quizgen.lectures.models import Lecture
from quizgen.quizzes.models import Question, QuestionStatus
from quizgen.quizzes.services import (
    QuestionContent,
    add_question,
    approve_drafts,
    approve_question,
    edit_question,
    publish_quiz,
    reject_question,
)
from tests.quizgen import workbench
from tests.quizgen.workbench import person, signed_in, stranger, teacher

pytestmark = pytest.mark.django_db
BETTER = QuestionContent("Why is energy conserved?", ("No force does work on it.",), (("no force", 1.0),))


@pytest.fixture
def lecture() -> Lecture:
    course = workbench.course()
    return workbench.read_lecture(course, teacher(course))


def draft(lecture: Lecture, stem: str, **values: Any) -> Question:
    return workbench.question(lecture, stem, **{"rule": "because", "score": 0.81234, **values})


def exported(*arguments: str) -> list[dict[str, Any]]:
    out = StringIO()
    call_command("export_decisions", *arguments, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_line_says_what_was_decided_about_what_was_proposed(lecture: Lecture) -> None:
    approve_question(question=draft(lecture, "Approved?"), user=lecture.uploaded_by)
    reject_question(question=draft(lecture, "Rejected?"), user=lecture.uploaded_by, reason="It is worded badly")
    edited = edit_question(question=draft(lecture, "Edited?"), user=lecture.uploaded_by, content=BETTER)
    approve_question(question=edited, user=lecture.uploaded_by)
    draft(lecture, "Undecided?")

    lines = exported()

    assert [(line["decision"], line["stem"]) for line in lines] == [
        ("approved", "Approved?"),
        ("rejected", "Rejected?"),
        ("edited", "Edited?"),
    ]
    assert lines[2]["answer"] == "Potential energy into kinetic energy"
    assert (lines[0]["rule"], lines[0]["source"], lines[0]["score"]) == ("because", "speech", 0.8123)
    assert lines[1]["reason"] == "It is worded badly"


def test_of_two_edits_the_words_of_the_writer_are_kept(lecture: Lecture) -> None:
    question = draft(lecture, "Edited?")
    for stem in ("Once?", "Twice?"):
        content = QuestionContent(stem, ("No force",), (("no force", 1.0),))
        edit_question(question=question, user=lecture.uploaded_by, content=content)
    approve_question(question=question, user=lecture.uploaded_by)

    assert [line["stem"] for line in exported()] == ["Edited?"]


def test_an_edit_of_the_key_points_alone_leaves_the_draft_approved(lecture: Lecture) -> None:
    question = draft(lecture, "Kept?")
    content = QuestionContent("Kept?", tuple(question.reference_answers), (("energy", 1.0),))
    edit_question(question=question, user=lecture.uploaded_by, content=content)
    approve_question(question=question, user=lecture.uploaded_by)

    assert [line["decision"] for line in exported()] == ["approved"]


def test_what_says_nothing_of_the_ranking_is_left_out(lecture: Lecture) -> None:
    user = lecture.uploaded_by
    add_question(lecture=lecture, user=user, content=BETTER)
    draft(lecture, "Scripted?", status=QuestionStatus.APPROVED, writer="questions.fake@1")
    draft(lecture, "Over the course?", status=QuestionStatus.APPROVED, rule="links lectures")
    draft(lecture, "Edited long ago?", status=QuestionStatus.APPROVED, edited_at=timezone.now())
    draft(lecture, "Unread?")
    approve_drafts(quiz=lecture.quiz, user=user)

    assert exported() == []


def test_what_was_approved_unread_and_then_read_counts(lecture: Lecture) -> None:
    question = draft(lecture, "Unread?")
    approve_drafts(quiz=lecture.quiz, user=lecture.uploaded_by)
    question.refresh_from_db()
    reject_question(question=question, user=lecture.uploaded_by, reason="")

    assert [line["decision"] for line in exported()] == ["rejected"]


def test_a_published_question_that_was_edited_counts_once_as_it_was_approved(lecture: Lecture) -> None:
    question = approve_question(question=draft(lecture, "Published?"), user=lecture.uploaded_by)
    publish_quiz(quiz=lecture.quiz, user=lecture.uploaded_by)
    question.refresh_from_db()
    edit_question(question=question, user=lecture.uploaded_by, content=BETTER)
    publish_quiz(quiz=lecture.quiz, user=lecture.uploaded_by)

    assert [(line["decision"], line["stem"]) for line in exported()] == [("approved", "Published?")]


def test_the_refit_reads_the_export_and_learns_which_rule_is_wanted(
    lecture: Lecture, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for i in range(8):
        reject_question(
            question=draft(lecture, f"Rejected {i}?", rule="where"), user=lecture.uploaded_by, reason="Trivial"
        )
        approve_question(question=draft(lecture, f"Approved {i}?", score=0.5), user=lecture.uploaded_by)
    kept, weights = tmp_path / "decisions.jsonl", tmp_path / "weights.json"
    with kept.open("w") as file:
        call_command("export_decisions", stdout=file)

    assert refit.main([str(kept), "--out", str(weights)]) == 0

    assert "16 decisions: 8 approved, 8 rejected" in capsys.readouterr().out
    before, after = refit.load_weights(refit.WEIGHTS_FILE), json.loads(weights.read_text())
    assert after["rule: because"] > before["rule: because"]
    assert after["rule: where"] < before["rule: where"]


def test_decisions_about_a_models_drafts_move_no_weight_of_the_rules(lecture: Lecture, tmp_path: Path) -> None:
    approve_question(question=draft(lecture, "Ruled?"), user=lecture.uploaded_by)
    approve_question(question=draft(lecture, "Modelled?", rule="model"), user=lecture.uploaded_by)
    kept = tmp_path / "decisions.jsonl"
    with kept.open("w") as file:
        call_command("export_decisions", stdout=file)

    assert len(refit.read_decisions(kept)) == 1


def test_the_staff_of_a_course_gets_the_same_lines_as_a_file(lecture: Lecture, tmp_path: Path) -> None:
    approve_question(question=draft(lecture, "Approved?"), user=lecture.uploaded_by)
    elsewhere = workbench.read_lecture(workbench.course("Other"), lecture.uploaded_by)
    approve_question(question=draft(elsewhere, "Elsewhere?"), user=lecture.uploaded_by)

    response = signed_in(lecture.uploaded_by).get(f"/courses/{lecture.course_id}/decisions.jsonl")

    assert response["Content-Disposition"].startswith("attachment")
    kept = tmp_path / "decisions.jsonl"
    kept.write_bytes(b"".join(response))  # type: ignore[arg-type]
    assert len(refit.read_decisions(kept)) == 1
    assert exported("--course", str(lecture.course_id)) == [json.loads(kept.read_text())]


@pytest.mark.parametrize("role", ["learner", "stranger", "nobody"])
def test_nobody_else_gets_them(lecture: Lecture, role: str) -> None:
    clients = {
        "learner": lambda: signed_in(person("mia", lecture.course)),
        "stranger": lambda: signed_in(stranger()),
        "nobody": Client,
    }

    response = clients[role]().get(f"/courses/{lecture.course_id}/decisions.jsonl")

    assert response.status_code == (302 if role == "nobody" else 404)


def test_a_course_that_is_not_there_is_said_so() -> None:
    with pytest.raises(CommandError, match="no course 7"):
        call_command("export_decisions", "--course", "7")
