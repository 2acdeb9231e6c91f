"""The lecture's page tells staff what the writer threw out and what its language model used."""

import pytest

from quizgen.lectures.models import Stage, StageRun
from quizgen.lectures.writer_use import tokens_in_words, writer_use

TOKENS = {"prompt": 45_210, "cached": 20_100, "reasoning": 3_000, "answer": 5_000, "calls": 88}


def test_reasons_come_with_the_most_frequent_first() -> None:
    run = StageRun(stage=Stage.WRITE_QUESTIONS, drops={"stem: vague": 2, "quote: not in the lecture": 5}, tokens={})

    use = writer_use([StageRun(stage=Stage.ALIGN), run])

    assert use is not None
    assert use.dropped == 7
    assert [(reason.words, reason.count) for reason in use.reasons] == [
        ("quote: not in the lecture", 5),
        ("stem: vague", 2),
    ]


@pytest.mark.parametrize(
    ("tokens", "sentence"),
    [
        ({}, ""),
        (
            TOKENS,
            "The language model read 45,210 tokens, 20,100 of them kept from before, thought for 3,000 and wrote 5,000 "
            "in 88 calls.",
        ),
        (
            {"prompt": 900, "cached": 0, "reasoning": 0, "answer": 50, "calls": 1},
            "The language model read 900 tokens and wrote 50 in 1 call.",
        ),
    ],
)
def test_tokens_are_told_in_a_sentence(tokens: dict[str, int], sentence: str) -> None:
    assert tokens_in_words(tokens) == sentence


def test_nothing_is_told_where_nothing_is_known() -> None:
    assert writer_use([StageRun(stage=Stage.WRITE_QUESTIONS, drops={}, tokens={})]) is None
