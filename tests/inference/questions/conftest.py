"""A lecture of a few sentences, asked about by the rule writer."""

from collections.abc import Callable, Sequence

import pytest

from inference.engine import silent
from inference.questions.question import WrittenQuestion, WrittenQuestions
from inference.questions.rules import RuleQuestionWriter
from inference.text.passage import Passage, Sentence

Write = Callable[..., WrittenQuestions]
Ask = Callable[..., dict[str, WrittenQuestion]]


def lecture(sentences: Sequence[str], slide_text: str = "", title: str = "") -> Passage:
    """A passage whose sentences last five seconds each."""
    spoken = tuple(Sentence(text, 5.0 * n, 5.0 * n + 4.5, 0.95, (n,)) for n, text in enumerate(sentences))
    end = 5.0 * len(sentences) or 30.0
    return Passage(0.0, end, title, spoken, 0 if slide_text else None, slide_text)


@pytest.fixture
def write() -> Write:
    """What the rule writer makes of these sentences and this slide."""

    def written(*sentences: str, slide_text: str = "", title: str = "", language: str = "en") -> WrittenQuestions:
        passage = lecture(sentences, slide_text, title)
        return RuleQuestionWriter().write_questions([passage], language=language, count=20, report=silent)

    return written


@pytest.fixture
def ask(write: Write) -> Ask:
    """The questions by their stems."""

    def asked(*sentences: str, **shown: str) -> dict[str, WrittenQuestion]:
        return {question.stem: question for question in write(*sentences, **shown).questions}

    return asked
