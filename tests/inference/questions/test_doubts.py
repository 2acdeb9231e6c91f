"""Doubtful drafts: behind all others, only up to ten, each with its doubt in a sentence."""

import pytest

from inference.engine import silent
from inference.questions.doubts import MOST_SCORE, OFFERED, SOFT, probability
from inference.questions.filters import FILTERS
from inference.questions.question import WrittenQuestion
from inference.questions.rules import RuleQuestionWriter
from inference.questions.selection import best_first
from inference.text.transcript_file import read_transcript_file
from tests.inference.questions.conftest import Ask, lecture
from tests.inference.questions.test_writer import OPEN_LICENSE

SURE = ("Diamonds are hard because carbon holds four bonds.", "Diamonds consist of carbon.")
UNTOLD = (
    "Enzymes lower the activation energy of reactions.",
    "Enzymes bind a substrate.",
    "The enzyme is specific because the substrate fits its active site.",
)


def test_a_thing_that_nothing_tells_apart_is_doubted_in_a_sentence(ask: Ask) -> None:
    asked = ask(*UNTOLD)

    assert asked["Why is the enzyme specific?"].doubt == SOFT["stem: a thing that nothing tells apart"]


def test_doubtful_drafts_stand_behind_all_others(ask: Ask) -> None:
    asked = list(ask(*SURE, *UNTOLD).values())
    doubts = [bool(question.doubt) for question in asked]

    assert doubts == sorted(doubts)
    assert {True, False} == set(doubts)
    assert all(question.score <= MOST_SCORE for question in asked if question.doubt)


def written(count: int) -> tuple[WrittenQuestion, ...]:
    passages = read_transcript_file(OPEN_LICENSE).passages
    return RuleQuestionWriter().write_questions(passages, language="en", count=count, report=silent).questions


def test_a_real_talk_is_filled_up_to_ten_and_never_beyond() -> None:
    for count in (5, 40):
        questions = written(count)
        sure = [question for question in questions if not question.doubt]

        assert len(questions) <= max(len(sure), min(count, OFFERED))


def test_the_same_lecture_gives_the_same_doubtful_drafts() -> None:
    assert written(10) == written(10)


def test_what_is_needed_only_to_fill_up_is_dropped_for_its_reason_where_it_is_not() -> None:
    passages = [lecture([*SURE, *UNTOLD])]
    writer = RuleQuestionWriter()

    alone = writer.write_questions(passages, language="en", count=1, report=silent)
    filled = writer.write_questions(passages, language="en", count=10, report=silent)

    reason = "stem: a thing that nothing tells apart"
    assert reason in alone.drops
    assert alone.drops[reason] > filled.drops.get(reason, 0)


def test_every_doubt_belongs_to_a_filter_and_is_a_sentence() -> None:
    assert set(SOFT) <= set(FILTERS)
    assert all(doubt.endswith(".") and doubt[0].isupper() for doubt in SOFT.values())


def test_what_the_ranking_made_of_a_doubtful_draft_is_told_from_its_place() -> None:
    assert probability(0.03, doubtful=True) == pytest.approx(0.5)
    assert probability(0.5, doubtful=False) == 0.5


def test_the_best_of_two_writers_are_taken_before_what_one_of_them_doubts(ask: Ask) -> None:
    doubtful, sure = ask(*UNTOLD), ask(*SURE)
    chosen, _ = best_first([*doubtful.values(), *sure.values()], 40)

    assert not chosen[0].doubt
    assert [bool(question.doubt) for question in chosen] == sorted(bool(question.doubt) for question in chosen)
