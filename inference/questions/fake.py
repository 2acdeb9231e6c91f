"""A question writer for tests and front-end work: it asks about each passage by its title and knows nothing."""

from collections.abc import Sequence

from inference.engine import NOTHING_KEPT, PartialWork, Report, fingerprint
from inference.questions.question import Evidence, KeyPoint, Passed, WrittenQuestion, WrittenQuestions, unheard
from inference.text.passage import Passage

RULE = "fake"


class ScriptedQuestionWriter:
    """One question for each passage, in order, in any language. The same passages give the same questions."""

    @property
    def fingerprint(self) -> str:
        return fingerprint("questions.fake", version=1)

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
        """At most `count` questions, marked `rule="fake"`; passages without a spoken sentence are passed over."""
        spoken = [passage for passage in passages if passage.sentences]
        report(1.0)
        questions = tuple(_question(passage, number) for number, passage in enumerate(spoken[:count]))
        drops = {"no sentences": len(passages) - len(spoken)} if len(spoken) < len(passages) else {}
        return WrittenQuestions(questions=questions, drops=drops)


def _question(passage: Passage, number: int) -> WrittenQuestion:
    first = passage.sentences[0]
    return WrittenQuestion(
        stem=f"What does the lecture say about {passage.title or f'part {number + 1}'}?",
        wh="what",
        bloom="remember",
        reference_answers=(first.text,),
        key_points=(KeyPoint(first.text),),
        evidence=Evidence(first.start, first.end, first.text, first.segments, passage.slide),
        score=1 / (number + 1),
        source="speech",
        rule=RULE,
        why_chosen="A scripted question for tests and front-end work, not one to publish.",
    )
