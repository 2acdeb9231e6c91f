"""The round trip: the model answers a stem from its evidence alone, and the answer is graded against the draft's."""

from inference.grading.embedded import EmbeddedGrader
from inference.grading.verdict import GradingTask
from inference.llm.chat import ChatModel, Message
from inference.llm.tokens import Tokens
from inference.llm.untrusted import fenced
from inference.questions.llm.grounding import grounded_share, likeness
from inference.questions.llm.languages import base
from inference.questions.llm.prompts import language_name, prompt
from inference.questions.question import KeyPoint

ANSWER_TOKENS = 120
NOT_THERE = "NOT IN THE TEXT"
LEAST_AGREEMENT = 0.5


def answer_from(chat: ChatModel, *, text: str, stem: str, language: str) -> tuple[str, Tokens]:
    """ "" where the model finds no answer in the text. Raises EngineUnavailable and UnusableAnswer."""
    name = language_name(language)
    asked = f"{fenced('text', text)}\n\n{fenced('question', stem)}\n\n{prompt('answer.task', language=name)}"
    messages = [Message("system", prompt("answer", language=name)), Message("user", asked)]
    said = chat.complete(messages, answer_tokens=ANSWER_TOKENS)
    answer = " ".join(said.content.split())
    return ("" if NOT_THERE.lower() in answer.lower() else answer), said.tokens


class Marker:
    """How far two answers agree, 0..1: by the embedded grader where it reads the language, else by shared words."""

    def __init__(self) -> None:
        self._grader = EmbeddedGrader()

    def share(
        self, *, stem: str, references: tuple[str, ...], points: tuple[str, ...], response: str, language: str
    ) -> float:
        if not response:
            return 0.0
        if base(language) != "en":
            told = sum(grounded_share(point, response, language) for point in points) / len(points)
            return max(told, *(likeness(response, reference, language) for reference in references))
        task = GradingTask(stem, references, tuple(KeyPoint(point) for point in points), response)
        verdict = self._grader.grade([task])[0]
        return verdict.score / verdict.max_score
