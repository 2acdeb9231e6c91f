"""The grader that asks a language model: what of the answer earns each key point, then one word on the whole."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from inference.engine import fingerprint
from inference.errors import BadInput
from inference.grading.assessment import rubric_of
from inference.grading.exact import grade_exact
from inference.grading.llm.judging import VERDICTS, Judged, judge
from inference.grading.llm.phrases import feedback_in, has_phrases
from inference.grading.llm.prompts import digest, points_messages, points_schema, points_tokens, verdict_messages
from inference.grading.llm.spans import shown
from inference.grading.llm.suspicion import is_suspicious
from inference.grading.llm.wording import in_other_words
from inference.grading.verdict import GradingTask, Verdict
from inference.learning.datatune.shown import exemplars_in
from inference.llm.chat import ChatModel, UnusableAnswer
from inference.llm.options import thinking_for
from inference.llm.server import chat_model
from inference.llm.tokens import NO_TOKENS, Tokens
from inference.questions.question import KeyPoint

RULES = 1
"""Raised whenever the rules around the model change what they decide."""
Effort = Literal["fast", "careful", "regrade"]
UNSURE_BELOW = 0.6
AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class _Opinion:
    judged: Judged
    reasoning: str
    tokens: Tokens


class LlmGrader:
    """`llm`: settings.LLM, or {} with a `chat` of one's own. `effort` names the thinking budget; a high-stakes task is
    always graded with care. `rephrase`: the model words the first step of the feedback anew in any language.

    `grade` raises EngineUnavailable, and BadInput "grading.language", "grading.reference", "grading.too_long" and
    "grading.unusable" (the model gave no usable verdict, with and without thinking).
    """

    def __init__(
        self,
        *,
        llm: Mapping[str, Any],
        effort: Effort = "fast",
        rephrase: bool = False,
        chat: ChatModel | None = None,
    ) -> None:
        self._llm, self._effort, self._rephrase = llm, effort, rephrase
        self._chat = chat or chat_model(llm)
        self._exemplars = exemplars_in(llm.get("grading_exemplars", ""))

    @property
    def fingerprint(self) -> str:
        return self._named(self._effort)

    @property
    def languages(self) -> tuple[str, ...]:
        """English alone where nothing is known of the model."""
        return self._chat.languages or ("en",)

    def with_effort(self, effort: Effort) -> "LlmGrader":
        """The same model, thinking as long as `effort` allows."""
        return LlmGrader(llm=self._llm, effort=effort, rephrase=self._rephrase, chat=self._chat)

    def grade(self, tasks: Sequence[GradingTask]) -> list[Verdict]:
        """Several at once, as many as `LLM_CONCURRENCY` allows."""
        if len(tasks) <= 1:
            return [self._grade(task) for task in tasks]
        with ThreadPoolExecutor(max_workers=int(self._llm.get("concurrency", AT_ONCE))) as pool:
            return list(pool.map(self._grade, tasks))

    def regrade(self, tasks: Sequence[GradingTask]) -> list[Verdict]:
        """As `grade`, with the largest budget: for a person who asks for a second look."""
        return self.with_effort("regrade").grade(tasks)

    def _grade(self, task: GradingTask) -> Verdict:
        self._check(task)
        exact = grade_exact(task)
        if exact:
            return exact
        answer, rubric = shown(task.response), _rubric(task)
        effort: Effort = "careful" if task.high_stakes and self._effort == "fast" else self._effort
        try:
            return self._verdict(task, self._asked(task, rubric, answer, effort), effort)
        except BadInput as bad:
            if bad.code == "llm.too_long":
                sentence = "The question and the answer are too long for the language model."
                raise BadInput("grading.too_long", sentence) from bad
            raise

    def _check(self, task: GradingTask) -> None:
        if _code(task) not in self.languages:
            known = ", ".join(sorted(self.languages))
            raise BadInput("grading.language", f"The language model reads {known} only, not {task.language!r}.")
        if not task.key_points and not any(reference.strip() for reference in task.reference_answers):
            raise BadInput("grading.reference", "This question has neither a reference answer nor key points.")

    def _asked(self, task: GradingTask, rubric: tuple[KeyPoint, ...], answer: str, effort: Effort) -> _Opinion:
        """What cannot be used is asked for once more, in the other way of thinking. Raises what `grade` raises."""
        try:
            return self._opinion(task, rubric, answer, effort)
        except UnusableAnswer as first:
            try:
                other: Effort = "careful" if self._budget(effort) == 0 else "fast"
                again = self._opinion(task, rubric, answer, other)
            except UnusableAnswer as second:
                raise BadInput(
                    "grading.unusable", "The language model gave no usable verdict on this answer."
                ) from second
            return _Opinion(again.judged, again.reasoning, first.tokens + again.tokens)

    def _opinion(self, task: GradingTask, rubric: tuple[KeyPoint, ...], answer: str, effort: Effort) -> _Opinion:
        thinking, beside = thinking_for(effort, self._llm), self._beside(task)
        said = self._chat.complete(
            points_messages(task, rubric, answer, beside),
            answer_tokens=points_tokens(len(rubric)),
            schema=points_schema(len(rubric)),
            thinking=thinking,
        )
        chosen = self._chat.choose(verdict_messages(task, rubric, answer, beside), VERDICTS, thinking=thinking)
        reasoning = "\n\n".join(filter(None, (said.reasoning.strip(), chosen.reasoning.strip())))
        return _Opinion(judge(task, rubric, answer, said.data, chosen), reasoning, said.tokens + chosen.tokens)

    def _beside(self, task: GradingTask) -> list[str]:
        """By the question and not by the answer, so that what is sent begins alike for all learners."""
        if _code(task) != "en":
            return []
        return self._exemplars.beside(" ".join((task.question, *task.reference_answers)), called="people said")

    def _verdict(self, task: GradingTask, opinion: _Opinion, effort: Effort) -> Verdict:
        judged = opinion.judged
        feedback, tokens = self._feedback(task, judged)
        suspicious = is_suspicious(task.response)
        return Verdict(
            label=judged.label,
            score=judged.score,
            max_score=judged.highest,
            credits=judged.credits,
            feedback=feedback,
            confidence=judged.confidence,
            grader=self._named(effort),
            conflict=judged.conflict,
            decided_because=_reasons(judged, suspicious, self._budget(effort)),
            needs_review=suspicious or judged.unsupported > 0 or judged.confidence < UNSURE_BELOW,
            reasoning=opinion.reasoning,
            tokens=opinion.tokens + tokens,
        )

    def _feedback(self, task: GradingTask, judged: Judged) -> tuple[tuple[str, str, str], Tokens]:
        """Templates where there are some; the model's own words only for the first step, and only once checked."""
        steps = feedback_in(_code(task), task, judged.label, judged.credits, judged.conflict)
        if has_phrases(_code(task)) and not self._rephrase:
            return steps, NO_TOKENS
        thinking = thinking_for("feedback", self._llm)
        first, tokens = in_other_words(self._chat, thinking, steps[0], task, judged.credits)
        return (first, *steps[1:]), tokens

    def _budget(self, effort: Effort) -> int:
        return thinking_for(effort, self._llm).budget or 0

    def _named(self, effort: Effort) -> str:
        """Efforts with equal budgets are one grader."""
        name = partial(fingerprint, f"grading.llm.{effort}", rules=RULES, prompts=digest(), rephrase=self._rephrase)
        if self._exemplars.digest:
            name = partial(name, exemplars=self._exemplars.digest)
        return name(model=self._chat.fingerprint, budget=self._budget(effort))


