"""The first step of the feedback speaks of what is there and counts what is not."""

import gzip
import json
from collections.abc import Callable
from itertools import chain

import pytest

from inference.engine import silent
from inference.evaluation.grading_attacks import ATTACKS, read_traps
from inference.grading.feedback import CONFLICTING, PLAIN, RIGHT, key_term, write_feedback
from inference.grading.lexicon import base_form
from inference.grading.reading import read
from inference.grading.verdict import GradingTask, KeyPointCredit, Verdict
from inference.grading.wordlists import STOP, words_of
from inference.questions.rules import RuleQuestionWriter
from inference.text.transcript_file import read_transcript_file
from tests.inference.grading.cases import CASES, MATERIAL, grade

ROWS = [json.loads(line) for line in (MATERIAL / "scientsbank_50.jsonl").read_text().splitlines()]
OF_FEEDBACK = frozenset(read(" ".join(chain(*PLAIN.values(), RIGHT, CONFLICTING))).plain) | words_of(
    """answer answers asked belong belongs check complete does go lecture missing nothing own parts part still this
    right words try way yet compare read once more back that of agree not no here in one is it for was and there the to
    with then your from you on are question an first"""
)
TASKS = [
    *[GradingTask(row["question"], tuple(row["reference_answers"]), (), row["student_answer"]) for row in ROWS],
    *[case.task(text) for case in CASES for text in (case.half, case.contradiction, case.paraphrase) if text],
]


def leaks(task: GradingTask, verdict: Verdict) -> set[str]:
    """Content words of parts not earned that the first step says and neither question nor response has."""
    known = read(task.question).bases | read(task.response).bases | {base_form(word) for word in OF_FEEDBACK}
    missing = {base for one in verdict.credits if one.credit < 0.5 for base in read(one.text).bases}
    said = {base for base in read(verdict.feedback[0]).plain if not base.isdigit()}  # counts tell nothing
    return (missing - known - STOP) & said


def sample_tasks() -> list[GradingTask]:
    """Whole, halved, beside the point and turned answers to the questions on a real talk; all texts of the suite."""
    passages = read_transcript_file(MATERIAL.parent / "questions" / "open-license.json").passages
    written = RuleQuestionWriter().write_questions(passages, language="en", count=40, report=silent).questions
    tasks = []
    for number, question in enumerate(written):
        reference, other = question.reference_answers[0], written[number - 1].reference_answers[0]
        words = reference.split()
        halves = (" ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :]))
        for response in (reference, *halves, other, f"It is not true that {reference}", "It has to do with people."):
            tasks.append(GradingTask(question.stem, question.reference_answers, question.key_points, response))
    return tasks + [
        trap.task(text, with_rubric=True) for trap in read_traps() for make in ATTACKS.values() for text in make(trap)
    ]


def saf_tasks() -> list[GradingTask]:
    """Every answer of SAF's train split, once: university answers of many sentences."""
    lines = gzip.decompress((MATERIAL / "saf_train.jsonl.gz").read_bytes()).decode().splitlines()
    return [
        GradingTask(row["question"], tuple(row["reference_answers"]), (), answer)
        for row in map(json.loads, lines)
        for answer in row["student_answers"]
    ]


@pytest.mark.slow
@pytest.mark.parametrize("make", [sample_tasks, saf_tasks])
def test_not_one_of_many_answers_is_told_what_is_missing(make: Callable[[], list[GradingTask]]) -> None:
    tasks = make()
    found = [(task.response, words) for task in tasks if (words := leaks(task, grade(task)))]

    assert len(tasks) >= 60
    assert found == []


@pytest.mark.parametrize("task", TASKS, ids=range(len(TASKS)))
def test_no_word_of_a_missing_part_is_said_at_the_first_step(task: GradingTask) -> None:
    assert leaks(task, grade(task)) == set()


def test_a_leak_would_be_seen() -> None:
    case = CASES[5]
    verdict = grade(case.task("They move around."))
    telling = Verdict(
        verdict.label, 0, 2, verdict.credits, ("It is about supplying energy.", "", ""), 0.9, verdict.grader
    )

    assert leaks(case.task("They move around."), telling) == {"supply", "energy"}


def test_the_parts_that_are_missing_are_counted() -> None:
    case = next(case for case in CASES if case.question.startswith("What do mitochondria"))

    step = grade(case.task("They produce ATP.")).feedback[0]

    assert "“They produce ATP” belongs to the answer." in step
    assert "1 of 2 parts is still missing." in step


def test_the_second_step_names_a_term_of_what_is_missing() -> None:
    case = next(case for case in CASES if case.question.startswith("What do mitochondria"))

    assert grade(case.task("They produce ATP.")).feedback[1] in ("A key term: energy.", "A key term: supply.")


def test_the_third_step_gives_the_answer() -> None:
    case = CASES[0]

    assert grade(case.task("no idea")).feedback[2] == f"The answer: {case.reference}"


def test_a_contradiction_is_quoted() -> None:
    case = CASES[0]

    assert "“Energy is not conserved" in grade(case.task(case.contradiction or "")).feedback[0]


def test_there_is_no_key_term_where_nothing_is_missing() -> None:
    task = GradingTask("Why?", ("Energy is conserved.",), (), "Energy is conserved.")

    assert key_term(task, [KeyPointCredit("energy is conserved", 1.0, 1.0)]) == ""


def test_a_long_quote_is_cut_between_words() -> None:
    credit = KeyPointCredit("energy", 1.0, 0.5, "energy and " * 40)

    step = write_feedback(CASES[0].task("x"), "partially_correct_incomplete", [credit], "")[0]

    assert len(step) < 220
    assert "…" in step
