"""Rules and a model propose; one ranking decides."""

from collections.abc import Sequence
from typing import Any

import pytest

from inference.engine import silent
from inference.errors import EngineUnavailable
from inference.questions.combined import CombinedQuestionWriter
from inference.questions.question import Evidence, KeyPoint, WrittenQuestion, WrittenQuestions
from inference.questions.selection import best_first
from inference.text.passage import Passage
from tests.inference.questions.llm.conftest import SAID, SENTENCES, SOUND
from tests.inference.questions.llm.scripted import ScriptedChat, always, drafts, passage

LECTURE = [passage(*SENTENCES)]


def question(stem: str, answer: str, score: float, at: float = 0.0, slide: int | None = None) -> WrittenQuestion:
    evidence = Evidence(at, at + 5, answer, (int(at),), slide)
    return WrittenQuestion(stem, "what", "remember", (answer,), (KeyPoint(answer),), evidence, score, "speech", "rule")


class Rules:
    fingerprint = "rules"

    def __init__(self, *questions: WrittenQuestion, note: str = "") -> None:
        self.written = WrittenQuestions(questions, {"sentence: no pattern fits": 3}, note)

    def write_questions(self, passages: Sequence[Passage], **asked: Any) -> WrittenQuestions:
        return self.written


def combined(*ruled: WrittenQuestion, count: int = 10, language: str = "en", **replies: Any) -> WrittenQuestions:
    usual = {"drafts": always(drafts(SOUND)), "answer": always(SAID), "choices": always({"choices": []})}
    chat = ScriptedChat(**{**usual, **replies})
    writer = CombinedQuestionWriter(llm={}, chat=chat, rules=Rules(*ruled))
    return writer.write_questions(LECTURE, language=language, count=count, report=silent)


def test_the_better_question_comes_first_whoever_wrote_it() -> None:
    strong = question("What is entropy?", "A measure of disorder.", 0.99, at=900)
    weak = question("What is enthalpy?", "The heat of a system.", 0.01, at=1800)

    rules = [written.rule for written in combined(strong, weak).questions]

    assert rules == ["rule", "model", "rule"]


def test_where_both_ask_for_one_fact_the_better_one_stays() -> None:
    same = question(SOUND["question"], SOUND["answer"], 0.99, at=5)

    written = combined(same)

    assert [one.rule for one in written.questions] == ["rule"]
    assert written.drops["asks what another question asks"] == 1


def test_drops_of_both_are_counted_together() -> None:
    written = combined(drafts=always(drafts({**SOUND, "question": "Why pressure?"})))

    assert written.drops == {"sentence: no pattern fits": 3, "stem: too short or too long": 1}


def test_a_model_that_is_away_is_waited_for() -> None:
    def away(asked: str) -> None:
        raise EngineUnavailable("the script says so")

    with pytest.raises(EngineUnavailable):
        combined(question("What is entropy?", "A measure of disorder.", 0.9), drafts=away)


def test_a_language_that_neither_knows_gives_a_note() -> None:
    chat = ScriptedChat(drafts=always(drafts()))
    writer = CombinedQuestionWriter(llm={}, chat=chat, rules=Rules(note="English only."))

    written = writer.write_questions(LECTURE, language="pt", count=3, report=silent)

    assert written.note
    assert not written.questions


def test_questions_are_spread_over_the_lecture() -> None:
    close = [question(f"What is the {n}th law of heat?", f"Law {n} " * n, 0.6 - n / 100, at=n) for n in range(1, 4)]
    far = question("What is entropy?", "A measure of disorder.", 0.45, at=2000)

    chosen, _ = best_first([*close, far], 2)

    assert chosen == [close[0], far]


def test_a_question_with_a_few_words_more_on_the_same_fact_is_a_double() -> None:
    short = question(
        "What is an efficiency loss?", "An efficiency loss is a trade that would make both better off.", 0.6
    )
    longer = question(
        "What is an efficiency loss in economics?",
        "An efficiency loss is a trade that makes both sides better off.",
        0.5,
    )
    other = question("What is a loss?", "What remains where costs are higher than the revenue of a firm.", 0.4)

    chosen, left_out = best_first([short, longer, other], 5)

    assert chosen == [short, other]
    assert left_out == {"asks what another question asks": 1}


def test_no_slide_gets_more_than_its_share() -> None:
    answers = ("Heat flows.", "A measure of disorder.", "Work done by pressure.", "Zero at rest.")
    crowd = [
        question(f"What is {word}?", answer, 0.9, at=100 * n, slide=4)
        for n, (word, answer) in enumerate(zip(("heat", "entropy", "enthalpy", "motion"), answers, strict=True))
    ]

    chosen, left_out = best_first(crowd, 10)

    assert len(chosen) == 3
    assert left_out == {"enough questions on this slide": 1}
