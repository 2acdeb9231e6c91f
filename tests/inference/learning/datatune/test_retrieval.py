"""The data sets that suit a task come first, whatever the order of the registry."""

import pytest

from inference.learning.datatune.cards import load_cards
from inference.learning.datatune.retrieval import bm25, elected, embedding, ranked
from inference.learning.datatune.rule_backend import RuleBackend
from inference.learning.datatune.task import load_task

GRADED = {"scientsbank", "beetle", "saf_en"}


@pytest.mark.parametrize("order", [1, -1])
def test_graded_answers_come_first_for_grading(order: int) -> None:
    cards = load_cards()[::order]

    assert {card.name for card in ranked(load_task("grading"), cards)[:3]} == GRADED


def test_sets_of_questions_come_first_for_questions() -> None:
    first, second = ranked(load_task("questions"), load_cards())[:2]

    assert {first.name, second.name} == {"ocw_check_yourself", "fairytale_qa"}


def test_five_views_vote_and_most_votes_win() -> None:
    cards = load_cards()
    votes = RuleBackend().votes(load_task("grading"), cards)

    assert len(votes) == 5
    assert elected(votes, cards)[0].name in GRADED


def test_votes_for_what_is_not_there_are_void() -> None:
    cards = load_cards()

    assert [card.name for card in elected(["made_up", None, "beetle"], cards)] == ["beetle"]


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    texts = ["the cat", "the dog", "the cow", "the cat and the dog"]

    cat, the = bm25("cat", texts), bm25("the", texts)

    assert cat[0] > the[0] > 0
    assert cat[1] == 0


def test_a_short_text_outranks_a_long_one_with_the_same_word() -> None:
    short, long = bm25("cat", ["the cat", "the cat sat on a mat and a hat"])

    assert short > long


def test_forms_of_a_word_lie_close() -> None:
    same, near, far = (float(embedding("grading") @ embedding(word)) for word in ("grading", "graded", "turbine"))

    assert same == pytest.approx(1.0, abs=1e-5)
    assert same > near > far