def _rubric(task: GradingTask) -> tuple[KeyPoint, ...]:
    """In English the reference is split as the embedded grader does; the rules for that know no other language."""
    if task.key_points or _code(task) == "en":
        return rubric_of(task)
    return (KeyPoint(next(text.strip() for text in task.reference_answers if text.strip())),)


def _code(task: GradingTask) -> str:
    """`language` is a BCP 47 tag, of which the first part decides ("en-GB")."""
    return task.language.lower().split("-")[0]


def _reasons(judged: Judged, suspicious: bool, budget: int) -> str:
    """For staff: who decided, and what was not believed."""
    found = sum(one.credit > 0 for one in judged.credits)
    way = f"with up to {budget:,} tokens of thought" if budget else "without thinking"
    sentences = [f"The language model found {found} of {len(judged.credits)} key points in the answer, {way}."]
    if judged.unfounded:
        sentences.append(f"{_credits(judged.unfounded)} withdrawn: the answer does not have the words it quoted.")
    if judged.unsupported:
        sentences.append(f"{_credits(judged.unsupported)} withdrawn: the words it quoted say nothing of the key point.")
    if judged.confidence < UNSURE_BELOW:
        sentences.append("It is not sure of its verdict on the whole answer.")
    if suspicious:
        sentences.append("The answer has words to a machine in it, which changed nothing of the score.")
    return " ".join(sentences)


def _credits(count: int) -> str:
    return "One credit was" if count == 1 else f"{count} credits were"
