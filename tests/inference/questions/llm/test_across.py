"""Questions that link lectures: proved by quotations from two of them, over whole texts or over summaries."""

from typing import Any

import pytest

from inference.engine import NOTHING_KEPT, silent
from inference.errors import EngineUnavailable
from inference.questions.course import CourseLecture, LinkingQuestions
from inference.questions.llm import LlmQuestionWriter
from tests.inference.questions.llm.scripted import ScriptedChat, always, passage
from tests.inference.questions.llm.test_resuming import Kept

FRICTION = "Friction turns the energy of motion into heat that warms the surfaces."
ENTROPY = "Heat that flows into the surroundings raises their entropy."
COURSE = (
    CourseLecture("Motion", (passage("Let us look at brakes.", FRICTION, "That is why brakes get hot."),)),
    CourseLecture("Entropy", (passage("Now to the second law.", ENTROPY, "It never falls by itself."),)),
)
ANSWER = (
    "Friction turns the energy of motion into heat, and heat that flows out raises the entropy of the surroundings."
)
LINK: dict[str, Any] = {
    "quotes": [{"lecture": 1, "quote": FRICTION}, {"lecture": 2, "quote": ENTROPY}],
    "question": "Why does braking by friction raise the entropy of the surroundings?",
    "answer": ANSWER,
    "key_points": ["friction turns the energy of motion into heat", "heat raises the entropy of the surroundings"],
    "link": "The heat of the first lecture is what raises entropy in the second.",
    "level": "analyse",
}
POINTS = {1: FRICTION, 2: ENTROPY}


def chat(*links: dict[str, Any], **options: Any) -> ScriptedChat:
    usual = {"course": always({"questions": list(links)}), "answer": always(ANSWER), "summary": summarised}
    return ScriptedChat(**{**usual, **options})


def summarised(asked: str) -> dict[str, Any]:
    told = [sentence for sentence in POINTS.values() if sentence in asked]
    return {"points": [{"quote": quote, "idea": "a law"} for quote in [*told, "Nobody said this in any lecture."]]}


def write(model: ScriptedChat, language: str = "en", partial: Any = NOTHING_KEPT) -> LinkingQuestions:
    writer = LlmQuestionWriter(llm={}, chat=model)
    return writer.write_course_questions(COURSE, language=language, count=4, report=silent, partial=partial)


def test_a_link_comes_with_its_evidence_in_each_lecture() -> None:
    [question] = write(chat(LINK)).questions

    assert [(one.lecture, one.evidence.text, one.evidence.start) for one in question.evidence] == [
        (0, FRICTION, 5.0),
        (1, ENTROPY, 5.0),
    ]
    assert (question.wh, question.bloom, question.link) == ("why", "analyse", LINK["link"])


def test_the_course_is_thought_about_within_its_budget() -> None:
    model = chat(LINK)
    write(model)

    assert [thinking.budget for task, _, thinking in model.asked if task == "course"] == [4096]


def test_a_lecture_that_the_model_misnumbered_is_found_by_its_words() -> None:
    swapped = [{"lecture": 2, "quote": FRICTION}, {"lecture": 1, "quote": ENTROPY}]

    [question] = write(chat({**LINK, "quotes": swapped})).questions

    assert [one.lecture for one in question.evidence] == [0, 1]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"quotes": [LINK["quotes"][0], {"lecture": 2, "quote": "Entropy is a kind of fuel for engines."}]},
         "quote: not in the lecture"),
        ({"quotes": [LINK["quotes"][0], LINK["quotes"][0]]}, "evidence: from one lecture only"),
        ({"answer": "Friction turns the energy of motion into heat that warms the surfaces."},
         "answer: rests on one lecture only"),
        ({"question": "Why does this raise the entropy of the surroundings?"}, "stem: pointing words"),
    ],
)  # fmt: skip
def test_a_link_that_is_not_borne_out_is_dropped(change: dict[str, Any], reason: str) -> None:
    assert write(chat({**LINK, **change})).drops == {reason: 1}


def test_one_link_is_proposed_once() -> None:
    assert write(chat(LINK, LINK)).drops == {"asks what another question asks": 1}


def test_a_course_that_fits_is_shown_whole() -> None:
    model = chat(LINK)
    write(model)

    [asked] = [asked for task, asked, _ in model.asked if task == "course"]
    assert model.count("summary") == 0
    assert "Let us look at brakes." in asked
    assert asked.rstrip().endswith("Return JSON.")


def test_a_course_that_does_not_fit_is_shown_by_summaries_that_quote_it() -> None:
    model = chat(LINK, context=7_585)
    written = write(model)

    [asked] = [asked for task, asked, _ in model.asked if task == "course"]
    assert model.count("summary") == len(COURSE)
    assert FRICTION in asked
    assert "Let us look at brakes." not in asked
    assert "Nobody said this" not in asked
    assert written.drops == {"quote: not in the lecture": len(COURSE)}
    assert len(written.questions) == 1


def test_finished_summaries_outlive_an_outage() -> None:
    def away(asked: str) -> None:
        raise EngineUnavailable("the script says so")

    kept = Kept()
    with pytest.raises(EngineUnavailable):
        write(chat(course=away, context=7_585), partial=kept)

    resumed = chat(LINK, context=7_585)
    write(resumed, partial=kept)

    assert resumed.count("summary") == 0


def test_a_language_that_the_model_does_not_write_gives_a_note() -> None:
    written = write(chat(LINK, languages=("en",)), language="pt")

    assert written.note
    assert not written.questions
