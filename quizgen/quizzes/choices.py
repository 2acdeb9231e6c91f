"""The choices of a question: what it is answered with where it is asked as one of several."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from quizgen.quizzes.models import Choice, Question

LONGEST_CHOICE = 400
LONGEST_MISCONCEPTION = 300


@dataclass(frozen=True, slots=True)
class WrongChoice:
    """A distractor, and the misconception behind it, "" where it has no name."""

    text: str
    misconception: str = ""


def write_choices(question: Question, *, right: str, wrong: Sequence[WrongChoice]) -> None:
    """In the place of those there are, in an order that does not tell which is right. None where there is no wrong one
    or one is too long to be chosen."""
    question.choices.all().delete()
    named = {right: "", **{choice.text: choice.misconception for choice in wrong if choice.text != right}}
    if len(named) < 2 or max(map(len, named)) > LONGEST_CHOICE:
        return
    ordered = sorted(named, key=lambda text: sha256(text.encode()).digest())
    Choice.objects.bulk_create(
        Choice(
            question=question,
            position=position,
            text=text,
            is_correct=text == right,
            misconception=named[text][:LONGEST_MISCONCEPTION],
        )
        for position, text in enumerate(ordered)
    )


def copy_choices(*, of: Question, to: Question) -> None:
    Choice.objects.bulk_create(
        Choice(
            question=to,
            position=choice.position,
            text=choice.text,
            is_correct=choice.is_correct,
            misconception=choice.misconception,
        )
        for choice in of.choices.all()
    )


def right_choice(question: Question) -> str:
    """What is chosen rightly: the first reference answer where nothing else is written down."""
    marked = next((choice.text for choice in question.choices.all() if choice.is_correct), "")
    return marked or next(iter(question.reference_answers), "")


def wrong_choices(question: Question) -> list[WrongChoice]:
    return [WrongChoice(one.text, one.misconception) for one in question.choices.all() if not one.is_correct]
