"""An instructor signs up, makes a course, uploads a recording and watches it being worked on."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from quizgen import queue
from quizgen.accounts.models import User
from quizgen.claims import Status
from quizgen.courses.models import Course
from quizgen.lectures.models import Lecture, Stage, StageRun, TranscriptSegment
from tests.browser.conftest import Shot, has_no_sideways_scroll, sign_in, size
from tests.browser.keys import press
from tests.quizgen import workbench

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def nudges(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """No worker takes part here: the tests move the rows, and nudges are only noted."""
    sent: list[Any] = []
    monkeypatch.setattr(queue, "_send", lambda *task, queue: sent.append((*task, queue)))
    return sent


@pytest.fixture
def sample(project_dir: Path) -> Path:
    return project_dir / "static" / "sample" / "physics-works.mp4"


def test_from_signing_up_to_a_lecture_in_work(
    page: Page, live_server: Any, sample: Path, shot: Shot, nudges: list[Any]
) -> None:
    page.goto("/")
    shot(page, "sign-in")
    page.get_by_role("link", name="Sign up").click()
    page.get_by_label("Your name").fill("Ada Lovelace")
    page.get_by_label("User name").fill("ada")
    page.get_by_label("Password").fill("analytical engine 1843")
    page.get_by_role("button", name="Create the account").click()
    expect(page.get_by_role("heading", name="Start with a course")).to_be_visible()
    shot(page, "first-home")

    page.get_by_role("link", name="Create a course").click()
    page.get_by_label("What is the course called?").fill("Mechanics")
    page.get_by_role("button", name="Create the course").click()
    expect(page.get_by_role("heading", name="No lectures yet")).to_be_visible()
    shot(page, "empty-course")
    page.locator("input[type=file]").set_input_files(sample)

    expect(page.get_by_role("link", name="physics-works")).to_be_visible()
    lecture = Lecture.objects.get()
    assert lecture.size_bytes == sample.stat().st_size
    assert nudges == [("workers.tasks.run_stage", lecture.stage_runs.get().pk, "inspect_media")]


def test_a_file_that_is_refused_says_why_and_the_next_one_goes_on(
    page: Page, live_server: Any, sample: Path, tmp_path: Path, shot: Shot
) -> None:
    course = workbench.course()
    sign_in(page, workbench.teacher(course))
    notes = tmp_path / "notes.mp4"
    notes.write_text("These are only words, not a recording.")
    page.goto(f"/courses/{course.pk}/")

    page.locator("input[type=file]").set_input_files([notes, sample])

    expect(page.locator("#lectures").get_by_role("link", name="physics-works")).to_be_visible()
    refused = page.locator("#uploads li")
    expect(refused).to_have_count(1)
    expect(refused).to_contain_text("notes.mp4")
    expect(refused.locator("[data-state]")).to_contain_text("This file holds text, not a recording.")
    shot(page, "refused-upload")
    page.set_viewport_size(size("phone"))
    off_the_list = refused.get_by_role("button", name="Take this off the list")
    name, button = refused.locator("[data-name]").bounding_box(), off_the_list.bounding_box()
    assert name is not None
    assert button is not None
    assert button["x"] >= name["x"] + name["width"]
    assert button["y"] < name["y"] + name["height"]
    off_the_list.click()
    expect(page.locator("#uploads")).to_be_hidden()
    assert Lecture.objects.count() == 1


def test_a_file_that_is_too_large_is_refused_before_it_travels(
    page: Page, live_server: Any, sample: Path, settings: Any
) -> None:
    settings.MAX_UPLOAD_BYTES = 2 * 2**20
    course = workbench.course()
    sign_in(page, workbench.teacher(course))
    page.goto(f"/courses/{course.pk}/")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))

    page.locator("input[type=file]").set_input_files(sample)

    expect(page.locator("#uploads")).to_contain_text("This file is larger than 2 MB, the most that is taken here.")
    assert "POST" not in sent


def test_a_line_that_drops_loses_nothing_and_can_be_tried_again(page: Page, live_server: Any, sample: Path) -> None:
    course = workbench.course()
    sign_in(page, workbench.teacher(course))
    page.goto(f"/courses/{course.pk}/")
    page.route("**/upload/", lambda route: route.abort())

    page.locator("input[type=file]").set_input_files(sample)

    expect(page.locator("#uploads")).to_contain_text("Nothing was stored; your file is untouched.")
    page.unroute("**/upload/")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#lectures").get_by_role("link", name="physics-works")).to_be_visible()


def test_stages_come_forward_without_reloading_and_what_plays_goes_on(page: Page, live_server: Any, shot: Shot) -> None:
    course = workbench.course()
    ada = workbench.teacher(course)
    lecture = workbench.lecture(course, ada)
    Lecture.objects.filter(pk=lecture.pk).update(duration_s=40.0, video_codec="h264")
    run = workbench.stage_run(lecture, Stage.TRANSCRIBE, Status.RUNNING, progress=0.25)
    sign_in(page, ada)
    page.goto(f"/lectures/{lecture.pk}/")
    page.evaluate("document.getElementById('recording').dataset.known = 'yes'")
    expect(page.locator("#stages")).to_contain_text("25 %")
    place = page.locator("#stages").bounding_box()

    StageRun.objects.filter(pk=run.pk).update(progress=0.5)
    expect(page.locator("#stages")).to_contain_text("50 %")
    assert page.locator("#stages").bounding_box() == place
    shot(page, "stages")
    TranscriptSegment.objects.create(lecture=lecture, position=0, start=0, end=4, text="I have here a pendulum.")
    StageRun.objects.filter(pk=run.pk).update(status=Status.SUCCEEDED, progress=1.0)
    workbench.stage_run(lecture, Stage.ALIGN, Status.RUNNING)

    expect(page.get_by_role("button", name="I have here a pendulum.")).to_be_visible()
    assert page.evaluate("document.getElementById('recording').dataset.known") == "yes"


def test_a_recording_whose_check_has_ended_shows_how_it_plays(page: Page, live_server: Any) -> None:
    course = workbench.course()
    ada = workbench.teacher(course)
    lecture = workbench.lecture(course, ada)
    run = workbench.stage_run(lecture, Stage.INSPECT_MEDIA, Status.RUNNING)
    sign_in(page, ada)
    page.goto(f"/lectures/{lecture.pk}/")

    Lecture.objects.filter(pk=lecture.pk).update(duration_s=40.0, audio_codec="aac")
    StageRun.objects.filter(pk=run.pk).update(status=Status.SUCCEEDED)

    expect(page.locator("audio#recording")).to_be_visible()


def test_rows_of_a_course_come_forward_without_reloading(page: Page, live_server: Any) -> None:
    course = workbench.course()
    ada = workbench.teacher(course)
    lecture = workbench.lecture(course, ada)
    run = workbench.stage_run(lecture, Stage.READ_SLIDES, Status.RUNNING, progress=0.1)
    sign_in(page, ada)
    page.goto(f"/courses/{course.pk}/")
    before = page.locator("#lectures").bounding_box()

    StageRun.objects.filter(pk=run.pk).update(progress=0.62)

    expect(page.locator("#lectures")).to_contain_text("62 %")
    assert page.locator("#lectures").bounding_box() == before


def test_the_transcript_is_searched_and_walked_by_keyboard(page: Page, live_server: Any, shot: Shot) -> None:
    course = workbench.course()
    ada = workbench.teacher(course)
    lecture = workbench.read_lecture(course, ada)
    sign_in(page, ada)
    page.goto(f"/lectures/{lecture.pk}/")
    shot(page, "workspace")

    page.get_by_label("Search speech and slides").fill("energy conserved")
    expect(page.locator("[data-hits]")).to_have_text("1 place")
    expect(page.locator("mark")).to_have_text(["energy", "conserved"])
    page.get_by_label("Search speech and slides").press("ArrowDown")
    expect(page.get_by_role("button", name="That is why mechanical energy is conserved.")).to_be_focused()

    page.get_by_role("tab", name="Transcript").focus()
    press(page, "ArrowRight")
    expect(page.get_by_role("tab", name="Slides")).to_be_focused()
    expect(page.get_by_role("tabpanel", name="Slides")).to_be_visible()


def test_a_learner_joins_by_code_and_sees_what_is_published(page: Page, live_server: Any, shot: Shot) -> None:
    course = Course.objects.create(title="Mechanics")
    ada = workbench.teacher(course)
    lecture = workbench.read_lecture(course, ada)
    workbench.question(lecture, status="published")
    workbench.published(lecture)
    workbench.lecture(course, ada, title="Not yet", digest="cd" * 32)
    sign_in(page, workbench.person("mia"))

    page.goto(f"/join/?code={course.join_code}")
    page.get_by_role("button", name="Join the course").click()

    expect(page.get_by_role("link", name="Physics works")).to_be_visible()
    expect(page.get_by_text("Not yet", exact=True)).to_have_count(0)
    shot(page, "learner-course")


def test_the_chosen_theme_is_kept(page: Page, live_server: Any) -> None:
    page.goto("/sign-in/")
    switch = page.get_by_role("button", name="Theme: as the system. Change it")
    light = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")

    switch.click()
    page.get_by_role("button", name="Theme: light. Change it").click()
    page.reload()

    expect(page.get_by_role("button", name="Theme: dark. Change it")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != light


def test_no_page_of_the_instructor_scrolls_sideways_on_a_phone(page: Page, live_server: Any) -> None:
    course = workbench.course("An introduction to crystalline structures and everything that is wrong with them")
    ada = workbench.teacher(course)
    lecture = workbench.read_lecture(course, ada)
    workbench.question(lecture, at_s=20.0)
    User.objects.filter(pk=ada.pk).update(first_name="Wolfeschlegelsteinhausenbergerdorff", last_name="Kovács")
    page.set_viewport_size(size("phone"))
    sign_in(page, ada)

    wide = []
    in_course = [f"/courses/{course.pk}/", f"/courses/{course.pk}/settings/"]
    in_lecture = [f"/lectures/{lecture.pk}/", f"/lectures/{lecture.pk}/settings/", f"/lectures/{lecture.pk}/review/"]
    for address in ("/", "/account/", *in_course, *in_lecture):
        page.goto(address)
        if not has_no_sideways_scroll(page):
            wide.append(address)

    assert wide == []


def test_a_recording_that_is_here_already_is_said_and_linked(page: Page, live_server: Any, sample: Path) -> None:
    course = workbench.course()
    sign_in(page, workbench.teacher(course))
    page.goto(f"/courses/{course.pk}/")
    page.locator("input[type=file]").set_input_files(sample)
    expect(page.locator("#lectures").get_by_role("link", name="physics-works")).to_be_visible()

    page.locator("input[type=file]").set_input_files(sample)

    expect(page.locator("#uploads")).to_contain_text("This recording is here already, as physics-works.")
    page.locator("#uploads").get_by_role("link", name="physics-works").click()
    expect(page).to_have_url(re.compile(rf"/lectures/{Lecture.objects.get().pk}/$"))
