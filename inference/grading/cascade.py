"""Several graders, the quick one first: the embedded grader where it is sure, else a language model, else a person.

1. The embedded grader decides alone where its confidence is at least `sure`, unless the quiz is for high stakes.
2. Else the language model is asked without thinking. It decides where it is confident and the embedded grader agrees.
3. Where they differ, or the stakes are high, it is asked again with a budget of thinking. It decides where it is
   confident and one of the others agrees.
4. What is left keeps the careful verdict and goes to the instructor's queue (`needs_review`).
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from inference.engine import fingerprint
from inference.errors import BadInput, EngineUnavailable
from inference.grading.embedded import EmbeddedGrader
from inference.grading.exact import grade_exact
from inference.grading.languages import ENGLISH
from inference.grading.llm.grader import AT_ONCE, LlmGrader
from inference.grading.verdict import MODEL_AWAY, Grader, GradingTask, Verdict
from inference.llm.chat import ChatModel

SURE = 0.85
"""The embedded grader is right in 95 of 100 such answers: of unseen ones, a fourth (SciEntsBank) to two fifths
(Beetle)."""
ACCEPT = 0.7
PATIENCE_S = 30.0
TOLERANCE = 0.5
"""By which shares of the points two verdicts may differ and still agree."""


class CascadeGrader:
    """`llm`: settings.LLM, or {} with a `chat` of one's own. `sure` and `accept` are confidences, 0.5..1.

    `embedded_when_away`: while the model does not answer within `patience_s`, the embedded grader decides what it can,
    and says so; never for high stakes, never in a language that it does not read. Else `grade` raises
    EngineUnavailable. It raises BadInput as LlmGrader does.
    """

    def __init__(
        self,
        *,
        llm: Mapping[str, Any],
        sure: float = SURE,
        accept: float = ACCEPT,
        embedded_when_away: bool = True,
        patience_s: float = PATIENCE_S,
        rephrase: bool = False,
        chat: ChatModel | None = None,
        embedded: Grader | None = None,
    ) -> None:
        self._sure, self._accept, self._embedded_when_away = sure, accept, embedded_when_away
        self._at_once = int(llm.get("concurrency", AT_ONCE))
        self._embedded = embedded or EmbeddedGrader()
        quick = {**llm, "timeout_s": min(float(llm.get("timeout_s", patience_s)), patience_s), "retries": 0}
        self._fast = LlmGrader(llm=quick, effort="fast", rephrase=rephrase, chat=chat)
        self._careful = LlmGrader(llm=llm, effort="careful", rephrase=rephrase, chat=chat)

    @property
    def fingerprint(self) -> str:
        """Of the whole; a verdict names the one that decided."""
        graders = (self._embedded.fingerprint, self._fast.fingerprint, self._careful.fingerprint)
        return fingerprint("grading.cascade", graders=graders, sure=self._sure, accept=self._accept)

    def grade(self, tasks: Sequence[GradingTask]) -> list[Verdict]:
        """Those that need the model ask it several at a time."""
        return self._each(tasks, embedded_when_away=self._embedded_when_away)

    def grade_without_fallback(self, tasks: Sequence[GradingTask]) -> list[Verdict]:
        """As `grade`, but nobody stands in for a model that is away. Raises EngineUnavailable."""
        return self._each(tasks, embedded_when_away=False)

    def regrade(self, tasks: Sequence[GradingTask]) -> list[Verdict]:
        """The model alone, with its largest budget: for a person who asks for a second look. Raises what it raises."""
        return self._careful.regrade(tasks)

    def _each(self, tasks: Sequence[GradingTask], *, embedded_when_away: bool) -> list[Verdict]:
        with ThreadPoolExecutor(max_workers=self._at_once) as pool:
            return list(pool.map(lambda task: self._decided(task, embedded_when_away), tasks))

    def _decided(self, task: GradingTask, embedded_when_away: bool) -> Verdict:
        exact = grade_exact(task)
        if exact:
            return exact
        own = self._own(task)
        if own and not task.high_stakes and own.confidence >= self._sure:
            return _told(own, f"The embedded grader was sure ({_percent(own)}).")
        try:
            return self._by_model(task, own)
        except BadInput as bad:
            if own is None:
                raise
            return _told(own, f"{bad.sentence} So the embedded grader decided ({_percent(own)}).", needs_review=True)
        except EngineUnavailable:
            if own is None or task.high_stakes or not embedded_when_away:
                raise
            reason = f"{MODEL_AWAY}, so the embedded grader decided ({_percent(own)} sure)."
            return _told(own, reason, needs_review=own.confidence < self._accept)

    def _own(self, task: GradingTask) -> Verdict | None:
        """None in a language that the embedded grader does not read. Raises BadInput for a question without rubric."""
        code = task.language.lower().split("-")[0]
        return self._embedded.grade([task])[0] if code in ENGLISH else None

    def _by_model(self, task: GradingTask, own: Verdict | None) -> Verdict:
        if task.high_stakes:
            return self._weighed(task, [own] if own else [], "The quiz is for high stakes")
        (fast,) = self._fast.grade([task])
        if self._holds(fast, [own] if own else []):
            return _told(fast, _asked_because(own))
        others = [own, fast] if own else [fast]
        return self._weighed(task, others, "The graders differed" if own else "The language model was not sure")

    def _weighed(self, task: GradingTask, others: Sequence[Verdict], because: str) -> Verdict:
        (careful,) = self._careful.grade([task])
        careful = replace(careful, tokens=sum((one.tokens for one in others), careful.tokens))
        if self._holds(careful, others):
            return _told(careful, f"{because}, so the language model looked again with care.")
        sentence = f"{because}, and the language model's careful look did not settle it: a person should decide."
        return _told(careful, sentence, needs_review=True)

    def _holds(self, verdict: Verdict, others: Sequence[Verdict]) -> bool:
        """Confident, and one of the others agrees; alone it has to be as sure as the embedded grader."""
        if not others:
            return verdict.confidence >= self._sure
        return verdict.confidence >= self._accept and any(agree(verdict, other) for other in others)


def agree(one: Verdict, other: Verdict) -> bool:
    """The same on correct-or-not, and about as many points."""
    shares = [verdict.score / verdict.max_score if verdict.max_score else 0.0 for verdict in (one, other)]
    return (one.label == "correct") == (other.label == "correct") and abs(shares[0] - shares[1]) <= TOLERANCE


def _asked_because(own: Verdict | None) -> str:
    if own is None:
        return "The embedded grader does not read this language, so the language model decided."
    return f"The embedded grader was not sure ({_percent(own)}) and the language model agreed with it."


def _percent(verdict: Verdict) -> str:
    return f"{round(100 * verdict.confidence)} %"


def _told(verdict: Verdict, reason: str, *, needs_review: bool = False) -> Verdict:
    """With who decided and why before the grader's own sentences. What it wants reviewed stays so."""
    sentences = " ".join(filter(None, (reason, verdict.decided_because)))
    return replace(verdict, decided_because=sentences, needs_review=needs_review or verdict.needs_review)
