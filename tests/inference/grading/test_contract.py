"""What holds for every grader."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest

from inference.errors import BadInput
from inference.grading.baselines import MajorityGrader, OverlapGrader
from inference.grading.cascade import CascadeGrader
from inference.grading.embedded import EmbeddedGrader
from inference.grading.fake import ScriptedGrader
from inference.grading.forward_forward import ForwardForwardGrader
from inference.grading.llm import LlmGrader
from inference.grading.verdict import Grader, GradingTask
from inference.questions.question import KeyPoint
from tests.inference.grading.cases import CASES
from tests.inference.grading.models import over_http
from tests.scripted_llm import ScriptedServer

ENGINES = [EmbeddedGrader, ForwardForwardGrader, ScriptedGrader]
ASKING = [LlmGrader, partial(LlmGrader, effort="careful"), CascadeGrader, partial(CascadeGrader, sure=1.1)]
"""Those that ask a language model, behind a server; the last one asks it of everything."""
NAMES = [engine.__name__ for engine in ENGINES]
NAMES += ["LlmGrader", "careful LlmGrader", "CascadeGrader", "unsure CascadeGrader"]
RESPONSES = [
    "",
    "I don't know",
    "it is so",
    "Energy is conserved.",
    "🙂🙂🙂",
    "<script>alert(1)</script>",
    "x" * 10_000,
]


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer(context=16_384) as server:
        server.answer_with(over_http())
        yield server


@pytest.fixture(params=[*ENGINES, *ASKING], ids=NAMES)
def make(request: pytest.FixtureRequest, server: ScriptedServer) -> Callable[[], Grader]:
    """Makes the same grader each time."""
    if request.param in ENGINES:
        return request.param
    return partial(request.param, llm={"url": server.url, "languages": ("en",), "timeout_s": 20.0})


@pytest.fixture
def grader(make: Callable[[], Grader]) -> Grader:
    return make()


def test_there_is_one_verdict_per_task_in_order(grader: Grader) -> None:
    tasks = [case.task(case.reference) for case in CASES]

    verdicts = grader.grade(tasks)

    assert [verdict.credits[0].text for verdict in verdicts] == [task.key_points[0].text for task in tasks]
    assert grader.grade([]) == []


@pytest.mark.parametrize("response", RESPONSES, ids=lambda text: text[:12] or "empty")
def test_score_credits_and_confidence_fit_together(grader: Grader, response: str) -> None:
    task = GradingTask("Why?", ("Energy is conserved.",), (KeyPoint("energy is conserved", 2.0),), response)

    verdict = grader.grade([task])[0]

    assert verdict.max_score == 2.0
    assert verdict.score == pytest.approx(sum(one.points * one.credit for one in verdict.credits), abs=0.02)
    assert all(0 <= one.credit <= 1 for one in verdict.credits)
    assert 0.5 <= verdict.confidence <= 1
    assert (verdict.label == "correct") == (verdict.score == verdict.max_score)
    assert all(verdict.feedback)


def test_the_same_task_gets_the_same_verdict(grader: Grader, make: Callable[[], Grader]) -> None:
    task = CASES[0].task(CASES[0].paraphrase)

    assert grader.grade([task]) == make().grade([task])


def test_a_fingerprint_names_the_role_and_stays(grader: Grader, make: Callable[[], Grader]) -> None:
    assert grader.fingerprint.startswith("grading.")
    assert grader.fingerprint == make().fingerprint
    assert len(grader.fingerprint) <= 120


def test_a_language_it_does_not_know_is_refused_in_a_sentence(grader: Grader) -> None:
    task = GradingTask("Warum?", ("Energie bleibt erhalten.",), (), "Weil Energie erhalten bleibt", "de")

    with pytest.raises(BadInput) as refusal:
        grader.grade([task])

    assert refusal.value.code == "grading.language"
    assert refusal.value.sentence.endswith(".")


def test_a_question_without_reference_and_key_points_is_refused() -> None:
    with pytest.raises(BadInput, match="neither"):
        EmbeddedGrader().grade([GradingTask("Why?", (), (), "Because.")])


def test_key_points_alone_are_enough() -> None:
    task = GradingTask("Why?", (), (KeyPoint("energy is conserved"),), "The energy is conserved.")

    assert EmbeddedGrader().grade([task])[0].label == "correct"


@pytest.mark.parametrize("engine", [MajorityGrader, OverlapGrader])
def test_baselines_give_a_verdict_for_each_task(engine: type[Grader]) -> None:
    verdicts = engine().grade([case.task(case.reference) for case in CASES])

    assert len(verdicts) == len(CASES)
    assert all(0 <= verdict.score <= verdict.max_score for verdict in verdicts)


def test_the_fake_gives_the_labels_it_was_told_in_turn() -> None:
    task = CASES[0].task("anything at all")

    verdicts = ScriptedGrader(verdicts=("correct", "irrelevant")).grade([task, task, task])

    assert [verdict.label for verdict in verdicts] == ["correct", "irrelevant", "correct"]
