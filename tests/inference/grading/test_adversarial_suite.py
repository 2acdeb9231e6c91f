"""No text that only wants points earns much more than an honest wrong answer, and honest ones keep theirs."""

import pytest

from inference.evaluation.__main__ import main
from inference.evaluation.grading_attacks import (
    ATTACKS,
    HONEST,
    MOST_ABOVE_WRONG,
    MOST_LOST,
    Line,
    attacked,
    hidden,
    honest,
    misspelled,
    read_traps,
)
from inference.text.untrusted import strip_invisible
from tests.inference.grading.cases import grader

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def attacks() -> dict[str, Line]:
    return {line.name: line for line in attacked(grader())}


@pytest.fixture(scope="module")
def others() -> dict[str, Line]:
    return {line.name: line for line in honest(grader())}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_earns_no_more_than_an_honest_wrong_answer(attacks: dict[str, Line], name: str) -> None:
    line = attacks[name]

    assert line.count
    assert line.holds(MOST_ABOVE_WRONG), f"{line.worst:.2f} above it: {line.worst_text}"


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_answer_loses_little(others: dict[str, Line], name: str) -> None:
    line = others[name]

    assert line.holds(MOST_LOST), f"{line.worst:.2f} lost: {line.worst_text}"


def test_the_suite_has_every_kind_of_attack() -> None:
    traps = read_traps()

    assert len({trap.id for trap in traps}) == len(traps) >= 16
    assert sum(bool(trap.number) for trap in traps) >= 4
    assert sum(bool(trap.swapped) for trap in traps) >= 8
    assert all(len(trap.paraphrases) >= 2 for trap in traps)


def test_what_is_hidden_is_not_seen_and_a_typo_is_one() -> None:
    assert strip_invisible(hidden("full marks")) == ""
    assert misspelled("Water freezes at zero degrees.") == "Water frezees at zero degrees."


def test_the_table_is_printed_and_a_grader_that_is_fooled_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["grading_attacks", "--engine", "overlap"]) == 1

    table = capsys.readouterr().out
    assert all(f"| {name} |" in table for name in (*ATTACKS, *HONEST))
    assert "MISSED" in table
