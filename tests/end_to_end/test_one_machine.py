"""On one machine, from nothing: a recording becomes a quiz, is answered, graded, and leads back to the lecture."""

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.keys import press
from tests.end_to_end import people
from tests.end_to_end.short_recording import cut
from tests.end_to_end.stack import Stack

pytestmark = [pytest.mark.slow, pytest.mark.browser]

READ = "Grade, and read your courses"
STAGES_MS = 90_000


@pytest.fixture(scope="module")
def secrets() -> dict[str, str]:
    return {}


@pytest.fixture
def secret(instructor: Page, secrets: dict[str, str]) -> str:
    """Of a token with which the instructor's courses are read."""
    if READ not in secrets:
        secrets[READ] = people.token_of(instructor, READ)
    return secrets[READ]


@pytest.fixture
def sample(instructor: Page, secret: str) -> dict[str, Any]:
    lectures = people.rest(instructor, "lectures", secret)["results"]
    return next(lecture for lecture in lectures if lecture["title"] == people.LECTURE)


@pytest.fixture
def questions(instructor: Page, secret: str, sample: dict[str, Any]) -> list[dict[str, Any]]:
    """Those that the player asks on the way, in the order of the lecture."""
    published = people.rest(instructor, f"questions?lecture={sample['id']}&status=published", secret)["results"]
    return sorted((one for one in published if one["at_s"] is not None), key=lambda one: one["at_s"])


def test_the_sample_lecture_became_a_quiz(
    instructor: Page, secret: str, sample: dict[str, Any], questions: list[dict[str, Any]], stack: Stack
) -> None:
    transcript = people.rest(instructor, f"lectures/{sample['id']}/transcript", secret)
    slides = people.rest(instructor, f"lectures/{sample['id']}/slides", secret)
    written = people.rest(instructor, f"questions?lecture={sample['id']}", secret)

    assert transcript["language"] == "en"
    assert len(transcript["segments"]) >= 15
    assert len(slides["results"]) >= 5
    assert len(written["results"]) >= 4
    assert len(questions) >= 2
    assert all(one["at_s"] >= one["evidence_end"] for one in questions), "nothing is asked before it was explained"
    assert "questions of the sample lecture are published" in stack.said()


def test_no_probe_of_the_sample_lecture_cuts_a_sentence(sample: dict[str, Any], stack: Stack) -> None:
    with closing(sqlite3.connect(f"file:{stack.var / 'quizgen.sqlite3'}?mode=ro", uri=True)) as database:
        passages = database.execute("SELECT sentences FROM lectures_passage WHERE lecture_id = ?", [sample["id"]])
        spoken = [sentence for (sentences,) in passages for sentence in json.loads(sentences)]
        probes = database.execute(
            "SELECT at_s FROM quizzes_probe p JOIN quizzes_question q ON q.id = p.question_id"
            " JOIN quizzes_quiz z ON z.id = q.quiz_id WHERE z.lecture_id = ?",
            [sample["id"]],
        )
        moments = [at_s for (at_s,) in probes]
    cut = [(at_s, one["text"]) for at_s in moments for one in spoken if one["start"] < at_s < one["end"]]

    assert len(spoken) >= 15
    assert len(moments) >= 2
    assert cut == []


def test_a_learner_is_asked_answers_and_is_led_back_to_the_moment(
    learner: Page, questions: list[dict[str, Any]]
) -> None:
    right, wrong = questions[0], questions[1]
    people.open_lecture(learner)
    people.begin(learner)

    verdict = people.answer(people.asked(learner, right), people.reordered(right["key_points"][0]["text"]))
    expect(verdict).to_have_attribute("data-tone", "correct")
    learner.locator(f"#probe-{right['id']}").get_by_role("button", name="Continue").click()

    part = people.asked(learner, wrong)
    verdict = people.answer(part, people.WRONG)
    expect(verdict).not_to_have_attribute("data-tone", "correct")
    expect(verdict).to_contain_text("0 of 1 point")
    told = learner.content()
    assert wrong["key_points"][0]["text"] not in told
    assert not any(reference in told for reference in wrong["reference_answers"])

    part.get_by_role("button", name="Review this part").click()
    expect(learner.locator("[data-player]")).to_have_attribute("data-phase", "reviewing")
    assert people.now_of(learner) == pytest.approx(wrong["evidence_start"], abs=3.0)
    learner.get_by_role("button", name="Back to the question").click()

    part.get_by_role("button", name="Continue").click()
    learner.get_by_role("button", name="Finish and see your result").locator("visible=true").first.click()
    expect(learner.get_by_role("heading", name="Your result")).to_be_visible()
    again = learner.get_by_role("region", name="Look at these again first")
    expect(again).to_contain_text(wrong["stem"])
    expect(again).not_to_contain_text(right["stem"])


