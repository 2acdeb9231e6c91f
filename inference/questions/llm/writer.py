"""Questions drafted by a language model and verified by code, passage by passage."""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial as partial_of
from hashlib import sha256
from typing import Any

from inference.engine import NOTHING_KEPT, PartialWork, Report, fingerprint
from inference.learning.datatune.shown import exemplars_in
from inference.llm.chat import ChatModel, UnusableAnswer
from inference.llm.options import thinking_for
from inference.llm.server import chat_model
from inference.llm.tokens import NO_TOKENS, Tokens
from inference.questions.course import CourseLecture, LinkingQuestions
from inference.questions.llm import critic, notes, passages, ranking
from inference.questions.llm.across import Across
from inference.questions.llm.answering import Marker
from inference.questions.llm.choices import with_choices
from inference.questions.llm.kept import outcome_from_bytes, outcome_to_bytes
from inference.questions.llm.languages import LANGUAGES, base
from inference.questions.llm.passages import LectureMaterial, Outcome
from inference.questions.llm.prompts import language_name, prompts_digest
from inference.questions.llm.salience import TOPICS, chosen_passages, term_weights
from inference.questions.question import Drop, Passed, WrittenQuestion, WrittenQuestions, unheard
from inference.questions.selection import best_first
from inference.text.passage import Passage

VERSION = 2
DRAFTS = 3
CANDIDATES = 3
"""So many drafts are asked for each question that is wanted: most do not pass."""
PASSAGES_FOR_A_QUESTION = 3
"""So many passages a small model takes notes of for each question that is wanted."""
SHARE_OF_PASSAGES = 0.85
"""Of the progress; the wrong choices are the rest."""
NOT_IN_THIS_LANGUAGE = (
    "The language model is not known to write in {language}, so there are no questions yet. "
    "LLM_LANGUAGES names the languages that it is to be trusted with."
)
NO_CHOICES = "choice: the model gave no usable ones"


@dataclass(frozen=True, slots=True)
class Proposed:
    """All questions that passed, before any is chosen; `note` where the writer could not work."""

    questions: tuple[WrittenQuestion, ...]
    drops: Counter[str]
    tokens: Tokens = NO_TOKENS
    note: str = ""
    dropped: tuple[Drop, ...] = ()
    writes_choices: bool = True
    """A model that cannot tell a good question from a bad one writes no wrong choices that are wrong."""


