"""manage.py check_llm: whether the language model answers, what it can do, how quick it is, and a sample of it."""

import textwrap
import time
from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from inference.errors import BadInput, EngineUnavailable
from inference.grading.verdict import KeyPointCredit, Verdict
from inference.llm.capabilities import in_words
from inference.llm.options import NOT_SET
from inference.llm.tokens import Tokens
from inference.questions.question import WrittenQuestions
from workers import engines, trial

NOT_CONFIGURED, AWAY = 2, 1
WORDS_PER_MINUTE = 150


class Command(BaseCommand):
    help = "Asks the language model of LLM_URL what it can do, and has it write a question and grade an answer."
    requires_system_checks: list[str] = []  # a site that is not set up is what this is for

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-sample", action="store_true", help="only what it can do, and how quick it is")
        parser.add_argument("--minutes", type=float, default=60.0, help="length of the lecture that is reckoned with")

    def handle(self, *args: Any, no_sample: bool, minutes: float, **options: Any) -> None:
        if not settings.LLM["url"]:
            raise CommandError(NOT_SET, returncode=NOT_CONFIGURED)
        try:
            self._show_model()
            if not no_sample:
                self._show_sample(minutes)
        except (EngineUnavailable, BadInput) as away:
            raise CommandError(str(away), returncode=AWAY) from away

    def _show_model(self) -> None:
        model = engines.language_model()
        started = time.monotonic()
        can = model.look()
        self._say("Looked at", f"in {time.monotonic() - started:.1f} s")
        for name, value in in_words(can.as_row()):
            self._say(name, value)
        self._say("Fingerprint", model.fingerprint)
        pace = trial.pace(model)
        self._say(
            "Speed", f"{pace.tokens_per_s:.1f} tokens a second to one caller ({pace.written} in {pace.seconds:.1f} s)"
        )

    def _show_sample(self, minutes: float) -> None:
        writer, whose = trial.asking_engine("questions")
        self._head(f"A sample question, by {writer.fingerprint} ({whose})")
        questions = trial.written(writer)
        self._lines(_of_questions(questions))
        grader, whose = trial.asking_engine("grading")
        self._head(f"A sample grade, by {grader.fingerprint} ({whose})")
        self._lines(_of_verdict(trial.graded(grader)))
        self._head(f"A lecture of {minutes:g} minutes at {WORDS_PER_MINUTE} words a minute, reckoned from the sample")
        self._say("Tokens", _counted(trial.for_lecture(questions.tokens, minutes, WORDS_PER_MINUTE)))

    def _head(self, words: str) -> None:
        self.stdout.write(f"\n{words}")

    def _lines(self, pairs: Iterable[tuple[str, str]]) -> None:
        for name, value in pairs:
            self._say(name, value)

    def _say(self, name: str, value: str) -> None:
        first, *others = textwrap.wrap(value, 86) or [""]
        self.stdout.write(f"  {name:<32}{first}")
        for line in others:
            self.stdout.write(f"  {'':<32}{line}")


def _of_questions(found: WrittenQuestions) -> list[tuple[str, str]]:
    lines = [
        line
        for question in found.questions
        for line in (
            ("Question", question.stem),
            ("Answer", question.reference_answers[0]),
            ("Evidence", question.evidence.text),
        )
    ]
    dropped = ", ".join(f"{count} by {reason}" for reason, count in sorted(found.drops.items()))
    nothing = [] if lines else [("Question", found.note or "none that its evidence bears out")]
    return [*nothing, *lines, ("Dropped", dropped or "none"), ("Tokens", _counted(found.tokens))]


def _of_verdict(verdict: Verdict) -> list[tuple[str, str]]:
    decided = [("Decided because", verdict.decided_because)] if verdict.decided_because else []
    return [
        (
            "Verdict",
            f"{verdict.label}, {verdict.score:g} of {verdict.max_score:g}, confidence {verdict.confidence:.2f}",
        ),
        *decided,
        *((f"Point: {credit.credit:g}", _earned(credit)) for credit in verdict.credits),
        ("Feedback", verdict.feedback[0]),
        ("Tokens", _counted(verdict.tokens)),
    ]


def _earned(credit: KeyPointCredit) -> str:
    return f"{credit.text} — by “{credit.quote}”" if credit.quote else credit.text


def _counted(tokens: Tokens) -> str:
    read = f"{tokens.prompt:,} read, {tokens.cached:,} of them cached"
    return f"{read}; {tokens.reasoning:,} thought; {tokens.answer:,} answered; in {tokens.calls:,} calls"
