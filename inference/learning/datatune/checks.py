"""What a transformed row must hold to be kept; each check is named in the task and counted when it fails."""

import re
from collections.abc import Callable, Mapping

from inference.learning.datatune.rows import TrainingRow
from inference.learning.datatune.task import TaskSpec

QUESTION_WORDS = re.compile(r"\b(what|who|whom|whose|when|where|why|which|how)\b", re.IGNORECASE)
GROUNDED = 0.6
LEAKS = 0.5
LEAST_LETTERS = 4
"""Shorter words say little."""
AS_IT_IS = "as_it_is"
TASK_TALK = re.compile(r"\b(the|this|your) (answer|reference|learner)\b", re.IGNORECASE)
DENIAL = re.compile(r"\b(not|no|never|nothing|none|nobody|cannot|without|instead)\b|n['’]t\b", re.IGNORECASE)


def every_field_filled(row: TrainingRow, task: TaskSpec) -> bool:
    return bool(row.output.strip()) and all(row.input.get(name, "").strip() for name in task.inputs)


def known_label(row: TrainingRow, task: TaskSpec) -> bool:
    return row.output in task.labels


def not_too_long(row: TrainingRow, task: TaskSpec) -> bool:
    return all(len(text) <= task.longest for text in (*row.input.values(), row.output))


def no_copy_of_an_example(row: TrainingRow, task: TaskSpec) -> bool:
    """All fields equal, not one within another: a substring test would throw out what is merely alike."""
    said = [_bare(row.input.get(name, "")) for name in task.inputs]
    return said not in ([_bare(example.input[name]) for name in task.inputs] for example in task.examples)


def ends_with_a_question_mark(row: TrainingRow, task: TaskSpec) -> bool:
    return row.output.rstrip().endswith("?")


def has_a_question_word(row: TrainingRow, task: TaskSpec) -> bool:
    return QUESTION_WORDS.search(row.output) is not None


def answer_in_passage(row: TrainingRow, task: TaskSpec) -> bool:
    """Six of ten of the answer's words stand in the passage."""
    said, passage = _words(row.input["answer"]), _words(row.input["passage"])
    return not said or len(said & passage) / len(said) >= GROUNDED


def no_leak(row: TrainingRow, task: TaskSpec) -> bool:
    """At most half of the answer's longer words stand in the question."""
    said = _long_words(row.input["answer"])
    return not said or len(said & _words(row.output)) / len(said) <= LEAKS


def no_talk_of_the_task(row: TrainingRow, task: TaskSpec) -> bool:
    """A model that explains itself speaks of "the answer" or "the reference". What people wrote is not doubted."""
    return row.made_by == AS_IT_IS or TASK_TALK.search(row.input["answer"]) is None


def fits_its_label(row: TrainingRow, task: TaskSpec) -> bool:
    """What says all of the reference is not lacking, and no contradiction unless it denies something.

    A small model writes what is right under any label. People's verdicts are not doubted.
    """
    if row.made_by == AS_IT_IS or row.output == "correct":
        return True
    said, wanted = _words(row.input["answer"]), _long_words(row.input["reference"])
    return bool(wanted - said) or (row.output == "contradictory" and DENIAL.search(row.input["answer"]) is not None)


CHECKS: Mapping[str, Callable[[TrainingRow, TaskSpec], bool]] = {
    check.__name__: check
    for check in (
        every_field_filled,
        known_label,
        not_too_long,
        no_copy_of_an_example,
        ends_with_a_question_mark,
        has_a_question_word,
        answer_in_passage,
        no_leak,
        no_talk_of_the_task,
        fits_its_label,
    )
}


def failed_check(row: TrainingRow, task: TaskSpec) -> str:
    """The name of the first check that the row fails, "" where it passes all."""
    return next((name for name in task.checks if not CHECKS[name](row, task)), "")


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def _long_words(text: str) -> set[str]:
    return {word for word in _words(text) if len(word) >= LEAST_LETTERS}


def _bare(text: str) -> str:
    return " ".join(sorted(_words(text)))