class LlmQuestionWriter:
    """`llm` is `inference.llm.options.from_environment(...)`; `chat` another way to a model. Thread-safe."""

    def __init__(self, *, llm: Mapping[str, Any], chat: ChatModel | None = None) -> None:
        self.llm = llm
        self.chat = chat or chat_model(llm)
        self.marker = Marker()
        self.exemplars = exemplars_in(llm.get("question_exemplars", ""))

    @property
    def fingerprint(self) -> str:
        return fingerprint(
            "questions.llm",
            version=VERSION,
            model=self.chat.fingerprint,
            prompts=prompts_digest(),
            weights=ranking.weights_digest(),
            write=thinking_for("write", self.llm),
            critic=thinking_for("critic", self.llm),
            course=thinking_for("course", self.llm),
            languages=self.chat.languages,
            **({"exemplars": self.exemplars.digest} if self.exemplars.digest else {}),
        )

    def write_questions(
        self,
        passages: Sequence[Passage],
        *,
        language: str,
        count: int,
        report: Report,
        partial: PartialWork = NOTHING_KEPT,
        passed: Passed = unheard,
    ) -> WrittenQuestions:
        """At most `count` questions, best first. Raises EngineUnavailable; what is finished is then in `partial`."""
        proposed = self.propose(
            passages, language=language, count=count, report=_scaled(report), partial=partial, passed=passed
        )
        chosen, left_out = best_first(proposed.questions, count)
        finished = self.add_choices(chosen, proposed, language=language, report=report, partial=partial)
        report(1.0)
        drops = Counter(left_out) + proposed.drops + finished.drops
        tokens = proposed.tokens + finished.tokens
        return WrittenQuestions(finished.questions, dict(drops.most_common()), proposed.note, tokens, proposed.dropped)

    def propose(
        self,
        passages: Sequence[Passage],
        *,
        language: str,
        count: int,
        report: Report,
        partial: PartialWork = NOTHING_KEPT,
        passed: Passed = unheard,
    ) -> Proposed:
        """Everything that passed its checks, of as many passages as `count` questions need."""
        if not self.knows(language):
            note = NOT_IN_THIS_LANGUAGE.format(language=language_name(language))
            return Proposed((), Counter(), note=note)
        trusted = self._critic_is_trusted(partial)
        lecture = self._material(passages, language, trusts_critic=bool(trusted.drops["trusted"]))
        wanted = PASSAGES_FOR_A_QUESTION * count if lecture.takes_notes else math.ceil(count * CANDIDATES / DRAFTS)
        numbers = chosen_passages(passages, lecture.weights, language, wanted)
        outcomes = self._each(lecture, numbers, report, partial, passed)
        questions = tuple(question for outcome in outcomes for question in outcome.questions)
        drops: Counter[str] = sum((outcome.drops for outcome in outcomes), Counter())
        tokens = sum((outcome.tokens for outcome in outcomes), trusted.tokens)
        dropped = tuple(drop for outcome in outcomes for drop in outcome.dropped)
        return Proposed(questions, drops, tokens, dropped=dropped, writes_choices=not lecture.takes_notes)

    def knows(self, language: str) -> bool:
        """Whether the model writes in it: by its profile or by request, else by what the checks here know."""
        trusted = {base(code) for code in self.chat.languages} or set(LANGUAGES)
        return base(language) in trusted

    def add_choices(
        self,
        questions: Sequence[WrittenQuestion],
        proposed: Proposed,
        *,
        language: str,
        report: Report,
        partial: PartialWork = NOTHING_KEPT,
    ) -> Proposed:
        """The questions, each with wrong choices where it has some already or sound ones were found."""
        outcomes: list[Outcome] = []
        if not (self.knows(language) and proposed.writes_choices):
            return Proposed(tuple(questions), Counter())
        for number, question in enumerate(questions):
            if question.distractors:
                outcomes.append(Outcome((question,)))
                continue
            name = f"choices-{number}-{_digest(question)}"
            outcomes.append(_remembered(partial, name, partial_of(self._with_choices, question, language)))
            report(SHARE_OF_PASSAGES + (1 - SHARE_OF_PASSAGES) * (number + 1) / len(questions))
        drops: Counter[str] = sum((outcome.drops for outcome in outcomes), Counter())
        tokens = sum((outcome.tokens for outcome in outcomes), NO_TOKENS)
        return Proposed(tuple(q for outcome in outcomes for q in outcome.questions), drops, tokens)

    def write_course_questions(
        self, lectures: Sequence[CourseLecture], *, language: str, count: int, report: Report, partial: PartialWork
    ) -> LinkingQuestions:
        """Questions that link lectures. Raises EngineUnavailable, and BadInput("llm.too_long") for an endless one."""
        if not self.knows(language):
            return LinkingQuestions((), {}, NOT_IN_THIS_LANGUAGE.format(language=language_name(language)))
        across = Across(self.chat, self.marker, thinking_for("course", self.llm), language, count)
        return across.write(lectures, report, partial)

    def _with_choices(self, question: WrittenQuestion, language: str) -> Outcome:
        drops: Counter[str] = Counter()

        def credit(asked: WrittenQuestion, text: str) -> float:
            points = tuple(point.text for point in asked.key_points)
            return self.marker.share(
                stem=asked.stem, references=asked.reference_answers, points=points, response=text, language=language
            )

        try:
            finished, tokens = with_choices(self.chat, question, language=language, credit=credit, drops=drops)
        except UnusableAnswer as unusable:
            return Outcome((question,), Counter([NO_CHOICES]), unusable.tokens)
        return Outcome((finished,), drops, tokens)

    def _material(self, lecture: Sequence[Passage], language: str, *, trusts_critic: bool) -> LectureMaterial:
        weights = term_weights(lecture, language)
        return LectureMaterial(
            passages=lecture,
            language=language,
            weights=weights,
            topics=tuple(list(weights)[:TOPICS]),
            drafts=DRAFTS,
            thinking=thinking_for("write", self.llm),
            critic=thinking_for("critic", self.llm) if trusts_critic else None,
            english=passages.language_filters(lecture, language),
            marker=self.marker,
            exemplars=self.exemplars,
            takes_notes=not trusts_critic and base(language) == notes.LANGUAGE,
        )

    def _critic_is_trusted(self, partial: PartialWork) -> Outcome:
        """A critic that cannot tell known good from known bad is not asked."""

        def tried() -> Outcome:
            try:
                trusted, tokens = critic.is_trustworthy(self.chat, thinking_for("critic", self.llm))
            except UnusableAnswer as unusable:
                return Outcome(tokens=unusable.tokens)
            return Outcome((), Counter({"trusted": int(trusted)}), tokens)

        return _remembered(partial, "critic", tried)

    def _each(
        self,
        lecture: LectureMaterial,
        numbers: Sequence[int],
        report: Report,
        partial: PartialWork,
        passed: Passed,
    ) -> list[Outcome]:
        """The outcomes in the order of the lecture. Half of the calls that the server takes at once are left to others:
        a learner's answer must not wait behind a lecture."""
        outcomes: dict[int, Outcome] = {}
        with _pool(max(1, int(self.llm.get("concurrency", 8)) // 2)) as pool:
            jobs: dict[Future[Outcome], int] = {
                pool.submit(self._passage, lecture, number, partial): number for number in numbers
            }
            for job in as_completed(jobs):
                outcomes[jobs[job]] = job.result()
                report(len(outcomes) / len(numbers))
                if questions := outcomes[jobs[job]].questions:
                    passed(questions)
        return [outcomes[number] for number in numbers]

    def _passage(self, lecture: LectureMaterial, number: int, partial: PartialWork) -> Outcome:
        return _remembered(partial, f"passage-{number}", lambda: passages.write_passage(self.chat, lecture, number))


def _remembered(partial: PartialWork, name: str, make: Callable[[], Outcome]) -> Outcome:
    if kept := partial.load(name):
        return outcome_from_bytes(kept)
    outcome = make()
    partial.save(name, outcome_to_bytes(outcome))
    return outcome


def _digest(question: WrittenQuestion) -> str:
    """Which question it is: another ranking may put another one at its place."""
    return sha256(f"{question.stem}\n{question.reference_answers[0]}".encode()).hexdigest()[:12]


def _scaled(report: Report) -> Report:
    return lambda fraction: report(SHARE_OF_PASSAGES * fraction)


@contextmanager
def _pool(size: int) -> Iterator[ThreadPoolExecutor]:
    """Whatever ends the block, no job begins after it; those under way are waited for."""
    pool = ThreadPoolExecutor(size)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