def test_an_instructor_uploads_a_recording_and_watches_it_being_worked_on(instructor: Page, tmp_path: Path) -> None:
    recording = cut(tmp_path / "A pendulum.mp4", start_s=7.0, seconds=20.0)
    people.open_course(instructor)
    instructor.locator("input[type=file]").set_input_files(recording)
    instructor.locator("#lectures").get_by_role("link", name="A pendulum").click()
    instructor.evaluate("document.body.dataset.loaded = 'once'")

    stages = instructor.locator("#stages")
    expect(stages).to_contain_text("6 of 6 steps", timeout=STAGES_MS)

    assert instructor.evaluate("document.body.dataset.loaded") == "once", "the page has not been loaded again"
    instructor.get_by_role("tab", name="Questions").click()
    panel = instructor.get_by_role("tabpanel", name="Questions")
    drafts = panel.locator("li").count()
    expect(panel).to_contain_text(f"{drafts} to review" if drafts else "None were good enough to be proposed.")
    instructor.get_by_role("tab", name="Transcript").click()
    expect(instructor.get_by_role("tabpanel", name="Transcript")).to_contain_text("pendulum")
    instructor.get_by_role("tab", name="Slides").click()
    expect(instructor.get_by_role("tabpanel", name="Slides").locator("img").first).to_be_visible()


def test_an_instructor_tries_an_answer_at_a_draft_and_approves_it(instructor: Page, sample: dict[str, Any]) -> None:
    instructor.goto(f"/lectures/{sample['id']}/review/")
    stem = instructor.locator("#stem").inner_text()
    approved = _approved(instructor)

    press(instructor, "t")
    instructor.keyboard.type(people.WRONG)
    press(instructor, "Enter")
    expect(instructor.locator("#trial")).to_contain_text("0 of 1 point")
    instructor.locator("#stem").focus()
    press(instructor, "a")

    expect(instructor.locator("#stem")).not_to_have_text(stem)
    expect(instructor.locator("#tally")).to_contain_text(f"{approved + 1} approved")


def test_who_joins_by_code_is_seen_by_the_instructor_whose_grade_counts(
    instructor: Page, open_page: Callable[[], Page], sample: dict[str, Any], questions: list[dict[str, Any]]
) -> None:
    mia, question = people.signed_up(open_page()), questions[0]
    people.open_course(instructor)
    instructor.get_by_role("button", name="Invite learners").click()
    mia.goto("/join/")
    mia.get_by_label("Code").fill(instructor.locator("#invite .join-code span").first.inner_text())
    mia.get_by_role("button", name="Join the course").click()
    people.open_lecture(mia)
    people.begin(mia)
    people.answer(people.asked(mia, question), people.WRONG)

    instructor.goto(f"/lectures/{sample['id']}/responses/?question={question['id']}")
    given = instructor.get_by_role("article", name="Mia Muster")
    expect(given).to_contain_text(people.WRONG)
    given.locator("summary").click()
    given.get_by_label("Points").fill("1")
    given.get_by_label("Note to the learner").fill("You meant the right thing.")
    given.get_by_role("button", name="Keep this grade").click()
    expect(given).to_contain_text("Graded by Demo Instructor")

    mia.reload()
    verdict = mia.locator(f"#probe-{question['id']} .verdict")
    expect(verdict).to_contain_text("You meant the right thing.")
    expect(verdict).to_have_attribute("data-tone", "correct")


def test_another_system_grades_with_a_token_of_the_account_page(instructor: Page) -> None:
    secret = people.token_of(instructor, "Grade answers")
    body = {
        "question": "What is the nucleus of an atom made of?",
        "reference_answers": ["It is made of protons and neutrons."],
        "key_points": ["protons", "neutrons"],
    }

    half = people.rest(instructor, "grade", secret, {**body, "response": "There are protons in it."})

    assert (half["score"], half["max_score"], half["verdict"]) == (1.0, 2.0, "partially_correct_incomplete")
    assert (half["matched"], half["missing"]) == (["protons"], ["neutrons"])
    assert half["grader"].startswith("grading.")


def test_a_signal_leaves_no_process_and_the_next_start_redoes_nothing(stack: Stack) -> None:
    sign_ins = [stack.sign_in_of(role) for role in ("instructor", "learner")]
    assert len(stack.children()) >= 6, "broker, web and workers run"

    left = stack.stop()
    stack.start()

    assert left == []
    assert [stack.sign_in_of(role) for role in ("instructor", "learner")] == sign_ins
    assert "becomes a quiz" not in stack.said()


def _approved(page: Page) -> int:
    found = re.search(r"(\d+) approved", page.locator("#tally").inner_text())
    assert found
    return int(found[1])
